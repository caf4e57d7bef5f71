"""F6: nearly full, full, and room again."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from calls.errors import DiskNearlyFull
from recorder import disk_watch
from recorder.disk_watch import LOOK_EVERY_S, DiskWatch
from tests.recorder.telephone_lab import TelephoneLab, result_of, wait_for
from tests.servers import require_or_skip

MIB = 1 << 20


class Disk:
    """Stands for statvfs(3): so many MiB, some of them used, some reserved for root."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, size: int = 10_000, reserved: int = 0) -> None:
        self._size, self._reserved = size, reserved
        self.used = 0
        self.looks = 0
        monkeypatch.setattr(disk_watch.os, "statvfs", self._statvfs)

    def _statvfs(self, folder: Path) -> os.statvfs_result:
        if folder.name == "gone":
            raise FileNotFoundError(2, "gone")
        self.looks += 1
        free = self._size - self.used
        return os.statvfs_result((MIB, MIB, self._size, free, free - self._reserved, 0, 0, 0, 0, 255))


def watch(counts: Counter[str], name: str = "spool") -> DiskWatch:
    return DiskWatch({"spool": Path(f"/{name}")}, full_percent=85, counts=counts)


def test_F6_from_85_percent_on_no_call_is_begun_and_below_83_they_are_again(monkeypatch: pytest.MonkeyPatch) -> None:
    disk, counts = Disk(monkeypatch), Counter[str]()
    disks = watch(counts)
    seen = []
    for second, used in enumerate((8_490, 8_510, 9_990, 8_400, 8_290, 8_600)):
        disk.used = used
        disks.tick(second * LOOK_EVERY_S + 1)
        seen.append(bool(disks.full))
    assert seen == [False, True, True, True, False, True]
    assert counts["disk_nearly_full"] == 2
    with pytest.raises(DiskNearlyFull, match="spool"):
        disks.check()


def test_what_is_reserved_for_root_is_not_room(monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch, reserved=9_950)
    disks = watch(Counter())
    disks.tick(1)
    assert disks.full


def test_a_small_disk_is_full_when_less_than_64_mib_are_free(monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch, size=60)
    disks = watch(Counter())
    disks.tick(1)
    assert disks.full


def test_a_disk_that_cannot_be_looked_at_takes_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    Disk(monkeypatch)
    disks = watch(Counter(), "gone")
    disks.tick(1)
    assert disks.full


def test_a_disk_is_looked_at_once_a_second_however_many_calls_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    disks = watch(Counter())
    for tick in range(1000):
        disks.tick(1 + tick * LOOK_EVERY_S / 100)
        disks.check()
    assert disk.looks == 10


def test_F6_while_a_disk_is_nearly_full_calls_go_through_unrecorded(lab: TelephoneLab) -> None:
    lab.start_recorder(disk_full_percent=1)
    lab.agent()
    assert result_of(lab.caller("--hangup-after", "2"))["as_scripted"]
    assert lab.files_of_calls() == []
    counts = lab.live.counts()[0]
    assert (counts["capture_failed"], counts["disk_nearly_full"]) == (1, len(lab.live.full_disks()))
    assert any("spool" in disk for disk in lab.live.full_disks())


def test_F6_by_policy_new_calls_are_refused_while_a_disk_is_nearly_full(lab: TelephoneLab) -> None:
    lab.start_recorder(disk_full_percent=1, when_disk_full="refuse")
    lab.agent()
    assert result_of(lab.caller("--expect-code", "503"))["as_scripted"]
    assert lab.live.counts()[0]["refused_disk_full"] == 1


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.fixture
def small_spool(lab: TelephoneLab) -> Iterator[Path]:
    """A spool on a disk of its own."""
    lab.spool_dir.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=80m", "none", str(lab.spool_dir)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        require_or_skip("a disk to fill cannot be mounted (only root may)")
    yield lab.spool_dir
    subprocess.run(["umount", "--lazy", str(lab.spool_dir)], check=True)


def test_F5_a_disk_that_fills_up_during_a_call_costs_its_recording_only_and_later_calls_are_recorded_again(
    lab: TelephoneLab, small_spool: Path
) -> None:
    recorder = lab.start_recorder()
    lab.agent("--answer", "--calls", "2")
    caller = lab.caller("--hangup-after", "4")
    lab.the_live_call()
    filler = small_spool / "filler"
    with pytest.raises(OSError, match="No space"):
        fill(filler)
    wait_for(lab.live.full_disks)
    assert result_of(caller)["as_scripted"]
    assert recorder.poll() is None
    counts = wait_for(lambda: (seen := lab.live.counts()[0])["capture_failed"] and seen)
    assert counts.get("failed", 0) == 0
    filler.unlink()
    wait_for(lambda: not lab.live.full_disks())
    assert result_of(lab.caller("--hangup-after", "2.5"))["as_scripted"]
    whole = wait_for(lambda: [each.call for each in lab.spool.waiting() if not each.call.truncated])
    assert lab.spool.open(whole[0].call_id).call_id == whole[0].call_id
