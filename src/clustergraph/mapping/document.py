"""What mapping gives: one set of typed records for each document that a file holds."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from clustergraph.model import Document, DocumentGraph, Evidence, SourceText, Statement


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

    def placed(self, source: SourceText, offset: Callable[[int], int]) -> "MappedDocument":
        """The same in another form of the text, whose words are quoted; `offset` gives the place of a place."""

        def quoted(evidence: Evidence) -> Evidence:
            start, end = offset(evidence.start), offset(evidence.end)
            return replace(evidence, quote=source.text[start:end], start=start, end=end)

        def moved(one: Statement) -> Statement:
            told = replace(one, evidence=tuple(map(quoted, one.evidence)))
            if isinstance(told, Document) and told.start is not None and told.end is not None:
                return replace(told, start=offset(told.start), end=offset(told.end))
            return told

        return replace(
            self,
            source=source,
            start=offset(self.start),
            end=offset(self.end),
            statements=tuple(map(moved, self.statements)),
        )
