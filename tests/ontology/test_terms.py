"""What each own term must say of itself, and the checks that ROBOT's report makes of any ontology."""

import re
from collections import Counter
from pathlib import Path

import pytest
from ontology_files import CODES, ONTOLOGY, turtle
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, Namespace, URIRef

from clustergraph.namespaces import NS

VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
IRI = URIRef("https://w3id.org/clustergraph/ns")
FILES = [ONTOLOGY / "clustergraph.ttl", ONTOLOGY / "alignments.ttl", *CODES]


def own_terms(core: Graph) -> list[URIRef]:
    return sorted({s for s in core.subjects() if isinstance(s, URIRef) and s.startswith(NS)})


def properties(core: Graph) -> list[URIRef]:
    return [t for t in own_terms(core) if (t, RDF.type, OWL.Class) not in core]


def languages(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted((o.language for o in graph.objects(subject, predicate) if isinstance(o, Literal)), key=str)


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_term_is_named_and_defined_once_in_each_language(core: Graph, predicate: URIRef) -> None:
    assert [t for t in own_terms(core) if languages(core, t, predicate) != ["en", "sv"]] == []


@pytest.mark.parametrize("predicate", [SKOS.example, RDFS.isDefinedBy, VS.term_status])
def test_every_term_has_an_example_a_home_and_a_status(core: Graph, predicate: URIRef) -> None:
    assert [t for t in own_terms(core) if len(list(core.objects(t, predicate))) != 1] == []


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range])
def test_every_property_has_one_domain_and_one_range(core: Graph, predicate: URIRef) -> None:
    """Two would mean both at once (OOPS! pitfall P19); several classes stand in one owl:unionOf."""
    assert [p for p in properties(core) if len(list(core.objects(p, predicate))) != 1] == []


def test_every_term_has_a_type(core: Graph) -> None:
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    assert [t for t in own_terms(core) if len(kinds & set(core.objects(t, RDF.type))) != 1] == []


def test_class_names_begin_with_a_capital_and_property_names_do_not(core: Graph) -> None:
    names = {t.removeprefix(NS): (t, RDF.type, OWL.Class) in core for t in own_terms(core)}
    assert [name for name, is_class in names.items() if name[0].isupper() != is_class] == []
    assert [name for name in names if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name)] == []


def test_no_class_is_without_properties_or_relatives(core: Graph) -> None:
    """OOPS! pitfall P04; only the classes of activities that the RDF layer makes stand alone."""
    joined = {o for p in (RDFS.domain, RDFS.range) for o in core.objects(None, p)}
    joined |= {member for o in core.objects(None, OWL.unionOf) for member in core.items(o)}
    related = set(core.subjects(RDFS.subClassOf, None))
    classes = {t for t in own_terms(core) if (t, RDF.type, OWL.Class) in core}
    assert classes - joined - related == set()


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_no_two_terms_share_a_label_or_definition(core: Graph, predicate: URIRef) -> None:
    """Of classes among themselves and properties among themselves: a class and its property may."""
    for terms in (properties(core), sorted(set(own_terms(core)) - set(properties(core)))):
        counted = Counter(o for t in terms for o in core.objects(t, predicate))
        assert [str(o) for o, n in counted.items() if n > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_text_has_stray_white_space(path: Path) -> None:
    literals = [o for o in turtle(path).objects() if isinstance(o, Literal)]
    assert [str(o) for o in literals if str(o) != " ".join(str(o).split())] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_file_says_its_licence(path: Path) -> None:
    graph = turtle(path)
    heads = {s for kind in (OWL.Ontology, SKOS.ConceptScheme) for s in graph.subjects(RDF.type, kind)}
    assert len(heads) == 1
    assert [h for h in heads if (h, DCTERMS.license, None) not in graph] == []


def test_the_header(core: Graph) -> None:
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert languages(core, IRI, predicate) == ["en", "sv"]
    for predicate in (
        OWL.versionIRI,
        OWL.versionInfo,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCTERMS.created,
        DCTERMS.modified,
        DCTERMS.bibliographicCitation,
        VANN.preferredNamespacePrefix,
    ):
        assert len(list(core.objects(IRI, predicate))) == 1, predicate
    version = core.value(IRI, OWL.versionInfo)
    assert core.value(IRI, OWL.versionIRI) == URIRef(f"{IRI}/{version}")
    assert core.value(IRI, VANN.preferredNamespaceUri) == Literal(NS)


def test_the_core_does_not_lean_on_the_alignments(core: Graph) -> None:
    """It loads without ELI-DL, IBIS, jolux and the others."""
    foreign = ("data.europa.eu", "ibis", "legilux", "schema.org", "opengov", "lagrummet")
    assert [t for triple in core for t in triple if any(part in t for part in foreign)] == []


def test_the_alignments_speak_of_declared_terms(core: Graph) -> None:
    used = {t for triple in turtle(ONTOLOGY / "alignments.ttl") for t in triple if t.startswith(NS)}
    assert used - set(own_terms(core)) == set()


def test_nothing_refers_to_a_deprecated_term(core: Graph, codes: Graph) -> None:
    graph = core + codes
    gone = set(graph.subjects(OWL.deprecated, Literal(True)))
    assert [o for o in graph.objects() if o in gone] == []
