"""The ASGI application.

What routers build on:

- `create_app(settings, store=None) -> FastAPI`; the state is `app.state.clustergraph` (`state.ServerState`: store,
  settings, cache, queries, metrics, statistics, tables), in a route `def rows(state: State)`.
- A router is a module of `server/routes/` named in `routes.ROUTERS`.
- A ClustergraphError that leaves a route becomes an RFC 9457 problem document; `problems.Problem(status, detail, …)`
  is one with a status of its own. An error with a `report` attribute shows it in the document.
- `negotiation.negotiate(accept, offered) -> str` chooses a media type or raises 406.
- Every 200 answer to a GET gets its ETag by store version, 304, gzip, CORS and security headers from the layers here,
  and is kept for the version if it is under 1 MB; a route that must not be kept sends `Cache-Control: no-store`.
  HEAD and OPTIONS are answered for every route. A header that a route sets itself is left as it is.
- `security.Writer` is the dependency of every route that writes: `def change(_: Writer)`; the write itself is run by
  `state.queries.writes.run(...)`, which keeps those that wait out of the threads that reading needs.
- Short trusted queries: `state.store.query(...)` in an `async def` route. Text from outside: `state.queries.run(...)`.
  RDF from outside: `clustergraph.store.parsing.parse_untrusted` (or `check_nesting` before another parser).
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from clustergraph import __version__
from clustergraph.changes import Gate
from clustergraph.queries.kept import Tables
from clustergraph.server import (
    graph_store,
    openapi,
    operations,
    problems,
    routes,
    service_description,
    sparql,
)
from clustergraph.server.bounded import BoundedQueries
from clustergraph.server.cache import AnswerCache
from clustergraph.server.front import Front
from clustergraph.server.lookups import Lookups
from clustergraph.server.metrics import Metrics
from clustergraph.server.preparing import prepare_tables
from clustergraph.server.routes import pages
from clustergraph.server.settings import Settings
from clustergraph.server.state import ServerState
from clustergraph.server.statistics import StatisticsOfVersion
from clustergraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive, Scope, Send

    from clustergraph.store import Store

_COMPRESS_FROM = 1024


class Application(FastAPI):
    """FastAPI with the `Front` before all of it, so that a cached answer costs none of it."""

    _front: Front | None = None

    def stand_in_front(self) -> None:
        """Put the layer in place; the state and the routes are there."""
        self._front = Front(super().__call__, self.routes, self.state.clustergraph)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        await (self._front or super().__call__)(scope, receive, send)


def create_app(settings: Settings | None = None, store: Store | None = None) -> FastAPI:
    """The application over one store.

    Args:
        settings: limits and addresses; from the environment without.
        store: what is served, closed with the server; without, opened from the settings behind the write gate.

    Raises:
        ClustergraphError: a setting is wrong, or the store cannot be opened.
    """
    settings = settings or Settings.from_environment()
    store = store or open_store(settings.store, gate=Gate())
    metrics = Metrics()
    state = ServerState(
        store=store,
        settings=settings,
        cache=AnswerCache(settings.cache_megabytes),
        queries=BoundedQueries(store, settings, metrics),
        metrics=metrics,
        statistics=StatisticsOfVersion(),
        tables=Tables(store),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await state.queries.start()
        preparing = asyncio.create_task(prepare_tables(state.tables, store))
        try:
            yield
        finally:
            preparing.cancel()
            with suppress(asyncio.CancelledError):
                await preparing
            await state.queries.close()
            store.close()

    app = Application(
        title="clustergraph",
        version=__version__,
        summary="Swedish governance documents as a graph in which every statement quotes its source",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.clustergraph = state
    problems.install(app, pages.problem_page)
    for router in (
        *routes.routers(),  # first, since a page shares its address with the data beside it
        sparql.router,
        graph_store.router,
        service_description.router,
        operations.router,
    ):
        app.include_router(router)
    app.add_middleware(Lookups)
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESS_FROM, compresslevel=5)
    openapi.install(app)
    app.stand_in_front()
    return app
