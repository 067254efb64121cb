"""From a text to the candidate statements of each document in it."""

from pathlib import Path
from typing import Any

from clustergraph.mapping.document import MappedDocument
from clustergraph.model import SourceText
from clustergraph.reading import Source


def map_source(source: Source | SourceText) -> list[MappedDocument]:
    """Find the statements of every document in a text; nothing is stored."""
    raise NotImplementedError


def map_file(path: Path) -> list[dict[str, Any]]:
    """Read and map a file: one JSON object for each document in it.

    Raises InputError if the file cannot be read.
    """
    raise NotImplementedError
