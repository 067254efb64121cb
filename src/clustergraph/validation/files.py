"""Checks RDF text in any syntax, and says at which line each fault stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from clustergraph.validation.context import Context


def validate_files(paths: Sequence[Path], context: Context | None = None) -> Report:
    """Check RDF files together: one may refer to what another describes.

    Args:
        paths: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, known by extension.
        context: what is already known beside the ontology, the thesaurus and the register.

    Raises:
        InputError: a file is missing, not a file, or of no known syntax.
    """
    raise NotImplementedError


def validate_bytes(
    data: bytes, name: str, media_type: str | None = None, context: Context | None = None
) -> Report:
    """Check RDF text; `name` is what the report calls it, `media_type` its syntax (else by the name)."""
    raise NotImplementedError
