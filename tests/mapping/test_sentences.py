"""Sentences of the genre, one at a time, and what a careful reader takes them to say (sentences.tsv).

The columns: the stance (several where careful readers differ, `none` where the sentence takes none), the
sender of the response, the sentence.
"""

from pathlib import Path

import pytest

ROWS = [
    line.split("\t") for line in Path(__file__).with_name("sentences.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("stances", "sender", "sentence"), ROWS)
def test_a_sentence_of_the_genre(positions, stances, sender, sentence):
    found = positions(sentence, sender)
    if stances == "none":
        assert found == []
    else:
        assert [actor for actor, _, _ in found] == [sender]
        assert found[0][1] in stances.split()
