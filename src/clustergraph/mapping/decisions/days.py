"""Days that a sentence gives without their year: «den 4 mars respektive den 11 april 2025», «den 2 juni», «i maj samma år»."""

import re
from collections.abc import Iterator
from datetime import date as calendar
from datetime import timedelta
from itertools import islice

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading.genre import MONTH, MONTHS

_WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_YEARLESS = re.compile(
    rf"\bi (?P<weekday>{'|'.join(_WEEKDAYS)})dags\b|\b(?:den (?P<day>[12]?\d|3[01])|i) (?P<month>{MONTH})\b(?! \d{{4}}| samma)"
)
# Before another day, whose month and year it can have: «den 4 respektive 11 april 2025», «Mora (den 4 mars) och Orsa (den …».
_BEFORE_NEXT = re.compile(
    rf"\b(?P<day>[12]?\d|3[01])(?: (?P<month>{MONTH}))?(?P<then>\)| respektive|,| och)(?! \d{{4}})"
)
_SAME = re.compile(
    rf"\b(?:(?:den )?(?P<day>[12]?\d|3[01]) )?(?:(?P<month>{MONTH}) )?samma (?P<what>år|månad|vecka|dag)\b"
    r"|\b(?:dagen|(?P<count>en|två|tre|fyra) (?P<unit>vecka|veckor|månad|månader)) (?:efter|därpå|därefter|senare)\b"
)
_YEAR = pattern("decisions", "days-year")
_OF_YEAR = pattern("decisions", "days-of-year")
_HEAD = 600  # characters in which a report says of what year it tells
_WHOLE = 2  # hyphens of a date with its day
_NEAR = 400  # characters before a sentence in which the day stands whose year it has too


def of_document(material: Material, metadata: Metadata, start: int, end: int) -> list[FoundDate]:
    """The first day of a span without its year: of the year that the document tells of, or of the last months before its own day."""
    return [*islice(_yearless(material, metadata, start, end), 1)]


def _yearless(material: Material, metadata: Metadata, start: int, end: int) -> Iterator[FoundDate]:
    lower, written = material.view.lower, metadata.date.value if metadata.date else ""
    told = _OF_YEAR.search(lower, 0, _HEAD)
    if not told and len(written) < len("2025-01"):
        return
    for day in _YEARLESS.finditer(lower, start, end):
        if day["weekday"]:
            value = _last(written, _WEEKDAYS.index(day["weekday"]))
            yield from [FoundDate(value, *day.span())] if value else []
            continue
        month = _month(day["month"], day["day"])
        before = month[: len(written) - 5] > written[5 : 5 + len(month)]
        yield FoundDate(f"{told['year'] if told else int(written[:4]) - before}-{month}", *day.span())


def days(material: Material, metadata: Metadata, start: int, end: int) -> list[FoundDate]:
    """The dates of a sentence in order, those included that have their year from another."""
    found = [date for date in material.dates if start <= date.start < end]
    last = next((one for one in reversed(found) if one.value.count("-") == _WHOLE), None)
    found += _before(material, start, last) if last else []
    found = found or [*_yearless(material, metadata, start, end), *same(material, metadata, start, end)]
    found = found or list(_years(material, start, end))
    return sorted(found, key=lambda one: one.start)


def _last(written: str, weekday: int) -> str | None:
    """The day of the week before that of the document: «i måndags»."""
    day = calendar.fromisoformat(written) if written.count("-") == _WHOLE else None
    return (day - timedelta(days=(day.weekday() - weekday) % 7 or 7)).isoformat() if day else None


def _before(material: Material, start: int, last: FoundDate) -> Iterator[FoundDate]:
    """The days before one with its year in the same sentence."""
    year, next_month, _ = last.value.split("-")
    for day in _BEFORE_NEXT.finditer(material.view.lower, start, last.start):
        if day["month"]:
            yield FoundDate(f"{year}-{_month(day['month'], day['day'])}", *day.span("day"))
        elif day["then"] == " respektive":
            yield FoundDate(f"{year}-{next_month}-{int(day['day']):02}", *day.span("day"))


def same(material: Material, metadata: Metadata, start: int, end: int) -> Iterator[FoundDate]:
    """«i maj samma år», «samma vecka», «dagen därpå», of the date that stands last before."""
    yield from _since(material, metadata, max(0, start - _NEAR), start, end)


def last_before(material: Material, metadata: Metadata, start: int, at: int) -> FoundDate | None:
    """The last day or month that a span names, with its year or without."""
    dates = [one for one in material.dates if start <= one.start < at]
    dates += _yearless(material, metadata, start, at)
    dates += _since(material, metadata, start, start, at)
    return max(dates, key=lambda one: one.start, default=None)


def _since(material: Material, metadata: Metadata, first: int, start: int, end: int) -> Iterator[FoundDate]:
    """The days of a span that are told by another, which stands from `first` on."""
    for said in _SAME.finditer(material.view.lower, start, end):
        base = last_before(material, metadata, first, said.start())
        value = (_of_same if said["what"] else _later)(base.value, said) if base else None
        yield from [FoundDate(value, *said.span())] if value else []


def _of_same(value: str, said: re.Match[str]) -> str | None:
    """The day, month or year that «samma» says is that of a date, or the month of its week."""
    if said["what"] == "dag":
        return value
    if said["what"] == "månad":
        return value[:7]
    if said["what"] == "vecka":
        return _shifted(value, -6, 6)
    return f"{value[:4]}-{_month(said['month'], said['day'])}" if said["month"] else value[:4]


def _later(value: str, said: re.Match[str]) -> str | None:
    """The day after a date, or the month in which one some weeks or months after it lies."""
    unit, count = said["unit"], _COUNTS.get(said["count"], 1)
    if unit is None:
        return _shifted(value, 1, 1)
    return _shifted(value, *((7 * count - 3, 7 * count + 3) if "veck" in unit else (28 * count, 31 * count)))


_COUNTS = {"två": 2, "tre": 3, "fyra": 4}


def _shifted(value: str, least: int, most: int) -> str | None:
    """The day some days after another; where there can be more or fewer, the month, if it is the same."""
    if value.count("-") != _WHOLE:
        return None
    first, last = (calendar.fromisoformat(value) + timedelta(days=each) for each in (least, most))
    if first == last:
        return first.isoformat()
    return f"{first:%Y-%m}" if first.month == last.month else None


def _years(material: Material, start: int, end: int) -> Iterator[FoundDate]:
    """«redan 2024», «Mora kommun (2023)»."""
    for year in _YEAR.finditer(material.view.lower, start, end):
        yield FoundDate(year["year"], *year.span("year"))


def _month(name: str, day: str | None) -> str:
    """A month, and a day of it where one is given, as a part of a date."""
    month = f"{MONTHS.index(name) + 1:02}"
    return f"{month}-{int(day):02}" if day else month
