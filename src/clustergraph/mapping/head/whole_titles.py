"""Titles that the end of a line cuts off."""

import re

from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.registry_numbers import head_number

_LONGEST = 450  # characters of a title
# Where a title is cut off at the end of its line.
_UNFINISHED = re.compile(
    r" (?:för|om|av|i|på|till|med|och|samt|över|angående|avseende|gällande|rörande|inom|mellan|från|mot|inför|vid|den|det|en|ett)$|[-–]$"
)
_BEGINNING = 15  # blocks within which the same title stands whole
_LINE = 120  # characters of a line that a title goes on in


def whole(material: Material, title: str) -> str:
    """A title, one that its line cuts off as another line has it whole, or with the line under it."""
    if not _UNFINISHED.search(title):
        return title
    view = material.view
    lines = [" ".join(view.block_words(one).split()) for one in view.stretches[:_BEGINNING]]
    longer = next((line for line in lines if line.startswith(f"{title} ") and len(line) < _LONGEST), "")
    if longer:
        return longer
    at = max((index for index, line in enumerate(lines) if line == title), default=len(lines))
    rest = lines[at + 1] if at + 1 < len(lines) else ""
    goes_on = rest and len(rest) < _LINE and not rest.endswith((".", ":")) and not head_number(rest)
    if not goes_on or find_dates(rest[:12]):
        return title
    return f"{title}{'' if title.endswith('-') else ' '}{rest}"
