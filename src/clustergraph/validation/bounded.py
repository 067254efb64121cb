"""Validation of what a stranger sends: in a process that is ended at its limit of time or memory."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from clustergraph.errors import InputError
from clustergraph.validation import engines
from clustergraph.validation.context import in_folder
from clustergraph.validation.files import validate_bytes
from clustergraph.validation.own_shapes import rulebook_of

if TYPE_CHECKING:
    from clustergraph.validation.context import EngineContext
    from clustergraph.validation.report import Report

_TASKS = 200  # of one process, so that what a task leaves behind does not add up


@dataclass(frozen=True, slots=True)
class Job:
    """What to validate.

    Attributes:
        data: the RDF text.
        name: what the report calls it.
        media_type: the syntax; None where the name tells.
        folder: a snapshot of the store to look in; None to look nowhere.
        shapes: shapes in Turtle to use in place of the project's.
        sparql: whether SPARQL in those shapes is run.
    """

    data: bytes
    name: str
    media_type: str | None = None
    folder: Path | None = None
    shapes: bytes | None = None
    sparql: bool = False


class Validators:
    """Processes that validate; a context manager. They start with the first job and are then kept ready.

    Args:
        workers: processes.
        seconds: time a job may take, start of its process included.
        megabytes: memory a job may take, beyond what its process needs.
    """

    def __init__(self, workers: int, *, seconds: float, megabytes: int) -> None:
        from multiprocessing import get_context

        from pebble import ProcessPool

        self._seconds = seconds
        self._megabytes = megabytes
        self._pool = ProcessPool(workers, max_tasks=_TASKS, context=get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def validate(self, job: Job) -> Report:
        """Run a job and wait for it.

        Raises:
            InputError: the limit of time or memory was reached, or the input cannot be used at all.
        """
        from pebble import ProcessExpired

        smaller = "send a smaller file or simpler shapes"
        future = self._pool.schedule(_limited, args=(job, self._megabytes), timeout=self._seconds)
        try:
            report: Report = future.result()
        except TimeoutError:
            raise InputError(f"{job.name}: not done after {self._seconds:g} s; {smaller}") from None
        except (ProcessExpired, MemoryError):
            raise InputError(f"{job.name}: needs more than {self._megabytes} MB; {smaller}") from None
        return report


def run(job: Job) -> Report:
    """Run a job here and now."""
    context = None if job.folder is None else _opened(job.folder)
    if job.shapes is None:
        return validate_bytes(job.data, job.name, job.media_type, context)
    rules = rulebook_of(job.shapes, "shapes", sparql=job.sparql)
    return validate_bytes(
        job.data, job.name, job.media_type, context, rulebook=rules, engine=engines.reference
    )


def _limited(job: Job, megabytes: int) -> Report:
    if job.folder is not None:
        _opened(job.folder)
    _limit(megabytes)
    return run(job)


def _limit(megabytes: int) -> None:
    """Let the process grow by so much from what it has now, and no further."""
    has = next(
        int(line.split()[1]) << 10
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmData:")
    )
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (has + (megabytes << 20), most))


@lru_cache(maxsize=1)
def _opened(folder: Path) -> EngineContext:
    return in_folder(folder)
