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


@pytest.mark.parametrize("between", ["\n\n", " "], ids=["pages", "one line"])
def test_a_leaders_letter_and_the_memo_behind_it_in_a_transcript(tmp_path: Path, between: str) -> None:
    letter = (
        "1 Region Halland 1 (2) SKRIVELSE Datum 2019-05-07 Dnr RS190331 Regionstyrelsen Yttrande över betänkandet Tryggare sjukresor (SOU 2019:9)"
        " Ärendebeskrivning Socialdepartementet har inbjudit regionen att yttra sig över betänkandet. Förslag till beslut Regionstyrelsen beslutar"
        " att avge yttrande enligt förvaltningens förslag. Lena Berg regionråd"
    )
    memo = (
        "3 Region Halland TJÄNSTEUTLÅTANDE 1 (3) Regionkontoret Handläggare: Per Holm Datum 2019-04-10 Dnr RS190331 Regionstyrelsen Svar på"
        " betänkandet Tryggare sjukresor (SOU 2019:9) Ärendebeskrivning Regionen har beretts tillfälle att yttra sig. Kontoret anser att"
        " förslaget är väl avvägt men att kostnaderna måste täckas av staten. Förslag till beslut Regionstyrelsen avger yttrandet."
    )
    first, second = mapped(tmp_path, letter + between + memo)
    assert first["date"] == "2019-05-07"
    assert (second["type"], second["date"], second["issuer"]) == ("memo", "2019-04-10", "Region Halland")


def test_an_answer_and_the_letter_that_asked_for_it_on_one_line(tmp_path: Path) -> None:
    text = (
        "Remissvar Bromma den 12 september 2018 Till Justitiedepartementet Remissvar över promemorian Snabbare lagföring (Ds 2018:9) Offerjouren har"
        " beretts tillfälle att yttra sig över promemorian. Offerjouren tillstyrker förslaget men anser att målsäganden måste få besked i tid."
        " För Offerjouren Karin Lind ordförande Regeringskansliet Remiss 2018-05-30 Ju2018/03027/L3 Justitiedepartementet Promemorian Snabbare"
        " lagföring (Ds 2018:9) Remissinstanser 1. Svea hovrätt 2. Malmö tingsrätt Remissvaren ska ha kommit in till departementet senast den 14"
        " september 2018."
    )
    answer, asked = mapped(tmp_path, text)
    assert (answer["type"], answer["issuer"]) == ("consultation-response", "Offerjouren")
    assert (asked["type"], asked["issuer"], asked["date"]) == (
        "consultation-letter",
        "Justitiedepartementet",
        "2018-05-30",
    )


def test_an_unknown_organisation_that_takes_a_stand(tmp_path: Path) -> None:
    text = (
        "Klätterfrämjarnas yttrande över promemorian Fjäll för alla\n\nKlätterfrämjarna är djupt oroade över förslagen."
        " Enligt promemorian ska Svenskt Näringsliv höras. Klätterfrämjarna avstyrker förslaget om avgifter.\n"
    )
    (document,) = mapped(tmp_path, text)
    assert document["issuer"] == "Klätterfrämjarna"


def test_a_motion_and_the_memo_that_answers_it_under_a_rule(tmp_path: Path) -> None:
    text = (
        "Motion om gratis broddar till äldre\n\nMånga äldre halkar varje vinter. Flera kommuner delar redan ut broddar.\n\n"
        "Jag yrkar\natt Arvika kommun delar ut gratis broddar till alla över 70 år.\n\nArvika 2019-01-14\nOlle Ström (V)\n\n"
        "----------------------------------------\n\n"
        "Socialförvaltningen                  | Tjänsteskrivelse\nHandläggare: Karin Sund              | Datum: 2019-04-02\n"
        "Dnr: SN 2019/55                      | Socialnämnden\n\nSvar på motion om gratis broddar till äldre\n\nFörslag till beslut\n"
        "Socialnämnden föreslår kommunfullmäktige att avslå motionen.\n\nÄrendet\nFörvaltningen bedömer"
        " att kostnaden är för hög och att andra insatser mot fallolyckor ger mer för de äldre i kommunen.\n"
    )
    motion, memo = mapped(tmp_path, text)
    assert (motion["type"], memo["type"]) == ("motion", "memo")
    assert (memo["title"], memo["date"]) == ("Svar på motion om gratis broddar till äldre", "2019-04-02")
