"""Content negotiation (RFC 9110, section 12.5)."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

from clustergraph.server.problems import Problem
from clustergraph.store.formats import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from starlette.requests import Request

_MAX_RANGES = 64
# A list divided at its commas, a range at its semicolons, where they do not stand in a quoted string; one that is never
# closed ends with the header, so that no character is looked at twice.
_PARTS = {mark: re.compile(rf'(?:[^{mark}"]|"(?:[^"\\]|\\.?)*(?:"|$))+') for mark in ",;"}
# What clients ask for that know the general syntax only, or the name from before the registered one.
_ALSO = {
    "application/ld+json": "application/json",
    "application/n-triples": "text/plain",
    "text/turtle": "application/x-turtle",
}


def quality(accept: str, media_type: str) -> float:
    """How much a client wants a media type, 0.0 to 1.0; the most specific range that fits decides.

    Who asks for plain JSON gets JSON-LD. Parameters of a range other than `q` are not compared, so that `text/turtle; charset=utf-8` fits Turtle.
    """
    best = (-1, 0.0)
    kind = media_type.partition("/")[0]
    also = _ALSO.get(media_type)
    for name, *parameters in _ranges(accept):
        if name == media_type:
            specific = 3
        elif name == also:
            specific = 2
        elif name == f"{kind}/*":
            specific = 1
        elif name in {"*/*", "*"}:
            specific = 0
        else:
            continue
        best = max(best, (specific, _weight(parameters)))
    return best[1]


def _ranges(listed: str) -> Iterator[list[str]]:
    """Each range of a list, its name before its parameters, in small letters."""
    for part in _PARTS[","].findall(listed.lower())[:_MAX_RANGES]:
        yield [piece.strip() for piece in _PARTS[";"].findall(part)] or [""]


def _weight(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0


def takes_coding(accept_encoding: str, coding: str) -> bool:
    """Whether a client that sent this Accept-Encoding takes a content coding."""
    weights: dict[str, float] = {}
    for name, *parameters in _ranges(accept_encoding):
        weights[name] = _weight(parameters)
    return weights.get(coding, weights.get("*", 0.0)) > 0


def choose(accept: str | None, offered: Iterable[str]) -> str | None:
    """The offered media type that the client wants most, the first of equals; None if it wants none of them."""
    listed = list(offered)
    if accept is None or not accept.strip():
        return listed[0]
    best = max(listed, key=lambda media_type: quality(accept, media_type))
    return best if quality(accept, best) > 0 else None


def negotiate(accept: str | None, offered: Iterable[str]) -> str:
    """Like `choose`, for a route that has nothing else to give.

    Raises:
        Problem: 406, naming what is offered.
    """
    listed = list(dict.fromkeys(offered))
    chosen = choose(accept, listed)
    if chosen is None:
        raise Problem(
            406,
            f"The answer can be had as {', '.join(listed)}: ask for one of them in Accept.",
            offered=listed,
        )
    return chosen


def formats(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The names in `format=` or `output=`; clients send several, also in a list, and forget that a plus must be encoded."""
    for key, value in pairs:
        if key in {"format", "output"}:
            yield from (name.strip().replace(" ", "+") for name in value.split(",") if name.strip())


def syntax_for(request: Request, offered: Iterable[str]) -> str:
    """The syntax of a graph that a request asks for: by `format=`, the first that is offered, or else by `Accept`.

    Raises:
        Problem: 406, naming what is offered.
    """
    listed = list(offered)
    names = list(formats(request.query_params.multi_items()))
    if not names:
        return negotiate(request.headers.get("accept"), listed)
    for name in names:
        if name in listed:
            return name
        with contextlib.suppress(KeyError):
            if (media_type := named(name, graph=True)) in listed:
                return media_type
    raise Problem(
        406, f"There is no format {names[0][:100]!r} here: use one of {', '.join(listed)}.", offered=listed
    )
