"""SPARQL 1.1 Graph Store HTTP Protocol at `/rdf-graph-store`, graphs named by `?graph=`, `?default`, or their own address.

`?default` is the store's unnamed graph, not the union that queries see; without a name GET gives everything.
"""

from __future__ import annotations

import asyncio
import uuid
from typing import NamedTuple
from urllib.parse import parse_qsl

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from clustergraph.changes import because
from clustergraph.errors import QueryError
from clustergraph.server import addresses, conditions
from clustergraph.server.media_types import of_body
from clustergraph.server.negotiation import syntax_for
from clustergraph.server.problems import Problem
from clustergraph.server.security import Writer
from clustergraph.server.service_parameters import only
from clustergraph.server.sparql import response_of, until_client_leaves
from clustergraph.server.state import ServerState, State
from clustergraph.store import GraphChange
from clustergraph.store.engine import named_node
from clustergraph.store.formats import DATASETS, GRAPHS, N_QUADS, RDF_XML, TRIG
from clustergraph.store.parsing import RdfSyntaxError, parse_untrusted

router = APIRouter(tags=["Graph store"])
PATH = "/rdf-graph-store"
_ACCEPTED = [media_type for media_type in GRAPHS if media_type not in {TRIG, N_QUADS}]


@router.get(PATH, summary="One graph, or all of them")
@router.get(PATH + "/{name:path}", include_in_schema=False)
async def read(request: Request, state: State) -> Response:
    """Section 5.2; 404 for a graph that holds nothing."""
    chosen = _chosen(request)
    if chosen is None:
        return await dumped(request, state, syntax_for(request, DATASETS))
    media_type = syntax_for(request, _ACCEPTED)
    await _must_exist(state, chosen.graph)
    return await dumped(request, state, media_type, graph=chosen.graph)


@router.put(PATH, summary="Put a graph in place of what it held", status_code=204)
@router.put(PATH + "/{name:path}", include_in_schema=False)
async def put(request: Request, state: State, _: Writer) -> Response:
    """Section 5.3: 201 for a new graph, 204 for one replaced; 412 where it is not as If-Match or If-None-Match says."""
    graph = _one(request)
    triples = await _sent(request, graph)

    def change() -> bool:
        with state.store.writing(), because("HTTP", f"{request.method} graph"):
            existed = state.store.has_graph(graph)
            conditions.require(request.headers, version=state.store.version(), exists=existed)
            state.store.apply([GraphChange(graph, tuple(triples) or None)])
            return existed

    return Response(status_code=204 if await state.queries.writes.run(change) else 201)


@router.post(PATH, summary="Add to a graph, or make a new one", status_code=204)
@router.post(PATH + "/{name:path}", include_in_schema=False)
async def post(request: Request, state: State, _: Writer) -> Response:
    """Section 5.5: merges into the graph named; without a name makes one and says where; 412 as for PUT."""
    chosen = _chosen(request)
    new = f"{addresses.base(request).rstrip('/')}{PATH}/{uuid.uuid4()}"
    graph = new if chosen is None else chosen.graph
    triples = await _sent(request, graph)

    def change() -> bool:
        with state.store.writing(), because("HTTP", f"{request.method} graph"):
            existed = state.store.has_graph(graph)
            # Without a graph's name it is sent to the store, which is there.
            there = existed or chosen is None
            conditions.require(request.headers, version=state.store.version(), exists=there)
            merged = dict.fromkeys([*state.store.graph(graph), *triples])
            state.store.apply([GraphChange(graph, tuple(merged) or None)])
            return existed

    existed = await state.queries.writes.run(change)
    headers = {"Location": new} if chosen is None else {}
    return Response(status_code=204 if existed else 201, headers=headers)


@router.delete(PATH, summary="Remove a graph", status_code=204)
@router.delete(PATH + "/{name:path}", include_in_schema=False)
async def delete(request: Request, state: State, _: Writer) -> Response:
    """Section 5.4; 404 where there is nothing to remove; 412 as for PUT."""
    graph = _one(request)

    def change() -> None:
        with state.store.writing(), because("HTTP", "DELETE graph"):
            if not state.store.has_graph(graph):
                raise _missing(graph)
            conditions.require(request.headers, version=state.store.version(), exists=True)
            state.store.apply([GraphChange(graph, None)])

    await state.queries.writes.run(change)
    return Response(status_code=204)


class _Chosen(NamedTuple):
    """The graph a request is about: an IRI, or None for the unnamed graph."""

    graph: str | None


def _chosen(request: Request) -> _Chosen | None:
    """What the request names; None if it names no graph. A write with a misspelt name must not make a new graph."""
    if request.method != "GET":
        only(request, ["graph", "default"])
    if "name" in request.path_params:
        return _Chosen(_iri(addresses.base(request).rstrip("/") + request.scope["path"]))
    try:
        query_string = request.scope["query_string"].decode("ascii")
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict")
    except ValueError:
        raise QueryError("The parameters are not percent-encoded UTF-8: encode them again.") from None
    graphs = [value for name, value in pairs if name == "graph"]
    default = any(name == "default" for name, _ in pairs)
    if len(graphs) + default > 1:
        raise QueryError("The request names more than one graph: give either one 'graph' or 'default'.")
    if graphs:
        return _Chosen(_iri(graphs[0]))
    return _Chosen(None) if default else None


def _one(request: Request) -> str | None:
    chosen = _chosen(request)
    if chosen is None:
        raise QueryError("The request names no graph: add ?graph=IRI, or ?default.")
    return chosen.graph


def _iri(text: str) -> str:
    return named_node(text).value


async def _must_exist(state: ServerState, graph: str | None) -> None:
    if not await asyncio.to_thread(state.store.has_graph, graph):
        raise _missing(graph)


def _missing(graph: str | None) -> Problem:
    return Problem(404, f"There is no graph {graph}.", kind="no-such-graph")


async def _sent(request: Request, graph: str | None) -> list[ox.Triple]:
    base_iri = graph or addresses.base(request)
    content_type = request.headers.get("content-type", "")
    if of_body(content_type)[0] != "multipart/form-data":
        return await asyncio.to_thread(_triples, await request.body(), content_type, base_iri, "The graph")
    triples: list[ox.Triple] = []
    async with request.form(max_files=100, max_fields=100) as form:
        for name, part in form.multi_items():
            if isinstance(part, str):
                raise Problem(
                    415, f"The part {name!r} is no file: send each graph as a file with its Content-Type."
                )
            content_type = part.content_type or ""
            label = f"The part {part.filename or name}"
            triples += await asyncio.to_thread(_triples, await part.read(), content_type, base_iri, label)
    return triples


def _triples(data: bytes, content_type: str, base_iri: str, name: str) -> list[ox.Triple]:
    media_type, is_utf_8 = of_body(content_type)
    if media_type not in _ACCEPTED:
        raise Problem(
            415,
            f"{name} has the media type {media_type or '(none)'}: send one of {', '.join(_ACCEPTED)}.",
            headers={"Accept": ", ".join(_ACCEPTED)},
        )
    if not is_utf_8 and media_type != RDF_XML:  # XML says its encoding itself
        raise Problem(415, f"{name} is said to be {content_type[:80]}: send it in UTF-8.")
    triples = []
    for quad in parse_untrusted(data, media_type, base_iri=base_iri, name=name):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            raise RdfSyntaxError(
                f"{name} names a graph of its own, {quad.graph_name}: send the triples of one graph."
            )
        triples.append(quad.triple)
    return triples


async def dumped(request: Request, state: ServerState, media_type: str, **graph: str | None) -> Response:
    """One graph, or all of them without `graph`, in a syntax; from a file, so that their number costs no memory."""
    client = request.client.host if request.client else ""
    answer = await until_client_leaves(request, state.queries.dump(media_type, client=client, **graph))
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return await response_of(answer, [(b"content-type", (media_type + charset).encode())])
