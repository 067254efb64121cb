"""The title of minutes: the line that says whose meeting it was and when, else that they are minutes."""

import re

from clustergraph.mapping.material import Material
from clustergraph.mapping.no_titles import heads_roll, roll_lines
from clustergraph.mapping.titles import find_title
from clustergraph.reading import Kind

_LINES = 8  # blocks within which such a line stands as a heading
_FIRST = 3  # or, of a page that has no layout, at the very top
_LONGEST = 225  # characters of a line that begins with «Protokoll»
_MET = re.compile(
    r"protokoll|sammanträde|\bårsmöte|\bmötet?\b|(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)\b"
)
_SEVERAL = 2  # labels of a first page
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# «PROTOKOLL FRÅN SAMMANTRÄDE NR 2/2026», «Styrelseprotokoll nr 4 2024».
_NUMBERED = re.compile(
    r"(?:\w{0,15}protokoll)(?: från)?(?: \w{0,10}(?:sammanträde|möte))? nr:? \d{1,2}[/ :-](?:19|20)\d\d",
    re.IGNORECASE,
)
_HEAD = 600  # characters of a head
_PROTOCOL = re.compile(
    r"(?<![\w-])(?:[Ss]ammanträdesp|[Bb]esluts?p|[Mm]ötesp|P)rotokoll(?![\w-])|(?<![\w-])(?:SAMMANTRÄDES|BESLUTS|MÖTES)?PROTOKOLL(?![\w-])"
)
# The body and the day, all that the head of each page says: «Kommunstyrelsen 2014-03-06».
_NAME = r"[A-ZÅÄÖ][\w -]{2,50}(?:styrelsen?|nämnden?|fullmäktige|utskott(?:et)?|direktionen|beredningen|delegationen)"
_BODY = re.compile(_NAME)
_BODY_AND_DAY = re.compile(
    rf"{_NAME},? (?:den )?"
    r"(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4})"
)


def minutes_title(material: Material) -> str:
    """The title of minutes; that of their only matter where they are of one and have no first page; else empty."""
    view = material.view
    if len(view.items) == 1 and not roll_lines(material.view) >= _SEVERAL:
        return find_title(material)
    for stretch in view.stretches[:_LINES]:
        line = view.block_words(stretch).strip()
        heads = stretch.kind is Kind.HEADING or (stretch.kind is Kind.LETTERHEAD and stretch.index == 0)
        told = _MET.search(line.lower()) and _YEAR.search(line) and len(line) < 120
        near = stretch.index < _FIRST or "information" in line.lower() or "beslut" in line.lower()
        if heads and near and not stretch.block.number and told and not heads_roll(line):
            return line
        if stretch.index == 0 and line.startswith("Protokoll ") and len(line) < _LONGEST:
            return line
        if _NUMBERED.fullmatch(line):
            return line
    if not view.items and not roll_lines(material.view) >= _SEVERAL:
        return find_title(material)
    headings = [heading[0].capitalize() for heading in _PROTOCOL.finditer(view.words[:_HEAD])]
    if headings:
        return max(headings, key=len)
    lines = [(stretch, view.block_words(stretch).strip()) for stretch in view.stretches[:_LINES]]
    dated = (line for _, line in lines if _BODY_AND_DAY.fullmatch(line))
    bodies = (line for one, line in lines[:_FIRST] if one.kind is Kind.HEADING and _BODY.fullmatch(line))
    return next(dated, "") or next(bodies, "")


# «Kulturnämndens sammanträde onsdagen den 21 mars 2018», «Kallelse till miljönämnden», «Nämnden sammanträder».
_CALLS = re.compile(
    r"sammanträd(?:e|er)\b|\bkallelse\b|\bmöte(?:t|s)?\b|föredragningslista|dagordning|ärendelista"
)
_TOP = 2  # blocks


def agenda_title(material: Material) -> str:
    """The line at the top of an agenda that says which meeting it calls to; empty if none does."""
    view = material.view
    for stretch in view.stretches[:_TOP]:
        line = view.block_words(stretch).strip()
        words = len(line.split())
        if (
            1 < words < _WORDS
            and stretch.kind in (Kind.HEADING, Kind.LETTERHEAD)
            and _CALLS.search(line.lower())
        ):
            return line
    return ""


_WORDS = 14  # in such a line
