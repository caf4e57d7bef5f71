"""review list|show|widen|release|erase|object: the queue at the command line, on a data folder of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from calls.access import Role
from calls.call import CallId
from calls.errors import NotFound
from calls.redacted import LANGUAGE_CHECK, OBJECTION_CHECK
from pipeline.settings import Settings
from pipeline.wiring import OPERATOR, Kept, open_kept
from tests.archive import houses
from tests.cli.command_line import Answer, CommandLine

UNKNOWN = "c_" + "0" * 24
SPAN = ("--channel", "agent", "--start-ms", 0, "--end-ms", 90, "--kind", "PERSON")


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of one data folder, at the command line and from behind."""

    command_line: CommandLine
    kept: Kept

    def quarantined(self, *failed: str, sound: bool = True) -> CallId:
        return houses.quarantined(self.kept.work, self.kept.archive, failed=failed, sound=sound)

    def run(self, verb: str, *arguments: object) -> Answer:
        return self.command_line.run("review", verb, *arguments)

    def did(self, call_id: CallId) -> list[str]:
        events = self.kept.reading_room.audit_events(OPERATOR, limit=1000)
        return [event["did"] for event in reversed(events) if event["call_id"] == call_id]

    def objects(self, call_id: CallId) -> list[Path]:
        return list((self.command_line.home / "objects").rglob(f"*{call_id}*/*"))


@pytest.fixture
def queue(command_line: CommandLine) -> Iterator[Queue]:
    kept = open_kept(Settings(home=command_line.home))
    yield Queue(command_line, kept)
    kept.database.close()


def test_an_empty_queue_says_so(queue: Queue) -> None:
    listed = queue.run("list")
    assert (listed.status, listed.err) == (0, "nothing is in quarantine\n")
    quiet = queue.run("list", "--quiet", "--json")
    assert (quiet.json, quiet.err) == ({"calls": [], "total": 0}, "")


def test_the_queue_lists_each_call_with_what_failed(queue: Queue) -> None:
    first, second = queue.quarantined(), queue.quarantined(OBJECTION_CHECK)
    listed = queue.run("list")
    assert listed.status == 0
    assert {first, second} <= set(listed.out.split())
    assert "second-look" in listed.out
    answer = queue.run("list", "--json").json
    assert answer["total"] == 2
    lines = {line["call_id"]: line for line in answer["calls"]}
    assert lines[second]["obstacles"] == ["doubtful_objection"]
    assert [check["name"] for check in lines[first]["failed_checks"]] == ["text read again"]
    assert "refund" not in str(answer), "a line of the queue holds no word of the call"
    cut = queue.run("list", "--limit", 1)
    assert cut.err == "1 more: raise --limit\n"


def test_a_call_is_shown_with_what_is_in_the_way_and_where_to_look(queue: Queue) -> None:
    call_id = queue.quarantined(OBJECTION_CHECK)
    shown = queue.run("show", call_id)
    assert shown.status == 0
    for line in (
        "reason       second-look",
        "in the way   doubtful objection",
        "look at      caller 0-600 ms: text read again",
        "certificate  quarantined",
        "the card is [CARD_NUMBER] thank you",
    ):
        assert line in shown.out
    document = queue.run("show", call_id, "--json").json
    assert (document["call_id"], document["state"]) == (call_id, "quarantined")
    assert document["review"]["obstacles"] == ["doubtful_objection"]
    assert document["certificate"]["review"] is None
    assert queue.did(call_id) == ["captured", "quarantined", "read", "read"]


def test_a_widening_hides_more_and_says_what_came(queue: Queue) -> None:
    call_id = queue.quarantined()
    hidden = queue.run("widen", call_id, *SPAN)
    assert (hidden.status, hidden.err) == (0, "look at it again before you release it\n")
    assert {"PERSON", "agent"} <= set(hidden.out.split())
    assert queue.run("show", call_id, "--json").json["turns"][1]["text"] == "[PERSON] card is [CARD_NUMBER] thank you"
    more = ("--channel", "agent", "--start-ms", 410, "--end-ms", 420, "--kind", "ADDRESS")
    answer = queue.run("widen", call_id, *more, "--json").json
    assert answer["call_id"] == call_id
    assert {mask["kind"] for mask in answer["masks"]} == {"ADDRESS"}
    assert all(
        mask.keys() == {"kind", "channel", "start_ms", "end_ms", "turn", "start", "end"} for mask in answer["masks"]
    )


def test_a_span_outside_the_call_is_a_wrong_use_and_hides_nothing(queue: Queue) -> None:
    call_id = queue.quarantined()
    for start_ms, end_ms in ((5_000, 6_000), (400, 300)):
        outside = ("--channel", "agent", "--start-ms", start_ms, "--end-ms", end_ms, "--kind", "PERSON")
        answer = queue.run("widen", call_id, *outside)
        assert answer.status == 2
        assert answer.is_one_line_of_complaint()
    assert queue.did(call_id) == ["captured", "quarantined"]


def test_what_has_no_sound_cannot_be_widened(queue: Queue) -> None:
    answer = queue.run("widen", queue.quarantined(sound=False), *SPAN)
    assert answer.status == 1
    assert answer.is_one_line_of_complaint()


def test_a_released_call_is_read_as_released_and_leaves_the_queue(queue: Queue) -> None:
    call_id = queue.quarantined()
    answer = queue.run("release", call_id, "--json")
    assert answer.status == 0
    assert (answer.json["call_id"], answer.json["state"]) == (call_id, "archived")
    assert {tag["purpose"] for tag in answer.json["tags"]} == {"agent_training", "service_quality"}
    shown = queue.command_line.run("show", call_id)
    assert "certificate  released by review (privacy officer, " in shown.out
    certificate = queue.command_line.run("show", call_id, "--json").json["certificate"]
    assert (certificate["verdict"], certificate["review"]["outcome"]) == ("quarantined", "released")
    assert certificate["review"]["by"] == Role.PRIVACY_OFFICER
    again = queue.run("release", call_id)
    assert again.status == 4
    assert again.is_one_line_of_complaint()


def test_a_doubtful_objection_is_released_only_when_a_person_says_so(queue: Queue) -> None:
    call_id = queue.quarantined(OBJECTION_CHECK)
    refused = queue.run("release", call_id)
    assert refused.status == 1
    assert refused.is_one_line_of_complaint()
    released = queue.run("release", call_id, "--confirm")
    assert (released.status, released.out) == (0, f"{call_id}: archived\n")


def test_P12_a_call_in_another_language_is_never_released(queue: Queue) -> None:
    call_id = queue.quarantined(LANGUAGE_CHECK)
    answer = queue.run("release", call_id, "--confirm")
    assert answer.status == 1
    assert answer.is_one_line_of_complaint()
    assert queue.did(call_id) == ["captured", "quarantined"]


@pytest.mark.parametrize(("verb", "did"), [("erase", "erased"), ("object", "objected")])
def test_P8_what_is_erased_or_objected_leaves_no_object(queue: Queue, verb: str, did: str) -> None:
    call_id, other = queue.quarantined(), queue.quarantined()
    assert queue.objects(call_id)
    answer = queue.run(verb, call_id)
    assert (answer.status, answer.out) == (0, f"{call_id}: erased\n")
    assert queue.run(verb, other, "--json").json == {"call_id": other, "state": "erased"}
    assert queue.objects(call_id) == queue.objects(other) == []
    assert queue.did(call_id) == ["captured", "quarantined", did]
    with pytest.raises(NotFound):
        queue.kept.review.show(OPERATOR, call_id)


def test_an_unknown_call_is_not_found(queue: Queue) -> None:
    asked: list[tuple[object, ...]] = [(verb, UNKNOWN) for verb in ("show", "release", "erase", "object")]
    for arguments in (*asked, ("widen", UNKNOWN, *SPAN), ("erase", "../../etc/passwd")):
        answer = queue.command_line.run("review", *arguments)
        assert answer.status == 4
        assert answer.is_one_line_of_complaint()
