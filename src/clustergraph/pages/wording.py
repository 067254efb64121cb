"""Dates, durations and order as Swedish and English write them (Svenska skrivregler; ISO 8601)."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from clustergraph.pages.texts import Texts

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:Z|[+-]\d\d:\d\d)?")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("year", "month", "week", "day")
_ALPHABET = {letter: chr(0x7B + index) for index, letter in enumerate("åäö")}
_ALIKE = str.maketrans({"é": "e", "è": "e", "ü": "y", "æ": "ä", "ø": "ö", "á": "a", "à": "a"})

T = TypeVar("T")


def date(value: str, t: Texts) -> str:
    """A date as precise as it is given: «5 mars 2025», «juni 2024», «2024»; anything else as it stands."""
    match = _DATE.fullmatch(value)
    if not match:
        return value
    year, month, day = match.groups()
    if not month:
        return year
    name = _months(t)[(int(month) - 1) % 12]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def when(given: str, earliest: str, latest: str, t: Texts) -> str:
    """What is known of a date: the date, or the time between two, before one or after one, or that it is missing."""
    if given:
        return date(given, t)
    if earliest and latest and earliest != latest:
        return t("words.between", first=date(earliest, t), last=date(latest, t))
    if earliest and latest:
        return date(earliest, t)
    if earliest:
        return t("words.after", date=date(earliest, t))
    return t("words.before", date=date(latest, t)) if latest else t("words.no_date")


def month(year: int, number: int, t: Texts) -> str:
    """A month and its year, «mars 2025»."""
    return f"{_months(t)[number - 1]} {year}"


def _months(t: Texts) -> list[str]:
    return t("words.months").split()


def recurrence(value: str, t: Texts) -> str:
    """How often, from an `xsd:duration` of one unit: «varje år», «vartannat år», «var tredje månad»."""
    parts = [part for part in _parts(value) if part[0]]
    if len(parts) != 1:
        return value
    count, unit = parts[0]
    key = f"recurrence.{unit}_{count}"
    return t(key) if t.has(key) else t(f"recurrence.{unit}", count=count)


def duration(value: str, t: Texts) -> str:
    """A length of time, from an `xsd:duration`: «3 år», «1 år och 6 månader»."""
    parts = [t(f"duration.{unit}", n=count) for count, unit in _parts(value) if count]
    return t("words.and").join(parts) if parts else value


def durations(least: str, most: str, t: Texts) -> str:
    """A length of time between two: «6–8 år», «6 månader till 2 år»; one of them where they are the same."""
    if least == most:
        return duration(least, t)
    low, high = ([part for part in _parts(one) if part[0]] for one in (least, most))
    if len(low) == len(high) == 1 and low[0][1] == high[0][1]:
        return f"{low[0][0]}–{duration(most, t)}"
    return t("words.range", first=duration(least, t), last=duration(most, t))


def _parts(value: str) -> list[tuple[int, str]]:
    match = _DURATION.fullmatch(value)
    return (
        [(int(count or 0), unit) for count, unit in zip(match.groups(), _UNITS, strict=True)] if match else []
    )


def swedish(text: str) -> tuple[str, ...]:
    """A key that sorts as the Swedish alphabet does: å, ä, ö after z; numbers by their value."""
    folded = text.casefold().translate(_ALIKE)
    parts = re.split(r"(\d+)", folded)
    return tuple(
        part.zfill(12) if part.isdigit() else "".join(_ALPHABET.get(letter, letter) for letter in part)
        for part in parts
    )


def in_order(items: Iterable[T], key: Callable[[T], str]) -> list[T]:
    """The items in Swedish alphabetical order of their key."""
    return sorted(items, key=lambda item: swedish(key(item)))


def shortened(text: str, length: int) -> str:
    """The text on one line, cut between words after at most so many characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "\u00a0…"
