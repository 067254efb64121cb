"""What the parameters of a service's address may be; the canned queries have theirs in `query_requests`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

# FastAPI looks these up when it reads the dependency.
from fastapi import Request
from fastapi.routing import APIRoute

from clustergraph.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


def known(request: Request) -> None:
    """Let only parameters pass that the operation has, each once: a misspelt `dry_run` must not write.

    Raises:
        Problem: 422 with the parameter and what the operation takes.
    """
    route = request.scope["route"]
    takes = [field.alias for field in route.dependant.query_params] if isinstance(route, APIRoute) else []
    only(request, takes)
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name in seen:
            raise _wrong(f"{name} is given twice: send it once.", name)
        seen.add(name)


def only(request: Request, takes: list[str]) -> None:
    """Let no other parameters pass. Raises a Problem, 422, with the parameter and what is taken."""
    for name in request.query_params:
        if name not in takes:
            instead = f"its parameters: {', '.join(takes)}" if takes else "it takes none"
            raise _wrong(f"{request.url.path} has no parameter {name!r}; {instead}.", name, takes)


def of_value(fault: Mapping[str, Any]) -> Problem:
    """The problem that a value of the wrong form is. fault: one of pydantic's errors."""
    *_, name = map(str, fault["loc"])
    kind = str(fault["type"])
    allowed = re.findall(r"'([^']*)'", str(fault.get("ctx", {}).get("expected", "")))
    if kind.startswith("bool"):
        allowed = ["true", "false"]
    if not allowed:
        return _wrong(f"{' '.join(map(str, fault['loc']))}: {fault['msg']}.", name)
    return _wrong(f"{name}={fault['input']!r} is not one of {', '.join(allowed)}.", name, allowed)


def _wrong(detail: str, parameter: str, allowed: list[str] | None = None) -> Problem:
    return Problem(422, detail, kind="invalid-parameter", parameter=parameter[:200], allowed=allowed or None)
