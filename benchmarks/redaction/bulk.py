"""`make bench-bulk`: 1,000 conversations by `hushtape redact-text`, a call of an hour by `hushtape redact-audio`.

Both commands run as a user runs them, loading included, each in a process of its own. The calls are made up by seed;
the hour's sound is noise at the level of speech on both channels, so that an echo is looked for behind every mask. The
last line is the masking alone, from findings to sound. Exit 1 below a goal.
"""

import json
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.redaction.spoken_calls import generated_calls
from benchmarks.transcription.measure import Cost, measure
from calls.audio import RawAudio
from calls.call import Channel, new_call_id
from calls.transcript import TimeSource, Transcript, Turn, Word
from redact.transcript_json import transcript_to_json

CONVERSATIONS, SEED = 1000, 7
MINUTES, RATE_HZ = 60, 8000
WORD_MS, PAUSE_MS = 350, 600
LEAST_CHARACTERS_PER_S, MOST_MB, LEAST_TIMES_REAL_TIME = 5000, 500, 500


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hushtape-bulk-") as name:
        folder = Path(name)
        texts, characters = _write_conversations(folder / "conversations.jsonl")
        text = measure([*_HUSHTAPE, "redact-text", "--quiet", str(texts)], threads=1)
        audio, written = _spoken_hour()
        soundfile.write(folder / "call.wav", audio.samples, audio.rate_hz, subtype="PCM_16")
        (folder / "call.json").write_text(json.dumps(transcript_to_json(written, file="call.wav")), encoding="utf-8")
        given = ["--transcript", str(folder / "call.json"), "--out", str(folder / "masked.wav"), "--quiet"]
        sound = measure([*_HUSHTAPE, "redact-audio", str(folder / "call.wav"), *given], threads=1)
    masks, masking_s = _mask(audio, written)
    per_s, times = characters / text.cpu_s, MINUTES * 60 / masking_s
    print(f"redact-text   {CONVERSATIONS:,} conversations: {_told(text)}, {per_s:,.0f} characters a CPU second")
    print(
        f"redact-audio  {MINUTES} minutes, two channels: {_told(sound)}, {MINUTES * 60 / sound.cpu_s:,.0f} x real time"
    )
    print(f"masking alone {masks} masks: {masking_s:.2f} CPU s, {times:,.0f} x real time")
    print(
        f"goals: {LEAST_CHARACTERS_PER_S:,} characters a CPU second, {MOST_MB} MB of text at work, "
        f"masking {LEAST_TIMES_REAL_TIME} x real time"
    )
    met = per_s >= LEAST_CHARACTERS_PER_S and text.peak_mb <= MOST_MB and times >= LEAST_TIMES_REAL_TIME
    return 0 if met else 1


_HUSHTAPE = (sys.executable, "-m", "cli")


def _told(cost: Cost) -> str:
    return f"{cost.cpu_s:.1f} CPU s, {cost.wall_s:.1f} s in all, {cost.peak_mb} MB"


def _write_conversations(file: Path) -> tuple[Path, int]:
    """Returns the file and how many characters are spoken in it."""
    characters = 0
    with file.open("w", encoding="utf-8") as lines:
        for call in generated_calls(CONVERSATIONS, SEED):
            turns = [{"channel": turn.channel.value, "text": turn.text} for turn in call.turns]
            characters += sum(len(turn.text) for turn in call.turns)
            lines.write(json.dumps({"turns": turns}) + "\n")
    return file, characters


def _spoken_hour() -> tuple[RawAudio, Transcript]:
    """Made-up calls one after the other, each word as long as the next, over noise."""
    turns: list[Turn] = []
    at_ms = 0
    for turn in (turn for call in generated_calls(CONVERSATIONS, SEED) for turn in call.turns):
        words = _timed(turn, at_ms)
        end_ms = words[-1].end_ms or 0
        if end_ms > MINUTES * 60_000:
            break
        turns.append(Turn(turn.channel, turn.text, words, at_ms, end_ms))
        at_ms = end_ms + PAUSE_MS
    noise = np.random.default_rng(SEED).normal(0, 1500, (MINUTES * 60 * RATE_HZ, 2)).astype(np.int16)
    written = Transcript(tuple(turns), "en", MINUTES * 60_000, "", "")
    return RawAudio(noise, RATE_HZ, (Channel.CALLER, Channel.AGENT)), written


def _timed(turn: Turn, at_ms: int) -> tuple[Word, ...]:
    starts = count(at_ms, WORD_MS)
    return tuple(
        Word(text, start, start + WORD_MS, 1.0, TimeSource.ALIGNED)
        for text, start in zip(turn.text.split(), starts, strict=False)
    )


def _mask(audio: RawAudio, written: Transcript) -> tuple[int, float]:
    """How many masks, and the CPU seconds from findings to sound."""
    from pipeline.settings import load_settings
    from pipeline.wiring import make_detectors, make_labels
    from redact.find_secrets import find_secrets
    from redact.redact_call import redact_text_and_sound

    findings = find_secrets(written.turns, make_detectors(load_settings()))
    started = time.process_time()
    redacted = redact_text_and_sound(new_call_id(), audio, written, findings, placeholders=make_labels())
    return len(redacted.masks), time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
