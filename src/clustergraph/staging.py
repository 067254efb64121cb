"""The graphs of a build, put together in a database of their own before they become the store."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from clustergraph.store.disk import plain_errors
from clustergraph.validation import in_folder

# The engine's loader holds what it is given in memory; with less at a time it takes longer.
_BYTES_AT_ONCE = 20_000_000


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

    def add(self, quads: bytes, graphs: Iterable[str]) -> None:
        """Add N-Quads as Oxigraph writes them, all in these named graphs; a blank node is one within a call.

        The database holds each triple in its graph and in the merge (`clustergraph.store.engine`), which is the same
        lines without the name at their ends.
        """
        merge = quads
        for graph in graphs:
            merge = merge.replace(f" <{graph}> .\n".encode(), b" .\n")
        self._waiting += [quads, merge]
        self._size += 2 * len(quads)
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
