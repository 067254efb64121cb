"""A head that lost its line breaks, as text out of a PDF often has: cut into the lines it was printed in."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    HEAD_KEYS,
    HEAD_SECTIONS,
    SECTIONS,
    SENTENCE_OPENERS,
)
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import (
    AFTER_TITLE,
    ANSWERED,
    ASKS_NUMBER,
    NUMBERED,
    PAGE,
    POST,
    governed,
    head_end,
    head_marks,
)
from clustergraph.reading.run_pages import cut_line, cut_paragraph, cut_section, page_lines, page_parts

_REACH = 900  # characters within which a head ends
_OPENING = 3  # characters before a title that opens a page: its number
_BEGIN = 260  # characters within which its first marks stand
_DASH = re.compile(r" [–-] ")
_TITLE = 200  # characters of a title
_STOP = re.compile(r"[a-zåäö]{3}\. [A-ZÅÄÖ\d]")
_SENTENCE = re.compile(r"[a-zåäö]{4}\. [A-ZÅÄÖ]")  # that follows a title
_MOVED = re.compile(r"Motion|Interpellation|Medborgarförslag")  # whose titles name no paper
# A title over whom a memo is put to: «Taxa för torgplatser Till kommunfullmäktige».
_OVER_RECEIVER = re.compile(
    r" ?(?!\w*(?:en|et|erna|delning|enhet) )[A-ZÅÄÖ][a-zåäö]+ (?:[\w-]+ )*?(?:för|om|av|på|över|inom) [^.:]{4,150}? (?P<to>Till:? \w)"
)


@cache
def _told() -> re.Pattern[str]:
    """The beginning of a sentence after words without a stop: «… i kransorterna Allt fler kör …»."""
    openers = either(map(str.capitalize, (*SENTENCE_OPENERS, "jag", "idag", "i dag", "allt", "varje")))
    return re.compile(rf"[a-zåäö)?] (?:{openers})(?= [a-zåäö]+ [a-zåäö])")


def part_heads(text: str, raws: list[Raw]) -> None:
    """Replaces the paragraphs at the beginning that are heads run together by the lines they hold."""
    index, parted, printed = 0, False, 0
    while index < len(raws):
        raw = raws[index]
        # A page number at the beginning passes for the number of a heading.
        open_ = raw.kind is Kind.PARAGRAPH and raw.end - raw.start > 60 and raw.mark in ("", "number")
        # nor that of a paragraph
        open_ = open_ and not (raw.style == "section" and text[raw.printed].isdigit())
        lines: list[Raw] = []
        restarts = raw.paper
        if open_ and ((printed < 4 and not parted) or restarts):
            headed = index + 1 < len(raws) and _is_section(text, raws[index + 1])
            paged = index > 0 and raws[index - 1].kind is Kind.FURNITURE
            lines = [line for line in _lines(text, raw, headed, paged) if line.end > line.start]
        if len(lines) > 3:
            parted = True
        elif open_ and parted and raw.end - raw.start > _LONG:
            lines = [line for line in page_lines(text, raw) if line.end > line.start]
        if len(lines) > 1:
            lines[0].paper = raw.paper
            raws[index : index + 1] = lines
        index += max(1, len(lines))
        printed += raw.kind is not Kind.FURNITURE


def _is_section(text: str, raw: Raw) -> bool:
    """Whether a line that is parted already begins a section."""
    words = text[raw.start : min(raw.end, raw.start + 100)].rstrip(" :").casefold()
    return raw.mark == "section" or words in HEAD_SECTIONS or words in SECTIONS


_LONG = 200  # characters of a paragraph that a page of a transcript, run together, has at least


def _lines(text: str, raw: Raw, headed: bool, paged: bool) -> Iterator[Raw]:
    """The lines of a head run together; none if it is no such head.

    `headed` says that a section follows it, `paged` that the number of a page stands before it.
    """
    # The text is read with blanks for its line breaks; offsets stay.
    words = re.sub(r"[^\S ]", " ", text[raw.printed : min(raw.end, raw.printed + _REACH)])
    end, stop = _head(words, raw, headed)
    if not end:
        return
    minutes = "protokoll" in text[max(0, raw.printed - _BEGIN) : raw.printed + _BEGIN].lower()
    if page := _PAGE_NUMBER.match(words):
        line = cut_line(text, raw, *page.span(), Kind.FURNITURE)
        yield _sign(line, page[0]) if paged and minutes else line
    at = begin = page.end() if page else 0
    may_title, titled = stop is not None or headed or end < len(words), False
    paged = False  # after the number of the page stands that of a paragraph that lost its sign
    for start, at, mark in _pieces(words, begin, end):
        sign = _UNDER_PAGE.match(words, start, at) if minutes and not mark else None
        sign = sign if sign and (paged or sign["page"]) else None
        paged = bool(mark and mark["page"])
        if sign:
            yield _sign(cut_line(text, raw, *sign.span("number"), Kind.FURNITURE), sign["number"])
            if not words[sign.end() : at].strip():
                continue
            start = sign.end()
        opens = _OVER_RECEIVER.match(words, start, end) if not mark else None
        if ((mark and mark["title"]) or (opens and opens.start("to") == at)) and not titled:
            yield from _title(text, raw, words, start, at)
            may_title, titled = False, True
        else:
            fields = [] if mark else list(_columns(text, raw, words, start, at))
            yield from fields or [
                _marked(text, raw, mark) if mark else cut_line(text, raw, start, at, Kind.LETTERHEAD)
            ]
    if at < end:
        least = 1 if stop and stop["section"] else 2
        yield _remainder(text, raw, words, (at, end), least if may_title else len(words))
    if stop:
        yield from _rest(text, raw, stop)
    elif end < len(words):
        yield cut_paragraph(text, raw, end, raw.end - raw.printed, True)


def _head(words: str, raw: Raw, headed: bool) -> tuple[int, re.Match[str] | None]:
    """Where a paragraph that is a head run together, by the marks at its beginning, ends as one, and what shows that; 0 for none."""
    prose = _STOP.search(words, 0, _BEGIN)
    begin = list(head_marks().finditer(words, 0, prose.start() if prose else min(_BEGIN, len(words))))
    kinds = {mark.lastgroup for mark in begin}
    first = next((mark.start() for mark in begin if mark["title"]), len(words))
    opens = first <= _OPENING
    if raw.end - raw.printed < _TITLE and _DASH.search(words, 0, first) and first < len(words):
        return 0, None  # «SAMMANTRÄDE DEN 5 MAJ – SVAR PÅ MOTION»: one title
    titled = opens or ("title" in kinds and ("body" in kinds or POST.search(words, 0, _BEGIN)))
    begin = [mark for mark in begin if not mark["body"]]
    alone = any(mark["page"] or mark["paper"] for mark in begin)
    if len(kinds - {"body"}) < 2 and not titled and not alone:
        return 0, None
    stop = head_end(words, begin[0].end())
    whole = raw.end - raw.printed <= (_REACH // 2 if headed else 260) and ". " not in words
    paper = None if stop or whole else ANSWERED.search(words, begin[0].end())
    return stop.start() if stop else paper.end() if paper else len(words) if whole else 0, stop


def _pieces(words: str, at: int, end: int) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """The lines before the rest of a head, each with its mark; keys and what stands between the marks have none."""
    marks = [
        one
        for one in head_marks().finditer(words, 0, end)
        if not ((one["body"] or one["value"]) and governed(words, one.start()))
    ]
    index, titled = 0, False
    while index < len(marks):
        mark, index = marks[index], index + 1
        if mark.start() < at:
            continue  # within the value of a key
        if mark.start() > at:
            yield at, mark.start(), None
        if mark["title"] and not titled:
            after = AFTER_TITLE.search(words, mark.end(), end)
            at, titled = after.end() if after else end, True
            yield mark.start(), at, mark
            continue
        if mark["key"] and (cells := _cells(words, mark.start(), end)):
            at = cells[-1][1].end()
        else:
            at, index = _keyed(words, marks, index - 1, end) if mark["key"] else (mark.end(), index)
        if at > mark.start():
            yield mark.start(), at, None if mark["key"] else mark


def _keyed(words: str, marks: list[re.Match[str]], first: int, end: int) -> tuple[int, int]:
    """Where a line of keys and their values ends, and the index of the mark after it.

    Keys in a row wait for the values that follow the last of them.
    """
    at, index = marks[first].end(), first + 1
    if marks[first][0].lower().endswith(ASKS_NUMBER) and (number := NUMBERED.match(words, at, end)):
        return number.end(), index
    for kind in ("key", "value"):
        most = index - first
        while index < len(marks) and marks[index][kind] and not words[at : marks[index].start()].strip(" :"):
            if kind == "value" and most == 0:
                break
            most -= kind == "value"
            at, index = marks[index].end(), index + 1
    asks = any(one[0].lower().endswith(ASKS_NUMBER) for one in marks[first:index] if one["key"])
    number = NUMBERED.match(words, at, end) if asks and most > 0 else None
    if number or marks[index - 1]["value"]:
        return (number.end() if number else at), index
    return (marks[index].start() if index < len(marks) else marks[first].start()), index


def _columns(text: str, raw: Raw, words: str, at: int, end: int) -> Iterator[Raw]:
    """The fields of a row of keys and the row of their values under it: «Datum Er beteckning 2025-03-01 KS 2025/12»."""
    printed = at
    for key, value in _cells(words, at, end):
        field = cut_line(text, raw, *value.span(), Kind.FIELD)
        field.name, field.printed = key, raw.printed + printed
        printed = value.end() + 1
        yield field


def _cells(words: str, at: int, end: int) -> list[tuple[str, re.Match[str]]]:
    """The keys of a row that begins at an offset with their values, if as many follow and dates where days are asked for."""
    rows = _rows().match(words, at, end)
    keys = [key[0].rstrip(" :") for key in _key().finditer(rows["keys"])] if rows else []
    values = list(_CELL.finditer(words, *rows.span("values"))) if rows else []
    dated = [bool(_DATE.fullmatch(value[0])) for value in values]
    return list(zip(keys, values, strict=True)) if dated == ["datum" in key.lower() for key in keys] else []


@cache
def _key() -> re.Pattern[str]:
    forms = (form for key in HEAD_KEYS for form in (key.capitalize(), key.upper()))
    return re.compile(rf"{either(forms)}(?=[ :]):? ?")


_DATE = re.compile(r"(?:19|20)?\d\d-\d\d-\d\d")
_CELL = re.compile(
    rf"{_DATE.pattern}(?= |\Z)|(?:[A-ZÅÄÖ]{{2,6}} )?(?=[^\W\d_]{{0,8}}[\d./:-])(?=\S*\d)[\w./:-]{{4,25}}(?= |\Z)"
)


@cache
def _rows() -> re.Pattern[str]:
    """Two to five keys in a row and as many values after them, the number of the page between them or not."""
    return re.compile(
        rf"(?P<keys>(?:{_key().pattern}){{2,5}})(?:{PAGE} )?(?P<values>(?:(?:{_CELL.pattern}) ?){{2,5}})"
    )


def _title(text: str, raw: Raw, words: str, start: int, end: int) -> Iterator[Raw]:
    """The title of a head, and the first sentence where it stands behind it."""
    sentence = _SENTENCE.search(words, start, end)
    told = _told().search(words, start, end) if _MOVED.match(words, start) else None
    at = min(sentence.end() - 1 if sentence else end, told.start() + 2 if told else end)
    yield cut_line(text, raw, start, at, Kind.HEADING)
    if at < end:
        yield cut_paragraph(text, raw, at, end, True)


def _remainder(text: str, raw: Raw, words: str, span: tuple[int, int], least: int) -> Raw:
    """What is left of a head behind its marks: its title, if it has more than the `least` words, or another line."""
    rest = words[slice(*span)].strip()
    told = len(rest) > _TITLE and bool(_STOP.search(rest))
    titled = len(rest.split()) > least and (rest[0].isupper() or rest[0] in '«”"') and not POST.search(rest)
    kind = Kind.HEADING if titled else Kind.LETTERHEAD
    return cut_line(text, raw, *span, Kind.PARAGRAPH if told else kind)


_PAGE_NUMBER = re.compile(r"\d{1,3}(?= [A-ZÅÄÖ])")  # before the words of a page in a transcript


def _rest(text: str, raw: Raw, stop: re.Match[str]) -> Iterator[Raw]:
    """What follows a head: the heading of its first section, if any, and the running text."""
    if stop["section"]:
        yield cut_section(text, raw, stop)
    at = stop.end() + text.startswith(":", raw.printed + stop.end())
    yield from page_parts(text, raw, re.sub(r"[^\S ]", " ", text[raw.printed : raw.end]), at)


_UNDER_PAGE = re.compile(r" ?(?P<page>(?:Sida|SIDA|Sid|Blad) \d{1,3} )?(?P<number>\d{1,4})(?!\S)")


def _sign(line: Raw, number: str) -> Raw:
    """The number of a paragraph as its heading."""
    line.kind, line.number, line.style, line.mark = Kind.HEADING, f"§ {number}", "section", "number"
    return line


def _marked(text: str, raw: Raw, mark: re.Match[str]) -> Raw:
    """The line of one mark that is no key."""
    if not mark["handler"]:
        return cut_line(text, raw, *mark.span(), Kind.FURNITURE if mark["page"] else Kind.LETTERHEAD)
    line = cut_line(text, raw, *mark.span("who"), Kind.FIELD)
    line.name, line.printed = "Handläggare", raw.printed + mark.start()
    return line
