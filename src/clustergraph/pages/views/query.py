"""The canned queries: the list of them, and each with its form, its answer as a table, and its SPARQL."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from clustergraph.errors import NotFoundError
from clustergraph.namespaces import ID
from clustergraph.pages import wording
from clustergraph.pages.charts import Bar, bars
from clustergraph.pages.graph import Row, kind, path_of
from clustergraph.pages.graph import slug as slug_of
from clustergraph.pages.timescale import Event, TimePicture
from clustergraph.pages.views.labels import labels, readable
from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import CannedQuery, Parameter, bind, catalogue
from clustergraph.queries.answering import DEFAULT_LIMIT, LARGEST_LIMIT

_SHOWN = 200
_MOST_DRAWN = 60
_QUOTED = frozenset({"quote", "first_quote", "other_quote"})
# Columns of codes, by the scheme of their concepts: a page gives the words.
_CODES = {
    "status": "decision-status",
    "response_status": "decision-status",
    "support": "support",
    "topics": "topic",
}
# Columns of codes that are no concepts, by the section of their words.
_WORDS = {"kind": "timeline", "stage": "stage", "relation": "relation"}
_TABLE_FILES = (("CSV", "csv"), ("JSON", "json"))
_GRAPH_FILES = (("Turtle", "ttl"), ("JSON-LD", "jsonld"))
# Columns of one language, whatever that of the page: the words of the documents, and the summaries of positions.
_LANGUAGES = {**dict.fromkeys((*_QUOTED, "section_label", "title", "document_title"), "sv"), "summary": "en"}
_SUGGESTED = frozenset({"actor", "agreement", "strategy"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: text, where it leads, how it is set, and its language where that is not the page's."""

    text: str
    address: str = ""
    style: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a query's form; `choices` are pairs of value and word, `suggestions` for a free text."""

    parameter: Parameter
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()

    @property
    def default(self) -> str:
        """What is taken where nothing is chosen, in words; empty where that is everything."""
        value = "" if self.parameter.default is None else str(self.parameter.default).lower()
        return dict(self.choices).get(value, value)


def queries(visit: Visit) -> Page:
    """All canned queries, by what they are about."""
    groups: dict[str, list[CannedQuery]] = defaultdict(list)
    for query in catalogue().values():
        groups[query.tags[0] if query.tags else "other"].append(query)
    named = {tag: visit.t(f"tag.{tag}") if visit.t.has(f"tag.{tag}") else tag for tag in groups}
    return Page(
        "queries.html",
        visit.t("nav.queries"),
        "queries",
        {"groups": [(named[tag], groups[tag]) for tag in wording.in_order(groups, named.__getitem__)]},
    )


def query(visit: Visit, name: str) -> Page:
    """One canned query with its answer, if what it needs is given.

    Raises NotFoundError for an unknown query, QueryError for a value of the wrong form.
    """
    if name not in catalogue():
        raise NotFoundError(visit.t("query.unknown", name=name))
    one = catalogue()[name]
    given = {key: value for key, value in visit.params.items() if key in one.parameters and value}
    values = dict(given)
    if "lang" in one.parameters:
        values["lang"] = visit.lang
    ready = all(key in given for key, parameter in one.parameters.items() if parameter.required)
    rows = visit.graph.canned(name, **given) if ready and not one.constructs else []
    columns = [name for name in shown_columns(one.columns) if not rows or any(row[name] for row in rows)]
    shown = rows[:_SHOWN]
    names = labels(
        visit,
        {row[name] for row in shown for name in columns if path_of(row[name])}
        | {iri for row in shown for name in columns for iri in _concepts(name, row[name])},
    )
    places = _places(visit, shown) if _QUOTED & set(columns) else {}
    # Without a limit a file ends after the first page.
    whole = {"limit": LARGEST_LIMIT} if len(rows) > DEFAULT_LIMIT else {}
    concepts = [key for key, parameter in one.parameters.items() if parameter.type == "concept"]
    return Page(
        "query.html",
        getattr(one.title, visit.lang) or one.name,
        "queries",
        {
            "query": one,
            "description": getattr(one.description, visit.lang) or "",
            "fields": [
                _field(visit, parameter, given.get(key, ""))
                for key, parameter in one.parameters.items()
                if key != "lang"
            ],
            "ready": ready,
            "columns": columns,
            "heading_of": lambda column: _heading(visit, column),
            "rows": [[cell(visit, row, column, names, places) for column in columns] for row in shown],
            "bars": bars(rows, one.columns, concepts),
            "bar_link": lambda bar: _bar_link(visit, one, concepts, given, bar),
            "times": _times(visit, one, rows),
            "count": len(rows),
            "shown": _SHOWN,
            "sparql": bind(one, values) if ready else one.text,
            "files": [
                (word, form, f"/queries/{name}?" + urlencode({**values, "format": form, **whole}))
                for word, form in (_GRAPH_FILES if one.constructs else _TABLE_FILES)
                if ready
            ],
            "in_file": LARGEST_LIMIT if len(rows) > LARGEST_LIMIT else 0,
            "editor": visit.url("/sparql", example=name, **given),
        },
        scripts=("pictures.js",),
        machine=()
        if one.constructs
        else (("text/csv", f"/queries/{name}"), ("application/json", f"/queries/{name}")),
    )


def _concepts(column: str, value: str) -> list[str]:
    """The concepts whose codes stand in a cell, `joint-strategy; leadership`."""
    scheme = _CODES.get(column)
    if not scheme or not value or path_of(value):  # some queries give the concept itself
        return []
    return [f"{ID}{scheme}/{code}" for code in value.split("; ")]


def shown_columns(columns: tuple[str, ...]) -> list[str]:
    """The columns to show: a label takes the place of its IRI, which it links to, and a list of labels of that of IRIs."""
    labelled = {column.removesuffix("_label") for column in columns if column.endswith("_label")}
    labelled |= {f"{column}s" for column in labelled}
    return [column for column in columns if column not in labelled]


def _heading(visit: Visit, column: str) -> str:
    """What a column holds, in words."""
    key = f"column.{column.removesuffix('_label')}"
    return visit.t(key) if visit.t.has(key) else column.removesuffix("_label").replace("_", " ")


def _bar_link(visit: Visit, one: CannedQuery, concepts: list[str], given: Row, bar: Bar) -> str:
    """A bar of a controlled value asks for the rows that it counts; any other leads to its thing."""
    for name in concepts:
        if one.parameters[name].scheme == kind(bar.iri):
            return visit.url(f"/queries/{one.name}", **{**given, name: slug_of(bar.iri)})
    return visit.thing(bar.iri) if bar.iri else "#answer"


@dataclass(frozen=True, slots=True)
class Times:
    """An answer along time, and which dates those are, in words."""

    picture: TimePicture
    of: str


def _times(visit: Visit, one: CannedQuery, rows: list[Row]) -> Times | None:
    """The rows along time, where the query gives each a date and a name; None where fewer than two have one.

    The name is the first that tells the rows apart; a deadline that was extended is the later one.
    """
    date = next((name for name in one.columns if name in ("date", "deadline")), None)
    dated = [row for row in rows if date and (row[date] or row.get("earliest") or row.get("latest"))]
    named = [name for name in one.columns if name.endswith("_label") or name == "title"]
    apart = (name for name in named if len({row[name] for row in dated}) > 1)
    label = next(apart, named[0] if named else None)
    if not date or not label or not 2 <= len(dated) <= _MOST_DRAWN:
        return None
    thing = label.removesuffix("_label") if label != "title" else one.columns[0]
    events = (
        Event(
            row.get(f"extended_{date}") or row[date],
            row.get("earliest", ""),
            row.get("latest", ""),
            row[label],
            row.get("kind") or one.name,
            visit.thing(row[thing]),
        )
        for row in dated
    )
    of, later = _heading(visit, date), f"extended_{date}"
    if any(row.get(later) for row in dated):
        of = visit.t("query.times_or", of=of, later=_heading(visit, later))
    return Times(TimePicture(events, visit.t), of)


def _places(visit: Visit, rows: list[Row]) -> dict[tuple[str, str], str]:
    """Where the quotes of the rows stand: by thing and quote the address in the document."""
    things = sorted(
        {value for row in rows for value in row.values() if value.startswith(ID) and path_of(value)}
    )
    found = visit.graph.select("behind", thing=map(NamedNode, things)) if things else []
    return {
        (one["thing"], one["quote"]): visit.quote(one["thing"], one["document"], one["order"])
        for one in found
    }


def cell(
    visit: Visit, row: Row, column: str, names: dict[str, str], places: dict[tuple[str, str], str]
) -> Cell:
    """One value of a row as a person reads it; a quote leads to its place in the document."""
    value = row[column]
    if column in _QUOTED:
        address = next((places[one, value] for one in row.values() if (one, value) in places), "")
        return Cell(value, address, style="quoted", lang="sv")
    if concepts := _concepts(column, value):
        return Cell("; ".join(names.get(iri, slug_of(iri)) for iri in concepts))
    if column in _WORDS and visit.t.has(key := f"{_WORDS[column]}.{value}"):
        return Cell(visit.t(key))
    if column in _LANGUAGES:
        return Cell(value, lang=_LANGUAGES[column])
    if column.endswith("_label"):
        iri = row.get(column.removesuffix("_label"), "")
        return Cell(value or (readable(iri) if iri else ""), visit.thing(iri) if iri.startswith(ID) else "")
    if path_of(value):
        return Cell(names.get(value) or slug_of(value) or readable(value), visit.thing(value))
    if "date" in column or "deadline" in column or column in ("earliest", "latest", "reviewed"):
        return Cell(wording.date(value, visit.t), style="whole")
    if value in ("true", "false"):
        return Cell(visit.t(f"words.{value}"))
    if column == "recurrence" and value:
        return Cell(f"{wording.recurrence(value, visit.t)} ({value})", style="whole")
    return Cell(value)


def _field(visit: Visit, parameter: Parameter, value: str) -> Field:
    label = getattr(parameter.description, visit.lang) or parameter.name
    if parameter.type == "concept" and parameter.scheme:
        rows = visit.graph.select("concepts", scheme=NamedNode(ID + parameter.scheme))
        choices = wording.in_order(
            ((slug_of(row["concept"]), row["label"]) for row in rows), lambda item: item[1]
        )
        return Field(parameter, label, value, choices=tuple(choices))
    if parameter.type == "boolean":
        return Field(
            parameter,
            label,
            value,
            choices=tuple((word, visit.t(f"words.{word}")) for word in ("true", "false")),
        )
    if parameter.kind in _SUGGESTED:
        return Field(parameter, label, value, suggestions=tuple(_things(visit, parameter.kind)))
    return Field(parameter, label, value)


def _things(visit: Visit, kind: str) -> list[tuple[str, str]]:
    """Things of a kind that a form suggests: those that statements are about."""
    name = {"actor": "position-matrix", "agreement": "agreement-parties", "strategy": "strategies"}[kind]
    if kind == "strategy":
        return [(slug_of(row["strategy"]), "") for row in visit.graph.select(name)]
    found = {(slug_of(row[kind]), row[f"{kind}_label"]) for row in visit.graph.canned(name)}
    if kind == "actor":
        found |= {
            (slug_of(row["organisation"]), row["organisation_label"])
            for row in visit.graph.canned("decisions")
            if row["organisation"]
        }
    return wording.in_order(found, lambda item: item[1])
