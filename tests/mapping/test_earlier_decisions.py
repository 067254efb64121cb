"""Earlier decisions that a memo tells in one sentence (earlier_decisions.tsv).

The columns: the body, its organisation, the day, the paragraph (`-` where the sentence gives none), the outcomes that
are right (`any` where readers may differ), the sentence.
"""

from pathlib import Path

import pytest

from tests.mapping.conftest import mapped

TABLE = Path(__file__).with_name("earlier_decisions.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]
HEAD = "Trosa kommun\nTJÄNSTESKRIVELSE\nDatum 2025-09-02\nDnr KS 2025/418\n\nNytt samarbete\n\nBakgrund\n"


@pytest.mark.parametrize(("body", "organisation", "day", "paragraph", "outcomes", "sentence"), ROWS)
def test_an_earlier_decision(
    body: str, organisation: str, day: str, paragraph: str, outcomes: str, sentence: str
) -> None:
    (document,) = mapped(f"{HEAD}{sentence}\n")
    (found,) = document["decisions"]
    assert (found["body"], found["organisation"]) == (body, organisation)
    assert (found["date"] or "-", found["paragraph"] or "-") == (day, paragraph)
    assert found["status"] == "taken"
    assert outcomes == "any" or found["outcome"] in outcomes.split()
