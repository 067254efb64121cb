"""Decisions: proposals apart from decisions taken, motions and reservations, adoptions."""

import pytest

from tests.mapping.conftest import mapped

MINUTES = """Mora kommun
Kommunstyrelsen

Protokollsutdrag
Sammanträdesdatum: 2024-11-05

# § 218 Avsiktsförklaring om gemensam elberedskap

Diarienummer: KS 2024/612

## Kommunstyrelsens beslut

1. Avsiktsförklaring om gemensam elberedskap antas.
2. Kommundirektören får i uppdrag att följa upp arbetet.

## Bakgrund

Arbetsutskottet beslutade den 8 oktober 2024, § 140, att remittera ärendet.

## Yrkanden

Karin Ek (S) yrkar bifall till förvaltningens förslag.

## Reservation

Olle Berg (M) reserverar sig mot beslutet.
"""


def test_each_clause_of_the_decision_with_body_date_paragraph_and_outcome():
    decisions = mapped(MINUTES)[0]["decisions"]
    taken = [one for one in decisions if one["rule"] == "clause-of-decision"]
    assert [one["outcome"] for one in taken] == ["adopt", "assign"]
    for one in taken:
        assert (one["body"], one["organisation"]) == ("Kommunstyrelsen", "Mora kommun")
        assert (one["date"], one["paragraph"], one["status"]) == ("2024-11-05", "§ 218", "taken")
        assert one["motion_by"] == ["Karin Ek"]
        assert one["reservation_by"] == ["Olle Berg"]


def test_an_earlier_decision_that_the_text_mentions():
    decisions = mapped(MINUTES)[0]["decisions"]
    earlier = [one for one in decisions if one["rule"] == "decision-mentioned"]
    assert [(one["date"], one["paragraph"], one["outcome"]) for one in earlier] == [
        ("2024-10-08", "§ 140", "consult")
    ]


def test_a_decision_to_adopt_an_agreement_is_an_adoption_of_the_organisation():
    adoptions = mapped(MINUTES)[0]["adoptions"]
    assert [(one["actor"], one["date"]) for one in adoptions] == [("Mora kommun", "2024-11-05")]


def test_a_proposal_is_no_decision_and_no_adoption():
    document = mapped(
        "Mora kommun\nKommunledningskontoret\n\nTjänsteskrivelse\n\nDatum: 2025-03-05\n\n"
        "# Avsiktsförklaring om elberedskap\n\n## Förslag till beslut\n\nKommunstyrelsen beslutar\n\n"
        "1. att anta avsiktsförklaring om elberedskap.\n\n## Ärendet\n\nÄrendet avser elberedskap i länet.\n"
    )[0]
    assert [(one["status"], one["outcome"], one["date"]) for one in document["decisions"]] == [
        ("proposed", "adopt", None)
    ]
    assert document["adoptions"] == []


PROPOSED_HIGHER = (
    "Kommunstyrelsen föreslår kommunfullmäktige besluta",
    "Kommunstyrelsen föreslår att kommunfullmäktige beslutar",
    "Kommunstyrelsen beslutar föreslå kommunfullmäktige",
    "Kommunstyrelsen beslutar att föreslå fullmäktige",
    "Kommunstyrelsen hemställer hos kommunfullmäktige",
    "Kommunstyrelsens förslag till kommunfullmäktige",
    "Kommunfullmäktige föreslås besluta",
)


@pytest.mark.parametrize("lead", PROPOSED_HIGHER)
def test_what_a_board_leaves_to_the_council_is_proposed_in_its_own_paragraph(lead: str):
    found = mapped(
        f"""Säters kommun   SAMMANTRÄDESPROTOKOLL
Kommunstyrelsen   2025-10-14

§ 63   Dnr KS/2025:418

Avsiktsförklaring om gemensam elberedskap

Beslut
{lead}
att anta Avsiktsförklaring om gemensam elberedskap.

Kommunstyrelsen beslutar för egen del
att ge kommundirektören i uppdrag att följa arbetet.
"""
    )[0]
    proposed, own = found["decisions"]
    assert (proposed["status"], proposed["outcome"], proposed["paragraph"]) == ("proposed", "adopt", "§ 63")
    assert (own["status"], own["outcome"], own["body"]) == ("taken", "assign", "Kommunstyrelsen")
    assert found["adoptions"] == []


def test_adopters_in_a_list_each_count_and_places_are_municipalities():
    document = mapped(
        "Mora kommun\n\nTjänsteskrivelse\n\n# Avsiktsförklaring om elberedskap\n\n## Förslag till beslut\n\n"
        "Kommunstyrelsen beslutar\n\n1. att anta avsiktsförklaringen.\n\n## Ärendet\n\n"
        "Avsiktsförklaringen har antagits av flera parter inklusive Region Dalarna samt kommunerna Orsa, "
        "Borlänge och Leksand. Rättviks kommun har inte antagit den.\n"
    )[0]
    assert sorted(one["actor"] for one in document["adoptions"]) == [
        "Borlänge kommun",
        "Leksands kommun",
        "Orsa kommun",
        "Region Dalarna",
    ]


def test_a_body_of_another_organisation_adopts_for_that_and_each_party_has_its_own_date():
    document = mapped(
        "Mora kommun\n\nTjänsteskrivelse\n\n# Avsiktsförklaring om elberedskap\n\n## Förslag till beslut\n\n"
        "Kommunstyrelsen beslutar att ansluta sig till avsiktsförklaringen.\n\n## Ärendet\n\n"
        "Regionstyrelsen i Region Dalarna beslutade den 3 mars 2025, § 12, att ansluta sig. Orsa kommun antog "
        "avsiktsförklaringen den 5 mars 2025 och Leksands kommun den 9 mars 2025.\n"
    )[0]
    assert sorted((one["actor"], one["date"]) for one in document["adoptions"]) == [
        ("Leksands kommun", "2025-03-09"),
        ("Orsa kommun", "2025-03-05"),
        ("Region Dalarna", "2025-03-03"),
    ]


def test_a_letter_of_intent_is_titled_by_its_name():
    text = (
        "AVSIKTSFÖRKLARING\n\nSiljans vattenlabb\n\nParter:      Region Dalarna\n\n1. BAKGRUND\n"
        "Sjöarna i länet är viktiga för besöksnäringen och för dricksvattnet.\n\n2. SYFTE\n"
        "Parterna avser att bygga upp en gemensam miljö för prov av vatten.\n"
    )
    document = mapped(text)[0]["document"]
    assert (document["type"], document["title"]) == (
        "letter-of-intent",
        "Avsiktsförklaring Siljans vattenlabb",
    )
