"""Names that nothing announces but where they stand: an agent's in the opening ("Redwood Home Warranty. Ty.", "tyre
garage rowdy here"), and a name begun twice ("it's Alf. Alf Tollemache", "nora nora batty")."""

from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.name_lists import first_names, last_names, us_first_names
from redact.name_words import NOT_NAMES, Worth, bare, worth_of
from redact.number_words import NUMERALS
from redact.spoken_forms import Atom
from redact.word_set import word_set

_FEWEST_BEFORE = 2
"""Words of the company that stand before a name with no cue."""
_MOST_WORDS = 14
_FROM = word_set("with in at from on and how speaking what can may here calling")
"""What an agent goes on with after the name."""
_NOT_BEFORE = BACK_CHANNEL | word_set(
    "morning afternoon evening to calling with for from by at of the a an in on my our your is i am i'm you "
    "are hello hi"
)
"""After one of these comes the company, or anything else."""
_LONGEST_REPEATED = 2
"""Words of a name that is begun twice."""
_SHORTEST_REPEATED = 3
"""Letters: shorter ones are stammered ("in, in room 4")."""


class OpeningNameDetector:
    name = "opening names"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        found = [finding for read in reads for finding in _said_twice(read)]
        opening = [read for read in reads[:1] if read.turn.channel is Channel.AGENT]
        return [*found, *(finding for read in opening for finding in _opened(read))]


def _finding(read: ReadTurn, first: int, end: int, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.PERSON, read.index, start, stop, 0.8, OpeningNameDetector.name, reason)


def _opened(read: ReadTurn) -> Iterator[Finding]:
    """ "this is colt", "rowdy here", and a last word or sentence that is nothing but a name."""
    atoms = read.atoms
    words = [k for k, atom in enumerate(atoms) if atom.raw[0].isalnum()]
    if read.runs:
        return
    for k in words:
        if not _may_be_name(atoms, k):
            continue
        before = tuple(atom.low for atom in atoms[max(0, k - 2) : k])
        after = atoms[k + 1].low if k + 1 < len(atoms) else "."
        is_cased = any(atoms[j].raw[0].isupper() for j in words[1:])
        is_named = before == ("this", "is") and (after in _FROM or not after[0].isalnum())
        is_named = is_named or (after == "here" and k >= _FEWEST_BEFORE and k + 2 >= len(atoms) - 1)
        is_last = k == words[-1] and len(words) <= _MOST_WORDS
        if is_named or (is_last and _ends_opening(atoms, words, is_cased=is_cased)):
            yield _finding(read, k, k + 1, "named in the opening of a call")


def _may_be_name(atoms: Sequence[Atom], k: int) -> bool:
    low = atoms[k].low
    is_word = atoms[k].raw.isalpha() and len(low) > 1 and low not in NUMERALS
    return is_word and (low not in NOT_NAMES or (low in us_first_names() and low not in BACK_CHANNEL))


def _ends_opening(atoms: Sequence[Atom], words: Sequence[int], *, is_cased: bool) -> bool:
    """Whether the last word of an opening stands alone after the company's name."""
    k = words[-1]
    if len(words) <= _FEWEST_BEFORE or any(atom.raw == "?" for atom in atoms):
        return False
    if not is_cased:
        return worth_of(atoms[k].low) >= Worth.UNKNOWN and not {atoms[j].low for j in words[-2:-1]} & _NOT_BEFORE
    company = [
        j for j in words[:-1] if atoms[j].raw[0].isupper() and atoms[j].low not in _NOT_BEFORE | {"good", "thank"}
    ]
    return bool(company) and atoms[k].raw[0].isupper() and atoms[k - 1].raw in {".", ","}


def _said_twice(read: ReadTurn) -> Iterator[Finding]:
    atoms = [(k, atom) for k, atom in enumerate(read.atoms) if atom.raw[0].isalnum()]
    done = 0
    for at in range(len(atoms)):
        for size in range(1, _LONGEST_REPEATED + 1) if at >= done else ():
            one, two, rest = atoms[at : at + size], atoms[at + size : at + 2 * size], atoms[at + 2 * size :]
            if len(two) < size or [atom.low for _, atom in one] != [atom.low for _, atom in two]:
                continue
            if _is_repeated_name([atom for _, atom in (*one, *two)], rest[0][1] if rest else None, size):
                end = at + 2 * size + (size == 1 or (bool(rest) and _is_family(rest[0][1], one[0][1])))
                yield _finding(read, atoms[at][0], atoms[end - 1][0] + 1, "a name said twice")
                done = end
                break


def _is_repeated_name(words: Sequence[Atom], following: Atom | None, size: int) -> bool:
    if any(not _is_given(atom) or atom.raw[0].isupper() != words[0].raw[0].isupper() for atom in words):
        return False
    return size > 1 or (following is not None and _is_family(following, words[0]))


def _is_given(atom: Atom) -> bool:
    low = atom.low
    if not atom.raw.isalpha() or len(low) < _SHORTEST_REPEATED or low in BACK_CHANNEL | NUMERALS:
        return False
    return low in us_first_names() or (
        low not in NOT_NAMES and (low in first_names() or worth_of(low) >= Worth.UNKNOWN)
    )


def _is_family(atom: Atom, first: Atom) -> bool:
    low = bare(atom.low)
    if not atom.raw[0].isalpha() or low in NOT_NAMES or atom.raw[0].isupper() != first.raw[0].isupper():
        return False
    return atom.raw[0].isupper() or worth_of(low) >= Worth.UNKNOWN or low in last_names()
