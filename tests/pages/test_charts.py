"""An answer as bars, counts added up or rows counted by the first column whose few values return; and along time."""

import pytest

from clustergraph.pages.charts import bars
from clustergraph.pages.texts import Texts
from clustergraph.pages.timescale import Event, TimePicture
from clustergraph.pages.views.timeline import due_reviews


def rows(*values: tuple[str, ...], columns: tuple[str, ...]) -> list[dict[str, str]]:
    return [dict(zip(columns, row, strict=True)) for row in values]


TYPED = ("actor", "actor_label", "type", "type_label")
ACTORS = rows(
    ("a/1", "Solna", "t/k", "kommun"),
    ("a/2", "Uppsala", "t/k", "kommun"),
    ("a/3", "KI", "t/u", "universitet"),
    ("a/4", "Huddinge", "t/k", "kommun"),
    columns=TYPED,
)
COUNTED = rows(
    ("Solna", "3"), ("Uppsala", "1"), ("Solna", "2"), ("Uppsala", ""), columns=("actor_label", "count")
)


@pytest.mark.parametrize(
    ("answer", "concepts", "expected"),
    [
        (ACTORS, ["type"], [("kommun", 3, "t/k", 1.0), ("universitet", 1, "t/u", 1 / 3)]),
        (ACTORS, [], [("kommun", 3, "t/k", 1.0), ("universitet", 1, "t/u", 1 / 3)]),
        (COUNTED, [], [("Solna", 5, "", 1.0), ("Uppsala", 1, "", 0.2)]),
        (ACTORS[:1], ["type"], None),
        (rows(("x",), ("y",), columns=("quote",)), [], None),
        ([], ["type"], None),
    ],
    ids=["controlled", "label that returns", "counts", "one row", "no label", "empty"],
)
def test_what_is_drawn(
    answer: list[dict[str, str]], concepts: list[str], expected: list[tuple[str, int, str, float]] | None
) -> None:
    columns = tuple(answer[0]) if answer else TYPED
    drawn = bars(answer, columns, concepts)
    found = [(bar.label, bar.count, bar.iri, bar.share) for bar in drawn.bars] if drawn else None
    assert found == expected


def test_very_many_bars_are_cut_and_counted() -> None:
    answer = rows(
        *((f"ämne {number}", str(100 - number)) for number in range(60)), columns=("topic_label", "count")
    )
    drawn = bars(answer, ("topic_label", "count"))
    assert drawn is not None
    assert (len(drawn.bars), drawn.left_out) == (40, 20)
    assert drawn.bars[0].label == "ämne 0"


@pytest.mark.parametrize(
    ("recurrence", "start", "expected"),
    [
        ("P2Y", "2026-03-10", ["2028-03-10", "2030-03-10", "2032-03-10"]),
        ("P1Y", "2026-03", ["2027-03", "2028-03", "2029-03"]),
        ("P1Y", "2024-02-29", ["2025-02-28", "2026-02-28", "2027-02-28"]),
        ("P2Y", "", []),
        ("P6M", "2026-03-10", []),
    ],
)
def test_when_a_duty_falls_due(recurrence: str, start: str, expected: list[str]) -> None:
    duty = {
        "recurrence": recurrence,
        "responsibility": "r",
        "role_label": "Direktören",
        "duty": "följer upp",
        "quote": "q",
        "document": "d",
    }
    assert [row["date"] for row in due_reviews(duty, start)] == expected


# What a label of the picture needs at least, in its units: 6 for a narrow letter.
NARROW = 6
LONG = "Kommunstyrelsen i Uppsala kommun beslutar om strategin för hela regionen och dess grannar"


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("2024-06-15", "", ""),
        ("2024-07-06", "", ""),
        ("2024-07-20", "", ""),
        ("2024-12-20", "", ""),
        ("", "2024-06-01", "2024-07-31"),
        ("", "2024-06-01", "2024-12-20"),
        ("", "2024-02-01", "2024-12-20"),
    ],
)
def test_a_label_has_room_in_the_picture(date: str, earliest: str, latest: str) -> None:
    ends = [Event(day, "", "", "x", "k", "/") for day in ("2024-01-01", "2024-12-31")]
    picture = TimePicture([*ends, Event(date, earliest, latest, LONG, "k", "/")], Texts("sv"))
    (one,) = [drawn for drawn in picture.drawn if drawn.event.label == LONG]
    length = NARROW * len(f"{one.label} {one.when}")
    first, last = (
        (one.text_x - length, one.text_x) if one.side == "before" else (one.text_x, one.text_x + length)
    )
    assert one.label.startswith("Kommunst")
    assert first >= 0
    assert last <= picture.width


@pytest.mark.parametrize("last", ["2025-03-05", "2025-03-28", "2025-02-27"])
def test_a_month_at_the_edge_is_not_cut(last: str) -> None:
    picture = TimePicture((Event(day, "", "", "x", "k", "/") for day in ("2024-09-25", last)), Texts("sv"))
    assert [tick.label for tick in picture.ticks][:2] == ["september 2024", "oktober 2024"]
    for tick in picture.ticks:
        assert tick.x + NARROW * len(tick.label) <= picture.width
