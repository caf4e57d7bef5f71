"""Hushtape's transcribe step beside plain Whisper engines: `make bench-transcribe` (SPEECH=20).

Stereo telephone speech, 8 kHz mu-law, synthetic voices; Whisper base, the same weights and threads for all, each in a
process of its own. Processor seconds are of the whole process, loading the model included. Words are compared by
openai-whisper's own normaliser, as it comes and with digits apart ("411 22" for "four one one, two two" is no error).
Hushtape and faster-whisper run in turns, four times each, openai-whisper twice, the others once; of each the cheapest
run counts, for a machine that others use, too, is slower for a minute and faster for the next. A peer draws words by
chance where it is unsure, and so differs from itself: that is told, too, beside what chance may have done.

Hushtape's parts are told apart. "engine" is the model hearing each chunk of speech once, detecting the language
included; "heard apart" is the model again, on speech whose words were left out or could not be placed: what plain
engines do by falling back to other temperatures, and count as their own. Over the bare engine comes everything but
these two, loading and alignment; how much hearing apart adds to hearing once is printed beside it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.transcription.goals import Goal, tell_goals
from benchmarks.transcription.heard_by import ENGINE, HEARD_APART
from benchmarks.transcription.long_call import LongCall, long_call
from benchmarks.transcription.subjects import SUBJECTS, Result, in_turns
from benchmarks.transcription.word_errors import WordErrors, more_errors
from benchmarks.transcription.wordless import WORDLESS, wordless_call

FASTER_THAN = {"faster-whisper": 2.0, "openai-whisper": 6.0}
"""How many times their speed is the goal."""
MOST_MB = 1200
MOST_OVERHEAD = 0.05
GROWS_OVER_MINUTES = (1, 20, 120)
MOST_GROWTH = 1.2
_WORDLESS_S = 120
_IN_TURNS = ("hushtape", "faster-whisper")
_TURNS = 4
_TWICE = ("openai-whisper",)
_ON_REQUEST = ("whisper.cpp",)
"""On two cores it takes longer than the call lasts."""


def main() -> int:
    wanted = _arguments()
    if wanted.growth:
        return _growth(wanted.threads)
    call = long_call(wanted.minutes)
    names = wanted.only or [name for name in SUBJECTS if wanted.all or name not in _ON_REQUEST]
    results = in_turns([name for name in names if name in _IN_TURNS], call, wanted.threads, wanted.turns)
    for name in names:
        if name not in _IN_TURNS:
            results |= in_turns([name], call, wanted.threads, min(wanted.turns, 2) if name in _TWICE else 1)
    _print_table(results, call)
    met = []
    if "hushtape" in results:
        _print_parts(results["hushtape"])
        met += [*_speed_goals(results), *_own_goals(results["hushtape"])]
        if wanted.wordless:
            met += _wordless(wanted.threads)
    return tell_goals(met)


def _growth(threads: int) -> int:
    """What a minute costs, and the memory, as calls grow longer."""
    print(f"{'minutes':>8} {'CPU s a minute':>15} {'peak MB':>8}   (without loading)")
    costs = {}
    for minutes in GROWS_OVER_MINUTES:
        result = in_turns(["hushtape"], long_call(minutes), threads, 1)["hushtape"]
        costs[minutes] = result.parts["all but loading"] / minutes
        print(f"{minutes:8} {costs[minutes]:15.2f} {result.cost.peak_mb:8}", flush=True)
    grown = costs[GROWS_OVER_MINUTES[-1]] / costs[GROWS_OVER_MINUTES[0]]
    shortest, longest = GROWS_OVER_MINUTES[0], GROWS_OVER_MINUTES[-1]
    return tell_goals(
        [
            (
                f"a minute of {longest} costs {grown:.2f} x a minute of {shortest} (at most {MOST_GROWTH:g})",
                grown <= MOST_GROWTH,
            ),
            (
                f"peak memory of {longest} minutes {result.cost.peak_mb} MB (at most {MOST_MB})",
                result.cost.peak_mb <= MOST_MB,
            ),
        ]
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hushtape's transcribe step beside plain Whisper engines.")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--turns", type=int, default=_TURNS, help="runs of Hushtape and faster-whisper each")
    parser.add_argument("--all", action="store_true", help="whisper.cpp as well, which takes longer than the call")
    parser.add_argument("--growth", action="store_true", help="Hushtape alone, from a minute to two hours")
    parser.add_argument("--only", choices=SUBJECTS, action="append")
    parser.add_argument("--no-wordless", dest="wordless", action="store_false")
    return parser.parse_args()


def _print_table(results: dict[str, Result], call: LongCall) -> None:
    print(f"{call.duration_s / 60:g} minutes of stereo telephone speech, Whisper base\n")
    print(f"{'':20} {'real-time factor':>16} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'WER':>7} {'digits apart':>12}")
    for name, result in results.items():
        cost = result.cost
        print(
            f"{name:20} {cost.wall_s / call.duration_s:16.3f} {cost.wall_s:8.1f} {cost.cpu_s:8.1f} {cost.peak_mb:8} "
            f"{result.errors.rate:7.4f} {result.errors_digits_apart.rate:12.4f}"
        )


def _print_parts(ours: Result) -> None:
    print("\nHushtape's CPU seconds by part: " + ", ".join(f"{name} {s:.1f}" for name, s in ours.parts.items()))


def _speed_goals(results: dict[str, Result]) -> list[Goal]:
    ours = results["hushtape"]
    goals = []
    for name, times in FASTER_THAN.items():
        if name in results:
            peer = results[name]
            reached = peer.cost.cpu_s / ours.cost.cpu_s
            without = peer.cost.cpu_s / (ours.cost.cpu_s - ours.parts["alignment"])
            goals.append(
                (
                    f"{times:g} x {name} in CPU seconds: {reached:.2f} x, without alignment {without:.2f} x",
                    reached >= times,
                )
            )
            apart = ours.errors_digits_apart, peer.errors_digits_apart
            as_it_comes, digits_apart = peer.spread or (None, None)
            goals.append(_word_goal(name, "", ours.errors, peer.errors, as_it_comes))
            goals.append(_word_goal(name, ", digits apart", *apart, digits_apart))
    return goals


def _word_goal(name: str, how: str, ours: WordErrors, theirs: WordErrors, peers_own: float | None) -> Goal:
    """Met where ours are no more; the interval and how far the peer's own runs differ say what chance may have done."""
    more, low, high = more_errors(ours, theirs)
    told = f"{more:+.4f} (at most 0), 95 % interval {low:+.4f} to {high:+.4f}"
    told += "" if peers_own is None else f"; its own runs differ by {peers_own:.4f}"
    return f"word errors beside {name}{how}: {told}", more <= 0


def _own_goals(ours: Result) -> list[Goal]:
    parts = ours.parts
    overhead = (parts["all but loading"] - parts["alignment"]) / (parts[ENGINE] + parts[HEARD_APART]) - 1
    apart = parts[HEARD_APART] / parts[ENGINE]
    return [
        (
            f"over the bare engine, without alignment: {overhead:.1%} (at most {MOST_OVERHEAD:.0%}); "
            f"hearing apart adds {apart:.1%} to hearing once",
            overhead <= MOST_OVERHEAD,
        ),
        (f"peak memory {ours.cost.peak_mb} MB (at most {MOST_MB})", ours.cost.peak_mb <= MOST_MB),
    ]


def _wordless(threads: int) -> list[Goal]:
    goals = []
    for name in WORDLESS:
        with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
            call = wordless_call(name, _WORDLESS_S, Path(folder))
            n_words = SUBJECTS["hushtape"](call, threads, Path(folder)).n_words
        goals.append((f"{_WORDLESS_S} s of {name}: {n_words} words", n_words == 0))
    return goals


if __name__ == "__main__":
    sys.exit(main())
