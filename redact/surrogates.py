"""What stands for a value in a training sample: words that hold within one call and mean nothing outside it.

| Kind           | Surrogate                  | Why it can be nobody's                                  |
|----------------|----------------------------|---------------------------------------------------------|
| PERSON         | Caller, Agent, Person 2    | a party, or the number of a value                       |
| ADDRESS        | Pattern Lane, Mockbury     | invented; without a house number or a post code         |
| EMAIL          | heron@example.com          | example.com is reserved (RFC 2606)                      |
| numbers, codes | [CARD_NUMBER 1]            | samples carry no number: the number of a value, labelled |

Which street stands for which address is drawn anew for every pull and every call, and kept nowhere.
"""

import hashlib
from collections.abc import Callable, Sequence

from calls.finding import Kind

Surrogate = Callable[[Kind, int], str]
"""What stands for the value of this kind and number."""

STREETS = (
    "Sample Street", "Example Road", "Specimen Lane", "Pattern Lane", "Mock Avenue", "Template Road", "Model Drive",
    "Placeholder Street", "Dummy Lane", "Fixture Road", "Demo Avenue", "Stencil Street",
)  # fmt: skip
TOWNS = (
    "Exampleton", "Sampleford", "Mockbury", "Testham", "Placeholm", "Inventon", "Fictonville", "Nowherby",
    "Madeupton", "Modelstead", "Standinham", "Patternwick",
)  # fmt: skip
MAILBOXES = (
    "heron", "lantern", "pebble", "thimble", "walnut", "compass", "saddle", "bramble", "kettle", "marble", "anchor",
    "feather", "barrel", "candle", "ribbon", "acorn", "whistle", "basket", "pillow", "button",
)  # fmt: skip


def surrogates_of(draw: str) -> Surrogate:
    """The surrogates of one call in one pull: `draw` decides them, and must be another one for every call and pull."""
    streets, towns, mailboxes = (_drawn(names, draw) for names in (STREETS, TOWNS, MAILBOXES))

    def surrogate(kind: Kind, number: int) -> str:
        at = number - 1
        if kind is Kind.PERSON:
            return f"Person {number}"
        if kind is Kind.ADDRESS and at < len(streets) * len(towns):
            return f"{streets[at % len(streets)]}, {towns[(at + at // len(streets)) % len(towns)]}"
        if kind is Kind.EMAIL and at < len(mailboxes):
            return f"{mailboxes[at]}@example.com"
        return f"[{kind.value} {number}]"

    return surrogate


def _drawn(names: Sequence[str], draw: str) -> list[str]:
    return sorted(names, key=lambda name: hashlib.sha256(f"{draw}:{name}".encode()).digest())
