"""The canned queries: the list of them, and each with its form, its answer as a table, and its SPARQL."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from clustergraph.namespaces import ID
from clustergraph.pages import wording
from clustergraph.pages.graph import Row, path_of
from clustergraph.pages.graph import slug as slug_of
from clustergraph.pages.views.labels import readable
from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import CannedQuery, Parameter, bind, canned, catalogue

_SHOWN = 200
_QUOTED = frozenset({"quote", "first_quote", "other_quote"})
_SUGGESTED = frozenset({"actor", "agreement", "strategy"})


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: text, where it leads, and how it is set."""

    text: str
    address: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a query's form; `choices` are pairs of value and word, `suggestions` for a free text."""

    parameter: Parameter
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()


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
    one = canned(name)
    given = {key: value for key, value in visit.params.items() if key in one.parameters and value}
    values = dict(given)
    if "lang" in one.parameters:
        values["lang"] = visit.lang
    ready = all(key in given for key, parameter in one.parameters.items() if parameter.required)
    rows = visit.graph.canned(name, **given) if ready and not one.constructs else []
    columns = shown_columns(one.columns)
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
            "rows": [[cell(visit, row, column) for column in columns] for row in rows[:_SHOWN]],
            "count": len(rows),
            "shown": _SHOWN,
            "sparql": bind(one, values) if ready else one.text,
            "data": f"/queries/{name}?" + urlencode({**values, "format": "csv"}),
            "json": f"/queries/{name}?" + urlencode({**values, "format": "json"}),
            "editor": visit.url("/sparql", example=name, **given),
        },
        machine=()
        if one.constructs
        else (("text/csv", f"/queries/{name}"), ("application/json", f"/queries/{name}")),
    )


def shown_columns(columns: tuple[str, ...]) -> list[str]:
    """The columns to show: a label takes the place of its IRI, which it links to."""
    labelled = {column.removesuffix("_label") for column in columns if column.endswith("_label")}
    return [column for column in columns if column not in labelled]


def cell(visit: Visit, row: Row, column: str) -> Cell:
    """One value of a row as a person reads it."""
    value = row[column]
    if column in _QUOTED:
        return Cell(value, style="quoted")
    if column.endswith("_label"):
        iri = row.get(column.removesuffix("_label"), "")
        return Cell(value or (readable(iri) if iri else ""), visit.thing(iri) if iri.startswith(ID) else "")
    if path_of(value):
        return Cell(slug_of(value) or readable(value), visit.thing(value))
    if "date" in column or "deadline" in column or column in ("earliest", "latest", "reviewed"):
        return Cell(wording.date(value, visit.t), style="whole")
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
