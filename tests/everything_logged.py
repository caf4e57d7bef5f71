"""Listens to every logger there is, ours and the libraries', at DEBUG."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from structlog.testing import capture_logs


@dataclass
class Logged:
    """What was logged, whole: messages, arguments, tracebacks."""

    lines: list[str] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join([*self.lines, *map(str, self.events)])


class _Listener(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._lines = lines
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(args)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))


@contextmanager
def everything_logged() -> Iterator[Logged]:
    """Also of loggers that a library or we had made quieter."""
    logged, root = Logged(), logging.getLogger()
    listener = _Listener(logged.lines)
    named = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.level, one.propagate, one.disabled) for one in (root, *named)]
    root.addHandler(listener)
    for one, *_ in before:
        one.setLevel(logging.DEBUG)
        one.propagate, one.disabled = True, False
    try:
        with capture_logs() as events:
            logged.events = events  # type: ignore[assignment]
            yield logged
    finally:
        root.removeHandler(listener)
        for one, level, propagate, disabled in before:
            one.setLevel(level)
            one.propagate, one.disabled = propagate, disabled
