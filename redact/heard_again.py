"""What the other engine still hears, set against what the redacted text says was said there.

Both engines hear the innocent words around a mask; only what no redacted text accounts for is a leak. A word is
accounted for when the redacted text near it has one that sounds the same.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from calls.finding import Finding, Kind
from calls.redacted import RedactedCall
from calls.transcript import Turn
from redact.confidence_levels import level
from redact.cues import sounds_like
from redact.direct_answers import without_marks
from redact.number_words import FILLERS, NUMERALS, ORDINALS, SPELLING_ALPHABET
from redact.spoken_forms import Run, atoms_of, runs_of
from redact.word_set import word_set

NEAR_MS = 6_000
"""Redacted words this far around what was heard again may account for it: the engines' times differ."""
ALIKE = level("heard_again", "alike")
"""Names are misheard in many ways; two words whose letters agree this far are taken for one, ..."""
FEWEST_ALIKE = 4
"""... of so many letters at least: "John" is not accounted for by "on", nor "Mary" by "may"."""

_SOFT = frozenset({Kind.PERSON, Kind.ADDRESS})
_OF_DIGITS = frozenset({Kind.CARD_NUMBER, Kind.CARD_CVV, Kind.SSN, Kind.ITIN, Kind.PHONE, Kind.BANK_ACCOUNT, Kind.IMEI})
"""Kinds whose values are digits alone; words that stand in them tell nothing. All others may have words as well."""
_FEWEST_LETTERS = 3
"""Of a telling word, and of letters spelled one by one that are more than a code's."""
_UNTELLING = (
    NUMERALS
    | ORDINALS
    | SPELLING_ALPHABET
    | FILLERS
    | word_set(
        "dot at dash hyphen underscore point slash space hash star plus minus hundred thousand capital capitals letter "
        "letters number upper lower case all word as in like for and the that then with"
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"\[[A-Z_]+\]")


@dataclass(frozen=True, slots=True, repr=False)
class Heard:
    """A turn heard again, and the redacted words near it."""

    turn: Turn
    written: str

    def __repr__(self) -> str:
        return f"Heard({self.turn!r})"


def heard_turns(redacted: RedactedCall, turns: Sequence[Turn]) -> tuple[Heard, ...]:
    return tuple(Heard(turn, _written_near(redacted, turn)) for turn in turns if turn.text.strip())


def digits_left(redacted: RedactedCall, heard: Heard) -> tuple[Run, ...]:
    """Runs of digits heard inside a mask of its channel that the redacted text does not account for."""
    written = {run.digits for run in _runs(Turn.of_text(heard.turn.channel, heard.written))}
    return tuple(
        run
        for run in _runs(heard.turn)
        if run.digits not in written and _touches_mask(redacted, heard.turn, run.start, run.end)
    )


def unexplained(heard: Heard, finding: Finding) -> bool:
    """Whether a finding in what was heard is news: for names and addresses, some word of it stands nowhere near in the
    redacted text; for numbers, its digits do not; for what has digits and words ("sunflower 12"), one of the two does
    not; for other secrets, its words in a row do not."""
    text = heard.turn.text[finding.start : finding.end]
    if finding.kind in _SOFT:
        known = re.findall(r"[a-z']+|\d+", heard.written.lower())
        return not all(_is_accounted_for(word, known) for word in re.findall(r"[a-z']+|\d+", text.lower()))
    piece = Turn.of_text(heard.turn.channel, text)
    digits = {run.digits for run in _runs(piece)}
    written = {run.digits for run in _runs(Turn.of_text(heard.turn.channel, heard.written))}
    if digits and finding.kind in _OF_DIGITS:
        return not digits <= written
    if digits:
        return not digits <= written or not _tells_no_more(text, heard.written)
    return not _stand_in_a_row(_words_of(text), _words_of(heard.written))


def _tells_no_more(text: str, written: str) -> bool:
    """Whether each telling word of what was heard stands in the written text, and so do the letters spelled in it."""
    words, known = _WORD.findall(text.lower()), _WORD.findall(written.lower())
    spelled = "".join(word for word in words if len(word) == 1)
    if len(spelled) >= _FEWEST_LETTERS and spelled not in "".join(known):
        return False
    return {word for word in words if len(word) >= _FEWEST_LETTERS} - _UNTELLING <= set(known)


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+(?:'\w+)?", text.lower().replace("’", "'"))


def _stand_in_a_row(words: Sequence[str], written: Sequence[str]) -> bool:
    """As whole words: "rose" is not accounted for by "prose"."""
    return any(written[k : k + len(words)] == words for k in range(len(written) - len(words) + 1))


def _runs(turn: Turn) -> tuple[Run, ...]:
    """Numbers without the marks of times and amounts: in masked sound "7:39" is as telling as "739"."""
    return runs_of(without_marks(atoms_of(turn)))


def _is_accounted_for(word: str, known: Sequence[str]) -> bool:
    return any(
        sounds_like(word, other)
        or (min(len(word), len(other)) >= FEWEST_ALIKE and difflib.SequenceMatcher(None, word, other).ratio() >= ALIKE)
        for other in known
    )


def _written_near(redacted: RedactedCall, heard: Turn) -> str:
    """Redacted words of the same channel near a heard turn, labels left out."""
    start, end = (heard.start_ms or 0) - NEAR_MS, (heard.end_ms or redacted.duration_ms) + NEAR_MS
    words = [
        word.text
        for turn in redacted.turns
        if turn.channel is heard.channel
        for word in turn.words
        if word.masked is None and (word.start_ms or 0) < end and (word.end_ms or 0) > start
    ]
    return _LABEL.sub("", " ".join(words))


def _touches_mask(redacted: RedactedCall, turn: Turn, start: int, end: int) -> bool:
    """Whether characters [start, end) of a heard turn were heard while its channel was masked."""
    words = [turn.words[k] for k in turn.words_in(start, end)]
    starts = [w.start_ms for w in words if w.start_ms is not None] or [turn.start_ms or 0]
    ends = [w.end_ms for w in words if w.end_ms is not None] or [turn.end_ms or redacted.duration_ms]
    return any(
        mask.channel is turn.channel
        and mask.start_ms is not None
        and mask.end_ms is not None
        and mask.start_ms < max(ends)
        and mask.end_ms > min(starts)
        for mask in redacted.masks
    )
