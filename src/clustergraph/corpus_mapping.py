"""The documents of a data folder mapped by many processes; each document stands alone, so their order is all there is to keep."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from clustergraph.errors import ClustergraphError, InputError
from clustergraph.rdf import document_quads
from clustergraph.reviewing import Merged, ReviewedFile, documents_of, files
from clustergraph.staging import as_kept

_PARALLEL_FROM = 40  # files for which starting processes pays
_BATCH = 8  # files handed to a process at a time
_ATTEMPTS = 3

Task = tuple[Path, list[ReviewedFile]]


@dataclass(frozen=True, slots=True)
class Row:
    """What one document came to."""

    document: str
    statements: int
    quotes: int
    pending: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class MappedFile:
    """The documents of one file, and their graphs as a database keeps them, in N-Quads."""

    path: Path
    rows: tuple[Row, ...]
    quads: bytes


def mapped_files(data: Path, scheduler: str | None = None) -> Iterator[tuple[int, int, MappedFile]]:
    """Each file of `data/documents/` as mapped, in the order of the names, with its number and how many there are.

    Args:
        data: the folder with `documents/` and `reviewed/`.
        scheduler: address of a Dask scheduler whose workers see the same folder; None maps on this machine.

    Raises:
        InputError: a file cannot be read, or the cluster cannot be reached or used.
    """
    tasks = list(files(data))
    if scheduler is not None:
        found = _on_cluster(tasks, scheduler)
    elif len(tasks) < _PARALLEL_FROM:
        found = map(_mapped, tasks)
    else:
        found = _in_parallel(tasks)
    for done, mapped in enumerate(found, 1):
        yield done, len(tasks), mapped


def _mapped(task: Task) -> MappedFile:
    path, reviewed = task
    documents = list(documents_of(path, reviewed))
    quads = (quad for merged in documents for quad in document_quads(merged.graph))
    return MappedFile(
        path,
        tuple(_row(merged) for merged in documents),
        as_kept(quads),
    )


def _row(merged: Merged) -> Row:
    statements = merged.graph.statements
    quotes = sum(len(statement.evidence) for statement in statements)
    return Row(
        merged.graph.slug, len(statements), quotes, len(merged.pending), merged.graph.review is not None
    )


def _in_parallel(tasks: list[Task]) -> Iterator[MappedFile]:
    """Mapped by one process a core; what a process that was killed had in hand is given to others."""
    done = 0
    for _ in range(_ATTEMPTS):
        try:
            with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
                for mapped in pool.map(_mapped, tasks[done:], chunksize=_BATCH):
                    done += 1
                    yield mapped
            return
        except BrokenProcessPool:
            continue
    raise InputError(
        f"the processes that map documents were killed {_ATTEMPTS} times, the last time near {tasks[done][0]}: "
        "there is too little memory, or that file cannot be mapped"
    )


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
