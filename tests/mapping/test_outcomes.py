"""What a council decides in one sentence, and the outcomes that are right for it (outcomes.tsv)."""

from pathlib import Path

import pytest

from tests.mapping.conftest import mapped

ROWS = [line.split("\t") for line in Path(__file__).with_name("outcomes.tsv").read_text("utf-8").splitlines()]
_HEAD = (
    "Åre kommun\nKommunfullmäktige\nSAMMANTRÄDESPROTOKOLL\nSammanträdesdatum 2025-03-12\n\n§ 40 Dnr KS 2025/44\n"
    "Ärende\n\nKommunfullmäktiges beslut\n"
)


@pytest.mark.parametrize(("outcomes", "sentence"), ROWS)
def test_the_outcome_of_a_decision_in_one_sentence(outcomes, sentence):
    (decision,) = mapped(f"{_HEAD}{sentence}\n")[0]["decisions"]
    assert decision["outcome"] in outcomes.split()
