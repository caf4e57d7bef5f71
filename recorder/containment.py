"""One call's trouble stays its own: the process and everybody else's calls go on."""

import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


class contained:  # noqa: N801 - read as a verb: `with contained(end): ...`
    """Whatever is raised while one call is served goes to `end_call`, which logs it and ends that call.

    One datagram or one slip of ours must not end everybody's calls. No generator: it is entered hundreds of times a
    second.
    """

    __slots__ = ("_end_call",)

    def __init__(self, end_call: Callable[[Exception], None]) -> None:
        self._end_call = end_call

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self._end_call(error)
        return True


def place_of(error: Exception) -> str:
    """Where it was raised, as "file.py:12": all of it that may be logged beside its type, for it may quote the call."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
