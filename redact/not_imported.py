"""A library that another one imports only because it is installed, left out while that other one is imported.

thinc, which spaCy stands on, imports torch wherever it finds it (thinc/compat.py): 180 MB and two seconds that no spaCy
model of ours uses. No setting of thinc's turns that off; `None` in `sys.modules` is Python's own word for "not there"
(The Python Language Reference, 5.3.1).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_imported(name: str) -> Iterator[None]:
    """Importing `name` fails as if it were not installed; nothing changes where it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
