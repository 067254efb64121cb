"""What mapping gives: one set of typed records for each document that a file holds."""

from dataclasses import dataclass

from clustergraph.model import DocumentGraph, SourceText, Statement


@dataclass(frozen=True, slots=True)
class MappedDocument:
    """The candidate statements of one document, each with its words, rule and confidence.

    slug: names the document's graph; made from the file's name, with a number for the second document
        of a file and on.
    source: the file's text as stored; every offset counts Unicode code points in it.
    start, end: where the document stands in that text.
    statements: records of `clustergraph.model`; the first is the `Document` itself.
    names: slug of each actor that the statements refer to → its name.
    titled: whether the document prints its title; if not, that of its record says what it is.
    """

    slug: str
    source: SourceText
    start: int
    end: int
    statements: tuple[Statement, ...]
    names: dict[str, str]
    titled: bool = True

    def graph(self) -> DocumentGraph:
        """The candidates as the named graph of the document."""
        return DocumentGraph(self.slug, self.source, self.statements)
