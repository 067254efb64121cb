"""Finds the triples of Turtle, TriG, N-Triples and N-Quads in their text.

The parser decides what a file says; this only follows its tokens to learn where. Where the text uses syntax
that is not followed here (RDF 1.2 annotations), the scan ends, and the lines counted while parsing serve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.validation.positions import Blank, Entry, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustergraph.validation.positions import Node, Span

_WORD = r"[^\W\d_](?:\.*[\w\-·])*"
_TOKEN = re.compile(
    rf"""[ \t\r\n]+ | \#[^\r\n]*
  | (?P<long>"{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}})
  | (?P<short>"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><(?!<)[^<>"{{}}|^`\x00-\x20]*>)
  | (?P<blank>_:\w(?:\.*[\w\-·])*)
  | (?P<pname>(?:{_WORD})?:(?:\.*(?:[\w\-:·]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]))*)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<type>\^\^)
  | (?P<word>[A-Za-z]+)
  | (?P<mark>\{{(?!\|)|[\[\](){{}}.;,])
""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_TYPE = ox.NamedNode(expand("rdf:type"))
_NIL = ox.NamedNode(expand("rdf:nil"))
_FIRST = ox.NamedNode(expand("rdf:first"))

Token = tuple[str, str, "Span"]  # kind, text, span


@dataclass(slots=True)
class _Frame:
    """The subject and predicate in force between two brackets."""

    kind: str
    node: Node | None = None  # of `[` and `(`
    start: int = 0
    subject: Node | None = None
    subject_span: Span = (0, 0)
    predicate: ox.NamedNode | None = None
    predicate_span: Span = (0, 0)
    complete: bool = False  # an object has been read: what follows without a comma is a graph name


class TurtleScanner:
    """One pass over the tokens of a text."""

    def __init__(self, text: str, base: str | None = None) -> None:
        self._tokens = _tokens(text)
        self._prefixes: dict[str, str] = {}
        self._base = base or ""
        self._frames = [_Frame("top")]
        self._blanks = 0
        self.scan = Scan(in_order=True)

    def run(self) -> Scan:
        """The triples of the text, as far as its syntax is known here."""
        ahead = next(self._tokens, None)
        while ahead is not None:
            kind, text, span = ahead
            ahead = next(self._tokens, None)
            if kind in ("long", "short"):
                literal, ahead, end = self._literal(kind, text, span[1], ahead)
                self._place(literal, (span[0], end))
            elif kind == "mark":
                self._mark(text, span, ahead)
            elif kind == "at" or (kind == "word" and text.upper() in ("PREFIX", "BASE")):
                ahead = self._directive(text.lstrip("@").upper(), ahead)
            elif kind == "word":
                self._word(text, span)
            elif kind == "unknown":
                self.scan.in_order = False
                break
            else:
                self._place(self._term(kind, text), span)
        return self.scan

    def _literal(
        self, kind: str, text: str, end: int, ahead: Token | None
    ) -> tuple[ox.Literal, Token | None, int]:
        value = _unescaped(text[3:-3] if kind == "long" else text[1:-1])
        if ahead and ahead[0] == "at":
            return ox.Literal(value, language=ahead[1][1:]), next(self._tokens, None), ahead[2][1]
        if ahead and ahead[0] == "type":
            name = next(self._tokens, None)
            if name is not None:
                datatype = self._term(name[0], name[1])
                if isinstance(datatype, ox.NamedNode):
                    return ox.Literal(value, datatype=datatype), next(self._tokens, None), name[2][1]
        return ox.Literal(value), ahead, end

    def _directive(self, keyword: str, ahead: Token | None) -> Token | None:
        """Reads `@prefix`, `@base` or their SPARQL forms; gives the token after."""
        if keyword == "PREFIX" and ahead:
            iri = next(self._tokens, None)
            if iri:
                self._prefixes[ahead[1][:-1]] = self._resolved(iri[1])
        elif keyword == "BASE" and ahead:
            self._base = self._resolved(ahead[1])
        return next(self._tokens, None)

    def _mark(self, mark: str, span: Span, ahead: Token | None) -> None:
        frame = self._frames[-1]
        if mark in "[(":
            self._blanks += 1
            node = Blank(self._blanks)
            inner = _Frame(mark, node, span[0])
            if mark == "[":
                inner.subject, inner.subject_span = node, span
                self.scan.subjects.setdefault(node, span)
            else:
                inner.subject, inner.predicate = node, _FIRST
                inner.subject_span = inner.predicate_span = span
                # The parser gives the triple that leads to a list before those of its items.
                self._place(_NIL if ahead and ahead[1] == ")" else node, span)
            self._frames.append(inner)
        elif mark in "])" and len(self._frames) > 1:
            self._frames.pop()
            if mark == "]" and frame.node is not None:
                self._place(frame.node, (frame.start, span[1]))
        elif mark == ";":
            frame.predicate, frame.complete = None, False
        elif mark == ",":
            frame.complete = False
        elif mark in ".{}":
            frame.subject, frame.predicate, frame.complete = None, None, False

    def _word(self, word: str, span: Span) -> None:
        if word == "a":
            self._place(_TYPE, span)
        elif word in ("true", "false"):
            self._place(ox.Literal(word, datatype=ox.NamedNode(expand("xsd:boolean"))), span)

    def _place(self, node: Node, span: Span) -> None:
        """A term has been read: the subject, the predicate or an object, by what came before it."""
        frame = self._frames[-1]
        if frame.subject is None:
            frame.subject, frame.subject_span = node, span
        elif frame.predicate is None:
            if isinstance(node, ox.NamedNode):
                frame.predicate, frame.predicate_span = node, span
        elif not frame.complete or frame.kind == "(":
            self.scan.subjects.setdefault(frame.subject, frame.subject_span)
            self.scan.entries.append(
                Entry(frame.subject, frame.predicate, node, frame.subject_span, frame.predicate_span, span)
            )
            frame.complete = True

    def _term(self, kind: str, text: str) -> Node:
        if kind == "iri":
            return ox.NamedNode(self._resolved(text))
        if kind == "blank":
            return ox.BlankNode(text[2:])
        if kind == "number":
            name = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
            return ox.Literal(text, datatype=ox.NamedNode(expand(f"xsd:{name}")))
        prefix, _, local = text.partition(":")
        return ox.NamedNode(self._prefixes.get(prefix, "urn:undeclared:") + re.sub(r"\\(.)", r"\1", local))

    def _resolved(self, token: str) -> str:
        iri = _unescaped(token[1:-1])
        return (
            iri if re.match("[A-Za-z][A-Za-z0-9+.-]*:", iri) else urljoin(self._base, iri) or "urn:relative"
        )


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:
            yield "unknown", text[at], (at, at + 1)
            return
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match.group(), match.span()


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _CONTROL.get(m[3], m[3]), text
    )
