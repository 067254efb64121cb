"""The reference graphs: ontology, thesaurus and register of actors, read from their Turtle files."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from clustergraph import resources
from clustergraph.errors import InputError
from clustergraph.model import Actor, Document
from clustergraph.namespaces import ACTORS_GRAPH, ONTOLOGY_GRAPH, THESAURUS_GRAPH, thing
from clustergraph.rdf.terms import node


def reference_quads() -> Iterator[Quad]:
    """The quads of the three reference graphs.

    Raises InputError where a file is not valid Turtle.
    """
    for path, name in reference_files():
        yield from turtle_quads(path, name)


def reference_files() -> Iterator[tuple[Path, str]]:
    """Each Turtle file of the reference graphs with the IRI of its graph.

    The alignments to other vocabularies stay outside: the graph stands without them.
    """
    ontology = resources.ontology()
    yield ontology / "clustergraph.ttl", ONTOLOGY_GRAPH
    yield from ((path, THESAURUS_GRAPH) for path in sorted((ontology / "codes").glob("*.ttl")))
    yield from ((path, ACTORS_GRAPH) for path in resources.actors())


def turtle_quads(path: Path, name: str) -> Iterator[Quad]:
    """The triples of a Turtle file as quads of the graph `name`. Raises InputError with file and line."""
    graph = NamedNode(name)
    try:
        with path.open("rb") as file:
            for triple in parse(file, RdfFormat.TURTLE):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); reinstall clustergraph or restore the file"
        ) from None
    except SyntaxError as error:
        raise InputError(f"{path}:{error.lineno}: not valid Turtle: {error.msg}") from None


@cache
def _instance_classes(scheme: str) -> dict[str, NamedNode]:
    """Concept IRI → the class of its instances, as the thesaurus says with `cg:instanceClass`."""
    path = resources.ontology() / "codes" / f"{scheme}.ttl"
    return {
        quad.subject.value: quad.object
        for quad in turtle_quads(path, THESAURUS_GRAPH)
        if quad.predicate == node("cg:instanceClass")
        and isinstance(quad.object, NamedNode)
        and isinstance(quad.subject, NamedNode)
    }


def instance_class(statement: Actor | Document) -> NamedNode:
    """The class that the type concept of an actor or a document stands for."""
    scheme, default = (
        ("actor-type", "org:Organization")
        if isinstance(statement, Actor)
        else ("document-type", "cg:Document")
    )
    found = _instance_classes(scheme).get(thing(scheme, statement.type), node(default))
    if isinstance(statement, Actor) and statement.unit_of is None and found == node("org:OrganizationalUnit"):
        return node(default)  # a unit is one of a larger organisation (ORG), and nothing tells of which
    return found
