"""E-mail addresses, written (RFC 5321 §4.1.2 everyday form), spoken ("jane dot miller at gmail dot com") and worn.

Recognisers run "at" into the domain ("jane.miloradgmail.com") or lose it, so a domain of a mail provider, or any
domain where an address was asked for, is enough.
"""

import re
from collections.abc import Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.dialogue_context import DialogueContext, ReadTurn, read_turns
from redact.number_words import NUMERALS
from redact.spoken_forms import Atom
from redact.word_set import word_set

TOP_LEVEL = word_set(
    "com net org edu gov io co uk us de fr biz info me tv au ca ie in eu nl at ch it es mail example test invalid"
)
PROVIDERS = (
    "gmail", "yahoo", "outlook", "hotmail", "icloud", "protonmail", "proton", "aol", "gmx", "comcast", "verizon",
    "btinternet", "example", "hot mail", "g mail",
)  # fmt: skip
_WRITTEN = re.compile(r"[\w.+-]+(?:@|\s+at\s+)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
_AT_SIGN = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_STOP = word_set(
    "is it's its my email e mail address to the me at reach yes yeah sure so that's that and write send um uh okay ok "
    "it on our for your his her use using please contact be would are a an i have with into was goes spelled as "
    "looked saw found ordered bought went shops available works paid tried items registered checked shopping "
    "right well or look buy sold shop order visit website site online go you can com one new old same page still "
    "got"
)
"""Words that do not belong to the part before "at"."""
_ASIDES = tuple(
    tuple(phrase.split())
    for phrase in (
        "all one word", "one word", "all lower case", "all lowercase", "lower case", "lowercase", "no spaces",
        "no space",
        "the number", "the letter", "the word",
        "all together", "all in one", "all small", "small letters", "without spaces", "all in lowercase",
    )
)  # fmt: skip
"""Said about an address within it; what stands before still belongs to it."""
_SITE_WORDS = frozenset({"visit", "website", "site", "www", "online", "webpage"})
_FARTHEST_SITE = 6
_MOST_LOCAL_ATOMS = 40
_MOST_DOMAIN_WORDS = 4
_MOST_WORDS_OF_A_HALF = 8


class EmailDetector:
    name = "emails"

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        reads = read_turns(turns)
        context = DialogueContext(reads)
        found = [finding for read in reads for finding in _emails_in(read, context)]
        return [*found, *_first_halves(reads, found)]


def _first_halves(reads: Sequence[ReadTurn], found: Sequence[Finding]) -> list[Finding]:
    """ "lucia dot mendes" – "uh-huh" – "at icloud dot com": the part before "at", a turn before."""
    halves: list[Finding] = []
    for finding in found:
        read = reads[finding.turn]
        is_first = read.atoms[0].low == "at" and finding.start <= read.atoms[0].start
        if not is_first or finding.turn < 1:
            continue
        for before in reversed(reads[max(0, finding.turn - 2) : finding.turn]):
            words = [atom for atom in before.atoms if atom.raw.isalnum()]
            if before.turn.channel is read.turn.channel and 1 <= len(words) <= _MOST_WORDS_OF_A_HALF:
                kept = [atom for atom in words if atom.low not in _STOP] or words
                halves.append(_finding(before, kept[0].start, kept[-1].end, 0.8))
                break
    return halves


def _emails_in(read: ReadTurn, context: DialogueContext) -> list[Finding]:
    found: list[Finding] = []
    last_end = 0
    for start, end in sorted({*_domains(read.atoms), *_undotted_domains(read, context)}):
        if start < last_end or _is_web_site(read.atoms, start):
            continue
        expected = context.expected_at(read.index, start, end)
        asked = Kind.EMAIL in (*expected.inline, *expected.armed)
        first, has_at = _local_start(read.atoms, start, asked=asked, floor=last_end)
        text = read.turn.text[read.atoms[start].start : read.atoms[end - 1].end].lower()
        known = any(provider in text for provider in PROVIDERS)
        if not (has_at or known or asked) or (first == start and not known and not asked):
            continue
        if asked and not has_at:
            first, has_at = _own_domain_start(read.atoms, start, first, floor=last_end)
        is_at_before = first > 0 and read.atoms[first - 1].low in {"at", "@"}
        first -= is_at_before and (first == start or not has_at)
        last_end = end
        found.append(_finding(read, read.atoms[first].start, read.atoms[end - 1].end, 0.95 if has_at else 0.8))
    found.extend(_finding(read, *match.span(), 0.99) for match in _AT_SIGN.finditer(read.turn.text))
    return found


def _is_web_site(atoms: Sequence[Atom], domain: int) -> bool:
    """ "visit us at northlake dot com", "our website, northlake dot com"."""
    before = [atom.low for atom in atoms[max(0, domain - _FARTHEST_SITE) : domain] if atom.raw.isalnum()]
    return bool(_SITE_WORDS & set(before)) and not {"e", "mail", "email"} & set(before)


def _finding(read: ReadTurn, start: int, end: int, confidence: float) -> Finding:
    return Finding(Kind.EMAIL, read.index, start, end, confidence, EmailDetector.name, "has the form of an address")


def _domains(atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Atom ranges of "name dot com", "web.de", "yahoo dot co dot u k"."""
    found: list[tuple[int, int]] = []
    i = 1
    while i < len(atoms) - 1:
        if not (_is_dot(atoms, i) and _is_top_level(atoms, i + 1)):
            i += 1
            continue
        end = i + 2 if atoms[i + 1].low in TOP_LEVEL else i + 3
        while end + 1 < len(atoms) and _is_dot(atoms, end) and _is_top_level(atoms, end + 1):
            end = end + 2 if atoms[end + 1].low in TOP_LEVEL else end + 3
        found.append((i - 1 if atoms[i - 1].raw.isalnum() else max(0, i - 2), end))
        i = end
    return found


def _undotted_domains(read: ReadTurn, context: DialogueContext) -> list[tuple[int, int]]:
    """A provider whose dot was lost after "at": "at yahoo com"; where an address was asked for also "at yahoo"."""
    atoms = read.atoms
    found: list[tuple[int, int]] = []
    for i in range(1, len(atoms)):
        if atoms[i].low not in PROVIDERS or atoms[i - 1].low not in {"at", "@"}:
            continue
        has_top = i + 1 < len(atoms) and atoms[i + 1].low in {"com", "net", "org", "co", "de", "edu"}
        if has_top:
            is_gb = atoms[i + 1].low == "co" and i + 2 < len(atoms) and atoms[i + 2].low == "uk"
            found.append((i, i + 3 if is_gb else i + 2))
        elif not (i + 1 < len(atoms) and _is_dot(atoms, i + 1)):
            expected = context.expected_at(read.index, i, i + 1)
            if Kind.EMAIL in (*expected.inline, *expected.just_asked):
                found.append((i, i + 1))
    return found


def _is_dot(atoms: Sequence[Atom], i: int) -> bool:
    """ "dot", or a stop with the next letters clinging to it."""
    return atoms[i].low == "dot" or (atoms[i].raw == "." and i + 1 < len(atoms) and atoms[i + 1].glued)


def _is_top_level(atoms: Sequence[Atom], i: int) -> bool:
    if atoms[i].low in TOP_LEVEL:
        return True
    return i + 1 < len(atoms) and len(atoms[i].low) == 1 and atoms[i].low + atoms[i + 1].low in {"uk", "de", "us", "fr"}


def _local_start(atoms: Sequence[Atom], domain: int, *, asked: bool, floor: int) -> tuple[int, bool]:
    """Walk left from the domain over "at" and the part before it: (first atom, whether an "at" was there)."""
    at, has_at, first = domain - 1, False, domain
    blanks = 0
    while at >= floor and domain - at <= _MOST_LOCAL_ATOMS:
        atom = atoms[at]
        aside = _aside_before(atoms, at + 1)
        if has_at and (aside or _is_example(atoms, at)):
            is_of_part = atom.low in {"number", "letter"}
            at -= aside or 2
            first = at + 1 if is_of_part else first
            continue
        if atom.low in {"at", "@"} and not has_at:
            has_at, blanks = True, 0
        elif atom.raw in {".", "-", "_", ",", "+"} or atom.low in {"dot", "dash", "underscore", "hyphen", "underscar"}:
            if (
                atom.raw == "."
                and not atoms[at + 1].glued
                and len(atoms[at - 1].raw) > 1
                and atoms[at - 1].low != "dot"
            ):
                break
            if atom.raw == "," and not asked and len(atoms[at - 1].raw) > 1 and len(atoms[at + 1].raw) > 1:
                break
        elif (
            atom.low.endswith(("'s", "’s"))
            or (atom.low == "then" and (at == 0 or atoms[at - 1].low in {"and", ",", "."}))
            or (atom.low in _STOP and not _is_among_numerals(atoms, at) and not _is_among_letters(atoms, at))
            or atom.raw in "?!:;"
        ):
            break
        else:
            is_word = len(atom.raw) > 1 and not atom.raw.isdigit() and atom.low not in NUMERALS
            blanks += is_word and not atoms[at + 1].glued and atoms[at + 1].raw.isalnum()
            if blanks > (12 if asked or len(atom.raw) == 1 else 3):
                break
            first = at
        at -= 1
    return (first, has_at)


def _is_among_numerals(atoms: Sequence[Atom], k: int) -> bool:
    """ "kicker one eight at": a digit, whatever else the word may be."""
    return atoms[k].low in NUMERALS and (atoms[k + 1].low in NUMERALS | {"at", "@"} or atoms[k + 1].raw.isdigit())


def _is_example(atoms: Sequence[Atom], k: int) -> bool:
    """ "n as in november": its "in"."""
    return k > 1 and atoms[k].low == "in" and atoms[k - 1].low == "as" and len(atoms[k - 2].raw) == 1


def _is_among_letters(atoms: Sequence[Atom], k: int) -> bool:
    """ "b e l l at": a letter of a word that is spelled, not that of "e mail" or an article."""

    def is_char(at: int) -> bool:
        return 0 <= at < len(atoms) and len(atoms[at].raw) == 1 and atoms[at].raw.isalnum()

    after = atoms[k + 1].low if k + 1 < len(atoms) else ""
    return is_char(k) and (is_char(k + 1) or (is_char(k - 1) and after in {"at", "@", "dot"}))


def _own_domain_start(atoms: Sequence[Atom], domain: int, first: int, *, floor: int) -> tuple[int, bool]:
    """Over a domain of several words to its "at" and the part before ("billing at harrow and sons dot co dot uk")."""
    for at in range(domain - 1, max(floor, domain - 1 - _MOST_DOMAIN_WORDS), -1):
        if atoms[at].low in {"at", "@"}:
            start, _ = _local_start(atoms, at + 1, asked=True, floor=floor)
            return min(start, at), True
        if not atoms[at].raw.isalpha():
            break
    return first, False


def _aside_before(atoms: Sequence[Atom], end: int) -> int:
    """How many atoms before `end` are an aside (marks between its words not counted in); 0 when none."""
    for words in _ASIDES:
        if tuple(atom.low for atom in atoms[max(0, end - len(words)) : end]) == words:
            return len(words)
    return 0
