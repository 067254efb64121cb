"""Binds the parameters of a canned query as RDF terms."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode

from clustergraph.errors import QueryError
from clustergraph.namespaces import ID, expand, thing
from clustergraph.queries.catalogue import BLOCK, CannedQuery, Parameter

# A part of a strategy has its printed number: `element/agenda-2026/C.1`.
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_LONGEST = 2000
# The largest whole number that a parameter takes.
LARGEST = 999_999_999


class ParameterError(QueryError):
    """A parameter that the query does not have, misses, or that has a wrong value.

    `parameter` names it; `allowed` holds the values it takes, or the names there are, where they can be listed.
    """

    def __init__(self, message: str, parameter: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.allowed = tuple(allowed)


class UnknownValueError(ParameterError):
    """A value of the right form that names something which is not there: a thing, or a page."""


def bind(query: CannedQuery, values: Mapping[str, str], unbound: Collection[str] = ()) -> str:
    """The text of the query with each given value in its data block, written by the engine as an RDF term.

    A parameter that is not given keeps the default of its block; a block without default is left out, and so is
    that of each parameter in `unbound`.
    Raises ParameterError for an unknown parameter, a missing one, or a value of the wrong form.
    """
    for name in values:
        if name not in query.parameters:
            known = ", ".join(query.parameters) or "none"
            raise ParameterError(
                f"{query.name} has no parameter {name!r}; its parameters: {known}",
                name,
                list(query.parameters),
            )
    blocks = {
        name: "" if name in unbound else _block(query, parameter, values)
        for name, parameter in query.parameters.items()
    }

    def written(found: re.Match[str]) -> str:
        block = blocks.get(found["name"])
        return found[0] if block is None else block

    # One pass over the file's own text: what a value holds is never read as a block.
    return BLOCK.sub(written, query.text)


def _block(query: CannedQuery, parameter: Parameter, values: Mapping[str, str]) -> str | None:
    """What stands in place of the parameter's block; None leaves it as it is."""
    if parameter.name in values:
        return f"VALUES ?{parameter.name} {{ {term(parameter, values[parameter.name])} }}"
    if parameter.required:
        raise ParameterError(
            f"{query.name} needs the parameter {parameter.name!r}, for example {parameter.example}",
            parameter.name,
        )
    return "" if parameter.default is None else None


def term(parameter: Parameter, value: str) -> NamedNode | Literal:
    """The RDF term of a value as a user writes it: a slug or an IRI, a number, a date, words.

    Raises ParameterError, naming the parameter and what it takes, for a value of the wrong form.
    """
    if len(value) > _LONGEST:
        raise _wrong(parameter, value, f"is longer than {_LONGEST} characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _wrong(parameter, "…", "is not valid Unicode text") from None
    return _READERS[parameter.type](parameter, value)


def _wrong(parameter: Parameter, value: str, what: str, *allowed: str) -> ParameterError:
    shown = value if len(value) <= 80 else value[:80] + "…"
    return ParameterError(f"{parameter.name}={shown!r} {what}", parameter.name, allowed)


def _node(parameter: Parameter, value: str) -> NamedNode:
    if _IRI.fullmatch(value):
        try:
            return NamedNode(value)
        except ValueError:
            raise _wrong(parameter, value, f"is not an IRI; write it as in {parameter.example}") from None
    if not _SLUG.fullmatch(value):
        raise _wrong(
            parameter, value, f"is neither a short name nor an IRI; write it as in {parameter.example}"
        )
    return NamedNode(_thing(parameter, value))


def _integer(parameter: Parameter, value: str) -> Literal:
    least = -LARGEST if parameter.minimum is None else parameter.minimum
    if not re.fullmatch(r"-?[0-9]{1,9}", value) or int(value) < least:
        raise _wrong(parameter, value, f"is not a whole number from {least} to {LARGEST}")
    return Literal(int(value))


def _boolean(parameter: Parameter, value: str) -> Literal:
    if value not in ("true", "false"):
        raise _wrong(parameter, value, "is neither true nor false", "true", "false")
    return Literal(value == "true")


def _date(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(expand("xsd:date")))
    except ValueError:
        raise _wrong(parameter, value, "is not a date such as 2025-03-05") from None


def _language(parameter: Parameter, value: str) -> Literal:
    if value not in ("sv", "en"):
        raise _wrong(parameter, value, "is neither sv nor en", "sv", "en")
    return Literal(value)


def _string(_: Parameter, value: str) -> Literal:
    return Literal(value)


_READERS: dict[str, Callable[[Parameter, str], NamedNode | Literal]] = {
    "iri": _node,
    "concept": _node,
    "integer": _integer,
    "boolean": _boolean,
    "date": _date,
    "language": _language,
    "string": _string,
}


def _thing(parameter: Parameter, slug: str) -> str:
    """The IRI of a short name: `uppsala-kommun`, `actor/uppsala-kommun`, or `id/actor/uppsala-kommun`."""
    kind = parameter.scheme or parameter.kind
    slug = slug.removeprefix("id/")
    return thing(kind, slug.removeprefix(f"{kind}/")) if kind else ID + slug
