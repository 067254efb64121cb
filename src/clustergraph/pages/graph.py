"""The graph as the pages read it: rows of plain text from the canned queries and from the pages' own."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from clustergraph.namespaces import GRAPH, ID, NS
from clustergraph.queries import canned
from clustergraph.queries.kept import Tables
from clustergraph.store import Store
from clustergraph.store.engine import is_iri

Row = dict[str, str]
Term = NamedNode | BlankNode | Literal | Triple
_QUERIES = Path(__file__).parent / "sparql"


class Graph:
    """One store, read in one language; a value that is missing in a row is the empty string.

    `tables` keeps the answers of its canned queries.
    """

    def __init__(self, store: Store, lang: str, tables: Tables | None = None) -> None:
        self.store = store
        self.lang = lang
        self._tables = tables or Tables(store)

    def canned(self, name: str, **values: str) -> list[Row]:
        """The rows of a canned query. Raises QueryError for a value of the wrong form."""
        query = canned(name)
        if "lang" in query.parameters:
            values["lang"] = self.lang
        rows = self._tables.table(query, values).rows
        return [{column: _written(value) for column, value in json.loads(row.object).items()} for row in rows]

    def select(self, name: str, **terms: Term | Iterable[Term]) -> list[Row]:
        """The rows of `sparql/NAME.rq` with terms in its data blocks `VALUES ?name { UNDEF }`.

        `?lang` is the language of the labels.
        """
        text, columns = _own(name)
        if "VALUES ?lang {" in text:
            terms["lang"] = Literal(self.lang)
        return _plain(self.store.select(_bound(text, terms)), columns)


def _bound(text: str, terms: Mapping[str, Term | Iterable[Term]]) -> str:
    for name, given in terms.items():
        block = f"VALUES ?{name} {{ UNDEF }}"
        if block not in text:
            raise ValueError(f"the query has no block {block!r}")
        several = [given] if isinstance(given, NamedNode | BlankNode | Literal | Triple) else given
        text = text.replace(block, f"VALUES ?{name} {{ {' '.join(map(str, several))} }}")
    return text


def _plain(rows: Iterable[Mapping[str, Term]], columns: tuple[str, ...]) -> list[Row]:
    empty = dict.fromkeys(columns, "")
    return [empty | {name: _text(term) for name, term in row.items()} for row in rows]


def _written(value: str | int | float | bool | None) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _text(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


@cache
def _own(name: str) -> tuple[str, tuple[str, ...]]:
    import pyoxigraph

    text = (_QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    answer = pyoxigraph.Store().query(text)
    if not isinstance(answer, pyoxigraph.QuerySolutions):
        raise TypeError(f"sparql/{name}.rq is no SELECT")
    return text, tuple(variable.value for variable in answer.variables)


def local(iri: str) -> str:
    """Kind and slug of a thing of the graph, `actor/uppsala-kommun`; the IRI itself for another one."""
    return iri.removeprefix(ID) if iri.startswith(ID) else iri


def slug(iri: str) -> str:
    """The slug of a thing, without its kind: `uppsala-kommun`."""
    return local(iri).partition("/")[2]


def kind(iri: str) -> str:
    """The kind of a thing: `actor`; empty for an IRI of another namespace."""
    return local(iri).partition("/")[0] if iri.startswith(ID) else ""


def path_of(iri: str) -> str | None:
    """The path of the page about an IRI of the project; None for any other, and for a text that is no IRI.

    `/id/…` names the thing and leads to `/data/…`, the document about it.
    """
    if not is_iri(iri):
        return None
    if iri.startswith(ID):
        return "/data/" + iri.removeprefix(ID)
    if iri.startswith(GRAPH):
        return "/graph/" + iri.removeprefix(GRAPH)
    if iri.startswith(NS):
        return "/ns#" + iri.removeprefix(NS)
    return None


def anchor(annotation: str) -> str:
    """The place of a quote in its document's page, from the IRI of its annotation."""
    return local(annotation).partition("/")[2].partition("/")[2]
