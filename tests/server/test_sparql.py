"""The SPARQL endpoint over HTTP: formats, errors, refusals, limits, caching."""

import gzip
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from tests.store import engines

from clustergraph.server.app import create_app
from clustergraph.server.settings import Settings
from clustergraph.store import Store, open_store
from clustergraph.store.remote import RemoteStore

sys.path.insert(0, str(Path(__file__).parent))
from serving import served

G = "https://example.org/graph"
P = ox.NamedNode("https://example.org/p")
TOKEN = "nyckel-för-prov"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}".encode()}
SELECT = "SELECT ?o { ?s <https://example.org/p> ?o } ORDER BY ?o"


@pytest.fixture(scope="module", params=["embedded", "by URL"])
def opened(request: pytest.FixtureRequest) -> Iterator[Callable[[], Store]]:
    """Opens a store with one graph: embedded, or a SPARQL server by its URL."""
    with ExitStack() as stack:
        endpoint = (
            stack.enter_context(engines.oxigraph(seconds=2)).endpoint if request.param == "by URL" else None
        )

        def filled() -> Store:
            store: Store = RemoteStore(endpoint) if endpoint else open_store(":memory:")
            store.replace_graph(
                G,
                [
                    ox.Triple(ox.NamedNode(f"https://example.org/{number}"), P, ox.Literal(number))
                    for number in range(40)
                ],
            )
            return store

        yield filled


@pytest.fixture(scope="module")
def client(opened: Callable[[], Store]) -> Iterator[httpx.Client]:
    settings = Settings(token=TOKEN, result_rows=1000, result_megabytes=1, body_megabytes=1)
    with served(opened(), settings) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def ask(client: httpx.Client, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("query", "accept", "answered"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "", JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/*", "text/csv; charset=utf-8"),
        (SELECT, "text/*;q=0.3, application/*;q=0.5", JSON),
        (SELECT, "application/*;q=0.9, application/sparql-results+json;q=0.1", XML),
        (SELECT, f"{XML};q=0.2, text/tab-separated-values;q=0.8", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/csv;q=0, */*;q=0.1", JSON),
        (SELECT, "TEXT/CSV", "text/csv; charset=utf-8"),
        ("ASK {}", XML, XML),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*", "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/plain", "application/n-triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE <https://example.org/1>", "application/n-triples", "application/n-triples"),
        ("DESCRIBE <https://example.org/1>", "application/trig", "application/trig"),
    ],
)
def test_content_negotiation(client: httpx.Client, query: str, accept: str, answered: str) -> None:
    response = ask(client, query, accept)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == answered


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (SELECT, "text/turtle"),
        (SELECT, "image/png"),
        (SELECT, "text/csv;q=0"),
        ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv"),
    ],
)
def test_a_format_that_is_not_there_is_406_and_names_those_that_are(
    client: httpx.Client, query: str, accept: str
) -> None:
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["offered"]


@pytest.mark.parametrize(
    ("query", "name", "answered"),
    [
        (SELECT, "csv", "text/csv"),
        (SELECT, "json", JSON),
        (SELECT, XML, XML),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "ntriples", "application/n-triples"),
        # As SPARQLWrapper sends it, and with a plus that was not encoded.
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/x-json+ld,application/ld+json", "application/ld+json"),
        (SELECT, "application/sparql-results xml", XML),
    ],
)
def test_the_format_parameter_wins_over_accept(
    client: httpx.Client, query: str, name: str, answered: str
) -> None:
    response = ask(client, query, "text/tab-separated-values", format=name)
    assert response.headers["content-type"].partition(";")[0] == answered
    assert ask(client, query, format="docx").status_code == 406


def test_rows_are_right(client: httpx.Client) -> None:
    assert ask(client, SELECT, "text/csv").text == "o\r\n" + "".join(f"{number}\r\n" for number in range(40))


@pytest.mark.parametrize(("query", "line"), [("SELECT * {", 1), ("SELECT *\n{ ?s ?p }", 2), ("hej", 1)])
def test_a_parse_error_says_where(client: httpx.Client, query: str, line: int) -> None:
    response = ask(client, query)
    problem = response.json()
    assert response.status_code == 400
    assert problem["line"] == line
    assert 1 <= problem["column"] <= len(query.splitlines()[line - 1]) + 1
    assert f"line {line}, column {problem['column']}" in problem["detail"]
    assert set(problem) >= {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "service-refused"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> {} }", 403, "service-refused"),
        ("SELECT*{SERVICESILENT<http://127.0.0.1:9/>{?s ?p ?o}}", 403, "service-refused"),
        ("SELECT*{?s ?p trueSERVICE<http://127.0.0.1:9/>{?s ?p ?o}}", 403, "service-refused"),
        ("PREFIX :<http://127.0.0.1:9/> SELECT*{SERVICE:a{?s ?p ?o}}", 403, "service-refused"),
        ("SELECT * { ?s ?p 'SERVICE <http://x/>' } # SERVICE <http://x/>", 200, None),
    ],
)
def test_no_query_reaches_out(client: httpx.Client, query: str, status: int, kind: str | None) -> None:
    response = ask(client, query)
    assert response.status_code == status
    if kind:
        assert response.json()["type"].endswith(kind)


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:9/x>",
        "LOADSILENT<http://127.0.0.1:9/x>",
        "PREFIX :<http://127.0.0.1:9/> LOAD:x",
    ],
)
def test_load_is_refused(client: httpx.Client, update: str) -> None:
    response = client.post("/update", data={"update": update}, headers=AUTHORISED)
    assert response.status_code == 403
    assert response.json()["type"].endswith("load-refused")


CARTESIAN = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"


def test_a_query_is_stopped_at_its_time_and_others_go_on(
    client: httpx.Client, opened: Callable[[], Store]
) -> None:
    with (
        served(opened(), Settings(query_seconds=1.0)) as address,
        httpx.Client(base_url=address, timeout=20) as hasty,
    ):
        response = ask(hasty, f"SELECT (COUNT(*) AS ?n) {CARTESIAN}")
    assert response.status_code == 504
    assert response.json()["detail"] == "The query was stopped after 1 s: ask for less, or add a LIMIT."
    assert ask(client, "ASK {}").json()["boolean"] is True


def test_who_still_waits_when_the_server_stops_is_told_so(
    opened: Callable[[], Store],
) -> None:
    query = quote(f"SELECT (COUNT(*) AS ?n) {CARTESIAN}")
    with served(opened(), timeout_graceful_shutdown=0) as address:
        waiting = HTTPConnection(address.removeprefix("http://"), timeout=20)
        waiting.request("GET", f"/sparql?query={query}")
        assert httpx.get(f"{address}/health").is_success  # the server has read what was sent before
    with closing(waiting):
        response = waiting.getresponse()
        assert (response.status, response.headers["Retry-After"]) == (503, "5")
        assert json.load(response)["detail"] == "The server is stopping: send the request again."


def test_an_answer_that_is_cut_says_so(client: httpx.Client) -> None:
    for media_type in ("text/csv", JSON, XML, "text/tab-separated-values"):
        response = ask(client, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }", media_type)
        assert response.headers["x-result-truncated"] == "rows=1000"
        assert response.headers["x-result-limit"] == "rows=1000, bytes=1048576"
    assert len(ask(client, "SELECT ?a { ?a ?b ?c . ?d ?e ?f }", "text/csv").text.splitlines()) == 1001
    assert "x-result-truncated" not in ask(client, SELECT).headers
    assert "x-result-truncated" not in ask(client, "SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 1000").headers


def test_an_answer_that_is_too_large_is_refused_and_says_what_to_do(client: httpx.Client) -> None:
    response = ask(
        client,
        "CONSTRUCT { [] ?b ?c ; ?e ?f ; ?h ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "application/n-triples",
    )
    assert response.status_code == 422
    assert response.json()["limit_bytes"] == 1 << 20
    assert "LIMIT" in response.json()["detail"]


def test_deep_nesting_ends_a_reader_and_not_the_server(client: httpx.Client) -> None:
    query = "SELECT * " + "{" * 20_000 + "}" * 20_000
    response = client.post("/sparql", content=query, headers={"Content-Type": "application/sparql-query"})
    assert response.status_code in {504, 507}
    assert client.get("/health").status_code == 200


def test_a_body_that_is_too_large_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"#" * (1 << 20) + b"#", headers=headers).status_code == 413
    chunked = client.post("/sparql", content=iter([b"#" * 600_000, b"#" * 600_000]), headers=headers)
    assert chunked.status_code == 413


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(None, 401), ("Bearer fel", 401), ("Bearer", 401), (f"Basic {TOKEN}", 401), (f"bearer {TOKEN}", 204)],
)
def test_writing_needs_the_token(client: httpx.Client, authorization: str | None, status: int) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode()}
    for response in (
        client.post("/update", data={"update": "DROP SILENT GRAPH <http://none/>"}, headers=headers),
        client.put(
            "/rdf-graph-store?graph=http://x/empty",
            content=b"",
            headers={**headers, "Content-Type": "text/turtle"},
        ),
    ):
        assert response.status_code == (201 if status == 204 and response.request.method == "PUT" else status)
        assert ("www-authenticate" in response.headers) == (status == 401)
        assert TOKEN not in response.text


def test_a_server_without_a_token_is_read_only() -> None:
    with served(open_store(":memory:")) as address:
        response = httpx.post(
            f"{address}/update", data={"update": "DROP ALL"}, headers={"Authorization": "Bearer x"}
        )
        assert response.status_code == 403
        assert response.json()["detail"] == "This server is read-only: it was started without a token."


def test_an_update_and_its_errors(client: httpx.Client) -> None:
    made = client.post(
        "/update",
        data={"update": "INSERT DATA { GRAPH <http://x/u> { <http://x/s> <http://x/p> 'å' } }"},
        headers=AUTHORISED,
    )
    assert made.status_code == 204
    assert ask(client, "ASK { GRAPH <http://x/u> { ?s ?p 'å' } }").json()["boolean"] is True
    wrong = client.post("/update", data={"update": "DROP ALL ;\nNONSENSE"}, headers=AUTHORISED)
    assert wrong.status_code == 400
    assert wrong.json()["line"] == 2
    client.delete("/rdf-graph-store?graph=http://x/u", headers=AUTHORISED)


def changed(client: httpx.Client, update: str) -> str:
    """The version after an update."""
    response = client.post("/update", data={"update": update}, headers=AUTHORISED)
    assert response.status_code == 204, response.text
    return response.headers["x-store-version"]


def test_an_update_may_name_the_unnamed_graph_as_queries_do(client: httpx.Client) -> None:
    def unnamed() -> set[str]:
        body = client.get("/rdf-graph-store?default", headers={"Accept": "application/n-triples"}).content
        return {quad.object.value for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)}

    name = "urn:clustergraph:unnamed-graph"
    changed(client, "INSERT DATA { <http://x/s> <http://x/p> 'one' }")
    changed(client, f"INSERT DATA {{ GRAPH <{name}> {{ <http://x/s> <http://x/p> 'two' }} }}")
    assert unnamed() == {"one", "two"}
    changed(client, f"DELETE DATA {{ GRAPH <{name}> {{ <http://x/s> <http://x/p> 'one' }} }}")
    assert unnamed() == {"two"}
    changed(client, "CLEAR DEFAULT")
    assert unnamed() == set()


@pytest.mark.parametrize("update", ["", "INSERT DATA {}", "DELETE DATA { <http://x/s> <http://x/p> 'none' }"])
def test_an_update_that_changes_nothing_leaves_the_version(client: httpx.Client, update: str) -> None:
    changed(client, "INSERT DATA { GRAPH <http://x/v> { <http://x/s> <http://x/p> 1 } }")
    before = client.get("/ready").json()["store"]
    assert changed(client, update) == before == client.get("/ready").json()["store"]
    changed(client, "DROP GRAPH <http://x/v>")


@pytest.mark.parametrize(
    ("content_type", "body", "status", "says"),
    [
        ("text/turtle", b"<a> <b> 'unclosed", 400, "line 1"),
        (
            "application/ld+json",
            b'{"http://p":' * 5000 + b"1" + b"}" * 5000,
            400,
            "nested deeper than 200 levels",
        ),
        ("application/rdf+xml", b"<a>" * 5000, 400, "nested deeper than 200 levels"),
        ("text/turtle", b"<a> <b> " + b"<<( <a> <b> " * 5000, 400, "nested deeper than 200 levels"),
        ("text/csv", b"a,b", 415, "text/csv"),
        ("application/n-quads", b"", 415, "application/n-quads"),
        ("text/turtle", b"\xff\xfe", 400, "The graph cannot be read"),
        (
            "application/ld+json",
            b'{"@context": "https://example.org/context", "name": "x"}',
            400,
            "takes its @context from the network, and that is not done here; write it into the document",
        ),
    ],
)
def test_a_graph_that_cannot_be_read(
    client: httpx.Client, content_type: str, body: bytes, status: int, says: str
) -> None:
    response = client.put(
        "/rdf-graph-store",
        params={"graph": "http://x/bad"},
        content=body,
        headers={**AUTHORISED, "Content-Type": content_type},
    )
    assert response.status_code == status
    assert says in response.json()["detail"]
    assert client.get("/rdf-graph-store", params={"graph": "http://x/bad"}).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PATCH", "/rdf-graph-store?graph=http://x/", 405),
        ("PUT", "/rdf-graph-store", 400),
        ("PUT", "/rdf-graph-store?graph=relative", 400),
        ("PUT", "/rdf-graph-store?graph=http://x/&default", 400),
        ("DELETE", "/rdf-graph-store?graph=http://x/none", 404),
        ("GET", "/rdf-graph-store?graph=http://x/%3E%20%3Cy", 400),
        ("GET", "/nowhere", 404),
        ("DELETE", "/sparql", 405),
    ],
)
def test_what_cannot_be_done_is_a_problem_document(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    headers = {**AUTHORISED, "Content-Type": "text/turtle"}
    response = client.request(method, path, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_what_may_be_done_is_named_where_something_else_was_tried(client: httpx.Client) -> None:
    response = client.put("/sparql", content=b"")
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert response.json()["detail"] == "PUT is not possible at /sparql: the Allow header names what is."
    assert client.get("/nowhere").json()["detail"] == "There is nothing at /nowhere."


def test_the_whole_dataset_can_be_fetched(client: httpx.Client) -> None:
    response = client.get("/rdf-graph-store", headers={"Accept": "application/n-quads"})
    quads = list(ox.parse(response.content, ox.RdfFormat.N_QUADS))
    assert len([quad for quad in quads if quad.graph_name == ox.NamedNode(G)]) == 40


@pytest.mark.parametrize(
    ("path", "method", "named"),
    [
        (
            "/sparql",
            "get",
            {"query", "default-graph-uri", "named-graph-uri"},
        ),  # SPARQL 1.1 Protocol, section 2.1
        ("/sparql", "post", {"default-graph-uri", "named-graph-uri"}),
        ("/update", "post", {"using-graph-uri", "using-named-graph-uri"}),  # section 2.2
    ],
)
def test_the_description_has_the_parameters_of_the_protocol(
    client: httpx.Client, path: str, method: str, named: set[str]
) -> None:
    operation = client.get("/openapi.json").json()["paths"][path][method]
    queried = {each["name"] for each in operation["parameters"] if each["in"] == "query"}
    assert queried - {"format"} == named


@pytest.mark.parametrize("media_type", ["text/csv", "text/tab-separated-values", JSON, XML])
def test_a_long_text_is_a_value_in_every_format(client: httpx.Client, media_type: str) -> None:
    text = "å" * 140_000
    asked = {"query": f'SELECT ("{text}" AS ?text) {{}}'}
    answer = client.post("/sparql", data=asked, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert text in answer.text


def test_an_answer_not_changed_is_304_until_the_store_changes(client: httpx.Client) -> None:
    paths = (
        f"/sparql?query={SELECT.replace(' ', '+')}",
        "/void",
        "/prefixes",
        f"/rdf-graph-store?graph={G}",
    )
    for number, path in enumerate(paths):
        first = client.get(path)
        tag = first.headers["etag"]
        assert client.get(path).headers["etag"] == tag
        for match in (tag, f'"x", W/{tag}'):
            again = client.get(path, headers={"If-None-Match": match})
            assert (again.status_code, again.content) == (304, b"")
        client.put(
            "/rdf-graph-store?graph=http://x/t",
            content=f"<s> <p> {number} .",
            headers={**AUTHORISED, "Content-Type": "text/turtle"},
        )
        changed = client.get(path, headers={"If-None-Match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag
    client.delete("/rdf-graph-store?graph=http://x/t", headers=AUTHORISED)


def test_an_answer_from_the_cache_is_the_same_and_a_new_one_comes_after_a_change(
    client: httpx.Client,
) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH <http://x/c> { ?s ?p ?o } }"
    for number in range(3):
        answers = {ask(client, query, "text/csv").text for _ in range(3)}
        answers |= {
            client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text
            for _ in range(2)
        }
        assert answers == {f"n\r\n{number}\r\n"}
        client.post(
            "/rdf-graph-store?graph=http://x/c",
            content=f"<s> <p> {number} .".encode(),
            headers={**AUTHORISED, "Content-Type": "text/turtle"},
        )
    client.delete("/rdf-graph-store?graph=http://x/c", headers=AUTHORISED)


def test_large_answers_are_compressed_for_those_who_can(client: httpx.Client) -> None:
    plain = client.get("/void", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/void", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        body = gzip.decompress(b"".join(packed.iter_raw()))
    assert len(list(ox.parse(body, ox.RdfFormat.TURTLE))) == len(
        list(ox.parse(plain.content, ox.RdfFormat.TURTLE))
    )
    assert "Accept-Encoding" in plain.headers["vary"]


def test_head_has_the_headers_of_get_and_no_body(client: httpx.Client) -> None:
    for path in ("/sparql?query=ASK+{}", "/void", "/health", f"/rdf-graph-store?graph={G}"):
        head, get = client.head(path), client.get(path)
        assert head.status_code == get.status_code == 200
        assert head.content == b""
        assert head.headers["content-length"] == get.headers["content-length"]
        assert head.headers["content-type"] == get.headers["content-type"]


def test_other_sites_may_ask(client: httpx.Client) -> None:
    preflight = client.options(
        "/sparql", headers={"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for response in (preflight, ask(client, "ASK {}"), client.get("/nowhere")):
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in response.headers["content-security-policy"]
    assert client.options("/nowhere").status_code == 404


def test_what_is_wrong_or_not_there_is_never_called_unchanged(client: httpx.Client) -> None:
    tag = client.get("/sparql", params={"query": SELECT}).headers["etag"]
    for path, status in (("/sparql?query=SELECT", 400), ("/nowhere", 404)):
        for match in (tag, "*"):
            assert client.get(path, headers={"If-None-Match": match}).status_code == status


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "line 1, column 1: it has none of SELECT, ASK, CONSTRUCT and DESCRIBE"),
        ("DELETE WHERE { ?s ?p ?o }", "(an update goes to /update)"),
        ("SELECT * { ?s ex:p ?o }", "the prefix ex: is not declared, add PREFIX ex: <…>"),
        (
            "PREFIX ex: <http://x/> SELECT * { ?s ex:p/cg:q _:o }",
            "add PREFIX cg: <https://w3id.org/clustergraph/ns#>",
        ),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "column 41: it does not go on here"),
        ("SELECT * WHERE ?s ?p ?o", 'expected "{"'),
        ("SELECT * { ?s ?p ?o } ORDER BY", 'expected one of "$", "(", ":", "<", "?"'),
        ("SELECT ?s, ?p { ?s ?p ?o }", "it does not go on here"),
        ("SELECT ?s WHERE { ?s ?p }", "it does not go on here"),
    ],
)
def test_what_is_wrong_with_a_query_is_told_in_words(client: httpx.Client, query: str, says: str) -> None:
    answer = ask(client, query)
    assert answer.status_code == 400
    assert says in answer.json()["detail"]
    assert "'0'..='9'" not in answer.json()["detail"]


def test_a_browser_gets_a_page_and_a_program_the_description(client: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get("/sparql", headers={"Accept": browser}).headers["content-type"].startswith("text/html")
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_the_dataset_description_counts_what_is_there(client: httpx.Client) -> None:
    void = ox.Store()
    void.load(client.get("/.well-known/void").content, ox.RdfFormat.TURTLE, base_iri="http://x/")
    rows = void.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d void:sparqlEndpoint ?e ; void:propertyPartition "
        "[ void:property <https://example.org/p> ; void:triples ?n ] }"
    )
    assert [int(row["n"].value) for row in rows] == [40]


def test_example_queries_all_run(client: httpx.Client) -> None:
    examples = ox.Store()
    examples.load(client.get("/examples").content, ox.RdfFormat.TURTLE)
    declared = client.get("/prefixes").json()
    prologue = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared.items())
    rows = list(
        examples.query(
            "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?e ?q { ?e a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct ?q }"
        )
    )
    assert len(rows) >= 5
    for row in rows:
        assert ask(client, prologue + row["q"].value).status_code == 200, row["e"]


def test_hostile_headers(client: httpx.Client) -> None:
    assert client.get("/sparql", headers={"Host": "x>/<y"}).status_code == 400
    injected = client.get("/health", headers={"X-Request-Id": "a b<script>"})
    assert "<" not in injected.headers["x-request-id"]
    assert client.get("/health", headers={"X-Request-Id": "id-7"}).headers["x-request-id"] == "id-7"
    assert ask(client, "ASK {}", accept=",".join(["a/b;q=0.1"] * 5000)).status_code in {400, 406, 431}


@pytest.mark.parametrize(
    "parameters",
    [
        "query=ASK+{}&default-graph-uri=not+an+iri",
        "query=%FF%FE",
        "query=ASK+{}&query=ASK+{}",
        "update=DROP+ALL",
        "query=ASK+{}&named-graph-uri=http://x/%3E",
    ],
)
def test_wrong_parameters_are_400(client: httpx.Client, parameters: str) -> None:
    response = client.get(f"/sparql?{parameters}")
    assert response.status_code == 400
    assert response.json()["detail"]


def test_operations(client: httpx.Client) -> None:
    assert client.get("/health").json()["status"] == "alive"
    assert client.get("/ready").status_code in {200, 503}
    ask(client, "ASK {}")
    counted = client.get("/metrics").text
    for name in (
        'clustergraph_requests_total{cache="miss",method="GET",route="/sparql",status="200"}',
        "clustergraph_request_seconds_bucket",
        "clustergraph_queries_killed_total",
        "clustergraph_cache_bytes",
        "clustergraph_store_quads",
        "clustergraph_queries_waiting",
    ):
        assert name in counted


def test_the_access_log_has_a_line_a_request_and_nothing_personal(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    import logging

    with caplog.at_level(logging.INFO, logger="clustergraph.access"):
        client.get("/health", headers={**AUTHORISED, "User-Agent": "someone", "X-Request-Id": "seen"})
        ask(client, "ASK { ?s ?p 'Anna Andersson' }")
    lines = [json.loads(record.message) for record in caplog.records if record.name == "clustergraph.access"]
    assert {"time", "id", "method", "path", "status", "ms", "bytes", "cache"} == set(lines[0])
    assert lines[0]["id"] == "seen"
    text = " ".join(record.message for record in caplog.records)
    assert not any(secret in text for secret in (TOKEN, "someone", "Anna", "127.0.0.1"))


def test_a_fault_of_the_server_is_a_problem_document_with_the_id_under_which_it_is_logged() -> None:
    def fault() -> None:
        raise KeyError("a programmer's mistake")

    app = create_app(Settings(), open_store(":memory:"))
    app.add_api_route("/fault", fault)
    answer = TestClient(app, raise_server_exceptions=False).get("/fault", headers={"X-Request-Id": "mine"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "mine")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "log" in answer.json()["detail"]
