"""Dates in words and digits ("the fourteenth of March nineteen eighty two", "April 2027", "nine of thirty one"), hidden
where they are a date of birth or a card's expiry; every other date stays."""

import re
from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.cues import Topic
from redact.dialogue_context import DialogueContext, Expectation, ReadTurn, read_turns
from redact.innocent_numbers import UNITS_AFTER
from redact.number_words import FILLERS, MONTHS, ORDINALS, TEENS, TENS, UNITS, ZEROS
from redact.spoken_forms import Atom
from redact.word_set import word_set

_HIDDEN = (Kind.DATE_OF_BIRTH, Kind.CARD_EXPIRY)
_NUMERALS = frozenset({*UNITS, *TEENS, *TENS, *ZEROS})
_SCALES = frozenset({"hundred", "thousand"})
_BETWEEN = FILLERS | word_set("of the , . - – / ' ’ st nd rd th and slash dash day month year")
_FEWEST_PARTS = 2
_OF_CARDS = (Kind.CARD_NUMBER, Kind.CARD_EXPIRY, Kind.CARD_CVV)
_MONTH_NUMBERS = frozenset(
    {*UNITS, "ten", "eleven", "twelve", *map(str, range(1, 13)), *(f"0{month}" for month in range(1, 10))}
)
_YEAR_TENS = frozenset({"twenty", "thirty", "forty"})
_BIRTH_YEARS = (1910, 2010)
"""Years that a whole date nobody explains is taken for a birthday in; a delivery is later."""
_SLASHED = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])/[3-9]\d")
""" "5/5/55": no delivery and no expiry is so long ago, or so far ahead."""
_OF_SOMEBODY = word_set("she's he's they're i'm she he born")
_LATEST_OF_SOMEBODY = 2099
""" "She's 2-2-2016": behind these any year is a birth's."""
_MOST_WORDS_OF_AN_ANSWER = 8
_DAYS_WITHIN_TURNS = 2
_DAY_ALONE = re.compile(
    r"(?:\w's|\bis|\bwas|\bnot) (?P<day>the (?:\d{1,2}(?:st|nd|rd|th)|(?:twenty[- ]|thirty[- ])?"
    rf"(?:{'|'.join(sorted(ORDINALS))})))(?=\s*[.,?!]|\s*$)",
    re.IGNORECASE,
)
AGE_ON_A_DAY = "how old somebody is on a day"
_TURNS = word_set("turned turns turn turning")
_IS = word_set("be was hit reached")
_SUBJECTS = word_set("i i'll he he'll she she'll they they'll will")
_MOST_AGE_WORDS = 3


class DateDetector:
    name = "dates"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        context = DialogueContext(reads)
        found = [finding for read in reads for finding in _dates_in(read, context)]
        return [*found, *_days_beside(turns, found)]


def _days_beside(turns: Sequence[Turn], found: Sequence[Finding]) -> Iterator[Finding]:
    """ "She's the first", "not the 12th": another day, right after a date of birth."""
    born = {finding.turn for finding in found if finding.kind is Kind.DATE_OF_BIRTH}
    for index in sorted({turn + k for turn in born for k in range(_DAYS_WITHIN_TURNS + 1)}):
        for match in _DAY_ALONE.finditer(turns[index].text) if index < len(turns) else ():
            start, end = match.span("day")
            yield Finding(Kind.DATE_OF_BIRTH, index, start, end, 0.8, DateDetector.name, "a day beside a date of birth")


def _dates_in(read: ReadTurn, context: DialogueContext) -> Iterator[Finding]:
    for first, end in date_phrases(read.atoms):
        age = _age_before(read, first)
        if age is not None:
            for low, high in (age, (first, end)):
                start, stop = read.atoms[low].start, read.atoms[high - 1].end
                yield Finding(Kind.DATE_OF_BIRTH, read.index, start, stop, 0.9, DateDetector.name, AGE_ON_A_DAY)
            continue
        expected = context.expected_at(read.index, first, end)
        is_measured = end < len(read.atoms) and read.atoms[end].low in UNITS_AFTER
        kind = None if is_measured else _kind_of(read, first, end, expected, context.question_before(read.index))
        if kind is not None:
            start, stop = (
                read.atoms[_from_end_of(read.atoms, first)].start,
                read.atoms[_to_year(read.atoms, end) - 1].end,
            )
            yield Finding(kind, read.index, start, stop, 0.9, DateDetector.name, "a date that was asked for")


def _age_before(read: ReadTurn, first: int) -> tuple[int, int] | None:
    """ "I turned forty on the third of May", "he'll be seventy on the ninth": the atoms of the age."""
    atoms = read.atoms
    end = first - 1
    if end < 1 or atoms[end].low != "on":
        return None
    age = end
    while age > 0 and end - age <= _MOST_AGE_WORDS and _is_of_age(atoms[age - 1]):
        age -= 1
    if age == end or age < 2:
        return None
    verb, subject = atoms[age - 1].low, atoms[age - 2].low
    is_age = subject != "it" if verb in _TURNS else verb in _IS and subject in _SUBJECTS
    return (age, end) if is_age else None


def _is_of_age(atom: Atom) -> bool:
    return atom.raw == "-" or atom.low in _NUMERALS or (atom.raw.isdigit() and len(atom.raw) <= 2)


def _from_end_of(atoms: Sequence[Atom], first: int) -> int:
    """ "the end of March 2029"."""
    at = first
    if at > 1 and atoms[at - 1].low == "of" and atoms[at - 2].low in {"end", "beginning", "middle"}:
        at -= 2
        at -= at > 0 and atoms[at - 1].low == "the"
    return at


def _to_year(atoms: Sequence[Atom], end: int) -> int:
    """ "the nineteenth of May last year"."""
    lows = [atom.low for atom in atoms[end : end + 2]]
    return end + 2 if len(lows) > 1 and lows[0] in {"this", "last"} and lows[1] == "year" else end


def _kind_of(read: ReadTurn, first: int, end: int, expected: Expectation, question: Sequence[Topic]) -> Kind | None:
    """What a date is by its nearest cue in the turn, else by the question it answers; a month by name may say more
    beside it."""
    if expected.inline and expected.inline[0] in _HIDDEN:
        return Kind(expected.inline[0])
    has_month = _has_month(read.atoms[first:end])
    if _is_month_of_year(read.atoms[first:end]) and set(_OF_CARDS) & {*expected.inline, *expected.armed}:
        return Kind.CARD_EXPIRY
    if not expected.inline and read.turn.channel is not Channel.AGENT and _is_of_long_ago(read, first, end):
        return Kind.DATE_OF_BIRTH
    asked = next((Kind(topic) for topic in (expected.armed if has_month else question) if topic in _HIDDEN), None)
    if asked is None or (expected.inline and not has_month):
        return None
    return asked if _words_beside(read, first, end) <= _MOST_WORDS_OF_AN_ANSWER else None


def _words_beside(read: ReadTurn, first: int, end: int) -> int:
    """Words of the date's own sentence that are no part of it."""
    atoms = read.atoms
    low = first
    while low > 0 and atoms[low - 1].raw not in ".?!":
        low -= 1
    high = end
    while high < len(atoms) and atoms[high].raw not in ".?!,":
        high += 1
    return sum(1 for k in range(low, high) if not first <= k < end and atoms[k].raw[0].isalpha())


def _is_of_long_ago(read: ReadTurn, first: int, end: int) -> bool:
    """A whole date, day, month and year in digits, of a year in which a caller may have been born."""
    words = {atom.low for atom in read.atoms[first:end]}
    if _has_month(read.atoms[first:end]) and words & {"nineteen", "thousand"}:
        return "twenty" not in words and bool(words & ORDINALS or words & _NUMERALS)
    said = read.turn.text[read.atoms[first].start : read.atoms[end - 1].end]
    if _SLASHED.fullmatch(said):
        return True
    numbers = re.findall(r"\d+", said)
    if len(numbers) < 2 + (not _has_month(read.atoms[first:end])) or len(numbers) > 3:
        return False
    years = [int(number) for number in numbers if len(number) == 4]
    is_of_somebody = first > 0 and read.atoms[first - 1].low in _OF_SOMEBODY
    latest = _LATEST_OF_SOMEBODY if is_of_somebody else _BIRTH_YEARS[1]
    return len(years) == 1 and _BIRTH_YEARS[0] <= years[0] <= latest


def _is_month_of_year(atoms: Sequence[Atom]) -> bool:
    """ "five of thirty", "11 of 28": said of cards alone."""
    lows = [atom.low for atom in atoms]
    if "of" not in lows or lows[0] not in _MONTH_NUMBERS:
        return False
    year = lows[lows.index("of") + 1 :]
    return (
        lows.index("of") == 1
        and bool(year)
        and (year[0] in _YEAR_TENS or re.fullmatch(r"(?:20)?[2-4]\d", year[0]) is not None)
    )


def _has_month(atoms: Sequence[Atom]) -> bool:
    return any(atom.low in MONTHS for atom in atoms)


def date_phrases(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    """Atom ranges of at least two parts of a date: numerals, ordinals and months, with what stands between them."""
    k = 0
    while k < len(atoms):
        if not _is_part(atoms, k):
            k += 1
            continue
        first, end, parts = k, k + 1, 0
        while k < len(atoms) and (_is_part(atoms, k) or atoms[k].low in _BETWEEN):
            if _is_part(atoms, k):
                parts, end = parts + 1, k + 1
            k += 1
        if end < len(atoms) and atoms[end].glued and atoms[end].low in {"st", "nd", "rd", "th"}:
            end += 1
        if parts >= _FEWEST_PARTS:
            yield first - (first > 0 and atoms[first - 1].low == "the"), end


def _is_part(atoms: Sequence[Atom], k: int) -> bool:
    low = atoms[k].low
    if low.isdigit():
        return len(low) <= 8
    return low in _NUMERALS or low in ORDINALS or low in _SCALES or (low in MONTHS and not _is_verb(atoms, k))


def _is_verb(atoms: Sequence[Atom], k: int) -> bool:
    """ "may" and "march" of everyday speech: no number near."""
    near = (*atoms[max(0, k - 3) : k], *atoms[k + 1 : k + 4])
    is_dated = any(atom.low.isdigit() or atom.low in _NUMERALS or atom.low in ORDINALS for atom in near)
    return atoms[k].low in {"may", "mar", "march"} and not is_dated
