"""What is already known beside the graph that is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clustergraph.validation.report import Term


@runtime_checkable
class Context(Protocol):
    """Answers SPARQL about the union of its graphs; every `clustergraph.store.Store` is one."""

    def select(self, query: str) -> list[dict[str, Term]]:
        """The rows of a SELECT query, each a dictionary of the variables that are bound."""
        ...


class MemoryContext:
    """A context of quads in memory."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(quads)

    def select(self, query: str) -> list[dict[str, Term]]:
        """The rows of a SELECT query over the union of the quads' graphs."""
        rows = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - the queries are ours
        names = [variable.value for variable in rows.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in rows]


def in_memory(quads: Iterable[ox.Quad]) -> MemoryContext:
    """A context that holds these quads."""
    return MemoryContext(quads)
