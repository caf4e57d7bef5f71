"""Single letters right before or behind the digits of a code, that a rule left out: "h l seven seven double one"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import ReadTurn, read_turns
from redact.merge_findings import merge_findings
from redact.number_words import NUMERALS
from redact.spoken_forms import Atom

_CODES = frozenset(
    {Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.DEVICE_SERIAL, Kind.ID_DOCUMENT, Kind.ORDER_NUMBER, Kind.IBAN}
)
_MOST_LETTERS = 4
_FEWEST_DIGITS = 3
_ARTICLES = frozenset({"a", "i"})


def letters_of_codes(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for the letters that belong to the codes in `found`."""
    codes = merge_findings(turns, [finding for finding in found if finding.kind in _CODES])
    reads = read_turns(turns) if codes else ()
    return tuple(letters for finding in codes for letters in _beside(reads[finding.turn], finding))


def _beside(read: ReadTurn, finding: Finding) -> Iterator[Finding]:
    atoms = read.atoms
    inside = read.atoms_at(finding.start, finding.end)
    if sum(_is_digit(atoms[k]) for k in inside) < _FEWEST_DIGITS:
        return
    first, end = inside[0], inside[-1] + 1
    before = _first_letter(atoms, first) if _is_digit(atoms[first]) else first
    behind = _end_of_letters(atoms, end) if _is_digit(atoms[end - 1]) else end
    for low, high in ((before, first), (end, behind)):
        if low < high:
            letters = replace(finding, start=atoms[low].start, end=atoms[high - 1].end)
            yield replace(letters, detector="code letters", reason="letters of a code")


def _is_digit(atom: Atom) -> bool:
    return atom.low in NUMERALS or atom.raw.isdigit()


def _is_letter(atom: Atom) -> bool:
    return len(atom.raw) == 1 and atom.raw.isalpha()


def _first_letter(atoms: Sequence[Atom], first: int) -> int:
    """Walk left over letters; an article is none."""
    at = first
    while at > 0 and first - at < _MOST_LETTERS and _is_letter(atoms[at - 1]):
        at -= 1
    return at + 1 if at < first and atoms[at].low in _ARTICLES else at


def _end_of_letters(atoms: Sequence[Atom], end: int) -> int:
    """Walk right over letters that end the sentence."""
    at = end
    while at < len(atoms) and at - end < _MOST_LETTERS and _is_letter(atoms[at]):
        at += 1
    is_last = at == len(atoms) or atoms[at].raw in ".,?!"
    return at if is_last else end
