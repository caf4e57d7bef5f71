"""Where forced alignment puts a word: to the end of the text, and to the end of its sound."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.chunk import cut_chunks
from transcribe.resample import Samples16k
from transcribe.voice_activity import SpeechSpan
from transcribe.word_timing import WordAligner

ERROR_MS = 50


@pytest.mark.parametrize(
    ("recording", "start_ms", "end_ms", "written"),
    [
        ("payment_call", 9695, 14_409, "4263-9826-4026-9299"),
        ("payment_call", 9695, 14_409, "4263-9826-4026-929"),  # a digit too few
        ("overlapping_speech", 7905, 11_428, "2025-5501-63"),
    ],
)
def test_a_number_in_groups_is_placed_from_its_first_digit_to_its_last(
    recording: str, start_ms: int, end_ms: int, written: str
) -> None:
    audio = sound_of(recording)
    spans = [SpeechSpan(start_ms - 250, end_ms + 250)]
    (chunk,) = cut_chunks(audio.channel(Channel.CALLER), audio.rate_hz, spans)
    pieces = WordAligner().align([written], chunk.samples)
    assert pieces is not None
    placed_ms = chunk.on_call_clock(pieces[0].start_ms, pieces[-1].end_ms)
    assert placed_ms == (pytest.approx(start_ms, abs=ERROR_MS), pytest.approx(end_ms, abs=ERROR_MS))


@dataclass(frozen=True)
class Segment:
    """A word as the decoder tells of it; frames of 10 ms, the last one included."""

    word: str
    start_frame: int
    end_frame: int


class Hears(WordAligner):
    """Instead of a decoder: what it would have heard."""

    def __init__(self, *segments: Segment) -> None:
        super().__init__()
        self._segments = list(segments)

    def _decode(self, *_: Any) -> list[Any]:
        return self._segments


def placed(words: Sequence[str], *segments: Segment) -> list[tuple[int, int]]:
    nothing: Samples16k = np.zeros(0, np.float32)
    pieces = Hears(*segments).align(words, nothing)
    return [(piece.start_ms, piece.end_ms) for piece in pieces or []]


def test_a_digit_lasts_over_a_short_silence_until_the_next_one() -> None:
    assert placed(["99"], Segment("nine", 0, 19), Segment("nine", 40, 59)) == [(0, 400), (400, 600)]


def test_a_pause_between_digits_stays_a_pause() -> None:
    assert placed(["99"], Segment("nine", 0, 19), Segment("nine", 60, 79)) == [(0, 200), (600, 800)]


def test_a_word_beside_a_number_keeps_its_own_end() -> None:
    spoken = Segment("is", 0, 19), Segment("nine", 40, 59), Segment("please", 80, 99)
    assert placed(["is", "9", "please"], *spoken) == [(0, 200), (400, 600), (800, 1000)]


def test_the_hiss_of_a_six_goes_on_into_silence_but_never_into_the_next_word() -> None:
    assert placed(["6"], Segment("six", 0, 19)) == [(0, 300)]
    assert placed(["6", "please"], Segment("six", 0, 19), Segment("please", 25, 39)) == [(0, 250), (250, 400)]
