"""The dataset as a whole: its DCAT description and its downloads."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from clustergraph import publication
from clustergraph.server import addresses
from clustergraph.server.graph_store import dumped
from clustergraph.server.negotiation import syntax_for
from clustergraph.server.problems import Problem
from clustergraph.server.state import state_of
from clustergraph.store.formats import GRAPHS, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE

router = APIRouter(tags=["Dataset"])
_SYNTAXES = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
_RESPONSES: dict[int | str, dict[str, object]] = {
    200: {"content": {each: {} for each in _SYNTAXES}},
    406: {"description": "It cannot be had in that form.", "content": {"application/problem+json": {}}},
}
_DOWNLOADS: dict[int | str, dict[str, object]] = {
    200: {"content": {TRIG: {}, N_QUADS: {}}},
    404: {"description": "There is no such download.", "content": {"application/problem+json": {}}},
}
_MEDIA_TYPES = {"trig": TRIG, "nq": N_QUADS}


@router.get(
    "/dataset",
    responses=_RESPONSES,
    summary="DCAT-AP-SE description of the dataset, its downloads and services",
)
async def dataset(request: Request) -> Response:
    """Turtle, JSON-LD, N-Triples or RDF/XML by `Accept`."""
    media_type = syntax_for(request, _SYNTAXES)
    base = addresses.base(request)
    triples = publication.description(base, publication.downloads(base))
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    body = publication.serialised(triples, GRAPHS[media_type])
    return Response(body, headers={"Content-Type": media_type + charset})


@router.get(
    "/download/clustergraph.{form}",
    responses=_DOWNLOADS,
    summary="The whole graph as TriG (trig) or N-Quads (nq)",
)
async def download(request: Request, form: str) -> Response:
    """One consistent version of all graphs."""
    if form not in _MEDIA_TYPES:
        raise Problem(404, f"There is no download clustergraph.{form}: use {' or '.join(_MEDIA_TYPES)}.")
    response = await dumped(request, state_of(request), _MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="clustergraph.{form}"'
    return response
