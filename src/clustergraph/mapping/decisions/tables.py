"""Decisions in the tables of agendas and minutes: the column under «Förslag till beslut», «Beslut»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

_BORDER = re.compile(r"[ \t]*\|[ \t]*|\t+[ \t]*|[ \xa0]{3,}")
_PROPOSED = ("förslag till beslut", "beslutsförslag", "förslag")
_TAKEN = ("beslut", "nämndens beslut", "beslutades")
_TYPES = ("summons", "minutes", "minutes-excerpt")
_AFTER = (Kind.SIGNATURE, Kind.DISTRIBUTION)


def in_tables(deciding: Deciding) -> Iterator[FoundDecision]:
    """What each row of such a table says is or is to be decided, where its outcome is known."""
    if deciding.type not in _TYPES:
        return
    view = deciding.view
    columns, column, proposed = (
        0,
        -1,
        False,
    )  # the column counts from the right: numbers join the cell after them
    for stretch in view.stretches:
        if not columns and stretch.kind is not Kind.ROW:
            continue
        cells = _cells(view, stretch)
        heads = [cell.lower().strip(" *_:") for cell in cells]
        named = [head for head in heads if head in _PROPOSED + _TAKEN]
        if len(cells) > 1 and len(named) == 1 and stretch.kind is Kind.ROW:
            columns, column, proposed = len(cells), heads.index(named[0]) - len(cells), named[0] in _PROPOSED
            continue
        if stretch.kind in _AFTER:
            columns = 0
        if not columns or not columns <= len(cells) <= columns + 1:
            continue  # a line that goes on, a number of the register
        start = view.words.find(cells[column], stretch.start, stretch.end)
        if start < 0 or not cells[column]:
            continue
        clause = (start, trimmed(view.lower, start, start + len(cells[column])))
        outcome = deciding.outcome(*clause)
        if outcome:
            taken = not proposed and deciding.status == "taken"
            status, rule = ("taken", "decision") if taken else ("proposed", "proposal")
            body = deciding.body_in(start, start + 2) or deciding.metadata.body
            yield FoundDecision(
                status, body, None, taken, None, outcome, clause, clause, f"clause-of-{rule}", 0.7
            )


def _cells(view: View, stretch: Stretch) -> list[str]:
    """The cells of a line as it is printed; one for a line that is no row."""
    if stretch.end - stretch.start > 400:
        return []
    printed = view.text[stretch.block.printed : stretch.block.end].strip(" |\t")
    return [" ".join(cell.split()) for cell in _BORDER.split(printed)] if "\n" not in printed else []
