"""What the gates of the ontology look at: the Turtle files, and the graph of the shipped documents."""

import pytest
from ontology_files import CODES, ONTOLOGY, turtle
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph
from tests.shipped import quads

from clustergraph import resources


@pytest.fixture(scope="session")
def core() -> Graph:
    """The classes and properties of cg:."""
    return turtle(ONTOLOGY / "clustergraph.ttl")


@pytest.fixture(scope="session")
def codes() -> Graph:
    """The thesaurus."""
    return turtle(*CODES)


@pytest.fixture(scope="session")
def shipped() -> list[Quad]:
    """The reference graphs and the graph of every reviewed document."""
    return list(quads())


@pytest.fixture(scope="session")
def shape_quads() -> list[Quad]:
    return [
        quad
        for path in sorted(resources.shapes().glob("*.ttl"))
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    ]
