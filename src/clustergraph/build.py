"""From everything under `data/` to a validated store."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clustergraph import resources
from clustergraph.corpus_mapping import Row, mapped_files
from clustergraph.errors import InputError
from clustergraph.rdf import reference_quads
from clustergraph.reviewing import claim
from clustergraph.staging import Staging, as_kept
from clustergraph.store import Store, open_store
from clustergraph.validation import Report
from clustergraph.validation.whole_store import validate_store

Progress = Callable[[str], None]


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
        staging = Staging(Path(scratch) / "staged")
        staging.add(as_kept(reference_quads()))
        rows = tuple(_mapped_to(staging, data or resources.data(), progress, scheduler))
        progress("putting the graphs together")
        staged = staging.complete()
        report = validate_store(
            staged, lambda done, total: progress(f"validating: {done} of {total} documents")
        )
        progress("computing the digest")
        quads, sha256 = staged.digest()
        version = None
        if report.conforms:
            progress("storing")
            version = store.adopt(staged.snapshot())
    return Summary(rows, quads, sha256, report, version)


def _mapped_to(staging: Staging, data: Path, progress: Progress, scheduler: str | None) -> Iterator[Row]:
    """Map every document, and add its graph to the staging database."""
    seen: dict[str, Path] = {}
    for done, total, mapped in mapped_files(data, scheduler):
        progress(f"mapping: {done} of {total} files")
        for row in mapped.rows:
            claim(seen, row.document, mapped.path)
            yield row
        staging.add(mapped.quads)


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
