"""A file without line breaks that holds several papers, a memo with the answer it encloses: where the heads of the later ones stand."""

import re
from functools import cache

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DOCUMENT_TYPES, RUN_TYPES, VIEWER_LINES, WEB_LINES
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import PAGE

_SHORTEST = 250  # characters of a line that holds the end of one paper and the beginning of another
_OPENING = 150  # characters in which a line says what its own paper is
_REACH = 200  # characters of a head
_NAME = 40
_ABOVE = 15  # blocks in which a web page has its buttons
_BEFORE = 90  # characters before the type in which whose it is stands
_PROSE = 80  # characters of a paragraph before a later paper
_CAPITAL = r"[A-ZÅÄÖ][\w&-]*"
_OWNER = (
    rf"(?:(?:{_CAPITAL} (?:kommun|stad|landsting|län|universitet)|Länsstyrelsen i {_CAPITAL} län|Stockholms läns landsting"
    rf"|[A-ZÅÄÖ]{{3,}} (?:KOMMUN|STAD)|Region {_CAPITAL}(?: län)?|Högskolan (?:i )?{_CAPITAL}|(?:{_CAPITAL} (?:i )?){{1,4}}AB"
    rf"|{_CAPITAL}(?:- och [a-zåäö]+)?(?:kontoret|förvaltningen|kansliet|styrelsen|nämnden|verket|myndigheten"
    r"|inspektionen|departementet|beredningen|universitetet|s förvaltning)) )"
)
_BEGIN = re.compile(rf"(?:(?<=[\w.)*=_-] )(?P<page>\d{{1,3}} ))?(?P<owner>{_OWNER}{{0,2}})\Z")
# Between the type and the first mark of the head: the board, the office.
_NAMES = rf"(?: (?!Handläggare|Datum|Dnr|Diarie){_CAPITAL}(?: och [a-zåäö]\w+)?){{0,3}}"
_MARK = (
    rf"(?:{PAGE}|(?:Datum:? )?(?:19|20)\d\d-[01]\d-[0-3]\d|Datum\b|(?:Vårt d|D)(?:nr|iarie(?:nr|nummer)):?|Handläggare\b"
    r"|[A-ZÅÄÖ]{2,5} ?(?:19|20)\d\d[/-]\d|Parter:? |[Mm]ellan (?=[A-ZÅÄÖ]))"
)
_TOLD = re.compile(r"[a-zåäö]{3}\.(?:\s|\Z)|\b\d\. [A-ZÅÄÖ]")  # a sentence, a list of matters
_FIRST_PAGE = re.compile(r" (?:Sida |Sid )?1 ?\(\d{1,3}\)")


def paper_starts(words: str) -> list[int]:
    """Where in a line of a file the heads of later papers begin, of another type than those before them on the line."""
    if len(words) < _SHORTEST:
        return []
    said = {word[0].casefold() for word in _types().finditer(words, 0, _OPENING)}
    # The name of what is shown stands before it, and again as its title.
    begin = max(_SHORTEST, 2 * words.find(words[:_NAME], _NAME, _SHORTEST) + _OPENING)
    found = []
    for head in _heads().finditer(words):
        type_, at = head["type"].casefold(), head.start("type")
        before = _BEGIN.search(words, max(0, at - _BEFORE), at)
        begun = head["type"].isupper() or (before and (before["page"] or before["owner"]))
        first = before is not None and before["page"] == "1 "
        if begun and not first and type_ not in said and at > begin:
            found.append(before.start() if before else at)
        if begun:
            said.add(type_)
    return found


def mark_papers(text: str, raws: list[Raw]) -> None:
    """Marks the lines with which a later paper begins, so that its head is read as one."""
    said: set[str] = set()
    told = False
    for index, raw in enumerate(raws):
        head = _start().match(text, raw.printed, raw.printed + _REACH) if raw.kind in _LINES else None
        begun = head and (head["type"].isupper() or text[head.start()].isdigit() or head["owner"])
        if head and begun:
            type_ = head["type"].casefold()
            later = not text.startswith("1 ", head.start()) and not text.endswith(" 1 ", 0, head.start())
            if told and later and (type_ not in said or _FIRST_PAGE.match(text, head.end())):
                raw.kind, raw.mark, raw.paper = Kind.PARAGRAPH, "paper", True
                raw.start, raw.number, raw.style = raw.printed, "", ""
            said.add(type_)
        elif index and raws[index - 1].paper and raw.kind is Kind.PARAGRAPH and not raw.mark:
            raw.mark = "paper"  # the rest of a head of which the first words are cut off
        words = text[raw.start : raw.end] if raw.kind is Kind.FURNITURE and index < _ABOVE else ""
        if words in VIEWER_LINES or words.casefold() in WEB_LINES:
            told = False  # the name of what is shown can be a sentence
        if not told:
            opening = _types().finditer(text, raw.printed, min(raw.end, raw.printed + _OPENING))
            said |= {one[0].casefold() for one in opening if one[0].isupper()}
        long = raw.kind is Kind.PARAGRAPH and raw.end - raw.start > _PROSE
        told = told or (long and bool(_TOLD.search(text, raw.start, raw.end)))


_LINES = (Kind.PARAGRAPH, Kind.HEADING)


@cache
def _printed() -> str:
    """The types of document in capitals and with a capital."""
    return either(form for one in (*DOCUMENT_TYPES, *RUN_TYPES) for form in (one.upper(), one.capitalize()))


@cache
def _types() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_printed()})(?!\S)")


@cache
def _heads() -> re.Pattern[str]:
    """The type of a paper before a page number, a day, a registry number or who has it in hand."""
    return re.compile(rf" (?<=\S )(?=[A-ZÅÄÖ])(?P<type>{_printed()})(?={_NAMES} {_MARK})")


@cache
def _start() -> re.Pattern[str]:
    """The beginning of a line that is such a head."""
    return re.compile(rf"(?:\d{{1,3}} )?(?P<owner>{_OWNER}{{0,2}})(?P<type>{_printed()})(?={_NAMES} {_MARK})")
