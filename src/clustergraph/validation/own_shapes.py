"""Shapes that a user brings, in place of the project's; pySHACL decides, since nothing is known of them."""

from __future__ import annotations

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.namespaces import expand
from clustergraph.validation.rulebook import Rulebook

# What lets a shape run code: SPARQL constraints and components, targets, rules, functions (SHACL and SHACL-AF).
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
        InputError: not Turtle, or no shapes in it.
    """
    try:
        triples = [quad.triple for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise InputError(f"{name}:{error.lineno}: the shapes are not valid Turtle: {error.msg}") from None
    kept = [triple for triple in triples if sparql or triple.predicate.value not in _ACTIVE]
    if not any(triple.predicate.value.startswith(expand("sh:target")) for triple in kept):
        raise InputError(f"{name}: no shape with a target in it, so that nothing would be checked")
    return Rulebook(kept)
