"""Fills templates. Everything is escaped unless a template is the one who writes the markup."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from api.web import words
from calls.access import Action, Reader, can

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"

_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["words"] = words


def page(
    request: Request,
    template: str,
    *,
    reader: Reader | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **shown: Any,
) -> HTMLResponse:
    """One page as HTML. `may` tells the template which of the reader's actions there are."""
    may = {action.value: reader is not None and can(reader, action) for action in Action}
    html = _templates.get_template(template).render(reader=reader, may=may, path=request.url.path, **shown)
    return HTMLResponse(html, status, dict(headers or {}))


def error_page(request: Request, body: Mapping[str, Any], *, headers: Mapping[str, str]) -> HTMLResponse:
    """The problem of RFC 9457 in words for a person; the same members, no more."""
    reader = getattr(request.state, "reader", None)
    return page(request, "error.html", reader=reader, status=int(body["status"]), headers=headers, problem=body)
