"""What holds for every text: verbatim quotes, a graph that conforms to the shapes, no crash, linear time."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from clustergraph import resources
from clustergraph.mapping import map_source
from clustergraph.mapping.json_form import as_json
from clustergraph.mapping.text.registry_numbers import FORM
from clustergraph.mapping.text.vocabulary import actors, lexicon
from clustergraph.model import (
    Actor,
    Adoption,
    Case,
    Decision,
    Document,
    Membership,
    Mention,
    Position,
    Statement,
)
from clustergraph.rdf import as_stored, document_quads, reference_quads
from clustergraph.validation import in_memory, validate_quads
from tests.mapping.conftest import mapped, response, source_text

WORDS = st.sampled_from(
    [
        "Mora",
        "kommun",
        "Kommunen",
        "föreslår",
        "att",
        "tydliggörs",
        "välkomnar",
        "Region",
        "Dalarna",
        "(C)",
        "yrkar",
        "§",
        "3",
        "Dnr",
        "KS",
        "2024/12",
        "den",
        "5",
        "mars",
        "2025",
        "beslutade",
        "bör",
        "inte",
        "”citat”",
        "**fet**",
        "*kursiv*",
        "-",
        "1.",
        "2.1",
        "att\tanta",
        "avsiktsförklaringen",
        "antagits",
        "av",
        "och",
        ",",
        ".",
        ":",
        "Karin",
        "Ek",
        "ordförande",
        "Förslag",
        "till",
        "beslut",
        "utredningen",
        "är",
        "viktigt",
        "\n",
        "\n\n",
        "‑",
        "\xa0",
        "\xad",
        "İ",
        "ß",
        "𝕏",
    ]
)

REFERENCES = {
    Document: ("issuer", "author", "recipient"),
    Case: ("authority",),
    Membership: ("organisation",),
    Mention: ("actor",),
    Decision: ("body", "organisation"),
    Adoption: ("actor",),
    Position: ("holder",),
}
REFERENCE = in_memory(reference_quads())
DOCUMENTS = sorted(
    path.read_text(encoding="utf-8")
    for path in (Path(__file__).parents[1] / "evaluation" / "development").glob("*.txt")
)


def check(text: str) -> None:
    mapped_documents = map_source(source_text(text))
    if not text.strip():
        return  # `read` refuses such a file
    for document in mapped_documents:
        assert 0 <= document.start <= document.end <= len(text)
        seen = set()
        for statement in document.statements:
            assert statement.reference not in seen
            seen.add(statement.reference)
            for evidence in statement.evidence:
                assert evidence.quote
                assert text[evidence.start : evidence.end] == evidence.quote
                assert evidence.rule
                assert 0 < (evidence.confidence or 0) <= 1
        described = {one.slug for one in document.statements if isinstance(one, Actor)} | actors().keys()
        assert {one for each in document.statements for one in referred(each)} <= described
        for statement in document.statements:  # an inference says what it rests on, as a reviewed one does
            assert (statement.support == "inferred") == bool(statement.inferred_from)
            assert seen.issuperset(statement.inferred_from)
        as_json(document)
        report = validate_quads(as_stored(document_quads(document.graph())), REFERENCE)
        assert [str(one.message.en) for one in report.results if one.severity == "violation"] == []


def referred(statement: Statement) -> Iterator[str]:
    """The actors that a statement refers to."""
    for kind, names in REFERENCES.items():
        if isinstance(statement, kind):
            yield from (slug for name in names if (slug := getattr(statement, name)))


@given(st.lists(WORDS, max_size=120).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_quotes_are_verbatim_in_texts_of_the_genre(text):
    check(text)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_mapper_fail(text):
    check(text)


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False), st.sampled_from(["\n", " ", "\n\n"]))
@settings(max_examples=60, deadline=None)
def test_what_is_left_of_a_document_that_lost_lines_is_whole_in_itself(text, random, between):
    check(between.join(line for line in text.split("\n") if random.random() < 0.5))


@pytest.mark.parametrize("text", DOCUMENTS, ids=lambda text: text.split("\n")[0][:30])
def test_the_graph_of_a_document_conforms(text):
    check(text)


def test_the_mapper_and_the_shapes_agree_on_what_they_refuse():
    shapes = rdflib.Graph().parse(resources.shapes() / "documents.ttl")
    patterns = {str(one) for one in shapes.objects(None, rdflib.SH.pattern)}
    assert FORM.pattern in patterns
    text = (resources.shapes() / "cross-document.ttl").read_text(encoding="utf-8")
    officials = (
        text.partition("cgsh:party-of-elected")[2].partition("FILTER (?role IN (")[2].partition("))")[0]
    )
    assert re.findall(r"cg-role:([\w-]+)", officials) == lexicon("persons")["appointed"]["roles"]


@pytest.mark.parametrize("text", ["Dnr Dnr 2024/12", "Dnr Mora Dnr 2024/12", "Dnr Dnr Dnr 2024/12"])
def test_a_label_that_is_printed_twice_is_no_part_of_the_number(text):
    check(text)


def test_a_body_that_speaks_by_its_chair_alone_is_described():
    check("Yttrande\n\nKommunstyrelsens ordförande svarar.\n")


def test_time_grows_with_the_length_also_on_hostile_input():
    def seconds(text: str) -> float:
        begin = time.process_time()
        mapped(text)
        return time.process_time() - begin

    for piece in (
        "a och ",
        "Aa ",
        "§ ",
        "1.1.1 ",
        "kommunen föreslår att ",
        "(((",
        "Dnr ",
        "- x\n",
        "\n\n",
        "***",
        "2024-",
        "deltagit Anna Ek ",
    ):
        small, large = piece * 1500, piece * 12000
        seconds(small)
        # Eight times the length; quadratic time would be sixty-four times as long.
        assert seconds(large) < 30 * max(seconds(small), 0.02), piece


def test_the_same_text_gives_the_same_statements():
    text = response("Kommunen tillstyrker planen men saknar en tidplan.")
    assert mapped(text) == mapped(text)
