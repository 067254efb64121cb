"""Ad-hoc queries within bounds: time, memory, rows, bytes, how many at once, and for how long the client waits.

Each runs in a reader process on a snapshot, because the engine cannot be interrupted but a process can be killed. A few
readers are kept ready. A query that is not done after `quick_seconds` becomes a long one: it keeps its process at a
lower priority, a new reader takes its place among the ready, and only so many long queries may run; the next is turned
away, the sooner the more wait. A query of a form that was long before needs a long place at once. So quick queries find
a reader however many slow ones come. The answer is spooled to a file before its first byte is
sent, so that its headers can tell whether it is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from clustergraph.changes import because
from clustergraph.errors import InputError, NotFoundError, QueryError, StoreError
from clustergraph.server.problems import Problem
from clustergraph.store import sparql_text
from clustergraph.store.engine import ParseError, graph_name
from clustergraph.store.interface import UNION, Dataset, GraphChange

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from clustergraph.server.metrics import Metrics
    from clustergraph.server.settings import Settings
    from clustergraph.store.interface import Store

_ERRORS = {kind.__name__: kind for kind in (InputError, NotFoundError, QueryError, StoreError)}
_QUEUE_SECONDS = 5.0
# The server's own process comes first, then quick queries, then long ones.
_NICENESS = 5
_LONG_NICENESS = 15
_TEMPLATES = 1000
_CHUNK = 1 << 16
_PATIENCE = {"Retry-After": "5"}


@dataclass(slots=True)
class Answer:
    """A complete answer, spooled. Read it with `chunks` once, or `close` it.

    Attributes:
        media_type: of the body.
        size: bytes.
        version: of the store it was made from.
        truncated: whether it stops at the server's limit of rows.
    """

    media_type: str
    size: int
    version: str
    truncated: bool
    file: BinaryIO

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""
        try:
            while chunk := self.file.read(_CHUNK):
                yield chunk
        finally:
            self.file.close()

    def close(self) -> None:
        """Let go of the spooled file."""
        self.file.close()


class _Reader:
    """One reader process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.retired = False

    @classmethod
    async def start(cls, megabytes: int) -> _Reader:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "clustergraph.store.reader",
            str(megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 24,
        )
        reader = cls(process)
        reader.yield_to_others(_NICENESS)
        return reader

    async def run(self, task: dict[str, Any]) -> dict[str, Any]:
        """The reply to a task; an empty one if the process has died of it."""
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise StoreError("The reader process has no pipes: start the server again.")
        try:
            to.write(json.dumps(task).encode() + b"\n")
            await to.drain()
            line = await back.readline()
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line:
            self.retired = True
            return {}
        reply: dict[str, Any] = json.loads(line)
        self.retired = bool(reply.pop("retire", False))
        return reply

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    def yield_to_others(self, niceness: int) -> None:
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class _Run:
    """A query in work."""

    def __init__(self, reply: asyncio.Future[dict[str, Any]]) -> None:
        self.reply = reply
        self.is_long = False
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started


class BoundedQueries:
    """Runs queries and updates from outside. Start and stop it with the server, use it from the event loop.

    Args:
        store: what is queried; a remote store's engine bounds its own queries, only size and number are bounded here.
        settings: the bounds.
        metrics: counts kills and refusals.
    """

    def __init__(self, store: Store, settings: Settings, metrics: Metrics) -> None:
        self._store = store
        self._settings = settings
        self._metrics = metrics
        self._ready: asyncio.Queue[_Reader] = asyncio.Queue()
        self._all: set[_Reader] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._long = 0
        self._known_as_long: OrderedDict[int, None] = OrderedDict()
        self._clients: Counter[str] = Counter()
        self._spool = Path(tempfile.mkdtemp(prefix="clustergraph-spool-"))
        self._count = 0
        self._closed = False

    async def start(self) -> None:
        """Start the readers."""
        for _ in range(self._settings.readers):
            self._start_reader()

    async def close(self) -> None:
        """End all readers and what they run."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(reader.end() for reader in list(self._all)))
        shutil.rmtree(self._spool, ignore_errors=True)

    async def run(
        self,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
        client: str = "",
    ) -> Answer:
        """Answer a query from outside; cancelling this call kills the query.

        Args:
            query: SPARQL text, already cleared by `refusals`.
            media_type: a key of `formats.RESULTS` or `formats.GRAPHS` that fits the query's form.
            dataset: the graphs to read.
            base_iri: resolves relative IRIs.
            client: whose place in the queue it takes, such as the client's address.

        Raises:
            QueryError: the query is wrong.
            Problem: 429, 503 too much at once; 504 time; 507 memory; 422 size.
        """
        version = self._store.version()
        task = {
            "kind": "query",
            "query": query,
            "media_type": media_type,
            "rows": self._settings.result_rows,
            "bytes": self._settings.result_megabytes * 1024 * 1024,
            **self._common(dataset, base_iri),
        }
        output = Path(task["output"])
        try:
            with self._place_for(client):
                snapshot = await asyncio.to_thread(self._store.snapshot)
                if snapshot is None:
                    await self._run_remote(output, task, dataset)
                    reply: dict[str, Any] = {}
                else:
                    reply = await self._run_bounded(task | {"snapshot": str(snapshot)})
            return Answer(
                media_type, output.stat().st_size, version, bool(reply.get("truncated")), output.open("rb")
            )
        finally:
            output.unlink(missing_ok=True)

    async def update(self, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None) -> str:
        """Carry out an update from outside, within the same bounds; gives the new version.

        It is tried on a copy in a reader process, and what it altered there passes `Store.apply`.

        Raises:
            QueryError: the update is wrong.
            ClustergraphError: the gate refuses what it would change.
            Problem: as `run`.
        """
        loop = asyncio.get_running_loop()

        def change() -> str:
            with self._store.writing(), because("HTTP", "SPARQL update"):
                snapshot = self._store.snapshot()
                if snapshot is None:
                    return self._store.update(update, dataset=dataset, base_iri=base_iri)
                tried = self._try_update(update, snapshot, dataset, base_iri)
                return self._store.apply(asyncio.run_coroutine_threadsafe(tried, loop).result())

        return await asyncio.to_thread(change)

    async def _try_update(
        self, update: str, snapshot: Path, dataset: Dataset, base_iri: str | None
    ) -> list[GraphChange]:
        task = {
            "kind": "update",
            "query": update,
            "snapshot": str(snapshot),
            **self._common(dataset, base_iri),
        }
        output = Path(task["output"])
        try:
            reply = await self._run_bounded(task)
            return await asyncio.to_thread(_read_changes, output, reply["changed"])
        finally:
            output.unlink(missing_ok=True)

    def _common(self, dataset: Dataset, base_iri: str | None) -> dict[str, Any]:
        self._count += 1
        return {
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "base_iri": base_iri,
            "seconds": self._settings.query_seconds,
            "output": str(self._spool / str(self._count)),
        }

    @contextlib.contextmanager
    def _place_for(self, client: str) -> Any:
        if self._clients[client] >= self._settings.queries_per_client:
            self._metrics.refused("client")
            raise Problem(
                429,
                f"This address has {self._settings.queries_per_client} queries running already: wait for their answers.",
                kind="too-many-queries",
                headers=_PATIENCE,
            )
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    async def _run_bounded(self, task: dict[str, Any]) -> dict[str, Any]:
        template = sparql_text.template(task["query"])
        known_as_long = template in self._known_as_long
        if known_as_long:
            self._must_have_long_place()
        reader = await self._a_reader()
        run = _Run(asyncio.ensure_future(reader.run(task)))
        try:
            if known_as_long or not await self._is_quick(run.reply):
                self._known_as_long[template] = None
                self._must_have_long_place()
                run.is_long = True
                self._long += 1
                reader.yield_to_others(_LONG_NICENESS)
                self._start_reader()
                left = self._settings.query_seconds - self._settings.quick_seconds
                done, _ = await asyncio.wait({run.reply}, timeout=max(left, 0.0))
                if not done:
                    self._metrics.killed("time")
                    raise Problem(
                        504,
                        f"The query was stopped after {self._settings.query_seconds:g} s: ask for less, or add a LIMIT.",
                        kind="query-timeout",
                    )
            return self._checked(run.reply.result())
        finally:
            await self._give_back(reader, run, template)

    async def _is_quick(self, reply: asyncio.Future[dict[str, Any]]) -> bool:
        """Wait for a query that may be a quick one; less long while others wait for a reader."""
        clock = asyncio.get_running_loop().time
        started = clock()
        while True:
            done, _ = await asyncio.wait({reply}, timeout=self._settings.quick_seconds / 5)
            if done:
                return True
            if self._waiting or clock() - started >= self._settings.quick_seconds:
                return False

    def _must_have_long_place(self) -> None:
        if self._long >= self._settings.long_queries:
            self._metrics.refused("long")
            raise _busy("The server is busy with long queries: try again soon, or ask for less.")

    async def _give_back(self, reader: _Reader, run: _Run, template: int) -> None:
        if run.is_long:
            self._long -= 1
        if run.reply.done() and not run.is_long and not reader.retired:
            self._ready.put_nowait(reader)
            return
        if run.is_long and run.seconds < self._settings.quick_seconds:
            self._known_as_long.pop(template, None)
        while len(self._known_as_long) > _TEMPLATES:
            self._known_as_long.popitem(last=False)
        run.reply.cancel()
        self._all.discard(reader)
        await asyncio.shield(reader.end())
        if not run.is_long:
            self._start_reader()

    async def _a_reader(self) -> _Reader:
        if self._waiting >= self._settings.queue:
            self._metrics.refused("queue")
            raise _busy("Too many queries are waiting: try again soon.")
        self._waiting += 1
        self._metrics.waiting(self._waiting)
        try:
            async with asyncio.timeout(_QUEUE_SECONDS):
                while True:
                    reader = await self._ready.get()
                    if reader.alive:
                        return reader
                    self._all.discard(reader)
                    self._start_reader()
        except TimeoutError:
            self._metrics.refused("queue")
            raise _busy("No reader became free in time: try again soon.") from None
        finally:
            self._waiting -= 1
            self._metrics.waiting(self._waiting)

    def _start_reader(self) -> None:
        if self._closed:
            return

        async def start() -> None:
            reader = await _Reader.start(self._settings.query_megabytes)
            self._all.add(reader)
            self._ready.put_nowait(reader)

        task = asyncio.create_task(start())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def _checked(self, reply: dict[str, Any]) -> dict[str, Any]:
        match reply.get("error", None if reply else "Memory"):
            case None:
                return reply
            case "Memory":
                self._metrics.killed("memory")
                detail = (
                    f"The query needs more than the {self._settings.query_megabytes} MB it may take, or is nested too "
                    "deeply: ask for less, group later, or add a LIMIT."
                )
                raise Problem(507, detail, kind="query-memory")
            case "TooLarge":
                self._metrics.killed("size")
                detail = (
                    f"The answer is larger than {self._settings.result_megabytes} MB: ask for fewer columns, or page "
                    "with LIMIT and OFFSET."
                )
                raise Problem(
                    422, detail, kind="answer-too-large", limit_bytes=self._settings.result_megabytes << 20
                )
            case kind:
                if kind == ParseError.__name__:
                    raise ParseError(reply["message"], reply["line"], reply["column"])
                raise _ERRORS.get(kind, QueryError)(reply["message"])

    async def _run_remote(self, output: Path, task: dict[str, Any], dataset: Dataset) -> None:
        def run() -> None:
            with output.open("wb") as file:
                self._store.query_to(
                    _Limited(file, task["bytes"]),  # type: ignore[arg-type]
                    task["query"],
                    task["media_type"],
                    dataset=dataset,
                    base_iri=task["base_iri"],
                )

        try:
            await asyncio.wait_for(asyncio.to_thread(run), self._settings.query_seconds)
        except _TooLargeError:
            self._checked({"error": "TooLarge"})
        except TimeoutError:
            raise Problem(
                504,
                f"The engine gave no answer within {self._settings.query_seconds:g} s: ask for less.",
                kind="query-timeout",
            ) from None


class _TooLargeError(Exception):
    """The answer is larger than allowed."""


class _Limited:
    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._left = limit

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _TooLargeError
        return self._file.write(data)

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()


def _busy(detail: str) -> Problem:
    return Problem(503, detail, kind="busy", headers=_PATIENCE)


def _read_changes(output: Path, changed: list[str | None]) -> list[GraphChange]:
    content: dict[str | None, list[ox.Triple]] = {graph: [] for graph in changed}
    for quad in ox.parse(path=output, format=ox.RdfFormat.N_QUADS):
        graph = quad.graph_name
        content[graph.value if isinstance(graph, ox.NamedNode) else None].append(quad.triple)
    for name in changed:
        graph_name(name)
    return [GraphChange(graph, tuple(triples) or None) for graph, triples in content.items()]
