"""The new graph with what it refers to, and nothing else, so that the cost follows the new graph."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.rdf import reference_quads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from clustergraph.validation.context import Context
    from clustergraph.validation.report import Term
    from clustergraph.validation.rulebook import Rulebook

_TYPE = ox.NamedNode(expand("rdf:type"))
_SUBCLASS = ox.NamedNode(expand("rdfs:subClassOf"))
_ROUNDS = 6  # an adoption's decision, its body, and the bodies above that one
_BATCH = 500

Subjects = dict[ox.NamedNode, list[ox.Triple]]


@cache
def shipped_reference() -> Mapping[ox.NamedNode, list[ox.Triple]]:
    """Subject → triples of the ontology, the thesaurus and the register of actors."""
    subjects: Subjects = defaultdict(list)
    for quad in reference_quads():
        if isinstance(quad.subject, ox.NamedNode):
            subjects[quad.subject].append(quad.triple)
    return dict(subjects)


class Known:
    """Asks a context, leaving out the graphs that the new graph takes the place of."""

    def __init__(self, context: Context, replaced: Collection[str] = ()) -> None:
        self._context = context
        self._replaced = ", ".join(f"<{name}>" for name in sorted(replaced))

    def subjects(self, key: Sequence[str], rows: Sequence[Sequence[ox.Triple]]) -> set[Term]:
        """The subjects that have, for the properties of the key, the objects of one of the rows."""
        names = [f"?k{number}" for number in range(len(key))]
        values = " ".join(f"({' '.join(str(triple.object) for triple in row)})" for row in rows)
        pattern = " ".join(f"?s <{prop}> {name} ." for prop, name in zip(key, names, strict=True))
        return {row["s"] for row in self._rows("?s", f"VALUES ({' '.join(names)}) {{ {values} }}", pattern)}

    def triples(
        self, subjects: Sequence[ox.NamedNode], properties: Collection[str] = ()
    ) -> Iterator[ox.Triple]:
        """What is known of the subjects: all, or these properties."""
        of_these = " ".join(f"<{name}>" for name in sorted(properties))
        only = f"VALUES ?p {{ {of_these} }}" if properties else ""
        for start in range(0, len(subjects), _BATCH):
            batch = " ".join(str(subject) for subject in subjects[start : start + _BATCH])
            for row in self._rows("?s ?p ?o", f"VALUES ?s {{ {batch} }} {only}", "?s ?p ?o ."):
                yield ox.Triple(row["s"], row["p"], row["o"])  # type: ignore[arg-type]

    def _rows(self, variables: str, values: str, pattern: str) -> list[dict[str, Term]]:
        if self._replaced:
            pattern = f"GRAPH ?g {{ {pattern} }} FILTER (?g NOT IN ({self._replaced}))"
        return self._context.select(f"SELECT DISTINCT {variables} {{ {values} {pattern} }}")


class Surroundings:
    """What is known beside the new graph: the shipped reference data, then the contexts."""

    def __init__(self, rulebook: Rulebook, contexts: Sequence[Known]) -> None:
        self._rulebook = rulebook
        self._contexts = contexts

    def of(self, new: Sequence[ox.Triple]) -> list[ox.Triple]:
        """What the rules read of the things that the new triples mention but do not describe."""
        described = {triple.subject for triple in new}
        added = self._siblings(new)
        described |= {triple.subject for triple in added}
        frontier = _mentioned([*new, *added]) - described
        for _ in range(_ROUNDS):
            if not frontier:
                break
            fetched = list(self._described(frontier))
            described |= frontier
            added += fetched
            frontier = _mentioned(fetched) - described
        return [*added, *_superclasses(new, added)]

    def everything_about(self, subjects: Iterable[ox.NamedNode]) -> Iterator[ox.Triple]:
        """All that is known of these things."""
        wanted = list(subjects)
        for subject in wanted:
            yield from shipped_reference().get(subject, ())
        for known in self._contexts:
            yield from known.triples(wanted)

    def _described(self, things: Iterable[ox.NamedNode]) -> Iterator[ox.Triple]:
        unknown = []
        for thing in things:
            about = shipped_reference().get(thing)
            if about is None:
                unknown.append(thing)
            else:
                yield from (triple for triple in about if triple.predicate.value in self._rulebook.reads)
        for known in self._contexts:
            yield from known.triples(unknown, self._rulebook.reads)

    def _siblings(self, new: Sequence[ox.Triple]) -> list[ox.Triple]:
        """The things of the contexts that share a key with a new one."""
        own = {triple.subject for triple in new}
        others: set[Term] = set()
        for key in self._rulebook.keys:
            rows = _key_values(new, key)
            for start in range(0, len(rows), _BATCH):
                for known in self._contexts:
                    others |= known.subjects(key, rows[start : start + _BATCH])
        named = [other for other in others if isinstance(other, ox.NamedNode) and other not in own]
        return list(self.everything_about(named)) if named else []


def _mentioned(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    return {
        triple.object
        for triple in triples
        if isinstance(triple.object, ox.NamedNode) and triple.predicate != _TYPE
    }


def _superclasses(*graphs: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The subclass triples above every class that occurs."""
    waiting = {t.object for graph in graphs for t in graph if t.predicate == _TYPE}
    seen: set[object] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        if not isinstance(name, ox.NamedNode):
            continue
        for triple in shipped_reference().get(name, ()):
            if triple.predicate == _SUBCLASS:
                yield triple
                if triple.object not in seen:
                    waiting.add(triple.object)


def _key_values(new: Sequence[ox.Triple], key: tuple[str, ...]) -> list[tuple[ox.Triple, ...]]:
    """For each subject that has all the properties of the key, its triples with them, in each combination.

    A blank node is no part of a key: nothing else can have the same.
    """
    properties = {ox.NamedNode(name): name for name in key}
    found: dict[object, dict[str, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    for triple in new:
        if triple.predicate in properties and isinstance(triple.object, (ox.NamedNode, ox.Literal)):
            found[triple.subject][properties[triple.predicate]].append(triple)
    return [row for about in found.values() for row in product(*(about.get(prop, []) for prop in key))]
