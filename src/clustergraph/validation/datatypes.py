"""Literals that are no value of their datatype (`"2026-02-30"^^xsd:date`), which no comparison finds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.validation.context import in_memory
from clustergraph.validation.report import Result, broken
from clustergraph.validation.rulebook import SHAPES
from clustergraph.validation.suggestions import other_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustergraph.validation.rulebook import Rulebook

_COMPONENT = expand("sh:DatatypeConstraintComponent")
# Those to which SPARQL 1.1, section 17.5, or the engine beyond it, can cast a string.
_CASTS = frozenset(
    expand(f"xsd:{name}")
    for name in (
        "boolean",
        "date",
        "dateTime",
        "decimal",
        "double",
        "duration",
        "float",
        "gYear",
        "gYearMonth",
        "integer",
        "time",
    )
)


def ill_typed(triples: Iterable[ox.Triple], rulebook: Rulebook) -> Iterator[Result]:
    """A result for each literal whose form its datatype does not know (RDF 1.1 Concepts, section 3.3).

    Whatever property it stands under: the shapes speak of the properties of the model alone.
    """
    rule = rulebook.rules.get(f"{SHAPES}ill-typed")
    if rule is None:
        return  # rules of the user's own
    typed = [t for t in triples if isinstance(t.object, ox.Literal) and t.object.datatype.value in _CASTS]
    wrong = _wrong({t.object for t in typed if isinstance(t.object, ox.Literal)})
    for subject, predicate, value in typed:
        if value in wrong:
            yield replace(
                broken(rule),
                focus=subject,
                path=predicate.value,
                value=value,
                component=_COMPONENT,
                suggestion=other_form(value, _COMPONENT),
            )


def _wrong(literals: Iterable[ox.Literal]) -> set[ox.Literal]:
    """The literals whose form cannot be cast to their datatype."""
    forms: dict[ox.NamedNode, list[str]] = defaultdict(list)
    for literal in literals:
        forms[literal.datatype].append(literal.value)
    engine = in_memory(())
    wrong = set()
    for datatype, values in forms.items():
        listed = " ".join(str(ox.Literal(value)) for value in values)
        rows = engine.select(f"SELECT ?form ({datatype}(?form) AS ?value) {{ VALUES ?form {{ {listed} }} }}")
        known = {row["form"] for row in rows if "value" in row}
        wrong |= {ox.Literal(value, datatype=datatype) for value in values if ox.Literal(value) not in known}
    return wrong
