"""The OpenAPI description: what FastAPI knows of the routes, and one operation for each canned query.

The canned queries are described from their files and from the store: the values a parameter takes, the types of the
columns, and a real answer as the example.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from clustergraph.errors import ClustergraphError
from clustergraph.queries import catalogue
from clustergraph.queries.answering import DEFAULT_LIMIT, page
from clustergraph.queries.formats import objects_of, parameters
from clustergraph.server import protocol_operations, query_schemas
from clustergraph.server.query_schemas import Schema
from clustergraph.server.routes.queries import BODIES, GRAPH_FORMATS, TABLE_FORMATS
from clustergraph.store.formats import JSON_LD, JSON_RESULTS

if TYPE_CHECKING:
    from fastapi import FastAPI

    from clustergraph.queries import CannedQuery
    from clustergraph.server.state import ServerState

_EXAMPLE_ROWS = 2


def install(app: FastAPI) -> None:
    """Let `/openapi.json` describe the canned queries too."""
    made: dict[str, Schema] = {}

    def openapi() -> Schema:
        state: ServerState = app.state.clustergraph
        version = state.store.version()
        if version not in made:
            made.clear()
            made[version] = _described(app, state)
        return made[version]

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/openapi.json", include_in_schema=False)
    async def description() -> Response:
        # In a thread, because its examples may have to be made.
        return JSONResponse(await run_in_threadpool(openapi))


def _described(app: FastAPI, state: ServerState) -> Schema:
    description = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    paths = description.setdefault("paths", {})
    protocol_operations.complete(paths)
    paths["/queries"] = {"get": _catalogue(), "post": _batch()}
    for query in catalogue().values():
        paths[f"/queries/{query.name}"] = _operations(query, state)
    description["components"] = {
        "schemas": {"Problem": _problem()},
        "securitySchemes": {"token": protocol_operations.TOKEN},
    }
    return description


def _operations(query: CannedQuery, state: ServerState) -> Schema:
    shared = {
        "tags": ["Canned queries"],
        "summary": query.title.en,
        "description": f"{query.description.en}\n\n{query.description.sv}",
    }
    own = query_schemas.own(query, state.store)
    shaping = {"format": _format(query), **query_schemas.shaping(query)}
    listed = [
        {
            "name": name,
            "in": "query",
            "required": name in own and query.parameters[name].required,
            "description": schema["description"],
            "schema": {key: value for key, value in schema.items() if key not in ("description", "examples")},
            **({"example": schema["examples"][0]} if "examples" in schema else {}),
        }
        for name, schema in {**own, **shaping}.items()
    ]
    body = query_schemas.arguments(query, {**own, **shaping})
    responses = _responses(query, state)
    name = query.name.replace("-", "_")
    return {
        "get": {**shared, "operationId": f"get_{name}", "parameters": listed, "responses": responses},
        "post": {
            **shared,
            "operationId": f"post_{name}",
            "requestBody": {
                "required": "required" in body,
                "content": {kind: {"schema": body} for kind in BODIES},
            },
            "responses": {
                **{status: each for status, each in responses.items() if status != "304"},
                **_WRONG_BODY,
            },
        },
    }


# What a query by GET cannot meet.
_WRONG_BODY: Schema = {
    status: {
        "description": text,
        "content": {"application/problem+json": {"schema": protocol_operations.PROBLEM}},
    }
    for status, text in {
        "413": "The body is larger than the server takes.",
        "415": f"The body is of another media type than {' and '.join(BODIES)}.",
    }.items()
}


def _format(query: CannedQuery) -> Schema:
    formats = list(GRAPH_FORMATS if query.constructs else TABLE_FORMATS)
    return {"type": "string", "enum": formats, "description": "Form of the answer; else by `Accept`."}


def _responses(query: CannedQuery, state: ServerState) -> Schema:
    if query.constructs:
        content: Schema = {
            media_type: {"schema": {"type": "string"}} for media_type in GRAPH_FORMATS.values()
        }
        content[JSON_LD] = {"schema": {}}
    else:
        content = {media_type: {"schema": {"type": "string"}} for media_type in TABLE_FORMATS.values()}
        content[JSON_RESULTS] = {"schema": {"type": "object"}}
        content["application/json"] = _answer(query, state)
    problems = {
        "400": "The request cannot be read.",
        "404": "A parameter names a thing, or a page, that is not there.",
        "406": "No form of the answer fits `Accept`.",
        "422": "A parameter is wrong; the problem names it and what it takes.",
    }
    return {
        "200": {"description": "The answer.", "content": content},
        "304": {"description": "The answer is the one the client has (`If-None-Match`)."},
        **{
            status: {
                "description": text,
                "content": {"application/problem+json": {"schema": protocol_operations.PROBLEM}},
            }
            for status, text in problems.items()
        },
    }


def _answer(query: CannedQuery, state: ServerState) -> Schema:
    values = {each.name: each.example for each in query.parameters.values() if each.required}
    try:
        table = state.tables.table(query, values)
        count, rows = len(table.rows), list(map(json.loads, objects_of(page(table, DEFAULT_LIMIT).rows, ())))
    except ClustergraphError:
        count, rows = 0, []
    row = {column: _column([each[column] for each in rows]) for column in query.columns}
    schema = {
        "type": "object",
        "properties": {
            "query": {"const": query.name},
            "parameters": {"type": "object"},
            "columns": {"type": "array", "items": {"enum": list(query.columns)}},
            "rows": {
                "type": "array",
                "items": {"type": "object", "properties": row, "additionalProperties": False},
            },
            "count": {"type": "integer", "minimum": 0, "description": "Rows of the whole answer."},
            "next": {"type": ["string", "null"], "description": "Address of the next page."},
        },
        "required": ["query", "parameters", "columns", "rows", "count", "next"],
    }
    if not rows:
        return {"schema": schema}
    example = {
        "query": query.name,
        "parameters": parameters(query, values),
        "columns": list(query.columns),
        "rows": rows[:_EXAMPLE_ROWS],
        "count": count,
        "next": None,
    }
    return {"schema": schema, "example": example}


def _column(values: list[Any]) -> Schema:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int}:
        return {"type": ["integer", "null"]}
    if kinds <= {int, float} and kinds:
        return {"type": ["number", "null"]}
    if kinds == {bool}:
        return {"type": ["boolean", "null"]}
    return {"type": ["string", "null"]} if kinds else {}


def _catalogue() -> Schema:
    return {
        "tags": ["Canned queries"],
        "summary": "The catalogue of canned queries",
        "operationId": "get_queries",
        "responses": {
            "200": {
                "description": "Each query with its parameters, columns and SPARQL text.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {"queries": {"type": "array", "items": {"type": "object"}}},
                            "required": ["queries"],
                        }
                    },
                },
            },
            "406": {
                "description": "JSON is not wanted.",
                "content": {"application/problem+json": {"schema": protocol_operations.PROBLEM}},
            },
        },
    }


def _batch() -> Schema:
    entry = {
        "type": "object",
        "properties": {
            "query": {"type": "string", "description": "Name of a query that gives a table."},
            "parameters": {"type": "object"},
        },
        "required": ["query"],
    }
    return {
        "tags": ["Canned queries"],
        "summary": "Several canned queries in one request",
        "description": "Answers stand in the order of the queries; one that fails has a problem in its place.",
        "operationId": "post_queries",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "queries": {"type": "array", "items": entry, "minItems": 1, "maxItems": 25}
                        },
                        "required": ["queries"],
                    },
                    "example": {
                        "queries": [
                            {"query": "adoptions"},
                            {"query": "positions", "parameters": {"stance": "propose", "limit": 10}},
                        ]
                    },
                }
            },
        },
        "responses": {
            "200": {
                "description": "The answers.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {"answers": {"type": "array", "items": {"type": "object"}}},
                            "required": ["answers"],
                        }
                    }
                },
            },
            **{
                status: {
                    "description": text,
                    "content": {"application/problem+json": {"schema": protocol_operations.PROBLEM}},
                }
                for status, text in (
                    ("400", "The body is not JSON."),
                    ("422", "The body is not a list of queries."),
                )
            },
        },
    }


def _problem() -> Schema:
    return {
        "type": "object",
        "description": "RFC 9457 problem details.",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "parameter": {"type": "string", "description": "The parameter that is wrong."},
            "allowed": {"type": "array", "items": {"type": "string"}, "description": "What it takes."},
        },
        "required": ["type", "title", "status", "detail"],
    }
