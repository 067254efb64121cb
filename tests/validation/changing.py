"""One change of the graph that conforms to every rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from clustergraph.namespaces import ID, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


class Fault(NamedTuple):
    """A row of `faults.tsv`."""

    code: str
    severity: str
    subject: str
    action: str
    property: str
    object: str
    path: str

    def __str__(self) -> str:
        return f"{self.code}-{self.action}-{self.property}"


@cache
def conforming() -> tuple[ox.Triple, ...]:
    """The triples of `conforming.ttl`."""
    return tuple(quad.triple for quad in ox.parse(path=HERE / "conforming.ttl"))


def changed(fault: Fault, triples: Sequence[ox.Triple] | None = None) -> list[ox.Triple]:
    """The graph, else the conforming one, with one property of one thing removed, replaced or added to."""
    triples = conforming() if triples is None else triples
    subject, predicate = ox.NamedNode(ID + fault.subject), ox.NamedNode(expand(fault.property))
    kept = [
        triple
        for triple in triples
        if fault.action == "add" or (triple.subject, triple.predicate) != (subject, predicate)
    ]
    assert fault.action == "add" or len(kept) < len(triples), "the fault changes nothing"
    if fault.action != "remove":
        kept.append(ox.Triple(subject, predicate, term(fault.object)))
    return kept


def term(turtle: str) -> ox.NamedNode | ox.Literal:
    """The term that Turtle writes."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    (quad,) = ox.parse(f"{prefixes} <urn:s> <urn:p> {turtle} .", format=ox.RdfFormat.TURTLE)
    return quad.object
