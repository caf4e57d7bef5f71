"""Persons' names by what the dialogue says around them: introductions, titles, answers to "your name?", spelling; and
first names that are nothing else, wherever they stand.

The named-entity model (`presidio_detector`) adds names that nothing announces; `known_values` hides a name that is
known everywhere else in the call.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import ReadTurn, read_turns
from redact.name_cues import ASKED_PHRASES, ENDS_NAME, TITLES, Cue, Slot, cue_ends, follows_name
from redact.name_lists import first_names, last_names, us_first_names
from redact.name_places import names_a_place
from redact.name_words import ALSO_PLACES, COMPANIES, NOT_NAMES, PARTICLES, Worth, bare, worth_of
from redact.number_words import SPELLING_ALPHABET
from redact.spelled_letters import spelled_letters
from redact.spoken_forms import Atom
from redact.word_set import word_set

_MOST_WORDS = 4
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
            rules = (_introduced, _titled, _named_by_what_follows, _of_households, _plain_names, _addressed, _nicknamed)
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
        if at >= len(atoms) or _worth(atoms[at]) < _least_worth(cue, atoms, at) or _is_company(atoms, at):
            continue
        if read.index == 0 and cue.phrase in _GREETINGS and _is_opening_company(atoms, at):
            continue
        end = _name_end(atoms, at, sure=cue.slot is Slot.SURE)
        if end > at and (cue.slot is Slot.SURE or not names_a_place(atoms, at, end)):
            sure = cue.slot is Slot.SURE
            reason = "perhaps introduced by name" if cue.slot is Slot.POSSIBLE else "introduced or addressed by name"
            yield _finding(read, at, end, 0.9 if sure else 0.8, reason)


_GREETINGS = frozenset(
    {("good", "morning"), ("good", "afternoon"), ("good", "evening"), ("hello",), ("hi",), ("morning",), ("afternoon",)}
)


def _is_opening_company(atoms: Sequence[Atom], at: int) -> bool:
    """Whether two capitals or more behind the greeting of a call, none a first name, are a company that somebody
    speaks for ("Good morning, Pennine Building Society, Siobhan speaking")."""
    end = at
    while end < len(atoms) and atoms[end].raw[0].isupper() and atoms[end].raw.isalpha():
        end += 1
    is_followed = any(atom.raw[0].isupper() for atom in atoms[end:]) and end < len(atoms) and atoms[end].raw in ",."
    return end - at > 1 and is_followed and atoms[at].low not in first_names()


def _worth(atom: Atom) -> Worth:
    """In capitals, a word that might be a name is worth as much as one that stands on no list."""
    worth = worth_of(bare(atom.low))
    return Worth.UNKNOWN if worth is Worth.BOTH and atom.raw[0].isupper() else worth


def _least_worth(cue: Cue, atoms: Sequence[Atom], at: int) -> Worth:
    """How much a name must be worth after a cue: nothing but no everyday word where one was surely given."""
    if cue.slot is Slot.SURE:
        return Worth.BOTH
    if cue.slot is Slot.LIKELY and _ends_there(atoms, at) and atoms[at].low in us_first_names():
        return Worth.BOTH
    if cue.slot is Slot.LIKELY:
        return Worth.UNKNOWN if _is_cased_name(atoms, at) or not _is_cased(atoms) else Worth.NAME
    is_followed = follows_name(atoms, at + 1)
    if cue.phrase in _OWN_NAME and _ends_there(atoms, at) and atoms[at].low in us_first_names():
        return Worth.BOTH
    if is_followed and atoms[at].low in us_first_names():
        return Worth.BOTH
    if cue.phrase in _OF_SOMEBODY and _is_cased_name(atoms, at) and _is_given(atoms, at):
        return Worth.BOTH
    return Worth.UNKNOWN if is_followed and atoms[at].raw[0].isupper() else Worth.NAME


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


def _is_cased_name(atoms: Sequence[Atom], at: int) -> bool:
    return atoms[at].raw[0].isupper() and not atoms[at].raw.isupper()


def _is_cased(atoms: Sequence[Atom]) -> bool:
    """Whether the turn is written with capitals at all."""
    return any(atom.raw[0].isupper() for atom in atoms)


def _name_end(atoms: Sequence[Atom], at: int, *, sure: bool) -> int:
    """End of the name whose first word is atom `at`: up to four words."""
    is_capital = atoms[at].raw[0].isupper()
    end, words, k = at + 1, 1, at + 1
    while k < len(atoms) and words < _MOST_WORDS:
        atom = atoms[k]
        if atom.raw in {"-", "'", "."} and k + 1 < len(atoms) and atoms[k + 1].raw.isalpha():
            if atom.raw == "." and len(atoms[k - 1].raw) > 1 and atoms[k - 1].low not in TITLES:
                break
            k += 1
            continue
        if atom.low in PARTICLES and atom.low not in {"la"}:
            words, k = words + 1, k + 1
            continue
        if not _goes_on(atoms, k, is_capital=is_capital, sure=sure):
            break
        words, k = words + 1, k + 1
        end = k
    return end


def _goes_on(atoms: Sequence[Atom], k: int, *, is_capital: bool, sure: bool) -> bool:
    """Whether atom `k` is a further part of a name that has begun."""
    atom = atoms[k]
    low = bare(atom.low)
    if len(low) == 1 and atom.raw.isupper() and is_capital and k + 1 < len(atoms):
        return atoms[k + 1].raw[0] == "." or atoms[k + 1].raw[0].isupper()
    follows_hyphen = atoms[k - 1].raw in {"-", "'"} and atom.glued
    follows_particle = atoms[k - 1].low in PARTICLES and low not in ENDS_NAME
    if (
        not atom.raw[0].isalpha()
        or (low in NOT_NAMES and not follows_hyphen)
        or (low in ENDS_NAME and not follows_hyphen)
    ):
        return False
    if len(low) == 1:
        return not is_capital and low not in {"a", "i"} and k + 1 < len(atoms)
    if is_capital:
        return atom.raw[0].isupper() or follows_hyphen or follows_particle
    worth = worth_of(low)
    is_last = k + 1 == len(atoms) or atoms[k + 1].raw in ".?!," or follows_name(atoms, k + 1)
    if worth is Worth.BOTH:
        return low in last_names() and (sure or is_last)
    return worth >= Worth.UNKNOWN or follows_particle


def _plain_names(read: ReadTurn) -> Iterator[Finding]:
    """First names that are nothing else; and a first and a family name side by side, both in capitals."""
    atoms = read.atoms
    is_cased = _is_cased(atoms)
    done = 0
    for k, atom in enumerate(atoms):
        if (
            k < done
            or (is_cased and not _is_cased_name(atoms, k))
            or (atom.glued and atoms[k - 1].raw in {".", "@", "_"})
        ):
            continue
        if _is_company(atoms, k):
            done = k + 3
            continue
        if names_a_place(atoms, k, _name_end(atoms, k, sure=False)):
            done = _name_end(atoms, k, sure=False)
            continue
        if worth_of(bare(atom.low)) is Worth.NAME or (
            (is_cased and _is_listed_pair(atoms, k)) or _is_strange_pair(atoms, k)
        ):
            done = max(_name_end(atoms, k, sure=False), k + 1 + (is_cased and _is_listed_pair(atoms, k)))
            yield _finding(read, _left_end(atoms, k), done, 0.75, "a first name, and what belongs to it")


def _left_end(atoms: Sequence[Atom], k: int) -> int:
    """Walk left over strange words of the same case that stand right before a name."""
    first = k
    while first > 0 and atoms[first - 1].raw.isalpha() and _same_case(atoms[first - 1], atoms[k]):
        if worth_of(atoms[first - 1].low) is not Worth.UNKNOWN:
            break
        first -= 1
    return first


def _is_company(atoms: Sequence[Atom], k: int) -> bool:
    """Whether atom `k` begins the name of a company that reads as a person's, "and" between its words or not."""
    after = [atom.low for atom in atoms[k + 1 : k + 3] if atom.low not in {"and", "&", "-"}]
    return bool(after) and (atoms[k].low, bare(after[0])) in COMPANIES


def _is_strange_pair(atoms: Sequence[Atom], k: int) -> bool:
    """A word on no list and a family name that is no everyday word, in one case: "padraig doyle"."""
    if k + 1 >= len(atoms) or not atoms[k + 1].raw.isalpha() or not _same_case(atoms[k], atoms[k + 1]):
        return False
    one, two = atoms[k].low, bare(atoms[k + 1].low)
    is_family = two in last_names() and worth_of(two) in {Worth.UNKNOWN, Worth.NAME} and len(two) >= 4
    return worth_of(one) is Worth.UNKNOWN and len(one) >= 4 and is_family


def _is_listed_pair(atoms: Sequence[Atom], k: int) -> bool:
    """ "Gene Lord": the family name may be a common word where the sentence ends with it."""
    if k + 1 >= len(atoms) or atoms[k + 1].glued or not atoms[k + 1].raw[0].isupper():
        return False
    one, two = atoms[k].low, bare(atoms[k + 1].low)
    ends = k + 2 == len(atoms) or atoms[k + 2].raw in ".,?!"
    is_family = two in last_names() and (two not in NOT_NAMES or (ends and one in us_first_names()))
    return one in first_names() and one not in NOT_NAMES and is_family


_HOUSEHOLDS = word_set("residence household")


def _of_households(read: ReadTurn) -> Iterator[Finding]:
    """ "the Underhill residence"."""
    atoms = read.atoms
    for k in range(1, len(atoms) - 1):
        if atoms[k + 1].low in _HOUSEHOLDS and atoms[k - 1].low == "the" and _worth(atoms[k]) >= Worth.BOTH:
            yield _finding(read, k, k + 1, 0.8, "named by what follows")


def _named_by_what_follows(read: ReadTurn) -> Iterator[Finding]:
    """ "Gareth speaking", "Dariusz here", "Bettina told me"."""
    atoms = read.atoms
    for k, atom in enumerate(atoms):
        is_speaker = k + 1 < len(atoms) and atoms[k + 1].low == "speaking" and atom.low in us_first_names()
        least = Worth.BOTH if is_speaker else Worth.UNKNOWN
        if not follows_name(atoms, k + 1) or _worth(atom) < least:
            continue
        if _is_cased(atoms) and not atom.raw[0].isupper():
            continue
        first = k
        while first > 0 and _worth(atoms[first - 1]) >= Worth.UNKNOWN and _same_case(atoms[first - 1], atom):
            first -= 1
        yield _finding(read, first, k + 1, 0.8, "named by what follows")


def _addressed(read: ReadTurn) -> Iterator[Finding]:
    """ "Thandiwe, can you hear me?", "How are you today, Thandiwe?": a strange word in capitals, set off by a comma."""
    atoms = read.atoms
    for k, atom in enumerate(atoms):
        if (
            not _is_cased_name(atoms, k)
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
        if is_own and atoms[k].low in _NICKNAMED and _same_case(atoms[k], atoms[k + 1]) and _ends_there(atoms, k + 1):
            low = bare(atoms[k + 1].low)
            if low in first_names() or worth_of(low) is Worth.UNKNOWN:
                yield _finding(read, k, k + 2, 0.8, "introduced or addressed by name")


def _same_case(one: Atom, two: Atom) -> bool:
    return one.raw[0].isupper() == two.raw[0].isupper()


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
            yield _finding(read, at, _name_end(atoms, at, sure=True), 0.9, "follows a title")


def _is_family_after_title(atoms: Sequence[Atom], title: int, at: int) -> bool:
    """ "Mr. Lord": a family name that is a common word, in capitals behind a title of one's own."""
    is_own = atoms[title].low in _PLAIN_TITLES and atoms[title].raw[0].isupper()
    return is_own and _is_cased_name(atoms, at) and atoms[at].low in last_names() - _TITLE_STOPS


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
    start = next((k for k in words if atoms[k].low not in _ANSWER_OPENERS and _worth(atoms[k]) >= least), None)
    if start is None or read.turn.text.rstrip().endswith("?"):
        return []
    end = _name_end(atoms, start, sure=True)
    in_lists = any(atoms[k].low in first_names() or atoms[k].low in last_names() for k in range(start, end))
    return [_finding(read, start, end, 0.8, "answers a question for a name")] if in_lists or is_short else []


def _spelled(read: ReadTurn, *, asked: bool) -> list[Finding]:
    """Letters one by one ("W-O-J-C", "Whiskey, Oscar"): five, or three where a name is being given."""
    atoms = read.atoms
    found = []
    for first, end in spelled_letters(atoms, SPELLING_ALPHABET, fewest=3 if asked else 5):
        found.append(_finding(read, first, end, 0.7, "spelled letter by letter"))
    return found
