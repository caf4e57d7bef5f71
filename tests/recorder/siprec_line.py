"""What tests of recording sessions share: a recorder that takes them, sounds that tell the parties apart."""

import subprocess
from collections.abc import Callable
from typing import Any

import numpy as np

from audio_fixtures.g711 import mulaw_encode
from calls.audio import RawAudio, RawRecording
from calls.call import Channel
from tests.recorder.recording_client import RecordingClient
from tests.recorder.telephone_lab import TelephoneLab, silence, tone, wait_for

SETTINGS: dict[str, Any] = {
    "peers": {"127.0.0.0/8": "2026-11/en"},
    "agents": ["*@desk.example"],
    "first_party": "unknown",
    "unannounced": False,
}
SLIP_MS = 42
"""On a loaded machine one stream's jitter buffer slips by a frame or two and back."""
CALLER_HZ, AGENT_HZ, THIRD_HZ = 500, 1100, 1900
"""None of a telephone key's tones (ITU-T Q.23): those are muted."""
TONES = (CALLER_HZ, AGENT_HZ, THIRD_HZ)
SECONDS = 15


def beeps(hz: float) -> bytes:
    """Ten seconds of beeps, 100 ms long, every 500 ms."""
    return mulaw_encode(np.concatenate([np.concatenate([tone(0.1, hz), silence(0.4)])] * 20)).tobytes()


def steady(hz: float) -> bytes:
    return mulaw_encode(tone(SECONDS, hz)).tobytes()


CALLER_BEEPS, AGENT_BEEPS = beeps(CALLER_HZ), beeps(AGENT_HZ)
Begin = Callable[..., RecordingClient]


def start(lab: TelephoneLab, *, breaks: dict[str, int] | None = None, **changes: Any) -> subprocess.Popen[str]:
    return lab.start_recorder(siprec=SETTINGS | changes, breaks=breaks or {})


def log_of(recorder: subprocess.Popen[str]) -> str:
    recorder.terminate()
    out, log = recorder.communicate(timeout=60)
    assert (recorder.returncode, out) == (0, "")
    return log


def sound_for(lab: TelephoneLab, ms: int) -> None:
    """Wait until that much more of the one call is sealed or on the RAM disk."""
    before = kept_bytes(lab)
    wait_for(lambda: kept_bytes(lab) - before >= ms * 32)


def kept_bytes(lab: TelephoneLab) -> int:
    """Of the call's sealed sound: two channels, 16 bytes a millisecond each."""
    return max((path.stat().st_size for path in lab.spool_dir.glob("c_*/*.sealed")), default=0)


def opened(lab: TelephoneLab) -> RawAudio:
    recording = lab.spool.open(lab.the_captured_call().call_id)
    assert isinstance(recording, RawRecording)
    return recording.audio


def pitch_hz(audio: RawAudio, channel: Channel) -> set[int]:
    """The tones that a channel carries, to the nearest of those that are played."""
    samples = audio.channel(channel).astype(float)
    strength = np.abs(np.fft.rfft(samples))
    at = [round(hz * len(samples) / audio.rate_hz) for hz in TONES]
    loud = [strength[max(0, i - 3) : i + 4].max() for i in at]
    return {hz for hz, level in zip(TONES, loud, strict=True) if level > 0.2 * max(loud)}
