"""What the rooms promise one another. Adapters live in the rooms; twins that pass the same tests ship beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from calls.access import Reader, Role
from calls.audio import RawAudio, RawRecording, RedactedAudio
from calls.audit import AuditEvent
from calls.call import Call, CallEnding, CallId, CapturedCall, Channel
from calls.call_detail import CallDetail
from calls.consent import Means
from calls.finding import Finding, Kind
from calls.lifecycle import State
from calls.progress import Progress
from calls.pseudonym import KeyedCaller
from calls.redacted import Certificate, MaskedSpan, RedactedCall
from calls.retention import Purpose, RetentionTag
from calls.review import ReviewQueue, Widening
from calls.transcript import Transcript, Turn
from calls.transcript import Window as Window


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware (UTC)."""
        ...


# ── from the recorder to the pipeline ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, repr=False)
class RawConversation:
    """A text conversation from the spool: there is no sound."""

    call_id: CallId
    turns: tuple[Turn, ...]

    def __repr__(self) -> str:
        return f"RawConversation({self.call_id}, {len(self.turns)} turns)"


class RekeyNote(Protocol):
    """A recorder's word that the entry `old` is `new` under version `key_version` of the key."""

    @property
    def name(self) -> str: ...
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def key_version(self) -> int: ...


class PauseNote(Protocol):
    """A recorder's word that a call's recording paused, or went on, because a party's telephone asked for it."""

    @property
    def name(self) -> str: ...
    @property
    def call_id(self) -> CallId: ...
    @property
    def paused(self) -> bool: ...
    @property
    def by(self) -> Channel: ...
    @property
    def at(self) -> datetime: ...


class Spool(Protocol):
    """The sealed, short-lived raw audio, as the pipeline sees it (it holds the private half of the key)."""

    def waiting(self) -> Sequence[CapturedCall]:
        """Calls handed over by a complete, fsynced manifest, oldest first."""
        ...

    def open(self, call_id: CallId) -> RawRecording | RawConversation:
        """Raises SpoolError when missing, SealBroken when damaged, UnreadableAudio when it is no audio."""
        ...

    def destroy(self, call_id: CallId) -> None:
        """Destroy the call's key, then its bytes. Doing it twice is no error."""
        ...

    def holds(self, call_id: CallId) -> bool: ...

    def endings(self) -> Sequence[CallEnding]:
        """Tombstones of calls of which nothing was kept, waiting to be noted in the database."""
        ...

    def forget_ending(self, call_id: CallId) -> None:
        """Remove a tombstone's file once its row is committed."""
        ...

    def detail_batches(self) -> Iterator[tuple[str, tuple[CallDetail, ...]]]:
        """Call details that wait to be entered, in batches with a name each."""
        ...

    def rekeys(self) -> Iterator[RekeyNote]:
        """Standing objections that were recognised under an older version of the key."""
        ...

    def forget_rekey(self, name: str) -> None:
        """Once it is carried out. Twice is no error."""
        ...

    def pauses(self) -> Iterator[PauseNote]:
        """Pauses that parties' telephones asked for, and their ends, oldest first."""
        ...

    def forget_pause(self, name: str) -> None:
        """Once it is in the audit log. Twice is no error."""
        ...

    def forget_detail_batch(self, name: str) -> None:
        """Remove a batch once its rows are committed. Twice is no error."""
        ...


class IntakeSession(Protocol):
    def write(self, payload: bytes) -> None:
        """Seal the next bytes; nothing is ever written in the clear."""
        ...

    def finish(self) -> CallId:
        """Hand the call over: manifest and folder are fsynced before this returns."""
        ...

    def abort(self) -> None:
        """Destroy what was sealed so far."""
        ...


class Intake(Protocol):
    """The write-only way in for recordings made elsewhere: what goes in never comes back."""

    def begin(self, call: Call, *, payload: str) -> IntakeSession:
        """`payload` is "audio" (a sound file in any supported container) or "conversation" (contract JSON)."""
        ...


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call on the line, as the control path shows it."""

    call_id: CallId
    started_at: datetime
    phase: str
    """"notice", "bridging", "talking"."""
    capture: str
    """A `consent.Capture` value."""
    paused: bool
    recorder: str
    queue: str | None = None


class LiveCalls(Protocol):
    """Live control over every recorder process. Raises RecorderUnavailable, NotFound; all verbs are idempotent."""

    def list(self) -> Sequence[LiveCall]: ...

    def object_to(self, call_id: CallId, *, how: Means, actor: str) -> None: ...

    def pause(self, call_id: CallId, *, actor: str) -> None: ...

    def resume(self, call_id: CallId, *, actor: str) -> None: ...


# ── transcribe ───────────────────────────────────────────────────────────────────────────────────────────────────


Watch = Callable[[float], None]
"""Told, a few seconds apart, what share of a long piece of work is done (0 … 1). What it raises ends the work there."""


def unwatched(share: float) -> None:
    """For work that nobody watches."""


class Transcriber(Protocol):
    """Writes down each party's channel. Word times are forced-aligned where possible."""

    @property
    def engine(self) -> str: ...

    @property
    def model(self) -> str: ...

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:
        """Raises TranscriptionFailed, ModelMissing, and what `watch` raises. Silence and music give no words."""
        ...


class CheckingTranscriber(Protocol):
    """The other engine: reads masked audio again for the second look."""

    @property
    def engine(self) -> str: ...

    @property
    def model(self) -> str: ...

    def listen_again(self, audio: RedactedAudio, windows: Sequence[Window]) -> Sequence[Turn]:
        """What can still be heard in each window; times on the call's clock. Windows without speech give no turn."""
        ...


# ── redact ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Detector(Protocol):
    """Finds personal data of one or more kinds in a conversation."""

    @property
    def name(self) -> str: ...

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        """Findings in any order; `turn` indexes `turns`. Reads the whole dialogue, so a question can arm its answer."""
        ...


# ── archive ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to work on a call: valid while its fence is the newest and its epoch unchanged."""

    captured: CapturedCall
    fence: int
    epoch: int
    attempt: int
    """1 for the first try; counts typed failures, not lost leases."""

    @property
    def call_id(self) -> CallId:
        return self.captured.call_id


@dataclass(frozen=True, slots=True)
class ArchivedCall:
    call_id: CallId
    state: State
    tags: tuple[RetentionTag, ...]
    certificate: Certificate | None


class WorkTable(Protocol):
    """Work found by state and lease in the database; the truth about who may do what to which call."""

    def admit(self, captured: CapturedCall) -> bool:
        """Enter a captured call once; False when it is known already (whatever its state)."""
        ...

    def claim(self, worker: str, *, lease_s: float) -> Claim | None:
        """Take the oldest call that is due and free. A lease that ran out is counted as lost, and its call is taken
        over with a higher fence. None when there is nothing to do."""
        ...

    def renew(self, claim: Claim, *, lease_s: float) -> None:
        """Raises LeaseLost or EpochChanged."""
        ...

    def advance(self, claim: Claim, state: State) -> None:
        """Note the step the call is in. Raises LeaseLost or EpochChanged."""
        ...

    def note_progress(self, claim: Claim, progress: Progress) -> None:
        """Note how far the transcription is. Raises LeaseLost or EpochChanged."""
        ...

    def progress_of(self, call_id: CallId) -> Progress | None:
        """How far the transcription is; None in every other state, and before anything was noted."""
        ...

    def give_up(self, claim: Claim, reason: str, *, audit: AuditEvent, max_attempts: int = 3) -> State:
        """Count one typed failure: back to CAPTURED after a back-off, or QUARANTINED (without artefacts) at the
        limit. `reason` is an error's `code`. Returns the new state."""
        ...

    def postpone(self, claim: Claim, *, delay_s: float) -> None:
        """Give the call back without counting a failure: something we depend on does not answer. Due again after
        `delay_s`. Raises LeaseLost or EpochChanged."""
        ...

    def state_of(self, call_id: CallId) -> State | None:
        """The call's state now; None when it was never entered."""
        ...

    def waits_until(self, call_id: CallId) -> datetime | None:
        """When a call that was put back is due again; None for one that no worker has put back, or that is taken up."""
        ...

    def fail(self, claim: Claim, reason: str, *, audit: AuditEvent) -> None:
        """End the call as FAILED: input that can never work, or the raw deadline."""
        ...

    def note_ending(self, ending: CallEnding, *, audit: AuditEvent) -> None:
        """Enter a call of which nothing was kept (OBJECTED or NOT_RECORDED), once."""
        ...

    def overdue(self, *, captured_before: datetime) -> Sequence[CallId]:
        """Calls whose raw audio has met its deadline and that are still in work."""
        ...

    def expire_raw(self, call_id: CallId, *, audit: AuditEvent) -> None:
        """Move an overdue call to FAILED (reason "deadline"), bumping its epoch so that a running worker loses."""
        ...


class Archive(Protocol):
    """Keeps redacted calls only."""

    def keep(
        self,
        redacted: RedactedCall,
        certificate: Certificate,
        tags: Sequence[RetentionTag],
        *,
        claim: Claim,
        audit: AuditEvent,
    ) -> ArchivedCall:
        """Objects first (read back and compared), then one transaction: compare-and-set on epoch and fence, rows,
        tags, audit. A `quarantined` verdict is kept as QUARANTINED, unreadable to all but privacy officers.

        Raises Superseded (what it wrote is removed), StoreUnavailable, DatabaseUnavailable.
        """
        ...

    def object_to(self, call_id: CallId, *, how: Means, audit: AuditEvent) -> State:
        """An objection that arrived after hang-up: bump the epoch; in work → OBJECTED, published → ERASED (every
        object version, row and index entry gone). Idempotent. Raises NotFound."""
        ...


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A kept call, read back in its redacted form. `epoch` and `prefix` say as what it was read: whoever replaces it
    does so only while both are the same."""

    redacted: RedactedCall
    certificate: Certificate
    state: State
    held: bool
    epoch: int
    prefix: str
    """Where its objects lie."""

    @property
    def call_id(self) -> CallId:
        return self.redacted.call_id


class KeptCalls(Protocol):
    """Archived and quarantined calls, read back to be masked further. Raises DatabaseUnavailable, StoreUnavailable."""

    def certified_otherwise(self, versions: Mapping[str, str]) -> Sequence[CallId]:
        """Archived calls whose certificate names another version of one of these parts, oldest first. Calls under a
        legal hold are left out: they stay as they are."""
        ...

    def open(self, call_id: CallId) -> KeptCall:
        """Compared with its certificate. Raises NotFound, ArtefactDamaged, WrongState (nothing is kept of it, or it is
        restricted)."""
        ...

    def replace(self, kept: KeptCall, redacted: RedactedCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Keep `redacted` in its place: new objects first, then one transaction; what it replaces goes.

        Raises Superseded (an objection or erasure wins, or somebody else replaced it; what was written is removed),
        WrongState (a legal hold).
        """
        ...

    def certify_again(self, kept: KeptCall, certificate: Certificate, *, audit: AuditEvent) -> None:
        """Note that nothing more had to be hidden: another certificate for the same objects. Raises as `replace`."""
        ...


@dataclass(frozen=True, slots=True)
class StandingObjection:
    """Somebody who objects for good, as a keyed code of the number."""

    pseudonym: str
    added_at: datetime


class StandingObjections(Protocol):
    """Callers who object for good. Adding and removing twice is no error."""

    def add(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """`audit` must not hold the number. False when it stood there already."""
        ...

    def remove(self, caller: KeyedCaller, *, audit: AuditEvent) -> bool:
        """Under whatever version of the key it stands there. False when it did not."""
        ...

    def entries(self) -> Sequence[StandingObjection]:
        """Oldest first."""
        ...


class CallDetails(Protocol):
    """The call detail records. Reading takes each call's state into account (`calls.call_detail.as_it_stands`)."""

    def enter(self, details: Sequence[CallDetail]) -> int:
        """Enter those that are not known yet; returns how many. Of an objected call only the reduced form is kept."""
        ...

    def received_between(self, start: datetime, end: datetime) -> Iterator[CallDetail]:
        """Oldest first; `start` inclusive, `end` exclusive."""
        ...


class ObjectStore(Protocol):
    """One place for redacted objects. Keys are built from call ids only, e.g. `calls/c_…/3/audio.flac`."""

    def put(self, key: str, body: bytes, *, content_type: str, tags: dict[str, str]) -> None:
        """Durable when it returns; raises StoreUnavailable, also when the read-back differs."""
        ...

    def get(self, key: str) -> bytes:
        """Raises NotFound, StoreUnavailable."""
        ...

    def list(self, prefix: str) -> Iterator[str]: ...

    def delete_all_versions(self, prefix: str) -> int:
        """Remove every version and delete marker below `prefix`; returns how many objects went."""
        ...

    def tags(self, key: str) -> dict[str, str]: ...

    def check(self) -> None:
        """Raises StoreUnavailable unless the store answers."""
        ...


class AuditLog(Protocol):
    """Append-only, hash-chained."""

    def append(self, event: AuditEvent) -> None:
        """Raises AuditUnavailable; then what was to be witnessed must not happen."""
        ...


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

CallDocument = dict[str, Any]
"""A call as the contract's JSON ("A call")."""


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Which calls; None means any. Instants are aware, `started_before` is exclusive."""

    started_from: datetime | None = None
    started_before: datetime | None = None
    agent_id: str | None = None
    queue: str | None = None
    kind: Kind | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class CallPage:
    """Call summaries (the contract's call without turns, masks and checks), newest first, and where to go on."""

    calls: tuple[CallDocument, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    call_id: CallId
    turn: int
    channel: Channel
    start_ms: int | None
    snippet: str
    """Redacted text around the words found; they stand between U+27E6 and U+27E7 (white square brackets)."""
    started_at: datetime


class ReadingRoom(Protocol):
    """The only way to read what is kept: rights first, then the audit row, then the answer.

    Every method raises NotAllowed, AuditUnavailable (nothing is served then) and DatabaseUnavailable; what a reader may
    not know of is NotFound. Quarantined calls are seen by privacy officers alone; restricted ones by nobody.
    """

    def list_calls(
        self, reader: Reader, wanted: CallFilter, *, cursor: str | None = None, limit: int = 50
    ) -> CallPage: ...

    def show(self, reader: Reader, call_id: CallId) -> CallDocument: ...

    def audio(self, reader: Reader, call_id: CallId) -> bytes:
        """The redacted call as FLAC. Raises NotFound for a text conversation."""
        ...

    def search(self, reader: Reader, text: str, wanted: CallFilter, *, limit: int = 50) -> Sequence[SearchResult]:
        """All words must stand in one turn; "quoted words" must stand in a row. Any input is valid."""
        ...

    def pull_samples(self, reader: Reader, *, n: int, seed: int, purpose: Purpose) -> Sequence[Mapping[str, Any]]:
        """Anonymised text samples: fresh random ids, no agent, no time finer than a month, order numbers hidden, and a
        surrogate in place of every label that holds within its call."""
        ...

    def audit_events(self, reader: Reader, *, limit: int = 100) -> Sequence[Mapping[str, Any]]: ...


class ReviewDesk(Protocol):
    """The only way to review what is in quarantine: rights first, then the audit row, then the answer or the deed.

    Every method raises NotAllowed, NotFound for a call that is not in quarantine (any more), AuditUnavailable and
    DatabaseUnavailable; nothing is served or changed then.
    """

    def list_calls(self, reader: Reader, *, limit: int = 200) -> ReviewQueue: ...

    def show(self, reader: Reader, call_id: CallId) -> CallDocument:
        """The call as the contract's JSON, with `review` besides: reason, ends and obstacles to its release."""
        ...

    def listen(self, reader: Reader, call_id: CallId) -> bytes:
        """The masked sound as FLAC. Raises NotFound for a call without sound."""
        ...

    def widen(self, reader: Reader, call_id: CallId, widening: Widening) -> Sequence[MaskedSpan]:
        """Hide more, in text and sound, as new artefacts; the old ones are deleted. Returns the masks that came.

        Raises BadInput, WrongState (no sound, a legal hold), Superseded (somebody else changed the call meanwhile).
        """
        ...

    def release(self, reader: Reader, call_id: CallId, *, confirmed: bool = False) -> ArchivedCall:
        """Publish it, with tags counted from now. Raises WrongState, NeedsConfirmation, Superseded."""
        ...

    def erase(self, reader: Reader, call_id: CallId) -> State:
        """ERASED, every copy; RESTRICTED while a legal hold lasts."""
        ...

    def object_to(self, reader: Reader, call_id: CallId) -> State:
        """What the caller said is an objection after all: carried out like every other one."""
        ...


class TokenDesk(Protocol):
    def create(self, role: Role, *, name: str, lasts: timedelta, audit: AuditEvent) -> str:
        """A fresh secret, shown once; only its SHA-256 is kept."""
        ...

    def reader_of(self, secret: str) -> Reader | None:
        """Whose token it is; None when unknown or expired."""
        ...
