"""Anonymised text for training, drawn by seed so that a pull can be repeated, and what became of it."""

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.documents import PullList
from api.signed_in import DeskHere, ReaderHere
from calls.errors import BadInput
from calls.retention import Purpose
from calls.samples import pull_document

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


@router.get("/v1/samples/pulls", response_model=PullList)
def list_pulls(
    desk: DeskHere, reader: ReaderHere, limit: Annotated[int, Query(ge=1, le=1000)] = 50
) -> dict[str, object]:
    """The pulls, newest first, with those of their samples that may not be used any more, and why."""
    return {"pulls": [pull_document(pull) for pull in desk.samples.list_pulls(reader, limit=limit)]}


@router.post("/v1/samples/{wanted}/withdrawal", response_model=PullList)
def withdraw(
    wanted: Annotated[str, Path(max_length=64, description="A call's id, c_…, or a sample's, s_….")],
    desk: DeskHere,
    reader: ReaderHere,
) -> dict[str, object]:
    """Take a call out of every later pull. Answers the pulls that hold it already, each with that sample; the call
    itself stays."""
    return {"pulls": [pull_document(pull) for pull in desk.samples.withdraw(reader, wanted)]}
