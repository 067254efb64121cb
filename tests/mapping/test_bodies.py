"""Which organisation a board, a council or an office belongs to, as the graph says it."""

import pytest

from clustergraph.mapping import map_source
from clustergraph.model import Actor, Decision, Membership
from clustergraph.rdf.reference import instance_class
from tests.mapping.conftest import mapped, source_text

MEMO = "Mora kommun\nKommunkontoret\n\nTjänsteskrivelse\n2025-03-04\n\nBakgrund\n\n{}\n"


def bodies(text: str) -> dict[str, list[str | None]]:
    """What each body by its name is a part of."""
    found: dict[str, list[str | None]] = {}
    for one in map_source(source_text(text))[0].statements:
        if isinstance(one, Actor) and one.type == "body":
            found.setdefault(one.label.sv or "", []).append(one.unit_of)
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Socialnämnden har yttrat sig.", {"Socialnämnden": ["mora-kommun"]}),
        ("Socialnämnden i Orsa kommun har yttrat sig.", {"Socialnämnden": ["orsa-kommun"]}),
        ("Kommunfullmäktige i Orsa har yttrat sig.", {"Kommunfullmäktige": ["orsa-kommun"]}),
        (
            "Orsa kommuns socialnämnd och Mora kommuns socialnämnd har mötts.",
            {"Socialnämnden": ["orsa-kommun", "mora-kommun"]},
        ),
        (
            "Socialnämnden i Orsa kommun och socialnämnden har yttrat sig.",
            {"Socialnämnden": ["orsa-kommun", "mora-kommun"]},
        ),
        ("Regionstyrelsen i Region Dalarna har yttrat sig.", {"Regionstyrelsen": ["region-dalarna"]}),
        # Whose it is nobody says, and it is no municipality's.
        ("Regionstyrelsen har yttrat sig.", {"Regionstyrelsen": [None]}),
        ("Sändlista: Region Dalarna, kommunstyrelsen", {"Kommunstyrelsen": ["mora-kommun"]}),
        ("Sändlista: Naturvårdsverket, socialnämnden", {"Socialnämnden": ["mora-kommun"]}),
        ("Avtal har slutits med Orsa kommun. Socialnämnden ansvarar.", {"Socialnämnden": ["mora-kommun"]}),
    ],
)
def test_a_body_is_part_of_the_organisation_that_the_words_give(
    sentence: str, expected: dict[str, list[str | None]]
) -> None:
    assert bodies(MEMO.format(sentence)) == expected


def test_a_board_that_an_ombudsman_inspects_is_of_the_municipality_wherever_the_text_says_so() -> None:
    text = (
        "Riksdagens ombudsmän\nProtokoll\n2024-05-06\n\nInspektion av Socialnämnden i Orsa kommun\n\n"
        "Närvarande från socialnämnden var tre handläggare.\n"
    )
    assert bodies(text) == {"Socialnämnden": ["orsa-kommun"]}


def test_a_faculty_is_of_the_university_that_is_named_after_it() -> None:
    found = {
        one.label.sv: one.unit_of
        for one in map_source(source_text(MEMO.format("Juridiska fakulteten vid Umeå universitet svarar.")))[
            0
        ].statements
        if isinstance(one, Actor)
    }
    assert found["Juridiska fakulteten"] == "umea-universitet"


def test_a_body_of_nobody_knows_whom_is_no_unit_and_not_that_of_another_document() -> None:
    document = map_source(source_text("Yttrande\n\nKommunstyrelsens ordförande svarar.\n"))[0]
    body = next(one for one in document.statements if isinstance(one, Actor))
    assert body.slug == f"{document.slug}-kommunstyrelsen"
    assert instance_class(body).value == "http://www.w3.org/ns/org#Organization"


def test_a_decision_is_of_the_organisation_of_its_body() -> None:
    text = MEMO.format("Regionstyrelsen i Region Dalarna beslutade den 3 mars 2025, § 12, att anta planen.")
    decision = next(one for one in map_source(source_text(text))[0].statements if isinstance(one, Decision))
    assert (decision.body, decision.organisation) == ("region-dalarna-regionstyrelsen", "region-dalarna")


def test_whom_a_decision_is_about_is_of_no_organisation() -> None:
    text = (
        "Länsstyrelsen i Dalarnas län\nBeslut\n2025-03-04\n\nBeslut\n"
        "Länsstyrelsen förelägger Per Falk att upphöra med djurhållningen.\n"
    )
    statements = map_source(source_text(text))[0].statements
    assert [one for one in statements if isinstance(one, Membership)] == []


MINUTES = (
    "{}\n{}\nProtokoll                              2025-03-05\n\n§ 14 Dnr 2025/112\nSvar på remiss\n\nBeslut\n"
    "{} beslutar att anta yttrandet.\n\nÄrendet\nKommunstyrelsen i Mora kommun antog sitt yttrande den 3 mars 2025, § 44. "
    "Socialnämnden har fått samma remiss.\n\n§ 15 Dnr 2025/113\nRapport\n\nBeslut\nRapporten läggs till handlingarna.\n"
)


@pytest.mark.parametrize(
    ("organisation", "line", "called", "name"),
    [
        ("Region Dalarna", "Nämnd för folkhälsa–tandvård", "Nämnden", ""),
        ("Region Norrbotten", "Patientnämnden–Etiska nämnden", "Nämnden", ""),
        ("Region Halland", "Driftnämnden Hallands sjukhus", "Driftnämnden", ""),
        ("Kalmar kommun", "Myndighetsnämnden bygg & miljö", "Nämnden", ""),
        ("Göteborgs Stad", "Äldre samt vård- och omsorgsnämnden", "Nämnden", ""),
        ("Heby kommun", "Kommunstyrelsens utskott för lärande", "Utskottet", ""),
        ("Umeå kommun", "Umeåregionens brand- och räddningsnämnd", "Nämnden", ""),
        ("Örebro universitet", "Kollegiet för utbildning", "Kollegiet", ""),
        ("Mittuniversitetet", "Ledningsrådet", "Ledningsrådet", ""),
        ("Nacka kommun", "Välfärd samhällsservice", "Nämnden", "Nämnden"),
        ("Tillväxtverket", "Styrelsen för Tillväxtverket", "Styrelsen", "Styrelsen"),
        ("Kommunalförbundet Norrvatten", "Förbundsdirektion", "Direktionen", "Direktionen"),
    ],
)
def test_minutes_are_of_the_body_on_a_line_of_their_head_and_of_no_other_that_they_name(
    organisation: str, line: str, called: str, name: str
) -> None:
    (document,) = mapped(MINUTES.format(organisation, line, called))
    own = [one for one in document["decisions"] if one["paragraph"] != "§ 44"]
    assert [(one["body"], one["organisation"]) for one in own] == [(name or line, organisation)] * 2
