"""Literals that are no value of their datatype (RDF 1.1 Concepts, section 3.3; XML Schema part 2)."""

from __future__ import annotations

import pytest

from clustergraph.validation import validate_bytes

HEAD = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

WRONG = {
    "a day that no month has": "'2026-02-30'^^xsd:date",
    "a word for a day": "'i dag'^^xsd:date",
    "a thirteenth month": "'2026-13'^^xsd:gYearMonth",
    "a year of two digits": "'26'^^xsd:gYear",
    "an hour after midnight's": "'2026-02-28T25:00:00Z'^^xsd:dateTime",
    "a decimal comma": "'1,5'^^xsd:decimal",
    "a fraction of an integer": "'1.5'^^xsd:integer",
    "a Swedish truth": "'sant'^^xsd:boolean",
}
RIGHT = {
    "a leap day": "'2028-02-29'^^xsd:date",
    "a day in a time zone": "'2026-02-28+01:00'^^xsd:date",
    "a moment": "'2026-02-28T23:59:59.5Z'^^xsd:dateTime",
    "a month": "'2026-12'^^xsd:gYearMonth",
    "a year before Christ": "'-0044'^^xsd:gYear",
    "an integer with a sign": "'+7'^^xsd:integer",
    "a truth by number": "'1'^^xsd:boolean",
    "a length of time": "'P1Y2M'^^xsd:duration",
    "a datatype of somebody else's": "'30 februari'^^<urn:x-day>",
}


def codes(turtle: str) -> list[str]:
    report = validate_bytes((HEAD + turtle).encode(), "x.ttl")
    return [result.code for result in report.results]


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_value_that_its_datatype_does_not_know_is_told_of(value: str) -> None:
    assert codes(f"<urn:x> prov:atTime {value} .") == ["CG008"]


@pytest.mark.parametrize("value", RIGHT.values(), ids=RIGHT)
def test_a_value_of_its_datatype_is_not(value: str) -> None:
    assert codes(f"<urn:x> prov:atTime {value} .") == []


def test_the_rule_of_a_property_of_the_model_says_it_alone() -> None:
    found = codes("<urn:x> a cg:Adoption ; dcterms:date '2026-02-30'^^xsd:date .")
    assert "CG533" in found
    assert "CG008" not in found
