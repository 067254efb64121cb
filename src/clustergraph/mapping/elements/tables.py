"""Elements in tables: the rows under a head such as «Nr | Åtgärd | Ansvarig»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clustergraph.mapping.text.element_kinds import kind_of_word
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind, plain

_BORDER = re.compile(r"[ \t]*\|[ \t]*|\t+[ \t]*|[ \xa0]{2,}")
_NUMBER = re.compile(r"(?P<number>[A-ZÅÄÖ]?\d{1,2}(?:\.\d{1,2})*)\.?|(?P<letter>[A-ZÅÄÖ])[.)]?")
_DATA = pattern("documents", "data-of-document")
_WORD = re.compile(r"[^\W\d_]{4}")
_CONTINUED = 60  # characters of a line that goes on in a cell


@dataclass(frozen=True, slots=True)
class TableRow:
    """An element in a row: its printed number or an empty string, its name, its kind, and where the name stands."""

    number: str
    label: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    label: int
    number: int | None


def table_rows(view: View) -> dict[int, TableRow]:
    """The rows that are elements, by the index of their block."""
    found: dict[int, TableRow] = {}
    head: _Head | None = None
    last: int | None = None
    for stretch in view.stretches:
        if stretch.kind is Kind.ROW:
            cells = list(_cells(view, stretch))
            if _is_data(cells):
                head = last = None
                continue
            opened = _head(cells)
            head = opened if _ruled(view, stretch) else opened or head
            opens = opened is not None or _ruled(view, stretch)
            row = _row(cells, head) if head and not opens and not _data(cells, head) else None
            last = stretch.index if row else None
            if row:
                found[stretch.index] = row
        elif last is not None and _goes_on(view, stretch):
            if _of_column(view, stretch, view.stretches[last], found[last].label):
                longer = f"{found[last].label} {view.block_words(stretch)}"
                found[last] = replace(found[last], label=longer)
        elif stretch.kind is not Kind.FURNITURE:
            head = last = None
    return found


def _ruled(view: View, stretch: Stretch) -> bool:
    """Whether the rule of a table stands under a row, which is then the head of a new table."""
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    return bool(following) and following[0].kind is Kind.FURNITURE and "--" in view.block_words(following[0])


def _is_data(cells: list[tuple[str, int, int]]) -> bool:
    """Whether a row gives the data of the document itself: «Dokumenttyp | Strategi», keys and values in turn or keys alone."""
    keys = [bool(_DATA.match(words.lower())) for words, _, _ in cells]
    return bool(keys) and keys[0] and (len(keys) == 2 or any(keys[1:]))


def _cells(view: View, stretch: Stretch) -> Iterator[tuple[str, int, int]]:
    """The cells of a row with their offsets in the view; empty ones keep their place."""
    block, at = stretch.block, stretch.start
    printed = view.text[block.start : block.end].strip()
    for cell in _BORDER.split(printed.strip("|") if printed.startswith("|") else printed):
        words = plain(cell, 0, len(cell)).words.strip() if cell.strip() else ""
        start = view.words.find(words, at, stretch.end) if words else at
        if start < 0:
            return
        at = start + len(words)
        yield words, start, at


def _head(cells: list[tuple[str, int, int]]) -> _Head | None:
    """What the columns hold, if the row is the head of a table of elements."""
    words = lexicon("documents")["plan_headings"]
    names = [cell.lower().strip(" .:") for cell, _, _ in cells]
    if len(names) < 2 or any(any(c.isdigit() for c in name) for name in names):
        return None
    number = next((index for index, name in enumerate(names) if name in words["number_columns"]), None)
    for index, name in enumerate(names):
        kind = kind_of_word(name) if len(name.split()) < 4 else None
        if kind == "goal" and not set(names[:index]).isdisjoint(words["measured_columns"]):
            return None
        if kind and index != number:
            return _Head(kind, index, number)
    return None


def _data(cells: list[tuple[str, int, int]], head: _Head) -> bool:
    """Whether a row of areas or goals holds nothing but measured values: no element, but a line of statistics."""
    others = [words for index, (words, _, _) in enumerate(cells) if index not in (head.label, head.number)]
    return head.kind != "action" and bool(others) and not any(map(_WORD.search, others))


def _row(cells: list[tuple[str, int, int]], head: _Head) -> TableRow | None:
    if len(cells) <= head.label:
        return None
    label, start, end = cells[head.label]
    number = ""
    if head.number is not None:
        match = _NUMBER.fullmatch(cells[head.number][0])
        if match is None:
            return None
        number = match["number"] or match["letter"]
    elif match := re.match(r"(\d{1,2}(?:\.\d{1,2})+)\.? (?=\S)", label):
        number, start = match[1], start + match.end()
        label = label[match.end() :]
    return TableRow(number, label, head.kind, start, end) if any(c.isalpha() for c in label) else None


def _goes_on(view: View, stretch: Stretch) -> bool:
    """Whether a line is the rest of a cell: short, in lower case, under a row."""
    words = view.block_words(stretch)
    return stretch.kind is Kind.PARAGRAPH and len(words) < _CONTINUED and words[:1].islower()


def _of_column(view: View, rest: Stretch, row: Stretch, label: str) -> bool:
    """Whether the rest of a cell stands under the beginning of the name in a row, or its columns are lost."""
    places = rest.block.start, view.text.find(label.split()[0], row.block.start)
    indent, column = (at - view.text.rfind("\n", 0, at) - 1 for at in places)
    return not indent or indent == column
