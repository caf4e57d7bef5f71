"""The sealed, short-lived raw audio as the pipeline opens it: `calls.ports.spool` with the private half of the key."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import structlog

from calls.audio import RawAudio, RawRecording
from calls.call import Call, CallEnding, CallId, CapturedCall, Channel, Source, is_call_id
from calls.call_detail import CallDetail
from calls.consent import ConsentDecision, Outcome
from calls.errors import BadConversation, SealBroken, SpoolError
from calls.ports.spool import RawConversation
from calls.transcript import Turn
from recorder.call_detail import detail_batches, forget_detail_batch
from recorder.endings import read_endings, remove_ending
from recorder.manifest import CONVERSATION, PCM, Manifest, open_manifest, read_manifest
from recorder.pauses import Pause, forget_pause, read_pauses
from recorder.rekeys import Rekey, forget_rekey, read_rekeys
from recorder.sealed_call import CHUNKS, KEY, LENGTH_BYTES, MANIFEST, chunk_context, destroy_folder, key_context
from recorder.tink_seals import CallSeal, PrivateWrap

PCM_RATE_HZ = 8000

Decode = Callable[[bytes, tuple[Channel, ...]], RawAudio]
"""Turns an imported sound file into raw audio; raises UnreadableAudio or AudioTooLong."""

_log = structlog.get_logger("recorder.spool")


class SealedSpool:
    """Opens what recorders and imports have sealed. `decode` reads imported sound files."""

    def __init__(self, spool_dir: Path, private: PrivateWrap, *, decode: Decode) -> None:
        self._dir = spool_dir
        self._private = private
        self._decode = decode

    def waiting(self) -> Sequence[CapturedCall]:
        """Oldest first. A call whose manifest is damaged is listed too, so that it meets its end: it does not open.

        One that is destroyed meanwhile is left out.
        """
        paths = [path for path in self._dir.glob(f"c_*/{MANIFEST}") if is_call_id(path.parent.name)]
        found = [captured for captured in map(self._captured, paths) if captured is not None]
        return sorted(found, key=lambda captured: (captured.captured_at, captured.call_id))

    def open(self, call_id: CallId) -> RawRecording | RawConversation:
        """Raises SpoolError, SealBroken, UnreadableAudio, AudioTooLong, BadConversation."""
        folder = self._folder(call_id)
        try:
            seal = self._private.unwrap((folder / KEY).read_bytes(), key_context(call_id))
            manifest = open_manifest((folder / MANIFEST).read_bytes(), seal, call_id)
            chunks = list(_open_chunks(folder / CHUNKS, manifest, seal))
        except OSError as error:
            raise SpoolError(f"{call_id} is not in the spool", hint="it was destroyed or never handed over") from error
        if manifest.state.payload == PCM:
            return RawRecording(call_id, _pcm(manifest.state.call, chunks))
        payload = b"".join(chunks)
        if manifest.state.payload == CONVERSATION:
            return RawConversation(call_id, parse_conversation(payload))
        return RawRecording(call_id, self._decode(payload, manifest.state.call.channels))

    def destroy(self, call_id: CallId) -> None:
        """Twice is no error. Raises SpoolError when the disk refuses; then do it again."""
        try:
            destroy_folder(self._folder(call_id))
        except OSError as error:
            raise SpoolError(f"cannot destroy {call_id}: {error.strerror}", hint="check the spool's disk") from error

    def holds(self, call_id: CallId) -> bool:
        return self._folder(call_id).is_dir()

    def endings(self) -> Sequence[CallEnding]:
        """Oldest first. Raises SpoolError when a tombstone cannot be read."""
        try:
            return sorted(read_endings(self._dir), key=lambda ending: (ending.ended_at, ending.call_id))
        except (ValueError, KeyError, TypeError) as error:
            raise SpoolError("a tombstone is damaged", hint="look into the spool's folder endings") from error

    def forget_ending(self, call_id: CallId) -> None:
        remove_ending(self._dir, call_id)

    def detail_batches(self) -> Iterator[tuple[str, tuple[CallDetail, ...]]]:
        return detail_batches(self._dir)

    def rekeys(self) -> Iterator[Rekey]:
        return read_rekeys(self._dir)

    def forget_rekey(self, name: str) -> None:
        forget_rekey(self._dir, name)

    def pauses(self) -> Iterator[Pause]:
        return read_pauses(self._dir)

    def forget_pause(self, name: str) -> None:
        forget_pause(self._dir, name)

    def forget_detail_batch(self, name: str) -> None:
        forget_detail_batch(self._dir, name)

    def _folder(self, call_id: CallId) -> Path:
        if not is_call_id(call_id):
            raise SpoolError("not a call id", hint="call ids look like c_ and 24 hexadecimal digits")
        return self._dir / call_id

    def _captured(self, path: Path) -> CapturedCall | None:
        try:
            captured = read_manifest(path.read_bytes()).captured
            if captured.call_id == path.parent.name:
                return captured
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            _log.error("manifest_damaged", call_id=path.parent.name, error=type(error).__name__)
        return _unknown(path)


def _unknown(path: Path) -> CapturedCall | None:
    """A stand-in for a call whose manifest says nothing; opening it raises SealBroken. None when it went meanwhile."""
    folder = path.parent
    try:
        at = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    call = Call(CallId(folder.name), Source.IMPORT, at, (Channel.UNKNOWN,), ConsentDecision(Outcome.POLICY))
    return CapturedCall(call, at)


def _open_chunks(path: Path, manifest: Manifest, seal: CallSeal) -> Iterator[bytes]:
    """Every chunk in its place, the last one proven to be the last (unless the call is truncated).

    Raises SealBroken on a chunk changed, moved, missing, doubled or from another call.
    """
    call, count = manifest.state.call, manifest.chunks
    with path.open("rb") as file:
        for index in range(count):
            size = int.from_bytes(file.read(LENGTH_BYTES), "big")
            sealed, last = file.read(size), index == count - 1
            yield _open_chunk(seal, sealed, call, index, last=last)
        if file.read(1) or (count == 0 and not call.truncated):
            raise SealBroken(f"{call.call_id} has not the chunks it was handed over with", hint="the spool was changed")


def _open_chunk(seal: CallSeal, sealed: bytes, call: Call, index: int, *, last: bool) -> bytes:
    """A truncated call's last chunk may be either: its recorder may have died just before the hand-over."""
    if last and call.truncated:
        with suppress(SealBroken):
            return seal.open(sealed, chunk_context(call.call_id, index, final=False))
    return seal.open(sealed, chunk_context(call.call_id, index, final=last))


def _pcm(call: Call, chunks: Sequence[bytes]) -> RawAudio:
    """All channels on one clock, int16 [n_samples, n_channels]."""
    n_channels = len(call.channels)
    if any(len(chunk) % (2 * n_channels) for chunk in chunks):
        raise SealBroken(f"the channels of {call.call_id} differ in length", hint="its recorder was at fault")
    stretches = [np.frombuffer(chunk, dtype="<i2").reshape(n_channels, -1) for chunk in chunks]
    samples = np.concatenate(stretches, axis=1).T if stretches else np.zeros((0, n_channels), np.int16)
    return RawAudio(np.ascontiguousarray(samples, dtype=np.int16), PCM_RATE_HZ, call.channels)


def parse_conversation(payload: bytes) -> tuple[Turn, ...]:
    """The contract's `{"id", "turns": [{"channel", "text"}]}`. Raises BadConversation; never shows a word of it."""
    try:
        turns = json.loads(payload)["turns"]
        return tuple(Turn.of_text(Channel(turn["channel"]), _text(turn["text"])) for turn in turns)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadConversation(
            "this is no conversation", hint='expected {"turns": [{"channel": "agent" | "caller", "text": "…"}]}'
        ) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text must be a string")
    return value
