"""What a written word sounds like: "411-2222" as digits, "$25.50" as dollars and cents, "3B" as "three b".

A word is spoken in one of several ways ("2027": two zero two seven, twenty twenty seven, two thousand twenty seven), so
the answer is a small lattice: arcs between nodes, each arc one pronounceable word. The aligner hears which way it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ONES += ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
DIGITS = (*_ONES[:10], "oh")
FEWEST_DIGITS_WITH_EXTRAS = 3
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = frozenset({*_ONES, *_TENS, "oh", "hundred", "thousand", "double", "triple"})
_ORDINAL_ENDINGS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_ORDINAL_ENDINGS |= {"nine": "ninth", "twelve": "twelfth"}
_SYMBOLS = {"%": ("percent",), "&": ("and",), "@": ("at",), "+": ("plus",), "#": ("number",), "=": ("equals",)}
_CURRENCY = {"$": ("dollars", "cents"), "£": ("pounds", "pence"), "€": ("euros", "cents")}
_SAID_SIGNS = frozenset({*_SYMBOLS, *_CURRENCY})
_ORDINAL_MARKS = ("st", "nd", "rd", "th")
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_BARE_NUMBER = re.compile(r"\d[\d,.-]*")
_AROUND = ".,;:!?…-–—'\"()"
_LONGEST_CARDINAL = 7
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Arc:
    """One pronounceable word (lower case, or a silent step where `spoken` is empty) from one node to another.

    `at`: the first character of the written word that it says. `is_extra`: a digit that the word lacks and that may
    have been spoken all the same.
    """

    source: int
    target: int
    spoken: str
    at: int
    is_extra: bool = False


@dataclass(slots=True)
class Lattice:
    """Ways to say one written word, from node 0 to node `end`."""

    arcs: list[Arc] = field(default_factory=list)
    end: int = 0
    _n_nodes: int = 1

    def node(self) -> int:
        self._n_nodes += 1
        return self._n_nodes - 1

    def say(self, source: int, target: int, words: Sequence[str], at: int) -> None:
        """Add one way to get from `source` to `target`, for what is written from character `at` on."""
        for word in words[:-1]:
            step = self.node()
            self.arcs.append(Arc(source, step, word, at))
            source = step
        self.arcs.append(Arc(source, target, words[-1] if words else "", at))

    def may_also_say(self, node: int, words: Sequence[str], at: int) -> None:
        """Let any of `words` be said at `node`, as often as it is heard."""
        self.arcs += [Arc(node, node, word, at, is_extra=True) for word in words]

    def say_next(self, ways: Sequence[Sequence[str]], at: int) -> None:
        """Go on from `end` to a new end in one of several ways; an empty way says nothing."""
        target = self.node()
        for words in ways:
            self.say(self.end, target, words, at)
        self.end = target

    @property
    def n_nodes(self) -> int:
        return self._n_nodes


def lattice_of(text: str) -> Lattice:
    """The ways to say one written word; a single silent step when there is nothing to say ("—").

    Whisper often writes a digit too few ("999" for "nine nine nine nine"): after each group of a number of three digits
    or more, further digits may be heard, so that it lasts as long as it was spoken.
    """
    lattice = Lattice()
    is_number = sum(map(str.isdecimal, text)) >= FEWEST_DIGITS_WITH_EXTRAS
    tokens = list(_TOKEN.finditer(text))
    for number, match in enumerate(tokens):
        before = tokens[number - 1].group() if number else ""
        after = tokens[number + 1].group() if number + 1 < len(tokens) else ""
        if match.group()[0].isdecimal():
            _say_number(lattice, match.group(), after, match.start())
            if is_number:
                lattice.may_also_say(lattice.end, DIGITS, match.end() - 1)
            currency = _CURRENCY.get(tokens[0].group())
            if currency:
                _say_currency(lattice, currency[before == "."], match.start())
        elif match.group().lower() in _ORDINAL_MARKS and before.isdecimal():
            continue
        elif match.group()[0].isalpha():
            _say_letters(lattice, match.group(), match.start())
        elif match.group() == "." and before.isalnum() and after.isalnum():
            lattice.say_next([("point",), ("dot",), ()], match.start())
        elif match.group() in _SYMBOLS:
            lattice.say_next([_SYMBOLS[match.group()], ()], match.start())
    if not lattice.arcs:
        lattice.say_next([()], 0)
    return lattice


def is_spoken(text: str) -> bool:
    """Whether there is anything to say in it: a letter, a digit, or a sign that is read aloud ("&")."""
    return any(sign.isalnum() or sign in _SAID_SIGNS for sign in text)


def digits_of(text: str) -> int:
    """How many digits a word that is nothing but a number stands for; a number word counts as one, a price as none."""
    bare = text.strip(_AROUND).lower()
    if bare in NUMBER_WORDS:
        return 1
    return sum(map(str.isdecimal, bare)) if _BARE_NUMBER.fullmatch(bare) else 0


def cardinal(number: int) -> tuple[str, ...]:
    """0 … 9,999,999 in words, without "and"."""
    if number < 20:
        return (_ONES[number],)
    if number < 100:
        return (_TENS[number // 10], *(cardinal(number % 10) if number % 10 else ()))
    for unit, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= unit:
            rest = number % unit
            return (*cardinal(number // unit), name, *(cardinal(rest) if rest else ()))
    raise ValueError("not reached")


def _say_currency(lattice: Lattice, unit: str, at: int) -> None:
    lattice.say_next([(unit,), (unit, "and"), ("and",), ()], at)


def _say_letters(lattice: Lattice, token: str, at: int) -> None:
    word = token.lower().replace("’", "'")
    ways: list[Sequence[str]] = [(word,)]
    if token.isupper() and 1 < len(token) <= _LONGEST_ACRONYM:
        ways.append(tuple(word))
    lattice.say_next(ways, at)


def _say_number(lattice: Lattice, token: str, after: str, at: int) -> None:
    """Digit by digit, in pairs, doubled, in hundreds, or (up to seven digits) as one number; mixed freely."""
    digits = token.replace(",", "")
    nodes = [lattice.end, *(lattice.node() for _ in digits)]
    lattice.end = nodes[-1]
    for number, digit in enumerate(digits):
        place = at + (number if digits == token else 0)
        lattice.say(nodes[number], nodes[number + 1], (_ONES[int(digit)],), place)
        if digit == "0":
            lattice.say(nodes[number], nodes[number + 1], ("oh",), place)
        _say_group(lattice, digits[number:], nodes[number:], place, is_first=number == 0)
    if digits[0] != "0" and len(digits) <= _LONGEST_CARDINAL:
        for words in _whole_numbers(digits, is_ordinal=after.lower() in _ORDINAL_MARKS):
            lattice.say(nodes[0], nodes[-1], words, at)


def _say_group(lattice: Lattice, digits: str, nodes: Sequence[int], at: int, *, is_first: bool) -> None:
    """What two or three digits at once may sound like: "forty two", "double four", "triple nine", "hundred"."""
    pair = digits[:2]
    if len(pair) < 2:
        return
    if pair[0] != "0":
        lattice.say(nodes[0], nodes[2], cardinal(int(pair)), at)
    if pair[0] == pair[1]:
        lattice.say(nodes[0], nodes[2], ("double", _ONES[int(pair[0])]), at)
    if digits[:3] == pair[0] * 3:
        lattice.say(nodes[0], nodes[3], ("triple", _ONES[int(pair[0])]), at)
    if pair == "00" and not is_first:
        lattice.say(nodes[0], nodes[2], ("hundred",), at)


def _whole_numbers(digits: str, *, is_ordinal: bool) -> list[tuple[str, ...]]:
    whole = cardinal(int(digits))
    ways = [whole] if len(digits) > 2 else []
    if "hundred" in whole[:-1]:
        after_hundred = whole.index("hundred") + 1
        ways.append((*whole[:after_hundred], "and", *whole[after_hundred:]))
    return [*ways, _ordinal(whole)] if is_ordinal else ways


def _ordinal(whole: tuple[str, ...]) -> tuple[str, ...]:
    *front, last = whole
    ending = _ORDINAL_ENDINGS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (*front, ending)
