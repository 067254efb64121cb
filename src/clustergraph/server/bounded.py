"""Ad-hoc queries within bounds: time, memory, rows, bytes, how many at once, and for how long the client waits.

Each runs in a reader process, on a snapshot or against the engine behind the store's URL, because an engine cannot be
interrupted but a process can be killed (`readers`). The answer is spooled to a file before its first byte is sent, so that its headers can tell whether it is whole.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import itertools
import shutil
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from clustergraph.changes import because
from clustergraph.errors import InputError, NotFoundError, NotInSyntaxError, QueryError, StoreError
from clustergraph.server.problems import Problem
from clustergraph.server.readers import ReaderPool
from clustergraph.server.state import version_of
from clustergraph.server.writing import Writes
from clustergraph.store.engine import ParseError, graph_name
from clustergraph.store.interface import UNION, Dataset, GraphChange
from clustergraph.store.local import written_out

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from clustergraph.server.metrics import Metrics
    from clustergraph.server.settings import Settings
    from clustergraph.store.interface import Store

_ERRORS = {
    kind.__name__: kind for kind in (InputError, NotFoundError, NotInSyntaxError, QueryError, StoreError)
}
_REFUSED = {"ServiceRefusedError": "service-refused", "LoadRefusedError": "load-refused"}
_CHUNK = 1 << 16


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


class BoundedQueries:
    """Runs queries and updates from outside. Start and stop it with the server, use it from the event loop.

    Args:
        store: what is queried.
        settings: the bounds.
        metrics: counts kills and refusals.

    Attributes:
        writes: runs the updates, and every other write of the server.
    """

    def __init__(self, store: Store, settings: Settings, metrics: Metrics) -> None:
        self._store = store
        self._settings = settings
        self._metrics = metrics
        self.writes = Writes()
        self._readers = ReaderPool(settings, metrics, of_url=store.endpoint is not None)
        self._spool = Path(tempfile.mkdtemp(prefix="clustergraph-spool-"))
        self._numbers = itertools.count(1)
        self._source_of: tuple[str, str | dict[str, Any]] = ("", "")

    async def start(self) -> None:
        """Start the readers, each with the store open."""
        with contextlib.suppress(StoreError):
            self._readers.source = await self._source(await version_of(self._store))
        self._readers.start()

    async def begun(self, seconds: float) -> bool:
        """Whether a query finds a reader; waited for, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._readers.begun.wait(), seconds)
        return self._readers.begun.is_set()

    async def close(self) -> None:
        """End all readers and what they run."""
        self.writes.close()
        await self._readers.close()
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
            query: SPARQL text.
            media_type: a key of `formats.RESULTS` or `formats.GRAPHS` that fits the query's form.
            dataset: the graphs to read.
            base_iri: resolves relative IRIs.
            client: whose place in the queue it takes, such as the client's address.

        Raises:
            QueryError: the query is wrong.
            Problem: 403 it would reach out; 429, 503 too much at once; 504 time; 507 memory; 422 size.
        """
        version = await version_of(self._store)
        task = {
            "kind": "query",
            "query": query,
            "media_type": media_type,
            "rows": self._settings.result_rows,
            **self._common(dataset, base_iri),
        }
        return await self._read(task, version, client)

    async def dump(self, media_type: str, *, client: str = "", **graph: str | None) -> Answer:
        """One graph, or all of them without `graph`, in a syntax, within the bounds of `run`.

        A dump of everything may be larger than an answer and take ten times as long, for its size is that of the store.
        """
        version = await version_of(self._store)
        task = {"kind": "dump", "media_type": media_type, **graph, **self._common()}
        if not graph:
            task |= {"bytes": sys.maxsize, "seconds": 10 * self._settings.query_seconds}
        return await self._read(task, version, client)

    async def _read(self, task: dict[str, Any], version: str, client: str) -> Answer:
        task["source"] = await self._source(version)
        with self._output(task):
            return self._answer(task, version, self._checked(await self._readers.run(task, client)))

    @contextlib.contextmanager
    def _output(self, task: dict[str, Any]) -> Iterator[Path]:
        """The file of a task's answer, which has no name afterwards; who has opened it can read on."""
        output = Path(task["output"])
        try:
            yield output
        finally:
            output.unlink(missing_ok=True)

    def _answer(self, task: dict[str, Any], version: str, reply: dict[str, Any]) -> Answer:
        body = reply.get("body")
        file = Path(task["output"]).open("rb") if body is None else io.BytesIO(body)  # noqa: SIM115 - by `close`
        return Answer(task["media_type"], reply["size"], version, bool(reply.get("truncated")), file)

    async def _source(self, version: str) -> str | dict[str, Any]:
        """What a reader opens. A snapshot is asked for once a version: a store in memory has to write one first."""
        if self._source_of[0] != version:
            endpoint = self._store.endpoint
            source = (
                str(await asyncio.to_thread(self._store.snapshot)) if endpoint is None else asdict(endpoint)
            )
            self._source_of = version, source
        return self._source_of[1]

    async def update(
        self,
        update: str,
        *,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
        require: Callable[[str], None] = lambda _: None,
    ) -> str:
        """Carry out an update from outside, within the same bounds; gives the new version.

        It is tried on a copy in a reader process, and what it altered there passes `Store.apply`.

        Args:
            update: SPARQL text.
            dataset: the graphs that WHERE reads.
            base_iri: resolves relative IRIs.
            require: raises where the update must not be made to this version.

        Raises:
            QueryError: the update is wrong.
            ClustergraphError: the gate refuses what it would change.
            Problem: as `run`.
        """
        loop = asyncio.get_running_loop()

        def change() -> str:
            with self._store.writing(), because("HTTP", "SPARQL update"), self._database() as snapshot:
                require(self._store.version())
                task = {
                    "kind": "update",
                    "query": update,
                    "source": str(snapshot),
                    **self._common(dataset, base_iri),
                }
                with self._tried(task) as output:
                    reply = asyncio.run_coroutine_threadsafe(self._readers.run(task), loop).result()
                    changes = _read_changes(output, self._checked(reply)["changed"])
                return self._store.apply(changes)

        return await self.writes.run(change)

    @contextlib.contextmanager
    def _database(self) -> Iterator[Path]:
        """A folder with the store's content to try an update on; what an engine behind a URL holds is read out first."""
        snapshot = self._store.snapshot()
        if snapshot is not None:
            yield snapshot
            return
        with tempfile.TemporaryDirectory(dir=self._spool) as scratch:
            yield written_out(self._store.quads(), Path(scratch) / "copy")

    @contextlib.contextmanager
    def _tried(self, task: dict[str, Any]) -> Iterator[Path]:
        """The file of what an update altered on its copy; both are gone at the end."""
        with self._output(task) as output:
            try:
                yield output
            finally:
                shutil.rmtree(f"{output}.scratch", ignore_errors=True)

    def _common(self, dataset: Dataset = UNION, base_iri: str | None = None) -> dict[str, Any]:
        return {
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "base_iri": base_iri,
            "seconds": self._settings.query_seconds,
            "bytes": self._settings.result_megabytes << 20,
            "service_hosts": self._settings.service_hosts,
            "output": str(self._spool / str(next(self._numbers))),
        }

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
                if kind in _REFUSED:
                    raise Problem(403, reply["message"], kind=_REFUSED[kind])
                if kind == ParseError.__name__:
                    raise ParseError(reply["message"], reply["line"], reply["column"])
                raise _ERRORS.get(kind, QueryError)(reply["message"])


def _read_changes(output: Path, changed: list[str | None]) -> list[GraphChange]:
    content: dict[str | None, list[ox.Triple]] = {graph: [] for graph in changed}
    for quad in ox.parse(path=output, format=ox.RdfFormat.N_QUADS):
        graph = quad.graph_name
        content[graph.value if isinstance(graph, ox.NamedNode) else None].append(quad.triple)
    for name in changed:
        graph_name(name)
    return [GraphChange(graph, tuple(triples) or None) for graph, triples in content.items()]
