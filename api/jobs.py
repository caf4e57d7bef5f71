"""How far an import has come: its state, the progress of its work, and nothing else."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from api.call_filter import AskedCall
from api.documents import Job
from api.signed_in import DeskHere
from calls.errors import NotFound
from calls.lifecycle import State

router = APIRouter(tags=["Import"])

_NEVER_TOLD = frozenset({State.RESTRICTED})
"""P10: a restricted call is kept but unknown to every reader."""


@router.get("/v1/jobs/{call_id}", response_model=Job, response_model_exclude_none=True)
def show_job(call_id: AskedCall, desk: DeskHere) -> dict[str, Any]:
    """`captured`, `transcribing`, `redacting`, then how it ended: `archived`, `quarantined`, `failed`, …

    While it is worked on, `progress` says how many percent are done and about how many seconds are left.
    """
    state = desk.call_state(call_id)
    if state is None or state in _NEVER_TOLD:
        raise NotFound("no such job")
    progress = desk.call_progress(call_id)
    return {"call_id": call_id, "state": state.value, "progress": asdict(progress) if progress else None}
