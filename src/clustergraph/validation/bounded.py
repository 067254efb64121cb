"""Validation of what a stranger sends: in a process of its own that is ended at its limit of time or memory."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from clustergraph.errors import InputError
from clustergraph.validation import engines
from clustergraph.validation.context import in_folder
from clustergraph.validation.files import validate_bytes
from clustergraph.validation.own_shapes import rulebook_of

if TYPE_CHECKING:
    from pathlib import Path

    from clustergraph.validation.context import EngineContext
    from clustergraph.validation.report import Report


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


def validate_bounded(job: Job, *, seconds: float, megabytes: int) -> Report:
    """Run a job in a child process.

    Raises:
        InputError: the limit of time or memory was reached, or the input cannot be used at all.
    """
    from multiprocessing import get_context

    from pebble import ProcessExpired, ProcessPool

    with ProcessPool(1, context=get_context("spawn"), initializer=_limit, initargs=(megabytes,)) as pool:
        future = pool.schedule(run, args=(job,), timeout=seconds)
        try:
            report: Report = future.result()
        except TimeoutError:
            raise InputError(
                f"{job.name}: not done after {seconds:g} s; send a smaller file or simpler shapes"
            ) from None
        except (ProcessExpired, MemoryError):
            raise InputError(
                f"{job.name}: needs more than {megabytes} MB; send a smaller file or simpler shapes"
            ) from None
    return report


def run(job: Job) -> Report:
    """Run a job here and now."""
    context = None if job.folder is None else _opened(job.folder)
    if job.shapes is None:
        return validate_bytes(job.data, job.name, job.media_type, context)
    return validate_bytes(
        job.data,
        job.name,
        job.media_type,
        context,
        rulebook=rulebook_of(job.shapes, "shapes", sparql=job.sparql),
        engine=engines.reference,
    )


def _limit(megabytes: int) -> None:
    size = megabytes << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


@cache
def _opened(folder: Path) -> EngineContext:
    return in_folder(folder)
