"""From everything under `data/` to a validated store."""

import json
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from clustergraph import resources
from clustergraph.corpus_mapping import mapped_files
from clustergraph.rdf import as_stored, canonical_hash, dataset_digest, reference_quads
from clustergraph.reviewing import claim
from clustergraph.staging import Staged, Staging
from clustergraph.store import Store
from clustergraph.store.journals import put_back
from clustergraph.validation import Report
from clustergraph.validation.whole_store import settled, validate_store
from clustergraph.workshop import GraphDigest, MappedFile, Row, Workshop, workshop

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to.

    rows: one for each document, in the order of the files.
    quads: the size of the whole dataset.
    sha256: digest of the graphs (`clustergraph.rdf.dataset_digest`); equal for equal graphs.
    report: what the shapes say; a violation keeps the store as it was.
    version: the store's version after the build, None where nothing was stored.
    gone: the graphs that the store had and the build does not have.
    journal: where the journal of the changes before the build is now, None where there was none.
    """

    rows: tuple[Row, ...]
    quads: int
    sha256: str
    report: Report
    version: str | None
    gone: tuple[str, ...] = ()
    journal: Path | None = None


def build(
    store: Store, progress: Progress, data: Path | None = None, scheduler: str | None = None
) -> Summary:
    """Map, validate and store everything under `data`, in place of what the store holds.

    Documents are mapped and validated by as many processes as there are cores, or on the Dask cluster whose
    scheduler is at `scheduler`; the result is the same. The graphs wait on disk, so that memory does not grow with
    the corpus, and what a build has mapped that was broken off, or that met a violation, is not mapped again.
    What the shapes say of a graph is found where it is made; those that others have something to say about, and those
    with findings, are looked at again beside the others.
    `progress` is told each step in words. Raises InputError for a file that cannot be used and StoreError for a store
    that cannot be written; then, and on a violation, the store is unchanged.
    """
    with (
        workshop(store) as shop,
        tempfile.TemporaryDirectory(prefix="staged-", dir=shop.folder, ignore_cleanup_errors=True) as scratch,
    ):
        staging = Staging(Path(scratch) / "database")
        reference = _reference_to(staging)
        quads = sum(graph.triples for graph in reference)
        rows: list[Row] = []
        asked = Path(scratch) / "questions"
        with asked.open("w", encoding="utf-8") as file:
            for mapped in _mapped_to(staging, data or resources.data(), shop, progress, scheduler):
                rows += mapped.rows
                for graph, questions in zip(mapped.graphs, mapped.questions, strict=True):
                    file.write(json.dumps([graph.name, graph.sha256, questions]) + "\n")
                    quads += graph.triples
        progress("putting the graphs together")
        staged = staging.complete()
        with asked.open(encoding="utf-8") as file:
            made = ((name, digest) for name, digest, _ in map(json.loads, file))
            sha256 = dataset_digest(chain(((graph.name, graph.sha256) for graph in reference), made))
        with asked.open(encoding="utf-8") as file:
            report = _validated(staged, file, len(rows), progress)
        if not report.conforms:
            return Summary(tuple(rows), quads, sha256, report, None)
        progress("storing")
        with store.writing():
            before = set(store.graphs())
            version = store.adopt(staged.snapshot())
            journal = put_back(store.location, {}, version)
        shop.clear()
    gone = tuple(sorted(before.difference(store.graphs())))
    return Summary(tuple(rows), quads, sha256, report, version, gone, journal)


def _reference_to(staging: Staging) -> list[GraphDigest]:
    """Add the reference graphs to the staging database."""
    graphs = []
    for name, of_graph in groupby(as_stored(reference_quads()), key=attrgetter("graph_name")):
        quads = list(of_graph)
        staging.add(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"", [name.value])
        graphs.append(GraphDigest(name.value, len(quads), canonical_hash(quads, stored=True)))
    return graphs


def _mapped_to(
    staging: Staging, data: Path, shop: Workshop, progress: Progress, scheduler: str | None
) -> Iterator[MappedFile]:
    """Map every document, and add its graph to the staging database."""
    seen: dict[str, str] = {}
    for done, total, path, mapped in mapped_files(data, shop, scheduler):
        progress(f"mapping: {done} of {total} files")
        for row in mapped.rows:
            claim(seen, row.document, path)
        staging.add(zlib.decompress(mapped.quads), [graph.name for graph in mapped.graphs])
        yield mapped


def _validated(staged: Staged, asked: Iterable[str], documents: int, progress: Progress) -> Report:
    """The report on all graphs, of which `asked` gives name, digest and questions, a JSON list on a line for each."""
    again = []
    done = 0
    for name, _, questions in map(json.loads, asked):
        if settled(questions, staged):
            done += 1
            progress(f"validating: {done} of {documents} documents")
        else:
            again.append(name)
    return validate_store(
        staged, lambda more, _: progress(f"validating: {done + more} of {documents} documents"), again
    )
