"""What is known to be secret is hidden everywhere else in the call: names, addresses, numbers said again or in part."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.cues import Innocent
from redact.dialogue_context import DialogueContext, ReadTurn, read_turns
from redact.direct_answers import without_marks
from redact.doubtful_numbers import is_price_or_day
from redact.everyday_words import is_everyday
from redact.innocent_numbers import MONEY_BEFORE, UNITS_AFTER
from redact.known_phrases import phrases_again
from redact.known_streets import streets_again
from redact.name_lists import first_names
from redact.name_words import NOT_NAMES, Worth, worth_of
from redact.spelled_again import spelled_again
from redact.spoken_forms import Run, atoms_of, runs_of
from redact.street_words import SUFFIXES, UNITS
from redact.word_set import word_set

_NUMBERS = frozenset(
    {Kind.CARD_NUMBER, Kind.SSN, Kind.ITIN, Kind.PHONE, Kind.BANK_ACCOUNT, Kind.IBAN, Kind.IMEI, Kind.CUSTOMER_ID,
     Kind.DEVICE_SERIAL, Kind.ID_DOCUMENT, Kind.CREDENTIAL}
)  # fmt: skip
_LEAST_KNOWN = {Kind.PERSON: 0.58, Kind.ADDRESS: 0.7}
"""How sure a finding must be for its words to be known; the name model's surest is 0.65."""
_TOO_COMMON = word_set("will may mark art case rich miles guy son an see so do")
"""First names that are said too often as words."""
_PART_FROM = 4
_CODES = frozenset({Kind.CARD_CVV, Kind.CREDENTIAL})
_CODE_LENGTHS = range(3, 5)
_CODE_REPEATED_WITHIN_TURNS = 6
"""A short code equals some price by chance; only what is said this near is taken for its echo."""
_LONGEST_KNOWN = 40
"""So many digits in a row of a value that is known are hidden where they are said again."""


def find_again(turns: Sequence[Turn], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for further mentions of what `findings` point at."""
    reads = read_turns(turns)
    words = _known_words(turns, findings)
    numbers = _known_numbers(turns, findings)
    codes = _known_codes(turns, findings)
    if not findings:
        return ()
    context = DialogueContext(reads)
    found: list[Finding] = [
        *phrases_again(turns, findings),
        *streets_again(turns, findings),
        *spelled_again(turns, findings),
    ]
    for read in reads:
        found.extend(_words_again(read, words))
        found.extend(_numbers_again(read, numbers, context))
        found.extend(_codes_again(read, codes, context))
    return tuple(found)


def _known_words(turns: Sequence[Turn], findings: Sequence[Finding]) -> dict[str, Kind]:
    """Lower-case words of names and of streets that stand for their bearer alone."""
    known: dict[str, Kind] = {}
    cased = {index for index in {finding.turn for finding in findings} if _has_capitals(turns[index].text)}
    for finding in findings:
        if finding.kind not in {Kind.PERSON, Kind.ADDRESS} or finding.confidence < _LEAST_KNOWN[finding.kind]:
            continue
        text = turns[finding.turn].text[finding.start : finding.end]
        is_lower = finding.kind is Kind.PERSON and finding.turn not in cased
        for word in text.replace("-", " ").replace(",", " ").replace(".", " ").split():
            low = word.lower().removesuffix("'s")
            is_plain = len(low) >= 3 and low.isalpha() and low not in NOT_NAMES
            is_plain = is_plain and (word[0].isupper() or (is_lower and _is_given(low)))
            if is_plain and (finding.kind is Kind.PERSON or low not in SUFFIXES | UNITS):
                known.setdefault(low, finding.kind)
    return known


def _has_capitals(text: str) -> bool:
    return any(char.isupper() for char in text)


def _is_given(low: str) -> bool:
    """Whether a word in a turn without capitals may stand for its bearer: a first name, or a word that is none else."""
    return low not in _TOO_COMMON and (low in first_names() or worth_of(low) >= Worth.UNKNOWN)


def _known_numbers(turns: Sequence[Turn], findings: Sequence[Finding]) -> dict[str, Kind]:
    """Every stretch of at least `_PART_FROM` digits of every known value, with its kind."""
    by_value: dict[tuple[int, int], list[str]] = {}
    kinds: dict[tuple[int, int], Kind] = {}
    for place, finding in enumerate(findings):
        if finding.kind not in _NUMBERS:
            continue
        key = (-1, place) if finding.group is None else (finding.group, 0)
        piece = Turn.of_text(turns[finding.turn].channel, turns[finding.turn].text[finding.start : finding.end])
        by_value.setdefault(key, []).append("".join(run.digits for run in runs_of(atoms_of(piece))))
        kinds[key] = finding.kind
    known: dict[str, Kind] = {}
    for key, parts in by_value.items():
        for stretch in _stretches("".join(parts)):
            known.setdefault(stretch, kinds[key])
    return known


def _known_codes(turns: Sequence[Turn], findings: Sequence[Finding]) -> dict[tuple[str, int], tuple[int, Kind]]:
    """Short codes, whole, and the turn that each was given in, with the first finding's place in the list and kind."""
    known: dict[tuple[str, int], tuple[int, Kind]] = {}
    for place, finding in enumerate(findings):
        if finding.kind in _CODES:
            text = turns[finding.turn].text[finding.start : finding.end]
            runs = runs_of(without_marks(atoms_of(Turn.of_text(turns[finding.turn].channel, text))))
            digits = "".join(run.digits for run in runs)
            if len(digits) in _CODE_LENGTHS:
                known.setdefault((digits, finding.turn), (place, finding.kind))
    return known


def _codes_again(
    read: ReadTurn, codes: Mapping[tuple[str, int], tuple[int, Kind]], context: DialogueContext
) -> list[Finding]:
    found = []
    turns_near = range(read.index - _CODE_REPEATED_WITHIN_TURNS, read.index + _CODE_REPEATED_WITHIN_TURNS + 1)
    for run in runs_of(without_marks(read.atoms)) if codes else ():
        near = [codes[run.digits, turn] for turn in turns_near if (run.digits, turn) in codes]
        if not near:
            continue
        first, end = _atoms_within(read, run)
        inline = context.expected_at(read.index, first, end).inline
        is_explained = bool(inline) and isinstance(inline[0], Innocent)
        if not is_explained and not _is_measured(read, end) and not _is_money(read, first, end):
            found.append(
                Finding(min(near)[1], read.index, run.start, run.end, 0.8, "known values", "a code said again")
            )
    return found


def _atoms_within(read: ReadTurn, run: Run) -> tuple[int, int]:
    inside = read.atoms_at(run.start, run.end)
    return inside.start, inside.stop


def _is_measured(read: ReadTurn, end_atom: int) -> bool:
    return end_atom < len(read.atoms) and read.atoms[end_atom].low in UNITS_AFTER - {"%"}


def _is_money(read: ReadTurn, first_atom: int, end_atom: int) -> bool:
    """ "£1,480", "4.25"."""
    said = read.turn.text[read.atoms[first_atom].start : read.atoms[end_atom - 1].end]
    return is_price_or_day(said) or (first_atom > 0 and read.atoms[first_atom - 1].raw in MONEY_BEFORE)


def _stretches(digits: str) -> Iterator[str]:
    if len(digits) > _LONGEST_KNOWN:
        return
    for start in range(len(digits) - _PART_FROM + 1):
        for end in range(start + _PART_FROM, len(digits) + 1):
            yield digits[start:end]


def _words_again(read: ReadTurn, words: dict[str, Kind]) -> list[Finding]:
    found = []
    for k, atom in enumerate(read.atoms):
        kind = words.get(atom.low.removesuffix("'s"))
        if kind is not None and (atom.raw[0].isupper() or (kind is Kind.PERSON and _is_again(read, atom.low))):
            first = _house_before(read, k) if kind is Kind.ADDRESS else k
            following = read.atoms[k + 1] if k + 1 < len(read.atoms) else atom
            last = following if kind is Kind.ADDRESS and following.low in SUFFIXES else atom
            found.append(
                Finding(
                    kind, read.index, read.atoms[first].start, last.end, 0.7, "known values", "known from this call"
                )
            )
    return found


def _is_again(read: ReadTurn, low: str) -> bool:
    """Whether a known name without a capital is the name: not where capitals mark names and the word is an everyday
    one ("to be frank")."""
    return not _has_capitals(read.turn.text) or not is_everyday(low)


def _house_before(read: ReadTurn, k: int) -> int:
    """The first atom of the number right before atom `k`, or `k` itself."""
    place = bisect_left(read.runs, k, key=lambda run: run.end_atom)
    is_there = place < len(read.runs) and read.runs[place].end_atom == k and len(read.runs[place].digits) <= 5
    return read.runs[place].first_atom if is_there else k


def _numbers_again(read: ReadTurn, numbers: Mapping[str, Kind], context: DialogueContext) -> list[Finding]:
    found = []
    for run in read.runs:
        if not _PART_FROM <= len(run.digits) <= _LONGEST_KNOWN or (
            run.is_cardinal and _is_measured(read, run.end_atom)
        ):
            continue
        kind = _known_kind(run.digits, numbers)
        if kind is None:
            continue
        inline = context.expected_at(read.index, run.first_atom, run.end_atom).inline
        is_short_and_explained = len(run.digits) < 6 and bool(inline) and isinstance(inline[0], Innocent)
        if not is_short_and_explained:
            found.append(Finding(kind, read.index, run.start, run.end, 0.8, "known values", "part of a known number"))
    return found


def _known_kind(digits: str, numbers: Mapping[str, Kind]) -> Kind | None:
    """The kind of the known number that a run repeats: whole, in part, or with one more digit at an end."""
    return next((numbers[part] for part in (digits, digits[1:], digits[:-1]) if part in numbers), None)
