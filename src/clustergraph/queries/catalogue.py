"""The canned queries: one file `queries/NAME.rq`, a comment header in YAML and plain SPARQL.

    #+ title: {sv: Aktörer, en: Actors}
    #+ description: {sv: …, en: …}
    #+ tags: [actors]
    #+ key: [actor]
    #+ parameters:
    #+   type: {type: concept, scheme: actor-type, description: {sv: …, en: …}, example: municipality}
    SELECT … WHERE { VALUES ?type { UNDEF } … }

Each parameter stands in the text once, as the data block `VALUES ?name { … }`: `UNDEF` for one that
may be left out, the default for one that has a default. So the file runs as it is in any endpoint.
`key` names the columns that identify a row (by default the first one): the query is ordered by them,
and paging goes by them.

A parameter that is also a column selects the rows that have its value there. Another says with `selects` which
rows of the whole answer it selects, so that one kept answer serves every value (`queries.kept`):

    #+     selects: {column: position, where: "?position dcterms:subject ?topic"}   # the pairs of the pattern
    #+     selects: {column: actor_count, least: true}                              # this number or more

`anchor` names the column that each row hangs on: the row follows from what is reached from there along the triple
patterns of the query, forwards. After a change only the rows of the anchors that it touches are made again
(`queries.remaking`). A query that counts, or looks for what is not there, has none.

    #+ anchor: position

`portions` is a pattern that finds the anchors, for a query of many rows: the whole answer is then asked for some
anchors at a time, in place of each `?position a …` (`queries.making`), so that no join grows with the store.

    #+ portions: "?position a cg:Position"

`expect` is what the shipped documents say: some columns of a row that the query must give, required parameters at
their examples; of a CONSTRUCT the subject, predicate and object of a triple. IRIs may be short there.

    #+ expect: {actor: uppsala-kommun, date: 2025-03-05}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from clustergraph import resources
from clustergraph.errors import NotFoundError, QueryError
from clustergraph.model import Text

# The data block of a parameter; what stands in it is the default.
BLOCK = re.compile(r"VALUES \?(?P<name>\w+) \{ [^{}]* \}")
_POSITION = re.compile(r"error at (?P<line>\d+):\d+")
_PREFIX = re.compile(r"^PREFIX .*\n", re.MULTILINE)
_ORDER = re.compile(r"^ORDER BY (.*)$", re.MULTILINE)

ParameterType = Literal["iri", "concept", "string", "integer", "date", "boolean", "language"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of the whole answer a value selects: those that have it in `column`.

    With `where`, a pattern of the file's own prefixes, those whose `column` it pairs with the value; with `least`,
    those that have at least this number.
    """

    column: str
    where: str | None = None
    least: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a canned query.

    name: the variable, without `?`. type: what values it takes; `scheme` is the concept scheme of a
    concept, `kind` the kind of thing of an IRI, so that a slug is enough. `default` is None for a
    parameter that may be left out; `minimum` is the least integer. `selects` is None for a parameter
    that makes another answer of the whole query.
    """

    name: str
    type: ParameterType
    description: Text
    example: str
    required: bool = False
    default: str | None = None
    scheme: str | None = None
    kind: str | None = None
    minimum: int | None = None
    selects: Selection | None = None


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A canned query as its file describes it.

    `columns` is empty for a CONSTRUCT, `anchor` None where rows have none, `portions` None where all is asked at once.
    """

    name: str
    title: Text
    description: Text
    text: str
    path: Path
    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    anchor: str | None = None
    portions: str | None = None
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    expect: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def constructs(self) -> bool:
        """Whether the answer is a graph."""
        return not self.columns


class _HeaderError(Exception):
    """What is wrong in a header, and where: the number of a line, or the name of the entry."""

    def __init__(self, message: str, where: int | str) -> None:
        super().__init__(message)
        self.where = where


@cache
def catalogue() -> Mapping[str, CannedQuery]:
    """All canned queries by name, in alphabetical order.

    Raises QueryError, with file and line, where a file is wrong.
    """
    return MappingProxyType({path.stem: _load(path) for path in sorted(resources.queries().glob("*.rq"))})


def canned(name: str) -> CannedQuery:
    """The canned query of this name. Raises NotFoundError, with the nearest names, for an unknown one."""
    queries = catalogue()
    if name in queries:
        return queries[name]
    from rapidfuzz import process

    near = [match for match, _, _ in process.extract(name, list(queries), limit=3, score_cutoff=60)]
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(queries)}"
    raise NotFoundError(f"there is no canned query {name!r}; {hint}")


def _load(path: Path) -> CannedQuery:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from None
    header = "\n".join(
        line.removeprefix("#+").removeprefix(" ") if line.startswith("#+") else ""
        for line in content.splitlines()
    )
    try:
        return _described(path, content, _yaml(header))
    except _HeaderError as error:
        raise QueryError(f"{path}:{_line_of(content, error)}: {error}") from None
    except SyntaxError as error:
        place, reason = _POSITION.match(str(error)), str(error)
        line = place["line"] if place else 1
        raise QueryError(f"{path}:{line}: not valid SPARQL: {reason}") from None


def _described(path: Path, content: str, header: dict[str, Any]) -> CannedQuery:
    missing = [name for name in ("title", "description") if name not in header]
    if missing:
        raise _HeaderError(f"the header has no {missing[0]}", 1)
    unknown = set(header) - {
        "title",
        "description",
        "tags",
        "key",
        "parameters",
        "expect",
        "anchor",
        "portions",
    }
    if unknown:
        raise _HeaderError(f"the header has an unknown entry {sorted(unknown)[0]!r}", 1)
    columns = _columns(content)
    parameters = {
        name: _parameter(name, entry, content, columns)
        for name, entry in header.get("parameters", {}).items()
    }
    key = tuple(header.get("key", columns[:1]))
    for column in key:
        if column not in columns:
            raise _HeaderError(f"the key {column!r} is not a column of the query", "key")
    anchor = header.get("anchor")
    if anchor is not None and anchor not in columns:
        raise _HeaderError(f"the anchor {anchor!r} is not a column of the query", "anchor")
    portions = _portions(header, content)
    expect = {name: str(value) for name, value in header.get("expect", {}).items()}
    for name in expect:
        if name not in (columns or ("subject", "predicate", "object")):
            raise _HeaderError(f"what is expected has {name!r}, which is not a column of the query", "expect")
    if columns and _ORDER.findall(content)[-1:] != [" ".join(f"?{column}" for column in key)]:
        raise _HeaderError(
            f"the query must end with `ORDER BY {' '.join(f'?{column}' for column in key)}`, by its key",
            "key",
        )
    return CannedQuery(
        path.stem,
        _text("title", header),
        _text("description", header),
        content,
        path,
        columns,
        key,
        anchor,
        portions,
        tuple(header.get("tags", ())),
        MappingProxyType(parameters),
        MappingProxyType(expect),
    )


def _portions(header: dict[str, Any], content: str) -> str | None:
    """The query for all anchors that portions are made of."""
    if "portions" not in header:
        return None
    if f"?{header.get('anchor')} a " not in content:
        raise _HeaderError(
            "a query in portions needs an anchor, with `a` and its class in the query", "portions"
        )
    import pyoxigraph

    query = f"{''.join(_PREFIX.findall(content))}SELECT ?{header['anchor']} WHERE {{ {header['portions']} }}"
    try:
        pyoxigraph.Store().query(query)
    except SyntaxError as error:
        raise _HeaderError(f"the portions are no valid pattern: {error}", "portions") from None
    return query


def _text(name: str, header: dict[str, Any]) -> Text:
    words = header[name]
    if not isinstance(words, dict) or set(words) != {"sv", "en"}:
        raise _HeaderError(f"the {name} must be given in both languages, as {{sv: …, en: …}}", name)
    return Text(**words)


def _parameter(name: str, entry: dict[str, Any], content: str, columns: tuple[str, ...]) -> Parameter:
    if [found["name"] for found in BLOCK.finditer(content)].count(name) != 1:
        raise _HeaderError(
            f"the parameter {name!r} must stand in the query once, as `VALUES ?{name} {{ … }}`", name
        )
    if not isinstance(entry, dict) or entry.get("type") not in get_args(ParameterType):
        raise _HeaderError(
            f"the parameter {name!r} has no type out of {', '.join(get_args(ParameterType))}", name
        )
    values: dict[str, Any] = {
        key: value if key in ("required", "minimum", "selects") else str(value)
        for key, value in entry.items()
    }
    try:
        values["description"] = _text("description", entry)
        values["selects"] = _selection(name, entry, content, columns)
        return Parameter(name=name, **values)
    except (TypeError, KeyError) as error:
        raise _HeaderError(f"the parameter {name!r} is wrong: {error}", name) from None


def _selection(name: str, entry: dict[str, Any], content: str, columns: tuple[str, ...]) -> Selection | None:
    if "selects" not in entry:
        return Selection(name) if name in columns else None
    selection = Selection(**entry["selects"])
    if selection.column not in columns:
        raise _HeaderError(
            f"the parameter {name!r} selects by {selection.column!r}, which is not a column of the query",
            name,
        )
    if selection.where is not None:
        import pyoxigraph

        try:
            pyoxigraph.Store().query(pairs(content, name, selection))
        except SyntaxError as error:
            raise _HeaderError(f"the parameter {name!r} selects by no valid pattern: {error}", name) from None
    return selection


def pairs(content: str, name: str, selection: Selection) -> str:
    """The query for all pairs of a selection's pattern: a value of its column, and of the parameter `name`."""
    prologue = "".join(_PREFIX.findall(content))
    return f"{prologue}SELECT DISTINCT ?{selection.column} ?{name} WHERE {{ {selection.where} }}"


def _yaml(header: str) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        content = YAML(typ="safe").load(header)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _HeaderError(f"the header is not valid YAML: {error.problem}", line) from None
    if not isinstance(content, dict):
        raise _HeaderError("the header, lines that begin with `#+`, is missing", 1)
    return content


def _columns(content: str) -> tuple[str, ...]:
    """The variables that the query selects, asked of the engine itself; none for a CONSTRUCT."""
    import pyoxigraph

    answer = pyoxigraph.Store().query(content)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        return ()
    return tuple(variable.value for variable in answer.variables)


def _line_of(content: str, error: _HeaderError) -> int:
    """The line of an error: given as a number, or as the name of the entry that is wrong."""
    where = error.where
    if isinstance(where, int):
        return where
    lines = (
        number for number, line in enumerate(content.splitlines(), 1) if re.match(rf"#\+\s*{where}:", line)
    )
    return next(lines, 1)
