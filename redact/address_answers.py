"""Addresses by their place in the dialogue: the answer to a question for an address, a town after "I live in"."""

from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.company_places import company_turns
from redact.cues import Fragment, Topic
from redact.dialogue_context import BACK_CHANNEL, DialogueContext, ReadTurn, read_turns
from redact.everyday_words import is_everyday
from redact.innocent_numbers import UNITS_AFTER
from redact.name_words import NOT_NAMES
from redact.number_words import FILLERS, ORDINALS, SPELLING_ALPHABET
from redact.regions import REGIONS
from redact.spoken_forms import Atom
from redact.street_words import DIRECTIONS, STATE_CODES, STATE_PREFIXES, STATES, SUFFIXES, UNITS
from redact.word_set import word_set

_OPENERS = (
    FILLERS
    | BACK_CHANNEL
    | word_set(
        "it is it's its my the address at yes yeah sure so live i in on that's that a to we're we i'm we live living "
        "and well oh actually please send ship be would will should can okay you from here's here my home work mine "
        "zip code postcode postal town city state street full went sent goes"
    )
)
_NEVER = word_set(
    "i i'm i've i'd i'll you you're he she it it's they we do does did don't didn't can can't could would should "
    "have has "
    "had not no what why how when who which this there same before already still because if but was were been am are "
    "think know want need said got get let going moved changed sorry wait hold thanks thank please correct right wrong "
    "account card email phone number yet again later tomorrow today yesterday neither both either default usual "
    "billing stays says one's mine yours everything nothing anything something won't wouldn't email's up off out "
    "about than then for with "
    "just never always very much lot sounds awesome lovely cool nice good okay great awesome course "
    " maybe probably available fine great perfect ready sure yes yeah okay ok yep nope"
)
"""Words of a sentence: an answer with one of them is no plain address."""
_MEASURES = UNITS_AFTER - word_set("grand square star room rooms k point units unit")
_ADDRESS_TOPICS = frozenset({Kind.ADDRESS, Fragment.TOWN})
_MOST_WORDS = 16
_MOST_LOWER_WORDS = 7
_MOST_TOWN_WORDS = 3
_LONGEST_QUESTION = 8
_CASE_SEEN_WITHIN = 60
"""Atoms on either side in which a capital says that a turn is written with them."""
_PLACES_AFTER = (
    ("live", "in"), ("living", "in"), ("based", "in"), ("moved", "to"), ("here", "in"),
    ("i'm", "in"), ("we're", "in"), ("yes", "in"), ("yeah", "in"), ("lives", "in"), ("from", "in"), ("house", "in"),
    ("flat", "in"), ("apartment", "in"), ("resident", "of"), ("relocated", "to"), ("relocating", "to"),
    ("moving", "to"), ("move", "to"), ("retired", "to"), ("he's", "in"), ("she's", "in"), ("they're", "in"),
)  # fmt: skip
_HOME_WORDS = word_set("live living moved lives resident relocated relocating moving move retired")
_AWAY_WORDS = word_set("he's she's they're")
"""Only with "now" behind the town: "he's retired, he's in Sarasota now"."""
_RELATIVES = word_set(
    "sister brother cousin mother father mum mom dad son daughter aunt auntie uncle nan gran grandma grandpa parents "
    "family friend wife husband niece nephew grandson granddaughter"
)
""" "My sister in Dublin"."""
_PROPERTIES = word_set("flat apartment house bungalow cottage condo maisonette duplex townhouse")
_OWNED = word_set("a an the my our your his her their")
""" "A deposit on a flat in Utrecht": a home has an owner or an article, "flats in Leeds" are anybody's."""
_ASKS_FOR_WEATHER = word_set("how how's finding")
""" "How's the weather in Houston?": it is asked of where somebody is."""


class AddressAnswerDetector:
    name = "address answers"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        context = DialogueContext(reads)
        closed = company_turns(reads)
        return [
            finding
            for read in reads
            if not {read.index, read.index - 1} & closed
            for finding in (*_answer(read, context), *_homes(read, context))
        ]


def _answer(read: ReadTurn, context: DialogueContext) -> Iterator[Finding]:
    """A turn that is nothing but an address, after a question for one."""
    atoms = read.atoms
    words = [k for k, atom in enumerate(atoms) if atom.raw[0].isalnum()]
    if not words or len(words) > 3 * _MOST_WORDS or read.turn.text.rstrip().endswith("?"):
        return
    question = context.question_before(read.index)
    if not _is_asked(read, question, context) or any(hit.topic not in _ADDRESS_TOPICS for hit in read.cues):
        return
    first = next((k for k in words if atoms[k].low not in _OPENERS or _is_single_letter(atoms, k)), None)
    last = next((k for k in reversed(words) if atoms[k].low not in BACK_CHANNEL), None)
    if first is None or last is None or last < first:
        return
    rest = [atoms[k] for k in words if first <= k <= last]
    plain = [
        atom for atom in rest if len(atom.raw) > 1 and not atom.raw.isdigit() and atom.low not in SPELLING_ALPHABET
    ]
    plain = [atom for atom in plain if not any(run.start <= atom.start < run.end for run in read.runs)]
    if any(atom.low in _NEVER or atom.low in _MEASURES for atom in rest) or len(plain) > _MOST_WORDS:
        return
    if not _is_telling(rest, plain, is_town=Fragment.TOWN in question):
        return
    if all(atom.raw[0].isupper() or _belongs(atom) for atom in plain) or len(plain) <= _MOST_LOWER_WORDS:
        first -= first > 0 and atoms[first - 1].raw == "The"
        yield _finding(read, first, last + 1, 0.7, "answers a question for an address")


def _is_asked(read: ReadTurn, question: Sequence[Topic], context: DialogueContext) -> bool:
    if Kind.EMAIL in question:
        return False
    armed = context.expected_at(read.index, 0, 1).armed
    return Kind.ADDRESS in question or (Fragment.TOWN in question and Kind.ADDRESS in armed)


def _is_telling(rest: Sequence[Atom], plain: Sequence[Atom], *, is_town: bool) -> bool:
    """Whether an answer says anything but everyday words: a number, a street, a town."""
    if any(not atom.raw.isalpha() or len(atom.raw) == 1 for atom in rest) or len(plain) < len(rest):
        return True
    telling = [atom for atom in plain if not is_everyday(atom.low) or atom.low in SUFFIXES | UNITS | STATES]
    return bool(telling) or (is_town and len(plain) <= _MOST_TOWN_WORDS)


def _is_single_letter(atoms: Sequence[Atom], k: int) -> bool:
    """A spelled postcode may begin with "I" or "A"."""
    return len(atoms[k].raw) == 1 and k + 1 < len(atoms) and len(atoms[k + 1].raw) == 1 and atoms[k + 1].raw.isalpha()


def _belongs(atom: Atom) -> bool:
    low = atom.low
    return (
        low in SUFFIXES | UNITS | STATES | STATE_PREFIXES | DIRECTIONS | ORDINALS
        or atom.raw in STATE_CODES
        or low in {"the", "of", "on", "in", "and", "upon", "under", "by", "box", "county", "old", "apartment"}
    )


def _homes(read: ReadTurn, context: DialogueContext) -> Iterator[Finding]:
    """The town after "I live in"; after a mere "in" only where an address was asked for."""
    atoms = read.atoms
    for k in range(1, len(atoms) - 1):
        pair = (atoms[k - 1].low, atoms[k].low)
        is_of_relative = pair[0] in _RELATIVES and pair[1] == "in" and _is_strange_capital(atoms[k + 1])
        is_of_home = pair[1] == "in" and (_is_of_property(atoms, k) or _is_of_weather(atoms, k))
        if pair not in _PLACES_AFTER and not is_of_relative and not is_of_home:
            continue
        if pair[0] in _AWAY_WORDS and not _is_now(atoms, k + 1):
            continue
        is_home = is_of_relative or is_of_home or pair[0] in _HOME_WORDS | _AWAY_WORDS
        is_home = is_home or (pair == ("i'm", "in") and _is_strange_capital(atoms[k + 1]))
        expected = context.expected_at(read.index, k, k + 1)
        if not is_home and Kind.ADDRESS not in (*expected.inline, *expected.armed):
            continue
        end = town_end(atoms, k + 1)
        if end > k + 1:
            yield _finding(read, k + 1, end, 0.7, "a town that somebody lives in")


def _is_now(atoms: Sequence[Atom], at: int) -> bool:
    """Whether "now" follows a town that begins at atom `at`."""
    end = town_end(atoms, at)
    return end > at and end < len(atoms) and atoms[end].low == "now"


def _is_of_property(atoms: Sequence[Atom], k: int) -> bool:
    """Whether "in" at atom `k` stands behind somebody's home and before a town."""
    is_home = k > 1 and atoms[k - 1].low in _PROPERTIES and atoms[k - 2].low in _OWNED
    return is_home and _is_town(atoms, k + 1)


def _is_of_weather(atoms: Sequence[Atom], k: int) -> bool:
    asked = {atom.low for atom in atoms[max(0, k - _LONGEST_QUESTION) : k]}
    is_asked = atoms[k - 1].low == "weather" and bool(asked & _ASKS_FOR_WEATHER)
    return is_asked and _is_town(atoms, k + 1)


def _is_town(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a town may stand at atom `at`: a strange word, also behind "New" or "North", and no state or country."""
    named = at + (atoms[at].low in STATE_PREFIXES | DIRECTIONS and at + 1 < len(atoms))
    return atoms[named].low not in REGIONS and _is_place(atoms[named])


def _is_strange_capital(atom: Atom) -> bool:
    return _is_capital(atom) and not is_everyday(atom.low) and atom.low not in NOT_NAMES


def town_end(atoms: Sequence[Atom], at: int) -> int:
    """End of a town's name that begins at atom `at` (at itself when there is none): capitals, or in lower case words
    that are no everyday ones."""
    near = atoms[max(0, at - _CASE_SEEN_WITHIN) : at + _CASE_SEEN_WITHIN]
    is_cased = any(atom.raw[0].isupper() and atom.low != "i" for atom in near)
    end, k = at, at
    while k < len(atoms) and end - at < 2 * _MOST_TOWN_WORDS:
        atom = atoms[k]
        if atom.raw in {",", "-", "'"} and k > at:
            k += 1
            continue
        if not atom.raw[0].isalpha() or atom.low in _NEVER or not (_is_capital(atom) if is_cased else _is_place(atom)):
            break
        k = end = k + 1
    return end


def _is_capital(atom: Atom) -> bool:
    return atom.raw[0].isupper() and len(atom.raw) > 1


def _is_place(atom: Atom) -> bool:
    is_name = not is_everyday(atom.low) and atom.low not in NOT_NAMES
    return atom.low in STATES | STATE_PREFIXES | DIRECTIONS or is_name


def _finding(read: ReadTurn, first: int, end: int, confidence: float, reason: str) -> Finding:
    start, stop = read.atoms[first].start, read.atoms[end - 1].end
    return Finding(Kind.ADDRESS, read.index, start, stop, confidence, AddressAnswerDetector.name, reason)
