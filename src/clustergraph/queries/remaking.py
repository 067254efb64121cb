"""What a change of the store touches of a kept answer, so that only that is made again.

A query may name its `anchor`, the column that each row hangs on: then a row follows from what is reached from its
anchor along the triple patterns of the query. So the rows that a change touches are those of the anchors from which a
changed triple is reached, and the query run over what these anchors reach gives them anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox

from clustergraph.errors import QueryError
from clustergraph.namespaces import expand
from clustergraph.queries.catalogue import CannedQuery, pairs
from clustergraph.rdf.sparql_parser import SPARQL_PARSER
from clustergraph.store import Store, open_store

_TYPE = ox.NamedNode(expand("rdf:type"))
# Names in one block of SPARQL.
_AT_ONCE = 1000
# Beyond so many nodes on the way the whole answer is made, which reads in order.
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class _Step:
    """A triple pattern from one variable to another; without a property, both stand for the same node.

    `end` is None where nothing follows from the object.
    """

    start: str
    property: ox.NamedNode | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Remade:
    """The anchors whose rows a change touches, and a store in memory with what their rows follow from."""

    anchors: frozenset[ox.NamedNode]
    around: Store


class _TooMuchError(Exception):
    """The change reaches too far for its rows to be followed one by one, or through nodes without a name."""


def remade(store: Store, query: CannedQuery, changed: Iterable[ox.Triple]) -> Remade | None:
    """What must be made again of the answer after these triples have come or gone; None: all of it."""
    if query.anchor is None:
        return None
    try:
        anchors = _touched(store, query, changed)
        around = open_store(":memory:")
        present = {subject for subject, _, kind in _triples(store, anchors, _TYPE) if kind in _types(query)}
        around.replace_all(ox.Quad(*each) for each in _reached(store, query, present))
    except _TooMuchError:
        return None
    return Remade(frozenset(anchors), around)


def _touched(store: Store, query: CannedQuery, changed: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    """The nodes in the anchor's place from which a changed triple is reached, followed backwards.

    The steps before the first changed triple on a row's way stand in the store, so that one version is enough.
    """
    into: dict[str, list[_Step]] = defaultdict(list)
    by_property: dict[ox.NamedNode, list[_Step]] = defaultdict(list)
    for step in _steps(query):
        if step.end is not None:
            into[step.end].append(step)
        if step.property is not None:
            by_property[step.property].append(step)
    fresh: dict[str, set[Any]] = defaultdict(set)
    for triple in changed:
        for step in by_property.get(triple.predicate, ()):
            fresh[step.start].add(triple.subject)

    def before(place: str, nodes: set[Any]) -> Iterator[tuple[str, set[Any]]]:
        for step in into[place]:
            if step.property is None:
                yield step.start, nodes
            else:
                yield (
                    step.start,
                    {each for each, _, _ in _triples(store, nodes, step.property, backwards=True)},
                )

    return _followed(fresh, before, query.anchor or "")[query.anchor or ""]


def _reached(store: Store, query: CannedQuery, anchors: set[ox.NamedNode]) -> set[tuple[Any, Any, Any]]:
    """The triples that the rows of the anchors follow from."""
    out: dict[str, list[_Step]] = defaultdict(list)
    for step in _steps(query):
        out[step.start].append(step)
    found: set[tuple[Any, Any, Any]] = set()

    def after(place: str, nodes: set[Any]) -> Iterator[tuple[str, set[Any]]]:
        for step in out[place]:
            ends = nodes
            if step.property is not None:
                triples = _triples(store, nodes, step.property)
                found.update(triples)
                ends = {end for _, _, end in triples if not isinstance(end, ox.Literal)}
            if step.end in out and step.end != query.anchor:
                yield step.end, ends

    _followed({query.anchor or "": set(anchors)}, after)
    return found


def _followed(fresh: dict[str, set[Any]], following: Any, end: str | None = None) -> dict[str, set[Any]]:
    """The nodes that are found at each place from those that are `fresh`; nothing is followed beyond `end`."""
    seen: dict[str, set[Any]] = defaultdict(set)
    waiting = list(fresh.items())
    while waiting:
        place, nodes = waiting.pop()
        nodes = nodes - seen[place]
        if any(isinstance(node, ox.BlankNode) for node in nodes):
            raise _TooMuchError
        seen[place] |= nodes
        if sum(map(len, seen.values())) > _MOST:
            raise _TooMuchError
        if nodes and place != end:
            waiting.extend(following(place, nodes))
    return seen


def _triples(
    store: Store, nodes: Iterable[ox.NamedNode], of: ox.NamedNode, *, backwards: bool = False
) -> set[tuple[Any, Any, Any]]:
    """The triples of one property with these nodes as subjects, or as objects."""
    place = "object" if backwards else "subject"
    return {
        (row["subject"], of, row["object"])
        for some in _batches(list(nodes))
        for row in store.select(
            f"SELECT ?subject ?object {{ VALUES ?{place} {{ {' '.join(map(str, some))} }} ?subject {of} ?object }}"
        )
    }


def _batches(nodes: list[ox.NamedNode]) -> Iterator[list[ox.NamedNode]]:
    return (nodes[at : at + _AT_ONCE] for at in range(0, len(nodes), _AT_ONCE))


@cache
def _patterns(text: str) -> tuple[tuple[Any, Any, Any], ...]:
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.algebra import traverse

    found: list[tuple[Any, Any, Any]] = []

    def visit(part: Any) -> None:
        if getattr(part, "name", None) == "BGP":
            found.extend(part.triples)

    with SPARQL_PARSER:
        traverse(prepareQuery(text).algebra, visitPre=visit)
    return tuple(found)


def _types(query: CannedQuery) -> set[ox.NamedNode]:
    """The classes that the patterns give the anchor."""
    return {
        ox.NamedNode(str(end))
        for start, path, end in _patterns(query.text)
        if str(start) == query.anchor and str(path) == _TYPE.value
    }


def _steps(query: CannedQuery) -> set[_Step]:
    """The patterns of the query, and those by which its parameters select anchors."""
    texts = [query.text] + [
        pairs(query.text, each.name, each.selects)
        for each in query.parameters.values()
        if each.selects and each.selects.where and each.selects.column == query.anchor
    ]
    return {
        step
        for text in texts
        for start, path, end in _patterns(text)
        for step in _along(str(start), path, end)
    }


def _along(start: str, path: Any, end: Any) -> Iterator[_Step]:
    """The steps of one pattern. Raises QueryError for a path that cannot be followed."""
    from rdflib import URIRef, Variable
    from rdflib.paths import MulPath, SequencePath

    last = str(end) if isinstance(end, Variable) else None
    if isinstance(path, URIRef):
        yield _Step(start, ox.NamedNode(str(path)), last)
    elif isinstance(path, SequencePath):
        *inner, final = path.args
        for part in inner:
            between = f"{start} {part.n3()}"
            yield from _along(start, part, Variable(between))
            start = between
        yield from _along(start, final, end)
    elif isinstance(path, MulPath):
        between = f"{start} {path.n3()}"
        yield _Step(start, None, between)
        yield from _along(between, path.path, Variable(between))
        yield _Step(between, None, last)
    else:
        raise QueryError(
            f"The pattern {path.n3()} cannot be followed: a query with an anchor needs plain properties."
        )
