"""DOCX to text: headings by style, printed list numbers, tables row by row, text boxes and page heads."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from clustergraph.errors import InputError
from clustergraph.reading.docx_numbers import Numbering
from clustergraph.reading.genre import DOCUMENT_TYPES

# A document of the genre unpacks to a few megabytes; more is a bomb or a picture book.
_UNPACKED = 200 * 1024 * 1024
# What a ZIP archive is that holds a file of this name.
_OTHERS = {
    "content.xml": "an OpenDocument file",
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
}
_CORRUPT = "{} is a corrupt DOCX file; open it in a word processor and save it again."
_HEADING = re.compile(r"(?:heading|rubrik)\s*(\d)", re.IGNORECASE)
_PAGE = re.compile(r"(?:(?:sida|sid\.?|page)\s*)?\d*\s*(?:\(\d*\)|av\s*\d*)?", re.IGNORECASE)

_P, _TBL, _TR, _TC, _T, _TAB, _BR, _CR = (
    qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "t", "tab", "br", "cr")
)
_HYPHEN, _R, _RPR, _B, _PPR, _TABS = (
    qn(f"w:{tag}") for tag in ("noBreakHyphen", "r", "rPr", "b", "pPr", "tabs")
)
_HEAD_LINE = 120  # characters that no line of a head has
_BOX = qn("w:txbxContent")
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), _RPR, _PPR}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def extract(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of a DOCX file and no pages.

    Headings become `#` lines with the number that Word prints, list items `-` or numbered lines, wholly bold
    paragraphs `**…**`, table rows lines with tabs; the words of page heads come first, deleted words not at all.
    Raises InputError if the file is corrupt, is no DOCX or unpacks to more than 200 MB.
    """
    _check(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (
        PackageNotFoundError,
        AttributeError,  # python-docx meets another element than it expects
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
    ):
        raise InputError(_CORRUPT.format(name)) from None
    return _Writer(document).run(), ()


def _check(data: bytes, name: str) -> None:
    """Refuses what is no DOCX file or would not fit in memory, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    # zipfile says NotImplementedError of a file whose directory asks for a version of ZIP that there is not.
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError(_CORRUPT.format(name)) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{name} is password-protected; save it without a password.")
    names = {entry.filename for entry in entries}
    if "word/document.xml" not in names:
        kind = next((_OTHERS[one] for one in _OTHERS if one in names), "a ZIP archive")
        raise InputError(f"{name} is {kind}, no DOCX file; save the document in it as DOCX.")
    if sum(entry.file_size for entry in entries) > _UNPACKED:
        raise InputError(f"{name} unpacks to more than {_UNPACKED // 1024**2} MB; save it without pictures.")


class _Writer:
    """Writes the parts of a document as lines."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.numbering = Numbering(document)
        self.styles = {style.style_id: style for style in document.styles}
        self.out: list[str] = []
        self.tight = False

    def run(self) -> str:
        """The text of the whole document."""
        for line in self._page_heads():
            self._write(line)
        self._body(self.document.element.body)
        return "\n".join(self.out).strip("\n") + "\n"

    def _page_heads(self) -> Iterator[str]:
        """The words of the page heads, each once; the page number is no word of the document."""
        seen = set()
        for section in self.document.sections:
            for head in (section.first_page_header, section.header):
                if head.is_linked_to_previous:
                    continue
                for paragraph in head._element.iter(_P):
                    for line in _words(paragraph).split("\n"):
                        words = line.strip()
                        if words and words not in seen and not _PAGE.fullmatch(words):
                            seen.add(words)
                            yield words

    def _write(self, line: str, item: bool = False) -> None:
        """Adds a block; list items and table rows follow each other without a blank line."""
        if self.out and not (item and self.tight):
            self.out.append("")
        self.out.append(line)
        self.tight = item

    def _body(self, parent: Any) -> None:
        for child in parent.iterchildren():
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._table(child)
            elif child.tag not in _SKIPPED and len(child):
                self._body(child)  # content controls, inserted blocks

    def _paragraph(self, paragraph: Any) -> None:
        for box in paragraph.iter(_BOX):
            own = next(box.iterancestors(_P)) is paragraph  # a box within a box is read with that one
            if own and not any(above.tag == _FALLBACK for above in box.iterancestors()):
                self._body(box)
        printed = _words(paragraph)
        words = printed.strip()
        if not words:
            return
        style = self._style(paragraph)
        level = self._level(paragraph, style)
        mark, depth = self.numbering.next(paragraph, style)
        if level:
            self._write(
                f"{'#' * level} {mark + ' ' if mark and mark != '-' else ''}{' '.join(words.split())}"
            )
        elif mark:
            self._write(f"{'  ' * depth}{mark} {words}", item=True)
        elif len(words) < 200 and _all_bold(paragraph):
            self._write("\n".join(f"**{line.strip()}**" for line in words.split("\n") if line.strip()))
        else:  # an empty cell before a tab keeps its place, as in a table
            lead = printed[: printed.index(words)].strip(" \n") if "\t" in words else ""
            self._write(lead + words, item=_is_entry(style))

    def _style(self, paragraph: Any) -> Any:
        ppr = paragraph.find(_PPR)
        name = ppr.find(qn("w:pStyle")) if ppr is not None else None
        return self.styles.get(name.get(qn("w:val"))) if name is not None else None

    def _level(self, paragraph: Any, style: Any) -> int:
        """The depth of a heading, by its style, the style that is based on, or its outline level; otherwise 0."""
        ppr = paragraph.find(_PPR)
        outline = ppr.find(qn("w:outlineLvl")) if ppr is not None else None
        if outline is not None and outline.get(qn("w:val"), "9").isdecimal():
            depth = int(outline.get(qn("w:val")))
            return depth + 1 if depth < 6 else 0
        for _ in range(10):
            if style is None:
                return 0
            if match := _HEADING.match(style.name or ""):
                return min(int(match[1]), 6) or 1
            if (style.name or "").casefold() in ("title", "titel", "rubrik"):
                return 1
            style = getattr(style, "base_style", None)
        return 0

    def _table(self, table: Any) -> None:
        in_head = all(len(line) < _HEAD_LINE for line in self.out) or _is_letterhead(table)
        for row in table.iter(_TR):
            if next(row.iterancestors(_TBL)) is not table:
                continue
            cells = [
                [line for paragraph in cell.iter(_P) for line in self._cell_lines(paragraph, in_head)]
                for cell in row.iter(_TC)
                if next(cell.iterancestors(_TBL)) is table
            ]
            self._row(cells)

    def _cell_lines(self, paragraph: Any, in_head: bool) -> list[str]:
        """The words of a paragraph in a cell; in the head of a document, where lines are broken by hand, its lines."""
        words = _words(paragraph).strip()
        lines = [line.strip() for line in words.split("\n")] if in_head else [words]
        return [line for line in lines if line and not (in_head and _PAGE.fullmatch(line))]

    def _row(self, cells: list[list[str]]) -> None:
        """A row as one line; a cell of several paragraphs makes a table of layout, whose cells stand below each other."""
        if any(len(cell) > 1 or (cell and len(cell[0]) > 200) for cell in cells):
            for cell in filter(None, cells):
                self._write("\n".join(cell))
        elif any(cells):  # an empty cell keeps its place, by which keys find their values
            self._write("\t".join(" ".join(" ".join(cell).split()) for cell in cells).rstrip("\t"), item=True)


def _is_letterhead(table: Any) -> bool:
    """Whether a table is the head of an enclosed document: few rows of short lines, with a number and a date or type."""
    lines = [line.strip() for paragraph in table.iter(_P) for line in _words(paragraph).split("\n")]
    if len(list(table.iter(_TR))) > _ROWS or any(len(line) > _HEAD_LINE for line in lines):
        return False
    stated = any(_DATED.search(line) or line.casefold() in DOCUMENT_TYPES for line in lines)
    return stated and any(map(_NUMBERED.search, lines))


_ROWS = 3  # rows of a letterhead
_DATED = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b\d{1,2} [a-zåäö]{3,9} (?:19|20)\d\d\b")
_NUMBERED = re.compile(r"\b(?:dnr|diarie|beteckning|ref|ärendenr|ärendenummer)", re.IGNORECASE)


def _is_entry(style: Any) -> bool:
    """Whether a style is that of an entry in a table of contents."""
    return style is not None and (style.name or "").lower().startswith(("toc ", "innehåll "))


def _words(paragraph: Any) -> str:
    """The words of a paragraph as it reads with every tracked change accepted; text boxes apart."""
    pieces: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == _T:
            pieces.append(element.text or "")
        elif tag == _TAB:
            pieces.append("\t")
        elif tag in (_BR, _CR):
            pieces.append("\n")
        elif tag == _HYPHEN:
            pieces.append("-")
        elif tag not in _SKIPPED and tag not in (_BOX, _FALLBACK):
            waiting.extend(reversed(element))
    return "".join(pieces)


def _all_bold(paragraph: Any) -> bool:
    """Whether every run with words is bold."""
    runs = [run for run in paragraph.iter(_R) if any((t.text or "").strip() for t in run.iter(_T))]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Any) -> bool:
    properties = run.find(_RPR)
    bold = properties.find(_B) if properties is not None else None
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off")
