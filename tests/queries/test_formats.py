"""Rows in the forms that are asked for."""

import csv
import io

import pytest
from pyoxigraph import Literal

from clustergraph.queries.formats import as_results
from clustergraph.store.formats import CSV


# RFC 4180: a line is a record; but readers, such as Python's and R's, pass over one with nothing in it.
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([None, "2024-06", None, None], 'date\r\n""\r\n2024-06\r\n""\r\n""\r\n'),
        ([None], 'date\r\n""\r\n'),
        ([], "date\r\n"),
        (["a\r\n\r\nb", None], 'date\r\n"a\r\n\r\nb"\r\n""\r\n'),
        (['"', None, "x"], 'date\r\n""""\r\n""\r\nx\r\n'),
    ],
)
def test_a_column_alone_keeps_its_rows_as_csv(values: list[str | None], expected: str) -> None:
    rows = [[None if value is None else Literal(value)] for value in values]
    body = as_results(["date"], rows, CSV).decode()
    assert body == expected
    assert [row["date"] for row in csv.DictReader(io.StringIO(body, newline=""))] == [
        value or "" for value in values
    ]
