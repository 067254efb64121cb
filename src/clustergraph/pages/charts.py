"""An answer drawn as bars, where it counts something or where few values stand in many rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from clustergraph.pages.graph import Row

_MOST = 40
_MOST_VALUES = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its number, the IRI behind the label if it has one, and its share of the longest."""

    label: str
    count: int
    iri: str
    share: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars, the longest first, of a column; `left_out` counts those that are not drawn."""

    column: str
    bars: Sequence[Bar] = field(default_factory=tuple)
    left_out: int = 0


def bars(rows: Sequence[Row], columns: Iterable[str], concepts: Iterable[str] = ()) -> Bars | None:
    """Bars of an answer, or None where they would say nothing.

    A column of counts is added up for each label. Without one, rows are counted by the first column whose few
    values return: one of `concepts`, the columns of controlled values, before any other label.
    """
    columns = list(columns)
    labels = [name for name in columns if name.endswith("_label")]
    number = next((name for name in columns if name == "count" or name.endswith("_count")), None)
    if number and labels:
        return _drawn(rows, labels[0], lambda row: int(row[number] or 0))
    controlled = [f"{name}_label" for name in concepts if f"{name}_label" in labels]
    found = next((name for name in controlled if _returns(rows, name, _MOST)), None)
    found = found or next((name for name in labels if _returns(rows, name, _MOST_VALUES)), None)
    return _drawn(rows, found, lambda _: 1) if found else None


def _returns(rows: Sequence[Row], column: str, most: int) -> bool:
    values = {row[column] for row in rows if row[column]}
    return 2 <= len(values) <= most and 2 * len(values) <= len(rows)


def _drawn(rows: Sequence[Row], column: str, weight: Callable[[Row], int]) -> Bars | None:
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        if row[column]:
            key = (row[column], row.get(column.removesuffix("_label"), ""))
            counts[key] = counts.get(key, 0) + weight(row)
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    if len(ordered) < 2:
        return None
    longest = ordered[0][1] or 1
    drawn = [Bar(label, count, iri, count / longest) for (label, iri), count in ordered[:_MOST]]
    return Bars(column, drawn, len(ordered) - len(drawn))
