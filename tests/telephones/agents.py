"""The agents' side: one UDP socket that takes every call, as a PBX would in front of many telephones."""

import asyncio
import itertools
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from tests.telephones.callers import RESENT_AFTER_S
from tests.telephones.messages import Address, Message, answer_to, compose, offer, sound_address, uri_in
from tests.telephones.voices import Sound, Voice, Voices, silence


@dataclass(slots=True)
class _Leg:
    voice: Voice
    tag: str
    answer: bytes
    confirmed: asyncio.Event
    invite: Message
    source: Address
    number: int


class Agents(asyncio.DatagramProtocol):
    """Answers at once; busy with `most` calls. `sound` gives each call's sound, numbered in the order they come in."""

    def __init__(self, voices: Voices, *, host: str, sound: Callable[[int], Sound]) -> None:
        self._voices, self._host, self._sound = voices, host, sound
        self._legs: dict[str, _Leg] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.most: int | None = None
        self.port = 0
        self.taken = 0
        self.requests: dict[str, int] = {}
        """How often each method came."""

    @classmethod
    async def open(
        cls, voices: Voices, *, port: int, host: str = "127.0.0.1", sound: Callable[[int], Sound] = lambda _: silence
    ) -> "Agents":
        loop = asyncio.get_running_loop()
        made = lambda: cls(voices, host=host, sound=sound)  # noqa: E731
        _, agents = await loop.create_datagram_endpoint(made, local_addr=(host, port))
        return agents

    @property
    def up(self) -> int:
        """Calls that have not been hung up."""
        return len(self._legs)

    def hang_up_one(self, *, sparing: int = 0, older_than: int = 0) -> bool:
        """BYE to the call that has been up the longest, the first `sparing` apart, if at least `older_than` were taken
        after it; False when there is none."""
        latest = self.taken - older_than
        confirmed = (call_id for call_id, leg in self._legs.items() if leg.confirmed.is_set())
        call_id = next(itertools.islice(confirmed, sparing, None), None)
        if call_id is not None and self._legs[call_id].number > latest:
            return False
        if call_id is None:
            return False
        leg = self._legs[call_id]
        headers = [
            ("Via", f"SIP/2.0/UDP {self._host}:{self.port};branch=z9hG4bK{secrets.token_hex(8)}"),
            ("Max-Forwards", "70"),
            ("From", f"{leg.invite.get('to')};tag={leg.tag}"),
            ("To", leg.invite.get("from")),
            ("Call-ID", call_id),
            ("CSeq", "1 BYE"),
        ]
        self._transport.sendto(compose(f"BYE {uri_in(leg.invite.get('contact'))} SIP/2.0", headers), leg.source)
        self._let_go(call_id)
        return True

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for leg in self._legs.values():
            self._voices.remove(leg.voice)
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: Address) -> None:
        request = Message.parse(data)
        if request.code or not request.get("call-id"):
            return
        self.requests[request.method] = self.requests.get(request.method, 0) + 1
        leg = self._legs.get(request.get("call-id"))
        match request.method:
            case "INVITE" | "UPDATE":
                self._answer(request, leg, addr)
            case "ACK":
                if leg is not None:
                    leg.confirmed.set()
            case "BYE" | "CANCEL":
                self._transport.sendto(answer_to(request, "200 OK", self._contact), addr)
                self._let_go(request.get("call-id"))
            case _:
                self._transport.sendto(answer_to(request, "200 OK", self._contact), addr)

    @property
    def _contact(self) -> str:
        return f"sip:agent@{self._host}:{self.port}"

    def _answer(self, invite: Message, leg: _Leg | None, addr: Address) -> None:
        if leg is not None and not leg.confirmed.is_set() and ";tag=" not in invite.get("to"):
            self._transport.sendto(leg.answer, addr)  # the INVITE again: our answer got lost
            return
        if leg is None and self.most is not None and len(self._legs) >= self.most:
            self._transport.sendto(answer_to(invite, "486 Busy Here", self._contact, tag=secrets.token_hex(4)), addr)
            return
        is_first = leg is None
        if leg is None:
            self.taken += 1
            voice = self._voices.add(Voice(host=self._host, sound=self._sound(self.taken)))
            leg = self._legs[invite.get("call-id")] = _Leg(
                voice, secrets.token_hex(4), b"", asyncio.Event(), invite, addr, self.taken
            )
        if invite.body:
            leg.voice.speak_to(sound_address(invite.body))
        event = re.search(r"a=rtpmap:(\d+) telephone-event/8000", invite.body)
        body = offer(self._host, leg.voice.port, event_payload=int(event[1]) if event else None)
        leg.answer = answer_to(invite, "200 OK", self._contact, tag=leg.tag, body=body)
        self._transport.sendto(leg.answer, addr)
        if is_first:
            task = asyncio.get_running_loop().create_task(self._resend(leg, addr))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _resend(self, leg: _Leg, addr: Address) -> None:
        """A 200 is resent until its ACK comes (RFC 3261 §13.3.1.4)."""
        for wait_s in RESENT_AFTER_S:
            try:
                await asyncio.wait_for(leg.confirmed.wait(), wait_s)
            except TimeoutError:
                self._transport.sendto(leg.answer, addr)
            else:
                return

    def _let_go(self, call_id: str) -> None:
        leg = self._legs.pop(call_id, None)
        if leg is not None:
            leg.confirmed.set()
            self._voices.remove(leg.voice)
