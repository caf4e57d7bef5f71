"""Which calls say so."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query

from api.call_filter import Wanted
from api.documents import SearchAnswer
from api.signed_in import DeskHere, ReaderHere

router = APIRouter(tags=["Calls"])

SearchWords = Annotated[str, Query(max_length=500, description='words of one turn; "quoted words" stand in a row')]


@router.get("/v1/search", response_model=SearchAnswer)
def search(
    desk: DeskHere,
    reader: ReaderHere,
    filters: Wanted,
    q: SearchWords,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> dict[str, object]:
    """Turns of redacted transcripts. The words found stand between ⟦ and ⟧ in each snippet."""
    return {"results": [asdict(hit) for hit in desk.reading_room.search(reader, q, filters, limit=limit)]}
