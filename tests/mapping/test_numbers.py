"""Registry numbers in the forms that heads give them (numbers.yaml), and what is none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("numbers.yaml").read_text("utf-8"), yaml.BaseLoader)


def _numbers(lines: str) -> tuple[list[str], list[str]]:
    (one,) = mapped(
        f"Mora kommun\n\nYttrande\n\n{lines}\n\nRegion Dalarna\n\n# Yttrande över förslag till kulturplan\n\n"
        "Mora kommun har tagit del av förslaget. Kommunen tillstyrker förslaget i huvudsak.\n"
    )
    head = one["document"]
    return head["case_numbers"], [number["number"] for number in head["foreign_case_numbers"]]


@pytest.mark.parametrize(("lines", "own", "foreign"), CASES["numbers"])
def test_a_number_and_whose_it_is(lines: str, own: list[str], foreign: list[str]) -> None:
    assert _numbers(lines) == (own, foreign)


@pytest.mark.parametrize("lines", CASES["neither"])
def test_what_is_no_registry_number(lines: str) -> None:
    assert _numbers(lines) == ([], [])


@pytest.mark.parametrize("case", CASES["documents"], ids=[case["layout"] for case in CASES["documents"]])
def test_whose_a_number_is_by_where_it_stands(case: dict[str, Any]) -> None:
    (one,) = mapped(case["text"])
    assert one["document"]["case_numbers"] == case.get("numbers", [])
    foreign = [number["number"] for number in one["document"]["foreign_case_numbers"]]
    assert foreign == case.get("foreign", [])


def test_the_number_of_a_paper_that_a_field_names_is_not_that_of_the_document():
    document = mapped(
        "Mora kommun\nKommunkontoret\n\nTjänsteskrivelse\nDiarienummer: KS 2025/12\n"
        "Underlag: Kvalitetsrapport, dnr BUN 2024/112\n\nFörslag till beslut\n"
        "Kommunstyrelsen beslutar att godkänna rapporten.\n"
    )[0]["document"]
    assert (document["case_numbers"], document["foreign_case_numbers"]) == (["KS 2025/12"], [])
