"""Decisions in unusual layouts: digests, minutes without signs, agendas, supervision, rulings, earlier decisions (digests.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file
from tests.mapping.test_minutes import KEYS, fits

CASES = yaml.load((Path(__file__).with_name("digests.yaml")).read_text("utf-8"), yaml.BaseLoader)


def of(case: dict[str, Any], path: Path) -> dict[str, Any]:
    path = path / case.get("name", "text.txt")
    path.write_text(case["text"], encoding="utf-8")
    (document,) = map_file(path)
    return document


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_each_decision_with_body_date_paragraph_and_outcome(case: dict[str, Any], tmp_path: Path) -> None:
    found = of(case, tmp_path)["decisions"]
    assert len(found) == len(case["decisions"]), [one["quote"] for one in found]
    for decision, (*right, words) in zip(found, case["decisions"], strict=True):
        assert words in " ".join(decision["quote"].split())
        for key, value in zip(KEYS, right, strict=True):
            assert fits(decision[key], value), (key, decision[key], value)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_the_head_and_what_belongs_to_each_decision(case: dict[str, Any], tmp_path: Path) -> None:
    document = of(case, tmp_path)
    about, decisions = document["document"], document["decisions"]
    said = {
        "type": about["type"],
        "title": about["title"],
        "recipient": about["recipient"] or "null",
        "numbers": about["case_numbers"],
        "foreign": [one["number"] for one in about["foreign_case_numbers"]],
        "cases": [one["case_number"] or "null" for one in decisions],
        "movers": [one["motion_by"] for one in decisions],
        "reservers": [one["reservation_by"] for one in decisions],
        "adjusters": [one["name"] for one in document["persons"] if one["role_id"] == "adjuster"],
        "adoptions": str(len(document["adoptions"])),
    }
    assert {key: said[key] for key in said.keys() & case.keys()} == {
        key: case[key] for key in said.keys() & case.keys()
    }
