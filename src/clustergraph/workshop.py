"""Where a build keeps what it has done, so that one that was broken off continues where it was.

    FOLDER/lock           held by the build that works here
    FOLDER/mapped/KEY     the graphs of one file of documents; the key tells the file, its review and the program
    FOLDER/staged-…/      the database that is being put together, and what its graphs have to ask each other

The folder stands in the store's folder, and goes away when the build has succeeded.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from clustergraph import resources
from clustergraph.errors import StoreLockedError
from clustergraph.store.disk import plain_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustergraph.reviewing import ReviewedFile
    from clustergraph.store import Store
    from clustergraph.validation.whole_store import Questions


@dataclass(frozen=True, slots=True)
class Row:
    """What one document came to."""

    document: str
    statements: int
    quotes: int
    pending: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class GraphDigest:
    """The name of a graph, how many triples it has, and the digest of their canonical form."""

    name: str
    triples: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MappedFile:
    """The documents of one file.

    rows, graphs and questions: one for each document.
    quads: the graphs in N-Quads, compressed (zlib).
    """

    rows: tuple[Row, ...]
    graphs: tuple[GraphDigest, ...]
    questions: tuple[Questions, ...]
    quads: bytes


class Workshop:
    """A folder for one build.

    Args:
        folder: the folder, which is there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mapped = folder / "mapped"
        with plain_errors(str(folder)):
            self._mapped.mkdir(exist_ok=True)
        self._program = _program()

    def key(self, path: Path, reviewed: list[ReviewedFile]) -> str:
        """What the graphs of a file depend on; of a file that cannot be read nothing is kept, for its reader refuses it."""
        digest = hashlib.sha256(self._program)
        content = path.read_bytes() if path.is_file() and os.access(path, os.R_OK) else b""
        for part in (path.name.encode(), content, repr(reviewed).encode()):
            digest.update(hashlib.sha256(part).digest())
        return digest.hexdigest()

    def kept(self, key: str) -> MappedFile | None:
        """What an earlier build has done for this key; None also where an accident cut it short."""
        try:
            head, _, quads = (self._mapped / key).read_bytes().partition(b"\n")
            about = json.loads(head)
            zlib.decompress(quads)
            rows = tuple(Row(**row) for row in about["rows"])
            graphs = tuple(GraphDigest(**graph) for graph in about["graphs"])
            questions = tuple(None if each is None else tuple(each) for each in about["questions"])
            return MappedFile(rows, graphs, questions, quads)
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def keep(self, key: str, mapped: MappedFile) -> None:
        """Write down what has been done for this key."""
        about = {
            "rows": [asdict(row) for row in mapped.rows],
            "graphs": [asdict(graph) for graph in mapped.graphs],
            "questions": mapped.questions,
        }
        new = self._mapped / f"{key}.new"
        with plain_errors(str(self.folder)):
            new.write_bytes(json.dumps(about).encode() + b"\n" + mapped.quads)
            new.replace(self._mapped / key)

    def clear(self) -> None:
        """Away with all of it: the build has succeeded."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def workshop(store: Store) -> Iterator[Workshop]:
    """The workshop of a store for one build: in its folder; a passing one where it has none.

    Raises:
        StoreLockedError: another build works there.
    """
    if store.location == ":memory:" or "://" in store.location:
        with tempfile.TemporaryDirectory(prefix="clustergraph-build-") as scratch:
            yield Workshop(Path(scratch))
        return
    folder = Path(store.location) / "building"
    with plain_errors(store.location):
        folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            for left in folder.glob("staged-*"):  # by a build that was killed
                shutil.rmtree(left, ignore_errors=True)
            yield Workshop(folder)
    except Timeout:
        raise StoreLockedError(
            f"Another build of the store {store.location} is running: wait until it is done, or stop it."
        ) from None


def _program() -> bytes:
    """A digest of everything but the documents that decides how they are mapped, and what the shapes say of them."""
    digest = hashlib.sha256()
    code, ontology = Path(__file__).parent, resources.ontology()
    sources = (
        (code, "*.py"),
        (code, "*.toml"),
        (ontology, "*.ttl"),
        (ontology, "*.toml"),
        (resources.shapes(), "*.ttl"),
    )
    found = (path for folder, pattern in sources for path in sorted(folder.rglob(pattern)))
    for path in chain(found, resources.actors()):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
