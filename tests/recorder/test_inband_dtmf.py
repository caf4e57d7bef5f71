"""F19 in band: tones of keys are muted whole before anything is sealed, and speech is left alone."""

import wave
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from calls.audio import RawRecording
from calls.call import Channel
from recorder.inband_dtmf import HIGHER_HZ, LOWER_HZ, RATE_HZ, Samples, ToneGuard, find_tones, take_together
from tests.recorder.telephone_lab import (
    BRIDGED_S,
    TelephoneLab,
    loud_stretches,
    result_of,
    silence,
    tone,
    wait_for,
    write_wav,
)

ROOT = Path(__file__).resolve().parents[2]
SPEECH = sorted(path for path in (ROOT / "audio_fixtures").glob("*.wav"))


def key(lower_hz: float, higher_hz: float, *, ms: int = 40, level: float = 3000, twist_db: float = 0) -> Samples:
    """Two tones at once, the higher `twist_db` stronger."""
    at_s = np.arange(ms * RATE_HZ // 1000) / RATE_HZ
    waves = np.sin(2 * np.pi * lower_hz * at_s) + 10 ** (twist_db / 20) * np.sin(2 * np.pi * higher_hz * at_s)
    return (level * waves).astype(np.int16)


def among(noise: float, *parts: Samples) -> Samples:
    """The parts one after the other, in white noise of this RMS."""
    sound = np.concatenate(parts)
    return (sound + np.random.default_rng(19).normal(0, noise, len(sound))).astype(np.int16)


def guarded(sound: Samples, chunk: int) -> tuple[NDArray[np.int16], int]:
    """What gets through in chunks of so many samples, and how many tones were muted."""
    guard, out = ToneGuard(), b""
    for at in range(0, len(sound), chunk):
        out += guard.take(sound[at : at + chunk].astype("<i2").tobytes())
    out += guard.finish()
    return np.frombuffer(out, dtype="<i2"), guard.tones


@pytest.mark.parametrize(("lower_hz", "higher_hz"), list(product(LOWER_HZ, HIGHER_HZ)))
def test_F19_every_key_is_muted_whole_at_the_edges_of_what_receivers_must_take(lower_hz: int, higher_hz: int) -> None:
    for off, twist_db, level, noise in [(1.0, 0, 3000, 10), (1.015, 4, 3000, 300), (0.985, -8, 400, 10)]:
        tone = key(lower_hz * off, higher_hz * (2 - off), level=level, twist_db=twist_db)
        sound = among(noise, silence(0.313), tone, silence(0.3))
        through, tones = guarded(sound, 4000)
        at = len(silence(0.313))
        assert tones == 1
        assert len(through) == len(sound)
        assert not through[at : at + len(tone)].any()


@pytest.mark.parametrize("before_ms", range(0, 160, 7))
def test_F19_a_tone_on_the_border_of_two_chunks_is_muted_whole(before_ms: int) -> None:
    lead = silence(0.5)[: before_ms * 8]
    for ms in (40, 90, 300):
        tone = key(852, 1336, ms=ms)
        through, tones = guarded(among(20, silence(0.4), lead, tone, silence(0.5)), 4000)
        at = len(silence(0.4)) + len(lead)
        assert tones == 1
        assert not through[at : at + len(tone)].any()
        assert through[: at - 160].all() or np.count_nonzero(through[: at - 160]) > 0.9 * (at - 160)


@pytest.mark.parametrize(
    ("sound", "remark"),
    [
        (key(697, 1209, ms=20), "too short for a key"),
        (key(697 * 1.035, 1209 * 1.035, ms=200), "3.5 % off: no receiver may take it (Q.24)"),
        (key(350, 440, ms=900), "a dial tone"),
        (key(440, 480, ms=900), "ringing"),
        (key(941, 941, ms=300), "one tone only"),
        (key(1336, 1336, ms=300), "one tone only"),
        (key(697, 1209, ms=300, twist_db=20), "one tone and a trace of the other"),
    ],
)
def test_what_is_no_key_is_left_alone(sound: Samples, remark: str) -> None:
    assert find_tones(among(20, silence(0.2), sound, silence(0.2))) == [], remark


@pytest.mark.parametrize("path", SPEECH, ids=lambda path: path.stem)
def test_nothing_that_anybody_says_is_muted(path: Path) -> None:
    with wave.open(str(path), "rb") as file:
        assert file.getframerate() == RATE_HZ
        sound = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, file.getnchannels())
    for channel in range(sound.shape[1]):
        through, tones = guarded(sound[:, channel].copy(), 4800)
        assert tones == 0
        assert np.array_equal(through, sound[:, channel])


def test_chunks_may_be_of_any_length() -> None:
    sound = among(500, silence(1.0))
    for chunk in (1, 79, 640, 641, 1280, 8000):
        assert np.array_equal(guarded(sound[:3000], chunk)[0], sound[:3000])
    assert ToneGuard().finish() == b""


def test_F19_channels_that_are_searched_together_are_muted_as_each_is_alone() -> None:
    keyed = among(100, silence(0.25), key(770, 1336), silence(0.4), key(941, 1477), silence(0.2))
    sounds = [keyed, among(400, silence(1.0)), keyed[400:], silence(1.0), keyed[:300], silence(0)]
    guards, through = [ToneGuard() for _ in sounds], [b""] * len(sounds)
    for at in range(0, len(keyed), 2000):
        arrived = [sound[at : at + 2000].astype("<i2").tobytes() for sound in sounds]
        let = take_together(list(zip(guards, arrived, strict=True)))
        through = [before + more for before, more in zip(through, let, strict=True)]
    for sound, guard, before in zip(sounds, guards, through, strict=True):
        alone, tones = guarded(sound, 2000)
        assert np.array_equal(np.frombuffer(before + guard.finish(), dtype="<i2"), alone)
        assert guard.tones == tones
    assert [guard.tones for guard in guards] == [2, 0, 2, 0, 0, 0]
    assert take_together([]) == []


def test_F19_a_number_keyed_as_tones_in_a_call_is_in_no_recording(lab: TelephoneLab) -> None:
    keyed = [part for row in LOWER_HZ for part in (key(row, 1477, ms=80), silence(0.08))]
    lab.start_recorder()
    agent = lab.agent()
    sound = write_wav(lab.home / "keys.wav", np.concatenate([tone(0.2, 500), silence(0.2), *keyed, tone(0.2, 500)]))
    caller = lab.caller("--play", str(sound), "--play-after", str(BRIDGED_S), "--hangup-after", str(BRIDGED_S + 2))
    assert result_of(caller)["as_scripted"]
    agent.wait(timeout=60)
    opened = lab.spool.open(lab.the_captured_call().call.call_id)
    assert isinstance(opened, RawRecording)
    assert len(loud_stretches(opened.audio.channel(Channel.CALLER))) == 2  # what was said before and after the keys
    assert wait_for(lab.live.counts)[0]["tones_muted"] >= len(LOWER_HZ)
