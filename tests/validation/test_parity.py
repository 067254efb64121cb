"""The fast engine finds what pySHACL finds: on every shape, and on graphs with faults seeded at random."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from clustergraph.validation.engines import fast, reference
from clustergraph.validation.neighbourhood import Surroundings
from clustergraph.validation.rulebook import shipped
from tests.validation.changing import changed, conforming
from tests.validation.test_shapes import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustergraph.validation.engines import Finding
    from tests.validation.changing import Fault

pytestmark = pytest.mark.slow  # pySHACL takes seconds a graph


def together() -> Iterator[list[Fault]]:
    """The faults in batches in which no two change the same property of the same thing."""
    batches: list[dict[tuple[str, str], Fault]] = []
    for fault in faults():
        place = fault.subject, fault.property
        batch = next((batch for batch in batches if place not in batch), None)
        if batch is None:
            batches.append(batch := {})
        batch[place] = fault
    yield from (list(batch.values()) for batch in batches)


@pytest.mark.parametrize("batch", list(together()), ids=lambda batch: f"{len(batch)} faults")
def test_engines_agree_on_every_shape(batch: list[Fault]) -> None:
    triples = list(conforming())
    for fault in batch:
        triples = changed(fault, triples)
    agree(triples)


@pytest.mark.parametrize("seed", range(4))
def test_engines_agree_on_random_faults(seed: int) -> None:
    chance = random.Random(seed)
    triples = [t for t in conforming() if not t.subject.value.endswith(("/target", "/quote", "/position"))]
    wrong = [
        ox.Literal("fel"),
        ox.Literal("fel", language="en"),
        ox.Literal("2025-13-45", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
        ox.Literal("-7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        ox.NamedNode("https://w3id.org/clustergraph/id/stance/support"),
        ox.NamedNode("urn:nowhere"),
        ox.BlankNode("b1"),
    ]
    for _ in range(40):
        at = chance.randrange(len(triples))
        old = triples[at]
        new = ox.Triple(old.subject, old.predicate, chance.choice(wrong))
        match chance.choice(["remove", "replace", "add"]):
            case "remove":
                triples.pop(at)
            case "replace":
                triples[at] = new
            case _:
                triples.append(new)
    agree(triples)


def test_engines_agree_on_blank_nodes() -> None:
    turtle = """
    @prefix cg: <https://w3id.org/clustergraph/ns#> .
    @prefix cg-stance: <https://w3id.org/clustergraph/id/stance/> .
    [] a cg:Position ; cg:stance cg-stance:support , [ a cg:Document ] ; cg:order 0 ; cg:evidence ( 1 _:x ) .
    """
    agree([quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)])


def agree(triples: Sequence[ox.Triple]) -> None:
    data = [*dict.fromkeys([*triples, *Surroundings(shipped(), []).of(triples)])]
    assert _comparable(fast(shipped(), data)) == _comparable(reference(shipped(), data))


def _comparable(findings: Sequence[Finding]) -> dict[str, set[tuple[str, ...]]]:
    by_shape: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for found in findings:
        path = "" if found.component.endswith("SPARQLConstraintComponent") else found.path
        by_shape[str(found.shape)].add((str(found.focus), str(path), str(found.value), found.component))
    return by_shape
