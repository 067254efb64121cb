"""From everything under `data/` to a validated store."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from clustergraph import resources
from clustergraph.errors import InputError
from clustergraph.rdf import canonical_hash, document_quads, reference_quads
from clustergraph.reviewing import Merged, documents
from clustergraph.store import Store, open_store
from clustergraph.validation import Report, in_memory, validate_quads
from clustergraph.validation.report import merged as merge_reports

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What one document came to."""

    document: str
    statements: int
    quotes: int
    pending: int
    reviewed: bool


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


def build(store: Store, progress: Progress, data: Path | None = None) -> Summary:
    """Map, validate and store everything under `data`, in place of what the store holds.

    `progress` is told each step in words. Raises InputError for a file that cannot be used and
    StoreError for a store that cannot be written; then, and on a violation, the store is unchanged.
    """
    progress("reading the reference graphs")
    quads = list(reference_quads())
    rows: list[Row] = []
    graphs: list[list[Quad]] = []
    for merged in documents(data or resources.data()):
        progress(f"mapping {merged.graph.slug}")
        graphs.append(list(document_quads(merged.graph)))
        rows.append(_row(merged))
    dataset = [*quads, *(quad for graph in graphs for quad in graph)]
    context = in_memory(dataset)
    reports = []
    for row, graph in zip(rows, graphs, strict=True):
        progress(f"validating {row.document}")
        reports.append(validate_quads(graph, context))
    report = merge_reports(reports)
    version = None
    if report.conforms:
        progress("storing")
        version = store.replace_all(dataset)
    return Summary(tuple(rows), len(dataset), canonical_hash(dataset), report, version)


def _row(merged: Merged) -> Row:
    statements = merged.graph.statements
    quotes = sum(len(statement.evidence) for statement in statements)
    return Row(
        merged.graph.slug, len(statements), quotes, len(merged.pending), merged.graph.review is not None
    )


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
