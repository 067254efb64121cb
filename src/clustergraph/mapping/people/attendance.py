"""The columns of a roll printed as a table: «Anna Ek | S | X», under «Ledamöter | Parti | Närvarande»."""

import re
from collections.abc import Sequence

from clustergraph.mapping.text.roles import NAME_PATTERN, role_of
from clustergraph.mapping.text.vocabulary import pattern

_HEADS = pattern("persons", "column-of-roll")
_PRESENT_HEAD = re.compile(r"(?i:närvarande|deltar)")
_PARTY = re.compile(r"\(?(?![Xx]\b)(?P<party>[A-ZÅÄÖ]{1,4}|[smcvl]|fp|kd|mp|sd)\)?")
_MARK = pattern("persons", "mark-in-roll")
_AWAY = re.compile(r"[–-]|(?i:frånv(?:arande|\.)?|anmält förhinder|förhinder)")
_LONGEST_POST = 3  # words: «2:e vice ordförande»
_ABSENT = "Frånvarande: "  # the label that a name gets of whom the table says so


def in_one_cell(cells: Sequence[str]) -> list[str]:
    """The cells of a printed line, each name with its party, without marks and the heads of their columns."""
    heads = [bool(_HEADS.fullmatch(cell)) for cell in cells]
    if len(cells) > 2 and not NAME_PATTERN.search(cells[0]):  # «Ledamöter | Närvarande | Ersättare»
        heads = [
            head or (at > 0 and bool(_PRESENT_HEAD.fullmatch(cells[at]))) for at, head in enumerate(heads)
        ]
    if any(heads):
        others = [
            cell
            for cell, head in zip(cells, heads, strict=True)
            if not head and not _PRESENT_HEAD.fullmatch(cell)
        ]
        return others or list(cells[:1])
    found: list[str] = []
    elected = False  # whether the last name has its party from a cell of its own
    for cell in cells:
        named = bool(found) and bool(NAME_PATTERN.search(found[-1]))
        if named and not elected and not found[-1].endswith(")") and (party := _PARTY.fullmatch(cell)):
            found[-1] += f" ({party['party']})"
            elected = True
        elif (elected or (named and found[-1].endswith(")"))) and _AWAY.fullmatch(cell):
            found[-1] = _ABSENT + found[-1]
        elif elected and role_of(cell) and len(cell.split()) <= _LONGEST_POST:
            found[-1] += f", {cell.lower()}"
        elif not (elected and _MARK.fullmatch(cell)) and not (not found and cell.isdigit()):
            found.append(cell)
            elected = False
    return found
