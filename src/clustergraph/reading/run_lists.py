"""Lists that lost their line breaks and their marks: deeds in a row after «ska vi:», goals counted up with sub-goals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import GOVERNING, SENTENCE_OPENERS
from clustergraph.reading.raw import Raw

_LEAST = 3  # deeds that are a list
_LEAD = re.compile(
    r"\b(?:att|ska|skall|vill|vi|kommunen|regionen|genom|följande|åtgärder|insatser): (?=[A-ZÅÄÖ])"
)
_GOVERNED = "".join(f"(?<! {word} )" for word in GOVERNING)
# «Minska energin», «Aktivt stödja dem», «Se över taxan»: what is to be done, with a capital amid other words.
_DEED = re.compile(
    rf"(?<=[a-zåäö)] ){_GOVERNED}(?=(?:[A-ZÅÄÖ][a-zåäö]{{3,}}(?:t|is|igt) )?(?i:[a-zåäö]{{2,}}a|se|ge|få|nå|gå|ta|ha) [a-zåäö])(?=[A-ZÅÄÖ])"
)
_ENDS = re.compile(
    rf"[.!?] (?=[A-ZÅÄÖ])|(?<=[a-zåäö)]) (?={either(map(str.capitalize, SENTENCE_OPENERS))} [a-zåäö])"
)
_STOP = re.compile(r"(?<=[a-zåäö\d)]\.) (?=[A-ZÅÄÖ])")
_COUNTED = re.compile(r"(?<=[\w)%:.] )(?:(?P<number>\d{1,2})|(?P<letter>[a-h]))[.)] (?=[A-ZÅÄÖ])")


def listed(text: str, raw: Raw) -> Iterator[tuple[Raw, int, int]]:
    """The items of the first list without line breaks in a paragraph: each with where it begins and ends in the text."""
    if text.find(": ", max(0, raw.start - 2), raw.end) < 0:
        return  # which leads in either
    counted, deeds = _counted(text, raw), _deeds(text, raw)
    yield from min(filter(None, (counted, deeds)), key=lambda items: items[0][1], default=[])


def _deeds(text: str, raw: Raw) -> list[tuple[Raw, int, int]]:
    """What is to be done, one after the other behind a lead-in: «Därför ska vi: Öppna fler bad Rusta bryggorna …»."""
    for lead in _LEAD.finditer(text, raw.start, raw.end):
        stop = _ENDS.search(text, lead.end(), raw.end)
        end = stop.start() + (text[stop.start()] != " ") if stop else raw.end
        begins = [lead.end(), *(one.start() for one in _DEED.finditer(text, lead.end(), end))]
        if len(begins) >= _LEAST:
            return [(_item(raw, at, ""), at, until) for at, until in pairwise([*begins, end])]
    return []


def _counted(text: str, raw: Raw) -> list[tuple[Raw, int, int]]:
    """Numbers from 1 on behind a colon, and letters from a on below each: «… följande: 1. Färre bilar a. Minst …»."""
    marks: list[re.Match[str]] = []
    number = letter = 0
    for mark in _COUNTED.finditer(text, raw.start, raw.end):
        if mark["number"] and int(mark["number"]) == number + 1 and (number or text[mark.start() - 2] == ":"):
            number, letter = number + 1, 0
        elif number and mark["letter"] and ord(mark["letter"]) - 97 == letter:
            letter += 1
        else:
            continue
        marks.append(mark)
    if len(marks) < 2:
        return []
    stop = _STOP.search(text, marks[-1].end(), raw.end)
    ends = [*(one.start() for one in marks[1:]), stop.start() if stop else raw.end]
    return [
        (_item(raw, one.start(), one["number"] or one["letter"], bool(one["letter"])), one.end(), end)
        for one, end in zip(marks, ends, strict=True)
    ]


def _item(raw: Raw, at: int, number: str, inner: bool = False) -> Raw:
    style = ("lower" if inner else "single") if number else ""
    return replace(
        raw,
        kind=Kind.ITEM,
        printed=at,
        indent=raw.indent + 2 * inner,
        number=number,
        marker=number or "-",
        style=style,
        mark="",
        sure=True,
        gap=False,
    )
