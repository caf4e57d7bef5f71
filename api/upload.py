"""From the socket to the seal, piece by piece: no temporary file, a limit, and nothing left of what breaks off."""

from collections.abc import AsyncIterator, Callable

import anyio
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from api.problems import TooLarge
from calls.call import CallId
from calls.errors import BadInput, UnreadableAudio
from calls.ports.intake import IntakeSession


async def hand_over(session: IntakeSession, pieces: AsyncIterator[bytes], witness: Callable[[int], None]) -> CallId:
    """Seal the pieces, witness, hand over. Whatever goes wrong, what was sealed so far is destroyed."""
    n_bytes, finished = 0, False
    try:
        async for piece in pieces:
            await run_in_threadpool(session.write, piece)
            n_bytes += len(piece)
        if n_bytes == 0:
            raise UnreadableAudio("the body is empty", hint="send the recording as the raw request body")
        await run_in_threadpool(witness, n_bytes)
        call_id = await run_in_threadpool(session.finish)
        finished = True
        return call_id
    finally:
        if not finished:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(session.abort)


async def bounded(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body's pieces. Raises TooLarge at the first byte over the limit, BadInput when the client goes away."""
    n_bytes = 0
    try:
        async for piece in request.stream():
            n_bytes += len(piece)
            if n_bytes > limit:
                raise _too_large(limit)
            if piece:
                yield piece
    except ClientDisconnect as gone:
        raise BadInput("the upload broke off", hint="send it again") from gone


async def one_piece(payload: bytes) -> AsyncIterator[bytes]:
    yield payload


def refuse_announced_size(request: Request, limit: int) -> None:
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 18 or int(announced) > limit):
        raise _too_large(limit)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"more than {limit} bytes", hint="split it, or ask an admin to raise the limit")
