"""For those who run the server: `/health`, `/ready`, `/metrics`."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from clustergraph import __version__, resources
from clustergraph.server.problems import Problem
from clustergraph.server.state import State, version_of

router = APIRouter(tags=["Operations"])
# On a busy machine the first of them takes seconds; who waits less than this asks again.
_BEGINNING_SECONDS = 10.0
_NOW = {"Cache-Control": "no-store"}


@router.get("/health", summary="Whether the process is alive")
async def health() -> Response:
    """Answers as long as the server can answer at all."""
    return JSONResponse({"status": "alive", "version": __version__}, headers=_NOW)


@router.get("/ready", summary="Whether the server can do its work")
async def ready(state: State) -> Response:
    """The store answers, the shapes are there and queries find a reader; 503 with the reason otherwise."""
    if not any(resources.shapes().glob("*.ttl")):
        raise Problem(
            503, f"There are no shapes in {resources.shapes()}: install the program anew.", kind="not-ready"
        )
    await asyncio.to_thread(state.store.ask, "ASK {}")
    if not await state.queries.begun(_BEGINNING_SECONDS):
        raise Problem(
            503,
            "The processes that answer queries are still starting: ask again in a moment.",
            kind="not-ready",
            headers={"Retry-After": "1"},
        )
    return JSONResponse({"status": "ready", "store": await version_of(state.store)}, headers=_NOW)


@router.get("/metrics", summary="Counters in Prometheus' format")
async def metrics(state: State) -> Response:
    """Requests, latencies, queue, kills, cache, and the size of the store."""
    statistics = await asyncio.to_thread(state.statistics.of, state.store)
    text = await asyncio.to_thread(state.metrics.text, state.store, state.cache, statistics.quads)
    return Response(text, headers=_NOW | {"Content-Type": CONTENT_TYPE_LATEST})
