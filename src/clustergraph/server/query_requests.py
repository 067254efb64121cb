"""What a request asks of a canned query: its parameters, and which rows and columns of the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clustergraph.queries import ParameterError, UnknownValueError
from clustergraph.queries.answering import DEFAULT_LIMIT, LARGEST_LIMIT
from clustergraph.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from clustergraph.queries import CannedQuery

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

    @property
    def cuts(self) -> bool:
        """Whether a page is asked for, and not the whole."""
        return "limit" in self.given or "after" in self.given


def asked(query: CannedQuery, pairs: Iterable[tuple[str, str]]) -> Asked:
    """What the parameters of a request ask for.

    Raises ParameterError for a parameter that is unknown, empty, given twice or wrong.
    """
    given: dict[str, str] = {}
    for name, text in pairs:
        if name in given:
            raise ParameterError(f"{name} is given twice: send it once", name)
        _known(query, name)
        if not text:
            raise ParameterError(f"{name} is empty: give it a value, or leave it out", name)
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


def _known(query: CannedQuery, name: str, shaping: Iterable[str] = SHAPING) -> None:
    known = list(dict.fromkeys((*query.parameters, *shaping)))
    if name not in known:
        raise ParameterError(
            f"{query.name} has no parameter {name!r}; its parameters: {', '.join(known)}", name, known
        )


def problem(error: ParameterError) -> Problem:
    """The error as an answer that names the parameter and what it takes."""
    unknown = isinstance(error, UnknownValueError)
    return Problem(
        404 if unknown else 422,
        str(error),
        kind="unknown-value" if unknown else "invalid-parameter",
        parameter=error.parameter,
        allowed=list(error.allowed) or None,
    )


def of_json(
    query: CannedQuery, items: Mapping[str, object], shaping: Iterable[str] = SHAPING
) -> list[tuple[str, str]]:
    """The parameters in a JSON object as texts; numbers and truth values must be JSON's own.

    shaping: the parameters that it may have beside those of the query.
    Raises ParameterError for a value of another type, and for a parameter that the query does not have.
    """
    for name in items:
        _known(query, name, shaping)
    return [(name, _text(query, name, value)) for name, value in items.items()]


def _text(query: CannedQuery, name: str, value: object) -> str:
    parameter = query.parameters.get(name)
    wanted = "integer" if name == "limit" else parameter.type if parameter else "string"
    # JSON Schema counts 5.0 among the integers.
    if (
        wanted == "integer"
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and value % 1 == 0
    ):
        return str(int(value))
    if wanted == "boolean" and isinstance(value, bool):
        return "true" if value else "false"
    if wanted not in ("integer", "boolean") and isinstance(value, str):
        return value
    kind = {"integer": "a whole number", "boolean": "true or false"}.get(wanted, "a text")
    raise ParameterError(f"{name} must be {kind}", name)


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
