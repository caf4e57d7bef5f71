"""Forced alignment goes through to the end of the text."""

import pytest

from calls.call import Channel
from tests.transcribe.conftest import sound_of
from transcribe.chunk import cut_chunks
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
