"""The report in each of its forms."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

from clustergraph.namespaces import expand
from clustergraph.validation import Report, validate_bytes
from clustergraph.validation.documentation import as_markdown
from clustergraph.validation.rendering import rendered

DATA = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:x> a cg:Brand ; skos:prefLabel "Märke" ,
\t"Brand" , 7 ; cg:brandof <urn:y> .
"""
LONG = f'<urn:x> <https://w3id.org/clustergraph/ns#order> {" " * 5000} "x" .\n'


@pytest.fixture
def report() -> Report:
    return validate_bytes(DATA.encode(), "mapp/fil.ttl")


def test_text_shows_the_line_with_a_caret_under_the_fault(report: Report) -> None:
    text = rendered(report, "text", "sv")
    assert (
        "fel[CG001]: cg:brandof: egenskapen finns inte i ontologin.\n"
        " --> mapp/fil.ttl:4:16\n"
        "  |\n"
        '4 |  "Brand" , 7 ; cg:brandof <urn:y> .\n'
        "  |                ^^^^^^^^^^\n"
    ) in text
    assert "förslag: Menas cg:brandOf?" in text
    assert "regel: docs/shapes.md#cg001" in text
    assert text.endswith("i 1 fil\n")


def test_text_in_english(report: Report) -> None:
    text = rendered(report, "text", "en")
    assert "violation[CG001]: cg:brandof: the property does not exist in the ontology." in text
    assert "suggestion: Is cg:brandOf meant?" in text


def test_colour_only_when_asked(report: Report) -> None:
    assert "\x1b[" not in rendered(report, "text", "sv")
    assert "\x1b[" in rendered(report, "text", "sv", colour=True)


def test_a_very_long_line_is_shown_in_part() -> None:
    shown = rendered(
        validate_bytes(LONG.encode() + b"<urn:x> a <https://w3id.org/clustergraph/ns#Bran> .", "a.ttl"),
        "text",
        "sv",
    )
    assert max(map(len, shown.splitlines())) < 400


def test_a_file_steers_no_terminal() -> None:
    data = '<urn:x> a <https://w3id.org/clustergraph/ns#Bran> , "\x1b[2J" .'
    assert "\x1b" not in rendered(validate_bytes(data.encode(), "a.ttl"), "text", "sv")


def test_no_faults() -> None:
    assert rendered(Report(), "text", "sv") == "Inga fel.\n"
    assert json.loads(rendered(Report(), "json", "sv")) == {
        "conforms": True,
        "counts": {"violation": 0, "warning": 0, "info": 0},
        "results": [],
    }


def test_sarif_keeps_to_its_schema(report: Report) -> None:
    schema = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    for one in (report, Report(), validate_bytes(b"<urn:x", "å mapp/fil.ttl")):
        jsonschema.validate(json.loads(rendered(one, "sarif", "sv")), schema)


def test_sarif_names_rule_and_region(report: Report) -> None:
    (run,) = json.loads(rendered(report, "sarif", "en"))["runs"]
    result = next(result for result in run["results"] if result["ruleId"] == "CG001")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "CG001"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mapp/fil.ttl"
    assert place["region"] == {"startLine": 4, "startColumn": 16, "endLine": 4, "endColumn": 26}


@pytest.mark.parametrize(
    ("form", "syntax"), [("turtle", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)]
)
def test_the_standard_report(report: Report, form: str, syntax: ox.RdfFormat) -> None:
    triples = [quad.triple for quad in ox.parse(rendered(report, form, "sv"), format=syntax)]
    kinds = [t.object for t in triples if t.predicate.value == expand("rdf:type")]
    assert kinds.count(ox.NamedNode(expand("sh:ValidationReport"))) == 1
    assert kinds.count(ox.NamedNode(expand("sh:ValidationResult"))) == len(report.results)
    required = {"focusNode", "resultSeverity", "sourceConstraintComponent"}
    for name in required:
        assert sum(t.predicate.value == expand(f"sh:{name}") for t in triples) == len(report.results)
    languages = {t.object.language for t in triples if t.predicate.value == expand("sh:resultMessage")}
    assert languages == {"sv", "en"}


def test_github_annotations(report: Report) -> None:
    lines = rendered(report, "github", "en").splitlines()
    assert len(lines) == len(report.results)
    assert (
        "::error file=mapp/fil.ttl,line=4,col=16,title=CG001,endColumn=26::cg:brandof: the property"
        in "\n".join(lines)
    )


def test_github_annotations_escape_what_steers_them() -> None:
    report = validate_bytes(b"<urn:x", "a,b:c%d.ttl")
    assert "file=a%2Cb%3Ac%25d.ttl," in rendered(report, "github", "en")


def test_the_page_of_rules_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "shapes.md"
    assert page.read_text(encoding="utf-8") == as_markdown(), (
        "run `python -m clustergraph.validation.documentation`"
    )
