"""import, calls, show, audio, search: what comes in, and what is read."""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from calls.audit import AuditEvent, Did
from calls.call import Call, CallId, is_call_id
from calls.errors import BadInput, HushtapeError, NotAllowed, NotFound
from calls.finding import Kind
from calls.instants import instant
from calls.lifecycle import IN_WORK, State
from calls.ports.reading_room import CallDocument, CallFilter
from calls.pseudonym import KeyedCaller
from calls.retention import Purpose
from cli.interrupts import set_by_interrupt
from cli.output import AsJson, FetchProgress, Quiet, complain, fail, note, notes, print_json, print_table, results
from pipeline.settings import Settings, load_settings

if TYPE_CHECKING:
    from pipeline.import_call import ImportFacts
    from pipeline.wiring import Kept

_AUDIO_SUFFIXES = (".wav", ".flac")
_STARTED_FORMATS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"]


def import_recordings(
    files: Annotated[list[Path], typer.Argument(help="WAV, FLAC, MP3, Opus, M4A; or a conversation (.json).")],
    caller_number: Annotated[str | None, typer.Option(help="The caller's number; kept only as a keyed code.")] = None,
    agent: Annotated[str | None, typer.Option(help="The agent's id.")] = None,
    queue: Annotated[str | None, typer.Option(help="The queue the call came from.")] = None,
    started_at: Annotated[
        datetime | None, typer.Option(formats=_STARTED_FORMATS, help="When it began; UTC unless it says otherwise.")
    ] = None,
    caller_channel: Annotated[int, typer.Option(min=0, max=1, help="Which channel is the caller's: 0 or 1.")] = 0,
    basis: Annotated[str | None, typer.Option(help="On what ground it was recorded (audited).")] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait until each call is archived or quarantined.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take existing recordings through the same pipeline as live calls.

    Example: hushtape import calls/*.wav --agent a-17 --basis "notice of 2026-01" --wait
    """
    from pipeline.home import serve_is_running  # a second's worth of vendors, which --help does not need
    from pipeline.import_call import ImportFacts
    from pipeline.wiring import open_kept

    settings = load_settings()
    if settings.import_needs_basis and not basis:
        raise BadInput("this installation takes no import without a basis", hint='add --basis "why it was recorded"')
    begun = started_at if started_at is None or started_at.tzinfo else started_at.replace(tzinfo=UTC)
    kept = open_kept(settings)
    caller = _caller(settings, caller_number)
    if caller is not None and kept.standing.objects(caller):
        raise NotAllowed("this caller objects to being recorded", hint="nothing of the call was taken")
    facts = ImportFacts(begun, agent, queue, caller.code if caller else None, caller_channel, basis)
    taken, worst = [], 0
    for file in files:
        try:
            taken.append(_seal(file, facts, settings, kept))
            note(f"{file.name}: sealed as {taken[-1]}", quiet=quiet or as_json)
        except HushtapeError as error:  # one bad file must not keep the others out
            worst = max(worst, fail(error, about=file.name))
    if wait and taken:
        try:
            _work_through(settings, kept, taken, quiet=quiet)
        except HushtapeError as error:  # nothing is lost: the calls lie sealed, and are told below
            worst = max(worst, fail(error))
    documents = [_document(kept, call_id) for call_id in taken]
    if wait:
        for document in documents:
            worst = max(worst, _judge(document))
    _answer_import(documents, as_json=as_json, several=len(files) > 1)
    if documents and not wait and not serve_is_running(settings):
        note("no server runs: start `hushtape serve`, or import with --wait", quiet=quiet or as_json)
    raise typer.Exit(worst)


def _answer_import(documents: list[CallDocument], *, as_json: bool, several: bool) -> None:
    """JSON: one call for one file (nothing when it was refused), a list for several files."""
    if as_json and (several or documents):
        print_json(documents if several else documents[0])
    elif documents:
        print_table(("call", "state"), [(document["call_id"], document["state"]) for document in documents])


def _caller(settings: Settings, number: str | None) -> KeyedCaller | None:
    from pipeline.wiring import caller_of

    if number is None:
        return None
    caller = caller_of(settings, number)
    if caller is None:
        raise BadInput("the caller's number holds no number", hint="such as --caller-number +12125550147")
    return caller


def _judge(document: CallDocument) -> int:
    """0 for a call that was archived; else one line that says where it is, and 1."""
    state, reason = document["state"], document.get("failure_reason")
    if state == State.ARCHIVED:
        return 0
    where = f"{document['call_id']}: {state}" + (f", {reason}" if reason else "")
    hints = {
        State.QUARANTINED: "nothing was published; a privacy officer decides, see hushtape show",
        State.FAILED: "nothing was published and nothing is kept",
    }
    return complain(where, hints.get(State(state), "it lies sealed; hushtape serve goes on with it"), 1)


def _seal(file: Path, facts: "ImportFacts", settings: Settings, kept: "Kept") -> CallId:
    from pipeline.import_call import CONVERSATION_SUFFIX, check_conversation, import_file
    from pipeline.sound_files import probe_channels
    from pipeline.wiring import OPERATOR, make_intake

    if not file.is_file():
        raise BadInput(f"{file} is no file", hint="give recordings, or conversations (.json)")
    if file.suffix == CONVERSATION_SUFFIX:
        check_conversation(file)
        n_channels = None
    else:
        n_channels = probe_channels(file, settings)

    def witness(call: Call) -> None:
        detail = {"source": call.source.value, "basis": call.consent.basis}
        kept.audit.append(AuditEvent(Did.IMPORTED, OPERATOR.name, call.call_id, detail))

    return import_file(file, facts, make_intake(settings), n_channels=n_channels, witness=witness)


def _work_through(settings: Settings, kept: "Kept", calls: list[CallId], *, quiet: bool) -> None:
    """Wait for the calls; where no server runs, this process is the worker (leases keep two from clashing).

    Raises ModelMissing; the calls then lie sealed.
    """
    from pipeline.home import serve_is_running
    from pipeline.wiring import make_housekeeper, make_worker

    stop = threading.Event()
    progress = FetchProgress(quiet=quiet)
    threads: list[threading.Thread] = []
    if not serve_is_running(settings):
        keeper = make_housekeeper(settings, kept)
        worker = make_worker(settings, kept, progress=progress)
        threads = [threading.Thread(target=part.run_until, args=(stop,), daemon=True) for part in (keeper, worker)]
        for thread in threads:
            thread.start()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with (
            set_by_interrupt(stop),
            Progress(*columns, console=notes, disable=quiet or not notes.is_terminal) as bar,
        ):
            for call_id in calls:
                _follow(kept, call_id, bar, stop)
    finally:  # also when the person at the terminal has waited enough
        stop.set()
        progress.close()
        for thread in threads:
            thread.join()


def _follow(kept: "Kept", call_id: CallId, bar: Progress, stop: threading.Event) -> None:
    """Show the call's state until its work is done. A call that was put back says why, once: it is tried again.

    Raises KeyboardInterrupt once `stop` is set.
    """
    task, told = bar.add_task(f"{call_id}: sealed"), False
    while (state := kept.work.state_of(call_id)) is None or state in IN_WORK:
        if stop.is_set():
            raise KeyboardInterrupt
        bar.update(task, description=f"{call_id}: {state.value if state else 'sealed'}{_how_far(kept, call_id)}")
        if not told and kept.work.waits_until(call_id) is not None:
            told = _tell_what_is_missing(kept, call_id)
        time.sleep(0.1)
    bar.update(task, description=f"{call_id}: {state.value}")


def _how_far(kept: "Kept", call_id: CallId) -> str:
    progress = kept.work.progress_of(call_id)
    return f", {progress.percent} %, {progress.eta_s} s to go" if progress else ""


def _tell_what_is_missing(kept: "Kept", call_id: CallId) -> bool:
    try:
        kept.objects.check()
    except HushtapeError as error:
        complain(f"{call_id} waits: {error.message}", f"{error.hint}; it is tried again until then", 1)
        return True
    return False


def _document(kept: "Kept", call_id: CallId) -> CallDocument:
    from pipeline.wiring import OPERATOR

    try:
        return kept.reading_room.show(OPERATOR, call_id)
    except NotFound:
        state = kept.work.state_of(call_id)
        return {"call_id": call_id, "state": state.value if state else State.CAPTURED.value}


def list_calls(
    from_day: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, UTC.")] = None,
    to_day: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Day to stop before.")] = None,
    agent: Annotated[str | None, typer.Option(help="Only this agent's calls.")] = None,
    queue: Annotated[str | None, typer.Option(help="Only this queue's calls.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only calls in which this was masked.")] = None,
    purpose: Annotated[Purpose | None, typer.Option(help="Only calls kept for this purpose.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option(help="Go on from here (next_cursor of the last answer).")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """List calls, newest first.

    Example: hushtape calls --from 2026-11-01 --queue support
    """
    from pipeline.wiring import OPERATOR, open_kept

    kept = open_kept(load_settings())
    wanted = _filter(from_day, to_day, agent, queue, kind, purpose)
    page = kept.reading_room.list_calls(OPERATOR, wanted, cursor=cursor, limit=limit)
    if as_json:
        print_json({"calls": list(page.calls), "next_cursor": page.next_cursor})
        return
    rows = [
        (c["call_id"], _started(c), _clock(c["duration_ms"]), c["state"], c["agent_id"], c["queue"]) for c in page.calls
    ]
    print_table(("call", "started, UTC", "lasts", "state", "agent", "queue"), rows)
    if page.next_cursor:
        note(f"more: --cursor {page.next_cursor}", quiet=quiet)


def show_call(
    call_id: Annotated[str, typer.Argument(help="A call's id, c_…")], as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """Show one call: its redacted transcript, tags, consent and certificate.

    Example: hushtape show c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    document = open_kept(load_settings()).reading_room.show(OPERATOR, _checked(call_id))
    if as_json:
        print_json(document)
    else:
        print_call(document, quiet=quiet)


def print_call(document: CallDocument, *, quiet: bool = False) -> None:
    """A call as a person reads it."""
    if not quiet:
        results.print(f"{document['call_id']}  {document['state']}  {_seconds(document['duration_ms'])}")
        consent = document["consent"]
        results.print(
            f"consent      {consent['outcome']}, notice {'played' if consent['notice_played'] else 'not played'}"
        )
        if document.get("gap_ms") is not None:
            drift_ms = document["drift_ms"]
            clocks = "not known" if drift_ms is None else f"{drift_ms:+d} ms"
            results.print(f"sound        {document['gap_ms']} ms lost on the way, clocks apart {clocks}")
        for tag in document["tags"]:
            results.print(f"kept for     {tag['purpose']} until {tag['expires_at']}")
        certificate = document["certificate"]
        if certificate:
            results.print(f"certificate  {verdict_in_words(certificate)}")
            for check in certificate["checks"]:
                results.print(f"  {'passed' if check['passed'] else 'FAILED'}  {check['name']}: {check['detail']}")
            for part, version in certificate.get("versions", {}).items():
                results.print(f"  {part}: {version}")
    for turn in document.get("turns", []):
        at = "" if turn["start_ms"] is None else f"{turn['start_ms'] / 1000:7.1f} s  "
        results.print(f"{at}{turn['channel']:>7}  {turn['text']}")


def verdict_in_words(certificate: dict[str, Any]) -> str:
    """What stands of a call: the second look's verdict, unless a person released it later."""
    release = certificate["review"]
    if not release:
        return str(certificate["verdict"])
    by = release["by"].replace("_", " ")
    return f"released by review ({by}, {release['at']}); the second look had said {certificate['verdict']}"


def save_audio(
    call_id: Annotated[str, typer.Argument(help="A call's id, c_…")],
    out: Annotated[Path, typer.Option(help="Where to write it: .wav or .flac")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Save a call's redacted audio.

    Example: hushtape audio c_0123456789abcdef01234567 --out call.wav
    """
    from pipeline.sound_files import flac_to_wav
    from pipeline.wiring import OPERATOR, open_kept

    if out.suffix.lower() not in _AUDIO_SUFFIXES:
        raise BadInput(f"{out} is neither .wav nor .flac", hint="name the file accordingly")
    flac = open_kept(load_settings()).reading_room.audio(OPERATOR, _checked(call_id))
    try:
        out.write_bytes(flac if out.suffix.lower() == ".flac" else flac_to_wav(flac))
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error.strerror})") from error
    if as_json:
        print_json({"call_id": call_id, "file": str(out), "bytes": out.stat().st_size})
    else:
        note(f"written: {out}", quiet=quiet)


def search(
    text: Annotated[str, typer.Argument(help='Words that stand in one turn; "in quotes" = in a row.')],
    from_day: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day, UTC.")] = None,
    to_day: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Day to stop before.")] = None,
    agent: Annotated[str | None, typer.Option(help="Only this agent's calls.")] = None,
    queue: Annotated[str | None, typer.Option(help="Only this queue's calls.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only calls in which this was masked.")] = None,
    purpose: Annotated[Purpose | None, typer.Option(help="Only calls kept for this purpose.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Search the redacted transcripts.

    Example: hushtape search refund --from 2026-11-01
    """
    from pipeline.wiring import OPERATOR, open_kept

    kept = open_kept(load_settings())
    wanted = _filter(from_day, to_day, agent, queue, kind, purpose)
    found = kept.reading_room.search(OPERATOR, text, wanted, limit=limit)
    if as_json:
        print_json(
            [
                {
                    "call_id": r.call_id,
                    "turn": r.turn,
                    "channel": r.channel.value,
                    "start_ms": r.start_ms,
                    "snippet": r.snippet,
                    "started_at": instant(r.started_at),
                }
                for r in found
            ]
        )
        return
    rows = [(r.call_id, _seconds(r.start_ms), r.channel, r.snippet) for r in found]
    print_table(("call", "at", "who", "text"), rows, folding=("text",))
    if not found:
        note("nothing found", quiet=quiet)


def _filter(
    from_day: datetime | None,
    to_day: datetime | None,
    agent: str | None,
    queue: str | None,
    kind: Kind | None,
    purpose: Purpose | None,
) -> CallFilter:
    return CallFilter(
        started_from=from_day.replace(tzinfo=UTC) if from_day else None,
        started_before=to_day.replace(tzinfo=UTC) if to_day else None,
        agent_id=agent,
        queue=queue,
        kind=kind,
        purpose=purpose,
    )


def _checked(call_id: str) -> CallId:
    if not is_call_id(call_id):
        raise NotFound("no such call", hint="a call's id is c_ and 24 hexadecimal digits; see hushtape calls")
    return CallId(call_id)


def _started(call: CallDocument) -> str:
    return _minute(call["started_at"]) if call["started_at"] else f"gone {_minute(call['gone_at'])}"


def _minute(instant: str) -> str:
    """2026-11-01T10:00:00.000Z as a person reads it in a table."""
    return instant[:16].replace("T", " ")


def _clock(ms: int | None) -> str:
    """Minutes and seconds, 1:05."""
    return "" if ms is None else f"{ms // 60_000}:{ms // 1000 % 60:02d}"


def _seconds(ms: int | None) -> str:
    return "" if ms is None else f"{ms / 1000:.1f} s"
