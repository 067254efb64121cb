"""PDF: reading order, running heads, hyphens, headings, pages, and what cannot be read."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from clustergraph.errors import InputError
from clustergraph.reading import Kind, blocks, read_bytes

WIDTH, HEIGHT = A4


def made(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF file drawn by `draw`."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def write(
    canvas: Canvas, x: float, y: float, lines: list[str], size: float = 11, font: str = "Helvetica"
) -> float:
    """Writes lines below each other and returns the next base line."""
    canvas.setFont(font, size)
    for line in lines:
        canvas.drawString(x, y, line)
        y -= size * 1.3
    return y


def text_of(data: bytes) -> str:
    return read_bytes(data, "fil.pdf").text


def test_lines_become_paragraphs_and_sizes_become_headings() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(canvas, 70, 720, ["Yttrande över förslag till strategi"], 18, "Helvetica-Bold")
        y = write(canvas, 70, y - 20, ["Sammanfattning"], 14, "Helvetica-Bold")
        y = write(
            canvas,
            70,
            y - 8,
            [
                "Kommunen välkomnar förslaget och ser positivt på att regionerna går samman i",
                "arbetet. Kommunen föreslår att rollerna förtydligas.",
            ],
        )
        write(canvas, 70, y - 10, ["Kommunen har inga synpunkter på den föreslagna tidsplanen för arbetet."])

    assert text_of(made(draw)) == (
        "# Yttrande över förslag till strategi\n\n"
        "## Sammanfattning\n\n"
        "Kommunen välkomnar förslaget och ser positivt på att regionerna går samman i arbetet. "
        "Kommunen föreslår att rollerna förtydligas.\n\n"
        "Kommunen har inga synpunkter på den föreslagna tidsplanen för arbetet.\n"
    )


def test_a_paragraph_that_begins_in_bold_stays_whole() -> None:
    def draw(canvas: Canvas) -> None:
        for y, label, rest in (
            (700, "Avsnitt 3 Avgifter.", "Kommunen anser att taxan"),
            (640, "Kommunen", "saknar en karta"),
        ):
            canvas.setFont("Helvetica-Bold", 11)
            canvas.drawString(70, y, label)
            at = 70 + canvas.stringWidth(label + " ", "Helvetica-Bold", 11)
            canvas.setFont("Helvetica", 11)
            canvas.drawString(at, y, rest + " och att den ska gälla alla som bor i")
            canvas.drawString(70, y - 14, "hamnen hela året.")

    assert text_of(made(draw)) == (
        "**Avsnitt 3 Avgifter.** Kommunen anser att taxan och att den ska gälla alla som bor i hamnen hela året.\n\n"
        "Kommunen saknar en karta och att den ska gälla alla som bor i hamnen hela året.\n"
    )


def test_hyphens_at_line_ends() -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas,
            70,
            700,
            [
                "Samarbetet i regionen ska stärka kompetensförsörjningen inom hela utveck-",
                "lingsområdet och gynna hela det område som kallas Stockholm-",
                "Uppsala. Det gäller särskilt de delar av vården som bedrivs inom hälso-",
                "och sjukvården i båda länen.",
            ],
        )

    assert text_of(made(draw)) == (
        "Samarbetet i regionen ska stärka kompetensförsörjningen inom hela utvecklingsområdet och gynna hela det "
        "område som kallas Stockholm-Uppsala. Det gäller särskilt de delar av vården som bedrivs inom hälso- och "
        "sjukvården i båda länen.\n"
    )


LEFT = [
    "Kommunen delar bilden av att",
    "samverkan behöver stärkas i",
    "hela länet. Det kräver att alla",
    "aktörer deltar på lika villkor",
    "och att ansvaret är tydligt.",
]
RIGHT = [
    "Kommunen anser också att",
    "finansieringen bör klargöras",
    "innan strategin antas. Den bör",
    "beslutas av fullmäktige efter",
    "samråd med kommunerna.",
]


@pytest.mark.parametrize("by_row", [False, True], ids=["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 740, ["Remissvar om regional utvecklingsstrategi för hela länet"], 16)
        if by_row:
            for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
                write(canvas, 70, 690 - row * 14.3, [left])
                write(canvas, 320, 690 - row * 14.3, [right])
        else:
            write(canvas, 70, 690, LEFT)
            write(canvas, 320, 690, RIGHT)

    assert text_of(made(draw)) == (
        f"# Remissvar om regional utvecklingsstrategi för hela länet\n\n{' '.join(LEFT)}\n\n{' '.join(RIGHT)}\n"
    )


def spread(canvas: Canvas, x: float, y: float, width: float, lines: list[str]) -> None:
    """Writes lines whose words are spread to both edges of a column."""
    for row, line in enumerate(lines):
        words = line.split()
        free = width - sum(canvas.stringWidth(word, "Helvetica", 11) for word in words)
        at = x
        for word in words:
            write(canvas, at, y - row * 14.3, [word])
            at += canvas.stringWidth(word, "Helvetica", 11) + free / max(1, len(words) - 1)


def test_no_word_is_lost_of_columns_under_a_letterhead_in_the_left_one() -> None:
    left = [
        "Vi har läst planen med intresse och",
        "anser att den bör antas utan ändring.",
        "Ånäs byaråd har i ett eget yttrande",
    ]
    right = [
        "framfört att bussen till Vik måste gå",
        "även om lördagar, vilket vi instämmer i.",
        "Ånäs byaråd har i ett eget yttrande",
    ]

    def draw(canvas: Canvas) -> None:
        y = write(canvas, 60, 790, ["Ånäs kommun", "Dnr KS 2025/118"], 14, "Helvetica-Bold")
        write(canvas, 60, y - 10, left * 4)
        write(canvas, 320, 790, right * 4)
        canvas.showPage()
        write(canvas, 60, 790, ["Ånäs kommun"], 14, "Helvetica-Bold")
        write(canvas, 60, 760, left * 4)
        write(canvas, 320, 790, [left[2], *right * 4])

    words = text_of(made(draw)).split()
    assert words.count("Dnr") == 1
    assert [words.count(word) for word in ("byaråd", "lördagar,", "läst")] == [17, 8, 8]


def test_columns_of_spread_lines_are_no_table_and_a_short_last_page_has_them_too() -> None:
    def draw(canvas: Canvas) -> None:
        spread(canvas, 70, 690, 220, LEFT[:-1])
        write(canvas, 70, 690 - 4 * 14.3, LEFT[-1:])
        spread(canvas, 320, 690, 220, RIGHT[:-1])
        write(canvas, 320, 690 - 4 * 14.3, RIGHT[-1:])
        canvas.showPage()
        write(canvas, 70, 690, ["Kommunen vill att frågan", "utreds före sommaren."])
        write(canvas, 320, 690, ["Regionen bör ta ansvar", "för samordningen."])

    assert text_of(made(draw)).split("\n\n") == [
        " ".join(LEFT),
        " ".join(RIGHT),
        "Kommunen vill att frågan utreds före sommaren.",
        "Regionen bör ta ansvar för samordningen.\n",
    ]


def test_cells_side_by_side_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        for row, cells in enumerate(
            [("Nämnd", "Svar", "Datum"), ("Kultur", "Ja", "Maj"), ("Teknik", "Nej", "Juni")]
        ):
            for column, cell in enumerate(cells):
                write(canvas, 70 + 160 * column, 690 - row * 14.3, [cell])

    assert text_of(made(draw)) == "Nämnd\tSvar\tDatum\nKultur\tJa\tMaj\nTeknik\tNej\tJuni\n"


def test_what_a_browser_prints_on_each_page_goes() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 30, HEIGHT - 25, ["2025-06-12 09:41"], 8)
        write(canvas, 70, 600, ["Kommunen tillstyrker förslaget om e-", "legitimation i hela landet."])
        write(canvas, 30, 20, ["https://example.org/remissvar"], 8)

    assert text_of(made(draw)) == "Kommunen tillstyrker förslaget om e-legitimation i hela landet.\n"


def test_a_title_in_lower_case_stays_under_its_name() -> None:
    def draw(canvas: Canvas) -> None:
        write(
            canvas,
            70,
            600,
            ["Kommunen tillstyrker förslaget i dess helhet och har inga andra synpunkter på det."],
        )
        write(canvas, 70, 500, ["Eva Strand", "avdelningschef"])

    assert text_of(made(draw)).endswith("\n\nEva Strand\navdelningschef\n")


def three_pages(canvas: Canvas) -> None:
    bodies = [
        ["Kommunen tillstyrker förslaget i dess helhet och lämnar nedan sina synpunkter på de"],
        ["delar som berör kommunens ansvar. Synpunkterna följer strategins disposition i allt."],
        ["Kommunen ser fram emot fortsatt dialog med regionen om genomförandet av strategin."],
    ]
    for number, body in enumerate(bodies, 1):
        write(canvas, 70, HEIGHT - 40, ["Kommunstyrelsens kontor"], 9)
        write(canvas, 300, HEIGHT - 40, ["Dnr KS 2025/0123"], 9)
        write(canvas, 500, HEIGHT - 40, [f"{number} (3)"], 9)
        write(canvas, 70, 600, body)
        write(canvas, 70, 40, [f"Box 100, 123 45 Orten Sida {number} av 3"], 9)
        canvas.showPage()


def test_running_heads_and_page_numbers_go_but_the_registry_number_stays_once() -> None:
    text = text_of(made(three_pages))
    assert text.count("KS 2025/0123") == 1
    assert "(3)" not in text
    assert "Box 100" not in text
    assert "Sida" not in text


def test_a_sentence_over_a_page_break_is_one_paragraph_and_pages_say_where_it_broke() -> None:
    source = read_bytes(made(three_pages), "fil.pdf")
    assert "synpunkter på de delar som berör" in source.text
    assert len(source.pages) == 3
    assert source.pages[0] == 0
    assert source.text[source.pages[1] :].startswith(("delar som berör", " delar som berör"))
    assert source.text[source.pages[2] :].startswith("Kommunen ser fram emot")


def test_bullets_and_wrapped_items() -> None:
    def draw(canvas: Canvas) -> None:
        y = write(
            canvas, 70, 700, ["Kommunen föreslår därför att strategin kompletteras med följande delar:"]
        )
        for lines in (
            ["en tydlig plan för uppföljning av alla de mål som", "strategin sätter upp,"],
            ["en budget."],
        ):
            canvas.setFont("Helvetica", 11)
            canvas.drawString(80, y, "\u2022")
            y = write(canvas, 98, y, lines)

    text = text_of(made(draw))
    assert text == (
        "Kommunen föreslår därför att strategin kompletteras med följande delar:\n\n"
        "- en tydlig plan för uppföljning av alla de mål som strategin sätter upp,\n"
        "- en budget.\n"
    )
    lead, first, second = blocks(text)
    assert (lead.kind, first.kind, second.kind) == (Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM)
    assert first.lead_in == second.lead_in == 0


def test_an_item_goes_on_under_its_words_however_short_its_lines() -> None:
    def draw(canvas: Canvas) -> None:
        for y, mark, lines in (
            (700, "\u2022", ["att godkänna förslaget till avtal med", "Region Dalarna om tåg, och"]),
            (660, "1.", ["Avtalet godkänns och", "Kommunchefen undertecknar det."]),
        ):
            write(canvas, 80, y, [mark])
            write(canvas, 98, y, lines)
        write(
            canvas,
            70,
            600,
            ["Kommunen har tagit del av förslaget och lämnar följande synpunkter på det som rör oss."],
        )

    assert text_of(made(draw)).startswith(
        "- att godkänna förslaget till avtal med Region Dalarna om tåg, och\n\n"
        "1. Avtalet godkänns och Kommunchefen undertecknar det.\n\n"
    )


def test_a_head_in_two_columns_is_no_running_text_in_columns() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 740, ["Kommunledningskontoret", "Anna Exempelsson"], 10)
        write(canvas, 350, 740, ["Datum: 2025-02-03", "Diarienummer: KS-2025/12"], 10)
        write(canvas, 70, 660, ["Yttrande över förslag till vattenplan"], 16)
        write(canvas, 70, 620, ["Kommunen har tagit del av förslaget och lämnar följande yttrande över det."])

    assert fields_of(text_of(made(draw))) == {"Datum": "2025-02-03", "Diarienummer": "KS-2025/12"}


def test_the_head_of_minutes_says_once_what_they_are_and_their_feet_go() -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            write(canvas, 60, 800, ["Hylte kommun"])
            write(canvas, 250, 800, ["SAMMANTRÄDESPROTOKOLL"])
            write(canvas, 500, 800, [f"{page + 4} (31)"])
            write(canvas, 60, 700, [f"§ {page + 21}", "Rapporten läggs till handlingarna av styrelsen."])
            write(canvas, 60, 50, ["Justerandes sign"])
            canvas.showPage()

    text = text_of(made(draw))
    assert text.count("SAMMANTRÄDESPROTOKOLL") == 1
    assert "Justerandes" not in text
    assert "(31)" not in text


def test_keys_in_small_type_over_their_values() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 790, ["Länsstyrelsen"])
        write(canvas, 300, 770, ["Datum"], size=8)
        write(canvas, 420, 770, ["Ärendebeteckning"], size=8)
        write(canvas, 300, 757, ["2025-05-14"])
        write(canvas, 420, 757, ["402-3871-2025"])
        write(canvas, 420, 744, ["Er beteckning"], size=8)
        write(canvas, 420, 731, ["SBN 2025/112"])
        write(canvas, 60, 600, ["Länsstyrelsen har tagit del av förslaget och har inget att erinra mot det."])

    assert fields_of(text_of(made(draw))) == {
        "Datum": "2025-05-14",
        "Ärendebeteckning": "402-3871-2025",
        "Er beteckning": "SBN 2025/112",
    }


def fields_of(text: str) -> dict[str, str]:
    return {b.name: text[b.start : b.end] for b in blocks(text) if b.kind is Kind.FIELD}


PROSE = [
    "Länsstyrelsen bedömer att skyddet för täkten behöver stärkas och",
    "att kommunen därför ska lämna in ett förslag till ett område som",
    "skyddar den. Kommunen har inte visat att det finns någon annan",
    "täkt som kan ersätta den inom rimlig tid. Länsstyrelsen har även",
    "tagit del av de synpunkter som de boende vid sjön har lämnat och",
    "finner inte att de ger skäl till någon annan bedömning av frågan.",
]


def test_a_head_written_column_by_column_has_its_cells_apart_however_near() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 790, ["Samhällsbyggnadsförvaltningen", "Maria Lind"], 9)
        edge = 70 + canvas.stringWidth("Samhällsbyggnadsförvaltningen", "Helvetica", 9) + 8
        write(canvas, edge, 790, ["Datum", "2024-03-05"], 9)
        write(canvas, edge + 60, 790, ["Diarienummer", "KS-2024/0118"], 9)
        write(canvas, 70, 600, PROSE)

    assert fields_of(text_of(made(draw))) == {"Datum": "2024-03-05", "Diarienummer": "KS-2024/0118"}


def test_small_print_beside_the_text_follows_it() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 170, 690, PROSE)
        write(canvas, 60, 670, ["Postadress", "351 86 Växjö", "", "Telefon", "010-223 70 00"], 7)

    assert text_of(made(draw)) == (
        f"{' '.join(PROSE)}\n\nPostadress\n351 86 Växjö\n\nTelefon\n010-223 70 00\n"
    )


def test_a_column_at_the_right_that_begins_above_the_text_is_part_of_the_head() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 760, ["Remissvar: Vägar till ett tryggare", "vatten i hela landet"], 15)
        write(canvas, 70, 690, PROSE)
        write(
            canvas,
            450,
            742,
            ["Vårt dnr", "2021-0311", "", "Ert dnr", "RD 2021/17", "", "Kontakt", "Bo Ek", "Box 12"],
            7,
        )

    text = text_of(made(draw))
    assert fields_of(text) == {"Vårt dnr": "2021-0311", "Ert dnr": "RD 2021/17", "Kontakt": "Bo Ek"}
    assert text.endswith(f"# Remissvar: Vägar till ett tryggare vatten i hela landet\n\n{' '.join(PROSE)}\n")


def test_a_sentence_goes_on_over_the_notes_under_it() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 200, PROSE[:3])
        write(canvas, 70, 60, ["1 Rapport från SGU, 2022."], 7)
        canvas.showPage()
        write(canvas, 70, 690, PROSE[3:])

    assert text_of(made(draw)) == f"{' '.join(PROSE)}\n\n1 Rapport från SGU, 2022.\n"


def test_the_cells_of_a_row_on_several_lines_are_whole() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 70, 690, ["Insats"])
        write(canvas, 330, 690, ["Ansvarig"])
        write(canvas, 70, 660, ["Meröppet i Torup och Unnaryd", "införs under planperioden"])
        write(canvas, 330, 660, ["Biblioteket och", "byggkontoret"])
        write(canvas, 70, 620, ["Beslutande"])
        write(canvas, 330, 620, ["Eva Strand (S)", "Bo Ek (M)"])

    assert text_of(made(draw)) == (
        "Insats\tAnsvarig\n\n"
        "Meröppet i Torup och Unnaryd införs under planperioden\tBiblioteket och byggkontoret\n\n"
        "Beslutande\tEva Strand (S)\nBo Ek (M)\n"
    )


def test_an_item_whose_bullet_is_of_another_size_is_whole() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 690, ["\u2022"], 8)
        write(canvas, 68, 690, PROSE[:2])

    assert text_of(made(draw)) == f"- {PROSE[0]} {PROSE[1]}\n"


def test_the_head_of_the_first_page_is_its_letterhead_and_feet_in_columns_go() -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            write(canvas, 60, 800, ["Kommunstyrelsen"])
            write(canvas, 250, 800, ["Sammanträdesdatum", "2024-10-07"])
            write(canvas, 500, 800, [f"{page} (2)"])
            write(canvas, 60, 650 if page == 1 else 700, PROSE[:3] if page == 1 else ["Ajournering."])
            write(canvas, 60, 50, ["Box 7070, 750 07 Uppsala"], 7)
            if page == 1:
                write(canvas, 320, 650, PROSE[3:])
            write(canvas, 320, 50, ["Telefon 018-67 10 00"], 7)
            canvas.showPage()

    text = text_of(made(draw))
    assert [text.count(words) for words in ("Kommunstyrelsen", "2024-10-07", "Box", "Telefon")] == [
        1,
        1,
        0,
        0,
    ]
    assert fields_of(text) == {"Sammanträdesdatum": "2024-10-07"}


def encrypted() -> bytes:
    return made(lambda c: c.drawString(70, 700, "Hemligt"), encrypt=StandardEncryption("lösen", canPrint=0))


def scanned() -> bytes:
    return made(lambda c: c.rect(70, 70, 400, 600, fill=1))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (encrypted, "fil.pdf is password-protected; save it without a password."),
        (
            scanned,
            "fil.pdf holds no text, only pictures (a scan?); run text recognition (OCR) on it first.",
        ),
        (lambda: b"%PDF-1.7\nnothing", "fil.pdf is a damaged PDF file; save or print it to PDF again."),
        (lambda: b"plain words", "fil.pdf is not a PDF file inside; save it again or rename it."),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError) as error:
        read_bytes(data(), "fil.pdf")
    assert str(error.value) == message
