"""Numbers and codes over several turns: "Double 4, 1-0" – "okay" – "triple 7, 2" – "S as in Sam?".

Where a number or code stands in a call or was just asked for, a sentence of nothing but digits and letters beside it is
another part of it, a correction, or its reading back.
"""

from collections.abc import Iterator, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.cues import Innocent
from redact.dialogue_context import BACK_CHANNEL, DialogueContext, ReadTurn, read_turns
from redact.number_words import DOUBLES, NUMERALS, SPELLING_ALPHABET
from redact.spoken_forms import Atom
from redact.word_set import word_set

_KINDS = frozenset(
    {Kind.CARD_NUMBER, Kind.SSN, Kind.ITIN, Kind.PHONE, Kind.BANK_ACCOUNT, Kind.IBAN, Kind.IMEI, Kind.DEVICE_SERIAL,
     Kind.ID_DOCUMENT, Kind.CUSTOMER_ID, Kind.CREDENTIAL, Kind.IP_ADDRESS, Kind.CARD_CVV,
     Kind.EMAIL}
)  # fmt: skip
_MOST_TURNS_BETWEEN = 3
_AROUND = BACK_CHANNEL | word_set(
    "it's its it is was that's that this then there there's the a i think say said did you one starts begins ends with "
    "sorry no wait mean not dash hyphen slash and so oh end yes yeah after before like maybe also more last first "
    "again be would got or part bit"
)
"""Words that a sentence of digits and letters may hold besides."""
_INSIDE = word_set("- – , / . dash hyphen slash dot space then capital uppercase lowercase um uh er like letter number")
_LETTER_WORDS = word_set("bee sea tea pea jay kay em en ex zed zee ess ell eff gee queue cue dee aitch vee ar")
"""How recognisers write single letters."""
_REPEATED = word_set("noughts zeros zeroes oughts ohs nils ones twos threes fours fives sixes sevens eights nines")
""" "Eight noughts"."""
_ELSE = frozenset({":", "$", "%", "£", "€"})
"""Marks of a time, a price or a share."""
_EXAMPLE = frozenset({"as", "for", "like"})
_FEWEST_CHARS = 2
_SHORTEST_EXAMPLE = 3


def parts_of_codes(turns: Sequence[Turn], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for the further parts of the numbers and codes in `found`."""
    reads = read_turns(turns)
    kinds: dict[int, Kind] = {}
    for finding in found:
        if finding.kind in _KINDS:
            kinds.setdefault(finding.turn, finding.kind)
    context = DialogueContext(reads)
    for read in reads:
        asked = context.question_before(read.index)[:1]
        if asked and asked[0] in _KINDS and not read.cues:
            kinds.setdefault(read.index, Kind(asked[0]))
    taken = {finding.turn for finding in found if finding.kind in _KINDS | {Kind.ADDRESS, Kind.DATE_OF_BIRTH}}
    result: list[Finding] = []
    for step in (1, -1):
        for index in sorted(kinds, reverse=step < 0):
            result.extend(_followed(reads, index, step, kinds[index], taken))
    for index, kind in kinds.items():
        result.extend(_parts_in(reads[index], kind))
    return tuple(result)


def _followed(reads: Sequence[ReadTurn], index: int, step: int, kind: Kind, taken: set[int]) -> Iterator[Finding]:
    """Parts in the turns after (or before) a turn, until something else is spoken of."""
    between = 0
    at = index + step
    while 0 <= at < len(reads) and between <= _MOST_TURNS_BETWEEN:
        read = reads[at]
        if at in taken or any(hit.topic is not kind for hit in read.cues) or _is_innocent(read):
            return
        parts = list(_parts_in(read, kind))
        yield from parts
        if parts:
            taken.add(at)
        elif not read.is_transparent:
            return
        between += not parts
        at += step


def _is_innocent(read: ReadTurn) -> bool:
    return any(isinstance(hit.topic, Innocent) for hit in read.cues)


def _parts_in(read: ReadTurn, kind: Kind) -> Iterator[Finding]:
    for low, high in _sentences(read.atoms):
        stretch = _only_code(read.atoms, low, high)
        for first, last in _between_words(read.atoms, *stretch) if stretch is not None else ():
            start, end = read.atoms[first].start, read.atoms[last].end
            yield Finding(kind, read.index, start, end, 0.6, "parts of codes", "a further part of a number or code")


def _sentences(atoms: Sequence[Atom]) -> Iterator[tuple[int, int]]:
    first = 0
    for k, atom in enumerate(atoms):
        if atom.raw in ".?!" and (k + 1 == len(atoms) or not atoms[k + 1].glued):
            yield first, k
            first = k + 1
    if first < len(atoms):
        yield first, len(atoms)


def _only_code(atoms: Sequence[Atom], low: int, high: int) -> tuple[int, int] | None:
    """The stretch of digits and letters in a sentence that says nothing else: atoms [first, end)."""
    first, end, chars = high, low, 0
    for k in range(low, high):
        atom = atoms[k]
        if _is_char(atoms, k) or (low < k and _is_example(atoms, k)):
            first, end = min(first, k), k + 1
            chars += 1 + (len(atom.raw) - 1 if atom.raw.isdigit() else atom.low in DOUBLES)
            chars += low < k and atoms[k - 1].low == "letter"
        elif atom.raw in _ELSE or (atom.raw.isalnum() and atom.low not in _AROUND and atom.low not in _INSIDE):
            return None
    return (first, end) if chars >= _FEWEST_CHARS else None


def _between_words(atoms: Sequence[Atom], first: int, end: int) -> Iterator[tuple[int, int]]:
    """(first, last) of every piece of a stretch that stands between words ("40 11 52 and 6 0 2 2")."""
    held: list[int] = []
    for k in range(first, end):
        if _is_char(atoms, k) or (first < k and _is_example(atoms, k)):
            held.append(k)
        elif atoms[k].raw.isalnum() and atoms[k].low not in _INSIDE and held:
            yield held[0], held[-1]
            held = []
    if held:
        yield held[0], held[-1]


def _is_char(atoms: Sequence[Atom], k: int) -> bool:
    atom = atoms[k]
    if atom.raw.isdigit() or atom.low in SPELLING_ALPHABET | _LETTER_WORDS:
        return True
    if atom.low in _REPEATED:
        return k > 0 and atoms[k - 1].low in NUMERALS
    if atom.low in NUMERALS:
        return atom.low not in {"one", "oh", "o"} or any(_is_plain_char(atoms, j) for j in (k - 1, k + 1, k + 2, k - 2))
    if atom.low == "a" and k > 0 and atoms[k - 1].low in {"with", "got", "has", "starts"}:
        return False
    is_letter = atom.low not in {"a", "i"} or _is_plain_char(atoms, k + 1) or _is_spelled(atoms, k)
    return len(atom.raw) == 1 and atom.raw.isalpha() and is_letter


def _is_spelled(atoms: Sequence[Atom], k: int) -> bool:
    """Whether a word that begins with it follows: "I for Ireland", "A as in apple"."""
    after = [atom.low for atom in atoms[k + 1 : k + 4]]
    words = after[1:2] if after[:1] == ["for"] else after[2:3] if after[:2] == ["as", "in"] else []
    return (
        bool(words)
        and len(words[0]) >= _SHORTEST_EXAMPLE
        and words[0].startswith(atoms[k].low)
        and words[0] != "instance"
    )


def _is_plain_char(atoms: Sequence[Atom], k: int) -> bool:
    if not 0 <= k < len(atoms):
        return False
    atom = atoms[k]
    return atom.raw.isdigit() or atom.low in NUMERALS or (len(atom.raw) == 1 and atom.raw.isalpha())


def _is_example(atoms: Sequence[Atom], k: int) -> bool:
    """ "as in Sam" behind a letter: each of its words."""
    lows = [atom.low for atom in atoms[max(0, k - 3) : k + 1]]
    if lows[-1] in {"as", "for"} or (lows[-1] == "in" and lows[-2:-1] == ["as"]):
        return any(len(atom.raw) == 1 and atom.raw.isalpha() for atom in atoms[max(0, k - 2) : k])
    return lows[-3:-1] == ["as", "in"] or (lows[-2:-1] in (["for"], ["like"]) and len(lows) > 2 and len(lows[-3]) == 1)
