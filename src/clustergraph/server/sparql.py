"""SPARQL 1.1 Protocol: `/sparql` for queries, `/update` for updates."""

from __future__ import annotations

import asyncio
import contextlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from clustergraph.errors import QueryError
from clustergraph.server import addresses, conditions, service_description
from clustergraph.server.cache import CachedAnswer
from clustergraph.server.media_types import of_body
from clustergraph.server.negotiation import formats, negotiate, syntax_for
from clustergraph.server.problems import Problem, of_leaving
from clustergraph.server.security import Writer
from clustergraph.server.state import ServerState, State, version_of
from clustergraph.store import Dataset
from clustergraph.store.engine import named_node
from clustergraph.store.formats import GRAPHS, RESULTS, named
from clustergraph.store.sparql_text import shape

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from clustergraph.server.bounded import Answer

T = TypeVar("T")
router = APIRouter(tags=["SPARQL"])
_FORM = "application/x-www-form-urlencoded"
_IN_MEMORY = 1 << 20
_LONG = 1 << 14
# Decodes long forms, one at a time, beside the event loop, which has others to serve.
_decoder = ThreadPoolExecutor(1)
# What these give belongs to one execution of a query.
_OF_THE_MOMENT = re.compile(r"\b(?:NOW|RAND|(?:STR)?UUID)\s*\(", re.IGNORECASE)
_TEXT = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/n3"})


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or update as the protocol carries it; `formats` are what it may be answered in, whatever is accepted."""

    text: str
    dataset: Dataset
    formats: tuple[str, ...]


@router.get("/sparql", summary="Ask a SPARQL query; without one, the service description")
async def query_by_get(request: Request, state: State) -> Response:
    """SPARQL 1.1 Protocol, section 2.1.1."""
    pairs = _pairs(request.scope["query_string"])
    if not any(name in {"query", "update"} for name, _ in pairs):
        return await _describe(request, state)
    return await _answer(request, state, _operation(pairs, "query"))


@router.post("/sparql", summary="Ask a SPARQL query")
async def query_by_post(request: Request, state: State) -> Response:
    """SPARQL 1.1 Protocol, sections 2.1.2 and 2.1.3."""
    return await _answer(request, state, await _posted(request, "query"))


@router.post("/update", summary="Change the store by SPARQL Update", status_code=204)
async def update(request: Request, state: State, _: Writer) -> Response:
    """SPARQL 1.1 Protocol, section 2.2; atomic, and validated before anything is written; 412 as for PUT of a graph."""
    operation = await _posted(request, "update")
    version = await state.queries.update(
        operation.text,
        dataset=operation.dataset,
        base_iri=addresses.base(request) + "update",
        require=lambda version: conditions.require(request.headers, version=version, exists=True),
    )
    return Response(status_code=204, headers={"X-Store-Version": version})


async def _answer(request: Request, state: ServerState, operation: Operation) -> Response:
    media_type = _media_type(request, operation)
    for iri in (*operation.dataset.default_graphs, *operation.dataset.named_graphs):
        named_node(iri)
    version = await version_of(state.store)
    key = ("query", operation.text, operation.dataset, media_type, addresses.base(request))
    holds = _holds(operation.text, state)
    if holds and (kept := state.cache.get(version, key)) is not None:
        return _response(kept.body, kept.headers)
    answer = await until_client_leaves(
        request,
        state.queries.run(
            operation.text,
            media_type,
            dataset=operation.dataset,
            base_iri=addresses.base(request) + "sparql",
            client=request.client.host if request.client else "",
        ),
    )
    headers = _headers_of(answer, state)
    if not holds:
        headers.append((b"cache-control", b"no-store"))
    response = await response_of(answer, headers)
    if holds and answer.size <= _IN_MEMORY:
        state.cache.put(version, key, CachedAnswer(headers, bytes(response.body)))
    return response


def _holds(text: str, state: ServerState) -> bool:
    """Whether the answer to a query is the same as long as the store is; a text too long to be looked through counts as if not."""
    if len(text) > _IN_MEMORY or (state.settings.service_hosts and "SERVICE" in text.upper()):
        return False
    return _OF_THE_MOMENT.search(text) is None


async def response_of(answer: Answer, headers: list[tuple[bytes, bytes]]) -> Response:
    """The answer whole if it is small, else from its file, piece by piece."""
    if answer.size <= _IN_MEMORY:
        return _response(b"".join([chunk async for chunk in answer.chunks()]), headers)
    streamed = StreamingResponse(answer.chunks())
    streamed.raw_headers[:] = [*headers, (b"content-length", str(answer.size).encode())]
    return streamed


def _response(body: bytes, headers: list[tuple[bytes, bytes]]) -> Response:
    made = Response(body)
    made.raw_headers.extend(headers)
    return made


def _headers_of(answer: Answer, state: ServerState) -> list[tuple[bytes, bytes]]:
    charset = "; charset=utf-8" if answer.media_type in _TEXT else ""
    limit = f"rows={state.settings.result_rows}, bytes={state.settings.result_megabytes << 20}"
    headers = [
        (b"content-type", (answer.media_type + charset).encode()),
        (b"x-result-limit", limit.encode()),
    ]
    if answer.truncated:
        headers.append((b"x-result-truncated", f"rows={state.settings.result_rows}".encode()))
    return headers


def _media_type(request: Request, operation: Operation) -> str:
    is_graph = shape(operation.text).is_graph
    offered = GRAPHS if is_graph else RESULTS
    if not operation.formats:
        return negotiate(request.headers.get("accept"), offered)
    for name in operation.formats:
        with contextlib.suppress(KeyError):
            return named(name, graph=is_graph)
    raise Problem(
        406,
        f"There is no format {operation.formats[0][:100]!r} for this query: use one of {', '.join(offered)}.",
        offered=list(offered),
    )


async def _describe(request: Request, state: ServerState) -> Response:
    return await service_description.answer(request, state, syntax_for(request, GRAPHS))


def _pairs(encoded: bytes | str) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii") if isinstance(encoded, bytes) else encoded
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except ValueError:
        raise QueryError("The parameters are not percent-encoded UTF-8: encode them again.") from None


async def _posted(request: Request, name: str) -> Operation:
    kind, is_utf_8 = of_body(request.headers.get("content-type", ""))
    if kind not in {_FORM, f"application/sparql-{name}"} or not is_utf_8:
        raise Problem(
            415,
            f"Send the {name} as application/sparql-{name} or {_FORM}, in UTF-8.",
            headers={"Accept-Post": f"application/sparql-{name}, {_FORM}"},
        )
    body = await request.body()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"The request is not UTF-8 at byte {error.start}: encode it as UTF-8.") from None
    pairs = _pairs(request.scope["query_string"])
    if kind == _FORM:
        if len(text) < _LONG:
            sent = _pairs(text)
        else:
            sent = await asyncio.get_running_loop().run_in_executor(_decoder, _pairs, text)
        return _operation([*pairs, *sent], name)
    if any(key in {"query", "update"} for key, _ in pairs):
        raise QueryError(f"The {name} is given twice, in the address and in the body: send it once.")
    return _operation([*pairs, (name, text)], name)


def _operation(pairs: list[tuple[str, str]], name: str) -> Operation:
    other = "update" if name == "query" else "query"
    if any(key == other for key, _ in pairs):
        where = "/update" if name == "query" else "/sparql"
        raise QueryError(f"The parameter {other!r} does not belong here: send it to {where} by POST.")
    texts = [value for key, value in pairs if key == name]
    if len(texts) != 1:
        raise QueryError(
            f"The parameter {name!r} is needed exactly once, and it is there {len(texts)} times."
        )
    prefix = "" if name == "query" else "using-"
    default = "default-graph-uri" if name == "query" else "using-graph-uri"
    dataset = Dataset(
        tuple(value for key, value in pairs if key == default),
        tuple(value for key, value in pairs if key == f"{prefix}named-graph-uri"),
    )
    return Operation(texts[0], dataset, tuple(formats(pairs)))


async def until_client_leaves(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, which is cancelled when the client hangs up before."""

    async def left() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(left())
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            await asyncio.wait({working})
            raise of_leaving() if working.cancelled() else asyncio.CancelledError
        return working.result()
    finally:
        watching.cancel()
        working.cancel()
