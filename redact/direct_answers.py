"""Numbers read as the digits that were just asked for.

To "Security code?" a recogniser writes "3:42", "$342" or "342%", and "four one two eight" as "for one to eight".
Where a secret number was asked for or announced directly, such marks and homophones are read as the digits they stand
for, and a quantity ("three hundred and forty two") as an answer. Everywhere else prices, times and prepositions stay
what they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from calls.finding import Kind
from redact.cues import CueHit, Innocent
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_atoms
from redact.number_words import DOUBLES, FILLERS, HOMOPHONES, JOINERS, TEENS, TENS, UNITS, ZEROS
from redact.spoken_forms import Atom
from redact.word_set import word_set

_ALWAYS_DIRECT = frozenset({Kind.CARD_CVV, Kind.CARD_EXPIRY, Kind.SSN, Kind.ITIN, Kind.IBAN})
_DIRECT_BY_WORD = frozenset({Kind.CARD_NUMBER, Kind.BANK_ACCOUNT, Kind.CREDENTIAL})
"""Spoken of in many ways ("put it on my card"); direct only with one of these words."""
_DIRECT_WORDS = word_set("number numbers digit digits code routing pin otp passcode iban long")
_FEWEST_DIGITS_OF_LOOSE = 8
"""After a card that was merely spoken of, an amount has fewer digits than this and a card number more."""
_FARTHEST_TURN = 24
_MOST_TURNS_BETWEEN = 2
_MOST_WORDS_AFTER_CUE = 8
_MOST_WORDS_OF_AN_ANSWER = 8
_NUMBER_WORDS = frozenset({*UNITS, *TEENS, *TENS, *ZEROS, *DOUBLES})
_BEFORE_TIME_OR_PRICE = word_set("at around about until till by after before from cost costs paid pay over under")


def read_answers(reads: Sequence[ReadTurn]) -> tuple[ReadTurn, ...]:
    """The same turns, those that answer a direct question for a secret number (or announce one) read as answers."""
    return tuple(_read_answer(reads, read) for read in reads)


def without_marks(atoms: Sequence[Atom], first: int = 0) -> tuple[Atom, ...]:
    """Atoms from `first` on without the marks that make a time, an amount or a share of digits."""
    return tuple(atom for k, atom in enumerate(atoms) if k < first or not _is_mark(atoms, k))


def _read_answer(reads: Sequence[ReadTurn], read: ReadTurn) -> ReadTurn:
    is_answer = read.words_beside_runs <= _MOST_WORDS_OF_AN_ANSWER and not any(
        isinstance(hit.topic, Innocent) for hit in read.cues
    )
    asked = _asked_before(reads, read) if is_answer else ()
    first = 0 if asked else _announced_from(read)
    if first is None or _tells_time_or_price(read.atoms, first):
        return read
    hits = asked or tuple((read, hit) for hit in read.cues)
    kinds = frozenset(Kind(hit.topic) for asking, hit in hits if _is_direct(asking, hit))
    if not kinds and sum(len(atom.raw) for atom in read.atoms if atom.raw.isdigit()) < _FEWEST_DIGITS_OF_LOOSE:
        return read
    atoms = without_marks(read.atoms, first)
    again = read_atoms(read.index, read.turn, _with_homophones(atoms, first) if kinds else atoms)
    return replace(again, answers=kinds)


def _asked_before(reads: Sequence[ReadTurn], read: ReadTurn) -> tuple[tuple[ReadTurn, CueHit], ...]:
    """The cues of the open question or announcement that a turn answers; none when another number came between."""
    between, has_runs = 0, False
    for index in range(read.index - 1, max(-1, read.index - 1 - _FARTHEST_TURN), -1):
        before = reads[index]
        if before.cues:
            is_own = before.turn.channel is read.turn.channel
            fits = _announces(before) and not has_runs if is_own else _asks(before)
            return tuple((before, hit) for hit in before.cues if hit.topic in _WANTED) if fits else ()
        between += not before.is_transparent
        has_runs = has_runs or bool(before.runs)
        if between > _MOST_TURNS_BETWEEN or (before.runs and not before.is_transparent):
            return ()
    return ()


_WANTED = _ALWAYS_DIRECT | _DIRECT_BY_WORD


def _is_direct(read: ReadTurn, hit: CueHit) -> bool:
    words = {atom.low for atom in read.atoms[hit.first_atom : hit.end_atom]}
    return hit.topic in _ALWAYS_DIRECT or (hit.topic in _DIRECT_BY_WORD and bool(words & _DIRECT_WORDS))


def _asks(read: ReadTurn) -> bool:
    if isinstance(read.cues[-1].topic, Innocent):
        return False
    return read.turn.text.rstrip().endswith("?") or _words_after_cue(read) <= _MOST_WORDS_AFTER_CUE


def _announces(read: ReadTurn) -> bool:
    return read.cues[-1].topic in _WANTED and _words_after_cue(read) == 0


def _words_after_cue(read: ReadTurn) -> int:
    after = read.atoms[read.cues[-1].end_atom :]
    return sum(1 for atom in after if atom.raw[0].isalpha() and atom.low not in BACK_CHANNEL)


def _announced_from(read: ReadTurn) -> int | None:
    """Where, right after a cue in the same turn, a number begins ("the CVV is $342"); None when nowhere."""
    for hit in read.cues:
        if hit.topic not in _WANTED:
            continue
        k = hit.end_atom
        while k < len(read.atoms) and (not read.atoms[k].raw.isalnum() or read.atoms[k].low in BACK_CHANNEL):
            k += 1
        if k < len(read.atoms) and (_is_numeral(read.atoms[k]) or read.atoms[k].low in HOMOPHONES):
            return hit.end_atom
    return None


def _tells_time_or_price(atoms: Sequence[Atom], first: int) -> bool:
    return any(
        atoms[k].low in _BEFORE_TIME_OR_PRICE and (atoms[k + 1].raw.isdigit() or _is_mark(atoms, k + 1))
        for k in range(first, len(atoms) - 1)
    )


def _is_mark(atoms: Sequence[Atom], k: int) -> bool:
    raw = atoms[k].raw
    follows_digit = k > 0 and atoms[k - 1].raw.isdigit()
    precedes_digit = k + 1 < len(atoms) and atoms[k + 1].raw.isdigit()
    if raw in {":", "°", "%"}:
        return follows_digit
    return raw in {"$", "£", "€"} and precedes_digit


def _is_numeral(atom: Atom) -> bool:
    return atom.raw.isdigit() or atom.low in _NUMBER_WORDS


def _with_homophones(atoms: Sequence[Atom], first: int) -> tuple[Atom, ...]:
    """Homophones of digits read as digits where they stand among at least as many numerals."""
    read = list(atoms)
    for start, end in _stretches(atoms, first):
        alike = [k for k in range(start, end) if atoms[k].low in HOMOPHONES]
        numerals = sum(1 for atom in atoms[start:end] if _is_numeral(atom))
        if numerals >= max(2, len(alike)):
            for k in alike:
                digit = str(HOMOPHONES[atoms[k].low])
                read[k] = replace(atoms[k], raw=digit, low=digit)
    return tuple(read)


def _stretches(atoms: Sequence[Atom], first: int) -> Iterator[tuple[int, int]]:
    """Atom ranges of nothing but numerals, their homophones and what may stand between."""
    start = first
    for k in range(first, len(atoms) + 1):
        atom = atoms[k] if k < len(atoms) else None
        if atom is not None and (_is_numeral(atom) or atom.low in HOMOPHONES or atom.low in JOINERS | FILLERS):
            continue
        if k > start:
            yield start, k
        start = k + 1
