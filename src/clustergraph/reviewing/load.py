"""Reads a file of reviewed statements (`docs/reviewed-statements.md`) into the typed records."""

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from clustergraph.errors import InputError
from clustergraph.model import (
    STATEMENTS,
    Document,
    DocumentGraph,
    Evidence,
    Review,
    SourceText,
    Statement,
    Text,
)
from clustergraph.reading import read
from clustergraph.reviewing.quotes import QuoteError, locate

_SECTIONS = {record.section: record for record in STATEMENTS}
_HEADER = {"document", "file", "sha256", "span", "review"}
_DECISIONS = {"rejected", "pending"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of the rules that a steward turns down: its section, its words, and why."""

    section: str
    quote: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewedFile:
    """One file of `data/reviewed/`: the graph it publishes, and the candidates it turns down."""

    path: Path
    span: tuple[int, int]
    graph: DocumentGraph
    rejected: tuple[Candidate, ...]


class _InvalidError(Exception):
    """What is wrong with an item; `load` adds the file and the line."""


def load(path: Path, documents: Path) -> ReviewedFile:
    """Read one file of reviewed statements; its source text is looked up in the folder `documents`.

    Raises InputError, with file and line, where the file is not YAML, names an unknown section or
    field, quotes words that the document does not hold, or belongs to another version of the source.
    """
    content = _yaml(path)
    try:
        source = _source(content, documents)
        span = _span(content, source)
        document = str(content["document"])
        review = content.get("review") or {}
        unknown = set(content) - _HEADER - _DECISIONS - set(_SECTIONS)
        if unknown:
            raise _InvalidError(
                f"there is no section {sorted(unknown)[0]!r}; the sections are {', '.join(_SECTIONS)}"
            )
    except KeyError as missing:
        raise InputError(f"{path}: {missing.args[0]!r} is missing at the top of the file") from None
    except _InvalidError as error:
        raise InputError(f"{path}: {error}") from None
    statements = tuple(
        _statement(path, record, item, index, document, source, span)
        for section, record in _SECTIONS.items()
        for index, item in enumerate(content.get(section) or ())
    )
    _unique(path, statements)
    return ReviewedFile(
        path,
        span,
        DocumentGraph(
            document, source, statements, Review(str(review["by"]), str(review["date"])) if review else None
        ),
        tuple(_rejected(path, item) for item in content.get("rejected") or ()),
    )


def _yaml(path: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise InputError(
            f"{path}{where}: not valid YAML: {getattr(error, 'problem', None) or error}"
        ) from None
    if not isinstance(content, dict):
        raise InputError(f"{path}: not a file of reviewed statements; see docs/reviewed-statements.md")
    return content


def _source(content: Mapping[str, Any], documents: Path) -> SourceText:
    source = read(documents / str(content["file"]))
    if source.sha256 != content["sha256"]:
        raise _InvalidError(
            f"{source.name} has changed since the review; review it and write its SHA-256, {source.sha256}"
        )
    return source


def _span(content: Mapping[str, Any], source: SourceText) -> tuple[int, int]:
    start, end = content["span"]
    if not 0 <= start < end <= len(source.text):
        raise _InvalidError(f"span [{start}, {end}] is outside the text of {len(source.text)} characters")
    return start, end


def _statement(
    path: Path,
    record: type[Statement],
    item: Any,
    index: int,
    document: str,
    source: SourceText,
    span: tuple[int, int],
) -> Statement:
    try:
        if not isinstance(item, dict):
            raise _InvalidError("an item has fields, `slug: …`")
        values = {
            name: _value(record, name, value)
            for name, value in item.items()
            if name not in ("quote", "quotes")
        }
        quotes = _quotes(item)
        values["evidence"] = tuple(_evidence(quote, source, span) for quote in quotes)
        if not quotes:
            raise _InvalidError("there is no quote; a statement stands on the words of its document")
        if record is Document and item.get("slug") == document:
            values |= {"source": source.slug, "start": span[0], "end": span[1]}
        return record(**values)
    except (_InvalidError, QuoteError, TypeError) as error:
        message = str(error).replace(f"{record.__name__}.__init__() ", "")
        where = f"{path}:{_line(path, record.section, index)}"
        slug = item.get("slug", "without slug") if isinstance(item, dict) else "without fields"
        raise InputError(f"{where}: {record.section} {slug}: {message}") from None


def _evidence(quote: Any, source: SourceText, span: tuple[int, int]) -> Evidence:
    text, occurrence = (
        (quote["text"], quote.get("occurrence", 1)) if isinstance(quote, dict) else (quote, None)
    )
    start, end = locate(str(text), source.text, span, occurrence)
    return Evidence(source.text[start:end], start, end)


def _value(record: type[Statement], name: str, value: Any) -> Any:
    """The value as the field's type has it: texts, tuples, and strings that YAML took for dates."""
    known = {field.name for field in fields(record)} - {"evidence", "source", "start", "end"}
    if name not in known:
        raise _InvalidError(f"there is no field {name!r}; the fields are {', '.join(sorted(known))}")
    hint = get_type_hints(record)[name]
    options = get_args(hint) if get_origin(hint) in (types.UnionType,) else (hint,)
    if value is None:
        return None
    if Text in options:
        return Text(**value) if isinstance(value, dict) else Text(sv=_string(value))
    if any(get_origin(option) is tuple for option in options):
        return tuple(_string(one) for one in (value if isinstance(value, list) else [value]))
    return _string(value) if str in options else value


def _string(value: Any) -> str:
    if isinstance(value, float):
        raise _InvalidError(f"write the number {value} in quotation marks, so that 3.10 stays 3.10")
    if isinstance(value, dict | list):
        raise _InvalidError(f"{value!r} stands where a single value is expected")
    return str(value)


def _rejected(path: Path, item: Any) -> Candidate:
    try:
        quote = _quotes(item)[0]
        words = quote["text"] if isinstance(quote, dict) else quote
        return Candidate(str(item["section"]), str(words), item.get("reason"))
    except (KeyError, TypeError, IndexError):
        raise InputError(f"{path}: under `rejected`, {item!r} has no section or no quote") from None


def _quotes(item: Mapping[str, Any]) -> list[Any]:
    return list(item.get("quotes") or [item[key] for key in ("quote",) if key in item])


def _unique(path: Path, statements: Iterable[Statement]) -> None:
    seen: set[str] = set()
    for statement in statements:
        if statement.reference in seen:
            raise InputError(
                f"{path}: {statement.section} {statement.slug}: the slug stands twice; give each its own"
            )
        seen.add(statement.reference)


def _line(path: Path, section: str, index: int) -> int:
    """The line of an item, found by reading the file again with positions; only errors pay for it."""
    from ruamel.yaml import YAML

    content = YAML().load(path.read_text(encoding="utf-8"))
    return int(content[section].lc.item(index)[0]) + 1
