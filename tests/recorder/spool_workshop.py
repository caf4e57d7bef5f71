"""A sealed spool with both halves of its key, and calls to put into it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calls.audio import RawAudio
from calls.call import Call, CallId, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Notice, Outcome
from recorder.keys import load_private_keys, load_public_keys, make_wrapping_keys
from recorder.manifest import PCM
from recorder.sealed_call import CHUNKS, SealedCall
from recorder.spool import SealedSpool

STARTED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOUND = np.random.default_rng(7).integers(-20_000, 20_000, (24_000, 2), dtype=np.int16)


def decode_as_bytes(payload: bytes, channels: tuple[Channel, ...]) -> RawAudio:
    samples = np.frombuffer(payload, dtype="<i2").reshape(-1, len(channels))
    return RawAudio(samples, 16_000, channels)


def a_call(call_id: CallId | None = None, *, source: Source = Source.IN_PATH) -> Call:
    consent = ConsentDecision(Outcome.RECORDED, notice_played=True, notice=Notice("2026-01", "en"))
    return Call(
        call_id or new_call_id(),
        source,
        STARTED_AT,
        (Channel.CALLER, Channel.AGENT),
        consent,
        duration_ms=3000,
        agent_id="a7",
        queue="returns",
        caller_pseudonym="ab" * 32,
    )


def chunk_of(sound: NDArray[np.int16]) -> bytes:
    """Of [n_samples, n_channels]: one channel after the other."""
    return sound.T.tobytes()


class Workshop:
    def __init__(self, home: Path) -> None:
        self.dir = home / "spool"
        make_wrapping_keys(home / "private.json", home / "public.json")
        self.wrap = load_public_keys(home / "public.json")
        self.spool = SealedSpool(self.dir, load_private_keys(home / "private.json"), decode=decode_as_bytes)

    def writer(self, call: Call) -> SealedCall:
        return SealedCall(self.dir, self.wrap, call, payload=PCM, sip_call_id_hmac="00")

    def captured(self, *, after_s: float = 60.0) -> CallId:
        """A call of three sealed seconds on two channels."""
        call = a_call()
        writer = self.writer(call)
        for second in range(3):
            writer.append(chunk_of(SOUND[second * 8000 : (second + 1) * 8000]), final=second == 2)
        writer.finish(call, captured_at=STARTED_AT + timedelta(seconds=after_s))
        return call.call_id

    def file(self, call_id: CallId, name: str) -> Path:
        return self.dir / call_id / name

    def records(self, call_id: CallId) -> list[bytes]:
        payload, found = self.file(call_id, CHUNKS).read_bytes(), []
        while payload:
            end = 4 + int.from_bytes(payload[:4], "big")
            found.append(payload[:end])
            payload = payload[end:]
        return found

    def rewrite(self, call_id: CallId, records: list[bytes]) -> None:
        self.file(call_id, CHUNKS).write_bytes(b"".join(records))
