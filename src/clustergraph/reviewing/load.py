"""Reads a file of reviewed statements (`docs/reviewed-statements.md`) into the typed records."""

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from clustergraph.errors import InputError
from clustergraph.model import (
    STATEMENTS,
    Document,
    DocumentGraph,
    Evidence,
    Link,
    Review,
    SourceText,
    Statement,
    Text,
    Value,
)
from clustergraph.reading import read
from clustergraph.reviewing.quotes import QuoteError, locate

_SECTIONS = {record.section: record for record in STATEMENTS}
_HEADER = {"document", "file", "sha256", "span", "review"}
_DECISIONS = {"rejected", "pending"}
# What an item of `pending` says about itself; it may stand there still when the item has been moved to its section.
_OF_PENDING = {"section", "rule", "confidence"}
_IN_AN_IRI = re.compile(r"""[^][\s<>"{}|\\^`]+""")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of the rules that a steward turns down: its section, its words, and why.

    occurrence: which one of the same words it is, from 1; None for all of them.
    given: the other fields that the item gives, as they are written.
    """

    section: str
    quote: str
    reason: str | None = None
    occurrence: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


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
    content = content_of(path)
    try:
        source = _source(content, documents)
        span = _span(content, source)
        document = _short_name(str(content["document"]))
        review = _review(content.get("review"))
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
        for index, item in enumerate(_items(path, content, section))
    )
    _unique(path, statements)
    return ReviewedFile(
        path,
        span,
        DocumentGraph(document, source, statements, review),
        tuple(_rejected(path, item) for item in _items(path, content, "rejected")),
    )


def content_of(path: Path) -> dict[str, Any]:
    """The fields of the file, a date as it is written. Raises InputError where it is no YAML with fields."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import SafeConstructor
    from ruamel.yaml.error import YAMLError

    class AsWritten(SafeConstructor):
        """Takes no words for a date, so that a day that does not exist is told with its place."""

    AsWritten.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)
    yaml = YAML(typ="safe")
    yaml.Constructor = AsWritten
    try:
        content = yaml.load(path.read_text(encoding="utf-8"))
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
    match content["span"]:
        case [int(start), int(end)]:
            pass
        case other:
            raise _InvalidError(f"span {other!r} is not two numbers: write [start, end]")
    if not 0 <= start < end <= len(source.text):
        raise _InvalidError(f"span [{start}, {end}] is outside the text of {len(source.text)} characters")
    return start, end


def _review(said: Any) -> Review | None:
    if not said:
        return None
    if not isinstance(said, dict):
        raise _InvalidError(f"review {said!r} does not say who and when: write {{by: …, date: …}}")
    return Review(str(said["by"]), _day(str(said["date"])))


def _items(path: Path, content: Mapping[str, Any], section: str) -> list[Any]:
    items = content.get(section) or []
    if not isinstance(items, list):
        where = f"{path}:{_line(path, section)}"
        raise InputError(f"{where}: {section} is no list: begin each item with a dash, `- slug: …`")
    return items


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
            if name not in {"quote", "quotes", *_OF_PENDING}
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
    match quote:
        case {"text": text, **given} if isinstance(occurrence := given.get("occurrence", 1), int):
            pass
        case dict():
            raise _InvalidError(f"the quote {quote!r} is not `text` with the number of its `occurrence`")
        case text:
            occurrence = None
    start, end = locate(str(text), source.text, span, occurrence)
    return Evidence(source.text[start:end], start, end)


def _value(record: type[Statement], name: str, value: Any) -> Any:
    """The value as the field's type has it: texts, tuples, and strings that YAML took for dates."""
    known = {one.name for one in fields(record)} - {"evidence", "source", "start", "end"}
    if name not in known:
        raise _InvalidError(f"there is no field {name!r}; the fields are {', '.join(sorted(known))}")
    hint = get_type_hints(record)[name]
    options = get_args(hint) if get_origin(hint) in (types.UnionType,) else (hint,)
    if value is None:
        return None
    if Text in options:
        return _text(value)
    if any(get_origin(option) is tuple for option in options):
        value = tuple(_string(one) for one in (value if isinstance(value, list) else [value]))
    elif str in options:
        value = _string(value)
    for one in value if isinstance(value, tuple) else (value,):
        _check(record, name, one)
    return value


def _text(value: Any) -> Text:
    if not isinstance(value, dict):
        return Text(sv=_string(value))
    if unknown := set(value) - {"sv", "en"}:
        raise _InvalidError(f"{sorted(map(str, unknown))[0]} is no language here: give the text in sv and en")
    return Text(**{language: _string(words) for language, words in value.items() if words is not None})


def _check(record: type[Statement], name: str, value: Any) -> None:
    """That a value can become what the field's annotation says."""
    says = getattr(get_type_hints(record, include_extras=True)[name], "__metadata__", ())
    if name == "slug" or any(isinstance(one, Link) for one in says):
        _short_name(value)
    if any(isinstance(one, Value) and one.datatype == "date" for one in says):
        _day(value)


def _day(value: str) -> str:
    if not _DATE.fullmatch(value):
        raise _InvalidError(f"{value!r} is not a day, a month or a year: write 2025-03-05, 2025-03 or 2025")
    return value


def _short_name(value: str) -> str:
    if not _IN_AN_IRI.fullmatch(value):
        raise _InvalidError(f"{value!r} is no short name, as the last part of an IRI is one")
    return value


def _string(value: Any) -> str:
    if isinstance(value, float):
        raise _InvalidError(f"write the number {value} in quotation marks, so that 3.10 stays 3.10")
    if isinstance(value, dict | list):
        raise _InvalidError(f"{value!r} stands where a single value is expected")
    return str(value)


def _rejected(path: Path, item: Any) -> Candidate:
    try:
        quote = _quotes(item)[0]
        section, reason = str(item["section"]), item.get("reason")
        words, which = (quote["text"], quote.get("occurrence")) if isinstance(quote, dict) else (quote, None)
        given = {name: item[name] for name in item if name not in {"quote", "quotes", "reason", *_OF_PENDING}}
    except (KeyError, TypeError, IndexError, AttributeError):
        raise InputError(f"{path}: under `rejected`, {item!r} has no section or no quote") from None
    if not isinstance(which, int | None):
        raise InputError(f"{path}: under `rejected`, the occurrence {which!r} is not a number")
    return Candidate(section, str(words), reason, which, given)


def _quotes(item: Mapping[str, Any]) -> list[Any]:
    quotes = item.get("quotes") or [item[key] for key in ("quote",) if key in item]
    return quotes if isinstance(quotes, list) else [quotes]


def _unique(path: Path, statements: Iterable[Statement]) -> None:
    seen: set[str] = set()
    for statement in statements:
        if statement.reference in seen:
            raise InputError(
                f"{path}: {statement.section} {statement.slug}: the slug stands twice; give each its own"
            )
        seen.add(statement.reference)


def _line(path: Path, section: str, index: int | None = None) -> int:
    """The line of a section or an item, found by reading the file again with positions; only errors pay for it."""
    from ruamel.yaml import YAML

    content = YAML().load(path.read_text(encoding="utf-8"))
    place = content.lc.key(section) if index is None else content[section].lc.item(index)
    return int(place[0]) + 1
