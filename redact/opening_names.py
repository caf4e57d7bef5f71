"""Names that nothing announces but where they stand: an agent's in the opening ("Redwood Home Warranty. Ty.", "tyre
garage rowdy here"), and a name begun twice ("it's Alf. Alf Tollemache", "nora nora batty")."""

from collections.abc import Iterator, Sequence

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.name_lists import first_names, last_names, us_first_names
from redact.name_words import ALSO_PLACES, NOT_NAMES, Worth, bare, worth_of
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
_OWN = (("is",), ("it's",), ("i'm",), ("got",))
"""What a first name follows in the first words of either party: "it's summer from flat two"."""
_LATEST_OPENING = 3
"""So many turns hold the first words of both parties."""
_LONGEST_REPEATED = 2
"""Words of a name that is begun twice."""
_SHORTEST_REPEATED = 3
"""Letters: shorter ones are stammered ("in, in room 4")."""


class OpeningNameDetector:
    name = "opening names"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        found = [finding for read in reads for finding in _said_twice(read)]
        openings = {read.turn.channel: read for read in reversed(reads[:_LATEST_OPENING])}
        return [*found, *(finding for read in openings.values() for finding in _opened(read))]


def _finding(read: ReadTurn, first: int, end: int, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.PERSON, read.index, start, stop, 0.8, OpeningNameDetector.name, reason)


def _opened(read: ReadTurn) -> Iterator[Finding]:
    """ "this is colt", "rowdy here", and a last word or sentence that is nothing but a name."""
    atoms = read.atoms
    words = [k for k, atom in enumerate(atoms) if atom.raw[0].isalnum()]
    is_cased = any(atoms[j].raw[0].isupper() for j in words[1:])
    for k in words:
        if not _may_be_name(atoms, k):
            continue
        before = tuple(atom.low for atom in atoms[max(0, k - 2) : k])
        after = atoms[k + 1].low if k + 1 < len(atoms) else "."
        ends = after in _FROM or not after[0].isalnum()
        is_agent = read.index == 0 and read.turn.channel is Channel.AGENT
        is_named = is_agent and before == ("this", "is") and ends
        is_named = is_named or (before[-1:] in _OWN and ends and _is_first_name(atoms, k, is_cased=is_cased))
        is_named = is_named or (is_agent and after == "here" and k >= _FEWEST_BEFORE and k + 2 >= len(atoms) - 1)
        is_last = is_agent and k == words[-1] and len(words) <= _MOST_WORDS and not read.runs
        if is_named or (is_last and _ends_opening(atoms, words, is_cased=is_cased)):
            yield _finding(read, k, k + 1, "named in the opening of a call")


def _is_first_name(atoms: Sequence[Atom], k: int, *, is_cased: bool) -> bool:
    """A word that is a first name as well, in capitals where the turn has them."""
    return atoms[k].low in first_names() - ALSO_PLACES and (atoms[k].raw[0].isupper() or not is_cased)


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
            behind = at + 2 * size
            one, two, rest = atoms[at : at + size], atoms[at + size : behind], atoms[behind : behind + 1]
            if len(two) < size or [atom.low for _, atom in one] != [atom.low for _, atom in two]:
                continue
            if _is_repeated_name([atom for _, atom in (*one, *two)], rest[0][1] if rest else None, size):
                end = behind + (size == 1 or (bool(rest) and _is_family(rest[0][1], one[0][1])))
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
