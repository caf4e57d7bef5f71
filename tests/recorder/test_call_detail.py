"""Details on their way to the database, without telephony: batches, a recorder that dies, a disk that refuses."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from calls.call import Call, CallId, Channel, Source, new_call_id
from calls.call_detail import CallDetail, CallOutcome
from calls.consent import ConsentDecision, Outcome
from recorder import call_detail
from recorder.call_detail import (
    MOST_REFUSALS_A_SECOND,
    DetailWriter,
    detail_batches,
    forget_detail_batch,
    salvage_details,
)
from recorder.sealed_call import SealedCall
from recorder.tink_seals import PrivateWrap, PublicWrap, new_private_json
from tests.recorder.telephone_lab import ROOT, wait_for

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ended(call_id: CallId | None = None) -> CallDetail:
    return CallDetail(
        call_id or new_call_id(), "ab" * 32, NOON, CallOutcome.NOT_ANSWERED, sip_status=486, ended_at=NOON
    )


@pytest.fixture
def counts() -> Counter[str]:
    return Counter()


@pytest.fixture
def writer(tmp_path: Path, counts: Counter[str]) -> Iterator[DetailWriter]:
    opened = DetailWriter(tmp_path, counts)
    yield opened
    opened.close()


def told(spool_dir: Path) -> list[CallDetail]:
    return [detail for _, batch in detail_batches(spool_dir) for detail in batch]


def first_forms(spool_dir: Path) -> list[Path]:
    return list((spool_dir / "details").glob("open-*/*.json"))


def test_a_call_is_noted_when_it_arrives_and_told_when_it_has_ended(writer: DetailWriter, tmp_path: Path) -> None:
    detail = ended()
    writer.begin(detail.call_id, detail.sip_call_id_hmac, NOON)
    (first,) = wait_for(lambda: first_forms(tmp_path))
    assert first.stat().st_mode & 0o777 == 0o600
    writer.end(detail)
    assert wait_for(lambda: told(tmp_path)) == [detail]
    wait_for(lambda: not first_forms(tmp_path))


def test_every_field_survives_the_way(writer: DetailWriter, tmp_path: Path) -> None:
    whole = CallDetail(
        new_call_id(),
        "ab" * 32,
        NOON,
        CallOutcome.FAILED,
        "spool",
        Source.SIPREC,
        answered_at=NOON,
        ended_at=NOON,
        sip_status=200,
        queue="sales",
        agent_id="agent-7",
        captured_ms=1000,
        gap_ms=40,
        drift_ms=-120,
        truncated=True,
    )
    writer.end(whole)
    assert wait_for(lambda: told(tmp_path)) == [whole]


def test_many_calls_cost_few_files(writer: DetailWriter, tmp_path: Path) -> None:
    details = [ended() for _ in range(500)]
    for detail in details:
        writer.end(detail)
    wait_for(lambda: len(told(tmp_path)) == 500)
    assert len(list(detail_batches(tmp_path))) <= 3


def test_closing_waits_until_everything_is_on_the_disk(tmp_path: Path, counts: Counter[str]) -> None:
    writer, detail = DetailWriter(tmp_path, counts), ended()
    writer.end(detail)
    writer.close()
    assert told(tmp_path) == [detail]
    assert not list((tmp_path / "details").glob("open-*"))


def test_F16_a_flood_of_refusals_is_counted_and_not_written(
    writer: DetailWriter, tmp_path: Path, counts: Counter[str]
) -> None:
    for _ in range(5000):
        writer.refuse(ended())
    wait_for(lambda: told(tmp_path))
    assert counts["refusals_without_detail"] >= 5000 - 5 * MOST_REFUSALS_A_SECOND


def test_a_disk_that_refuses_for_a_while_loses_nothing(
    writer: DetailWriter, tmp_path: Path, counts: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(call_detail, "write_durably", full)
        broken.setattr(call_detail, "RETRY_S", 0.01)
        detail = ended()
        writer.end(detail)
        wait_for(lambda: counts["details_not_written"] > 1)
    assert wait_for(lambda: told(tmp_path)) == [detail]


def test_F2_what_a_killed_recorder_left_has_failed_and_is_never_missing(tmp_path: Path) -> None:
    call_id = new_call_id()
    code = (
        "import time\nfrom collections import Counter\nfrom datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from recorder.call_detail import DetailWriter\n"
        f"DetailWriter(Path({str(tmp_path)!r}), Counter()).begin({call_id!r}, 'ab', datetime.now(UTC))\n"
        "time.sleep(60)\n"
    )
    recorder = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    wait_for(lambda: first_forms(tmp_path))
    assert salvage_details(tmp_path) == 0, "a living recorder's calls are its own"
    os.kill(recorder.pid, signal.SIGKILL)
    recorder.wait()
    assert salvage_details(tmp_path) == 1
    (detail,) = told(tmp_path)
    assert (detail.call_id, detail.outcome, detail.reason) == (call_id, CallOutcome.FAILED, "recorder_died")
    assert salvage_details(tmp_path) == 0


def left_by_a_dead_recorder(spool_dir: Path, *details: CallDetail) -> None:
    folder = spool_dir / "details" / "open-0123"
    folder.mkdir(parents=True)
    (folder / "1.json").write_bytes(call_detail._json(details))


def test_a_call_that_was_handed_over_before_its_recorder_died_was_recorded(tmp_path: Path) -> None:
    consent = ConsentDecision(Outcome.RECORDED, notice_played=True)
    call = Call(new_call_id(), Source.SIPREC, NOON, (Channel.CALLER,), consent, 700, "agent-7", "sales")
    sealed = SealedCall(tmp_path, PublicWrap(PrivateWrap(new_private_json()).public_json()), call, payload="pcm")
    sealed.append(b"\0" * 320, final=True)
    sealed.finish(call, captured_at=NOON)
    left_by_a_dead_recorder(tmp_path, call_detail.died_with_recorder(call.call_id, "ab", NOON))
    salvage_details(tmp_path)
    (detail,) = told(tmp_path)
    assert (detail.outcome, detail.captured_ms, detail.queue) == (CallOutcome.RECORDED, 700, "sales")


def test_a_call_that_was_told_already_is_not_told_again(tmp_path: Path, writer: DetailWriter) -> None:
    detail = ended()
    writer.end(detail)
    wait_for(lambda: told(tmp_path))
    left_by_a_dead_recorder(tmp_path, call_detail.died_with_recorder(detail.call_id, "ab", NOON))
    assert salvage_details(tmp_path) == 0
    assert told(tmp_path) == [detail]


def test_a_damaged_batch_keeps_no_other_waiting_and_stays(tmp_path: Path, writer: DetailWriter) -> None:
    detail = ended()
    writer.end(detail)
    wait_for(lambda: told(tmp_path))
    for name, content in (("a", b"{"), ("b", b"[1]"), ("c", b'[{"call_id": "../../etc"}]')):
        (tmp_path / "details" / f"{name}.json").write_bytes(content)
    assert told(tmp_path) == [detail]


def test_F14_forgetting_a_batch_touches_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "details").mkdir()
    precious = tmp_path / "precious.json"
    precious.touch()
    forget_detail_batch(tmp_path, "../precious.json")
    assert precious.exists()
