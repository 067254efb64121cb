"""Terms that do not exist, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from clustergraph.validation import validate_bytes
from clustergraph.validation.fixes import difference, mended
from clustergraph.validation.turtle import written

HEAD = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix cg-stance: <https://w3id.org/clustergraph/id/stance/> .
@prefix cg-topic: <https://w3id.org/clustergraph/id/topic/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix old: <http://w3id.org/clustergraph/ns#> .
@prefix slash: <https://w3id.org/clustergraph/ns/> .
"""

NEAR_MISSES = {
    "a misspelt property": ("<urn:x> cg:adoptingActr <urn:y> .", "CG001", "cg:adoptingActor"),
    "a property in the wrong case": ("<urn:x> cg:adoptingactor <urn:y> .", "CG001", "cg:adoptingActor"),
    "a misspelt class": ("<urn:x> a cg:Adopton .", "CG002", "cg:Adoption"),
    "a misspelt concept": ("<urn:x> cg:stance cg-stance:suport .", "CG003", "cg-stance:support"),
    "a misspelt topic": (
        "<urn:x> dcterms:subject cg-topic:skill-supply .",
        "CG003",
        "cg-topic:skills-supply",
    ),
    "http for https": ("<urn:x> old:adoptingActor <urn:y> .", "CG004", "cg:adoptingActor"),
    "a slash for a number sign": ("<urn:x> a slash:Adoption .", "CG004", "cg:Adoption"),
    "a misspelt term of another vocabulary": ("<urn:x> skos:prefLable 'x'@sv .", "CG005", "skos:prefLabel"),
    "two letters of another that changed places": (
        "<urn:x> dcterms:tilte 'x'@sv .",
        "CG005",
        "dcterms:title",
    ),
    "a letter of another left out": ("<urn:x> foaf:nam 'x' .", "CG005", "foaf:name"),
    "a class of another, with s for z": ("<urn:x> a org:Organisation .", "CG005", "org:Organization"),
    "another, in the wrong case": ("<urn:x> org:unitof <urn:y> .", "CG005", "org:unitOf"),
    "a day in words": (
        "<urn:x> a cg:Adoption ; dcterms:date 'den 5 mars 2025' .",
        "CG533",
        '"2025-03-05"^^xsd:date',
    ),
    "a month in words": (
        "<urn:x> a cg:Adoption ; dcterms:date 'juni 2024' .",
        "CG533",
        '"2024-06"^^xsd:gYearMonth',
    ),
    "a day without its datatype": (
        "<urn:x> a cg:Adoption ; dcterms:date '2025-03-05' .",
        "CG533",
        '"2025-03-05"^^xsd:date',
    ),
    "a day without hyphens": (
        "<urn:x> a cg:Adoption ; dcterms:date '20250305' .",
        "CG533",
        '"2025-03-05"^^xsd:date',
    ),
    "a day typed as a string of a year": (
        "<urn:x> a cg:Adoption ; dcterms:date '2025'^^xsd:string .",
        "CG533",
        '"2025"^^xsd:gYear',
    ),
    "a day in English": (
        "<urn:x> a cg:Adoption ; dcterms:date 'March 5th, 2025' .",
        "CG533",
        '"2025-03-05"^^xsd:date',
    ),
    "a day that can be no month": (
        "<urn:x> a cg:Adoption ; dcterms:date '31/10 2024' .",
        "CG533",
        '"2024-10-31"^^xsd:date',
    ),
    "a part of a topic": (
        "<urn:x> dcterms:subject cg-topic:climate .",
        "CG003",
        "cg-topic:climate-environment",
    ),
    "a registry number with what stands before it": (
        "<urn:x> a cg:Case ; cg:registryNumber 'Dnr: KS 2024/12' .",
        "CG321",
        '"KS 2024/12"',
    ),
    "a registry number with a blank": (
        "<urn:x> a cg:Case ; cg:registryNumber 'KS 2024/12 ' .",
        "CG321",
        '"KS 2024/12"',
    ),
    "the name of an actor": (
        "<urn:x> a cg:Adoption ; cg:adoptingActor 'Knivsta kommun' .",
        "CG531",
        "actor:knivsta-kommun",
    ),
    "a misspelt actor": (
        "<urn:x> a cg:Adoption ; cg:adoptingActor <https://w3id.org/clustergraph/id/actor/knivsta-komun> .",
        "CG531",
        "actor:knivsta-kommun",
    ),
    "Swedish as in Finland": ("<urn:x> skos:altLabel 'Märke'@sv-FI .", "CG007", '"Märke"@sv'),
    "English with a region": ("<urn:x> skos:altLabel 'Brand'@EN-gb .", "CG007", '"Brand"@en'),
    "a label without language": ("<urn:x> a cg:Brand ; skos:prefLabel 'Märke' .", "CG104", '"Märke"@sv'),
}


@pytest.mark.parametrize(("body", "code", "meant"), NEAR_MISSES.values(), ids=NEAR_MISSES.keys())
def test_a_near_miss_gets_a_suggestion(body: str, code: str, meant: str) -> None:
    report = validate_bytes((HEAD + body).encode(), "a.ttl")
    (result,) = [result for result in report.results if result.code == code]
    assert result.suggestion is not None
    replacement = result.suggestion.replacement
    assert replacement is not None
    assert written(replacement) == meant  # type: ignore[arg-type]
    assert meant in (result.suggestion.text.sv or "")


@pytest.mark.parametrize(
    "date",
    ["5/3 2025", "2025-13-05", "32 mars 2025", "30 februari 2025", "2025-02-30", "nästa år", "5 mrs 2025"],
)
def test_a_date_that_could_be_another_gets_none(date: str) -> None:
    report = validate_bytes((HEAD + f"<urn:x> a cg:Adoption ; dcterms:date '{date}' .").encode(), "a.ttl")
    (result,) = [result for result in report.results if result.code == "CG533"]
    assert result.suggestion is None


RIGHT = {
    "a term of ours": "<urn:x> cg:adoptingActor <urn:y> .",
    "a concept that the file declares": "cg-topic:new a skos:Concept . <urn:x> dcterms:subject cg-topic:new .",
    "a property that the file declares": "cg:new a <http://www.w3.org/2002/07/owl#ObjectProperty> . <urn:x> cg:new 1 .",
    "a vocabulary that is not ours": "<urn:x> <http://example.org/anything> 1 .",
    "a rare but right term": "<urn:x> dcterms:abstract 'x'@sv .",
    "other languages": "<urn:x> skos:altLabel 'Märke'@sv , 'Brand'@en , 'Merke'@nb-NO , 'x'@svx .",
    "a thing of ours": "<urn:x> dcterms:relation <https://w3id.org/clustergraph/id/actor/uppsala-kommun> .",
}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_right_is_left_alone(body: str) -> None:
    report = validate_bytes((HEAD + body).encode(), "a.ttl")
    assert [result.code for result in report.results if result.code.startswith("CG0")] == []


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "ontology" / "codes").glob("*.ttl")), ids=lambda p: p.stem
)
def test_the_thesaurus_can_be_validated_itself(path: Path) -> None:
    assert validate_bytes(path.read_bytes(), path.name).conforms


def test_safe_corrections_are_made_in_place_and_nothing_else_changes() -> None:
    body = (
        "# åäö\r\n<urn:x> a cg:Adoption ; # 2025-03-05\r\n  cg:adoptingActr <urn:y> ;\r\n"
        "  dcterms:date 'den 5 mars 2025' ; skos:prefLabel 'Å' , 'English' .\r\n"
    )
    before = ("\ufeff" + HEAD + body).encode()
    after = mended(before, "a.ttl", validate_bytes(before, "a.ttl")).decode()
    assert after == "\ufeff" + HEAD + body.replace("cg:adoptingActr", "cg:adoptingActor").replace(
        "'den 5 mars 2025'", '"2025-03-05"^^xsd:date'
    ).replace("'Å'", '"Å"@sv')
    shown = difference(before, after.encode(), "a.ttl")
    assert "-  cg:adoptingActr" in shown
    assert "+  cg:adoptingActor" in shown


def test_a_correction_uses_no_prefix_that_the_file_has_not_declared_or_declares_anew() -> None:
    right, date = "https://w3id.org/clustergraph/ns#", "<http://www.w3.org/2001/XMLSchema#date>"
    before = (
        f"@prefix c: <{right}> .\n<urn:x> a c:Adoption ; <{right}adoptingActr> <urn:y> .\n@prefix c: <urn:c/> .\n"
        f"<urn:x> <http://purl.org/dc/terms/date> '5 mars 2025' ; <{right}adoptingActr> c:z .\n"
    ).encode()
    after = mended(before, "a.ttl", validate_bytes(before, "a.ttl")).decode()
    assert after.count(f"<{right}adoptingActor>") == 2
    assert f'"2025-03-05"^^{date}' in after


def test_other_syntaxes_are_not_mended() -> None:
    data = b'{"@id": "urn:x", "https://w3id.org/clustergraph/ns#adoptingActr": "x"}'
    assert mended(data, "a.jsonld", validate_bytes(data, "a.jsonld")) == data
