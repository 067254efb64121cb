"""`POST /map`: a document in, the candidate statements of each document in it out; nothing is stored."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from clustergraph.bounded import BoundedCalls
from clustergraph.server.problems import Problem
from clustergraph.server.service_parameters import known
from clustergraph.store.formats import GRAPHS, JSON_LD, TRIG, TURTLE
from clustergraph.validation import must_be_document

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

_WORKERS = 1
MEDIA_TYPES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_RDF = {"trig": TRIG, "jsonld": JSON_LD, "ttl": TURTLE}
_DESCRIPTION = """Maps a document to candidate statements, each with its words, rule and confidence.

Send the document as the body with its media type (text/plain, text/markdown, text/html, application/pdf, DOCX), or
as the part `document` of a `multipart/form-data` body. The answer is one object, or a list of them where the file
holds several documents; with `format=trig` or `jsonld` it is RDF, a graph a document, with `ttl` their triples.
"""


@asynccontextmanager
async def _mappers(app: FastAPI) -> AsyncIterator[None]:
    """Keep the mapping process as long as the server lives."""
    settings = app.state.clustergraph.settings
    with BoundedCalls(
        _WORKERS, seconds=settings.query_seconds, megabytes=settings.query_megabytes
    ) as mappers:
        app.state.mappers = mappers
        yield


router = APIRouter(lifespan=_mappers, dependencies=[Depends(known)])


@router.post("/map", summary="Map a document", description=_DESCRIPTION, tags=["Mapping"])
async def map_document(
    request: Request,
    name: Annotated[
        str | None, Query(description="The file's name, where the media type does not tell.")
    ] = None,
    form: Annotated[
        Literal["json", "trig", "jsonld", "ttl"],
        Query(alias="format", description="JSON, or the candidates as RDF."),
    ] = "json",
) -> Response:
    """See `_DESCRIPTION`."""
    data, called = await _document(request, name)
    must_be_document(called)
    media_type = _RDF.get(form)
    work, arguments = (mapped, ()) if media_type is None else (mapped_to_rdf, (media_type,))
    body = await anyio.to_thread.run_sync(
        lambda: request.app.state.mappers.call(work, data, called, *arguments, name=called)
    )
    return Response(body, media_type=media_type or "application/json")


def mapped(data: bytes, name: str) -> bytes:
    """The JSON of a document's candidates, in UTF-8. Raises InputError for a document that cannot be read."""
    from clustergraph.mapping import as_json, map_source
    from clustergraph.reading import read_bytes

    found = [as_json(document) for document in map_source(read_bytes(data, name))]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False).encode()


def mapped_to_rdf(data: bytes, name: str, media_type: str) -> bytes:
    """The candidates as RDF, a graph a document. Raises InputError for a document that cannot be read."""
    from pyoxigraph import serialize

    from clustergraph.mapping import map_source
    from clustergraph.namespaces import PREFIXES
    from clustergraph.rdf import document_quads
    from clustergraph.reading import read_bytes

    documents = map_source(read_bytes(data, name))
    quads = (quad for document in documents for quad in document_quads(document.graph()))
    statements = (quad.triple for quad in quads) if media_type == TURTLE else quads
    return serialize(statements, format=GRAPHS[media_type], prefixes=PREFIXES) or b""


async def _document(request: Request, name: str | None) -> tuple[bytes, str]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "multipart/form-data":
        async with request.form(max_files=1, max_fields=1) as parts:
            document = parts.get("document")
            if not isinstance(document, UploadFile):
                raise Problem(422, "Send the file in the part `document`.", kind="invalid-parameter")
            return await document.read(), name or document.filename or "document"
    if not name and media_type not in MEDIA_TYPES:
        known = ", ".join(MEDIA_TYPES)
        raise Problem(
            415, f"Say in Content-Type which kind of document the body is ({known}), or give its `name`."
        )
    return await request.body(), name or f"document{MEDIA_TYPES[media_type]}"
