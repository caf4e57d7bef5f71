"""The benchmark measures what it says: what counts as hidden, what as hidden needlessly."""

import pytest

from benchmarks.redaction.__main__ import calls_of
from benchmarks.redaction.audio import is_sayable
from benchmarks.redaction.marked_calls import call_of_lines
from benchmarks.redaction.score import Share, score
from benchmarks.redaction.spoken_calls import generated_calls
from calls.finding import Finding, Kind

CALL = call_of_lines("one", ["agent: Your name?", "caller: It's {PERSON:Jane Miller}, order {ORDER_NUMBER:4711}."])


def hidden(start: int, end: int, kind: Kind = Kind.PERSON) -> Finding:
    return Finding(kind, 1, start, end, 0.9, "test", "a test")


def test_a_secret_counts_only_when_every_letter_of_it_is_hidden() -> None:
    whole = score([CALL], [[hidden(5, 16), hidden(24, 28, Kind.ORDER_NUMBER)]])
    part = score([CALL], [[hidden(5, 9)]])
    assert (whole.whole[Kind.PERSON].hits, whole.leak_free.hits) == (1, 1)
    assert (part.whole[Kind.PERSON].hits, part.partly[Kind.PERSON], part.leak_free.hits) == (0, 1, 0)


def test_an_order_number_left_to_read_is_no_leak() -> None:
    assert score([CALL], [[hidden(5, 16)]]).leak_free.hits == 1


def test_hiding_another_word_counts_as_needless() -> None:
    assert score([CALL], [[hidden(0, 16)]]).over_masked.hits == 1


def test_a_look_alike_with_any_mask_is_a_false_alarm() -> None:
    call = call_of_lines("two", ["caller: It is 99 dollars."], is_look_alike=True)
    masked = score([call], [[Finding(Kind.CARD_CVV, 0, 6, 8, 0.9, "test", "a test")]])
    assert (masked.look_alikes.hits, score([call], [[]]).look_alikes.hits) == (1, 0)


def test_the_interval_is_wilsons() -> None:
    low, high = Share(9, 10).interval()
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)


def test_the_same_seed_makes_the_same_calls() -> None:
    assert list(generated_calls(5, 3)) == list(generated_calls(5, 3))
    assert list(generated_calls(5, 3)) != list(generated_calls(5, 4))


def test_a_line_without_a_speaker_is_refused_without_quoting_it() -> None:
    with pytest.raises(ValueError, match="every line begins") as refusal:
        call_of_lines("three", ["My name is {PERSON:Jane}"])
    assert "Jane" not in str(refusal.value)


def test_only_calls_in_words_and_with_secrets_are_read_out() -> None:
    assert is_sayable(call_of_lines("four", ["caller: it's {PERSON:jane miller} at {ADDRESS:nine elm road}"]))
    assert not is_sayable(call_of_lines("five", ["caller: it's {PERSON:jane miller}", "agent: order 4711"]))
    assert not is_sayable(call_of_lines("six", ["caller: It's {PERSON:jane miller}"]))
    assert not is_sayable(call_of_lines("seven", ["agent: your order is {ORDER_NUMBER:four seven one one}"]))


def test_a_split_by_other_authors_has_calls_that_can_be_read_out() -> None:
    assert sum(map(is_sayable, calls_of("ninth", 0, 0))) >= 60
