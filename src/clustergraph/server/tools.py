"""The canned queries, and SPARQL, as tools of the Model Context Protocol over standard input and output.

A tool has the name of its query. What it gives is structured, as `/queries/NAME` gives it, with a cursor in `next` in place
of an address. Whatever a caller can mend is a sentence in the answer, marked as an error.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import pyoxigraph as ox
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations

from clustergraph import __version__
from clustergraph.errors import ClustergraphError, InputError
from clustergraph.namespaces import ID, NS
from clustergraph.queries import canned, catalogue
from clustergraph.queries.answering import page, plain
from clustergraph.queries.formats import objects_of, parameters
from clustergraph.queries.graphs import serialised
from clustergraph.queries.kept import Tables
from clustergraph.server import query_schemas
from clustergraph.server.bounded import BoundedQueries
from clustergraph.server.metrics import Metrics
from clustergraph.server.query_requests import asked, of_json
from clustergraph.store.formats import JSON_RESULTS, TURTLE
from clustergraph.store.sparql_text import shape

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext
    from mcp.types import CallToolRequestParams, PaginatedRequestParams

    from clustergraph.queries import CannedQuery
    from clustergraph.server.query_schemas import Schema
    from clustergraph.server.settings import Settings
    from clustergraph.store import Store

SPARQL = "sparql"
_PAGE = 50
_INSTRUCTIONS = (
    "Swedish governance documents of the Stockholm-Uppsala life science cluster as a graph. Each tool is one question. "
    "A row of fact has `quote`, the verbatim Swedish words that say it, and `document`, where they stand: cite both, "
    "with the IRI of the statement. `evidence` gives every quote behind a statement and its place. "
    "What the graph has no record of may still be so: never report a missing row as a no. A date is as precise as "
    "its source. Where documents disagree, both statements stand (`disagreements`). An IRI may be given as a short "
    "name, such as uppsala-kommun. Where `next` is not null there are more rows: call again with it as `after`."
)
_NEXT: Schema = {"type": ["string", "null"], "description": "Give it as `after` for the next page."}
_ROWS: Schema = {
    "columns": {"type": "array", "items": {"type": "string"}},
    "rows": {"type": "array", "items": {"type": "object"}},
    "count": {"type": "integer"},
}
_TABLE: Schema = {
    "query": {"type": "string"},
    "parameters": {"type": "object"},
    **_ROWS,
    "next": _NEXT,
}
_GRAPH: Schema = {
    "query": {"type": "string"},
    "parameters": {"type": "object"},
    "turtle": {"type": "string"},
    "count": {"type": "integer", "description": "Triples of the whole graph."},
    "next": _NEXT,
}
_SPARQL_ANSWER: Schema = {
    **_ROWS,
    "truncated": {"type": "boolean", "description": "Whether the answer had more rows than are given."},
    "boolean": {"type": "boolean", "description": "The answer to an ASK."},
    "turtle": {"type": "string", "description": "The answer to a CONSTRUCT or DESCRIBE."},
}


class Tools:
    """The tools over one store. Start and stop `queries` with the server."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._tables = Tables(store)
        self.queries = BoundedQueries(store, settings, Metrics())

    async def listed(
        self,
        _: ServerRequestContext[Any],
        _params: PaginatedRequestParams | None,
    ) -> ListToolsResult:
        """Every tool, with the concepts that the store has now."""
        tools = [await anyio.to_thread.run_sync(_tool, query, self._store) for query in catalogue().values()]
        return ListToolsResult(tools=[*tools, _sparql_tool(self._settings)])

    async def called(self, _: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        """The answer, or the sentence that says what is wrong with the call."""
        # A caller that fills every field of a schema sends null for what it leaves out.
        given = {name: value for name, value in (params.arguments or {}).items() if value is not None}
        try:
            if params.name == SPARQL:
                content = await self._sparql(given)
            else:
                content = await anyio.to_thread.run_sync(self._canned, canned(params.name), given)
        except ClustergraphError as error:
            return CallToolResult(content=[TextContent(text=str(error))], is_error=True)
        text = TextContent(text=json.dumps(content, ensure_ascii=False))
        return CallToolResult(content=[text], structured_content=content)

    def _canned(self, query: CannedQuery, given: dict[str, Any]) -> dict[str, Any]:
        pairs = of_json(
            query,
            given if query.constructs else {"limit": _PAGE, **given},
            shaping=query_schemas.shaping(query),
        )
        wanted = asked(query, pairs)
        about = {"query": query.name, "parameters": parameters(query, wanted.values)}
        if query.constructs:
            lines = self._tables.graph(query, wanted.values)
            part = page(lines, wanted.limit if wanted.cuts else max(len(lines.rows), 1), wanted.after)
            turtle = serialised(part.rows, TURTLE).decode()
            return {**about, "turtle": turtle, "count": len(lines.rows), "next": part.next}
        table = self._tables.table(query, wanted.values)
        cut = page(table, wanted.limit, wanted.after)
        return {
            **about,
            "columns": list(wanted.fields or table.columns),
            "rows": [json.loads(row) for row in objects_of(cut.rows, wanted.fields)],
            "count": len(table.rows),
            "next": cut.next,
        }

    async def _sparql(self, given: dict[str, Any]) -> dict[str, Any]:
        text = given.get("query")
        if set(given) != {"query"} or not isinstance(text, str):
            raise InputError("sparql takes one argument, query: the text of a SPARQL 1.1 query")
        media_type = TURTLE if shape(text).is_graph else JSON_RESULTS
        answer = await self.queries.run(text, media_type)
        body = b"".join([chunk async for chunk in answer.chunks()])
        if media_type == TURTLE:
            return {"turtle": body.decode()}
        results = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        if isinstance(results, ox.QueryBoolean):
            return {"boolean": bool(results)}
        columns = [variable.value for variable in results.variables]
        rows = [dict(zip(columns, map(plain, row), strict=True)) for row in results]
        return {"columns": columns, "rows": rows, "count": len(rows), "truncated": answer.truncated}


async def serve(store: Store, settings: Settings) -> None:
    """Answer one client on standard input and output until it closes them."""
    tools = Tools(store, settings)
    server = Server(
        "clustergraph",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=tools.listed,
        on_call_tool=tools.called,
    )
    await tools.queries.start()
    try:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())
    finally:
        await tools.queries.close()


def _tool(query: CannedQuery, store: Store) -> Tool:
    properties = {**query_schemas.own(query, store), **query_schemas.shaping(query, _PAGE)}
    return Tool(
        name=query.name,
        title=query.title.en,
        description=f"{query.description.en}\n\n{query.description.sv}",
        input_schema=query_schemas.arguments(query, properties),
        output_schema=_object(_GRAPH if query.constructs else _TABLE, required=True),
        annotations=_READS,
    )


def _sparql_tool(settings: Settings) -> Tool:
    text = {
        "type": "string",
        "description": "SELECT, ASK, CONSTRUCT or DESCRIBE, with its own PREFIX lines.",
        "examples": [f"PREFIX cg: <{NS}>\nSELECT (COUNT(*) AS ?number) WHERE {{ ?adoption a cg:Adoption }}"],
    }
    return Tool(
        name=SPARQL,
        title="SPARQL query",
        description=(
            f"A SPARQL 1.1 query of your own, for what no other tool answers; it only reads. Terms are in {NS}, things "
            f"under {ID}, quotes are Web Annotations (cg:evidence/oa:hasTarget/oa:hasSelector/oa:exact), and "
            "GRAPH ?g {} tells which document says it. At most "
            f"{settings.result_rows} rows, in {settings.query_seconds:g} seconds."
        ),
        input_schema={
            "type": "object",
            "properties": {"query": text},
            "required": ["query"],
            "additionalProperties": False,
        },
        output_schema=_object(_SPARQL_ANSWER, required=False),
        annotations=_READS,
    )


_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def _object(properties: Schema, *, required: bool) -> Schema:
    schema: Schema = {"type": "object", "properties": properties}
    return {**schema, "required": [*properties]} if required else schema
