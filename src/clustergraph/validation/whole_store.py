"""Checks every document of a store, several at a time; of a store in the making, each as far as it goes alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from clustergraph.processes import process_pool
from clustergraph.validation.bare import REFERENCE
from clustergraph.validation.context import in_folder
from clustergraph.validation.graphs import validate_quads
from clustergraph.validation.report import Report, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from clustergraph.validation.context import Context, EngineContext

_BATCH = 20  # documents handed to a process at a time
_PARALLEL_FROM = 40  # documents for which starting processes pays


class GraphStore(Protocol):
    """The part of `clustergraph.store.Store` that is needed here."""

    def select(self, query: str) -> list[dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
        """See `Context.select`."""
        ...

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs."""
        ...

    def graph(self, graph: str | None) -> Iterable[ox.Triple]:
        """The triples of one graph."""
        ...

    def snapshot(self) -> Path | None:
        """A folder that other processes can read."""
        ...


Questions = tuple[str, ...] | None
"""What remains to be known of a graph, as SPARQL: while no other graph answers, its report is empty; None: it is not."""


class _Asked:
    """A context that knows nothing, and remembers what it was asked."""

    def __init__(self) -> None:
        self.questions: list[str] = []

    def select(self, query: str) -> list[dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]:
        """See `Context.select`."""
        self.questions.append(query)
        return []


def questions_of(quads: Iterable[ox.Quad]) -> Questions:
    """Check a graph before the others are there: what must be asked of them for its report to be settled.

    A report follows from the graph and the answers alone. Where nothing is found without an answer, and nobody has an
    answer, the graph need not be looked at again.
    """
    asked = _Asked()
    report = validate_quads(quads, asked)
    return None if report.results else tuple(dict.fromkeys(asked.questions))


def settled(questions: Questions, context: Context) -> bool:
    """Whether what is known now leaves the report of `questions_of` empty."""
    return questions is not None and not any(context.select(question) for question in questions)


def validate_store(
    store: GraphStore, progress: Callable[[int, int], None], only: Iterable[str] | None = None
) -> Report:
    """Check the named graphs of a store against the rest of it; the reference graphs are what the rules rest on.

    Args:
        store: what is checked.
        progress: is told how many of how many graphs are done.
        only: the graphs to check; all unless given.
    """
    graphs = sorted(only) if only is not None else store.graphs()
    graphs = [graph for graph in graphs if not graph.startswith(REFERENCE)]
    folder = store.snapshot() if len(graphs) >= _PARALLEL_FROM else None
    reports: list[Report] = []
    found = _one_by_one(store, graphs) if folder is None else _in_parallel(folder, graphs)
    for report in found:
        reports.append(report)
        progress(len(reports), len(graphs))
    return merged(reports)


def _one_by_one(store: GraphStore, graphs: list[str]) -> Iterator[Report]:
    for graph in graphs:
        name = ox.NamedNode(graph)
        yield _check((ox.Quad(t.subject, t.predicate, t.object, name) for t in store.graph(graph)), store)


def _in_parallel(folder: Path, graphs: list[str]) -> Iterator[Report]:
    with process_pool() as pool:
        batches = [graphs[start : start + _BATCH] for start in range(0, len(graphs), _BATCH)]
        for reports in pool.map(_check_batch, [folder] * len(batches), batches):
            yield from reports


def _check_batch(folder: Path, graphs: list[str]) -> list[Report]:
    context = _opened(folder)
    return [_check(context.quads_of(graph), context) for graph in graphs]


def _check(quads: Iterable[ox.Quad], context: Context) -> Report:
    return validate_quads(quads, context)


@cache
def _opened(folder: Path) -> EngineContext:
    return in_folder(folder)
