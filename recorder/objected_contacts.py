"""Contacts whose caller has objected, for as long as this recorder runs: the next session of the same one is not kept.

A transfer or a consultation gives one customer contact several communication sessions, and several recording sessions,
in one group (RFC 7865 §6.2). Whoever said no to one has said no to all of them.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable

MOST = 20_000
"""The oldest are forgotten then: at 3,000 objections a day, after a few days."""


class ObjectedContacts:
    """Holds keyed codes, never the ids themselves."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        self._pseudonym = pseudonym
        self._codes: OrderedDict[str, None] = OrderedDict()
        self.version = 0
        """Changes whenever somebody has objected."""

    def add(self, ids: Iterable[str]) -> None:
        self.version += 1
        for one in ids:
            self._codes[self._pseudonym(one)] = None
        while len(self._codes) > MOST:
            self._codes.popitem(last=False)

    def include(self, ids: Iterable[str]) -> bool:
        """Whether any of them has objected."""
        return any(self._pseudonym(one) in self._codes for one in ids)
