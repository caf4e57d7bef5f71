"""Ctrl-C that cannot get lost."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def set_by_interrupt(stop: threading.Event) -> Iterator[None]:
    """Within it Ctrl-C sets `stop` and raises KeyboardInterrupt.

    Python drops the exception where it falls into a finaliser, and says so on stderr; `stop` stays. Main thread only.
    """

    def interrupted(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
