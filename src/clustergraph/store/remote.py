"""Any SPARQL 1.1 endpoint as a store: SPARQLWrapper makes the requests, a pool of connections carries them.

What the engine behind the URL must offer: SPARQL 1.1 Query and Update, and a default graph that is the union of the
named graphs (`docs/stores.md` says how each engine is told so). One small graph of its own, `urn:clustergraph:store`,
counts the commits; all writes must come through this program for ETags to be right.
"""

from __future__ import annotations

import io
import os
import threading
import time
import uuid
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import httpx
import pyoxigraph as ox
from SPARQLWrapper import POST, SPARQLWrapper

from clustergraph.errors import InputError, NotFoundError, QueryError, StoreError
from clustergraph.store import engine, sparql_text
from clustergraph.store.formats import JSON_RESULTS, N_TRIPLES
from clustergraph.store.interface import UNION, Dataset, GraphChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from clustergraph.store.interface import Term, WriteGate

OWN_GRAPH = "urn:clustergraph:store"
_COUNTER = f"GRAPH <{OWN_GRAPH}> {{ <{OWN_GRAPH}> <urn:clustergraph:version> "
_ATTEMPTS = 3
_FIRST_PAUSE = 0.2
_VERSION_SECONDS = 1.0
_QUADS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an engine listens and who we are to it.

    Attributes:
        query: URL of SPARQL 1.1 Query.
        update: URL of SPARQL 1.1 Update.
        user, password: for HTTP Basic, or None.
        seconds: how long the engine may be silent.
    """

    query: str
    update: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0

    @classmethod
    def from_environment(cls, query: str) -> Endpoint:
        """An endpoint by its query URL, the rest from CLUSTERGRAPH_UPDATE_URL, _STORE_USER, _STORE_PASSWORD(_FILE).

        Without an update URL, `…/query` has `…/update` beside it and any other URL takes both.

        Raises:
            InputError: the password file cannot be read.
        """
        path, mark, parameters = query.partition("?")
        update = (
            f"{path.removesuffix('/query')}/update" if path.endswith("/query") else path + mark + parameters
        )
        password = os.environ.get("CLUSTERGRAPH_STORE_PASSWORD")
        if file := os.environ.get("CLUSTERGRAPH_STORE_PASSWORD_FILE"):
            try:
                password = Path(file).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise InputError(
                    f"The password file {file} cannot be read ({error.strerror}): give its right path."
                ) from None
        return cls(
            query,
            os.environ.get("CLUSTERGRAPH_UPDATE_URL") or update,
            os.environ.get("CLUSTERGRAPH_STORE_USER"),
            password,
        )


class RemoteStore:
    """A store behind a URL. Reads are tried three times, with growing pauses; writes once.

    Args:
        endpoint: its addresses.
        gate: looks at every change before it is written.
    """

    def __init__(self, endpoint: Endpoint, *, gate: WriteGate | None = None) -> None:
        self.location = endpoint.query
        self._endpoint = endpoint
        self._gate = gate
        self._writer = threading.RLock()
        self._client = httpx.Client(
            timeout=httpx.Timeout(endpoint.seconds, connect=5.0), follow_redirects=False
        )
        self._version: tuple[float, str] = (float("-inf"), "")

    def version(self) -> str:
        """See `Store.version`; read at most once a second."""
        read_at, version = self._version
        if time.monotonic() - read_at > _VERSION_SECONDS:
            rows = self.select(f"SELECT ?version {{ {_COUNTER} ?version }} }}")
            version = str(getattr(rows[0]["version"], "value", "")) if rows else "new"
            self._version = (time.monotonic(), version)
        return version

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
        """See `Store.query_to`."""
        request = self._request(query, media_type, dataset, base_iri, is_update=False)
        for attempt in range(_ATTEMPTS):
            try:
                with self._answer(request) as response:
                    for chunk in response.iter_bytes(1 << 16):
                        output.write(chunk)
                return
            except _AwayError as error:
                # Once a part is written, a second answer cannot be put after it.
                if attempt == _ATTEMPTS - 1 or (output.seekable() and output.tell()):
                    raise StoreError(str(error)) from None
                time.sleep(_FIRST_PAUSE * 4**attempt)

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
        return [
            quad.triple for quad in self._parsed(self.query(query, N_TRIPLES, substitutions=substitutions))
        ]

    def ask(self, query: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """See `Store.ask`."""
        results = self._results(query, substitutions)
        if not isinstance(results, ox.QueryBoolean):
            raise QueryError("The query is no ASK query: write one that gives true or false.")
        return bool(results)

    def graphs(self) -> list[str]:
        """See `Store.graphs`."""
        rows = self.select("SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }")
        return sorted(
            row["graph"].value
            for row in rows
            if isinstance(row["graph"], ox.NamedNode) and row["graph"].value != OWN_GRAPH
        )

    def has_graph(self, graph: str | None) -> bool:
        """See `Store.has_graph`."""
        return graph is None or self.ask(f"ASK {{ GRAPH {engine.named_node(graph)} {{ ?s ?p ?o }} }}")

    def graph(self, graph: str | None) -> Iterator[ox.Triple]:
        """See `Store.graph`; of the unnamed graph, what no named graph holds too."""
        if graph is not None:
            return iter(
                self.construct(
                    f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {engine.named_node(graph)} {{ ?s ?p ?o }} }}"
                )
            )
        return iter(
            self.construct("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }")
        )

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`; read graph by graph, consistent while nobody writes."""
        for graph in [None, *self.graphs()]:
            name = engine.graph_name(graph)
            for triple in self.graph(graph):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`; keeps the threads of this process apart, not other processes."""
        with self._writer:
            yield

    def apply(self, changes: Sequence[GraphChange]) -> str:
        """See `Store.apply`."""
        with self._writer:
            text = engine.update_text(changes)
            with self._gate(self, changes) if self._gate else nullcontext():
                return self._commit(text)

    def replace_graph(self, graph: str, triples: Iterable[ox.Triple]) -> str:
        """See `Store.replace_graph`."""
        return self.apply([GraphChange(graph, tuple(triples))])

    def remove_graph(self, graph: str) -> str:
        """See `Store.remove_graph`."""
        with self._writer:
            if not self.has_graph(graph):
                raise NotFoundError(
                    f"There is no graph {graph} in the store: list the graphs to see their names."
                )
            return self.apply([GraphChange(graph, None)])

    def replace_all(self, quads: Iterable[ox.Quad]) -> str:
        """See `Store.replace_all`; in portions, so that others see it grow."""
        with self._writer:
            self._send("DROP ALL")
            portion: list[ox.Quad] = []
            for quad in quads:
                portion.append(quad)
                if len(portion) == _QUADS_AT_ONCE:
                    self._send(_insertion(portion))
                    portion = []
            return self._commit(_insertion(portion))

    def update(self, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None) -> str:
        """See `Store.update`; refused behind a gate, because what it alters is known to the engine only."""
        if self._gate is not None:
            raise QueryError(
                "This store takes changes one graph at a time: write the graph with PUT to the graph store, or `clustergraph add`."
            )
        with self._writer:
            self._send(update, dataset, base_iri)
            return self._commit("")

    def snapshot(self) -> None:
        """See `Store.snapshot`: the engine bounds its own queries."""
        return

    def backup(self, target: Path) -> None:
        """See `Store.backup`: the quads as `store.nq` in the new folder."""
        if target.exists():
            raise StoreError(f"{target} exists already: name a new folder for the backup.")
        target.mkdir(parents=True)
        ox.serialize(self.quads(), str(target / "store.nq"), ox.RdfFormat.N_QUADS)

    def close(self) -> None:
        """See `Store.close`."""
        self._client.close()

    def _results(
        self, query: str, substitutions: Mapping[str, Term] | None
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        answer = self.query(query, JSON_RESULTS, substitutions=substitutions)
        try:
            return ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError):
            raise self._strange() from None

    def _parsed(self, answer: bytes) -> list[ox.Quad]:
        try:
            return list(ox.parse(answer, ox.RdfFormat.N_TRIPLES))
        except (SyntaxError, ValueError):
            raise self._strange() from None

    def _strange(self) -> StoreError:
        return StoreError(f"{self.location} does not answer as a SPARQL 1.1 endpoint: check the URL.")

    def _commit(self, text: str) -> str:
        version = uuid.uuid4().hex[:16]
        counter = f'DELETE WHERE {{ {_COUNTER} ?old }} }} ;\nINSERT DATA {{ {_COUNTER} "{version}" }} }}'
        self._send(f"{text} ;\n{counter}" if text else counter)
        self._version = (time.monotonic(), version)
        return version

    def _send(self, update: str, dataset: Dataset = UNION, base_iri: str | None = None) -> None:
        request = self._request(update, "*/*", dataset, base_iri, is_update=True)
        try:
            with self._answer(request):
                return
        except _AwayError as error:
            raise StoreError(f"{error} Whether the change was made is not known.") from None

    def _request(
        self, text: str, media_type: str, dataset: Dataset, base_iri: str | None, *, is_update: bool
    ) -> httpx.Request:
        if base_iri is not None:
            text = f"BASE <{base_iri}>\n{text}"
        wrapper = SPARQLWrapper(self._endpoint.query, self._endpoint.update)
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        # `setQuery` guesses the form from the text, and warns or errs where a comment speaks of another.
        wrapper.queryString = text
        wrapper.queryType = "INSERT" if is_update else sparql_text.shape(text).form
        if self._endpoint.user:
            wrapper.setCredentials(self._endpoint.user, self._endpoint.password or "")
        if not is_update and not dataset:
            # Oxigraph's server forgets FROM when its default graph is the union; every engine heeds the protocol.
            dataset = sparql_text.own_dataset(text)
        prefix = "using" if is_update else "default"
        for graph in dataset.default_graphs:
            wrapper.addParameter(f"{prefix}-graph-uri", graph)
        for graph in dataset.named_graphs:
            wrapper.addParameter("using-named-graph-uri" if is_update else "named-graph-uri", graph)
        wrapper.addCustomHttpHeader("Accept", media_type)
        made = wrapper._createRequest()
        return self._client.build_request(
            "POST", made.full_url, content=cast("bytes", made.data), headers=dict(made.header_items())
        )

    @contextmanager
    def _answer(self, request: httpx.Request) -> Iterator[httpx.Response]:
        try:
            response = self._client.send(request, stream=True)
            try:
                if response.status_code >= 400:
                    response.read()
                self._check(response)
                yield response
            finally:
                response.close()
        except httpx.TimeoutException:
            raise StoreError(
                f"{self.location} gave no answer within {self._endpoint.seconds:.0f} s: ask for less, or try again later."
            ) from None
        except httpx.HTTPError as error:
            raise _AwayError(
                f"{self.location} cannot be reached ({error}): start the engine, or check the URL."
            ) from None
        except httpx.InvalidURL as error:
            raise StoreError(f"{self.location} is no usable URL ({error}): correct it.") from None

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status < 300:
            return
        reason = " ".join(response.text.split())[:300] if status >= 400 else ""
        if status == 400:
            raise QueryError(f"The engine cannot read the query or update: {reason}")
        if status in {401, 403}:
            raise StoreError(
                f"{self.location} refuses our user name or password: correct CLUSTERGRAPH_STORE_USER and its password."
            )
        if status in {502, 503}:
            raise _AwayError(f"{self.location} is not ready (HTTP {status}): try again later.")
        if status == 507 or "No space left" in reason:
            raise StoreError(f"The disk of {self.location} is full: make room there.")
        raise StoreError(
            f"{self.location} answered HTTP {status} ({reason or 'no reason given'}): check the URL and the engine."
        )


class _AwayError(Exception):
    """The engine could not be reached; a read may try again."""


def _insertion(quads: Sequence[ox.Quad]) -> str:
    if not quads:
        return ""
    blocks = "".join(
        f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n"
        if not isinstance(quad.graph_name, ox.DefaultGraph)
        else f"{quad.triple} .\n"
        for quad in quads
    )
    return f"INSERT DATA {{\n{blocks}}}"
