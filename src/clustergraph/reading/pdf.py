"""PDF to text: PDFium's characters put in reading order, without running heads, lines joined to paragraphs."""

import ctypes
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from clustergraph.errors import InputError
from clustergraph.reading.pdf_layout import Printed, Segment, gutter_of, in_order
from clustergraph.reading.pdf_text import compose

_MAX_PAGES = 3000
_MAX_PAGE_CHARACTERS = 200_000
_HYPHENS = {0x02, 0xAD, 0xFFFE, 0x2010, 0x2011}
# PDFium keeps global state: one document at a time in a process.
_LOCK = threading.Lock()


def extract(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of a PDF file and the offset in it at which each page begins.

    Raises InputError if the file is damaged, password-protected, very long, or holds pictures of text only.
    """
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise InputError(_refusal(name, error)) from None
        try:
            pages = list(_pages(document, name))
        except pypdfium2.PdfiumError:
            raise InputError(f"{name} is a damaged PDF file; save or print it to PDF again.") from None
        finally:
            document.close()
    if not any(pages):
        raise InputError(
            f"{name} holds no text, only pictures (a scan?); run text recognition (OCR) on it first."
        )
    return compose(pages)


def _refusal(name: str, error: pypdfium2.PdfiumError) -> str:
    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return f"{name} is password-protected; save it without a password."
    if code == pdfium.FPDF_ERR_SECURITY:
        return f"{name} is protected in a way that cannot be read; save it without protection."
    return f"{name} is a damaged PDF file; save or print it to PDF again."


def _pages(document: Any, name: str) -> Iterator[list[Printed]]:
    if len(document) > _MAX_PAGES:
        raise InputError(f"{name} has more than {_MAX_PAGES} pages; split it into smaller files.")
    gutter: float | None = None
    for number in range(len(document)):
        page = document[number]
        try:
            left, bottom, right, top = page.get_bbox()
            textpage = page.get_textpage()
            try:
                printed = (segment for segment in _segments(textpage) if segment.text)
                segments = [segment._replace(order=order) for order, segment in enumerate(printed)]
            finally:
                textpage.close()
        finally:
            page.close()
        gutter = gutter_of(segments, max(right - left, 1.0), gutter)
        yield in_order(segments, gutter, bottom, max(top - bottom, 1.0))


def _segments(textpage: Any) -> Iterator[Segment]:
    """The characters of a page as runs on one line without a wide gap, in the order of the file."""
    raw = textpage.raw
    count = min(pdfium.FPDFText_CountChars(raw), _MAX_PAGE_CHARACTERS)
    x0, x1, y0, y1 = (ctypes.c_double() for _ in range(4))
    places = tuple(ctypes.byref(place) for place in (x0, x1, y0, y1))
    box = pdfium.FS_RECTF()
    words: list[str] = []
    start = 0
    left = right = low = high = size = 0.0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in (0x0A, 0x0D, 0) or chr(code).isspace():
            if words and words[-1] != " ":
                words.append(" ")
            continue
        pdfium.FPDFText_GetCharBox(raw, index, *places)
        middle = (y0.value + y1.value) / 2
        # The height of a loose box is that of the font, whatever the letter.
        if words and (
            not low - 0.1 * size <= middle <= high + 0.1 * size
            or x0.value - right > 1.3 * size
            or x1.value < right - 2 * size
        ):
            yield _segment(raw, (start, index), words, (left, right, low, high), size)
            words = []
        if not words:
            start, left, right = index, x0.value, x1.value
        if not words or (len(words) < 3 and not words[0].isalnum()):  # a bullet has a size of its own
            pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box))
            low, high = min(box.bottom, box.top), max(box.bottom, box.top)
            size = max(pdfium.FPDFText_GetFontSize(raw, index), 1.0)
            if not 0.3 * size < high - low < 4 * size:  # a scaled font: its printed height counts
                size = max(high - low, 1.0)
        words.append("-" if code in _HYPHENS else _character(code))
        right = max(right, x1.value)
    if words:
        yield _segment(raw, (start, count), words, (left, right, low, high), size)


def _character(code: int) -> str:
    if 0xFB00 <= code <= 0xFB06:  # ligatures
        return unicodedata.normalize("NFKC", chr(code))
    return "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code < 0x20 else chr(code)


def _segment(
    raw: Any, span: tuple[int, int], words: list[str], box: tuple[float, float, float, float], size: float
) -> Segment:
    text = unicodedata.normalize("NFC", "".join(words)).strip()
    bold = _bold(raw, span[0])
    label = _bold_start(raw, *span) if bold else ""
    if label and len(label) < len(text):  # «**Avsnitt 3 Hamnar.** Kommunen anser …»: the rest is not bold
        bold = False
        heading = label.endswith(".") or (label.endswith(":") and " " in label)
        if heading and text.startswith(label):
            text = f"**{label}** {text[len(label) :].lstrip()}"
    left, right, low, high = box
    return Segment(left, right, low, high, round(size * 2) / 2, bold, text)


def _bold_start(raw: Any, start: int, end: int) -> str:
    """The words of a run on a line up to the first that is not bold."""
    words: list[str] = []
    for index in range(start, end):
        letter = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if not letter.isspace() and not _bold(raw, index):
            break
        words.append(letter)
    return unicodedata.normalize("NFC", " ".join("".join(words).split()))


def _bold(raw: Any, index: int) -> bool:
    """Whether a character is printed bold, by the weight of its font or the font's name."""
    if pdfium.FPDFText_GetFontWeight(raw, index) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(raw, index, buffer, len(buffer), ctypes.byref(ctypes.c_int()))
    return b"bold" in buffer.value.lower() or b"black" in buffer.value.lower()
