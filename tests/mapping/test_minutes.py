"""Decisions in the layouts of minutes, memos, decisions and responses (decisions.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file
from tests.mapping.conftest import mapped

CASES = yaml.load((Path(__file__).with_name("decisions.yaml")).read_text("utf-8"), yaml.BaseLoader)
KEYS = ("status", "body", "date", "paragraph", "outcome")


def fits(found: str | None, right: str | list[str]) -> bool:
    if right == "any":
        return True
    answers = right if isinstance(right, list) else [right]
    return (found or "null").replace("§ ", "§") in [answer.replace("§ ", "§") for answer in answers]


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_decisions(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("name", "text.txt")
    path.write_text(case["text"], encoding="utf-8")
    (mapped,) = map_file(path)
    found = mapped["decisions"]
    assert len(found) == len(case["decisions"]), [one["quote"] for one in found]
    for decision, (*right, words) in zip(found, case["decisions"], strict=True):
        assert words == "any" or words in " ".join(decision["quote"].split())
        for key, value in zip(KEYS, right, strict=True):
            assert fits(decision[key], value), (key, decision[key], value)


def test_what_members_note_or_reserve_themselves_with_is_not_said_by_the_issuer():
    document = mapped(
        "Kumla kommun\nKommunfullmäktige\nSAMMANTRÄDESPROTOKOLL\n2025-04-28\n\n§ 32 Dnr KS 2025/19\nÅrsredovisning 2024\n\n"
        "Kommunfullmäktiges beslut\nÅrsredovisningen godkänns.\n\nReservation\nTure Brink (M) reserverar sig mot beslutet.\n"
        "Vi anser att tiden var för kort.\n\nProtokollsanteckning\nAsta Lilja (C): Vi beklagar att underlaget kom sent.\n"
    )[0]
    assert document["positions"] == []
    assert [one["reservation_by"] for one in document["decisions"]] == [["Ture Brink"]]
