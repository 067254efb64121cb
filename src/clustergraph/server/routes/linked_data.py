"""Linked data: every IRI of the project resolves on the server that holds it.

`/id/…` names a thing and answers 303 with the document about it, `/data/…`. A named graph and the ontology
are documents themselves. The pages of the same addresses are in `routes.pages`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, RedirectResponse, Response

from clustergraph import resources
from clustergraph.namespaces import GRAPH, ID, NS, ONTOLOGY_GRAPH, PREFIXES, expand
from clustergraph.rdf.jsonld import json_ld
from clustergraph.serialising import serialised
from clustergraph.server import addresses
from clustergraph.server.descriptions import describe
from clustergraph.server.negotiation import negotiate
from clustergraph.server.problems import Problem
from clustergraph.server.state import state_of
from clustergraph.store.engine import is_iri
from clustergraph.store.formats import GRAPHS, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from clustergraph.validation.rulebook import SHAPES, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


router = APIRouter(tags=["Linked data"])

_THING = {"ttl": TURTLE, "jsonld": JSON_LD, "nt": N_TRIPLES, "rdf": RDF_XML}
_VERSION = ox.NamedNode(expand("owl:versionIRI"))
_GRAPH = _THING | {"trig": TRIG, "nq": N_QUADS}
_PROBLEMS: dict[int | str, dict[str, object]] = {
    404: {"description": "There is no such thing.", "content": {"application/problem+json": {}}},
    406: {"description": "It cannot be had in that form.", "content": {"application/problem+json": {}}},
}
_FORMATS = "`format=` or `Accept`: ttl, jsonld, nt, rdf"


def _forms(offered: Mapping[str, str]) -> dict[int | str, dict[str, object]]:
    return {
        200: {"description": "The document.", "content": {each: {} for each in offered.values()}},
        **_PROBLEMS,
    }


@router.get(
    "/id/{path:path}", responses=_PROBLEMS, status_code=303, summary="A thing: leads to the document about it"
)
async def thing(request: Request, path: str) -> Response:
    """303 (httpRange-14) to `/data/…`; 404 where the graph says nothing of the thing."""
    store = state_of(request).store
    if await run_in_threadpool(describe, store, ID + path) is None:
        raise _nothing(ID + path)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{addresses.base(request)}data/{path}{query}", 303)


@router.get(
    "/data/{path:path}", responses=_forms(_THING), summary=f"What the graph says of a thing ({_FORMATS})"
)
async def data(request: Request, path: str) -> Response:
    """The triples about the thing and its evidence."""
    store = state_of(request).store
    found = await run_in_threadpool(describe, store, ID + path)
    if found is None:
        raise _nothing(ID + path)
    media_type = _media_type(request, _THING)
    address = f"{addresses.base(request)}data/{path}"
    headers = {"Link": _links(address, _THING, found.iri)}
    triples = [*found.triples, *found.evidence]
    if media_type == JSON_LD:
        return _rdf(_framed(request, triples, found.iri), media_type, headers)
    return _rdf(_serialised(triples, media_type), media_type, headers)


@router.get("/graph/{path:path}", responses=_forms(_GRAPH), summary=f"A named graph ({_FORMATS}, trig, nq)")
async def graph(request: Request, path: str) -> Response:
    """Everything that one document says, or one of the reference graphs."""
    return await _graph(request, GRAPH + path, f"{addresses.base(request)}graph/{path}")


@router.get("/ns", responses=_forms(_GRAPH), summary=f"The ontology ({_FORMATS})")
async def ontology(request: Request) -> Response:
    """The terms of `cg:` with labels and definitions in Swedish and English."""
    return await _graph(request, ONTOLOGY_GRAPH, f"{addresses.base(request)}ns")


@router.get("/ns/{version}", responses=_forms(_GRAPH), summary=f"The ontology in this version ({_FORMATS})")
async def ontology_version(request: Request, version: str) -> Response:
    """The version that the store has, by its `owl:versionIRI`; 404 for another."""
    triples = state_of(request).store.graph(ONTOLOGY_GRAPH)
    named = f"<{NS.rstrip('#')}/{version}>"
    if not any(each.predicate == _VERSION and str(each.object) == named for each in triples):
        raise Problem(404, f"The store has another version of the ontology than {version}: see /ns.")
    return await ontology(request)


@router.get("/shapes", responses=_forms(_THING), summary=f"The shapes in SHACL ({_FORMATS})")
async def shapes(request: Request) -> Response:
    """The rules of validation, each with code, message, reason and hint in Swedish and English."""
    media_type = _media_type(request, _THING)
    body = await run_in_threadpool(_serialised, shipped().triples, media_type)
    address = f"{addresses.base(request)}shapes"
    return _rdf(body, media_type, {"Link": _links(address, _THING, SHAPES.rstrip("#"))})


@router.get(
    "/context.jsonld",
    responses={200: {"content": {JSON_LD: {}}}},
    summary="The JSON-LD context of the API's objects",
)
async def context() -> Response:
    """The context that makes `/data/…` as JSON-LD give the triples back."""
    return FileResponse(resources.ontology() / "context.jsonld", media_type=JSON_LD)


async def _graph(request: Request, iri: str, address: str) -> Response:
    store = state_of(request).store
    media_type = _media_type(request, _GRAPH)
    if not is_iri(iri):
        raise _nothing(iri)
    triples = await run_in_threadpool(lambda: list(store.graph(iri)))
    if not triples:
        raise _nothing(iri)
    if media_type == JSON_LD:
        body = await run_in_threadpool(_framed, request, triples, iri)
    else:
        body = await run_in_threadpool(_serialised, triples, media_type, ox.NamedNode(iri))
    return _rdf(body, media_type, {"Link": _links(address, _GRAPH, iri)})


def _media_type(request: Request, offered: Mapping[str, str]) -> str:
    form = request.query_params.get("format")
    if form is None:
        return negotiate(request.headers.get("accept"), offered.values())
    if form not in offered:
        raise Problem(
            406,
            f"There is no format {form!r}: use one of {', '.join(offered)}.",
            parameter="format",
            allowed=[*offered],
        )
    return offered[form]


def _links(address: str, offered: Mapping[str, str], iri: str) -> str:
    alternates = [
        f'<{address}?format={name}>; rel="alternate"; type="{media_type}"'
        for name, media_type in {"html": "text/html", **offered}.items()
    ]
    return ", ".join([*alternates, f'<{iri}>; rel="describes"'])


def _framed(request: Request, triples: Sequence[ox.Triple], iri: str) -> bytes:
    document = json_ld(triples, iri, f"{addresses.base(request)}context.jsonld")
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _serialised(triples: Sequence[ox.Triple], media_type: str, name: ox.NamedNode | None = None) -> bytes:
    rdf_format = GRAPHS[media_type]
    text = "".join(map(str, triples)) + str(name)
    prefixes = {prefix: start for prefix, start in PREFIXES.items() if f"<{start}" in text}
    if name is not None and rdf_format.supports_datasets:
        quads = [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
        return serialised(quads, rdf_format, prefixes=prefixes)
    return serialised(triples, rdf_format, prefixes=prefixes)


def _rdf(body: bytes, media_type: str, headers: dict[str, str]) -> Response:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(body, headers={"Content-Type": media_type + charset, **headers})


def _nothing(iri: str) -> Problem:
    return Problem(
        404,
        f"The graph says nothing of {iri}: look in /queries or search for its name.",
        kind="unknown-thing",
    )
