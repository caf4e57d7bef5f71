"""International bank account numbers (ISO 13616: country letters, two check digits, 11-30 more characters).

Letters are misheard ("G B" as "TB") and digits doubled, so neither the country's length nor the check by 97 (ISO 7064,
MOD 97-10) is required; where it holds, fewer digits are enough.
"""

import re
from collections.abc import Sequence

from calls.finding import Kind
from redact.cues import cues
from redact.number_rules import NumberRule, NumberShape
from redact.number_words import DOUBLES, JOINERS, SPELLING_ALPHABET, TEENS, TENS, UNITS, ZEROS
from redact.spoken_forms import Atom

_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_NUMERALS = frozenset({*UNITS, *TEENS, *TENS, *ZEROS, *DOUBLES})
_FARTHEST_ATOMS = 60


def iban_check_holds(text: str) -> bool:
    """Whether `text`, without blanks, has the form of an IBAN and leaves 1 when divided by 97 as ISO 13616 says."""
    if not _FORM.fullmatch(text):
        return False
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97 == 1


def sure_without_cue(shape: NumberShape) -> float | None:
    if iban_check_holds(shape.text):
        return 0.98
    if 2 <= len(shape.letters) <= 8 and len(shape.digits) >= 13:
        return 0.85
    return None


def whole_iban(atoms: Sequence[Atom], first: int, end: int) -> tuple[int, int]:
    """Atoms [first, end) and whatever is spelled on either side of them, letters and numerals alike."""
    k = first - 1
    while k >= 0 and first - k <= _FARTHEST_ATOMS and (_is_spelled(atoms[k]) or atoms[k].low in JOINERS):
        first = k if _is_spelled(atoms[k]) else first
        k -= 1
    k = end
    while k < len(atoms) and k - end <= _FARTHEST_ATOMS and (_is_spelled(atoms[k]) or atoms[k].low in JOINERS):
        k += 1
        end = k if _is_spelled(atoms[k - 1]) else end
    return first, end


def _is_spelled(atom: Atom) -> bool:
    is_letter = len(atom.raw) == 1 and atom.raw.isalpha()
    return is_letter or atom.raw.isdigit() or atom.low in SPELLING_ALPHABET or atom.low in _NUMERALS


RULE = NumberRule(
    kind=Kind.IBAN,
    cues=cues(Kind.IBAN, "iban", "ibanez", "i ban", "eiban", "ivan number", "i b a n", "iban number", "eye ban"),
    expected=range(10, 35),
    part_from=3,
    alone=sure_without_cue,
    takes_letters=True,
)
