"""Secret words that are guessed, tried again, chosen, spelled and said: hits and near-misses, a remark each."""

import pytest

from tests.redact.conversation import redacted

WORD = "agent: You'll have a word you set up with the branch."
HITS = [
    ((WORD, "Have I? Is it marigold?"), "Have I? Is it [CREDENTIAL]?", "a guess"),
    ((WORD, "Marigold?", "agent: It's longer than that.", "Marigold Lane."), "[CREDENTIAL].", "another try"),
    (("Can I change my PIN?", "agent: To what?", "I'll make it 1805."), "I'll make it [CREDENTIAL].", "digits chosen"),
    (
        ("agent: The password?", "Capital H, a, r, v, e, s, t, dollar sign, 2, 2.", "agent: Harvest dollar 22?"),
        "agent: [CREDENTIAL]?",
        "a spelled password said",
    ),
    (
        ("agent: What's the email?", "b e l l at example dot com", "agent: Bell."),
        "agent: [EMAIL].",
        "letters, read back as a word",
    ),
    (
        ("agent: What's the door code?", "C 4 8 2.", "And then the letter Y."),
        "And then the letter [CREDENTIAL].",
        "a letter, called one",
    ),
]
MISSES = [
    (("agent: It's for the word you set.", "Is it hard to do that again?"), "a question about it"),
    (("agent: Hello.", "agent: That isn't right.", "Bring it back."), "nothing was tried before"),
    (("I'll make it 1805.",), "no code is spoken of"),
    (("agent: Your PIN works now.", "I'll take 2 of them at 14:30."), "a quantity and a time"),
]


@pytest.mark.parametrize(("lines", "expected", "remark"), HITS, ids=[row[2] for row in HITS])
def test_a_secret_word_is_hidden_however_it_comes_up(lines: tuple[str, ...], expected: str, remark: str) -> None:
    assert redacted(*lines)[-1] == expected.removeprefix("agent: "), remark


@pytest.mark.parametrize(("lines", "remark"), MISSES, ids=[row[1] for row in MISSES])
def test_what_only_stands_where_a_secret_word_might_stays(lines: tuple[str, ...], remark: str) -> None:
    assert redacted(*lines)[-1] == lines[-1].removeprefix("agent: "), remark


def test_a_spelled_word_that_is_an_everyday_one_stays_inside_a_sentence() -> None:
    lines = redacted("agent: What's the email?", "b e l l at example dot com", "Ring the bell when you get here.")
    assert lines[-1] == "Ring the bell when you get here."
