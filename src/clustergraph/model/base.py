"""What every statement has in common, and how a field says which RDF property it becomes.

A statement is a frozen dataclass. Its class variables name the segment of its IRI (`kind`), its
section in a file of reviewed statements (`section`) and its RDF types; the annotation of each field
names the property and what stands in its object position. `clustergraph.rdf` and
`clustergraph.reviewing` walk these annotations, so a new field is one line here.
"""

import textwrap
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, NamedTuple

Datatype = Literal["string", "boolean", "integer", "decimal", "date", "dateTime", "duration"]


class Link(NamedTuple):
    """The field holds slugs of things of one `kind`; with no kind, `kind/slug`."""

    property: str
    kind: str | None = None


class Words(NamedTuple):
    """The field holds a `Text`: literals tagged sv and en."""

    property: str


class Value(NamedTuple):
    """The field holds a literal of an XSD datatype; a date may be a year, a month or a day."""

    property: str
    datatype: Datatype = "string"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and English; either may be missing."""

    sv: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The verbatim words behind a statement.

    `start` and `end` count Unicode code points in the stored text of the source, end exclusive
    (Web Annotation, section 4.2.5); `rule` names the mapping rule that found them, None where a
    reviewer pointed them out, and `confidence` is that rule's, from 0 to 1.
    """

    quote: str
    start: int
    end: int
    rule: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a document says, with the words that say it.

    `slug` makes the IRI together with `kind`; `support` tells a stated fact from an inferred one,
    and `inferred_from` names the statement that the inference rests on.
    """

    kind: ClassVar[str]
    section: ClassVar[str]
    types: ClassVar[tuple[str, ...]]

    slug: str
    evidence: tuple[Evidence, ...] = ()
    label: Annotated[Text | None, Words("skos:prefLabel")] = None
    support: Annotated[str, Link("cg:support", "support")] = "stated"
    inferred_from: Annotated[tuple[str, ...], Link("cg:inferredFrom")] = ()
    note: Annotated[Text | None, Words("skos:editorialNote")] = None

    @property
    def reference(self) -> str:
        """`kind/slug`, as other statements refer to this one."""
        return f"{self.kind}/{self.slug}"

    def heading(self) -> Text:
        """The label, or the words that name the statement best where no label was given."""
        if self.label:
            return self.label
        quote = self.evidence[0].quote if self.evidence else self.slug
        return Text(sv=textwrap.shorten(quote, 80, placeholder=" …"))

    def pref_label(self) -> Text:
        """What the statement is called in the graph (`skos:prefLabel`)."""
        return self.heading()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file that has been read; it may hold several documents, whose offsets all count in `text`.

    name: the file's name, without folders.
    text: the text as stored; every offset of a statement counts Unicode code points in it. For plain
        text and Markdown it is the decoded file, unchanged (a byte order mark left out); for HTML, DOCX
        and PDF it is the extracted text, headings and list items marked as in Markdown.
    sha256: hexadecimal digest of the file's bytes.
    text_sha256: hexadecimal digest of `text` in UTF-8; equal to `sha256` for plain text without a mark.
    media_type: IANA media type of the file.
    pages: for a PDF the offset in `text` where each page begins, first page first; otherwise empty.
    """

    name: str
    text: str
    sha256: str
    text_sha256: str
    media_type: str = "text/plain"
    pages: tuple[int, ...] = ()

    @property
    def slug(self) -> str:
        """The last segment of the source's IRI: enough of the file's digest to be unique."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Review:
    """Who decided on a document's statements, and on which day (ISO 8601)."""

    by: str
    date: str


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """Everything that one document says: the content of the named graph `graph/{slug}`."""

    slug: str
    source: SourceText
    statements: tuple[Statement, ...]
    review: Review | None = None
