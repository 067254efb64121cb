"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from clustergraph.changes.gate import RefusedError
from clustergraph.errors import (
    ClustergraphError,
    InputError,
    NotFoundError,
    QueryError,
    StoreError,
    StoreLockedError,
)
from clustergraph.pages.texts import preferred

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import FastAPI, Request

    from clustergraph.validation.report import Language

MEDIA_TYPE = "application/problem+json"
# The title of 499, which no standard has: the log and the figures tell by it who has left from what has failed.
_GONE = "Client Closed Request"
_STATUS_OF: tuple[tuple[type[ClustergraphError], int], ...] = (
    (NotFoundError, 404),
    (InputError, 400),
    (QueryError, 400),
    (StoreLockedError, 503),
    (StoreError, 503),
)


class Problem(ClustergraphError):  # noqa: N818 - the RFC's word
    """An answer that is an error.

    Args:
        status: HTTP status code.
        detail: the sentence the client reads.
        kind: last part of the problem's type, such as `query-timeout`; `about:blank` without one.
        headers: further response headers.
        more: further members of the document.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        kind: str | None = None,
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.headers = dict(headers or {})
        self.more = more


def document(problem: Problem) -> dict[str, object]:
    """The members of the problem document."""
    return {
        "type": f"https://w3id.org/clustergraph/problem/{problem.kind}" if problem.kind else "about:blank",
        "title": _GONE if problem.status == 499 else HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": str(problem),
        **{name: value for name, value in problem.more.items() if value is not None},
    }


def response(problem: Problem) -> Response:
    """The problem as an HTTP response."""
    # A lone surrogate, which a client may have named a parameter by, leaves as the escape that it came as.
    body = json.dumps(document(problem), ensure_ascii=False).encode(errors="backslashreplace")
    return Response(
        body,
        problem.status,
        {"Cache-Control": "no-store", "Content-Language": "en", **problem.headers},
        MEDIA_TYPE,
    )


def of_error(error: ClustergraphError, language: Language = "en") -> Problem:
    """The problem that an error of the library is over HTTP.

    language: of what the shapes say, which are written in both; the other sentences are English.
    """
    if isinstance(error, Problem):
        return error
    status = next((status for kind, status in _STATUS_OF if isinstance(error, kind)), 422)
    headers = {"Retry-After": "5"} if status == 503 else {}
    report = getattr(error, "report", None)
    if report:
        headers["Content-Language"] = language
    return Problem(
        status,
        error.told(language) if isinstance(error, RefusedError) else str(error),
        headers=headers,
        line=getattr(error, "line", None),
        column=getattr(error, "column", None),
        report=report.as_dict(language) if report else None,
    )


def _language(request: Request) -> Language:
    """What the address or the client asks for; English, as all that the protocols say, where neither asks for Swedish."""
    accepted = request.headers.get("accept-language", "")
    return preferred(request.query_params.get("lang"), f"{accepted},en;q=0.001")


def of_failure() -> Problem:
    """The problem that a fault of the server's own is."""
    return Problem(500, "The server failed at this request; its log says where, under the request id.")


def of_leaving() -> Problem:
    """What is noted of a client that has hung up; nobody reads it."""
    return Problem(499, "The client has hung up.")


def install(app: FastAPI, page: Callable[[Request, Problem], Response | None]) -> None:
    """Let every error of the application leave as a problem document.

    Args:
        app: the application.
        page: the page that says the same to a person; None where a program asks.
    """
    from fastapi.exceptions import RequestValidationError

    @app.exception_handler(ClustergraphError)
    async def expected(request: Request, error: ClustergraphError) -> Response:
        problem = of_error(error, _language(request))
        return page(request, problem) or response(problem)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        path = request.url.path[:200]
        detail = {
            404: f"There is nothing at {path}.",
            405: f"{request.method[:20]} is not possible at {path}: the Allow header names what is.",
        }.get(error.status_code, str(error.detail))
        problem = Problem(error.status_code, detail, headers=error.headers)
        return page(request, problem) or response(problem)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        from clustergraph.server.service_parameters import of_value

        return response(of_value(error.errors()[0]))

    @app.exception_handler(ClientDisconnect)
    async def left(_: Request, __: ClientDisconnect) -> Response:
        return response(of_leaving())

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> Response:
        return response(of_failure())  # it goes on to `Front`, which logs it
