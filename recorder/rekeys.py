"""Standing objections that were recognised under an older version of the key: notes for the side that keeps the list.

Only who holds the number can key it anew, and that is the recorder, while its call rings. A note holds two keyed codes.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from recorder.durable_files import make_private_folder, sync_folder, write_durably

_log = structlog.get_logger("recorder.rekeys")


@dataclass(frozen=True, slots=True)
class Rekey:
    """The entry `old` shall be `new`, made with version `key_version`."""

    name: str
    old: str
    new: str
    key_version: int


def note_rekey(spool_dir: Path, old: str, new: str, key_version: int) -> None:
    """A note that is lost costs nothing: the next call of that number makes it again."""
    folder = _folder(spool_dir)
    try:
        make_private_folder(folder)
        note = {"old": old, "new": new, "key_version": key_version}
        write_durably(folder / f"{secrets.token_hex(8)}.json", json.dumps(note).encode())
    except OSError as error:
        _log.warning("rekey_not_noted", error=error.strerror)


def read_rekeys(spool_dir: Path) -> Iterator[Rekey]:
    """Those that wait; what is no note is removed."""
    folder = _folder(spool_dir)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            note = json.loads(path.read_bytes())
            yield Rekey(path.name, str(note["old"]), str(note["new"]), int(note["key_version"]))
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.error("rekey_damaged", error=type(error).__name__)
            path.unlink(missing_ok=True)


def forget_rekey(spool_dir: Path, name: str) -> None:
    path = _folder(spool_dir) / Path(name).name
    if path.exists():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def _folder(spool_dir: Path) -> Path:
    return spool_dir / "rekeys"
