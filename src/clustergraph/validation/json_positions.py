"""Finds the nodes of JSON-LD in their text: at least the line of the subject, most often that of the property.

Contexts are followed as far as terms, also those of one class, prefixes, `@vocab` and `@base` go (JSON-LD 1.1, section
4.1); what is written in other ways falls back to the subject.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.rdf.own_context import is_own, own_context
from clustergraph.validation.positions import Blank, Entry, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from clustergraph.validation.positions import Node, Span

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)', re.DOTALL)
_DEEPEST = 400  # nested values


@dataclass(slots=True)
class _Value:
    """A JSON value with its place: `content` is a dict of key → (key span, value), a list, or a scalar."""

    content: dict[str, tuple[Span, _Value]] | list[_Value] | str | float | bool | None
    span: Span


@dataclass(slots=True)
class _Context:
    terms: dict[str, str] = field(default_factory=dict)
    vocabulary: str = ""
    base: str = ""
    known: frozenset[str] = frozenset()  # every term with an entry, in contexts for one class or property too
    maps: frozenset[str] = frozenset()  # the terms below which keys are languages, indexes or plain JSON
    in_map: bool = False  # below one of these
    of_class: dict[str, _Value] = field(default_factory=dict)  # the contexts for things of one class

    def extended(self, value: _Value) -> _Context:
        """This context with the definitions of a local one."""
        if isinstance(value.content, str) and is_own(value.content):
            return self.extended(_own())
        new = replace(self, terms=dict(self.terms), of_class=dict(self.of_class))
        if isinstance(value.content, list):
            for one in value.content:
                new = new.extended(one)
        if isinstance(value.content, dict):
            for term, (_, definition) in value.content.items():
                new.define(term, definition)
        return new

    def define(self, term: str, definition: _Value) -> None:
        """Take in one entry of a context."""
        content = definition.content
        self.known |= {term}
        if isinstance(content, dict):
            self._take_in_details(term, content)
        if isinstance(content, dict) and "@id" in content:
            content = content["@id"][1].content
        if not isinstance(content, str):
            return
        if term == "@vocab":
            self.vocabulary = content
        elif term == "@base":
            self.base = content
        else:
            self.terms[term] = content

    def _take_in_details(self, term: str, details: dict[str, tuple[Span, _Value]]) -> None:
        if "@container" in details or ("@type" in details and details["@type"][1].content == "@json"):
            self.maps |= {term}
        if "@context" in details:
            self.of_class[term] = details["@context"][1]
            scoped = _Context().extended(details["@context"][1])
            self.known |= scoped.known
            self.maps |= scoped.maps

    def of_classes(self, members: Mapping[str, tuple[Span, _Value]]) -> _Context:
        """This context for a thing with these members: with the definitions that its classes bring."""
        context = self
        for key, (_, value) in members.items():
            if self.name(key) == "@type":
                for one in value.content if isinstance(value.content, list) else [value]:
                    if isinstance(one.content, str) and one.content in self.of_class:
                        context = context.extended(self.of_class[one.content])
        return context

    def name(self, key: str) -> str:
        """The IRI or keyword that a key or type stands for."""
        seen = set()
        while key in self.terms and key not in seen:
            seen.add(key)
            key = self.terms[key]
        return self._compact(key) or (key if key.startswith("@") else self.vocabulary + key)

    def means_nothing(self, key: str) -> bool:
        """Whether a key is neither a term nor an IRI, so that JSON-LD passes over it and what it holds."""
        anything = self.in_map or self.vocabulary or "@vocab" in self.known
        return not (anything or key in self.known or ":" in key or key.startswith("@"))

    def identifier(self, value: str) -> str:
        """The IRI that the value of `@id` stands for."""
        return self._compact(value) or urljoin(self.base, value)

    def _compact(self, value: str) -> str | None:
        prefix, colon, local = value.partition(":")
        if not colon or local.startswith("//"):
            return value if colon else None
        return self.name(prefix) + local if prefix in self.terms else value


class JsonScanner:
    """One pass over the values of a JSON-LD text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._blanks = 0
        self.scan = Scan()

    def run(self) -> Scan:
        """The nodes and properties that the text writes out."""
        tokens = _tokens(self._text)
        self._top(_parse(tokens, next(tokens), 0), _Context())
        return self.scan

    def _top(self, value: _Value, context: _Context) -> None:
        if isinstance(value.content, list):
            for one in value.content:
                self._top(one, context)
        elif isinstance(value.content, dict):
            self._node(value, value.content, context)

    def _node(
        self, value: _Value, members: dict[str, tuple[Span, _Value]], context: _Context
    ) -> tuple[Node, Span]:
        if "@context" in members:
            context = context.extended(members["@context"][1])
        context = context.of_classes(members)
        self.scan.meaningless += [span for key, (span, _) in members.items() if context.means_nothing(key)]
        meant = {key: pair for key, pair in members.items() if not context.means_nothing(key)}
        node, span = self._identity(value, {context.name(key): pair for key, pair in meant.items()}, context)
        for key, (key_span, content) in meant.items():
            self._member(node, span, key, key_span, content, context)
        return node, span

    def _member(
        self, node: Node, span: Span, key: str, key_span: Span, content: _Value, context: _Context
    ) -> None:
        name = context.name(key)
        if key in context.maps:
            context = replace(context, in_map=True)
        if name in ("@graph", "@included"):
            self._top(content, context)
        elif name == "@reverse":
            self._reverse(content, context)
        elif name == "@type" or not name.startswith("@"):
            self._property(node, span, name, key_span, content, context)

    def _identity(
        self, value: _Value, named: dict[str, tuple[Span, _Value]], context: _Context
    ) -> tuple[Node, Span]:
        if "@id" in named and isinstance(identifier := named["@id"][1].content, str):
            span = named["@id"][1].span
            node: Node = (
                ox.BlankNode(identifier[2:])
                if identifier.startswith("_:")
                else _iri(context.identifier(identifier))
            )
        else:
            self._blanks += 1
            node, span = Blank(self._blanks), (value.span[0], value.span[0] + 1)
        if any(name == "@type" or not name.startswith("@") for name in named):
            self.scan.subjects.setdefault(node, span)
        return node, span

    def _reverse(self, value: _Value, context: _Context) -> None:
        if isinstance(value.content, dict):
            for _, content in value.content.values():
                self._top(content, context)

    def _property(
        self, node: Node, span: Span, name: str, key_span: Span, value: _Value, context: _Context
    ) -> None:
        for one in value.content if isinstance(value.content, list) else [value]:
            object_, object_span = self._object(name, one, context)
            if object_ is not None:
                predicate = _iri(expand("rdf:type") if name == "@type" else name)
                self.scan.entries.append(Entry(node, predicate, object_, span, key_span, object_span))

    def _object(self, name: str, value: _Value, context: _Context) -> tuple[Node | str | None, Span]:
        content = value.content
        if isinstance(content, dict):
            inner = {context.name(key): pair[1] for key, pair in content.items()}
            if "@value" in inner:
                return _lexical(inner["@value"]), inner["@value"].span
            if "@list" in inner or "@set" in inner:
                self._top(inner.get("@list") or inner["@set"], context)
                return None, value.span
            return self._node(value, content, context)
        if name == "@type" and isinstance(content, str):
            return _iri(context.name(content)), value.span
        return _lexical(value), value.span


@cache
def _own() -> _Value:
    tokens = _tokens(own_context())
    return _parse(tokens, next(tokens), 0)


def _lexical(value: _Value) -> str | None:
    content = value.content
    if isinstance(content, bool):
        return "true" if content else "false"
    return str(content) if isinstance(content, str | float | int) else None


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return ox.NamedNode("urn:unresolved")


def _tokens(text: str) -> Iterator[tuple[str, Span]]:
    for match in _TOKEN.finditer(text):
        yield match.group(1), match.span(1)


def _parse(tokens: Iterator[tuple[str, Span]], first: tuple[str, Span], depth: int) -> _Value:
    """The value that begins with a token. The JSON is known to be well formed."""
    text, span = first
    if depth > _DEEPEST:
        raise RecursionError
    if text == "{":
        members: dict[str, tuple[Span, _Value]] = {}
        for key, key_span in tokens:
            if key == "}":
                return _Value(members, (span[0], key_span[1]))
            if key != ",":
                next(tokens)
                members[json.loads(key)] = (key_span, _parse(tokens, next(tokens), depth + 1))
    if text == "[":
        items: list[_Value] = []
        for item in tokens:
            if item[0] == "]":
                return _Value(items, (span[0], item[1][1]))
            if item[0] != ",":
                items.append(_parse(tokens, item, depth + 1))
    return _Value(json.loads(text), span)
