"""What the dialogue leads one to expect at a place: which kinds were asked for or announced, by either speaker."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from calls.finding import Kind
from calls.transcript import Turn
from redact.cues import CueHit, Topic
from redact.number_words import FILLERS
from redact.rule_book import CUE_BOOK
from redact.spoken_forms import Atom, Run, atoms_of, runs_of
from redact.word_set import word_set

ARMED_TURNS = 4
"""A question stays open over so many turns that say something else; back-channels and turns of digits do not count."""
_FARTHEST_TURN = 24
_FARTHEST_BEFORE = 30
_FARTHEST_AFTER = 5
_MOST_TURNS_UNTIL_NAMED = 2
_FARTHEST_POINTER = 4
_POINTERS = word_set("that that's this this's those these thats")

BACK_CHANNEL = FILLERS | word_set(
    "yes yeah yep yup sure right alright got it thanks thank you go ahead mhm uh-huh and perfect great good correct "
    "please one moment sec second that's fine cool all i see understood hold on let me see continue next of course "
    "carry the rest ready more time just a moment is it was its so it's mm-hmm hmm-mm no cheers bye too goodbye lovely"
)


@dataclass(frozen=True, slots=True)
class ReadTurn:
    """A turn with everything that the rules look at, worked out once."""

    index: int
    turn: Turn
    atoms: tuple[Atom, ...]
    runs: tuple[Run, ...]
    cues: tuple[CueHit, ...]
    words_beside_runs: int
    """Words that are neither part of a number nor a back-channel."""
    answers: frozenset[Kind] = frozenset()
    """Secret numbers that were asked for directly and that this turn may answer with (`direct_answers`)."""

    @property
    def is_transparent(self) -> bool:
        """Nothing but back-channel words or digits: the open question stays open."""
        return not self.cues and self.words_beside_runs == 0

    def atoms_at(self, start: int, end: int) -> range:
        """Which atoms characters [start, end) touch, without looking at the others."""
        first = bisect_right(self.atoms, start, key=lambda atom: atom.end)
        return range(first, max(first, bisect_left(self.atoms, end, key=lambda atom: atom.start)))

    def runs_at(self, start: int, end: int) -> tuple[Run, ...]:
        """Which runs characters [start, end) touch, without looking at the others."""
        first = bisect_right(self.runs, start, key=lambda run: run.end)
        return self.runs[first : bisect_left(self.runs, end, key=lambda run: run.start)]


_READ: ContextVar[dict[int, tuple[ReadTurn, ...]] | None] = ContextVar("_READ", default=None)
"""By the identity of a conversation what `read_turns` made of it, within `reading_once` alone."""


@contextmanager
def reading_once(turns: Sequence[Turn]) -> Iterator[None]:
    """Within it every rule that reads `turns` gets what the first one read; nothing is kept behind it."""
    token = _READ.set({id(turns): _read(turns)})
    try:
        yield
    finally:
        _READ.reset(token)


def read_turns(turns: Sequence[Turn]) -> tuple[ReadTurn, ...]:
    read = (_READ.get() or {}).get(id(turns))
    return _read(turns) if read is None else read


def _read(turns: Sequence[Turn]) -> tuple[ReadTurn, ...]:
    return tuple(read_atoms(index, turn, atoms_of(turn)) for index, turn in enumerate(turns))


def read_atoms(index: int, turn: Turn, atoms: tuple[Atom, ...]) -> ReadTurn:
    runs = runs_of(atoms)
    inside = {k for run in runs for k in range(run.first_atom, run.end_atom)}
    beside = sum(
        1 for k, atom in enumerate(atoms) if k not in inside and atom.raw[0].isalpha() and atom.low not in BACK_CHANNEL
    )
    return ReadTurn(index, turn, atoms, runs, CUE_BOOK.find(atoms), beside)


@dataclass(frozen=True, slots=True)
class Expectation:
    """Topics expected at a place, most likely first."""

    inline: tuple[Topic, ...]
    """Announced in the same turn."""
    armed: tuple[Topic, ...]
    """Asked for or announced in earlier turns that are still open."""
    just_asked: tuple[Topic, ...]
    """Of `armed`, those from the nearest turn that had any."""


class DialogueContext:
    """Answers what is expected where. Built once a conversation; each question looks at a bounded stretch."""

    def __init__(self, reads: Sequence[ReadTurn]) -> None:
        self.reads = reads
        self._armed: dict[int, tuple[tuple[Topic, ...], tuple[Topic, ...]]] = {}

    def expected_at(self, turn: int, first_atom: int, end_atom: int) -> Expectation:
        """What atoms [first_atom, end_atom) of a turn are expected to be."""
        if turn not in self._armed:
            self._armed[turn] = self._armed_before(turn)
        armed, just_asked = self._armed[turn]
        return Expectation(self._inline(turn, first_atom, end_atom), armed, just_asked)

    def question_before(self, turn: int) -> tuple[Topic, ...]:
        """What the other party spoke of just before this turn, with nothing but back-channels and digits between."""
        own = self.reads[turn].turn.channel
        for read in reversed(self.reads[max(0, turn - _FARTHEST_TURN) : turn]):
            if read.cues and read.turn.channel is not own:
                return tuple(hit.topic for hit in reversed(read.cues))
            if not read.is_transparent:
                return ()
        return ()

    def named_after(self, turn: int) -> Kind | None:
        """What the next turn with words calls the number of this turn ("is that the security code?")."""
        for read in self.reads[turn + 1 : turn + 2 + _MOST_TURNS_UNTIL_NAMED]:
            for hit in read.cues:
                before = read.atoms[max(0, hit.first_atom - _FARTHEST_POINTER) : hit.first_atom]
                if isinstance(hit.topic, Kind) and any(atom.low in _POINTERS for atom in before):
                    return hit.topic
            if not read.is_transparent or read.runs:
                return None
        return None

    def _inline(self, turn: int, first_atom: int, end_atom: int) -> tuple[Topic, ...]:
        every = self.reads[turn].cues
        low = bisect_left(every, first_atom - _FARTHEST_BEFORE, key=lambda hit: hit.end_atom)
        high = bisect_right(every, end_atom + _FARTHEST_AFTER, key=lambda hit: hit.first_atom)
        hits = every[low:high]
        before = [h.topic for h in hits if h.end_atom <= first_atom]
        overlapping = [h.topic for h in hits if h.first_atom < end_atom and h.end_atom > first_atom]
        after = [h.topic for h in hits if end_atom <= h.first_atom <= end_atom + _FARTHEST_AFTER]
        return (*overlapping, *reversed(before), *(after if not before else ()))

    def _armed_before(self, turn: int) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
        topics: list[Topic] = []
        nearest: tuple[Topic, ...] = ()
        spent = 0
        for index in range(turn - 1, max(-1, turn - 1 - _FARTHEST_TURN), -1):
            read = self.reads[index]
            found = tuple(hit.topic for hit in reversed(read.cues))
            topics.extend(found)
            nearest = nearest or found
            spent += not read.is_transparent
            if spent >= ARMED_TURNS:
                break
        return tuple(topics), nearest
