"""The ASGI layer in front of the routing: answers from the cache, and what every answer has in common.

A cached answer or a 304 leaves here without touching FastAPI. Everything else passes through, gets its ETag, CORS and
security headers and request id, is counted and logged, and, if it is a small complete answer to a GET, kept.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import time
from itertools import count
from typing import TYPE_CHECKING, Any
from zlib import crc32

from starlette.routing import Match

from clustergraph import __version__
from clustergraph.errors import ClustergraphError
from clustergraph.server import conditions
from clustergraph.server.cache import CachedAnswer
from clustergraph.server.problems import Problem, of_error, of_failure, response
from clustergraph.server.protocol_operations import taken_by_post
from clustergraph.server.request_headers import RequestHeaders
from clustergraph.server.state import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from clustergraph.server.state import ServerState

_LIVE = frozenset({"/health", "/ready", "/metrics"})
_LARGEST_KEPT = 1 << 20
_HOST = re.compile(rb"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._\-]{1,64}")
_ALWAYS: list[tuple[bytes, bytes]] = [
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"ETag, Link, Location, Retry-After, X-Request-Id, X-Result-Limit, X-Result-Truncated",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        b"frame-ancestors 'none'",
    ),
]
_CHOSEN_BY = (b"Accept", b"Accept-Encoding", b"Accept-Language")
# A 304 puts its headers in place of the kept answer's (RFC 9111, section 3.2), and a page may have a policy of its own.
_UNCHANGED = [
    (b"vary", b", ".join(_CHOSEN_BY)),
    *(header for header in _ALWAYS if header[0] != b"content-security-policy"),
]
# Request ids are this process's name and a number.
_PROCESS = secrets.token_hex(6).encode()
_counted = count(1)
_access = logging.getLogger("clustergraph.access")
_errors = logging.getLogger("clustergraph.error")


class Front:
    """See the module's text. It stands around the whole application; `routes` finds what a path allows."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], state: ServerState) -> None:
        self._app = app
        self._routes = routes
        self._state = state
        self._software = __version__.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(self._app, self._routes, self._state, self._software, scope, send).carry_out(receive)


class _Exchange:
    """One request and its answer."""

    __slots__ = (
        "_app", "_body_left", "_bytes", "_deadline", "_etag", "_headers", "_id", "_is_answered", "_is_head", "_keep_key", "_kept", "_path", "_routes",
        "_scope", "_send_on", "_software", "_started_at", "_state", "_status", "_version",
    )  # fmt: skip

    def __init__(
        self,
        app: ASGIApp,
        routes: Sequence[BaseRoute],
        state: ServerState,
        software: bytes,
        scope: Scope,
        send: Send,
    ) -> None:
        self._app = app
        self._routes = routes
        self._state = state
        self._software = software
        self._scope = scope
        self._send_on = send
        self._started_at = time.perf_counter()
        self._headers = RequestHeaders(scope["headers"])
        self._path: str = scope["path"]
        self._is_head = scope["method"] == "HEAD"
        self._is_answered = False
        given = self._headers.request_id
        self._id = given if given and _REQUEST_ID.fullmatch(given) else b"%s-%x" % (_PROCESS, next(_counted))
        self._status = 0
        self._bytes = 0
        self._version = ""
        self._etag = b""
        self._keep_key: tuple[Any, ...] | None = None
        self._kept: tuple[list[tuple[bytes, bytes]], list[bytes]] | None = None
        self._body_left = state.settings.body_megabytes << 20
        self._deadline = self._started_at + state.settings.request_seconds

    async def carry_out(self, receive: Receive) -> None:
        """Answer the request, whatever happens."""
        outcome = "none"
        try:
            if self._headers.host and not _HOST.fullmatch(self._headers.host):
                await self._problem(Problem(400, "The Host header names no host: send the server's name."))
            elif self._scope["method"] == "OPTIONS":
                await self._options()
            elif self._scope["method"] in {"GET", "HEAD"} and self._path not in _LIVE:
                outcome = await self._read(receive)
            else:
                await self._write(receive)
        except ClustergraphError as error:
            await self._problem(of_error(error))
        except asyncio.CancelledError:
            # Only a server that stops cancels, when its grace is over; the answer is the last thing that this task does.
            headers = {"Retry-After": "5", "Connection": "close"}
            await self._problem(
                Problem(503, "The server is stopping: send the request again.", headers=headers)
            )
        except Exception:
            _errors.exception("request %s failed", self._id.decode())
            await self._problem(of_failure())
        finally:
            self._record(outcome)

    async def _read(self, receive: Receive) -> str:
        headers = self._headers
        self._version = await version_of(self._state.store)
        choice = (headers.accept, headers.language, headers.takes_gzip)
        # Of this address only: what is wrong or not there has no tag, and no other address's tag hides that.
        tag = crc32(repr((self._path, self._scope["query_string"], *choice)).encode() + self._software)
        self._etag = b'"%s-%08x"' % (self._version.encode(), tag)
        if headers.none_match and conditions.names(headers.none_match, self._etag):
            await self._unchanged()
            return "not-modified"
        # Answers hold addresses of the server, as it was spoken to.
        key = (self._path, self._scope["query_string"], self._scope["scheme"], headers.host, *choice)
        answer = self._state.cache.get(self._version, key)
        if answer is not None:
            if not await self._answered_by_condition():
                await self._send_whole(200, answer.headers, answer.body)
            return "hit"
        self._keep_key = None if self._is_head else key
        await self._app(self._for_routing(), receive, self._pass_on)
        return "miss"

    async def _unchanged(self) -> None:
        await self._send_whole(
            304, [(b"etag", self._etag), (b"cache-control", b"no-cache"), *_UNCHANGED], b""
        )

    async def _answered_by_condition(self) -> bool:
        """Whether a condition of the request stands in the way of a 200, and then answers it (RFC 9110, section 13.2)."""
        if self._headers.match and not conditions.holds(self._headers.match, self._etag):
            self._status = 0
            await self._problem(conditions.failed())
        elif self._headers.none_match.strip() == b"*":
            await self._unchanged()
        else:
            return False
        return True

    async def _write(self, receive: Receive) -> None:
        length = self._headers.length
        if length and length.isdigit() and int(length) > self._body_left:
            raise self._too_large()
        self._refuse_other_forms()
        complete = False

        async def limited() -> Message:
            nonlocal complete
            # What comes after the body is the client's leaving, which may take its time.
            left = None if complete else max(self._deadline - time.perf_counter(), 0.0)
            try:
                async with asyncio.timeout(left):
                    message = await receive()
            except TimeoutError:
                raise Problem(
                    408, "The request came too slowly: send it again.", headers={"Connection": "close"}
                ) from None
            self._body_left -= len(message.get("body", b""))
            if self._body_left < 0:
                raise self._too_large()
            complete = not message.get("more_body", False)
            return message

        await self._app(self._for_routing(), limited, self._pass_on)

    def _for_routing(self) -> Scope:
        """The scope for the routing, which knows no HEAD; the server below keeps its own and sends no body."""
        method = "GET" if self._is_head else self._scope["method"]
        return {**self._scope, "method": method, "headers": self._headers.for_routing()}

    def _refuse_other_forms(self) -> None:
        """A part of a body (RFC 9110, section 14.5) or a coded one (section 15.5.16) is not taken for the whole as it is."""
        if self._headers.coding.lower() not in (b"", b"identity"):
            coding = self._headers.coding.decode("latin-1")[:80]
            raise Problem(
                415,
                f"The body has the content coding {coding}: send it without one.",
                headers={"Accept-Encoding": "identity"},
            )
        if self._headers.range:
            raise Problem(400, "The body is a part by Content-Range: send the whole.")

    def _too_large(self) -> Problem:
        megabytes = self._state.settings.body_megabytes
        return Problem(
            413,
            f"The request is larger than {megabytes} MB: send it in parts.",
            headers={"Connection": "close"},
        )

    async def _options(self) -> None:
        allow = self._allowed()
        if allow == b"OPTIONS":
            raise Problem(404, f"There is nothing at {self._path[:200]}.")
        headers = [(b"allow", allow)]
        if b"POST" in allow and (taken := taken_by_post(self._path)):
            headers.append((b"accept-post", ", ".join(taken).encode()))
        if self._headers.wants:
            headers += [
                (b"access-control-allow-methods", allow),
                (
                    b"access-control-allow-headers",
                    b"Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id",
                ),
                (b"access-control-max-age", b"86400"),
            ]
        await self._send_whole(204, [*headers, *_ALWAYS], b"")

    def _allowed(self) -> bytes:
        """The methods of all routes at this path."""
        methods = {"OPTIONS"}
        for method in ("GET", "POST", "PUT", "DELETE"):
            scope = {**self._scope, "method": method}
            if any(route.matches(scope)[0] is Match.FULL for route in self._routes):
                methods.add(method)
        if "GET" in methods:
            methods.add("HEAD")
        return ", ".join(sorted(methods)).encode()

    async def _pass_on(self, message: Message) -> None:
        if self._is_answered:
            return
        if message["type"] == "http.response.start":
            self._status = message["status"]
            if self._status == 200 and self._etag and await self._answered_by_condition():
                self._is_answered = True
                return
            if self._status == 405:
                # The routing knows the methods of one route only.
                others = [header for header in message["headers"] if header[0] != b"allow"]
                message["headers"] = [*others, (b"allow", self._allowed())]
            message["headers"] = headers = self._completed(message["headers"])
            if self._keep_key is not None and self._status == 200 and not _is_private(headers):
                self._kept = (headers, [])
            await self._send_on({**message, "headers": [*headers, (b"x-request-id", self._id)]})
            return
        body = message.get("body", b"")
        self._bytes += len(body)
        self._keep(body, more=message.get("more_body", False))
        await self._send_on({**message, "body": b""} if self._is_head else message)

    def _completed(self, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        completed = list(headers)
        there = {name for name, _ in completed}
        completed += [header for header in _ALWAYS if header[0] not in there]
        if self._etag and self._status == 200 and not _is_private(completed):
            # A file brings one of its own, which a copy made for each request would change.
            completed = [*(header for header in completed if header[0] != b"etag"), (b"etag", self._etag)]
            if b"cache-control" not in there:
                completed.append((b"cache-control", b"no-cache"))
            vary = next((value for name, value in completed if name == b"vary"), b"")
            completed = [header for header in completed if header[0] != b"vary"]
            missing = [name for name in _CHOSEN_BY if name not in vary.split(b", ")]
            completed.append((b"vary", b", ".join([*([vary] if vary else []), *missing])))
        return completed

    def _keep(self, body: bytes, *, more: bool) -> None:
        if self._kept is None:
            return
        headers, chunks = self._kept
        chunks.append(body)
        if self._bytes > _LARGEST_KEPT:
            self._kept = None
        elif not more:
            whole = b"".join(chunks)
            headers = [header for header in headers if header[0] != b"content-length"]
            headers.append((b"content-length", str(len(whole)).encode()))
            self._state.cache.put(self._version, self._keep_key, CachedAnswer(headers, whole))

    async def _problem(self, problem: Problem) -> None:
        if self._status:
            return  # The answer has begun; the connection is all that can still be ended.
        made = response(problem)
        await self._send_whole(problem.status, self._completed(made.raw_headers), bytes(made.body))

    async def _send_whole(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self._status = status
        self._bytes = len(body)
        await self._send_on(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [*headers, (b"x-request-id", self._id)],
            }
        )
        await self._send_on({"type": "http.response.body", "body": b"" if self._is_head else body})

    def _record(self, outcome: str) -> None:
        seconds = time.perf_counter() - self._started_at
        method = "HEAD" if self._is_head else self._scope["method"]
        status = self._status or 499
        self._state.metrics.answered(
            _route_of(self._path, status), method if status != 405 else "other", status, outcome, seconds
        )
        if _access.isEnabledFor(logging.INFO):
            line = {
                "time": round(time.time(), 3), "id": self._id.decode(), "method": method, "path": self._path[:200],
                "status": status, "ms": round(seconds * 1000, 2), "bytes": self._bytes, "cache": outcome,
            }  # fmt: skip
            _access.info(json.dumps(line))


def _route_of(path: str, status: int) -> str:
    """The first part of a path that exists, so that the number of series stays small."""
    if status in {404, 405}:
        return "other"
    return "/" + path.split("/", 2)[1]


def _is_private(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name == b"cache-control" and b"no-store" in value for name, value in headers)
