"""From everything under `data/` to a validated store."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from clustergraph import resources
from clustergraph.corpus_mapping import Row, mapped_files
from clustergraph.errors import InputError
from clustergraph.rdf import canonical_hash, reference_quads
from clustergraph.reviewing import claim
from clustergraph.store import Store, open_store
from clustergraph.validation import Report
from clustergraph.validation.whole_store import validate_store

Progress = Callable[[str], None]

_IN_MEMORY = 200  # documents; a larger corpus is put together on disk


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to.

    rows: one for each document, in the order of the files.
    quads: the size of the whole dataset.
    sha256: digest of the dataset's canonical form (RDFC-1.0); equal for equal graphs.
    report: what the shapes say; a violation keeps the store as it was.
    version: the store's version after the build, None where nothing was stored.
    """

    rows: tuple[Row, ...]
    quads: int
    sha256: str
    report: Report
    version: str | None


def build(
    store: Store, progress: Progress, data: Path | None = None, scheduler: str | None = None
) -> Summary:
    """Map, validate and store everything under `data`, in place of what the store holds.

    Documents are mapped and validated by as many processes as there are cores, or mapped on the Dask cluster whose
    scheduler is at `scheduler`; the result is the same. The graphs wait on disk, so that memory does not grow with
    the corpus. `progress` is told each step in words. Raises InputError for a file that cannot be used and StoreError
    for a store that cannot be written; then, and on a violation, the store is unchanged.
    """
    with tempfile.TemporaryDirectory(prefix="clustergraph-build-") as scratch:
        spool = Path(scratch) / "documents.nq"
        rows = _map(data or resources.data(), spool, progress, scheduler)
        with closing(
            open_store(":memory:" if len(rows) <= _IN_MEMORY else str(Path(scratch) / "staged"))
        ) as staged:
            progress("putting the graphs together")
            staged.replace_all(chain(reference_quads(), parse(path=spool, format=RdfFormat.N_QUADS)))
            report = validate_store(
                staged, lambda done, total: progress(f"validating: {done} of {total} documents")
            )
            progress("computing the digest")
            counted = _Counted(staged.quads())
            sha256 = canonical_hash(counted)
            version = None
            if report.conforms:
                progress("storing")
                version = store.replace_all(staged.quads())
    return Summary(tuple(rows), counted.count, sha256, report, version)


def _map(data: Path, spool: Path, progress: Progress, scheduler: str | None) -> list[Row]:
    """Map every document to the file `spool`, in N-Quads."""
    rows: list[Row] = []
    seen: dict[str, Path] = {}
    with spool.open("wb") as file:
        for done, total, mapped in mapped_files(data, scheduler):
            progress(f"mapping: {done} of {total} files")
            for row in mapped.rows:
                claim(seen, row.document, mapped.path)
                rows.append(row)
            file.write(mapped.quads)
    return rows


class _Counted:
    """Quads, counted as they pass."""

    def __init__(self, quads: Iterator[Quad]) -> None:
        self._quads = quads
        self.count = 0

    def __iter__(self) -> Iterator[Quad]:
        for quad in self._quads:
            self.count += 1
            yield quad


def open_built(location: str | None, progress: Progress) -> Store:
    """The store at `location`, built from the shipped data first where it is empty.

    Raises StoreError where it cannot be opened, and InputError where the data break the shapes.
    """
    store = open_store(location)
    if not store.graphs():
        summary = build(store, progress)
        if not summary.report.conforms:
            raise InputError("the data under data/ break the shapes; run `clustergraph build` to see where")
    return store
