"""Anonymised text for training, drawn by seed so that a pull can be repeated."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.signed_in import DeskHere, ReaderHere
from calls.errors import BadInput
from calls.retention import Purpose

router = APIRouter(tags=["Samples"])


@router.get("/v1/samples", response_class=Response, responses={200: {"content": {"application/jsonl": {}}}})
def pull_samples(
    desk: DeskHere,
    reader: ReaderHere,
    n: Annotated[int, Query(ge=1)] = 100,
    seed: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
    purpose: Purpose = Purpose.AGENT_TRAINING,
) -> Response:
    """JSON Lines, one call a line: fresh random ids, no agent, no time finer than a month, no numbers.

    What was hidden is replaced by surrogates that hold within one call and mean nothing outside it: "Caller", "Agent",
    "Person 2", an invented street and town, a mailbox at example.com, "[CARD_NUMBER 1]".
    """
    if n > desk.limits.max_samples:
        raise BadInput(f"n is at most {desk.limits.max_samples}")
    samples = desk.reading_room.pull_samples(reader, n=n, seed=seed, purpose=purpose)
    lines = "".join(json.dumps(dict(sample), ensure_ascii=False) + "\n" for sample in samples)
    return Response(lines, media_type="application/jsonl")
