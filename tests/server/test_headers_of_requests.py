"""What a request asks of every answer by its headers, and what is kept under them: languages, codings and forms on one line or several."""

import gzip
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest
from tests.server.serving import served

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

Lines = list[tuple[str, str]]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    store = open_store(":memory:")
    triple = ox.Triple(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("o" * 2000))
    store.replace_graph("http://x/g", [triple])
    with served(store, Settings(token="t")) as address, httpx.Client(base_url=address) as client:
        for name in ("accept", "accept-encoding"):
            del client.headers[name]
        yield client


def raw(client: httpx.Client, path: str, lines: Lines) -> tuple[httpx.Headers, bytes]:
    """The headers of an answer and its body as it came over the wire."""
    with client.stream("GET", path, headers=lines) as response:
        return response.headers, b"".join(response.iter_raw())


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("identity, *;q=0", False),
        ("x-notgzip", False),
        ("", False),
    ],
)
def test_an_answer_is_compressed_for_those_who_take_it(
    client: httpx.Client, accepted: str, packed: bool
) -> None:
    headers, body = raw(client, "/rdf-graph-store?graph=http://x/g", [("Accept-Encoding", accepted)])
    assert headers.get("content-encoding") == ("gzip" if packed else None)
    assert b"ooo" in (gzip.decompress(body) if packed else body)


@pytest.mark.parametrize(
    ("path", "name", "lines", "header"),
    [
        (
            "/rdf-graph-store?a&graph=http://x/g",
            "Accept",
            ["text/turtle;q=0.2", "application/n-triples"],
            "content-type",
        ),
        ("/about?b", "Accept-Language", ["en;q=0.1", "sv"], "content-language"),
        ("/rdf-graph-store?c&graph=http://x/g", "Accept-Encoding", ["gzip;q=0", "*"], "content-encoding"),
        ("/rdf-graph-store?d&graph=http://x/g", "Accept-Encoding", ["identity", "gzip"], "content-encoding"),
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_a_list_on_several_lines_is_that_list(
    client: httpx.Client, path: str, name: str, lines: list[str], header: str, turn: int
) -> None:
    several: Lines = [(name, line) for line in lines]
    asked = [several, [(name, ", ".join(lines))]][::turn]
    found = [raw(client, f"{path}&{turn}", each)[0].get(header) for each in asked]
    expected = {
        "content-type": "application/n-triples",
        "content-language": "sv",
        "content-encoding": "gzip" if "identity" in lines else None,
    }
    assert found == [expected[header]] * 2


def test_an_answer_names_the_scheme_that_was_asked_by(client: httpx.Client) -> None:
    for scheme in ("https", "http", "https"):
        [address] = {
            each["url"].split(":")[0]
            for each in client.get("/queries", headers={"X-Forwarded-Proto": scheme}).json()["queries"]
        }
        assert address == scheme


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("SELECT (NOW() AS ?x) {}", True),
        ("SELECT (rand () AS ?x) {}", True),
        ("SELECT (UUID() AS ?x) {}", True),
        ("SELECT (STRUUID() AS ?x) {}", True),
        ("SELECT (STRLEN('NOW') AS ?x) {}", False),
    ],
)
def test_what_a_query_takes_of_the_moment_is_new_each_time(
    client: httpx.Client, query: str, again: bool
) -> None:
    answers = [client.get("/sparql", params={"query": query, "format": "csv"}) for _ in range(2)]
    assert (answers[0].text != answers[1].text) is again
    assert ["etag" in answer.headers for answer in answers] == [not again] * 2


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Encoding": "identity, br"}, 415),
        ({"Content-Range": "bytes 0-9/100"}, 400),
        ({"Content-Encoding": "Identity"}, 200),
        ({}, 200),
    ],
)
def test_a_body_in_a_coding_or_in_part_is_not_read_as_the_whole(
    client: httpx.Client, header: dict[str, str], status: int
) -> None:
    sent = {"Content-Type": "application/sparql-query", **header}
    answer = client.post("/sparql", content="ASK { ?s ?p ?o }", headers=sent)
    assert answer.status_code == status
    if status == 415:
        assert answer.headers["accept-encoding"] == "identity"
