"""What the descriptions count: triples of the default graph, which is a set, and of each named graph."""

import pyoxigraph as ox
import pytest

from clustergraph.server.statistics import GraphStatistics, count
from clustergraph.store import Store, open_store

EX = "https://example.org/"


def quad(subject: str, name: str, value: str, graph: str) -> ox.Quad:
    return ox.Quad(*(ox.NamedNode(EX + each) for each in (subject, name, value, graph)))


@pytest.fixture
def store() -> Store:
    """Two graphs of two triples each, one of which is the same."""
    store = open_store(":memory:")
    store.replace_all(
        [
            quad("a", "p", "b", "one"),
            quad("a", "p", "c", "one"),
            quad("a", "p", "b", "two"),
            quad("a", "q", "b", "two"),
        ]
    )
    return store


def test_a_triple_of_two_graphs_is_one_of_the_default_graph(store: Store) -> None:
    found = count(store)
    (row,) = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert found.default == GraphStatistics(int(row["n"].value), {}, {EX + "p": 2, EX + "q": 1})  # type: ignore[union-attr]
    assert {name: graph.triples for name, graph in found.graphs.items()} == {EX + "one": 2, EX + "two": 2}
    assert found.quads == 4
