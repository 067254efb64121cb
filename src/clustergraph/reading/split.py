"""A file can hold several documents, a memo with the letter it encloses: where each begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from clustergraph.reading.blocks import Block
from clustergraph.reading.source import Source


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file.

    start, end: offsets in the file's text; the parts cover the text without gaps.
    title: the document's title as printed, without markup; empty if none is found.
    reason: why it is held to begin here, e.g. `beginning of file`, `title after signature`.
    first, last: the part's blocks are `blocks[first:last]`.
    """

    start: int
    end: int
    title: str
    reason: str
    first: int
    last: int


def split(source: Source, mapped: Sequence[Block] | None = None) -> tuple[Part, ...]:
    """The documents of a file, at least one. `mapped` saves the work if the blocks are already known."""
    raise NotImplementedError
