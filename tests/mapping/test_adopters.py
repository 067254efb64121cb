"""Who has adopted an agreement, in running text, lists and tables (adopters.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("adopters.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_who_has_adopted(case: dict[str, Any]) -> None:
    (document,) = mapped(case["text"])
    found = {one["actor"]: one["date"] or "null" for one in document["adoptions"]}
    assert found == case["adoptions"]


_MEMO = """Hedby kommun
Tjänsteskrivelse 2026-03-02

Samverkan om elberedskap

Förslag till beslut
Kommunstyrelsen beslutar att lägga informationen till handlingarna.

Bakgrund
Länets aktörer har tagit fram en avsiktsförklaring om elberedskap. {} Arbetet går nu vidare.
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Mora kommun beslutade den 5 mars 2025 att anta avsiktsförklaringen.",
        "Mora kommun beslutade den 5 mars 2025, § 44, att för egen del godkänna avsiktsförklaringen.",
        "Mora kommun har den 5 mars 2025 beslutat att ingå avsiktsförklaringen.",
        "Den 5 mars 2025 beslutade Mora kommun att biträda den föreslagna avsiktsförklaringen.",
        "Mora kommun ställde sig den 5 mars 2025 bakom avsiktsförklaringen.",
        "Mora kommun sade den 5 mars 2025 ja till avsiktsförklaringen.",
        "Mora kommun fattade den 5 mars 2025 beslut om att underteckna avsiktsförklaringen.",
        "Mora kommun biföll den 5 mars 2025 förslaget att ansluta sig till avsiktsförklaringen.",
        "I Mora kommun antog kommunfullmäktige avsiktsförklaringen den 5 mars 2025.",
    ],
)
def test_who_has_decided_to_adopt_has_adopted(sentence: str) -> None:
    (document,) = mapped(_MEMO.format(sentence))
    assert [(one["actor"], one["date"]) for one in document["adoptions"]] == [("Mora kommun", "2025-03-05")]
    assert not [one for one in document["decisions"] if one["organisation"] != "Mora kommun" and one["date"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mora kommun beslutade den 5 mars 2025 att inte anta avsiktsförklaringen.",
        "Mora kommun beslutade den 5 mars 2025 att föreslå regionen att anta avsiktsförklaringen.",
        "Mora kommun beslutade den 5 mars 2025 att godkänna rapporten om avsiktsförklaringen.",
        "Mora kommun beslutade den 5 mars 2025 att anta elplanen, som följer avsiktsförklaringen.",
        "Mora kommun tog den 5 mars 2025 initiativ till att ingå avsiktsförklaringen.",
        "På förslag av Mora kommun beslutade direktionen den 5 mars 2025 att anta avsiktsförklaringen.",
    ],
)
def test_who_decides_otherwise_has_not_adopted(sentence: str) -> None:
    (document,) = mapped(_MEMO.format(sentence))
    assert "Mora kommun" not in [one["actor"] for one in document["adoptions"]]
