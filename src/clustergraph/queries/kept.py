"""Whole answers of canned queries, kept on disk for the version of the store that gave them.

An answer is made once a version, in one SQLite file that every process on the store reads, and never changed. A row
stands there as it is sent, so that a page costs as many reads as it has rows, whatever the size of the store. A
parameter's values stand beside them with the numbers of the rows that they select (`catalogue.Selection`).
"""

import json
import shutil
import sqlite3
import tempfile
import weakref
from abc import ABC, abstractmethod
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, overload
from urllib.parse import quote

import pyoxigraph as ox
from filelock import FileLock

from clustergraph.errors import StoreError
from clustergraph.queries.answering import Place, Rank, Table, Terms, answer, rank
from clustergraph.queries.binding import bind, term
from clustergraph.queries.catalogue import CannedQuery, Parameter, Selection, catalogue, pairs
from clustergraph.queries.formats import Written, written
from clustergraph.queries.known import check
from clustergraph.store import Store
from clustergraph.store.formats import JSON_RESULTS
from clustergraph.store.interface import Term

T = TypeVar("T")
# Part of each file's name: another number for another form of the files.
_FORM = 1
# Parameters of these types make another whole answer for each value, of which there are few.
_FEW = ("language", "boolean")
_TABLES = """
CREATE TABLE answer (number INTEGER PRIMARY KEY, place TEXT, object TEXT, terms TEXT);
CREATE TABLE selected (parameter TEXT, value TEXT, numbers BLOB, PRIMARY KEY (parameter, value)) WITHOUT ROWID;
"""


class Tables:
    """The answers of one store. Safe between threads and processes.

    They stand in the folder of an embedded store, and for another store in a folder of this process.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = Path(store.location) / "tables"
        self.shared = (Path(store.location) / "store.json").exists()
        if self.shared:
            try:
                self.folder.mkdir(exist_ok=True)
            except OSError:
                # A store that this user may only read.
                self.shared = False
        if not self.shared:
            self.folder = Path(tempfile.mkdtemp(prefix="clustergraph-tables-"))
            weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def table(self, query: CannedQuery, values: Mapping[str, str]) -> Table[Written]:
        """What `answer` gives for the store as it is now, each row as it is written.

        Raises ParameterError for a wrong parameter, StoreError for a store that fails or a disk that is full.
        """
        bind(query, values)
        if _is_kept(query):
            check(self.store, query, values)
            path = self._made(query, values)
            # The file goes when the store changes; who has opened it can read on.
            with suppress(OSError, sqlite3.Error):
                if path is not None:
                    return self._selected(path, query, values)
        table = answer(self.store, query, values)
        return Table(table.columns, [written(table.columns, row) for row in table.rows], table.places)

    def is_ready(self, query: CannedQuery, values: Mapping[str, str]) -> bool:
        """Whether `table` is a matter of milliseconds."""
        return not _is_kept(query) or self._path(query, values, self.store.version()).exists()

    def prepare(self) -> None:
        """Make every answer that can be kept, until all are there or the store has changed."""
        version = self.store.version()
        for language in ("sv", "en"):
            for query in catalogue().values():
                if self.store.version() != version:
                    return
                if _is_kept(query):
                    self._made(query, {"lang": language} if "lang" in query.parameters else {})

    def _path(self, query: CannedQuery, values: Mapping[str, str], version: str) -> Path:
        digest = sha256(f"{_FORM} {query.text} {_others(query, values)}".encode()).hexdigest()[:16]
        return self.folder / quote(version, safe="") / f"{query.name}-{digest}.sqlite"

    def _made(self, query: CannedQuery, values: Mapping[str, str]) -> Path | None:
        """The file of the answer of which `values` select rows; made by one process while others wait.

        None where the store has changed meanwhile: such an answer goes by no version's name.
        """
        version = self.store.version()
        path = self._path(query, values, version)
        if path.exists():
            return path
        try:
            self._clear_all_but(path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(path.with_suffix(".lock")):
                if path.exists():
                    return path
                new = path.with_suffix(".new")
                new.unlink(missing_ok=True)
                _make(self.store, query, _others(query, values), new)
                return new.replace(path) if self.store.version() == version else None
        except (OSError, sqlite3.Error) as error:
            if self.store.version() != version:
                return None
            raise StoreError(
                f"The answer of {query.name} cannot be kept under {self.folder} ({error}): make room there, or let this "
                "user write there."
            ) from None

    def _clear_all_but(self, current: Path) -> None:
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    def _selected(self, path: Path, query: CannedQuery, values: Mapping[str, str]) -> Table[Written]:
        kept = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        kept.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
        numbers: Sequence[int] | None = None
        for parameter in query.parameters.values():
            value = values.get(parameter.name, parameter.default)
            if parameter.selects is None or value is None:
                continue
            found = _numbers(kept, parameter, parameter.selects, value)
            numbers = found if numbers is None else sorted(set(numbers).intersection(found))
        if numbers is None:
            (count,) = kept.execute("SELECT coalesce(max(number) + 1, 0) FROM answer").fetchone()
            numbers = range(count)
        return Table(query.columns, _Rows(kept, numbers), _Places(kept, numbers))


def _is_kept(query: CannedQuery) -> bool:
    """Not kept: graphs, what must be asked for by name, and what has another answer for each of many values."""
    return not query.constructs and all(
        not each.required and (each.selects is not None or each.type in _FEW)
        for each in query.parameters.values()
    )


def _others(query: CannedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values in force of the parameters that select no rows."""
    others = {
        name: values.get(name, each.default) for name, each in query.parameters.items() if not each.selects
    }
    return {name: value for name, value in others.items() if value is not None}


def _make(store: Store, query: CannedQuery, others: Mapping[str, str], path: Path) -> None:
    """Write the whole answer to a new file, sorted by the database so that memory does not follow the answer."""
    selecting = {each: each.selects for each in query.parameters.values() if each.selects}
    # Sorted below: the engine would read the words of each pair that it compares.
    text = bind(query, others, [each.name for each in selecting]).rpartition("\nORDER BY")[0]
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_TABLES}")
        numbers = _write_rows(file, query, [each.column for each in selecting.values()], store, text)
        for parameter, selection in selecting.items():
            of = _of_values(store, query, parameter, selection, numbers[selection.column])
            file.executemany(
                "INSERT INTO selected VALUES (?, ?, ?)",
                ((parameter.name, value, array("I", sorted(found)).tobytes()) for value, found in of),
            )
        file.execute("COMMIT")


def _write_rows(
    file: sqlite3.Connection, query: CannedQuery, columns: Sequence[str], store: Store, text: str
) -> dict[str, dict[str, list[int]]]:
    """Fill `answer`; give for each of the columns, and each term in it, the numbers of its rows."""
    ranks = [f"r{number}" for number in range(3 * len(query.key))]
    names = ", ".join(ranks)
    file.execute(f"CREATE TEMP TABLE found ({names}, object, terms, marks)")
    file.executemany(
        f"INSERT INTO found VALUES ({', '.join('?' * (len(ranks) + 3))})",  # noqa: S608 - names of our own
        (_record(query, columns, row) for row in _solutions(store, text)),
    )
    numbers: dict[str, dict[str, list[int]]] = {column: defaultdict(list) for column in columns}
    before: list[Any] = []
    same = 0
    ordered = file.execute(
        f"SELECT DISTINCT {names}, object, terms, marks FROM found ORDER BY {names}, terms"  # noqa: S608 - as above
    )
    for number, (*rank_values, row_object, terms, marks) in enumerate(ordered):
        same = same + 1 if rank_values == before else 0
        before = rank_values
        place = [[rank_values[at : at + 3] for at in range(0, len(ranks), 3)], same]
        file.execute("INSERT INTO answer VALUES (?, ?, ?, ?)", (number, json.dumps(place), row_object, terms))
        for column, mark in zip(columns, json.loads(marks), strict=True):
            numbers[column][mark].append(number)
    return numbers


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


def _record(query: CannedQuery, columns: Sequence[str], found: Mapping[str, Term | None]) -> tuple[Any, ...]:
    row: Terms = tuple(found.get(column) for column in query.columns)
    ranks: Iterable[Rank] = (rank(found.get(column)) for column in query.key)
    marks = json.dumps([str(found.get(column)) for column in columns])
    return (*(part for each in ranks for part in each), *written(query.columns, row), marks)


def _of_values(
    store: Store,
    query: CannedQuery,
    parameter: Parameter,
    selection: Selection,
    by_term: Mapping[str, Iterable[int]],
) -> Iterator[tuple[str, Iterable[int]]]:
    """Each value of a selecting parameter, as its term is written, with the numbers of the rows that it selects."""
    if selection.where is None:
        yield from by_term.items()
        return
    of: dict[str, set[int]] = defaultdict(set)
    for pair in store.select(pairs(query.text, parameter.name, selection)):
        if len(pair) == 2:
            of[str(pair[parameter.name])].update(by_term.get(str(pair[selection.column]), ()))
    yield from of.items()


def _numbers(
    kept: sqlite3.Connection, parameter: Parameter, selection: Selection, value: str
) -> Sequence[int]:
    """The rows that a value selects, in order."""
    wanted = term(parameter, value)
    found = array("I")
    if selection.least:
        for text, numbers in kept.execute(
            "SELECT value, numbers FROM selected WHERE parameter = ?", (parameter.name,)
        ):
            # A number is written as "5"^^<http://www.w3.org/2001/XMLSchema#integer>.
            if int(text.split('"')[1]) >= int(wanted.value):
                found.frombytes(numbers)
        return sorted(found)
    for (numbers,) in kept.execute(
        "SELECT numbers FROM selected WHERE parameter = ? AND value = ?", (parameter.name, str(wanted))
    ):
        found.frombytes(numbers)
    return found


class _Chosen(Sequence[T], ABC):
    """What is told of the chosen rows of a kept answer, read as it is asked for."""

    def __init__(self, kept: sqlite3.Connection, numbers: Sequence[int]) -> None:
        self._kept = kept
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, int):
            return self._read([self._numbers[at]])[0]
        return self._read(self._numbers[at])

    def _select(self, columns: str, numbers: Sequence[int]) -> Iterator[Any]:
        return self._kept.execute(
            f"SELECT {columns} FROM json_each(?) JOIN answer ON number = value ORDER BY number",  # noqa: S608 - names of our own
            (json.dumps(list(numbers)),),
        )

    @abstractmethod
    def _read(self, numbers: Sequence[int]) -> list[T]: ...


class _Rows(_Chosen[Written]):
    def _read(self, numbers: Sequence[int]) -> list[Written]:
        return [Written(*row) for row in self._select("object, terms", numbers)]


class _Places(_Chosen[Place]):
    def _read(self, numbers: Sequence[int]) -> list[Place]:
        places = (json.loads(text) for (text,) in self._select("place", numbers))
        return [
            (tuple((kind, value, text) for kind, value, text in ranks), number) for ranks, number in places
        ]
