"""A head that lost its line breaks, as text out of a PDF often has: cut into the lines it was printed in."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    DOCUMENT_TYPES,
    FINITE_VERBS,
    HEAD_KEYS,
    HEAD_SECTIONS,
    TITLE_LINKS,
    TITLE_STARTS,
)
from clustergraph.reading.raw import Raw

_REACH = 900  # characters within which a head ends
_BEGIN = 160  # characters within which its first marks stand
_TITLE = 200  # characters of a title
_STOP = re.compile(r"[a-zåäö]{3}\. [A-ZÅÄÖ\d]")
_CAPITAL = r"[A-ZÅÄÖÉ][\w’é-]*"
_PAGE = r"\d{1,3} ?\(\d{1,3}\)"
_TOWN = r"(?: (?:SE-)?\d{3} ?\d{2})?(?: (?:[A-ZÅÄÖ]{3,}|Stockholm)\b)?"
# The name of a body in a head; the part before the last word is that of «Miljö- och byggnämnden».
_BODY = (
    rf"(?:Regeringskansliet(?: \(\w+departementet\)| {_CAPITAL}departementet)?|[A-ZÅÄÖ]\w+departementet"
    rf"|{_CAPITAL} (?:kommun|stad|KOMMUN)|(?:{_CAPITAL} (?:och|samt) )?\w*(?:nämnden|styrelsen|fullmäktige)){_TOWN}"
)


@cache
def _marks() -> re.Pattern[str]:
    """What begins a line of a head: a page number, a type of document, a key, a body, a title."""
    kinds = "|".join(f"{one.upper()}|{one.capitalize()}" for one in sorted(DOCUMENT_TYPES, key=len)[::-1])
    cased = (form for key in sorted(HEAD_KEYS, key=len)[::-1] for form in (key.capitalize(), key.upper()))
    keys = "|".join(map(re.escape, cased))
    starts, links = "|".join(TITLE_STARTS), "|".join(TITLE_LINKS)
    return re.compile(
        rf"(?<![\w/.(-])(?:(?P<title>(?:{starts}|{_CAPITAL}s (?:yttrande|remissvar|remissyttrande|svar)) (?:{links})(?= ))"
        rf"|(?P<page>{_PAGE})"
        rf"|(?P<handler>(?:Handläggare|HANDLÄGGARE):? (?P<who>{_CAPITAL} (?:(?:von|af|de) )?{_CAPITAL}))"
        rf"|(?P<key>{keys})(?=[ :])"
        rf"|(?P<body>(?<! i )(?<! av )(?<! för )(?<! med )(?<! mellan )(?<! och ){_BODY})(?![\w-])"
        rf"|(?P<type>{kinds})(?= [A-ZÅÄÖ\d]|\s*\Z))"
    )


@cache
def _ends() -> re.Pattern[str]:
    """Where a head ends: at the word of a section, or at the subject of the first sentence."""
    sections = "|".join(sorted(map(str.capitalize, HEAD_SECTIONS), key=len)[::-1])
    verbs = "|".join(FINITE_VERBS)
    return re.compile(
        rf"(?<=[\wåäö)!?”\"] )(?:(?P<section>{sections})(?= [A-ZÅÄÖ])|(?={_CAPITAL}(?: (?!(?:{sections})\b)\w+){{0,3}} (?:{verbs}) [a-zåäö]))"
    )


def part_heads(text: str, raws: list[Raw]) -> None:
    """Replaces the paragraphs at the beginning that are heads run together by the lines they hold."""
    for index, raw in enumerate(raws[:4]):
        # A page number at the beginning passes for the number of a heading.
        if raw.kind is Kind.PARAGRAPH and raw.end - raw.start > 60 and raw.mark in ("", "number"):
            lines = [line for line in _lines(text, raw) if line.end > line.start]
            if len(lines) > 3:
                raws[index : index + 1] = lines
                return


def _lines(text: str, raw: Raw) -> Iterator[Raw]:
    """The lines of a head run together; none if it is no such head."""
    # The text is read with blanks for its line breaks; offsets stay.
    words = re.sub(r"\s", " ", text[raw.printed : min(raw.end, raw.printed + _REACH)])
    begin = [mark for mark in _marks().finditer(words, 0, min(_BEGIN, len(words))) if not mark["body"]]
    if len({mark.lastgroup for mark in begin}) < 2 and not any(mark["page"] for mark in begin):
        return
    stop = _ends().search(words, begin[0].end())
    whole = raw.end - raw.printed <= 260 and ". " not in words
    if stop is None and not whole:
        return
    end = stop.start() if stop else len(words)
    marks = [
        one for one in _marks().finditer(words, 0, end) if not (one["body"] and _governed(words, one.start()))
    ]
    at, pending = 0, False
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark.start() > at and not pending:
            yield _line(text, raw, at, mark.start(), Kind.LETTERHEAD)
        if mark["title"]:
            yield _line(text, raw, mark.start(), end, Kind.HEADING)
            at = end
            break
        if mark["key"]:
            # Keys in a row wait for the values that follow the last of them.
            at = at if pending else mark.start()
            stop_at = following.start() if following else end
            pending = bool(following and following["key"] and not words[mark.end() : stop_at].strip(" :"))
            if not pending and following:
                yield _line(text, raw, at, stop_at, Kind.LETTERHEAD)
                at = stop_at
            continue
        pending = False
        yield _marked(text, raw, mark)
        at = mark.end()
    if at < end:
        rest = words[at:end].strip()
        told = len(rest) > _TITLE and bool(_STOP.search(rest))
        titled = (
            len(rest.split()) > 2
            and rest[0].isupper()
            and rest[0].isalpha()
            and not (told or _POST.search(rest))
        )
        kind = Kind.HEADING if titled and stop else Kind.LETTERHEAD
        yield _line(text, raw, at, end, Kind.PARAGRAPH if told else kind)
    if stop:
        yield from _rest(text, raw, stop)


_GOVERNS = re.compile(
    r"\b(?:i|på|av|för|mot|vid|till|från|med|om|mellan|och|samt|enligt|inom|hos|över|avseende|angående|gällande) \Z"
)


def _governed(words: str, at: int) -> bool:
    """Whether a word that needs another after it stands before: «Kritik mot socialnämnden i Mora kommun»."""
    return bool(_GOVERNS.search(words, max(0, at - 12), at))


def _rest(text: str, raw: Raw, stop: re.Match[str]) -> Iterator[Raw]:
    """What follows a head: the heading of its first section, if any, and the running text."""
    if stop["section"]:
        heading = _line(text, raw, *stop.span(), Kind.HEADING)
        heading.mark = "section"
        yield heading
    at = stop.end()
    for inner in _sections().finditer(text, raw.printed + at, raw.end):
        begin, end = inner.start() - raw.printed, inner.end() - raw.printed
        yield _paragraph(text, raw, at, begin)
        heading = _line(text, raw, begin, end, Kind.HEADING)
        heading.mark = "section"
        yield heading
        at = end
    yield _paragraph(text, raw, at, raw.end - raw.printed)


_POST = re.compile(r"@|\b\d{3} ?\d{2} [A-ZÅÄÖ]")  # in the address of a receiver


@cache
def _sections() -> re.Pattern[str]:
    """The word of a section between two sentences: «… besvarad. Sammanfattning Nämnden …»."""
    words = "|".join(sorted(map(str.capitalize, HEAD_SECTIONS), key=len)[::-1])
    return re.compile(rf"(?<=[.!?] )(?:{words})(?= [A-ZÅÄÖ])")


def _paragraph(text: str, raw: Raw, start: int, end: int) -> Raw:
    body = _line(text, raw, start, end, Kind.PARAGRAPH)
    body.sure = False
    return body


def _marked(text: str, raw: Raw, mark: re.Match[str]) -> Raw:
    """The line of one mark that is no key."""
    if not mark["handler"]:
        return _line(text, raw, *mark.span(), Kind.FURNITURE if mark["page"] else Kind.LETTERHEAD)
    line = _line(text, raw, *mark.span("who"), Kind.FIELD)
    line.name, line.printed = "Handläggare", raw.printed + mark.start()
    return line


def _line(text: str, raw: Raw, start: int, end: int, kind: Kind) -> Raw:
    words = text[raw.printed + start : raw.printed + end]
    begin = raw.printed + start + len(words) - len(words.lstrip())
    if words.strip().isdigit():
        kind = Kind.FURNITURE  # a page number
    line = Raw(kind, begin, begin, begin + len(words.strip()), True, raw.indent, last=begin, sure=True)
    if kind is Kind.HEADING:
        line.mark = "title"
    return line
