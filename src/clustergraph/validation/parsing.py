"""Parses RDF text and counts its lines on the way.

The streaming parser is handed at most one line at a time, so that when a quad comes out, the lines handed out
tell where it ended, or at most the token that follows it. One pass, the parser's own grammar.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.model import Text
from clustergraph.rdf.own_context import with_own_context
from clustergraph.rdf.xml import xml_fault
from clustergraph.validation import syntax_faults

if TYPE_CHECKING:
    from clustergraph.validation.report import Result
    from clustergraph.validation.rulebook import Rulebook

_BOM = b"\xef\xbb\xbf"
_NO_BASE = "https://no-base.invalid/"
_EMPTY_JSON = (b"", b"{}", b"[]")
_DEEPEST = 500  # nested brackets; deeper is an attack on the parser's stack, not a document
_MOST_EXPANDED = 1_000_000  # characters that entities of RDF/XML may stand for
_BRACKET = re.compile(
    rb"""\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|\#[^\n]*"""
    rb"""|(?P<open>[\[({])|(?P<close>[\]})])""",
    re.DOTALL,
)
_XML_TAG = re.compile(rb"<[?!][^>]*>|<[^>]*/>|(?P<close></[^>]*>)|(?P<open><[^>]*>)", re.DOTALL)
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
}
_NAMES = "Turtle (.ttl), TriG (.trig), N-Triples (.nt), N-Quads (.nq), JSON-LD (.jsonld) or RDF/XML (.rdf)"


@dataclass(slots=True)
class Parsed:
    """What a text says and, for each quad, the number of lines that had been handed to the parser."""

    name: str
    data: bytes
    syntax: ox.RdfFormat
    quads: list[ox.Quad] = field(default_factory=list)
    lines: array[int] = field(default_factory=lambda: array("L"))
    error: Result | None = None


class _LineByLine:
    """A file object whose `read` gives at most one line."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._bytes = data
        self._at = 0
        self._end = 0  # of the line being handed out
        self.lines = 0

    def read(self, size: int = -1) -> bytes:
        if self._at == self._end:
            if self._at >= len(self._data):
                return b""
            self._end = self._bytes.find(b"\n", self._at) + 1 or len(self._data)
            self.lines += 1
        stop = self._end if size < 0 else min(self._end, self._at + size)
        part = bytes(self._data[self._at : stop])
        self._at = stop
        return part


def syntax_of(name: str, media_type: str | None = None) -> ox.RdfFormat:
    """The syntax that a media type or a file name stands for.

    Raises:
        InputError: none that is known.
    """
    if media_type:
        syntax = ox.RdfFormat.from_media_type(media_type.partition(";")[0].strip())
        if syntax is None:
            raise InputError(f"{name}: {media_type} is no RDF syntax; send {_NAMES}")
        return syntax
    extension = name.rpartition(".")[2].lower()
    if extension not in SYNTAXES:
        raise InputError(f"{name}: the name does not tell the RDF syntax; name the file as {_NAMES}")
    return SYNTAXES[extension]


def parse_text(data: bytes, name: str, syntax: ox.RdfFormat, rulebook: Rulebook) -> Parsed:
    """Read RDF text. A fault of syntax is `error`, with its place; no external context or entity is fetched."""
    parsed = Parsed(name, data.removeprefix(_BOM), syntax)

    def fail(why: Text, place: tuple[int, int], end: tuple[int, int] | None = None) -> Parsed:
        parsed.error = syntax_faults.result(rulebook, name, parsed.data, why, place, end)
        return parsed

    if refusal := _refused(parsed.data, syntax):
        return fail(refusal, (1, 1))
    if syntax == ox.RdfFormat.RDF_XML and (fault := xml_fault(parsed.data)):
        return fail(syntax_faults.reason(fault.reason, parsed.data, syntax), (fault.line, fault.column))
    base = _NO_BASE if syntax == ox.RdfFormat.JSON_LD else None
    source = _LineByLine(with_own_context(parsed.data) if base else parsed.data)
    try:
        for quad in ox.parse(source, format=syntax, base_iri=base):  # type: ignore[arg-type]
            parsed.quads.append(quad)
            parsed.lines.append(source.lines)
            if base and (relative := _relative(quad)) is not None:
                line = source.lines
                return fail(
                    syntax_faults.reason("relative IRI", parsed.data, syntax),
                    *_written(parsed.data, relative, line),
                )
    except SyntaxError as error:
        place = error.lineno or max(source.lines, 1), error.offset or 1
        end = (error.end_lineno, error.end_offset) if error.end_lineno and error.end_offset else None
        return fail(syntax_faults.reason(str(error.msg or error), parsed.data, syntax), place, end)
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, MemoryError) and not str(error):
            raise  # the machine's memory, and not the parser's bound
        return fail(syntax_faults.reason(str(error), parsed.data, syntax), (max(source.lines, 1), 1))
    if base and not parsed.quads and parsed.data.strip() not in _EMPTY_JSON:
        return fail(syntax_faults.reason("no triples", parsed.data, syntax), (1, 1))
    return parsed


def _relative(quad: ox.Quad) -> str | None:
    """The IRI of a quad that the text writes relative to nothing; JSON-LD would drop the quad unsaid."""
    terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    return next(
        (
            t.value[len(_NO_BASE) :]
            for t in terms
            if isinstance(t, ox.NamedNode) and t.value.startswith(_NO_BASE)
        ),
        None,
    )


def _written(data: bytes, iri: str, line: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Where JSON writes a string, from its first character to after its last; the line where it does not as it stands."""
    text = data.decode("utf-8", "replace")
    at = text.find(f'"{iri}"')
    if at < 0:
        return (line, 1), None
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return (line, column), (line, column + len(iri) + 2)


def _refused(data: bytes, syntax: ox.RdfFormat) -> Text | None:
    """Why a text is not even handed to the parser."""
    if other := syntax_faults.other_than_text(data):
        return other
    if _too_deep(data, _XML_TAG if syntax == ox.RdfFormat.RDF_XML else _BRACKET):
        return Text(
            sv=f"Texten är nästlad djupare än {_DEEPEST} nivåer",
            en=f"The text is nested deeper than {_DEEPEST} levels",
        )
    if syntax == ox.RdfFormat.RDF_XML and _expansion(data) > _MOST_EXPANDED:
        return Text(
            sv="Filens entiteter växer över alla gränser; skriv texten rakt ut",
            en="The entities of the file grow beyond all bounds; write the text out",
        )
    return None


def _too_deep(data: bytes, pattern: re.Pattern[bytes]) -> bool:
    depth = 0
    for match in pattern.finditer(data):
        if match.lastgroup == "open":
            depth += 1
            if depth > _DEEPEST:
                return True
        elif match.lastgroup == "close":
            depth -= 1
    return False


def _expansion(data: bytes) -> int:
    """How many characters the entities declared in a DOCTYPE can become, at most."""
    sizes: dict[bytes, int] = {}
    for name, _, value in re.findall(rb"<!ENTITY\s+([^\s%]+)\s+([\"'])(.*?)\2", data, re.DOTALL):
        sizes[name] = len(value) + sum(sizes.get(inner, 0) for inner in re.findall(rb"&([^;\s]+);", value))
    if not sizes:
        return 0
    body = data[data.rfind(b"]>") :]
    return sum(size * body.count(b"&" + name + b";") for name, size in sizes.items())
