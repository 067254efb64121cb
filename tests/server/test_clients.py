"""The clients that researchers use, as they are: each gets from the endpoint what it expects of one."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

sys.path.insert(0, str(Path(__file__).parent))
from serving import served

G = "https://example.org/graph"
OTHER = "https://example.org/other"
P = "https://example.org/name"
TOKEN = "for-the-test"
NAMES = {"https://example.org/å": "Åsa", "https://example.org/b": 'B "b" \\ \n <b>'}
ROWS = f"SELECT ?s ?name {{ ?s <{P}> ?name }} ORDER BY ?s"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    store = open_store(":memory:")
    for graph, names in ((G, NAMES), (OTHER, {"https://example.org/o": "other"})):
        store.replace_graph(
            graph,
            [ox.Triple(ox.NamedNode(s), ox.NamedNode(P), ox.Literal(name)) for s, name in names.items()],
        )
    with served(store, Settings(token=TOKEN)) as address:
        yield address


@pytest.mark.parametrize(("method", "how"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_rows(address: str, method: str, how: str, form: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setReturnFormat(form)
    wrapper.addDefaultGraph(G)
    wrapper.setQuery(ROWS)
    found = wrapper.queryAndConvert()
    if form == JSON:
        rows = found["results"]["bindings"]
        assert {row["s"]["value"]: row["name"]["value"] for row in rows} == NAMES
    elif form == XML:
        values = found.getElementsByTagName("literal")
        assert [value.firstChild.nodeValue for value in values] == [NAMES[s] for s in sorted(NAMES)]
    else:
        text = found.decode()
        assert all(subject in text for subject in NAMES)
        assert "other" not in text


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_gets_graphs(address: str, form: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setReturnFormat(form)
    wrapper.setQuery(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")
    found = wrapper.queryAndConvert()
    graph = rdflib.Graph().parse(data=found, format="turtle") if isinstance(found, bytes) else found
    assert {str(s): str(o) for s, o in graph.subject_objects(rdflib.URIRef(P))} == NAMES


def test_rdflib_reads_and_writes(address: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    assert {str(row.s): str(row.name) for row in graph.query(ROWS)} == NAMES | {
        "https://example.org/o": "other"
    }
    assert graph.value(rdflib.URIRef("https://example.org/o"), rdflib.URIRef(P)) == rdflib.Literal("other")
    store = SPARQLUpdateStore(
        f"{address}/sparql", f"{address}/update", headers={"Authorization": f"Bearer {TOKEN}"}
    )
    added = (rdflib.URIRef("https://example.org/new"), rdflib.URIRef(P), rdflib.Literal("ny", lang="sv"))
    written = rdflib.Graph(store, rdflib.URIRef("https://example.org/written"))
    written.add(added)
    assert list(written) == [added]
    written.remove(added)
    assert list(written) == []


def test_another_engine_asks_by_service(address: str) -> None:
    elsewhere = ox.Store()
    elsewhere.add(
        ox.Quad(ox.NamedNode("https://example.org/b"), ox.NamedNode("https://example.org/age"), ox.Literal(7))
    )
    rows = elsewhere.query(
        f"SELECT ?age ?name {{ ?s <https://example.org/age> ?age SERVICE <{address}/sparql> {{ ?s <{P}> ?name }} }}"
    )
    assert [(row["age"].value, row["name"].value) for row in rows] == [("7", NAMES["https://example.org/b"])]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        # YASGUI, Protégé, Apache Jena, RDF4J, Comunica, curl and R
        ("application/sparql-results+json,*/*;q=0.9", "application/sparql-results+json"),
        (
            "application/sparql-results+xml, application/xml; q=0.6, text/xml; q=0.6",
            "application/sparql-results+xml",
        ),
        (
            "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.7, "
            "text/csv;q=0.5, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
            "application/sparql-results+json",
        ),
        (
            "application/x-binary-rdf-results-table;q=0.8, application/sparql-results+xml;q=0.9",
            "application/sparql-results+xml",
        ),
        (
            "application/sparql-results+json;q=1.0,application/n-quads,*/*;q=0.1",
            "application/sparql-results+json",
        ),
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_what_clients_accept_is_understood(address: str, accept: str, answered: str) -> None:
    response = httpx.post(f"{address}/sparql", data={"query": ROWS}, headers={"Accept": accept})
    assert response.headers["content-type"] == answered


def test_a_browser_on_another_site_may_ask(address: str) -> None:
    origin = {"Origin": "https://yasgui.example"}
    preflight = httpx.options(
        f"{address}/sparql",
        headers=origin
        | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, accept"},
    )
    allowed = preflight.headers["access-control-allow-headers"].lower()
    assert preflight.is_success
    assert "content-type" in allowed
    answer = httpx.post(f"{address}/sparql", data={"query": ROWS}, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-Result-Truncated" in answer.headers["access-control-expose-headers"]
