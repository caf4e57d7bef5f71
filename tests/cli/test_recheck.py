"""recheck: archived calls read again by today's rules and models."""

from tests.cli.command_line import CommandLine
from tests.cli.conftest import Shelf


def test_a_call_that_is_not_there_is_not_found(command_line: CommandLine) -> None:
    for call_id in ("c_" + "0" * 24, "no-id"):
        answer = command_line.run("recheck", call_id)
        assert answer.status == 4
        assert answer.is_one_line_of_complaint()


def test_nothing_is_due_after_todays_rules_were_used(shelf: Shelf) -> None:
    answer = shelf.command_line.run("recheck", "--all", "--dry-run", "--json")
    assert (answer.status, answer.json["checked"], answer.json["calls"]) == (0, 0, [])


def test_a_call_that_todays_rules_were_used_for_has_nothing_more_to_hide(shelf: Shelf) -> None:
    payment, chat = shelf.payment["call_id"], shelf.chat["call_id"]
    answer = shelf.command_line.run("recheck", payment, chat, "--dry-run", "--json")
    assert (answer.status, answer.json["checked"], answer.json["unchanged"]) == (0, 2, 2)
    assert answer.json["calls"] == []
