"""The documentation of the API: every operation that `/openapi.json` describes, as a page (OpenAPI 3.1)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import catalogue


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: what it is called over HTTP, what it takes and what it answers.

    `parameters` are rows of name, place, type, whether it must be given, description and the language of that;
    `answers` are pairs of status and the media types or words of that answer. `lang` is the language of the summary
    and the description: a canned query has its words in both, everything else is told in English.
    """

    name: str
    method: str
    path: str
    summary: Markup
    description: Markup
    parameters: tuple[tuple[str, str, str, bool, Markup, str], ...]
    answers: tuple[tuple[str, Markup], ...]
    example: str
    lang: str = "en"


def docs(visit: Visit) -> Page:
    """The operations by tag, in the order of the description."""
    description = visit.description()
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in description.get("paths", {}).items():
        for method, about in methods.items():
            groups[(about.get("tags") or ["API"])[0]].append(_operation(path, method, about, visit.lang))
    return Page("docs.html", visit.t("nav.docs"), shows={"groups": list(groups.items()), "base": visit.base})


def _operation(path: str, method: str, about: Mapping[str, Any], lang: str) -> Operation:
    given = about.get("parameters", ())
    query = catalogue().get(path.removeprefix("/queries/"))
    own = query.parameters if query else {}
    needed = {one["name"]: _example(one) for one in given if one["in"] == "query" and one.get("required")}
    return Operation(
        f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '') or 'root'}",
        method.upper(),
        path,
        _worded((query and getattr(query.title, lang)) or about.get("summary", "")),
        _worded((query and getattr(query.description, lang)) or about.get("description", "")),
        tuple(
            (
                one["name"],
                one["in"],
                _type(one.get("schema", {})),
                bool(one.get("required")),
                _worded(
                    getattr(own[one["name"]].description, lang) or ""
                    if one["name"] in own
                    else one.get("description", "")
                ),
                lang if one["name"] in own else "en",
            )
            for one in given
        ),
        tuple(
            (status, _worded(", ".join(answer.get("content", ())) or answer.get("description", "")))
            for status, answer in about.get("responses", {}).items()
        ),
        path + (f"?{urlencode(needed)}" if needed else "") if method == "get" and "{" not in path else "",
        lang if query else "en",
    )


def _worded(text: str) -> Markup:
    """The text with what stands between backticks as code, the only mark-up that the descriptions use."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def _example(parameter: Mapping[str, Any]) -> str:
    examples = parameter.get("examples") or parameter.get("schema", {}).get("examples") or {}
    first = next(
        iter(examples.values() if isinstance(examples, Mapping) else examples), parameter.get("example", "")
    )
    return str(first.get("value", "") if isinstance(first, Mapping) else first)


def _type(schema: Mapping[str, Any]) -> str:
    """The type of a value in a word or two: `string (date)`, `one of a, b`, `integer, else 100`."""
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    word = ", ".join(map(str, schema["enum"])) if "enum" in schema else str(schema.get("type", ""))
    if "format" in schema:
        word += f" ({schema['format']})"
    return f"{word} = {schema['default']}" if schema.get("default") is not None else word
