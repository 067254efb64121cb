"""Blocks: what each line of a document in the genre is, however it was typed or converted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.reading import Block, Kind, blocks, plain

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
PROSE = "Kommunen ser positivt på förslaget och har inget att erinra mot det i sak."


def found(text: str) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(b.kind, plain(text, b.start, b.end).words) for b in blocks(text)]


def headings(text: str) -> list[tuple[int, str, str]]:
    """Level, number and words of every heading."""
    return [
        (b.level, b.number, plain(text, b.start, b.end).words) for b in blocks(text) if b.kind is Kind.HEADING
    ]


@pytest.mark.parametrize(
    ("line", "number", "words", "level"),
    [
        ("# Inledning", "", "Inledning", 1),
        ("### **Ekonomiska konsekvenser**", "", "Ekonomiska konsekvenser", 3),
        ("## 2 Nuläge ##", "2", "Nuläge", 1),
        ("3.1.1 Forskning och innovation", "3.1.1", "Forskning och innovation", 3),
        ("# 3.1.1 Forskning", "3.1.1", "Forskning", 3),
        ("### 3.3.Norden – gemensam styrka", "3.3", "Norden – gemensam styrka", 2),
        ("**2.4 Sverige**", "2.4", "Sverige", 2),
        ("**2.4** Sverige", "2.4", "Sverige", 2),
        ("4 Ansvar", "4", "Ansvar", 1),
        ("4. Ansvar", "4", "Ansvar", 1),
        ("IV. Genomförande", "IV", "Genomförande", 1),
        ("§ 112 Svar på motion om cykelvägar", "§ 112", "Svar på motion om cykelvägar", 1),
        ("§ 63/20 Val av ledamot", "§ 63/20", "Val av ledamot", 1),
        ("A. Forskning och innovation", "A", "Forskning och innovation", 1),
        ("**Sammanfattning**", "", "Sammanfattning", 1),
        ("Sammanfattning", "", "Sammanfattning", 1),
        ("Nämndens synpunkter på förslaget", "", "Nämndens synpunkter på förslaget", 1),
        ("FÖRSLAG TILL BESLUT", "", "FÖRSLAG TILL BESLUT", 1),
        ("Vad innebär förslaget?", "", "Vad innebär förslaget?", 1),
        ("Inledning\n=========", "", "Inledning", 1),
        ("Bakgrund\n--------", "", "Bakgrund", 2),
        ("Bakgrund:", "", "Bakgrund:", 1),
    ],
)
def test_headings(line: str, number: str, words: str, level: int) -> None:
    assert headings(f"{line}\n\n{PROSE}\n\n{PROSE}\n") == [(level, number, words)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Handläggningen av ärenden om försörjningsstöd i länets mindre kommuner", ""),
        (
            "5.4 Det ska inte vara förbjudet för kommuner att anställa läkare i vården",
            "Det ska inte vara förbjudet",
        ),
    ],
)
def test_a_heading_as_long_as_the_lines_under_it(line: str, words: str) -> None:
    prose = "Mora kommun ser positivt på att utredningen har tagit upp frågan om den lokala\nvården, och tillstyrker förslaget."
    found = [heading[2] for heading in headings(f"{PROSE}\n\n{line}\n{prose}\n")]
    assert len(found) == 1 and found[0].startswith(words or line)


@pytest.mark.parametrize(
    "line",
    [
        "Under hösten har kommunens kontor tillsammans med Region Dalarna och",
        "Samverkan mellan Region Dalarna, Orsa kommun, Älvdalens kommun,",
        "I enlighet med vad som tidigare har sagts av arbetsgruppens ledamöter",
    ],
)
def test_the_first_line_of_a_paragraph_is_no_heading_over_a_name(line: str) -> None:
    prose = "Mora kommun ska bygga ut det nät av cykelvägar som redan finns i den östra delen\nav länet, men inte i den västra."
    assert headings(f"{PROSE}\n\n{line}\n{prose}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "12 kommuner har svarat på remissen",
        "2025 antogs planen",
        "1.1.2024 trädde lagen i kraft",
        "10.30 öppnas mötet av ordföranden.",
        "Kommunen är positiv till förslaget",
        "kommunens verksamhet",
        "Ärendet har beretts av kontoret.",
        "Läs mer på www.exempel.se",
        "Anna Exempel (S)",
        "**Kommunen avstyrker förslaget.**",
        "Ordföranden har beslutat att ärendet utgår",
        "(2)",
        "5 § Den som bedriver verksamhet ska betala avgift.",
        "Handlingarna finns i ärendet, se bilaga,",
    ],
)
def test_no_headings(line: str) -> None:
    assert headings(f"{PROSE}\n\n{line}\n\n{PROSE}\n") == []


def test_a_statement_alone_between_paragraphs_is_a_heading() -> None:
    statement = "Utsläppen kan halveras med fler elbilar och bättre cykelvägar"
    assert headings(f"{PROSE}\n\n{statement}\n\n{PROSE}\n") == [(1, "", statement)]


def test_opinions_with_a_dash_each_stand_under_their_heading() -> None:
    text = f"{PROSE}\n\nSammanfattande kommentarer:\n\n– {PROSE}\n\n– {PROSE}\n"
    assert headings(text) == [(1, "", "Sammanfattande kommentarer:")]


def test_a_name_over_what_it_does_leads_in() -> None:
    text = f"{PROSE}\n\nMora hembygdsråd\n\n- avstyrker förslaget om avgifter.\n- välkomnar utredningens analys.\n"
    assert headings(text) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("**Avsnitt 3 Hamnar.** ", "Avsnitt 3 Hamnar."),
        ("**Kapitel 2.1 Avgifter:** ", "Kapitel 2.1 Avgifter:"),
        ("**Barnens behov.** ", "Barnens behov."),
        ("**Punkt 4 Lotsar.**\n", "Punkt 4 Lotsar."),
        ("Avsnitt 3 Hamnar.\n\n", "Avsnitt 3 Hamnar."),
        ("5 kap. 3 § Avgifter. ", "5 kap. 3 § Avgifter."),
        ("4 kap. Tillsyn av hamnar. ", "4 kap. Tillsyn av hamnar."),
        ("12 a § Rapportering. ", "12 a § Rapportering."),
        ("Konsekvensutredningen. ", "Konsekvensutredningen."),
    ],
)
def test_a_label_before_the_sentences_of_a_paragraph_is_their_heading(label: str, words: str) -> None:
    text = f"# Yttrande\n\n## Bedömning\n\n{label}Kommunen anser att taxan är för hög för de boende.\n"
    assert headings(text)[2:] == [(3, "", words)]
    assert found(text)[-1] == ("paragraph", "Kommunen anser att taxan är för hög för de boende.")


@pytest.mark.parametrize(
    "start",
    ["**Bo Ek (S):** ", "**Sekreterare:** ", "**Kommunen** ", "12 § Rapportering ska göras. ", "Tyvärr. "],
)
def test_a_bold_name_or_key_is_no_heading(start: str) -> None:
    text = f"# Yttrande\n\n{start}Anna Berg från samhällsbyggnadskontoret i Mora berättar om planen.\n"
    assert [words for _, _, words in headings(text)] == ["Yttrande"]


def test_a_number_decides_the_depth_whatever_the_marks() -> None:
    text = "\n\nText som hör hit.\n\n".join(
        [
            "# 1 Ett",
            "## 1.1 Ett ett",
            "## 1.1.1 Djupt",
            "## 2 Två",
            "### **2.1 Två ett**",
            "#### Innebörd",
            "## 2.2 Tre",
            "### Innebörd",
        ]
    )
    assert [level for level, _, _ in headings(text + "\n\nText.\n")] == [1, 2, 3, 1, 2, 3, 2, 3]


def test_what_a_conversion_glued_together() -> None:
    text = (
        "**Ställningstaganden****1.1 Syfte**\n\nText om syftet.\n\nKommunstyrelsen  \n**Yttrande**Region Exempel  \n"
        "E-post: [a@b.se](mailto:a@b.se)Handläggare:  \nEva Prov\n"
    )
    assert found(text)[:3] == [
        ("heading", "Ställningstaganden"),
        ("heading", "Syfte"),
        ("paragraph", "Text om syftet."),
    ]
    assert [words for _, words in found(text)[3:]] == [
        "Kommunstyrelsen",
        "Yttrande",
        "Region Exempel",
        "a@b.se",
        "Eva Prov",
    ]


def test_wrapped_lines_are_one_paragraph_and_a_short_line_above_is_a_heading() -> None:
    text = """Sammanfattning
Kommunen tillstyrker förslaget i huvudsak men vill framföra några
synpunkter på ansvaret. Det är viktigt att ansvaret samlas hos Region
Exempel och att kommunerna får vara med i arbetet.
Finansiering
Kommunen anser att staten ska betala för det som staten kräver av
kommunerna i lag.
"""
    assert [(kind, words[:20]) for kind, words in found(text)] == [
        ("heading", "Sammanfattning"),
        ("paragraph", "Kommunen tillstyrker"),
        ("heading", "Finansiering"),
        ("paragraph", "Kommunen anser att s"),
    ]


@pytest.mark.parametrize(
    "end", ["vid sammanträdet den", "till och med", "senast", "enligt §", "mellan", "kl."]
)
def test_a_line_that_nothing_ends_with_goes_on_with_the_figures_below(end: str) -> None:
    text = f"Mora kommun\n\nYttrande\n\nNämnden tog upp ärendet {end}\n12 mars 2025 och lämnar detta svar.\n"
    found = [text[block.start : block.end] for block in blocks(text) if block.kind is Kind.PARAGRAPH]
    assert found == [f"Nämnden tog upp ärendet {end}\n12 mars 2025 och lämnar detta svar."]


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_text_without_blank_lines_shows_its_paragraphs_by_where_its_lines_end(wrapped: bool) -> None:
    prose = "Kommunen delar utredningens bild av läget i länet.\nDärför bör staten ta sitt ansvar för vägarna"
    prose += "\noch för den drift som de kräver vintertid." if wrapped else " och för driften av dem."
    parts = ["Vägar", prose, "Cykelleder längs kusten", prose, "Bryggor", prose] * 3
    assert [h[2] for h in headings("\n".join(parts) + "\n")] == [
        *("Vägar", "Cykelleder längs kusten", "Bryggor"),
    ] * 3


@pytest.mark.parametrize("section", ["Sammanfattning", "Bildningsnämndens beslut"])
def test_a_section_never_goes_on_with_the_line_above(section: str) -> None:
    text = f"Riktlinjer för stipendier till unga musiker och svar på en motion om dansbanor\n{section}\n{PROSE}\n"
    assert headings(text)[-1][2] == section


def test_lines_that_are_whole_paragraphs_stay_apart() -> None:
    long = "Kommunen anser att strategin bör förtydligas i flera delar, särskilt när det gäller ansvar, uppföljning och pengar till det som ska göras."
    assert found(f"Bedömning\n{long}\n{long}\n") == [
        ("heading", "Bedömning"),
        ("paragraph", long),
        ("paragraph", long),
    ]


def test_a_paragraph_over_a_blank_line_is_one() -> None:
    text = "Planen pekar ut flera prioriterade områden i länet såsom\n\nforskning och innovation.\n"
    assert found(text) == [
        ("paragraph", "Planen pekar ut flera prioriterade områden i länet såsom forskning och innovation.")
    ]


def test_a_paragraph_over_a_page_number_says_that_it_continues() -> None:
    text = "Planen pekar ut flera prioriterade områden såsom\n\n3 (12)\n\nforskning och innovation.\n"
    first, page, rest = blocks(text)
    assert (first.kind, page.kind, rest.kind) == (Kind.PARAGRAPH, Kind.FURNITURE, Kind.PARAGRAPH)
    assert not first.continues
    assert rest.continues


@pytest.mark.parametrize("mark", ["-", "–", "•", "*", "◦", "·", "o", "1.", "1)", "a)", "(a)", "\uf0b7"])
def test_list_marks(mark: str) -> None:
    second = {"1.": "2.", "1)": "2)", "a)": "b)", "(a)": "(b)"}.get(mark, mark)
    text = f"Kommunen föreslår att:\n\n{mark} planen kortas,\n{second} planen förtydligas\n   i sin helhet.\n"
    lead, first, last = blocks(text)
    assert lead.kind is Kind.PARAGRAPH
    assert (first.kind, text[first.start : first.end]) == (Kind.ITEM, "planen kortas,")
    assert plain(text, last.start, last.end).words == "planen förtydligas i sin helhet."
    assert (first.lead_in, last.lead_in) == (0, 0)
    assert text[first.printed : first.end].startswith(mark)


def test_a_dash_under_a_dash_goes_on_with_the_list() -> None:
    first = "- att någon i varje område får ansvar för hur ytorna mellan husen sköts"
    text = f"Vi föreslår\n\n{first}\n- belysning\n- bänkar\n"
    assert [kind for kind, _ in found(text)] == [Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM, Kind.ITEM]


def test_a_sentence_about_the_decision_is_no_heading() -> None:
    text = "# Yttrande\n\nKommunen tillstyrker planen.\n\nBeslut i ärendet har fattats av ordföranden Bo Ek.\n\nBo Ek\nOrdförande\n"
    assert [words for _, _, words in headings(text)] == ["Yttrande"]


def test_a_type_with_its_day_is_a_line_of_the_head() -> None:
    text = "Hamnföreningen\nStrandgatan 12, 792 30 Mora\nYttrande: den 3 mars 2024\n\nTill Mora kommun\n\nVi tycker att planen är bra för hamnen.\n"
    assert headings(text) == []


def test_a_line_at_the_margin_introduces_the_next_list() -> None:
    text = """Kommunen är positiv till
 • att ansvaret för vattnet i de mindre sjöarna blir tydligt
 • att det statliga stödet för åtgärder i vattendragen är kvar
Kommunen är däremot kritisk till
 • att kostnaderna för de minsta kommunerna inte redovisas
"""
    first, _, _, second, last = blocks(text)
    assert (first.kind, second.kind, last.lead_in) == (Kind.PARAGRAPH, Kind.PARAGRAPH, 3)


def test_a_dash_within_a_wrapped_sentence_is_no_list() -> None:
    text = """En utredning om de nya avgifternas effekter bör göras av myndigheten
- vilken redan har ett sådant uppdrag - innan regeringen kan fatta ett
beslut.
"""
    assert len(blocks(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Förslag till beslut\n\natt anta planen,\n\natt upphäva den gamla planen.\n",
        "Kommunstyrelsen beslutar\n\natt anta planen,\natt upphäva den gamla planen.\n",
        "Kommunstyrelsen föreslår kommunfullmäktige besluta\natt anta planen, samt\natt upphäva den gamla.\n",
    ],
)
def test_att_clauses(text: str) -> None:
    _, first, second = blocks(text)
    assert (first.kind, first.marker, second.kind, second.marker) == (Kind.ITEM, "att", Kind.ITEM, "att")
    assert text[first.start :].startswith("att anta planen")
    assert first.lead_in == second.lead_in == 0


def test_an_emphasised_att_after_a_number() -> None:
    text = "Nämnden beslutar\n\n1. **att** anta planen.\n"
    _, item = blocks(text)
    assert (item.kind, item.number, item.marker) == (Kind.ITEM, "1", "1.")
    assert text[item.start : item.end] == "**att** anta planen."


def test_numbered_headings_and_numbered_items_are_told_apart() -> None:
    text = (
        "1. Inledning\n\nText om det.\n\n2. Underlag\n\nBeslutsunderlag\n\n1. Tjänsteskrivelse\n\n-\n2. Plan\n3. Protokoll § 5\n\n"
        f"3. Synpunkter\n\n{PROSE}\n"
    )
    assert [w for k, w in found(text) if k == "item"] == ["Tjänsteskrivelse", "Plan", "Protokoll § 5"]
    assert [words for _, _, words in headings(text)] == [
        "Inledning",
        "Underlag",
        "Beslutsunderlag",
        "Synpunkter",
    ]


def test_clauses_of_an_agreement_are_items() -> None:
    text = f"3. Åtaganden\n\n3.1 Parterna ska utse en kontaktperson.\n\n3.2 Parterna ska följa upp avtalet.\n\n{PROSE}\n"
    assert [(b.kind, b.number) for b in blocks(text)[:3]] == [
        (Kind.HEADING, "3"),
        (Kind.ITEM, "3.1"),
        (Kind.ITEM, "3.2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Innehåll\n\n1\tInledning.....\t3\n1.1\tSyfte .....\t3\n2\tAnsvar.....\t12\n\nText som hör hit.\n",
        "Innehåll\n\n1 Inledning ........ 3\n1.1 Ett långt namn som tar\ntvå rader i anspråk ..... 3\n\nText som hör hit.\n",
        "## Innehållsförteckning\n\nInledning 3\nSyfte 4\n\nText som hör hit.\n",
        "# Innehåll\n\n- [Inledning](#inledning)\n- [Syfte](#syfte)\n\nText som hör hit.\n",
    ],
)
def test_a_table_of_contents_is_one_block(text: str) -> None:
    assert [b.kind for b in blocks(text)] == [Kind.HEADING, Kind.CONTENTS, Kind.PARAGRAPH]


HEAD = {
    "one a line": "Datum: 2025-02-03\nDnr: KS 2024/1\nHandläggare: Eva Prov\n",
    "value below": "Datum:\n2025-02-03\n\nDnr:\nKS 2024/1\n\nHandläggare:\nEva Prov\n",
    "key and value below": "Datum\n2025-02-03\nDnr\nKS 2024/1\nHandläggare\nEva Prov\n",
    "bold": "**Datum:** 2025-02-03  \n**Dnr:** KS 2024/1  \n**Handläggare:** Eva Prov\n",
    "one line": "Datum: 2025-02-03 Dnr: KS 2024/1 Handläggare: Eva Prov\n",
    "bold on one line": "**Datum:** 2025-02-03 **Dnr:** KS 2024/1 **Handläggare:** Eva Prov\n",
    "tabs": "Datum: 2025-02-03\tDnr: KS 2024/1\tHandläggare: Eva Prov\n",
    "columns": "Handläggare          Datum            Dnr\nEva Prov             2025-02-03       KS 2024/1\n",
    "columns with tabs": "Datum\tDnr\tHandläggare\n2025-02-03\tKS 2024/1\tEva Prov\n",
    "no colon": "Datum 2025-02-03\nDnr KS 2024/1\nHandläggare: Eva Prov\n",
}


@pytest.mark.parametrize("head", HEAD.values(), ids=HEAD.keys())
def test_fields_of_a_letterhead(head: str) -> None:
    text = f"Kommunstyrelsens kontor\nTjänsteskrivelse\n\n{head}\nYttrande över plan för vatten\n\nSammanfattning\n\n{PROSE}\n"
    fields = {b.name: text[b.start : b.end] for b in blocks(text) if b.kind is Kind.FIELD}
    assert fields == {"Datum": "2025-02-03", "Dnr": "KS 2024/1", "Handläggare": "Eva Prov"}
    assert [words for _, _, words in headings(text)] == ["Yttrande över plan för vatten", "Sammanfattning"]
    assert [w for k, w in found(text) if k == "letterhead"] == ["Kommunstyrelsens kontor", "Tjänsteskrivelse"]


def test_a_row_of_a_markdown_table_that_pairs_a_key_with_a_number_is_a_field() -> None:
    text = f"# Yttrande\n\n| | |\n|---|---|\n| **Datum** | 2025-03-04 |\n| Vår ref | KS 2025/7 |\n| Antagen av | Rådet, § 3 |\n\n{PROSE}\n"
    fields = [(b.name, text[b.start : b.end]) for b in blocks(text) if b.kind is Kind.FIELD]
    assert fields == [("Datum", "2025-03-04"), ("Vår ref", "KS 2025/7")]


def test_a_receiver_and_a_reference_in_brackets() -> None:
    text = f"**Till Region Exempel**\n\n(Ert dnr: RS2026-00072)\n\n**Svar på remiss om plan****Sammanfattning**\n\n{PROSE}\n"
    assert [(b.name, text[b.start : b.end]) for b in blocks(text) if b.kind is Kind.FIELD] == [
        ("Till", "Region Exempel"),
        ("Ert dnr", "RS2026-00072"),
    ]
    assert headings(text) == [(1, "", "Svar på remiss om plan"), (2, "", "Sammanfattning")]


def test_labels_within_running_text_are_no_fields() -> None:
    text = f"# Strategi\n\n## Syfte och mål\n\n{PROSE}\n\nSyfte: Skapa förutsättningar för fler jobb.\n\nMål: Fler ska arbeta.\n"
    assert Kind.FIELD not in {b.kind for b in blocks(text)}


@pytest.mark.parametrize(
    ("foot", "signed"),
    [
        ("Eva Prov\nKommundirektör", ["Eva Prov Kommundirektör"]),
        ("Eva Prov  \nordförande", ["Eva Prov ordförande"]),
        ("Eva Prov, kommundirektör", ["Eva Prov, kommundirektör"]),
        (
            "Eva Prov\n\nKommundirektör\n\nBo Test\n\nutredare",
            ["Eva Prov Kommundirektör", "Bo Test utredare"],
        ),
        (
            "Kontoret för samhälle\n\nEva Prov\nBiträdande direktör\noch utvecklingschef\n\nBo Test\nHandläggare",
            [
                "Kontoret för samhälle",
                "Eva Prov Biträdande direktör och utvecklingschef",
                "Bo Test Handläggare",
            ],
        ),
        ("Orten som ovan\n\nEva Prov\nOrdförande", ["Orten som ovan", "Eva Prov Ordförande"]),
        ("Med vänlig hälsning\n\nEva Prov", ["Med vänlig hälsning", "Eva Prov"]),
        ("Eva Prov\tBo Test\nOrdförande\tSekreterare", ["Eva Prov Bo Test Ordförande Sekreterare"]),
        ("För Region Exempel\n\nEva Prov\nRegionråd", ["För Region Exempel", "Eva Prov Regionråd"]),
    ],
)
def test_signatures(foot: str, signed: list[str]) -> None:
    text = f"# Svar\n\n{PROSE}\n\n{foot}\n"
    assert [words for kind, words in found(text) if kind == "signature"] == signed
    assert found(text)[:2] == [("heading", "Svar"), ("paragraph", PROSE)]


@pytest.mark.parametrize(
    "line",
    [
        "Beslut i detta ärende har fattats av länsrådet Eva Prov med utredaren Bo Test som föredragande.",
        "Eva Prov (M) yrkar bifall till förslaget.",
        "Region Exempel\n\nKommunen tillstyrker förslaget.",
    ],
)
def test_no_signatures(line: str) -> None:
    assert "signature" not in {kind for kind, _ in found(f"# Svar\n\n{PROSE}\n\n{line}\n")}


@pytest.mark.parametrize(
    "lead",
    ["Beslutet skickas till", "Kopia till:", "Sändlista", "**Beslutet ska skickas till**", "## Expediering"],
)
def test_distribution_lists(lead: str) -> None:
    text = f"# Beslut\n\n{PROSE}\n\n{lead}\n\nRegion Exempel, kansliet\nKommunstyrelsen\n- Socialnämnden\n"
    receivers = [b for b in blocks(text) if b.kind is Kind.DISTRIBUTION]
    assert [text[b.start : b.end] for b in receivers] == [
        "Region Exempel, kansliet",
        "Kommunstyrelsen",
        "Socialnämnden",
    ]
    assert {b.lead_in for b in receivers} == {2}
    assert blocks(text)[2].kind is Kind.HEADING


def test_a_section_ends_a_distribution_list() -> None:
    text = f"# Beslut\n\nBeslutet skickas till\n\nRegion Exempel\n\nSammanfattning\n\n{PROSE}\n"
    assert [k for k, _ in found(text)] == ["heading", "heading", "distribution", "heading", "paragraph"]


def test_page_numbers_and_rules_are_furniture() -> None:
    text = f"# Svar\n\n{PROSE}\n\nSida 2 av 5\n\n{PROSE}\n\nExempels kommun  3 (5)\n\n- 4 -\n\n***\n\n_______\n\n{PROSE}\n"
    assert [k for k, _ in found(text)] == ["heading", "paragraph", "furniture", "paragraph"] + [
        "furniture"
    ] * 4 + ["paragraph"]


def test_tables_are_rows() -> None:
    text = "# Kostnader\n\nBelopp i tusen kronor:\n\n| Post | Kostnad |\n|---|---|\n| Personal | 100 |\n\nResa\t20\t30\n"
    rows = [b for b in blocks(text) if b.kind is Kind.ROW]
    assert len(rows) == 3
    assert rows[0].lead_in == 1


def test_both_line_ends_give_the_same_blocks() -> None:
    text = f"Svar på remiss\n\nSammanfattning\n\n{PROSE}\n\n- ett,\n- två.\n"
    assert found(text) == found(text.replace("\n", "\r\n"))


LINES = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            "# A",
            "1.1 Mål",
            "- a",
            "**B**",
            "Datum:",
            "Datum\tDnr",
            "2025-01-01",
            "3 (4)",
            "====",
            "Innehåll",
            "X ..... 3",
            "Eva Prov",
            "ordförande",
            "Kopia till",
            "att anta",
            "Förslag till beslut",
            "| a | b |",
            "**A****B**",
            "\x0c",
            "> x",
            PROSE,
        ]
    ),
    st.text(max_size=30),
)


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_blocks_are_in_order_within_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for index, block in enumerate(blocks(text)):
        assert at <= block.printed <= block.start <= block.end <= len(text)
        assert block.lead_in is None or 0 <= block.lead_in < index
        at = block.end
    assert in_blocks(text, blocks(text)) >= {c for c in text if c.isalnum() and c not in "0123456789"} - set(
        keys(text)
    )


def in_blocks(text: str, mapped: tuple[Block, ...]) -> set[str]:
    return {c for b in mapped for c in text[b.printed : b.end]}


def keys(text: str) -> str:
    """Bare keys of a letterhead become the names of their fields rather than words."""
    return "".join({b.name for b in blocks(text)}) + "DatumDnr"


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 1000000,
        "ord " * 250000,
        "**a" * 200000,
        "[" * 500000,
        "." * 999 + "x",
        "Datum\tDnr\n" * 20000,
        "#" * 500000,
        "- a\n" * 50000,
        "Eva Prov\n" * 20000,
        "a-\n" * 100000,
        ("(" * 250 + "\n") * 2000,
        "1. A\n\n" * 30000,
    ],
)
def test_hostile_text_is_mapped(text: str) -> None:
    mapped = blocks(text)
    assert all(b.end <= len(text) for b in mapped)
    assert plain(text, 0, len(text)).words is not None


def test_the_strategy_has_five_aspects_with_thirteen_areas() -> None:
    text = (DOCUMENTS / "uppsala-2026-tjansteskrivelse-yttrande-och-strategi.txt").read_text(encoding="utf-8")
    numbers = [number for _, number, _ in headings(text) if number]
    assert [n for n in numbers if n.startswith("3.1.") and n.count(".") == 2] == [
        f"3.1.{n}" for n in range(1, 6)
    ]
    assert len([n for n in numbers if n.startswith("3.1.") and n.count(".") == 3]) == 13
    assert all(level == number.count(".") + 1 for level, number, _ in headings(text) if number)


# A page on one line: what stands between two sentences, and what it is.
BEFORE = "Kommunen har tagit del av förslaget och lämnar här de synpunkter som nämnderna har haft på det under beredningen i våras. "
AFTER = " anser att avgiften är för hög och att den bör sänkas innan lagen börjar gälla. Det gäller också för de mindre kommunerna."
RUN_IN = [
    ("Sammanfattning Mora kommun", "", "Sammanfattning"),
    ("Övergripande synpunkter på förslaget Mora kommun", "", "Övergripande synpunkter på förslaget"),
    ("4.2 Avgiftens storlek Mora kommun", "4.2", "Avgiftens storlek"),
    ("FÖRVALTNINGENS ÖVERVÄGANDEN Mora kommun", "", "FÖRVALTNINGENS ÖVERVÄGANDEN"),
    ("Barnens resor Vi menar att tiden är kort. Mora kommun", "", "Barnens resor"),
    ("3. Avgifternas storlek Mora kommun", "3", "Avgifternas storlek"),
    ("Allmänna synpunkter: Mora kommun", "", "Allmänna synpunkter"),
    ("Kap 2. Avgifter, tider och turer Mora kommun", "", "Kap 2. Avgifter, tider och turer"),
    ("2 (3) 4.2 Avgifter är viktiga Det är bra. Mora kommun", "4.2", "Avgifter är viktiga"),
]


def test_a_short_page_that_begins_with_its_number_and_a_heading() -> None:
    text = "Kommunen har synpunkter.\n\n2 2(3) 4.5 Kartor är viktiga Det är bra att djupen mäts.\n"
    assert headings(text) == [(2, "4.5", "Kartor är viktiga")]
    assert ("furniture", "2 2(3)") in found(text)


@pytest.mark.parametrize(("between", "number", "heading"), RUN_IN, ids=[one[2] for one in RUN_IN])
def test_a_heading_amid_a_page_on_one_line(between: str, number: str, heading: str) -> None:
    text = BEFORE + between + AFTER
    found = [(one.number, text[one.start : one.end]) for one in blocks(text) if one.kind == "heading"]
    assert found == [(number, heading)]


@pytest.mark.parametrize(
    "between",
    ["Region Dalarna", "Rådet för Mora kommun", "Bolaget Gruvan", "Den bild Mora kommun", "Hedlunda AB"],
)
def test_the_name_of_who_speaks_is_no_heading(between: str) -> None:
    assert [one.kind for one in blocks(BEFORE + between + AFTER)] == ["paragraph"]


@pytest.mark.parametrize(
    ("heading", "mark"), [("Byarnas synpunkter i sammandrag", "-"), ("Sammanfattning", "•")]
)
def test_bullets_right_under_the_first_heading_of_a_page_on_one_line(heading: str, mark: str) -> None:
    points = ["Taket för stödet måste höjas.", "Staten bör betala bryggorna.", "Byarna välkomnar fonden."]
    text = (
        f"1 Till Finansdepartementet Yttrande över promemorian Fler bryggor (Fi2023/0127) {heading} "
        + " ".join(f"{mark} {point}" for point in points)
        + f" Kap 2. Statens roll Mora kommun{AFTER}\n"
    )
    assert [words for _, _, words in headings(text)][1:] == [heading, "Kap 2. Statens roll"]
    assert [text[one.start : one.end] for one in blocks(text) if one.kind == "item"] == points


def test_bullets_amid_a_page_on_one_line() -> None:
    text = (
        BEFORE
        + "Vi föreslår att: • avgiften sänks • tiden förlängs • lagen ses över om två år. Mora kommun"
        + AFTER
    )
    items = [text[one.start : one.end] for one in blocks(text) if one.kind == "item"]
    assert items == ["avgiften sänks", "tiden förlängs", "lagen ses över om två år."]


@pytest.mark.parametrize(
    "words",
    [
        "Avsnitt 3.2: Vi delar bedömningen att provbäddar behövs.",
        "Avsnitt 3.2 Mål: Kommunen efterlyser mål för skogen.",
    ],
)
def test_a_sentence_about_a_section_is_no_heading(words: str) -> None:
    found = blocks(
        f"Synpunkter\n\n{words}\n\nPlanen är i övrigt lätt att läsa och följa för den som bor i länet."
    )
    assert found[1].kind is Kind.PARAGRAPH


def test_clauses_after_att_and_blanks_are_items() -> None:
    text = "Kommunstyrelsen beslutar\n\natt     anta yttrandet samt överlämna det till\n        Region Uppsala, och\n\natt     skynda"
    assert [(one.kind, one.marker) for one in blocks(text)[1:]] == [(Kind.ITEM, "att")] * 2


def test_the_annex_to_a_paragraph_is_no_receiver() -> None:
    text = "Beslutet skickas till\nRegion Dalarna\n\n\nBilaga till BMN § 37\n\nSÄRSKILT YTTRANDE"
    assert [one.kind for one in blocks(text)][:2] == [Kind.HEADING, Kind.DISTRIBUTION]
    assert blocks(text)[2].kind is not Kind.DISTRIBUTION


def test_a_numbered_heading_that_is_a_statement_stands_tight_over_its_sentences() -> None:
    text = f"4.1 Avgifter\n{PROSE}\n5.2 Staten ska bygga fler hamnar\n{PROSE}\n"
    assert headings(text) == [(2, "4.1", "Avgifter"), (2, "5.2", "Staten ska bygga fler hamnar")]


@pytest.mark.parametrize("agenda", ["", "1. Mötet öppnas\n2. Val av justerare\n3. Taxa\n4. Övrigt\n\n"])
def test_minutes_number_their_matters_without_a_sign_or_a_blank_line(agenda: str) -> None:
    text = (
        f"Protokoll\nStyrelsen för Orsa fritidsbank\n2024-11-28\n\n{agenda}1. Mötet öppnas\nOrdföranden hälsade alla välkomna.\n"
        "2. Val av justerare\nStyrelsen valde Anna Ek.\n3. Taxa\nStyrelsen beslutade att anta taxan.\n"
        "4. Övrigt\nInget övrigt anmäldes.\n"
    )
    signed = [
        number for _, number, words in headings(text) if number.startswith("§") and words != "Mötet öppnas"
    ]
    assert signed == ["§ 2", "§ 3", "§ 4"]


def test_a_word_with_the_chapter_it_answers_is_a_heading_amid_running_text() -> None:
    words = (
        "Kommunen ställer sig bakom strategin men saknar mål för landsbygden. Utbildning (kapitel 3) Kommunen anser att målet"
        " bör gälla hela länet. Transporter (kapitel 5) Kommunen beklagar att kusten väger tyngre än inlandet. Fri färja (kapitel 6) Enligt"
        " 4 kap. väglagen är färjan en väg. Väg (kapitel 7) Kommunen anser att vägen är smal."
    )
    assert [heading[2] for heading in headings(words)] == [
        "Utbildning (kapitel 3)",
        "Transporter (kapitel 5)",
        "Fri färja (kapitel 6)",
        "Väg (kapitel 7)",
    ]
