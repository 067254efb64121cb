"""A canned query's rows in the forms that are asked for."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from clustergraph.queries.answering import Plain, Table, Terms, plain
from clustergraph.queries.catalogue import CannedQuery
from clustergraph.store.interface import Term

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions

_EMPTY_LINE = re.compile(rb"(?<=\r\n)(?=\r\n)")

Rows = Sequence[Sequence[Term | None]]


def as_objects(columns: Sequence[str], rows: Rows) -> list[dict[str, Plain]]:
    """One object a row, with plain values; null where a column is unbound."""
    return [dict(zip(columns, map(plain, row), strict=True)) for row in rows]


class Written(NamedTuple):
    """A row as it is sent: a JSON object of plain values, and its terms as a row of a data block of SPARQL."""

    object: str
    terms: str


def written(columns: Sequence[str], row: Sequence[Term | None]) -> Written:
    """A row as it is sent."""
    values = dict(zip(columns, map(plain, row), strict=True))
    return Written(_json(values), f"({' '.join(map(_in_block, row))})")


def objects_of(rows: Iterable[Written], fields: Sequence[str]) -> list[str]:
    """The JSON objects of written rows, with the columns that `fields` names in their order there; all without."""
    if not fields:
        return [row.object for row in rows]
    values = (json.loads(row.object) for row in rows)
    return [_json({name: each[name] for name in fields}) for each in values]


def results_of(
    columns: Sequence[str], rows: Iterable[Written], media_type: str, fields: Sequence[str] = ()
) -> bytes:
    """Written rows in a format of SPARQL results (CSV, TSV, JSON, XML), a media type of `store.formats.RESULTS`.

    `columns` are those of the rows, `fields` the ones to give; all without. Raises NotInSyntaxError.
    """
    from pyoxigraph import Store

    from clustergraph.serialising import well_formed
    from clustergraph.store.formats import CSV, RESULTS

    names = " ".join(f"?{column}" for column in columns)
    block = "\n".join(row.terms for row in rows)
    given = " ".join(f"?{column}" for column in fields or columns)
    is_list = media_type == CSV and len(fields or columns) == 1
    solutions = Store().query(f"SELECT {given} {{ VALUES ({names}) {{ {block} }} }}")
    body = cast("QuerySolutions", solutions).serialize(format=RESULTS[media_type]) or b""
    return _no_line_empty(body) if is_list else well_formed(body, media_type)


def _no_line_empty(body: bytes) -> bytes:
    """CSV of one column with a null as `""`: readers pass over an empty line."""
    parts = body.split(b'"')
    parts[::2] = [_EMPTY_LINE.sub(b'""', outside) for outside in parts[::2]]
    return b'"'.join(parts)


def as_results(columns: Sequence[str], rows: Rows, media_type: str) -> bytes:
    """Rows of terms in a format of SPARQL results, as `results_of`."""
    return results_of(columns, [written(columns, row) for row in rows], media_type)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _in_block(term: Term | None) -> str:
    from pyoxigraph import Literal, NamedNode

    return str(term) if isinstance(term, NamedNode | Literal) else "UNDEF"


def as_answer(query: CannedQuery, values: Mapping[str, str], table: Table[Terms]) -> dict[str, object]:
    """The whole answer as one object: query, parameters, columns, rows, count and, None here, next."""
    return {
        "query": query.name,
        "parameters": parameters(query, values),
        "columns": list(table.columns),
        "rows": as_objects(table.columns, table.rows),
        "count": len(table.rows),
        "next": None,
    }


def parameters(query: CannedQuery, values: Mapping[str, str]) -> dict[str, Plain]:
    """The parameters in force: those given, and the defaults of the others; as JSON that asks for the same."""
    defaults = {name: each.default for name, each in query.parameters.items() if each.default is not None}
    return {
        name: _as_json(query.parameters[name].type, text) for name, text in {**defaults, **values}.items()
    }


def _as_json(of_type: str, text: str) -> Plain:
    if of_type == "integer":
        return int(text)
    return text == "true" if of_type == "boolean" else text
