"""Every rule has a graph that conforms to it and one that does not.

`conforming.ttl` holds one thing of every class, with every property. Each row of `faults.tsv` changes one triple of it
and names the rule that must then be broken.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.namespaces import expand
from clustergraph.rdf.terms import FIELDS
from clustergraph.validation import in_memory, validate_quads
from clustergraph.validation.rulebook import shipped
from tests.validation.changing import Fault, changed, conforming

HERE = Path(__file__).parent


def faults() -> list[Fault]:
    with (HERE / "faults.tsv").open(encoding="utf-8", newline="") as file:
        return [Fault(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def test_a_graph_with_everything_right_has_no_result() -> None:
    report = validate_quads(map(_quad, conforming()), in_memory(()))
    assert [(result.code, result.message.en) for result in report.results] == []


@pytest.mark.parametrize("fault", faults(), ids=str)
def test_one_wrong_triple_breaks_the_rule(fault: Fault) -> None:
    report = validate_quads(map(_quad, changed(fault)), in_memory(()))
    found = {(result.code, result.severity, result.path or "-") for result in report.results}
    path = fault.path if fault.path.startswith(("-", "<")) else expand(fault.path)
    assert (fault.code, fault.severity, path) in found


def test_a_text_where_a_number_belongs_is_not_called_too_small() -> None:
    fault = next(fault for fault in faults() if (fault.code, fault.object) == ("CG141", '"0"'))
    report = validate_quads(map(_quad, changed(fault)), in_memory(()))
    (message,) = [result.message.en or "" for result in report.results if result.code == "CG141"]
    assert message.startswith('"0" is not of an allowed kind')


def test_every_rule_has_a_fault() -> None:
    tried = {fault.code for fault in faults()} | OTHERWISE_TRIED
    assert {rule.code for rule in shipped().rules.values()} - tried == set()


# Tested in test_files.py, test_vocabulary.py, test_datatypes.py, test_bare_things.py and test_across_documents.py.
OTHERWISE_TRIED = {
    "CG000",
    "CG001",
    "CG002",
    "CG003",
    "CG004",
    "CG005",
    "CG006",
    "CG007",
    "CG008",
    "CG107",
    "CG801",
    "CG805",
}


def test_every_class_of_the_model_has_a_rule_and_an_instance() -> None:
    classes = {name for rule in shipped().rules.values() for name in rule.classes}
    instances = {t.object.value for t in conforming() if t.predicate.value == expand("rdf:type")}
    declared = {expand(name) for record in FIELDS for name in record.types} - {
        expand("prov:Activity"),
        expand("prov:Plan"),
        expand("skos:Concept"),
        expand("skos:ConceptScheme"),
    }
    assert declared - classes == set()
    assert declared - instances == set()


@pytest.mark.parametrize("record", FIELDS, ids=lambda record: record.__name__)
def test_every_property_of_the_model_has_a_rule(record: type) -> None:
    ruled = {
        (name, step)
        for rule in shipped().rules.values()
        if rule.path
        for name in rule.classes
        for step in rule.path[1:-1].split(">/<")
    }
    for _, annotation in FIELDS[record]:
        assert any((expand(name), expand(annotation.property)) in ruled for name in record.types), (
            annotation.property
        )


def test_every_rule_speaks_swedish_and_english() -> None:
    for rule in shipped().rules.values():
        for text in (rule.name, rule.message, rule.hint, rule.reason):
            assert text.sv, rule.code
            assert text.en, rule.code
        assert rule.group in shipped().groups, rule.code


def test_codes_are_unique() -> None:
    assert len(shipped().by_code) == len(shipped().rules)


def test_the_shapes_are_valid_shacl() -> None:
    import pyshacl
    import rdflib

    shapes = rdflib.Graph()
    for path in sorted((HERE.parents[1] / "shapes").glob("*.ttl")):
        shapes.parse(path)
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)
