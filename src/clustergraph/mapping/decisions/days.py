"""Days that a sentence gives without their year: «den 4 mars respektive den 11 april 2025», «den 2 juni», «i maj samma år»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.reading.genre import MONTH, MONTHS

_YEARLESS = re.compile(rf"\bden (?P<day>[12]?\d|3[01]) (?P<month>{MONTH})\b(?! \d{{4}})")
# Before another day, whose month and year it can have: «den 4 respektive 11 april 2025», «Mora (den 4 mars) och Orsa (den …».
_BEFORE_NEXT = re.compile(
    rf"\b(?P<day>[12]?\d|3[01])(?: (?P<month>{MONTH}))?(?P<then>\)| respektive|,| och)(?! \d{{4}})"
)
_SAME = re.compile(
    rf"\b(?:(?:den )?(?P<day>[12]?\d|3[01]) )?(?:(?P<month>{MONTH}) )?samma (?P<what>år|månad|dag)\b"
)
_YEAR = re.compile(
    r"(?:\b(?:år|redan|under|hösten|våren|sommaren|vintern|sedan) |\()(?P<year>(?:19|20)\d\d)\b(?! ?[–-]|:)"
)
_WHOLE = 2  # hyphens of a date with its day
_NEAR = 400  # characters before a sentence in which the day stands whose year it has too


def of_document(material: Material, metadata: Metadata, start: int, end: int) -> list[FoundDate]:
    """The first day of a span without its year: of the last months before the day of the document."""
    day = _YEARLESS.search(material.view.lower, start, end)
    written = metadata.date.value if metadata.date else ""
    if day is None or len(written) < len("2025-01-01"):
        return []
    month = _month(day["month"], day["day"])
    year = int(written[:4]) - (month > written[5:])
    return [FoundDate(f"{year}-{month}", *day.span())]


def days(material: Material, metadata: Metadata, start: int, end: int) -> list[FoundDate]:
    """The dates of a sentence in order, those included that have their year from another."""
    found = [date for date in material.dates if start <= date.start < end]
    last = next((one for one in reversed(found) if one.value.count("-") == _WHOLE), None)
    found += _before(material, start, last) if last else []
    found = found or list(same(material, start, end)) or list(_years(material, start, end))
    found = found or of_document(material, metadata, start, end)
    return sorted(found, key=lambda one: one.start)


def _before(material: Material, start: int, last: FoundDate) -> Iterator[FoundDate]:
    """The days before one with its year in the same sentence."""
    year, next_month, _ = last.value.split("-")
    for day in _BEFORE_NEXT.finditer(material.view.lower, start, last.start):
        if day["month"]:
            yield FoundDate(f"{year}-{_month(day['month'], day['day'])}", *day.span("day"))
        elif day["then"] == " respektive":
            yield FoundDate(f"{year}-{next_month}-{int(day['day']):02}", *day.span("day"))


def same(material: Material, start: int, end: int) -> Iterator[FoundDate]:
    """«i maj samma år», of the date that stands last before."""
    said = _SAME.search(material.view.lower, start, end)
    before = [one for one in material.dates if start - _NEAR < one.start < said.start()] if said else []
    if said is None or not before:
        return
    value = before[-1].value
    if said["what"] == "år":
        year, month, day = value[:4], said["month"], said["day"]
        value = f"{year}-{MONTHS.index(month) + 1:02}" if month else year
        value = f"{year}-{_month(month, day)}" if month and day else value
    yield FoundDate(value if said["what"] != "månad" else value[:7], *said.span())


def _years(material: Material, start: int, end: int) -> Iterator[FoundDate]:
    """«redan 2024», «Mora kommun (2023)»."""
    for year in _YEAR.finditer(material.view.lower, start, end):
        yield FoundDate(year["year"], *year.span("year"))


def _month(name: str, day: str) -> str:
    return f"{MONTHS.index(name) + 1:02}-{int(day):02}"
