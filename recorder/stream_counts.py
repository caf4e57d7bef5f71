"""What a stream has brought by now. The production build has a short way to it (bootstrap/stream_counts.c)."""

import ctypes
from typing import Any, NamedTuple

import pjsua2 as pj


class StreamCounts(NamedTuple):
    """In the order of stream_counts.c. The jitter buffer's (the last three) are in its frames."""

    packets: int
    """Of RTP that have come, and the bytes of their payload."""
    size_bytes: int
    lost: int
    """By their sequence numbers, and how many came twice."""
    doubled: int
    never_came: int
    """Nothing in the frame's place when it was to be played."""
    ran_dry: int
    """Nothing in the buffer at all."""
    discarded: int


def count_stream(leg: pj.Call, index: int) -> StreamCounts:
    """Of the leg's stream on that line. Raises pj.Error where there is none."""
    if _short_way is None:
        return _long_way(leg, index)
    counts = (ctypes.c_uint * len(StreamCounts._fields))()
    status = _short_way(leg.getId(), index, counts)
    if status != 0:
        raise pj.Error(status, "count_stream", "", "", 0)
    return StreamCounts(*counts)


def _long_way(leg: pj.Call, index: int) -> StreamCounts:
    stat = leg.getStreamStat(index)
    packets, buffer = stat.rtcp.rxStat, stat.jbuf
    return StreamCounts(
        int(packets.pkt),
        int(packets.bytes),
        int(packets.loss),
        int(packets.dup),
        int(buffer.lost),
        int(buffer.empty),
        int(buffer.discard),
    )


_library: Any = ctypes.CDLL(pj._pjsua2.__file__)
_short_way = getattr(_library, "hushtape_count_stream", None)
