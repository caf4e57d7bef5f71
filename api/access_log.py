"""One line a request: route template, method, status, milliseconds. Addresses, ids and query strings stay out."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.health import Instruments

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class AccessLog:
    """Also feeds the request metrics. Sits outermost, so that refusals are seen too."""

    def __init__(self, app: ASGIApp, instruments: Instruments) -> None:
        self._app = app
        self._instruments = instruments

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noting_status)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = template_of(scope)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._instruments.note(route, method, status, seconds)
        structlog.get_logger().info("request", route=route, method=method, status=status, ms=round(seconds * 1000))


def template_of(scope: Scope) -> str:
    """The route as it is declared ("/v1/calls/{call_id}"); what matched none is told by nothing but that."""
    path = getattr(scope.get("route"), "path", None)
    if path is None:
        return "/static" if scope["path"].startswith("/static/") else "unmatched"
    return str(path)
