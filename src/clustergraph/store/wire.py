"""Requests to a SPARQL engine over HTTP, and its refusals as plain sentences."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import httpx
from SPARQLWrapper import POST, SPARQLWrapper

from clustergraph.errors import QueryError, StoreError
from clustergraph.store import sparql_text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from clustergraph.store.endpoint import Endpoint
    from clustergraph.store.interface import Dataset


# An engine is silent while it loads a whole dataset.
_BULK_SECONDS = 3600.0


class AwayError(Exception):
    """The engine could not be reached; a read may try again."""


class SilentError(Exception):
    """The engine gave no answer in its time, and may still work at it. The message is a sentence without its end."""


class _Credentials(httpx.Auth):
    """HTTP Basic, or Digest from the moment the engine asks for it."""

    def __init__(self, user: str, password: str) -> None:
        self._auth: httpx.Auth = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._auth is not self._digest:
            response = yield from _first(self._auth.auth_flow(request))
            if response.status_code != 401:
                return
            # Virtuoso names Digest to those only who have not tried Basic.
            del request.headers["Authorization"]
            response = yield request
            if not response.headers.get("WWW-Authenticate", "").lower().startswith("digest"):
                return
            self._auth = self._digest
        yield from self._digest.auth_flow(request)


def _first(
    flow: Generator[httpx.Request, httpx.Response, None],
) -> Generator[httpx.Request, httpx.Response, httpx.Response]:
    return (yield next(flow))


class Wire:
    """A pool of connections to one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        auth = _Credentials(endpoint.user, endpoint.password or "") if endpoint.user else None
        self._bulk = httpx.Timeout(max(endpoint.seconds, _BULK_SECONDS), connect=5.0)
        self._client = httpx.Client(
            timeout=httpx.Timeout(endpoint.seconds, connect=5.0), follow_redirects=False, auth=auth
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def sparql(
        self,
        text: str,
        media_type: str,
        dataset: Dataset,
        base_iri: str | None,
        *,
        is_update: bool,
        is_bulk: bool = False,
    ) -> httpx.Request:
        """A request of the SPARQL 1.1 Protocol; one that loads in bulk has an hour."""
        if base_iri is not None:
            text = f"BASE <{base_iri}>\n{text}"
        wrapper = SPARQLWrapper(self._endpoint.query, self._endpoint.update)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        # `setQuery` guesses the form from the text, and warns or errs where a comment speaks of another.
        wrapper.queryString = text
        wrapper.queryType = "INSERT" if is_update else sparql_text.shape(text).form
        if not is_update and not dataset:
            # Oxigraph's server forgets FROM when its default graph is the union; every engine heeds the protocol.
            dataset = sparql_text.own_dataset(text)
        prefix = "using" if is_update else "default"
        for graph in dataset.default_graphs:
            wrapper.addParameter(f"{prefix}-graph-uri", graph)
        for graph in dataset.named_graphs:
            wrapper.addParameter("using-named-graph-uri" if is_update else "named-graph-uri", graph)
        wrapper.addCustomHttpHeader("Accept", media_type)
        made = wrapper._createRequest()
        return self._client.build_request(
            "POST",
            made.full_url,
            content=cast("bytes", made.data),
            headers=dict(made.header_items()),
            timeout=self._bulk if is_bulk else self._client.timeout,
        )

    def graph_store(
        self,
        method: str,
        url: str,
        graph: str | None,
        content: bytes | Iterator[bytes] = b"",
        media_type: str | None = None,
        accept: str = "*/*",
    ) -> httpx.Request:
        """A request of the SPARQL 1.1 Graph Store Protocol for one graph, or with None for the whole dataset."""
        headers = {"Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        return self._client.build_request(
            method,
            url,
            params=None if graph is None else {"graph": graph},
            content=content,
            headers=headers,
            timeout=self._bulk,
        )

    @contextmanager
    def answer(self, request: httpx.Request) -> Iterator[httpx.Response]:
        """The engine's answer, its body not yet read.

        Raises:
            AwayError: nobody answers, or the engine is not ready.
            SilentError: it takes too long.
            QueryError: the engine does not accept the query or update.
            StoreError: it refuses, is full, or something else.
        """
        try:
            response = self._client.send(request, stream=True)
            try:
                if response.status_code >= 400:
                    response.read()
                self._check(response)
                yield response
            finally:
                response.close()
        except httpx.TimeoutException:
            seconds = request.extensions["timeout"]["read"]
            raise SilentError(f"{self._endpoint.query} gave no answer within {seconds:.0f} s") from None
        except httpx.HTTPError as error:
            raise AwayError(
                f"{self._endpoint.query} cannot be reached ({error}): start the engine, or check the URL."
            ) from None
        except httpx.InvalidURL as error:
            raise StoreError(f"{self._endpoint.query} is no usable URL ({error}): correct it.") from None

    def _check(self, response: httpx.Response) -> None:
        status, location = response.status_code, self._endpoint.query
        if status < 300:
            return
        reason = " ".join(response.text.split())[:300] if status >= 400 else ""
        if status == 400:
            raise QueryError(f"The engine cannot read the query or update: {reason}")
        if status in {401, 403}:
            raise StoreError(
                f"{location} refuses our user name or password: correct CLUSTERGRAPH_STORE_USER and its password."
            )
        if status in {502, 503}:
            raise AwayError(f"{location} is not ready (HTTP {status}): try again later.")
        if "No space left" in reason:
            raise StoreError(f"The disk of {location} is full: make room there.")
        if status == 507:
            raise StoreError(
                f"{location} has no room for this ({reason or 'HTTP 507'}): ask for less, or make room there."
            )
        raise StoreError(
            f"{location} answered HTTP {status} ({reason or 'no reason given'}): check the URL and the engine."
        )
