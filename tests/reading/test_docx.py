"""DOCX: structure from styles and numbering, page heads, tables, tracked changes, and what cannot be read."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from clustergraph.errors import InputError
from clustergraph.reading import Kind, blocks, read_bytes

NAME = "svar.docx"


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def text_of(document: Any) -> str:
    return read_bytes(saved(document), NAME).text


def test_styles_become_marks() -> None:
    document = docx.Document()
    document.add_paragraph("Yttrande över förslag till kulturplan", style="Title")
    document.add_heading("Sammanfattning", 2)
    document.add_paragraph("Kommunen föreslår att planen")
    document.add_paragraph("kortas, och", style="List Bullet")
    document.add_paragraph("förtydligas.", style="List Bullet")
    bold = document.add_paragraph()
    bold.add_run("Ekonomi").bold = True
    document.add_paragraph("Planen medför inga kostnader.")
    assert text_of(document) == (
        "# Yttrande över förslag till kulturplan\n\n## Sammanfattning\n\nKommunen föreslår att planen\n\n"
        "- kortas, och\n- förtydligas.\n\n**Ekonomi**\n\nPlanen medför inga kostnader.\n"
    )


def with_numbered_headings() -> Any:
    """A document whose headings get their numbers from a list, as in most templates."""
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(depth + 1))}"/></w:lvl>'
        for depth in range(3)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, words in [
        (1, "Inledning"),
        (2, "Syfte"),
        (2, "Mål"),
        (1, "Områden"),
        (2, "Skola"),
        (3, "Förskola"),
    ]:
        heading = document.add_heading(words, depth)
        heading._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth - 1}"/><w:numId w:val="77"/></w:numPr>')
        )
        document.add_paragraph("Här står det som hör till avsnittet, i en hel mening.")
    return document


def test_numbers_that_word_prints_are_in_the_text() -> None:
    text = text_of(with_numbered_headings())
    numbers = [(b.number, text[b.start : b.end], b.level) for b in blocks(text) if b.kind is Kind.HEADING]
    assert numbers == [
        ("1", "Inledning", 1),
        ("1.1", "Syfte", 2),
        ("1.2", "Mål", 2),
        ("2", "Områden", 1),
        ("2.1", "Skola", 2),
        ("2.1.1", "Förskola", 3),
    ]


def test_the_page_head_stands_first_and_tables_row_by_row() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dnr: KS 2025/77"
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ["Nämnd", "Svar", "KSN", "Ja"], strict=True
    ):
        cell.text = words
    text = text_of(document)
    assert text == "Dnr: KS 2025/77\n\nNämnd\tSvar\nKSN\tJa\n"
    assert [b.kind for b in blocks(text)] == [Kind.FIELD, Kind.ROW, Kind.ROW]


def test_an_empty_cell_keeps_its_place_so_that_keys_find_their_values() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    words = [
        "Ledningskontoret",
        "Tjänsteskrivelse",
        "",
        "",
        "Datum",
        "Diarienummer",
        "Petra Ek",
        "2025-03-12",
        "KS 2025/17",
    ]
    for cell, printed in zip((c for row in table.rows for c in row.cells), words, strict=True):
        cell.text = printed
    text = text_of(document)
    fields = {b.name: text[b.start : b.end] for b in blocks(text) if b.kind is Kind.FIELD}
    assert fields == {"Datum": "2025-03-12", "Diarienummer": "KS 2025/17"}


def test_a_line_that_begins_with_a_tab_keeps_its_columns() -> None:
    document = docx.Document()
    document.add_paragraph("Kommunstyrelsen\tDatum\tDnr")
    document.add_paragraph("\t2021-11-29\tKS 2021/318")
    text = text_of(document)
    fields = {b.name: text[b.start : b.end] for b in blocks(text) if b.kind is Kind.FIELD}
    assert fields == {"Datum": "2021-11-29", "Dnr": "KS 2021/318"}


def test_line_breaks_in_the_cells_of_a_head_part_its_lines() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Ånäs kommun\nStöd och lärande"
    table.rows[0].cells[1].text = "Tjänsteskrivelse\n1 (2)\nDatum\n2024-03-05"
    text = text_of(document)
    printed = [(b.kind, text[b.start : b.end]) for b in blocks(text)]
    assert printed == [
        (Kind.LETTERHEAD, "Ånäs kommun"),
        (Kind.LETTERHEAD, "Stöd och lärande"),
        (Kind.LETTERHEAD, "Tjänsteskrivelse"),
        (Kind.FIELD, "2024-03-05"),
    ]


def test_tracked_changes_and_content_controls() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Kommunen ")._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>avstyrker</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>tillstyrker</w:t></w:r></w:ins>"))
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Beslut den 5 mars.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert text_of(document) == "Kommunen tillstyrker\n\nBeslut den 5 mars.\n"


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Ert dnr: RS 2025-1</w:t></w:r></w:p></w:txbxContent>"
    document.add_paragraph("Svar")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    assert text_of(document) == "Ert dnr: RS 2025-1\n\nSvar\n"


def corrupt() -> bytes:
    return saved(docx.Document())[:2000]


def archive_of(name: str) -> Callable[[], bytes]:
    def made() -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, "hej")
        return file.getvalue()

    return made


def bomb() -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as entry,
    ):
        for _ in range(210):
            entry.write(bytes(1024 * 1024))
    return file.getvalue()


def broken_xml() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(saved(docx.Document())))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry in source.namelist():
            archive.writestr(entry, b"<w:document" if entry == "word/document.xml" else source.read(entry))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (corrupt, "svar.docx is a corrupt DOCX file; open it in a word processor and save it again."),
        (broken_xml, "svar.docx is a corrupt DOCX file; open it in a word processor and save it again."),
        (
            archive_of("word/document.xml"),
            "svar.docx is a corrupt DOCX file; open it in a word processor and save it again.",
        ),
        (
            archive_of("readme.txt"),
            "svar.docx is a ZIP archive, no DOCX file; save the document in it as DOCX.",
        ),
        (
            archive_of("content.xml"),
            "svar.docx is an OpenDocument file, no DOCX file; save the document in it as DOCX.",
        ),
        (
            archive_of("xl/workbook.xml"),
            "svar.docx is a spreadsheet, no DOCX file; save the document in it as DOCX.",
        ),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "svar.docx is password-protected; save it without a password.",
        ),
        (
            lambda: rb"{\rtf1\ansi Hej}",
            "svar.docx is in Rich Text Format (RTF); save it as text, Markdown, HTML, DOCX or PDF.",
        ),
        (bomb, "svar.docx unpacks to more than 200 MB; save it without pictures."),
        (
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "svar.docx is in a format of Office before 2007 (.doc, .xls, .msg); save it as .docx.",
        ),
        (lambda: saved(docx.Document()), "svar.docx holds no text; give a file with text in it."),
        (lambda: b"hej", "svar.docx is not a DOCX file inside; save it again or rename it."),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: Callable[[], bytes], message: str) -> None:
    with pytest.raises(InputError) as error:
        read_bytes(data(), NAME)
    assert str(error.value) == message
