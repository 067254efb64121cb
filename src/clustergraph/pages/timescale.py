"""Time drawn as SVG: events along an axis of months, a date that is not known to the day as the span that it may lie in."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from clustergraph.pages import wording
from clustergraph.pages.texts import Texts

_WIDTH = 1000.0
_MARGIN = 24.0
_ROW = 26.0
_AXIS = 34.0
_MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120)
_MOST_TICKS = 9
# How wide a letter is, with some to spare: of a label (14 of the picture's units high) and of a month on the axis.
_LETTER = 7.5
_TICK_LETTER = 6.7
_LONGEST_LABEL = 60
_SHORTEST_LABEL = 12
# Between a mark and its label, and between the edge of a span and the label inside it.
_GAP = 11.0
_INSET = 9.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: on `date`, or between `earliest` and `latest`, each as precise as its source.

    Attributes:
        label: what is written beside it.
        kind: names its lane and its colour.
        address: where it leads.
    """

    date: str
    earliest: str
    latest: str
    label: str
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An event with its place: `x` and `width` on the axis, `y` of its row, and its label as long as there is room.

    `side` is `after`, `before` or `inside`; `text_x` is where the label begins, for `before` where it ends.
    """

    event: Event
    label: str
    when: str
    x: float
    y: float
    width: float
    side: str
    text_x: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A month on the axis, or a year; its label is empty where the picture ends before it."""

    x: float
    label: str


@dataclass
class TimePicture:
    """Events with a known time, each on a row of its own, the earliest at the top; `undated` has the others."""

    events: Iterable[Event]
    t: Texts
    width: float = _WIDTH
    drawn: list[Drawn] = field(default_factory=list)
    undated: list[Event] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    height: float = 0

    def __post_init__(self) -> None:
        dated = []
        for event in self.events:
            span = span_of(event)
            if span:
                dated.append((span, event))
            else:
                self.undated.append(event)
        if not dated:
            return
        dated.sort(key=lambda item: (item[0], item[1].label))
        first = min(start for (start, _), _ in dated).replace(day=1)
        last = max(end for (_, end), _ in dated)
        self._scale = (first.toordinal(), max(last.toordinal(), first.toordinal() + 60) + 1)
        for row, ((start, end), event) in enumerate(dated):
            self.drawn.append(self._drawn(event, _AXIS + row * _ROW, self._x(start), self._x(end)))
        self.height = _AXIS + len(dated) * _ROW + 6
        self.ticks = self._ticks(first, last)

    def _drawn(self, event: Event, y: float, x: float, until: float) -> Drawn:
        """The event with its label on the side that has more room, cut to that room."""
        when = wording.when(event.date, event.earliest, event.latest, self.t)
        width = max(until - x, 0.0)
        if width > _WIDTH * 0.4:
            side, text_x, room = "inside", x + _INSET, _WIDTH - x - _INSET
        elif x > _WIDTH - x - width:
            side, text_x, room = "before", x - _GAP, x - _GAP
        else:
            side, text_x, room = "after", x + width + _GAP, _WIDTH - x - width - _GAP
        letters = int(room / _LETTER) - len(when) - 1
        label = wording.shortened(event.label, min(max(letters, _SHORTEST_LABEL), _LONGEST_LABEL))
        return Drawn(event, label, when, x, y, width, side, round(text_x, 1))

    def _x(self, day: date) -> float:
        start, end = self._scale
        return round(_MARGIN + (day.toordinal() - start) / (end - start) * (_WIDTH - 2 * _MARGIN), 1)

    def _ticks(self, first: date, last: date) -> list[Tick]:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        apart = next((step for step in _MONTHS_APART if months / step <= _MOST_TICKS), _MONTHS_APART[-1])
        ticks = []
        for count in range(0, months, apart):
            year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
            label = str(year) if apart >= 12 else wording.month(year, month + 1, self.t)
            x = self._x(date(year, month + 1, 1))
            ticks.append(Tick(x, label if x + len(label) * _TICK_LETTER <= _WIDTH else ""))
        return ticks


def span_of(event: Event) -> tuple[date, date] | None:
    """The first and the last day that the event may have been on; None if nothing is known."""
    if event.date:
        return _first_day(event.date), _last_day(event.date)
    if not event.earliest and not event.latest:
        return None
    start = _first_day(event.earliest or event.latest)
    return start, max(start, _last_day(event.latest or event.earliest))


def _parts(value: str) -> list[int]:
    return [int(part) for part in value[:10].split("-")[:3]]


def _first_day(value: str) -> date:
    return date(*[*_parts(value), 1, 1][:3])


def _last_day(value: str) -> date:
    parts = _parts(value)
    if len(parts) == 3:
        return date(*parts)
    year, month = (*parts, 12)[:2]
    return date(year, month, calendar.monthrange(year, month)[1])
