"""One call's trouble stays its own: the process and everybody else's calls go on."""

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def contained(end_call: Callable[[Exception], None]) -> Iterator[None]:
    """Whatever is raised while one call is served goes to `end_call`, which logs it and ends that call."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - one datagram or one slip of ours must not end everybody's calls
        end_call(error)


def place_of(error: Exception) -> str:
    """Where it was raised, as "file.py:12": all of it that may be logged beside its type, for it may quote the call."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
