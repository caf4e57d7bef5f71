"""`make bench-audio`: is every millisecond of every spoken secret masked, and what else?

Calls are made up by seed and spoken by four synthetic voices over clean, noisy and crosstalking telephone lines; each
goes through the steps of `pipeline.process_call`: written down, searched, masked, looked at again. Then a recogniser in
another setting than the two that took part listens to what was masked. The wordings are the tune split's, so what is
found flatters the rules (`make bench-redact` tells about those); what is told here is the sound.

A secret is whole where nothing of it is bare, neither on its own channel nor, where the line carries it over, on the
other. Presidio alone is the peer: its findings in the same transcript, masked by the same times, not looked at again.

Exits 1 when a goal was missed.
"""

import argparse
import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from benchmarks.redaction.__main__ import FOLDERS, calls_of, cell
from benchmarks.redaction.marked_calls import MarkedCall
from benchmarks.redaction.masked_sound import SecretScore, lost_under_echoes, n_false_masks, score_secrets
from benchmarks.redaction.presidio_alone import PresidioAlone
from benchmarks.redaction.score import Share
from benchmarks.redaction.spoken_calls import generated_calls
from benchmarks.redaction.verbalise import Voice
from benchmarks.redaction.voiced_calls import Line, VoicedCall, voice_call
from calls.audio import RawAudio, RawRecording
from calls.call import new_call_id
from calls.ports.detector import Detector
from calls.ports.transcribers import Transcriber
from calls.redacted import Verdict
from calls.transcript import Transcript
from pipeline.clock import WallClock
from pipeline.model_files import english_model, whisper_weights
from pipeline.settings import load_settings
from pipeline.wiring import make_detectors, make_engines, make_labels
from redact.find_secrets import find_secrets
from redact.look_and_mask import look_and_mask
from redact.merge_findings import merge_findings
from redact.read_again import read_again
from redact.redact_call import redact_call
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.transcribe_call import CallTranscriber

SEED = 4_711
MOST_CALLS = 1000
_WRITTEN = re.compile(r"[A-Z\d]")
MEDIAN_OVER_MS, WORST_OVER_MS = 400, 2000
MOST_WAITING = 0.05
"""Of calls over clean lines, so many may wait for a person."""


@dataclass(frozen=True, slots=True)
class Tools:
    writes: Transcriber
    checks: CallTranscriber
    listens: Transcriber
    detectors: Sequence[Detector]
    peer: Detector


@dataclass(frozen=True, slots=True)
class CallScore:
    call: VoicedCall
    verdict: Verdict
    failed: tuple[str, ...]
    """The checks of the second look for which it waits."""
    secrets: tuple[SecretScore, ...]
    peers: tuple[SecretScore, ...]
    """What Presidio alone would have masked, from the same transcript by the same times."""
    false_masks: int
    """Masks that touch no secret."""
    lost_ms: tuple[int, int]
    """Masked as echoes only; in how much of it the other party speaks."""
    masking_s: float

    @property
    def leaked(self) -> int:
        """Secrets that would be published: of a call in quarantine, none is."""
        return sum(not one.whole for one in self.secrets) if self.verdict is Verdict.CLEAN else 0


def main() -> int:
    arguments = _arguments()
    tools = _tools()
    scores = []
    marked_calls = _made_up(arguments.seed) if arguments.split is None else _of_split(arguments.split, arguments.calls)
    for number, marked in enumerate(islice(marked_calls, arguments.calls)):
        voiced = voice_call(marked, tuple(Line)[number % len(Line)], arguments.seed + number)
        scores.append(_score(voiced, tools))
        _print_progress(number + 1, arguments.calls, scores[-1], errors=arguments.errors)
    return _print_table(scores)


def _made_up(seed: int) -> Iterator[MarkedCall]:
    """Calls with secrets, as people say them; how a recogniser writes them ("$817") is not for voices."""
    for call in generated_calls(MOST_CALLS, seed):
        if not call.is_innocent and not call.name.endswith(Voice.RECOGNISER.value):
            yield call


def _of_split(split: str, count: int) -> Iterator[MarkedCall]:
    """`count` calls of a hand-written split at equal distances, or all that can be said as they stand."""
    sayable = [call for call in calls_of(split, 0, 0) if is_sayable(call)]
    distance = max(1, len(sayable) // count)
    yield from sayable[::distance]


def is_sayable(call: MarkedCall) -> bool:
    """Whether a call has secrets and is written as it is said: in words, without figures or capitals."""
    return not call.is_innocent and not any(_WRITTEN.search(turn.text) for turn in call.turns)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--calls", type=int, default=12, help="how many calls to make up (a minute or so each)")
    parser.add_argument("--seed", type=int, default=SEED, help="other calls, such as the rules have never met")
    parser.add_argument("--split", choices=[*FOLDERS], help="calls by other authors, in place of made-up ones")
    parser.add_argument("--errors", action="store_true", help="tell about every secret that is not whole; all invented")
    return parser.parse_args()


def _tools() -> Tools:
    settings = load_settings()
    writes, checks = make_engines(settings)
    listens = FasterWhisperEngine(
        whisper_weights(settings), compute_type="float32", threads=settings.whisper_threads, beam_size=1
    )
    return Tools(
        CallTranscriber(writes),
        CallTranscriber(checks),
        CallTranscriber(listens),
        make_detectors(settings),
        PresidioAlone(english_model(settings)),
    )


def _score(call: VoicedCall, tools: Tools) -> CallScore:
    raw = RawRecording(new_call_id(), call.audio)
    transcript = tools.writes.transcribe(call.audio)
    findings = read_again(transcript.turns, find_secrets(transcript.turns, tools.detectors), tools.detectors)
    began_s = time.process_time()
    redacted = redact_call(raw, transcript, findings, placeholders=make_labels())
    masking_s = time.process_time() - began_s
    redacted, certificate = look_and_mask(redacted, tools.checks, tools.detectors, clock=WallClock())
    assert redacted.audio is not None
    masked_sound = RawAudio(redacted.audio.samples, redacted.audio.rate_hz, redacted.audio.channels)
    heard = tools.listens.transcribe(masked_sound).turns
    failed = tuple(check.name for check in certificate.checks if not check.passed)
    return CallScore(
        call,
        certificate.verdict,
        failed,
        score_secrets(call, redacted, heard),
        _peers_scores(call, raw, transcript, tools.peer),
        n_false_masks(call, redacted),
        lost_under_echoes(call, redacted),
        masking_s,
    )


def _peers_scores(
    call: VoicedCall, raw: RawRecording, transcript: Transcript, peer: Detector
) -> tuple[SecretScore, ...]:
    masked = redact_call(raw, transcript, merge_findings(transcript.turns, peer.find(transcript.turns)))
    return score_secrets(call, masked, ())


def _print_progress(done: int, of: int, score: CallScore, *, errors: bool) -> None:
    whole = sum(one.whole for one in score.secrets)
    print(
        f"{done}/{of} {score.call.name}: {score.verdict.value}, {whole} of {len(score.secrets)} whole", file=sys.stderr
    )
    if errors and score.failed:
        print(f"  waits for: {', '.join(score.failed)}", file=sys.stderr)
    for one in score.secrets:
        if errors and (one.leaks or not one.whole):
            lasts_ms, heard = one.secret.end_ms - one.secret.start_ms, ", heard again" if one.leaks else ""
            print(
                f"  {one.secret.kind} {one.secret.text!r}: {one.bare_ms} of {lasts_ms} ms bare, on the other channel "
                f"{one.bare_echo_ms}{heard}",
                file=sys.stderr,
            )


def _print_table(scores: Sequence[CallScore]) -> int:
    every = [one for score in scores for one in score.secrets]
    print(
        f"{'line':<10} {'secrets':>7} {'found':>6} {'whole':>6} {'95 % interval':>14} {'heard again':>11} "
        f"{'bare ms, worst':>14} {'Presidio: found, whole':>23}"
    )
    for line in (*Line, None):
        of_line = [score for score in scores if line in (None, score.call.line)]
        if of_line:
            _print_line(line.value if line else "all", of_line)
    over = sorted(one.over_ms for one in every if one.found)
    length_s = sum(score.call.audio.duration_ms for score in scores) / 1000
    print(f"\nmasked beyond a secret: median {statistics.median(over):.0f} ms, 95 % {_at_95(over)} ms")
    echoes_ms, words_ms = (sum(score.lost_ms[k] for score in scores) for k in (0, 1))
    print(
        f"masked on the other channel for echoes: {echoes_ms / 1000:.0f} s, {words_ms / 1000:.1f} s of them its speech"
    )
    print(f"masks that hide no secret: {sum(score.false_masks for score in scores)} in {length_s / 60:.0f} minutes")
    clean = [score for score in scores if score.verdict is Verdict.CLEAN]
    leaked = sum(score.leaked for score in scores)
    print(
        f"calls: {len(clean)} published, {len(scores) - len(clean)} in quarantine, {cell(_waiting(scores))} clean ones"
    )
    print(f"secrets published, whole or in part: {leaked} of {sum(len(score.secrets) for score in clean)}")
    print(f"masking: {length_s / sum(score.masking_s for score in scores):.0f} x real time (CPU)")
    missed = _missed(scores, over, leaked)
    for goal in missed:
        print(f"MISSED: {goal}")
    return 1 if missed else 0


def _print_line(name: str, scores: Sequence[CallScore]) -> None:
    ours = [one for score in scores for one in score.secrets]
    peers = [one for score in scores for one in score.peers]
    whole = Share(sum(one.whole for one in ours), len(ours))
    low, high = whole.interval()
    worst_ms = max((one.bare_ms for one in ours if one.found), default=0)
    print(
        f"{name:<10} {len(ours):>7} {sum(one.found for one in ours):>6} {whole.hits:>6} "
        f"{f'{low:.3f} to {high:.3f}':>14} {sum(one.leaks for one in ours):>11} {worst_ms:>14} "
        f"{sum(one.found for one in peers):>15}, {sum(one.whole for one in peers):>6}"
    )


def _waiting(scores: Sequence[CallScore]) -> Share:
    clean = [score for score in scores if score.call.line is Line.CLEAN]
    return Share(sum(score.verdict is not Verdict.CLEAN for score in clean), len(clean))


def _at_95(over: Sequence[int]) -> int:
    return over[int(len(over) * 0.95)]


def _missed(scores: Sequence[CallScore], over: Sequence[int], leaked: int) -> list[str]:
    every = [one for score in scores for one in score.secrets]
    waiting = _waiting(scores)
    goals = {
        "every millisecond of each secret that was found": all(one.whole for one in every if one.found),
        "every secret found": all(one.found for one in every),
        "nothing heard again": not any(one.leaks for one in every),
        "nothing published": leaked == 0,
        f"median beyond a secret at most {MEDIAN_OVER_MS} ms": statistics.median(over) <= MEDIAN_OVER_MS,
        f"95 % at most {WORST_OVER_MS} ms": _at_95(over) <= WORST_OVER_MS,
        f"at most {MOST_WAITING:.0%} of calls over clean lines wait": waiting.hits <= MOST_WAITING * waiting.total,
    }
    return [goal for goal, reached in goals.items() if not reached]


if __name__ == "__main__":
    sys.exit(main())
