"""Everything above a store is the same over a SPARQL server by its URL: build, answers, checks, writes, journal, pages."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from tests.server.serving import served
from tests.store import engines

from clustergraph.build import build
from clustergraph.changes import Gate
from clustergraph.changes.journal import digest
from clustergraph.queries import catalogue
from clustergraph.server.settings import Settings
from clustergraph.store import Store, open_store
from clustergraph.store.endpoint import Endpoint
from clustergraph.store.remote import RemoteStore

TOKEN = "nyckel"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
WRITING = AUTHORISED | {"Content-Type": "text/turtle"}
GRAPH = "https://w3id.org/clustergraph/graph/prov"
TOPIC = "https://w3id.org/clustergraph/id/topic/municipal-role"
CG = "https://w3id.org/clustergraph/ns#"
LETTER = """Mora kommun

Yttrande
2026-03-02
Dnr KS 2026/4

Remissvar: Kulturplan för länet

Mora kommun tillstyrker planen. Kommunen föreslår att den kompletteras med en karta.
"""


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("fuseki", marks=pytest.mark.slow)])
def endpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """Where an engine is reached; what is written to it is journalled in a folder of its own."""
    folder: Path = tmp_path_factory.mktemp("by-url")
    patch = pytest.MonkeyPatch()
    patch.setenv(
        "XDG_DATA_HOME", str(folder / "data")
    )  # the journal of a store by URL is among the user's data
    (folder / "engine").mkdir()
    engine = engines.oxigraph() if request.param == "oxigraph" else engines.fuseki(folder / "engine")
    with engine as running:
        yield running.endpoint
    patch.undo()


@pytest.fixture(scope="module")
def clients(
    endpoint: Endpoint, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """A server over an engine by URL, and one over the embedded store with the same graphs."""
    by_url = RemoteStore(endpoint, gate=Gate())
    embedded = open_store(str(shutil.copytree(built, tmp_path_factory.mktemp("embedded") / "store")))
    fill(by_url, embedded)
    settings = Settings(token=TOKEN)
    with (
        served(by_url, settings) as one,
        served(embedded, settings) as other,
        httpx.Client(base_url=one, timeout=60) as client,
        httpx.Client(base_url=other, timeout=60) as client_of_embedded,
    ):
        yield client, client_of_embedded


def fill(store: RemoteStore, embedded: Store) -> None:
    """Put what an embedded store holds into an engine, as a build does."""
    database = embedded.snapshot()
    assert database is not None
    assert store.adopt(database)


def test_a_build_gives_what_it_gives_in_a_folder(endpoint: Endpoint, tmp_path: Path) -> None:
    for folder in ("documents", "reviewed"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data" / "documents" / "mora.txt").write_text(LETTER, encoding="utf-8")
    with (
        closing(RemoteStore(endpoint, gate=Gate())) as by_url,
        closing(open_store(str(tmp_path / "store"))) as embedded,
    ):
        kept = list(by_url.quads())
        try:
            summary, expected = (
                build(store, lambda step: None, tmp_path / "data") for store in (by_url, embedded)
            )
            assert summary.version is not None
            assert summary.sha256 == expected.sha256
            assert by_url.graphs() == embedded.graphs()
            for graph in embedded.graphs():
                assert digest(by_url.graph(graph)) == digest(embedded.graph(graph)), graph
        finally:
            by_url.replace_all(kept)


def test_every_canned_query_answers_as_the_embedded_store_does(
    clients: tuple[httpx.Client, httpx.Client],
) -> None:
    for name, query in catalogue().items():
        values = {key: one.example for key, one in query.parameters.items() if one.required}
        parameters = {**values, **({} if query.constructs else {"limit": "5"})}
        by_url, embedded = (client.get(f"/queries/{name}", params=parameters) for client in clients)
        assert by_url.status_code == embedded.status_code == 200, by_url.text
        if query.constructs:
            graphs = [set(ox.parse(one.content, ox.RdfFormat.TURTLE)) for one in (by_url, embedded)]
            assert len(graphs[0]) == len(graphs[1])
        else:
            assert by_url.json()["count"] == embedded.json()["count"], name
            assert by_url.json()["columns"] == embedded.json()["columns"], name


@pytest.mark.parametrize(
    "path", ["/", "/positions", "/queries/adoptions", "/sparql", "/network", "/timeline"]
)
def test_pages(clients: tuple[httpx.Client, httpx.Client], path: str) -> None:
    page = clients[0].get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<main" in page.text


def test_what_is_validated_may_mention_what_the_store_knows(
    clients: tuple[httpx.Client, httpx.Client],
) -> None:
    for client in clients:
        for topic, codes in ((TOPIC, set()), (f"{TOPIC}-som-saknas", {"reported"})):
            data = (
                f"<https://example.org/p> <http://purl.org/dc/terms/subject> <{topic}> ; a <{CG}Position> ."
            )
            report = client.post("/validate", content=data, headers={"Content-Type": "text/turtle"}).json()
            about = {"reported" for one in report["results"] if one["value"] == topic}
            assert about == codes, report


def test_an_update_is_checked_and_journalled(clients: tuple[httpx.Client, httpx.Client]) -> None:
    client, _ = clients
    wrong = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <https://example.org/a> a <{CG}Adoption> }} }}"
    assert client.post("/update", data={"update": wrong}, headers=AUTHORISED).status_code == 422
    ask = {"query": f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"}
    assert client.get("/sparql", params=ask).json()["boolean"] is False
    right = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> 'prov'@sv }} }}"
    answer = client.post("/update", data={"update": right}, headers=AUTHORISED)
    assert answer.status_code == 204, answer.text
    assert client.get("/sparql", params=ask).json()["boolean"] is True
    assert GRAPH in client.get("/history").text
    assert (
        client.post("/update", data={"update": f"DROP GRAPH <{GRAPH}>"}, headers=AUTHORISED).status_code
        == 204
    )


def test_a_change_is_checked_and_journalled(clients: tuple[httpx.Client, httpx.Client]) -> None:
    client, _ = clients
    address = f"/rdf-graph-store?graph={GRAPH}"
    wrong = client.put(address, content=f"<https://example.org/a> a <{CG}Adoption> .", headers=WRITING)
    assert wrong.status_code == 422, wrong.text
    assert client.get(address).status_code == 404
    right = '<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "prov"@sv .'
    assert client.put(address, content=right, headers=WRITING).status_code == 201
    query = f"ASK {{ GRAPH <{GRAPH}> {{ ?s ?p 'prov'@sv }} }}"
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True
    assert GRAPH in client.get("/history").text
    assert client.delete(address, headers=WRITING).status_code == 204
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False


def test_the_server_lives_while_its_engine_is_silent() -> None:
    speaks, is_asked = threading.Event(), threading.Event()

    class Engine(BaseHTTPRequestHandler):
        """Knows nothing, and says so when it may."""

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            is_asked.set()
            speaks.wait(20)
            body = b'{"head": {"vars": ["version"]}, "results": {"bindings": []}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    engine = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
    threading.Thread(target=engine.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{engine.server_port}"
    speaks.set()
    store = RemoteStore(Endpoint(f"{address}/query", f"{address}/update"))
    with served(store) as server, httpx.Client(base_url=server, timeout=15) as client:
        threading.Event().wait(1.1)  # the version is asked for once a second
        speaks.clear()
        is_asked.clear()
        asking = threading.Thread(target=client.get, args=("/queries/adoptions",), kwargs={"timeout": 30})
        asking.start()
        assert is_asked.wait(15)
        assert client.get("/health").json()["status"] == "alive"
        speaks.set()
        asking.join()
    engine.shutdown()
    engine.server_close()
