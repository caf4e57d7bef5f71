"""A small house for the API's tests: the real archive on SQLite and a folder, a line and an intake in memory."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from fastapi import FastAPI

from api.app import create_app
from api.desk import Desk, Limits
from archive.access_tokens import TokenDeskInDatabase
from archive.audit_head import AuditHeadFile
from archive.audit_log import AuditLogInDatabase
from archive.database import Database, open_database
from archive.keep_call import ArchiveInDatabase
from archive.migrate import migrate
from archive.object_store_folder import ObjectStoreInFolder
from archive.reading_room import ReadingRoomInDatabase
from archive.review_desk import ReviewDeskInDatabase
from archive.sample_desk import SampleDeskInDatabase
from archive.standing_objections import StandingObjectionsInDatabase
from archive.work_table import WorkTableInDatabase
from calls.access import Role
from calls.audio import RedactedAudio
from calls.audit import AuditEvent, Did
from calls.call import Call, CallId, CapturedCall, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Means, Notice, Outcome, Standing
from calls.errors import AuditUnavailable, NotFound, RecorderUnavailable
from calls.finding import Kind
from calls.lifecycle import State
from calls.ports.intake import IntakeSession
from calls.ports.live_calls import LiveCall
from calls.pseudonym import KeyedCaller
from calls.redacted import Certificate, Check, MaskedSpan, RedactedCall, RedactedTurn, RedactedWord, Verdict
from calls.retention import DEFAULT_RULES, tags_for
from redact.widen_masks import widen_masks

STARTED = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


@dataclass
class StoppedClock:
    at: datetime = STARTED + timedelta(hours=1)

    def now(self) -> datetime:
        return self.at


@dataclass
class LineInMemory:
    """`calls.ports.live_calls.LiveCalls` with calls put on the line by hand."""

    on_the_line: dict[CallId, LiveCall] = field(default_factory=dict)
    heard: list[tuple[str, CallId, str]] = field(default_factory=list)
    answers: bool = True

    def ring(self, *, queue: str | None = "support") -> CallId:
        call_id = new_call_id()
        self.on_the_line[call_id] = LiveCall(call_id, STARTED, "talking", "write", False, "recorder-1", queue)
        return call_id

    def list(self) -> Sequence[LiveCall]:
        self._check()
        return tuple(self.on_the_line.values())

    def object_to(self, call_id: CallId, *, how: Means, actor: str) -> None:
        self._order(f"objection by {how.value}", call_id, actor)

    def pause(self, call_id: CallId, *, actor: str) -> None:
        self._order("pause", call_id, actor)
        self.on_the_line[call_id] = replace(self.on_the_line[call_id], paused=True, capture="silence")

    def resume(self, call_id: CallId, *, actor: str) -> None:
        self._order("resume", call_id, actor)
        self.on_the_line[call_id] = replace(self.on_the_line[call_id], paused=False, capture="write")

    def _order(self, verb: str, call_id: CallId, actor: str) -> None:
        self._check()
        if call_id not in self.on_the_line:
            raise NotFound("no such call on the line")
        self.heard.append((verb, call_id, actor))

    def _check(self) -> None:
        if not self.answers:
            raise RecorderUnavailable("no recorder answers", hint="start it")


@dataclass
class SessionInMemory:
    call: Call
    payload: str
    pieces: list[bytes] = field(default_factory=list)
    ended: str = ""

    def write(self, payload: bytes) -> None:
        self.pieces.append(payload)

    def finish(self) -> CallId:
        self.ended = "finished"
        return self.call.call_id

    def abort(self) -> None:
        self.pieces.clear()
        self.ended = "aborted"


@dataclass
class IntakeInMemory:
    sessions: list[SessionInMemory] = field(default_factory=list)

    def begin(self, call: Call, *, payload: str) -> IntakeSession:
        self.sessions.append(SessionInMemory(call, payload))
        return self.sessions[-1]


@dataclass
class AuditThatCanBreak:
    """The real audit log behind a switch."""

    log: AuditLogInDatabase
    broken: bool = False

    def append(self, event: AuditEvent) -> None:
        if self.broken:
            raise AuditUnavailable("the audit log cannot be written", hint="check the disk")
        self.log.append(event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.log, name)


class Tokens(dict[Role, str]):
    """A token for each role, made when it is first asked for."""

    def __init__(self, desk: TokenDeskInDatabase) -> None:
        super().__init__()
        self._desk = desk

    def __missing__(self, role: Role) -> str:
        self[role] = self.fresh(role)
        return self[role]

    def fresh(self, role: Role) -> str:
        event = AuditEvent(Did.TOKEN_CREATED, "test")
        return self._desk.create(role, name=f"a {role.value}", lasts=timedelta(hours=8), audit=event)


@dataclass(repr=False)
class House:
    """What a test holds in its hands. Without a repr: a failing test must not print tokens."""

    database: Database
    store: ObjectStoreInFolder
    audit: AuditThatCanBreak
    archive: ArchiveInDatabase
    work: WorkTableInDatabase
    line: LineInMemory
    intake: IntakeInMemory
    clock: StoppedClock
    desk: Desk
    tokens: Tokens
    app: FastAPI

    def ask(self, method: str, path: str, *, role: Role | None = None, **options: Any) -> httpx.Response:
        """One request; with the token of `role` as bearer."""
        headers = dict(options.pop("headers", {}))
        if role is not None:
            headers["Authorization"] = f"Bearer {self.tokens[role]}"
        return ask(self.app, method, path, headers=headers, **options)

    def get(self, path: str, *, role: Role | None = Role.QA_MANAGER, **options: Any) -> httpx.Response:
        return self.ask("GET", path, role=role, **options)

    def audited(self, did: Did) -> list[dict[str, Any]]:
        return [dict(event) for event in self.audit.log.newest(limit=1000) if event["did"] == did.value]

    def state_of(self, call_id: CallId) -> State | None:
        return self.desk.call_state(call_id)


def ask(app: FastAPI, method: str, path: str, **options: Any) -> httpx.Response:
    async def once() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(once())


@contextmanager
def open_house(folder: Path, *, limits: Limits | None = None, **changes: Any) -> Iterator[House]:
    """`changes` replace fields of the desk."""
    database = open_database(f"sqlite:///{folder / 'archive.db'}")
    migrate(database)
    clock = StoppedClock()
    audit = AuditThatCanBreak(AuditLogInDatabase(database, AuditHeadFile(folder / "head.json", b"k" * 32), clock))
    store = ObjectStoreInFolder(folder / "objects")
    room = ReadingRoomInDatabase(
        database,
        audit,  # type: ignore[arg-type]
        store,
        clock,
        hide_for_samples=lambda turns, _: turns,
        sample_key=b"s" * 32,
    )
    tokens = TokenDeskInDatabase(database, audit.log, clock)
    archive = ArchiveInDatabase(database, audit.log, store, clock)
    work = WorkTableInDatabase(database, audit.log, clock)
    line, intake = LineInMemory(), IntakeInMemory()
    review = ReviewDeskInDatabase(
        database,
        audit,  # type: ignore[arg-type]
        store,
        clock,
        widen=widen_masks,
        rules=DEFAULT_RULES,
    )
    desk = Desk(
        reading_room=room,
        review=review,
        samples=SampleDeskInDatabase(database, audit, clock),  # type: ignore[arg-type]
        tokens=tokens,
        intake=intake,
        live_calls=line,
        archive=archive,
        standing=StandingObjectionsInDatabase(database, audit.log, clock),
        audit=audit,
        call_state=work.state_of,
        call_progress=work.progress_of,
        caller_of=lambda number: KeyedCaller((f"pseudonym of {len(number)} characters",), 1),
        standing_of=lambda _: Standing.NONE,
        clock=clock,
        version="0.1.0",
        checks={"database": database.check, "object_store": store.check},
        limits=limits or Limits(objection_patience_s=0.0),
    )
    desk = replace(desk, **changes)
    try:
        yield House(database, store, audit, archive, work, line, intake, clock, desk, Tokens(tokens), create_app(desk))
    finally:
        database.close()


# ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────


def turn(channel: Channel, text: str, start_ms: int | None, *, ms: int = 3000) -> RedactedTurn:
    end_ms = None if start_ms is None else start_ms + ms
    words = tuple(RedactedWord(word, start_ms, end_ms, 0.9) for word in text.split())
    return RedactedTurn(channel, start_ms, end_ms, text, words)


PAYMENT = (
    turn(Channel.AGENT, "Thank you for calling, how can I help?", 0),
    turn(Channel.CALLER, "I would like a refund for my order.", 3500),
    turn(Channel.AGENT, "Of course. What is the card number?", 7000),
    turn(Channel.CALLER, "It is [CARD_NUMBER] thank you.", 10500, ms=6000),
)
PAYMENT_MASKS = (MaskedSpan(Kind.CARD_NUMBER, Channel.CALLER, 11000, 15500, 3, 6, 19),)


def tone(n_ms: int, rate_hz: int = 8000) -> RedactedAudio:
    """Two channels of a low tone: int16 [n_samples, 2]."""
    seconds = np.arange(n_ms * rate_hz // 1000) / rate_hz
    wave = (np.sin(seconds * 2 * np.pi * 220) * 8000 * (seconds % 2)).astype(np.int16)
    return RedactedAudio(np.stack([wave, wave // 2], axis=1), rate_hz, (Channel.CALLER, Channel.AGENT))


def publish(
    house: House,
    *,
    turns: tuple[RedactedTurn, ...] = PAYMENT,
    masks: tuple[MaskedSpan, ...] = PAYMENT_MASKS,
    started_at: datetime = STARTED,
    agent_id: str | None = "agent-7",
    queue: str | None = "support",
    verdict: Verdict = Verdict.CLEAN,
    audio_ms: int | None = 17_000,
    basis: str | None = None,
    checks: tuple[Check, ...] = (),
    versions: tuple[tuple[str, str], ...] = (),
) -> CallId:
    """A call on the shelf, put there as a worker does it."""
    captured = capture(house, started_at=started_at, agent_id=agent_id, queue=queue, basis=basis)
    claim = house.work.claim("worker", lease_s=60)
    assert claim is not None
    assert claim.call_id == captured.call_id
    house.work.advance(claim, State.TRANSCRIBING)
    house.work.advance(claim, State.REDACTING)
    audio = tone(audio_ms) if audio_ms is not None else None
    checks = checks or (
        Check("text-detectors", verdict is Verdict.CLEAN, "0 findings in 4 turns"),
        Check("heard-again", True, "1 window, 0 words"),
    )
    house.archive.keep(
        RedactedCall(captured.call_id, "en", audio_ms or 0, turns, masks, (), audio),
        Certificate(verdict, house.clock.now(), checks, versions),
        tags_for(DEFAULT_RULES, now=house.clock.now()),
        claim=claim,
        audit=AuditEvent(Did.ARCHIVED, "worker", captured.call_id),
    )
    return captured.call_id


def capture(
    house: House,
    *,
    started_at: datetime = STARTED,
    agent_id: str | None = "agent-7",
    queue: str | None = "support",
    basis: str | None = None,
    call_id: CallId | None = None,
) -> CapturedCall:
    """A call that has hung up and waits for a worker."""
    consent = ConsentDecision(Outcome.RECORDED, notice_played=True, notice=Notice("1", "en"), basis=basis)
    channels = (Channel.CALLER, Channel.AGENT)
    call = Call(call_id or new_call_id(), Source.IN_PATH, started_at, channels, consent, 17_000, agent_id, queue)
    captured = CapturedCall(call, captured_at=house.clock.now())
    assert house.work.admit(captured)
    return captured
