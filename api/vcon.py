"""A redacted call as a vCon, the IETF's container for conversations (draft-ietf-vcon-vcon-core)."""

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.call_filter import AskedCall
from api.signed_in import DeskHere, ReaderHere
from calls.call import CallId
from calls.instants import instant
from calls.ports.reading_room import CallDocument

router = APIRouter(tags=["Exports"])

MEDIA_TYPE = "application/vcon+json"


@router.get(
    "/v1/calls/{call_id}.vcon.json", response_class=JSONResponse, responses={200: {"content": {MEDIA_TYPE: {}}}}
)
def export_vcon(call_id: AskedCall, desk: DeskHere, reader: ReaderHere) -> JSONResponse:
    """The redacted words and the certificate, for tools that read vCons. Nobody is named in it but by their part."""
    headers = {"Content-Disposition": f'attachment; filename="{call_id}.vcon.json"'}
    return JSONResponse(vcon_of(desk.reading_room.show(reader, call_id)), headers=headers, media_type=MEDIA_TYPE)


def vcon_of(call: CallDocument) -> dict[str, Any]:
    """A text dialog a turn, the certificate as an analysis. Fields by section 4 of the draft.

    `vcon` is for readers of older drafts. `redacted_from` names no less redacted instance: there is none any more.
    """
    parties = list(call["channels"])
    certificate = call["certificate"] or {}
    return {
        "vcon": "0.5.0",
        "uuid": str(uuid_of(call["call_id"])),
        "created_at": certificate.get("checked_at") or call["started_at"],
        "redacted_from": {"type": "personal data"},
        "parties": [{"name": party} for party in parties],
        "dialog": [_dialog(turn, call["started_at"], parties) for turn in call["turns"]],
        "analysis": [_analysis(certificate)] if certificate else [],
    }


def uuid_of(call_id: CallId) -> UUID:
    """The same for the same call, without leading back to its id: version 8 of RFC 9562, filled by SHA-256."""
    octets = bytearray(hashlib.sha256(f"vcon:{call_id}".encode()).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x80
    octets[8] = octets[8] & 0x3F | 0x80
    return UUID(bytes=bytes(octets))


def _dialog(turn: dict[str, Any], started_at: str, parties: list[str]) -> dict[str, Any]:
    """A conversation by text has no times of its own: each of its turns starts with it."""
    start_ms, end_ms = turn["start_ms"], turn["end_ms"]
    timed = start_ms is not None and end_ms is not None
    return {
        "type": "text",
        "start": instant(datetime.fromisoformat(started_at) + timedelta(milliseconds=start_ms if timed else 0)),
        **({"duration": (end_ms - start_ms) / 1000} if timed else {}),
        "parties": parties.index(turn["channel"]),
        "mediatype": "text/plain",
        "body": turn["text"],
        "encoding": "none",
    }


def _analysis(certificate: dict[str, Any]) -> dict[str, Any]:
    checks = [{name: check[name] for name in ("name", "passed", "detail")} for check in certificate["checks"]]
    return {
        "type": "report",
        "vendor": "hushtape",
        "product": "redaction certificate",
        "mediatype": "application/json",
        "body": {
            "verdict": certificate["verdict"],
            "review": certificate.get("review"),
            "checks": checks,
            "versions": certificate.get("versions", {}),
        },
        "encoding": "json",
    }
