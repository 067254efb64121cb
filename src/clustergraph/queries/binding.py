"""Binds the parameters of a canned query as RDF terms."""

import re
from collections.abc import Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from clustergraph.errors import QueryError
from clustergraph.namespaces import ID, expand, thing
from clustergraph.queries.catalogue import CannedQuery, Parameter

_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")


def bind(query: CannedQuery, values: Mapping[str, str]) -> str:
    """The text of the query with each given value in its data block, written by the engine as an RDF term.

    A parameter that is not given keeps the default of its block; a block without default is left out.
    Raises QueryError for an unknown parameter, a missing one, or a value of the wrong form.
    """
    for name in values:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise QueryError(f"{query.name} has no parameter {name!r}; its parameters: {known}")
    text = query.text
    for name, parameter in query.parameters.items():
        if name in values:
            block = f"VALUES ?{name} {{ {term(parameter, values[name])} }}"
        elif parameter.required:
            raise QueryError(f"{query.name} needs the parameter {name!r}, for example {parameter.example}")
        elif parameter.default is None:
            block = ""
        else:
            continue
        text = re.sub(rf"VALUES \?{name} \{{ [^{{}}]* \}}", lambda _, block=block: block, text, count=1)  # type: ignore[misc]
    return text


def term(parameter: Parameter, value: str) -> NamedNode | Literal:
    """The RDF term of a value as a user writes it: a slug or an IRI, a number, a date, words.

    Raises QueryError, naming the parameter and what it takes, for a value of the wrong form.
    """
    if parameter.type in ("iri", "concept"):
        return _node(parameter, value)
    if parameter.type == "integer":
        if not re.fullmatch(r"-?\d{1,9}", value) or int(value) < (parameter.minimum or -(10**9)):
            least = "" if parameter.minimum is None else f" of at least {parameter.minimum}"
            raise QueryError(f"{parameter.name}={value!r} is not a whole number{least}")
        return Literal(int(value))
    if parameter.type == "boolean":
        if value not in ("true", "false"):
            raise QueryError(f"{parameter.name}={value!r} is neither true nor false")
        return Literal(value == "true")
    if parameter.type == "date":
        try:
            return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(expand("xsd:date")))
        except ValueError:
            raise QueryError(f"{parameter.name}={value!r} is not a date such as 2025-03-05") from None
    if parameter.type == "language" and value not in ("sv", "en"):
        raise QueryError(f"{parameter.name}={value!r} is neither sv nor en")
    return Literal(value)


def _node(parameter: Parameter, value: str) -> NamedNode:
    if _IRI.fullmatch(value):
        return NamedNode(value)
    if not _SLUG.fullmatch(value):
        raise QueryError(
            f"{parameter.name}={value!r} is neither a short name nor an IRI; try {parameter.example}"
        )
    kind = parameter.scheme or parameter.kind
    return NamedNode(thing(kind, value) if kind and not value.startswith(f"{kind}/") else ID + value)
