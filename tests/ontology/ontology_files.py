"""The Turtle files of the ontology, for its tests."""

from pathlib import Path

from rdflib import Graph

from clustergraph import resources

ONTOLOGY = resources.ontology()
CODES = sorted((ONTOLOGY / "codes").glob("*.ttl"))


def turtle(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph
