"""A telephone call of any length with its reference text: made once by free synthesisers, kept in the user's cache.

Texts are the hand-written calls of `benchmarks/redaction/tune/`, turns in plain words only, so that what is to be
heard is beyond dispute ("BS8" is not). Each of those calls is spoken by another pair of voices; when all have been,
they begin anew with other pairs. Turns follow each other after a pause; outside its turns a channel is digital silence.
"""

import hashlib
import json
import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import soundfile

from audio_fixtures.g711 import Samples
from audio_fixtures.telephone import RATE_HZ, over_the_line
from audio_fixtures.voices import FLITE_VOICES, speak
from benchmarks.redaction.marked_calls import read_calls
from calls.call import Channel
from calls.transcript import Turn
from transcribe.model_cache import build_folder

PARTIES = (Channel.CALLER, Channel.AGENT)
"""Channel 0 and channel 1."""
_VOICES = (*FLITE_VOICES, "joe")
_TEXTS = Path(__file__).parent.parent / "redaction" / "tune"
_PLAIN = re.compile(r"[A-Za-z ,.?!'-]+")
_SPELLED = re.compile(r"[A-Z]{2}|(?<![\w'])[b-hj-zB-HJ-Z](?![\w'])")
_SEED = 4
_SHORTEST_GAP_MS, _LONGEST_GAP_MS = 250, 900
_FIRST_MS = 500


@dataclass(frozen=True, slots=True)
class LongCall:
    """`stereo` holds caller and agent; `mono` each party alone, as engines without channels are given them."""

    stereo: Path
    mono: dict[Channel, Path]
    texts: dict[Channel, str]
    duration_s: float


def long_call(minutes: float) -> LongCall:
    """A call of `minutes`, from the cache or made now."""
    folder = bench_cache() / f"call-{minutes:g}-{_fingerprint()}"
    if not folder.is_dir():
        build_folder(folder, partial(_make, round(minutes * 60_000)))
    texts = json.loads((folder / "reference.json").read_text("utf-8"))
    return LongCall(
        folder / "call.wav",
        {party: folder / f"{party}.wav" for party in PARTIES},
        {party: texts[party] for party in PARTIES},
        soundfile.info(folder / "call.wav").duration,
    )


def bench_cache() -> Path:
    """Where benchmarks keep what they made or fetched."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "hushtape" / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fingerprint() -> str:
    sources = [*sorted(_TEXTS.glob("*.txt")), Path(__file__)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]


def _make(duration_ms: int, into: Path) -> None:
    spoken: dict[tuple[str, str], Samples] = {}
    both = np.zeros((duration_ms * RATE_HZ // 1000, 2), np.int16)
    texts: dict[Channel, list[str]] = {party: [] for party in PARTIES}
    at = _FIRST_MS * RATE_HZ // 1000
    for gap_ms, voice, turn in _lines(random.Random(_SEED)):
        key = (voice, turn.text)
        if key not in spoken:
            spoken[key] = over_the_line(*speak(voice, turn.text, 1.0))
        at += gap_ms * RATE_HZ // 1000
        if at + len(spoken[key]) > len(both):
            break
        both[at : at + len(spoken[key]), PARTIES.index(turn.channel)] = spoken[key]
        texts[turn.channel].append(turn.text)
        at += len(spoken[key])
    soundfile.write(into / "call.wav", both, RATE_HZ, subtype="PCM_16")
    for number, party in enumerate(PARTIES):
        soundfile.write(into / f"{party}.wav", both[:, number], RATE_HZ, subtype="PCM_16")
    reference = {party: " ".join(lines) for party, lines in texts.items()}
    (into / "reference.json").write_text(json.dumps(reference), "utf-8")


def _lines(rng: random.Random) -> Iterator[tuple[int, str, Turn]]:
    """Endlessly: the pause before a turn in ms, its voice, the turn."""
    conversations = _conversations()
    while True:
        rng.shuffle(conversations)
        for turns in conversations:
            voices = dict(zip(PARTIES, rng.sample(_VOICES, 2), strict=True))
            for turn in turns:
                yield rng.randint(_SHORTEST_GAP_MS, _LONGEST_GAP_MS), voices[turn.channel], turn


def _conversations() -> list[Sequence[Turn]]:
    calls = [call for file in sorted(_TEXTS.glob("*.txt")) for call in read_calls(file)]
    return [[turn for turn in call.turns if _is_plain(turn.text)] for call in calls]


def _is_plain(text: str) -> bool:
    """Only words: no figures, no capitals in a row, no single letters but "a" and "i"."""
    return _PLAIN.fullmatch(text) is not None and _SPELLED.search(text) is None
