"""From a store to the entries of its index, read a graph at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from clustergraph.namespaces import ID
from clustergraph.pages.graph import Graph, kind
from clustergraph.pages.search.index import Entry
from clustergraph.store import Store

# Things that are found through what they belong to.
_LEFT_OUT = frozenset({"mention", "evidence", "identifier", "source", "activity", "agent", "verb"})


def entries(store: Store) -> Iterator[Entry]:
    """Everything in the store that has a name or a quote."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    quotes: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    documents: Counter[str] = Counter()
    graph = Graph(store, "sv")
    for iri in store.graphs():
        name = NamedNode(iri)
        for row in graph.select("names", graph=name):
            names[row["thing"]][row["name"]] = None
        documents.update(row["thing"] for row in graph.select("mentioned", graph=name))
        for row in graph.select("quotes", graph=name):
            quotes[row["thing"]].append((row["quote"], row["document"], int(row["order"])))
    for thing in names.keys() | quotes.keys():
        if thing.startswith(ID) and kind(thing) not in _LEFT_OUT:
            yield Entry(
                thing,
                kind(thing),
                tuple(names[thing]),
                tuple(quotes[thing]),
                documents[thing],
            )
