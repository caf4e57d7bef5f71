"""The attacks F13 to F19 of the threat model, each on a field of its own."""

import asyncio
import itertools
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.attack import injected_sound, keyed_secret
from tests.attack.field import STRANGERS, Field
from tests.attack.fields import MARK, hostile_fields, siprec_invite
from tests.attack.malformed import malformed
from tests.attack.metadata_bombs import bombs
from tests.attack.onslaught import Plan, Volley, bombard_tcp, bombard_udp
from tests.attack.requests import Requests, cancelling
from tests.recorder.telephone_lab import ROOT

FLOOD_PER_S = 5_000
FLOOD_METHODS = ("INVITE", "OPTIONS", "REGISTER")
UNASKED = (
    "INVITE",
    "OPTIONS",
    "REGISTER",
    "MESSAGE",
    "SUBSCRIBE",
    "NOTIFY",
    "REFER",
    "PUBLISH",
    "INFO",
    "UPDATE",
    "BYE",
)
REFUSED_WITHIN_S = 0.1


@dataclass(frozen=True, slots=True)
class Struck:
    """What an attack sent and what it found wrong."""

    volley: Volley
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attack:
    code: str
    name: str
    strike: Callable[[Field], Awaitable[Struck]]


async def nothing(ground: Field) -> Struck:
    """What the machine itself does to good calls."""
    await asyncio.sleep(min(ground.scale.datagrams / ground.scale.per_s, 10))
    return Struck(Volley(0, 0))


async def malformed_datagrams(ground: Field) -> Struck:
    half = ground.scale.datagrams // 2
    trusted = Plan(ground.target, _malformed, (ground.requests(), 13), half, ground.scale.per_s)
    strange = Plan(
        ground.target, _malformed, (ground.requests(host=STRANGERS[0]), 14), half, ground.scale.per_s, hosts=STRANGERS
    )
    volley = await ground.attack(bombard_udp, trusted) + await ground.attack(bombard_udp, strange)
    return Struck(volley, ground.log_faults(b"2125550199"))


async def malformed_streams(ground: Field) -> Struck:
    make = ground.requests(carrier="TCP")
    volley = await ground.attack(
        bombard_tcp, Plan(ground.target, _malformed, (make, 15), ground.scale.datagrams, ground.scale.per_s)
    )
    return Struck(volley, ground.log_faults(b"2125550199"))


def _malformed(make: Requests, seed: int) -> Iterator[bytes]:
    return malformed(make, seed=seed)


async def hostile_values(ground: Field) -> Struck:
    """By UDP, and the huge ones by TCP: no file by their name anywhere, nothing of them in the log."""
    known = _marked_files(ground)
    most = ground.scale.most_values or 10_000
    make = ground.requests()
    volley = await ground.attack(bombard_udp, Plan(ground.target, _fields, (make, False), most, ground.scale.per_s))
    streams = ground.requests(carrier="TCP")
    volley += await ground.attack(
        bombard_tcp, Plan(ground.target, _fields, (streams, True), most // 3, ground.scale.per_s)
    )
    faults = [f"a file was made: {path.name[:40]!r}" for path in _marked_files(ground) - known]
    opaque = all(path.name.isascii() and len(path.name) <= 64 for path in ground.lab.spool_dir.rglob("*"))
    faults += [] if opaque else ["a name in the spool is not opaque"]
    return Struck(volley, faults + ground.log_faults(MARK))


def _fields(make: Requests, huge: bool) -> Iterator[bytes]:
    for request in hostile_fields(make, huge=huge):
        yield request.written()
        yield cancelling(request)


def _marked_files(ground: Field) -> set[Path]:
    shallow = (Path("/"), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), ROOT)
    deep = (ground.lab.home, ground.lab.ram_dir)
    found = {path for folder in shallow for path in folder.glob(f"*{MARK.decode()}*")}
    return found | {path for folder in deep for path in folder.rglob(f"*{MARK.decode()}*")}


async def metadata_bombs(ground: Field) -> Struck:
    """Each is answered or dropped at once, opens nothing and calls nobody."""
    visitors = 0

    def visited(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visitors
        visitors += 1
        writer.close()

    listener = await asyncio.start_server(visited, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/x"
    with tempfile.NamedTemporaryFile(prefix="canary-") as canary:
        before = Path(canary.name).stat().st_atime_ns
        make = ground.requests(carrier="TCP")
        plan = Plan(ground.target, _bombs, (make, canary.name, url), 1_000, 10)
        volley = await ground.attack(bombard_tcp, plan)
        opened = Path(canary.name).stat().st_atime_ns != before
    listener.close()
    took_s = await _seconds_to_answer(ground)
    faults = [f"{visitors} connections were made"] if visitors else []
    faults += ["a file was opened"] if opened else []
    faults += [f"{took_s:.2f} s to the next answer"] if took_s > REFUSED_WITHIN_S * 3 else []
    return Struck(volley, faults + ground.log_faults())


def _bombs(make: Requests, canary_file: str, canary_url: str) -> Iterator[bytes]:
    for _, metadata in bombs(canary_file, canary_url):
        invite = siprec_invite(make, metadata)
        yield invite.written()
        yield cancelling(invite)


async def _seconds_to_answer(ground: Field) -> float:
    """How long a request on the control path takes: the recorder's main loop answers it."""
    loop = asyncio.get_running_loop()
    asked_s = loop.time()
    await asyncio.to_thread(ground.lab.live.ready)
    return loop.time() - asked_s


async def flood(ground: Field) -> Struck:
    """From twenty strange addresses; meanwhile a trusted peer calls and is answered."""
    ground.agents.most = None
    answered: list[int] = []

    async def call_now_and_then() -> None:
        while True:
            placed = await ground.callers.place(lambda _: asyncio.sleep(0.2), user="+12125550148")
            answered.append(placed.code)
            await asyncio.sleep(1.0)

    calling = asyncio.create_task(call_now_and_then())
    plan = Plan(
        ground.target,
        _flood,
        (ground.requests(host=STRANGERS[0]),),
        3 * FLOOD_PER_S,
        FLOOD_PER_S,
        hosts=STRANGERS,
        lasting_s=ground.scale.flood_s,
    )
    volley = await ground.attack(bombard_udp, plan)
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    refused = [code for code in answered if code != 200]
    faults = [f"a trusted peer heard {refused}"] if refused or not answered else []
    if volley.sent < 0.9 * FLOOD_PER_S * ground.scale.flood_s:
        faults.append(f"only {volley.sent / ground.scale.flood_s:.0f} a second were sent")
    return Struck(volley, faults + ground.log_faults(b"2125550199"))


def _flood(make: Requests) -> Iterator[bytes]:
    return (make.make(method).written() for method in itertools.cycle(FLOOD_METHODS))


async def unasked_requests(ground: Field) -> Struck:
    """Strangers ask for everything; then a trusted peer asks for what is not offered. Nobody gets a call or a word."""
    taken, live = ground.agents.taken, len(ground.lab.live.list())
    strange = Plan(ground.target, _unasked, (ground.requests(host=STRANGERS[0]), UNASKED), 220, 100, hosts=STRANGERS)
    volley = await ground.attack(bombard_udp, strange)
    faults = [f"strangers were told {code}" for code in volley.codes if code and not 400 <= code < 700]
    trusted = Plan(ground.target, _unasked, (ground.requests(), UNASKED[3:8]), 50, 50)
    answers = await ground.attack(bombard_udp, trusted)
    faults += [f"a peer's unasked request was told {code}" for code in answers.codes if not 400 <= code < 700]
    if ground.agents.taken != taken or len(ground.lab.live.list()) != live:
        faults.append("a call was made of it")
    return Struck(volley + answers, faults + ground.log_faults(b"2125550199"))


def _unasked(make: Requests, methods: tuple[str, ...]) -> Iterator[bytes]:
    return (make.make(method).written() for method in itertools.cycle(methods))


async def foreign_sound(ground: Field) -> Struck:
    return Struck(*await injected_sound.inject(ground))


async def keyed_cards(ground: Field) -> Struck:
    return Struck(*await keyed_secret.key_in(ground))


ATTACKS = (
    Attack("-", "nothing: the machine alone", nothing),
    Attack("F13", "malformed datagrams, RFC 4475", malformed_datagrams),
    Attack("F13", "malformed messages by TCP", malformed_streams),
    Attack("F14", "hostile values in every field", hostile_values),
    Attack("F15", "XML bombs as SIPREC metadata", metadata_bombs),
    Attack("F16", "flood of 5,000 requests a second", flood),
    Attack("F17", "strangers and unasked requests", unasked_requests),
    Attack("F18", "RTP from another address", foreign_sound),
    Attack("F19", "card numbers keyed in", keyed_cards),
)
