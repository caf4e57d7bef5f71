"""recheck: archived calls read again by today's rules and models."""

from collections import Counter
from typing import Annotated, Any

import typer

from calls.call import CallId, is_call_id
from calls.errors import BadInput, NotFound
from cli.output import AsJson, FetchProgress, Quiet, WorkProgress, note, print_json, print_table
from pipeline.settings import load_settings


def recheck(
    call_ids: Annotated[list[str] | None, typer.Argument(metavar="[CALL_ID]...", help="Calls' ids, c_…")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every call that other rules or models were used for.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be masked.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Check archived calls again, in their redacted form; what still looks personal is masked in text and sound.

    Calls under a legal hold stay as they are. A run that was interrupted goes on where it was.

    Example: hushtape recheck --all --dry-run
    """
    from pipeline.recheck import Outcome
    from pipeline.wiring import make_rechecker, open_kept

    if bool(call_ids) is every:
        raise BadInput("name the calls, or say --all", hint="see hushtape recheck --help")
    settings = load_settings()
    named = [_checked(call_id) for call_id in call_ids or ()]
    kept = open_kept(settings)
    if unknown := [call_id for call_id in named if kept.work.state_of(call_id) is None]:
        raise NotFound(f"no such call: {unknown[0]}")
    progress = FetchProgress(quiet=quiet)
    rechecker = make_rechecker(settings, kept, progress=progress)
    progress.close()
    chosen = rechecker.due() if every else list(dict.fromkeys(named))
    done = []
    with WorkProgress(f"checking {len(chosen)} calls again", quiet=quiet) as work:
        for rechecked in rechecker.recheck(chosen, dry_run=dry_run):
            done.append(rechecked)
            work(len(done) / len(chosen))
    told = [one for one in done if one.outcome is not Outcome.UNCHANGED or one.is_doubtful]
    if as_json:
        counts = Counter(one.outcome.value for one in done)
        print_json(
            {
                "dry_run": dry_run,
                "checked": len(done),
                **{outcome.value: counts[outcome.value] for outcome in Outcome},
                "doubtful": sum(one.is_doubtful for one in done),
                "calls": [_fields(one) for one in told],
            }
        )
    else:
        rows = [(one.call_id, one.outcome, _told_of(one)) for one in told]
        print_table(("call", "outcome", "what"), rows, folding=("what",))
        note(f"{len(done)} calls checked{', nothing changed (dry run)' if dry_run else ''}", quiet=quiet)
    raise typer.Exit(1 if any(one.outcome is Outcome.FAILED for one in done) else 0)


def _checked(call_id: str) -> CallId:
    if not is_call_id(call_id):
        raise NotFound("no such call", hint="a call's id is c_ and 24 hexadecimal digits; see hushtape calls")
    return CallId(call_id)


def _fields(one: Any) -> dict[str, Any]:
    return {
        "call_id": one.call_id,
        "outcome": one.outcome.value,
        "masked": dict(sorted(Counter(kind.value for kind in one.kinds).items())),
        "whole_turns": one.whole_turns,
        "doubtful": one.is_doubtful,
        "reason": one.reason,
    }


def _told_of(one: Any) -> str:
    counts = sorted(Counter(kind.value for kind in one.kinds).items())
    parts = [f"{count} {kind}" for kind, count in counts]
    if one.is_doubtful:
        parts.append("may hold an objection: read it")
    if one.reason:
        parts.append(one.reason)
    return ", ".join(parts)
