"""An endless row of malformed messages: torture, bodies, mutations, splices. The same seed, the same row."""

import random
from collections.abc import Iterator

from tests.attack.bodies import hostile_bodies
from tests.attack.requests import Request, Requests, cancelling
from tests.attack.torture import torture

METHODS = ("INVITE", "OPTIONS", "REGISTER", "BYE", "ACK", "CANCEL", "INFO", "UPDATE", "REFER", "MESSAGE", "SUBSCRIBE")
_NOISE = (b"\0", b"\xff\xfe", b"\xc3\x28", b"\r\n", b"\n", b"%n%s", b"%00", b"{{7*7}}", b'"', b"<", b";", b",", b"\t")


def malformed(make: Requests, *, seed: int) -> Iterator[bytes]:
    """Each INVITE among the mutated ones is cancelled right after, so that lines stay free for the next."""
    dice = random.Random(seed)
    while True:
        yield from (message for _, message in torture(make))
        for _, invite in hostile_bodies(make):
            yield invite.written()
            yield cancelling(invite)
        for _ in range(300):
            request = make.make(dice.choice(METHODS))
            yield _mutated(request, dice)
            if request.start.startswith(b"INVITE"):
                yield cancelling(request)
        yield from (_noise(dice) for _ in range(20))


def _mutated(request: Request, dice: random.Random) -> bytes:
    match dice.randrange(8):
        case 0:
            return _flipped(request.written(), dice)
        case 1:
            written = request.written()
            return written[: dice.randrange(1, len(written))]
        case 2:
            name, value = dice.choice(request.headers)
            return request.more(*[(name, value)] * dice.choice((2, 20, 300))).written()
        case 3:
            return request.without(dice.choice(request.headers)[0].decode()).written()
        case 4:
            headers = list(request.headers)
            dice.shuffle(headers)
            return Request(request.start, tuple(headers), request.body).written(
                dice.choice((b"\n", b"\r", b"\r\n\r\n"))
            )
        case 5:
            return _with_noise(request, dice)
        case 6:
            name, value = dice.choice(request.headers)
            long = value + b"a" * dice.choice((255, 3_000, 30_000))
            return request.having(**{name.decode().replace("-", "_"): long}).written()
        case _:
            first, second = request.written(), request.written()
            return first[: dice.randrange(len(first))] + second[dice.randrange(len(second)) :]


def _flipped(written: bytes, dice: random.Random) -> bytes:
    garbled = bytearray(written)
    for _ in range(dice.randrange(1, 12)):
        garbled[dice.randrange(len(garbled))] = dice.randrange(256)
    return bytes(garbled)


def _with_noise(request: Request, dice: random.Random) -> bytes:
    name, value = dice.choice(request.headers)
    at = dice.randrange(len(value) + 1)
    noisy = value[:at] + dice.choice(_NOISE) + value[at:]
    return request.having(**{name.decode().replace("-", "_"): noisy}).written()


def _noise(dice: random.Random) -> bytes:
    return dice.choice((b"", b"\r\n\r\n", dice.randbytes(dice.randrange(1, 1400)), b"\0" * 500, b"SIP/2.0 "))
