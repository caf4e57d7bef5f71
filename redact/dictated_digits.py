"""Digits dictated one by one: "4" – "next one" – "8" – "and then" – "oh".

Whoever says nothing but a digit or two, turn for turn, while the other only asks for the next, dictates something that
the other types: a one-time code, a PIN, a number on a card. Nobody need say which.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from calls.call import Channel
from calls.finding import KEPT_IN_ARCHIVE, Finding, Kind
from calls.transcript import Turn
from redact.cues import Innocent
from redact.dialogue_context import BACK_CHANNEL, DialogueContext, ReadTurn, read_turns
from redact.number_words import FILLERS, NUMERALS, TEENS, TENS, UNITS, ZEROS
from redact.rule_book import NUMBER_RULES
from redact.word_set import word_set

DICTATED = "dictated digit by digit"
_FEWEST_TURNS = 3
_MOST_DIGITS_IN_A_TURN = 3
_PROMPT = BACK_CHANNEL | word_set(
    "go on one another two three four more first second third fourth fifth sixth last final to left what's what after "
    "digit digits keep going i'm with you as well there's should be"
)
"""What somebody says who only waits for the next digit."""
_AROUND = FILLERS | word_set("and yes yeah then it's its next first second third last is a the")
_VALUES = {word: value for table in (UNITS, TEENS, TENS, ZEROS) for word, value in table.items()}


class DictatedDigitDetector:
    name = "dictated digits"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        rows = [row for channel in (Channel.CALLER, Channel.AGENT) for row in _rows(reads, channel)]
        if not rows:
            return ()
        context = DialogueContext(reads)
        return [finding for row in rows for finding in _findings_of(row, context)]


def _rows(reads: Sequence[ReadTurn], channel: Channel) -> Iterator[tuple[ReadTurn, ...]]:
    """Turns of nothing but digits of one speaker, with nothing but prompts of the other between them."""
    held: list[ReadTurn] = []
    for read in reads:
        is_own = read.turn.channel is channel
        if is_own and _is_dictated(read):
            held.append(read)
        elif is_own or not _is_prompt(read):
            if len(held) >= _FEWEST_TURNS:
                yield tuple(held)
            held = []
    if len(held) >= _FEWEST_TURNS:
        yield tuple(held)


def _is_dictated(read: ReadTurn) -> bool:
    words = [atom for atom in read.atoms if atom.raw.isalnum()]
    digits = sum(len(atom.raw) if atom.raw.isdigit() else atom.low in NUMERALS for atom in words)
    is_plain = all(atom.raw.isdigit() or atom.low in NUMERALS or atom.low in _AROUND for atom in words)
    return is_plain and 1 <= digits <= _MOST_DIGITS_IN_A_TURN and not any(atom.raw in "$£€%:" for atom in read.atoms)


def _is_prompt(read: ReadTurn) -> bool:
    """Also a digit read back."""
    words = [atom for atom in read.atoms if atom.raw[0].isalnum()]
    return all(atom.low in _PROMPT or atom.raw.isdigit() or atom.low in NUMERALS for atom in words)


def _findings_of(row: Sequence[ReadTurn], context: DialogueContext) -> Iterator[Finding]:
    first = row[0]
    expected = context.expected_at(first.index, 0, len(first.atoms))
    topics = (*expected.inline, *expected.armed)
    if isinstance(next(iter(expected.just_asked), None), Innocent) or _is_counting(row):
        return
    kind = next((Kind(topic) for topic in topics if topic in NUMBER_RULES), Kind.CREDENTIAL)
    if kind in KEPT_IN_ARCHIVE:
        return
    for read in row:
        inside = [atom for atom in read.atoms if atom.raw.isdigit() or atom.low in NUMERALS]
        start, end = inside[0].start, inside[-1].end
        yield Finding(kind, read.index, start, end, 0.9, DictatedDigitDetector.name, DICTATED)


def _is_counting(row: Sequence[ReadTurn]) -> bool:
    """ "One" – "yes" – "two" – "yes" – "three"."""
    values = [
        int(atom.raw) if atom.raw.isdigit() else _VALUES.get(atom.low, 0)
        for read in row
        for atom in read.atoms
        if atom.raw.isdigit() or atom.low in _VALUES
    ]
    return all(after - before == 1 for before, after in pairwise(values))
