"""A large corpus out of the shipped one: its document graphs again and again, under new names."""

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from clustergraph.build import build
from clustergraph.store import open_store


@cache
def shipped() -> tuple[ox.Quad, ...]:
    """The quads that `clustergraph build` makes."""
    store = open_store(":memory:")
    build(store, lambda _: None)
    return tuple(store.quads())


def corpus(documents: int) -> Iterator[ox.Quad]:
    """The shipped graphs and copies of those of documents, until there are so many documents.

    In a copy, what the document's graph alone speaks of gets a new name; shared things stay shared.
    """
    quads = shipped()
    yield from quads
    graphs: dict[str, list[ox.Quad]] = {}
    homes: dict[str, set[str]] = {}
    for quad in quads:
        graph = str(quad.graph_name)
        homes.setdefault(str(quad.subject), set()).add(graph)
        if "/graph/reference/" not in graph:
            graphs.setdefault(graph, []).append(quad)
    names = list(graphs)
    for number in range(documents - len(names)):
        graph = names[number % len(names)]
        for quad in graphs[graph]:
            yield ox.Quad(
                _renamed(quad.subject, homes, graph, number),
                quad.predicate,
                _renamed(quad.object, homes, graph, number),
                ox.NamedNode(f"{graph[1:-1]}-{number}"),
            )


def _renamed(term, homes, graph, number):  # type: ignore[no-untyped-def]
    if isinstance(term, ox.NamedNode) and homes.get(str(term)) == {graph}:
        return ox.NamedNode(f"{term.value}-{number}")
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{term.value}c{number}")
    return term
