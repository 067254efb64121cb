"""Reads a file of reviewed statements (`docs/reviewed-statements.md`) into the typed records."""

import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
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
# For each kind of record the type of each of its fields, and what the annotation says beyond that.
_HINTS = {
    record: {
        name: (hint, getattr(said, "__metadata__", ()))
        for (name, hint), said in zip(
            get_type_hints(record).items(), get_type_hints(record, include_extras=True).values(), strict=True
        )
    }
    for record in STATEMENTS
}
_HEADER = {"document", "file", "sha256", "span", "review"}
_DECISIONS = {"rejected", "pending"}
# What an item of `pending` says about itself; it may stand there still when the item has been moved to its section.
_OF_PENDING = {"section", "rule", "confidence"}
_IN_AN_IRI = re.compile(r"""[^][\s<>"{}|\\^`]+""")
# Of a new name is demanded what the contract of the IRIs says; one that is named may be older.
_SLUG = re.compile(
    r"[a-z0-9][a-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*"
)  # a part of a strategy has its printed number
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
    """What is wrong; `load` adds the file and the line: that of `key` at the top of the file, or of the item."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


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
        for key in content:
            if key not in _HEADER | _DECISIONS | _SECTIONS.keys():
                sections = ", ".join(_SECTIONS)
                raise _InvalidError(f"there is no section {key!r}; the sections are {sections}", key)
    except KeyError as missing:
        raise InputError(f"{path}: {missing.args[0]!r} is missing at the top of the file") from None
    except _InvalidError as error:
        where = f"{path}:{_line(path, error.key)}" if error.key else path
        raise InputError(f"{where}: {error}") from None
    statements = tuple(
        _statement(path, record, item, index, document, source, span)
        for section, record in _SECTIONS.items()
        for index, item in enumerate(_items(path, content, section))
    )
    _unique(path, content, statements)
    return ReviewedFile(
        path,
        span,
        DocumentGraph(document, source, statements, review),
        tuple(_rejected(path, item, index) for index, item in enumerate(_items(path, content, "rejected"))),
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
    except RecursionError:
        raise InputError(f"{path}: nested too deeply; see docs/reviewed-statements.md") from None
    if not isinstance(content, dict):
        raise InputError(f"{path}: not a file of reviewed statements; see docs/reviewed-statements.md")
    return content


def _source(content: Mapping[str, Any], documents: Path) -> SourceText:
    try:
        source = read(documents / str(content["file"]))
    except InputError as error:
        raise _InvalidError(str(error), "file") from None
    if source.sha256 != content["sha256"]:
        raise _InvalidError(
            f"{source.name} has changed since the review; review it and write its SHA-256, {source.sha256}",
            "sha256",
        )
    return source


def _span(content: Mapping[str, Any], source: SourceText) -> tuple[int, int]:
    match content["span"]:
        case [int(start), int(end)]:
            pass
        case other:
            raise _InvalidError(f"span {other!r} is not two numbers: write [start, end]", "span")
    if not 0 <= start < end <= len(source.text):
        raise _InvalidError(
            f"span [{start}, {end}] is outside the text of {len(source.text)} characters", "span"
        )
    return start, end


def _review(said: Any) -> Review | None:
    if not said:
        return None
    if not isinstance(said, dict):
        raise _InvalidError(f"review {said!r} does not say who and when: write {{by: …, date: …}}", "review")
    try:
        return Review(str(said["by"]), _day(str(said["date"])))
    except _InvalidError as error:
        raise _InvalidError(str(error), "review") from None


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
            name: _field(record, name, value)
            for name, value in item.items()
            if name not in {"quote", "quotes", *_OF_PENDING}
        }
        quotes = _quotes(item)
        values["evidence"] = tuple(_evidence(quote, source, span) for quote in quotes)
        if not quotes:
            raise _InvalidError("there is no quote; a statement stands on the words of its document")
        _complete(record, values)
        if record is Document and item.get("slug") == document:
            values |= {"source": source.slug, "start": span[0], "end": span[1]}
        return record(**values)
    except (_InvalidError, QuoteError) as error:
        where = f"{path}:{_line(path, record.section, index)}"
        slug = item.get("slug", "without slug") if isinstance(item, dict) else "without fields"
        raise InputError(f"{where}: {record.section} {slug}: {error}") from None


def _complete(record: type[Statement], values: Mapping[str, Any]) -> None:
    missing = [repr(one.name) for one in fields(record) if one.default is MISSING and one.name not in values]
    if missing:
        raise _InvalidError(f"missing {_fields(missing)}: write what the document says there")


def _fields(names: list[str]) -> str:
    return f"field {names[0]}" if len(names) == 1 else f"fields {', '.join(names[:-1])} and {names[-1]}"


def _evidence(quote: Any, source: SourceText, span: tuple[int, int]) -> Evidence:
    occurrence: int | None = None
    match quote:
        case {"text": text, "occurrence": int(occurrence)} if len(quote) == 2:
            pass
        case {"text": text} if len(quote) == 1:
            pass
        case dict():
            raise _InvalidError(f"the quote {quote!r} is not `text` with the number of its `occurrence`")
        case text:
            pass
    start, end = locate(_string(text), source.text, span, occurrence)
    return Evidence(source.text[start:end], start, end)


def _field(record: type[Statement], name: str, value: Any) -> Any:
    known = {one.name for one in fields(record)} - {"evidence", "source", "start", "end"}
    if name not in known:
        raise _InvalidError(f"there is no field {name!r}; the fields are {', '.join(sorted(known))}")
    try:
        return _value(record, name, value)
    except _InvalidError as error:
        raise _InvalidError(f"{name}: {error}") from None


def _value(record: type[Statement], name: str, value: Any) -> Any:
    """The value as the field's type has it: texts, tuples, and strings that YAML took for dates."""
    hint = _HINTS[record][name][0]
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
    says = _HINTS[record][name][1]
    if name == "slug" and not _SLUG.fullmatch(value):
        raise _InvalidError(
            f"{value!r} is no short name: small letters a to z, digits and hyphens, å and ä as a, ö as o"
        )
    if any(isinstance(one, Link) for one in says):
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
    if value is None:
        raise _InvalidError("nothing stands there; write it, or take out the line")
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise _InvalidError(f"{value!r} holds half a character, which no document does") from None
    return str(value)


def _rejected(path: Path, item: Any, index: int) -> Candidate:
    try:
        quote = _quotes(item)[0]
        section, reason = str(item["section"]), item.get("reason")
        words, which = (quote["text"], quote.get("occurrence")) if isinstance(quote, dict) else (quote, None)
        if not isinstance(which, int | None):
            raise _InvalidError(f"the occurrence {which!r} is not a number")
        given = {name: item[name] for name in item if name not in {"quote", "quotes", "reason", *_OF_PENDING}}
        return Candidate(section, _string(words), reason, which, given)
    except (KeyError, TypeError, IndexError, AttributeError):
        wrong = f"{item!r} has no section or no quote"
    except _InvalidError as error:
        wrong = str(error)
    raise InputError(f"{path}:{_line(path, 'rejected', index)}: under `rejected`, {wrong}")


def _quotes(item: Mapping[str, Any]) -> list[Any]:
    if "quote" in item and "quotes" in item:
        raise _InvalidError("it has both `quote` and `quotes`; write all of them under `quotes`")
    quotes = item.get("quotes") or [item[key] for key in ("quote",) if key in item]
    return quotes if isinstance(quotes, list) else [quotes]


def _unique(path: Path, content: Mapping[str, Any], statements: Iterable[Statement]) -> None:
    seen: set[str] = set()
    for statement in statements:
        if statement.reference in seen:
            slugs = [str(item.get("slug")) for item in content[statement.section]]
            last = len(slugs) - 1 - slugs[::-1].index(statement.slug)
            raise InputError(
                f"{path}:{_line(path, statement.section, last)}: {statement.section} {statement.slug}: "
                "the slug stands twice; give each its own"
            )
        seen.add(statement.reference)


def _line(path: Path, section: str, index: int | None = None) -> int:
    """The line of a section or an item, found by reading the file again with positions; only errors pay for it."""
    from ruamel.yaml import YAML

    content = YAML().load(path.read_text(encoding="utf-8"))
    place = content.lc.key(section) if index is None else content[section].lc.item(index)
    return int(place[0]) + 1
