"""The thesaurus as SKOS wants it (SKOS Reference, sections 4 to 8), and as the mapper reads it."""

from collections import Counter
from pathlib import Path

import pytest
from ontology_files import CODES, turtle
from rdflib import ORG, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from clustergraph.namespaces import CONCEPT_KINDS, ID, NS

CG = Namespace(NS)
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)


def concepts(graph: Graph, kind: str | None = None) -> list[URIRef]:
    scheme = None if kind is None else URIRef(ID + kind)
    found = graph.subjects(SKOS.inScheme, scheme)
    return sorted(c for c in found if isinstance(c, URIRef))


def labels(graph: Graph, concept: URIRef, *predicates: URIRef) -> list[tuple[str | None, str]]:
    """Language and text, case ignored."""
    return [(o.language, o.casefold()) for p in predicates for o in graph.objects(concept, p)]


def repeated(found: list[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    return [label for label, n in Counter(found).items() if n > 1]


def slugs(graph: Graph, kind: str) -> set[str]:
    return {c.rsplit("/", 1)[1] for c in concepts(graph, kind)}


def test_there_is_a_file_for_every_kind_of_concept() -> None:
    assert sorted(path.stem for path in CODES) == sorted(CONCEPT_KINDS)


@pytest.mark.parametrize("path", CODES, ids=lambda p: p.stem)
def test_a_file_holds_one_scheme_and_its_concepts(path: Path) -> None:
    graph, scheme = turtle(path), URIRef(ID + path.stem)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    held = set(graph.subjects(RDF.type, SKOS.Concept))
    assert held
    assert [c for c in held if not str(c).startswith(f"{scheme}/")] == []
    assert [c for c in held if list(graph.objects(c, SKOS.inScheme)) != [scheme]] == []
    rooted = [c for c in held if (c, SKOS.topConceptOf, scheme) in graph or (c, SKOS.broader, None) in graph]
    assert len(rooted) == len(held)


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition])
def test_every_concept_and_scheme_is_named_and_defined_once_in_each_language(
    codes: Graph, predicate: URIRef
) -> None:
    subjects = {s for kind in (SKOS.Concept, SKOS.ConceptScheme) for s in codes.subjects(RDF.type, kind)}
    wrong = [s for s in subjects if sorted(o.language for o in codes.objects(s, predicate)) != ["en", "sv"]]
    assert wrong == []


def test_labels_are_language_strings(codes: Graph) -> None:
    assert [
        o for p in LABELS for o in codes.objects(None, p) if not (isinstance(o, Literal) and o.language)
    ] == []


def test_no_concept_has_one_label_twice(codes: Graph) -> None:
    """Preferred, alternative and hidden labels exclude each other (S13); case is ignored in matching."""
    wrong = {c: repeated(labels(codes, c, *LABELS)) for c in concepts(codes)}
    assert {c: found for c, found in wrong.items() if found} == {}


def test_preferred_labels_are_unique_in_a_scheme(codes: Graph) -> None:
    for kind in CONCEPT_KINDS:
        found = [one for c in concepts(codes, kind) for one in labels(codes, c, SKOS.prefLabel)]
        assert repeated(found) == [], kind


def test_broader_has_no_cycle_and_stays_in_the_scheme(codes: Graph) -> None:
    for concept in concepts(codes):
        above = list(codes.transitive_objects(concept, SKOS.broader))[1:]
        assert concept not in above
        assert {codes.value(c, SKOS.inScheme) for c in above} <= {codes.value(concept, SKOS.inScheme)}


def test_a_phrase_of_a_verb_leads_to_one_verb(codes: Graph) -> None:
    """Otherwise the same words would carry two stances."""
    found = [one for c in concepts(codes, "verb") for one in labels(codes, c, *LABELS) if one[0] == "sv"]
    assert repeated(found) == []


def test_every_verb_expresses_a_stance_and_every_stance_has_a_polarity(codes: Graph) -> None:
    pairs = (("verb", CG.expresses, "stance"), ("stance", CG.defaultPolarity, "polarity"))
    for kind, predicate, target in pairs:
        for concept in concepts(codes, kind):
            (value,) = codes.objects(concept, predicate)
            assert value in concepts(codes, target)


def test_the_instance_classes_exist(core: Graph, codes: Graph) -> None:
    for concept in [*concepts(codes, "document-type"), *concepts(codes, "actor-type")]:
        (found,) = codes.objects(concept, CG.instanceClass)
        assert (found, RDFS.subClassOf, CG.Document) in core or found in ORG, concept


def test_claims_say_whether_sources_can_disagree(codes: Graph) -> None:
    values = [list(codes.objects(c, CG.singleValued)) for c in concepts(codes, "claim-relation")]
    assert [v for v in values if v not in ([Literal(True)], [Literal(False)])] == []


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        (
            "stance",
            "support support-with-reservation propose request-clarification emphasise note criticise oppose",
        ),
        ("polarity", "supportive neutral critical opposed"),
        ("decision-status", "proposed taken pending"),
        ("outcome", "adopt approve reject remit submit-response note postpone"),
        (
            "topic",
            "existing-structures municipal-role core-mandates business-perspective establishment-investment"
            " action-plans-responsibility-resources brand-identity sector-priority joint-strategy"
            " university-partnership international-presence climate-environment preparedness skills-supply"
            " stem-education lifelong-learning research-infrastructure-testbeds data-sharing-law-ethics"
            " operative-group-representation local-development leadership",
        ),
    ],
)
def test_the_published_slugs_stay(codes: Graph, kind: str, required: str) -> None:
    """Saved queries and JSON consumers rely on them."""
    assert set(required.split()) - slugs(codes, kind) == set()


def test_the_stances_are_these_eight(codes: Graph) -> None:
    assert len(slugs(codes, "stance")) == 8


def test_parties_carry_their_letters(codes: Graph) -> None:
    letters = {str(codes.value(c, SKOS.notation)) for c in concepts(codes, "party")}
    assert letters == {"S", "M", "SD", "C", "V", "KD", "MP", "L"}
