"""The pages of a transcript that lost its line breaks: their numbers, sections and paragraphs."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DISTRIBUTION, HEAD_SECTIONS, PAGE_SECTIONS, SECTIONS
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import PAGE, WHOSE_PROPOSAL, WHOSE_VIEW, governed, printed


def page_lines(text: str, raw: Raw) -> Iterator[Raw]:
    """The number of a page of a transcript, its paragraphs, and the headings of the sections between them."""
    words = re.sub(r"[^\S ]", " ", text[raw.printed : raw.end])
    at = page.end() if (page := _PAGE_HEAD.match(words)) else 0
    if at:
        yield cut_line(text, raw, 0, at, Kind.FURNITURE)
    yield from page_parts(text, raw, words, at)


def page_parts(text: str, raw: Raw, words: str, at: int) -> Iterator[Raw]:
    """The paragraphs of running text, and the headings of the sections between them."""
    for border in _BORDERS.finditer(words, at):
        yield from _sectioned(text, raw, words, at, border.end())
        at = border.end()
    yield from _sectioned(text, raw, words, at, len(words))


# After the words that lead to what is to be decided, and before those that lead to the reasons.
_PLACED = r"[A-ZÅÄÖ][a-zåäö]+,? (?:den )?\d{1,2} [a-z]{3,9} (?:19|20)\d\d"  # over who signs
_BORDERS = re.compile(
    rf"\bbeslut(?:ar|a)(?: att)?: (?=[A-ZÅÄÖ])|[.!?] (?={_PLACED} [A-ZÅÄÖ])|(?<=[.!?] ){_PLACED} (?=[A-ZÅÄÖ])|"
    r"\bbeslut(?:ar|a)(?: att)? följande[.:]? (?=[A-ZÅÄÖ\d])|[.!?] (?=Föredragande (?:\w*borgarråd|landstingsråd|regionråd)\w* )|\banför följande[.:] (?=[A-ZÅÄÖ])"
)


def _sectioned(text: str, raw: Raw, words: str, at: int, end: int) -> Iterator[Raw]:
    """The paragraphs between two borders, and the headings of the sections between them."""
    headed = False
    for inner in _inner().finditer(words, at, end):
        if governed(words, inner.start()):
            continue
        if inner.start() > at:
            yield cut_paragraph(text, raw, at, inner.start(), headed)
        yield cut_section(text, raw, inner)
        at, headed = inner.end() + words.startswith(":", inner.end()), True
    if at < end:
        yield cut_paragraph(text, raw, at, end, headed)


def cut_section(text: str, raw: Raw, named: re.Match[str]) -> Raw:
    heading = cut_line(text, raw, *named.span(), Kind.HEADING)
    heading.mark = "section"
    return heading


_PAGE_HEAD = re.compile(rf"\d{{1,3}} (?:{PAGE} )?(?=[A-ZÅÄÖ])")


@cache
def _inner() -> re.Pattern[str]:
    """The sections of a memo that begin amid the text of a page, whatever stands before them."""
    return re.compile(
        rf"(?<![^ ])(?:{printed(PAGE_SECTIONS)}|{WHOSE_PROPOSAL})(?= (?:[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ][\w&-]*){{0,3}}|att) [a-zåäö(§\d]|:? 1[.)] )"
        rf"|(?<=[.!?] )(?:(?:{printed(HEAD_SECTIONS | SECTIONS)}|{WHOSE_VIEW})(?=:? (?:[•–-] )?[A-ZÅÄÖ])|{_CAPITALS}(?= [A-ZÅÄÖ][a-zåäö]| 1[.)] ))"
        rf"|(?<![^ ])(?:{printed(DISTRIBUTION)})(?=:? [A-ZÅÄÖ])|(?<![^ ])(?P<whose>[A-ZÅÄÖ][\w-]{{4,}})s beslut(?= (?P=whose) [a-zåäö])"
    )


# «BARNPERSPEKTIV», «FÖRVALTNINGENS ÖVERVÄGANDEN», between two sentences.
_CAPITALS = r"(?:[A-ZÅÄÖ-]{7,}|[A-ZÅÄÖ]{2,}(?: [A-ZÅÄÖ-]+){0,4} [A-ZÅÄÖ-]{3,})"


def cut_paragraph(text: str, raw: Raw, start: int, end: int, headed: bool) -> Raw:
    """Running text; what no heading stands over can be one itself."""
    body = cut_line(text, raw, start, end, Kind.PARAGRAPH)
    body.sure = headed or bool(_DECIDES.search(text, body.start, body.end))
    return body


_DECIDES = re.compile(r"\b(?:besluta[rs]?|beslutade) (?:att|om)\b")  # no words of a heading


def cut_line(text: str, raw: Raw, start: int, end: int, kind: Kind) -> Raw:
    words = text[raw.printed + start : raw.printed + end]
    begin = raw.printed + start + len(words) - len(words.lstrip())
    if words.strip().isdigit():
        kind = Kind.FURNITURE  # a page number
    line = Raw(kind, begin, begin, begin + len(words.strip()), True, raw.indent, last=begin, sure=True)
    if kind is Kind.HEADING:
        line.mark = "title"
    return line
