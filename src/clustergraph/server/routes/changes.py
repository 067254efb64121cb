"""`POST /add` and `POST /undo`: graphs put in place of what they held, shown before they are, and taken back."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pyoxigraph as ox
from fastapi import APIRouter, Depends, Query, Request

from clustergraph.changes import Entry, because, by_kind, journal_of, together, undo
from clustergraph.errors import StoreError
from clustergraph.rdf import stored_form
from clustergraph.server import conditions
from clustergraph.server.media_types import of_body
from clustergraph.server.problems import Problem
from clustergraph.server.security import Writer, require_token
from clustergraph.server.service_parameters import known
from clustergraph.server.state import State
from clustergraph.store import GraphChange
from clustergraph.store.engine import named_node
from clustergraph.store.formats import GRAPHS, RDF_XML
from clustergraph.store.parsing import parse_untrusted

if TYPE_CHECKING:
    from clustergraph.store import Store

router = APIRouter(tags=["Changes"], dependencies=[Depends(known)])
_SHOWN = 200
_DESCRIPTION = """Puts the graphs of the body in place of what they held, validated and journalled, all or none.

Send RDF with its media type. Triples outside any graph go into the graph that `graph` names. With `dry_run` nothing
is stored and no token is needed; the answer tells what would change.
"""


@router.post("/add", summary="Put graphs in place of what they held", description=_DESCRIPTION)
async def add(
    request: Request,
    state: State,
    graph: Annotated[str | None, Query(description="IRI of the graph for triples outside any.")] = None,
    dry_run: Annotated[bool, Query(description="Only tell what would change.")] = False,
    lang: Annotated[Literal["sv", "en"], Query(description="Language of the kinds of things.")] = "sv",
) -> dict[str, Any]:
    """See `_DESCRIPTION`."""
    if not dry_run:
        require_token(request)
    changes = await asyncio.to_thread(
        _sent, await request.body(), request.headers.get("content-type", ""), graph
    )
    told = await asyncio.to_thread(_told, state.store, changes, lang)
    if not dry_run:
        await state.queries.writes.run(lambda: _put(request, state.store, changes))
    return {"changes": told}


@router.post("/undo", summary="Take back the latest change")
async def take_back(request: Request, state: State, _: Writer) -> dict[str, Any]:
    """The latest change that has not been taken back is taken back, of all the graphs that it changed as one (`changes`);
    409 where one has changed since."""

    def change() -> Entry:
        with state.store.writing():
            conditions.require(request.headers, version=state.store.version(), exists=True)
            return undo(state.store, "HTTP")

    try:
        entry = await state.queries.writes.run(change)
    except StoreError as error:
        raise Problem(409, f"{error}.", kind="changed-since") from None
    journal = journal_of(state.store)
    changes = together(journal.entries(), entry) if journal else (entry,)
    return {
        "undone": entry.number,
        "graph": entry.graph,
        "changes": [{"number": each.number, "graph": each.graph} for each in changes],
    }


def _put(request: Request, store: Store, changes: list[GraphChange]) -> None:
    with store.writing(), because("HTTP", "POST /add"):
        there = any(store.has_graph(change.graph) for change in changes)
        conditions.require(request.headers, version=store.version(), exists=there)
        store.apply(changes)


def _sent(data: bytes, content_type: str, graph: str | None) -> list[GraphChange]:
    media_type, is_utf_8 = of_body(content_type)
    if not is_utf_8 and media_type != RDF_XML:  # XML says its encoding itself
        raise Problem(415, "The body is said to be in another encoding than UTF-8: send it in UTF-8.")
    if media_type not in GRAPHS:
        raise Problem(
            415, f"The body has the media type {media_type or '(none)'}: send one of {', '.join(GRAPHS)}."
        )
    named = named_node(graph).value if graph else None
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in parse_untrusted(data, media_type, base_iri=named):
        of = quad.graph_name
        if isinstance(of, ox.BlankNode):
            raise Problem(422, "A graph is named by a blank node: give it an IRI.", kind="invalid-parameter")
        name = of.value if isinstance(of, ox.NamedNode) else named
        if name is None:
            raise Problem(
                422,
                "Triples stand outside any graph: name their graph with ?graph=.",
                kind="invalid-parameter",
                parameter="graph",
            )
        graphs[name].append(quad.triple)
    if not graphs:
        raise Problem(422, "The body holds no triples: send some.", kind="invalid-parameter")
    return [GraphChange(name, tuple(triples)) for name, triples in graphs.items()]


def _told(store: Store, changes: list[GraphChange], lang: str) -> list[dict[str, Any]]:
    """What each change does: statements in words, and the triples (the first of many)."""
    told = []
    for change in changes:
        before = stored_form(store.graph(change.graph))
        after = stored_form(change.triples or ())
        added, removed = (sorted(map(str, one)) for one in (after - before, before - after))
        told.append(
            {
                "graph": change.graph,
                "statements": [
                    {"way": way, "kind": kind, "names": names}
                    for (kind, way), names in by_kind(before, after, lang).items()
                ],
                "added": len(added),
                "removed": len(removed),
                "triples_added": added[:_SHOWN],
                "triples_removed": removed[:_SHOWN],
            }
        )
    return told
