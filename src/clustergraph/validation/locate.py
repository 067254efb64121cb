"""From a result to the place in the file that its reader should look at."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from xml.parsers import expat

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.validation.json_positions import JsonScanner
from clustergraph.validation.positions import Index, Lines, Scan
from clustergraph.validation.turtle_positions import TurtleScanner
from clustergraph.validation.xml_positions import XmlScanner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustergraph.validation.parsing import Parsed
    from clustergraph.validation.positions import Span
    from clustergraph.validation.report import Location, Result

_LARGEST = 30_000_000  # bytes; above this the lines counted while parsing must do
_CLOSED = expand("sh:ClosedConstraintComponent")


class Locator:
    """Finds the places of results in one file; reads the text again only when there is something to find."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed

    @staticmethod
    def first(locators: Sequence[Locator], result: Result) -> Result:
        """The result with its place in the first file that says it, else in the one that describes its node."""
        for precise in (True, False):
            for locator in locators:
                place = locator.place(result, precise=precise)
                if place:
                    return replace(result, location=place)
        return result

    def place(self, result: Result, *, precise: bool) -> Location | None:
        """Where the triple at fault stands; without `precise`, where its subject starts or was counted."""
        of_a_triple = result.value is not None and (result.path, result.value) != (None, result.focus)
        span = self._triple(result) if precise and of_a_triple else None
        if span is None and not (precise and of_a_triple):
            span = self._missing(result)
        if span is not None:
            return self._lines.location(self._parsed.name, span)
        return None if precise else self._counted(result)

    def meaningless(self) -> list[tuple[str, Location]]:
        """The keys of a JSON-LD text that no context defines, as written, and where."""
        if self._parsed.syntax != ox.RdfFormat.JSON_LD:
            return []
        text = self._lines.text
        return [
            (text[slice(*span)], self._lines.location(self._parsed.name, span))
            for span in self._scanned.meaningless
        ]

    def _triple(self, result: Result) -> Span | None:
        if result.focus is None:
            return None
        step = _first_step(result.path)
        entry = self._index.entry(result.focus, step, result.value)
        if entry is not None:
            return entry.predicate_span if result.component == _CLOSED else entry.object_span
        if step is None:
            for node in self._index.objects(result.focus):
                entry = self._index.entry(node, None, result.value)  # type: ignore[arg-type]
                if entry is not None:
                    return entry.object_span
        entry = self._index.entry(result.focus, step, None) if step else None
        return entry.object_span if entry else None

    def _missing(self, result: Result) -> Span | None:
        """A value too many, or else the subject that lacks something."""
        if result.focus is None:
            return None
        step = _first_step(result.path)
        entry = self._index.entry(result.focus, step, None) if step else None
        return entry.object_span if entry else self._index.subject(result.focus)

    def _counted(self, result: Result) -> Location | None:
        """The first line counted for the node: for texts whose syntax or size the scanners do not follow."""
        for quad, line in zip(self._parsed.quads, self._parsed.lines, strict=True):
            if quad.subject == result.focus:
                text = self._lines.line(min(line, len(self._lines)))
                start = self._lines.offset(line, 1) + len(text) - len(text.lstrip())
                return self._lines.location(self._parsed.name, (start, start + len(text.strip()) or 1))
        return None

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._parsed.data.decode("utf-8", "replace"))

    @cached_property
    def _index(self) -> Index:
        return Index(self._scanned, [quad.triple for quad in self._parsed.quads])

    @cached_property
    def _scanned(self) -> Scan:
        if len(self._parsed.data) > _LARGEST:
            return Scan()
        text = self._lines.text
        try:
            if self._parsed.syntax == ox.RdfFormat.JSON_LD:
                return JsonScanner(text).run()
            if self._parsed.syntax == ox.RdfFormat.RDF_XML:
                return XmlScanner(self._parsed.data, text).run()
            return TurtleScanner(text).run()
        except (ValueError, RecursionError, StopIteration, expat.ExpatError):
            return Scan()


def _first_step(path: str | None) -> str | None:
    return path[1:].partition(">")[0] if path and path.startswith("<") else path
