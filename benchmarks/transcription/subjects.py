"""Who is compared: each as a command of its own on the same call, the same weights, the same number of threads."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.transcription.heard_by import Parts, Texts, base_weights
from benchmarks.transcription.long_call import PARTIES, LongCall
from benchmarks.transcription.measure import Cost, measure
from benchmarks.transcription.peers_tools import ggml_model, openai_checkpoint, peers_tools
from benchmarks.transcription.word_errors import WordErrors, mean_errors, spread, word_errors


@dataclass(frozen=True, slots=True)
class Result:
    cost: Cost
    errors: WordErrors
    errors_digits_apart: WordErrors
    n_words: int
    """How many words were written."""
    parts: Parts
    """Processor seconds of its parts, where it tells them."""
    spread: tuple[float, float] | None = None
    """How far its runs' error rates lie apart, as they come and with digits apart; None: there was one run."""


def run_hushtape(call: LongCall, threads: int, folder: Path) -> Result:
    """The transcribe step of the pipeline on the stereo file, word times aligned."""
    return _heard_by("hushtape", [call.stereo], call, threads, folder)


def run_faster_whisper(call: LongCall, threads: int, folder: Path) -> Result:
    return _heard_by("faster-whisper", list(call.mono.values()), call, threads, folder)


def run_openai_whisper(call: LongCall, threads: int, folder: Path) -> Result:
    command = [sys.executable, "-m", "whisper", *map(str, call.mono.values())]
    command += ["--model", str(openai_checkpoint(base_weights())), "--device", "cpu", "--fp16", "False"]
    command += ["--threads", str(threads), "--output_format", "json", "--output_dir", str(folder), "--verbose", "False"]
    return _by_command(command, call, threads, folder)


def run_whisper_ctranslate2(call: LongCall, threads: int, folder: Path) -> Result:
    """Its batched mode, the fastest it has."""
    command = [sys.executable, str(peers_tools() / "bin" / "whisper-ctranslate2"), *map(str, call.mono.values())]
    command += ["--model_directory", str(base_weights().folder), "--device", "cpu", "--compute_type", "int8"]
    command += ["--batched", "True", "--threads", str(threads), "--verbose", "False"]
    command += ["--output_format", "json", "--output_dir", str(folder)]
    return _by_command(command, call, threads, folder)


def run_whisper_cpp(call: LongCall, threads: int, folder: Path) -> Result:
    ggml_model(base_weights())
    return _heard_by("whisper.cpp", list(call.mono.values()), call, threads, folder, {"PYTHONPATH": str(peers_tools())})


def in_turns(names: Sequence[str], call: LongCall, threads: int, turns: int) -> dict[str, Result]:
    """Each in turn, `turns` times: the cheapest run's cost and parts, the most memory, the mean of the word errors.

    On a machine that others use, too, one run may take a third more than another.
    """
    runs: dict[str, list[Result]] = {name: [] for name in names}
    for _ in range(turns):
        for name in names:
            with tempfile.TemporaryDirectory(prefix="hushtape-bench-") as folder:
                runs[name].append(SUBJECTS[name](call, threads, Path(folder)))
    return {name: _summed_up(results) for name, results in runs.items()}


def _summed_up(results: Sequence[Result]) -> Result:
    cheapest = min(results, key=lambda result: result.cost.cpu_s)
    return replace(
        cheapest,
        cost=replace(cheapest.cost, peak_mb=max(result.cost.peak_mb for result in results)),
        errors=mean_errors([result.errors for result in results]),
        errors_digits_apart=mean_errors([result.errors_digits_apart for result in results]),
        spread=None
        if len(results) == 1
        else (
            spread([result.errors.rate for result in results]),
            spread([result.errors_digits_apart.rate for result in results]),
        ),
    )


SUBJECTS: dict[str, Callable[[LongCall, int, Path], Result]] = {
    "hushtape": run_hushtape,
    "faster-whisper": run_faster_whisper,
    "whisper-ctranslate2": run_whisper_ctranslate2,
    "whisper.cpp": run_whisper_cpp,
    "openai-whisper": run_openai_whisper,
}


def _heard_by(
    name: str,
    files: list[Path],
    call: LongCall,
    threads: int,
    folder: Path,
    environment: dict[str, str] | None = None,
) -> Result:
    out = folder / "heard.json"
    command = [sys.executable, "-m", "benchmarks.transcription.heard_by", name, str(out), *map(str, files)]
    cost = measure([*command, "--threads", str(threads)], threads=threads, environment=environment)
    heard = json.loads(out.read_text("utf-8"))
    return _result(call, cost, heard["texts"], heard["parts"])


def _by_command(command: list[str], call: LongCall, threads: int, folder: Path) -> Result:
    tools = peers_tools()
    path = {"PATH": f"{tools / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(tools)}
    cost = measure(command, threads=threads, environment=path)
    texts = {party.value: json.loads((folder / f"{party}.json").read_text("utf-8"))["text"] for party in PARTIES}
    return _result(call, cost, texts, {})


def _result(call: LongCall, cost: Cost, texts: Texts, parts: Parts) -> Result:
    plain, apart = (
        sum(
            (word_errors(call.texts[party], texts[party], digits_apart=apart) for party in PARTIES),
            start=WordErrors(),
        )
        for apart in (False, True)
    )
    return Result(cost, plain, apart, sum(len(text.split()) for text in texts.values()), parts)
