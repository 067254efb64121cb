"""`/queries`: the catalogue, each canned query by GET and POST, and several in one request."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse

from clustergraph.errors import ClustergraphError
from clustergraph.queries import ParameterError, canned, catalogue
from clustergraph.queries.answering import Page, Table, page
from clustergraph.queries.formats import Written, objects_of, parameters, results_of
from clustergraph.queries.graphs import PIECE, pieces, serialised
from clustergraph.queries.known import concepts
from clustergraph.server import addresses
from clustergraph.server.negotiation import negotiate
from clustergraph.server.problems import Problem, document, of_error
from clustergraph.server.query_requests import Asked, asked, of_json, problem
from clustergraph.server.state import state_of
from clustergraph.store.formats import (
    CSV,
    JSON_LD,
    JSON_RESULTS,
    N_TRIPLES,
    RDF_XML,
    TSV,
    TURTLE,
    XML_RESULTS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from clustergraph.queries import CannedQuery
    from clustergraph.store import Store

T = TypeVar("T")
router = APIRouter()

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"
# What the parameters of a query by POST may be sent as.
BODIES = (_JSON, _FORM)
_MOST_QUERIES = 25
# How long each query took last; one that took less than this does not leave the event loop.
_MOMENT = 0.003
_taken: dict[str, float] = {}
_MAKING = CapacityLimiter(4)
TABLE_FORMATS = {
    "json": _JSON,
    "csv": CSV,
    "tsv": TSV,
    "sparql-json": JSON_RESULTS,
    "sparql-xml": XML_RESULTS,
}
GRAPH_FORMATS = {"ttl": TURTLE, "jsonld": JSON_LD, "nt": N_TRIPLES, "rdf": RDF_XML}


@router.get("/queries", include_in_schema=False)
async def listed(request: Request) -> Response:
    """The catalogue."""
    negotiate(request.headers.get("accept"), [_JSON])
    base, store = addresses.base(request), state_of(request).store
    entries = await run_in_threadpool(
        lambda: [described(query, base, store) for query in catalogue().values()]
    )
    return JSONResponse({"queries": entries})


@router.get("/queries/{name}", include_in_schema=False)
async def by_get(request: Request, name: str) -> Response:
    """One query, its parameters in the address."""
    return await _answered(request, name, request.query_params.multi_items())


@router.post("/queries/{name}", include_in_schema=False)
async def by_post(request: Request, name: str) -> Response:
    """One query, its parameters in a JSON object or a form; for values too long for an address."""
    query = canned(name)
    return await _answered(
        request, query.name, [*request.query_params.multi_items(), *await _posted(request, query)]
    )


@router.post("/queries", include_in_schema=False)
async def several(request: Request) -> Response:
    """Several queries in one request; an error of one is a problem document in its place."""
    body = await _json(request)
    wanted = body.get("queries") if isinstance(body, dict) else None
    if (
        not isinstance(wanted, list)
        or not 1 <= len(wanted) <= _MOST_QUERIES
        or not all(map(_is_entry, wanted))
    ):
        raise Problem(
            422,
            f'Send {{"queries": [{{"query": …, "parameters": {{…}}}}, …]}} with 1 to {_MOST_QUERIES} queries.',
            kind="invalid-parameter",
        )
    answers = [await _one(request, each) for each in wanted]
    return _response(f'{{"answers":[{",".join(answers)}]}}'.encode(), _JSON, {"Cache-Control": "no-store"})


def described(query: CannedQuery, base: str, store: Store) -> dict[str, Any]:
    """A query's entry in the catalogue; title and description in Swedish and English, allowed values from the store."""
    return {
        "name": query.name,
        "url": f"{base}queries/{query.name}",
        "title": {"sv": query.title.sv, "en": query.title.en},
        "description": {"sv": query.description.sv, "en": query.description.en},
        "tags": list(query.tags),
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "required": each.required,
                "default": each.default,
                "example": each.example,
                "description": {"sv": each.description.sv, "en": each.description.en},
                **({"scheme": each.scheme, "allowed": concepts(store, each.scheme)} if each.scheme else {}),
                **({"kind": each.kind} if each.kind else {}),
            }
            for each in query.parameters.values()
        ],
        "columns": list(query.columns),
        "key": list(query.key),
        "formats": list(GRAPH_FORMATS if query.constructs else TABLE_FORMATS),
        "sparql": query.text,
    }


async def _answered(request: Request, name: str, pairs: Iterable[tuple[str, str]]) -> Response:
    query = canned(name)
    try:
        wanted = asked(query, pairs)
        media_type = _media_type(request, query, wanted.format)
        if query.constructs:
            return await run_in_threadpool(_graph, request, query, wanted, media_type)
        return await _paced(request, query, wanted, lambda: _page(request, query, wanted, media_type))
    except ParameterError as error:
        raise problem(error) from None


async def _paced(request: Request, query: CannedQuery, wanted: Asked, work: Callable[[], T]) -> T:
    """The result of the work: on the event loop if it took a moment last time, else in a thread.

    A thread costs as much as a short query. An answer that has yet to be made takes seconds in a large store; those who
    wait for it have threads of their own. An engine elsewhere may be silent at any time, so that the loop never waits for it.
    """
    state = state_of(request)
    if state.store.endpoint is not None:
        return await run_in_threadpool(work)
    if not state.tables.is_ready(query, wanted.values):
        return await to_thread.run_sync(work, limiter=_MAKING)
    started = time.perf_counter()
    try:
        return work() if _taken.get(query.name, 1.0) < _MOMENT else await run_in_threadpool(work)
    finally:
        _taken[query.name] = time.perf_counter() - started


def _cut(request: Request, query: CannedQuery, wanted: Asked) -> tuple[Table[Written], Page[Written]]:
    """The answer, and the page of it that is asked for."""
    table = state_of(request).tables.table(query, wanted.values)
    return table, page(table, wanted.limit, wanted.after)


def _page(request: Request, query: CannedQuery, wanted: Asked, media_type: str) -> Response:
    table, cut = _cut(request, query, wanted)
    headers = {
        "Link": _links(request, query, wanted, cut),
        "Content-Language": wanted.given.get("lang", "sv"),
    }
    if media_type == _JSON:
        return _response(_object(request, query, wanted, table, cut).encode(), _JSON, headers)
    return _response(results_of(table.columns, cut.rows, media_type, wanted.fields), media_type, headers)


def _graph(request: Request, query: CannedQuery, wanted: Asked, media_type: str) -> Response:
    """The whole graph, a large one piece by piece as it is read; or a page of it."""
    lines = state_of(request).tables.graph(query, wanted.values)
    if wanted.cuts:
        cut = page(lines, wanted.limit, wanted.after)
        return _response(
            serialised(cut.rows, media_type), media_type, {"Link": _links(request, query, wanted, cut)}
        )
    if len(lines.rows) <= PIECE:
        return _response(serialised(lines.rows, media_type), media_type)
    return StreamingResponse(pieces(lines.rows, media_type), headers=_typed(media_type))


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("query"), str)
        and isinstance(entry.get("parameters", {}), dict)
    )


async def _one(request: Request, entry: dict[str, Any]) -> str:
    """One answer of a batch, or the problem that stands in its place."""
    try:
        query = canned(entry["query"])
        if query.constructs:
            raise Problem(422, f"{query.name} gives a graph: ask for it at /queries/{query.name}.")
        wanted = asked(query, of_json(query, entry.get("parameters", {})))
        return await _paced(
            request, query, wanted, lambda: _object(request, query, wanted, *_cut(request, query, wanted))
        )
    except ParameterError as error:
        return json.dumps(document(problem(error)))
    except ClustergraphError as error:
        return json.dumps(document(of_error(error)))


def _object(
    request: Request, query: CannedQuery, wanted: Asked, table: Table[Written], cut: Page[Written]
) -> str:
    """The answer as JSON; its rows are put in as they were written."""
    following = None if cut.next is None else _address(request, query, wanted, cut.next)
    members = {
        "query": json.dumps(query.name),
        "parameters": json.dumps(parameters(query, wanted.values)),
        "columns": json.dumps(wanted.fields or table.columns),
        "rows": f"[{','.join(objects_of(cut.rows, wanted.fields))}]",
        "count": str(len(table.rows)),
        "next": json.dumps(following),
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + "}"


def _links(request: Request, query: CannedQuery, wanted: Asked, cut: Page[T]) -> str:
    """The pages beside this one (RFC 8288); `prev` and `next` only where there is one."""
    cursors = {"first": "", "prev": cut.previous, "next": cut.next, "last": cut.last or ""}
    links = [
        f'<{_address(request, query, wanted, cursor)}>; rel="{relation}"'
        for relation, cursor in cursors.items()
        if cursor is not None
    ]
    return ", ".join([*links, f'<{addresses.base(request)}openapi.json>; rel="service-desc"'])


def _address(request: Request, query: CannedQuery, wanted: Asked, cursor: str) -> str:
    given = {name: value for name, value in wanted.given.items() if name != "after"}
    if cursor:
        given["after"] = cursor
    encoded = f"?{urlencode(given)}" if given else ""
    return f"{addresses.base(request)}queries/{query.name}{encoded}"


def _media_type(request: Request, query: CannedQuery, form: str | None) -> str:
    offered = GRAPH_FORMATS if query.constructs else TABLE_FORMATS
    if form is None:
        return negotiate(request.headers.get("accept"), offered.values())
    if form not in offered and form not in offered.values():
        raise ParameterError(
            f"{query.name} cannot be had as {form!r}; its formats: {', '.join(offered)}",
            "format",
            list(offered),
        )
    return offered.get(form, form)


def _response(body: bytes, media_type: str, headers: dict[str, str] | None = None) -> Response:
    return Response(body, headers={**_typed(media_type), **(headers or {})})


def _typed(media_type: str) -> dict[str, str]:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return {"Content-Type": media_type + charset}


async def _posted(request: Request, query: CannedQuery) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM:
        try:
            return list(parse_qsl((await request.body()).decode(), keep_blank_values=True, errors="strict"))
        except ValueError:
            raise Problem(400, "The body is not a form in UTF-8: encode it again.") from None
    if kind and kind != _JSON:
        raise Problem(415, f"Send the parameters as {' or '.join(BODIES)}.")
    body = await _json(request)
    if not isinstance(body, dict):
        raise Problem(
            422, "Send the parameters as a JSON object of names and values.", kind="invalid-parameter"
        )
    try:
        return of_json(query, body)
    except ParameterError as error:
        raise problem(error) from None


async def _json(request: Request) -> object:
    body = await request.body()
    try:
        return json.loads(body, object_pairs_hook=_members) if body.strip() else {}
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON: send an object in UTF-8.") from None


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON; RFC 8259 leaves open what a name means that comes twice."""
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(name for name, number in Counter(name for name, _ in pairs).items() if number > 1)
        raise problem(ParameterError(f"{twice} is given twice: send it once", twice))
    return members
