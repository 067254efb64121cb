"""What every router shares: `request.app.state.clustergraph`, or the `State` dependency."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

if TYPE_CHECKING:
    from clustergraph.queries.kept import Tables
    from clustergraph.server.bounded import BoundedQueries
    from clustergraph.server.cache import AnswerCache
    from clustergraph.server.metrics import Metrics
    from clustergraph.server.settings import Settings
    from clustergraph.server.statistics import StatisticsOfVersion
    from clustergraph.store import Store


@dataclass(slots=True)
class ServerState:
    """One server's store and its helpers.

    Attributes:
        store: the graphs; `store.query(...)` in an `async def` route is the fast path for short canned queries.
        settings: limits and addresses.
        cache: answers by store version; the layer in front of the routing fills and reads it.
        queries: runs ad-hoc queries within their bounds: `await state.queries.run(...)`.
        metrics: the counters behind `/metrics`.
        statistics: counts of the store, made once a version.
        tables: the answers of the canned queries, made once a version.
    """

    store: Store
    settings: Settings
    cache: AnswerCache
    queries: BoundedQueries
    metrics: Metrics
    statistics: StatisticsOfVersion
    tables: Tables


async def version_of(store: Store) -> str:
    """The store's version; asked for in a thread where an engine elsewhere tells it, which may be silent at any time."""
    return store.version() if store.endpoint is None else await asyncio.to_thread(store.version)


def state_of(request: Request) -> ServerState:
    """The state of the server that answers this request."""
    return cast("ServerState", request.app.state.clustergraph)


async def _given(request: Request) -> ServerState:
    """For FastAPI, which gives a dependency that is not `async` a thread."""
    return state_of(request)


State = Annotated[ServerState, Depends(_given)]
