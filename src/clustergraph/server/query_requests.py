"""What a request asks of a canned query: its parameters, and which rows and columns of the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clustergraph.queries import ParameterError
from clustergraph.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clustergraph.queries import CannedQuery

DEFAULT_LIMIT = 1000
LARGEST_LIMIT = 10_000
# Parameters of every query, beside its own.
SHAPING = ("limit", "after", "fields", "format", "lang")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to one query: `values` are its own parameters, the rest shapes the answer."""

    values: Mapping[str, str]
    limit: int = DEFAULT_LIMIT
    after: str | None = None
    fields: tuple[str, ...] = ()
    format: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)


def asked(query: CannedQuery, pairs: Iterable[tuple[str, object]]) -> Asked:
    """What the parameters of a request ask for; one that is empty counts as not given.

    Raises ParameterError for a parameter that is unknown, given twice or wrong.
    """
    given: dict[str, str] = {}
    for name, value in pairs:
        text = _text(name, value)
        if name in given:
            raise ParameterError(f"{name} is given twice: send it once", name)
        if name not in query.parameters and name not in SHAPING:
            known = [*query.parameters, *(each for each in SHAPING if each not in query.parameters)]
            raise ParameterError(
                f"{query.name} has no parameter {name!r}; its parameters: {', '.join(known)}", name, known
            )
        if text:
            given[name] = text
    lang = given.get("lang", "sv")
    if lang not in ("sv", "en"):
        raise ParameterError(f"lang={lang!r} is neither sv nor en", "lang", ("sv", "en"))
    return Asked(
        {name: value for name, value in given.items() if name in query.parameters},
        _limit(given.get("limit")),
        given.get("after"),
        _fields(query, given.get("fields")),
        given.get("format"),
        given,
    )


def problem(error: ParameterError) -> Problem:
    """The error as an answer that names the parameter and what it takes."""
    return Problem(
        422,
        str(error),
        kind="invalid-parameter",
        parameter=error.parameter,
        allowed=list(error.allowed) or None,
    )


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    raise ParameterError(f"{name} must be a text, a number or a truth value", name)


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= LARGEST_LIMIT):
        raise ParameterError(f"limit must be a whole number from 1 to {LARGEST_LIMIT}", "limit")
    return int(text)


def _fields(query: CannedQuery, text: str | None) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(","))) if text else ()
    for name in names:
        if name not in query.columns:
            raise ParameterError(
                f"fields={name}: {query.name} has no such column; its columns: {', '.join(query.columns)}",
                "fields",
                query.columns,
            )
    return names
