"""Any SPARQL 1.1 endpoint as a store: SPARQLWrapper makes the requests, a pool of connections carries them.

What the engine behind the URL must offer: SPARQL 1.1 Query and Update, and a default graph that is the union of the
named graphs (`docs/stores.md` says how each engine is told so). One small graph of its own, `urn:clustergraph:store`,
counts the commits; all writes must come through this program for ETags to be right.
"""

from __future__ import annotations

import tempfile
import threading
import time
import uuid
from contextlib import contextmanager, nullcontext
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.errors import QueryError, StoreError
from clustergraph.store import engine
from clustergraph.store.backups import backed_up
from clustergraph.store.disk import new_folder, plain_errors
from clustergraph.store.formats import N_QUADS, TURTLE
from clustergraph.store.interface import UNION, Dataset, GraphChange
from clustergraph.store.journals import JOURNAL, journal_folder, journal_in, write_journal
from clustergraph.store.local import update_changes, written_out
from clustergraph.store.missing import missing_graph
from clustergraph.store.remote_reading import COUNTER, NEW, OWN_GRAPH, VERSION, GraphName, RemoteReader
from clustergraph.store.wire import AwayError, SilentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import httpx

    from clustergraph.store.endpoint import Endpoint
    from clustergraph.store.interface import WriteGate


_QUADS_AT_ONCE = 20_000
_BACKUP_ATTEMPTS = 5


class RemoteStore(RemoteReader):
    """A store behind a URL. Reads are tried three times, with growing pauses; writes once.

    Args:
        endpoint: its addresses.
        gate: looks at every change before it is written.
    """

    def __init__(self, endpoint: Endpoint, *, gate: WriteGate | None = None) -> None:
        super().__init__(endpoint)
        self._gate = gate
        self._writer = threading.RLock()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`; keeps the threads of this process apart, not other processes."""
        with self._writer:
            yield

    def apply(self, changes: Sequence[GraphChange]) -> str:
        """See `Store.apply`."""
        if not changes:
            return self.version()
        with self._writer:
            for change in changes:
                engine.graph_name(change.graph)
            with self._gate(self, changes) if self._gate else nullcontext():
                altering = engine.altering(changes, self.graph)
                if not altering:
                    return self.version()
                kept = [GraphChange(self._dialect().kept_as(one.graph), one.triples) for one in altering]
                if self._dialect().writes_graphs:
                    self._write_graphs(kept)
                    return self._count()
                return self._count(engine.update_text(kept))

    def replace_graph(self, graph: str, triples: Iterable[ox.Triple]) -> str:
        """See `Store.replace_graph`."""
        return self.apply([GraphChange(graph, tuple(triples))])

    def remove_graph(self, graph: str) -> str:
        """See `Store.remove_graph`."""
        with self._writer:
            if not self.has_graph(graph):
                raise missing_graph(graph, self.graphs())
            return self.apply([GraphChange(graph, None)])

    def replace_all(self, quads: Iterable[ox.Quad]) -> str:
        """See `Store.replace_all`.

        One transaction where the engine takes a whole dataset; else in portions of whole graphs, which others see
        arrive.
        """
        with self._writer:
            kept = (
                ox.Quad(quad.subject, quad.predicate, quad.object, self._name(quad.graph_name))
                for quad in quads
            )
            url = self._graph_store()
            if url and self._dialect().takes_datasets:
                version = _new_version()
                counter = ox.Quad(
                    ox.NamedNode(OWN_GRAPH), VERSION, ox.Literal(version), ox.NamedNode(OWN_GRAPH)
                )
                content = _serialised(chain(kept, [counter]))
                self._write(self._wire.graph_store("PUT", url, None, content, N_QUADS))
                self._version = (time.monotonic(), version)
                return version
            if self._dialect().writes_graphs:
                for graph in [self._dialect().unnamed_graph, *self.graphs()]:
                    self._write_graph(GraphChange(graph, None))
                for name, group in groupby(kept, key=lambda quad: quad.graph_name):
                    self._put(self._needed_graph_store(), name, _turtle(q.triple for q in group), "POST")
                return self._count()
            self._send("DROP ALL", is_bulk=True)
            for portion in _portions(kept):
                self._send(_insertion(portion), is_bulk=True)
            return self._count()

    def adopt(self, database: Path) -> str:
        """See `Store.adopt`."""
        return self.replace_all(backed_up(database))

    def update(self, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None) -> str:
        """See `Store.update`; behind a gate it is tried on a copy first, since only the engine knows what it alters."""
        with self._writer:
            if self._gate is not None:
                with tempfile.TemporaryDirectory(prefix="clustergraph-") as scratch:
                    before = written_out(self.quads(), Path(scratch) / "before")
                    after = Path(scratch) / "after"
                    return self.apply(
                        update_changes(before, after, update, dataset=dataset, base_iri=base_iri)
                    )
            try:
                self._send(update, dataset, base_iri)
            except QueryError:
                engine.apply_update(
                    ox.Store(), update, base_iri=base_iri
                )  # says where in the text the mistake is
                raise
            return self._count()

    def changed_since(self, version: str) -> set[ox.Triple] | None:
        """See `Store.changed_since`."""
        return set() if version == self.version() else None

    def snapshot(self) -> None:
        """See `Store.snapshot`."""
        return

    def backup(self, target: Path) -> None:
        """See `Store.backup`: the quads as `store.nq` in the new folder, and the journal as it is on this machine.

        Raises:
            StoreError: others wrote so often that journal and quads of one version were not met.
        """
        with plain_errors(self.location, backup=target), new_folder(target) as folder:
            folder.mkdir()
            for _ in range(_BACKUP_ATTEMPTS):
                before, journal = self._version_now(), journal_in(journal_folder(self.location))
                versions: list[str] = []
                quads = self._without_counter(versions)
                ox.serialize(quads, str(folder / "store.nq"), ox.RdfFormat.N_QUADS)
                # What the journal has open at this version is settled from the quads when they are back.
                if (versions or [NEW]) == [before]:
                    write_journal(folder / JOURNAL, journal)
                    return
            raise StoreError(f"{self.location} was written to while it was read: try again.")

    def _needed_graph_store(self) -> str:
        url = self._graph_store()
        if url is None:
            raise StoreError(
                f"{self._dialect().name} is written through its graph store: set CLUSTERGRAPH_GRAPH_STORE_URL."
            )
        return url

    def _count(self, text: str = "") -> str:
        """Run an update together with the counter of commits, which it raises."""
        version = _new_version()
        if self._dialect().writes_graphs:
            counter = ox.Triple(ox.NamedNode(OWN_GRAPH), VERSION, ox.Literal(version))
            self._write_graph(GraphChange(OWN_GRAPH, (counter,)))
        else:
            raised = f'DELETE WHERE {{ {COUNTER} ?old }} }} ;\nINSERT DATA {{ {COUNTER} "{version}" }} }}'
            self._send(f"{text} ;\n{raised}" if text else raised)
        self._version = (time.monotonic(), version)
        return version

    def _write_graphs(self, changes: Sequence[GraphChange]) -> None:
        """Write graph after graph; where one fails, those before it are put back."""
        before = [GraphChange(change.graph, tuple(self.graph(change.graph)) or None) for change in changes]
        done: list[GraphChange] = []
        try:
            for change, old in zip(changes, before, strict=True):
                done.append(old)
                self._write_graph(change)
        except StoreError:
            for old in done:
                self._write_graph(old)
            raise

    def _write_graph(self, change: GraphChange) -> None:
        name = engine.graph_name(change.graph)
        if change.triples:
            self._put(self._needed_graph_store(), name, _turtle(change.triples))
        elif self.ask(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}"):
            self._put(self._needed_graph_store(), name, b"", "DELETE")

    def _put(self, url: str, graph: GraphName, content: bytes, method: str = "PUT") -> None:
        name = graph.value if isinstance(graph, ox.NamedNode) else None
        self._write(self._wire.graph_store(method, url, name, content, TURTLE))

    def _send(
        self, update: str, dataset: Dataset = UNION, base_iri: str | None = None, *, is_bulk: bool = False
    ) -> None:
        self._write(self._wire.sparql(update, "*/*", dataset, base_iri, is_update=True, is_bulk=is_bulk))

    def _write(self, request: httpx.Request) -> None:
        try:
            with self._wire.answer(request):
                return
        except AwayError as error:
            raise StoreError(f"{error} Whether the change was made is not known.") from None
        except SilentError as error:
            raise StoreError(
                f"{error}. Whether the change was made is not known: look at the engine."
            ) from None


def _new_version() -> str:
    return uuid.uuid4().hex[:16]


def _serialised(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """N-Quads, some thousands at a time."""
    rest = iter(quads)
    while portion := list(islice(rest, _QUADS_AT_ONCE)):
        yield ox.serialize(portion, format=ox.RdfFormat.N_QUADS) or b""


def _turtle(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _portions(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """Portions that end where a graph ends, so that a blank node stays one."""
    portion: list[ox.Quad] = []
    for _, group in groupby(quads, key=lambda quad: quad.graph_name):
        portion += group
        if len(portion) >= _QUADS_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _insertion(quads: Sequence[ox.Quad]) -> str:
    blocks = "".join(
        f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n"
        if not isinstance(quad.graph_name, ox.DefaultGraph)
        else f"{quad.triple} .\n"
        for quad in quads
    )
    return f"INSERT DATA {{\n{blocks}}}"
