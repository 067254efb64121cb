"""The graph of a canned CONSTRUCT as lines of N-Triples in a stable order, so that it can be cut and sent in pieces."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from clustergraph import serialising
from clustergraph.queries.answering import Place, Table, rank
from clustergraph.store.formats import GRAPHS, JSON_LD, N_TRIPLES, RDF_XML

COLUMNS = ("subject", "predicate", "object")
# Triples that are written at once; a graph of no more is sent whole.
PIECE = 1000


def lines_of(triples: Iterable[ox.Triple]) -> Table[str]:
    """The triples, each once and as a line, in the order of subject and predicate, which are their key."""
    keyed = sorted(((rank(each.subject), rank(each.predicate)), f"{each} .\n") for each in set(triples))
    places: list[Place] = []
    for key, same in groupby(keyed, key=lambda each: each[0]):
        places.extend((key, number) for number, _ in enumerate(same))
    return Table(COLUMNS, [line for _, line in keyed], places)


def keep(lines: Table[str], values: Mapping[str, str], path: Path) -> None:
    """Write the lines to a new file in the form of `queries.making`, with the parameters in place of what selects rows.

    Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        file.execute("CREATE TABLE answer (number INTEGER PRIMARY KEY, place TEXT, terms TEXT)")
        file.execute("CREATE TABLE asked (name TEXT, value TEXT)")
        file.executemany("INSERT INTO asked VALUES (?, ?)", values.items())
        file.executemany(
            "INSERT INTO answer VALUES (?, ?, ?)",
            (
                (number, json.dumps(place), line)
                for number, (place, line) in enumerate(zip(lines.places, lines.rows, strict=True))
            ),
        )
        file.execute("COMMIT")


def serialised(lines: Sequence[str], media_type: str) -> bytes:
    """Lines as a graph in a media type of `store.formats.GRAPHS`. Raises NotInSyntaxError."""
    text = "".join(lines).encode()
    if media_type == N_TRIPLES:
        return text
    triples = (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES))
    return serialising.serialised(triples, GRAPHS[media_type])


def pieces(lines: Sequence[str], media_type: str) -> Iterator[bytes]:
    """What `serialised` gives for all the lines, made and given piece by piece; a subject may be described in several."""
    head, between, tail = {
        JSON_LD: (b"[", b",", b"]"),
        RDF_XML: (serialised((), RDF_XML).removesuffix(b"</rdf:RDF>"), b"", b"</rdf:RDF>"),
    }.get(media_type, (b"", b"", b""))
    for start in range(0, len(lines), PIECE):
        written = serialised(lines[start : start + PIECE], media_type)
        yield (between if start else head) + written.removeprefix(head).removesuffix(tail)
    yield tail if lines else head + tail
