"""Reading from a SPARQL engine behind a URL."""

from __future__ import annotations

import io
import tempfile
import time
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from clustergraph.errors import QueryError, StoreError
from clustergraph.store import engine, sparql_text
from clustergraph.store.dialects import Dialect, recognised
from clustergraph.store.endpoint import Endpoint
from clustergraph.store.formats import GRAPHS, JSON_RESULTS, N_QUADS, N_TRIPLES
from clustergraph.store.interface import UNION, Dataset
from clustergraph.store.wire import AwayError, SilentError, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from clustergraph.store.interface import Term

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

OWN_GRAPH = "urn:clustergraph:store"
VERSION = ox.NamedNode("urn:clustergraph:version")
COUNTER = f"GRAPH <{OWN_GRAPH}> {{ <{OWN_GRAPH}> {VERSION} "
NEW = "new"
"""The version of a store that nobody has written to."""
_ATTEMPTS = 3
_FIRST_PAUSE = 0.2
_VERSION_SECONDS = 1.0


class RemoteReader:
    """The reading half of `RemoteStore`. Reads are tried three times, with growing pauses."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.location = endpoint.query
        self.endpoint = endpoint
        self._wire = Wire(endpoint)
        self._recognised: Dialect | None = None
        self._version: tuple[float, str] = (float("-inf"), "")

    def version(self) -> str:
        """See `Store.version`; read at most once a second."""
        read_at, version = self._version
        return version if time.monotonic() - read_at <= _VERSION_SECONDS else self._version_now()

    def query(
        self,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        substitutions: Mapping[str, Term] | None = None,
        base_iri: str | None = None,
    ) -> bytes:
        """See `Store.query`."""
        output = io.BytesIO()
        text = sparql_text.with_values(query, substitutions or {})
        self.query_to(output, text, media_type, dataset=dataset, base_iri=base_iri)
        return output.getvalue()

    def query_to(
        self,
        output: BinaryIO,
        query: str,
        media_type: str,
        *,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
    ) -> None:
        """See `Store.query_to`; in memory where the engine's own syntaxes are not to be trusted."""
        is_graph = sparql_text.shape(query).is_graph
        syntax = self._dialect().graphs if is_graph else self._dialect().rows
        if syntax is None:
            self._read(query, media_type, output, dataset, base_iri)
            return
        answer = io.BytesIO()
        self._read(query, syntax, answer, dataset, base_iri)
        if not is_graph:
            engine.serialise(self._rows(answer.getvalue()), media_type, output)
        elif media_type in GRAPHS:
            ox.serialize(self._triples(answer.getvalue(), syntax), output, GRAPHS[media_type])
        else:
            raise QueryError(f"{media_type} cannot hold the answer: ask for one of {', '.join(GRAPHS)}.")

    def select(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[dict[str, Term]]:
        """See `Store.select`."""
        results = self._results(query, substitutions)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryError("The query is no SELECT query: write one that gives rows.")
        names = [variable.value for variable in results.variables]
        return [{name: row[name] for name in names if row[name] is not None} for row in results]

    def construct(self, query: str, substitutions: Mapping[str, Term] | None = None) -> list[ox.Triple]:
        """See `Store.construct`."""
        if not sparql_text.shape(query).is_graph:
            raise QueryError("The query is no CONSTRUCT or DESCRIBE query: write one that gives triples.")
        syntax = self._dialect().graphs or N_TRIPLES
        answer = io.BytesIO()
        self._read(sparql_text.with_values(query, substitutions or {}), syntax, answer)
        return self._triples(answer.getvalue(), syntax)

    def ask(self, query: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """See `Store.ask`."""
        results = self._results(query, substitutions)
        if not isinstance(results, ox.QueryBoolean):
            raise QueryError("The query is no ASK query: write one that gives true or false.")
        return bool(results)

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        hidden = {OWN_GRAPH, self._dialect().unnamed_graph, *self._dialect().own_graphs}
        # With DISTINCT Virtuoso takes half a minute for 40 000 triples, and no time for this.
        rows = self.select("SELECT ?graph { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
        names = {row["graph"].value for row in rows if isinstance(row["graph"], ox.NamedNode)}
        return sorted(names - hidden)

    def has_graph(self, graph: str | None) -> bool:
        """See `Store.has_graph`."""
        return graph is None or self.ask(f"ASK {{ GRAPH {engine.named_node(graph)} {{ ?s ?p ?o }} }}")

    def graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """See `Store.graph`; of the engine's own unnamed graph, what no named graph holds too."""
        kept = self._dialect().kept_as(graph)
        pattern = (
            "{ ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"
            if kept is None
            else f"{{ GRAPH {engine.named_node(kept)} {{ ?s ?p ?o }} }}"
        )
        return iter(self.construct(f"CONSTRUCT {{ ?s ?p ?o }} {pattern}"))

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`. One answer where the engine gives its whole dataset, else graph by graph.

        Raises:
            StoreError: others wrote to the store while it was read graph by graph.
        """
        return self._without_counter([])

    def _without_counter(self, versions: list[str]) -> Iterator[ox.Quad]:
        """The quads, and their version added to a list when they have been read."""
        for quad in self._everything():
            if quad.graph_name == ox.NamedNode(OWN_GRAPH):
                versions.append(str(getattr(quad.object, "value", "")))
            else:
                yield quad

    def _everything(self) -> Iterator[ox.Quad]:
        unnamed = self._name(ox.DefaultGraph())
        url = self._graph_store() if self._dialect().takes_datasets else None
        if url is None:
            yield from self._quads_by_graph()
            return
        with tempfile.TemporaryFile() as spool:
            self._fetch(self._wire.graph_store("GET", url, None, accept=N_QUADS), spool)
            spool.seek(0)
            for quad in ox.parse(spool, ox.RdfFormat.N_QUADS):
                yield ox.Quad(*quad.triple) if quad.graph_name == unnamed else quad

    def close(self) -> None:
        """See `Store.close`."""
        self._wire.close()

    def _dialect(self) -> Dialect:
        if self._recognised is None:
            request = self._wire.sparql("ASK {}", JSON_RESULTS, UNION, None, is_update=False)
            dialect = recognised(self._fetch(request, io.BytesIO()))
            if dialect.open_to_updates and self.endpoint.query.endswith(dialect.open_to_updates):
                raise StoreError(
                    f"{self.location} would carry out an update that is sent as a query: give the address that only "
                    "reads, and this one as CLUSTERGRAPH_UPDATE_URL."
                )
            self._recognised = dialect
        return self._recognised

    def _graph_store(self) -> str | None:
        return self.endpoint.graph_store or self._dialect().graph_store_url(self.endpoint.update)

    def _name(self, graph: GraphName) -> GraphName:
        """The name under which the engine keeps a graph."""
        unnamed = self._dialect().unnamed_graph
        return ox.NamedNode(unnamed) if unnamed and isinstance(graph, ox.DefaultGraph) else graph

    def _read(
        self,
        query: str,
        media_type: str,
        output: BinaryIO,
        dataset: Dataset = UNION,
        base_iri: str | None = None,
    ) -> None:
        if not sparql_text.is_query(query):
            raise QueryError("The query is none: begin it with SELECT, ASK, CONSTRUCT or DESCRIBE.")
        self._fetch(self._wire.sparql(query, media_type, dataset, base_iri, is_update=False), output)

    def _fetch(self, request: httpx.Request, output: BinaryIO) -> Mapping[str, str]:
        """Read the answer to `output`, with a new attempt while the engine is away; gives its headers."""
        for attempt in range(_ATTEMPTS):
            try:
                with self._wire.answer(request) as response:
                    for chunk in response.iter_bytes(1 << 16):
                        output.write(chunk)
                    return response.headers
            except SilentError as error:
                raise StoreError(f"{error}: ask for less, or try again later.") from None
            except AwayError as error:
                # Once a part is written, a second answer cannot be put after it.
                if attempt == _ATTEMPTS - 1 or (output.seekable() and output.tell()):
                    raise StoreError(str(error)) from None
                time.sleep(_FIRST_PAUSE * 4**attempt)
        raise AssertionError

    def _results(
        self, query: str, substitutions: Mapping[str, Term] | None
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        answer = io.BytesIO()
        self._read(
            sparql_text.with_values(query, substitutions or {}), self._dialect().rows or JSON_RESULTS, answer
        )
        return self._rows(answer.getvalue())

    def _rows(self, answer: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        try:
            if self._dialect().rows is not None:
                return self._dialect().results(answer)
            return ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError):
            raise self._strange() from None

    def _triples(self, answer: bytes, syntax: str) -> list[ox.Triple]:
        try:
            return [quad.triple for quad in ox.parse(answer, GRAPHS[syntax])]
        except (SyntaxError, ValueError):
            raise self._strange() from None

    def _strange(self) -> StoreError:
        return StoreError(f"{self.location} does not answer as a SPARQL 1.1 endpoint: check the URL.")

    def _quads_by_graph(self) -> Iterator[ox.Quad]:
        before = self._version_now()
        for graph in [None, *self.graphs()]:
            name = engine.graph_name(graph)
            for triple in self.graph(graph):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, name)
        if self._version_now() != before:
            raise StoreError(f"{self.location} was written to while it was read: try again.")
        if before != NEW:
            own = ox.NamedNode(OWN_GRAPH)
            yield ox.Quad(own, VERSION, ox.Literal(before), own)

    def _version_now(self) -> str:
        rows = self.select(f"SELECT ?version {{ {COUNTER} ?version }} }}")
        version = str(getattr(rows[0]["version"], "value", "")) if rows else NEW
        self._version = (time.monotonic(), version)
        return version
