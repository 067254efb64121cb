"""The title of a summons or an agenda: the line that says whose meeting it calls to, else what it calls itself."""

import re

from clustergraph.mapping.head.no_titles import MEETING
from clustergraph.mapping.head.titles import find_title
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_HEAD = 8  # blocks in which an agenda says what it is
_LONGEST = 140  # characters
_TYPE = r"(?:kallelse|föredragningslista|dagordning|ärendelista|agenda)"
_NAMED = re.compile(rf"{_TYPE}(?: ?(?:/|och|samt|–|-) ?{_TYPE})?", re.IGNORECASE)
# «Kallelse till sammanträde med kulturnämnden», «Sammanträde med socialnämnden».
_CALLS = re.compile(
    rf"(?:{_TYPE}(?: ?(?:/|och|samt|–|-) ?{_TYPE})? (?:till|för|med) |(?:sammanträde|möte) med )[^.:]{{4,}}",
    re.IGNORECASE,
)
_MATTERS = pattern("documents", "summons-titles-matters", re.IGNORECASE)
_CELLS = re.compile(r"\t+| {3,}")
# «Miljönämndens sammanträde torsdagen den 14 mars 2019», «Nämnden sammanträder»: at the very top.
_MEETS = re.compile(r"sammanträd(?:e|er)\b|\bmöte(?:t|s)?\b|\bkallelse\b")
_TOP = 2  # blocks
_WORDS = 14  # in such a line


def summons_title(material: Material) -> str:
    """The title of a summons; a numbered matter or the heading over the matters is none. Empty if there is none."""
    view = material.view
    type_ = ""
    for stretch in view.stretches[:_HEAD]:
        if stretch.block.number or stretch.kind not in (
            *(Kind.HEADING, Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.ROW),
        ):
            continue
        printed = view.text[stretch.block.start : stretch.block.end]
        for cell in map(str.strip, _CELLS.split(" ".join(printed.splitlines()))):
            if len(cell) < _LONGEST and (_CALLS.fullmatch(cell) or MEETING.fullmatch(cell)):
                return cell
            type_ = type_ or (cell.capitalize() if _NAMED.fullmatch(cell) else "")
    for stretch in view.stretches[:_TOP]:
        line = view.block_words(stretch).strip()
        whole = not _CELLS.search(view.text, stretch.block.start, stretch.block.end)
        heads = whole and stretch.kind in (Kind.HEADING, Kind.LETTERHEAD)
        if heads and 1 < len(line.split()) < _WORDS and _MEETS.search(line.lower()):
            return line
    found = find_title(material)
    matters = (view.block_words(s).strip() for s in view.stretches if s.block.number)
    matter = found and any(line.startswith(found) for line in matters)
    return type_ if type_ or _MATTERS.fullmatch(found) or matter else found
