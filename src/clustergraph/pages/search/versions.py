"""The index of the store as it is now.

Reading a large store for its index takes minutes of a processor, so beside an embedded store a process of its own
makes it, once a version, in a file that every server on the store reads. Until it is there the index of the version
before answers.
"""

import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from filelock import FileLock, Timeout

from clustergraph.pages.search.entries import entries
from clustergraph.pages.search.index import SearchIndex, write
from clustergraph.processes import uninterrupted
from clustergraph.store import Store

# Part of each file's name: another number for another form of the file.
_FORM = 3
_PATIENCE_SECONDS = 15
_SHORT_SECONDS = 2


class SearchIndexes:
    """Gives the index of one store. Safe between threads and processes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = ""
        self._index: SearchIndex | None = None
        self._making: subprocess.Popen[bytes] | None = None

    def of(self, store: Store) -> tuple[SearchIndex | None, bool]:
        """An index, and whether it is of the store as it is; None while the first of a large store is made."""
        version = store.version()
        with self._lock:
            if version == self._version:
                return self._index, True
            folder = folder_of(store)
            if folder is None:
                self._index, self._version = SearchIndex.of(entries(store)), version
                return self._index, True
            self._prepare(store)
            if self._making:
                with suppress(subprocess.TimeoutExpired):
                    self._making.wait(_PATIENCE_SECONDS if self._index is None else _SHORT_SECONDS)
            path = path_of(folder, version)
            if path.exists():
                self._index, self._version = SearchIndex.at(path), version
            elif self._index is None and (older := sorted(folder.glob(f"*-{_FORM}.sqlite"))):
                self._index = SearchIndex.at(older[-1])
            return self._index, version == self._version

    def prepare(self, store: Store) -> None:
        """See to it that the index of the version is being made, where that takes a process; does not wait."""
        if store.version() != self._version and self._lock.acquire(blocking=False):
            try:
                self._prepare(store)
            finally:
                self._lock.release()

    def _prepare(self, store: Store) -> None:
        folder = folder_of(store)
        if folder is None or path_of(folder, store.version()).exists():
            return
        if self._making is None or self._making.poll() is not None:
            command = [sys.executable, "-m", "clustergraph.pages.search.making", store.location]
            with uninterrupted():
                self._making = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module


def folder_of(store: Store) -> Path | None:
    """Where the indexes of an embedded store are kept; None for a store in memory or by URL."""
    folder = Path(store.location)
    return folder / "search" if (folder / "store.json").exists() else None


def path_of(folder: Path, version: str) -> Path:
    """The file of the index of a version."""
    return folder / f"{quote(version, safe='')}-{_FORM}.sqlite"


def make(store: Store, folder: Path) -> None:
    """Make the index of the store as it is, unless it is there or another process is at it; older ones are removed.

    Raises StoreError for a store that fails, OSError or sqlite3.Error where the folder cannot be written.
    """
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / "making.lock", timeout=0):
            version = store.version()
            path = path_of(folder, version)
            if path.exists():
                return
            new = path.with_suffix(".new")
            new.unlink(missing_ok=True)
            database = sqlite3.connect(new)
            write(entries(store), database)
            database.close()
            # What was read may be of a version that came meanwhile; it then goes by no version's name.
            if store.version() != version:
                new.unlink()
                return
            new.replace(path)
            for other in folder.glob("*.sqlite"):
                if other != path:
                    other.unlink(missing_ok=True)
    except Timeout:
        return
