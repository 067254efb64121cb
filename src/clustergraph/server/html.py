"""Plain HTML of the API's own answers, for a browser that comes to one of its addresses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse

from clustergraph.namespaces import ID
from clustergraph.server import addresses

if TYPE_CHECKING:
    from fastapi import Request
    from jinja2 import Template


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("clustergraph.server"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("data.html")


def page(kind: str, request: Request, headers: dict[str, str] | None = None, **content: Any) -> HTMLResponse:
    """The page of a kind (`catalogue`, `table`, `thing`, `graph`, `ontology`) with its content."""
    base = addresses.base(request)

    def local(iri: str) -> str | None:
        """Where an IRI of the graph resolves here; None for one that does not."""
        root = ID.removesuffix("id/")
        return base + iri.removeprefix(root) if iri.startswith(root) else None

    text = _template().render(kind=kind, base=base, local=local, url=str(request.url), **content)
    return HTMLResponse(text, headers=headers)
