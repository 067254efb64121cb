"""Stances as the contract defines them: by what the words ask for, whatever the reporting verb."""

import pytest

CASES = [
    ("support", "Kommunen välkomnar förslaget till kulturplan."),
    ("support", "Mora kommun tillstyrker förslaget."),
    ("support", "Kommunen ställer sig bakom planens inriktning."),
    ("support", "Kommunen har inget att erinra mot förslaget."),
    ("support", "Sammantaget är kommunen positiv till planen."),
    ("support", "Vi delar planens bild av kulturens betydelse."),
    ("support-with-reservation", "Kommunen tillstyrker planen under förutsättning att den finansieras."),
    ("support-with-reservation", "Kommunen instämmer i huvudsak i planens beskrivning."),
    ("propose", "Kommunen föreslår att planen kompletteras med ett avsnitt om biblioteken."),
    ("propose", "Kommunen anser att biblioteken bör ges större utrymme."),
    ("propose", "Kommunen ser ett behov av att bredda målgruppen."),
    ("propose", "Kommunen förordar en kortare planperiod."),
    ("request-clarification", "Kommunen föreslår att kommunernas ansvar tydliggörs."),
    ("request-clarification", "Kommunen framhåller att finansieringen bör förtydligas."),
    ("request-clarification", "Kommunen efterlyser en tydligare definition av begreppet kulturskola."),
    ("emphasise", "Kommunen betonar vikten av att bygga vidare på befintliga samarbeten."),
    ("emphasise", "Det är viktigt att kulturskolan når alla barn."),
    ("note", "Kommunen noterar att planen gäller i fyra år."),
    ("note", "Kommunen konstaterar att handlingsplaner ska tas fram."),
    ("criticise", "Kommunen saknar en analys av kostnaderna."),
    ("criticise", "Kommunen är tveksam till den föreslagna modellen."),
    ("criticise", "Kommunen ser en risk att biblioteken glöms bort."),
    ("criticise", "Planen redovisar ingen analys av kostnaderna."),
    ("oppose", "Kommunen avstyrker förslaget."),
    ("oppose", "Kommunen kan inte tillstyrka den föreslagna avgiften."),
    ("oppose", "Kommunen delar inte den uppfattningen."),
    ("oppose", "Kommunen ser inte behov av en ny samverkansgrupp."),
    ("oppose", "Förslaget om en årlig rapportering avstyrks."),
]


@pytest.mark.parametrize(("stance", "sentence"), CASES)
def test_one_sentence_is_one_position_of_the_issuer(positions, stance, sentence):
    assert positions(sentence) == [("Mora kommun", stance, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Utredningen föreslår att avgiften höjs.",
        "I planen föreslås att museerna får mer stöd.",
        "Region Dalarna anser att planen är väl avvägd.",
        "Kommunen tackar för möjligheten att lämna synpunkter.",
        "Kommunen vill lyfta fram följande.",
        "Planen gäller åren 2025 till 2028.",
    ],
)
def test_the_opinion_of_others_and_courtesies_are_no_positions(positions, sentence):
    assert positions(sentence) == []


def test_background_sections_hold_no_impersonal_positions(positions):
    assert positions("## Bakgrund\n\nDet är viktigt att kulturen når alla enligt regeringens mål.") == []


def test_coordinated_clauses_are_split_where_the_stance_differs(positions):
    found = positions("Kommunen välkomnar planen men anser att målen bör förtydligas.")
    assert [stance for _, stance, _ in found] == ["support", "request-clarification"]
    assert [quote for _, _, quote in found] == [
        "Kommunen välkomnar planen",
        "men anser att målen bör förtydligas.",
    ]


def test_each_bullet_under_a_lead_in_is_a_position(positions):
    found = positions(
        "Kommunen föreslår att\n\n- biblioteken nämns i inledningen,\n- ansvaret förtydligas, och\n"
        "- ett forum för unga inrättas."
    )
    assert [stance for _, stance, _ in found] == ["propose", "request-clarification", "propose"]
    assert [quote for _, _, quote in found] == [
        "biblioteken nämns i inledningen",
        "ansvaret förtydligas",
        "ett forum för unga inrättas.",
    ]


def test_the_section_is_the_heading_as_printed(positions):
    from tests.mapping.conftest import mapped, response

    document = mapped(response("## 3.2 Scenkonst\n\nKommunen avstyrker förslaget."))[0]
    assert document["positions"][0]["section_label"] == "3.2 Scenkonst"


def test_words_inside_quotation_marks_do_not_decide(positions):
    found = positions("Kommunen noterar att rapporten ”Planen bör förtydligas” är från 2019.")
    assert [stance for _, stance, _ in found] == ["note"]


def test_a_memo_reports_the_position_of_the_organisation():
    from tests.mapping.conftest import mapped

    document = mapped(
        "Mora kommun\nKommunledningskontoret\n\nTjänsteskrivelse\n\nDatum: 2025-03-05\n\n"
        "# Yttrande över kulturplan\n\n## Förslag till beslut\n\nKommunstyrelsen beslutar\n\n"
        "1. att avge yttrande enligt bilaga 1.\n\n## Ärendet\n\nI yttrandet välkomnar Mora kommun planen.\n"
    )[0]
    assert [(one["actor"], one["stance"], one["status"]) for one in document["positions"]] == [
        ("Mora kommun", "support", "proposed")
    ]
