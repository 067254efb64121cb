"""The lines of a printed page in the order in which they are read, columns told apart."""

from dataclasses import dataclass
from itertools import pairwise
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


def in_order(segments: list[Segment], width: float, bottom: float, height: float) -> list[Printed]:
    """The lines of a page from the first read to the last. `width` and `height` are the page's, in points."""
    segments = [segment for segment in segments if segment.text]
    gutter = _gutter(segments, width)
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


def _gutter(segments: list[Segment], width: float) -> float | None:
    """Where the space between two columns of running text lies, if the page has them.

    The candidate is the left edge that most segments around the middle of the page share. Both sides must hold
    several lines of wrapped sentences, side by side, and few lines may cross.
    """
    text = [s for s in segments if len(s.text) > 15]
    lefts: dict[int, int] = {}
    for segment in text:
        if 0.35 * width < segment.left < 0.7 * width:
            lefts[round(segment.left)] = lefts.get(round(segment.left), 0) + 1
    if not lefts:
        return None
    edge = max(lefts, key=lambda left: (lefts[left], -left))
    gutter = edge - 1.0
    left = [s for s in text if s.right <= gutter]
    right = [s for s in text if s.left >= gutter - 2]
    crossing = len(text) - len(left) - len(right)
    if min(len(left), len(right)) < 4 or crossing > 0.5 * len(text):
        return None
    for side in (left, right):
        extent = max(s.right for s in side) - min(s.left for s in side)
        wide = sum(s.right - s.left > 0.6 * extent for s in side)
        # Wrapped sentences go on in lower case; the cells of a head or table do not.
        going_on = sum(s.text[0].islower() for s in side)
        if extent < 0.2 * width or wide < 0.5 * len(side) or going_on < 0.25 * len(side):
            return None
    if min(s.low for s in left) > max(s.high for s in right) or min(s.low for s in right) > max(
        s.high for s in left
    ):
        return None
    return gutter


def _lines(segments: list[Segment]) -> list[Printed]:
    """Segments on the same base line as one line, top first."""
    lines: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (-(s.low + s.high), s.left)):
        middle = (segment.low + segment.high) / 2
        if lines and lines[-1][0].low + 0.2 * segment.size < middle < lines[-1][0].high - 0.2 * segment.size:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [_line(sorted(line, key=lambda s: s.left)) for line in lines]


def _line(line: list[Segment]) -> Printed:
    text = line[0].text
    for before, segment in pairwise(line):
        gap = segment.left - before.right
        alone = text == before.text and (marks.BULLET.match(text + " x") or marks.NUMBER.match(text + " x"))
        if gap < 0.12 * segment.size:
            text += segment.text
        else:
            text += (" " if (alone and len(text) < 10) or gap < 1.3 * segment.size else "\t") + segment.text
    main = max(line, key=lambda s: len(s.text))
    bold = all(s.bold for s in line if any(c.isalnum() for c in s.text))
    return Printed(
        line[0].left, max(s.right for s in line), main.low, main.high, main.size, bold and main.bold, text
    )
