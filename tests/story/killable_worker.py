"""A worker on the real spool, database and object store, with a twin for the recogniser, that dies or is overtaken by
an objection at one named point: `python -m tests.story.killable_worker HOME CALL_ID POINT ACTION`.

ACTION is `kill` (SIGKILL to itself), `object` (the caller objects at this instant) or `none`.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from archive.audit_head import AuditHeadFile
from archive.audit_log import AuditLogInDatabase
from archive.call_details import CallDetailsInDatabase
from archive.database import open_database
from archive.keep_call import ArchiveInDatabase
from archive.migrate import migrate
from archive.object_store_folder import ObjectStoreInFolder
from archive.standing_objections import StandingObjectionsInDatabase
from archive.work_table import WorkTableInDatabase
from calls.audio import RawAudio, RedactedAudio
from calls.audit import AuditEvent, Did
from calls.call import CallId, Channel
from calls.consent import Means
from calls.errors import UnreadableAudio
from calls.finding import Finding
from calls.ports.transcribers import Watch, unwatched
from calls.retention import DEFAULT_RULES
from calls.transcript import TimeSource, Transcript, Turn, Window, Word
from pipeline.clock import WallClock
from pipeline.housekeeping import Housekeeper
from pipeline.tools import Tools
from pipeline.worker import Worker
from recorder.keys import load_private_keys
from recorder.sealed_call import MANIFEST
from recorder.spool import SealedSpool
from redact.find_secrets import rule_detectors
from redact.mask_text import put_labels
from tests.fixtures_manifest import Fixture, fixture

FIXTURE = "demo_call"
LEASE_S = 1.0

POINTS = (
    "before the first step is noted",
    "before the spool is opened",
    "after the spool is opened",
    "after the transcript is written",
    "before redacting is noted",
    "after the findings are made",
    "after the second look has listened",
    "before the first object is put",
    "after the first object is put",
    "after the second object is put",
    "before the rows are committed",
    "after the rows are committed",
    "before the spool is destroyed",
    "between the key and the chunks",
    "after the spool is destroyed",
)
AFTER_PUBLISHING = POINTS[POINTS.index("after the rows are committed") :]


class Stage:
    """Every part of a worker over one data folder; `at` is called at each named point."""

    def __init__(self, home: Path, at: Callable[[str], None] = lambda _point: None) -> None:
        clock = WallClock()
        self.at = at
        self.database = open_database(f"sqlite:///{home / 'hushtape.sqlite3'}")
        migrate(self.database)
        self.audit = AuditLogInDatabase(self.database, AuditHeadFile(home / "audit" / "head", b"k" * 32), clock)
        self.store = _Store(home / "objects", at)
        self.work = WorkTableInDatabase(self.database, self.audit, clock)
        self.archive = ArchiveInDatabase(self.database, self.audit, self.store, clock)
        self.spool = SealedSpool(home / "spool", load_private_keys(home / "private.json"), decode=_no_imports)
        self.housekeeper = Housekeeper(
            self.spool,
            self.work,
            CallDetailsInDatabase(self.database),
            StandingObjectionsInDatabase(self.database, self.audit, clock),
            self.audit,
            clock,
            timedelta(hours=6),
            refresh_rules=lambda: None,
            sweep=lambda: None,
        )
        recogniser = _Recogniser(fixture(FIXTURE), at)
        tools = Tools(
            spool=_Watched(self.spool, at, open="the spool is opened", destroy="the spool is destroyed"),
            transcriber=recogniser,
            checking_transcriber=recogniser,
            detectors=tuple(_Detector(detector, at) for detector in rule_detectors()),
            put_labels=put_labels,
            archive=_Watched(self.archive, at, keep="the rows are committed"),
            work=_Work(self.work, at),
            retention_rules=DEFAULT_RULES,
            clock=clock,
        )
        self.worker = Worker("worker", tools, LEASE_S)


class _Watched:
    """Passes everything on; tells `at` before and after the calls named."""

    def __init__(self, inner: Any, at: Callable[[str], None], **points: str) -> None:
        self._inner, self._at, self._points = inner, at, points

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._inner, name)
        if name not in self._points:
            return inner

        def watched(*args: Any, **kwargs: Any) -> Any:
            self._at(f"before {self._points[name]}")
            answer = inner(*args, **kwargs)
            self._at(f"after {self._points[name]}")
            return answer

        return watched


class _Work(_Watched):
    def advance(self, claim: Any, state: Any) -> None:
        step = {"transcribing": "the first step is noted", "redacting": "redacting is noted"}[state.value]
        self._at(f"before {step}")
        self._inner.advance(claim, state)


class _Store(ObjectStoreInFolder):
    def __init__(self, root: Path, at: Callable[[str], None]) -> None:
        super().__init__(root)
        self._at, self._puts = at, 0

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        if self._puts == 0:
            self._at("before the first object is put")
        super().put(key, body, content_type=content_type, tags=tags)
        self._puts += 1
        self._at(f"after the {('first', 'second')[self._puts - 1]} object is put")


class _Recogniser:
    """Writes what the fixture's manifest says, word times spread evenly; hears the innocent phrases in masked sound."""

    engine, model = "twin", "manifest"

    def __init__(self, spoken: Fixture, at: Callable[[str], None]) -> None:
        self._spoken, self._at = spoken, at

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:
        watch(1.0)
        turns = tuple(spread_turn(p.channel, p.text, p.start_ms, p.end_ms) for p in self._spoken.phrases)
        self._at("after the transcript is written")
        return Transcript(turns, "en", audio.duration_ms, self.engine, self.model)

    def listen_again(
        self,
        audio: RedactedAudio,
        windows: Sequence[Window],
        watch: Watch = unwatched,  # noqa: ARG002
    ) -> Sequence[Turn]:
        assert all(window.end_ms <= audio.duration_ms for window in windows)
        self._at("after the second look has listened")
        secret = {(one.channel, one.start_ms) for one in self._spoken.secrets}
        innocent = [p for p in self._spoken.phrases if (p.channel, p.start_ms) not in secret]
        return [spread_turn(p.channel, p.text, p.start_ms, p.end_ms) for p in innocent]


class _Detector:
    def __init__(self, inner: Any, at: Callable[[str], None]) -> None:
        self._inner, self._at, self.name = inner, at, inner.name

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        found: Sequence[Finding] = self._inner.find(turns)
        self._at("after the findings are made")
        return found


def spread_turn(channel: Channel, text: str, start_ms: int, end_ms: int) -> Turn:
    """A turn whose words fill its time evenly."""
    return Turn.of_words(channel, tuple(_words(text.split(), start_ms, end_ms)))


def _words(texts: list[str], start_ms: int, end_ms: int) -> Iterator[Word]:
    step = (end_ms - start_ms) / len(texts)
    for k, text in enumerate(texts):
        begins, ends = round(start_ms + k * step), round(start_ms + (k + 1) * step)
        yield Word(text, begins, ends, 0.9, TimeSource.ALIGNED)


def _no_imports(payload: bytes, channels: tuple[Channel, ...]) -> RawAudio:
    raise UnreadableAudio(f"{len(payload)} bytes for {len(channels)} channels were not expected")


def main(home: Path, call_id: CallId, point: str, action: str) -> int:
    """Work until nothing is due; at `point`, once, do `action`."""
    done: list[str] = []

    def at(name: str) -> None:
        if name != point or done:
            return
        done.append(name)
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        stage.archive.object_to(call_id, how=Means.API, audit=AuditEvent(Did.OBJECTED, "test", call_id))

    stage = Stage(home, at)
    if point == "between the key and the chunks":
        _stop_between_key_and_chunks(at, point)
    stage.housekeeper.tidy()
    while stage.worker.work_once():
        stage.housekeeper.tidy()
    stage.housekeeper.tidy()
    return 0 if done or action == "none" else 3


def _stop_between_key_and_chunks(at: Callable[[str], None], point: str) -> None:
    """The spool destroys the key before anything else; the manifest is the next to go."""
    unlink = Path.unlink

    def watched(path: Path, missing_ok: bool = False) -> None:
        if path.name == MANIFEST:
            at(point)
        unlink(path, missing_ok=missing_ok)

    Path.unlink = watched  # type: ignore[method-assign]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), CallId(sys.argv[2]), sys.argv[3], sys.argv[4]))
