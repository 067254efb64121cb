"""The words of a document as the rules read them."""

import pytest

from clustergraph.mapping.text.view import View, view
from clustergraph.reading import blocks

TEXT = "Mora kommun antog planen i maj. Orsa kommun väntar med sitt beslut.\n\nRättvik säger nej till den, och Leksand säger ja.\n"

SENTENCES = [
    (["antog"], ["Mora kommun antog planen i maj."]),
    (["väntar", "Orsa", "beslut"], ["Orsa kommun väntar med sitt beslut."]),
    (
        ["ja", "planen"],
        ["Mora kommun antog planen i maj.", "Rättvik säger nej till den, och Leksand säger ja."],
    ),
    ([" Orsa"], []),  # the blank between two sentences is in neither
    ([], []),
]


@pytest.fixture
def seen() -> View:
    found = blocks(TEXT)
    return view(TEXT, found, 0, len(found))


@pytest.mark.parametrize(("words", "sentences"), SENTENCES)
def test_the_sentences_that_hold_some_offsets(seen: View, words: list[str], sentences: list[str]) -> None:
    offsets = map(seen.words.index, words)
    assert [seen.words[start:end] for start, end, _ in seen.sentences_at(offsets)] == sentences
