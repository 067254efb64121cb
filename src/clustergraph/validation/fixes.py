"""Safe mending: a term written in another form that says the same."""

from __future__ import annotations

import difflib
from collections import defaultdict, deque
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.validation.parsing import syntax_of
from clustergraph.validation.positions import Lines
from clustergraph.validation.turtle import with_prefixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustergraph.validation.report import Report, Result

_TURTLE = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)


def mended(data: bytes, name: str, report: Report) -> bytes:
    """The file with every safe suggestion of the report put in place; unchanged where there is none.

    Only Turtle and its relatives: in JSON-LD and RDF/XML the place of a value does not tell how to write it.
    IRIs take the file's own prefix where it has declared one, and are written in full elsewhere.
    """
    if syntax_of(name) not in _TURTLE:
        return data
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    text = data.removeprefix(mark).decode()
    lines = Lines(text)
    prefixes = _prefixes(text, syntax_of(name))
    by_place: dict[tuple[int, int], set[str]] = defaultdict(set)
    for result in _safe(report, name):
        place, suggestion = result.location, result.suggestion
        if place and suggestion and isinstance(suggestion.replacement, ox.NamedNode | ox.Literal):
            span = lines.offset(place.line, place.column), lines.offset(place.end_line, place.end_column)
            by_place[span].add(with_prefixes(suggestion.replacement, prefixes))
    for (start, end), replacements in sorted(by_place.items(), reverse=True):
        if len(replacements) == 1:
            text = text[:start] + replacements.pop() + text[end:]
    return mark + text.encode()


def _prefixes(text: str, syntax: ox.RdfFormat) -> dict[str, str]:
    """Namespace → prefix, of those that stand before the first triple and still mean the same after the last."""
    parser = ox.parse(text.encode(), format=syntax)
    next(parser, None)
    first = parser.prefixes
    deque(parser, maxlen=0)
    return {namespace: prefix for prefix, namespace in first.items() if parser.prefixes[prefix] == namespace}


def difference(before: bytes, after: bytes, name: str) -> str:
    """A unified diff."""
    return "".join(difflib.unified_diff(_lines(before), _lines(after), fromfile=name, tofile=name))


def _safe(report: Report, name: str) -> Sequence[Result]:
    return [
        result
        for result in report.results
        if result.suggestion and result.suggestion.safe and result.location and result.location.file == name
    ]


def _lines(data: bytes) -> list[str]:
    return [line if line.endswith("\n") else f"{line}\n" for line in data.decode().splitlines(keepends=True)]
