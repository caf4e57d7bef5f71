"""What the API says about itself: `/openapi.json`, and the same for people at `/docs`, without a script."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.documents import ProblemOut
from api.intake import ConversationIn
from api.policy import POLICY, Open, Rule
from api.problems import PROBLEM_JSON
from api.web.render import page
from calls.access import MAY, Role

router = APIRouter(include_in_schema=False)

_PROBLEM_SCHEMA = {"$ref": "#/components/schemas/Problem"}
_REFUSALS = {
    "401": "No valid token",
    "403": "The role does not allow it",
    "404": "Nothing that you may know of",
    "422": "Something handed in does not fit",
    "503": "A part does not answer; see Retry-After",
}
_MORE_REFUSALS = {
    ("GET", "/v1/calls/{call_id}/audio"): {"416": "The range begins behind the end"},
    ("GET", "/v1/calls/{call_id}.vtt"): {"409": "A text conversation has no times"},
    ("GET", "/v1/calls/{call_id}.srt"): {"409": "A text conversation has no times"},
    ("GET", "/v1/review/{call_id}/audio"): {"416": "The range begins behind the end"},
    ("POST", "/v1/review/{call_id}/widening"): {"409": "A legal hold, no sound, or somebody else came first"},
    ("POST", "/v1/review/{call_id}/release"): {"409": "Never to be released, or only when confirmed"},
    ("POST", "/v1/review/{call_id}/erasure"): {"409": "Somebody else came first"},
    ("POST", "/v1/calls"): {"413": "More than the limit"},
    ("POST", "/v1/conversations"): {"413": "More than the limit"},
}


@router.get("/openapi.json", response_model=None)
async def openapi_document(request: Request) -> dict[str, Any]:
    document: dict[str, Any] = request.app.openapi()
    return document


@router.get("/docs", response_model=None)
def reference(request: Request) -> Response:
    document = request.app.openapi()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            entry = {"method": method.upper(), "path": path, "roles": operation["x-roles"], **_told(operation)}
            groups.setdefault(operation.get("tags", ["Other"])[0], []).append(entry)
    return page(request, "docs.html", groups=groups, version=document["info"]["version"])


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 with every refusal as problem+json, and on each operation the roles that may use it."""
    document = get_openapi(
        title="Hushtape",
        version=app.version,
        description="Redacted customer-service calls: read, search, listen, import. Raw audio can go in, never out.",
        license_info={"name": "GPL-2.0-or-later", "identifier": "GPL-2.0-or-later"},
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = ProblemOut.model_json_schema()
    schemas |= _read_by_hand(ConversationIn)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(operation, method.upper(), path)
    return document


def roles_of(rule: Rule) -> list[str]:
    """The roles that a route's rule lets in; empty when it asks for no token."""
    if rule is Open.PUBLIC:
        return []
    if isinstance(rule, Open):
        return [role.value for role in Role]
    return [role.value for role in Role if MAY[role] & rule]


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    rule = POLICY[method, path]
    operation["x-roles"] = roles_of(rule)
    operation["responses"].pop("422", None)
    refusals = dict(_MORE_REFUSALS.get((method, path), {}))
    if rule is not Open.PUBLIC:
        operation["security"] = [{"token": []}]
        refusals |= _REFUSALS
    elif path == "/readyz":
        refusals["503"] = _REFUSALS["503"]
    for status, meaning in sorted(refusals.items()):
        operation["responses"][status] = {
            "description": meaning,
            "content": {PROBLEM_JSON: {"schema": _PROBLEM_SCHEMA}},
        }


def _read_by_hand(model: type[BaseModel]) -> dict[str, Any]:
    """Schemas of a body that a route reads from the stream itself, which the framework therefore does not know."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _told(operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": one["name"],
            "where": one["in"],
            "needed": one.get("required", False),
            "told": one.get("description"),
        }
        for one in operation.get("parameters", [])
    ]
    return {
        "summary": operation.get("summary", ""),
        "told": operation.get("description", operation.get("summary", "")),
        "parameters": parameters,
    }
