"""Pauses that a party's telephone or key asked for, and their ends: notes for the side that keeps the audit log.

Who pauses by API or command is audited there; a telephone (RFC 7866 §6.3) and a key say it to the recorder alone.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from calls.call import CallId, Channel, is_call_id
from calls.consent import Means
from recorder.durable_files import make_private_folder, sync_folder, write_durably

_log = structlog.get_logger("recorder.pauses")


@dataclass(frozen=True, slots=True)
class Pause:
    """The recording of `call_id` paused, or went on, because the telephone or a key of `by` asked for it."""

    name: str
    call_id: CallId
    paused: bool
    by: Channel
    at: datetime
    how: Means = Means.SIP
    """By a key of RFC 4733 (DTMF), or by SIP: a key's INFO, or what the telephone prefers."""


def note_pause(
    spool_dir: Path, call_id: CallId, *, paused: bool, by: Channel, at: datetime, how: Means = Means.SIP
) -> None:
    """Durable when it returns. Raises OSError."""
    folder = _folder(spool_dir)
    make_private_folder(folder)
    note = {"call_id": call_id, "paused": paused, "by": by.value, "how": how.value, "at": at.isoformat()}
    name = f"{at:%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}.json"
    write_durably(folder / name, json.dumps(note).encode())


def read_pauses(spool_dir: Path) -> Iterator[Pause]:
    """Those that wait, oldest first; what is no note is removed."""
    folder = _folder(spool_dir)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            yield _read(path)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.error("pause_damaged", error=type(error).__name__)
            path.unlink(missing_ok=True)


def forget_pause(spool_dir: Path, name: str) -> None:
    """Twice is no error."""
    path = _folder(spool_dir) / Path(name).name
    if path.exists():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def _read(path: Path) -> Pause:
    note = json.loads(path.read_bytes())
    if not is_call_id(note["call_id"]) or not isinstance(note["paused"], bool):
        raise ValueError("not a note of a pause")
    at = datetime.fromisoformat(note["at"])
    how = Means(note.get("how", Means.SIP.value))  # notes of earlier versions do not say
    return Pause(path.name, CallId(note["call_id"]), note["paused"], Channel(note["by"]), at, how)


def _folder(spool_dir: Path) -> Path:
    return spool_dir / "pauses"
