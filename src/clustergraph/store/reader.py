"""Processes that answer queries and can be killed: `python -m clustergraph.store.reader MEGABYTES [of-url]`.

They read a snapshot, or ask the engine behind a URL.

Standard input is a Unix socket. For each socket that comes through it a reader is forked, which begins by sending its
process number on a line. A reader takes one JSON task a line and gives one JSON reply a line. A small answer follows its
reply, `inline` bytes long; a larger one goes to the file that the task names, so that its size costs no memory. The engine
cannot be interrupted; whoever sent the task kills the reader when it has had its time. Its own limits hold even if that
one is gone.
"""

from __future__ import annotations

import csv
import errno
import gc
import io
import json
import os
import resource
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from clustergraph.errors import ClustergraphError, StoreError
from clustergraph.namespaces import PREFIXES
from clustergraph.serialising import serialised, well_formed
from clustergraph.store import engine, sparql_text
from clustergraph.store.formats import CSV, DATASETS, GRAPHS, RESULTS
from clustergraph.store.interface import Dataset
from clustergraph.store.local import update_changes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from clustergraph.store.remote_reading import RemoteReader

    Source = ox.Store | RemoteReader

# A value of an answer may be as long as the answer.
csv.field_size_limit(sys.maxsize)
_SPARE_SECONDS = 5
# A reader whose heap has grown beyond this gives it back by being replaced.
_RETIRE_KILOBYTES = 128 * 1024
# An answer up to this size comes back through the pipe.
_INLINE = 1 << 16


class _TooLargeError(Exception):
    """The answer is larger than allowed."""


class _Spool:
    """Bytes in memory while they are few, then in a file; refuses to grow beyond a limit, or to hold what is not XML as XML."""

    def __init__(self, path: str, limit: int, media_type: str) -> None:
        self._path = path
        self._media_type = media_type
        self._limit = limit
        self._held = bytearray()
        self._file: BinaryIO | None = None
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        if self.size > self._limit:
            raise _TooLargeError
        well_formed(data, self._media_type)
        if self._file is None and self.size <= _INLINE:
            self._held += data
            return len(data)
        if self._file is None:
            self._file = Path(self._path).open("wb")  # noqa: SIM115 - closed by `close`
            self._file.write(self._held)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def seekable(self) -> bool:
        """Whether `tell` can be asked."""
        return True

    def tell(self) -> int:
        """How much has been written."""
        return self.size

    def close(self) -> bytes | None:
        """All of it if it was held in memory; None if it is in the file."""
        if self._file is None:
            return bytes(self._held)
        self._file.close()
        return None


def main(megabytes: int, *, of_url: bool) -> None:
    """Fork a reader for each socket that comes, until the control socket is closed."""
    if of_url:
        from clustergraph.store import remote_reading  # noqa: F401 - so that no reader has to
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the readers
    gc.freeze()
    control = socket.socket(fileno=0)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            with socket.socket(fileno=descriptors[0]) as server:
                _answer_tasks(server, megabytes)
            os._exit(0)
        os.close(descriptors[0])


def _answer_tasks(server: socket.socket, megabytes: int) -> None:
    """Answer what comes through the socket until it is closed."""
    server.sendall(b"%d\n" % os.getpid())
    limited = False
    held: tuple[object, Source] | None = None
    for line in server.makefile("rb"):
        task = json.loads(line)
        body: bytes | None = None
        reply: dict[str, Any] = {}
        try:
            if held is None or held[0] != task["source"]:
                held = task["source"], _opened(task["source"])
            if not limited:
                _limit_memory(megabytes)
                limited = True
            if task["kind"] != "open":
                _limit_processor(task["seconds"])
                reply, body = _DONE[task["kind"]](held[1], task)
        except ClustergraphError as error:
            position = {"line": getattr(error, "line", None), "column": getattr(error, "column", None)}
            reply = {"error": type(error).__name__, "message": str(error), **position}
        except _TooLargeError:
            reply = {"error": "TooLarge"}
        except MemoryError:
            reply = {"error": "Memory"}
        except OSError as error:
            reply = {"error": "StoreError", "message": _not_written(error)}
        reply["retire"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _RETIRE_KILOBYTES
        reply["inline"] = len(body) if body is not None else None
        server.sendall(json.dumps(reply).encode() + b"\n" + (body or b""))


def _not_written(error: OSError) -> str:
    """In one sentence, without the server's own paths, which the engine tells."""
    if error.errno == errno.ENOSPC or "No space left" in str(error):
        return (
            "The disk for the server's temporary files (TMPDIR) is full: make room there, or ask again later."
        )
    reason = error.strerror or "input or output error"
    return f"The server's temporary files (TMPDIR) cannot be written ({reason}): check their disk."


def _opened(source: str | dict[str, Any]) -> Source:
    if isinstance(source, dict):
        from clustergraph.store.endpoint import Endpoint
        from clustergraph.store.remote_reading import RemoteReader

        return RemoteReader(Endpoint(**source))
    try:
        return ox.Store.read_only(source)
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"The store cannot be read ({error}): check its disk, or restore a backup."
        ) from None


def _query(source: Source, task: dict[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    sparql_text.refuse_reaching_out(task["query"], task["service_hosts"], is_update=False)
    query, limited = task["query"], False
    if sparql_text.shape(query).form == "SELECT":
        query, limited = sparql_text.with_limit(query, task["rows"])
    media_type = task["media_type"]
    spool = _Spool(task["output"], task["bytes"], media_type)
    try:
        _write_answer(source, query, task, spool)
    except engine.ParseError:
        # The position must be that in the text as sent; a text that is right without our LIMIT is answered without.
        _write_answer(source, task["query"], task, spool)
        limited = False
    body = spool.close()
    # A row takes at least one byte, so that most answers need not be counted.
    may_be_cut = limited and spool.size >= task["rows"]
    answer = body if body is not None else Path(task["output"]).read_bytes() if may_be_cut else b""
    truncated = may_be_cut and _rows(answer, media_type) >= task["rows"]
    return {"truncated": truncated, "size": spool.size}, body


def _write_answer(source: Source, query: str, task: dict[str, Any], spool: _Spool) -> None:
    dataset = Dataset(tuple(task["default_graphs"]), tuple(task["named_graphs"]))
    if isinstance(source, ox.Store):
        results = engine.run(source, query, dataset=dataset, base_iri=task["base_iri"])
        engine.serialise(results, task["media_type"], spool)  # type: ignore[arg-type]
        return
    # Parsed here first: an error has a place in the text, and nesting that overflows a parser's stack ends this
    # process and not the engine.
    engine.run(ox.Store(), query, base_iri=task["base_iri"])
    source.query_to(spool, query, task["media_type"], dataset=dataset, base_iri=task["base_iri"])  # type: ignore[arg-type]


def _rows(answer: bytes, media_type: str) -> int:
    if media_type == CSV:
        return sum(1 for _ in csv.reader(io.StringIO(answer.decode(), newline=""))) - 1
    results = ox.parse_query_results(answer, format=RESULTS[media_type])
    return sum(1 for _ in results) if isinstance(results, ox.QuerySolutions) else 1


def _dump(source: Source, task: dict[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    """The content of some graphs in a syntax, or of all of them as a dataset."""
    spool = _Spool(task["output"], task["bytes"], task["media_type"])
    statements: Iterable[ox.Triple] | Iterable[ox.Quad]
    if not isinstance(source, ox.Store):
        statements = source.graph(task["graph"]) if "graph" in task else source.quads()
    else:
        statements = (
            engine.content(source, task["graph"]) if "graph" in task else engine.without_merge(source)
        )
    syntax = {**GRAPHS, **DATASETS}[task["media_type"]]
    serialised(statements, syntax, spool, PREFIXES)  # type: ignore[arg-type]
    return {"size": spool.size}, spool.close()


def _update(_: Source, task: dict[str, Any]) -> tuple[dict[str, Any], None]:
    sparql_text.refuse_reaching_out(task["query"], task["service_hosts"], is_update=True)
    dataset = Dataset(tuple(task["default_graphs"]), tuple(task["named_graphs"]))
    scratch = Path(task["output"] + ".scratch")
    # Left by a reader that was killed at the same task.
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        changes = update_changes(
            Path(task["source"]), scratch, task["query"], dataset=dataset, base_iri=task["base_iri"]
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    quads = (
        ox.Quad(
            triple.subject,
            triple.predicate,
            triple.object,
            ox.DefaultGraph() if change.graph is None else ox.NamedNode(change.graph),
        )
        for change in changes
        for triple in change.triples or ()
    )
    with Path(task["output"]).open("wb") as file:
        ox.serialize(quads, file, ox.RdfFormat.N_QUADS)
    return {"changed": [change.graph for change in changes]}, None


_DONE = {"query": _query, "update": _update, "dump": _dump}


def _limit_memory(megabytes: int) -> None:
    """Allow this much more than the process has now; beyond it allocation fails and the process ends."""
    has = 0
    with Path("/proc/self/status").open(encoding="ascii") as status:
        for line in status:
            if line.startswith("VmData:"):
                has = int(line.split()[1]) * 1024
    limit = has + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _limit_processor(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    threads = os.cpu_count() or 1
    allowed = int(used.ru_utime + used.ru_stime + seconds * threads + _SPARE_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[1]), of_url="of-url" in sys.argv)
