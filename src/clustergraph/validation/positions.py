"""Where in a text each triple stands: what the scanners of the syntaxes have in common."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from clustergraph.validation.report import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustergraph.validation.report import Term


class Blank(NamedTuple):
    """A node without a name of its own, numbered in the order of the text."""

    number: int


Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | Blank
_WIDEST = 300  # characters of a line that are shown
Span = tuple[int, int]  # code points in the text, end exclusive


class Entry(NamedTuple):
    """One triple as the text writes it, with the span of each of its parts.

    A literal of a syntax that states its datatype elsewhere is compared by its lexical form alone.
    """

    subject: Node
    predicate: ox.NamedNode
    object: Node | str
    subject_span: Span
    predicate_span: Span
    object_span: Span


@dataclass(slots=True)
class Scan:
    """What a scanner saw: triples in the order of the text, and where each node is first a subject."""

    entries: list[Entry] = field(default_factory=list)
    subjects: dict[Node, Span] = field(default_factory=dict)
    meaningless: list[Span] = field(default_factory=list)  # keys of JSON-LD that give no triple
    in_order: bool = False  # equal entries come in the order in which the parser gives their triples


class Lines:
    """Offsets of a text as lines and columns, both from 1; a line ends with a line feed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def location(self, file: str, span: Span) -> Location:
        """The place of a span."""
        (line, column), (end_line, end_column) = self._place(span[0]), self._place(span[1])
        text = self.line(line)
        shown = 1 if len(text) <= _WIDEST else max(1, column - _WIDEST // 3)
        return Location(
            file, line, column, end_line, end_column, text[shown - 1 : shown - 1 + _WIDEST], shown
        )

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; at most the end of the text."""
        start = self._starts[min(line, len(self._starts)) - 1]
        return min(start + column - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def __len__(self) -> int:
        return len(self._starts)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Index:
    """Answers where a triple, a property of a node or a node stands, for the terms that the parser gave."""

    def __init__(self, scan: Scan, triples: Sequence[ox.Triple]) -> None:
        self._names = (_by_order if scan.in_order else _by_content)(scan, triples)
        self._subjects = {self._named(node): span for node, span in reversed(scan.subjects.items())}
        self._objects: dict[Node, list[Node]] = defaultdict(list)
        self._entries: dict[tuple[Node, str | None, str | None], Entry] = {}
        for entry in scan.entries:
            self._add(entry)

    def subject(self, node: Term) -> Span | None:
        """Where the node is first a subject."""
        return self._subjects.get(node)

    def entry(self, subject: Term, predicate: str | None, value: Term | None) -> Entry | None:
        """The last triple of the subject with the property and the value, each if given.

        The last, since where there are too many values it is the later one that was added.
        """
        found = None if value is None else self._entries.get((subject, predicate, _term_key(value)))
        if found is None:
            loose = None if value is None else _form(value)
            found = self._entries.get((subject, predicate, loose))
        return found

    def objects(self, subject: Term) -> list[Node]:
        """The nodes that the triples of the subject lead to."""
        return self._objects.get(subject, [])

    def _add(self, entry: Entry) -> None:
        subject, predicate = self._named(entry.subject), entry.predicate.value
        if isinstance(entry.object, str):
            value = entry.object
        else:
            named = self._named(entry.object)
            value = _term_key(named)
            if not isinstance(named, ox.Literal):
                self._objects[subject].append(named)
        for key in ((predicate, value), (None, value), (predicate, None)):
            self._entries[subject, *key] = entry

    def _named(self, node: Node) -> Node:
        return self._names.get(node, node)


def _by_order(scan: Scan, triples: Sequence[ox.Triple]) -> dict[Node, Node]:
    """The parser's names of the blank nodes: the triples that say the same come in the same order.

    The order of all triples is not quite that of the text, since the parser looks a token ahead after a string.
    """
    parsed: dict[tuple[str, ...], list[tuple[Node, ...]]] = defaultdict(list)
    written: dict[tuple[str, ...], list[tuple[Node, ...]]] = defaultdict(list)
    for triple in triples:
        parsed[_alike(*triple)].append((triple.subject, triple.object))
    for entry in scan.entries:
        if not isinstance(entry.object, str):
            written[_alike(entry.subject, entry.predicate, entry.object)].append(
                (entry.subject, entry.object)
            )
    names: dict[Node, Node] = {}
    for key, nodes in written.items():
        if key[1] != "list" and len(nodes) == len(parsed[key]):
            for pair, named in zip(nodes, parsed[key], strict=True):
                names.update(
                    {n: t for n, t in zip(pair, named, strict=True) if isinstance(n, Blank | ox.BlankNode)}
                )
    return names


def _alike(subject: Node, predicate: ox.NamedNode, value: Node) -> tuple[str, ...]:
    """What a triple says apart from its blank nodes; the cells of lists, which no text names, are left out."""
    if predicate.value.endswith(("#first", "#rest")):
        return (predicate.value, "list")
    return predicate.value, *(
        "" if isinstance(n, Blank | ox.BlankNode) else _term_key(n) for n in (subject, value)
    )


def _by_content(scan: Scan, triples: Sequence[ox.Triple]) -> dict[Node, Node]:
    """For each node without a name the blank node of the parser that says most of the same."""
    wanted: dict[ox.BlankNode, set[tuple[str, str]]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode):
            wanted[triple.subject].add((triple.predicate.value, _form(triple.object)))
    if not wanted:
        return {}
    offered: dict[Node, set[tuple[str, str]]] = {
        n: set() for n in scan.subjects if isinstance(n, Blank | ox.BlankNode)
    }
    for entry in scan.entries:
        if entry.subject in offered:
            offered[entry.subject].add((entry.predicate.value, _form(entry.object)))
    names: dict[Node, Node] = {}
    for blank, said in wanted.items():
        left = [(len(said & offers), -order, node) for order, (node, offers) in enumerate(offered.items())]
        if left:
            _, _, node = max(left, key=lambda candidate: candidate[:2])
            names[node] = blank
            del offered[node]
    return names


def _term_key(term: Node) -> str:
    """Tells terms apart that a string, as a syntax without datatypes gives it, does not."""
    return f"{type(term).__name__} {term}"


def _form(value: Term | Node | str) -> str:
    if isinstance(value, str):
        return value
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else ""
