"""The lines of a printed page in the order in which they are read, columns told apart."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

from clustergraph.reading import marks


class Segment(NamedTuple):
    """A run of characters on one line. Coordinates in points, from the page's lower left corner."""

    left: float
    right: float
    low: float
    high: float
    size: float
    bold: bool
    text: str


@dataclass(slots=True)
class Printed:
    """A line as printed in its column.

    edge: how far right the lines of its column reach, in points; flow: which column of the page, counted from
    the top, so that a change of flow means that the next line does not stand below; margin: `head` or `foot`
    if it stands where running heads do.
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


_MARGIN = 0.11  # of the page's height


def in_order(segments: list[Segment], gutter: float | None, bottom: float, height: float) -> list[Printed]:
    """The lines of a page from the first read to the last; `bottom` and `height` are the page's, in points.

    gutter: where its two columns part, if it has them.
    """
    flows: list[list[Segment]] = []
    if gutter is None:
        flows.append(segments)
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
        for line in printed:
            line.edge, line.flow = edge, number
            if line.low > bottom + height * (1 - _MARGIN):
                line.margin = "head"
            elif line.high < bottom + height * _MARGIN:
                line.margin = "foot"
        lines.extend(printed)
    return lines


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
        [line for line in side if _letters(line) > _TEXT and line[0].size == size] for side in (left, right)
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
    return [_line(line, _is_justified(line, below, edge)) for line, below in zip_longest(lines, lines[1:])]


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


def _is_justified(line: list[Segment], below: list[Segment] | None, edge: float) -> bool:
    """Whether the wide blanks of a line only spread its words to the right edge of the column: no cells of a row.

    All blanks are alike, or hardly wider than what parts two cells; one blank only where the line below reads on.
    """
    size = line[0].size
    gaps = [segment.left - before.right for before, segment in pairwise(line)]
    if not gaps or abs(line[-1].right - edge) > _FLUSH or any(not s.text[0].isalpha() for s in line[1:]):
        return False
    on = (
        below
        and below[0].text[0].islower()
        and below[0].size == size
        and abs(below[0].left - line[0].left) < size
    )
    if len(gaps) == 1 and not on:
        return False
    single = sum(" " not in segment.text for segment in line)
    if max(gaps) < _STRETCHED * size:
        return 2 * single >= len(line)
    return single == len(line) and max(gaps) < 1.35 * min(gaps)


def _line(line: list[Segment], justified: bool) -> Printed:
    text = line[0].text
    for before, segment in pairwise(line):
        gap = segment.left - before.right
        alone = text == before.text and (marks.BULLET.match(text + " x") or marks.NUMBER.match(text + " x"))
        if gap < 0.12 * segment.size:
            text += segment.text
        else:
            near = justified or (alone and len(text) < 10) or gap < 1.3 * segment.size
            text += (" " if near else "\t") + segment.text
    main = max(line, key=lambda s: len(s.text))
    bold = all(s.bold for s in line if any(c.isalnum() for c in s.text))
    return Printed(
        line[0].left, max(s.right for s in line), main.low, main.high, main.size, bold and main.bold, text
    )
