"""Callers on one UDP socket, as many at once as asked for."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from tests.telephones.messages import Address, Message, answer_to, compose, offer, sound_address, uri_in
from tests.telephones.voices import Sound, Voice, Voices

RESENT_AFTER_S = (0.5, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0, 4.0)
"""RFC 3261 §17.1.1.2, timer A with T2 as its cap."""


@dataclass(slots=True)
class Placed:
    """What the caller saw of one call. Instants are the event loop's; `code` 0: never answered."""

    sip_call_id: str
    user: str
    code: int = 0
    answered_at_s: float | None = None
    ended_at_s: float | None = None
    ended_by_us: bool = False
    pressed: list[tuple[str, str]] = field(default_factory=list)
    """(key, "dtmf" or "info")."""


class Talk:
    """The answered call, in the hands of the caller's script. `over` is set when the other side hangs up."""

    def __init__(self, line: "Callers", placed: Placed, voice: Voice, answer: Message, tag: str) -> None:
        self.placed, self.voice = placed, voice
        self.over = asyncio.Event()
        self._line, self._answer, self._tag = line, answer, tag
        self._sequence = 1

    def press(self, key: str) -> None:
        self.placed.pressed.append((key, "dtmf"))
        self.voice.press(key)

    async def press_by_info(self, key: str) -> None:
        self.placed.pressed.append((key, "info"))
        await self.ask("INFO", f"Signal={key}\r\nDuration=160\r\n", "application/dtmf-relay")

    async def ask(self, method: str, body: str = "", content_type: str = "application/sdp") -> int:
        """A request within the call; its final status, 0 when there is none."""
        self._sequence += 1
        return await self._line.ask_within(self, method, self._sequence, body, content_type)

    def request(self, method: str, sequence: int, body: str = "", content_type: str = "application/sdp") -> bytes:
        routes = [("Route", route) for route in reversed(self._answer.all("record-route"))]
        headers = self._line.headers(method, sequence, self.placed, self._tag, self._answer.get("to"))
        start = f"{method} {uri_in(self._answer.get('contact'))} SIP/2.0"
        return compose(start, [*headers, *routes], body, content_type)


Script = Callable[[Talk], Awaitable[None]]


class Callers(asyncio.DatagramProtocol):
    """`open` it in a running event loop. Calls whatever listens at `target`."""

    def __init__(self, target: Address, voices: Voices, *, host: str = "127.0.0.1") -> None:
        self._target, self._voices, self._host = target, voices, host
        self._answers: dict[tuple[str, int, str], asyncio.Queue[Message]] = {}
        self._talks: dict[str, Talk] = {}
        self._acks: dict[str, bytes] = {}
        self.port = 0

    @classmethod
    async def open(cls, target: Address, voices: Voices, *, host: str = "127.0.0.1") -> "Callers":
        loop = asyncio.get_running_loop()
        _, callers = await loop.create_datagram_endpoint(lambda: cls(target, voices, host=host), local_addr=(host, 0))
        return callers

    def close(self) -> None:
        self._transport.close()

    async def place(self, script: Script, *, user: str, to: str = "returns", sound: Sound | None = None) -> Placed:
        """Call; once answered, run the script, then hang up unless the other side has."""
        loop = asyncio.get_running_loop()
        placed = Placed(f"{secrets.token_hex(8)}@telephones", user)
        voice, tag = Voice(host=self._host, sound=sound), secrets.token_hex(4)
        invite = compose(
            f"INVITE sip:{to}@{self._target[0]}:{self._target[1]} SIP/2.0",
            self.headers("INVITE", 1, placed, tag, f"<sip:{to}@{self._target[0]}>"),
            offer(self._host, voice.port),
        )
        self._voices.add(voice)
        try:
            answer = await self._transact(placed.sip_call_id, 1, "INVITE", invite, within_s=40)
            placed.code = answer.code if answer else 0
            if answer is None or answer.code >= 300:
                return placed
            placed.answered_at_s = loop.time()
            voice.speak_to(sound_address(answer.body))
            talk = Talk(self, placed, voice, answer, tag)
            await self._talk(talk, script)
            placed.ended_at_s = loop.time()
        finally:
            self._voices.remove(voice)
        return placed

    async def _talk(self, talk: Talk, script: Script) -> None:
        call_id = talk.placed.sip_call_id
        self._talks[call_id] = talk
        self._acks[call_id] = talk.request("ACK", 1)
        self._send(self._acks[call_id])
        try:
            await script(talk)
            if not talk.over.is_set():
                talk.placed.ended_by_us = True
                await talk.ask("BYE")
        finally:
            del self._talks[call_id]

    async def ask_within(self, talk: Talk, method: str, sequence: int, body: str, content_type: str) -> int:
        request = talk.request(method, sequence, body, content_type)
        answer = await self._transact(talk.placed.sip_call_id, sequence, method, request, within_s=32)
        return answer.code if answer else 0

    def headers(self, method: str, sequence: int, placed: Placed, tag: str, to: str) -> list[tuple[str, str]]:
        here = f"{self._host}:{self.port}"
        return [
            ("Via", f"SIP/2.0/UDP {here};branch=z9hG4bK{tag}{method}{sequence}"),
            ("Max-Forwards", "70"),
            ("From", f"<sip:{placed.user}@{here}>;tag={tag}"),
            ("To", to),
            ("Call-ID", placed.sip_call_id),
            ("CSeq", f"{sequence} {method}"),
            ("Contact", f"<sip:{placed.user}@{here}>"),
        ]

    async def _transact(
        self, call_id: str, sequence: int, method: str, request: bytes, *, within_s: float
    ) -> Message | None:
        """The final answer; a request is resent until something comes. None when nothing final does in time."""
        queue = self._answers.setdefault((call_id, sequence, method), asyncio.Queue())
        loop = asyncio.get_running_loop()
        until_s, waits, is_heard = loop.time() + within_s, iter(RESENT_AFTER_S), False
        while (left_s := until_s - loop.time()) > 0:
            if not is_heard:
                self._send(request)
                left_s = min(left_s, next(waits, RESENT_AFTER_S[-1]))
            try:
                answer = await asyncio.wait_for(queue.get(), left_s)
            except TimeoutError:
                continue
            is_heard = is_heard or method == "INVITE"
            if answer.code >= 300 and method == "INVITE":
                self._send(_refusal_ack(Message.parse(request), answer))
            if answer.code >= 200:
                return answer
        return None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: Address) -> None:
        message = Message.parse(data)
        call_id = message.get("call-id")
        if not call_id:
            return
        if not message.code:
            self._serve(message, addr)
            return
        queue = self._answers.get((call_id, message.sequence, message.method))
        if queue is not None:
            queue.put_nowait(message)
        if message.method == "INVITE" and message.code == 200 and call_id in self._acks:
            self._send(self._acks[call_id])  # ours got lost

    def _serve(self, request: Message, source: Address) -> None:
        if request.method == "ACK":
            return
        talk = self._talks.get(request.get("call-id"))
        contact = f"sip:caller@{self._host}:{self.port}"
        body = offer(self._host, talk.voice.port) if talk and request.method in ("INVITE", "UPDATE") else ""
        self._transport.sendto(answer_to(request, "200 OK", contact, body=body), source)
        if talk is not None and request.method == "BYE":
            talk.over.set()

    def _send(self, request: bytes) -> None:
        self._transport.sendto(request, self._target)


def _refusal_ack(invite: Message, answer: Message) -> bytes:
    """RFC 3261 §17.1.1.3: of the same transaction, with the answer's To."""
    told = {"to": answer.get("to"), "cseq": f"{invite.sequence} ACK"}
    kept = ("via", "max-forwards", "from", "to", "call-id", "cseq")
    start = invite.start.replace("INVITE", "ACK", 1)
    return compose(start, [(name.title(), told.get(name, invite.get(name))) for name in kept])
