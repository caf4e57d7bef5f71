"""F1 and P1 at every side effect of the pipeline: a worker that dies there, a caller who objects at that instant."""

import subprocess
import sys
import time
import wave
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from archive.tables import audit_events, calls, turns
from calls.call import Call, CallId, Channel, Source, new_call_id
from calls.consent import ConsentDecision, Notice, Outcome
from calls.lifecycle import State
from recorder.keys import load_public_keys, make_wrapping_keys
from recorder.manifest import PCM
from recorder.sealed_call import SealedCall
from tests.canary_scanner import Needles, scan
from tests.fixtures_manifest import fixture
from tests.story.killable_worker import AFTER_PUBLISHING, FIXTURE, LEASE_S, POINTS, Stage

ROOT = Path(__file__).parents[2]
SECOND = 8000
"""Samples."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    make_wrapping_keys(tmp_path / "private.json", tmp_path / "public.json")
    return tmp_path


def seal_a_call(home: Path) -> CallId:
    """The fixture as the recorder hands it over: two channels of the same sound that the needles are made of."""
    consent = ConsentDecision(Outcome.RECORDED, notice_played=True, notice=Notice("2026-11", "en"))
    spoken = fixture(FIXTURE)
    channels = (Channel.CALLER, Channel.AGENT)
    call = Call(new_call_id(), Source.IN_PATH, datetime.now(UTC), channels, consent, duration_ms=spoken.duration_ms)
    with wave.open(str(spoken.path)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").reshape(-1, 2)
    writer = SealedCall(home / "spool", load_public_keys(home / "public.json"), call, payload=PCM)
    for at in range(0, len(samples), SECOND):
        writer.append(samples[at : at + SECOND].T.tobytes(), final=at + SECOND >= len(samples))
    writer.finish(call, captured_at=datetime.now(UTC))
    return call.call_id


def run_worker(home: Path, call_id: CallId, point: str = "none", action: str = "none") -> int:
    command = [sys.executable, "-m", "tests.story.killable_worker", str(home), call_id, point, action]
    return subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL, timeout=60).returncode


def rows(stage: Stage, query: sa.Select[tuple[int]]) -> int:
    with stage.database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def count_of(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.Select[tuple[int]]:
    return sa.select(sa.func.count()).select_from(table).where(*conditions)


@pytest.mark.parametrize("point", POINTS)
def test_F1_a_worker_killed_there_loses_nothing_and_publishes_once(point: str, home: Path) -> None:
    call_id = seal_a_call(home)
    assert run_worker(home, call_id, point, "kill") == -9
    time.sleep(LEASE_S + 0.2)
    assert run_worker(home, call_id) == 0

    stage = Stage(home)
    assert stage.work.state_of(call_id) is State.ARCHIVED
    assert rows(stage, count_of(calls)) == 1
    assert rows(stage, count_of(audit_events, audit_events.c.did == "archived")) == 1
    assert rows(stage, count_of(turns)) == len(fixture(FIXTURE).phrases)
    names = sorted(key.rsplit("/", 1)[1] for key in stage.store.list(f"calls/{call_id}/"))
    assert names == ["audio.flac", "transcript.json"]
    assert not list((home / "spool").glob("c_*/key*")), "no key is left"
    assert not stage.spool.waiting()
    assert stage.audit.verify().faults == ()
    found = scan([home], Needles.of_fixture(fixture(FIXTURE)))
    assert found.is_clean, str(found)


@pytest.mark.parametrize("point", POINTS)
def test_P1_an_objection_at_that_instant_wins(point: str, home: Path) -> None:
    call_id = seal_a_call(home)
    assert run_worker(home, call_id, point, "object") == 0

    stage = Stage(home)
    assert stage.work.state_of(call_id) is (State.ERASED if point in AFTER_PUBLISHING else State.OBJECTED)
    assert not list(stage.store.list(f"calls/{call_id}/"))
    assert rows(stage, count_of(turns)) == 0
    found = scan([home], Needles.of_whole_call(fixture(FIXTURE)))
    assert found.is_clean, str(found)
    assert not list((home / "spool").glob("c_*/key*"))


def test_P1_the_scanner_would_have_seen_what_an_archived_call_still_says(home: Path) -> None:
    """The positive control of the tests above: innocent words of a kept call are found where they are kept."""
    assert run_worker(home, seal_a_call(home)) == 0
    assert not scan([home], Needles.of_whole_call(fixture(FIXTURE))).is_clean
