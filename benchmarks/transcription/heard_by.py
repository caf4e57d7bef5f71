"""One engine, one call, one process: `python -m benchmarks.transcription.heard_by NAME OUT.json FILE…`.

Writes the text of each file or channel, and what the parts cost in processor time.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.transcription.long_call import PARTIES, bench_cache
from calls.call import Channel
from calls.whole_numbers import with_whole_numbers
from transcribe.decode import decode_audio
from transcribe.models import WhisperWeights, find_weights
from transcribe.resample import to_model_rate

Texts = dict[str, str]
Parts = dict[str, float]
ENGINE, HEARD_APART = "engine", "heard apart"
"""Parts: the model hearing each chunk of speech once, and again what was left out or could not be placed."""
_MOST_S = 86_400.0


def base_weights() -> WhisperWeights:
    return find_weights("base", cache_dir=bench_cache().parent / "models")


def hushtape(files: Sequence[Path], threads: int) -> tuple[Texts, Parts]:
    """The pipeline's transcribe step on one stereo file; the text is what `hushtape transcribe` writes."""
    from transcribe.faster_whisper_engine import FasterWhisperEngine
    from transcribe.hear_channel import ChannelHearer
    from transcribe.transcribe_call import CallTranscriber
    from transcribe.voice_activity import VoiceActivity
    from transcribe.word_timing import WordAligner

    parts: Counter[str] = Counter()
    engine = FasterWhisperEngine(base_weights(), threads=threads)
    started = time.process_time()
    engine.warm_up()
    parts["loading"] = time.process_time() - started
    for owner, verb, name in (
        (FasterWhisperEngine, "hear", ENGINE),
        (VoiceActivity, "speech", "voice activity"),
        (WordAligner, "align", "alignment"),
    ):
        setattr(owner, verb, _timed(getattr(owner, verb), name, parts))
    ChannelHearer._hear_apart = _told_apart(ChannelHearer._hear_apart, parts)  # type: ignore[method-assign]
    started = time.process_time()
    audio = decode_audio(files[0].read_bytes(), PARTIES, max_duration_s=_MOST_S)
    transcript = CallTranscriber(engine).transcribe(audio)
    parts["all but loading"] = time.process_time() - started
    spoken: dict[Channel, list[str]] = {party: [] for party in PARTIES}
    for turn in transcript.turns:
        spoken[turn.channel].append(with_whole_numbers(turn.text))
    return {party.value: " ".join(lines) for party, lines in spoken.items()}, dict(parts)


def plain_faster_whisper(files: Sequence[Path], threads: int) -> tuple[Texts, Parts]:
    """int8, beam 5, voice activity filter: one file after the other."""
    import faster_whisper

    model = faster_whisper.WhisperModel(
        str(base_weights().folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
    )
    texts = {}
    for file in files:
        segments, _ = model.transcribe(str(file), beam_size=5, vad_filter=True)
        texts[file.stem] = " ".join(segment.text.strip() for segment in segments)
    return texts, {}


def whisper_cpp(files: Sequence[Path], threads: int) -> tuple[Texts, Parts]:
    """float16 weights, beam 5, the rest as whisper.cpp has it: one file after the other."""
    from pywhispercpp.model import Model

    from benchmarks.transcription.peers_tools import ggml_model

    model = Model(
        str(ggml_model(base_weights())),
        params_sampling_strategy=1,
        redirect_whispercpp_logs_to=None,
        n_threads=threads,
        beam_search={"beam_size": 5, "patience": -1.0},
        language="auto",
        print_progress=False,
    )
    texts = {}
    for file in files:
        audio = decode_audio(file.read_bytes(), PARTIES, max_duration_s=_MOST_S)
        samples = to_model_rate(audio.samples[:, 0], audio.rate_hz)
        texts[file.stem] = " ".join(segment.text.strip() for segment in model.transcribe(samples))
    return texts, {}


def _timed(work: Callable[..., Any], name: str, parts: Counter[str]) -> Callable[..., Any]:
    """`work`, whose processor time is added to its part."""

    @wraps(work)
    def timed(*args: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            return work(*args, **options)
        finally:
            parts[name] += time.process_time() - started

    return timed


def _told_apart(work: Callable[..., Any], parts: Counter[str]) -> Callable[..., Any]:
    """`work`, in which what the engine takes is "heard apart", and no part of the engine's hearing everything once."""

    @wraps(work)
    def told(*args: Any, **options: Any) -> Any:
        before = parts[ENGINE]
        try:
            return work(*args, **options)
        finally:
            parts[HEARD_APART] += parts[ENGINE] - before
            parts[ENGINE] = before

    return told


HEARERS = {"hushtape": hushtape, "faster-whisper": plain_faster_whisper, "whisper.cpp": whisper_cpp}


def main() -> None:
    parser = argparse.ArgumentParser(description="One engine, one call.")
    parser.add_argument("hearer", choices=HEARERS)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    wanted = parser.parse_args()
    texts, parts = HEARERS[wanted.hearer](wanted.files, wanted.threads)
    wanted.out.write_text(json.dumps({"texts": texts, "parts": parts}), "utf-8")


if __name__ == "__main__":
    main()
