"""Every class, property and concept that anything uses is declared: a misspelt term is found here."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from ontology_files import ONTOLOGY, turtle
from pyoxigraph import NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, URIRef

import clustergraph
from clustergraph import resources
from clustergraph.model import STATEMENTS
from clustergraph.namespaces import CONCEPT_KINDS, GRAPH, ID, NS, PREFIXES, expand
from clustergraph.rdf.terms import FIELDS

# The languages that RDF itself is written in; rdflib knows their terms.
LANGUAGE = (OWL, RDF, RDFS, SH, XSD)
BORROWED = frozenset(iri for iri in PREFIXES.values() if not iri.startswith((NS, ID, GRAPH)))
SHAPES_NS = "https://w3id.org/clustergraph/shapes#"
TYPE = NamedNode(str(RDF.type))


@pytest.fixture(scope="session")
def declared(core: Graph, codes: Graph, shipped: list[Quad], shape_quads: list[Quad]) -> set[str]:
    borrowed = turtle(ONTOLOGY / "vendored-terms.ttl")
    shapes = {quad.subject.value for quad in shape_quads if isinstance(quad.subject, NamedNode)}
    own = {str(term) for graph in (core, codes, borrowed) for term in graph.subjects()}
    return own | shapes


def must_be_declared(iri: str) -> bool:
    """Things of the documents and graphs have their own IRIs; every other IRI names a term."""
    if iri.startswith(GRAPH):
        return False
    if iri.startswith(ID):
        return iri.removeprefix(ID).split("/")[0] in CONCEPT_KINDS and "/" in iri.removeprefix(ID)
    return True


def terms(quads: Iterable[Quad]) -> Iterator[str]:
    """Predicates, classes, and the IRIs that stand as objects where a term is meant."""
    for quad in quads:
        yield quad.predicate.value
        if not isinstance(quad.object, NamedNode):
            continue
        iri = quad.object.value
        term = iri.startswith((NS, SHAPES_NS, *BORROWED))
        if quad.predicate == TYPE or term or iri.startswith(ID):
            yield iri


def undeclared(used: Iterable[str], declared: set[str]) -> list[str]:
    unknown = {iri for iri in used if must_be_declared(iri)} - declared - BORROWED
    return sorted(iri for iri in unknown if not any(URIRef(iri) in namespace for namespace in LANGUAGE))


def test_terms_of_the_shipped_graph(shipped: list[Quad], declared: set[str]) -> None:
    assert undeclared(terms(shipped), declared) == []


def test_terms_of_the_shapes(shape_quads: list[Quad], declared: set[str]) -> None:
    assert undeclared(terms(shape_quads), declared) == []


def query_terms(text: str) -> Iterator[str]:
    """The prefixed names of a SPARQL text, outside comments, strings and IRIs."""
    prefixes = dict(re.findall(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", text, re.IGNORECASE))
    body = re.sub(r"(?m)^#.*$|<[^>\s]*>|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", " ", text)
    for prefix, local in re.findall(r"(?<![\w?$:.-])([a-z][\w-]*):([\w-]+)", body):
        yield prefixes[prefix] + local


QUERIES = [
    *resources.queries().glob("*.rq"),
    *(Path(__file__).parents[1] / "competency").glob("*.rq"),
]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_terms_of_a_query(path: Path, declared: set[str]) -> None:
    assert undeclared(query_terms(path.read_text(encoding="utf-8")), declared) == []


@pytest.mark.parametrize("record", STATEMENTS, ids=lambda record: record.__name__)
def test_terms_of_a_record(record: type, declared: set[str]) -> None:
    used = [*record.types, *(annotation.property for _, annotation in FIELDS[record])]
    assert undeclared(map(expand, used), declared) == []


def test_terms_in_the_code(declared: set[str]) -> None:
    """A string such as "oa:hasBody", and the prefixed names of SPARQL inside strings."""
    prefix = "|".join(p for p in PREFIXES if not p.startswith("cg-") and p not in ("id", "graph", "actor"))
    name = re.compile(rf"(?<![\w:/.-])({prefix}):([A-Za-z]\w*)")
    used: dict[str, Path] = {}
    for path in Path(clustergraph.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                used |= {PREFIXES[p] + local: path for p, local in name.findall(node.value)}
    assert {iri: str(used[iri]) for iri in undeclared(used, declared)} == {}


def test_every_own_term_is_used(core: Graph, shipped: list[Quad]) -> None:
    """A term that neither a record, the code nor the thesaurus uses would be a promise nobody keeps."""
    source = "".join(p.read_text(encoding="utf-8") for p in Path(clustergraph.__file__).parent.rglob("*.py"))
    in_code = {NS + local for local in re.findall(r"\bcg:(\w+)", source)}
    in_data = set(terms(shipped))
    above = {str(o) for o in core.objects(None, RDFS.subClassOf)}
    own = {str(s) for s in core.subjects() if isinstance(s, URIRef) and str(s).startswith(NS)}
    assert sorted(own - in_code - in_data - above) == []


@pytest.mark.parametrize(
    ("text", "misspelt"),
    [
        ("PREFIX cg: <https://w3id.org/clustergraph/ns#> SELECT * { ?a cg:adoptingActr ?b }", "adoptingActr"),
        ("PREFIX oa: <http://www.w3.org/ns/oa#> SELECT * { ?a oa:selector ?b }", "selector"),
    ],
)
def test_a_misspelt_term_is_found(text: str, misspelt: str, declared: set[str]) -> None:
    assert [iri.split("#")[1] for iri in undeclared(query_terms(text), declared)] == [misspelt]
