"""Words that were spelled letter by letter, said as words elsewhere: "b e l l" – "bell"."""

from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import BACK_CHANNEL, ReadTurn, read_turns
from redact.everyday_words import is_everyday
from redact.number_words import SPELLING_ALPHABET
from redact.spelled_letters import spelled_letters

_SHORTEST_WORD = 4
_ECHOED_WITHIN_TURNS = 2
"""An everyday word is the spelled one only where it is said alone, so near."""
_KINDS = frozenset({Kind.PERSON, Kind.ADDRESS, Kind.EMAIL, Kind.CREDENTIAL})


def spelled_again(turns: Sequence[Turn], found: Sequence[Finding]) -> list[Finding]:
    """Findings for the words that the letters in `found` spell."""
    reads = read_turns(turns)
    words = {word: (finding.kind, finding.turn) for finding in found for word in _words_of(reads, finding)}
    return [finding for read in reads for finding in _said_in(read, words)] if words else []


def _words_of(reads: Sequence[ReadTurn], finding: Finding) -> Iterator[str]:
    if finding.kind not in _KINDS:
        return
    read = reads[finding.turn]
    touched = (read.atoms[k] for k in read.atoms_at(finding.start, finding.end))
    atoms = [atom for atom in touched if finding.start <= atom.start and atom.end <= finding.end]
    for first, end in spelled_letters(atoms, SPELLING_ALPHABET, fewest=_SHORTEST_WORD):
        letters = [atom.low for atom in atoms[first:end] if atom.raw.isalpha()]
        if all(len(letter) == 1 for letter in letters):
            yield "".join(letters)


def _said_in(read: ReadTurn, words: dict[str, tuple[Kind, int]]) -> Iterator[Finding]:
    said = [atom for atom in read.atoms if atom.raw.isalpha() and atom.low not in BACK_CHANNEL]
    for atom in said:
        kind, turn = words.get(atom.low, (None, 0))
        if kind is None:
            continue
        is_echo = len(said) == 1 and abs(read.index - turn) <= _ECHOED_WITHIN_TURNS
        if is_echo or not is_everyday(atom.low):
            yield Finding(kind, read.index, atom.start, atom.end, 0.7, "known values", "spelled in this call")
