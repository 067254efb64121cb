"""Whole answers of canned queries, kept on disk for the version of the store that gave them.

An answer is made once a version, in one SQLite file that every process on the store reads, and never changed; that of
the version before stays until then, so that rows which no change has touched are taken from it. It is never read for an answer. A row
stands there as it is sent, so that a page costs as many reads as it has rows, whatever the size of the store. A
parameter's values stand beside them with the numbers of the rows that they select (`catalogue.Selection`). A large graph
is kept from when it is first asked for, a line of N-Triples a row.
"""

import json
import shutil
import sqlite3
import tempfile
import weakref
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, overload
from urllib.parse import quote, unquote

from filelock import FileLock

from clustergraph.errors import StoreError
from clustergraph.queries.answering import Place, Table, answer
from clustergraph.queries.binding import ParameterError, bind, term
from clustergraph.queries.catalogue import CannedQuery, Parameter, Selection, catalogue
from clustergraph.queries.formats import Written, written
from clustergraph.queries.graphs import COLUMNS, PIECE, keep, lines_of
from clustergraph.queries.known import check
from clustergraph.queries.making import make
from clustergraph.queries.remaking import remade
from clustergraph.store import Store

T = TypeVar("T")
# Part of each file's name: another number for another form of the files.
_FORM = 2
# Parameters of these types make another whole answer for each value, of which there are few.
_FEW = ("language", "boolean")


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
            path = self._made(query, values, partial(self._make, query, _others(query, values)))
            # The file goes when the store changes; who has opened it can read on.
            with suppress(OSError, sqlite3.Error):
                if path is not None:
                    return self._selected(path, query, values)
        table = answer(self.store, query, values)
        return Table(table.columns, [written(table.columns, row) for row in table.rows], table.places)

    def graph(self, query: CannedQuery, values: Mapping[str, str]) -> Table[str]:
        """The lines of a CONSTRUCT for the store as it is now (`graphs.lines_of`). Raises as `table` does."""
        text = bind(query, values)
        check(self.store, query, values)
        with suppress(OSError, sqlite3.Error):
            kept = _opened(self._path(query, values, self.store.version()))
            numbers = range(_count(kept))
            return Table(COLUMNS, _Lines(kept, numbers), _Places(kept, numbers))
        lines = lines_of(self.store.construct(text))
        if len(lines.rows) > PIECE:
            self._made(query, values, lambda _, new: keep(lines, values, new))
        return lines

    def is_ready(self, query: CannedQuery, values: Mapping[str, str]) -> bool:
        """Whether `table` is a matter of milliseconds; of a large graph, whether it is kept."""
        return (
            not (_is_kept(query) or query.constructs)
            or self._path(query, values, self.store.version()).exists()
        )

    def prepare(self) -> None:
        """Make every answer that can be kept, and anew each graph that is, until all are there or the store has changed."""
        version = self.store.version()
        for language in ("sv", "en"):
            for query in catalogue().values():
                if self.store.version() != version:
                    return
                if _is_kept(query):
                    values = {"lang": language} if "lang" in query.parameters else {}
                    self._made(query, values, partial(self._make, query, _others(query, values)))
        for query, asked in self._graphs_kept():
            if self.store.version() != version:
                return
            # What it is about may have gone from the store.
            with suppress(ParameterError):
                self.graph(query, asked)
        self._clear_all_but(self._folder(version))

    def _path(self, query: CannedQuery, values: Mapping[str, str], version: str) -> Path:
        # As it is bound: a short name and its IRI give the same answer.
        digest = sha256(f"{_FORM} {bind(query, _others(query, values))}".encode()).hexdigest()[:16]
        return self._folder(version) / f"{query.name}-{digest}.sqlite"

    def _folder(self, version: str) -> Path:
        return self.folder / quote(version, safe="")

    def _made(
        self, query: CannedQuery, values: Mapping[str, str], make_file: Callable[[str, Path], None]
    ) -> Path | None:
        """The file of the answer of which `values` select rows; made by one process while others wait.

        make_file: writes the answer, whose file is to have this name, to that path. None where the store has changed meanwhile: such an answer goes by no version's name.
        """
        version = self.store.version()
        path = self._path(query, values, version)
        if path.exists():
            return path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(path.with_suffix(".lock")):
                if path.exists():
                    return path
                new = path.with_suffix(".new")
                new.unlink(missing_ok=True)
                make_file(path.name, new)
                if self.store.version() != version:
                    return None
                new.replace(path)
                for earlier in self.folder.glob(f"*/{path.stem}.*"):
                    if earlier.parent != path.parent:
                        earlier.unlink(missing_ok=True)
                return path
        except (OSError, sqlite3.Error) as error:
            if self.store.version() != version:
                return None
            raise StoreError(
                f"The answer of {query.name} cannot be kept under {self.folder} ({error}): make room there, or let this "
                "user write there."
            ) from None

    def _make(self, query: CannedQuery, others: Mapping[str, str], name: str, new: Path) -> None:
        """Make an answer from the file of that name of a version before where there is one, else all of it."""
        for before in self.folder.glob(f"*/{name}"):
            changed = self.store.changed_since(unquote(before.parent.name)) if query.anchor else None
            again = None if changed is None else remade(self.store, query, changed)
            if again is not None:
                # Another process may have taken the earlier file away.
                with suppress(sqlite3.Error):
                    make(self.store, query, others, new, before, again)
                    return
                new.unlink(missing_ok=True)
        make(self.store, query, others, new)

    def _graphs_kept(self) -> Iterator[tuple[CannedQuery, dict[str, str]]]:
        """The graphs that are kept for any version, with their parameters."""
        for query in catalogue().values():
            files = list(self.folder.glob(f"*/{query.name}-*.sqlite")) if query.constructs else []
            for path in files:
                # Another process may have taken the file away.
                with suppress(OSError, sqlite3.Error), closing(_opened(path)) as kept:
                    yield query, dict(kept.execute("SELECT name, value FROM asked"))

    def _clear_all_but(self, current: Path) -> None:
        for folder in self.folder.iterdir():
            if folder.is_dir() and folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    def _selected(self, path: Path, query: CannedQuery, values: Mapping[str, str]) -> Table[Written]:
        kept = _opened(path)
        numbers: Sequence[int] | None = None
        for parameter in query.parameters.values():
            value = values.get(parameter.name, parameter.default)
            if parameter.selects is None or value is None:
                continue
            found = _numbers(kept, parameter, parameter.selects, value)
            numbers = found if numbers is None else sorted(set(numbers).intersection(found))
        if numbers is None:
            numbers = range(_count(kept))
        return Table(query.columns, _Rows(kept, numbers), _Places(kept, numbers))


def _opened(path: Path) -> sqlite3.Connection:
    """A kept answer, to be read. Raises OSError, sqlite3.Error."""
    size = path.stat().st_size
    kept = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
    kept.execute(f"PRAGMA mmap_size = {size}")
    return kept


def _count(kept: sqlite3.Connection) -> int:
    (count,) = kept.execute("SELECT coalesce(max(number) + 1, 0) FROM answer").fetchone()
    return int(count)


def _is_kept(query: CannedQuery) -> bool:
    """Not kept whole and beforehand: graphs, what must be asked for by name, and what has another answer for each of many values."""
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


class _Lines(_Chosen[str]):
    def _read(self, numbers: Sequence[int]) -> list[str]:
        return [line for (line,) in self._select("terms", numbers)]


class _Places(_Chosen[Place]):
    def _read(self, numbers: Sequence[int]) -> list[Place]:
        places = (json.loads(text) for (text,) in self._select("place", numbers))
        return [
            (tuple((kind, value, text) for kind, value, text in ranks), number) for ranks, number in places
        ]
