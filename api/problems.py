"""Every error as problem+json (RFC 9457): a stable `type`, one clear line, a hint; never what was handed in."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.security_headers import HEADERS
from api.web.render import error_page
from calls.access import Reader
from calls.audit import AuditEvent, Did
from calls.call import CallId, is_call_id
from calls.errors import AuditUnavailable, BadInput, HushtapeError, NotAllowed

PROBLEM_JSON = "application/problem+json"
RETRY_AFTER_S = 5
_HEALTH = ("/livez", "/readyz", "/metrics", "/version", "/openapi.json")


class NotSignedIn(HushtapeError):
    """No token, an unknown one, or one whose time is over."""

    code, http_status = "not-signed-in", 401


class CrossSite(NotAllowed):
    """A form was sent from another site with this site's cookie."""

    code = "cross-site"


class TooLarge(BadInput):
    code, http_status = "too-large", 413


class RangeNotSatisfiable(HushtapeError):
    """RFC 9110 §15.5.17: the range begins behind the end."""

    code, http_status = "range-not-satisfiable", 416

    def __init__(self, length: int) -> None:
        super().__init__("the range lies outside the recording", hint=f"it is {length} bytes long")
        self.length = length


def problem(
    code: str, status: int, detail: str, *, hint: str = "", extra: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The members of one problem, in reading order."""
    body: dict[str, Any] = {
        "type": f"urn:hushtape:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if hint:
        body["hint"] = hint
    return body | dict(extra or {})


def problem_response(body: dict[str, Any], *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(body, body["status"], headers=dict(headers or {}), media_type=PROBLEM_JSON)


def answer_hushtape_error(request: Request, error: Exception) -> Response:
    """Errors of `calls.errors`: their message and hint hold ids and counts only, so both may leave."""
    if not isinstance(error, HushtapeError):
        return answer_unexpected(request, error)
    if isinstance(error, NotAllowed):
        error = _witnessed(request, error)
    body = problem(error.code, error.http_status, error.message, hint=error.hint)
    if error.http_status == 500:
        body = problem(error.code, 500, "this could not be done", hint="the log names the reason")
    return _answer(request, body, _headers_of(error))


def _witnessed(request: Request, error: NotAllowed) -> HushtapeError:
    """Put on record who was refused what; the address as the route writes it, never as it was typed."""
    reader: Reader | None = getattr(request.state, "reader", None)
    if reader is None:
        return error
    asked = request.path_params.get("call_id", "")
    call_id = CallId(asked) if is_call_id(asked) else None
    detail = {"method": request.method, "route": str(request.scope["route"].path), "reason": error.code}
    try:
        request.app.state.desk.audit.append(AuditEvent(Did.REFUSED, reader.name, call_id, detail))
    except AuditUnavailable as broken:
        return broken
    return error


def answer_invalid(request: Request, error: Exception) -> Response:
    """A parameter that does not fit. Names the parameter and the rule; never echoes the value."""
    details = error.errors() if isinstance(error, RequestValidationError) else []
    invalid = [{"name": ".".join(str(part) for part in one["loc"][1:]), "rule": one["type"]} for one in details]
    names = ", ".join(item["name"] for item in invalid) or "the request"
    body = problem("bad-input", 422, f"not valid: {names}", hint="see /docs", extra={"invalid": invalid})
    return _answer(request, body, {})


def answer_http(request: Request, error: Exception) -> Response:
    """The framework's own refusals: no such address, method not allowed."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    detail = {404: "nothing is here", 405: "this address does not take that method"}.get(status, "refused")
    return _answer(request, problem(code, status, detail, hint="see /docs"), headers)


def answer_unexpected(request: Request, _error: Exception) -> Response:
    """A bug. Its message could quote a call (P5), so nothing of it leaves.

    The framework answers this outside of every middleware, so the headers are set here.
    """
    headers = HEADERS | {"Cache-Control": "no-store"}
    return _answer(request, problem("unexpected", 500, "something went wrong here", hint="see the log"), headers)


def wants_page(request: Request) -> bool:
    """Whether a person looks at this through a browser's window, outside the API."""
    path = request.url.path
    return not path.startswith("/v1/") and path not in _HEALTH and "text/html" in request.headers.get("accept", "")


def _headers_of(error: HushtapeError) -> dict[str, str]:
    if isinstance(error, RangeNotSatisfiable):
        return {"Content-Range": f"bytes */{error.length}", "Accept-Ranges": "bytes"}
    if error.http_status == 503:
        return {"Retry-After": str(RETRY_AFTER_S)}
    if error.http_status == 401:
        return {"WWW-Authenticate": 'Bearer realm="hushtape"'}
    return {}


def _answer(request: Request, body: dict[str, Any], headers: Mapping[str, str]) -> Response:
    if wants_page(request) and body["status"] == 401:
        return RedirectResponse("/sign-in?" + urlencode({"next": request.url.path[:64]}), 303)
    if wants_page(request):
        return error_page(request, body, headers=headers)
    return problem_response(body, headers=headers)
