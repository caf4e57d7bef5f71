"""P1: a caller who says that they object; real spool, database and object store, a twin for the recogniser."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.tables import audit_events, calls, turns
from calls.audio import RawAudio
from calls.call import CallId, Channel
from calls.finding import Finding, Kind
from calls.lifecycle import State
from calls.ports.detector import Detector
from calls.ports.transcribers import Watch, unwatched
from calls.redacted import OBJECTION_CHECK
from calls.transcript import Transcript, Turn
from pipeline.worker import Worker
from recorder.keys import make_wrapping_keys
from redact.callers_wish import DOUBTFUL_BEFORE
from tests.canary_scanner import Needles, scan
from tests.fixtures_manifest import fixture
from tests.story.killable_worker import FIXTURE, LEASE_S, Stage, spread_turn
from tests.story.test_worker_killed_at_each_point import count_of, rows, seal_a_call


class Hears:
    """Writes down the sentences it is given, one a second, the caller's and the agent's in turn."""

    engine, model = "twin", "given"

    def __init__(self, *lines: tuple[Channel, str]) -> None:
        self._lines = lines

    def transcribe(self, audio: RawAudio, watch: Watch = unwatched) -> Transcript:
        watch(1.0)
        written = [
            spread_turn(channel, text, 1000 * k, 1000 * k + 900) for k, (channel, text) in enumerate(self._lines)
        ]
        return Transcript(tuple(written), "en", audio.duration_ms, self.engine, self.model)

    def listen_again(self, audio: object, windows: Sequence[object], watch: Watch = unwatched) -> Sequence[Turn]:  # noqa: ARG002
        return ()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    return tmp_path


class HidesWhatCallersSay:
    name = "hides all"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [
            Finding(Kind.PERSON, index, 0, len(turn.text), 0.9, self.name, "said by the caller")
            for index, turn in enumerate(turns)
            if turn.channel is Channel.CALLER
        ]


def worked(home: Path, *lines: tuple[Channel, str], detectors: Sequence[Detector] = ()) -> tuple[Stage, CallId]:
    call_id = seal_a_call(home)
    stage = Stage(home)
    stage.housekeeper.admit_captured()
    tools = replace(stage.worker.tools, transcriber=Hears(*lines))
    tools = replace(tools, detectors=(*tools.detectors, *detectors))
    assert Worker("worker", tools, LEASE_S).work_once()
    return stage, call_id


OBJECTS = (
    (Channel.AGENT, "Thanks for calling, how can I help?"),
    (Channel.CALLER, "First of all, I do not want this call to be recorded."),
    (Channel.AGENT, "I understand."),
)


def test_P1_of_a_caller_who_says_no_nothing_is_kept_but_the_tombstone(home: Path) -> None:
    stage, call_id = worked(home, *OBJECTS)
    assert stage.work.state_of(call_id) is State.OBJECTED
    assert not list(stage.store.list(f"calls/{call_id}/"))
    assert rows(stage, count_of(turns)) == 0
    assert not list((home / "spool").glob("c_*/key*"))
    found = scan([home], Needles.of_whole_call(fixture(FIXTURE)))
    assert found.is_clean, str(found)


def test_the_record_says_that_it_was_spoken(home: Path) -> None:
    stage, call_id = worked(home, *OBJECTS)
    with stage.database.reading() as connection:
        (row,) = connection.execute(sa.select(calls.c.consent).where(calls.c.call_id == call_id))
        (told,) = connection.execute(sa.select(audit_events).where(audit_events.c.did == "objected"))
    assert (row.consent["outcome"], row.consent["how"]) == ("objected", "spoken")
    assert (told.actor, json.loads(told.detail)["how"]) == ("caller", "spoken")


def test_what_may_be_an_objection_waits_for_a_person(home: Path) -> None:
    stage, call_id = worked(home, (Channel.CALLER, "I am not sure that I want to be recorded."))
    assert stage.work.state_of(call_id) is State.QUARANTINED


def test_what_may_be_an_objection_waits_although_a_mask_hides_it(home: Path) -> None:
    said = (Channel.CALLER, "I am not sure that I want to be recorded.")
    stage, call_id = worked(home, said, detectors=[HidesWhatCallersSay()])
    assert stage.work.state_of(call_id) is State.QUARANTINED
    with stage.database.reading() as connection:
        (row,) = connection.execute(sa.select(calls.c.certificate).where(calls.c.call_id == call_id))
    (check,) = [check for check in row.certificate["checks"] if check["name"] == OBJECTION_CHECK]
    assert (check["passed"], check["detail"]) == (False, f"doubtful: {DOUBTFUL_BEFORE}")


@pytest.mark.parametrize(
    "line",
    [
        (Channel.AGENT, "Some callers say I do not want to be recorded, and that is fine."),
        (Channel.CALLER, "My record player does not work any more."),
    ],
)
def test_what_only_sounds_like_an_objection_changes_nothing(home: Path, line: tuple[Channel, str]) -> None:
    stage, call_id = worked(home, line)
    assert stage.work.state_of(call_id) is not State.OBJECTED
