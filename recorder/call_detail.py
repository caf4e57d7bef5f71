"""Call details on their way to the database: noted when an INVITE arrives, told when its call has ended.

    spool/details/open-<token>/<n>.json   first forms (id, HMAC, time) of calls on the line, in a locked folder
                  <token>-<n>.json        details of calls that ended, for the pipeline to enter

A side thread writes whatever has come up within `GATHER_S` as one file (fsynced, renamed), so fifty calls a second cost
a few writes, and the main loop never waits for a disk. A recorder that dies leaves its folder unlocked;
`salvage_details` turns what is in it into details, so that a call may fail but is never missing.
"""

import json
import os
import secrets
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog

from calls.call import CallId, Source, is_call_id
from calls.call_detail import CallDetail, CallOutcome, died_with_recorder
from recorder.durable_files import make_private_folder, sync_folder, write_durably
from recorder.manifest import read_manifest
from recorder.sealed_call import MANIFEST, lock_folder, make_locked_folder

GATHER_S = 0.05
RETRY_S = 1.0
MOST_REFUSALS_A_SECOND = 100
"""Refusals beyond it are counted only: a flood of INVITEs must not fill the disk (F16)."""

_log = structlog.get_logger("recorder.call_detail")


class DetailWriter:
    """One recorder's details. Call it from the main thread; `close` returns when everything is on the disk."""

    def __init__(self, spool_dir: Path, counts: Counter[str]) -> None:
        """Raises OSError when the spool cannot be written."""
        self._token = secrets.token_hex(8)
        self._folder = _details(spool_dir)
        make_private_folder(self._folder)
        self._open = self._folder / f"open-{self._token}"
        self._lock = make_locked_folder(self._open)
        self._counts = counts
        self._file_of: dict[CallId, Path] = {}
        self._begun: list[CallDetail] = []
        self._ended: list[CallDetail] = []
        self._number = 0
        self._refused_s, self._refused = 0, 0
        self._wanted = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._write_until_closed, name="details", daemon=True)
        self._thread.start()

    def begin(self, call_id: CallId, sip_call_id_hmac: str, received_at: datetime) -> None:
        """An INVITE has arrived; only what may outlive an objection is noted (P1)."""
        self._put(self._begun, died_with_recorder(call_id, sip_call_id_hmac, received_at))

    def end(self, detail: CallDetail) -> None:
        """The call is over. Once a call; without `begin` before it is no error."""
        self._put(self._ended, detail)

    def refuse(self, detail: CallDetail) -> None:
        """An INVITE that never became a call here; told up to `MOST_REFUSALS_A_SECOND`."""
        second = int(time.monotonic())
        self._refused = self._refused + 1 if second == self._refused_s else 1
        self._refused_s = second
        if self._refused <= MOST_REFUSALS_A_SECOND:
            self.end(detail)
        else:
            self._counts["refusals_without_detail"] += 1

    def close(self) -> None:
        """Calls that have not ended by now stay with the salvage."""
        with self._wanted:
            self._closing = True
            self._wanted.notify()
        self._thread.join()
        if not self._file_of:
            shutil.rmtree(self._open, ignore_errors=True)
        os.close(self._lock)

    def _put(self, pile: list[CallDetail], detail: CallDetail) -> None:
        with self._wanted:
            pile.append(detail)
            self._wanted.notify()

    def _write_until_closed(self) -> None:
        closing = False
        while not closing:
            with self._wanted:
                self._wanted.wait_for(lambda: self._begun or self._ended or self._closing)
                self._wanted.wait_for(lambda: self._closing, GATHER_S)
                closing = self._closing
                begun, ended = self._begun, self._ended
                self._begun, self._ended = [], []
            try:
                self._write(begun, ended)
            except OSError as error:
                self._counts["details_not_written"] += 1
                _log.error("details_not_written", error=error.strerror, waiting=len(begun) + len(ended))
                self._try_again(begun, ended)

    def _try_again(self, begun: list[CallDetail], ended: list[CallDetail]) -> None:
        with self._wanted:
            self._begun[:0], self._ended[:0] = begun, ended
            self._wanted.wait_for(lambda: self._closing, RETRY_S)

    def _write(self, begun: list[CallDetail], ended: list[CallDetail]) -> None:
        over = {detail.call_id for detail in ended}
        fresh = [detail for detail in begun if detail.call_id not in over]
        self._number += 1
        if ended:
            write_durably(self._folder / f"{self._token}-{self._number}.json", _json(ended))
        if fresh:
            path = self._open / f"{self._number}.json"
            write_durably(path, _json(fresh))
            self._file_of |= {detail.call_id: path for detail in fresh}
        self._forget(over)

    def _forget(self, over: set[CallId]) -> None:
        """Remove the first forms of which no call is on the line any more."""
        touched = {path for call_id in over if (path := self._file_of.pop(call_id, None)) is not None}
        for path in touched - set(self._file_of.values()):
            path.unlink(missing_ok=True)


def detail_batches(spool_dir: Path) -> Iterator[tuple[str, tuple[CallDetail, ...]]]:
    """Batches that wait, by name. One that cannot be read is told in the log and left where it is."""
    folder = _details(spool_dir)
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        try:
            yield path.name, _parsed(path)
        except FileNotFoundError:  # entered meanwhile
            continue
        except (OSError, ValueError) as error:
            _log.error("detail_batch_damaged", batch=path.name, error=type(error).__name__)


def forget_detail_batch(spool_dir: Path, name: str) -> None:
    """Once its rows are committed. Twice is no error."""
    path = _details(spool_dir) / Path(name).name
    if path.exists():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def salvage_details(spool_dir: Path) -> int:
    """Tell the details of calls whose recorder died, and remove its folder. Returns how many there were.

    Calls whose detail was told just before are told again; what the database knows already it does not take twice.
    """
    found = 0
    folder = _details(spool_dir)
    for left in sorted(folder.glob("open-*")) if folder.is_dir() else ():
        lock = lock_folder(left)
        if lock is None:
            continue
        try:
            found += _salvage_folder(left, spool_dir)
        finally:
            os.close(lock)
    return found


def _salvage_folder(left: Path, spool_dir: Path) -> int:
    told = {detail.call_id for _, batch in detail_batches(spool_dir) for detail in batch}
    begun = [detail for path in sorted(left.glob("*.json")) for detail in _readable(path)]
    lost = [_as_handed_over(detail, spool_dir) for detail in begun if detail.call_id not in told]
    if lost:
        write_durably(left.parent / f"salvaged-{left.name.removeprefix('open-')}.json", _json(lost))
    shutil.rmtree(left)
    return len(lost)


def _as_handed_over(detail: CallDetail, spool_dir: Path) -> CallDetail:
    """What the manifest says of a call that was handed over or salvaged; else its recorder's death is all there is."""
    try:
        captured = read_manifest((spool_dir / detail.call_id / MANIFEST).read_bytes()).captured
    except (OSError, ValueError):
        return detail
    call = captured.call
    return CallDetail(
        call.call_id,
        detail.sip_call_id_hmac,
        detail.received_at,
        CallOutcome.RECORDED,
        source=call.source,
        ended_at=captured.captured_at,
        queue=call.queue,
        agent_id=call.agent_id,
        captured_ms=call.duration_ms,
        truncated=call.truncated,
    )


def _details(spool_dir: Path) -> Path:
    return spool_dir / "details"


def _readable(path: Path) -> tuple[CallDetail, ...]:
    try:
        return _parsed(path)
    except (OSError, ValueError) as error:
        _log.error("detail_batch_damaged", batch=path.name, error=type(error).__name__)
        return ()


def _json(details: Iterable[CallDetail]) -> bytes:
    return json.dumps([_fields(detail) for detail in details]).encode()


def _fields(detail: CallDetail) -> dict[str, Any]:
    """Named one by one: nothing else of a call leaves this way."""
    return {
        "call_id": detail.call_id,
        "sip_call_id_hmac": detail.sip_call_id_hmac,
        "received_at": detail.received_at.isoformat(),
        "outcome": detail.outcome.value,
        "reason": detail.reason,
        "source": detail.source.value if detail.source else None,
        "answered_at": detail.answered_at.isoformat() if detail.answered_at else None,
        "ended_at": detail.ended_at.isoformat() if detail.ended_at else None,
        "sip_status": detail.sip_status,
        "queue": detail.queue,
        "agent_id": detail.agent_id,
        "captured_ms": detail.captured_ms,
        "gap_ms": detail.gap_ms,
        "drift_ms": detail.drift_ms,
        "truncated": detail.truncated,
    }


def _parsed(path: Path) -> tuple[CallDetail, ...]:
    """Raises OSError, ValueError."""
    try:
        return tuple(_detail_of(fields) for fields in json.loads(path.read_bytes()))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no call details") from error


def _detail_of(fields: dict[str, Any]) -> CallDetail:
    if not is_call_id(fields["call_id"]):
        raise ValueError("not a call id")
    instants = {
        name: datetime.fromisoformat(fields[name]) if fields[name] else None for name in ("answered_at", "ended_at")
    }
    given = (
        fields
        | instants
        | {
            "call_id": CallId(fields["call_id"]),
            "received_at": datetime.fromisoformat(fields["received_at"]),
            "outcome": CallOutcome(fields["outcome"]),
            "source": Source(fields["source"]) if fields["source"] else None,
        }
    )
    return CallDetail(**given)
