"""Two SHACL engines behind one signature.

pySHACL is the reference. The `shacl` engine with the SPARQL rules run by Oxigraph gives the same findings
in a fraction of the time; `tests/validation/test_parity.py` holds them together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.namespaces import expand
from clustergraph.rdf.sparql_parser import SPARQL_PARSER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from clustergraph.validation.report import Term
    from clustergraph.validation.rulebook import Rulebook

_SH = expand("sh:")
_SPARQL = f"{_SH}SPARQLConstraintComponent"
_MOST_ROWS = 10_000  # of one rule in one graph; a rule about pairs has as many as the square of its things
_TYPE = ox.NamedNode(expand("rdf:type"))
_CELL = {ox.NamedNode(expand("rdf:first")), ox.NamedNode(expand("rdf:rest"))}
# The engine renames blank nodes. Each gets its own name as a literal, and a shape that every such literal
# breaks, so that the results tell which is which.
_MARK = ox.NamedNode("urn:clustergraph:blank-node")
_MARKED = "urn:clustergraph:marked"
_MARKED_SHAPE = f"""
<{_MARKED}> <{expand("rdf:type")}> <{_SH}PropertyShape> .
<{_MARKED}> <{_SH}targetSubjectsOf> <{_MARK.value}> .
<{_MARKED}> <{_SH}path> <{_MARK.value}> .
<{_MARKED}> <{_SH}nodeKind> <{_SH}IRI> .
"""


class Finding(NamedTuple):
    """One `sh:ValidationResult`, engine-neutral."""

    shape: str | None
    focus: Term
    path: str | None
    value: Term | None
    component: str
    severity: str
    messages: tuple[ox.Literal, ...] = ()


if TYPE_CHECKING:
    Engine = Callable[[Rulebook, Sequence[ox.Triple]], list[Finding]]


def fast(rulebook: Rulebook, data: Sequence[ox.Triple]) -> list[Finding]:
    """The findings of the `shacl` engine (core) and of Oxigraph (SPARQL rules)."""
    # The inner cells of a list are in no result; a mark for each would cost more than the rest.
    blanks = {
        node
        for triple in data
        if triple.predicate not in _CELL
        for node in (triple.subject, triple.object)
        if isinstance(node, ox.BlankNode)
    }
    marked = [*data, *(ox.Triple(blank, _MARK, ox.Literal(blank.value)) for blank in blanks)]
    text = "".join(f"{triple} .\n" for triple in marked)
    results = _compiled(rulebook).validate_text(text, "ntriples").results
    names = {r.focus_node: ox.BlankNode(r.value_plain) for r in results if r.source_shape == f"<{_MARKED}>"}
    core = [
        Finding(
            _plain_iri(result.source_shape),
            names.get(result.focus_node) or term(result.focus_node),
            _plain_path(result.path),
            (names.get(result.value) or term(result.value)) if result.value else None,
            result.component_iri,
            result.severity_iri,
            (ox.Literal(result.message, language="en"),) if result.message else (),
        )
        for result in results
        if result.source_shape != f"<{_MARKED}>"
    ]
    return core + sparql_findings(rulebook, data)


def sparql_findings(rulebook: Rulebook, data: Sequence[ox.Triple]) -> list[Finding]:
    """The rows of the SPARQL rules whose classes occur in the data."""
    classes = {
        object_.value
        for _, predicate, object_ in data
        if predicate == _TYPE and isinstance(object_, ox.NamedNode)
    }
    rules = [rule for rule in rulebook.sparql_rules if rule.classes & classes]
    if not rules:
        return []
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in data)
    instances = {
        name: {quad.subject for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(name))}
        for name in {name for rule in rules for name in rule.classes}
    }
    found = []
    for rule in rules:
        targets = set().union(*(instances[name] for name in rule.classes))
        rows = store.query(rule.select)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a rule is a SELECT
        has_value = "value" in {variable.value for variable in rows.variables}
        found += [
            Finding(rule.shape, row["this"], None, row["value"] if has_value else row["this"], _SPARQL, "")
            for row in islice(rows, _MOST_ROWS)
            if row["this"] in targets
        ]
    return found


def reference(rulebook: Rulebook, data: Sequence[ox.Triple]) -> list[Finding]:
    """The findings of pySHACL, SPARQL rules included.

    Raises:
        InputError: the shapes cannot be run: they loop, or use what SHACL does not allow.
    """
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError
    from pyshacl.shapes_graph import ShapesGraph

    from clustergraph.validation.prepared import PreparedQueries

    graph = _rdflib_graph(data, PreparedQueries())
    try:
        with SPARQL_PARSER:
            _, report, said = pyshacl.validate(
                graph, shacl_graph=_rdflib_shapes(rulebook), inplace=True, meta_shacl=False, advanced=False
            )
    except ReportableRuntimeError as error:
        raise InputError(f"The shapes cannot be run: {str(error).strip().splitlines()[0]}") from None
    except AssertionError:
        raise InputError(
            "The shapes cannot be run: a value in them is of a kind that SHACL does not allow there."
        ) from None
    except re.error as error:
        raise InputError(f"The shapes cannot be run: {error.pattern!r} is no pattern: {error.msg}.") from None
    if not isinstance(report, rdflib.Graph):
        raise InputError(f"The shapes cannot be run: {said.strip().splitlines()[-1]}")
    sh = rdflib.Namespace(_SH)
    paths = ShapesGraph(report)
    return [
        Finding(
            _text(report.value(node, sh.sourceShape)),
            from_rdflib(report.value(node, sh.focusNode)),
            _rdflib_path(paths, report.value(node, sh.resultPath)),
            from_rdflib(value) if (value := report.value(node, sh.value)) is not None else None,
            str(report.value(node, sh.sourceConstraintComponent)),
            str(report.value(node, sh.resultSeverity)),
            tuple(sorted(map(_message, report.objects(node, sh.resultMessage)), key=str)),
        )
        for node in report.objects(None, sh.result)
    ]


@lru_cache(maxsize=4)
def _compiled(rulebook: Rulebook) -> Any:
    import shacl

    return shacl.Shapes.from_text(rulebook.core + _MARKED_SHAPE, "ntriples")


@lru_cache(maxsize=4)
def _rdflib_shapes(rulebook: Rulebook) -> Any:
    import rdflib

    return _rdflib_graph(rulebook.triples, rdflib.Graph())


def _rdflib_graph(triples: Sequence[ox.Triple], graph: Any) -> Any:
    for triple in triples:
        graph.add(tuple(_to_rdflib(one) for one in triple))
    return graph


def _to_rdflib(value: Term) -> Any:
    import rdflib

    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return rdflib.BNode(value.value)
    if isinstance(value, ox.Triple):
        raise InputError(f"SHACL does not know triple terms such as {value}: take them out.")
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    datatype = value.datatype.value
    return rdflib.Literal(
        value.value,
        datatype=None if datatype.endswith("#string") else rdflib.URIRef(datatype),
        normalize=False,
    )


def from_rdflib(value: Any) -> Term:
    """The pyoxigraph term of an rdflib term."""
    import rdflib

    if isinstance(value, rdflib.BNode):
        return ox.BlankNode(str(value))
    if isinstance(value, rdflib.Literal):
        return ox.Literal(
            str(value),
            datatype=ox.NamedNode(str(value.datatype)) if value.datatype and not value.language else None,
            language=value.language,
        )
    return ox.NamedNode(str(value))


def _rdflib_path(paths: Any, node: Any) -> str | None:
    """A predicate as its IRI, another path in SPARQL syntax."""
    import rdflib
    from pyshacl.helper.path_helper import shacl_path_to_sparql_path

    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return str(node)
    return str(shacl_path_to_sparql_path(paths, node)).replace(" ", "")


def _plain_path(path: str | None) -> str | None:
    """A predicate as its IRI, a sequence path without the brackets around it."""
    path = path.removeprefix("(").removesuffix(")") if path else None
    return path[1:-1] if path and path.startswith("<") and path.count("<") == 1 else path


def _plain_iri(iri: str | None) -> str | None:
    return iri[1:-1] if iri and iri.startswith("<") else iri


def _message(value: Any) -> ox.Literal:
    return ox.Literal(str(value), language=value.language)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def term(text: str) -> Term:
    """The term that a string in N-Triples syntax writes."""
    if text.startswith("<"):
        return ox.NamedNode(text[1:-1])
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    (quad,) = ox.parse(f"<x:s> <x:p> {text} .", format=ox.RdfFormat.N_TRIPLES)
    value: Term = quad.object
    return value
