"""What a store behind a URL says when its engine is away, wrong, slow or refusing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from clustergraph.errors import ClustergraphError, StoreError
from clustergraph.store import remote_reading
from clustergraph.store.endpoint import Endpoint
from clustergraph.store.remote import RemoteStore
from tests.store.engines import Server

Engine = Callable[[Callable[[BaseHTTPRequestHandler, int], None]], str]


@pytest.fixture
def engine() -> Iterator[Engine]:
    """Starts an HTTP server whose answers the test writes; the handler is told how many requests came before."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler, int], None]) -> str:
        counted: list[int] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                counted.append(1)
                answer(self, len(counted) - 1)

            def log_message(self, *arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/query"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", kind: str = "text/plain") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


YES = b'{"head":{},"boolean":true}'


def opened(url: str, seconds: float = 5.0) -> RemoteStore:
    return RemoteStore(Endpoint(url, url, "anna", "hemligt-lösen", seconds))


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (404, b"nothing here", "answered HTTP 404 (nothing here): check the URL and the engine."),
        (401, b"", "refuses our user name or password"),
        (400, b"line 3: no", "The engine cannot read the query or update: line 3: no"),
        (500, b"IO error: No space left on device", "is full: make room there."),
        (503, b"", "is not ready (HTTP 503): try again later."),
        (302, b"", "answered HTTP 302 (no reason given)"),
        (200, b"<html>Welcome</html>", "does not answer as a SPARQL 1.1 endpoint: check the URL."),
    ],
)
def test_what_the_engine_says_becomes_one_plain_sentence(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, message: str
) -> None:
    monkeypatch.setattr(remote_reading, "_FIRST_PAUSE", 0.0)
    store = opened(engine(lambda handler, _: reply(handler, status, body)))
    with pytest.raises(ClustergraphError) as failed:
        store.ask("ASK {}")
    assert message in str(failed.value)
    assert "hemligt" not in str(failed.value)


def test_an_engine_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_reading, "_FIRST_PAUSE", 0.0)
    with pytest.raises(StoreError, match=r"^http://127.0.0.1:9/query cannot be reached .*start the engine"):
        opened("http://127.0.0.1:9/query").graphs()


def test_an_engine_that_is_slow(engine: Engine) -> None:
    released = threading.Event()
    store = opened(engine(lambda *_: released.wait(5) and None), seconds=0.1)
    try:
        with pytest.raises(StoreError, match="gave no answer within 0 s: ask for less, or try again later"):
            store.graphs()
    finally:
        released.set()


def test_an_engine_that_is_slow_at_a_write_may_have_made_it(engine: Engine) -> None:
    released = threading.Event()
    store = opened(engine(lambda *_: released.wait(5) and None), seconds=0.1)
    try:
        with pytest.raises(
            StoreError, match=r"within 0 s\. Whether the change was made is not known: look at"
        ):
            store.update("DROP ALL")
    finally:
        released.set()


def test_a_slow_engine_has_time_to_load_all(engine: Engine) -> None:
    def answer(handler: BaseHTTPRequestHandler, before: int) -> None:
        # The engine is recognised, emptied, filled, and its version written.
        if before in (1, 2):
            time.sleep(1)
        reply(handler, 200, YES, "application/sparql-results+json")

    store = opened(engine(answer), seconds=0.5)
    triple = ox.Triple(
        ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), ox.Literal("o")
    )
    store.replace_all([ox.Quad(*triple, ox.NamedNode("https://example.org/g"))])


def test_a_read_is_tried_again_and_a_write_is_not(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_reading, "_FIRST_PAUSE", 0.0)
    reads: list[int] = []

    def answer(handler: BaseHTTPRequestHandler, before: int) -> None:
        reads.append(before)
        reply(handler, 503) if before < 2 else reply(handler, 200, YES, "application/sparql-results+json")

    store = opened(engine(answer))
    assert store.ask("ASK {}") is True
    assert len(reads) == 4, "three attempts to get to know the engine, and then the question"

    writes: list[str] = []

    def refuse_updates(handler: BaseHTTPRequestHandler, before: int) -> None:
        if handler.path == "/update":
            writes.append(handler.path)
            reply(handler, 503)
        else:
            reply(handler, 200, YES, "application/sparql-results+json")

    url = engine(refuse_updates)
    with pytest.raises(StoreError, match="Whether the change was made is not known"):
        RemoteStore(Endpoint(url, url.replace("/query", "/update"))).update("DROP ALL")
    assert len(writes) == 1


def test_credentials_are_sent_and_never_shown(engine: Engine) -> None:
    sent: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler, _: int) -> None:
        sent.append(handler.headers.get("Authorization"))
        reply(handler, 200, YES, "application/sparql-results+json")

    url = engine(answer)
    opened(url).ask("ASK {}")
    assert sent[0] is not None
    assert sent[0].startswith("Basic ")
    assert "hemligt" not in repr(Endpoint(url, url, "anna", "hemligt-lösen"))


@pytest.mark.parametrize(
    ("query", "update"),
    [
        ("http://h:7878/query", "http://h:7878/update"),
        ("http://h/ds/query?union-default-graph", "http://h/ds/update"),
        ("http://h/sparql", "http://h/sparql"),
    ],
)
def test_the_update_url_beside_the_query_url(
    monkeypatch: pytest.MonkeyPatch, query: str, update: str
) -> None:
    monkeypatch.delenv("CLUSTERGRAPH_UPDATE_URL", raising=False)
    assert Endpoint.from_environment(query).update == update
    monkeypatch.setenv("CLUSTERGRAPH_UPDATE_URL", "http://h/elsewhere")
    assert Endpoint.from_environment(query).update == "http://h/elsewhere"


@pytest.mark.slow
def test_an_address_that_would_run_an_update_sent_as_a_query_is_refused(virtuoso: Server) -> None:
    update = virtuoso.endpoint.update
    store = RemoteStore(Endpoint(update, update, virtuoso.endpoint.user, virtuoso.endpoint.password))
    with closing(store), pytest.raises(StoreError, match="would carry out an update that is sent as a query"):
        store.graphs()


@pytest.mark.slow
def test_a_wrong_password_is_said_plainly(virtuoso: Server) -> None:
    store = RemoteStore(Endpoint(virtuoso.endpoint.query, virtuoso.endpoint.update, "dba", "fel"))
    node = ox.NamedNode("https://example.org/x")
    with closing(store), pytest.raises(StoreError, match="refuses our user name or password"):
        store.replace_graph("https://example.org/g", [ox.Triple(node, node, node)])
