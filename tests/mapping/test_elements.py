"""The elements of strategies and plans in their layouts (plans.yaml): number, label, kind, parent."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file, map_source
from clustergraph.model import Position, StrategyElement
from clustergraph.reading import read
from tests.mapping.conftest import mapped

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
    assert _about(path) == ["Öppet", "Låta låntagare öppna själva", "Uppföljning"]


ANSWERED = """REMISSVERSION

Livsmedelsstrategi för Västra Götaland 2026–2032

Västra Götalandsregionen
Dnr RUN 2025-00871

Strategin samlar länets aktörer kring en hållbar livsmedelskedja. Den är framtagen tillsammans med lantbruket och kommunerna.

Primärproduktion
Mål: Fler unga väljer att bli lantbrukare.

Åtgärder
1. Utveckla naturbruksprogrammen
2. Ta fram ett mentorsprogram för nya lantbrukare

Offentliga måltider
Mål: Fler ekologiska livsmedel i köken.

Åtgärder
1. Mäta matsvinnet i alla kök
2. Utbilda måltidspersonal i klimatsmart matlagning

Genomförande
Regionen leder arbetet genom ett livsmedelsråd.
"""
POINTING = [
    ("Offentliga måltider\n\nKommunen är tveksam till området.", ["Offentliga måltider"]),
    (
        "Offentliga måltider\n\nÅtgärd 2 avstyrks av kommunen.",
        ["Utbilda måltidspersonal i klimatsmart matlagning"],
    ),
    (
        "Kommunen avstyrker målet ”Fler ekologiska livsmedel” eftersom det saknas statistik.",
        ["Fler ekologiska livsmedel i köken."],
    ),
    (
        "Kommunen anser att åtgärden att ta fram ett mentorsprogram för nya lantbrukare bör utgå.",
        ["Ta fram ett mentorsprogram för nya lantbrukare"],
    ),
    ("Kommunen avstyrker åtgärd 2.", [None]),  # of which area?
]


@pytest.mark.parametrize(("words", "about"), POINTING, ids=[words[:40] for words, _ in POINTING])
def test_positions_point_out_elements_without_numbers_of_their_own(
    words: str, about: list[str | None], tmp_path: Path
) -> None:
    path = tmp_path / "svar.txt"
    path.write_text(
        "Vara kommun\n\nYTTRANDE\n2026-05-20\nDnr KS 2026/112\n\nVästra Götalandsregionen\n\n"
        f"Yttrande över Livsmedelsstrategi för Västra Götaland\n\nKommunen har beretts tillfälle att yttra sig och lämnar följande synpunkter på förslaget till strategi.\n\n{words}\n\nEva Holm\nKommunalråd\n\n\n{ANSWERED}",
        encoding="utf-8",
    )
    assert _about(path) == about


def _about(path: Path) -> list[str | None]:
    """The names of the elements of the second document that the positions of the first are about."""
    answer, plan = map_source(read(path))
    elements = {
        f"element/{one.slug}": one.label.sv
        for one in plan.statements
        if isinstance(one, StrategyElement) and one.label
    }
    return [elements.get(one.target or "") for one in answer.statements if isinstance(one, Position)]


@pytest.mark.parametrize(
    "over", ["Insatsområden", "Åtgärder", "Prioriteringar", "Inriktning", "Så når vi dit"]
)
def test_bare_bullets_under_the_areas_of_a_chapter_of_what_is_to_be_done_are_measures(over: str) -> None:
    (document,) = mapped(
        "Region Dalarna\n\nStrategi för solel i Dalarna 2026–2030\n\nAntagen 2026-03-02\n\n1 Inledning\nStrategin visar vägen.\n\n"
        f"2 {over}\n\n2.1 Forskning\n•\tEn gemensam forskarskola\n•\tDelad utrustning\n\n2.2 Tillverkning\n•\tLokaler i Borlänge\n"
        "•\tEtt regionalt råd\n\n3 Uppföljning\nStrategin följs upp varje år.\n"
    )
    found = {one["label"]: (one["kind"], one["parent"]) for one in document["elements"]}
    assert found["En gemensam forskarskola"] == found["Delad utrustning"] == ("action", "2.1")
    assert found["Lokaler i Borlänge"] == found["Ett regionalt råd"] == ("action", "2.2")
    assert found["Forskning"][0] != "action"
