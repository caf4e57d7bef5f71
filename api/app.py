"""The app: routes, rights before every one of them, errors as problems, headers, log. The one place that builds it."""

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from api import (
    audit,
    calls_list,
    exports,
    health,
    intake,
    jobs,
    live_calls,
    playback,
    reference,
    review,
    samples,
    search,
    standing_objections,
    vcon,
)
from api.access_log import AccessLog
from api.desk import Desk, Limits, Measure
from api.policy import MOUNTED, missing_from_policy
from api.problems import answer_http, answer_hushtape_error, answer_invalid, answer_unexpected
from api.security_headers import SecurityHeaders
from api.server import api_beside, run_api
from api.signed_in import check_rights
from api.web import pages, review_pages, sign_in
from api.web.render import STATIC
from calls.errors import BadSettings, HushtapeError

__all__ = ["Desk", "Limits", "Measure", "api_beside", "create_app", "run_api"]

# Exports come before the call itself: `/v1/calls/{call_id}` would take `c_….vtt` for an id.
_SUBJECTS = (
    playback,
    exports,
    vcon,
    calls_list,
    search,
    live_calls,
    standing_objections,
    intake,
    jobs,
    review,
    samples,
    audit,
    health,
)
_PAGES = (reference, sign_in, pages, review_pages)


def create_app(desk: Desk) -> FastAPI:
    """The whole API and page over one desk. Raises BadSettings when a route has no policy."""
    app = FastAPI(
        title="Hushtape",
        version=desk.version,
        dependencies=[Depends(check_rights)],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.state.instruments = health.Instruments(desk)
    for subject in (*_SUBJECTS, *_PAGES):
        app.include_router(subject.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _answer_errors(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog, instruments=app.state.instruments)
    _check_policy(app)
    document = reference.describe(app)
    app.openapi = lambda: document  # type: ignore[method-assign]
    return app


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    """Every (method, path) that the app answers; mounted folders as ("MOUNT", path)."""
    found: list[tuple[str, str]] = []
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount):
            found.append(("MOUNT", route.original_route.path))
            continue
        found += [(method, str(route.path)) for method in sorted(route.methods or ["ANY"])]
    return found


def _check_policy(app: FastAPI) -> None:
    routes = routes_of(app)
    undecided = missing_from_policy(pair for pair in routes if pair[0] != "MOUNT")
    undecided += [pair for pair in routes if pair[0] == "MOUNT" and pair[1] not in MOUNTED]
    if undecided:
        raise BadSettings(f"no policy for {undecided[0][0]} {undecided[0][1]}", hint="decide it in api/policy.py")


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(HushtapeError, answer_hushtape_error)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http)
    app.add_exception_handler(Exception, answer_unexpected)
