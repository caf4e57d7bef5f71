"""A company's own customer numbers, by their form: "KD"999999 – the letters K and D, then six digits.

The forms come from a file that the company keeps, one a line, "#" begins a remark: 9 stands for any digit, A for any
letter, what stands in quotes for itself; blanks and hyphens in a form are for the eye. A number may be written or said
in any way: "KD 12-34-56", "kilo delta one two, three four five six", "K as in kilo, D for delta, …". It must be said in
one turn. In doubt it is hidden:

- Letters or digits beside it count only if they are written as one word with it: "a KD123456" and "KD123456, 2 boxes"
  hold one, "XKD123456" is another code.
- A digit too many does not save it behind letters or what stands in quotes ("KD1234567" is hidden), nor where digits
  are said apart ("one two three four five six seven" for 999999). A form of nothing but 9s leaves a longer number that
  is written as one word, digits behind letters ("K482913"), and what is money ("£1,299", "1299 pounds").
- For an A stands a letter said alone or by the spelling alphabet, one in capitals or joined to digits ("ab1234"), or
  one of a short word that is no English one; "is 2024" is no AA9999.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from calls.errors import BadSettings
from calls.finding import Finding, Kind
from calls.transcript import Turn
from redact.company_words import NUMBER_OF_COMPANY, read_lines
from redact.dialogue_context import ReadTurn, read_turns
from redact.said_characters import APART, ASIDE, O_OR_ZERO, readings_of

FEWEST_DIGITS = 4
"""A form with fewer 9s would hide prices and years."""
_FORM = re.compile(r"(?:\"[A-Za-z0-9]+\"|[9A]|[ -])+")
_PLACE = re.compile(r"\"([A-Za-z0-9]+)\"|([9A])")
_CODE = re.compile(r"[A-Z]{2,}")
_CAPITALS, _LETTERS, _DIGITS = f"A-Z{O_OR_ZERO}", f"A-Za-z{O_OR_ZERO}", f"0-9{O_OR_ZERO}"
_MONEY_BEFORE = re.compile(r"[$£€]\s?\Z")
_MONEY_AFTER = re.compile(
    r"[\s-]?(?:[$£€%]|(?:dollars?|pounds|euros?|cents|pence|bucks|quid|percent)\b)", re.IGNORECASE
)
_LONGEST_MONEY = 12


@dataclass(frozen=True, slots=True, repr=False)
class NumberForms:
    """`forms` as they stand in the file, without remarks."""

    forms: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256("\n".join(self.forms).encode()).hexdigest()

    @property
    def codes(self) -> frozenset[str]:
        """The letters in quotes, as words in lower case."""
        quoted = (match[1].upper() for form in self.forms for match in _PLACE.finditer(form) if match[1])
        return frozenset(code.lower() for fixed in quoted for code in _CODE.findall(fixed))


def read_number_forms(file: Path) -> NumberForms:
    """Raises BadSettings, which quotes the line's number and not the line."""
    lines = list(read_lines(file))
    for number, form in lines:
        if not _FORM.fullmatch(form) or len(re.findall("9", re.sub('"[^"]*"', "", form))) < FEWEST_DIGITS:
            raise BadSettings(
                f"{file}, line {number} is no form of a number",
                hint=f'write 9 for a digit ({FEWEST_DIGITS} or more), A for a letter, the rest in quotes: "KD"999999',
            )
    return NumberForms(tuple(dict.fromkeys(form for _, form in lines)))


class CompanyNumbers:
    """A detector that finds every number of these forms as a CUSTOMER_ID, whoever says it."""

    def __init__(self, forms: NumberForms) -> None:
        self.name = f"company's numbers sha256:{forms.sha256[:12]}"
        self._forms = tuple(map(_read_form, forms.forms))
        self._codes = forms.codes
        self._tells_words = any(form.has_any_letter for form in self._forms)

    def find(self, turns: Sequence[Turn]) -> Sequence[Finding]:
        return [finding for read in read_turns(turns) for finding in self._find_in(read)] if self._forms else []

    def _find_in(self, read: ReadTurn) -> Iterator[Finding]:
        found: set[tuple[int, int]] = set()
        for chars in readings_of(read, self._codes, tells_words=self._tells_words):
            said = "".join(char.char for char in chars)
            for form in self._forms:
                for first, end in (match.span(1) for match in form.pattern.finditer(said)):
                    place = chars[first].start, chars[end - 1].end
                    if not (form.is_bare and _is_amount(read.turn.text, *place)):
                        found.add(place)
        for start, end in _united(found):
            yield Finding(Kind.CUSTOMER_ID, read.index, start, end, 1.0, self.name, NUMBER_OF_COMPANY)


@dataclass(frozen=True, slots=True, repr=False)
class _Place:
    char: str
    is_fixed: bool

    @property
    def is_letter(self) -> bool:
        return self.char.isalpha()


@dataclass(frozen=True, slots=True, repr=False)
class _Form:
    pattern: re.Pattern[str]
    """Its first group is the number in what `readings_of` says; numbers may overlap."""
    is_bare: bool
    """Of nothing but 9s: prices have that form, too."""
    has_any_letter: bool
    """Words must not be taken for such letters."""


def _read_form(form: str) -> _Form:
    places = [
        _Place(char, is_fixed=bool(match[1]))
        for match in _PLACE.finditer(form)
        for char in (match[1] or match[2]).upper()
    ]
    is_bare = not any(place.is_fixed or place.is_letter for place in places)
    follows_letters = any(place.is_letter for place in places)
    begins = f"(?<![{_LETTERS}])" if follows_letters else f"(?<![{_LETTERS}{_DIGITS}])"
    ends = f"(?![{_LETTERS}])" if places[-1].is_letter else f"(?![{_DIGITS}])" if is_bare else ""
    said = "".join(f"{_between(places, k)}{_matching(places, k)}" for k in range(len(places)))
    has_any_letter = any(place.is_letter and not place.is_fixed for place in places)
    return _Form(re.compile(f"{begins}(?=({said}){ends})"), is_bare, has_any_letter)


def _between(places: Sequence[_Place], k: int) -> str:
    """What may stand before place `k` of a form."""
    is_number = not (places[k - 1].is_letter or places[k].is_letter)
    return "" if k == 0 else f"[{APART}]?" if is_number else f"[{APART}{ASIDE}]?"


def _matching(places: Sequence[_Place], k: int) -> str:
    """What may stand at place `k`: a word's letters count where they are fixed, or beside such."""
    char = places[k].char
    if not places[k].is_fixed:
        is_beside_fixed = any(near.is_fixed and near.is_letter for near in places[max(0, k - 1) : k + 2])
        return f"[{_DIGITS if char == '9' else _LETTERS if is_beside_fixed else _CAPITALS}]"
    return f"[{char}{char.lower()}{O_OR_ZERO if char in 'O0' else ''}{'0' if char == 'O' else ''}]"


def _is_amount(text: str, start: int, end: int) -> bool:
    is_before = _MONEY_BEFORE.search(text[max(0, start - 2) : start])
    return bool(is_before or _MONEY_AFTER.match(text[end : end + _LONGEST_MONEY]))


def _united(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Characters [start, end) of numbers, those that overlap as one."""
    start = end = -1
    for begins, ends in sorted(places):
        if begins >= end:
            if end > start:
                yield start, end
            start = begins
        end = max(end, ends) if begins < end else ends
    if end > start:
        yield start, end
