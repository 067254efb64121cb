"""Validation of what a stranger sends, as one job for a process of `clustergraph.bounded`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from clustergraph.validation import engines
from clustergraph.validation.context import in_folder
from clustergraph.validation.files import Sent, validate_texts
from clustergraph.validation.own_shapes import rulebook_of

if TYPE_CHECKING:
    from clustergraph.store.endpoint import Endpoint
    from clustergraph.validation.context import Context
    from clustergraph.validation.report import Report


@dataclass(frozen=True, slots=True)
class Job:
    """What to validate.

    Attributes:
        data: the RDF text.
        name: what the report calls it.
        media_type: the syntax; None where the name tells.
        known: the store to look in, as the folder of a snapshot or as an engine's addresses; None to look nowhere.
        shapes: shapes in Turtle to use in place of the project's.
        shapes_name: what an error calls them.
        sparql: whether SPARQL in those shapes is run.
        beside: further texts, which are checked together with it.
    """

    data: bytes
    name: str
    media_type: str | None = None
    known: Path | Endpoint | None = None
    shapes: bytes | None = None
    shapes_name: str = "shapes"
    sparql: bool = False
    beside: tuple[Sent, ...] = ()


def prepare(job: Job) -> None:
    """Open the store that the job looks in: our own data, whose size no stranger chooses."""
    if job.known is not None:
        _opened(job.known)


def run(job: Job) -> Report:
    """Run a job here and now. Raises InputError where the shapes cannot be used."""
    context = None if job.known is None else _opened(job.known)
    texts = (Sent(job.data, job.name, job.media_type), *job.beside)
    if job.shapes is None:
        return validate_texts(texts, context)
    rules = rulebook_of(job.shapes, job.shapes_name, sparql=job.sparql)
    return validate_texts(texts, context, rulebook=rules, engine=engines.reference)


@lru_cache(maxsize=1)
def _opened(known: Path | Endpoint) -> Context:
    if isinstance(known, Path):
        return in_folder(known)
    from clustergraph.store.remote_reading import RemoteReader

    return RemoteReader(known)
