"""The store `:memory:`, which lives as long as the process."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.errors import StoreError
from clustergraph.store import engine
from clustergraph.store.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clustergraph.store.interface import GraphChange, WriteGate


# A query on an older version may still be running; it opens the copy's files as it needs them.
_COPIES_KEPT = 10


class MemoryStore(LocalStore):
    """Graphs in memory; a change is made on a copy, so that readers see all of it or nothing."""

    location = ":memory:"

    def __init__(self, *, gate: WriteGate | None = None) -> None:
        super().__init__(gate)
        self._engine = ox.Store()
        self._id = uuid.uuid4().hex[:12]
        self._count = 1
        self._copies = Path(tempfile.mkdtemp(prefix="clustergraph-memory-"))
        self._remove_copies = weakref.finalize(self, shutil.rmtree, self._copies, ignore_errors=True)

    def engine(self) -> ox.Store:
        """See `LocalStore.engine`."""
        return self._engine

    def version(self) -> str:
        """See `Store.version`."""
        return f"{self._id}-{self._count}"

    def snapshot(self) -> Path:
        """See `Store.snapshot`: a copy on disk, made once a version."""
        with self._writer:
            folder = self._copies / str(self._count)
            if not folder.exists():
                self.backup(folder)
                for old in self._copies.iterdir():
                    if int(old.name) < self._count - _COPIES_KEPT:
                        shutil.rmtree(old, ignore_errors=True)
            return folder

    def backup(self, target: Path) -> None:
        """See `Store.backup`."""
        if target.exists():
            raise StoreError(f"{target} exists already: name a new folder for the backup.")
        with self._writer:
            copy = ox.Store(target)
            copy.bulk_extend(self._engine)
            copy.flush()

    def close(self) -> None:
        """See `Store.close`."""
        self._remove_copies()

    def _commit(self, changes: Sequence[GraphChange]) -> None:
        # A copy, so that readers see all of the changes or none.
        working = ox.Store()
        working.bulk_extend(self._engine)
        for change in changes:
            engine.replace_graph(working, change)
        self._engine = working
        self._count += 1

    def _commit_all(self, quads: Iterable[ox.Quad]) -> None:
        fresh = ox.Store()
        fresh.bulk_extend(engine.with_merge(quads))
        self._engine = fresh
        self._count += 1
