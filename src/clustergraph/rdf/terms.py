"""From the annotations of a record's fields to RDF terms."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_type_hints

from pyoxigraph import Literal, NamedNode

from clustergraph.model import STATEMENTS, Link, Statement, Text, Value, Words
from clustergraph.namespaces import ID, expand, thing

Annotation = Link | Words | Value


@cache
def node(name: str) -> NamedNode:
    """The node of a prefixed name: `node("cg:Adoption")`."""
    return NamedNode(expand(name))


def _fields(record: type[Statement]) -> tuple[tuple[str, Annotation], ...]:
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        (name, annotation)
        for name, hint in hints.items()
        for annotation in getattr(hint, "__metadata__", ())
        if isinstance(annotation, Link | Words | Value)
    )


# For each kind of record its fields that become triples, with what each says of its property.
FIELDS = {record: _fields(record) for record in STATEMENTS}


def objects(annotation: Annotation, value: Any) -> Iterator[NamedNode | Literal]:
    """The object terms of a field's value: none, one, or one for each of several."""
    if value is None:
        return
    if isinstance(annotation, Words):
        yield from words(value)
        return
    for one in value if isinstance(value, tuple) else (value,):
        yield _link(annotation, one) if isinstance(annotation, Link) else _literal(annotation, one)


def words(text: Text) -> Iterator[Literal]:
    """A literal for each language in which the text is given."""
    if text.sv:
        yield Literal(text.sv, language="sv")
    if text.en:
        yield Literal(text.en, language="en")


def _link(annotation: Link, slug: str) -> NamedNode:
    return NamedNode(thing(annotation.kind, slug) if annotation.kind else ID + slug)


def _literal(annotation: Value, value: object) -> Literal:
    if annotation.language:
        return Literal(str(value), language=annotation.language)
    if annotation.datatype == "string":
        return Literal(str(value))
    if annotation.datatype == "boolean":
        return Literal("true" if value else "false", datatype=node("xsd:boolean"))
    if annotation.datatype == "date":
        return date(str(value))
    return Literal(str(value), datatype=node(f"xsd:{annotation.datatype}"))


def date(value: str) -> Literal:
    """A date as precise as it is written: `2025-03-05`, `2024-06` or `2024` (XML Schema Part 2, 3.3).

    Raises ValueError for anything else.
    """
    for pattern, datatype in (
        (r"\d{4}-\d\d-\d\d", "xsd:date"),
        (r"\d{4}-\d\d", "xsd:gYearMonth"),
        (r"\d{4}", "xsd:gYear"),
    ):
        if re.fullmatch(pattern, value):
            return Literal(value, datatype=node(datatype))
    raise ValueError(f"{value!r} is not a day, a month or a year")
