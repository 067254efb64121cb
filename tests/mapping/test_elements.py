"""The elements of strategies and plans in their layouts (plans.yaml): number, label, kind, parent."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file, map_source
from clustergraph.model import Position, StrategyElement
from clustergraph.reading import read

CASES = yaml.load((Path(__file__).with_name("plans.yaml")).read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_elements(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("name", "text.txt")
    path.write_text(case["text"], encoding="utf-8")
    (mapped,) = map_file(path)
    found = mapped["elements"]
    assert [one["label"].rstrip(".") for one in found] == [label for _, label, _, _ in case["elements"]]
    labels = {one["id"]: one["label"] for one in found}
    assert len(labels) == len(found), "each element has an id of its own"
    for one, (number, _, kinds, parent) in zip(found, case["elements"], strict=True):
        assert number == "null" or one["number"] == number
        assert one["kind"] in (kinds if isinstance(kinds, list) else [kinds])
        assert parent in (one["parent"] or "null", labels.get(one["parent_id"]))


def test_numbers_that_begin_anew_are_told_apart_and_headings_keep_theirs(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(
        "Trafikstrategi för Karlskoga kommun 2025–2035\n\nAntagen av kommunfullmäktige 2025-03-18, § 31\n\n1. Staden\n\n"
        "Mål 1. Fler går till fots.\n\nVi ska\n\n- bredda gångbanorna,\n- sätta bänkar vid torgen.\n\n2. Landsbygden\n\n"
        "Mål 1. Bussen går varje timme.\n\nVi ska\n\n- bygga hållplatser vid skolorna.\n\n3. Uppföljning\n\nStrategin följs upp vart fjärde år.\n",
        encoding="utf-8",
    )
    (mapped,) = map_file(path)
    ids = {one["label"].rstrip("."): one["id"] for one in mapped["elements"]}
    assert len(set(ids.values())) == len(mapped["elements"]) == 8
    numbers = {one["label"].rstrip("."): one["number"] for one in mapped["elements"] if one["number_printed"]}
    assert numbers == {
        "Staden": "1",
        "Fler går till fots": "1",
        "Landsbygden": "2",
        "Bussen går varje timme": "1",
        "Uppföljning": "3",
    }
    parents = {one["label"].rstrip(".,"): one["parent_id"] for one in mapped["elements"]}
    assert parents["bredda gångbanorna"] == ids["Fler går till fots"]
    assert parents["bygga hållplatser vid skolorna"] == ids["Bussen går varje timme"]


def test_a_position_is_about_an_element_of_the_plan_in_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "svar.txt"
    path.write_text(
        "**Mora kommun**\n\nDatum: 2026-04-21\nDiarienummer: KS 2026/31\n\nTill Region Dalarna\n\n# Remissvar – Strategi för biblioteken i Dalarna\n\n"
        "**Mål 1 – Öppet**\n\nKommunen tillstyrker målet. Kommunen avstyrker insats 1.2 i dess nuvarande form.\n\n"
        "**Uppföljning**\n\nKommunen vill se ett möte om året.\n\nEva Holm\nKommunalråd\n\n\n"
        "REMISSVERSION\n\n**Strategi för biblioteken i Dalarna**\n\nRegion Dalarna\nDiarienummer RD 2025-412\n\n## 1 Inledning\n\nStrategin ger riktning åt folkbibliotekens arbete i regionens alla kommuner under de kommande sju åren.\n\n"
        "## 2 Mål\n\n### Mål 1 – Öppet\n\n- 1.1 Öppna på söndagar\n- 1.2 Låta låntagare öppna själva\n\n## 3 Uppföljning\n\nStrategin följs upp varje år.\n",
        encoding="utf-8",
    )
    answer, plan = map_source(read(path))
    elements = {
        f"element/{one.slug}": one.label.sv
        for one in plan.statements
        if isinstance(one, StrategyElement) and one.label
    }
    about = [elements.get(one.target or "") for one in answer.statements if isinstance(one, Position)]
    assert about == ["Öppet", "Låta låntagare öppna själva", "Uppföljning"]
