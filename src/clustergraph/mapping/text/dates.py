"""Dates as Swedish documents print them, as precise as printed."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading.alternatives import either
from clustergraph.reading.genre import MONTHS

_MONTHS = (
    MONTHS,
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"],
    ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
)
_NUMBER = {name: n for names in _MONTHS for n, name in enumerate(names, start=1)} | {"sept": 9, "febr": 2}
_MONTH = either(_NUMBER)
_YEAR = r"(?:19|20)\d\d"
_HYPHEN = "[-‐‑–−]"

_DATE = re.compile(
    rf"(?:(?<=[A-Za-zÅÄÖåäö])(?P<gd>[0-3]?\d) (?P<gm>{_MONTH}) (?P<gy>{_YEAR})"  # glued: «REMISSVAR3 maj 2024»
    rf"|(?:(?<=[a-zåäö:])|(?<=\d/))(?P<ny>{_YEAR})-(?P<nm>[01]\d)-(?P<nd>[0-3]\d)"  # «Datum2024-05-03», «§ 65/2020-06-09»
    rf"|(?<![\w/.:-])(?:"
    rf"(?P<y>{_YEAR})(?: ?{_HYPHEN} ?|[./](?=\d\d?[./]\d)| (?=[01]\d [0-3]\d\b))(?P<m>[01]?\d)(?: ?{_HYPHEN} ?|[./ ])(?P<d>[0-3]?\d)"
    rf"|(?P<compact>20\d\d[01]\d[0-3]\d)"
    rf"|(?P<sy>\d\d){_HYPHEN}(?P<sm>[01]\d){_HYPHEN}(?P<sd>[0-3]\d)"
    rf"|(?P<rd>[0-3]?\d)(?: ?[-–] ?| och )[0-3]?\d (?P<rm>{_MONTH}) (?P<ry>{_YEAR})"  # of a meeting of two days, its first
    rf"|(?P<od>[0-3]?\d) (?P<om>{_MONTH})(?: ?[-–] ?| och )[0-3]?\d (?:{_MONTH}) (?P<oy>{_YEAR})"
    rf"|(?P<ld>[0-3]?\d)(?: ?:?[ea]\b|:(?:dj|[dt])e\b|st|nd|rd|th)?(?:[.] ?| of | ?)(?P<lm>{_MONTH})\.?,?(?: år)?(?:(?: |(?<=\.))(?P<ly>{_YEAR})| ?[-–'’](?P<lyy>\d\d))"
    rf"|(?P<am>{_MONTH}) (?P<ad>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<ay>{_YEAR})"
    rf"|(?P<td>[0-3]?\d)/(?P<tm>[01]?\d) ?[-–'’](?P<ty>\d\d)"
    rf"|(?P<ed>[0-3]?\d)[/.](?P<em>[01]?\d)[/. -](?P<ey>{_YEAR})"
    rf"|(?<!–)(?P<mm>{_MONTH})\.? (?P<my>{_YEAR})"
    rf"))(?=T\d\d:|(?<=-\d\d)[A-ZÅÄÖ][a-zåäö]{{2}}|(?!\w|[/:‐‑-]\d))",
    re.IGNORECASE,
)

# Most text holds no figures: look only at those that hang together.
_FIGURES = re.compile(r"[0-9][0-9‐‑–−’'-]*")
_ANCHOR = re.compile(rf"{_YEAR}|\d\d{_HYPHEN}[01]\d{_HYPHEN}[0-3]\d|[-–'’]\d\d(?![\d-])")
# What is a date only alone in its line or cell, after a key or after a place: «250514», «2025-05».
_BARE = re.compile(
    rf"\b(?:(?P<y>\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)|{_YEAR}-(?:0[1-9]|1[0-2]))(?=$|[\t|]| {{2}}| [Dd]nr)",
    re.MULTILINE,
)
_AFTER = ("", "\n", "\t", "|", " ")
_BEFORE = pattern("documents", "dates-before")


class FoundDate(NamedTuple):
    """A printed date: ISO 8601 as precise as printed (`2025-03-05`, `2024-06`), and where it stands."""

    value: str
    start: int
    end: int


def find_dates(words: str) -> list[FoundDate]:
    """Every date with a year in the words, in order; what is no day of the calendar is left out."""
    found: list[FoundDate] = []
    end = 0
    figures = [match.span() for match in _FIGURES.finditer(words)]
    anchors = (_ANCHOR.finditer(words, max(0, first - 1), last) for first, last in figures)
    for anchor in chain.from_iterable(anchors):
        if anchor.start() < end:
            continue
        near = _DATE.search(words, max(end, anchor.start() - 20), anchor.end() + 12)
        match = _DATE.match(words, near.start()) if near else None  # whole, where its surroundings cut it
        if match is None:
            continue
        end = match.end()
        value = _value(match)
        if value:
            found.append(FoundDate(value, *match.span()))
    return sorted([*found, *_bare_dates(words, figures)], key=lambda one: one.start)


def _bare_dates(words: str, figures: list[tuple[int, int]]) -> Iterator[FoundDate]:
    """Dates that only their place shows: looked for in short lines."""
    for first, last in figures:
        match = _BARE.search(words, first, last + 4) if words[last : last + 1] in _AFTER else None
        if match is None or match.end() > last:
            continue
        begin, end = words.rfind("\n", 0, match.start()) + 1, words.find("\n", match.end())
        if end - begin > _LINE or not _BEFORE.search(words[begin : match.start()]):
            continue
        value = _iso(f"20{match['y']}", match["m"], match["d"]) if match["y"] else match[0]
        if value:
            yield FoundDate(value, *match.span())


_LINE = 120  # the longest line of a head


def _value(match: re.Match[str]) -> str | None:
    if match["mm"]:
        return f"{match['my']}-{_NUMBER[match['mm'].lower()]:02}"
    if match["compact"]:
        compact = match["compact"]
        return _iso(compact[:4], compact[4:6], compact[6:])
    for year, month, day in _PARTS:
        if match[year]:
            printed = match[month].lower()
            full = match[year] if len(match[year]) == 4 else f"20{match[year]}"
            return _iso(full, str(_NUMBER.get(printed, printed)), match[day])
    return None


# The groups of the forms above that hold a year, a month and a day.
_PARTS = (*[(f"{one}y", f"{one}m", f"{one}d") for one in ("", *"ngslatero")], ("lyy", "lm", "ld"))


def _iso(year: str, month: str, day: str) -> str | None:
    """The day of the calendar, None where there is none such."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
