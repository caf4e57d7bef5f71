"""What one made-up call holds on to: who speaks, in what style, and the values that were said."""

import random

from redact.name_model.training import invented, sayings
from redact.name_model.training.sayings import Style

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_WRONG_COUNT = 0.1
"""The share of numbers with a digit too many or too few."""
_POOLS = {"A": LETTERS, "0": "0123456789", "?": LETTERS + "0123456789", "F": "0123456789ABCDEF"}


class Slots:
    """One call: the same caller and agent throughout. The functions that say the slots take it first."""

    def __init__(self, rng: random.Random, style: Style, words: list[str]) -> None:
        self.rng, self.style, self.words = rng, style, words
        self.is_gb = rng.random() < 0.45
        self.names = {
            who: (invented.first_name(rng), invented.last_name(rng)) for who in ("me", "agent", "other", "third")
        }
        self._name_one_oddly()
        self.values: dict[str, str] = {}

    def another_person(self) -> None:
        """Others are spoken of from here on."""
        for who in ("other", "third"):
            self.names[who] = (invented.first_name(self.rng), invented.last_name(self.rng))
        self._name_one_oddly()

    def _name_one_oddly(self) -> None:
        """One person in every call is called by everyday words."""
        pick = self.rng.choice
        self.names["odd"] = (pick(invented.AMBIGUOUS_FIRST), pick(invented.AMBIGUOUS_LAST + invented.AMBIGUOUS_FIRST))

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def number(self, length: int) -> str:
        value = "".join(self.rng.choices("0123456789", k=length))
        if self.rng.random() >= _WRONG_COUNT:
            return value
        k = self.rng.randrange(length)
        return value[:k] + self.rng.choice(("", value[k] * 2)) + value[k + 1 :]

    def digits(self, kind: str, length: int, key: str) -> str:
        self.values[key] = self.number(length)
        return mark(kind, sayings.digits(self.values[key], self.style, self.rng))

    def code(self, kind: str, pattern: str, key: str) -> str:
        """`pattern`: A a letter, 0 a digit, F one of a hexadecimal number, ? either, anything else itself."""
        self.values[key] = "".join(self.rng.choice(_POOLS[char]) if char in _POOLS else char for char in pattern)
        said = self.values[key].replace(":", self.pick(" colon ", ":", " ", "-"))
        if ":" not in self.values[key]:
            said = sayings.code(self.values[key], self.style, self.rng)
        return mark(kind, said)

    def number_or_code(self, kind: str, shape: str, key: str) -> str:
        return self.digits(kind, len(shape), key) if shape.isdigit() else self.code(kind, shape, key)


def mark(kind: str, value: str) -> str:
    return "{" + f"{kind}:{value}" + "}"
