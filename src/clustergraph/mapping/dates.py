"""Dates as Swedish documents print them, as precise as printed."""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = (
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ],
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october"],
    ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
)
_NUMBER = {name: n for names in _MONTHS for n, name in enumerate(names, start=1)} | {"sept": 9}
_MONTH = "|".join(sorted(_NUMBER, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_HYPHEN = "[-‐‑–−]"

_DATE = re.compile(
    rf"(?:(?<=[A-Za-zÅÄÖåäö])(?P<gd>[0-3]?\d) (?P<gm>{_MONTH}) (?P<gy>{_YEAR})"  # glued: «REMISSVAR3 maj 2024»
    rf"|(?<=[a-zåäö:])(?P<ny>{_YEAR})-(?P<nm>[01]\d)-(?P<nd>[0-3]\d)"  # «Datum2024-05-03»
    rf"|(?<![\w/.:-])(?:"
    rf"(?P<y>{_YEAR})(?:{_HYPHEN}|[./](?=\d\d?[./]\d))(?P<m>[01]?\d)(?:{_HYPHEN}|[./])(?P<d>[0-3]?\d)"
    rf"|(?P<compact>20\d\d[01]\d[0-3]\d)"
    rf"|(?P<sy>\d\d){_HYPHEN}(?P<sm>[01]\d){_HYPHEN}(?P<sd>[0-3]\d)"
    rf"|(?P<ld>[0-3]?\d)(?::?[ea])?(?:[.] ?| )(?P<lm>{_MONTH})\.?,?(?: år)? (?P<ly>{_YEAR})"
    rf"|(?P<ed>[0-3]?\d)[/.](?P<em>[01]?\d)[/. -](?P<ey>{_YEAR})"
    rf"|(?P<mm>{_MONTH})\.? (?P<my>{_YEAR})"
    rf"))(?=T\d\d:|(?!\w|[/:‐‑-]\d))",
    re.IGNORECASE,
)

_ANCHOR = re.compile(rf"{_YEAR}|\d\d{_HYPHEN}[01]\d{_HYPHEN}[0-3]\d")


class FoundDate(NamedTuple):
    """A printed date: ISO 8601 as precise as printed (`2025-03-05`, `2024-06`), and where it stands."""

    value: str
    start: int
    end: int


def find_dates(words: str) -> list[FoundDate]:
    """Every date with a year in the words, in order; what is no day of the calendar is left out."""
    found: list[FoundDate] = []
    end = 0
    for anchor in _ANCHOR.finditer(words):
        # Most text holds no figures: look closely only around what can be a year.
        if anchor.start() < end:
            continue
        match = _DATE.search(words, max(end, anchor.start() - 20), anchor.end() + 12)
        if match is None:
            continue
        end = match.end()
        value = _value(match)
        if value:
            found.append(FoundDate(value, *match.span()))
    return found


def _value(match: re.Match[str]) -> str | None:
    if match["mm"]:
        return f"{match['my']}-{_NUMBER[match['mm'].lower()]:02}"
    if match["compact"]:
        compact = match["compact"]
        parts = (compact[:4], compact[4:6], compact[6:])
    elif match["y"]:
        parts = (match["y"], match["m"], match["d"])
    elif match["ny"]:
        parts = (match["ny"], match["nm"], match["nd"])
    elif match["gd"]:
        parts = (match["gy"], str(_NUMBER[match["gm"].lower()]), match["gd"])
    elif match["sy"]:
        parts = (f"20{match['sy']}", match["sm"], match["sd"])
    elif match["ld"]:
        parts = (match["ly"], str(_NUMBER[match["lm"].lower()]), match["ld"])
    else:
        parts = (match["ey"], match["em"], match["ed"])
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None
