"""The store in a folder: immutable versions side by side, of which `store.json` names the current one.

    FOLDER/store.json         format, identity, number of the current version and the sizes of its files
    FOLDER/writer.lock        held while a process writes
    FOLDER/versions/N/        an Oxigraph database, never changed once it is named
    FOLDER/versions/N.nt      the triples that came with that version or left with it, unless they are very many
    FOLDER/journal/           what `clustergraph.changes` writes of every change
    FOLDER/tables/            answers of canned queries, made again whenever they are missing
    FOLDER/search/            indexes of the search on the pages, made again whenever they are missing
    FOLDER/building/          the unfinished work of a build

A write copies the current version (hard links, a millisecond), changes the copy, and commits by putting a new
`store.json` in place. So readers never wait, several processes can serve one folder, a query in another process
sees one version to its end, and an accident at any moment leaves the version before it.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
import traceback
import uuid
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from filelock import FileLock, Timeout

from clustergraph.errors import StoreError, StoreLockedError
from clustergraph.store import engine
from clustergraph.store.backups import whole_backup
from clustergraph.store.disk import new_folder, plain_errors, sizes_of
from clustergraph.store.journals import JOURNAL, journal_in, write_journal
from clustergraph.store.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from clustergraph.store.interface import GraphChange, WriteGate

FORMAT = 2
_LOCK_SECONDS = 10.0
# How often who waits for the folder's lock looks whether it is free.
LOOK_SECONDS = 0.01
# Readers open a version's files by name when they need them; no bounded query runs as long as this.
_KEEP_SECONDS = 600.0
_BACKUP_ATTEMPTS = 5
# More changed triples than this are not written down: who wants to know reads the whole store instead.
_MOST_CHANGED = 100_000
_OWN = frozenset(
    {"store.json", "store.json.new", "writer.lock", "versions", JOURNAL, "tables", "search", "building"}
)


class EmbeddedStore(LocalStore):
    """Oxigraph databases in a folder; see the module's text.

    Args:
        folder: the store's folder; made if it does not exist or is empty.
        gate: looks at every change before it is written.
        lock_seconds: how long a write waits for another process's.

    Raises:
        StoreError: the folder holds something else, another format, or damaged files.
    """

    def __init__(
        self, folder: Path, *, gate: WriteGate | None = None, lock_seconds: float = _LOCK_SECONDS
    ) -> None:
        super().__init__(gate)
        self.location = str(folder)
        self._folder = folder
        self._about = str(folder / "store.json")
        self._lock_seconds = lock_seconds
        # Not the writer's place: who reads must not wait for who writes, or waits to write.
        self._opening = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._identity = ""
        self._number = 0
        self._engine: ox.Store | None = None
        self._depth = 0
        if not (folder / "store.json").exists():
            self._create()
        self._refresh()

    def engine(self) -> ox.Store:
        """See `LocalStore.engine`."""
        self._refresh()
        if self._engine is None:
            raise StoreError(f"The store {self.location} is closed: open it again.")
        return self._engine

    def version(self) -> str:
        """See `Store.version`."""
        self._refresh()
        return f"{self._identity}-{self._number}"

    def changed_since(self, version: str) -> set[ox.Triple] | None:
        """See `Store.changed_since`; known for as long as the versions after that one are kept."""
        self._refresh()
        identity, _, number = version.partition("-")
        if identity != self._identity or not number.isdigit() or int(number) > self._number:
            return None
        changed: set[ox.Triple] = set()
        for each in range(int(number) + 1, self._number + 1):
            try:
                content = self._changed(each).read_bytes()
            except OSError:
                return None
            changed.update(quad.triple for quad in ox.parse(content, ox.RdfFormat.N_TRIPLES))
        return changed

    def snapshot(self) -> Path:
        """See `Store.snapshot`."""
        self._refresh()
        return self._path(self._number)

    def backup(self, target: Path) -> None:
        """See `Store.backup`; hard links where the target is on the same disk. The journal of this version is in it."""
        with plain_errors(self.location, backup=target), new_folder(target) as folder:
            version, number, journal = self._with_journal()
            try:
                version.backup(folder)
            except OSError as error:
                if "Operation not permitted" not in str(error):
                    raise
                # The system lets nobody link another user's files; those of a version stay as they are.
                shutil.copytree(self._path(number), folder, ignore=shutil.ignore_patterns("LOCK"))
            write_journal(folder / JOURNAL, journal)

    def _with_journal(self) -> tuple[ox.Store, int, dict[str, bytes]]:
        """The current version, its number, and the journal between two changes, when it tells what the version holds."""
        lock, journal = self._folder / "writer.lock", self._folder / JOURNAL
        if os.access(lock if lock.exists() else self._folder, os.W_OK, effective_ids=True):
            with self.writing():
                return self.engine(), self._number, journal_in(journal)
        # Who may only read cannot keep writers away, and sees whether one came meanwhile.
        for _ in range(_BACKUP_ATTEMPTS):
            before = self.version()
            found = self.engine(), self._number, journal_in(journal)
            if self.version() == before:
                return found
        raise StoreError(f"{self.location} was written to while it was read: try again.")

    def adopt(self, database: Path) -> str:
        """See `Store.adopt`."""
        with self.writing():
            with whole_backup(database):
                source = ox.Store.read_only(str(database))
            self._publish(_put_in_order, start_from=source)
            return self.version()

    def close(self) -> None:
        """See `Store.close`."""
        self._engine = None
        self._seen = None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with self._writer:
            lock = None if self._depth else self._locked()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if lock is not None:
                    lock.release()

    def _locked(self) -> FileLock:
        lock = FileLock(self._folder / "writer.lock", timeout=self._lock_seconds)
        try:
            with plain_errors(self.location):
                lock.acquire(poll_interval=LOOK_SECONDS)
        except Timeout:
            raise StoreLockedError(
                f"Another process is writing to the store {self.location}: wait until it is done, or stop it."
            ) from None
        return lock

    def _commit(self, changes: Sequence[GraphChange]) -> None:
        def change(working: ox.Store) -> set[ox.Triple]:
            return set().union(*(engine.replace_graph(working, each) for each in changes))

        self._publish(change, start_from=self.engine())

    def _commit_all(self, quads: Iterable[ox.Quad]) -> None:
        def fill(working: ox.Store) -> None:
            working.bulk_extend(engine.with_merge(quads))
            _put_in_order(working)

        self._publish(fill)

    def _publish(
        self,
        change: Callable[[ox.Store], set[ox.Triple] | None] | None = None,
        start_from: ox.Store | None = None,
    ) -> None:
        self._refresh()
        number = self._number + 1
        folder = self._path(number)
        with plain_errors(self.location):
            # Left by a writer that died before it committed.
            shutil.rmtree(folder, ignore_errors=True)
            self._changed(number).unlink(missing_ok=True)
            changed: set[ox.Triple] | None = None
            working: ox.Store | None = None
            try:
                if start_from is not None:
                    start_from.backup(folder)
                working = ox.Store(folder)
                if change is not None:
                    changed = change(working)
                working.flush()
                # The database closes with its last reference; only then is the version complete.
                working = None
            except BaseException as error:
                # Whoever keeps the error must not keep the database open with it.
                working = None
                traceback.clear_frames(error.__traceback__)
                shutil.rmtree(folder, ignore_errors=True)
                raise
            if changed is not None and len(changed) <= _MOST_CHANGED:
                with self._changed(number).open("wb") as file:
                    ox.serialize(changed, file, ox.RdfFormat.N_TRIPLES)
                    # Whole on disk before the version is named: what is missing here would stay wrong in kept answers.
                    file.flush()
                    os.fsync(file.fileno())
            self._name_current(number)
            self._drop_superseded(number)
        self._refresh()

    def _create(self) -> None:
        with plain_errors(self.location):
            if self._folder.exists() and not self._folder.is_dir():
                raise StoreError(f"{self.location} is a file, not a store: name a folder.")
            self._folder.mkdir(parents=True, exist_ok=True)
            strangers = sorted(
                entry.name
                for entry in self._folder.iterdir()
                if entry.name not in _OWN and not entry.name.startswith(f"{JOURNAL}-before-")
            )
        if strangers:
            raise StoreError(
                f"The folder {self.location} holds {strangers[0]} and no store: name an empty or a new folder."
            )
        with self.writing():
            if (self._folder / "store.json").exists():
                return
            with plain_errors(self.location):
                shutil.rmtree(self._path(1), ignore_errors=True)
                self._path(1).parent.mkdir(exist_ok=True)
                ox.Store(self._path(1)).flush()
                self._identity = uuid.uuid4().hex[:12]
                self._name_current(1)

    def _path(self, number: int) -> Path:
        return self._folder / "versions" / str(number)

    def _changed(self, number: int) -> Path:
        return self._folder / "versions" / f"{number}.nt"

    def _name_current(self, number: int) -> None:
        """Commit: from the moment the new file is in place, this version is the store."""
        about = {"format": FORMAT, "identity": self._identity, "version": number}
        text = json.dumps(about | {"files": sizes_of(self._path(number))})
        new = self._folder / "store.json.new"
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._folder / "store.json")
        directory = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def _refresh(self) -> None:
        """Open the current version unless it is open already; one `stat` when nothing has changed."""
        try:
            status = os.stat(self._about)  # noqa: PTH116 - every read of the store passes here
        except OSError as error:
            raise StoreError(
                f"The store {self.location} has lost its store.json ({error.strerror}): restore a backup, or build anew."
            ) from None
        seen = (status.st_mtime_ns, status.st_ino)
        if seen == self._seen:
            return
        with self._opening:
            about = self._read_about(self._folder / "store.json")
            self._engine = self._opened(int(about["version"]), about.get("files", {}))
            self._identity, self._number = str(about["identity"]), int(about["version"])
            self._seen = seen

    def _read_about(self, file: Path) -> dict[str, Any]:
        try:
            about = json.loads(file.read_text(encoding="utf-8"))
            version_of_format, _ = int(about["format"]), (about["identity"], int(about["version"]))
        except (ValueError, KeyError, TypeError, OSError):
            raise StoreError(f"{file} is damaged: restore a backup of the store, or build it anew.") from None
        if version_of_format != FORMAT:
            raise StoreError(
                f"The store {self.location} has format {version_of_format} and this program writes format {FORMAT}: "
                "remove the folder and run `clustergraph build`, or use the program that wrote it."
            )
        return dict(about)

    def _opened(self, number: int, files: dict[str, int]) -> ox.Store:
        if files and (wrong := sorted(files.items() ^ sizes_of(self._path(number)).items())):
            # The engine would take a database whose list of files was cut short for an empty one.
            raise StoreError(
                f"The store {self.location} is damaged (its file {self._path(number) / wrong[0][0]} is not as it was written): "
                "restore a backup, or build it anew."
            )
        try:
            return ox.Store.read_only(str(self._path(number)))
        except (OSError, RuntimeError) as error:
            raise StoreError(
                f"The store {self.location} is damaged and cannot be opened ({error}): restore a backup, or build it anew."
            ) from None

    def _drop_superseded(self, current: int) -> None:
        now = time.time()
        numbers = sorted(
            int(entry.name) for entry in (self._folder / "versions").iterdir() if entry.name.isdigit()
        )
        for number, successor in pairwise(numbers):
            if number < current and now - self._path(successor).stat().st_ctime > _KEEP_SECONDS:
                shutil.rmtree(self._path(number), ignore_errors=True)
                self._changed(number).unlink(missing_ok=True)


def _put_in_order(working: ox.Store) -> None:
    """Merge the files that a load leaves beside each other; a look-up in all of them takes up to half as long again."""
    working.optimize()
