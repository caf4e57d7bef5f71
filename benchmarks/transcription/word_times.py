"""How exact the times of digits are: `make bench-words`.

Four voices say numbers in groups; the synthesiser tells when each phone ends, so the truth is known to the millisecond
(kal16's, whose sound takes less time than told, to about 40).
Each call is heard three times over: as it is, with noise, with lost packets; and once more without forced alignment, so
that the recogniser's own attention times are measured, too. A mask is a word with padding: the table says how much
padding covers 99.5 % of the milliseconds in which digits are spoken.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from audio_fixtures.g711 import Samples, mulaw_decode, mulaw_encode
from audio_fixtures.telephone import RATE_HZ, over_the_line
from audio_fixtures.voices import FLITE_VOICES, Wave, phones, speak
from benchmarks.redaction.verbalise import DIGITS
from benchmarks.transcription.heard_by import base_weights
from calls.audio import RawAudio
from calls.call import Channel
from calls.transcript import Word
from transcribe.faster_whisper_engine import FasterWhisperEngine
from transcribe.transcribe_call import CallTranscriber
from transcribe.word_timing import WordAligner

Stretch = tuple[float, float]
"""Start and end in ms."""
Phone = tuple[str, float]
"""Its name and where it ends, in s."""
Number = Sequence[Stretch]
Heard = tuple[Sequence[Number], Sequence[Word]]
_PHRASES = 8
_GAP_MS = 1500
_SEED = 5
_COVERED = 0.995
_NOISE = 60
"""Root mean square of line noise: about 30 dB below the voice."""
_LOST_PACKETS, _PACKET = 0.02, RATE_HZ // 50
_SAME_S, _LOUD = 0.02, 0.02
_PADDINGS_MS = range(0, 1001, 10)


@dataclass(frozen=True, slots=True)
class Spoken:
    samples: Samples
    numbers: list[list[Stretch]]
    """Each number as its runs of digits without a pause between them; long silence parts the numbers."""


def main() -> None:
    engine = FasterWhisperEngine(base_weights())
    print("times      voice  condition numbers  mean ms  95 % ms padding for 99.5 %")
    for source, transcriber in _transcribers(engine):
        everywhere: list[Heard] = []
        for voice in FLITE_VOICES:
            spoken = _speak_numbers(voice)
            for condition, worsen in CONDITIONS.items():
                audio = RawAudio(worsen(spoken.samples)[:, None], RATE_HZ, (Channel.UNKNOWN,))
                words = [word for turn in transcriber.transcribe(audio).turns for word in turn.words]
                everywhere.append((spoken.numbers, words))
                _print_row(source, voice, condition, [(spoken.numbers, words)])
        _print_row(source, "all", "all", everywhere)


def _transcribers(engine: FasterWhisperEngine) -> Iterator[tuple[str, CallTranscriber]]:
    yield "aligned", CallTranscriber(engine)
    WordAligner.align = lambda *_: None  # type: ignore[method-assign]
    yield "attention", CallTranscriber(engine)


def _with_noise(samples: Samples) -> Samples:
    noisy = samples + np.random.default_rng(_SEED).normal(0, _NOISE, len(samples))
    return mulaw_decode(mulaw_encode(np.clip(np.round(noisy), -32768, 32767).astype(np.int16)))


def _with_losses(samples: Samples) -> Samples:
    """Lost packets of 20 ms are silence."""
    packets = np.pad(samples, (0, -len(samples) % _PACKET)).reshape(-1, _PACKET).copy()
    packets[np.random.default_rng(_SEED).random(len(packets)) < _LOST_PACKETS] = 0
    return packets.reshape(-1)[: len(samples)]


CONDITIONS: dict[str, Callable[[Samples], Samples]] = {
    "mu-law": lambda samples: samples,
    "noise": _with_noise,
    "2 % lost": _with_losses,
}


def _speak_numbers(voice: str) -> Spoken:
    rng = random.Random(_SEED)
    pieces: list[Samples] = []
    numbers: list[list[Stretch]] = []
    at_ms = float(_GAP_MS)
    pieces.append(np.zeros(_GAP_MS * RATE_HZ // 1000, np.int16))
    for _ in range(_PHRASES):
        text = ", ".join(" ".join(rng.choices(DIGITS, k=4)) for _ in range(rng.choice((1, 3, 4))))
        wave, rate_hz = speak(voice, text, 1.0)
        sound = over_the_line(wave, rate_hz, keep_ends=True)
        numbers.append([(at_ms + start, at_ms + end) for start, end in _said(phones(voice, text), wave, rate_hz)])
        pieces += [sound, np.zeros(_GAP_MS * RATE_HZ // 1000, np.int16)]
        at_ms += len(sound) * 1000 / RATE_HZ + _GAP_MS
    return Spoken(np.concatenate(pieces), numbers)


def _said(told: Sequence[Phone], wave: Wave, rate_hz: int) -> list[Stretch]:
    """Stretches between pauses, as told; fitted to the sound from its first loud millisecond to its last where the two
    do not take the same time: what kal16 says is over 10 % sooner than it tells."""
    runs = list(_runs(told))
    if abs(told[-1][1] - len(wave) / rate_hz) <= _SAME_S:
        return runs
    loud = np.flatnonzero(np.abs(wave) > _LOUD * np.abs(wave).max()) * 1000 / rate_hz
    first, last = runs[0][0], runs[-1][1]
    return [(_fit(start, first, last, loud), _fit(end, first, last, loud)) for start, end in runs]


def _fit(told_ms: float, first_ms: float, last_ms: float, loud_ms: NDArray[np.float64]) -> float:
    return float(np.interp(told_ms, (first_ms, last_ms), (loud_ms[0], loud_ms[-1])))


def _runs(told: Sequence[Phone]) -> Iterator[Stretch]:
    """Stretches between pauses."""
    start_s = 0.0
    for is_pause, run in groupby(told, key=lambda phone: phone[0] == "pau"):
        *_, (_, end_s) = run
        if not is_pause:
            yield start_s * 1000, end_s * 1000
        start_s = end_s


def _print_row(source: str, voice: str, condition: str, heard: Sequence[Heard]) -> None:
    errors = [error for numbers, words in heard for number in numbers for error in _errors_ms(number, words)]
    n_numbers = sum(len(numbers) for numbers, _ in heard)
    padding = next((p for p in _PADDINGS_MS if _covered(heard, p) >= _COVERED), None)
    told = f"{padding} ms" if padding is not None else f"over {_PADDINGS_MS[-1]} ms"
    mean, most = np.mean(errors), np.percentile(errors, 95)
    print(f"{source:10} {voice:6} {condition:9} {n_numbers:7} {mean:8.0f} {most:8.0f} {told:>18}", flush=True)


def _errors_ms(number: Number, words: Sequence[Word]) -> list[float]:
    """How far the words over a number begin and end from it; nothing where no word's middle lies in it."""
    start_ms, end_ms = number[0][0], number[-1][1]
    inside = [w for w in words if start_ms <= ((w.start_ms or 0) + (w.end_ms or 0)) / 2 <= end_ms]
    if not inside:
        return []
    return [abs((inside[0].start_ms or 0) - start_ms), abs((inside[-1].end_ms or 0) - end_ms)]


def _covered(heard: Sequence[Heard], padding_ms: int) -> float:
    """The share of the spoken digits' milliseconds that padded words cover."""
    spoken = hidden = 0
    for numbers, words in heard:
        masks = np.zeros(round(numbers[-1][-1][1]) + 1, bool)
        for word in words:
            masks[max(0, (word.start_ms or 0) - padding_ms) : (word.end_ms or 0) + padding_ms] = True
        for start_ms, end_ms in (stretch for number in numbers for stretch in number):
            digits = masks[round(start_ms) : round(end_ms)]
            spoken, hidden = spoken + len(digits), hidden + int(digits.sum())
    return hidden / spoken


if __name__ == "__main__":
    main()
