"""Memory that a model works in is kept from one window to the next.

glibc gives every large buffer back to the kernel when it is freed and fetches it again page by page, for each layer of
each 30 s (`docs/decisions/0024-memory-is-kept-between-windows.md`).
"""

import ctypes
from functools import cache

import structlog

_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8
"""Numbers of mallopt's parameters: glibc's malloc.h."""
_NEVER_BYTES = 2**31 - 1

_log = structlog.get_logger(__name__)


@cache
def keep_freed_memory() -> bool:
    """What this process frees it keeps for itself, up to its own peak. False where the C library is not glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    wanted = {_MMAP_MAX: 0, _TRIM_THRESHOLD: _NEVER_BYTES, _ARENA_MAX: 1}
    is_kept = mallopt is not None and all(mallopt(number, value) == 1 for number, value in wanted.items())
    if not is_kept:
        _log.info("freed memory goes back to the system: transcription takes longer", hint="glibc alone can keep it")
    return is_kept


def give_back_freed_memory() -> None:
    """What this process has freed and kept until now goes back to the kernel, whole pages anywhere in the heap."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
