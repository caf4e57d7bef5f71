"""Builders: a clock that stands, calls to keep, and whole archives on each kind of database."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from archive.access_tokens import TokenDeskInDatabase
from archive.audit_head import AuditHeadFile
from archive.audit_log import AuditLogInDatabase
from archive.call_details import CallDetailsInDatabase
from archive.database import Database, open_database
from archive.keep_call import ArchiveInDatabase
from archive.kept_calls import KeptCallsInDatabase
from archive.migrate import migrate
from archive.object_store_folder import ObjectStoreInFolder
from archive.reading_room import ReadingRoomInDatabase
from archive.retention_sweep import SweepReport, sweep
from archive.review_desk import ReviewDeskInDatabase
from archive.sample_desk import SampleDeskInDatabase
from archive.standing_objections import StandingObjectionsInDatabase
from archive.tables import calls
from archive.training_samples import HideForSamples
from archive.work_table import WorkTableInDatabase
from calls.access import Reader, Role
from calls.audio import RedactedAudio
from calls.audit import AuditEvent, Did
from calls.call import Call, CallId, CapturedCall, Channel, Source, new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.consent import ConsentDecision, Notice, Outcome
from calls.finding import Kind
from calls.lifecycle import State
from calls.ports.archive import Archive, ArchivedCall
from calls.ports.object_store import ObjectStore
from calls.ports.work_table import Claim, WorkTable
from calls.redacted import (
    LANGUAGE_CHECK,
    OBJECTION_CHECK,
    Certificate,
    Check,
    MaskedSpan,
    RedactedCall,
    RedactedTurn,
    RedactedWord,
    Verdict,
)
from calls.retention import DEFAULT_RULES, RetentionTag, tags_for
from calls.transcript import TimeSource, Window
from redact.widen_masks import widen_masks

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = b"k" * 32
CHANNELS = (Channel.CALLER, Channel.AGENT)
EVERYTHING = Reader("operator", frozenset(Role))
_NUMBERS = itertools.count(1)


def reader(*roles: Role) -> Reader:
    return Reader("somebody", frozenset(roles))


@dataclass
class StandingClock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


def captured_call(**changes: object) -> CapturedCall:
    fields: dict[str, object] = {
        "call_id": new_call_id(),
        "source": Source.IN_PATH,
        "started_at": NOON - timedelta(minutes=5),
        "channels": CHANNELS,
        "consent": ConsentDecision(Outcome.RECORDED, notice_played=True, notice=Notice("1", "en")),
        "duration_ms": 60_000,
        "agent_id": "agent-7",
        "queue": "sales",
        "caller_pseudonym": "ab" * 32,
    }
    captured_at = changes.pop("captured_at", NOON)
    assert isinstance(captured_at, datetime)
    return CapturedCall(Call(**(fields | changes)), captured_at)  # type: ignore[arg-type]


def redacted_call(call_id: CallId, *texts: str, sound: bool = True) -> RedactedCall:
    """A call whose turns alternate between the parties. "[CARD_NUMBER]" in a text becomes a mask."""
    turns, masks = [], []
    for number, text in enumerate(texts or ("I would like a refund please", "the card is [CARD_NUMBER] thank you")):
        words = tuple(
            RedactedWord(
                word,
                at * 100,
                at * 100 + 90,
                0.9,
                Kind.CARD_NUMBER if word == "[CARD_NUMBER]" else None,
                TimeSource.ATTENTION if at == 0 else TimeSource.ALIGNED,
            )
            for at, word in enumerate(text.split())
        )
        channel = CHANNELS[number % 2]
        turns.append(RedactedTurn(channel, 0, len(words) * 100, text, words))
        at = text.find("[CARD_NUMBER]")
        if at >= 0:
            masks.append(MaskedSpan(Kind.CARD_NUMBER, channel, 300, 390, number, at, at + 13, value_number=1))
    samples = np.arange(16_000, dtype=np.int16).reshape(8_000, 2)
    audio = RedactedAudio(samples, 8_000, CHANNELS) if sound else None
    return RedactedCall(call_id, "en", 1_000, tuple(turns), tuple(masks), (), audio)


def certificate(verdict: Verdict = Verdict.CLEAN) -> Certificate:
    checks = (Check("text_again", verdict is Verdict.CLEAN, "0 findings in 2 turns"),)
    return Certificate(verdict, NOON, checks, (("rules", "1"),))


def tags(now: datetime = NOON) -> tuple[RetentionTag, ...]:
    return tags_for(DEFAULT_RULES, now=now)


def detail_of(captured: CapturedCall, **changes: object) -> CallDetail:
    """What the recorder tells of a call that it handed over."""
    call = captured.call
    fields: dict[str, object] = {
        "source": call.source,
        "answered_at": call.started_at,
        "ended_at": captured.captured_at,
        "sip_status": 200,
        "queue": call.queue,
        "agent_id": call.agent_id,
        "captured_ms": call.duration_ms,
    }
    return CallDetail(call.call_id, "cd" * 32, call.started_at, CallOutcome.RECORDED, **(fields | changes))  # type: ignore[arg-type]


def event(did: Did = Did.ARCHIVED, call_id: CallId | None = None) -> AuditEvent:
    return AuditEvent(did, "worker", call_id)


def in_redaction(work: WorkTable, captured: CapturedCall | None = None, *, lease_s: float = 60) -> Claim:
    """A call that a worker has brought to the point where it can be kept."""
    work.admit(captured or captured_call())
    claim = work.claim("w", lease_s=lease_s)
    assert claim is not None
    work.advance(claim, State.TRANSCRIBING)
    work.advance(claim, State.REDACTING)
    return claim


def keep(
    archive: Archive, claim: Claim, *texts: str, verdict: Verdict = Verdict.CLEAN, now: datetime = NOON
) -> ArchivedCall:
    redacted = redacted_call(claim.call_id, *texts)
    return archive.keep(redacted, certificate(verdict), tags(now), claim=claim, audit=event(call_id=claim.call_id))


def quarantined(
    work: WorkTable, archive: Archive, *texts: str, failed: Sequence[str] = (), sound: bool = True
) -> CallId:
    """A call that the second look doubted, by these checks and by what it read again."""
    claim = in_redaction(work)
    checks = [Check(name, name not in failed, "…") for name in (LANGUAGE_CHECK, OBJECTION_CHECK)]
    doubt = Check("text read again", False, "1 findings (PERSON)", (Window(Channel.CALLER, 0, 600),))
    archive.keep(
        redacted_call(claim.call_id, *texts, sound=sound),
        Certificate(Verdict.QUARANTINED, NOON, (*checks, doubt)),
        tags(),
        claim=claim,
        audit=event(call_id=claim.call_id),
    )
    return claim.call_id


@dataclass
class House:
    """A whole archive on a real database, with a folder for its objects unless another store is given."""

    database: Database
    folder: Path
    store: ObjectStore
    clock: StandingClock = field(default_factory=StandingClock)

    def __post_init__(self) -> None:
        self.head = AuditHeadFile(self.folder / "head" / "audit.head", KEY)
        self.audit_log = AuditLogInDatabase(self.database, self.head, self.clock)
        self.work = WorkTableInDatabase(self.database, self.audit_log, self.clock)
        self.archive = ArchiveInDatabase(self.database, self.audit_log, self.store, self.clock)
        self.tokens = TokenDeskInDatabase(self.database, self.audit_log, self.clock)
        self.objections = StandingObjectionsInDatabase(self.database, self.audit_log, self.clock)
        self.details = CallDetailsInDatabase(self.database)
        self.review = ReviewDeskInDatabase(
            self.database, self.audit_log, self.store, self.clock, widen=widen_masks, rules=DEFAULT_RULES
        )
        self.kept_calls = KeptCallsInDatabase(self.database, self.audit_log, self.store, self.clock)
        self.samples = SampleDeskInDatabase(self.database, self.audit_log, self.clock)
        self.room = self.room_that_hides(
            lambda turns, _: [turn | {"text": turn["text"].replace("12345", "[N]")} for turn in turns]
        )

    def room_that_hides(self, hide: HideForSamples) -> ReadingRoomInDatabase:
        """The reading room with another way to hide what samples must not hold."""
        return ReadingRoomInDatabase(
            self.database, self.audit_log, self.store, self.clock, hide_for_samples=hide, sample_key=KEY
        )

    def kept_call(self, *texts: str, verdict: Verdict = Verdict.CLEAN, **changes: object) -> CallId:
        claim = in_redaction(self.work, captured_call(**changes))
        keep(self.archive, claim, *texts, verdict=verdict, now=self.clock.now())
        return claim.call_id

    def quarantined(self, *texts: str, failed: Sequence[str] = ()) -> CallId:
        return quarantined(self.work, self.archive, *texts, failed=failed)

    def sweep(self, *, dry_run: bool = False, confirmed: bool = True) -> SweepReport:
        return sweep(
            self.database,
            self.audit_log,
            self.store,
            now=self.clock.now(),
            dry_run=dry_run,
            confirmed=confirmed,
        )

    def hold(self, call_id: CallId, held: bool = True) -> None:
        with self.database.writing() as connection:
            connection.execute(calls.update().where(calls.c.call_id == call_id).values(held=held))

    def row(self, call_id: CallId) -> sa.Row:
        with self.database.reading() as connection:
            return connection.execute(sa.select(calls).where(calls.c.call_id == call_id)).one()

    def did(self, call_id: CallId | None = None) -> list[str]:
        """What the audit log tells of a call (or of everything), oldest first."""
        events = reversed(self.audit_log.newest(limit=10_000))
        return [one["did"] for one in events if call_id is None or one["call_id"] == call_id]

    def actors(self, call_id: CallId) -> list[str]:
        """Who did what the audit log tells of a call, oldest first."""
        return [one["actor"] for one in reversed(self.audit_log.newest(limit=10_000)) if one["call_id"] == call_id]


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{folder / 'hushtape.db'}")
    migrate(database)
    yield database
    database.close()


@contextmanager
def postgres_database(server_url: str) -> Iterator[Database]:
    """A fresh database on a running server, copied from one that was migrated, and dropped at the end."""
    template, name = _migrated_template(server_url), f"t{next(_NUMBERS)}"
    _on_server(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    database = open_database(_url_of(server_url, name))
    yield database
    database.close()
    _on_server(server_url, f"DROP DATABASE {name}")


@functools.cache
def _migrated_template(server_url: str) -> str:
    _on_server(server_url, "CREATE DATABASE migrated")
    database = open_database(_url_of(server_url, "migrated"))
    migrate(database)
    database.close()
    return "migrated"


def _url_of(server_url: str, name: str) -> str:
    return sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _on_server(server_url: str, statement: str) -> None:
    url = sa.make_url(server_url).set(drivername="postgresql+psycopg")
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.execute(sa.text(statement))


def folder_store(folder: Path) -> ObjectStoreInFolder:
    return ObjectStoreInFolder(folder / "objects")
