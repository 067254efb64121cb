"""The text of a canned query, pasted into an engine that shares nothing with the store: rdflib's."""

from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from rdflib import Dataset

from clustergraph.namespaces import expand
from clustergraph.queries import canned, catalogue
from clustergraph.store import Store, open_store

# Queries that ask for a value, those that rdflib, which joins in the order of the text, takes minutes for, and one where
# it gives a variable of a sub-select a second value.
LEFT_OUT = {
    "actors",
    "evidence",
    "graph-of-actor",
    "parties-without-adoption",
    "position-matrix",
    "repetitions",
    "shared-asks",
    "uncommented-areas",
}
# The words of the texts are no part of any answer, and would be half of the work.
_TEXT = NamedNode(expand("cg:text"))


@pytest.fixture(scope="module")
def both(store: Store) -> Iterator[tuple[Store, Dataset]]:
    """What the documents say, in a store of ours and in rdflib's."""
    quads = [
        quad
        for quad in store.quads()
        if isinstance(quad.graph_name, NamedNode)
        and "/graph/reference/" not in quad.graph_name.value
        and quad.predicate != _TEXT
    ]
    ours = open_store(":memory:")
    ours.replace_all(Quad(*quad) for quad in quads)
    theirs = Dataset(default_union=True)
    theirs.parse(data=(serialize(quads, format=RdfFormat.N_QUADS) or b""), format="nquads")
    yield ours, theirs
    ours.close()


@pytest.mark.parametrize("name", sorted(set(catalogue()) - LEFT_OUT))
def test_the_text_gives_the_same_rows(both: tuple[Store, Dataset], name: str) -> None:
    ours, theirs = both
    query = canned(name)
    expected = sorted(
        [row[column].value if column in row else "" for column in query.columns]  # type: ignore[union-attr]
        for row in ours.select(query.text)
    )
    found = sorted(
        ["" if value is None else str(value) for value in row]  # type: ignore[union-attr]
        for row in theirs.query(query.text)
    )
    assert expected
    assert found == expected
