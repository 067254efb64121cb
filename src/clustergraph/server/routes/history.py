"""`GET /history`: the changes of the store, newest first."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from clustergraph.changes import journal_of
from clustergraph.server.state import State

router = APIRouter()


@router.get("/history", summary="Changes of the store", tags=["Operations"])
def history(
    state: State,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many changes.")] = 100,
    before: Annotated[int | None, Query(ge=1, description="Only changes with a lower number.")] = None,
) -> dict[str, Any]:
    """Who changed which graph when, with the digests on both sides and the triples added and removed."""
    journal = journal_of(state.store)
    entries = [
        entry for entry in (journal.entries() if journal else []) if before is None or entry.number < before
    ]
    shown = entries[::-1][:limit]
    return {"changes": [asdict(entry) for entry in shown], "count": len(shown), "total": len(entries)}
