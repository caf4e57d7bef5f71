"""Recordings and conversations made elsewhere come in here, sealed while they stream; they never come back."""

import json
from dataclasses import replace
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from api.desk import Desk
from api.documents import Accepted
from api.import_facts import Facts
from api.signed_in import DeskHere, ReaderHere
from api.upload import bounded, hand_over, one_piece, refuse_announced_size
from calls.access import Reader
from calls.audit import AuditEvent, Did
from calls.call import Call, CallId, Channel, Source
from calls.errors import BadConversation

router = APIRouter(tags=["Import"])

_RAW_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}

_CONVERSATION_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ConversationIn"}}},
    }
}


class TurnIn(BaseModel):
    model_config = ConfigDict(extra="ignore")
    channel: Literal["caller", "agent"]
    text: str


class ConversationIn(BaseModel):
    """The contract's transcript for `redact-text`; unknown fields are dropped."""

    model_config = ConfigDict(extra="ignore")
    id: str | None = None
    turns: list[TurnIn] = Field(min_length=1)


@router.post("/v1/calls", status_code=202, response_model=Accepted, openapi_extra=_RAW_BODY)
async def import_recording(
    request: Request, response: Response, desk: DeskHere, reader: ReaderHere, call: Facts
) -> dict[str, str]:
    """A recording as the raw body: WAV, FLAC, MP3, Opus or M4A; stereo means one party a channel.

    It is decoded by the pipeline, so unreadable sound shows in the job, not here.
    """
    limit = desk.limits.max_upload_bytes
    refuse_announced_size(request, limit)
    session = await run_in_threadpool(desk.intake.begin, call, payload="audio")
    call_id = await hand_over(session, bounded(request, limit), lambda n: _witness(desk, reader, call, n))
    return _accepted(call_id, response)


@router.post("/v1/conversations", status_code=202, response_model=Accepted, openapi_extra=_CONVERSATION_BODY)
async def import_conversation(
    request: Request, response: Response, desk: DeskHere, reader: ReaderHere, call: Facts
) -> dict[str, str]:
    """A chat, or a transcript made elsewhere: `{"id": …, "turns": [{"channel": "agent" | "caller", "text": …}]}`."""
    limit = desk.limits.max_conversation_bytes
    refuse_announced_size(request, limit)
    conversation = _conversation(b"".join([piece async for piece in bounded(request, limit)]))
    call = replace(call, source=Source.CONVERSATION, channels=(Channel.CALLER, Channel.AGENT))
    session = await run_in_threadpool(desk.intake.begin, call, payload="conversation")
    call_id = await hand_over(session, one_piece(conversation), lambda n: _witness(desk, reader, call, n))
    return _accepted(call_id, response)


def _conversation(body: bytes) -> bytes:
    """The named fields of the contract, encoded anew. Raises BadConversation, which quotes nothing."""
    try:
        conversation = ConversationIn.model_validate_json(body)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "the body"
        raise BadConversation(
            f"this is no conversation, see {where[:60]}",
            hint='send {"id": …, "turns": [{"channel": "agent" | "caller", "text": …}]}',
        ) from None
    return json.dumps(conversation.model_dump(), ensure_ascii=False).encode()


def _witness(desk: Desk, reader: Reader, call: Call, n_bytes: int) -> None:
    """Raises AuditUnavailable: then the upload is destroyed."""
    detail: dict[str, str | int | float | bool | None] = {
        "bytes": n_bytes,
        "source": call.source.value,
        "basis": call.consent.basis,
    }
    desk.audit.append(AuditEvent(Did.IMPORTED, reader.name, call.call_id, detail))


def _accepted(call_id: CallId, response: Response) -> dict[str, str]:
    job = f"/v1/jobs/{call_id}"
    response.headers["Location"] = job
    return {"call_id": call_id, "job": job}
