"""Stances as the contract defines them: by what the words ask for, whatever the reporting verb."""

from pathlib import Path

import pytest
import yaml

from tests.mapping.conftest import mapped, response

CASES = [
    ("support", "Kommunen välkomnar förslaget till kulturplan."),
    ("support", "Mora kommun tillstyrker förslaget."),
    ("support", "Kommunen ställer sig bakom planens inriktning."),
    ("support", "Kommunen har inget att erinra mot förslaget."),
    ("support", "Sammantaget är kommunen positiv till planen."),
    ("support", "Vi delar planens bild av kulturens betydelse."),
    ("support", "Kommunen finner att utredningen uppfyller kraven i kulturlagen."),
    ("support", "Kapitlet om scenkonst redovisas på ett godtagbart sätt."),
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
    ("emphasise", "Kommunen vill, liksom planens författare, trycka på vikten av goda lokaler."),
    ("note", "Kommunen noterar att planen gäller i fyra år."),
    ("note", "Kommunen konstaterar att handlingsplaner ska tas fram."),
    ("criticise", "Kommunen anser att hyrorna för lokalerna underskattats."),
    ("criticise", "Kommunen bedömer att målen svårligen kan nås på tre år."),
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
        "Mora kommun är ingen remissinstans men önskar ändå avge ett yttrande.",
        "Huvudregeln är att ansökan ska göras skriftligt.",
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


def test_what_is_held_is_two_positions_where_its_stances_differ(positions):
    found = positions("Kommunen konstaterar att analysen är tunn och att den behöver kompletteras.")
    assert [stance for _, stance, _ in found] == ["criticise", "propose"]


def test_a_sentence_that_explains_its_bullet_is_no_position(positions):
    found = positions(
        "Kommunen vill lyfta två områden:\n\n- Vikten av god utbildning. En skola för alla.\n- Vägarnas roll."
    )
    assert [quote for _, _, quote in found] == ["Vikten av god utbildning.", "Vägarnas roll."]


def test_the_chair_writes_for_the_body_that_is_to_meet():
    text = (
        "Kallelse till kulturnämnden\n\nMora kommun\n2024-05-02\n\nÄrenden\n\n1. Val av justerare\n\n"
        "## Ordförandeutlåtande\n\nJag vill betona att biblioteken når alla barn i kommunen."
    )
    (found,) = mapped(text)[0]["positions"]
    assert (found["actor"], found["stance"]) == ("Kulturnämnden", "emphasise")


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


@pytest.mark.parametrize(
    "lead", ["Kommunen vill", "I övrigt önskar kommunen", "Kommunen vill dock särskilt:"]
)
def test_what_a_holder_wants_stands_in_the_bullets(positions, lead):
    found = positions(
        f"{lead}\n\n- flytta hållplatsen till torget,\n- att avgiften stryks,\n- betona vikten av skollov."
    )
    assert [stance for _, stance, _ in found] == ["propose", "propose", "emphasise"]


def test_the_section_is_the_heading_as_printed(positions):
    document = mapped(response("## 3.2 Scenkonst\n\nKommunen avstyrker förslaget."))[0]
    assert document["positions"][0]["section_label"] == "3.2 Scenkonst"


@pytest.mark.parametrize(
    "heading", ["# Yttrande över förslag till kulturplan (KN 2024:5)", "# Anna Ek", "# Remiss Ku2024/01317"]
)
def test_titles_bylines_and_numbers_are_no_sections(heading):
    document = mapped(response(f"{heading}\n\nKommunen avstyrker förslaget."))[0]
    assert document["positions"][0]["section_label"] is None


TARGETS = [
    ("7.4", "7.4"),
    ("2 kap. 3 § Avgifter", "2 kap. 3 § Avgifter"),
    ("13 §", "13 §"),
    ("Mål 3 – Bostäder för alla", "Mål 3 – Bostäder för alla"),
    ("Insatsområde 2. Cykling", "Insatsområde 2. Cykling"),
    ("Konsekvensutredningen", "Konsekvensutredningen"),
    ("4 §", "4 §"),
    ("3 kap. Information", "3 kap. Information"),
    ("Bilaga 2", "Bilaga 2"),
    ("Kapitlet om bibliotek", "Kapitlet om bibliotek"),
    ("Förslag till lag om kulturplaner", "Förslag till lag om kulturplaner"),
    ("Förslag B – Hamnavgifter", "Förslag B – Hamnavgifter"),
    ("Förslag 1: Samlad ingång", "Förslag 1: Samlad ingång"),
    ("Område 2 Säkerhet", "Område 2 Säkerhet"),
    ("Åtgärdspaket C", "Åtgärdspaket C"),
    ("Avsnitt 5.3 En ny taxa", "Avsnitt 5.3 En ny taxa"),
    ("3 kap. 7 § första stycket", "3 kap. 7 § första stycket"),
    ("Rapportering av svinn (6–8 §§)", "6–8 §§"),
    ("Ikraftträdande", "Ikraftträdande"),
    ("8.4 och 8.5", "8.4 och 8.5"),
    ("Kommentar till 8.3.1", "8.3.1"),
    ("Till kapitel 3, Skolvägar", "kapitel 3, Skolvägar"),
    ("Synpunkter på avsnitt 6.2 Bryggor", "avsnitt 6.2 Bryggor"),
    ("Till frågan om bryggor", None),
    ("Rubrik 6.4 Broar", "Rubrik 6.4 Broar"),
    ("Stycke 2.1.3", "Stycke 2.1.3"),
    ("Version 1.2", None),
    ("Kap 7–8 Tillsyn och sanktioner", "Kap 7–8 Tillsyn och sanktioner"),
    ("Delmål 3b", "Delmål 3b"),
    ("Fokusområde Kompetens", "Fokusområde Kompetens"),
    ("Vägar och broar (s. 38 f.)", "Vägar och broar (s. 38 f.)"),
    ("Tabell 6", "Tabell 6"),
    ("Sida 23, andra stycket", "Sida 23, andra stycket"),
    ("UTVECKLAT SPÅR 3: SJÖFART", "UTVECKLAT SPÅR 3: SJÖFART"),
    ("Väg 13, sträckan genom byn", None),
    ("Förslag till föreskrifter om båtar (diarienummer 2.1-44)", None),
    ("Fråga 2: Är målen rimliga?", None),
    ("Kommunens synpunkter", None),
    ("Ekonomiska konsekvenser", None),
]


@pytest.mark.parametrize(("heading", "target"), TARGETS, ids=[heading for heading, _ in TARGETS])
def test_a_heading_that_names_a_part_of_the_paper_is_the_target(heading, target):
    document = mapped(response(f"## {heading}\n\nKommunen välkomnar att taket höjs."))[0]
    assert [one["target"] for one in document["positions"]] == [target]


WORDED = [
    ("Kommunen anser att taket i 8 § andra stycket är för lågt.", ["8 §"]),
    ("Det som sägs i avsnitt 7.4 avstyrks. Formuleringen är otydlig. Kartan är bra.", ["7.4", "7.4", "7.4"]),
    ("Kommunen avstyrker förslag B.", ["förslag B"]),
    ("Kommunen stödjer alternativ Norr.", ["alternativ Norr"]),
    (
        "Utredningens kapitel 9 läser vi med blandade känslor. Taket bör höjas. Kartan är bra.",
        ["9", "9", "9"],
    ),
    ("Kommunen anser att kartan på sidan 73 är felaktig. Taket bör höjas.", ["sidan 73", None]),
    ("Beräkningen i tabell 11.3 är bristfällig.", ["tabell 11.3"]),
    ("Kommunen delar bedömningen i budgeten, se tabell 2.", [None]),
    ("I punkt 5 bör antalet nät anges.", ["punkt 5"]),
    ("I avsnitt 6.1 avstyrks kravet. Det bör i stället prövas per län.", ["6.1", "6.1"]),
    ("Kommunen delar den bild som ges i punkt 2 ovan.", [None]),
    ("Kommunen anser att kravet i 41 § delgivningslagen (2010:1932) är föråldrat.", [None]),
    ("Kommunen noterar att planen kan prövas enligt 11 kap. 10 § PBL.", [None]),
    ("Kommunen instämmer i att buller ska nämnas i PBL 3 kap. 5 p 7.", [None]),
    ("Kommunen avstyrker att det prövas enligt 8 kap. 4 § plan- och bygglagen.", [None]),
    ("Kommunen tillstyrker förslagen med undantag för avsnitt 3.4.", [None]),
    ("Vad gäller kapitel 4 anser kommunen att kraven är för hårda. Små hamnar bör undantas.", ["4", "4"]),
    ("I kapitel 7 föreslås att domstolar prövar tvister. Kommunen delar inte den bedömningen.", ["7"]),
    ("Lotsar (avsnitt 7) välkomnas. Kommunen avstyrker avgiften. Taket bör höjas.", ["7", "7", "7"]),
    (
        "Avsnitt 3 Hamnar. Kommunen avstyrker taxan. I avsnitt 4 saknas en karta. Taket bör höjas.",
        ["3", "4", None],
    ),
    ("Kommunen välkomnar kapitel 3. Kommunen anser att arbetet bör börja snart.", ["3", None]),
    ("Aktivitet 4 bör starta redan 2027.", ["Aktivitet 4"]),
    ("Kommunen stödjer Prioritering 2.1 om slakt.", ["Prioritering 2.1"]),
    ("Delmål 3 är bra men behöver ett årtal.", ["Delmål 3", "Delmål 3"]),
    ("Kommunen avstår från att kommentera kapitel 9–11.", ["9–11"]),
    ("Kommunen delar bilden att miljömål 2030 är avlägset.", [None]),
    ("Områdena 2 och 4 bör slås samman.", ["Områdena 2 och 4"]),
    ("Mål 2 och 3 är svåra att mäta.", ["Mål 2 och 3"]),
    ("Kommunen välkomnar att insatsen Bokbuss i glesbygd finns kvar.", ["Bokbuss i glesbygd"]),
    ('Målet "Rena sjöar" är för lågt satt.', ["Rena sjöar"]),
    ("Kommunen välkomnar att området Norra hamnen byggs ut.", [None]),
    ("Kommunen kan acceptera alternativen C och D.", ["alternativen C och D"]),
    ("Kommunen avstyrker den andra att-satsen.", ["andra att-satsen"]),
    ("Tredje stycket är otydligt.", ["Tredje stycket"]),
    ("Kommunen avstyrker 7 § andra punkten.", ["7 §"]),
    ("Prioritering III.1 kan strykas.", ["Prioritering III.1"]),
    ("Kommunen anser att åtgärd T2 bör tidigareläggas.", ["åtgärd T2"]),
    (
        "Att skolskjutsen blir gratis (3.2) är bra. Den bör gälla alla. Kartan är otydlig.",
        ["3.2", "3.2", None],
    ),
    ("Kommunen vill att farten på väg (E4) sänks.", [None]),
    ("Kommunen anser att en ökning från 2.1 till 2.4 miljoner är rimlig.", [None]),
]
# Under the heading of a part: its parts by their numbers alone, and what goes on about them.
BELOW = [
    ("Område B: Vägar", "Rustningen av broar (B2) är bra. Den bör börja snart.", ["B2", "B2"]),
    ("Område B: Vägar", "B4 bör utgå.", ["B4"]),
    ("Område B: Vägar", "Kommunen avstyrker förslaget (C2) om tull.", ["Område B: Vägar"]),
    ("Kapitel 5 Vägar", "Definitionen i 5.2 är för vid. Kartan är otydlig.", ["5.2", "Kapitel 5 Vägar"]),
    ("Kapitel 5 Vägar", "I övrigt lämnas kapitlet utan erinran.", ["Kapitel 5 Vägar"]),
    ("Kapitel 5 Vägar", "I övrigt lämnas förslaget utan erinran.", [None]),
]

NUMBERED = [
    (("Kapitel 1 Tillsyn", "1.1 Ansvar", "1.2 Avgifter"), ["1.1 Ansvar", "1.2 Avgifter"]),
    (("Kap. 4 Tillsyn", "4.1 Ansvar", "4.2 Avgifter"), ["4.1 Ansvar", "4.2 Avgifter"]),
    (("1 Inledning", "2 Synpunkter", "5.1 Ansvar"), [None, None, "5.1 Ansvar"]),
    (("1 Inledning", "1.1 Ansvar", "2 Avgifter"), [None, None, None]),
    (("4.2 Ansvar", "6 Avgifter"), ["4.2 Ansvar", "6 Avgifter"]),
]


@pytest.mark.parametrize(("words", "targets"), WORDED, ids=[words[:40] for words, _ in WORDED])
def test_words_that_name_a_part_of_the_draft_are_the_target(words, targets):
    document = mapped(response(words))[0]
    assert [one["target"] for one in document["positions"]] == targets


@pytest.mark.parametrize(("heading", "words", "targets"), BELOW, ids=[words[:30] for _, words, _ in BELOW])
def test_words_name_the_parts_below_that_of_their_heading(heading, words, targets):
    document = mapped(response(f"## {heading}\n\n{words}"))[0]
    assert [one["target"] for one in document["positions"]] == targets


@pytest.mark.parametrize(("headings", "targets"), NUMBERED, ids=[headings[0] for headings, _ in NUMBERED])
def test_numbered_headings_that_do_not_count_from_one_are_those_of_the_answered_paper(headings, targets):
    text = "\n\n".join(f"## {heading}\n\nKommunen välkomnar att taket höjs." for heading in headings)
    found = [one["target"] for one in mapped(response(text))[0]["positions"]]
    assert found[-len(targets) :] == targets


@pytest.mark.parametrize(("head", "target"), [("Del", "Skapande"), ("Instans", None)])
def test_the_cell_under_the_head_for_parts_is_the_target_of_its_row(head, target):
    text = response(f"| {head} | Synpunkt |\n|---|---|\n| Skapande | Bra att gagerna höjs. |")
    assert [one["target"] for one in mapped(text)[0]["positions"]] == [target]


def test_headings_under_views_on_the_proposals_are_the_proposals():
    document = mapped(
        response(
            "## 1 Allmänt\n\nKommunen är positiv till utredningen.\n\n## 2 Synpunkter på utredningens förslag\n\n"
            "### 2.1 Gemensamt skolval\n\nKommunen välkomnar att kötiden slopas.\n\n"
            "### 2.2 Förslag B – En ny taxa\n\nKommunen avstyrker taxan.\n\n## 3 Övrigt\n\nKommunen anser att tiden är för kort."
        )
    )[0]
    assert [one["target"] for one in document["positions"]] == [
        None,
        "Gemensamt skolval",
        "Förslag B – En ny taxa",
        None,
    ]


def test_a_bullet_is_about_the_part_that_it_names():
    document = mapped(
        response(
            "Kommunen vill framföra följande:\n\n- Kommunen avstyrker taxan och anser att tiden är för kort (kapitel 7).\n- Taket bör höjas."
        )
    )[0]
    assert [one["target"] for one in document["positions"]] == ["7", "7", None]


def test_what_is_said_of_the_rest_is_about_no_part():
    document = mapped(
        response("## 13 §\n\nKommunen välkomnar taket.\n\nI övrigt tillstyrker kommunen förslaget.")
    )[0]
    assert [one["target"] for one in document["positions"]] == ["13 §", None]


def test_a_row_is_about_the_part_in_its_first_cell():
    table = "| Avsnitt | Synpunkt |\n|:--|:--|\n| 4.2 Hamnar | Tillstyrks. |\n| 5.1 Avgifter | Avgiften är för hög. |"
    document = mapped(response(f"## Synpunkter\n\n{table}"))[0]
    assert [one["target"] for one in document["positions"]] == ["4.2 Hamnar", "5.1 Avgifter"]


ASKED = {
    "with bars": "| Nr | Fråga | Kommunens svar |\n|---|---|---|\n| 1 | Är målen väl avvägda? | Ja, i allt väsentligt. |\n"
    "| 2 | Saknas något i nulägesbeskrivningen? | Ja, pendlingen med båt beskrivs inte. |\n| 3 | Vilka vägar bör prioriteras? | Väg 136 bör prioriteras. |",
    "in text columns": "Nr   Fråga                                    Kommunens svar\n1    Är målen väl avvägda?                    Ja, i allt väsentligt.\n"
    "2    Saknas något i nulägesbeskrivningen?     Ja, pendlingen med båt beskrivs inte.\n3    Vilka vägar bör prioriteras?             Väg 136 bör prioriteras.",
}


@pytest.mark.parametrize("table", ASKED.values(), ids=ASKED)
def test_in_a_table_of_questions_only_the_answers_are_positions(table):
    found = mapped(response(f"## Frågor och svar\n\n{table}"))[0]["positions"]
    assert [(one["target"], one["stance"], one["quote"]) for one in found] == [
        ("1", "support-with-reservation", "Ja, i allt väsentligt."),
        ("2", "criticise", "Ja, pendlingen med båt beskrivs inte."),
        ("3", "propose", "Väg 136 bör prioriteras."),
    ]


def test_a_word_of_the_assessment_alone_in_a_cell_is_a_position(positions):
    rows = "| Mål | Stöds. |\n| Ny nämnd | Avvisas, den är för dyr. |\n| Taxa | Tillstyrks |"
    found = positions(f"| Förslag | Bedömning |\n|---|---|\n{rows}\n")
    assert [stance for _, stance, _ in found] == ["support", "oppose", "support"]


def test_numbers_of_the_agenda_are_no_parts_of_another_paper():
    document = mapped(
        "Orust kommun\nKommunstyrelsen\n\nPROTOKOLL 2024-05-14\n\n7. Svar på remiss om hamntaxa\n\n"
        "Kommunstyrelsen anser att taxan bör sänkas.\n\n9. Övriga frågor\n\nKommunstyrelsen beklagar att underlaget kom sent.\n"
    )[0]
    assert [one["target"] for one in document["positions"]] == [None, None]


ANSWER = (
    "{lead}\n\nNämnden tillstyrker förslaget om en beställningscentral. Det är bra att elever med särskilda behov nämns.\n\n"
    "Avgiften bör dock tas bort.\n\n"
)


@pytest.mark.parametrize(
    "document",
    [
        "Hagfors kommun\nBarn- och utbildningsförvaltningen\n\nTJÄNSTESKRIVELSE\n2024-03-11\n\nSvar på remiss om skolskjuts\n\n"
        "Förslag till beslut\n\n"
        + ANSWER.format(
            lead="Barn- och utbildningsnämnden beslutar att till Region Värmland lämna följande yttrande:"
        )
        + "Ärendet\n\nRegion Värmland har sänt ett förslag. Regionen anser att skjutsarna bör samlas.\n",
        "Hagfors kommun\nBarn- och utbildningsnämnden\n\nSAMMANTRÄDESPROTOKOLL\n2024-04-09\n\n§ 41 Svar på remiss om skolskjuts\n\n"
        "Beslut\n\n"
        + ANSWER.format(
            lead="Barn- och utbildningsnämnden beslutar att som svar på remissen anföra följande."
        )
        + "Paragrafen förklaras omedelbart justerad.\n",
    ],
    ids=["proposed", "decided"],
)
def test_an_answer_given_in_full_inside_a_decision_takes_its_positions(document):
    found = mapped(document)[0]
    assert [(one["actor"], one["stance"]) for one in found["positions"]] == [
        ("Barn- och utbildningsnämnden", "support"),
        ("Barn- och utbildningsnämnden", "support"),
        ("Barn- och utbildningsnämnden", "propose"),
    ]
    assert not [one for one in found["decisions"] if one["quote"].startswith(("Nämnden", "Det", "Avgiften"))]


def test_an_official_who_decides_alone_speaks_for_the_authority():
    document = mapped(
        "Boverket\n\nBESLUT\n2024-05-02\nDnr 1234/2024\n\nYttrande över promemorian Nya regler om bygglov\n\n"
        "Jag har tagit del av promemorian. Enligt min mening är förslaget väl avvägt. Jag anser att fristen bör förlängas.\n"
    )[0]
    assert [(one["actor"], one["stance"]) for one in document["positions"]] == [
        ("Boverket", "support"),
        ("Boverket", "propose"),
    ]


def test_recommendations_to_another_are_those_of_who_gives_them(positions):
    found = positions(
        "Kommunen lämnar följande rekommendationer till Trafikverket:\n\n- bygga en planskild korsning\n- sänka hastigheten förbi skolan."
    )
    assert [(actor, stance) for actor, stance, _ in found] == [("Mora kommun", "propose")] * 2


def test_a_ministry_that_asks_for_opinions_takes_no_position_itself():
    assert (
        mapped(
            "Kulturdepartementet\n\nRemiss\n2024-05-02\nKu2024/00123\n\nPromemorian Nya regler om film\n\nRemissinstanser\n\n"
            "Mora kommun\nRegion Dalarna\n\nRemissvaren ska ha kommit in senast den 1 september 2024. Departementet vill i första hand "
            "ha synpunkter på avsnitt 7. Departementet föreslår i promemorian att stödet höjs.\n"
        )[0]["positions"]
        == []
    )


MEMO = (
    "Gnosjö kommun\nSamhällsbyggnadsförvaltningen\n\nTJÄNSTESKRIVELSE\n2024-03-11\n\nYttrande över förslag till cykelplan\n\n"
    "Ärendebeskrivning\n\nRegionen har tagit fram en cykelplan. Nämnden har tidigare begärt att vägen till Hillerstorp prioriteras. "
    "Under 2023 ökade cyklandet med 4 procent, vilket är positivt.\n\n"
    "Bedömning\n\n{judged}\n\nFörslag i ärendet\n\nFörvaltningen föreslår att nämnden ställer sig bakom yttrandet.\n"
)


def test_a_memo_judges_for_the_office_in_its_head_and_tells_the_rest():
    document = mapped(MEMO.format(judged="Ur barnens perspektiv är det positivt att skolvägar prioriteras."))[
        0
    ]
    assert [(one["actor"], one["stance"], one["section_label"]) for one in document["positions"]] == [
        ("Samhällsbyggnadsförvaltningen", "support", "Bedömning")
    ]


def test_we_in_a_memo_are_the_issuer_where_it_was_named_last():
    document = mapped(MEMO.format(judged="Gnosjö kommun stöder planen.\n\nVi saknar dock en karta."))[0]
    assert [(one["actor"], one["stance"]) for one in document["positions"]] == [
        ("Gnosjö kommun", "support"),
        ("Gnosjö kommun", "criticise"),
    ]


def test_the_body_that_a_heading_of_a_memo_names_holds_what_stands_under_it():
    text = MEMO.format(judged="Det är viktigt att vägen hålls öppen.").replace(
        "Bedömning", "Kulturnämndens överväganden"
    )
    positions = mapped(text)[0]["positions"]
    assert [(one["actor"], one["stance"]) for one in positions] == [("Kulturnämnden", "emphasise")]


def test_who_speaks_last_in_a_block_is_the_one_who_goes_on():
    judged = "Förvaltningen saknar en tidplan. Bilden måste bytas. Trafikverket har byggt bron. Den måste målas varje år."
    document = mapped(MEMO.format(judged=judged).replace("Bedömning", "Planen"))[0]
    assert [one["quote"] for one in document["positions"]] == [
        "Förvaltningen saknar en tidplan.",
        "Bilden måste bytas.",
    ]


def test_what_an_office_goes_on_to_say_is_not_the_writers_nor_what_the_unions_say():
    judged = "Skolförvaltningen saknar en tidplan. De anser att båten ska gå varje dag. Taxan behöver ses över.\n\nDe fackliga organisationerna har inget att invända."
    document = mapped(MEMO.format(judged=judged))[0]
    found = [(one["actor"].rpartition(" ")[2], one["stance"]) for one in document["positions"]]
    assert found == [
        ("Skolförvaltningen", "criticise"),
        ("Skolförvaltningen", "propose"),
        ("Skolförvaltningen", "propose"),
    ]


def test_what_a_memo_takes_for_granted_is_its_writers_under_any_heading():
    judged = "Hamnarna är tre. De har en viktig funktion och behöver värnas. För att planen ska ge nytta förutsätts att rederiet deltar."
    document = mapped(MEMO.format(judged=judged).replace("Bedömning", "Ärendet"))[0]
    assert [one["stance"] for one in document["positions"]] == ["emphasise", "propose"]


def test_the_reasons_for_a_decision_are_the_authoritys_and_the_complaint_is_not():
    document = mapped(
        "Boverket\n\nBESLUT\n2024-05-02\nDnr 1234/2024\n\nAnmälan mot Orust kommun\n\nBakgrund\n\nAnmälaren anser att handläggningen har "
        "varit för långsam. Kommunen instämmer i att svaret dröjde.\n\nSkäl för beslutet\n\nBoverket ser allvarligt på att svaret dröjde. "
        "Kommunen måste se över sina rutiner.\n"
    )[0]
    assert [(one["actor"], one["stance"]) for one in document["positions"]] == [
        ("Boverket", "criticise"),
        ("Boverket", "propose"),
    ]


def test_words_inside_quotation_marks_do_not_decide(positions):
    found = positions("Kommunen noterar att rapporten ”Planen bör förtydligas” är från 2019.")
    assert [stance for _, stance, _ in found] == ["note"]


def test_a_memo_reports_the_position_of_the_organisation():
    document = mapped(
        "Mora kommun\nKommunledningskontoret\n\nTjänsteskrivelse\n\nDatum: 2025-03-05\n\n"
        "# Yttrande över kulturplan\n\n## Förslag till beslut\n\nKommunstyrelsen beslutar\n\n"
        "1. att avge yttrande enligt bilaga 1.\n\n## Ärendet\n\nI yttrandet välkomnar Mora kommun planen.\n"
    )[0]
    assert [(one["actor"], one["stance"], one["status"]) for one in document["positions"]] == [
        ("Mora kommun", "support", "proposed")
    ]


LISTS = [
    (
        "## Krav",
        ["propose", "propose"],
        ["Nolltaxa för unga på färjorna", "Turlista som följer skolans tider"],
    ),
    ("## Positivt", ["support", "support"], ["Kapitlet om isvägar.", "Att färjorna får en egen budget."]),
    ("## Negativt", ["criticise", "criticise"], ["Den korta remisstiden.", "Att skärgården inte nämns."]),
    ("Det som saknas:", ["criticise", "criticise"], ["en beskrivning av isvägarna", "kostnaden för färjor"]),
    ("Vi vill att:", ["propose", "propose"], ["badplatserna får skyltar", "blanketten görs enklare"]),
    ("Följande behöver ändras:", ["propose", "propose"], ["tidtabellen", "priset på månadskortet"]),
    (
        "## Synpunkter",
        ["propose", "support"],
        ["Fler hållplatser behövs.", "Det är bra att modellen förenklas."],
    ),
    ("Kommunen anser:", ["propose", "criticise"], ["att en plan redovisas årligen", "att taxan är för hög"]),
    ("## I korthet", ["support", "oppose"], ["Ja till en ny färjelinje.", "Nej till höjd biljettavgift."]),
    ("Huvudpunkter:", ["support-with-reservation"], ["Ja, med förbehåll, till en gemensam biljett"]),
    (
        "Kommunen anser:",
        ["propose", "propose"],
        ["aktivt verka för fler bryggor", "tydligare styra båttrafiken"],
    ),
    (
        "Det är angeläget att planen",
        ["emphasise", "emphasise"],
        ["tydligt tar vara på kustens historia", "stärker de små hamnarna"],
    ),
    (
        "Kommunen anser att svaret bör ta upp följande:",
        ["criticise", "support"],
        ["Kapitlet om färjor saknar mål.", "Bra att isvägarna är med."],
    ),
]


@pytest.mark.parametrize(("lead", "stances", "items"), LISTS, ids=[lead for lead, _, _ in LISTS])
def test_what_a_heading_or_lead_in_announces_is_the_stance_of_its_items(positions, lead, stances, items):
    found = positions(lead + "\n\n" + "\n".join(f"- {item}" for item in items))
    assert [stance for _, stance, _ in found] == stances
    assert [quote for _, _, quote in found] == items


def test_who_answers_a_referral_in_minutes_holds_that_answer():
    document = mapped(
        "Orust kommun\n\nKommunstyrelsen\n\nSammanträdesprotokoll 2024-05-14\n\n§ 88 Dnr KS 2024/211\n\n"
        "Taxa för hamnplatser\n\nKommunstyrelsens beslut\n\nKommunstyrelsen antar förslaget till taxa.\n\n"
        "Sammanfattning av ärendet\n\nFörslag till taxa har varit på remiss. Kommunala pensionärsrådet tillstyrker "
        "förslaget. Räddningstjänsten har inget att erinra. Miljönämnden har yttrat sig och avstyrker höjningen. "
        "Hamnföreningen är kritisk till den nya indelningen. Polismyndigheten har inga synpunkter.\n"
    )[0]
    assert [(one["actor"], one["stance"]) for one in document["positions"]] == [
        ("Kommunala pensionärsrådet", "support"),
        ("Räddningstjänsten", "support"),
        ("Miljönämnden", "oppose"),
        ("Hamnföreningen", "criticise"),
        ("Polismyndigheten", "note"),
    ]


SENDERS = {
    "signature": (
        "Synpunkter på hamntaxan\n\nVi anser att taxan är för hög.\n\nFör Henåns Seglarsällskap\n\nKarin Berg\n",
        "Henåns Seglarsällskap",
    ),
    "short name that the full name explains": (
        "Remissvar om hamntaxan\n\nSammanfattning\n\nHSF, Hamnarnas samlade forum, har läst förslaget. "
        "HSF samlar hamnarna och HSF:s medlemmar. Vi anser att taxan är för hög.\n",
        "Hamnarnas samlade forum",
    ),
    "not whose paper is answered": (
        "Remissvar\n\nTrafikverkets förslag till hamnplan\n\nSvenskt Näringsliv anser att planen är för svag.\n",
        "Svenskt Näringsliv",
    ),
    "opening of the text": (
        "Hamnarnas Riksförbund har till uppgift att samla landets hamnar.\n\nVi anser att taxan är för hög.\n",
        "Hamnarnas Riksförbund",
    ),
    "one person who writes for it": (
        "Remissvar om hamntaxan\n\nJag anser att taxan är för hög.\n\nKarin Berg\nHamnfogde, Orust kommun\n",
        "Orust kommun",
    ),
}


@pytest.mark.parametrize(("text", "holder"), SENDERS.values(), ids=SENDERS)
def test_the_holder_of_what_we_say_is_the_sender_wherever_it_is_named(text, holder):
    assert [(one["actor"], one["stance"]) for one in mapped(text)[0]["positions"]] == [(holder, "criticise")]


def test_a_unit_is_named_in_full_once_and_then_by_its_noun():
    document = mapped(
        "Orust kommun\n\nTjänsteskrivelse\n\n2024-03-02\n\n# Yttrande över taxa\n\n## Bedömning\n\n"
        "Kommunstyrelsens kontor bedömer att taxan bör höjas. Kontoret är positivt till indelningen.\n"
    )[0]
    assert [(one["actor"], one["stance"]) for one in document["positions"]] == [
        ("Kommunstyrelsens kontor", "propose"),
        ("Kommunstyrelsens kontor", "support"),
    ]


@pytest.mark.parametrize(
    ("sentence", "praise", "rest"),
    [
        ("Skriften är bra men går inte att använda i skolan.", "Skriften är bra", "men går inte"),
        ("Målen är tydliga, men de går inte att mäta.", "Målen är tydliga", "men de går inte"),
        ("Förslaget är ambitiöst men saknar finansiering.", "Förslaget är ambitiöst", "men saknar"),
    ],
)
def test_praise_and_blame_in_one_sentence_are_two_positions(positions, sentence, praise, rest):
    (_, first, quote), (_, second, blamed) = positions(sentence)
    assert (first, quote, second) == ("support", praise, "criticise")
    assert blamed.startswith(rest)


def test_what_follows_from_what_is_agreed_with_is_a_position_of_its_own(positions):
    agreed, hence = positions(
        "Kommunen instämmer i att färjorna är gamla och att det därför är viktigt att byta dem snart."
    )
    assert (agreed[1], agreed[2]) == ("support", "Kommunen instämmer i att färjorna är gamla")
    assert hence[1] == "emphasise"
    assert len(positions("Kommunen delar uppfattningen att färjorna är gamla och att de bör bytas.")) == 1


def test_a_judgement_before_a_clause_of_its_own_subject_is_a_position_too(positions):
    sentence = (
        "Planens mål ligger väl i linje med översiktsplanen och kommunen kan i huvudsak ansluta sig till dem."
    )
    assert [stance for _, stance, _ in positions(sentence)] == ["support", "support-with-reservation"]


LISTS = [
    (
        "Mora kommun har följande synpunkter på utredningen:",
        "Handläggningstiderna är för långa.",
        "criticise",
    ),
    (
        "Mora kommun har följande synpunkter på utredningen:",
        "Ansökan måste kunna göras på papper.",
        "propose",
    ),
    ("Vi vill lyfta följande:", "Bidraget räcker inte till tak och grund.", "criticise"),
    ("Vi vill dock framhålla:", "Etikprövningen bör förenklas.", "propose"),
    ("Det är glädjande att", "bidraget höjs", "support"),
    ("Vi beklagar att", "landsbygden inte nämns", "criticise"),
    ("Men", "Bidraget får inte gå till drift.", "propose"),
]


@pytest.mark.parametrize(("lead", "bullet", "stance"), LISTS, ids=[f"{a} {b}" for a, b, _ in LISTS])
def test_a_bullet_has_its_own_stance_or_that_of_an_evaluating_lead_in(positions, lead, bullet, stance):
    found = positions(f"Kommunen tackar för remissen.\n\n{lead}\n\n- {bullet}\n- Kartan saknas.")
    assert [one for one in found if one[2].rstrip(".") == bullet.rstrip(".")] == [
        ("Mora kommun", stance, found[0][2])
    ]


def test_the_views_of_another_that_the_holder_shares_have_stances_of_their_own(positions):
    lead = "Kommunen delar de synpunkter som länsförbundet lämnar i sitt svar om att"
    found = positions(
        f"{lead}\n\n- målbilden behöver förtydligas,\n- säkra medel till färjorna,\n- turlistan saknas."
    )
    assert [stance for _, stance, _ in found[1:]] == ["request-clarification", "propose", "criticise"]


def test_each_verb_of_an_enumeration_takes_a_position(positions):
    found = positions(
        "Kommunen tillstyrker förslaget om hissar, avstyrker förslaget om parkering och lämnar kapitlet om ljus utan erinran."
    )
    assert [(stance, quote) for _, stance, quote in found] == [
        ("support", "Kommunen tillstyrker förslaget om hissar"),
        ("oppose", "avstyrker förslaget om parkering"),
        ("support", "och lämnar kapitlet om ljus utan erinran."),
    ]


ITEMS_UNDER_ITEMS = """Våra förslag kan sammanfattas i följande punkter:

 1. Förbättra turlistan
   - Alla öar ska nås varje dag.
 2. Avgiften måste sänkas. Likställ båtkort med busskort.
"""


def test_items_under_items_and_later_sentences_ask_for_what_they_say():
    found = mapped(response(ITEMS_UNDER_ITEMS))[0]["positions"]
    assert [(one["stance"], one["verb"]) for one in found] == [
        ("propose", "förbättra"),
        ("propose", "nå"),
        ("propose", "sänka"),
        ("propose", "likställa"),
    ]


SEVERAL = [
    ("Kravet är rimligt för stora museer men onödigt för små.", ["support", "criticise"]),
    ("Gränsen borde dras vid älven, och öarna saknas helt.", ["propose", "criticise"]),
    (
        "Stödet är alldeles för litet, och fördelningen mellan byarna behöver redovisas.",
        ["criticise", "propose"],
    ),
    ("Kommunen anser att staten måste samordna och stödja museerna.", ["propose"]),
    ("Planen är ambitiös, men finansieringen är svag.", ["support", "criticise"]),
    ("Det är en tunn plan, men bibliotekens arbete är en styrka.", ["criticise", "support"]),
    ("Kommunen tillstyrker förslaget men finansieringen är oklar.", ["support", "criticise"]),
    ("Kommunen ser positivt på planen, men underlaget är bristfälligt.", ["support", "criticise"]),
    ("Tanken är god och genomförandet är väl beskrivet.", ["support", "support"]),
    ("Åtgärderna är välkomna och bör genomföras snart.", ["support", "propose"]),
    ("Kommunen stöder målet, dock bör tidplanen ses över.", ["support", "propose"]),
    ("Kommunen är positiv till kravet, samtidigt som vi ser en risk för köer.", ["support", "criticise"]),
    ("Kommunen anser att modellen är bra, men att den bör prövas först.", ["support", "propose"]),
    ("Vi välkomnar planen, även om vi anser att den kommer sent.", ["support"]),
    ("Planen är otydlig och tidplanen är orealistisk.", ["criticise", "criticise"]),
    ("Texten om färjorna är otydlig och behöver skrivas om.", ["criticise", "propose"]),
    ("Kommunen delar bilden av läget och önskar en fördjupad analys.", ["support", "propose"]),
]


@pytest.mark.parametrize(("sentence", "stances"), SEVERAL)
def test_each_judgement_of_a_sentence_is_a_position(positions, sentence, stances):
    assert [stance for _, stance, _ in positions(sentence)] == stances


TOPICS = [
    ("Kommunen välkomnar att tillgången till data förbättras i äldreomsorgen.", ["data-sharing-law-ethics"]),
    ("Kommunen motsätter sig att ansökningsavgiften höjs.", ["funding"]),
    ("Kommunen anser att stödet till utsatta grupper är för litet.", ["equality-inclusion"]),
    ("Kommunen föreslår att spårvagnarna går oftare.", ["transport-accessibility"]),
    ("Kommunen betonar vikten av samverkan, digitalisering och uppföljning.", 3),
    ("Kommunen anser att hälso- och sjukvårdslagen är otydlig.", []),
    ("Kommunen stöder att kulturnämnden samordnar arbetet.", []),
    ("Kommunen välkomnar kravet på webbaserade körjournaler.", ["digitalisation"]),
    ("Kommunen instämmer i behovet av fler skyddsrum.", ["preparedness"]),
    ("Kommunen anser att taxan bör räknas upp varje år.", ["funding"]),
    ("Kommunen uppskattar att skolorna räknas upp bland mottagarna.", []),
    ("Kommunen välkomnar att råden bygger på forskning.", []),
    ("Kommunen saknar en kostnadsfri lösning för föreningarna.", []),
    ("Kommunen anser att de nya kraven är ofinansierade och måste följas av medel från staten.", ["funding"]),
    ("Kommunen instämmer i att reglerna ska vara tillämpliga även på stiftelser.", ["legislation"]),
    ("Kommunen stöder att trygghetssystemen ses över.", []),
    ("Kommunen delar jämlikhetsrådets och klimatkommissionens bild.", []),
    ("Kommunen ställer sig bakom kulturplanen.", ["culture-leisure"]),
    ("Kommunen anser att företagsklimatet måste bli bättre.", ["business-perspective"]),
    ("Kommunen föreslår att beslutet sätts upp på anslagstavlan.", []),
    ("Kommunen avstyrker att antalet besök regleras i lag.", ["legislation"]),
    ("Kommunen anser att basanslagen bör öka.", ["funding"]),
    ("Kommunen anser att tomterna norr om länsväg 272 bör utgå.", []),
    ("Kommunen anser att länsväg 272 bör få tidigare byggstart.", ["transport-accessibility"]),
    ("Kommunen anser att fler fritidshus bör tillåtas.", []),
    ("Kommunen välkomnar att landsbygdens skolor finns kvar.", ["local-development"]),
    ("Kommunen anser att den psykiska ohälsan bland unga bör nämnas.", ["health-care"]),
    ("Kommunen anser att hotet från cyberattacker underskattas.", ["security-safety"]),
    ("Kommunen anser att integrationen av de två systemen är dåligt beskriven.", []),
    ("Kommunen saknar mått på hur målen nås.", ["follow-up"]),
    ("Kommunen föreslår att två ledamöter från länets föreningar ingår.", ["operative-group-representation"]),
    ("Kommunen anser att övergångsbestämmelserna är otydliga.", ["legislation"]),
    ("Kommunen efterlyser en jämställdhetsanalys.", ["equality-inclusion"]),
    ("Kommunen stöder att tillsynen läggs på kommunerna.", ["municipal-role"]),
    ("Kommunen vill att nätkapaciteten byggs ut.", ["energy-supply"]),
    ("Kommunen förordar att planen tas fram tillsammans med grannlänen.", ["cooperation"]),
    ("Kommunen anser att avgasfria gator bör införas i lag.", ["legislation"]),
    ("Kommunen anser att staten bör medfinansiera bron.", ["funding"]),
    ("Kommunen förutsätter att länets kommuner får två platser i rådet.", ["operative-group-representation"]),
    ("Kommunen vill att lägenheterna i hamnen blir fler.", ["planning-housing"]),
    ("Kommunen anser att överklagandenämnderna bör slås ihop.", []),
    ("Kommunen hänvisar till sjukvårdsregionernas yttrande.", []),
    ("Kommunen välkomnar att barnkonventionen blir lag.", []),
]


@pytest.mark.parametrize(("sentence", "topics"), TOPICS)
def test_the_topic_is_what_the_verb_has_for_an_object(sentence, topics):
    found = mapped(response(sentence))[0]["positions"][0]["topics"]
    assert (len(found) if isinstance(topics, int) else found) == topics


@pytest.mark.parametrize(
    ("heading", "topics"),
    [("4 Finansiering", ["funding"]), ("4 Finansiering av bryggor vid havet", []), ("4 Bryggor", [])],
)
def test_a_heading_that_is_a_topic_is_that_of_what_names_none(heading, topics):
    words = "Kommunen avstyrker förslaget. Kommunen anser att tunnelbanan bör byggas ut."
    found = mapped(response(f"## {heading}\n\n{words}"))[0]["positions"]
    assert [one["topics"] for one in found] == [topics, ["transport-accessibility"]]


def test_a_motion_speaks_for_who_submits_it():
    text = "Vallens hembygdsförening\n\nMotion om bron i Vallen\n\nDen 3 mars 2025\n\nVi anser att bron bör rustas."
    found = mapped(text)[0]
    assert (found["document"]["type"], [one["stance"] for one in found["positions"]]) == (
        "motion",
        ["propose"],
    )


def test_a_demand_in_the_bullets_of_an_opinion_is_proposed(positions):
    bullets = "- tiden kan kortas\n- avgiften måste sänkas\n- att tydligt redovisa vad som kostar"
    found = positions(f"Kommunen anser att:\n\n{bullets}")
    assert [stance for _, stance, _ in found] == ["propose", "propose", "propose"]


REMARKS = [
    (
        "Kommunen tillstyrker i huvudsak förslaget men har följande avvikande synpunkter:",
        ("Tillsynen bör framgå tydligt av lagen.", "request-clarification"),
    ),
    ("Kommunen tillstyrker förslaget med följande synpunkter:", ("Avgiften bör sänkas.", "propose")),
    ("Kommunen stöder planen, dock med några invändningar:", ("Tidplanen är orealistisk.", "criticise")),
]


@pytest.mark.parametrize(("lead", "remark"), REMARKS, ids=[lead for lead, _ in REMARKS])
def test_remarks_on_what_is_supported_have_a_stance_of_their_own(positions, lead, remark):
    found = positions(f"{lead}\n\n1. {remark[0]}\n2. Kartan saknas.")
    assert [(quote, stance) for _, stance, quote in found[1:]] == [remark, ("Kartan saknas.", "criticise")]
    assert found[0][2].startswith(lead[:-1])


VERBS = [
    ("Kommande planer måste enligt kommunen visa hur vattnet skyddas.", "visa"),
    ("Det bör tas fram en plan för hamnen.", "ta fram"),
    ("Det bör även tas ett beslut om hamnen.", "ta"),
    ("Planen visar tydligt var bostäder kan byggas.", "visa"),
    ("På sidan 14 anges fel årtal för invigningen av bron.", "ange"),
    ("Kartan på sidan 22 visar fel kommungräns.", "visa"),
    ('Ordet "bör" i 4 § ska ersättas med "ska".', "ersätta"),
    ("Slutsatserna är övertygande.", "vara övertygande"),
    ("Den nya texten är tydligare än den gamla.", "vara tydlig"),
    ("Tidplanen är alltför snäv.", "vara snäv"),
    ("Målen är otydliga.", "vara otydlig"),
    ("Avgifterna är alltför höga.", "vara hög"),
    ("Kommunen är nöjd med planen.", "vara nöjd"),
    ("Kommunen är oroad över kostnaderna.", "vara oroad"),
    ("Kommunen är kritisk till förslaget.", "vara kritisk"),
    ("Enligt kommunens mening är tiden för kort.", "vara kort"),
    ("Gränsen slår hårt mot små föreningar.", "slå"),
    ("Punkt 3 kan med fördel utgå.", "utgå"),
    ("En sådan frist är främmande för förvaltningsprocessen.", "vara främmande"),
    ("Bilagan är genomtänkt och lätt att använda.", "vara genomtänkt"),
    ("Ingen erinran mot förslaget.", "ha ingen erinran"),
    ("Övriga delar av paketet är vi neutrala till.", "vara neutral"),
    ("En gemensam taxa har kommunen länge efterfrågat.", "efterfråga"),
    ("Frågan om vite är enligt kommunens mening en fråga för staten.", "vara"),
    ("Viktigt är att alla byar nås.", "vara viktig"),
    ("Beklagligt nog nämns inte folkhögskolorna.", "nämna"),
    ("Konsekvenserna är inte tillräckligt belysta.", "belysa"),
    ("Åtgärderna har stor betydelse för byarna.", "ha stor betydelse"),
    ("Förslaget om provtagning är riktigt bra.", "vara bra"),
    ("En rimligare ordning vore att kräva ritningar endast för bärande väggar.", "vara rimligare"),
    ("En nackdel med ordningen är att den är dyr.", "vara en nackdel"),
    ("Förslaget är i grunden bra.", "vara bra"),
]


@pytest.mark.parametrize(("sentence", "verb"), VERBS)
def test_the_verb_is_that_of_the_word_which_carries_the_stance(sentence, verb):
    assert [one["verb"] for one in mapped(response(sentence))[0]["positions"]] == [verb]


def test_a_misread_capital_begins_a_sentence():
    found = mapped(response("Taxan är känd. l detta sammanhang kan påpekas att kommunen mäter nivåerna."))[0]
    assert [one["quote"] for one in found["positions"]] == [
        "l detta sammanhang kan påpekas att kommunen mäter nivåerna."
    ]


@pytest.mark.parametrize(
    ("item", "verb"),
    [
        ("Fokusera på hela stråk", "fokusera"),
        ("Stärka de mindre museerna", "stärka"),
        ("Införa ett tak", "införa"),
    ],
)
def test_an_item_with_a_bare_infinitive_asks_without_a_lead_in(item, verb):
    found = mapped(response(f"- {item}\n- {item} och andra"))[0]["positions"]
    assert [(one["stance"], one["verb"]) for one in found] == [("propose", verb)] * 2


PAPERS = yaml.safe_load(Path(__file__).with_name("holders_of_opinions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["of"] for paper in PAPERS])
def test_who_holds_what_in_a_paper_in_which_several_speak(paper):
    found = mapped(paper["text"])[0]["positions"]
    assert [[one["actor"], one["stance"]] for one in found] == paper["holds"]


def test_the_quote_ends_where_the_reason_begins():
    words = "Kommunen avstyrker taxan, eftersom den slår mot öarna. Kommunen avstyrker också taket, då kostnaden ökar."
    found = mapped(response(words))[0]["positions"]
    assert [(one["quote"], one["topics"]) for one in found] == [
        ("Kommunen avstyrker taxan", ["funding"]),
        ("Kommunen avstyrker också taket", []),
    ]
