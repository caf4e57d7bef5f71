"""Mailboxes with numbers, letters and examples in them: hits and near-misses."""

import pytest

from tests.redact.conversation import redacted

ASKED = "agent: What's the email?"
HITS = [
    ("it's the number four then birds at lakeview dot example", "it's [EMAIL]", "the number"),
    ("n as in november t as in tango 99 at example dot com", "[EMAIL]", "letters with examples"),
    ("b e l l at example dot com", "[EMAIL]", "letters that are words elsewhere"),
    ("We've got dora.ames at example dot com.", "We've got [EMAIL].", "got"),
    ("And then example dot net.", "And then [EMAIL].", "and then a domain"),
]
MISSES = [
    ("the number four bus goes at ten", "a bus"),
    ("Write to e mail support, please.", "the letter of e-mail"),
]


@pytest.mark.parametrize(("line", "expected", "remark"), HITS, ids=[row[2] for row in HITS])
def test_a_mailbox_is_hidden_with_the_words_that_tell_how_it_is_written(line: str, expected: str, remark: str) -> None:
    assert redacted(ASKED, line)[-1] == expected, remark


@pytest.mark.parametrize(("line", "remark"), MISSES, ids=[row[1] for row in MISSES])
def test_what_only_sounds_like_a_mailbox_stays(line: str, remark: str) -> None:
    assert redacted(line) == [line], remark
