"""Makes the file of a kept answer: all of it, or only the rows that a change has touched and the others as they were."""

import json
import sqlite3
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from clustergraph.queries.answering import Rank, Terms, rank
from clustergraph.queries.binding import bind
from clustergraph.queries.catalogue import CannedQuery, Parameter, pairs
from clustergraph.queries.formats import written
from clustergraph.queries.remaking import Remade
from clustergraph.store import Store
from clustergraph.store.formats import JSON_RESULTS
from clustergraph.store.interface import Term

# `marks`: the terms by which parameters select rows, and last the anchor.
_TABLES = """
CREATE TABLE answer (number INTEGER PRIMARY KEY, place TEXT, object TEXT, terms TEXT, marks TEXT);
CREATE TABLE selected (parameter TEXT, value TEXT, numbers BLOB, PRIMARY KEY (parameter, value)) WITHOUT ROWID;
"""
# Anchors that are asked for at once. With some thousands the engine would no longer look up each, but read whole properties.
_PORTION = 500
_IS_TOUCHED = "json_extract(marks, '$[#-1]') IN (SELECT value FROM touched)"


def make(
    store: Store,
    query: CannedQuery,
    others: Mapping[str, str],
    path: Path,
    before: Path | None = None,
    remade: Remade | None = None,
) -> None:
    """Write the whole answer to a new file, sorted by the database so that memory does not follow the answer.

    others: values of the parameters that select no rows. before: the file of an earlier version, with `remade`: what has
    changed since. Raises StoreError, sqlite3.Error.
    """
    with closing(sqlite3.connect(path, isolation_level=None, uri=True)) as file:
        file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_TABLES}")
        _Making(store, query, others, file).carry_out(before, remade)
        file.execute("COMMIT")


class _Making:
    def __init__(
        self, store: Store, query: CannedQuery, others: Mapping[str, str], file: sqlite3.Connection
    ) -> None:
        self._store = store
        self._query = query
        self._file = file
        self._selecting = {each: each.selects for each in query.parameters.values() if each.selects}
        self._marked = [each.column for each in self._selecting.values()] + [query.anchor or query.columns[0]]
        # Sorted by the database: the engine would read the words of each pair that it compares.
        self._text = bind(query, others, [each.name for each in self._selecting]).rpartition("\nORDER BY")[0]
        self._ranks = [f"r{number}" for number in range(3 * len(query.key))]

    def carry_out(self, before: Path | None, remade: Remade | None) -> None:
        names = ", ".join(self._ranks)
        self._file.execute(f"CREATE TEMP TABLE found ({names}, object, terms, marks, earlier)")
        self._file.execute("CREATE TEMP TABLE renumbered (earlier INTEGER PRIMARY KEY, number INTEGER)")
        if before is None or remade is None:
            for text in self._portions():
                self._find(self._store, text)
        else:
            self._keep(before, remade.anchors)
            self._find(remade.around, self._text, {str(anchor) for anchor in remade.anchors})
        self._number()
        for parameter in self._selecting:
            self._select(parameter, remade)

    def _portions(self) -> Iterator[str]:
        """The text of the query, or one for each portion of its anchors: the engine holds what it joins in memory."""
        if self._query.portions is None:
            yield self._text
            return
        anchors = (row[self._query.anchor or ""] for row in _solutions(self._store, self._query.portions))
        of_class = f"?{self._query.anchor} a "
        unnamed = False
        while portion := list(islice(anchors, _PORTION)):
            names = [str(each) for each in portion if isinstance(each, ox.NamedNode)]
            unnamed = unnamed or len(names) < len(portion)
            block = f"VALUES ?{self._query.anchor} {{ {' '.join(names)} }} "
            yield self._text.replace(of_class, block + of_class)
        if unnamed:
            yield self._text.replace(of_class, f"FILTER(isBlank(?{self._query.anchor})) {of_class}")

    def _keep(self, before: Path, touched: Iterable[ox.NamedNode]) -> None:
        """Take over the rows that no change has touched."""
        self._file.execute("COMMIT")
        self._file.execute("ATTACH ? AS before", (f"{before.absolute().as_uri()}?immutable=1",))
        self._file.execute("BEGIN")
        self._file.execute("CREATE TEMP TABLE touched (value TEXT PRIMARY KEY)")
        self._file.executemany("INSERT INTO touched VALUES (?)", ((str(each),) for each in touched))
        ranks = ", ".join(
            f"json_extract(place, '$[0][{number // 3}][{number % 3}]')" for number in range(len(self._ranks))
        )
        self._file.execute(
            f"INSERT INTO found SELECT {ranks}, object, terms, marks, number FROM before.answer WHERE NOT {_IS_TOUCHED}"  # noqa: S608 - names of our own
        )

    def _find(self, store: Store, text: str, anchors: set[str] | None = None) -> None:
        """Ask for rows: all, or those of some anchors."""
        records = (self._record(row) for row in _solutions(store, text))
        self._file.executemany(
            f"INSERT INTO found VALUES ({', '.join('?' * (len(self._ranks) + 3))}, NULL)",  # noqa: S608 - names of our own
            (record for record, anchor in records if anchors is None or anchor in anchors),
        )

    def _record(self, found: Mapping[str, Term | None]) -> tuple[tuple[Any, ...], str]:
        row: Terms = tuple(found.get(column) for column in self._query.columns)
        ranks: Iterable[Rank] = (rank(found.get(column)) for column in self._query.key)
        marks = [str(found.get(column)) for column in self._marked]
        return (
            (
                *(part for each in ranks for part in each),
                *written(self._query.columns, row),
                json.dumps(marks),
            ),
            marks[-1],
        )

    def _number(self) -> None:
        """Fill `answer` in the order of the key, and `renumbered` for the rows that were there before."""
        before: list[Any] = []
        same = 0
        names = ", ".join(self._ranks)
        ordered = self._file.execute(
            f"SELECT {names}, object, terms, marks, max(earlier) FROM found GROUP BY {names}, object, terms, marks ORDER BY {names}, terms"  # noqa: S608 - names of our own
        )
        for number, (*ranks, row_object, terms, marks, earlier) in enumerate(ordered):
            same = same + 1 if ranks == before else 0
            before = ranks
            place = [[ranks[at : at + 3] for at in range(0, len(ranks), 3)], same]
            self._file.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?, ?)",
                (number, json.dumps(place), row_object, terms, marks),
            )
            if earlier is not None:
                self._file.execute("INSERT INTO renumbered VALUES (?, ?)", (earlier, number))

    def _select(self, parameter: Parameter, remade: Remade | None) -> None:
        """Fill `selected` for a parameter: for each value, as its term is written, the numbers of the rows."""
        selection = self._selecting[parameter]
        mark = f"json_extract(marks, '$[{self._marked.index(selection.column)}]')"
        self._file.execute("CREATE TEMP TABLE chosen (value TEXT, number INTEGER)")
        if selection.where is None:
            self._file.execute(f"INSERT INTO chosen SELECT {mark}, number FROM answer")  # noqa: S608 - names of our own
        else:
            store = self._store
            if remade is not None and selection.column == self._query.anchor:
                store = remade.around
                self._keep_selected(parameter)
            self._file.execute("CREATE TEMP TABLE pair (term TEXT, value TEXT)")
            self._file.executemany(
                "INSERT INTO pair VALUES (?, ?)",
                (
                    (str(row[selection.column]), str(row[parameter.name]))
                    for row in _solutions(store, pairs(self._query.text, parameter.name, selection))
                    if row[selection.column] is not None and row[parameter.name] is not None
                ),
            )
            self._file.execute("CREATE INDEX temp.pair_term ON pair (term)")
            self._file.execute(
                f"INSERT INTO chosen SELECT value, number FROM answer CROSS JOIN pair ON term = {mark}"  # noqa: S608 - names of our own
            )
            self._file.execute("DROP TABLE pair")
        chosen = self._file.execute("SELECT DISTINCT value, number FROM chosen ORDER BY value, number")
        self._file.executemany(
            "INSERT INTO selected VALUES (?, ?, ?)",
            (
                (parameter.name, value, array("I", (number for _, number in numbers)).tobytes())
                for value, numbers in groupby(chosen, key=itemgetter(0))
            ),
        )
        self._file.execute("DROP TABLE chosen")

    def _keep_selected(self, parameter: Parameter) -> None:
        """Choose what the earlier file chose, of the rows that were taken over."""
        kept = self._file.execute(
            "SELECT value, numbers FROM before.selected WHERE parameter = ?", (parameter.name,)
        )
        self._file.executemany(
            "INSERT INTO chosen SELECT ?, number FROM renumbered WHERE earlier = ?",
            ((value, earlier) for value, numbers in kept for earlier in array("I", numbers)),
        )


def _solutions(store: Store, text: str) -> Iterator[dict[str, Term | None]]:
    """The rows of a SELECT, which wait in a file."""
    with tempfile.TemporaryFile() as file:
        store.query_to(file, text, JSON_RESULTS)
        file.seek(0)
        found = ox.parse_query_results(file, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QuerySolutions):
            names = [variable.value for variable in found.variables]
            for row in found:
                yield dict(zip(names, row, strict=True))
