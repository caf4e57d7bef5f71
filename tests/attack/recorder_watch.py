"""What a recorder's process holds, looked at again and again, and what the recorder tells of its calls meanwhile."""

import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from calls.call_detail import CallOutcome
from calls.errors import HushtapeError
from calls.recording_rules import RecordingRules
from pipeline.recording_rules_file import RulesWriter
from tests.recorder.telephone_lab import LoggedProcess, TelephoneLab

EXPECTED = frozenset({CallOutcome.RECORDED, CallOutcome.OBJECTED})


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the process."""

    resident_mib: float
    descriptors: int
    sockets: int
    calls_up: int


class RecorderDied(Exception):
    """What a soak is looking for."""


class RecorderWatch:
    """Stands in for the housekeeping, too: keeps the rules fresh, and the disk free of what was captured."""

    def __init__(self, lab: TelephoneLab, recorder: LoggedProcess) -> None:
        self._lab, self._recorder = lab, recorder
        self._rules = RulesWriter(lab.rules_file, lab.key, lambda: RecordingRules(datetime.now(UTC)))
        self._looking = threading.Lock()
        self.samples: list[Sample] = []
        self.captured = 0
        self.outcomes: Counter[CallOutcome] = Counter()
        """By the recorder's own call details."""
        self.reasons: Counter[str] = Counter()
        """Of those that were not recorded, objectors apart."""

    def look(self) -> Sample:
        """Raises RecorderDied."""
        if self._recorder.poll() is not None:
            last = self._recorder.log().splitlines()[-3:]
            raise RecorderDied(f"the recorder ended {self._recorder.returncode}: {last}")
        self._rules.refresh()
        with self._looking:  # two looks at once would count the same calls twice
            self._take_what_was_told()
        process = Path(f"/proc/{self._recorder.pid}")
        status = (process / "status").read_text().splitlines()
        resident_kib = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        links = [_target_of(path) for path in (process / "fd").iterdir()]
        sockets = sum(link.startswith("socket:") for link in links)
        self.samples.append(Sample(resident_kib / 1024, len(links), sockets, self.calls_up()))
        return self.samples[-1]

    def quarters(self) -> list[Sample]:
        """Medians of each quarter of the samples, by time."""
        size = max(1, len(self.samples) // 4)
        return [_median(self.samples[at : at + size]) for at in range(0, 4 * size, size)]

    def calls_up(self) -> int:
        """By the recorder's list of live calls. AssertionError when it does not answer within half a minute."""
        until_s = time.monotonic() + 30
        while time.monotonic() < until_s:
            try:
                return len(self._lab.live.list())
            except HushtapeError:  # too busy to answer in time
                continue
        raise AssertionError("the recorder does not say which calls are up")

    def _take_what_was_told(self) -> None:
        """Details first: whatever one tells of as recorded was handed over before."""
        for name, batch in self._lab.spool.detail_batches():
            self.outcomes.update(detail.outcome for detail in batch)
            self.reasons.update(str(detail.reason) for detail in batch if detail.outcome not in EXPECTED)
            self._lab.spool.forget_detail_batch(name)
        for captured in self._lab.spool.waiting():
            self._lab.spool.destroy(captured.call_id)
            self.captured += 1
        for ending in self._lab.spool.endings():
            self._lab.spool.forget_ending(ending.call_id)


def _median(samples: list[Sample]) -> Sample:
    return Sample(
        statistics.median(sample.resident_mib for sample in samples),
        *(
            round(statistics.median(getattr(sample, name) for sample in samples))
            for name in ("descriptors", "sockets", "calls_up")
        ),
    )


def _target_of(path: Path) -> str:
    try:
        return str(path.readlink())
    except FileNotFoundError:  # closed meanwhile
        return ""
