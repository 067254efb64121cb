"""A report as the W3C defines it (SHACL, section 3.6): `sh:ValidationReport`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from clustergraph.namespaces import PREFIXES, expand
from clustergraph.validation.rulebook import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clustergraph.validation.report import Report, Result

_FORMATS = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
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
    own = result.severity_iri
    yield _sh("resultSeverity"), ox.NamedNode(own) if own else _sh(result.severity.capitalize())
    for message in result.messages or _messages(result):
        yield _sh("resultMessage"), message
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


def _messages(result: Result) -> list[ox.Literal]:
    texts = ((result.message.sv, "sv"), (result.message.en, "en"))
    return [ox.Literal(text, language=language) for text, language in texts if text]


def _path(node: ox.BlankNode, path: str | None) -> Iterator[ox.Triple]:
    """`sh:resultPath`: the predicate, or the path as SHACL writes it (section 2.3.1)."""
    if path is None:
        return
    if "<" not in path:
        yield ox.Triple(node, _sh("resultPath"), ox.NamedNode(path))
        return
    described: list[ox.Triple] = []
    yield ox.Triple(node, _sh("resultPath"), _described(_read(path), f"{node.value}path", described))
    yield from described


@lru_cache
def _read(path: str) -> Any:
    """What a property path of SPARQL says, as rdflib holds it."""
    from rdflib.plugins.sparql import prepareQuery

    ((_, predicate, _),) = prepareQuery(f"SELECT * {{ ?s {path} ?o }}").algebra.p.p.triples
    return predicate


def _described(path: Any, label: str, triples: list[ox.Triple]) -> ox.NamedNode | ox.BlankNode:
    """The node of a path, whose triples are added to `triples`; `label` makes its blank nodes its own."""
    from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

    if isinstance(path, SequencePath):
        return _list(path.args, label, triples)
    node = ox.BlankNode(label)
    if isinstance(path, AlternativePath):
        triples.append(ox.Triple(node, _sh("alternativePath"), _list(path.args, f"{label}a", triples)))
    elif isinstance(path, InvPath):
        triples.append(ox.Triple(node, _sh("inversePath"), _described(path.arg, f"{label}i", triples)))
    elif isinstance(path, MulPath):
        triples.append(ox.Triple(node, _sh(_REPEATED[path.mod]), _described(path.path, f"{label}m", triples)))
    else:
        return ox.NamedNode(str(path))
    return node


def _list(items: Sequence[Any], label: str, triples: list[ox.Triple]) -> ox.BlankNode:
    cells = [ox.BlankNode(f"{label}step{number}") for number in range(len(items))]
    for number, (cell, item) in enumerate(zip(cells, items, strict=True)):
        following = cells[number + 1] if number + 1 < len(cells) else ox.NamedNode(expand("rdf:nil"))
        triples.append(
            ox.Triple(cell, ox.NamedNode(expand("rdf:first")), _described(item, f"{label}{number}", triples))
        )
        triples.append(ox.Triple(cell, ox.NamedNode(expand("rdf:rest")), following))
    return cells[0]


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(f"sh:{name}"))
