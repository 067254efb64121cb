"""Heads without line breaks or labels: who writes to whom, about what."""

from pathlib import Path
from typing import Any

import pytest

from clustergraph.mapping.pipeline import map_file

BODY = (
    " Sammanfattning Länsstyrelsen anser att planen ger god vägledning. Länsstyrelsen tillstyrker förslaget i"
    " dess helhet och lämnar nedan synpunkter på enskilda delar av det."
)


def mapped(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    return [one["document"] for one in map_file(path)]


def test_a_head_that_lost_its_line_breaks(tmp_path: Path) -> None:
    head = (
        "1 (6) YTTRANDE Datum 2024-03-26 Diarienummer 401-790-24 Försvarsdepartementet 103 33 Stockholm"
        " kalmar@lansstyrelsen.se Yttrande över förslag till plan för skydd (SOU 2024:10)"
    )
    (document,) = mapped(tmp_path, head + BODY)
    assert document["title"] == "Yttrande över förslag till plan för skydd (SOU 2024:10)"
    assert document["type"] == "consultation-response"
    assert document["date"] == "2024-03-26"
    assert document["recipient"] == "Försvarsdepartementet"
    assert document["case_numbers"] == ["401-790-24"]


@pytest.mark.parametrize("parting", ["---", "Bilaga 1", "\f"])
def test_a_document_begins_after_a_parting(tmp_path: Path, parting: str) -> None:
    memo = "Tjänsteskrivelse\nDatum: 2024-03-04\nDnr: SN 2024/12\n\nSvar på remiss om vård i hemmet\n\n"
    memo += "Socialstyrelsen har bett Solna stad att yttra sig över förslaget till föreskrifter om vård i hemmet.\n\n"
    answer = "# Yttrande över förslag till föreskrifter\n\nSolna stad tillstyrker förslaget i huvudsak men anser att"
    answer += " tiden för genomförandet är alltför kort.\n"
    assert len(mapped(tmp_path, f"{memo}{parting}\n\n{answer}")) == 2


def test_a_memo_and_the_answer_it_encloses_on_one_line(tmp_path: Path) -> None:
    text = (
        "Orust kommun TJÄNSTESKRIVELSE 1 (2) Datum 2021-03-09 Dnr MN 2021/118 Miljönämnden Svar på remiss om enskilda avlopp Förslag till beslut"
        " Miljönämnden antar förvaltningens förslag till yttrande. Ärendet Havs- och vattenmyndigheten har bett kommunen att yttra sig."
        " Förvaltningen anser att kraven blir tydligare med förslaget. Beslutet skickas till Havs- och vattenmyndigheten Kommunstyrelsen Orust kommun"
        " YTTRANDE 2021-03-18 Dnr MN 2021/118 Havs- och vattenmyndigheten Box 11930 404 39 Göteborg Yttrande över förslag till föreskrifter om"
        " enskilda avlopp Orust kommun tillstyrker förslaget i huvudsak. Kommunen anser att tiden för tillsynen är alltför kort."
    )
    memo, answer = mapped(tmp_path, text)
    assert (memo["type"], memo["recipient"]) == ("memo", "Miljönämnden")
    assert (answer["type"], answer["issuer"]) == ("consultation-response", "Orust kommun")
    assert answer["recipient"] == "Havs- och vattenmyndigheten"
    assert answer["title"] == "Yttrande över förslag till föreskrifter om enskilda avlopp"


def test_the_head_of_a_later_page_on_one_line_begins_no_paper(tmp_path: Path) -> None:
    text = (
        "Orust kommun TJÄNSTESKRIVELSE 1 (2) Datum 2021-03-09 Dnr MN 2021/118 Miljönämnden Plan för tillsyn av enskilda avlopp Förslag till beslut"
        " Miljönämnden antar planen. Ärendet Förvaltningen har tagit fram en plan för tillsynen under tre år och föreslår att den antas av nämnden."
        " Planen omfattar alla områden med känsliga vatten. Orust kommun TJÄNSTESKRIVELSE 2 (2) Datum 2021-03-09 Dnr MN 2021/118 Förvaltningen anser"
        " att två inspektörer behövs för arbetet under de kommande åren. Nämnden får en rapport varje halvår."
    )
    assert len(mapped(tmp_path, text)) == 1


def test_an_unknown_organisation_that_takes_a_stand(tmp_path: Path) -> None:
    text = (
        "Klätterfrämjarnas yttrande över promemorian Fjäll för alla\n\nKlätterfrämjarna är djupt oroade över förslagen."
        " Enligt promemorian ska Svenskt Näringsliv höras. Klätterfrämjarna avstyrker förslaget om avgifter.\n"
    )
    (document,) = mapped(tmp_path, text)
    assert document["issuer"] == "Klätterfrämjarna"
