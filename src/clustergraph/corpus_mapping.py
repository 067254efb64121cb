"""The documents of a data folder mapped by many processes; each document stands alone, so their order is all there is to keep."""

import os
import zlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice, tee
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from clustergraph import namespaces
from clustergraph.errors import ClustergraphError, InputError
from clustergraph.processes import process_pool
from clustergraph.rdf import as_stored, document_quads, text_hash
from clustergraph.reviewing import Merged, ReviewedFile, count, documents_of, files
from clustergraph.validation.whole_store import questions_of
from clustergraph.workshop import GraphDigest, MappedFile, Row, Workshop

_PARALLEL_FROM = 40  # files for which starting processes pays
_BATCH = 8  # files handed to a process at a time
_AHEAD = 4  # batches a process that are handed out
_ATTEMPTS = 3

Task = tuple[Path, list[ReviewedFile]]


def mapped_files(
    data: Path, shop: Workshop, scheduler: str | None = None
) -> Iterator[tuple[int, int, Path, MappedFile]]:
    """Each file of `data/documents/` as mapped, in the order of the names, with its number and how many there are.

    Args:
        data: the folder with `documents/` and `reviewed/`.
        shop: what it has kept of an earlier build is not mapped again.
        scheduler: address of a Dask scheduler whose workers see the same folder; None maps on this machine.

    Raises:
        InputError: a file cannot be read, or the cluster cannot be reached or used.
    """
    # Looked at one by one, so that memory does not follow their number; those that are mapped are some batches ahead.
    keyed = ((shop.key(*task), task) for task in files(data))
    each, ahead = tee((key, task, shop.kept(key) is None) for key, task in keyed)
    new = (task for _, task, is_new in ahead if is_new)
    if scheduler is not None:
        found = _on_cluster(list(new), scheduler)
    elif len(few := list(islice(new, _PARALLEL_FROM))) < _PARALLEL_FROM:
        found = map(_mapped, few)
    else:
        found = _in_parallel(chain(few, new))
    total = count(data)
    for done, (key, task, is_new) in enumerate(each, 1):
        mapped = None if is_new else shop.kept(key)
        if mapped is None:
            mapped = next(found)
            shop.keep(key, mapped)
        yield done, total, task[0], mapped


def _mapped(task: Task) -> MappedFile:
    """Everything that can be done for a file without the others: its graphs, their digests and what the shapes say."""
    path, reviewed = task
    rows, graphs, questions, texts = [], [], [], []
    for merged in documents_of(path, reviewed):
        quads = as_stored(document_quads(merged.graph))
        text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
        rows.append(_row(merged))
        graphs.append(GraphDigest(namespaces.graph(merged.graph.slug), len(quads), text_hash(text)))
        questions.append(questions_of(quads))
        texts.append(text)
    return MappedFile(tuple(rows), tuple(graphs), tuple(questions), zlib.compress(b"".join(texts), level=1))


def _row(merged: Merged) -> Row:
    statements = merged.graph.statements
    quotes = sum(len(statement.evidence) for statement in statements)
    return Row(
        merged.graph.slug, len(statements), quotes, len(merged.pending), merged.graph.review is not None
    )


def _in_parallel(tasks: Iterator[Task]) -> Iterator[MappedFile]:
    """Mapped by one process a core; what processes that were killed had in hand is given to others."""
    in_hand: deque[list[Task]] = deque()
    for _ in range(_ATTEMPTS):
        again, in_hand = iter(in_hand), deque()
        try:
            with process_pool() as pool:
                yield from _in_order(pool, chain(again, _batches(tasks)), in_hand)
            return
        except BrokenProcessPool:
            in_hand.extend(again)
    raise InputError(
        f"the processes that map documents were killed {_ATTEMPTS} times, the last time near {in_hand[0][0][0]}: "
        "there is too little memory, or that file cannot be mapped"
    )


def _batches(tasks: Iterator[Task]) -> Iterator[list[Task]]:
    while batch := list(islice(tasks, _BATCH)):
        yield batch


def _in_order(
    pool: ProcessPoolExecutor, batches: Iterator[list[Task]], in_hand: deque[list[Task]]
) -> Iterator[MappedFile]:
    """The results in order; no more is handed out than what is soon taken in, so that results do not pile up.

    in_hand: keeps the batches that are handed out and not taken in whole.
    """
    waiting: deque[Future[list[MappedFile]]] = deque()
    while True:
        ahead = _AHEAD * (os.cpu_count() or 1) + 1 - len(waiting)
        for batch in islice(batches, ahead):
            in_hand.append(batch)
            waiting.append(pool.submit(_mapped_batch, batch))
        if not waiting:
            return
        results = waiting.popleft().result()
        in_hand.popleft()
        yield from results


def _mapped_batch(tasks: list[Task]) -> list[MappedFile]:
    return [_mapped(task) for task in tasks]


def _on_cluster(tasks: list[Task], scheduler: str) -> Iterator[MappedFile]:
    """Mapped on a Dask cluster, which gives the work of a lost worker to others."""
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--scheduler needs Dask: install clustergraph[cluster]") from None
    try:
        client: Any = Client(scheduler, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(
            f"the Dask scheduler {scheduler} cannot be reached ({error}): start it, or correct the address"
        ) from None
    with client:
        for future in client.map(_mapped, tasks, batch_size=1000, pure=False):
            try:
                yield future.result()
            except ClustergraphError:
                raise
            except Exception as error:
                raise InputError(f"the Dask cluster at {scheduler} failed ({error}): see its log") from None
            future.release()
