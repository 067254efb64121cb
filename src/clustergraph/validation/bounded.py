"""Validation of what a stranger sends, as one job for a process of `clustergraph.bounded`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from clustergraph.validation import engines
from clustergraph.validation.context import in_folder
from clustergraph.validation.files import validate_bytes
from clustergraph.validation.own_shapes import rulebook_of

if TYPE_CHECKING:
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


def prepare(job: Job) -> None:
    """Open the snapshot that the job looks in: our own data, whose size no stranger chooses."""
    if job.folder is not None:
        _opened(job.folder)


def run(job: Job) -> Report:
    """Run a job here and now. Raises InputError where the shapes cannot be used."""
    context = None if job.folder is None else _opened(job.folder)
    if job.shapes is None:
        return validate_bytes(job.data, job.name, job.media_type, context)
    rules = rulebook_of(job.shapes, "shapes", sparql=job.sparql)
    return validate_bytes(
        job.data, job.name, job.media_type, context, rulebook=rules, engine=engines.reference
    )


@lru_cache(maxsize=1)
def _opened(folder: Path) -> EngineContext:
    return in_folder(folder)
