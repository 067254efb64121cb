"""Which sentences of a document a statement stands on, and which were passed over."""

from dataclasses import dataclass

from clustergraph.model import Document, DocumentGraph
from clustergraph.reading import Kind, blocks, sentences

# Blocks that hold no sentences: what they say is in the document's own fields or repeats its headings.
_WITHOUT_CONTENT = {Kind.CONTENTS, Kind.FURNITURE}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item, and the statements whose words lie in it.

    start, end: Unicode code points in the stored text; statements: `kind/slug` of each.
    """

    start: int
    end: int
    text: str
    statements: tuple[str, ...]


def coverage(graph: DocumentGraph) -> list[Sentence]:
    """Every sentence of the document, in order, with its statements."""
    document = next(one for one in graph.statements if isinstance(one, Document) and one.slug == graph.slug)
    quotes = [
        (evidence.start, evidence.end, statement.reference)
        for statement in graph.statements
        if statement is not document  # its words are its title; they say nothing about the sentences
        for evidence in statement.evidence
    ]
    found = []
    for start, end in _sentences(
        graph.source.text, document.start or 0, document.end or len(graph.source.text)
    ):
        references = {reference for first, last, reference in quotes if first < end and start < last}
        found.append(Sentence(start, end, graph.source.text[start:end], tuple(sorted(references))))
    return found


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [
        sentence
        for block in blocks(text)
        if block.kind not in _WITHOUT_CONTENT and start <= block.start and block.end <= end
        for sentence in sentences(text, block.start, block.end)
    ]
