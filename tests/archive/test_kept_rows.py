"""Rows of a kept call, and those that an earlier version of Hushtape has written."""

from types import SimpleNamespace

import pytest

from archive.kept_rows import redacted_turn
from calls.call import Channel
from calls.transcript import TimeSource


@pytest.mark.parametrize("source", [None, *TimeSource])
def test_words_keep_where_their_times_come_from_and_count_as_timed_by_attention_without_it(
    source: TimeSource | None,
) -> None:
    word = {"text": "okay", "start_ms": 0, "end_ms": 90, "confidence": 0.9, "masked": None}
    words = [word if source is None else word | {"time_source": source.value}]
    row = SimpleNamespace(channel="caller", start_ms=0, end_ms=90, text="okay", words=words)
    turn = redacted_turn(row)  # type: ignore[arg-type]
    assert turn.channel is Channel.CALLER
    assert [one.time_source for one in turn.words] == [source or TimeSource.ATTENTION]
