"""Which secret a turn asks the other party for with its last words."""

from collections.abc import Sequence
from dataclasses import dataclass

from calls.finding import KEPT_IN_ARCHIVE, Kind
from calls.transcript import Turn
from redact.cues import CueHit, Fragment
from redact.dialogue_context import BACK_CHANNEL
from redact.name_cues import ASKED_PHRASES
from redact.rule_book import CUE_BOOK
from redact.secret_questions import ASKED, DENIED
from redact.spoken_forms import Atom, atoms_of
from redact.word_set import word_set

_MOST_WORDS_AFTER_CUE = 8
_LAST_ATOMS = 22
_NAMES = tuple(tuple(phrase.strip(" ?").split()) for phrase in ASKED_PHRASES)
_TORN = word_set("if and but so or the it is in to a")
"""One of these alone behind a sentence is where the recogniser lost the next one."""
_SPELLS = frozenset({"spell", "spelled", "spelling", "spelt"})
_SPELLS_WORN = ("how", "do", "you")
"""... tell the last name?"""


@dataclass(frozen=True, slots=True)
class Asked:
    """`start`: the first character of the sentence that asks. `is_spelled`: letter by letter, so that whatever is said
    is part of it."""

    kind: Kind
    start: int
    is_spelled: bool = False


def asked_for(turn: Turn) -> Asked | None:
    """None where a turn asks for nothing that is hidden; numbers of orders stay readable."""
    atoms = _last_sentence(atoms_of(turn)[-_LAST_ATOMS:])
    if not atoms:
        return None
    start = atoms[0].start
    is_question = turn.text.rstrip().endswith("?")
    lows = tuple(atom.low for atom in atoms if atom.raw[0].isalnum())
    hits = CUE_BOOK.find(atoms)
    if hits:
        kind = _kind_of(hits)
        is_last = sum(1 for atom in atoms[hits[-1].end_atom :] if _says(atom)) <= _MOST_WORDS_AFTER_CUE
        if kind is None or (kind not in KEPT_IN_ARCHIVE and (is_question or is_last)):
            return None if kind is None else Asked(kind, start)
    if any(_stands_in(phrase, lows) for phrase in _NAMES):
        return Asked(
            Kind.PERSON, start, is_spelled=bool(_SPELLS & set(lows)) or lows[: len(_SPELLS_WORN)] == _SPELLS_WORN
        )
    words = " ".join(lows)
    asks_secret = is_question and ASKED.search(words) and not DENIED.search(words)
    return Asked(Kind.CREDENTIAL, start) if asks_secret else None


def _kind_of(hits: Sequence[CueHit]) -> Kind | None:
    """What the last cue is of; "the last four" are of what was named with them."""
    topic = hits[-1].topic
    if topic is Fragment.TOWN:
        return Kind.ADDRESS
    if topic is Fragment.LAST_DIGITS:
        topic = next((hit.topic for hit in hits if isinstance(hit.topic, Kind)), topic)
    return topic if isinstance(topic, Kind) else None


def _says(atom: Atom) -> bool:
    return atom.raw[0].isalpha() and atom.low not in BACK_CHANNEL


def _last_sentence(atoms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    last = len(atoms) - 2 if len(atoms) > 1 and atoms[-1].low in _TORN else len(atoms) - 1
    ends = [k for k, atom in enumerate(atoms[:last]) if atom.raw in {".", "?", "!"} and not atoms[k + 1].glued]
    return atoms[ends[-1] + 1 :] if ends else atoms


def _stands_in(phrase: tuple[str, ...], lows: tuple[str, ...]) -> bool:
    return any(lows[k : k + len(phrase)] == phrase for k in range(len(lows) - len(phrase) + 1))
