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
    PAGE_SECTIONS,
    RUN_TYPES,
    TITLE_LINKS,
    TITLE_STARTS,
)
from clustergraph.reading.raw import Raw

_REACH = 900  # characters within which a head ends
_BEGIN = 260  # characters within which its first marks stand
_TITLE = 200  # characters of a title
_WHOLE = 400  # characters of a head that holds no text
_STOP = re.compile(r"[a-zåäö]{3}\. [A-ZÅÄÖ\d]")
_CAPITAL = r"[A-ZÅÄÖÉ][\w’é-]*"
# Whose answer a title is: one word, or two of which the first tells that another follows.
_SENDER = rf"(?:(?:Sveriges|Svenska|Svensk|Svenskt|Region|Länsstyrelsen|Riksförbundet) )?{_CAPITAL}"
# «Stockholm den 1 november 2016», where no preposition governs the place.
_PLACED_DAY = rf"{_CAPITAL},? (?:den )?\d{{1,2}} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december) (?:19|20)\d\d"
_PAPER_NAMED = "(?:Be|Slutbe|Delbe)tänkandet|(?:P|Departementsp)romemorian|Lagrådsremissen"
_PAGE = r"(?:Sida |SIDA |Sid )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-]))"
_AFTER_HANDLERS = (
    "Datum|Diarienr|Diarienummer|Dnr|Telefon|Tel|Tfn|E-post"  # keys after several names without a mark
)
_TOWN = r"(?: (?:SE-)?\d{3} ?\d{2} [A-ZÅÄÖ]\w+| (?:STOCKHOLM|Stockholm)\b)?"
# The name of a body in a head; the part before the last word is that of «Miljö- och byggnämnden».
_BODY = (
    rf"(?:Till:? )?(?:(?:Regeringskansliet|REGERINGSKANSLIET)(?: \(\w+departementet\)| {_CAPITAL}departementet)?|(?:[A-ZÅÄÖ][\w-]+ och )?\w+departementet"
    r"|[A-ZÅÄÖ][a-zåäö]+(?:verket|myndigheten|inspektionen)(?: Region [A-ZÅÄÖ][a-zåäö]+)?|Länsstyrelsen i [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)? län"
    rf"|{_CAPITAL} (?:kommun|stad|KOMMUN)|(?:{_CAPITAL} (?:och|samt) )?\w*(?:nämnden|styrelsen|fullmäktige)"
    rf"|(?:[A-ZÅÄÖ]+- OCH )?[A-ZÅÄÖ]+(?:NÄMNDEN|STYRELSEN|FULLMÄKTIGE|KONTORET|FÖRVALTNINGEN)){_TOWN}"
)

# What does not go on with the name after «Till».
_NO_NAME = r"(?:Box|Er|Ert|Vår|Vårt|Dnr|D(?:iarie|atum)\w*|Yttrande|Remiss\w*|Svar|Synpunkter|Angående|Ang)\b"


@cache
def _marks() -> re.Pattern[str]:
    """What begins a line of a head: a page number, a type of document, a key, a body, a title."""
    kinds = "|".join(f"{one.upper()}|{one.capitalize()}" for one in sorted(DOCUMENT_TYPES, key=len)[::-1])
    kinds += "".join(f"|{one.upper()}" for one in RUN_TYPES)
    cased = (form for key in sorted(HEAD_KEYS, key=len)[::-1] for form in (key.capitalize(), key.upper()))
    keys = "|".join(map(re.escape, cased))
    starts, links = "|".join(TITLE_STARTS), "|".join(TITLE_LINKS)
    return re.compile(
        rf"(?<![\w/.(-])(?:(?P<title>(?:(?:{starts}|{_SENDER}:?s (?:yttrande|remissvar|remissyttrande|svar|synpunkter)) (?:{links})"
        rf"|(?:{starts.upper()}|[A-ZÅÄÖ]+S (?:YTTRANDE|REMISSVAR|SVAR|SYNPUNKTER)) (?:{links.upper()}))(?= )"
        rf"|(?:Motion|Interpellation|Medborgarförslag|Remiss|Remissvar|Remissyttrande|Yttrande|Samrådssvar|Samrådsyttrande|Synpunkter|REMISSVAR|YTTRANDE)(?:: | [–-] | (?=\([A-ZÅÄÖ][a-zåäö]{{0,2}}\d{{4}}/))(?=[«”\"(]?[^\W\d])"
        rf"|(?:{_PAPER_NAMED}|Ang\.) (?=[«”\"A-ZÅÄÖ])|[A-ZÅÄÖ][a-zåäö]*(?:plan|program|strategi|policy) för (?=\S))"
        rf"|(?P<page>{_PAGE})"
        rf"|(?P<mail>[\w.-]+@[\w-]+\.[\w.]+|(?:Box \d+,? )?\d{{3}} ?\d{{2}} (?:(?:Södra|Norra|Östra|Västra|Upplands|Stora|Nya) )?[A-ZÅÄÖ][\w-]+)|(?P<number>(?:Org\.? ?nr:? )?\d{{6}}-\d{{4}}|[A-ZÅÄÖ][a-zåäö]{{0,2}}(?:19|20)\d\d/\d{{3,6}}(?:/\w+)?|(?:19|20)\d\d-\d\d-\d\d|{_PLACED_DAY})"
        rf"|(?P<handler>(?:Handläggare|HANDLÄGGARE):? (?P<who>{_CAPITAL} (?:(?:von|af|de) )?{_CAPITAL}(?:(?: {_CAPITAL} {_CAPITAL}){{1,3}}(?= (?:{_AFTER_HANDLERS})\b))?))"
        rf"|(?P<key>{keys})(?=[ :])"
        rf"|(?P<body>(?<! i )(?<! av )(?<! för )(?<! med )(?<! mellan )(?<! och )(?:{_BODY}|Till:? {_CAPITAL}(?: (?!{_NO_NAME}){_CAPITAL}){{0,3}}))(?![\w-])"
        rf"|(?P<type>{kinds})(?= [A-ZÅÄÖ\d]|\s*\Z))"
    )


# «Förvaltningens förslag till beslut», «Stadsledningskontorets förslag», over the points of what is to be decided.
_WHOSE_PROPOSAL = r"[A-ZÅÄÖ][\w-]+(?:ens|ets|ernas) (?:förslag till (?:beslut|\w*(?:styrelsen|nämnden|fullmäktige|utskottet))|beslutsförslag)"
# What one says of the matter, over its first words: «Länsstyrelsens ställningstagande», «REGIONENS SYNPUNKTER I KORTHET».
_WHOSE_VIEW = r"[A-ZÅÄÖ][\w-]+s (?:ställningstagande|bedömning|synpunkter|utgångspunkter)(?: i korthet)?"
# Small words with a capital amid other words: with them a sentence begins.
_OPENERS = r"(?:Sedan|Genom|Efter|När|Mot|Vi|Vårt|Vår|Detta|Denna|Enligt(?! sändlista| lista| remisslista)) [a-zåäö]+ [a-zåäö]|Den \d{1,2} [a-z]+(?: \d{4})? [a-zåäö]|Hej!|Här [a-zåäö]+ [a-zåäö]"
_NOT_IN_NAMES = "genom|om|till|på|från|mot|som|att|avseende|angående|gällande|enligt|inom"  # words that a sender's name has none of


@cache
def _ends() -> re.Pattern[str]:
    """Where a head ends: at the word of a section, or at the subject of the first sentence."""
    # «BESLUT» in capitals is the type of the paper.
    cased = [form for word in HEAD_SECTIONS for form in (word.capitalize(), word.upper()) if form != "BESLUT"]
    sections = "|".join(sorted(cased, key=len)[::-1])
    verbs = "|".join(FINITE_VERBS)
    return re.compile(
        rf"(?<=[\wåäö)!?”\"] )(?:(?P<section>{sections}|{_WHOSE_PROPOSAL}|{_WHOSE_VIEW})(?=:? (?!(?:PÅ|ÖVER|OM|AV|TILL|FRÅN)\b)[A-ZÅÄÖ]|:?\s*\Z| 1[.)] )"
        rf"|(?=1[.)] [A-ZÅÄÖ])"
        rf"|(?={_OPENERS})"
        rf"|(?=I (?:en|ett|den|det|sin|sitt|denna|detta) [a-zåäö]|(?<=[?!] )[A-ZÅÄÖ][a-zåäö]+ [a-zåäö]+ [a-zåäö](?![^.!?]{{0,120}}\((?:SOU|Ds) ))"
        rf"|(?={_CAPITAL}(?: (?!(?:{sections}|{_NOT_IN_NAMES})\b)(?:[A-ZÅÄÖ\d]\w*|(?:i|för|av|och|samt|under)|[a-zåäö]\w*(?! [A-ZÅÄÖ]))(?![\w-])| \([^()\d]{{2,30}}\)){{0,3}}(?:, [^,.\n]{{3,60}},|,)? (?:{verbs}) \w))"
    )


def part_heads(text: str, raws: list[Raw]) -> None:
    """Replaces the paragraphs at the beginning that are heads run together by the lines they hold."""
    index, parted, printed = 0, False, 0
    while index < len(raws):
        raw = raws[index]
        # A page number at the beginning passes for the number of a heading.
        open_ = raw.kind is Kind.PARAGRAPH and raw.end - raw.start > 60 and raw.mark in ("", "number")
        lines: list[Raw] = []
        if open_ and ((printed < 4 and not parted) or _RESTARTS.match(text, raw.printed, raw.end)):
            lines = [line for line in _lines(text, raw) if line.end > line.start]
        if len(lines) > 3:
            parted = True
        elif open_ and parted and raw.end - raw.start > _LONG:
            lines = [line for line in _page(text, raw) if line.end > line.start]
        if len(lines) > 1:
            raws[index : index + 1] = lines
        index += max(1, len(lines))
        printed += raw.kind is not Kind.FURNITURE


_LONG = 200  # characters of a paragraph that a page of a transcript, run together, has at least


def _page(text: str, raw: Raw) -> Iterator[Raw]:
    """The number of a page of a transcript, its paragraphs, and the headings of the sections between them."""
    words = re.sub(r"\s", " ", text[raw.printed : raw.end])
    at = page.end() if (page := _PAGE_HEAD.match(words)) else 0
    if at:
        yield _line(text, raw, 0, at, Kind.FURNITURE)
    for inner in _inner().finditer(words, at):
        if _governed(words, inner.start()):
            continue
        if inner.start() > at:
            yield _paragraph(text, raw, at, inner.start())
        heading = _line(text, raw, *inner.span(), Kind.HEADING)
        heading.mark = "section"
        yield heading
        at = inner.end()
    yield _paragraph(text, raw, at, len(words))


_PAGE_HEAD = re.compile(rf"\d{{1,3}} (?:{_PAGE} )?(?=[A-ZÅÄÖ])")


@cache
def _inner() -> re.Pattern[str]:
    """The sections of a memo that begin amid the text of a page, whatever stands before them, or between two sentences."""
    words = "|".join(map(str.capitalize, sorted(PAGE_SECTIONS, key=len)[::-1]))
    others = "|".join(map(str.capitalize, sorted(HEAD_SECTIONS, key=len)[::-1]))
    return re.compile(
        rf"(?<![^ ])(?:{words}|{_WHOSE_PROPOSAL})(?= [A-ZÅÄÖ][\w-]* [a-zåäö(§\d]| 1[.)] )"
        rf"|(?<=[.!?] )(?:{others})(?= [A-ZÅÄÖ])"
    )


# The page of a transcript on which another document begins: its first page, or the name of the official in charge.
_RESTARTS = re.compile(
    r"\d{1,3}[.]? (?:[^\n]{0,80}\b1 ?\(\d{1,3}\)|(?:[A-ZÅÄÖ]{4,}|[A-ZÅÄÖ][\w-]+(?:kontoret|förvaltningen|kansliet))[^\n]{0,40}\bHandläggare\b)"
)


def _lines(text: str, raw: Raw) -> Iterator[Raw]:
    """The lines of a head run together; none if it is no such head."""
    # The text is read with blanks for its line breaks; offsets stay.
    words = re.sub(r"\s", " ", text[raw.printed : min(raw.end, raw.printed + _REACH)])
    page = _PAGE_NUMBER.match(words)
    at = page.end() if page else 0
    begin = list(_marks().finditer(words, 0, min(_BEGIN, len(words))))
    if not _is_head(words, at, begin):
        return
    stop = _stop(words, next((mark.end() for mark in begin if not mark["body"]), at))
    whole = raw.end - raw.printed <= _WHOLE and not _STOP.search(words)
    paper = None if stop or whole else _PAPER.search(words, at)
    if stop is None and not whole and not paper:
        return
    end = stop.start() if stop else paper.end() if paper else len(words)
    if page:
        yield _line(text, raw, 0, at, Kind.FURNITURE)
    yield from _parted(text, raw, words, at, end, stop or paper)
    if stop:
        yield from _rest(text, raw, stop)
    elif paper:
        yield _paragraph(text, raw, end, raw.end - raw.printed)


def _is_head(words: str, at: int, begin: list[re.Match[str]]) -> bool:
    """Whether the marks that the words of a page begin with are those of a head, or of a title over its text."""
    kinds = {mark.lastgroup for mark in begin} - {"who"}
    if any(mark["page"] for mark in begin) or len(kinds - {"body"}) > 1:
        return True
    if "title" in kinds:
        titled = next(mark for mark in begin if mark["title"])
        return titled.start() <= at + 1 or "body" in kinds or bool(_POST.search(words, 0, _BEGIN))
    return len(kinds) > 1 and any(mark["body"] and mark[0].startswith("Till") for mark in begin)


def _parted(text: str, raw: Raw, words: str, at: int, end: int, stop: re.Match[str] | None) -> Iterator[Raw]:
    """The lines of a head between two offsets: one for each mark, one for what stands between two, and the title."""
    marks = _lone(words, end)
    pending = titled = False
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        if mark.start() < at:
            continue
        if mark.start() > at and not pending:
            yield _line(text, raw, at, mark.start(), Kind.LETTERHEAD)
        if mark["title"] and not titled:
            titled = True
            after = _AFTER_TITLE.search(words, mark.end(), end)
            yield _line(text, raw, mark.start(), at := after.end() if after else end, Kind.HEADING)
        elif mark["key"] and (fields := list(_columns(text, raw, words[:end], mark.start()))):
            yield from fields
            at = fields[-1].end - raw.printed
        elif mark["key"]:
            # Keys in a row wait for the values that follow the last of them.
            at = at if pending else mark.start()
            stop_at = following.start() if following else end
            pending = bool(following and following["key"] and not words[mark.end() : stop_at].strip(" :"))
            value = None if pending else _VALUE.match(words, mark.end(), stop_at)
            if value or (not pending and following):
                yield _line(text, raw, at, at := value.end() if value else stop_at, Kind.LETTERHEAD)
        else:
            pending = False
            yield _marked(text, raw, mark)
            at = mark.end()
    if at < end:
        rest = words[at:end].strip()
        told = len(rest) > _TITLE and bool(_STOP.search(rest))
        heads = not titled and (
            len(rest.split()) > (1 if stop and stop.groupdict().get("section") else 2)
            and (rest[0].isupper() or rest[0] in '«”"')
            and not (told or _POST.search(rest))
        )
        kind = Kind.HEADING if heads and (stop or _WORDED.search(rest)) else Kind.LETTERHEAD
        if kind is Kind.HEADING and (after := _AFTER_TITLE.search(words, at, end)):
            yield _line(text, raw, at, at := after.end(), kind)
            kind = Kind.LETTERHEAD
        yield _line(text, raw, at, end, Kind.PARAGRAPH if told else kind)


def _columns(text: str, raw: Raw, words: str, at: int) -> Iterator[Raw]:
    """The fields of a row of keys and the row of their values under it: «Datum Er beteckning 2025-03-01 KS 2025/12»."""
    rows = _rows().match(words, at)
    keys = [key[0].rstrip(" :") for key in _key().finditer(rows["keys"])] if rows else []
    values = list(_CELL.finditer(words, *rows.span("values"))) if rows else []
    dated = [bool(_DATE.fullmatch(value[0])) for value in values]
    if len(keys) < 2 or dated != ["datum" in key.lower() for key in keys]:
        return
    for key, value in zip(keys, values, strict=True):
        field = _line(text, raw, *value.span(), Kind.FIELD)
        field.name, field.printed = key, raw.printed + (at if key is keys[0] else value.start())
        yield field


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


# What a title has and a line of names has not.
_WORDED = re.compile(r"[a-zåäö] (?:för|om|av|till|över|mot|på) [\w«”\"]+(?: [\w(]|\Z)")

# The number or the date after a key, or those after several, where other words follow in the same line.
_VALUE = re.compile(
    r"[: ]{0,3}(?:(?:[A-ZÅÄÖ][\wåäö]{0,7} )?[\w./:-]*\d[\w./:-]* ){1,4}(?=[«”\"]?[A-ZÅÄÖ][\w-]+ [a-zåäö])"
)


def _lone(words: str, end: int) -> list[re.Match[str]]:
    """The marks up to an offset, without bodies that a preposition governs and numbers that are the value of a key."""
    marks: list[re.Match[str]] = []
    for one in _marks().finditer(words, 0, end):
        if not ((one["body"] or one["number"]) and _governed(words, one.start())) and not (
            (one["number"] or one["mail"]) and marks and marks[-1]["key"]
        ):
            marks.append(one)
    return marks


# The number of the paper that is answered ends a title, and so does what else stands in a head.
_PAPER = re.compile(r"\((?:SOU|Ds) ?\d{4} ?: ?\d{1,3}\)(?= [A-ZÅÄÖ\d])")
_AFTER_TITLE = re.compile(
    rf"{_PAPER.pattern}|(?= (?:Till:? {_BODY}|(?:Dnr|Diarienummer|Diarienr|[VE]år? ref|[VE](?:år|er)t? (?:dnr|diarienummer|referens|beteckning))\b"
    rf"|(?:19|20)\d\d-\d\d-\d\d (?:Dnr|[A-ZÅÄÖ])|{_PLACED_DAY}|[A-ZÅÄÖ][\w-]+s beslut ?\Z))"
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
        heading = _line(text, raw, *stop.span(), Kind.HEADING)
        heading.mark = "section"
        yield heading
    at = stop.end() + text.startswith(":", raw.printed + stop.end())
    for inner in _inner().finditer(text, raw.printed + at, raw.end):
        if _governed(text, inner.start()):
            continue
        begin, end = inner.start() - raw.printed, inner.end() - raw.printed
        yield _paragraph(text, raw, at, begin)
        heading = _line(text, raw, begin, end, Kind.HEADING)
        heading.mark = "section"
        yield heading
        at = end
    yield _paragraph(text, raw, at, raw.end - raw.printed)


_POST = re.compile(r"@|\b\d{3} ?\d{2} [A-ZÅÄÖ]")  # in the address of a receiver


def _paragraph(text: str, raw: Raw, start: int, end: int) -> Raw:
    body = _line(text, raw, start, end, Kind.PARAGRAPH)
    body.sure = bool(_DECIDES.search(text, body.start, body.end))
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
