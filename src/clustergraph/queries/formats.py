"""A canned query's rows in the forms that are asked for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from clustergraph.queries.answering import Plain, Table, plain
from clustergraph.queries.catalogue import CannedQuery
from clustergraph.store.interface import Term

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

Rows = Sequence[Sequence[Term | None]]


def as_objects(columns: Sequence[str], rows: Rows) -> list[dict[str, Plain]]:
    """One object a row, with plain values; null where a column is unbound."""
    return [dict(zip(columns, map(plain, row), strict=True)) for row in rows]


def as_results(columns: Sequence[str], rows: Rows, media_type: str) -> bytes:
    """The rows in a format of SPARQL results (CSV, TSV, JSON, XML), a media type of `store.formats.RESULTS`."""
    from pyoxigraph import Store

    from clustergraph.store.formats import RESULTS

    names = " ".join(f"?{column}" for column in columns)
    body = "\n".join("(" + " ".join(_written(term) for term in row) + ")" for row in rows)
    solutions = Store().query(f"SELECT {names} {{ VALUES ({names}) {{ {body} }} }}")
    return cast("QuerySolutions", solutions).serialize(format=RESULTS[media_type]) or b""


def chosen(columns: Sequence[str], rows: Rows, fields: Sequence[str]) -> tuple[list[str], Rows]:
    """The columns that `fields` names, in their order there, and the rows cut to them; all of them without."""
    if not fields:
        return list(columns), rows
    indices = [list(columns).index(name) for name in fields]
    return list(fields), [[row[index] for index in indices] for row in rows]


def _written(term: Term | None) -> str:
    from pyoxigraph import Literal, NamedNode

    return str(term) if isinstance(term, NamedNode | Literal) else "UNDEF"


def as_answer(query: CannedQuery, values: Mapping[str, str], table: Table) -> dict[str, object]:
    """The whole answer as one object: query, parameters, columns, rows, count and, None here, next."""
    return {
        "query": query.name,
        "parameters": parameters(query, values),
        "columns": list(table.columns),
        "rows": as_objects(table.columns, table.rows),
        "count": len(table.rows),
        "next": None,
    }


def parameters(query: CannedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The parameters in force: those given, and the defaults of the others."""
    defaults = {name: each.default for name, each in query.parameters.items() if each.default is not None}
    return {**defaults, **values}
