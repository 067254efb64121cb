"""A document's graph says nothing without evidence: things of every class, those that no rule knows included."""

from __future__ import annotations

import pytest

from clustergraph.validation import validate_bytes

HEAD = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix id: <https://w3id.org/clustergraph/id/> .
@prefix graph: <https://w3id.org/clustergraph/graph/> .
@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SOLNA = "https://w3id.org/clustergraph/id/actor/solna-stad"


@pytest.mark.parametrize(
    ("trig", "bare"),
    [
        ("graph:a { <urn:thing> <urn:says> 'so' }", ["urn:thing"]),
        ("graph:a { <urn:thing> a <urn:Class> ; <urn:says> 'so' , 'that' }", ["urn:thing"]),
        (f"graph:a {{ <{SOLNA}> foaf:homepage <urn:page> }}", [SOLNA]),
        (f"graph:a {{ <{SOLNA}> a org:Organization ; skos:altLabel 'Solna'@sv }}", [SOLNA]),
        # What one graph quotes is no evidence of what another says.
        (f"graph:a {{ <{SOLNA}> cg:evidence <urn:e> }} graph:b {{ <{SOLNA}> foaf:nick 'S' }}", [SOLNA]),
        (f"graph:a {{ <{SOLNA}> cg:evidence <urn:e> ; foaf:homepage <urn:page> }}", []),
        # The shapes ask it of positions (CG101).
        ("graph:a { <urn:position> a cg:Position }", []),
        # What evidence and its provenance are made of has none.
        ("graph:a { <urn:e> a oa:Annotation . <urn:run> a cg:MappingRun . <urn:us> a prov:Agent }", []),
        ("graph:a { <urn:number> a adms:Identifier ; skos:notation 'KS 1' . [] <urn:says> 'so' }", []),
        # The reference graphs tell of what is known otherwise; so may a file that names no graph.
        (f"graph:reference\\/actors {{ <{SOLNA}> foaf:homepage <urn:page> }}", []),
        (f"<{SOLNA}> foaf:homepage <urn:page> .", []),
        ("<urn:graph:of-others> { <urn:thing> <urn:says> 'so' }", []),
    ],
)
def test_what_a_documents_graph_says_without_evidence(trig: str, bare: list[str]) -> None:
    report = validate_bytes((HEAD + trig).encode(), "new.trig")
    found = [result for result in report.results if result.code == "CG107"]
    assert [getattr(result.focus, "value", None) for result in found] == bare
    assert all(result.severity == "warning" and result.location for result in found)
