"""Existing recordings and text conversations come in by the same door as live calls: sealed, then processed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from calls.call import Call, CallId, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Outcome
from calls.errors import BadConversation, BadInput, UnreadableAudio
from calls.ports.intake import Intake
from recorder.spool import parse_conversation

_BLOCK_BYTES = 1 << 20
CONVERSATION_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """What the importer knows of a recording."""

    started_at: datetime | None = None
    agent_id: str | None = None
    queue: str | None = None
    caller_pseudonym: str | None = None
    caller_channel: int = 0
    basis: str | None = None


def import_file(
    path: Path, facts: ImportFacts, intake: Intake, *, n_channels: int | None, witness: Callable[[Call], None]
) -> CallId:
    """Seal one file into the spool; returns the new call's id once manifest and folder are fsynced.

    `n_channels` is what probing the sound found (None for a text conversation). `witness` puts the import on record
    before it is handed over; what it raises undoes the import.

    Raises UnreadableAudio, BadInput, SpoolError. Nothing stays behind when it raises.
    """
    payload = "conversation" if n_channels is None else "audio"
    channels = (Channel.CALLER, Channel.AGENT) if n_channels is None else channels_of(n_channels, facts.caller_channel)
    call = imported_call(facts, payload, channels)
    session = intake.begin(call, payload=payload)
    try:
        for block in _blocks(path):
            session.write(block)
        witness(call)
        return session.finish()
    except BaseException:
        session.abort()
        raise


def imported_call(facts: ImportFacts, payload: str, channels: tuple[Channel, ...]) -> Call:
    return Call(
        call_id=new_call_id(),
        source=Source.CONVERSATION if payload == "conversation" else Source.IMPORT,
        started_at=facts.started_at or datetime.now(UTC),
        channels=channels,
        consent=ConsentDecision(Outcome.IMPORTED, basis=facts.basis),
        agent_id=facts.agent_id,
        queue=facts.queue,
        caller_pseudonym=facts.caller_pseudonym,
    )


def channels_of(n_channels: int, caller_channel: int) -> tuple[Channel, ...]:
    """Stereo: one party a channel. Mono: one unknown speaker, never guessed. Raises BadInput, UnreadableAudio."""
    if n_channels == 1:
        return (Channel.UNKNOWN,)
    if n_channels != 2:
        raise UnreadableAudio(f"{n_channels} channels", hint="give mono, or stereo with one party a channel")
    if caller_channel not in (0, 1):
        raise BadInput(f"the caller cannot be on channel {caller_channel}", hint="--caller-channel is 0 or 1")
    return (Channel.CALLER, Channel.AGENT) if caller_channel == 0 else (Channel.AGENT, Channel.CALLER)


def check_conversation(path: Path) -> None:
    """Raises BadInput unless the file is a conversation of one turn or more, as the pipeline will read it."""
    try:
        turns = parse_conversation(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read ({error.strerror})") from error
    if not turns:
        raise BadConversation(f"{path.name} has no turns", hint="a conversation is one turn or more")


def _blocks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                yield block
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read ({error.strerror})") from error
