"""A head that lost its line breaks, as text out of a PDF often has: cut into the lines it was printed in."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    DISTRIBUTION,
    DOCUMENT_TYPES,
    FINITE_VERBS,
    HEAD_KEYS,
    HEAD_SECTIONS,
    PAGE_SECTIONS,
    RUN_TYPES,
    SECTIONS,
    TITLE_LINKS,
    TITLE_STARTS,
)
from clustergraph.reading.raw import Raw

_REACH = 900  # characters within which a head ends
_OPENING = 3  # characters before a title that opens a page: its number
_BEGIN = 260  # characters within which its first marks stand
_TITLE = 200  # characters of a title
_STOP = re.compile(r"[a-zåäö]{3}\. [A-ZÅÄÖ\d]")
_SENTENCE = re.compile(r"[a-zåäö]{4}\. [A-ZÅÄÖ]")  # that follows a title
_CAPITAL = r"[A-ZÅÄÖÉ][\w’é-]*"
# Whose answer a title is: one word, or two of which the first tells that another follows.
_SENDER = rf"(?:(?:Sveriges|Svenska|Svensk|Svenskt|Region|Länsstyrelsen|Riksförbundet) )?{_CAPITAL}"
_PAPER_NAMED = "(?:Be|Slutbe|Delbe)tänkandet|(?:P|Departementsp)romemorian|Lagrådsremissen"
_PAGE = r"(?:Sida |SIDA |Sid )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-]))"
_AFTER_HANDLERS = (
    "Datum|Diarienr|Diarienummer|Dnr|Telefon|Tel|Tfn|E-post"  # keys after several names without a mark
)
_TOWN = r"(?: (?:SE-)?\d{3} ?\d{2} [A-ZÅÄÖ][\wåäö]+|(?: (?:SE-)?\d{3} ?\d{2})?(?: (?:(?!BESLUT|REMISS|YTTRANDE|DELEGATION|MISSIV|TJÄNSTE|PROTOKOLL)[A-ZÅÄÖ]{3,}|Stockholm)\b)?)"
# The name of a body in a head; the part before the last word is that of «Miljö- och byggnämnden».
_BODY = (
    rf"(?:(?:Regeringskansliet|REGERINGSKANSLIET)(?: \(\w+departementet\)| {_CAPITAL}departementet)?|[A-ZÅÄÖ][\w-]+ och [\w-]+departementet|[A-ZÅÄÖ][\w-]+departementet"
    r"|[A-ZÅÄÖ][a-zåäö]+(?:verket|myndigheten|inspektionen)(?: Region [A-ZÅÄÖ][a-zåäö]+)?|Länsstyrelsen i [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)? län"
    rf"|{_CAPITAL} (?:kommun|stad|KOMMUN)|(?:{_CAPITAL} (?:och|samt) \w*|[A-ZÅÄÖ][a-zåäö]+a \w*|[A-ZÅÄÖ]\w*)(?:nämnden|styrelsen|fullmäktige|utskottet|direktionen)"
    rf"|(?:[A-ZÅÄÖ]+- OCH )?[A-ZÅÄÖ]+(?:NÄMNDEN|STYRELSEN|FULLMÄKTIGE|KONTORET|FÖRVALTNINGEN)){_TOWN}"
)

# What does not go on with the name after «Till».
_NO_NAME = r"(?:Box|Er|Ert|Vår|Vårt|Dnr|D(?:iarie|atum)\w*|Yttrande|Remiss\w*|Svar|Synpunkter|Angående|Ang)\b"


# What stands by itself between the lines of a head: a day, a telephone number, an address, the number of the matter.
_DAY = (
    r"(?:19|20)?\d\d-[01]\d-[0-3]\d(?![\d-])|[A-ZÅÄÖ][a-zåäö]+,? (?:den )?\d{1,2} [a-z]{3,9} (?:19|20)\d\d|[A-ZÅÄÖ][a-zåäö]+ i [a-z]{3,9} (?:19|20)\d\d"
    r"|(?<!den )\d{1,2} [a-z]{3,9} (?:19|20)\d\d"
)
_NUMBER = (
    r"(?!SOU\b|Ds\b|DS\b|SFS\b|Prop\b|Dir\b)(?:[A-ZÅÄÖ]{2,6}[ -]?(?:/?\d{4}[-/:]\d{1,6}|\d{1,5}/\d\d(?!\d)|[\d.]{1,8}-\d+/\d{4})"
    r"|[A-ZÅÄÖ][a-zåäöA-Z]{0,3}\d{4}/\d{3,6}(?:/[A-Za-z]{1,4})?|\d{2,4}(?:\.[\d.]+)?-\d{2,6}[-/](?:19|20)\d\d)(?![\w/-])"
)
_POSTAL = r"(?:(?:Box|BOX) \d+,? )?(?:SE-|S-)?\d{3} ?\d{2} (?:(?:Södra|Norra|Västra|Östra|Stora|Lilla|Gamla|Nya) )?[A-ZÅÄÖ][\wåäö]+|(?:Org\.? ?nr|Organisationsnummer):? \d{6}-\d{4}"
_VALUE = rf"{_DAY}|{_POSTAL}|0\d{{1,3}}[-–/ ] ?\d{{2,3}}(?: ?\d{{2,3}}){{1,3}}(?![\w/-])|[\w.-]+@[\w-]+(?:\.[\w-]+)+|{_NUMBER}"
# The value of a key that asks for a number: «Diarienr 24UBN291», «Dnr 0471/22».
_NUMBERED = re.compile(
    r"[: ]+(?!(?:SIDA|Sida|SID|Sid|DATUM|Datum) )(?:[A-ZÅÄÖa-zåäö.]{1,8}[ /-])?[A-ZÅÄÖ]{0,8}\d[\w./:-]*(?: \d{2,4}(?= [A-ZÅÄÖ]))?"
)
_ASKS_NUMBER = ("nr", "nummer", "beteckning", "referens")
_PAPERS = "Motion|Interpellation|Medborgarförslag|Remiss|Remissvar|Remissyttrande|Yttrande|Samrådsyttrande|Samrådssvar|Synpunkter|Svar på remiss"
# «Utlåtande 2017:19 RI (Dnr 123-45/2016)», «Handling 2019 nr 164», over the title of what is put before a council.
_PAPER = r"(?:Utlåtande|UTLÅTANDE|PM|Handling|HANDLING) (?:19|20)\d\d(?:(?:(?::| nr )\d+)(?: R[IVX]{1,4}\b(?:\+R?[IVX]{1,4})*)?|(?: R[IVX]{1,4}\b(?:\+R?[IVX]{1,4})*))(?: \((?:[Dd]nr|[Dd]iarienr)[^()]{0,40}\))?"


@cache
def _marks() -> re.Pattern[str]:
    """What begins a line of a head: a page number, a type of document, a key, a body, a title, a day or a number."""
    kinds = "|".join(f"{one.upper()}|{one.capitalize()}" for one in sorted(DOCUMENT_TYPES, key=len)[::-1])
    kinds += "".join(f"|{one.upper()}" for one in RUN_TYPES)
    cased = (form for key in sorted(HEAD_KEYS, key=len)[::-1] for form in (key.capitalize(), key.upper()))
    keys = "|".join(map(re.escape, cased))
    starts, links = "|".join(TITLE_STARTS), "|".join(TITLE_LINKS)
    return re.compile(
        rf"(?<![\w/.(-])(?:(?P<title>(?:(?:{starts}|{_SENDER}:?s (?:yttrande|remissvar|remissyttrande|svar|synpunkter)) (?:{links})"
        rf"|(?:{starts.upper()}|[A-ZÅÄÖ-]+S (?:YTTRANDE|REMISSVAR|REMISSYTTRANDE|SVAR|SYNPUNKTER)) (?:{links.upper()}))(?= )"
        rf"|(?:{_PAPERS}|{_PAPERS.upper()})(?:: | [–-] | (?=\([A-ZÅÄÖ][a-zåäö]{{0,2}}\d{{4}}/))(?=\S)|(?:Ang\.?|Angående|ANGÅENDE|Betr\.|Avseende) (?=[«”\"A-ZÅÄÖa-zåäö])"
        rf"|(?:{_PAPER_NAMED}) (?=[«”\"A-ZÅÄÖ])|[A-ZÅÄÖ][a-zåäö]*(?:plan|program|strategi|policy) för (?=\S))"
        rf"|(?P<paper>{_PAPER})"
        rf"|(?P<value>{_VALUE})"
        rf"|(?P<page>{_PAGE})"
        rf"|(?P<handler>(?:Handläggare|HANDLÄGGARE):? (?P<who>{_CAPITAL} (?:(?:von|af"
        rf"|de) )?{_CAPITAL}(?:(?:,? {_CAPITAL} {_CAPITAL}){{1,3}}(?= (?:{_AFTER_HANDLERS})\b)"
        rf"|(?:, {_CAPITAL} {_CAPITAL}){{1,3}})?))"
        rf"|(?P<key>{keys})(?=[ :])"
        rf"|(?P<to>(?:Till|TILL|Mottagare|Adressat):? (?:(?:[A-ZÅÄÖ][\wåäö]+s )?{_BODY}"
        rf"|{_CAPITAL}(?: (?!{_NO_NAME}){_CAPITAL}){{0,3}}(?! (?:om|av|över|angående|avseende)\b)))(?![\w-])"
        rf"|(?P<body>(?<! i )(?<! av )(?<! för )(?<! med )(?<! mellan )(?<! och ){_BODY})(?![\w-])"
        rf"|(?P<type>{kinds})(?= [A-ZÅÄÖ\d]|\s*\Z))"
    )


_RULES = "beviljar|avslår|förelägger|föreslår|tillstyrker|avstyrker|medger|ger"  # what a name can follow
# «Förvaltningens förslag till beslut», «Stadsledningskontorets förslag», over the points of what is to be decided.
_BOARDS = "nämnden|styrelsen|fullmäktige|utskottet|direktionen"
_WHOSE_PROPOSAL = (
    rf"(?:[A-ZÅÄÖ][\w-]+ och |[A-ZÅÄÖ][\w-]+s )?(?:(?<= och )[a-zåäö]|(?<=s )[a-zåäö]"
    rf"|[A-ZÅÄÖ])[\w-]+s (?:förslag till (?:beslut|\w*(?:{_BOARDS}))"
    rf"|beslutsförslag)(?: i (?:[\w-]+ och )?\w*(?:{_BOARDS}))?"
    r"|(?:Kommun|Region|Landstings)styrelsens förslag(?= [A-ZÅÄÖ])|[A-ZÅÄÖ][\w-]+s förslag och motivering"
    r"|(?:[A-ZÅÄÖ][\w-]+(?:ens|ets) förslag|Förslag)(?= [A-ZÅÄÖ][\w-]+ (?:\w+ ){0,2}(?:föreslår|föreslås|beslutar|tillstyrker)\b| 1[.)] )"
)
# What one says of the matter, over its first words: «Länsstyrelsens ställningstagande», «Regionens synpunkter i korthet».
_WHOSE_VIEW = (
    r"[A-ZÅÄÖ][\w-]+s (?:ställningstagande|bedömning(?:ar)?|synpunkter|utgångspunkter)(?: i korthet)?"
    r"|[A-ZÅÄÖ][\w-]+(?:ens|ets|ernas) (?:överväganden|motivering|slutsatser|kommentarer)"
    r"|[A-ZÅÄÖ-]+S (?:FÖRSLAG|SYNPUNKTER|STÄLLNINGSTAGANDE|BEDÖMNING|ÖVERVÄGANDEN)(?: [A-ZÅÄÖ]+){0,3}"
)
# Small words with a capital amid other words: with them a sentence begins.
_OPENERS = r"(?:Sedan|Genom|Efter|När|Mot|Vi|Vårt|Vår|Detta|Denna|Enligt(?! sändlista| lista| remisslista)) [a-zåäö]+ [a-zåäö]|Den \d{1,2} [a-z]+(?: \d{4})? [a-zåäö]|Hej!|Här [a-zåäö]+ [a-zåäö]|(?:Ett f|F)örslag till [a-zåäö]+,? (?:har |upprättades )|I [a-z]+ (?:19|20)\d\d [a-zåäö]"
_NOT_IN_NAMES = "genom|om|till|på|från|mot|som|att|avseende|angående|gällande|enligt|inom"  # words that a sender's name has none of
_LEAST = 8  # letters of a section that capitals show too; «BESLUT» is a type of paper


_NO_TITLE = r"(?!:? [A-ZÅÄÖ]{2})"  # «SYNPUNKTER PÅ FÖRSLAGET» is a title


def _printed(sections: frozenset[str]) -> str:
    """The names of sections with a capital or in capitals, the longest first."""
    longest = sorted(sections, key=len)[::-1]
    return "|".join(
        [*map(str.capitalize, longest), *(one.upper() + _NO_TITLE for one in longest if len(one) >= _LEAST)]
    )


@cache
def _ends() -> re.Pattern[str]:
    """Where a head ends: at the word of a section, or at the subject of the first sentence."""
    sections, verbs = _printed(HEAD_SECTIONS), "|".join(FINITE_VERBS)
    return re.compile(
        rf"(?<=[\wåäö)!?”\"] )(?:(?P<section>(?:{sections}|{_WHOSE_PROPOSAL}|{_WHOSE_VIEW})(?=:? [A-ZÅÄÖ]|:?\s*\Z"
        rf"| 1[.)]? )|(?:Förslag till beslut|{_WHOSE_PROPOSAL})(?=:? att ))"
        rf"|(?=1[.)] [A-ZÅÄÖ]|Med stöd av \d|Hej\b|Bästa )"
        rf"|(?={_OPENERS}|(?P<decides>[A-ZÅÄÖ][\w-]{{4,}})s beslut (?P=decides)\b)"
        rf"|(?=I (?:en|ett|den|det|sin|sitt|denna|detta) [a-zåäö]|(?<=[?!] )[A-ZÅÄÖ][a-zåäö]+ [a-zåäö]+ [a-zåäö](?![^.!?]{{0,120}}\((?:SOU|Ds) ))"
        rf"|(?=(?:(?<![A-ZÅÄÖ]{{3}} )|(?![A-ZÅÄÖ]{{2,}}\b)){_CAPITAL}(?: (?!(?:{sections}|{_NOT_IN_NAMES}|En|Ett"
        rf"|Den|Det|De|[A-ZÅÄÖ]\w*(?:{_BOARDS}|kontoret|förvaltningen"
        rf"|beredningen))\b)\w+){{0,4}}(?: \([^()\d]{{2,30}}\))?"
        rf"(?:, (?:nedan|härefter) [\w ]{{3,25}}(?=,))?(?:,(?: [^,.\n]{{3,60}},)?)? (?:(?:{verbs}) [a-zåäö\d]|(?:{_RULES}) [A-ZÅÄÖ])))"
    )


def part_heads(text: str, raws: list[Raw]) -> None:
    """Replaces the paragraphs at the beginning that are heads run together by the lines they hold."""
    index, parted, printed = 0, False, 0
    while index < len(raws):
        raw = raws[index]
        # A page number at the beginning passes for the number of a heading.
        open_ = raw.kind is Kind.PARAGRAPH and raw.end - raw.start > 60 and raw.mark in ("", "number")
        open_ = open_ and not (
            raw.style == "section" and text[raw.printed].isdigit()
        )  # nor that of a paragraph
        lines: list[Raw] = []
        if open_ and ((printed < 4 and not parted) or _RESTARTS.match(text, raw.printed, raw.end)):
            headed = index + 1 < len(raws) and _is_section(text, raws[index + 1])
            lines = [line for line in _lines(text, raw, headed) if line.end > line.start]
        if len(lines) > 3:
            parted = True
        elif open_ and parted and raw.end - raw.start > _LONG:
            lines = [line for line in _page(text, raw) if line.end > line.start]
        if len(lines) > 1:
            raws[index : index + 1] = lines
        index += max(1, len(lines))
        printed += raw.kind is not Kind.FURNITURE


def _is_section(text: str, raw: Raw) -> bool:
    """Whether a line that is parted already begins a section."""
    words = text[raw.start : min(raw.end, raw.start + 100)].rstrip(" :").casefold()
    return raw.mark == "section" or words in HEAD_SECTIONS or words in SECTIONS


_LONG = 200  # characters of a paragraph that a page of a transcript, run together, has at least


def _page(text: str, raw: Raw) -> Iterator[Raw]:
    """The number of a page of a transcript, its paragraphs, and the headings of the sections between them."""
    words = re.sub(r"[^\S ]", " ", text[raw.printed : raw.end])
    at = page.end() if (page := _PAGE_HEAD.match(words)) else 0
    if at:
        yield _line(text, raw, 0, at, Kind.FURNITURE)
    yield from _parts(text, raw, words, at)


def _parts(text: str, raw: Raw, words: str, at: int) -> Iterator[Raw]:
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
        if _governed(words, inner.start()):
            continue
        if inner.start() > at:
            yield _paragraph(text, raw, at, inner.start(), headed)
        yield _section(text, raw, inner)
        at, headed = inner.end(), True
    if at < end:
        yield _paragraph(text, raw, at, end, headed)


def _section(text: str, raw: Raw, named: re.Match[str]) -> Raw:
    heading = _line(text, raw, *named.span(), Kind.HEADING)
    heading.mark = "section"
    return heading


_PAGE_HEAD = re.compile(rf"\d{{1,3}} (?:{_PAGE} )?(?=[A-ZÅÄÖ])")


@cache
def _inner() -> re.Pattern[str]:
    """The sections of a memo that begin amid the text of a page, whatever stands before them."""
    return re.compile(
        rf"(?<![^ ])(?:{_printed(PAGE_SECTIONS)}|{_WHOSE_PROPOSAL})(?= (?:[A-ZÅÄÖ][\w-]*(?: [A-ZÅÄÖ][\w&-]*){{0,3}}|att) [a-zåäö(§\d]|:? 1[.)] )"
        rf"|(?<=[.!?] )(?:(?:{_printed(HEAD_SECTIONS | SECTIONS)}|{_WHOSE_VIEW})(?= [A-ZÅÄÖ])|{_CAPITALS}(?= [A-ZÅÄÖ][a-zåäö]| 1[.)] ))"
        rf"|(?<![^ ])(?:{_printed(DISTRIBUTION)})(?=:? [A-ZÅÄÖ])"
    )


# «BARNPERSPEKTIV», «FÖRVALTNINGENS ÖVERVÄGANDEN», between two sentences.
_CAPITALS = r"[A-ZÅÄÖ-]+S (?:FÖRSLAG|SYNPUNKTER|STÄLLNINGSTAGANDE|BEDÖMNING|ÖVERVÄGANDEN)(?: [A-ZÅÄÖ]+){0,3}"
_CAPITALS = r"(?:[A-ZÅÄÖ-]{7,}|[A-ZÅÄÖ]{2,}(?: [A-ZÅÄÖ-]+){0,4} [A-ZÅÄÖ-]{3,})"


# The page of a transcript on which another document begins: its first page, or the name of the official in charge.
_RESTARTS = re.compile(
    r"\d{1,3}[.]? (?:[^\n]{0,80}\b1 ?\(\d{1,3}\)|(?:[A-ZÅÄÖ]{4,}|[A-ZÅÄÖ][\w-]+(?:kontoret|förvaltningen|kansliet))[^\n]{0,40}\bHandläggare\b)"
)


def _lines(text: str, raw: Raw, headed: bool) -> Iterator[Raw]:
    """The lines of a head run together; none if it is no such head. `headed` says that a section follows it."""
    # The text is read with blanks for its line breaks; offsets stay.
    words = re.sub(r"[^\S ]", " ", text[raw.printed : min(raw.end, raw.printed + _REACH)])
    end, stop = _head(words, raw, headed)
    if not end:
        return
    if page := _PAGE_NUMBER.match(words):
        yield _line(text, raw, *page.span(), Kind.FURNITURE)
    at = begin = page.end() if page else 0
    may_title, titled = stop is not None or headed or end < len(words), False
    for start, at, mark in _pieces(words, begin, end):
        if mark and mark["title"] and not titled:
            yield from _title(text, raw, words, start, at)
            may_title, titled = False, True
        else:
            fields = [] if mark else list(_columns(text, raw, words, start, at))
            yield from fields or [
                _marked(text, raw, mark) if mark else _line(text, raw, start, at, Kind.LETTERHEAD)
            ]
    if at < end:
        least = 1 if stop and stop["section"] else 2
        yield _remainder(text, raw, words, (at, end), least if may_title else len(words))
    if stop:
        yield from _rest(text, raw, stop)
    elif end < len(words):
        yield _paragraph(text, raw, end, raw.end - raw.printed, True)


def _head(words: str, raw: Raw, headed: bool) -> tuple[int, re.Match[str] | None]:
    """Where a paragraph that is a head run together, by the marks at its beginning, ends as one, and what shows that; 0 for none."""
    prose = _STOP.search(words, 0, _BEGIN)
    begin = list(_marks().finditer(words, 0, prose.start() if prose else min(_BEGIN, len(words))))
    kinds = {mark.lastgroup for mark in begin}
    opens = next((mark.start() <= _OPENING for mark in begin if mark["title"]), False)
    titled = opens or ("title" in kinds and ("body" in kinds or _POST.search(words, 0, _BEGIN)))
    begin = [mark for mark in begin if not mark["body"]]
    alone = any(mark["page"] or mark["paper"] for mark in begin)
    if len(kinds - {"body"}) < 2 and not titled and not alone:
        return 0, None
    stop = _stop(words, begin[0].end())
    whole = raw.end - raw.printed <= (_REACH // 2 if headed else 260) and ". " not in words
    paper = None if stop or whole else _ANSWERED.search(words, begin[0].end())
    return stop.start() if stop else paper.end() if paper else len(words) if whole else 0, stop


def _pieces(words: str, at: int, end: int) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """The lines before the rest of a head, each with its mark; keys and what stands between the marks have none."""
    marks = [
        one
        for one in _marks().finditer(words, 0, end)
        if not ((one["body"] or one["value"]) and _governed(words, one.start()))
    ]
    index, titled = 0, False
    while index < len(marks):
        mark, index = marks[index], index + 1
        if mark.start() < at:
            continue  # within the value of a key
        if mark.start() > at:
            yield at, mark.start(), None
        if mark["title"] and not titled:
            after = _AFTER_TITLE.search(words, mark.end(), end)
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
    if marks[first][0].lower().endswith(_ASKS_NUMBER) and (number := _NUMBERED.match(words, at, end)):
        return number.end(), index
    for kind in ("key", "value"):
        most = index - first
        while index < len(marks) and marks[index][kind] and not words[at : marks[index].start()].strip(" :"):
            if kind == "value" and most == 0:
                break
            most -= kind == "value"
            at, index = marks[index].end(), index + 1
    asks = any(one[0].lower().endswith(_ASKS_NUMBER) for one in marks[first:index] if one["key"])
    number = _NUMBERED.match(words, at, end) if asks and most > 0 else None
    if number or marks[index - 1]["value"]:
        return (number.end() if number else at), index
    return (marks[index].start() if index < len(marks) else marks[first].start()), index


def _columns(text: str, raw: Raw, words: str, at: int, end: int) -> Iterator[Raw]:
    """The fields of a row of keys and the row of their values under it: «Datum Er beteckning 2025-03-01 KS 2025/12»."""
    printed = at
    for key, value in _cells(words, at, end):
        field = _line(text, raw, *value.span(), Kind.FIELD)
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
    forms = (form for key in sorted(HEAD_KEYS, key=len)[::-1] for form in (key.capitalize(), key.upper()))
    return re.compile(rf"(?:{'|'.join(map(re.escape, forms))})(?=[ :]):? ?")


_DATE = re.compile(r"(?:19|20)?\d\d-\d\d-\d\d")
_CELL = re.compile(
    rf"{_DATE.pattern}(?= |\Z)|(?:[A-ZÅÄÖ]{{2,6}} )?(?=[^\W\d_]{{0,8}}[\d./:-])(?=\S*\d)[\w./:-]{{4,25}}(?= |\Z)"
)


@cache
def _rows() -> re.Pattern[str]:
    """Two to five keys in a row and as many values after them, the number of the page between them or not."""
    return re.compile(
        rf"(?P<keys>(?:{_key().pattern}){{2,5}})(?:{_PAGE} )?(?P<values>(?:(?:{_CELL.pattern}) ?){{2,5}})"
    )


def _title(text: str, raw: Raw, words: str, start: int, end: int) -> Iterator[Raw]:
    """The title of a head, and the first sentence where it stands behind it."""
    sentence = _SENTENCE.search(words, start, end)
    at = sentence.end() - 1 if sentence else end
    yield _line(text, raw, start, at, Kind.HEADING)
    if sentence:
        yield _paragraph(text, raw, at, end, True)


def _remainder(text: str, raw: Raw, words: str, span: tuple[int, int], least: int) -> Raw:
    """What is left of a head behind its marks: its title, if it has more than the `least` words, or another line."""
    rest = words[slice(*span)].strip()
    told = len(rest) > _TITLE and bool(_STOP.search(rest))
    titled = len(rest.split()) > least and (rest[0].isupper() or rest[0] in '«”"') and not _POST.search(rest)
    kind = Kind.HEADING if titled else Kind.LETTERHEAD
    return _line(text, raw, *span, Kind.PARAGRAPH if told else kind)


# The number of the paper that is answered ends a title, and so does what else stands in a head.
_ANSWERED = re.compile(r"\((?:SOU|Ds) ?\d{4} ?: ?\d{1,3}\)(?= [A-ZÅÄÖ\d])")
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# «Detaljplan för Åkern SAMRÅDSREDOGÖRELSE Ett förslag …»: what a report says it is, under the plan that it is about.
_COLLECTION = "(?:SAMRÅDSREDOGÖRELSE|GRANSKNINGSUTLÅTANDE|REMISSAMMANSTÄLLNING|Samrådsredogörelse|Granskningsutlåtande|Remissammanställning)"
_AFTER_TITLE = re.compile(
    rf"{_ANSWERED.pattern}|(?= (?:{_COLLECTION}(?= [A-ZÅÄÖ\d]|\s*\Z)|Till:? {_BODY}|Föredragande |(?:Dnr"
    rf"|Diarienummer|Diarienr|[VE]år? ref|[VE](?:år|er)t? (?:dnr|diarienummer|referens|beteckning))\b"
    rf"|(?:19|20)\d\d-\d\d-\d\d (?:Dnr|[A-ZÅÄÖ])|{_CAPITAL},? (?:den )?\d{{1,2}} (?:{_MONTHS}) (?:19|20)\d\d"
    r"|(?<=[a-zåäö] )[A-ZÅÄÖ]{8,} [A-ZÅÄÖ][a-zåäö]|[A-ZÅÄÖ][\w-]+s beslut ?\Z))"
)


def _stop(words: str, at: int) -> re.Match[str] | None:
    """Where the head ends; a name that a preposition before it governs belongs to the title still."""
    first = stop = _ends().search(words, at)
    while stop and not stop["section"] and _governed(words, stop.start()):
        stop = _ends().search(words, stop.start() + 1)
    return stop or first


_PAGE_NUMBER = re.compile(r"\d{1,3}(?= [A-ZÅÄÖ])")  # before the words of a page in a transcript
_GOVERNS = re.compile(
    r"\b(?:i|på|av|för|mot|vid|till|från|med|om|mellan|och|samt|enligt|inom|hos|över|genom|avseende|angående|gällande) \Z"
)


def _governed(words: str, at: int) -> bool:
    """Whether a word that needs another after it stands before: «Kritik mot socialnämnden i Mora kommun»."""
    return bool(_GOVERNS.search(words, max(0, at - 12), at))


def _rest(text: str, raw: Raw, stop: re.Match[str]) -> Iterator[Raw]:
    """What follows a head: the heading of its first section, if any, and the running text."""
    if stop["section"]:
        yield _section(text, raw, stop)
    at = stop.end() + text.startswith(":", raw.printed + stop.end())
    yield from _parts(text, raw, re.sub(r"[^\S ]", " ", text[raw.printed : raw.end]), at)


_POST = re.compile(r"@|\b\d{3} ?\d{2} [A-ZÅÄÖ]")  # in the address of a receiver


def _paragraph(text: str, raw: Raw, start: int, end: int, headed: bool) -> Raw:
    """Running text; what no heading stands over can be one itself."""
    body = _line(text, raw, start, end, Kind.PARAGRAPH)
    body.sure = headed or bool(_DECIDES.search(text, body.start, body.end))
    return body


_DECIDES = re.compile(r"\b(?:besluta[rs]?|beslutade) (?:att|om)\b")  # no words of a heading


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
