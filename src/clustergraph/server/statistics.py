"""How much of what the store holds, counted once a version."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustergraph.store import Store


@dataclass(slots=True)
class GraphStatistics:
    """Counts of a graph: triples, instances by class, triples by property."""

    triples: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Statistics:
    """Counts of the default graph, in which a triple of several graphs stands once, and of each named graph."""

    default: GraphStatistics
    graphs: dict[str, GraphStatistics]

    @property
    def quads(self) -> int:
        """How many triples the named graphs hold together, each counted for itself."""
        return sum(graph.triples for graph in self.graphs.values())


class StatisticsOfVersion:
    """Counts the store once a version, when they are first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self._statistics: Statistics | None = None

    def of(self, store: Store) -> Statistics:
        """The statistics of the store as it is now; takes seconds on a large store, so call it in a thread."""
        with self._lock:
            version = store.version()
            if self._statistics is None or version != self._version:
                self._statistics = count(store)
                self._version = version
            return self._statistics


def count(store: Store) -> Statistics:
    """Count a store."""
    graphs: defaultdict[str, GraphStatistics] = defaultdict(GraphStatistics)
    default = GraphStatistics()
    for row in store.select("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"):
        default.properties[row["p"].value] = number = int(row["n"].value)  # type: ignore[union-attr]
        default.triples += number
    for row in store.select("SELECT ?g ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"):
        graph, name, number = row["g"].value, row["p"].value, int(row["n"].value)  # type: ignore[union-attr]
        graphs[graph].properties[name] = number
        graphs[graph].triples += number
    for row in store.select(
        "SELECT ?g ?c (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } FILTER(isIRI(?c)) } GROUP BY ?g ?c"
    ):
        graphs[row["g"].value].classes[row["c"].value] = int(row["n"].value)  # type: ignore[union-attr]
    for row in store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"):
        default.classes[row["c"].value] = int(row["n"].value)  # type: ignore[union-attr]
    graphs.pop("urn:clustergraph:store", None)
    return Statistics(default, dict(sorted(graphs.items())))
