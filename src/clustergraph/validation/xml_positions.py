"""Finds the nodes and properties of RDF/XML in their text (RDF 1.1 XML Syntax, section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.parsers import expat

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.validation.positions import Blank, Entry, Scan

if TYPE_CHECKING:
    from clustergraph.validation.positions import Node, Span

_RDF = expand("rdf:")
_SYNTAX = {_RDF + name for name in ("about", "ID", "nodeID", "resource", "parseType", "datatype", "bagID")}
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class _Element:
    """An open element: a node, or a property of the node around it."""

    role: str  # "root", "node", "property" or "literal"
    base: str
    node: Node | None = None
    span: Span = (0, 0)
    predicate: ox.NamedNode | None = None
    text: str = ""
    item: int = 0  # of rdf:li
    filled: bool = False  # the property has its object


class XmlScanner:
    """One pass over the elements of an RDF/XML text."""

    def __init__(self, data: bytes, text: str, base: str = "") -> None:
        self._data = data
        self._text = text
        self._stack = [_Element("root", base)]
        self._blanks = 0
        self._parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._byte, self._offset = 0, 0
        self.scan = Scan()

    def run(self) -> Scan:
        """The triples that elements and attributes write out."""
        self._parser.Parse(self._data, True)
        return self.scan

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._stack[-1]
        iri = name.replace(" ", "")
        named = {key.replace(" ", ""): value for key, value in attributes.items()}
        base = named.get(f"{_XML}base", parent.base)
        span = self._span()
        if parent.role == "literal":
            self._stack.append(_Element("literal", base))
        elif iri == f"{_RDF}RDF":
            self._stack.append(_Element("root", base))
        elif parent.role == "node":
            self._property(parent, iri, named, base, span)
        else:
            self._node(parent, iri, named, base, span)

    def _node(self, parent: _Element, iri: str, named: dict[str, str], base: str, span: Span) -> None:
        node = self._identity(named, base, "about")
        self.scan.subjects.setdefault(node, span)
        if parent.role == "property":
            self._complete(parent, node, span)
        if iri != f"{_RDF}Description":
            self._add(node, span, expand("rdf:type"), ox.NamedNode(iri), span)
        self._attributes(node, span, named)
        self._stack.append(_Element("node", base, node, span))

    def _property(self, parent: _Element, iri: str, named: dict[str, str], base: str, span: Span) -> None:
        if iri == f"{_RDF}li":
            parent.item += 1
            iri = f"{_RDF}_{parent.item}"
        element = _Element("property", base, parent.node, span, ox.NamedNode(iri))
        element.text = ""
        kind = named.get(f"{_RDF}parseType")
        others = {key for key in named if not key.startswith(_XML)} - _SYNTAX
        if kind == "Resource" or f"{_RDF}resource" in named or f"{_RDF}nodeID" in named or others:
            node = self._identity(named, base, "resource")
            self._complete(element, node, span)
            self._attributes(node, span, named)
            if kind == "Resource":
                self.scan.subjects.setdefault(node, span)
                element = _Element("node", base, node, span)
        elif kind:
            element.role = "literal" if kind != "Collection" else "property"
            element.filled = True
        self._stack.append(element)

    def _identity(self, named: dict[str, str], base: str, attribute: str) -> Node:
        if f"{_RDF}{attribute}" in named:
            return _iri(urljoin(base, named[f"{_RDF}{attribute}"]))
        if f"{_RDF}ID" in named and attribute == "about":
            return _iri(urljoin(base, "#" + named[f"{_RDF}ID"]))
        if f"{_RDF}nodeID" in named:
            return ox.BlankNode(named[f"{_RDF}nodeID"])
        self._blanks += 1
        return Blank(self._blanks)

    def _attributes(self, node: Node, span: Span, named: dict[str, str]) -> None:
        for key, value in named.items():
            if key == f"{_RDF}type":
                self._add(node, span, key, _iri(value), span)
            elif key not in _SYNTAX and not key.startswith(_XML):
                self.scan.subjects.setdefault(node, span)
                self._add(node, span, key, value, span)

    def _end(self, _name: str) -> None:
        element = self._stack.pop()
        if element.role == "property" and not element.filled:
            self._complete(element, element.text, element.span)

    def _characters(self, text: str) -> None:
        self._stack[-1].text += text

    def _complete(self, element: _Element, object_: Node | str, span: Span) -> None:
        if element.node is not None and element.predicate is not None and not element.filled:
            self._add(element.node, element.span, element.predicate.value, object_, span)
            element.filled = True

    def _add(self, node: Node, span: Span, predicate: str, object_: Node | str, object_span: Span) -> None:
        self.scan.entries.append(Entry(node, ox.NamedNode(predicate), object_, span, span, object_span))

    def _span(self) -> Span:
        """The start tag at which the parser stands."""
        at = self._parser.CurrentByteIndex
        self._offset += len(self._data[self._byte : at].decode("utf-8", "replace"))
        self._byte = at
        end = self._text.find(">", self._offset)
        return self._offset, end + 1 if end >= 0 else self._offset + 1


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return ox.NamedNode("urn:unresolved")
