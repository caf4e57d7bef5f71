"""Persons' names by what the dialogue says around them: introductions, titles, answers to "your name?", spelling; and
first names that are nothing else, wherever they stand.

The named-entity model (`presidio_detector`) adds names that nothing announces; `known_values` hides a name that is
known everywhere else in the call.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from calls.call import Channel
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import ReadTurn, read_turns
from redact.name_cues import ASKED_PHRASES, ENDS_NAME, TITLES, Cue, Slot, cue_ends, follows_name
from redact.name_lists import first_names, last_names, us_first_names
from redact.name_places import names_a_place
from redact.name_spans import is_cased, is_cased_name, name_end, same_case, word_worth
from redact.name_words import ALSO_PLACES, NOT_NAMES, Worth, bare, worth_of
from redact.number_words import SPELLING_ALPHABET
from redact.plain_names import is_company, plain_names
from redact.spelled_letters import spelled_letters
from redact.spoken_forms import Atom
from redact.word_set import word_set

_MOST_WORDS_OF_AN_ANSWER = 7
_TITLE_STOPS = frozenset({"i", "can", "please", "you", "the", "and", "is", "will", "that", "it", "your"})
_ANSWER_OPENERS = word_set("it's it its is that's this under in of mine me that")


class PersonDetector:
    """Finds names by cue, title, answer and spelling."""

    name = "persons"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        found: list[Finding] = []
        for read in reads:
            asked = _was_asked(reads, read.index)
            rules = (_introduced, _titled, _named_by_what_follows, _of_households, _unannounced, _addressed, _nicknamed)
            here = list(chain.from_iterable(rule(read) for rule in rules))
            if asked:
                here.extend(_answered(read))
            here.extend(_spelled(read, asked=asked or bool(here)))
            found.extend(here)
        return found


def _finding(read: ReadTurn, first: int, end: int, confidence: float, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.PERSON, read.index, start, stop, confidence, PersonDetector.name, reason)


def _introduced(read: ReadTurn) -> Iterator[Finding]:
    atoms = read.atoms
    for cue, at in cue_ends(atoms):
        if at < len(atoms) and atoms[at].raw == ",":
            at += 1
        if at >= len(atoms) or is_company(atoms, at):
            continue
        if word_worth(atoms[at]) < _least_worth(cue, atoms, at) and not _is_own_first_name(cue, atoms, at):
            continue
        if read.index == 0 and cue.phrase in _GREETINGS and _is_opening_company(atoms, at):
            continue
        end = name_end(atoms, at, sure=cue.slot is Slot.SURE)
        if _is_answering(read) and cue.phrase in _ANSWERING and _is_lower_company(atoms, at, end):
            continue
        if end > at and (cue.slot is Slot.SURE or not names_a_place(atoms, at, end)):
            sure = cue.slot is Slot.SURE
            reason = "perhaps introduced by name" if cue.slot is Slot.POSSIBLE else "introduced or addressed by name"
            yield _finding(read, at, end, 0.9 if sure else 0.8, reason)


_GREETINGS = frozenset(
    {("good", "morning"), ("good", "afternoon"), ("good", "evening"), ("hello",), ("hi",), ("morning",), ("afternoon",)}
)


_ANSWERING = _GREETINGS | {("through", "to")}
"""What a company's name follows when its agent answers."""


def _is_answering(read: ReadTurn) -> bool:
    return read.index == 0 and read.turn.channel is Channel.AGENT


def _is_lower_company(atoms: Sequence[Atom], at: int, end: int) -> bool:
    """ "hello kilbarry motor tax", "you're through to brightspark energy": a strange word with its trade behind it."""
    is_followed = end < len(atoms) and atoms[end].raw.isalpha() and atoms[end].low not in ENDS_NAME
    return is_followed and atoms[at].low not in first_names() and not follows_name(atoms, end)


def _is_opening_company(atoms: Sequence[Atom], at: int) -> bool:
    """Whether two capitals or more behind the greeting of a call, none a first name, are a company that somebody
    speaks for ("Good morning, Pennine Building Society, Siobhan speaking")."""
    end = at
    while end < len(atoms) and atoms[end].raw[0].isupper() and atoms[end].raw.isalpha():
        end += 1
    is_followed = any(atom.raw[0].isupper() for atom in atoms[end:]) and end < len(atoms) and atoms[end].raw in ",."
    return end - at > 1 and is_followed and atoms[at].low not in first_names()


def _least_worth(cue: Cue, atoms: Sequence[Atom], at: int) -> Worth:
    """How much a name must be worth after a cue: nothing but no everyday word where one was surely given."""
    if cue.slot is Slot.SURE:
        return Worth.BOTH
    if cue.slot is Slot.LIKELY and _ends_there(atoms, at) and atoms[at].low in us_first_names():
        return Worth.BOTH
    if cue.slot is Slot.LIKELY:
        return Worth.UNKNOWN if is_cased_name(atoms, at) or not is_cased(atoms) else Worth.NAME
    is_followed = follows_name(atoms, at + 1)
    if cue.phrase in _OWN_NAME and _ends_there(atoms, at) and atoms[at].low in us_first_names():
        return Worth.BOTH
    if is_followed and atoms[at].low in us_first_names():
        return Worth.BOTH
    if cue.phrase in _OF_SOMEBODY and is_cased_name(atoms, at) and _is_given(atoms, at):
        return Worth.BOTH
    return Worth.UNKNOWN if is_followed and atoms[at].raw[0].isupper() else Worth.NAME


def _is_own_first_name(cue: Cue, atoms: Sequence[Atom], at: int) -> bool:
    """ "this is April calling": a first name though it is a common word."""
    return cue.phrase in _OWN_NAME and atoms[at].low in us_first_names() and follows_name(atoms, at + 1)


_OF_SOMEBODY = (("with",), ("tell",), ("told",), ("ask",), ("he's",), ("she's",))
"""What a first name follows that is a word as well: in capitals, and no place."""
_AFTER_ADDRESS = word_set("he she how my this i i'm can could it's what what's are do did have you we yes no")
_OWN_NAME = (("this", "is"), ("i'm",), ("i", "am"))


def _is_given(atoms: Sequence[Atom], at: int) -> bool:
    """A first name, and neither a place nor the first of two capitals ("with Chase Bank")."""
    is_alone = at + 1 == len(atoms) or not atoms[at + 1].raw[0].isupper()
    return atoms[at].low in first_names() - ALSO_PLACES and is_alone


def _ends_there(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a sentence, or a new one, goes on after one word: the word was a form of address."""
    if at + 1 >= len(atoms):
        return True
    return not atoms[at + 1].raw[0].isalnum() or atoms[at + 1].low in _AFTER_ADDRESS


def _unannounced(read: ReadTurn) -> Iterator[Finding]:
    for first, end in plain_names(read.atoms):
        yield _finding(read, first, end, 0.75, "a first name, and what belongs to it")


_HOUSEHOLDS = word_set("residence household")


def _of_households(read: ReadTurn) -> Iterator[Finding]:
    """ "the Underhill residence"."""
    atoms = read.atoms
    for k in range(1, len(atoms) - 1):
        if atoms[k + 1].low in _HOUSEHOLDS and atoms[k - 1].low == "the" and word_worth(atoms[k]) >= Worth.BOTH:
            yield _finding(read, k, k + 1, 0.8, "named by what follows")


def _named_by_what_follows(read: ReadTurn) -> Iterator[Finding]:
    """ "Gareth speaking", "Dariusz here", "Bettina told me"."""
    atoms = read.atoms
    for k, atom in enumerate(atoms):
        is_speaker = k + 1 < len(atoms) and atoms[k + 1].low == "speaking" and atom.low in us_first_names()
        least = Worth.BOTH if is_speaker else Worth.UNKNOWN
        if not follows_name(atoms, k + 1) or word_worth(atom) < least:
            continue
        if is_cased(atoms) and not atom.raw[0].isupper():
            continue
        first = k
        while first > 0 and word_worth(atoms[first - 1]) >= Worth.UNKNOWN and same_case(atoms[first - 1], atom):
            first -= 1
        yield _finding(read, first, k + 1, 0.8, "named by what follows")


def _addressed(read: ReadTurn) -> Iterator[Finding]:
    """ "Thandiwe, can you hear me?", "How are you today, Thandiwe?": a strange word in capitals, set off by a comma."""
    atoms = read.atoms
    for k, atom in enumerate(atoms):
        if (
            not is_cased_name(atoms, k)
            or worth_of(bare(atom.low)) is not Worth.UNKNOWN
            or len(atom.raw) < (2 if atom.low in first_names() else 3)
        ):
            continue
        begins = (k == 0 or atoms[k - 1].raw in ".?!") and k + 2 < len(atoms) and atoms[k + 1].raw == ","
        begins = begins and (atoms[k + 2].raw.islower() or atoms[k + 2].raw == "I")
        ends = k > 1 and atoms[k - 1].raw == "," and atoms[k - 2].raw.islower()
        ends = ends and (k + 1 == len(atoms) or atoms[k + 1].raw in ".?!")
        stands_between = 1 < k < len(atoms) - 2 and atoms[k - 1].raw == "," and atoms[k + 1].raw == ","
        stands_between = stands_between and atoms[k - 2].raw.islower() and atoms[k + 2].low in _AFTER_VOCATIVE
        if begins or ends or stands_between:
            yield _finding(read, k, k + 1, 0.7, "addressed by name")


_AFTER_VOCATIVE = word_set(
    "where what when how who why do does did is are can could would will should i i'm i've i'd you we it's that's "
    "there please if don't let"
)
"""What goes on behind a name that was called out in a sentence ("and the fee, Thandiwe, where do we pay")."""


_NICKNAMED = word_set("big little wee old young uncle auntie aunty aunt cousin nan grandma grandpa")


def _nicknamed(read: ReadTurn) -> Iterator[Finding]:
    """ "i'm big trev", "this is little sue": a first name behind a byname."""
    atoms = read.atoms
    for k in range(1, len(atoms) - 1):
        is_own = (atoms[k - 1].low,) in _OWN_NAME or tuple(atom.low for atom in atoms[max(0, k - 2) : k]) in _OWN_NAME
        if is_own and atoms[k].low in _NICKNAMED and same_case(atoms[k], atoms[k + 1]) and _ends_there(atoms, k + 1):
            low = bare(atoms[k + 1].low)
            if low in first_names() or worth_of(low) is Worth.UNKNOWN:
                yield _finding(read, k, k + 2, 0.8, "introduced or addressed by name")


def _titled(read: ReadTurn) -> Iterator[Finding]:
    atoms = read.atoms
    for k, atom in enumerate(atoms):
        if atom.low not in TITLES or k + 1 >= len(atoms):
            continue
        at = k + 2 if atoms[k + 1].raw == "." and k + 2 < len(atoms) else k + 1
        following = atoms[at]
        is_stop = following.low in NOT_NAMES | _TITLE_STOPS and not _is_family_after_title(atoms, k, at)
        if not following.raw[0].isalpha() or is_stop:
            continue
        is_lower_name = atom.low in _PLAIN_TITLES and worth_of(bare(following.low)) >= Worth.BOTH
        if following.raw[0].isupper() or is_lower_name:
            yield _finding(read, at, name_end(atoms, at, sure=True), 0.9, "follows a title")


def _is_family_after_title(atoms: Sequence[Atom], title: int, at: int) -> bool:
    """ "Mr. Lord": a family name that is a common word, in capitals behind a title of one's own."""
    is_own = atoms[title].low in _PLAIN_TITLES and atoms[title].raw[0].isupper()
    return is_own and is_cased_name(atoms, at) and atoms[at].low in last_names() - _TITLE_STOPS


_PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "mister", "missus", "miss", "doctor", "dr"})


def _was_asked(reads: Sequence[ReadTurn], index: int) -> bool:
    """Whether the turn before (or the one before a back-channel) asked for a name."""
    seen = 0
    for before in range(index - 1, max(-1, index - 4), -1):
        read = reads[before]
        if any(phrase in read.turn.text.lower() for phrase in ASKED_PHRASES):
            return read.turn.channel is not reads[index].turn.channel
        seen += not read.is_transparent
        if seen >= 1:
            return False
    return False


def _answered(read: ReadTurn) -> list[Finding]:
    """The answer to a question for a name: capitals, or a short turn of words that are no everyday words."""
    atoms = read.atoms
    words = [k for k, atom in enumerate(atoms) if atom.raw[0].isalpha()]
    is_short = len(words) <= _MOST_WORDS_OF_AN_ANSWER
    least = Worth.BOTH if is_short else Worth.UNKNOWN
    start = next((k for k in words if atoms[k].low not in _ANSWER_OPENERS and word_worth(atoms[k]) >= least), None)
    if start is None or read.turn.text.rstrip().endswith("?"):
        return []
    end = name_end(atoms, start, sure=True)
    in_lists = any(atoms[k].low in first_names() or atoms[k].low in last_names() for k in range(start, end))
    return [_finding(read, start, end, 0.8, "answers a question for a name")] if in_lists or is_short else []


def _spelled(read: ReadTurn, *, asked: bool) -> list[Finding]:
    """Letters one by one ("W-O-J-C", "Whiskey, Oscar"): five, or three where a name is being given."""
    atoms = read.atoms
    found = []
    for first, end in spelled_letters(atoms, SPELLING_ALPHABET, fewest=3 if asked else 5):
        found.append(_finding(read, first, end, 0.7, "spelled letter by letter"))
    for match in _PAIR_OF_LETTERS.finditer(read.turn.text) if asked else ():
        start, stop = match.span("letters")
        found.append(
            Finding(Kind.PERSON, read.index, start, stop, 0.7, PersonDetector.name, "spelled letter by letter")
        )
    return found


_PAIR_OF_LETTERS = re.compile(
    r"\bwith an? (?P<letters>(?:c-?h|t-?h|p-?h|s-?h|g-?h|k-?h|z-?h|w-?h|c-?k|q-?u|i-?e|e-?i|e-?e))\b", re.IGNORECASE
)
""" "Chet with a CH": two letters that give a name's spelling."""
