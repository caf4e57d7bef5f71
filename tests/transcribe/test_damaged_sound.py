"""Good files with damage in their middle: what can be saved is no longer than the file said; else one typed refusal."""

import time
from collections.abc import Callable

import numpy as np
import pytest

from calls.audio import RawAudio
from calls.errors import AudioTooLong, UnreadableAudio
from tests.transcribe.test_decode import PARTIES, RATE_HZ, encoded, written
from transcribe.decode import decode_audio

SECONDS = 10
SLACK_S = 1.2
"""A header may err by a second and a fiftieth of what it claims."""
FILES = {
    "wav": written("WAV", seconds=SECONDS),
    "mu-law wav": written("WAV", "ULAW", seconds=SECONDS),
    "flac": written("FLAC", seconds=SECONDS),
    "mp3": written("MP3", None, 16_000, seconds=SECONDS),
    "vorbis": written("OGG", None, 16_000, seconds=SECONDS),
    "opus": encoded("ogg", "libopus", 48_000, seconds=SECONDS),
    "m4a": encoded("ipod", "aac", 16_000, seconds=SECONDS),
}


def zeroed(part: bytes) -> bytes:
    return bytes(len(part))


def flipped(part: bytes) -> bytes:
    return bytes(byte ^ 0xFF for byte in part)


def scrambled(part: bytes) -> bytes:
    return np.random.default_rng(3).bytes(len(part))


def with_one_bit_flipped(part: bytes) -> bytes:
    return bytes([part[0] ^ 0x10]) + part[1:]


DAMAGES: list[Callable[[bytes], bytes]] = [zeroed, flipped, scrambled, with_one_bit_flipped]
PLACES = (0.3, 0.5, 0.7, 0.9)
LENGTHS = (1, 40, 700)


def damaged(payload: bytes, damage: Callable[[bytes], bytes], place: float, n_bytes: int) -> bytes:
    """As long as it was."""
    at = int(len(payload) * place)
    end = min(len(payload), at + n_bytes)
    return payload[:at] + damage(payload[at:end]) + payload[end:]


def decoded(payload: bytes) -> RawAudio | UnreadableAudio | AudioTooLong:
    try:
        return decode_audio(payload, PARTIES, max_duration_s=7200)
    except (UnreadableAudio, AudioTooLong) as refusal:
        return refusal


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("kind", FILES)
def test_F12_damage_inside_a_file_gives_its_sound_or_a_refusal_soon_and_never_more_than_it_said(
    kind: str, damage: Callable[[bytes], bytes]
) -> None:
    for place in PLACES:
        for n_bytes in LENGTHS:
            payload = damaged(FILES[kind], damage, place, n_bytes)
            assert len(payload) == len(FILES[kind])
            started_s = time.process_time()  # on shared cores the clock on the wall says nothing
            outcome = decoded(payload)
            if isinstance(outcome, RawAudio):
                assert 0 < outcome.duration_ms <= (SECONDS + SLACK_S) * 1000, (place, n_bytes)
            else:
                assert outcome.hint, (place, n_bytes)
                assert "\n" not in str(outcome), (place, n_bytes)
            assert time.process_time() - started_s < 2, (place, n_bytes)


def test_samples_of_a_wav_beside_the_damage_are_as_they_were() -> None:
    whole, hurt = (
        decode_audio(payload, PARTIES, max_duration_s=60).samples
        for payload in (FILES["wav"], damaged(FILES["wav"], zeroed, 0.5, 40))
    )
    differs = np.flatnonzero((whole != hurt).any(axis=1))
    assert len(hurt) == len(whole) == SECONDS * RATE_HZ
    assert 0 < len(differs) <= 11


@pytest.mark.parametrize(("kind", "damage"), [("flac", zeroed), ("opus", zeroed), ("mp3", with_one_bit_flipped)])
def test_a_frame_that_is_lost_costs_a_second_at_most_and_no_other_frame(
    kind: str, damage: Callable[[bytes], bytes]
) -> None:
    audio = decode_audio(damaged(FILES[kind], damage, 0.5, 40), PARTIES, max_duration_s=60)
    quarter = len(audio.samples) // 4
    assert audio.duration_ms >= (SECONDS - 1) * 1000
    for part in (audio.samples[:quarter], audio.samples[-quarter:]):
        louder, softer = np.abs(part[:, 0]).max(), np.abs(part[:, 1]).max()
        assert louder > 1.5 * softer > 8000, "the party on each channel is still the same"
