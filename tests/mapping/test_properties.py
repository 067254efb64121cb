"""What holds for every text: verbatim quotes, no crash, linear time."""

import hashlib
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from clustergraph.mapping import map_source
from clustergraph.model import SourceText
from tests.mapping.conftest import mapped, response

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


def check(text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = SourceText("text.txt", text, digest, digest)
    for document in map_source(source):
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


@given(st.lists(WORDS, max_size=120).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_quotes_are_verbatim_in_texts_of_the_genre(text):
    check(text)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_mapper_fail(text):
    check(text)


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
