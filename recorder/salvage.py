"""After a crash: hand over what was sealed, bury what was objected to, remove what must not be there.

Runs at each start of a recorder and needs no private key. A folder whose lock is held belongs to a living writer and
is left alone.
"""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog

from calls.call import CallEnding, CallId, is_call_id
from calls.consent import Means, Outcome
from recorder.call_detail import salvage_details
from recorder.durable_files import sync_file, sync_folder, write_durably
from recorder.endings import write_ending
from recorder.manifest import PCM, CallState, read_state, salvaged_manifest
from recorder.sealed_call import (
    CHUNKS,
    KEY,
    LENGTH_BYTES,
    MANIFEST,
    STATE,
    SUSPENDED,
    destroy_folder,
    lock_folder,
)
from recorder.tink_seals import OVERHEAD_BYTES

BYTES_PER_MS = 16
"""Of a channel: 8 kHz, 16 bits."""

_log = structlog.get_logger("recorder.salvage")


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was found. Calls are named by id."""

    handed_over: tuple[CallId, ...] = ()
    buried: tuple[CallId, ...] = ()
    ram_folders_removed: int = 0


def salvage(spool_dir: Path, ram_dir: Path | None = None) -> Salvage:
    """Put spool and RAM disk in order. Running it beside living recorders and imports harms neither."""
    handed_over: list[CallId] = []
    buried: list[CallId] = []
    for folder in sorted(spool_dir.glob("c_*")) if spool_dir.is_dir() else ():
        if not is_call_id(folder.name) or (folder / MANIFEST).exists():
            continue
        lock = lock_folder(folder)
        if lock is None:
            continue
        try:
            if not (folder / MANIFEST).exists():
                kept = _salvage_call(folder, spool_dir)
                (handed_over if kept else buried).append(CallId(folder.name))
        except FileNotFoundError:
            destroy_folder(folder)  # the pipeline is destroying it at this moment
        finally:
            os.close(lock)
    salvage_details(spool_dir)  # by what was handed over just now
    found = Salvage(tuple(handed_over), tuple(buried), _clear_ram(ram_dir) if ram_dir else 0)
    if found != Salvage():
        _log.warning("salvaged", handed_over=found.handed_over, buried=found.buried, ram=found.ram_folders_removed)
    return found


def _salvage_call(folder: Path, spool_dir: Path) -> bool:
    """Whether the call could be handed over; otherwise nothing of it is left."""
    try:
        state_json = (folder / STATE).read_bytes()
        state = read_state(state_json)
    except (OSError, ValueError):
        destroy_folder(folder)  # died before it had sealed anything
        return False
    if (folder / SUSPENDED).exists():
        try:
            write_ending(spool_dir, _objected(state, folder))
        finally:
            destroy_folder(folder)
        return False
    if not (folder / KEY).exists():
        destroy_folder(folder)  # its end is on record already: the key is there first, and goes first
        return False
    chunks, duration_ms = _whole_chunks(folder / CHUNKS, len(state.call.channels))
    if state.payload != PCM or duration_ms == 0:
        destroy_folder(folder)  # an import that never was acknowledged, or no sound yet
        if state.payload == PCM:
            write_ending(spool_dir, _ending(state, Outcome.POLICY, None, "recorder"))
        return False
    manifest = salvaged_manifest(state_json, captured_at=datetime.now(UTC), duration_ms=duration_ms, chunks=chunks)
    sync_file(folder / KEY)
    write_durably(folder / MANIFEST, manifest)
    sync_folder(spool_dir)
    return True


def _whole_chunks(path: Path, n_channels: int) -> tuple[int, int]:
    """How many complete ones there are, and how many ms they hold; a half-written last record is cut off."""
    count, plain_bytes = _cut_to_whole(path) if path.exists() else (0, 0)
    return count, plain_bytes // (BYTES_PER_MS * n_channels)


def _cut_to_whole(path: Path) -> tuple[int, int]:
    size = path.stat().st_size
    at = count = plain_bytes = 0
    with path.open("r+b") as file:
        while len(header := file.read(LENGTH_BYTES)) == LENGTH_BYTES:
            length = int.from_bytes(header, "big")
            if at + LENGTH_BYTES + length > size:
                break
            at, count = at + LENGTH_BYTES + length, count + 1
            plain_bytes += max(0, length - OVERHEAD_BYTES)
            file.seek(at)
        file.truncate(at)
    sync_file(path)
    return count, plain_bytes


def _objected(state: CallState, folder: Path) -> CallEnding:
    marker = json.loads((folder / SUSPENDED).read_bytes())
    return _ending(state, Outcome.OBJECTED, Means(marker["how"]), marker["actor"])


def _ending(state: CallState, outcome: Outcome, how: Means | None, actor: str) -> CallEnding:
    return CallEnding(state.call.call_id, state.sip_call_id_hmac, datetime.now(UTC), outcome, how, actor)


def _clear_ram(ram_dir: Path) -> int:
    """Remove the RAM folders of dead recorders."""
    removed = 0
    for folder in ram_dir.glob("recorder-*") if ram_dir.is_dir() else ():
        lock = lock_folder(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=False)
            os.close(lock)
            removed += 1
    return removed
