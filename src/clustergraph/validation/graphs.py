"""Checks a graph in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from clustergraph.validation.context import Context


def validate_quads(quads: Iterable[Quad], context: Context | Iterable[Quad] = ()) -> Report:
    """Check a new graph, with what it refers to in the context.

    Args:
        quads: what is new. Named graphs that occur in it replace those of the context.
        context: what is already known; the ontology and the thesaurus are always known.

    Returns:
        The results whose focus node the new graph describes.
    """
    raise NotImplementedError
