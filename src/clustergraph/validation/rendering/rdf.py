"""A report as the W3C defines it (SHACL, section 3.6): `sh:ValidationReport`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import PREFIXES, expand
from clustergraph.validation.rulebook import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustergraph.validation.report import Report, Result

_SEQUENCE = re.compile(r"<[^>]*>(/<[^>]*>)*")
_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
_TYPE = ox.NamedNode(expand("rdf:type"))
_PREFIXES = {**{name: PREFIXES[name] for name in ("cg", "rdf", "sh", "skos", "xsd")}, "cgsh": SHAPES}


def as_rdf(report: Report, form: str) -> str:
    """The report in Turtle or JSON-LD. `sh:conforms` is false for any result, warnings too, as the standard says."""
    written = ox.serialize(_triples(report), format=_FORMATS[form], prefixes=_PREFIXES)
    return "" if written is None else written.decode()


def _triples(report: Report) -> Iterator[ox.Triple]:
    whole = ox.BlankNode("report")
    yield ox.Triple(whole, _TYPE, _sh("ValidationReport"))
    yield ox.Triple(
        whole,
        _sh("conforms"),
        ox.Literal("false" if report.results else "true", datatype=ox.NamedNode(expand("xsd:boolean"))),
    )
    for number, result in enumerate(report.results, start=1):
        node = ox.BlankNode(f"result{number}")
        yield ox.Triple(whole, _sh("result"), node)
        for predicate, value in _members(result):
            yield ox.Triple(node, predicate, value)
        yield from _path(node, result.path)


def _members(result: Result) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal]]:
    yield _TYPE, _sh("ValidationResult")
    yield _sh("resultSeverity"), _sh(result.severity.capitalize())
    for text, language in ((result.message.sv, "sv"), (result.message.en, "en")):
        if text:
            yield _sh("resultMessage"), ox.Literal(text, language=language)
    for name, value in (("focusNode", result.focus), ("value", result.value)):
        if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
            yield _sh(name), value
    if result.shape:
        yield _sh("sourceShape"), ox.NamedNode(result.shape)
    if result.component:
        yield _sh("sourceConstraintComponent"), ox.NamedNode(result.component)
    if result.location:
        place = result.location
        yield (
            ox.NamedNode(f"{SHAPES}location"),
            ox.Literal(f"{place.file}:{place.line}:{place.column}"),
        )


def _path(node: ox.BlankNode, path: str | None) -> Iterator[ox.Triple]:
    """A predicate, or the list of the steps of a sequence path; a path of another kind is left out, as SHACL allows."""
    if path is None:
        return
    if "<" not in path:
        yield ox.Triple(node, _sh("resultPath"), ox.NamedNode(path))
        return
    if not _SEQUENCE.fullmatch(path):
        return
    steps = path[1:-1].split(">/<")
    cells = [ox.BlankNode(f"{node.value}step{number}") for number in range(len(steps))]
    yield ox.Triple(node, _sh("resultPath"), cells[0])
    for number, (cell, step) in enumerate(zip(cells, steps, strict=True)):
        following = cells[number + 1] if number + 1 < len(cells) else ox.NamedNode(expand("rdf:nil"))
        yield ox.Triple(cell, ox.NamedNode(expand("rdf:first")), ox.NamedNode(step))
        yield ox.Triple(cell, ox.NamedNode(expand("rdf:rest")), following)


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(f"sh:{name}"))
