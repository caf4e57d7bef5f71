"""A number beside silence begins and ends with its sound; between other words it stays where alignment put it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.transcript import TimeSource, Word
from transcribe.number_edges import FARTHEST_MS, SOFT_MS, with_heard_edges

RATE_HZ = 8000
NOISE = 60


def line(*sounding_ms: tuple[int, int], noise: int = 0) -> NDArray[np.int16]:
    """Five seconds, loud between the bounds, with an idle line's noise elsewhere."""
    rng = np.random.default_rng(1)
    samples = rng.normal(0, noise, 5 * RATE_HZ)
    for start_ms, end_ms in sounding_ms:
        samples[start_ms * 8 : end_ms * 8] += rng.normal(0, 2_000, (end_ms - start_ms) * 8)
    return samples.astype(np.int16)


def number(start_ms: int, end_ms: int, text: str = "4111", source: TimeSource = TimeSource.ALIGNED) -> Word:
    return Word(text, start_ms, end_ms, 0.9, source)


def bounds(*words: Word, sound: NDArray[np.int16]) -> list[tuple[int | None, int | None]]:
    return [(word.start_ms, word.end_ms) for word in with_heard_edges(words, sound, RATE_HZ)]


@pytest.mark.parametrize("noise", [0, NOISE])
def test_a_number_placed_late_begins_where_its_sound_does(noise: int) -> None:
    assert bounds(number(1_150, 2_000), sound=line((1_000, 2_000), noise=noise)) == [(1_000, 2_000)]


@pytest.mark.parametrize("noise", [0, NOISE])
def test_a_number_placed_early_keeps_as_much_as_a_soft_consonant_takes(noise: int) -> None:
    assert bounds(number(700, 2_000), sound=line((1_000, 2_000), noise=noise)) == [(1_000 - SOFT_MS, 2_000)]


def test_a_start_within_a_soft_consonant_of_its_sound_stays() -> None:
    assert bounds(number(1_000 - SOFT_MS, 2_000), sound=line((1_000, 2_000))) == [(1_000 - SOFT_MS, 2_000)]


def test_a_number_placed_short_ends_where_its_sound_does() -> None:
    assert bounds(number(1_000, 1_900), sound=line((1_000, 2_000))) == [(1_000, 2_000)]


def test_an_end_is_never_taken_back() -> None:
    assert bounds(number(1_000, 2_300), sound=line((1_000, 2_000))) == [(1_000, 2_300)]


def test_sound_is_followed_no_farther_than_the_rule_says() -> None:
    assert bounds(number(1_500, 2_000), sound=line((500, 3_000))) == [(1_500 - FARTHEST_MS, 2_000 + FARTHEST_MS)]


def test_sound_is_followed_no_farther_than_the_words_beside_it() -> None:
    beside = [number(500, 1_400, "is"), number(1_500, 2_000), number(2_050, 2_600, "thanks")]
    assert bounds(*beside, sound=line((500, 3_000))) == [(500, 1_400), (1_400, 2_050), (2_050, 2_600)]


def test_digits_without_silence_between_them_keep_their_border() -> None:
    digits = [number(1_000, 1_400, "4"), number(1_400, 2_000, "1")]
    assert bounds(*digits, sound=line((1_000, 1_350), (1_600, 2_000))) == [(1_000, 1_400), (1_400, 2_000)]


def test_words_and_times_that_no_alignment_gave_stay_as_they_are() -> None:
    sound = line((1_000, 2_000))
    assert bounds(number(1_100, 1_900, "thanks"), sound=sound) == [(1_100, 1_900)]
    assert bounds(number(1_100, 1_900, source=TimeSource.ATTENTION), sound=sound) == [(1_100, 1_900)]


def test_a_number_over_digital_silence_alone_stays_where_it_is() -> None:
    assert bounds(number(1_100, 1_900), sound=line()) == [(1_100, 1_900)]
