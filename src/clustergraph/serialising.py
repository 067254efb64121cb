"""Graphs and rows in a syntax, or one sentence where the syntax cannot say them.

A store holds RDF 1.2 and any character; JSON-LD has no triple terms, and XML has neither control characters nor a name for
every property. The engine writes such XML all the same, which no parser takes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from clustergraph.errors import NotInSyntaxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_RDF_XML = "application/rdf+xml"
_XML_TYPES = frozenset({_RDF_XML, "application/sparql-results+xml", "application/xml", "text/xml"})
Statement = ox.Triple | ox.Quad
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
# A property is an element in RDF/XML, whose name is the end of the IRI.
_NAME_AT_END = re.compile(r"[^\W\d][\w.\-]*\Z")


def serialised(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad],
    syntax: ox.RdfFormat,
    output: BinaryIO | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> bytes:
    """The statements in a syntax, to `output` or as bytes.

    Raises:
        NotInSyntaxError: the syntax cannot say one of them.
    """
    check = {ox.RdfFormat.JSON_LD: in_json_ld, ox.RdfFormat.RDF_XML: _in_rdf_xml}.get(syntax)
    sayable = statements if check is None else _checked(statements, check)
    written = ox.serialize(sayable, output, syntax, prefixes=prefixes) or b""  # type: ignore[arg-type]
    return well_formed(written, _RDF_XML) if syntax == ox.RdfFormat.RDF_XML else written


def well_formed(data: bytes, media_type: str) -> bytes:
    """The data as they are.

    Raises:
        NotInSyntaxError: they are XML, and hold a character that XML has not.
    """
    if media_type in _XML_TYPES and _NO_XML.search(data):
        raise NotInSyntaxError(
            "XML cannot hold a control character that stands in the answer: ask for JSON or CSV, or for Turtle of a graph."
        )
    return data


def in_json_ld(statement: Statement) -> None:
    """Raises NotInSyntaxError for what JSON-LD cannot say."""
    term = statement.object
    if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
        raise NotInSyntaxError(
            f"JSON-LD cannot say what {statement.predicate} of {statement.subject} is, a term of RDF 1.2: ask for Turtle, "
            "N-Triples or TriG."
        )


def _in_rdf_xml(statement: Statement) -> None:
    if not _NAME_AT_END.search(statement.predicate.value):
        raise NotInSyntaxError(
            f"RDF/XML has no name for the property {statement.predicate}: ask for Turtle, N-Triples or JSON-LD."
        )


def _checked(statements: Iterable[Statement], check: Callable[[Statement], None]) -> Iterator[Statement]:
    for statement in statements:
        check(statement)
        yield statement
