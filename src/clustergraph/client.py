"""A typed client of the JSON API, for programs that call a server: `Client`, and `AsyncClient` for asyncio.

    with Client("http://127.0.0.1:8000") as graph:
        for row in graph.rows("adoptions"):
            print(row["actor_label"], row["date"], row["quote"])
        frame = graph.frame("positions", actor="uppsala-kommun")   # pandas, if it is installed

It follows the pages by itself, and asks with `If-None-Match` so that an answer the server has not changed
is not sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx

from clustergraph.errors import ClustergraphError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    import pandas as pd

Value = str | int | float | bool | None
Row = dict[str, Value]
Given = str | int | bool
_SECONDS = 60.0
_KEPT = 256


class ApiError(ClustergraphError):
    """An answer that is a problem document (RFC 9457).

    status: the HTTP status. parameter: the parameter that is wrong, if one is. allowed: what it takes.
    """

    def __init__(
        self, status: int, detail: str, parameter: str | None = None, allowed: tuple[str, ...] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.parameter = parameter
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of a canned query's answer; `count` is the number of rows on all pages."""

    query: str
    parameters: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int
    next: str | None


class _Kept:
    """Answers by address, with their ETags."""

    def __init__(self) -> None:
        self._answers: dict[str, tuple[str, Any]] = {}

    def headers(self, address: str) -> dict[str, str]:
        kept = self._answers.get(address)
        return {"Accept": "application/json"} | ({"If-None-Match": kept[0]} if kept else {})

    def content(self, address: str, response: httpx.Response) -> Any:
        """The JSON of a response, or the kept one where the server says that it still holds."""
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return self._answers[address][1]
        if response.is_error:
            raise _error(response)
        content = response.json()
        if etag := response.headers.get("etag"):
            self._answers[address] = (etag, content)
            if len(self._answers) > _KEPT:
                self._answers.pop(next(iter(self._answers)))
        return content


class Client:
    """Calls one server; use it in a `with` block, or `close` it."""

    def __init__(self, address: str, *, seconds: float = _SECONDS, http: httpx.Client | None = None) -> None:
        """
        address: where the server is. seconds: how long to wait for an answer. http: a client to use
        in place of an own one, with its own settings.
        """
        self._base = address.rstrip("/")
        self._http = http or httpx.Client(timeout=seconds)
        self._kept = _Kept()

    def catalogue(self) -> list[dict[str, Any]]:
        """The canned queries with their parameters and columns."""
        queries: list[dict[str, Any]] = self._get(f"{self._base}/queries")["queries"]
        return queries

    def query(self, name: str, **parameters: Given) -> Answer:
        """The first page of an answer; `limit` is the most rows of a page. Raises ApiError."""
        return _answer(self._get(_address(self._base, name, parameters)))

    def pages(self, name: str, **parameters: Given) -> Iterator[Answer]:
        """Every page of an answer, each when it is needed. Raises ApiError."""
        address: str | None = _address(self._base, name, parameters)
        while address:
            page = _answer(self._get(address))
            yield page
            address = page.next

    def rows(self, name: str, **parameters: Given) -> list[Row]:
        """All rows of an answer. Raises ApiError."""
        return [row for page in self.pages(name, **parameters) for row in page.rows]

    def frame(self, name: str, **parameters: Given) -> pd.DataFrame:
        """All rows as a pandas data frame (`pip install clustergraph[pandas]`). Raises ApiError."""
        return _frame(list(self.pages(name, **parameters)))

    def graph(self, name: str, **parameters: Given) -> list[dict[str, Any]]:
        """The answer of a query that gives a graph, such as `graph-of-actor`, as expanded JSON-LD. Raises ApiError."""
        content: list[dict[str, Any]] = self._get(
            _address(self._base, name, parameters | {"format": "jsonld"})
        )
        return content

    def evidence(self, statement: str) -> list[Row]:
        """The words behind a statement, by its IRI or `kind/slug`. Raises ApiError."""
        return self.rows("evidence", statement=statement)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _get(self, address: str) -> Any:
        try:
            return self._kept.content(address, self._http.get(address, headers=self._kept.headers(address)))
        except httpx.TransportError as error:
            raise _unreachable(self._base, error) from error


class AsyncClient:
    """`Client` for asyncio; use it in an `async with` block, or `aclose` it."""

    def __init__(
        self, address: str, *, seconds: float = _SECONDS, http: httpx.AsyncClient | None = None
    ) -> None:
        """See `Client`."""
        self._base = address.rstrip("/")
        self._http = http or httpx.AsyncClient(timeout=seconds)
        self._kept = _Kept()

    async def catalogue(self) -> list[dict[str, Any]]:
        """The canned queries with their parameters and columns."""
        queries: list[dict[str, Any]] = (await self._get(f"{self._base}/queries"))["queries"]
        return queries

    async def query(self, name: str, **parameters: Given) -> Answer:
        """The first page of an answer; `limit` is the most rows of a page. Raises ApiError."""
        return _answer(await self._get(_address(self._base, name, parameters)))

    async def pages(self, name: str, **parameters: Given) -> AsyncIterator[Answer]:
        """Every page of an answer, each when it is needed. Raises ApiError."""
        address: str | None = _address(self._base, name, parameters)
        while address:
            page = _answer(await self._get(address))
            yield page
            address = page.next

    async def rows(self, name: str, **parameters: Given) -> list[Row]:
        """All rows of an answer. Raises ApiError."""
        return [row async for page in self.pages(name, **parameters) for row in page.rows]

    async def frame(self, name: str, **parameters: Given) -> pd.DataFrame:
        """All rows as a pandas data frame (`pip install clustergraph[pandas]`). Raises ApiError."""
        return _frame([page async for page in self.pages(name, **parameters)])

    async def graph(self, name: str, **parameters: Given) -> list[dict[str, Any]]:
        """The answer of a query that gives a graph, such as `graph-of-actor`, as expanded JSON-LD. Raises ApiError."""
        content: list[dict[str, Any]] = await self._get(
            _address(self._base, name, parameters | {"format": "jsonld"})
        )
        return content

    async def evidence(self, statement: str) -> list[Row]:
        """The words behind a statement, by its IRI or `kind/slug`. Raises ApiError."""
        return await self.rows("evidence", statement=statement)

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.aclose()

    async def _get(self, address: str) -> Any:
        try:
            response = await self._http.get(address, headers=self._kept.headers(address))
            return self._kept.content(address, response)
        except httpx.TransportError as error:
            raise _unreachable(self._base, error) from error


def _address(base: str, name: str, parameters: dict[str, Given]) -> str:
    given = {
        key: str(value).lower() if isinstance(value, bool) else value for key, value in parameters.items()
    }
    return str(httpx.URL(f"{base}/queries/{name}", params=given))


def _answer(content: dict[str, Any]) -> Answer:
    return Answer(
        content["query"],
        content["parameters"],
        tuple(content["columns"]),
        tuple(content["rows"]),
        content["count"],
        content["next"],
    )


def _frame(pages: list[Answer]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([row for page in pages for row in page.rows], columns=list(pages[0].columns))


def _error(response: httpx.Response) -> ApiError:
    try:
        problem = response.json()
        return ApiError(
            response.status_code,
            problem["detail"],
            problem.get("parameter"),
            tuple(problem.get("allowed") or ()),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return ApiError(response.status_code, f"{response.url} answered {response.status_code}")


def _unreachable(base: str, error: Exception) -> ApiError:
    return ApiError(503, f"{base} cannot be reached: {error}")
