"""Signing in to the page with a token, and out again."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.signed_in import DeskHere, find_reader, forget, remember
from api.web.forms import read_form
from api.web.render import page

router = APIRouter(include_in_schema=False)

_OWN_PAGE = re.compile(r"/review|/(?:calls|review)/c_[0-9a-f]{24}")

Next = Annotated[str, Query(alias="next", max_length=64)]


@router.get("/sign-in", response_model=None)
def show_sign_in(request: Request, next_: Next = "/") -> Response:
    return page(request, "sign_in.html", refused=False, next_page=own_page(next_))


@router.post("/sign-in", response_model=None)
async def sign_in(request: Request, desk: DeskHere) -> Response:
    """A token that opens the page goes into a cookie that no script can read."""
    form = await read_form(request)
    secret, next_page = form.get("token", "").strip(), own_page(form.get("next", "/"))
    reader = await run_in_threadpool(find_reader, secret, desk) if secret else None
    if reader is None:
        return page(request, "sign_in.html", status=401, refused=True, next_page=next_page)
    response = RedirectResponse(next_page, 303)
    remember(response, secret, reader, request, desk)
    return response


@router.post("/sign-out", response_model=None)
async def sign_out(request: Request) -> Response:
    await read_form(request)
    response = RedirectResponse("/sign-in", 303)
    forget(response)
    return response


def own_page(path: str) -> str:
    """`path` when it is a call's page or the review queue, else the start: never another site."""
    return path if _OWN_PAGE.fullmatch(path) else "/"
