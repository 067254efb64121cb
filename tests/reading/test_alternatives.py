"""A pattern of many words matches each of them and nothing else, the longest where it can choose."""

import re

import pytest

from clustergraph.reading.alternatives import either

WORDS = ["plan", "planen", "program", "tid och plats", "tid", "org.nr", "§"]


@pytest.mark.parametrize("word", WORDS)
def test_each_word_matches(word):
    assert re.fullmatch(either(WORDS), word)


@pytest.mark.parametrize("other", ["", "pla", "plane", "tid och", "orgxnr", "planprogram"])
def test_no_other_word_does(other):
    assert not re.fullmatch(either(WORDS), other)


@pytest.mark.parametrize(
    ("text", "found"), [("planen antas", "planen"), ("planer", "plan"), ("tid och ort", "tid")]
)
def test_the_longest_is_preferred(text, found):
    assert re.match(either(WORDS), text)[0] == found


def test_what_stands_for_a_blank_can_be_told():
    assert re.fullmatch(either(WORDS, r"\s+"), "tid  och\nplats")
