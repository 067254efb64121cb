"""What the engines behind a URL do each in their own way; the one place for it. `docs/stores.md` lists it for readers.

An engine is recognised by the headers of its answers. One that is not known is taken at the word of SPARQL 1.1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.store.formats import TURTLE, XML_RESULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNNAMED = "urn:clustergraph:unnamed"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine is spoken to.

    Attributes:
        name: the engine's.
        header, value: a header of its answers, and how its value begins.
        graph_store: from the end of an update URL to the end of the graph store's URL beside it; None where not known.
        open_to_updates: end of a query URL at which an update sent as a query is carried out.
        takes_datasets: PUT of N-Quads to the graph store, without a graph, replaces everything in one transaction.
        writes_graphs: a graph is written with PUT to the graph store, because an update takes no large or blank data.
        unnamed_graph: IRI under which the triples of the unnamed graph are kept in an engine that has none, or whose
            union of all graphs leaves it out.
        own_graphs: graphs that the engine keeps for itself.
        rows, graphs: the one syntax in which it writes terms right; None where all syntaxes are right.
    """

    name: str = "SPARQL 1.1"
    header: str = ""
    value: str = ""
    graph_store: Mapping[str, str] | None = None
    open_to_updates: str | None = None
    takes_datasets: bool = False
    writes_graphs: bool = False
    unnamed_graph: str | None = None
    own_graphs: frozenset[str] = frozenset()
    rows: str | None = None
    graphs: str | None = None

    def graph_store_url(self, update_url: str) -> str | None:
        """The URL of the graph store beside an update URL, or None where it is not known."""
        path = update_url.partition("?")[0]
        for end, replacement in (self.graph_store or {}).items():
            if path.endswith(end):
                return path.removesuffix(end) + replacement
        return None

    def kept_as(self, graph: str | None) -> str | None:
        """The IRI under which the engine keeps a graph; None is its unnamed graph."""
        return graph if graph is not None else self.unnamed_graph

    def results(self, answer: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        """Read rows or a boolean that came in the syntax `rows`.

        Raises:
            SyntaxError: the answer is not in that syntax.
        """
        plain = _NODE_ID.sub(rb"<bnode>\1</bnode>", answer)
        if _ASK_ROW in plain:
            true = b">1<" in plain
            plain = (
                b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>%s</boolean></sparql>'
                % (b"true" if true else b"false")
            )
        return ox.parse_query_results(plain, ox.QueryResultsFormat.XML)


# Virtuoso writes blank nodes as `nodeID://b10000`, and the answer to ASK as a row.
_NODE_ID = re.compile(rb"<bnode>nodeID://([^<]*)</bnode>")
_ASK_ROW = b'<variable name="__ASK_RETVAL"/>'

STANDARD = Dialect()

ENGINES = (
    Dialect(
        "Oxigraph",
        header="Server",
        value="Oxigraph",
        graph_store={"/update": "/store"},
        takes_datasets=True,
    ),
    Dialect(
        "Apache Jena Fuseki",
        header="Fuseki-Request-Id",
        graph_store={"/update": "/data"},
        takes_datasets=True,
        unnamed_graph=_UNNAMED,
    ),
    Dialect(
        "Virtuoso",
        header="Server",
        value="Virtuoso",
        graph_store={"/sparql": "/sparql-graph-crud", "/sparql-auth": "/sparql-graph-crud-auth"},
        open_to_updates="/sparql-auth",
        writes_graphs=True,
        unnamed_graph=_UNNAMED,
        own_graphs=frozenset(
            {
                "http://www.openlinksw.com/schemas/virtrdf#",
                "http://www.w3.org/ns/ldp#",
                "http://www.w3.org/2002/07/owl#",
                "http://localuriqaserver/sparql",
            }
        ),
        rows=XML_RESULTS,
        graphs=TURTLE,
    ),
)


def recognised(headers: Mapping[str, str]) -> Dialect:
    """The engine whose answer has these headers (names in any case)."""
    present = {name.lower(): value for name, value in headers.items()}
    for engine in ENGINES:
        if (value := present.get(engine.header.lower())) is not None and value.startswith(engine.value):
            return engine
    return STANDARD
