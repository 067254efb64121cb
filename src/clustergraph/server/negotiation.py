"""Content negotiation (RFC 9110, section 12.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAX_RANGES = 64
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
    for part in accept.lower().split(",")[:_MAX_RANGES]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
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
    for part in accept_encoding.lower().split(",")[:_MAX_RANGES]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
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
    listed = list(offered)
    chosen = choose(accept, listed)
    if chosen is None:
        raise Problem(
            406,
            f"The answer can be had as {', '.join(listed)}: ask for one of them in Accept.",
            offered=listed,
        )
    return chosen
