"""Forced alignment goes through to the end of the text."""

import numpy as np
import pytest

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.chunk import cut_chunks
from transcribe.resample import MODEL_RATE_HZ
from transcribe.voice_activity import SpeechSpan
from transcribe.word_timing import Piece, WordAligner, by_pauses

ERROR_MS = 50
MOVED_MS = 80
"""A digit inside a number: the decoder takes the whole sound's mean off each frame, so what else is there counts."""


@pytest.mark.parametrize(
    ("recording", "start_ms", "end_ms", "written"),
    [
        ("payment_call", 9695, 14_409, "4263-9826-4026-9299"),
        ("payment_call", 9695, 14_409, "4263-9826-4026-929"),  # a digit too few
        ("payment_call", 9695, 14_409, "263-9826-4026-9299"),
        ("payment_call", 9695, 14_409, "2 6 3 9826-4026 9, 2, nine"),
        ("overlapping_speech", 7905, 11_428, "2025-5501-63"),
    ],
)
def test_a_number_in_groups_is_placed_from_its_first_digit_to_its_last(
    recording: str, start_ms: int, end_ms: int, written: str
) -> None:
    audio = sound_of(recording)
    spans = [SpeechSpan(start_ms - 250, end_ms + 250)]
    (chunk,) = cut_chunks(audio.channel(Channel.CALLER), audio.rate_hz, spans)
    pieces = WordAligner().align(written.split(), chunk.samples)
    assert pieces is not None
    placed_ms = chunk.on_call_clock(pieces[0].start_ms, pieces[-1].end_ms)
    assert placed_ms == (pytest.approx(start_ms, abs=ERROR_MS), pytest.approx(end_ms, abs=ERROR_MS))


def test_digital_silence_between_words_moves_none_of_them() -> None:
    audio = sound_of("payment_call")
    (chunk,) = cut_chunks(audio.channel(Channel.CALLER), audio.rate_hz, [SpeechSpan(9445, 14_659)])
    written, silence_ms = ["4263-9826-4026-9299"], 8_000
    silence = np.zeros(silence_ms * MODEL_RATE_HZ // 1000, np.float32)
    plain = WordAligner().align(written, chunk.samples)
    between = WordAligner().align(written * 2, np.concatenate([chunk.samples, silence, chunk.samples]))
    assert plain
    assert between
    later_ms = chunk.duration_ms + silence_ms
    expected_ms = [piece.start_ms + shift_ms for shift_ms in (0, later_ms) for piece in plain]
    assert [piece.start_ms for piece in between] == pytest.approx(expected_ms, abs=MOVED_MS)


@pytest.mark.parametrize("n_samples", [0, 100, 200, 3_000])
def test_in_sound_too_short_for_its_words_nothing_is_placed(n_samples: int) -> None:
    assert WordAligner().align(["4263-9826"], np.zeros(n_samples, np.float32)) is None


def test_a_digit_that_nobody_wrote_belongs_to_the_number_on_its_side_of_the_longest_pause() -> None:
    first, second = Piece(0, 2, 0, 300), Piece(1, 0, 3_000, 3_300)
    at_the_end = Piece(1, 0, 350, 600, is_extra=True)
    at_the_beginning = Piece(0, 2, 2_700, 3_000, is_extra=True)
    words = [piece.word for piece in by_pauses([first, at_the_end, at_the_beginning, second], {0, 1})]
    assert words == [0, 0, 1, 1]


def test_a_digit_that_nobody_wrote_beside_another_word_stays_with_its_number() -> None:
    number, extra, word = Piece(0, 2, 0, 300), Piece(0, 2, 2_700, 3_000, is_extra=True), Piece(1, 0, 3_000, 3_300)
    assert list(by_pauses([number, extra, word], {0})) == [number, extra, word]


def test_pieces_before_the_first_that_is_written_and_after_the_last_stay() -> None:
    pieces = [Piece(0, 0, 0, 300, is_extra=True), Piece(0, 0, 300, 600), Piece(0, 3, 900, 1_200, is_extra=True)]
    assert list(by_pauses(pieces, {0})) == pieces
