"""What every store can do, and the values that go in and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from clustergraph.store.endpoint import Endpoint

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query reads (SPARQL 1.1 Protocol, section 2.1.4).

    Without any, the default graph is the union of all graphs and every named graph is there.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default_graphs or self.named_graphs)


UNION = Dataset()


@dataclass(frozen=True, slots=True)
class GraphChange:
    """What one graph holds afterwards, whole.

    Attributes:
        graph: IRI of the graph; None is the store's unnamed graph.
        triples: every triple of the graph after the change; None removes the graph.
    """

    graph: str | None
    triples: tuple[Triple, ...] | None


class WriteGate(Protocol):
    """Stands around every change: before it, it may refuse by raising a ClustergraphError; after it, it may record."""

    def __call__(self, store: Store, changes: Sequence[GraphChange], /) -> AbstractContextManager[None]:
        """Enter with the store as it is before the changes; leave when they are committed, or with what went wrong."""
        ...


class Store(Protocol):
    """A set of named graphs that answers SPARQL.

    All methods raise StoreError with one plain sentence when the store cannot do its work, and
    QueryError when a query or an update is wrong.
    """

    location: str
    """What the user named: a folder, `:memory:`, or a URL."""

    def version(self) -> str:
        """Changes with every commit, and is never used twice; good for an ETag. Persistent."""
        ...

    def changed_since(self, version: str) -> set[Triple] | None:
        """The triples that have come or gone, in all graphs together, since an earlier version; None if not known."""
        ...

    def query(
        self,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        substitutions: Mapping[str, Term] | None = None,
        base_iri: str | None = None,
    ) -> bytes:
        """Answer a trusted query, serialised by the engine.

        Args:
            query: SPARQL 1.1 query text; not bounded in time, so never text from outside.
            media_type: one of `formats.RESULTS` (SELECT, ASK) or `formats.GRAPHS` (CONSTRUCT, DESCRIBE).
            dataset: the graphs to read.
            substitutions: variable name (without `?`) to the term that takes its place.
            base_iri: resolves relative IRIs.
        """
        ...

    def query_to(
        self,
        output: BinaryIO,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
    ) -> None:
        """Like `query`, written to `output` as it is made, in constant memory."""
        ...

    def select(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """The rows of a SELECT query, each a dictionary of the variables that are bound."""
        ...

    def construct(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        ...

    def ask(self, query: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """The answer to an ASK query."""
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that hold at least one triple, sorted."""
        ...

    def has_graph(self, graph: str | None) -> bool:
        """Whether the graph holds a triple; the unnamed graph (None) is always there."""
        ...

    def graph(self, graph: str | None) -> Iterator[Triple]:
        """The triples of one graph; none if there is no such graph."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Everything, as one consistent view."""
        ...

    def apply(self, changes: Sequence[GraphChange]) -> str:
        """Make all the changes or none, after the gate has let them pass; gives the new version.

        The only way into the store besides `replace_all`. What alters nothing is no commit: the
        version stays, and with it every answer that somebody keeps.
        """
        ...

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> str:
        """`apply` for one graph whose content is replaced."""
        ...

    def remove_graph(self, graph: str) -> str:
        """`apply` for one graph that goes away.

        Raises:
            NotFoundError: there is no such graph.
        """
        ...

    def replace_all(self, quads: Iterable[Quad]) -> str:
        """Put these quads in place of everything, at bulk speed; for `build` and `restore`, not gated."""
        ...

    def adopt(self, database: Path) -> str:
        """`replace_all` with what a snapshot or a backup folder holds.

        Hard links where the disk is the same.

        Raises:
            InputError: the folder is not a whole database.
        """
        ...

    def update(self, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None) -> str:
        """Run a trusted SPARQL Update; what it alters passes `apply`. Gives the new version."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """Hold the writer's place: what is read inside stays true until the `apply` calls inside are made.

        Raises:
            StoreLockedError: another process has been writing for too long.
        """
        ...

    def snapshot(self) -> Path | None:
        """A folder that other processes can open read-only and that holds this version; None for a remote store."""
        ...

    @property
    def endpoint(self) -> Endpoint | None:
        """Where a remote store's engine is, for other processes to ask it; None for an embedded store."""
        ...

    def backup(self, target: Path) -> None:
        """Write a copy and the journal to a new folder, consistent while others read and write."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
