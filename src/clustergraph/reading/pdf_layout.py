"""The lines of a printed page in the order in which they are read, columns told apart."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from clustergraph.reading import marks


class Segment(NamedTuple):
    """A run of characters on one line. Coordinates in points, from the page's lower left corner.

    order: where it comes in the file.
    """

    left: float
    right: float
    low: float
    high: float
    size: float
    bold: bool
    text: str
    order: int = 0


@dataclass(slots=True)
class Printed:
    """A line as printed in its column.

    edge: how far right the lines of its column reach, in points; flow: which column of the page, counted from
    the top, so that a change of flow means that the next line does not stand below; margin: `head` or `foot`
    if it stands where running heads do; aside: whether it stands in small print beside the text; hangs: whether it goes
    on from the first line of a list item, set in under its words.
    """

    left: float
    right: float
    low: float
    high: float
    size: float
    bold: bool
    text: str
    edge: float = 0.0
    flow: int = 0
    margin: str = ""
    aside: bool = False
    hangs: bool = False


_MARGIN = 0.11  # of the page's height


def in_order(segments: list[Segment], gutter: float | None, bottom: float, height: float) -> list[Printed]:
    """The lines of a page from the first read to the last; `bottom` and `height` are the page's, in points.

    gutter: where its two columns part, if it has them.
    """
    flows: list[list[Segment]] = []
    beside, above = _beside(segments) if gutter is None else ([], False)
    if gutter is None:
        text = [segment for segment in segments if segment not in beside] if beside else segments
        flows = [beside, text] if above else [text, beside]
    else:
        columns: tuple[list[Segment], list[Segment]] = ([], [])
        for segment in sorted(segments, key=lambda s: -s.high):
            if segment.left < gutter - 2 and segment.right > gutter + 2:
                flows.extend(columns)
                flows.append([segment])
                columns = ([], [])
            else:
                columns[segment.left >= gutter - 2].append(segment)
        flows.extend(columns)
    lines: list[Printed] = []
    for number, flow in enumerate(flows):
        printed = _lines(flow)
        edge = max((line.right for line in printed), default=0.0)
        size, text_edge = _text_edge(printed)
        for line in printed:
            line.edge, line.flow, line.aside = (
                text_edge if line.size == size else edge,
                number,
                flow is beside,
            )
            if line.low > bottom + height * (1 - _MARGIN):
                line.margin = "head"
            elif line.high < bottom + height * _MARGIN:
                line.margin = "foot"
        lines.extend(printed)
    return lines


def _text_edge(lines: list[Printed]) -> tuple[float, float]:
    """The size of running text, and how far right it reaches where it has many lines: a head may reach farther."""
    sizes = Counter({line.size: 0 for line in lines})
    for line in lines:
        sizes[line.size] += len(line.text) if "\t" not in line.text else 0
    size = max(sizes, key=lambda one: sizes[one], default=0.0)
    rights = [line.right for line in lines if line.size == size and "\t" not in line.text]
    return (size, max(rights)) if len(rights) >= _MANY else (0.0, 0.0)


_MANY = 6  # lines that show where running text ends


def _beside(segments: list[Segment]) -> tuple[list[Segment], bool]:
    """The lines of small print in the margin beside running text: an address, who handles the matter.

    Also whether they are a column at the right that begins above the text, and so a part of the head.
    """
    sizes = Counter({segment.size: 0 for segment in segments})
    for segment in segments:
        sizes[segment.size] += len(segment.text)
    size = max(sizes, key=lambda one: sizes[one], default=0.0)
    text = [segment for segment in segments if segment.size == size and len(segment.text) > _TEXT]
    if len(text) < _MANY:
        return [], False
    left, _ = Counter(round(segment.left) for segment in text).most_common(1)[0]
    right = max(segment.right for segment in text)
    top, foot = max(segment.high for segment in text), min(segment.low for segment in text)
    foot -= 4 * size  # it may reach a little farther down than the text
    small = [segment for segment in segments if segment.size <= 0.85 * size and segment.low > foot]
    aside = [
        segment
        for segment in small
        if segment.low < top and (segment.right < left - size or segment.left > right + size)
    ]
    if len(aside) < _SPREAD:
        return [], False
    column = min((segment.left for segment in aside if segment.left > right), default=-1.0)
    over = [s for s in small if s.low >= top and 0 < column < s.left + _FLUSH < column + 2 * _FLUSH]
    return [*over, *aside], bool(over)


def gutter_of(segments: list[Segment], width: float, before: float | None = None) -> float | None:
    """Where the space between two columns of running text lies, if the page has them.

    The candidate is the left edge that most segments around the middle of the page share. Both sides must hold
    several lines of wrapped sentences, side by side, and few lines may cross. Where the page before had columns
    (parted at `before`), a few lines on both sides of that place are enough.
    """
    middle = [s for s in segments if 0.35 * width < s.left < 0.7 * width]
    lefts = Counter(round(s.left) for s in [s for s in middle if len(s.text) > _TEXT] or middle)
    if not lefts:
        return None
    gutter = max(lefts, key=lambda left: (lefts[left], -left)) - 1.0
    if _parts(segments, width, gutter, 4):
        return gutter
    return before if before is not None and _parts(segments, width, before, 1) else None


def _parts(segments: list[Segment], width: float, gutter: float, least: int) -> bool:
    """Whether running text stands on both sides of a place, at least so many lines of it on each."""
    left = _grouped([s for s in segments if s.right <= gutter + 1])
    right = _grouped([s for s in segments if s.left >= gutter - 2])
    crossing = sum(s.left < gutter - 2 and s.right > gutter + 1 for s in segments if len(s.text) > _TEXT)
    size = Counter(s.size for s in segments).most_common(1)[0][0]
    sides = [
        [line for line in side if _letters(line) > _TEXT and abs(line[0].size - size) < 0.15 * size]
        for side in (left, right)
    ]
    if min(map(len, sides)) < least or crossing > 0.5 * (crossing + sum(map(len, sides))):
        return False
    lower = 0
    for side in sides:
        extent = max(line[-1].right for line in side) - min(line[0].left for line in side)
        wide = sum(line[-1].right - line[0].left > 0.6 * extent for line in side)
        # Wrapped sentences go on in lower case; the cells of a head or table do not.
        going_on = sum(line[0].text[0].islower() for line in side)
        lower += going_on
        if (
            extent < (0.2 if least > 1 else 0.1) * width
            or wide < 0.5 * len(side)
            or going_on < (0.25 * len(side) if crossing else 1)
        ):
            return False
    if lower < 0.25 * sum(map(len, sides)):
        return False
    (first, *_), (second, *_) = sides
    return first[0].high > sides[1][-1][0].low and second[0].high > sides[0][-1][0].low


_TEXT = 15  # characters of a line that can be one of running text


def _letters(line: list[Segment]) -> int:
    return sum(len(segment.text) for segment in line)


def _lines(segments: list[Segment]) -> list[Printed]:
    """Segments on the same base line as one line, top first."""
    rights = Counter(round(segment.right) for segment in segments)
    edge = max(rights, key=lambda right: (rights[right], right), default=0)
    if sum(rights[edge + off] for off in (-1, 0, 1)) < _SPREAD:
        edge = -1  # few lines end there: cells of a table or lines of a head
    lines = _grouped(segments)
    rows: list[tuple[list[Segment], bool]] = []
    for above, line, below in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        justified = _is_justified(above, line, below, edge)
        if above and rows and not (justified or rows[-1][1]) and _goes_on(rows[-1][0], above, line):
            continue
        rows.append((line, justified))
    return [_line(line, justified) for line, justified in rows]


def _goes_on(row: list[Segment], above: list[Segment], line: list[Segment]) -> bool:
    """Whether a line goes on in lower case under cells of the row above it; if so, puts its words there."""
    size = line[0].size
    tight = 0 < above[0].low - line[0].low < 1.4 * size and all(one.text[0].islower() for one in line)
    if len(row) < 2 or not tight or any(after.left - one.right < size for one, after in pairwise(row)):
        return False
    places = [
        next(
            (
                at
                for at, cell in enumerate(row)
                if abs(cell.left - one.left) < _FLUSH and cell.size == one.size
            ),
            -1,
        )
        for one in line
    ]
    borders = [*(cell.left for cell in row[1:]), float("inf")]
    if -1 in places or any(one.right > borders[at] for at, one in zip(places, line, strict=True)):
        return False
    for at, one in zip(places, line, strict=True):
        row[at] = row[at]._replace(text=f"{row[at].text} {one.text}")
    return True


def _grouped(segments: list[Segment]) -> list[list[Segment]]:
    """The segments of each base line, top first."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-(s.low + s.high), s.left)):
        middle = (segment.low + segment.high) / 2
        if lines and lines[-1][0].low + 0.2 * segment.size < middle < lines[-1][0].high - 0.2 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda s: s.left) for line in lines]


_SPREAD = 3  # lines of a column that are spread to the same edge at least
_FLUSH = 2.5  # points that the end of a justified line is off the edge at most
_STRETCHED = 1.7  # sizes that the widest blank of most justified lines measures


def _is_justified(
    above: list[Segment] | None, line: list[Segment], below: list[Segment] | None, edge: float
) -> bool:
    """Whether the wide blanks of a line only spread its words to the right edge of the column: no cells of a row.

    All blanks are alike, or hardly wider than what parts two cells; one blank only where the line below reads on.
    """
    size = line[0].size
    gaps = [segment.left - before.right for before, segment in pairwise(line)]
    if not gaps or abs(line[-1].right - edge) > _FLUSH or any(not s.text[0].isalpha() for s in line[1:]):
        return False
    on = _reads_on(line, below) or (
        abs(above[-1].right - edge) <= _FLUSH and _reads_on(above, line) if above else False
    )
    if len(gaps) == 1 and not on:
        return False
    single = sum(" " not in segment.text for segment in line)
    if max(gaps) < _STRETCHED * size:
        return on or 2 * single >= len(line)
    return single == len(line) and max(gaps) < 1.35 * min(gaps)


def _reads_on(line: list[Segment], below: list[Segment] | None) -> bool:
    """Whether the line below goes on with the sentence of one, in lower case."""
    if not below or not below[0].text[0].islower():
        return False
    return below[0].size == line[0].size and abs(below[0].left - line[0].left) < line[0].size


def _line(line: list[Segment], justified: bool) -> Printed:
    text = line[0].text
    for before, segment in pairwise(line):
        gap = segment.left - before.right
        alone = text == before.text and (marks.BULLET.match(text + " x") or marks.NUMBER.match(text + " x"))
        if gap < 0.12 * segment.size:
            text += segment.text
        else:
            # What the file does not write one after the other are cells, of several lines each.
            apart = abs(segment.order - before.order) > 1 and gap > 0.5 * segment.size
            near = justified or (alone and len(text) < 10) or (gap < 1.3 * segment.size and not apart)
            text += (" " if near else "\t") + segment.text
    main = max(line, key=lambda s: len(s.text))
    bold = all(s.bold for s in line if any(c.isalnum() for c in s.text))
    return Printed(
        line[0].left, max(s.right for s in line), main.low, main.high, main.size, bold and main.bold, text
    )
