"""What the project ships, read once in each process of the tests."""

from functools import cache

from pyoxigraph import Quad

from clustergraph import resources
from clustergraph.rdf import document_quads, reference_quads
from clustergraph.reviewing import ReviewedFile, load


@cache
def reviewed() -> tuple[ReviewedFile, ...]:
    """The files of reviewed statements, in the order of their names."""
    data = resources.data()
    return tuple(load(path, data / "documents") for path in sorted((data / "reviewed").glob("*.yaml")))


@cache
def quads() -> tuple[Quad, ...]:
    """The reference graphs and the graph of every reviewed document."""
    of_documents = (quad for file in reviewed() for quad in document_quads(file.graph))
    return (*reference_quads(), *of_documents)
