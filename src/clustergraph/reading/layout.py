"""The printed lines of a text: where they begin and end, what stands between, and where they were glued."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from clustergraph.reading import genre
from clustergraph.reading.marks import PAGE, SECTION_ALONE
from clustergraph.reading.run_in import run_in_lines

# Longer lines are prose, whatever they look like; it also bounds the time of every pattern.
SHORT = 300
# A text editor or converter that wraps lines does it no later than here.
_WRAP_LIMIT = 130
# On the first lines a page number stands in the head of the letter rather than in a running head.
_HEAD = 6
_WRAP_SHORTEST = 45

# Where a conversion lost the line break: `**A****B**`, `**Yttrande**Region`, `](mailto:x)Handläggare`.
_GLUED = re.compile(r"(?<=\*\*)(?=\*\*[A-ZÅÄÖ0-9§])|(?<=[^\s*]\*\*)(?=[A-ZÅÄÖ0-9])|(?<=\))(?=[A-ZÅÄÖ])")
_LINK_END = re.compile(r"\]\([^()\s]*\)\Z")
_CELL_GAP = re.compile(r"\t[\t ]*|[ \xa0]{4,}\t*| \| ")
_RIGHT = 25  # columns before a key that stands in a column to the right
_ONE_LINE = 60  # a shorter line holds no two points of a decision
_TAB = 100  # columns that a tab takes in a table: more than any cell of a head holds


class Line(NamedTuple):
    """A printed line, or one cell of a letterhead in columns.

    start, end: offsets of its words; indent: columns before them; gap: a blank line or page break stands
    before; cut: the stored text has no line break before it; cells: how many cells it has; column: where it
    stands on the printed line.
    """

    start: int
    end: int
    indent: int
    gap: bool
    cut: bool
    cells: int
    column: int = 0


def lines(text: str) -> list[Line]:
    """The lines of a text that hold words."""
    found: list[Line] = []
    at, gap = 0, True
    heads: set[tuple[str, str]] = set()
    keys: list[int] = []  # the columns of the line before, if it holds keys of a letterhead without values
    printed_lines = text.splitlines(keepends=True)
    for index, stored in enumerate(printed_lines):
        begin, at = at, at + len(stored)
        printed = stored.rstrip()
        words = printed.lstrip()
        if words[:1] == ">":
            words = words.lstrip("> \t")
        if not words:
            gap = True
            continue
        before = len(printed) - len(words)
        start = begin + before
        indent = len(stored[:before].expandtabs(4)) if "\t" in stored[:before] else before
        pieces: Iterable[tuple[int, int]] = ((0, len(words)),)
        cells, places = 1, []
        barred = " | " in words and words[0] != "|"  # «Mora kommun | 2025-03-11 | Dnr KS 2025/88»
        if len(words) <= SHORT and (barred or "\t" in words or "    " in words):
            columns = list(_columns(words))
            cells = len(columns)
            places = [len(stored[: before + first].expandtabs(_TAB)) for first, _ in columns]
            if len(keys) == cells:
                places = keys
            apart, keyed = _is_head(words, columns, bool(keys), len(found))
            if keyed and not keys and _heads_table(printed_lines[index + 1 : index + 5], cells):
                apart = keyed = False
            head = _stated_head(words, columns)
            if head[1] and gap and head not in heads:
                apart = True  # that of an enclosed document; what is printed again is a running head
            heads.add(head)
            if words[0] == "§" and SECTION_ALONE.match(words):
                apart, keyed, columns = True, False, _under_sign(words, columns)
            elif _in_pairs(
                words, columns
            ):  # «Datum    2025-03-05»: the value counts as standing under its key
                apart, keyed = True, False
                places = [place for place in places[::2] for _ in "kv"]
            pieces = columns if apart else pieces
            keys = places if keyed else []
        else:
            # A key in a column to the right has its value under it.
            keys = [indent] if indent > _RIGHT and words.casefold() in genre.BARE_KEYS else []
            pieces = _parted(words)
        cut = False
        for number, (first, last) in enumerate(pieces):
            whole = last - first == len(words)
            column = places[number] if not whole and places else indent
            if first == last:
                continue
            found.append(Line(start + first, start + last, indent, gap, cut, cells if whole else 1, column))
            gap, cut = False, True
    return found


def _parted(words: str) -> Iterable[tuple[int, int]]:
    """The lines that one without columns holds: what is glued, its fields, the parts that have run together."""
    if "**" in words or "](" in words:
        return _unglued(words)
    if words.count(":") > 1 and len(words) <= SHORT:
        return _fields(words)
    return run_in_lines(words) if len(words) > _ONE_LINE else [(0, len(words))]


def _is_head(words: str, columns: list[tuple[int, int]], under_keys: bool, above: int) -> tuple[bool, bool]:
    """Whether the cells of a line are those of a letterhead, to be read each for itself, and whether keys wait.

    `under_keys` says that the line before holds keys without their values, `above` how many lines stand before.
    """
    cells = [words[first:last] for first, last in columns]
    if any(cell.rstrip(" :").casefold() in genre.TABLE_HEADS for cell in cells):
        return False, False
    bare, dated, valued = _keys(cells)
    waiting = len(columns) > 1 and (bare == len(columns) or dated > 0 or _beside_person(cells))
    last = cells[-1]
    paged = above < _HEAD and (
        (not last.isdigit() and PAGE.fullmatch(last))
        or last.rstrip(" :").casefold() in genre.FIELD_KEYS
        or any(cell.casefold() in genre.DOCUMENT_TYPES for cell in cells)
    )
    return valued or waiting or bool(paged) or under_keys, waiting


def _heads_table(following: Iterable[str], cells: int) -> bool:
    """Whether the two lines under keys hold values alike, each with a date or number: rows, not values and new keys."""
    rows = [line.strip() for line in following if line.strip()][:2]
    alike = [list(_columns(row)) for row in rows]
    if len(rows) < 2 or any(len(columns) != cells for columns in alike):
        return False
    dated = (
        [row[first:last][:4].isdigit() for first, last in one] for row, one in zip(rows, alike, strict=True)
    )
    return any(first and second for first, second in zip(*dated, strict=True))


def _stated_head(words: str, columns: list[tuple[int, int]]) -> tuple[str, str]:
    """The first cell of a line and the type of document in one after it: «MORA KOMMUN    Protokollsutdrag    Blad 6».

    Empty if no cell states a type.
    """
    first, *rest = (words[first:last].casefold() for first, last in columns)
    stated = next((cell for cell in rest if cell.removeprefix("förslag till ") in genre.STATED_TYPES), "")
    return (first, stated) if stated and not any(map(str.isdigit, first)) else ("", "")


def _beside_person(cells: list[str]) -> bool:
    """Whether a body, the receiver in a column of its own, stands beside a key of people: «Kontaktperson    Mora kommun»."""
    return any(
        key.rstrip(" :").casefold() in genre.PERSON_KEYS and genre.BODY.fullmatch(beside)
        for key, beside in pairwise(cells)
    )


def _under_sign(words: str, columns: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The heading of a paragraph of minutes with its sign, then the other cells: «§ 81    Taxa för bygglov    KS 2025/220»."""
    sign, second, *others = columns
    heads = SECTION_ALONE.fullmatch(words[slice(*sign)]) and not any(map(str.isdigit, words[slice(*second)]))
    return [(sign[0], second[1]), *others] if heads else columns


def _in_pairs(words: str, columns: list[tuple[int, int]]) -> bool:
    """Whether the cells of a line are bare keys and their values by turns, and not the heads of a table."""
    cells = [words[first:last].rstrip(" :").casefold() for first, last in columns]
    keys = [cell in genre.FIELD_KEYS for cell in cells]
    if len(keys) % 2 or not all(keys[::2]) or any(keys[1::2]):
        return False
    if _beside_person(cells):
        return False
    return any(c.isdigit() for c in cells[1]) or not genre.COLUMN_HEADS.issuperset(cells[::2])


def _columns(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CELL_GAP.finditer(words):
        yield at, match.start()
        at = match.end()
    yield at, len(words)


def _keys(cells: Iterable[str]) -> tuple[int, int, bool]:
    """How many cells are bare keys of a letterhead, how many of them keys of dates and numbers, and whether one has its value."""
    bare, dated, valued = 0, 0, False
    for cell in cells:
        key = cell.rstrip(" :").casefold()
        if key in genre.FIELD_KEYS:
            bare += 1
            dated += key in genre.BARE_KEYS
        elif (":" in cell and genre.FIELD.fullmatch(cell)) or genre.BARE_FIELD.fullmatch(cell):
            valued = True
    return bare, dated, valued


def _fields(words: str) -> Iterator[tuple[int, int]]:
    """The fields that a line holds, if it begins with one and holds several; else the whole line."""
    begins = [match.start() for match in genre.KEY.finditer(words)]
    if not begins or begins[0]:
        begins = [0]
    for begin, end in zip(begins, [*begins[1:], len(words)], strict=True):
        yield begin, begin + len(words[begin:end].rstrip())


def _unglued(words: str) -> Iterator[tuple[int, int]]:
    """The lines that a conversion glued into one."""
    if words.count(":") > 1 and len(words) <= SHORT and words.startswith("**") and genre.KEY.match(words):
        yield from _fields(words)
        return
    bold = words.lstrip("# ").startswith("**")
    at = 0
    for match in _GLUED.finditer(words):
        cut = match.start()
        if words[cut - 1] == ")":
            if not _LINK_END.search(words, max(at, cut - SHORT), cut):
                continue
        elif not bold or words.count("**", at, cut) % 2 or cut - at > SHORT:
            continue
        if cut > at:
            yield at, cut
            at = cut
            bold = words.startswith("**", at)
    yield at, len(words)


def with_gaps(text: str, found: list[Line], width: float) -> list[Line]:
    """The lines with a gap where a paragraph must begin, of a text that has no blank lines to show it.

    That is after a line that ends before the column at which the text is wrapped, or after any where it is not;
    short lines under each other, as in a head, belong together unless a sentence ends between them.
    """
    if len(found) < _FEW or _FEW * sum(line.gap for line in found[1:]) > len(found):
        return found
    marked = found[:1]
    for previous, line in pairwise(found):
        length = previous.end - previous.start
        together = max(length, line.end - line.start) < _SHORT_LINE and text[previous.end - 1] not in ".:"
        apart = length < _EARLY * width and not together and not line.cut
        marked.append(line._replace(gap=True) if apart else line)
    return marked


_FEW = 20  # lines to a blank one at least
_SHORT_LINE = 60  # characters
_EARLY = 0.8  # of the width


def wrap_width(text: str, found: list[Line]) -> float:
    """The column at which the text was wrapped by hand or converter; infinite if every line is a paragraph.

    A line of some length followed directly by one in lower case was wrapped; the longest such line that
    is not a whole paragraph gives the width.
    """
    longest = 0
    for previous, line in pairwise(found):
        if line.gap or line.cut or not text[line.start].islower() or text.startswith("att ", line.start):
            continue
        if text.startswith((") ", "."), line.start + 1):
            continue  # «b) öppna arkiven» is an item
        length = previous.end - previous.start + previous.indent
        if longest < length <= _WRAP_LIMIT and length >= _WRAP_SHORTEST:
            longest = length
    return longest or float("inf")
