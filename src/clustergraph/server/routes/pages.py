"""The pages for people: each path with the view that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Match

from clustergraph.errors import ClustergraphError, NotFoundError
from clustergraph.namespaces import ID
from clustergraph.pages import render, texts
from clustergraph.pages.search import SearchIndexes
from clustergraph.pages.views import (
    about,
    agreement,
    document,
    error,
    network,
    operations,
    positions,
    query,
    resource,
    search,
    sparql,
    start,
    strategy,
    timeline,
)
from clustergraph.pages.visit import Visit
from clustergraph.queries import ParameterError
from clustergraph.server import addresses
from clustergraph.server.negotiation import choose
from clustergraph.server.problems import Problem, of_error
from clustergraph.server.state import state_of
from clustergraph.store.engine import is_iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope

    from clustergraph.pages.visit import Page

# A picture is drawn as PNG from a blob that the page's own script made.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# What an address that also gives data offers besides the page; a client that wants none of them less gets the page.
_DATA = (
    "application/json",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/sparql-results+json",
    "text/csv",
)
_ASKS_FOR_DATA = frozenset({"format", "output", "query", "update"})


class SharedRoute(APIRoute):
    """A page at an address that gives data too: it answers those who want HTML most, and leaves the others."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As a route does, but no match where the request asks for data."""
        match, found = super().matches(scope)
        if match is Match.NONE or wants_page(scope):
            return match, found
        return Match.NONE, {}


def wants_page(scope: Scope) -> bool:
    """Whether a request to an address that gives data too asks for the page."""
    given = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    if given.keys() & _ASKS_FOR_DATA:
        return given.get("format") == "html"
    return choose(Headers(scope=scope).get("accept"), [*_DATA, "text/html"]) == "text/html"


router = APIRouter(include_in_schema=False)


def _page(path: str, view: Callable[..., Page], *, shared: bool = False) -> None:
    """Let a view answer a path; what the path holds in braces is given to the view by name."""

    async def answer(request: Request) -> Response:
        visit = _visit(request)
        request.app.state.searching.prepare(visit.store)
        return await run_in_threadpool(_answer, view, visit, request.path_params)

    router.add_api_route(
        path,
        answer,
        methods=["GET"],
        response_class=HTMLResponse,
        name=f"page {path}",
        route_class_override=SharedRoute if shared else None,
    )


def _answer(view: Callable[..., Page], visit: Visit, parts: dict[str, Any]) -> Response:
    try:
        # A part of the address names a thing, as the last part of its IRI.
        if not all(is_iri(ID + str(part)) for part in parts.values()):
            raise NotFoundError(visit.t("resource.unknown", iri=visit.path[:200]))
        page = view(visit, **parts)
    except ParameterError as wrong:
        page = error.parameter(visit, wrong)
    except ClustergraphError as problem:
        of = of_error(problem)
        page = error.error(visit, of.status, str(of))
    return _response(page, visit)


def problem_page(request: Request, problem: Problem) -> Response | None:
    """The page that tells a person of a problem at an address that is no page; None where a program asks."""
    if request.method != "GET" or not wants_page(request.scope):
        return None
    visit = _visit(request)
    response = _response(error.elsewhere(visit, problem.status, str(problem)), visit)
    response.headers.update(problem.headers)
    return response


def _response(page: Page, visit: Visit) -> Response:
    if page.moved:
        return RedirectResponse(page.moved, 303)
    headers = {"Content-Language": visit.lang, "Content-Security-Policy": page.policy or _POLICY}
    if page.status != 200:
        headers["Cache-Control"] = "no-store"
    return HTMLResponse(render.render(page, visit), page.status, headers)


def _visit(request: Request) -> Visit:
    params = dict(request.query_params)
    given = params.pop("lang", None)
    lang = texts.preferred(given, request.headers.get("accept-language"))
    state = request.app.state
    if not hasattr(state, "searching"):
        state.searching = SearchIndexes()
    return Visit(
        store=state_of(request).store,
        path=request.url.path,
        params=params,
        lang=lang,
        lang_given=given in texts.LANGUAGES,
        base=addresses.base(request),
        searching=state.searching,
        tables=state_of(request).tables,
        description=request.app.openapi,
    )


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    """A style, a script, a picture; kept for ever under the address that names its content."""
    if not render.has_asset(name):
        raise Problem(404, f"There is no file /static/{name}.")
    path, digest = render.assets()[name]
    return FileResponse(path, headers=_FOR_EVER if request.query_params.get("v") == digest else None)


_page("/", start.start)
_page("/search", search.search)
_page("/agreements", agreement.agreements)
_page("/agreements/{slug}", agreement.agreement)
_page("/strategies", strategy.strategies)
_page("/strategies/{slug}", strategy.strategy)
_page("/positions", positions.positions)
_page("/timeline", timeline.timeline)
_page("/documents", document.documents)
_page("/documents/{slug}", document.document)
_page("/queries", query.queries, shared=True)
_page("/queries/{name}", query.query, shared=True)
_page("/sparql", sparql.sparql, shared=True)
_page("/data/{path:path}", resource.thing, shared=True)
_page("/graph/{path:path}", resource.graph, shared=True)
_page("/ns", resource.term, shared=True)
_page("/shapes", resource.shapes, shared=True)
_page("/network", network.network)
_page("/steward", about.steward)
_page("/about", about.about)
_page("/docs", operations.docs)
