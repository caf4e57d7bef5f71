"""What recording costs, and whether anything is missing: `make bench-capture`.

In-path calls of two legs, sealed to disk, beside rtpengine's pcap recording of the same streams from the same sender in
the same run; then recording sessions (SIPREC) of two streams, which rtpengine does not take. Sender and subject are
pinned to different cores. Every frame that is sent says which it is, so recordings that are opened afterwards prove
what was captured and when. Exits 1 when a goal was missed.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import fmean

from benchmarks.capture_callers import Parties, RecordingClients
from benchmarks.capture_frames import FRAME_MS, Heard, read_channel
from benchmarks.capture_subjects import Cost, RecorderUnderTest, Rtpengine, has_rtpengine, on_core
from benchmarks.capture_traffic import Sent, Voices
from calls.audio import RawRecording

LEVELS = (1, 10, 50, 100, 200, 300)
SESSIONS = (100,)
SETTLE_S, MEASURE_S = 3.0, 10.0
TURNS = 3
SAMPLED = 24
GOAL_SHARE_A_CALL = 0.0020
"""Of one core, at GOAL_CALLS calls."""
GOAL_CALLS = 100
GOAL_CALLS_A_SECOND = 50
GOAL_MB_A_CALL = 1.0
GOAL_GAP_MS = 20
GOAL_OFFSET_MS = 20
SENDER_CORE, SUBJECT_CORE = 0, 1
HEADER = (
    f"{'kind':>8} {'calls':>5} {'core %':>7} {'% a call':>8} {'rtpengine %':>11} {'ratio':>6} "
    f"{'MB':>6} {'MB a call':>9} {'calls/s':>7} {'opened':>6} {'gap ms':>6} {'lost ms':>7} "
    f"{'drift ms':>8} {'apart ms':>8} {'sender late ms':>14}"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the opened recordings of one level show at their worst."""

    opened: int = 0
    gap_ms: float = 0
    """The longest stretch of a channel that is not as it was sent."""
    lost_ms: float = 0
    """All that one channel lacks."""
    drift_ms: int = 0
    """How far a channel's place on the timeline moved."""
    apart_ms: int = 0
    """How far a call's channels were apart at the same instant."""

    @classmethod
    def worst_of(cls, proofs: "Sequence[Proof]") -> "Proof":
        worst = {each.name: max(getattr(proof, each.name) for proof in proofs) for each in fields(cls)}
        return cls(**worst | {"opened": min(proof.opened for proof in proofs)})


@dataclass(frozen=True, slots=True)
class Run:
    kind: str
    calls: int
    share: float
    memory_mb: float
    idle_mb: float
    calls_a_second: float
    sent: Sent
    proof: Proof = Proof()

    @classmethod
    def of_turns(cls, turns: "Sequence[Run]") -> "Run":
        """The mean share of a core, and whatever else was at its worst."""
        worst = max(turns, key=lambda run: run.memory_mb - run.idle_mb)
        late = max((run.sent for run in turns), key=lambda sent: sent.latest_ms)
        return replace(
            worst,
            share=fmean(run.share for run in turns),
            calls_a_second=min(run.calls_a_second for run in turns),
            sent=late,
            proof=Proof.worst_of([run.proof for run in turns]),
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=_levels, default=list(LEVELS), help="in path; 0 for none")
    parser.add_argument("--sessions", type=_levels, default=list(SESSIONS), help="SIPREC; 0 for none")
    parser.add_argument("--seconds", type=float, default=MEASURE_S)
    parser.add_argument("--without-peer", action="store_true")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    if (os.cpu_count() or 1) < 2:
        sys.exit("two cores are needed: one for the sender, one for what is measured")
    os.sched_setaffinity(0, {SENDER_CORE})
    with_peer = has_rtpengine() and not asked.without_peer
    print(HEADER)
    runs: list[tuple[Run, Run | None]] = []
    for calls in asked.calls:
        runs.append(
            _measure_in_turns(calls, asked.seconds) if with_peer else (_measure_recorder(calls, asked.seconds), None)
        )
        _print_row(*runs[-1])
    for sessions in asked.sessions:
        runs.append((_measure_recorder(sessions, asked.seconds, RecordingClients), None))
        _print_row(*runs[-1])
    if not (with_peer or asked.without_peer):
        print("rtpengine is not installed (apt-get install rtpengine-daemon): no ratio")
    missed = [line for ours, peer in runs for line in _missed(ours, peer)]
    print("\n".join(missed) if missed else "all goals met")
    return 1 if missed else 0


def _levels(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if int(part)]


def _print_row(ours: Run, peer: Run | None) -> None:
    ratio = f"{100 * peer.share:11.1f} {ours.share / peer.share:6.2f}" if peer else f"{'-':>11} {'-':>6}"
    proof = ours.proof
    late_ms = max(ours.sent.latest_ms, peer.sent.latest_ms if peer else 0)
    print(
        f"{ours.kind:>8} {ours.calls:5} {100 * ours.share:7.1f} {100 * ours.share / ours.calls:8.3f} {ratio} "
        f"{ours.memory_mb:6.0f} {_mb_a_call(ours):9.2f} {ours.calls_a_second:7.0f} {proof.opened:6} "
        f"{proof.gap_ms:6.1f} {proof.lost_ms:7.1f} {proof.drift_ms:8} {proof.apart_ms:8} {late_ms:14.1f}",
        flush=True,
    )


def _mb_a_call(run: Run) -> float:
    return (run.memory_mb - run.idle_mb) / run.calls


def _missed(ours: Run, peer: Run | None) -> list[str]:
    proof, missed = ours.proof, []
    if ours.calls == GOAL_CALLS and ours.share / ours.calls > GOAL_SHARE_A_CALL:
        missed.append(f"{100 * ours.share / ours.calls:.3f} % of a core a call, goal {100 * GOAL_SHARE_A_CALL} %")
    if peer and ours.calls >= GOAL_CALLS and ours.share > peer.share:
        missed.append("more CPU than rtpengine")
    if ours.calls >= GOAL_CALLS and ours.calls_a_second < GOAL_CALLS_A_SECOND:
        missed.append(f"{ours.calls_a_second:.0f} calls a second set up, goal {GOAL_CALLS_A_SECOND}")
    if ours.calls >= GOAL_CALLS and _mb_a_call(ours) > GOAL_MB_A_CALL:
        missed.append(f"{_mb_a_call(ours):.2f} MB a call, goal {GOAL_MB_A_CALL}")
    if proof.gap_ms > GOAL_GAP_MS or proof.opened < min(ours.calls, 20):
        missed.append(f"a gap of {proof.gap_ms:.1f} ms in {proof.opened} opened recordings, goal {GOAL_GAP_MS} in 20")
    if max(proof.drift_ms, proof.apart_ms) > GOAL_OFFSET_MS:
        missed.append(f"timeline {proof.drift_ms} ms adrift, channels {proof.apart_ms} ms apart, goal {GOAL_OFFSET_MS}")
    return [f"MISSED at {ours.calls} {ours.kind}: {what}" for what in missed]


def _measure_in_turns(calls: int, seconds: float) -> tuple[Run, Run]:
    """Ours and rtpengine. Where a goal compares them they take turns, for a machine's pace changes in minutes."""
    turns = range(TURNS if calls >= GOAL_CALLS else 1)
    both = [(_measure_recorder(calls, seconds), _measure_rtpengine(calls, seconds)) for _ in turns]
    return Run.of_turns([ours for ours, _ in both]), Run.of_turns([peer for _, peer in both])


def _measure_recorder(calls: int, seconds: float, parties: type[Parties] = Parties) -> Run:
    voices = Voices(2 * calls, SENDER_CORE)
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        with on_core(SUBJECT_CORE):
            subject = RecorderUnderTest(Path(folder), voices, parties)
        try:
            idle_mb = Cost.of(subject.pid).memory_mb
            calls_a_second = subject.set_up(calls)
            time.sleep(SETTLE_S)
            voices.report()
            before = Cost.of(subject.pid)
            time.sleep(seconds)
            after = Cost.of(subject.pid)
            memory_mb = after.memory_mb + subject.ram_mb()
            sent = voices.report()
            subject.hang_up(calls)
            proof = _prove(subject)
        finally:
            voices.close()
            subject.close()
    kind = "sessions" if parties is RecordingClients else "calls"
    return Run(kind, calls, after.share_since(before), memory_mb, idle_mb, calls_a_second, sent, proof)


def _measure_rtpengine(calls: int, seconds: float) -> Run:
    voices = Voices(2 * calls, SENDER_CORE)
    with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
        with on_core(SUBJECT_CORE):
            subject = Rtpengine(Path(folder), voices)
        try:
            idle_mb = Cost.of(subject.pid).memory_mb
            calls_a_second = subject.set_up(calls)
            time.sleep(SETTLE_S)
            voices.report()
            before = Cost.of(subject.pid)
            time.sleep(seconds)
            after = Cost.of(subject.pid)
            sent = voices.report()
        finally:
            voices.close()
            subject.close()
    return Run("calls", calls, after.share_since(before), after.memory_mb, idle_mb, calls_a_second, sent)


def _prove(subject: RecorderUnderTest) -> Proof:
    """Open a sample of what was handed over and read every frame of it."""
    waiting = list(subject.lab.spool.waiting())
    sampled = random.Random(len(waiting)).sample(waiting, min(SAMPLED, len(waiting)))
    heard: list[tuple[Heard, Heard]] = []
    for captured in sampled:
        recording = subject.lab.spool.open(captured.call.call_id)
        assert isinstance(recording, RawRecording)
        assert not captured.call.truncated
        caller, agent = (read_channel(recording.audio.samples[:, channel]) for channel in (0, 1))
        heard.append((caller, agent))
    both = [channel for pair in heard for channel in pair]
    assert all(len(channel.streams) == 1 for channel in both), "a channel holds another party's voice"
    return Proof(
        opened=len(heard),
        gap_ms=max(channel.longest_gap_ms for channel in both),
        lost_ms=max(channel.lost_ms for channel in both),
        drift_ms=max(_moved(channel) for channel in both),
        apart_ms=max(_apart(caller, agent) for caller, agent in heard),
    )


def _moved(channel: Heard) -> int:
    lags_ms = list(channel.lag_ms.values())
    return max(abs(_around(lag_ms - lags_ms[0])) for lag_ms in lags_ms)


def _apart(one: Heard, other: Heard) -> int:
    both = one.lag_ms.keys() & other.lag_ms.keys()
    return max(abs(_around(one.lag_ms[place] - other.lag_ms[place])) for place in both)


def _around(ms: int) -> int:
    """The shorter way around the circle of all frame numbers."""
    half_ms = 32_768 * FRAME_MS
    return (ms + half_ms) % (2 * half_ms) - half_ms


if __name__ == "__main__":
    sys.exit(main())
