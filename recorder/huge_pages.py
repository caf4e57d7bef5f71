"""The heap on huge pages: of 4 KB each, a hundred calls touch more of them in a frame than a processor remembers.

glibc can do so by itself, yet reads of it in the environment that a process is begun with (glibc.malloc.hugetlb), and
recorders are begun in several ways.
"""

import ctypes
import mmap

ROOM_BYTES = 512 << 20
"""By how much the heap grows. Only what is used of it takes memory."""
_HUGE = 2 << 20
_M_TRIM_THRESHOLD, _M_TOP_PAD, _USUAL_PAD = -1, -2, 128 << 10
"""Of glibc's malloc.h, mallopt(3)."""
_BLOCK, _MOST_BLOCKS = 64 << 10, 256
"""Smaller than what malloc takes from elsewhere than the heap; so many fill whatever gaps the heap has."""
_REFUSED = ctypes.c_void_p(-1).value


def prefer_huge_pages() -> bool:
    """Let the heap grow once, and ask for huge pages there (madvise(2)); whether that could be asked for.

    Where the system knows no huge pages, memory is short or another C library is at work, all stays as it was.
    """
    libc = ctypes.CDLL(None)
    if not all(hasattr(libc, name) for name in ("mallopt", "sbrk", "madvise")) or not hasattr(mmap, "MADV_HUGEPAGE"):
        return False
    libc.malloc.restype = libc.sbrk.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    libc.sbrk.argtypes = [ctypes.c_ssize_t]
    libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    if libc.sbrk(ROOM_BYTES) == _REFUSED:
        return False
    libc.sbrk(-ROOM_BYTES)
    before = libc.sbrk(0)
    libc.mallopt(_M_TRIM_THRESHOLD, 2 * ROOM_BYTES)
    libc.mallopt(_M_TOP_PAD, ROOM_BYTES)
    blocks: list[int | None] = []
    while libc.sbrk(0) == before and len(blocks) < _MOST_BLOCKS:
        blocks.append(libc.malloc(_BLOCK))
    libc.mallopt(_M_TOP_PAD, _USUAL_PAD)
    for block in blocks:
        libc.free(block)
    first, end = -(-before // _HUGE) * _HUGE, libc.sbrk(0) // _HUGE * _HUGE
    return bool(end > first and libc.madvise(first, end - first, mmap.MADV_HUGEPAGE) == 0)
