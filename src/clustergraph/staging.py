"""The graphs of a build, put together in a database of their own before they become the store."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from clustergraph.rdf import canonical_hash
from clustergraph.store.engine import with_merge, without_merge
from clustergraph.validation import in_folder


def as_kept(quads: Iterator[ox.Quad]) -> bytes:
    """N-Quads of what a store's database holds for these quads."""
    return ox.serialize(with_merge(quads), format=ox.RdfFormat.N_QUADS) or b""


class Staged:
    """A dataset on disk that is complete and that nobody writes any more.

    Args:
        folder: a new folder for it.
        dump: file with everything it shall hold, each part as `as_kept` gives it.
    """

    def __init__(self, folder: Path, dump: Path) -> None:
        engine = ox.Store(folder)
        engine.bulk_load(path=dump, format=ox.RdfFormat.N_QUADS)
        engine.flush()
        del engine  # the database closes with its last reference
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

    def digest(self) -> tuple[int, str]:
        """How many quads there are, and the digest of their canonical form."""
        count = 0

        def counted() -> Iterator[ox.Quad]:
            nonlocal count
            for quad in without_merge(ox.Store.read_only(str(self._folder))):
                count += 1
                yield quad

        digest = canonical_hash(counted(), stored=True)
        return count, digest
