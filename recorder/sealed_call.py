"""One call's folder in the spool, as its writer sees it: seal, hand over, or destroy. Holds no private key.

    spool/<call id>/key.wrapped      the call's key, wrapped to the public key, bound to the call id
                    state.json       non-personal fields, sealed: what a salvage needs (`manifest.py`)
                    chunks.sealed    records: length (4 bytes, big-endian), sealed chunk
                    suspended.json   there while an objection is pending: a salvage must bury the call
                    manifest.json    the hand-over: its presence makes the call captured

While a writer lives it holds a lock (flock) on the folder; the kernel lets go of it when the process dies.
"""

import errno
import fcntl
import json
import os
import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from calls.call import Call, CallId
from calls.consent import Means
from calls.errors import SpoolError, WrongState
from recorder.durable_files import make_private_folder, sync_file, sync_folder, wipe, write_durably, write_unsynced
from recorder.manifest import CallState, Manifest, seal_manifest, seal_state
from recorder.tink_seals import CallSeal, PublicWrap

KEY = "key.wrapped"
STATE = "state.json"
CHUNKS = "chunks.sealed"
MANIFEST = "manifest.json"
SUSPENDED = "suspended.json"
LENGTH_BYTES = 4
EMPTYING_TRIES = 5


def chunk_context(call_id: CallId, index: int, *, final: bool) -> bytes:
    """What a chunk is bound to: it opens at this place of this call only, and the end of a call is provable."""
    return f"{call_id}|{index}|{'final' if final else 'more'}".encode()


def key_context(call_id: CallId) -> bytes:
    return f"{call_id}|key".encode()


def lock_folder(folder: Path) -> int | None:
    """A handle that holds the folder's lock until closed; None while its writer lives or when there is no folder."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def make_locked_folder(folder: Path) -> int:
    """Create `folder` so that nobody ever sees it unlocked while we live; returns the lock's handle.

    It outlives a crash of ours at once, and one of the machine from when its parent is synced.
    """
    if not folder.parent.is_dir():
        make_private_folder(folder.parent)
    beside = folder.with_name(f".new-{secrets.token_hex(8)}")
    beside.mkdir(mode=0o700)
    handle = lock_folder(beside)
    if handle is None:
        raise SpoolError("a fresh folder is locked", hint="try again")
    beside.rename(folder)
    return handle


def destroy_folder(folder: Path) -> None:
    """The key first (overwritten, fsynced, unlinked): from then on the chunks are noise.

    Then manifest and state, so that a crash in between leaves nothing that could be handed over once more. Twice is no
    error, nor is it while somebody else destroys the same folder. Raises OSError when the disk refuses.
    """
    if not folder.is_dir():
        return
    wipe(folder / KEY)
    for name in (MANIFEST, STATE):
        (folder / name).unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        _remove_with_files(folder)
    with suppress(FileNotFoundError):
        sync_folder(folder.parent)


def _remove_with_files(folder: Path) -> None:
    """Raises FileNotFoundError when somebody else was faster."""
    for tries_left in range(EMPTYING_TRIES - 1, -1, -1):
        for path in list(folder.iterdir()):
            path.unlink(missing_ok=True)
        try:
            folder.rmdir()
            return
        except OSError as error:  # its writer, not yet aware, has put a file there meanwhile
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST) or not tries_left:
                raise


class SealedCall:
    """The writer of one call. Raises SpoolError when the disk refuses; then `destroy`, or leave it to the salvage.

    Nothing is synced before the hand-over: a crash of ours loses nothing of what was written, and after one of the
    machine an unfinished call is gone. Waiting for a disk six times a call would keep fifty calls a second waiting.
    """

    def __init__(
        self,
        spool_dir: Path,
        wrap: PublicWrap,
        call: Call,
        *,
        payload: str,
        sip_call_id_hmac: str = "",
    ) -> None:
        self._state = CallState(call, payload, sip_call_id_hmac)
        self._folder = spool_dir / call.call_id
        self._seal: CallSeal | None = CallSeal.fresh()
        self._count, self._size = 0, 0
        """Of the chunks, and of their file in bytes."""
        self._file = self._lock = -1
        try:
            self._lock = make_locked_folder(self._folder)
            write_unsynced(self._folder / KEY, wrap.wrap(self._seal, key_context(call.call_id)))
            write_unsynced(self._folder / STATE, seal_state(self._state, self._seal))
            path = self._folder / CHUNKS
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        except OSError as error:
            self.destroy()
            raise SpoolError(f"cannot begin {call.call_id}: {error.strerror}", hint="check the spool's disk") from error

    @property
    def call_id(self) -> CallId:
        return self._state.call.call_id

    def append(self, chunk: bytes, *, final: bool = False) -> None:
        """Seal the next chunk; of sound, a stretch of each channel after the other, equally long."""
        sealed = self._open_seal().seal(chunk, chunk_context(self.call_id, self._count, final=final))
        self._write_whole(len(sealed).to_bytes(LENGTH_BYTES, "big"), sealed)
        self._count += 1

    def suspend(self, *, how: Means, actor: str) -> None:
        """Note, durably, that an objection is pending: should we die now, the salvage buries the call."""
        try:
            sync_file(self._folder / STATE)
            sync_folder(self._folder.parent)
            write_durably(self._folder / SUSPENDED, json.dumps({"how": how.value, "actor": actor}).encode())
        except OSError as error:
            raise SpoolError(
                f"cannot suspend {self.call_id}: {error.strerror}", hint="check the spool's disk"
            ) from error

    def lift_suspension(self) -> None:
        try:
            (self._folder / SUSPENDED).unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError as error:
            raise SpoolError(
                f"cannot resume {self.call_id}: {error.strerror}", hint="check the spool's disk"
            ) from error

    def finish(self, call: Call, *, captured_at: datetime) -> None:
        """Hand the call over. The final chunk must be there, unless the call is truncated. Its channels are those that
        it began with: so its chunks are laid out."""
        call = replace(call, channels=self._state.call.channels)
        manifest = Manifest(replace(self._state, call=call), captured_at, self._count)
        try:
            for name in (KEY, CHUNKS):
                sync_file(self._folder / name)
            write_durably(self._folder / MANIFEST, seal_manifest(manifest, self._open_seal()))
            sync_folder(self._folder.parent)
        except OSError as error:
            raise SpoolError(f"cannot hand over {call.call_id}: {error.strerror}", hint="check the disk") from error
        self.close()

    def destroy(self) -> None:
        """The key in memory and on disk, then everything else. Twice is no error; on SpoolError, do it again."""
        self._seal = None
        try:
            destroy_folder(self._folder)
        except OSError as error:
            raise SpoolError(f"cannot destroy {self.call_id}: {error.strerror}", hint="it is tried again") from error
        self.close()

    def close(self) -> None:
        """Let go of files and lock; what is not handed over waits for the salvage."""
        self._seal = None
        for handle in (self._file, self._lock):
            if handle >= 0:
                os.close(handle)
        self._file = self._lock = -1

    def _open_seal(self) -> CallSeal:
        if self._seal is None:
            raise WrongState(f"{self.call_id} is closed", hint="it was handed over or destroyed")
        return self._seal

    def _write_whole(self, *record: bytes) -> None:
        """The whole record or nothing of it, so that the next one still starts at its place."""
        size = sum(map(len, record))
        try:
            if os.writev(self._file, record) == size:
                self._size += size
                return
            os.ftruncate(self._file, self._size)
        except OSError as error:
            os.ftruncate(self._file, self._size)
            raise SpoolError(f"cannot write {self.call_id}: {error.strerror}", hint="check the spool's disk") from error
        raise SpoolError(f"cannot write {self.call_id}: no space left", hint="free space on the spool's disk")
