"""Who read what, and what the system did. Reading it is an entry of its own."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.documents import AuditPage
from api.signed_in import DeskHere, ReaderHere

router = APIRouter(tags=["Audit"])


@router.get("/v1/audit", response_model=AuditPage)
def list_audit_events(
    desk: DeskHere, reader: ReaderHere, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> dict[str, object]:
    """The newest entries of the audit log."""
    return {"events": [dict(event) for event in desk.reading_room.audit_events(reader, limit=limit)]}
