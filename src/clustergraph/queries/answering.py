"""Answers of canned queries: tables in the order of their key, cut into pages."""

import base64
import binascii
import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isfinite
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode

from clustergraph.namespaces import expand
from clustergraph.queries.binding import UnknownValueError, bind
from clustergraph.queries.catalogue import CannedQuery
from clustergraph.queries.known import check
from clustergraph.store import Store
from clustergraph.store.interface import Term

# Rows of a page of an answer: unless asked for, and at most.
DEFAULT_LIMIT = 1000
LARGEST_LIMIT = 10_000
_XSD = expand("xsd:")
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *(
            "nonPositiveInteger",
            "negativeInteger",
            "unsignedLong",
            "unsignedInt",
            "unsignedShort",
            "unsignedByte",
        ),
    )
)
# What JSON has as numbers; the longest that Python reads as one.
_INTEGER = re.compile(r"[+-]?[0-9]{1,4300}")
_REAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_REALS = frozenset(_XSD + name for name in ("decimal", "double", "float"))

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}

Plain = str | int | float | bool | None
# How a term is ordered (SPARQL 1.1, section 15.1): unbound, IRIs, numbers, other literals.
Rank = tuple[int, float, str]
# The ranks of a row's key and, last, its number among rows of the same key.
Place = tuple[tuple[Rank, ...], int]
Terms = tuple[Term | None, ...]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """The whole answer of a SELECT, or those of its rows that were asked for.

    rows: ordered by the key; `Terms` in the order of `columns` with None where a column is unbound, or what was
    made of them. places: of the rows.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A piece of a table: its rows, and the cursors (`after`) of its neighbours.

    `next` is None on the last page. `previous` is None on the first page and empty where the page
    before is the first; `last` is the cursor of the last page, None where that is the first.
    """

    rows: Sequence[Row]
    next: str | None
    previous: str | None
    last: str | None


def answer(store: Store, query: CannedQuery, values: Mapping[str, str]) -> Table[Terms]:
    """All rows of a canned SELECT. Raises ParameterError for a wrong parameter, StoreError for a store that fails."""
    text = bind(query, values)
    check(store, query, values)
    found = {tuple(row.get(column) for column in query.columns) for row in store.select(text)}
    key = [query.columns.index(column) for column in query.key]

    def ranks(row: Terms) -> tuple[Rank, ...]:
        return tuple(rank(row[index]) for index in key)

    ordered = sorted(found, key=lambda row: (ranks(row), [rank(term) for term in row]))
    rows: list[Terms] = []
    places: list[Place] = []
    for at, same in groupby(ordered, key=ranks):
        for number, row in enumerate(same):
            rows.append(row)
            places.append((at, number))
    return Table(query.columns, tuple(rows), tuple(places))


def construct(store: Store, query: CannedQuery, values: Mapping[str, str], media_type: str) -> bytes:
    """The graph of a canned CONSTRUCT in a media type of `store.formats.GRAPHS`. Raises as `answer` does."""
    text = bind(query, values)
    check(store, query, values)
    return store.query(text, media_type)


def page(table: Table[Row], limit: int, after: str | None = None) -> Page[Row]:
    """At most `limit` rows (1 or more) that come after the cursor `after`.

    A cursor holds the key of a row, so that a page begins at the right place in a store that has
    changed since. Raises UnknownValueError for a cursor that no page of such a table gave.
    """
    start = bisect_right(table.places, _place(after, table)) if after else 0
    end = min(start + limit, len(table.rows))
    before = max(start - limit, 0)
    last = max((len(table.rows) - 1) // limit * limit, 0)
    return Page(
        table.rows[start:end],
        _cursor(table, end) if end < len(table.rows) else None,
        (_cursor(table, before) if before else "") if start else None,
        _cursor(table, last) if last else None,
    )


def plain(term: Term | None) -> Plain:
    """A term as a JSON value: IRIs, texts and dates as strings, numbers and truth values as such.

    What JSON has no number for (NaN, INF) and what is no value of its datatype stay as they are written.
    """
    if not isinstance(term, Literal):
        return None if term is None else getattr(term, "value", str(term))
    datatype = term.datatype.value
    if datatype in _INTEGERS and _INTEGER.fullmatch(term.value):
        return int(term.value)
    if datatype in _REALS and _REAL.fullmatch(term.value) and isfinite(number := float(term.value)):
        return number
    if datatype == _XSD + "boolean":
        return _TRUTHS.get(term.value, term.value)
    return term.value


def rank(term: Term | None) -> Rank:
    """How a term is ordered among others."""
    if term is None:
        return (0, 0.0, "")
    if isinstance(term, NamedNode):
        return (1, 0.0, term.value)
    value = plain(term)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return (3, 0.0, str(getattr(term, "value", term)))
    return (2, float(value), "")


def _cursor(table: Table[Row], start: int) -> str:
    """The cursor of the page that begins with this row: the place of the row before it."""
    ranks, number = table.places[start - 1]
    return (
        base64.urlsafe_b64encode(json.dumps([ranks, number], separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


def _place(cursor: str, table: Table[Row]) -> Place:
    wrong = UnknownValueError("after= is no cursor of this query: follow `next` of the page before", "after")
    try:
        ranks, number = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
        place = (
            tuple((int(kind), float(value), str(text)) for kind, value, text in ranks),
            int(number),
        )
    except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError):
        raise wrong from None
    if table.places and len(place[0]) != len(table.places[0][0]):
        raise wrong
    return place
