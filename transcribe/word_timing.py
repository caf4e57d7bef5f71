"""When each word was said: forced alignment by pocketsphinx, whose wheel carries its acoustic model.

The only file that imports pocketsphinx. The text is laid out as a graph of everything it may sound like
(`spoken_words`), the decoder finds the best way through it in the sound, and each piece leads back to its word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcribe.digital_silence import near_sound
from transcribe.letter_sounds import sounds_of
from transcribe.resample import MODEL_RATE_HZ, Samples16k
from transcribe.spoken_words import DIGITS, FEWEST_DIGITS_WITH_EXTRAS, digits_of, lattice_of

FRAME_MS = 10
_FRAME_SAMPLES = MODEL_RATE_HZ * FRAME_MS // 1000
_MOST_FRAMES_OF_THE_REST = 3
"""The decoder's frames are longer than they are apart, so that it may make some of what is over."""
_KEPT_SILENCE = 15
"""Frames of digital silence on either side of sound that are searched. More of them move no word."""
EXTRA_DIGIT_WEIGHT = 1e-3
"""How readily a digit is heard that the text lacks; the written ones weigh 1."""
BEAMS = (1e-48, 1e-80)
MOST_STEPS = 300
"""A longer text, as 25 s of digits are, gets the narrow beam alone: digits that the recogniser left out let a wide one
carry the end of a number over the pause into the next. Its spans are then heard and aligned one by one."""
_VARIANT = re.compile(r"\(\d+\)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One pronounced piece of the word number `word`, in ms of the chunk, end exclusive; `at`: its first character.

    `is_extra`: a digit that was heard and is not written.
    """

    word: int
    at: int
    start_ms: int
    end_ms: int
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class _Segment:
    """What the decoder heard from when to when, in ms of the chunk, end exclusive."""

    spoken: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class _Step:
    source: int
    target: int
    spoken: str
    word: int
    at: int
    is_extra: bool = False


class WordAligner:
    """A narrow search beam first, a wide one where that loses the way.

    One search from the text's beginning to its end. pocketsphinx's second one (`bestpath`), over the lattice of what
    the first has found, may end before the text does, and takes twenty times as long where numbers are in it.

    What it learns of unknown words is forgotten with `forget`, so that one call's words do not stay with the next.
    """

    def __init__(self) -> None:
        self._decoders: dict[float, Any] = {}

    def align(self, words: Sequence[str], samples: Samples16k) -> list[Piece] | None:
        """The pieces of every word in `samples` (float32 [n_samples], 16 kHz), in order; None where it fails.

        A word without sound of its own ("—") has no piece.
        """
        steps, n_nodes = _lay_out(words)
        if not any(step.spoken for step in steps):
            return []
        if not len(samples):
            return None
        for beam in BEAMS if len(steps) <= MOST_STEPS else BEAMS[:1]:
            segments = self._decode(self._decoder(beam), steps, n_nodes, samples)
            owners = _owners(steps, [segment.spoken for segment in segments], n_nodes - 1)
            if segments and owners is not None:
                pieces = [
                    Piece(step.word, step.at, segment.start_ms, segment.end_ms, step.is_extra)
                    for step, segment in zip(owners, segments, strict=True)
                ]
                return list(by_pauses(pieces, {number for number, text in enumerate(words) if digits_of(text)}))
        return None

    @property
    def name(self) -> str:
        """With its version; the acoustic model comes in the same wheel."""
        return f"pocketsphinx {version('pocketsphinx')}"

    def forget(self) -> None:
        """Drop the decoders and with them every word they have learnt."""
        self._decoders.clear()

    def _decoder(self, beam: float) -> Any:
        from pocketsphinx import Decoder

        if beam not in self._decoders:
            self._decoders[beam] = Decoder(
                samprate=MODEL_RATE_HZ, lm=None, beam=beam, pbeam=beam, wbeam=beam, bestpath=False, loglevel="FATAL"
            )
        return self._decoders[beam]

    def _decode(self, decoder: Any, steps: Sequence[_Step], n_nodes: int, samples: Samples16k) -> list[_Segment]:
        _learn(decoder, {step.spoken for step in steps})
        transitions = [
            (step.source, step.target, EXTRA_DIGIT_WEIGHT if step.is_extra else 1.0, *filter(None, [step.spoken]))
            for step in steps
        ]
        decoder.add_fsg("chunk", decoder.create_fsg("chunk", 0, n_nodes - 1, transitions))
        decoder.activate_search("chunk")
        kept, begins_ms = _without_long_silences(samples)
        decoder.start_utt()
        decoder.process_raw((kept * 32767).astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        if decoder.hyp() is None:
            return []
        return [
            _Segment(
                _VARIANT.sub("", segment.word),
                int(begins_ms[segment.start_frame]),
                int(begins_ms[segment.end_frame]) + FRAME_MS,
            )
            for segment in decoder.seg()
            if not segment.word.startswith(("<", "[", "(", "+"))
        ]


def _learn(decoder: Any, spoken: set[str]) -> None:
    unknown = sorted(word for word in spoken if word and decoder.lookup_word(word) is None)
    for number, word in enumerate(unknown, start=1):
        decoder.add_word(word, sounds_of(word), number == len(unknown))


def _without_long_silences(samples: Samples16k) -> tuple[Samples16k, NDArray[np.int64]]:
    """The samples without what lies deep in digital silence; where each of their frames began before, in ms."""
    n_frames = len(samples) // _FRAME_SAMPLES
    whole, rest = np.split(samples, [n_frames * _FRAME_SAMPLES])
    frames = whole.reshape(n_frames, _FRAME_SAMPLES)
    is_kept = near_sound(frames, before=_KEPT_SILENCE, after=_KEPT_SILENCE)
    numbers = [*np.flatnonzero(is_kept), *range(n_frames, n_frames + _MOST_FRAMES_OF_THE_REST)]
    return np.concatenate([frames[is_kept].ravel(), rest]), np.array(numbers) * FRAME_MS


def _lay_out(words: Sequence[str]) -> tuple[list[_Step], int]:
    """The lattices of all words end to end: steps, and the number of nodes; node 0 begins, the last one ends.

    Whisper leaves out digits at a number's beginning, too ("297" for "two two nine seven"), and between digits that it
    writes one by one: there, further digits may be heard.
    """
    steps: list[_Step] = []
    start, n_nodes = 0, 1
    in_number = _in_numbers(words)
    for word, text in enumerate(words):
        lattice = lattice_of(text)
        if word in in_number:
            steps += [_Step(start, start, digit, word, 0, is_extra=True) for digit in DIGITS]
        node = {0: start} | {old: n_nodes + old - 1 for old in range(1, lattice.n_nodes)}
        steps += [
            _Step(node[arc.source], node[arc.target], arc.spoken, word, arc.at, arc.is_extra) for arc in lattice.arcs
        ]
        start, n_nodes = node[lattice.end], n_nodes + lattice.n_nodes - 1
    end = n_nodes
    steps.append(_Step(start, end, "", len(words), 0))
    return steps, n_nodes + 1


def _in_numbers(words: Sequence[str]) -> set[int]:
    """The words, by number, that stand for digits in a row of three or more."""
    found: set[int] = set()
    for is_number, row in groupby(range(len(words)), key=lambda word: digits_of(words[word]) > 0):
        numbers = list(row)
        if is_number and sum(digits_of(words[word]) for word in numbers) >= FEWEST_DIGITS_WITH_EXTRAS:
            found.update(numbers)
    return found


def by_pauses(pieces: Sequence[Piece], numbers: set[int]) -> Iterator[Piece]:
    """The same pieces; digits that nobody wrote, between two words that are `numbers`, go to the nearer one.

    They may have been said at the end of the one or at the beginning of the other; the longest pause parts them.
    """
    written = [at for at, piece in enumerate(pieces) if not piece.is_extra]
    yield from pieces[: written[0]] if written else pieces
    for first, last in pairwise([*written, len(pieces)]):
        one = pieces[first]
        yield one
        between = pieces[first + 1 : last]
        if last == len(pieces) or not {one.word, pieces[last].word} <= numbers or one.word == pieces[last].word:
            yield from between
            continue
        other = pieces[last]
        pauses = [after.start_ms - before.end_ms for before, after in pairwise(pieces[first : last + 1])]
        cut = pauses.index(max(pauses))
        yield from (replace(piece, word=one.word, at=one.at) for piece in between[:cut])
        yield from (replace(piece, word=other.word, at=other.at) for piece in between[cut:])


_Way = dict[tuple[int, int], tuple[tuple[int, int], _Step] | None]


def _owners(steps: Sequence[_Step], heard: Sequence[str], end: int) -> list[_Step] | None:
    """The step behind each heard piece: one way through the graph that says exactly `heard`."""
    out: dict[int, list[_Step]] = {}
    for step in steps:
        out.setdefault(step.source, []).append(step)
    way: _Way = {(0, 0): None}
    waiting = [(0, 0)]
    while waiting:
        node, said = state = waiting.pop()
        if node == end and said == len(heard):
            return list(_walk_back(way, state))[::-1]
        for step in out.get(node, ()):
            following = (step.target, said + bool(step.spoken))
            if following not in way and (not step.spoken or heard[said : said + 1] == [step.spoken]):
                way[following] = (state, step)
                waiting.append(following)
    return None


def _walk_back(way: _Way, state: tuple[int, int]) -> Iterator[_Step]:
    while (came := way[state]) is not None:
        state, step = came
        if step.spoken:
            yield step
