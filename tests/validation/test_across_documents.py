"""Rules that look beyond the file, into what the store knows."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.validation import in_memory, validate_quads
from clustergraph.validation.whole_store import questions_of, settled

HEAD = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix id: <https://w3id.org/clustergraph/id/> .
@prefix cg-actor-type: <https://w3id.org/clustergraph/id/actor-type/> .
@prefix cg-decision-status: <https://w3id.org/clustergraph/id/decision-status/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
KNOWN = """
<urn:g:known> {
  <urn:kommun> a org:Organization ; cg:actorType cg-actor-type:municipality ; skos:prefLabel "K"@sv .
  <urn:styrelse> a org:Organization, org:OrganizationalUnit ; org:unitOf <urn:kommun> .
  <urn:utskott> a org:Organization, org:OrganizationalUnit ; org:unitOf <urn:styrelse> .
  <urn:annan> a org:Organization .
  <urn:avsikt> a cg:Agreement .
  <urn:beslut> a cg:Decision ; cg:decisionStatus cg-decision-status:taken ; cg:decidingBody <urn:utskott> .
  <urn:forslag> a cg:Decision ; cg:decisionStatus cg-decision-status:proposed ; cg:decidingBody <urn:styrelse> .
  <urn:framtid> a cg:Document ; dcterms:issued "2025-06"^^xsd:gYearMonth .
  <urn:antagande> a cg:Adoption ; cg:adoptingActor <urn:annan> ; cg:adoptedAgreement <urn:avsikt> .
  <urn:strategi> a cg:Strategy ; cg:expressedIn <urn:framtid> .
  <urn:remiss> a cg:Consultation ; cg:consultationSubject <urn:strategi> ; cg:deadline "2025-09-30"^^xsd:date .
  <urn:position> a cg:Position ; cg:holder <urn:annan> .
  <urn:bilaga> a cg:Document ; cg:sourceText <urn:text> .
  <urn:text> a cg:SourceText ; cg:text "Åre kommun tillstyrker." .
  <urn:arende> a cg:Case ; cg:registryNumber "KS 2025/1" ; cg:registryAuthority <urn:kommun> .
}
"""


def _quote(document: str, words: str, start: int, end: int) -> str:
    return (
        f"[] a oa:SpecificResource ; oa:hasSource {document} ; oa:hasSelector [ a oa:TextQuoteSelector ;"
        f' oa:exact "{words}" ] , [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ] .'
    )


# Turtle in a new graph, and the codes of the rules across documents that it must break.
CASES = {
    "an adoption of its own committee": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor <urn:kommun> ; cg:adoptedAgreement <urn:avsikt> ;"
        " cg:byDecision <urn:beslut> .",
        set(),
    ),
    "a second adoption of the same": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor <urn:annan> ; cg:adoptedAgreement <urn:avsikt> .",
        {"CG801"},
    ),
    "an adoption by somebody without an IRI": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor [ a org:Organization ] ; cg:adoptedAgreement <urn:avsikt> .",
        set(),
    ),
    "the same adoption again": (
        "<urn:antagande> a cg:Adoption ; cg:adoptingActor <urn:annan> ; cg:adoptedAgreement <urn:avsikt> .",
        set(),
    ),
    "an adoption by another's decision": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor <urn:annat> ; cg:adoptedAgreement <urn:avsikt> ;"
        " cg:byDecision <urn:beslut> . <urn:annat> a org:Organization .",
        {"CG802"},
    ),
    "an adoption by a body of which nothing is known": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor <urn:kommun> ; cg:adoptedAgreement <urn:avsikt> ;"
        " cg:byDecision <urn:n2> . <urn:n2> a cg:Decision ; cg:decisionStatus cg-decision-status:taken ;"
        " cg:decidingBody <urn:namnd> ; cg:decidingOrganisation <urn:kommun> .",
        set(),
    ),
    "an adoption by a proposal": (
        "<urn:n> a cg:Adoption ; cg:adoptingActor <urn:kommun> ; cg:adoptedAgreement <urn:avsikt> ;"
        " cg:byDecision <urn:forslag> .",
        {"CG540"},
    ),
    "a decision older than its memo": (
        '<urn:n> a cg:Decision ; dcterms:date "2025-05-31"^^xsd:date ; <http://www.w3.org/ns/prov#used> <urn:framtid> .',
        {"CG804"},
    ),
    "a decision in the month of its memo": (
        '<urn:n> a cg:Decision ; dcterms:date "2025-06-02"^^xsd:date ; <http://www.w3.org/ns/prov#used> <urn:framtid> .',
        set(),
    ),
    "a decision of the year of its memo": (
        '<urn:n> a cg:Decision ; dcterms:date "2025"^^xsd:gYear ; <http://www.w3.org/ns/prov#used> <urn:framtid> .',
        set(),
    ),
    "a response older than the consultation": (
        '<urn:n> a cg:Response ; cg:responseTo <urn:remiss> ; dcterms:date "2025-05"^^xsd:gYearMonth .',
        {"CG805"},
    ),
    "a response after it": (
        '<urn:n> a cg:Response ; cg:responseTo <urn:remiss> ; dcterms:date "2025-08-01"^^xsd:date .',
        set(),
    ),
    "an extension to an earlier day": (
        '<urn:n> a cg:DeadlineExtension ; cg:extensionOf <urn:remiss> ; cg:deadline "2025-09-01"^^xsd:date .',
        {"CG806"},
    ),
    "a repetition of another's position": (
        "<urn:n> a cg:Position ; cg:holder <urn:kommun> ; cg:repeats <urn:position> .",
        {"CG807"},
    ),
    "a second case of the same number": (
        '<urn:n> a cg:Case ; cg:registryNumber "KS 2025/1" ; cg:registryAuthority <urn:kommun> .',
        {"CG812"},
    ),
    "the same number at another authority": (
        '<urn:n> a cg:Case ; cg:registryNumber "KS 2025/1" ; cg:registryAuthority <urn:annan> .',
        set(),
    ),
    "a quote from a document of another graph": (_quote("<urn:bilaga>", "kommun", 4, 10), set()),
    "a quote that is not in it": (_quote("<urn:bilaga>", "staden", 4, 10), {"CG152"}),
    "a quote that stands elsewhere in it": (_quote("<urn:bilaga>", "kommun", 5, 11), {"CG152"}),
    "a quote beyond its end": (_quote("<urn:bilaga>", "kommun", 400, 406), {"CG152"}),
    "a quote from a document whose text is not there": (_quote("<urn:framtid>", "kommun", 4, 10), {"CG155"}),
}
CODES = {"CG152", "CG155", "CG540", *(f"CG{number}" for number in range(801, 813))}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_rules_across_documents(body: str, expected: set[str]) -> None:
    report = validate_quads(_quads(f"<urn:g:new> {{ {body} }}"), in_memory(_quads(KNOWN)))
    assert {result.code for result in report.results} & CODES == expected


def test_a_graph_that_is_replaced_does_not_count_against_its_successor() -> None:
    again = KNOWN.replace("<urn:antagande>", "<urn:nytt-namn>")
    report = validate_quads(_quads(again), in_memory(_quads(KNOWN)))
    assert "CG801" not in {result.code for result in report.results}


def test_only_what_the_new_graph_describes_is_judged() -> None:
    report = validate_quads(
        _quads("<urn:g:new> { <urn:n> a cg:Mention ; cg:mentionedActor <urn:annan> }"),
        in_memory(_quads(KNOWN)),
    )
    assert {str(result.focus) for result in report.results} == {"<urn:n>"}


def test_what_the_new_graph_leaves_out_may_be_known_already() -> None:
    body = '<urn:g:new> { <urn:kommun> a org:Organization ; skos:altLabel "Kommunen"@sv }'
    assert validate_quads(_quads(body), in_memory(_quads(KNOWN))).results == ()
    assert {result.code for result in validate_quads(_quads(body), in_memory(())).results} == {
        "CG201",
        "CG203",
    }


def test_a_thing_described_nowhere_is_a_violation_only_where_something_is_known() -> None:
    new = _quads("<urn:g:new> { <urn:n> a cg:Mention ; cg:mentionedActor <urn:nobody> }")
    for context, severity in ((in_memory(()), "violation"), (None, "info")):
        (result,) = [r for r in validate_quads(new, context).results if r.code == "CG221"]
        assert result.severity == severity


def test_the_register_of_actors_is_always_known() -> None:
    new = _quads(
        "<urn:g:new> { <urn:n> a cg:Mention ; cg:mentionedActor <https://w3id.org/clustergraph/id/actor/region-stockholm> }"
    )
    assert "CG221" not in {result.code for result in validate_quads(new, in_memory(())).results}


CONFORMING = Path(__file__).parent / "conforming.ttl"
CASE = """<urn:g:other> {{ <urn:other> a cg:Case ; cg:registryNumber "{number}" ;
  cg:registryAuthority <https://w3id.org/clustergraph/id/actor/a> }}"""


@pytest.mark.parametrize(
    ("others", "codes"),
    [
        ("", set()),
        (CASE.format(number="KSN-2024-99999"), set()),
        (CASE.format(number="KSN-2024-01748"), {"CG812"}),
        (CASE.format(number="KSN-2024-01749"), {"CG812"}),
    ],
    ids=["alone", "another number", "the number of its first case", "the number of its second case"],
)
def test_a_graph_checked_before_the_others_is_settled_only_while_they_have_nothing_to_say(
    others: str, codes: set[str]
) -> None:
    new = _conforming()
    context = in_memory(_quads(others))
    assert settled(questions_of(new), context) == (not codes)
    assert {result.code for result in validate_quads(new, context).results} == codes


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_a_fault_across_documents_never_passes_as_settled(body: str, expected: set[str]) -> None:
    new, context = _quads(f"<urn:g:new> {{ {body} }}"), in_memory(_quads(KNOWN))
    assert not (settled(questions_of(new), context) and validate_quads(new, context).results)


def test_a_case_with_two_numbers_may_not_have_either_of_another_case() -> None:
    numbers = 'cg:registryNumber "KS 2025/1", "KS 2025/2"'
    for other in ("KS 2025/1", "KS 2025/2"):
        known = _quads(
            f'<urn:g:k> {{ <urn:k> a cg:Case ; cg:registryNumber "{other}" ; cg:registryAuthority <urn:a> }}'
        )
        new = _quads(f"<urn:g:new> {{ <urn:n> a cg:Case ; {numbers} ; cg:registryAuthority <urn:a> }}")
        assert "CG812" in {result.code for result in validate_quads(new, in_memory(known)).results}


def _conforming() -> list[ox.Quad]:
    graph = ox.NamedNode("https://w3id.org/clustergraph/graph/a")
    triples = ox.parse(CONFORMING.read_bytes(), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _quads(trig: str) -> list[ox.Quad]:
    return list(ox.parse(HEAD + trig, format=ox.RdfFormat.TRIG))
