"""OpenAPI of the operations that a standard or a file defines: parameters, bodies, media types, tokens, errors.

The routes read these from the request themselves, so that FastAPI cannot know them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustergraph.server.routes.mapping import MEDIA_TYPES as DOCUMENTS
from clustergraph.store.formats import (
    DATASETS,
    GRAPHS,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    RESULTS,
    SHORT_NAMES,
    TRIG,
    TURTLE,
)
from clustergraph.validation.rendering import MEDIA_TYPES as REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]

PROBLEM: Schema = {"$ref": "#/components/schemas/Problem"}
TOKEN: Schema = {
    "type": "http",
    "scheme": "bearer",
    "description": "The token that the server was started with.",
}
_TEXT: Schema = {"type": "string", "minLength": 1}
_FILE: Schema = {"type": "string", "format": "binary"}
_IRI: Schema = {"type": "string", "format": "uri"}
_ONE_GRAPH = [each for each in GRAPHS if each not in (TRIG, N_QUADS)]
_FORM = "application/x-www-form-urlencoded"
_SYNTAXES = [name for name, media_type in SHORT_NAMES.items() if media_type in GRAPHS]
_JSON = "application/json"
_FILES = "multipart/form-data"


def complete(paths: dict[str, dict[str, Schema]]) -> None:
    """Add to the operations of these paths what FastAPI has left out, and to each that an error is a problem."""
    for operations in paths.values():
        for operation in operations.values():
            problem = {
                "description": "An error.",
                "content": {"application/problem+json": {"schema": PROBLEM}},
            }
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = problem
    for (path, method), more in _known().items():
        operation = paths[path][method]
        operation["responses"] |= more.pop("responses", {})
        operation.setdefault("parameters", []).extend(more.pop("parameters", ()))
        operation |= more


def taken_by_post(path: str) -> list[str]:
    """The media types that a POST to this path may have."""
    first = "/" + path.split("/", 2)[1]
    if first == "/queries":
        return [_JSON] if path == first else [_JSON, _FORM]
    body = _known().get((first, "post"), {}).get("requestBody", {})
    return list(body.get("content", {}))


def _known() -> dict[tuple[str, str], Schema]:
    graphs = [
        _parameter("default-graph-uri", "A graph of the default graph.", {"type": "array", "items": _IRI}),
        _parameter("named-graph-uri", "A named graph.", {"type": "array", "items": _IRI}),
    ]
    using = [
        _parameter(f"using-{kind}graph-uri", f"{what} of WHERE.", {"type": "array", "items": _IRI})
        for kind, what in (("", "A graph of the default graph"), ("named-", "A named graph"))
    ]
    form = _parameter(
        "format", "Form of the answer; else by `Accept`.", {"type": "string", "enum": [*SHORT_NAMES]}
    )
    syntax = _parameter(
        "format", "Syntax of the answer; else by `Accept`.", {"type": "string", "enum": _SYNTAXES}
    )
    of_triples = _parameter(
        "format",
        "Syntax of the answer; else by `Accept`.",
        {
            "type": "string",
            "enum": [
                name for name in _SYNTAXES if SHORT_NAMES[name] in (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
            ],
        },
    )
    graph = [
        _parameter("graph", "The graph, by its IRI.", _IRI),
        _parameter("default", "The graph without a name.", {"type": "string", "maxLength": 0}),
    ]
    answers = _gives(200, "The answer.", [*RESULTS, *GRAPHS, "text/html"])
    conditions = [
        _header("If-Match", "The ETag of what the client has read; 412 where the store has changed since."),
        _header("If-None-Match", "`*`: only where there is no such graph; 412 where there is."),
    ]
    writes: Schema = {"security": [{"token": []}], "parameters": [*graph, *conditions]}
    sent = _takes({**_graphs(), _FILES: _object(_FILE, "graph")})
    stored = {"204": {"description": "Done."}, "201": {"description": "Done; the graph is new."}}
    report = [each.partition(";")[0] for each in REPORTS.values()]
    return {
        ("/sparql", "get"): {
            "parameters": [
                _parameter("query", "SPARQL 1.1; without it the service is described.", _TEXT),
                *graphs,
                form,
            ],
            "responses": answers,
        },
        ("/sparql", "post"): {
            "parameters": [*graphs, form],
            "requestBody": _takes({"application/sparql-query": _TEXT, _FORM: _object(_TEXT, "query")}),
            "responses": answers,
        },
        ("/update", "post"): {
            "security": [{"token": []}],
            "parameters": [*using, *conditions],
            "requestBody": _takes({"application/sparql-update": _TEXT, _FORM: _object(_TEXT, "update")}),
        },
        ("/rdf-graph-store", "get"): {
            "parameters": [*graph, syntax],
            "responses": _gives(200, "The graph, or all of them.", dict.fromkeys([*_ONE_GRAPH, *DATASETS])),
        },
        ("/rdf-graph-store", "put"): {**writes, "requestBody": sent, "responses": stored},
        ("/rdf-graph-store", "post"): {**writes, "requestBody": sent, "responses": stored},
        ("/rdf-graph-store", "delete"): writes,
        ("/validate", "post"): {
            "requestBody": _takes(
                {**_graphs(), TRIG: _TEXT, N_QUADS: _TEXT, _FILES: _object(_FILE, "data", "shapes")}
            ),
            "responses": _gives(200, "The report.", report),
        },
        ("/map", "post"): {
            "requestBody": _takes({**dict.fromkeys(DOCUMENTS, _TEXT), _FILES: _object(_FILE, "document")}),
            "responses": _gives(200, "The candidates.", [_JSON, TRIG, JSON_LD, TURTLE]),
        },
        # A dry run needs no token.
        ("/add", "post"): {
            "security": [{"token": []}, {}],
            "parameters": conditions,
            "requestBody": _takes({**_graphs(), TRIG: _TEXT, N_QUADS: _TEXT}),
        },
        ("/undo", "post"): {"security": [{"token": []}], "parameters": conditions},
        ("/void", "get"): {"parameters": [syntax], "responses": _gives(200, "The description.", GRAPHS)},
        ("/examples", "get"): {"parameters": [syntax], "responses": _gives(200, "The queries.", GRAPHS)},
        ("/dataset", "get"): {"parameters": [of_triples]},
        ("/prefixes", "get"): {
            "parameters": [syntax],
            "responses": _gives(200, "The prefixes.", [_JSON, *GRAPHS]),
        },
        ("/metrics", "get"): {"responses": _gives(200, "The counters.", ["text/plain"])},
    }


def _graphs() -> Schema:
    return dict.fromkeys(_ONE_GRAPH, _TEXT)


def _parameter(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _header(name: str, description: str) -> Schema:
    return {**_parameter(name, description, {"type": "string"}), "in": "header"}


def _object(schema: Schema, needed: str, *others: str) -> Schema:
    return {"type": "object", "properties": dict.fromkeys([needed, *others], schema), "required": [needed]}


def _takes(content: Schema) -> Schema:
    return {
        "required": True,
        "content": {media_type: {"schema": schema} for media_type, schema in content.items()},
    }


def _gives(status: int, description: str, media_types: Iterable[str]) -> Schema:
    return {str(status): {"description": description, "content": {each: {} for each in media_types}}}
