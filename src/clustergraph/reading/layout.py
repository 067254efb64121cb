"""The printed lines of a text: where they begin and end, what stands between, and where they were glued."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from clustergraph.reading.genre import BARE_FIELD, FIELD, FIELD_KEYS, KEY
from clustergraph.reading.marks import PAGE

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
_CELL_GAP = re.compile(r"\t[\t ]*|[ \xa0]{4,}\t*")


class Line(NamedTuple):
    """A printed line, or one cell of a letterhead in columns.

    start, end: offsets of its words; indent: columns before them; gap: a blank line or page break stands
    before; cut: the stored text has no line break before it; cells: how many columns it has.
    """

    start: int
    end: int
    indent: int
    gap: bool
    cut: bool
    cells: int


def lines(text: str) -> list[Line]:
    """The lines of a text that hold words."""
    found: list[Line] = []
    at, gap, keys = 0, True, 0
    for stored in text.splitlines(keepends=True):
        begin, at = at, at + len(stored)
        words = stored.strip()
        if words[:1] == ">":
            words = words.lstrip("> \t")
        if not words:
            gap = True
            continue
        before = len(stored.rstrip()) - len(words)
        start = begin + before
        indent = len(stored[:before].expandtabs(4)) if "\t" in stored[:before] else before
        pieces: Iterable[tuple[int, int]] = ((0, len(words)),)
        cells = 1
        if len(words) <= SHORT and ("\t" in words or "    " in words):
            columns = list(_columns(words))
            cells = len(columns)
            apart, keys = _is_head(words, columns, keys, len(found))
            pieces = columns if apart else pieces
        else:
            keys = 0
            if "**" in words or "](" in words:
                pieces = _unglued(words)
            elif words.count(":") > 1 and len(words) <= SHORT:
                pieces = _fields(words)
        cut = False
        for first, last in pieces:
            whole = last - first == len(words)
            found.append(Line(start + first, start + last, indent, gap, cut, cells if whole else 1))
            gap, cut = False, True
    return found


def _is_head(words: str, columns: list[tuple[int, int]], keys: int, above: int) -> tuple[bool, int]:
    """Whether the cells of a line are those of a letterhead, to be read each for itself, and how many are bare keys.

    `keys` is how many bare keys the line before holds, `above` how many lines stand before.
    """
    bare, valued = _keys(words[first:last] for first, last in columns)
    all_keys = len(columns) > 1 and bare == len(columns)
    last = words[slice(*columns[-1])]
    paged = above < _HEAD and not last.isdigit() and PAGE.fullmatch(last)
    return valued or all_keys or bool(paged) or keys == len(columns), bare if all_keys else 0


def _columns(words: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CELL_GAP.finditer(words):
        yield at, match.start()
        at = match.end()
    yield at, len(words)


def _keys(cells: Iterable[str]) -> tuple[int, bool]:
    """How many cells of a line are bare keys of a letterhead, and whether one is a key with its value."""
    bare, valued = 0, False
    for cell in cells:
        if cell.rstrip(" :").casefold() in FIELD_KEYS:
            bare += 1
        elif FIELD.fullmatch(cell) or BARE_FIELD.fullmatch(cell):
            valued = True
    return bare, valued


def _fields(words: str) -> Iterator[tuple[int, int]]:
    """The fields that a line holds, if it begins with one and holds several; else the whole line."""
    begins = [match.start() for match in KEY.finditer(words)]
    if not begins or begins[0]:
        begins = [0]
    for begin, end in zip(begins, [*begins[1:], len(words)], strict=True):
        yield begin, begin + len(words[begin:end].rstrip())


def _unglued(words: str) -> Iterator[tuple[int, int]]:
    """The lines that a conversion glued into one."""
    if words.count(":") > 1 and len(words) <= SHORT and words.startswith("**") and KEY.match(words):
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


def wrap_width(text: str, found: list[Line]) -> float:
    """The column at which the text was wrapped by hand or converter; infinite if every line is a paragraph.

    A line of some length followed directly by one in lower case was wrapped; the longest such line that
    is not a whole paragraph gives the width.
    """
    longest = 0
    previous = None
    for line in found:
        if (
            previous
            and not line.gap
            and not line.cut
            and text[line.start].islower()
            and not text.startswith("att ", line.start)
        ):
            length = previous.end - previous.start + previous.indent
            if longest < length <= _WRAP_LIMIT and length >= _WRAP_SHORTEST:
                longest = length
        previous = line
    return longest or float("inf")
