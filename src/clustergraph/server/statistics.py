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
    """Counts of one graph, or of all together: statements, instances by class, statements by property."""

    triples: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Statistics:
    """Counts of the whole store (`total`) and of each named graph."""

    total: GraphStatistics
    graphs: dict[str, GraphStatistics]


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
    total = GraphStatistics()
    for row in store.select("SELECT ?g ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ?p"):
        graph, name, number = row["g"].value, row["p"].value, int(row["n"].value)  # type: ignore[union-attr]
        graphs[graph].properties[name] = number
        graphs[graph].triples += number
        total.properties[name] = total.properties.get(name, 0) + number
        total.triples += number
    for row in store.select(
        "SELECT ?g ?c (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?c } FILTER(isIRI(?c)) } GROUP BY ?g ?c"
    ):
        graphs[row["g"].value].classes[row["c"].value] = int(row["n"].value)  # type: ignore[union-attr]
    for row in store.select("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c"):
        total.classes[row["c"].value] = int(row["n"].value)  # type: ignore[union-attr]
    graphs.pop("urn:clustergraph:store", None)
    return Statistics(total, dict(sorted(graphs.items())))
