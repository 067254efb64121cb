"""People in the rows of a table: «Tanums kommun | Lena Alm, kommundirektör | 2025-03-03»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.roles import NAME, FoundPerson, is_known_title, is_name, role_of
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

# Not the cells of the rolls, which drop the colon that tells a key from a title: «Vår kontaktperson:».
_BORDER = re.compile(r"\s*(?:\||\t)\s*|\s{3,}")
_NAMED = re.compile(
    rf"(?P<name>{NAME})(?:, (?P<title>[^,]{{3,60}}))?(?:, (?:\S+@\S+|[\d -]{{6,}}))*|(?P<office>[^,]{{3,60}}?),? (?P<holder>{NAME})"
)


def in_table_rows(view: View) -> Iterator[FoundPerson]:
    """Those whose title stands in the cell with the name or in the one after it."""
    for stretch in view.stretches:
        if stretch.kind is Kind.ROW:
            yield from _in_row(view, stretch)


def _in_row(view: View, stretch: Stretch) -> Iterator[FoundPerson]:
    printed = view.text[stretch.block.start : stretch.block.end]
    if "\n" in printed:
        return
    cells = [" ".join(cell.split()) for cell in _BORDER.split(printed) if cell.strip()]
    at = stretch.start
    for cell, following in zip(cells, [*cells[1:], ""], strict=True):
        found = _NAMED.fullmatch(cell)
        begin = view.words.find(cell, at, stretch.end)
        if found is None or begin < 0:
            continue
        at = begin + len(cell)
        group = "name" if found["name"] else "holder"
        title = found["title"] or found["office"] or following
        if is_name(found[group]) and is_known_title(title) and not is_name(title.partition(",")[0]):
            start, end = (begin + offset for offset in found.span(group))
            role = role_of(title) or "official"
            yield FoundPerson(found[group], role, title, None, start, end, "table-row", 0.75)
