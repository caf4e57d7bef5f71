"""Who is asking: a bearer token, or the same token in the page's cookie; then whether the route's policy lets them in.

The cookie is HttpOnly and SameSite=Strict. A request that changes something and is trusted for its cookie must also
come from this site's own pages (Fetch Metadata, else Origin), so another site cannot press our buttons.
"""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from api.desk import Desk
from api.policy import POLICY, Open, satisfies
from api.problems import CrossSite, NotSignedIn
from calls.access import Reader
from calls.errors import NotAllowed

COOKIE = "hushtape_token"
_SAFE = frozenset({"GET", "HEAD"})


async def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskHere = Annotated[Desk, Depends(desk_of)]


def check_rights(request: Request, desk: DeskHere) -> None:
    """Runs before every route of the app and leaves the reader in `request.state.reader`.

    Raises NotSignedIn, NotAllowed, CrossSite; NotAllowed too for a route that the policy does not know.
    """
    rule = POLICY.get((request.method, request.scope["route"].path))
    if rule is None:
        raise NotAllowed("nobody may use this address")
    request.state.reader = None
    if rule is Open.PUBLIC:
        return  # and ask nobody: /livez must answer while the database is down
    reader = reader_of(request, desk)
    if reader is None:
        raise NotSignedIn("a valid token is needed", hint="send Authorization: Bearer …, or sign in at /sign-in")
    request.state.reader = reader
    if isinstance(rule, frozenset) and not satisfies(reader, rule):
        raise NotAllowed("your role does not allow this", hint="ask an admin for a token with another role")


def reader_of(request: Request, desk: Desk) -> Reader | None:
    """The token's holder; None without a token or when it is unknown or over. Raises CrossSite."""
    secret = _bearer(request)
    if secret is None:
        secret = request.cookies.get(COOKIE)
        if secret and request.method not in _SAFE:
            check_same_site(request)
    return find_reader(secret, desk) if secret else None


def find_reader(secret: str, desk: Desk) -> Reader | None:
    """Access ends on time whatever the token desk thinks."""
    reader = desk.tokens.reader_of(secret)
    if reader is None or (reader.expires_at is not None and reader.expires_at <= desk.clock.now()):
        return None
    return reader


async def reader_here(request: Request) -> Reader:
    """The reader that `check_rights` let in."""
    reader: Reader | None = request.state.reader
    if reader is None:
        raise NotSignedIn("a valid token is needed", hint="sign in at /sign-in")
    return reader


ReaderHere = Annotated[Reader, Depends(reader_here)]


def check_same_site(request: Request) -> None:
    """Raises CrossSite unless the browser says that one of our own pages sent this."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    ours = site == "same-origin" if site is not None else _is_here(origin, request)
    if not ours:
        raise CrossSite("this form was not sent by this site", hint="use the page itself, or a bearer token")


def remember(response: Response, secret: str, reader: Reader, request: Request, desk: Desk) -> None:
    """Put the token into the page's cookie, for as long as it lasts."""
    left_s = int((reader.expires_at - desk.clock.now()).total_seconds()) if reader.expires_at else None
    response.set_cookie(
        COOKIE, secret, max_age=left_s, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


def _bearer(request: Request) -> str | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _is_here(origin: str | None, request: Request) -> bool:
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")
