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


HEADS = {
    "the sign before the title and the number at the right": (
        "§ 81    Taxa för bygglov                                  KS 2025/220\n",
        "§ 82    Lokalförsörjningsplan                             KS 2025/140\n",
    ),
    "a head in columns over each paragraph": tuple(
        f"Sala kommun                     SAMMANTRÄDESPROTOKOLL                    Sida {page}\n"
        f"Kommunfullmäktige               2025-06-16                               § {number}\n\n{title}\nDnr {case}\n"
        for page, number, title, case in (
            (4, 81, "Taxa för bygglov", "KS 2025/220"),
            (5, 82, "Lokalförsörjningsplan", "KS 2025/140"),
        )
    ),
}


@pytest.mark.parametrize("heads", HEADS.values(), ids=list(HEADS))
def test_each_paragraph_has_its_own_number_case_and_movers(heads: tuple[str, str]) -> None:
    minutes = f"""Sala kommun
Kommunfullmäktige

SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum 2025-06-16

{heads[0]}
Beslut
Kommunfullmäktige beslutar att fastställa taxan för bygglov att gälla från den 1 januari 2026.

Yrkanden
Anna Ek (C) och Bo Berg (M) yrkar bifall till kommunstyrelsens förslag.

Beslutet skickas till
Byggnadsnämnden

{heads[1]}
Beslut
Kommunfullmäktige beslutar att anta lokalförsörjningsplanen.

Beslutet skickas till
Kommunstyrelsen
"""
    (document,) = mapped(minutes)
    assert [
        (one["paragraph"], one["case_number"], sorted(one["motion_by"])) for one in document["decisions"]
    ] == [("§ 81", "KS 2025/220", ["Anna Ek", "Bo Berg"]), ("§ 82", "KS 2025/140", [])]
