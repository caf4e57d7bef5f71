"""Puts heard words on the call's clock: aligned where the alignment succeeds, by attention where it does not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from calls.ports.transcribers import Heed, unheeded
from calls.transcript import TimeSource, Word
from transcribe.chunk import Chunk, Placed
from transcribe.speech_engine import Heard, HeardWord
from transcribe.spoken_words import NUMBER_WORDS
from transcribe.voice_activity import SpeechSpan
from transcribe.word_timing import Piece, WordAligner

SPLIT_AT_PAUSE_MS = 700
"""Whisper runs the answers of several turns into one number ("1128-739"); a pause like this parts them again."""
SHORTEST_WORD_MS = 10
ALIGNED_LANGUAGES = frozenset({"en"})
"""pocketsphinx comes with an acoustic model of English. What it places in another language is trusted no more than the
recogniser's attention, and hidden with as much room."""
DOUBTFUL_MS = 400
"""Right alignments overlap the attention's interval for every word; wrong ones lie seconds away (measured)."""
CLEARLY_INSIDE_MS = 150
"""Attention's intervals reach over the pause before a word; so much of one inside two spans leaves open which it is."""
SILENCE_IN_NUMBER_MS = 300
"""A shorter silence between two digits is often sound that noise hides."""
HISS_MS = 100
"""A telephone line cuts off most of the hiss that ends "six", so that silence seems to begin early: by 90 ms on average
(three voices)."""
_HISSES = re.compile(r"(?:6|six)\W*$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def align_words(heard: Heard, chunk: Chunk, aligner: WordAligner, heed: Heed = unheeded) -> list[Word] | None:
    """Words of one chunk on the call's clock (ms), by forced alignment; `heed` is asked before it.

    None where the alignment fails, or contradicts the attention: forced to place words that were not said, or to do
    without a sentence that was, it shifts all others by seconds.
    """
    heed()
    pieces = aligner.align([word.text for word in heard.words], chunk.samples)
    if pieces is None:
        return None
    placed = {number: list(group) for number, group in groupby(pieces, key=lambda piece: piece.word)}
    if heard.has_attention_times and any(
        _apart_ms(heard.words[number], group) > DOUBTFUL_MS for number, group in placed.items()
    ):
        return None
    source = TimeSource.ALIGNED if heard.spoken_as in ALIGNED_LANGUAGES else TimeSource.ATTENTION
    return [
        timed
        for number, word in enumerate(heard.words)
        for timed in (_aligned(word, placed[number], chunk, source) if number in placed else [_silent(word, chunk)])
    ]


def align_by_span(
    heard: Heard, chunk: Chunk, aligner: WordAligner, heed: Heed = unheeded
) -> tuple[list[Word], list[SpeechSpan]]:
    """Where a chunk cannot be aligned as a whole: its spans one by one with the words that attention puts there.

    Spans that share a word, which attention hears well inside both, stay together. The words that alignment and
    attention agree on, and the spans to be heard again: those whose words they do not, and those with numbers in them,
    for by themselves more numbers are written whole. A span without a word is in neither.
    """
    if not heard.has_attention_times:
        return [], [placed.span for placed in chunk.placed]
    words: list[Word] = []
    doubtful: list[SpeechSpan] = []
    spans_of = [_spans_of(word, chunk) for word in heard.words]
    for first, last in _together(spans_of, len(chunk.placed)):
        said = [word for word, spans in zip(heard.words, spans_of, strict=True) if first <= spans[0] <= last]
        is_tried = last - first + 1 < len(chunk.placed) and not any(_is_number(word.text) for word in said)
        part = _part_of(heard, said, chunk.placed[first])
        aligned = align_words(part, chunk.part(first, last), aligner, heed) if is_tried else None
        if aligned is None:
            doubtful += [placed.span for placed in chunk.placed[first : last + 1]]
        else:
            words += aligned
    return words, doubtful


def _together(spans_of_words: Iterable[Sequence[int]], n_spans: int) -> Iterator[tuple[int, int]]:
    """First and last number of the spans that words tie to each other, in order; most by itself."""
    tied = {number for spans in spans_of_words for number in range(spans[0], spans[-1])}
    first = 0
    for number in range(n_spans):
        if number not in tied:
            yield first, number
            first = number + 1


def attend_words(heard: Heard, chunk: Chunk) -> list[Word]:
    """Words of one chunk on the call's clock (ms), by the recogniser's attention, or spread evenly without it."""
    source = TimeSource.ATTENTION if heard.has_attention_times else TimeSource.SEGMENT
    return [_by_attention(word, chunk, source) for word in heard.words]


def in_order(words: Sequence[Word], duration_ms: int) -> tuple[Word, ...]:
    """The same words with times that never run backwards, never overlap, never leave the file, and are never empty."""
    last_start = max(0, duration_ms - SHORTEST_WORD_MS)
    ordered: list[Word] = []
    at_ms = 0
    for word in words:
        start_ms = min(max(word.start_ms or 0, at_ms), last_start)
        end_ms = min(max(word.end_ms or 0, start_ms + SHORTEST_WORD_MS), duration_ms)
        ordered.append(replace(word, start_ms=start_ms, end_ms=end_ms))
        at_ms = end_ms
    return tuple(ordered)


def with_whole_digits(words: Sequence[Word]) -> list[Word]:
    """The same words by start, and what silence seems to have cut off the ends of aligned digits given back to them.

    A digit lasts over a short silence until the next one, the hiss of a six goes on; never over the next word.
    """
    return [
        replace(word, end_ms=_whole_end_ms(word, after)) if is_aligned_number(word) else word
        for word, after in zip_longest(words, words[1:])
    ]


def _whole_end_ms(word: Word, after: Word | None) -> int:
    end_ms = word.end_ms or 0
    hissed_ms = end_ms + HISS_MS if _HISSES.search(word.text) else end_ms
    if after is None:
        return hissed_ms
    silence_ms = (after.start_ms or 0) - end_ms
    if is_aligned_number(after) and 0 <= silence_ms <= SILENCE_IN_NUMBER_MS:
        return end_ms + silence_ms
    return min(hissed_ms, end_ms + max(0, silence_ms))


def is_aligned_number(word: Word) -> bool:
    """Whether digits, or the words for them, were placed by forced alignment."""
    return word.time_source is TimeSource.ALIGNED and _is_number(word.text)


def _spans_of(word: HeardWord, chunk: Chunk) -> list[int]:
    """The number of the span in which attention hears the word; two where it lies well in both."""
    inside_ms = [min(word.end_ms, placed.end_ms) - max(word.start_ms, placed.at_ms) for placed in chunk.placed]
    nearest = max(range(len(inside_ms)), key=lambda number: inside_ms[number])
    return [number for number, ms in enumerate(inside_ms) if number == nearest or ms > CLEARLY_INSIDE_MS]


def _is_number(text: str) -> bool:
    """Whether digits or the words for them are in it."""
    return any(map(str.isdecimal, text)) or not NUMBER_WORDS.isdisjoint(_LETTERS.findall(text.lower()))


def _part_of(heard: Heard, words: Sequence[HeardWord], placed: Placed) -> Heard:
    """What was heard in a part that begins with the span `placed`, on the part's clock."""
    shifted = [
        replace(word, start_ms=word.start_ms - placed.at_ms, end_ms=word.end_ms - placed.at_ms) for word in words
    ]
    return replace(heard, words=tuple(shifted))


def _by_attention(word: HeardWord, chunk: Chunk, source: TimeSource) -> Word:
    start_ms, _ = chunk.on_call_clock(word.start_ms, word.start_ms + SHORTEST_WORD_MS)
    _, end_ms = chunk.on_call_clock(word.end_ms - SHORTEST_WORD_MS, word.end_ms)
    return Word(word.text, start_ms, max(start_ms, end_ms), word.confidence, source)


def _apart_ms(word: HeardWord, pieces: Sequence[Piece]) -> int:
    """Silence between a word's aligned and its attention interval, in ms; negative where they overlap.

    Attention hears what is written: further digits do not count.
    """
    written = [piece for piece in pieces if not piece.is_extra] or pieces
    return max(written[0].start_ms - word.end_ms, word.start_ms - written[-1].end_ms)


def _silent(word: HeardWord, chunk: Chunk) -> Word:
    """A word without sound of its own ("$") stands where attention puts it."""
    return _by_attention(word, chunk, TimeSource.SEGMENT)


def _aligned(word: HeardWord, pieces: Sequence[Piece], chunk: Chunk, source: TimeSource) -> Iterator[Word]:
    """The word, or its parts where the speaker paused inside it."""
    times = [chunk.on_call_clock(piece.start_ms, piece.end_ms) for piece in pieces]
    parts = [(0, 0), *_cuts(pieces, times)]
    for (first, at), (after, end) in zip_longest(parts, parts[1:], fillvalue=(len(pieces), None)):
        text = word.text[at:end]
        text = text.rstrip("-–") or text
        yield Word(text, times[first][0], times[after - 1][1], word.confidence, source)


def _cuts(pieces: Sequence[Piece], times: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """After each pause: the number of the first piece, and the first character that it or a later one is written as.

    They differ where the first digit after the pause was left out in writing.
    """
    cut_at = 0
    for number in range(1, len(pieces)):
        written = [piece.at for piece in pieces[number:] if piece.at > pieces[number - 1].at]
        is_pause = times[number][0] - times[number - 1][1] >= SPLIT_AT_PAUSE_MS
        if is_pause and written and written[0] > cut_at:
            cut_at = written[0]
            yield number, cut_at
