"""The switchboard's records against ours, as the operator runs it."""

from datetime import UTC, datetime

from archive.call_details import CallDetailsInDatabase
from archive.database import open_database
from calls.call import new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.pseudonym import pseudonym_of_sip_call_id
from recorder.keys import load_pseudonym_key
from tests.cli.command_line import CommandLine

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEADER = "calldate,disposition,sip_call_id\n"


def told(line: CommandLine, **outcomes: CallOutcome) -> None:
    """Enter details as the recorder would have told them, by SIP Call-ID."""
    key = load_pseudonym_key(line.home / "keys" / "pseudonym.key")
    details = [
        CallDetail(new_call_id(), pseudonym_of_sip_call_id(name, key), NOON, outcome, "busy")
        for name, outcome in outcomes.items()
    ]
    database = open_database(f"sqlite:///{line.home / 'hushtape.sqlite3'}")
    CallDetailsInDatabase(database).enter(details)
    database.close()


def records(line: CommandLine, *call_ids: str) -> None:
    rows = "".join(f"2026-03-01 12:00:00,ANSWERED,{call_id}\n" for call_id in call_ids)
    (line.work / "cdr.csv").write_text(HEADER + rows, encoding="utf-8")


def test_F27_books_that_agree_end_well_and_the_look_is_on_record(command_line: CommandLine) -> None:
    assert command_line.run("objection", "list").status == 0
    told(command_line, a=CallOutcome.OBJECTED, b=CallOutcome.POLICY, c=CallOutcome.FAILED)
    records(command_line, "a", "b", "c")
    answer = command_line.run("reconcile", "cdr.csv", "--json")
    assert (answer.status, answer.json["unexplained"], answer.json["failed"]) == (0, 0, {"busy": 1})
    (event,) = [row for row in command_line.run("audit", "list", "--json").json if row["did"] == "reconciled"]
    assert event["detail"] == {"answered": 3, "unexplained": 0}


def test_F27_what_is_not_explained_is_named_and_ends_with_1(command_line: CommandLine) -> None:
    assert command_line.run("objection", "list").status == 0
    told(command_line, a=CallOutcome.OBJECTED)
    records(command_line, "a", "unknown@pbx")
    answer = command_line.run("reconcile", "cdr.csv")
    assert answer.status == 1
    assert "not recorded, lines: 3" in answer.err
    assert "unknown@pbx" not in answer.out + answer.err


def test_call_ids_that_are_all_unknown_hint_at_a_back_to_back_agent(command_line: CommandLine) -> None:
    records(command_line, "x")
    assert "leg to Hushtape" in command_line.run("reconcile", "cdr.csv").err


def test_a_bad_row_is_one_line_that_names_it(command_line: CommandLine) -> None:
    (command_line.work / "cdr.csv").write_text(HEADER + "yesterday,ANSWERED,x\n", encoding="utf-8")
    answer = command_line.run("reconcile", "cdr.csv")
    assert answer.status == 2
    assert answer.is_one_line_of_complaint()
    assert "line 2" in answer.err
