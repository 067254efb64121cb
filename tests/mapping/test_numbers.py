"""Registry numbers in the forms that heads give them (numbers.yaml), and what is none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_source
from clustergraph.model import Case
from tests.mapping.conftest import mapped, source_text

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


def test_a_party_keeps_no_register():
    (motion,) = map_source(
        source_text(
            "Centerpartiet i Mora                 Diarienr BMN 2023:88\n\nMotion till kommunfullmäktige\n\n"
            "Fler laddstolpar\n\nVi yrkar att kommunen sätter upp laddstolpar vid simhallen.\n\nMora den 3 april 2023\n\nMalin Berg (C)\n"
        )
    )
    assert [one.authority for one in motion.statements if isinstance(one, Case)] == [None]


def test_the_papers_of_a_file_name_one_keeper_of_a_number():
    papers = map_source(
        source_text(
            "Region Dalarna\nRegionkontoret\n\nTjänsteskrivelse\nDatum: 2025-03-10\nDnr: RD 2025/61\n\nTaxa för färdtjänst\n\n"
            "Förslag till beslut\nRegionstyrelsen beslutar att anta taxan.\n\nAnna Ek\nregiondirektör\n\n"
            "Regionstyrelsen\n\nProtokollsutdrag\n2025-04-02\nDnr: RD 2025/61\n\n§ 41 Taxa för färdtjänst\n\n"
            "Beslut\nRegionstyrelsen beslutar att anta taxan för färdtjänst från och med den 1 maj 2025.\n"
        )
    )
    kept = {one.authority for paper in papers for one in paper.statements if isinstance(one, Case)}
    assert len(papers) == 2
    assert len(kept) == 1
