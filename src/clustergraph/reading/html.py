"""HTML to text: headings, paragraphs, lists and tables in reading order, without the page around them."""

import codecs
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from clustergraph.errors import InputError
from clustergraph.reading.genre import pattern
from clustergraph.reading.page_around import remove_page_around
from clustergraph.reading.plain_text import decoded

# Elements without a place in the document's text.
_DROPPED = re.compile(
    r"script|style|noscript|template|head|title|nav|aside|form|button|select|option|input|textarea|iframe"
    r"|object|embed|svg|math|canvas|audio|video|map|footer|dialog|menu"
)
_BLOCKS = re.compile(
    r"address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|header|hr|html|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul|li|h1|h2|h3|h4|h5|h6"
)
_BOLD = ("b", "strong")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_LATIN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "iso-8859-15"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ROWS = ("tr", "dl")
_CELLS = ("td", "th", "dd")
_LONGEST_CELL = 150  # characters; longer ones are read one after the other
_PARTS_OF_TEXT = ("table", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def extract(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text of an HTML page and no pages.

    Headings become `#` lines, list items `-` or numbered lines, table rows lines with tabs; scripts, styles,
    navigation, links above the title and forms are left out, and all but `main` or the only `article` where a page has one, with a `header`
    above it that is the letterhead of the document rather than that of the site.
    Raises InputError if the encoding is neither UTF-8 nor the declared Latin one, or the page is nested
    deeper than a document can be.
    """
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(_decode(data, name).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError(f"{name} holds no HTML text; give a page with text in it.") from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InputError(f"{name} is nested too deep to be a document; save the page again as text.")
    remove_page_around(root)
    return _Writer().run(*_content(root)), ()


def _decode(data: bytes, name: str) -> str:
    """The text of a page in the Latin encoding that it declares, or as any text is read; without NUL signs."""
    try:
        return decoded(data if data.startswith(_UTF16) else data.replace(b"\0", b""), name)
    except InputError:
        declared = _CHARSET.search(data[:2048])
        if declared and declared[1].decode().lower() in _LATIN:
            return data.decode("cp1252", errors="replace").replace("\0", "")
        raise


def _content(root: Any) -> list[Any]:
    """The elements that hold the document: `main` or the only `article` with its letterhead, or the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len(found[0].text_content().strip()) > 100:
            above = found[0].xpath("preceding::header[not(ancestor::header)]")
            return [*filter(_is_letterhead, above), found[0]]
    body = root.find("body")
    return [root if body is None else body]


_LETTERHEAD = pattern("letterhead", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1_000  # characters
_OF_SITE = "descendant::a | descendant::nav | descendant::form | descendant::ul | descendant::button | descendant::script"


def _is_letterhead(header: Any) -> bool:
    """Whether a `header` beside the document holds its sender, number, date or receiver rather than navigation."""
    apart = sum(len(one.text_content()) for one in header.xpath(_OF_SITE))
    words = " ".join(header.itertext())
    return len(words) < _LONGEST_HEAD and 2 * apart < len(words) and bool(_LETTERHEAD.search(words))


class _Writer:
    """Writes the events of a tree as lines; a walk by events, so that depth costs no stack."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.words: list[str] = []
        self.prefix = ""
        self.lists: list[int] = []  # the next number of each open list, 0 for bullets
        self.bold = self.length = 0
        self.tight = False
        self.row: Any = None  # the row of a table, or the list of terms, whose cells are short

    def run(self, *roots: Any) -> str:
        """The text of the elements `roots`, one after the other."""
        for root in roots:
            self._walk(root)
            self._flush()
        return "\n".join(self.paragraphs).strip("\n") + "\n"

    def _walk(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if not tag or _DROPPED.fullmatch(tag) or _hidden(element):
                    walk.skip_subtree()
                    element.text = None
                    continue
                self._start(tag, element)
                if tag == "pre":
                    self._preformatted("".join(element.itertext()))
                    walk.skip_subtree()
                    continue
                self._say(element.text)
            else:
                if tag and not _DROPPED.fullmatch(tag) and not _hidden(element):
                    self._end(tag, element)
                if element is not root:
                    self._say(element.tail)

    def _preformatted(self, words: str) -> None:
        """Writes words as they stand, columns and blank lines among them."""
        lines = words.replace("\r", "").strip("\n").split("\n")
        self.paragraphs += [*([""] if self.paragraphs else []), *(line.rstrip() for line in lines)]
        self.tight = False

    def _say(self, words: str | None) -> None:
        if not words:
            return
        self.words.append(_SPACE.sub(" ", words))
        if words.strip():
            self.length += len(words.strip())
            if self._in_bold:
                self.bold += len(words.strip())

    _in_bold = 0

    def _start(self, tag: str, element: Any) -> None:
        if self.row is None or tag == "dt":
            self._break(tag)
        elif _BLOCKS.fullmatch(tag) and tag not in _CELLS and "".join(self.words[-1:]).strip(" \t"):
            self.words.append("\n")
        if self.row is None and tag in _ROWS and _is_row(element):
            self.row = element
        if tag in _BOLD:
            self._in_bold += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.prefix = "#" * int(tag[1]) + " "
        elif tag in ("ul", "ol"):
            start = element.get("start", "1")
            self.lists.append(
                (int(start) if start.isdecimal() and len(start) < 6 else 1) if tag == "ol" else 0
            )
        elif tag == "li":
            self._item()
        elif tag == "br":
            self.words.append("\n")
        elif tag in _CELLS and self.words and "".join(self.words).strip():
            self.words.append("\t")

    def _break(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self._flush()

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        mark = f"{number}. " if number else "- "
        if number:
            self.lists[-1] += 1
        self.prefix = "  " * (max(1, min(len(self.lists), 20)) - 1) + mark

    def _end(self, tag: str, element: Any) -> None:
        if element is self.row:
            self.row = None
        if tag in _BOLD:
            self._in_bold -= 1
        elif _BLOCKS.fullmatch(tag) and self.row is None:
            self._flush()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def _flush(self) -> None:
        lines = list(_lines("".join(self.words)))
        if lines:
            item = self.prefix.lstrip()[:1] == "-" or self.prefix.rstrip().endswith(".")
            text = "\n".join(lines)
            if self.prefix.startswith("#"):
                text = " ".join(lines)
            elif not item and self.bold == self.length and self.bold < 200 and "\t" not in text:
                text = "\n".join(f"**{line}**" for line in lines)
            tight = item or "\t" in text
            if not (tight and self.tight) and self.paragraphs:
                self.paragraphs.append("")
            self.paragraphs.append(self.prefix + text)
            self.tight = tight
            self.prefix = ""
        self.words.clear()
        self.bold = self.length = 0


def _lines(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        kept = re.sub(r" *\t[ \t]*", "\t", line.replace("\xa0", " ")).strip()
        if kept:
            yield re.sub(r"  +", " ", kept)


def _is_row(element: Any) -> bool:
    """Whether a row of a table, or a list of terms, holds short cells: keys and values, paragraphs or not."""
    cells = element.xpath("td | th | dt | dd | div/dt | div/dd")
    return len(cells) > 1 and not any(
        len(cell.text_content().strip()) > _LONGEST_CELL or next(cell.iter(*_PARTS_OF_TEXT), None) is not None
        for cell in cells
    )


def _hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style", "")))
    )
