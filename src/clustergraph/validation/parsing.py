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
from clustergraph.validation.positions import Lines
from clustergraph.validation.report import Result
from clustergraph.validation.rulebook import SHAPES

if TYPE_CHECKING:
    from clustergraph.validation.rulebook import Rulebook

_BOM = b"\xef\xbb\xbf"
_DEEPEST = 500  # nested brackets; deeper is an attack on the parser's stack, not a document
_MOST_EXPANDED = 1_000_000  # characters that entities of RDF/XML may stand for
_BRACKET = re.compile(
    rb'"{3}.*?"{3}|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*|(?P<open>[\[({])|(?P<close>[\]})])', re.DOTALL
)
_XML_TAG = re.compile(rb"<[?!][^>]*>|<[^>]*/>|(?P<close></[^>]*>)|(?P<open><[^>]*>)", re.DOTALL)
_SYNTAXES = {
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
    if extension not in _SYNTAXES:
        raise InputError(f"{name}: the name does not tell the RDF syntax; name the file as {_NAMES}")
    return _SYNTAXES[extension]


def parse_text(data: bytes, name: str, syntax: ox.RdfFormat, rulebook: Rulebook) -> Parsed:
    """Read RDF text. A fault of syntax is `error`, with its place; no external context or entity is fetched."""
    parsed = Parsed(name, data.removeprefix(_BOM), syntax)
    refusal = _refused(parsed.data, syntax)
    if refusal:
        parsed.error = _error(rulebook, name, parsed.data, refusal, 1, 1)
        return parsed
    source = _LineByLine(parsed.data)
    try:
        for quad in ox.parse(source, format=syntax):  # type: ignore[arg-type]
            parsed.quads.append(quad)
            parsed.lines.append(source.lines)
    except SyntaxError as error:
        line, column = error.lineno or max(source.lines, 1), error.offset or 1
        reason = _reason(error, parsed.data, syntax)
        parsed.error = _error(rulebook, name, parsed.data, reason, line, column, error)
    except (ValueError, RecursionError) as error:
        parsed.error = _error(rulebook, name, parsed.data, _both(str(error)), max(source.lines, 1), 1)
    return parsed


def _refused(data: bytes, syntax: ox.RdfFormat) -> Text | None:
    """Why a text is not even handed to the parser."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Text(sv="Filen är i UTF-16; spara den som UTF-8", en="The file is UTF-16; save it as UTF-8")
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


def _reason(error: SyntaxError, data: bytes, syntax: ox.RdfFormat) -> Text:
    """The parser's own words, or ours where the cause is known."""
    said = re.sub(r"^(Parser )?error at line \d+[^:]*: ", "", str(error.msg or error), flags=re.IGNORECASE)
    if "LoadDocumentCallback" in said:
        return Text(
            sv="Filen hämtar sin @context från nätet, och det görs inte; skriv in den i filen",
            en="The file takes its @context from the network, and that is not done; write it into the file",
        )
    if "utf-8" in said.lower():
        return Text(
            sv="Tecknen är inte UTF-8; spara filen som UTF-8",
            en="The characters are not UTF-8; save the file as UTF-8",
        )
    if "No scheme found" in said or "relative IRI" in said.lower():
        return Text(
            sv="IRI:n är relativ och filen har ingen @base; skriv ut den hel",
            en="The IRI is relative and the file has no @base; write it in full",
        )
    other = _other_syntax(data, syntax)
    if other:
        return Text(
            sv=f"{said}. Filen ser ut att vara {other}; byt filändelse",
            en=f"{said}. The file looks like {other}; change its extension",
        )
    return _both(said)


def _other_syntax(data: bytes, syntax: ox.RdfFormat) -> str | None:
    start = data.lstrip()[:200]
    if syntax != ox.RdfFormat.RDF_XML and start.startswith((b"<?xml", b"<rdf:RDF")):
        return "RDF/XML (.rdf)"
    if syntax != ox.RdfFormat.JSON_LD and start.startswith((b'{"', b"{\n", b"[{")):
        return "JSON-LD (.jsonld)"
    if syntax in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return "Turtle (.ttl)" if re.match(rb"@?(prefix|base)\b", start, re.IGNORECASE) else None
    return None


def _both(said: str) -> Text:
    return Text(sv=said, en=said)


def _error(
    rulebook: Rulebook,
    name: str,
    data: bytes,
    reason: Text,
    line: int,
    column: int,
    error: SyntaxError | None = None,
) -> Result:
    rule = rulebook.rules.get(f"{SHAPES}syntax")
    lines = Lines(data.decode("utf-8", "replace"))
    end = (error.end_lineno or line, error.end_offset or column + 1) if error else (line, column + 1)
    place = lines.location(name, (lines.offset(line, column), lines.offset(*end)))
    return Result(
        severity="violation",
        code=rule.code if rule else "CG000",
        message=Text(
            *(
                f"{said}. {demand}"
                for said, demand in ((reason.sv, rule.message.sv), (reason.en, rule.message.en))
            )
        )
        if rule
        else reason,
        hint=rule.hint if rule else Text(),
        shape=rule.shape if rule else None,
        location=place,
    )
