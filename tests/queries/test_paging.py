"""Pages: every row once, in order, whatever the limit and whatever happens to the store between two pages."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.queries import ParameterError, canned, catalogue
from clustergraph.queries.answering import Table, answer, page, plain
from clustergraph.store import Store

TABLES = [
    name
    for name, query in catalogue().items()
    if query.columns and not any(each.required for each in query.parameters.values())
]


def walked(table: Table, limit: int) -> list[object]:
    rows: list[object] = []
    after = None
    while True:
        cut = page(table, limit, after)
        assert len(cut.rows) <= limit
        rows += cut.rows
        if cut.next is None:
            return rows
        assert len(cut.rows) == limit
        after = cut.next


@pytest.mark.parametrize("limit", [1, 2, 3, 10_000])
@pytest.mark.parametrize("name", TABLES)
def test_a_walk_gives_every_row_once_in_order(store: Store, name: str, limit: int) -> None:
    table = answer(store, canned(name), {})
    assert walked(table, limit) == list(table.rows)


def test_first_last_and_only_page(store: Store) -> None:
    table = answer(store, canned("adoptions"), {})
    only = page(table, 100)
    assert (only.next, only.previous, only.last) == (None, None, None)
    first = page(table, 4)
    assert first.previous is None
    second = page(table, 4, first.next)
    assert second.previous == ""
    third = page(table, 4, second.next)
    assert len(third.rows) == 1
    assert third.next is None
    assert page(table, 4, third.previous) == second
    assert page(table, 4, first.last) == third


def test_a_page_begins_at_the_right_place_in_a_store_that_has_changed(store: Store) -> None:
    table = answer(store, canned("adoptions"), {})
    first = page(table, 3)
    without = Table(table.columns, (table.rows[0], *table.rows[3:]), (table.places[0], *table.places[3:]))
    assert page(without, 3, first.next).rows == table.rows[3:6]


@given(st.text())
def test_no_cursor_does_harm(cursor: str) -> None:
    table = Table(("x",), ((ox.Literal(1),),), ((((2, 1.0, ""),), 0),))
    try:
        assert len(page(table, 10, cursor).rows) <= 1
    except ParameterError as error:
        assert error.parameter == "after"


def test_rows_of_one_key_are_all_given() -> None:
    rows = tuple((ox.Literal("a"), ox.Literal(number)) for number in range(5))
    table = Table(("k", "n"), rows, tuple((((3, 0.0, "a"),), number) for number in range(5)))
    assert walked(table, 2) == list(rows)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (ox.NamedNode("https://example.org/a"), "https://example.org/a"),
        (ox.Literal(3), 3),
        (ox.Literal("7", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger")), 7),
        (ox.Literal("0.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), 0.5),
        (ox.Literal(True), True),
        (
            ox.Literal("2024-06", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
            "2024-06",
        ),
        (ox.Literal("ord", language="sv"), "ord"),
    ],
)
def test_plain_values(term: ox.Literal | ox.NamedNode | None, value: object) -> None:
    assert plain(term) == value
    assert type(plain(term)) is type(value)
