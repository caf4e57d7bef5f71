"""After everybody has called: what can be found of them, anywhere."""

from pathlib import Path

import pytest
import soundfile

from calls.audio import RawAudio
from calls.call import CallId
from calls.lifecycle import State
from pipeline.wiring import make_transcriber
from tests.canary_scanner import Needles, prove_scanner, scan
from tests.fixtures_manifest import CHANNEL_ORDER, fixture
from tests.story.evening import KEPT, KILLED, OBJECTORS_LONG, OBJECTORS_SHORT
from tests.story.stage import Stage

INNOCENT = "refund for my headphones"
"""Said first. The words before it are written "I want a" or "I want to", as the line has it."""

pytestmark = [
    pytest.mark.needs_sip,
    pytest.mark.needs_models,
    pytest.mark.xdist_group("story"),
    pytest.mark.timeout(420),
    pytest.mark.usefixtures("objectors", "objected_in_work", "objected_when_published", "everybody_has_called"),
]


@pytest.fixture(scope="module")
def everybody_has_called(stage: Stage, kept_call: CallId, salvaged_call: CallId, bereaved_call: CallId) -> None:
    """Kept, salvaged from a dead recorder, taken over from dead workers; the objectors called before."""
    stage.wait_for_state(kept_call, State.ARCHIVED)
    stage.wait_for_state(salvaged_call, State.ARCHIVED, State.QUARANTINED)
    stage.wait_for_state(bereaved_call, State.ARCHIVED)
    stage.wait_until_spool_is_empty()


@pytest.fixture(scope="module")
def folders(stage: Stage) -> list[Path]:
    """The data folder (database and its log, objects, spool, logs at DEBUG, run, audit) and the RAM disk."""
    return [stage.home, stage.ram_dir]


@pytest.fixture(scope="module")
def needles(stage: Stage) -> Needles:
    """The secrets of those who are kept, as spoken, as written and as heard; everything that objectors said."""
    samples, rate_hz = soundfile.read(fixture(KEPT).path, dtype="int16")
    heard = make_transcriber(stage.settings).transcribe(RawAudio(samples, rate_hz, CHANNEL_ORDER))
    return (
        Needles.of_fixture(fixture(KEPT))
        + Needles.of_fixture(fixture(KILLED))
        + Needles.of_transcript(fixture(KEPT), heard)
        + Needles.of_whole_call(fixture(OBJECTORS_LONG))
        + Needles.of_whole_call(fixture(OBJECTORS_SHORT))
    )


def test_P1_P3_P4_P5_no_secret_and_nothing_of_an_objector_is_anywhere(folders: list[Path], needles: Needles) -> None:
    report = scan(folders, needles)
    assert report.is_clean, str(report)
    assert report.files > 10


def test_the_scan_can_see(folders: list[Path], needles: Needles) -> None:
    proof = prove_scanner(folders, needles)
    assert proof.holds, proof.missed


def test_what_may_be_kept_is_found_in_the_archive(stage: Stage) -> None:
    first = fixture(KEPT).phrases[0]
    assert first.text.endswith(INNOCENT + ".")
    found = scan([stage.home], Needles.of_text("innocent", INNOCENT)).found
    assert any("hushtape.sqlite3" in haystack for haystack, _ in found)
    assert any("objects/" in haystack for haystack, _ in found)
    samples, rate_hz = soundfile.read(fixture(KEPT).path, dtype="int16")
    said = samples[first.start_ms * rate_hz // 1000 : first.end_ms * rate_hz // 1000, 0]
    assert any("audio.flac" in haystack for haystack, _ in scan([stage.home], Needles.of_sound("innocent", said)).found)


def test_P5_at_debug_the_log_told_of_every_call(stage: Stage, kept_call: CallId, salvaged_call: CallId) -> None:
    log = stage.log_file.read_text()
    assert kept_call in log
    assert salvaged_call in log
    assert "Traceback" not in log
