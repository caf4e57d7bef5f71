"""samples, retention, audit, token: what is kept, for how long, and who did what."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from calls.access import Role
from calls.audit import AuditEvent, Did
from calls.errors import BadInput
from calls.instants import instant
from calls.retention import Purpose
from calls.samples import SamplePull, pull_document
from cli.output import AsJson, Quiet, complain, note, print_json, print_table, results
from pipeline.settings import load_settings

samples = typer.Typer(help="Anonymised samples for training.", no_args_is_help=True)
retention = typer.Typer(help="What is kept, and until when.", no_args_is_help=True)
audit = typer.Typer(help="Who did what.", no_args_is_help=True)
token = typer.Typer(help="Access to the API and the page.", no_args_is_help=True)


@samples.command("pull")
def pull(
    out: Annotated[Path, typer.Option(help="Folder to write samples.jsonl into; made if missing.")],
    n: Annotated[int, typer.Option("--n", min=1, max=100_000, help="How many calls.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed over the same archive gives the same calls.")] = 0,
    purpose: Annotated[Purpose, typer.Option(help="Only calls kept for this purpose.")] = Purpose.AGENT_TRAINING,
    text_only: Annotated[bool, typer.Option(help="Text without sound; the only form in this version.")] = True,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Pull anonymised text samples: no numbers, no agents, no time finer than a month, fresh ids. What was hidden is
    replaced by surrogates that hold within one call: Caller, Person 2, an invented street, [CARD_NUMBER 1].

    Example: hushtape samples pull --out samples/ --n 200 --seed 7
    """
    from pipeline.wiring import OPERATOR, open_kept  # a second's worth of vendors, which --help does not need

    if not text_only:
        raise BadInput("samples with sound need changed voices, which this version cannot make", hint="use --text-only")
    drawn = open_kept(load_settings()).reading_room.pull_samples(OPERATOR, n=n, seed=seed, purpose=purpose)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lines = "".join(json.dumps(sample, ensure_ascii=False) + "\n" for sample in drawn)
        (out / "samples.jsonl").write_text(lines, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{out} cannot be written ({error.strerror})") from error
    if as_json:
        print_json({"samples": len(drawn), "file": str(out / "samples.jsonl"), "seed": seed, "purpose": purpose})
    else:
        note(f"{len(drawn)} samples written: {out / 'samples.jsonl'}", quiet=quiet)


@samples.command("pulls")
def list_pulls(
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50, as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """List the pulls, newest first, with those of their samples that may not be used any more: the caller objected, the
    call was erased or withdrawn, its purpose has ended, or more was hidden in it since.

    Example: hushtape samples pulls
    """
    from pipeline.wiring import OPERATOR, open_kept

    pulls = open_kept(load_settings()).samples.list_pulls(OPERATOR, limit=limit)
    if as_json:
        print_json({"pulls": [pull_document(pull) for pull in pulls]})
    elif pulls:
        _print_pulls(pulls)
    else:
        note("nothing was pulled yet", quiet=quiet)


@samples.command("withdraw")
def withdraw(
    wanted: Annotated[str, typer.Argument(metavar="CALL_ID", help="A call's id, c_…, or a sample's, s_….")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take a call out of every later pull, and list the pulls that hold it already. The call itself stays.

    Example: hushtape samples withdraw c_0123456789abcdef01234567
    """
    from pipeline.wiring import OPERATOR, open_kept

    pulls = open_kept(load_settings()).samples.withdraw(OPERATOR, wanted)
    if as_json:
        print_json({"withdrawn": wanted, "pulls": [pull_document(pull) for pull in pulls]})
        return
    if pulls:
        _print_pulls(pulls)
    note("in none of the pulls" if not pulls else "delete these samples where they were pulled to", quiet=quiet)


def _print_pulls(pulls: Sequence[SamplePull]) -> None:
    """A line for each sample that may not be used any more, and one for a pull without any."""
    rows: list[tuple[object, ...]] = []
    for pull in pulls:
        fields = (pull.pull_id, f"{pull.pulled_at:%Y-%m-%d %H:%M}", pull.actor, pull.samples)
        rows += [(*fields, one.sample_id, one.because) for one in pull.withdrawn] or [(*fields, "", "")]
    print_table(("pull", "pulled at", "by", "samples", "not to be used", "because"), rows)


@retention.command("sweep")
def sweep(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    confirm: Annotated[bool, typer.Option("--confirm", help="Carry out a sweep that waits for confirmation.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Delete every call whose last purpose has ended, all copies of it.

    Example: hushtape retention sweep --dry-run
    """
    from pipeline.wiring import open_kept, sweep_now

    settings = load_settings()
    report = sweep_now(settings, open_kept(settings), dry_run=dry_run, confirmed=confirm)
    if as_json:
        print_json(asdict(report))
        return
    counts = {name: len(value) if isinstance(value, list | tuple) else value for name, value in asdict(report).items()}
    print_table(("what", "found"), [(name.replace("_", " "), value) for name, value in counts.items()])
    if report.waiting_for is not None:
        note("nothing was deleted: look at it with --dry-run, then add --confirm", quiet=quiet)


@audit.command("list")
def list_audit(
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50, as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """List what was done, newest first. Looking is itself on record.

    Example: hushtape audit list --limit 20
    """
    from pipeline.wiring import OPERATOR, open_kept

    rows = open_kept(load_settings()).reading_room.audit_events(OPERATOR, limit=limit)
    if as_json:
        print_json(list(rows))
        return
    print_table(("at", "who", "did", "call"), [(r["at"], r["actor"], r["did"], r["call_id"]) for r in rows])
    if not rows:
        note("nothing was done yet", quiet=quiet)


@audit.command("verify")
def verify_audit(as_json: AsJson = False, quiet: Quiet = False) -> None:  # noqa: ARG001 - the result is all it says
    """Check the audit log's hash chain against its signed head.

    Example: hushtape audit verify
    """
    from pipeline.wiring import open_kept

    report = open_kept(load_settings()).audit.verify()
    if as_json:
        print_json({"intact": not report.faults, "events": report.events, "faults": list(report.faults)})
    else:
        results.print(f"{'CHANGED' if report.faults else 'intact'}: {report.events} events")
    if report.faults:
        complain(f"the audit log was changed: {'; '.join(report.faults)}", "keep a copy, then find out by whom", 1)
    raise typer.Exit(1 if report.faults else 0)


@token.command("create")
def create_token(
    role: Annotated[Role, typer.Option(help="What its holder may do.")],
    name: Annotated[str, typer.Option(help="Who holds it; stands in the audit log.")] = "",
    hours: Annotated[float, typer.Option(min=0.01, max=24 * 366, help="How long it lasts.")] = 8,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Create a token; its secret is shown once and never again.

    Example: hushtape token create --role qa_manager --name "QA desk 2" --hours 8
    """
    from pipeline.wiring import OPERATOR, open_kept

    holder = name or role.value
    event = AuditEvent(Did.TOKEN_CREATED, OPERATOR.name, detail={"role": role.value, "hours": hours})
    lasts = timedelta(hours=hours)
    secret = open_kept(load_settings()).tokens.create(role, name=holder, lasts=lasts, audit=event)
    if as_json:
        expires = instant(datetime.now(UTC) + lasts)
        print_json({"token": secret, "role": role, "name": holder, "expires_at": expires})
    else:
        results.print(secret)
        note(f"{role.value}, for {hours:g} h; shown once", quiet=quiet)
