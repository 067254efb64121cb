"""A record becomes the triples that its annotations name; every statement carries its words."""

import hashlib

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from clustergraph.model import (
    Adoption,
    Case,
    Document,
    DocumentGraph,
    Evidence,
    Membership,
    Review,
    SourceText,
    Text,
)
from clustergraph.namespaces import expand, graph, slugify, thing
from clustergraph.rdf import document_quads

TEXT = "Solna stad antog planen 2024. Dnr KS 2024/12"
ADOPTION = NamedNode(thing("adoption", "solna-planen"))


def _graph(*statements, review: Review | None = None) -> set[Quad]:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return set(
        document_quads(DocumentGraph("a", SourceText("a.txt", TEXT, digest, digest), statements, review))
    )


def _evidence(quote: str, rule: str | None = None) -> tuple[Evidence]:
    return (Evidence(quote, TEXT.index(quote), TEXT.index(quote) + len(quote), rule, 0.9 if rule else None),)


def _objects(quads: set[Quad], subject: NamedNode, name: str) -> set[object]:
    return {
        quad.object for quad in quads if quad.subject == subject and quad.predicate == NamedNode(expand(name))
    }


@pytest.mark.parametrize(
    ("date", "datatype"), [("2024-06-11", "xsd:date"), ("2024-06", "xsd:gYearMonth"), ("2024", "xsd:gYear")]
)
def test_a_date_is_as_precise_as_its_source(date: str, datatype: str) -> None:
    quads = _graph(
        Adoption(
            slug="solna-planen",
            actor="solna-stad",
            agreement="planen",
            date=date,
            evidence=_evidence("antog planen"),
        )
    )
    assert _objects(quads, ADOPTION, "dcterms:date") == {Literal(date, datatype=NamedNode(expand(datatype)))}


def test_an_unknown_date_is_absent_and_labels_are_tagged() -> None:
    label = Text(sv="Solna antar planen", en="Solna adopts the plan")
    quads = _graph(
        Adoption(
            slug="solna-planen",
            label=label,
            actor="solna-stad",
            agreement="planen",
            evidence=_evidence("antog planen"),
        )
    )
    assert _objects(quads, ADOPTION, "dcterms:date") == set()
    assert _objects(quads, ADOPTION, "skos:prefLabel") == {
        Literal("Solna antar planen", language="sv"),
        Literal("Solna adopts the plan", language="en"),
    }


def test_a_statement_is_tied_to_its_words_by_quote_and_position() -> None:
    quads = _graph(
        Adoption(
            slug="solna-planen",
            actor="solna-stad",
            agreement="planen",
            evidence=_evidence("antog planen", "adopted"),
        )
    )
    (annotation,) = _objects(quads, ADOPTION, "cg:evidence")
    assert _objects(quads, annotation, "oa:hasBody") == {ADOPTION}
    assert _objects(quads, annotation, "cg:rule") == {Literal("adopted")}
    (target,) = _objects(quads, annotation, "oa:hasTarget")
    assert _objects(quads, target, "oa:hasSource") == {NamedNode(thing("document", "a"))}
    selectors = _objects(quads, target, "oa:hasSelector")
    assert {o for s in selectors for o in _objects(quads, s, "oa:exact")} == {Literal("antog planen")}
    assert {o.value for s in selectors for o in _objects(quads, s, "oa:start")} == {"11"}
    assert {o.value for s in selectors for o in _objects(quads, s, "oa:end")} == {"23"}


def test_everything_stands_in_the_documents_own_graph() -> None:
    quads = _graph(
        Case(slug="ks-2024-12", number="KS 2024/12", authority="solna-stad", evidence=_evidence("KS 2024/12"))
    )
    assert {quad.graph_name for quad in quads} == {NamedNode(graph("a"))}


def test_a_registry_number_is_an_identifier_of_the_authority() -> None:
    quads = _graph(
        Case(slug="ks-2024-12", number="KS 2024/12", authority="solna-stad", evidence=_evidence("KS 2024/12"))
    )
    (identifier,) = _objects(quads, NamedNode(thing("case", "ks-2024-12")), "adms:identifier")
    assert _objects(quads, identifier, "skos:notation") == {Literal("KS 2024/12")}
    assert _objects(quads, identifier, "dcterms:creator") == {NamedNode(thing("actor", "solna-stad"))}


def test_the_type_concept_decides_the_class_of_a_document() -> None:
    quads = _graph(Document(slug="a", title="Planen", type="memo", evidence=_evidence("planen")))
    types = _objects(quads, NamedNode(thing("document", "a")), "rdf:type")
    assert types == {NamedNode(expand("cg:Document")), NamedNode(expand("cg:Memo"))}


def test_a_review_is_an_activity_of_its_reviewer() -> None:
    quads = _graph(review=Review("A Steward", "2026-11-21"))
    review = NamedNode(thing("activity", "a-review"))
    assert _objects(quads, review, "prov:wasAssociatedWith") == {
        NamedNode(thing("agent", "reviewer-a-steward"))
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Länsstyrelsen i Uppsala län", "lansstyrelsen-i-uppsala-lan"),
        ("Kungl. Tekniska högskolan (KTH)", "kungl-tekniska-hogskolan-kth"),
        ("Håbo kommun", "habo-kommun"),
        ("  Café Été – AB ", "cafe-ete-ab"),
    ],
)
def test_slugs_are_ascii_kebab_case(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("label", "title", "words", "called"),
    [
        (None, Text(sv="kommundirektör"), "Solna stad", "Solna stad, kommundirektör"),
        (None, Text(sv="Stad"), "Solna stad", "Solna stad"),
        (None, None, "Solna stad", "Solna stad"),
        (Text(sv="Ordföranden"), Text(sv="ordförande"), "Solna stad", "Ordföranden"),
    ],
)
def test_a_membership_is_called_by_its_title_too(
    label: Text | None, title: Text | None, words: str, called: str
) -> None:
    """A person's pages list memberships: the name alone would say the same of each."""
    quads = _graph(
        Membership(
            slug="m",
            label=label,
            person="asa-oberg",
            organisation="solna-stad",
            role="municipal-director",
            title=title,
            evidence=_evidence(words),
        )
    )
    about = NamedNode(thing("membership", "m"))
    assert _objects(quads, about, "skos:prefLabel") == {Literal(called, language="sv")}
