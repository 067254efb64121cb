"""What the two stores that run in this process share: reading, and the order in which a write happens."""

from __future__ import annotations

import tempfile
import threading
from abc import ABC, abstractmethod
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from clustergraph.errors import QueryError, StoreError
from clustergraph.rdf import stored_form
from clustergraph.store import engine, sparql_text
from clustergraph.store.backups import backed_up
from clustergraph.store.interface import UNION, Dataset, GraphChange
from clustergraph.store.missing import missing_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from clustergraph.store.interface import Term, WriteGate


class LocalStore(ABC):
    """Oxigraph in this process. Subclasses say where the readable engine is and how a change is committed."""

    location: str
    endpoint = None

    def __init__(self, gate: WriteGate | None) -> None:
        self._gate = gate
        self._writer = threading.RLock()

    @abstractmethod
    def engine(self) -> ox.Store:
        """The engine that holds the current version, for reading only."""

    @abstractmethod
    def version(self) -> str:
        """See `Store.version`."""

    @abstractmethod
    def snapshot(self) -> Path:
        """See `Store.snapshot`."""

    @abstractmethod
    def backup(self, target: Path) -> None:
        """See `Store.backup`."""

    @abstractmethod
    def close(self) -> None:
        """See `Store.close`."""

    @abstractmethod
    def _commit(self, changes: Sequence[GraphChange]) -> None:
        """Make the changes the current version, all or none; the writer's place is held."""

    @abstractmethod
    def _commit_all(self, quads: Iterable[ox.Quad]) -> None:
        """Make these quads the current version; the writer's place is held."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with self._writer:
            yield

    def changed_since(self, version: str) -> set[ox.Triple] | None:
        """See `Store.changed_since`."""
        return set() if version == self.version() else None

    def query(
        self,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        substitutions: Mapping[str, Term] | None = None,
        base_iri: str | None = None,
    ) -> bytes:
        """See `Store.query`."""
        results = engine.run(
            self.engine(), query, dataset=dataset, substitutions=substitutions, base_iri=base_iri
        )
        return engine.serialise(results, media_type) or b""

    def query_to(
        self,
        output: BinaryIO,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
    ) -> None:
        """See `Store.query_to`."""
        results = engine.run(self.engine(), query, dataset=dataset, base_iri=base_iri)
        engine.serialise(results, media_type, output)

    def select(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """See `Store.select`."""
        results = engine.run(self.engine(), query, substitutions=substitutions)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("The query is no SELECT query: write one that gives rows.")
        names = [variable.value for variable in results.variables]
        with self._plain_read_errors():
            return [
                {name: term for name, term in zip(names, row, strict=True) if term is not None}
                for row in results
            ]

    def construct(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[ox.Triple]:
        """See `Store.construct`."""
        results = engine.run(self.engine(), query, substitutions=substitutions)
        if not isinstance(results, ox.QueryTriples):
            raise QueryError("The query is no CONSTRUCT or DESCRIBE query: write one that gives triples.")
        with self._plain_read_errors():
            return list(results)

    def ask(self, query: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """See `Store.ask`."""
        results = engine.run(self.engine(), query, substitutions=substitutions)
        if not isinstance(results, ox.QueryBoolean):
            raise QueryError("The query is no ASK query: write one that gives true or false.")
        return bool(results)

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        with self._plain_read_errors():
            return engine.named_graphs(self.engine())

    def has_graph(self, graph: str | None) -> bool:
        """See `Store.has_graph`."""
        with self._plain_read_errors():
            return graph is None or engine.has_triples(self.engine(), engine.graph_name(graph))

    def graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """See `Store.graph`."""
        with self._plain_read_errors():
            yield from engine.content(self.engine(), graph)

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        return self._read(engine.without_merge(self.engine()))

    def _read(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        with self._plain_read_errors():
            yield from quads

    @contextmanager
    def _plain_read_errors(self) -> Iterator[None]:
        """What the engine says of files that it cannot read, in one sentence."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"The store {self.location} is damaged or cannot be read ({error}): restore a backup, or build it anew."
            ) from None

    def apply(self, changes: Sequence[GraphChange]) -> str:
        """See `Store.apply`."""
        if not changes:
            return self.version()
        with self.writing():
            for change in changes:
                engine.graph_name(change.graph)
            with self._gate(self, changes) if self._gate else nullcontext():
                if altering := engine.altering(changes, self.graph, stored_form):
                    self._commit(altering)
            return self.version()

    def replace_graph(self, graph: str, triples: Iterable[ox.Triple]) -> str:
        """See `Store.replace_graph`."""
        return self.apply([GraphChange(graph, tuple(triples))])

    def remove_graph(self, graph: str) -> str:
        """See `Store.remove_graph`."""
        with self.writing():
            if not self.has_graph(graph):
                raise missing_graph(graph, self.graphs())
            return self.apply([GraphChange(graph, None)])

    def replace_all(self, quads: Iterable[ox.Quad]) -> str:
        """See `Store.replace_all`."""
        with self.writing():
            self._commit_all(quads)
            return self.version()

    def adopt(self, database: Path) -> str:
        """See `Store.adopt`."""
        return self.replace_all(backed_up(database))

    def update(self, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None) -> str:
        """See `Store.update`."""
        with self.writing():
            with tempfile.TemporaryDirectory(prefix="clustergraph-") as scratch:
                changes = update_changes(
                    self.snapshot(), Path(scratch) / "after", update, dataset=dataset, base_iri=base_iri
                )
            return self.apply(changes)


def written_out(quads: Iterable[ox.Quad], folder: Path) -> Path:
    """A new database in the new folder `folder` that holds the quads as a store keeps them; gives the folder."""
    database = ox.Store(folder)
    database.bulk_extend(engine.with_merge(quads))
    database.flush()
    return folder


def update_changes(
    snapshot: Path, scratch: Path, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None
) -> list[GraphChange]:
    """What an update would change, tried on a copy in the new folder `scratch`; the snapshot stays as it is."""
    before = ox.Store.read_only(str(snapshot))
    before.backup(scratch)
    after = ox.Store(scratch)
    engine.apply_update(after, update, dataset=dataset, base_iri=base_iri)
    written = (
        _written_unnamed(before, update, dataset, base_iri)
        if sparql_text.may_write_default(update)
        else frozenset()
    )
    return engine.changes_between(before, after, written)


def _written_unnamed(
    before: ox.Store, update: str, dataset: Dataset, base_iri: str | None
) -> AbstractSet[ox.Triple]:
    """What an update leaves in its default graph where that is the unnamed graph alone.

    Where it is the merge, nobody sees a triple come that a named graph holds already.
    """
    alone = ox.Store()
    if sparql_text.has_word(update, "WHERE", "COPY", "MOVE", "ADD"):
        alone.extend(engine.without_merge(before))
    try:
        engine.apply_update(alone, update, dataset=dataset, base_iri=base_iri)
    except QueryError:  # it drops a graph that is not there alone
        return frozenset()
    return {quad.triple for quad in alone.quads_for_pattern(None, None, None, ox.DefaultGraph())}
