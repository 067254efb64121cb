"""The graphs of a build, put together in a database of their own before they become the store."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from clustergraph.store.disk import plain_errors
from clustergraph.store.engine import with_merge
from clustergraph.validation import in_folder

# The engine's loader holds what it is given in memory; with less at a time it takes longer.
_BYTES_AT_ONCE = 20_000_000


def as_kept(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads of what a store's database holds for these quads."""
    return ox.serialize(with_merge(quads), format=ox.RdfFormat.N_QUADS) or b""


class Staging:
    """A new database that is being filled.

    Args:
        folder: a new folder for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with plain_errors(str(folder)):
            self._engine = ox.Store(folder)
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, part: bytes) -> None:
        """Add what `as_kept` has given; a blank node is one within a part."""
        self._waiting.append(part)
        self._size += len(part)
        if self._size >= _BYTES_AT_ONCE:
            self._load()

    def complete(self) -> "Staged":
        """The database, to which nothing more is added."""
        self._load()
        with plain_errors(str(self._folder)):
            self._engine.flush()
        del self._engine  # the database closes with its last reference
        return Staged(self._folder)

    def _load(self) -> None:
        with plain_errors(str(self._folder)):
            self._engine.bulk_load(b"".join(self._waiting), ox.RdfFormat.N_QUADS)
        self._waiting.clear()
        self._size = 0


class Staged:
    """A complete database in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._context = in_folder(folder)
        self.select = self._context.select
        self.graphs = self._context.graphs

    def graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """The triples of one named graph."""
        return (quad.triple for quad in self._context.quads_of(graph or ""))

    def snapshot(self) -> Path:
        """The folder, which other processes can read."""
        return self._folder
