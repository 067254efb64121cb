"""The title of minutes: the line that says whose meeting it was and when, else that they are minutes."""

import re

from clustergraph.mapping.head.no_titles import MEETING, can_be_title, heads_roll, roll_lines
from clustergraph.mapping.head.titles import find_title
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_LINES = 8  # blocks within which such a line stands as a heading
_FIRST = 3  # or, of a page that has no layout, at the very top
_LONGEST = 225  # characters of a line that begins with «Protokoll»
_MET = pattern("documents", "minutes-titles-met")
_SEVERAL = 2  # labels of a first page
_TELLS = pattern("documents", "minutes-titles-tells")
_FROM = pattern("documents", "minutes-titles-from")
_DECISIONS = re.compile(r"\b(?:beslutar|beslutade|beslöt)\b")  # of minutes without signs
# the head of each page: «Mora Energi Protokoll 3/2025»
_RUNNING = re.compile(r".+ [Pp]rotokoll (?:nr )?\d{1,3}/\d{4}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# «PROTOKOLL FRÅN SAMMANTRÄDE NR 2/2026», «Styrelseprotokoll nr 4 2024».
_NUMBERED = re.compile(
    r"(?:\w{0,15}protokoll)(?: från)?(?: \w{0,10}(?:sammanträde|möte))? nr:? \d{1,2}[/ :-](?:19|20)\d\d",
    re.IGNORECASE,
)
_HEAD = 600  # characters of a head
# «Protokoll fört vid sammanträde med styrelsen den 1 april 2022 Närvarande …», on one line.
_HELD = re.compile(r"(?<![\w-])Protokoll (?:fört )?(?:vid|från) [^.\n]{5,150}? (?:19|20)\d\d(?=,| [A-ZÅÄÖ])")
_FIRST_WORDS = 300  # characters in which it stands
_PROTOCOL = pattern("documents", "minutes-titles-protocol")
# The body and the day, all that the head of each page says: «Kommunstyrelsen 2019-03-11».
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
    if held := _HELD.search(view.words, 0, _FIRST_WORDS):
        return held[0]
    for stretch in view.stretches[:_LINES]:
        line = view.block_words(stretch).strip()
        near_top = stretch.index < _FIRST
        heads = stretch.kind is Kind.HEADING or (stretch.kind is Kind.LETTERHEAD and stretch.index == 0)
        heads |= stretch.kind is Kind.LETTERHEAD and near_top and bool(_TELLS.search(line.lower()))
        told = (
            not _RUNNING.fullmatch(line)
            and _MET.search(line.lower())
            and _YEAR.search(line)
            and len(line) < 120
            and not MEETING.fullmatch(line)
        )
        near = near_top or "information" in line.lower() or "beslut" in line.lower()
        if heads and near and not stretch.block.number and told and not heads_roll(line):
            return line
        if stretch.index == 0 and line.startswith("Protokoll ") and len(line) < _LONGEST:
            return line
        if _NUMBERED.fullmatch(line):
            return line
    first = view.block_words(view.stretches[0]).strip()
    if view.is_digest and len(first) < _LONGEST and can_be_title(first):
        return first
    if _FROM.fullmatch(first) and view.stretches[0].kind is not Kind.PARAGRAPH:
        return first
    stated = any(_PROTOCOL.match(view.words, one.start) for one in view.stretches[:_FIRST])
    numbered = [number for number in material.numbers if number.labelled]
    one_matter = len(numbered) == 1 and numbered[0].start < material.head and not roll_lines(view)
    several = len(_DECISIONS.findall(view.lower)) >= _SEVERAL and not one_matter
    if not view.items and not (stated and several) and not roll_lines(material.view) >= _SEVERAL:
        return find_title(material)
    lines = [(stretch, view.block_words(stretch).strip()) for stretch in view.stretches[:_LINES]]
    met = next((line for _, line in lines if MEETING.fullmatch(line)), "")
    headings = [heading[0].capitalize() for heading in _PROTOCOL.finditer(view.words[:_HEAD])]
    if headings and (not met or any(_PROTOCOL.match(line) for _, line in lines)):
        return max(headings, key=len)
    if met:
        return met
    dated = (line for _, line in lines if _BODY_AND_DAY.fullmatch(line))
    bodies = (line for one, line in lines[:_FIRST] if one.kind is Kind.HEADING and _BODY.fullmatch(line))
    return next(dated, "") or next(bodies, "")
