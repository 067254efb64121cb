"""Shapes that a user brings, in place of the project's; pySHACL decides, since nothing is known of them."""

from __future__ import annotations

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.namespaces import expand
from clustergraph.validation.rulebook import Rulebook

# What lets a shape run code: SPARQL constraints and components, targets, rules, functions (SHACL and SHACL-AF).
_TYPE = expand("rdf:type")
_CLASS = expand("rdfs:Class")
_SHAPES = frozenset((expand("sh:NodeShape"), expand("sh:PropertyShape")))
_ACTIVE = frozenset(
    expand(f"sh:{name}")
    for name in (
        *("sparql", "select", "ask", "construct", "update", "js", "jsFunctionName", "jsLibrary"),
        *("validator", "nodeValidator", "propertyValidator", "rule", "target", "values", "expression"),
    )
)


def rulebook_of(shapes: bytes, name: str, *, sparql: bool) -> Rulebook:
    """The rules in a user's Turtle; without `sparql`, those that need SPARQL or code are left out.

    Raises:
        InputError: not Turtle, or no shapes in it that have something to check.
    """
    try:
        triples = [quad.triple for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise InputError(f"{name}:{error.lineno}: the shapes are not valid Turtle: {error.msg}") from None
    kept = [triple for triple in triples if sparql or triple.predicate.value not in _ACTIVE]
    if not _aims(kept):
        raise InputError(
            f"{name}: no shape with a target in it, so that nothing would be checked; add sh:targetClass or the like"
        )
    return Rulebook(kept, own=True)


def _aims(triples: list[ox.Triple]) -> bool:
    """Whether a shape has a target, or is a class and so a target of its own (SHACL, section 2.1.3.3)."""
    if any(triple.predicate.value.startswith(expand("sh:target")) for triple in triples):
        return True
    types = [
        (t.subject, t.object.value)
        for t in triples
        if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode)
    ]
    shapes = {subject for subject, name in types if name in _SHAPES}
    return any(subject in shapes for subject, name in types if name == _CLASS)
