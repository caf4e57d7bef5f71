"""Addresses over several turns: what is given in parts, read back, corrected or completed while one is spoken of.

A question for an address, or an address that stands in the call already, opens the talk; another topic closes it. While
it is open, a stretch of nothing but numbers, letters and names of places is part of the address: "2904 Tanager", "E2,
yeah?", "four oh six", "Penzance". What parts an address has: USPS Publication 28 (sections 21-29), Royal Mail PAF.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.address_pieces import Piece, is_code_word, pieces_of, stretches_of
from redact.company_places import company_turns
from redact.cues import Fragment, Innocent
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.spoken_forms import Atom, Run
from redact.street_words import UNITS
from redact.word_set import word_set

_OPEN_TURNS = 6
"""So many turns that say something keep the talk open without a new sign of it."""
_TOPICS = frozenset({Kind.ADDRESS, Fragment.TOWN})
_PLACED = word_set("in on at near to from by of off")
_BEFORE_TIME = word_set("at by until till around about after before within")
_CHATTER = BACK_CHANNEL | word_set(
    "it it's its is was be that that's this the an my your our and or so well oh at in on to from of for with no not "
    "i i'm we we're live lives you're still now then actually sorry number street house flat apartment unit town city "
    "zip code postcode what's which here there said say says would got have has just really only same again"
)
"""Words around an address that a turn with nothing else in it may hold."""
_SHORTEST_CODE = 3
_MOST_PLACE_WORDS = 4
_LONGEST_HOUSE = 5
_LONGEST_LEAD = 30
_SELF = word_set("i'm we're he's she's they're live lives living stay left you're not number still")
_N = Piece.NUMBER


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Atoms [first, end) and what they are."""

    first: int
    end: int
    pieces: tuple[Piece, ...]
    digits: int

    def has(self, *pieces: Piece) -> bool:
        return any(piece in pieces for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Talk:
    """What is known where a turn begins: whether an address is spoken of, was just asked for, and house numbers."""

    is_open: bool
    is_asked: bool
    houses: frozenset[str]


def addresses_in_talk(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for the parts of addresses that `found` (of every detector) does not hold yet."""
    reads = read_turns(turns)
    given = [finding for finding in found if finding.kind is Kind.ADDRESS]
    evident = {finding.turn for finding in given}
    houses = _house_numbers(turns, given)
    closed = company_turns(reads)
    result: list[Finding] = []
    last, spent, is_asked = -1, _OPEN_TURNS, False
    for read in reads:
        is_of_company = read.index in closed
        is_open = spent < _OPEN_TURNS or bool(evident & {read.index, read.index + 1}) or _speaks_of_address(read)
        if (is_open or houses) and not is_of_company:
            talk = _Talk(is_open=is_open, is_asked=is_asked and spent < _OPEN_TURNS, houses=houses)
            parts = [_finding(read, stretch) for stretch in _parts(read, talk)]
            result.extend(parts)
            if parts and is_open:
                evident.add(read.index)
        topics = [hit.topic for hit in read.cues if isinstance(hit.topic, Kind | Innocent) or hit.topic in _TOPICS]
        opens = read.index in evident or (bool(topics) and topics[-1] in _TOPICS)
        if is_of_company or (topics and not opens and topics[-1] not in _TOPICS):
            spent, is_asked = _OPEN_TURNS, False
        elif opens:
            last, spent, is_asked = read.index, 0, Kind.ADDRESS in topics or read.index in evident or spent == 0
        elif not read.is_transparent:
            spent, is_asked = spent + 1, is_asked and read.index - last <= 1
    return tuple(result)


def _speaks_of_address(read: ReadTurn) -> bool:
    return any(hit.topic is Kind.ADDRESS for hit in read.cues)


def _house_numbers(turns: Sequence[Turn], given: Sequence[Finding]) -> frozenset[str]:
    """The numbers that the addresses of a call begin with."""
    numbers: set[str] = set()
    for finding in given:
        text = turns[finding.turn].text[finding.start : finding.end]
        runs = read_turns([Turn.of_text(turns[finding.turn].channel, text)])[0].runs
        numbers.update(run.digits for run in runs[:1] if run.first_atom <= 1 and 2 <= len(run.digits) <= _LONGEST_HOUSE)
    return frozenset(numbers)


def _parts(read: ReadTurn, talk: _Talk) -> Iterator[_Stretch]:
    atoms = read.atoms
    pieces = pieces_of(atoms)
    innocent = any(isinstance(hit.topic, Innocent) for hit in read.cues)
    for first, end in stretches_of(atoms, pieces):
        stretch = _Stretch(first, end, pieces[first:end], _digits_in(read, first, end))
        if _is_guarded(read, stretch, innocent=innocent):
            continue
        is_whole = _says_nothing_else(read, stretch)
        is_part = talk.is_open and _tells(read, stretch, is_whole=is_whole, is_asked=talk.is_asked)
        if is_part or _is_house_again(read, stretch, talk.houses):
            yield stretch


def _is_house_again(read: ReadTurn, stretch: _Stretch, houses: frozenset[str]) -> bool:
    """A house number of this call with a name behind it, or alone behind "at" or "not"."""
    runs = _runs_within(read, stretch.first, stretch.first + 1)
    run = runs[0] if runs else None
    if run is None or run.first_atom != stretch.first or run.digits not in houses:
        return False
    before = read.atoms[stretch.first - 1].low if stretch.first > 0 else ""
    return stretch.has(Piece.PLACE, Piece.STREET) or (run.end_atom == stretch.end and before in {"at", "not", "number"})


def _digits_in(read: ReadTurn, first: int, end: int) -> int:
    return sum(len(run.digits) for run in _runs_within(read, first, end))


def _runs_within(read: ReadTurn, first: int, end: int) -> Sequence[Run]:
    low = bisect_right(read.runs, first, key=lambda run: run.end_atom)
    high = bisect_left(read.runs, end, key=lambda run: run.first_atom)
    return read.runs[low:high]


def _is_guarded(read: ReadTurn, stretch: _Stretch, *, innocent: bool) -> bool:
    """Whether what stands beside a stretch makes it a price, a time or a measure."""
    atoms = read.atoms
    before = atoms[stretch.first - 1] if stretch.first > 0 else None
    at = stretch.end + (stretch.end < len(atoms) and atoms[stretch.end].raw == "-")
    after = atoms[at] if at < len(atoms) else None
    inside = {atom.low for atom in atoms[stretch.first : stretch.end]}
    numerals = {atom.low for atom, piece in zip(atoms[stretch.first :], stretch.pieces, strict=False) if piece is _N}
    if (
        (numerals == {"one"} and not stretch.has(Piece.PLACE))
        or inside & UNITS_AFTER
        or (before is not None and before.raw in MONEY_BEFORE)
    ):
        return True
    if after is not None and (after.low in UNITS_AFTER - {"k", "room", "rooms"} or after.raw == ":"):
        return True
    if _is_counted(read, stretch):
        return True
    is_bare = not stretch.has(Piece.PLACE, Piece.STREET, Piece.LETTER)
    is_hour = before is not None and before.low in _BEFORE_TIME and stretch.digits <= 2
    return is_bare and (innocent or (is_hour and before is not None and before.low != "at"))


def _is_counted(read: ReadTurn, stretch: _Stretch) -> bool:
    """ "going forty five in a thirty five", "it starts with a nine": an article and a number."""
    is_article = read.atoms[stretch.first].low == "a" and not _is_unit_letter(read, stretch)
    return is_article and stretch.pieces[0] is Piece.LETTER and set(stretch.pieces[1:]) == {_N}


def _says_nothing_else(read: ReadTurn, stretch: _Stretch) -> bool:
    """Whether the sentence around a stretch holds nothing but words that lead to an address."""
    atoms = read.atoms
    low, high = stretch.first, stretch.end
    while low > 0 and not _ends_sentence(read, low - 1):
        low -= 1
        if stretch.first - low > _LONGEST_LEAD or not _leads_to_address(atoms, low):
            return False
    while high < len(atoms) and not _ends_sentence(read, high):
        if high - stretch.end > _LONGEST_LEAD or not _leads_to_address(atoms, high):
            return False
        high += 1
    return True


def _leads_to_address(atoms: Sequence[Atom], k: int) -> bool:
    return not atoms[k].raw.isalnum() or atoms[k].low in _CHATTER or is_code_word(atoms, k)


def _leads(read: ReadTurn, stretch: _Stretch) -> bool:
    """Whether a turn begins with a stretch, or with words that lead to it."""
    before = read.atoms[: stretch.first] if stretch.first <= _LONGEST_LEAD else ()
    is_near = stretch.first <= _LONGEST_LEAD
    return is_near and all(not atom.raw.isalnum() or atom.low in _CHATTER for atom in before)


def _ends_sentence(read: ReadTurn, k: int) -> bool:
    atom = read.atoms[k]
    return atom.raw in ".?!" and (k + 1 == len(read.atoms) or not read.atoms[k + 1].glued)


def _tells(read: ReadTurn, stretch: _Stretch, *, is_whole: bool, is_asked: bool) -> bool:
    """Whether a stretch is a part of an address: a number with a name, a street, a state, a code, or an answer."""
    numbered = stretch.has(Piece.NUMBER)
    named = stretch.has(Piece.PLACE)
    is_code = stretch.has(Piece.LETTER) and numbered and stretch.digits >= 1
    if (numbered and (named or (stretch.has(Piece.STREET) and len(stretch.pieces) > 1))) or is_code:
        return True
    if named and stretch.has(Piece.STREET, Piece.STATE):
        return True
    if is_whole and (stretch.digits >= _SHORTEST_CODE or (numbered and stretch.has(Piece.LETTER, Piece.WORD))):
        return True
    if is_asked and stretch.digits >= _SHORTEST_CODE and _leads(read, stretch):
        return True
    if is_whole and is_asked and (numbered or stretch.has(Piece.STREET, Piece.STATE, Piece.LETTER)):
        return True
    if stretch.has(Piece.STREET) and stretch.has(Piece.LETTER) and _is_unit_letter(read, stretch):
        return True
    if numbered and _is_placed_by_self(read, stretch):
        return True
    names = sum(piece is Piece.PLACE for piece in stretch.pieces)
    is_placed = stretch.first > 0 and read.atoms[stretch.first - 1].low in _PLACED
    return named and names <= _MOST_PLACE_WORDS and ((is_whole and is_asked) or (is_placed and (is_asked or is_whole)))


def _is_unit_letter(read: ReadTurn, stretch: _Stretch) -> bool:
    """ "apartment D", "unit B"."""
    first = next(k for k, piece in enumerate(stretch.pieces) if piece is Piece.LETTER) + stretch.first
    return first > 0 and read.atoms[first - 1].low in UNITS


def _is_placed_by_self(read: ReadTurn, stretch: _Stretch) -> bool:
    """ "I'm in ninety", "we're at 5J", "he left it at 12"."""
    before = [atom.low for atom in read.atoms[max(0, stretch.first - 3) : stretch.first]]
    return bool(before) and before[-1] in {"in", "at"} and bool(_SELF & set(before[:-1]))


def _finding(read: ReadTurn, stretch: _Stretch) -> Finding:
    start, end = read.atoms[stretch.first].start, read.atoms[stretch.end - 1].end
    return Finding(Kind.ADDRESS, read.index, start, end, 0.7, "address talk", "said while an address is spoken of")
