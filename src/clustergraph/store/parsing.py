"""RDF from outside, parsed so that no file can stop the process.

Two parsers of the engine work recursively or slower with depth: triple terms and JSON-LD overflow the stack when they
are nested tens of thousands deep, RDF/XML takes time by the square of it. Depth is counted first, outside the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.rdf.own_context import with_own_context
from clustergraph.rdf.xml import xml_fault
from clustergraph.store.formats import GRAPHS, JSON_LD, RDF_XML

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 200
_BRACKETS = {
    "json": re.compile(rb'"(?:[^"\\]|\\.)*"|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL),
    "xml": re.compile(rb"<[?!][^>]*>|<[^>]*/>|(?P<close></[^>]*>)|(?P<open><[^>]*>)", re.DOTALL),
    "terms": re.compile(rb"(?P<open><<)|(?P<close>>>)"),
}


class RdfSyntaxError(InputError):
    """RDF that cannot be read; `line` and `column` count from 1 and are None where not known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def check_nesting(data: bytes, media_type: str, name: str = "The data") -> None:
    """Refuse data nested deeper than `MAX_DEPTH`, before any parser sees it.

    Raises:
        RdfSyntaxError: it is nested too deeply.
    """
    kind = {JSON_LD: "json", RDF_XML: "xml"}.get(media_type, "terms")
    if kind == "terms" and data.count(b"<<") <= MAX_DEPTH:
        return
    depth = 0
    for match in _BRACKETS[kind].finditer(data):
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth > MAX_DEPTH:
            line = data.count(b"\n", 0, match.start()) + 1
            raise RdfSyntaxError(
                f"{name} is nested deeper than {MAX_DEPTH} levels at line {line}: write it flatter.", line
            )


def parse_untrusted(
    data: bytes, media_type: str, *, base_iri: str | None = None, name: str = "The data"
) -> Iterator[ox.Quad]:
    """The quads of RDF from outside, blank nodes renamed so that they meet no others.

    Args:
        data: the document, UTF-8 (or what its XML declaration says).
        media_type: one of `formats.GRAPHS`.
        base_iri: resolves relative IRIs.
        name: how the error message calls the data.

    Raises:
        RdfSyntaxError: not well-formed, with line and column.
    """
    check_nesting(data, media_type, name)
    if media_type == RDF_XML and (fault := xml_fault(data)):
        raise RdfSyntaxError(
            f"{name} cannot be read at line {fault.line}, column {fault.column}: {fault.reason}.",
            fault.line,
            fault.column,
        )
    if media_type == JSON_LD:
        data = with_own_context(data)
    try:
        yield from ox.parse(data, GRAPHS[media_type], base_iri=base_iri, rename_blank_nodes=True)
    except SyntaxError as error:
        where = f" at line {error.lineno}, column {error.offset}" if error.lineno else ""
        reason = str(error.msg).partition(": ")[2] or str(error.msg)
        if "LoadDocumentCallback" in reason:
            reason = "it takes its @context from the network, and that is not done here; write it into the document"
        raise RdfSyntaxError(
            f"{name} cannot be read{where}: {reason[:300]}.", error.lineno, error.offset
        ) from None
    except (ValueError, MemoryError) as error:
        raise RdfSyntaxError(f"{name} cannot be read: {error}.") from None
