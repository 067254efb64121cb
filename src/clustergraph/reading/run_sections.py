"""Running text that lost its line breaks: parted at the headings that stand amid its sentences, and at its bullets."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    BETWEEN_SENTENCES,
    FINITE_VERBS,
    GOVERNING,
    HEAD_SECTIONS,
    NAMING,
    NO_HEADINGS,
    PAGE_SECTIONS,
    SECTIONS,
    SENTENCE_OPENERS,
)
from clustergraph.reading.raw import Raw, ended

_SHORTEST = 150  # characters of a paragraph on one line that can hold headings
_LONGEST = 90  # characters of a heading
# «2 2(3) », before a page in a transcript
_PAGE_MARK = re.compile(r"\d{1,3} (?:\d{1,3} ?\(\d{1,3}\)|\(\d{1,3}\)) (?=\S)")
_PAGE_NUMBER = re.compile(r"\d{1,3} (?=[A-ZÅÄÖ])")  # that of a page, or of a heading
_STOP = re.compile(r"[.!?:)”»\"] (?=[A-ZÅÄÖÉ\d])")  # before a heading
_CAPITALISED = r"[A-ZÅÄÖ][a-zåäö]{3,}"
_WORD = r"[a-zåäöé][\w’é/-]*"
# Small words that only the beginning of a sentence writes with a capital.
_OPENERS = rf"{either(map(str.capitalize, SENTENCE_OPENERS))} {_WORD}"
# What stands before a name as a part of it, «bolaget Gruvan», or lets the words go on, «ansvaret för Mora».
_JOINS = "".join([*(f"(?<!{word})" for word in NAMING), *(f"(?<! {word})" for word in GOVERNING)])
_NO_HEADING = rf"{either(map(str.capitalize, [*SENTENCE_OPENERS, *NO_HEADINGS]))}\b"

# No sentence within which no word has a capital: a heading stands before one that has.
_NO_SENTENCE = r"(?![^.!?( ]*+(?: [^.!?( A-ZÅÄÖÉ][^.!?( ]*+)*+(?:[.!?](?: |\Z)|\Z))"
# «(avsnitt 5.1)» after the words of a heading, and what numbers the parts of a paper.
_CITED = r"(?: \([^()\n]{2,80}\))"
_NAMED = r" \((?:[\w-]+s )?(?:avsnitt|kapitel|kap\.|punkt|bilaga|\d+ kap\.|§) ?\d[^()\n]{0,20}\)(?= [A-ZÅÄÖ])"  # a part: certain
_PARTS = "Kapitel|Kap\\.?|Avsnitt|Punkt|Insatsområde|Område|Fråga|Mål|Delmål|Bilaga|Prioritering|Åtgärd|Förslag|Del"


@cache
def _headings() -> re.Pattern[str]:
    """A heading before the first words of a sentence."""
    verbs = either(FINITE_VERBS)
    known = either(
        form
        for word in SECTIONS | HEAD_SECTIONS | PAGE_SECTIONS | BETWEEN_SENTENCES
        for form in ((word.capitalize(), word.upper()) if len(word) > 7 else (word.capitalize(),))
    )
    named = rf"[A-ZÅÄÖÉ][\w’é-]*(?: {_WORD}){{0,2}} (?:{verbs}) [a-zåäö\d]"
    sentence = rf"(?:{_OPENERS}|{named})"
    word = rf"(?!(?:{verbs}) )(?:{_WORD}|[–-]|\d{{4}}|[A-ZÅÄÖ]{{2,5}}|[A-ZÅÄÖ][a-zåäö]+(?= (?!(?:{verbs}) ){_WORD}))"
    plain = rf"(?:Om(?: {word}){{1,2}}?|(?!{_NO_HEADING})[A-ZÅÄÖÉ][\w’é-]+(?: {word}){{1,8}}?){_JOINS}(?:{_CITED}?(?= {sentence})|{_NAMED})|(?!{_NO_HEADING})[A-ZÅÄÖ][a-zåäö]{{1,}}(?:{_NAMED}|(?<=\w{{6}})(?:{_CITED}(?= {sentence})|(?= {_OPENERS})))"
    words = rf"[A-ZÅÄÖ](?:[^.!?:;]|\.(?=\d)){{2,{_LONGEST}}}?(?= {sentence}| (?:Förslag|Bedömning)(?: |:)| (?:{_PARTS}) \d| (?:[A-ZÅÄÖ]{{4,}} ){{2}})"
    return re.compile(
        rf"(?:(?:{_CAPITALISED} )?(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.? (?P<numbered>{words})"
        rf"|(?P<part>(?:{_PARTS}) \d{{1,2}}(?:\.\d{{1,2}}){{0,2}}[.:]? (?:[–-] )?{words}|\d{{1,2}} (?:kap\.|§§?)(?: \d{{1,2}} §§?)? {words})"
        rf"|{_NO_SENTENCE}(?:(?P<single>\d{{1,2}}) )?(?:(?P<known>{known})(?=:? [A-ZÅÄÖ][\w-]* {_WORD})"
        rf"|(?P<capitals>[A-ZÅÄÖ-]{{7,}}|[A-ZÅÄÖ]{{2,}}(?: [A-ZÅÄÖ-]{{2,}}){{0,5}} [A-ZÅÄÖ-]{{4,}})(?= [A-ZÅÄÖ][a-zåäö]+ {_WORD})"
        rf"|(?P<plain>{plain})))"
    )


# «Vi anser följande: • Avgiften bör sänkas • Tiden är för kort»
_BULLET = re.compile(
    r"(?P<mark>[•▪◦●■–-])(?:(?<=[^\s|] [•▪◦●■]) (?=\S)|(?<=[.:;] [–-]) (?=[A-ZÅÄÖ][a-zåäö]))"
)
_FIRST = re.compile(r"(?P<mark>[•▪◦●■–-]) (?=[A-ZÅÄÖ][a-zåäö])")  # right under a heading
_END = re.compile(r"[a-zåäö)]{2}[.!?] (?=[A-ZÅÄÖ])")

# The number of a heading, perhaps after that of the page: «3 1. Allmänt om riktlinjerna».
_COUNTED = re.compile(r"(?<![a-zåäö] )(?<![\w.])(?:\d{1,3} )?(?P<number>\d{1,2})\. \Z")


def part_sections(text: str, raws: list[Raw]) -> None:
    """Replaces each paragraph that is a page on one line by its paragraphs, headings and list items."""
    index = 0
    while index < len(raws):
        raw = raws[index]
        pieces = [raw]
        if raw.kind is Kind.PARAGRAPH and (label := _label(text, raw)) and ended(text, raw):
            pieces = _labelled(text, raw, label)
        elif (
            raw.kind is Kind.PARAGRAPH
            and (raw.end - raw.start >= _SHORTEST or _PAGE_MARK.match(text, raw.printed, raw.end))
            and text.find("\n", raw.start, raw.end) < 0
        ):
            pieces = [part for piece in _sections(text, raw) for part in _items(text, piece)]
        raws[index : index + 1] = pieces
        index += len(pieces)


def _sections(text: str, raw: Raw) -> Iterator[Raw]:
    """The paragraphs between the headings of a page, and the headings."""
    at = raw.start
    stops = [stop.end() for stop in _STOP.finditer(text, max(0, raw.start - 2), raw.end)]
    if page := _page(text, raw):
        at = page.end()
        stops.insert(0, at)
        furniture = replace(raw, kind=Kind.FURNITURE, start=raw.printed, end=at - 1)
        yield replace(furniture, number="", style="", marker="", mark="")
    for stop in stops:
        found = _headings().match(text, stop, raw.end) if stop >= at else None
        while found:
            begin, heading = _heading(text, raw, found, at)
            if text[at:begin].strip():
                yield _piece(raw, text, at, begin)
            yield heading
            at = found.end() + text.startswith(":", found.end())
            # «Mål 1 Fler bad Mål 2 Renare vatten»: one right after the other.
            found = _headings().match(text, at + 1, raw.end) if found["part"] else None
            found = found if found and found["part"] else None
    yield _piece(raw, text, at, raw.end) if at > raw.start else raw


def _heading(text: str, raw: Raw, found: re.Match[str], at: int) -> tuple[int, Raw]:
    """Where a heading begins, the number before it included, and the heading."""
    counted = None if found["number"] else _COUNTED.search(text, max(at, found.start() - 9), found.start())
    begin = counted.start() if counted else found.start()
    number = found["number"] or (counted["number"] if counted else "")
    heading = _piece(raw, text, found.start("numbered") if found["number"] else found.start(), found.end())
    return begin, replace(
        heading,
        kind=Kind.HEADING,
        printed=begin,
        mark="number" if number else "section",
        number=number,
        style="multi" if found["number"] else "single" if number else "",
        marker=number,
        sure=True,
    )


def _page(text: str, raw: Raw) -> re.Match[str] | None:
    """The number of the page that a paragraph begins with, before its words or the name of a section."""
    number = _PAGE_NUMBER.match(text, raw.printed, raw.end)
    found = _headings().match(text, number.end(), raw.end) if number else None
    return number if found and found["known"] else _PAGE_MARK.match(text, raw.printed, raw.end)


# «**Avsnitt 3 Hamnar.** Kommunen anser …»: bold words before the sentences of a paragraph.
_LABEL = re.compile(
    rf"\*\*(?P<label>(?:(?:{_PARTS}|Rubrik) \d[^*\n:]{{2,90}}?[.:]?|[A-ZÅÄÖ][^*\n.:()]{{2,80}}\.|[A-ZÅÄÖ][^*\n.:()]{{1,50}} [a-zåäö]{{3,}}:))\*\*[.:]?\s(?=[A-ZÅÄÖ][^*|]{{30}})"
)
# The same in plain print, sure enough by its number or as a noun alone: «5 kap. 3 § Avgifter. Kommunen …».
_PLAIN_LABEL = re.compile(
    r"(?P<label>(?:\d{1,2} kap\.(?: \d{1,3}(?: ?[a-z])? §§?)?|\d{1,3}(?: ?[a-z])? §§?)"
    r" (?P<name>[A-ZÅÄÖ][^.:;()\n]{2,70})\.|[A-ZÅÄÖ][a-zåäö]{6,}(?:en|et|na)\.)\s(?=[A-ZÅÄÖ][^|]{30})"
)
_FINITE = re.compile(rf"\b{either(FINITE_VERBS)}\b")


def _label(text: str, raw: Raw) -> re.Match[str] | None:
    """The label before the sentences of a paragraph; without emphasis it is no sentence, and no paragraph of minutes."""
    if text.startswith("**", raw.printed) and (bold := _LABEL.match(text, raw.printed, raw.end)):
        return bold
    label = _PLAIN_LABEL.match(text, raw.printed, raw.end)
    return None if label is None or _FINITE.search(label["name"] or "") else label


def _labelled(text: str, raw: Raw, label: re.Match[str]) -> list[Raw]:
    """The label that a paragraph begins with as its heading, and the paragraph."""
    heading = replace(
        _piece(raw, text, label.start("label"), label.end("label")),
        kind=Kind.HEADING,
        mark="label",
        sure=True,
    )
    heading = replace(heading, printed=raw.printed, gap=raw.gap, number="", style="", marker="")
    return [heading, _piece(raw, text, label.end(), raw.end)]


def _items(text: str, raw: Raw) -> Iterator[Raw]:
    """A paragraph, or its lead-in and the items that bullets part on its line, and what follows the last of them."""
    bullets = list(_BULLET.finditer(text, raw.start, raw.end)) if raw.kind is Kind.PARAGRAPH else []
    first = _FIRST.match(text, raw.start, raw.end)
    if len(bullets) < (1 if first else 2):
        yield raw
        return
    if first and bullets[0].start() > raw.start:
        bullets.insert(0, first)
    if bullets[0].start() > raw.start:
        yield _piece(raw, text, raw.start, bullets[0].start())
    for bullet, following in zip(bullets, [*bullets[1:], None], strict=True):
        end = following.start() if following else raw.end
        stop = None if following else _END.search(text, bullet.end(), end)
        item = _piece(raw, text, bullet.end(), stop.end() if stop else end)
        yield replace(item, kind=Kind.ITEM, printed=bullet.start(), marker=bullet["mark"], sure=True)
        if stop:
            yield _piece(raw, text, stop.end(), end)


def _piece(raw: Raw, text: str, start: int, end: int) -> Raw:
    """The words between two offsets as a paragraph of its own."""
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    first = start == raw.start
    return replace(
        raw,
        kind=Kind.PARAGRAPH,
        printed=raw.printed if first else begin,
        start=begin,
        end=begin + len(words.strip()),
        gap=True,
        last=begin,
        number=raw.number if first else "",
        style=raw.style if first else "",
        marker=raw.marker if first else "",
        mark=raw.mark if first else "",
    )
