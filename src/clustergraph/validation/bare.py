"""Things that a document's graph says something of without the words that say it, of whatever class they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import GRAPH, expand
from clustergraph.validation.report import Result, broken
from clustergraph.validation.rulebook import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustergraph.validation.rulebook import Rulebook

REFERENCE = f"{GRAPH}reference/"
_EVIDENCE, _TYPE = expand("cg:evidence"), expand("rdf:type")
# What evidence and provenance are made of, and what names a thing that has evidence.
_UNQUOTED = tuple(map(expand, ("oa:", "prov:", "adms:")))
_UNQUOTED_OWN = frozenset(map(expand, ("cg:MappingRun", "cg:ReviewRun", "cg:SourceText")))


def without_evidence(quads: Iterable[ox.Quad], rulebook: Rulebook) -> Iterator[Result]:
    """A result for each thing that a document's graph describes and gives no `cg:evidence` of.

    Left to the shapes are the classes of which they ask evidence themselves, wherever they stand; files without
    named graphs may be meant for the reference graphs, which need none.
    """
    rule = rulebook.rules.get(f"{SHAPES}bare-thing")
    if rule is None:
        return  # rules of the user's own
    asked = frozenset(rulebook.rules[f"{SHAPES}Statement-evidence"].classes)
    types: dict[tuple[str, ox.NamedNode], set[str]] = defaultdict(set)
    quoted: set[tuple[str, ox.NamedNode]] = set()
    for quad in quads:
        graph, subject = quad.graph_name, quad.subject
        if not (isinstance(graph, ox.NamedNode) and isinstance(subject, ox.NamedNode)):
            continue
        if graph.value.startswith(GRAPH) and not graph.value.startswith(REFERENCE):
            known = types[graph.value, subject]
            if quad.predicate.value == _EVIDENCE:
                quoted.add((graph.value, subject))
            elif quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
                known.add(quad.object.value)
    for (graph_name, subject), of in types.items():
        if (graph_name, subject) in quoted or of & asked or of & _UNQUOTED_OWN:
            continue
        if not any(one.startswith(_UNQUOTED) for one in of):
            yield replace(
                broken(rule),
                focus=subject,
                path=_EVIDENCE,
                component=expand("sh:MinCountConstraintComponent"),
            )
