"""What the rules found, as the typed records of `clustergraph.model`."""

from collections.abc import Iterator, Mapping

from clustergraph.mapping.elements.numbers import FoundElement
from clustergraph.mapping.records.content import element_records, position_records
from clustergraph.mapping.records.decisions import adoption_records, decision_records
from clustergraph.mapping.records.documents import (
    actor_records,
    case_records,
    document_record,
    people_records,
)
from clustergraph.mapping.records.recorder import Findings, Recorder
from clustergraph.model import SourceText, Statement
from clustergraph.reading import Part


def statements(
    slug: str, source: SourceText, part: Part, found: Findings, answered: Mapping[FoundElement, str]
) -> tuple[tuple[Statement, ...], dict[str, str]]:
    """The records of one document, and the names of the actors and numbers of the elements that they refer to.

    `answered` holds the elements of the other documents of the file and their slugs; positions are aligned to them.
    """
    maker = Recorder(slug, source, part, found, answered)
    records = tuple(_records(maker))
    return records, maker.names


def _records(maker: Recorder) -> Iterator[Statement]:
    """The document first, then its cases, actors, people, decisions, adoptions, positions, elements."""
    yield document_record(maker)
    yield from case_records(maker)
    yield from actor_records(maker)
    yield from people_records(maker)
    yield from decision_records(maker)
    yield from adoption_records(maker)
    yield from position_records(maker)
    yield from element_records(maker)
