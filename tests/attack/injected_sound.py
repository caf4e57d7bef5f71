"""RTP from an address that was not negotiated (F18): in bursts, with numbers and times that fit the stream."""

import asyncio
import random
import socket
import struct

from benchmarks.capture_frames import bits_as_sound
from tests.attack.field import STRANGERS, Field
from tests.attack.onslaught import Volley
from tests.telephones.numbered_sound import numbered

FOREIGN_STREAM = 60_000
BURST_PACKETS = 50
BURSTS = 20
FOREIGN_SAMPLES = bits_as_sound(FOREIGN_STREAM, 16)
COUNTER = "rtp_foreign"


async def inject(ground: Field) -> tuple[Volley, list[str]]:
    """Every good call's caller leg is struck, from a strange address and from the peer's address by another port."""
    sound, dice = numbered(FOREIGN_STREAM), random.Random(18)
    lines = [_line(host) for host in (STRANGERS[0], "127.0.0.1")]
    before = ground.counts().get(COUNTER, 0)
    sent = 0
    for burst in range(BURSTS):
        for talk in ground.good.talks:
            target, last, stamp, source = talk.voice.spoken()
            for number in range(1, BURST_PACKETS + 1):
                # As one who listens in would do it: the right source, the next numbers and times.
                kept = source if burst % 2 else dice.getrandbits(32)
                head = struct.pack("!BBHII", 0x80, 0, last + number & 0xFFFF, stamp + 160 * number & 0xFFFFFFFF, kept)
                lines[burst % 2 if burst % 4 else 0].sendto(head + sound(number), target)
                sent += 1
        await asyncio.sleep(0.2)
    for line in lines:
        line.close()
    await asyncio.sleep(1.0)
    counted = ground.counts().get(COUNTER, 0) - before
    return Volley(sent, 0), [] if counted >= sent * 0.9 else [f"{counted} of {sent} foreign packets were counted"]


def _line(host: str) -> socket.socket:
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.bind((host, 0))
    return line
