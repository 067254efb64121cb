"""Conditional requests (RFC 9110, section 13), so that nobody writes over what another has written meanwhile."""

from collections.abc import Iterator

import httpx
import pytest
from tests.server.serving import served

from clustergraph.changes import Gate
from clustergraph.server.settings import Settings
from clustergraph.store import open_store

STORE = "/rdf-graph-store"
GRAPH = f"{STORE}?graph=http://x/g"
NONE_THERE = f"{STORE}?graph=http://x/none"
TURTLE = {"Content-Type": "text/turtle"}
# What stands for the tag of the graph as it is, and of what it was.
NOW, BEFORE = "now", "before"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(open_store(":memory:"), Settings(token="t")) as address:
        yield address


@pytest.fixture(scope="module")
def journalled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server whose writes can be taken back."""
    store = open_store(str(tmp_path_factory.mktemp("conditions") / "store"), gate=Gate())
    with (
        served(store, Settings(token="t")) as address,
        httpx.Client(base_url=address, headers={"Authorization": "Bearer t"}, timeout=30) as client,
    ):
        yield client


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers={"Authorization": "Bearer t"}) as client:
        client.put(GRAPH, content=b"<http://x/s> <http://x/p> 1 .", headers=TURTLE)
        client.delete(NONE_THERE)
        yield client


@pytest.mark.parametrize(
    ("method", "path", "name", "value", "status"),
    [
        ("PUT", GRAPH, "If-Match", NOW, 204),
        ("PUT", GRAPH, "If-Match", f'"x", {NOW}', 204),
        ("PUT", GRAPH, "If-Match", "*", 204),
        ("PUT", GRAPH, "If-Match", BEFORE, 412),
        ("PUT", GRAPH, "If-Match", '"x"', 412),
        ("PUT", GRAPH, "If-Match", f"W/{NOW}", 412),  # section 13.1.1: the strong comparison
        ("PUT", GRAPH, "If-None-Match", "*", 412),
        ("PUT", GRAPH, "If-None-Match", f"W/{NOW}", 412),  # section 13.1.2: the weak one
        ("PUT", GRAPH, "If-None-Match", BEFORE, 204),
        ("PUT", NONE_THERE, "If-None-Match", "*", 201),
        ("PUT", NONE_THERE, "If-Match", "*", 412),
        ("PUT", NONE_THERE, "If-Match", NOW, 412),
        ("POST", GRAPH, "If-Match", NOW, 204),
        ("POST", GRAPH, "If-Match", BEFORE, 412),
        ("POST", GRAPH, "If-None-Match", "*", 412),
        ("POST", STORE, "If-Match", BEFORE, 412),
        ("POST", STORE, "If-Match", NOW, 201),
        ("DELETE", GRAPH, "If-Match", BEFORE, 412),
        ("DELETE", GRAPH, "If-Match", NOW, 204),
        (
            "DELETE",
            NONE_THERE,
            "If-Match",
            BEFORE,
            404,
        ),  # section 13.2.1: without the condition it would be 404 too
    ],
)
def test_a_write_is_made_only_where_its_condition_holds(
    client: httpx.Client, method: str, path: str, name: str, value: str, status: int
) -> None:
    before = client.get(GRAPH).headers["etag"]
    client.post(GRAPH, content=b"<http://x/s> <http://x/p> 2 .", headers=TURTLE)
    read = client.get(GRAPH, headers={"Accept": "application/n-triples"})
    condition = value.replace(NOW, read.headers["etag"]).replace(BEFORE, before)
    body = None if method == "DELETE" else b"<http://x/s> <http://x/p> 3 ."
    answer = client.request(method, path, content=body, headers={**TURTLE, name: condition})
    assert answer.status_code == status
    if status == 412:
        assert "read it again" in answer.json()["detail"]
        assert client.get(GRAPH, headers={"Accept": "application/n-triples"}).text == read.text


@pytest.mark.parametrize(
    ("name", "value", "made"),
    [
        ("If-Match", NOW, True),
        ("If-Match", "*", True),
        ("If-Match", BEFORE, False),
        ("If-Match", '"x"', False),
        ("If-None-Match", "*", False),
        ("If-None-Match", NOW, False),
        ("If-None-Match", BEFORE, True),
    ],
)
@pytest.mark.parametrize(
    ("path", "body", "media_type"),
    [
        (
            "/update",
            "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 5 } }",
            "application/sparql-update",
        ),
        ("/add?graph=http://x/g", "<http://x/s> <http://x/p> 5 .", "text/turtle"),
        ("/undo", "", ""),
    ],
)
def test_every_other_write_keeps_to_its_condition_too(
    journalled: httpx.Client, path: str, body: str, media_type: str, name: str, value: str, made: bool
) -> None:
    journalled.put(GRAPH, content="<http://x/s> <http://x/p> 1 .", headers=TURTLE)
    before = journalled.get(GRAPH).headers["etag"]
    journalled.put(GRAPH, content="<http://x/s> <http://x/p> 2 .", headers=TURTLE)
    read = journalled.get(GRAPH)
    condition = value.replace(NOW, read.headers["etag"]).replace(BEFORE, before)
    answer = journalled.post(path, content=body, headers={"Content-Type": media_type, name: condition})
    assert (answer.status_code == 412, answer.is_success) == (not made, made)
    assert (journalled.get(GRAPH).text != read.text) is made


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    "asked", ["graf=http://x/g", "graph=http://x/g&dry_run=true", "default&Graph=http://x/g"]
)
def test_a_write_with_a_misspelt_parameter_is_refused(client: httpx.Client, method: str, asked: str) -> None:
    before = client.get(STORE).text
    answer = client.request(
        method, f"{STORE}?{asked}", content=b"<http://x/s> <http://x/p> 4 .", headers=TURTLE
    )
    assert answer.status_code == 422
    assert answer.json()["allowed"] == ["graph", "default"]
    assert client.get(STORE).text == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("path", "name", "value", "status"),
    [
        (GRAPH, "If-None-Match", "*", 304),
        (GRAPH, "If-None-Match", NOW, 304),
        (GRAPH, "If-None-Match", BEFORE, 200),
        (GRAPH, "If-Match", "*", 200),
        (GRAPH, "If-Match", NOW, 200),
        (GRAPH, "If-Match", BEFORE, 412),
        (GRAPH, "If-Match", '"x"', 412),
        (NONE_THERE, "If-None-Match", "*", 404),
        (NONE_THERE, "If-Match", "*", 404),
        ("/sparql?query=ASK+{}", "If-None-Match", "*", 304),
        ("/sparql?query=SELECT", "If-Match", '"x"', 400),
    ],
)
def test_a_read_is_answered_by_its_condition(
    client: httpx.Client, method: str, path: str, name: str, value: str, status: int
) -> None:
    before = client.get(GRAPH).headers["etag"]
    client.post(GRAPH, content=b"<http://x/s> <http://x/p> 2 .", headers=TURTLE)
    now = client.get(GRAPH).headers["etag"]
    condition = value.replace(NOW, now).replace(BEFORE, before)
    for _ in range(2):  # the second from what is kept
        answer = client.request(method, path, headers={name: condition})
        assert answer.status_code == status
        if status == 304:
            assert answer.content == b""
            assert answer.headers["etag"]
            # RFC 9110, section 15.4.5: what a 200 would have had.
            whole = client.request(method, path)
            assert sorted(answer.headers["vary"].split(", ")) == sorted(whole.headers["vary"].split(", "))
            assert answer.headers["cache-control"] == whole.headers["cache-control"]
