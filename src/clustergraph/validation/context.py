"""What is already known beside the graph that is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from clustergraph.validation.report import Term


@runtime_checkable
class Context(Protocol):
    """Answers SPARQL about the union of its graphs; every `clustergraph.store.Store` is one."""

    def select(self, query: str) -> list[dict[str, Term]]:
        """The rows of a SELECT query, each a dictionary of the variables that are bound."""
        ...


class EngineContext:
    """An Oxigraph store as a context; `merged` says that its default graph is the merge of its graphs."""

    def __init__(self, engine: ox.Store, *, merged: bool) -> None:
        self._engine = engine
        self._merged = merged

    def select(self, query: str) -> list[dict[str, Term]]:
        """See `Context.select`."""
        rows = self._engine.query(query, use_default_graph_as_union=not self._merged)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - the queries are ours
        names = [variable.value for variable in rows.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in rows]

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self._engine.named_graphs())

    def quads_of(self, graph: str) -> list[ox.Quad]:
        """The quads of one named graph."""
        return list(self._engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def in_memory(quads: Iterable[ox.Quad]) -> EngineContext:
    """A context that holds these quads."""
    engine = ox.Store()
    engine.bulk_extend(quads)
    return EngineContext(engine, merged=False)


def in_folder(folder: Path) -> EngineContext:
    """A context that reads a store's snapshot, beside other processes that do the same."""
    return EngineContext(ox.Store.read_only(str(folder)), merged=True)
