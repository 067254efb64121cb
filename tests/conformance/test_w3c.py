"""The W3C's own tests of the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description, run over HTTP."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "server")]
import manifest  # noqa: E402
from serving import served  # noqa: E402

TOKEN = "conformance"
FOLDER = manifest.folder()
pytestmark = pytest.mark.skipif(
    FOLDER is None,
    reason="the W3C tests are not here: set CLUSTERGRAPH_W3C to their folder, or put them in ../shared/w3c",
)

BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
TABULAR = {*BOOLEAN, "text/csv", "text/tab-separated-values"}
RDF = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}


def listed(*names: str) -> list[manifest.Test]:
    """The tests of these manifests; none where the folder is absent."""
    return [test for name in names for test in manifest.tests(FOLDER / name)] if FOLDER else []


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A client of one server, which holds whatever the last test left in it."""
    with (
        served(open_store(":memory:"), Settings(token=TOKEN)) as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20) as client,
    ):
        # httpx adds headers of its own; the tests say what is sent.
        client.headers["Accept"] = "*/*"
        yield client


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest) -> None:
    if FOLDER is not None:
        client = request.getfixturevalue("client")
        client.post("/update", data={"update": "DROP ALL"}).raise_for_status()


def send(
    client: httpx.Client, request: manifest.Request, base: str, replacements: dict[str, str]
) -> httpx.Response:
    """Send a test's request, its path put under ours."""
    path = request.path
    body = request.body
    for name, value in replacements.items():
        path = path.replace(name, value)
        body = body.replace(name.encode(), value.encode()) if body is not None else None
    for prefix in ("/sparql/", "/gsp"):
        if path.startswith(prefix):
            path = base + path.removeprefix(prefix)
    url = httpx.URL(str(client.base_url).rstrip("/") + path.replace("?", "?", 1))
    return client.send(client.build_request(request.method, url, headers=request.headers, content=body))


def endpoint(test: manifest.Test, request: manifest.Request) -> str:
    """The manifest uses one path for both operations and lets the endpoint have two."""
    kind = request.headers.get("content-type", "")
    about_update = "sparql-update" in kind or b"update=" in (request.body or b"") or "update=" in request.path
    return "/update" if about_update or test.name.startswith("bad_update") else "/sparql"


def check_format(response: httpx.Response, expected: manifest.Expected) -> None:
    kind = response.headers.get("content-type", "").partition(";")[0]
    allowed = {"boolean": BOOLEAN, "tabular": TABULAR, "RDF": RDF, None: {kind}}[expected.format]
    assert kind in allowed
    if expected.boolean is not None:
        assert json.loads(response.content)["boolean"] is expected.boolean


@pytest.mark.parametrize("test", listed("protocol/manifest.ttl"), ids=lambda test: test.name)
def test_protocol(client: httpx.Client, test: manifest.Test) -> None:
    for graph, file in test.data.items():
        put = client.put(
            "/rdf-graph-store",
            params={"graph": graph},
            content=file.read_bytes(),
            headers={"content-type": "application/n-triples"},
        )
        assert put.status_code == 201
    assert test.requests
    for request in test.requests:
        response = send(client, request, endpoint(test, request), {})
        assert request.expected.allows(response.status_code), (response.status_code, response.text)
        if response.is_success:
            check_format(response, request.expected)


@pytest.mark.parametrize(
    "test",
    listed("graph-store-protocol/manifest-direct.ttl", "graph-store-protocol/manifest-indirect.ttl"),
    ids=lambda test: test.name,
)
def test_graph_store_protocol(client: httpx.Client, test: manifest.Test) -> None:
    replacements: dict[str, str] = {}
    assert test.requests
    for request in test.requests:
        response = send(client, request, "/rdf-graph-store", replacements)
        expected = request.expected
        assert expected.allows(response.status_code), (response.status_code, response.text)
        if expected.location is not None:
            replacements[expected.location] = response.headers["location"]
        if expected.content_type is not None:
            assert response.headers["content-type"] == expected.content_type
        if expected.body is not None:
            base = str(response.request.url)
            assert isomorphic(
                Graph().parse(data=response.text, format="turtle", publicID=base),
                Graph().parse(data=expected.body, format="turtle", publicID=base),
            )


def description(client: httpx.Client) -> tuple[httpx.Response, Graph]:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    return response, Graph().parse(data=response.text, format="turtle", publicID=str(response.request.url))


SERVICE_DESCRIPTION = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
"""
# The ranges and domains of the vocabulary (Service Description, section 3), each as a question whose answer must be no.
SCHEMA = {
    "endpoint is given by a service and is an IRI": "ASK { ?s sd:endpoint ?e FILTER(!isIRI(?e) || NOT EXISTS { ?s a sd:Service }) }",
    "a dataset has a graph as default graph": "ASK { ?d sd:defaultGraph ?g FILTER(NOT EXISTS { ?d a sd:Dataset } || NOT EXISTS { ?g a sd:Graph }) }",
    "the default dataset is a dataset of a service": "ASK { ?s sd:defaultDataset ?d FILTER(NOT EXISTS { ?s a sd:Service } || NOT EXISTS { ?d a sd:Dataset }) }",
    "a named graph is named by an IRI": "ASK { ?n a sd:NamedGraph FILTER(NOT EXISTS { ?n sd:name ?name FILTER(isIRI(?name)) }) }",
    "a named graph has a graph": "ASK { ?d sd:namedGraph ?n FILTER(NOT EXISTS { ?n a sd:NamedGraph ; sd:graph ?g . ?g a sd:Graph }) }",
    "languages, features and formats are IRIs": "ASK { ?s sd:supportedLanguage|sd:feature|sd:resultFormat|sd:inputFormat ?o FILTER(!isIRI(?o)) }",
    "a service says which language it speaks": "ASK { ?s a sd:Service FILTER NOT EXISTS { ?s sd:supportedLanguage ?l } }",
}  # fmt: skip


@pytest.mark.parametrize("test", listed("service-description/manifest.ttl"), ids=lambda test: test.name)
def test_service_description(client: httpx.Client, test: manifest.Test) -> None:
    client.put(
        "/rdf-graph-store?graph=https://example.org/g",
        content="<a> <b> <c> .",
        headers={"content-type": "text/turtle"},
    )
    response, graph = description(client)
    check = {
        "returns-rdf": lambda: response.headers["content-type"].startswith("text/turtle") and len(graph) > 0,
        "has-endpoint-triple": lambda: (
            graph.query(
                SERVICE_DESCRIPTION
                + f"ASK {{ ?s a sd:Service ; sd:endpoint <{str(client.base_url).rstrip('/')}/sparql> }}"
            ).askAnswer
        ),
        "conforms-to-schema": lambda: (
            not [
                rule
                for rule, question in SCHEMA.items()
                if graph.query(SERVICE_DESCRIPTION + question).askAnswer
            ]
        ),
    }[test.name]
    assert check()


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_the_description_is_the_same_in_every_syntax(client: httpx.Client, media_type: str) -> None:
    response = client.get("/sparql", headers={"Accept": media_type})
    syntax = ox.RdfFormat.from_media_type(media_type)
    assert syntax is not None
    assert len(list(ox.parse(response.content, syntax))) == len(description(client)[1])
