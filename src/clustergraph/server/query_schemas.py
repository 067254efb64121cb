"""JSON Schemas of what the canned queries take, from their files and from what the store knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustergraph.queries.answering import DEFAULT_LIMIT, LARGEST_LIMIT
from clustergraph.queries.binding import LARGEST
from clustergraph.queries.known import concepts

if TYPE_CHECKING:
    from clustergraph.queries import CannedQuery, Parameter
    from clustergraph.store import Store

Schema = dict[str, Any]

# A short name, with its kind or without, or an IRI.
_NAME = "^([a-z0-9][a-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*|https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+)$"


def own(query: CannedQuery, store: Store) -> dict[str, Schema]:
    """The query's own parameters by name, each with an example and its description in English and Swedish."""
    return {
        name: {
            **_value(each, store),
            "description": f"{each.description.en} {each.description.sv}",
            "examples": [_typed(each, each.example)],
        }
        for name, each in query.parameters.items()
    }


def shaping(query: CannedQuery, limit: int = DEFAULT_LIMIT) -> dict[str, Schema]:
    """The parameters that cut the answer. limit: the rows of a page without `limit`; a graph is then given whole."""
    after = {
        "type": "string",
        "minLength": 1,
        "description": "Cursor of the page before, as `next` gives it.",
    }
    if query.constructs:
        most = {
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_LIMIT,
            "description": "Most triples of a page. Without `limit` and `after` the answer is the whole graph.",
        }
        return {"limit": most, "after": after}
    columns = "|".join(query.columns)
    return {
        "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": LARGEST_LIMIT,
            "default": limit,
            "description": "Most rows of the answer.",
        },
        "after": after,
        "fields": {
            "type": "string",
            "pattern": f"^({columns})(,({columns}))*$",
            "description": f"Only these columns, separated by commas, out of {', '.join(query.columns)}.",
        },
    }


def arguments(query: CannedQuery, properties: dict[str, Schema]) -> Schema:
    """An object of parameters, those that the query needs required."""
    required = [each.name for each in query.parameters.values() if each.required]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _value(parameter: Parameter, store: Store) -> Schema:
    schema: Schema = {"type": "string", "minLength": 1, "maxLength": 2000}
    if parameter.type == "iri":
        schema["pattern"] = _NAME
    if parameter.type == "concept":
        listed = concepts(store, parameter.scheme or "")
        schema = {"type": "string", **({"enum": listed} if listed else {})}
    elif parameter.type == "language":
        schema = {"type": "string", "enum": ["sv", "en"]}
    elif parameter.type == "integer":
        schema = {"type": "integer", "maximum": LARGEST}
        if parameter.minimum is not None:
            schema["minimum"] = parameter.minimum
    elif parameter.type == "boolean":
        schema = {"type": "boolean"}
    elif parameter.type == "date":
        schema = {"type": "string", "format": "date"}
    if parameter.default is not None:
        schema["default"] = _typed(parameter, parameter.default)
    return schema


def _typed(parameter: Parameter, text: str) -> str | int | bool:
    """A value of the parameter as JSON has it."""
    if parameter.type == "integer":
        return int(text)
    return text == "true" if parameter.type == "boolean" else text
