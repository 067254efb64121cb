"""Canned queries by GET, past the routing.

FastAPI tries one route after another, and those of a router once more when it has found it; that takes as long as a short query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from clustergraph.errors import ClustergraphError
from clustergraph.queries import catalogue
from clustergraph.server.problems import of_error, response
from clustergraph.server.routes.pages import wants_page
from clustergraph.server.routes.queries import by_get

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_AT = "/queries/"


class Lookups:
    """ASGI middleware that answers `GET /queries/{name}`, where it is no page, as the route does; the rest goes on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        name = _name(scope)
        if name not in catalogue() or wants_page(scope):
            await self._app(scope, receive, send)
            return
        try:
            answer = await by_get(Request(scope, receive), name)
        except ClustergraphError as error:
            answer = response(of_error(error))
        await answer(scope, receive, send)


def _name(scope: Scope) -> str:
    """The last part of the path if a canned query may be asked for there, else nothing."""
    is_read = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(_AT)
    return scope["path"].removeprefix(_AT) if is_read else ""
