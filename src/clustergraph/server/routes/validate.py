"""`POST /validate`: RDF in any syntax, a report in the form asked for."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from clustergraph.bounded import BoundedCalls
from clustergraph.errors import InputError
from clustergraph.pages.texts import preferred
from clustergraph.server.media_types import of_body
from clustergraph.server.negotiation import negotiate
from clustergraph.server.problems import Problem
from clustergraph.server.service_parameters import known
from clustergraph.server.state import State
from clustergraph.store.formats import RDF_XML
from clustergraph.validation import is_rdf
from clustergraph.validation.bounded import Job, prepare, run
from clustergraph.validation.parsing import syntax_of
from clustergraph.validation.rendering import MEDIA_TYPES, rendered

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

    from clustergraph.server.state import ServerState

_WORKERS = 2


@asynccontextmanager
async def _validators(app: FastAPI) -> AsyncIterator[None]:
    """Keep the validating processes as long as the server lives."""
    settings = app.state.clustergraph.settings
    with BoundedCalls(
        _WORKERS, seconds=settings.query_seconds, megabytes=settings.query_megabytes
    ) as validators:
        app.state.validators = validators
        yield


router = APIRouter(lifespan=_validators, dependencies=[Depends(known)])

_FORMS = {media_type.partition(";")[0]: form for form, media_type in MEDIA_TYPES.items()}
_DESCRIPTION = """Checks RDF against the shapes and what the store knows; nothing is stored.

Send the RDF as the body with its media type, or as the part `data` of a `multipart/form-data` body. A part
`shapes` holds shapes (Turtle) to use in place of the project's; their SPARQL-based constraints are left out.
"""


@router.post("/validate", summary="Validate RDF", description=_DESCRIPTION, tags=["Validation"])
async def validate(
    request: Request,
    state: State,
    form: Annotated[
        Literal["json", "turtle", "jsonld", "sarif", "text"] | None,
        Query(alias="format", description="Form of the report; else by `Accept`."),
    ] = None,
    lang: Annotated[
        Literal["sv", "en"] | None, Query(description="Language of the report; else by `Accept-Language`.")
    ] = None,
    alone: Annotated[bool, Query(description="Do not look in the store.")] = False,
) -> Response:
    """See `_DESCRIPTION`."""
    chosen = form or _FORMS[negotiate(request.headers.get("accept"), ["application/json", *_FORMS])]
    job = await _job(request, state, alone)
    report = await anyio.to_thread.run_sync(
        lambda: request.app.state.validators.call(run, job, name=job.name, before=prepare)
    )
    language = preferred(lang, request.headers.get("accept-language"))
    body = rendered(report, chosen, language)
    return Response(body, media_type=MEDIA_TYPES[chosen], headers={"Content-Language": language})


async def _job(request: Request, state: ServerState, alone: bool) -> Job:
    known = None if alone else await asyncio.to_thread(state.store.snapshot) or state.store.endpoint
    media_type, is_utf_8 = of_body(request.headers.get("content-type", ""))
    if media_type != "multipart/form-data":
        if not media_type:
            raise Problem(415, "Say in Content-Type which RDF syntax the body is, such as text/turtle.")
        _must_be_rdf("body", media_type)
        if not is_utf_8 and media_type != RDF_XML:  # XML says its encoding itself
            raise Problem(415, "The body is said to be in another encoding than UTF-8: send it in UTF-8.")
        return Job(await request.body(), "body", media_type, known)
    async with request.form(max_files=2, max_fields=2) as parts:
        data, shapes = parts.get("data"), parts.get("shapes")
        if not isinstance(data, UploadFile):
            raise Problem(422, "Send the RDF as a file in the part `data`.", kind="invalid-parameter")
        name = data.filename or "data"
        of_part = None if is_rdf(name) else data.content_type
        _must_be_rdf(name, of_part)
        return Job(
            await data.read(),
            name,
            of_part,
            known,
            await shapes.read() if isinstance(shapes, UploadFile) else None,
            (shapes.filename if isinstance(shapes, UploadFile) else None) or "shapes",
        )


def _must_be_rdf(name: str, media_type: str | None) -> None:
    try:
        syntax_of(name, media_type)
    except InputError as error:
        raise Problem(415, str(error)) from None
