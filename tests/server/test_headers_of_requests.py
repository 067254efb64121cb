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


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/sparql-query; charset=UTF-8; v=1", 200),
        ('application/sparql-query;v="charset=latin1"', 200),
        ('Application/SPARQL-Query; Charset="utf-8"', 200),
        ("application/sparql-query; charset=us-ascii", 200),  # a part of UTF-8
        ("application/sparql-query; v=1; charset=iso-8859-1", 415),
        ("text/plain", 415),
    ],
)
def test_a_query_is_taken_by_its_media_type_whatever_else_is_said(
    client: httpx.Client, content_type: str, status: int
) -> None:
    answer = client.post("/sparql", content=b"ASK {}", headers={"Content-Type": content_type})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("text/turtle; charset=UTF-8; v=1", 201),
        ("text/turtle; charset=iso-8859-1", 415),
        (
            "application/rdf+xml; charset=iso-8859-1",
            400,
        ),  # the document says its encoding; this one is no XML
    ],
)
def test_a_graph_in_another_encoding_is_not_taken_for_utf_8(
    client: httpx.Client, content_type: str, status: int
) -> None:
    answer = client.put(
        "/rdf-graph-store?graph=http://x/encoded",
        content=b'<http://x/s> <http://x/p> "o" .',
        headers={"Content-Type": content_type, "Authorization": "Bearer t"},
    )
    assert answer.status_code == status
    client.delete("/rdf-graph-store?graph=http://x/encoded", headers={"Authorization": "Bearer t"})


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        ('application/json;profile="a,b";q=0.1, text/csv;q=0.5', "text/csv"),
        ('application/json;profile="a;q=0.1", text/csv;q=0.5', "application/json"),
        (r'text/csv;x="a\",b";q=0.1, application/json;q=0.2', "application/json"),
        ('text/csv;x="never closed, application/json', "text/csv"),
    ],
)
def test_a_quoted_string_in_accept_is_one(client: httpx.Client, accept: str, answered: str) -> None:
    answer = client.get("/sparql?query=SELECT+*+{}", headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == answered


@pytest.mark.parametrize(
    ("path", "asked", "answered"),
    [
        ("/void", "nt", "application/n-triples"),
        ("/.well-known/void", "jsonld", "application/ld+json"),
        ("/dataset", "rdf", "application/rdf+xml"),
        ("/dataset", "trig", None),
        ("/sparql", "nt", "application/n-triples"),
        ("/examples", "rdf+xml", "application/rdf+xml"),
        ("/prefixes", "application/json", "application/json"),
        ("/rdf-graph-store", "nq", "application/n-quads"),
        ("/rdf-graph-store", "ttl", None),  # it holds no names of graphs
        ("/rdf-graph-store?graph=http://x/g", "nt", "application/n-triples"),
        ("/rdf-graph-store?graph=http://x/g", "trig", None),
        ("/void", "none", None),
    ],
)
def test_format_says_the_syntax_wherever_a_graph_is_given(
    client: httpx.Client, path: str, asked: str, answered: str | None
) -> None:
    mark = "&" if "?" in path else "?"
    answer = client.get(f"{path}{mark}format={asked.replace('+', '%2B')}", headers={"Accept": "text/turtle"})
    if answered:
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, answered)
    else:
        assert answer.status_code == 406
        assert answer.json()["offered"]


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("/sparql", ["application/sparql-query", "application/x-www-form-urlencoded"]),
        ("/update", ["application/sparql-update", "application/x-www-form-urlencoded"]),
        ("/queries", ["application/json"]),
        ("/queries/actors", ["application/json", "application/x-www-form-urlencoded"]),
        ("/rdf-graph-store", ["text/turtle", "application/ld+json", "multipart/form-data"]),
        ("/validate", ["text/turtle", "application/trig"]),
        ("/map", ["text/plain", "application/pdf"]),
        ("/void", None),
        ("/", None),
    ],
)
def test_accept_post_says_what_may_be_sent_there(
    client: httpx.Client, path: str, taken: list[str] | None
) -> None:
    said = client.options(path).headers.get("accept-post")
    assert (said is None) == (taken is None)
    assert set(taken or ()) <= set((said or "").split(", "))


def test_another_site_may_send_conditions(client: httpx.Client) -> None:
    preflight = client.options(
        "/rdf-graph-store", headers={"Origin": "https://x.example", "Access-Control-Request-Method": "PUT"}
    )
    assert "If-Match" in preflight.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", ["/validate", "/add?graph=http://x/encoded&dry_run=true"])
@pytest.mark.parametrize(
    ("content_type", "taken"),
    [
        ("text/turtle; charset=UTF-8", True),
        ("text/turtle; charset=utf-16", False),
        ("application/ld+json; charset=iso-8859-1", False),
        ("application/rdf+xml; charset=iso-8859-1", True),  # XML says its encoding itself
    ],
)
def test_what_is_checked_or_added_is_not_taken_for_utf_8_either(
    client: httpx.Client, path: str, content_type: str, taken: bool
) -> None:
    answer = client.post(
        path, content=b"<http://x/s> <http://x/p> 1 .", headers={"Content-Type": content_type}
    )
    assert (answer.status_code != 415) is taken
    if not taken:
        assert answer.json()["detail"].endswith("send it in UTF-8.")


def test_what_can_be_had_instead_is_named_once_each(client: httpx.Client) -> None:
    answer = client.post(
        "/validate", content=b"", headers={"Content-Type": "text/turtle", "Accept": "image/png"}
    )
    assert answer.status_code == 406
    offered = answer.json()["offered"]
    assert sorted(set(offered)) == sorted(offered)
