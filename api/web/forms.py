"""What a form of the page sent."""

from urllib.parse import parse_qsl

from fastapi import Request

from api.problems import TooLarge
from api.signed_in import check_same_site

_LIMIT_BYTES = 16 * 1024


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a small form that one of our own pages sent, where nobody is signed in yet. Raises CrossSite,
    TooLarge."""
    check_same_site(request)
    return await read_fields(request)


async def read_fields(request: Request) -> dict[str, str]:
    """The fields of a small form on a route that asks for rights: those have made sure that no other site sent it
    with this site's cookie. Raises TooLarge."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LIMIT_BYTES:
            raise TooLarge(f"a form holds at most {_LIMIT_BYTES} bytes")
    return dict(parse_qsl(body.decode("utf-8", "replace")))
