"""Tombstones: small durable files that say a call ended and nothing of it was kept. No personal data."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from calls.call import CallEnding, CallId, is_call_id
from calls.consent import Means, Outcome
from recorder.durable_files import make_private_folder, sync_folder, write_durably


def write_ending(spool_dir: Path, ending: CallEnding) -> None:
    """Durable when it returns; writing it again replaces it."""
    folder = _folder(spool_dir)
    make_private_folder(folder)
    fields = {
        "call_id": ending.call_id,
        "sip_call_id_hmac": ending.sip_call_id_hmac,
        "ended_at": ending.ended_at.isoformat(),
        "outcome": ending.outcome.value,
        "how": ending.how.value if ending.how else None,
        "actor": ending.actor,
    }
    write_durably(folder / f"{ending.call_id}.json", json.dumps(fields).encode())


def read_endings(spool_dir: Path) -> Iterator[CallEnding]:
    """Those that wait, in no order. Raises ValueError on a file that is no tombstone."""
    folder = _folder(spool_dir)
    for path in sorted(folder.glob("c_*.json")) if folder.is_dir() else ():
        try:
            fields = json.loads(path.read_bytes())
        except FileNotFoundError:  # removed meanwhile
            continue
        yield CallEnding(
            call_id=CallId(fields["call_id"]),
            sip_call_id_hmac=fields["sip_call_id_hmac"],
            ended_at=datetime.fromisoformat(fields["ended_at"]),
            outcome=Outcome(fields["outcome"]),
            how=Means(fields["how"]) if fields["how"] else None,
            actor=fields["actor"],
        )


def remove_ending(spool_dir: Path, call_id: CallId) -> None:
    """Twice is no error."""
    path = _folder(spool_dir) / f"{call_id}.json"
    if is_call_id(call_id) and path.exists():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def _folder(spool_dir: Path) -> Path:
    return spool_dir / "endings"
