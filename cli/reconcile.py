"""reconcile: the switchboard's call records against ours."""

from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from calls.audit import AuditEvent, Did
from calls.call_detail import CallOutcome
from calls.errors import BadInput
from calls.reconciliation import EXPLAINED, Reconciliation, reconcile
from cli.output import AsJson, Quiet, note, print_json, print_table
from pipeline.settings import load_settings

MARGIN = timedelta(days=1)
"""Clocks differ, and an objected call keeps only the time at which it ended."""
_SHOWN = 20

Column = Annotated[str | None, typer.Option(help="The column's name in the first line of the file.")]


def reconcile_records(
    records: Annotated[Path, typer.Argument(help="The switchboard's call records: CSV with a header.")],
    call_id_column: Column = None,
    start_column: Column = None,
    disposition_column: Column = None,
    answer_column: Column = None,
    duration_column: Column = None,
    timezone: Annotated[str, typer.Option(help="Zone of times without an offset, such as Europe/Berlin.")] = "UTC",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Compare a switchboard's call records with ours: each answered call must be explained. Exit 1 if one is not.

    Calls are matched by their SIP Call-ID. A switchboard that makes a Call-ID of its own for the leg to Hushtape (a
    B2BUA, such as Asterisk or FreeSWITCH) must write that leg's Call-ID; there is no other way to match.

    \b
    Columns are found by their usual names:
      Asterisk   calldate or start, disposition, sip_call_id: add the last by cdr_custom with
                 ${CHANNEL(pjsip,call-id)} of the leg to Hushtape
      Kamailio   acc: method, callid, sip_code, time (rows of BYE are left out)
      FreeSWITCH start_stamp, answer_stamp, sip_call_id: add the last to the template

    \b
    Classes of error:
      not recorded          answered there, and no talk is known here
      recorded in error     recorded though the caller objected, or the policy said never
      recorded without CDR  recorded, and no answered call there

    Example: hushtape reconcile Master.csv --timezone Europe/Berlin
    """
    from pipeline.switchboard_records import Columns, read_switchboard_calls
    from pipeline.wiring import OPERATOR, open_kept, sip_call_id_codes

    named = Columns(call_id_column, start_column, disposition_column, answer_column, duration_column)
    settings, zone = load_settings(), _zone(timezone)
    theirs = list(read_switchboard_calls(records, named, zone=zone))
    if not theirs:
        raise BadInput(f"{records.name} holds no call", hint="export a time in which there were some")
    kept = open_kept(settings)
    starts = [call.started_at for call in theirs]
    ours = kept.details.received_between(min(starts) - MARGIN, max(starts) + MARGIN)
    found = reconcile(theirs, ours, sip_call_id_codes(settings))
    counts = {"answered": found.answered, "unexplained": found.unexplained}
    kept.audit.append(AuditEvent(Did.RECONCILED, OPERATOR.name, None, counts))
    if as_json:
        print_json(_document(found))
    else:
        _print(found, quiet=quiet)
    if not found.matched:
        note("no Call-ID of the file is known here: does it hold that of the leg to Hushtape?", quiet=quiet)
    raise typer.Exit(1 if found.unexplained else 0)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput("--timezone names no zone", hint="such as Europe/Berlin or UTC") from error


def _document(found: Reconciliation) -> dict[str, object]:
    return {
        "answered": found.answered,
        "outcomes": {outcome.value: found.outcomes[outcome] for outcome in CallOutcome if outcome in EXPLAINED},
        "failed": dict(sorted(found.reasons.items())),
        "not_recorded": {"lines": list(found.not_recorded)},
        "recorded_in_error": list(found.recorded_in_error),
        "recorded_without_cdr": list(found.recorded_without_cdr),
        "matched": found.matched,
        "unexplained": found.unexplained,
    }


def _print(found: Reconciliation, *, quiet: bool) -> None:
    rows: list[tuple[str, object]] = [("answered calls", found.answered)]
    rows += [
        (outcome.value.replace("_", " "), found.outcomes[outcome]) for outcome in CallOutcome if outcome in EXPLAINED
    ]
    rows += [(f"  failed: {reason}", count) for reason, count in sorted(found.reasons.items())]
    rows += [
        ("not recorded", len(found.not_recorded)),
        ("recorded in error", len(found.recorded_in_error)),
        ("recorded without CDR", len(found.recorded_without_cdr)),
        ("unexplained", found.unexplained),
    ]
    print_table(("what", "calls"), rows)
    classes = (
        ("not recorded, lines", found.not_recorded),
        ("recorded in error", found.recorded_in_error),
        ("recorded without CDR", found.recorded_without_cdr),
    )
    for name, which in classes:
        if which:
            more = f" and {len(which) - _SHOWN} more (--json shows all)" if len(which) > _SHOWN else ""
            note(f"{name}: {', '.join(str(one) for one in which[:_SHOWN])}{more}", quiet=quiet)
