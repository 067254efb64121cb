"""What a syntax cannot say is refused in a sentence, and never written as something that no parser takes."""

from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from lxml import etree
from tests.server.serving import served

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

THING = "https://w3id.org/clustergraph/id/actor/x"
GRAPH = "https://w3id.org/clustergraph/graph/x"
SUBJECT, P, OBJECT = (ox.NamedNode(f"http://x/{name}") for name in "spo")
TERMS = {
    "triple term": ox.Triple(SUBJECT, P, OBJECT),
    "base direction": ox.Literal("x", language="ar", direction=ox.BaseDirection("rtl")),
    "control character": ox.Literal("a\x0cb"),
    "no character": ox.Literal("a\ufffeb"),
    "plain": ox.Literal("å\t\n\r"),
}
NOT_JSON_LD = {"triple term", "base direction"}
NOT_XML = {"control character", "no character"}


@pytest.fixture(scope="module", params=TERMS)
def case(request: pytest.FixtureRequest) -> Iterator[tuple[str, httpx.Client]]:
    store = open_store(":memory:")
    named = ox.Triple(ox.NamedNode(THING), P, TERMS[request.param])
    kind = ox.Triple(
        ox.NamedNode(THING),
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://www.w3.org/ns/org#Organization"),
    )
    store.replace_graph(GRAPH, [named, kind])
    with served(store, Settings()) as address, httpx.Client(base_url=address) as client:
        yield request.param, client


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=CONSTRUCT+WHERE+{?s+?p+?o}",
        f"/rdf-graph-store?graph={GRAPH}",
        "/data/actor/x",
        "/graph/x",
        "/queries/graph-of-actor?actor=x",
    ],
)
@pytest.mark.parametrize("media_type", ["application/ld+json", "application/rdf+xml", "text/turtle"])
def test_a_graph(case: tuple[str, httpx.Client], path: str, media_type: str) -> None:
    term, client = case
    answer = client.get(path, headers={"Accept": media_type})
    refused = (media_type == "application/ld+json" and term in NOT_JSON_LD) or (
        media_type == "application/rdf+xml" and term in NOT_XML
    )
    assert answer.status_code == (406 if refused else 200), answer.text
    if refused:
        assert "ask for" in answer.json()["detail"]
        assert "Turtle" in answer.json()["detail"]
    elif media_type == "application/rdf+xml":
        etree.fromstring(answer.content)


@pytest.mark.parametrize(
    ("media_type", "is_xml"),
    [
        ("application/sparql-results+xml", True),
        ("text/xml", True),
        ("application/sparql-results+json", False),
    ],
)
def test_rows(case: tuple[str, httpx.Client], media_type: str, is_xml: bool) -> None:
    term, client = case
    query = "SELECT ?o { ?s <http://x/p> ?o }"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    refused = is_xml and term in NOT_XML
    assert answer.status_code == (406 if refused else 200)
    if is_xml and not refused:
        etree.fromstring(answer.content)


@pytest.mark.parametrize(
    ("iri", "status"),
    [
        ("http://x/p", 200),
        ("http://x/1b", 200),  # http://x/1 and b
        ("http://x/å", 200),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#_1", 200),
        ("http://x#1", 406),
        ("http://x/", 406),
        ("http://x/p/2024", 406),
    ],
)
def test_a_property_that_no_element_can_be_named_after(iri: str, status: int) -> None:
    store = open_store(":memory:")
    store.replace_graph(GRAPH, [ox.Triple(SUBJECT, ox.NamedNode(iri), OBJECT)])
    with served(store, Settings()) as address:
        answer = httpx.get(f"{address}/rdf-graph-store?graph={GRAPH}&format=rdf")
    assert answer.status_code == status
    if status == 200:
        etree.fromstring(answer.content)
        assert [quad.predicate.value for quad in ox.parse(answer.content, ox.RdfFormat.RDF_XML)] == [iri]
