"""What a change over HTTP does to everything that is said of the store, and how much memory a large answer takes."""

from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from tests.changes.samples import GRAPH, graph_of
from tests.server.serving import served

from clustergraph.changes import Gate
from clustergraph.server.settings import Settings
from clustergraph.store import open_store

TOKEN = {"Authorization": "Bearer hemligt"}
VOID = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d void:sparqlEndpoint ?e ; void:triples ?n }"


def counted(client: httpx.Client) -> int:
    """The number of statements that the dataset's description gives."""
    void = ox.Store()
    void.load(
        client.get("/void", headers={"Accept": "text/turtle"}).content,
        ox.RdfFormat.TURTLE,
        base_iri="http://x/",
    )
    (row,) = void.query(VOID)
    return int(row["n"].value)


def test_a_change_passes_the_gate_stands_in_the_journal_and_changes_the_statistics(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), gate=Gate())
    triples = graph_of("2024")
    with (
        served(store, Settings(token="hemligt")) as address,
        httpx.Client(base_url=address, headers=TOKEN, timeout=60) as client,
    ):
        assert counted(client) == 0
        body = "".join(f"{triple} .\n" for triple in triples)
        added = client.post("/update", data={"update": f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {body} }} }}"})
        assert added.status_code == 204, added.text
        assert counted(client) == len(set(triples))
        version = client.get("/ready").json()["store"]
        assert added.headers["x-store-version"] == version

        wrong = "<https://w3id.org/clustergraph/id/position/x> a <https://w3id.org/clustergraph/ns#Position>"
        for refused in (
            client.post("/update", data={"update": f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {wrong} }} }}"}),
            client.post(
                "/rdf-graph-store",
                params={"graph": GRAPH},
                content=f"{wrong} .",
                headers={"Content-Type": "text/turtle"},
            ),
        ):
            assert refused.status_code == 422
            assert refused.json()["report"]["counts"]["violation"] > 0
        assert client.get("/ready").json()["store"] == version

        assert client.delete("/rdf-graph-store", params={"graph": GRAPH}).status_code == 204
        assert counted(client) == 0
        changes = client.get("/history").json()["changes"]
        assert [change["what"] for change in changes] == ["DELETE graph", "SPARQL update"]


@pytest.mark.skipif(
    not Path("/proc/self/clear_refs").exists(), reason="the peak of memory is read from /proc"
)
def test_a_large_answer_takes_no_more_memory_than_a_small_one() -> None:
    store = open_store(":memory:")
    p = ox.NamedNode("https://example.org/p")
    store.replace_graph(
        "https://example.org/g",
        [
            ox.Triple(ox.NamedNode(f"https://example.org/{number}"), p, ox.Literal("x" * 50))
            for number in range(300)
        ],
    )
    rows = "SELECT ?a ?b ?c ?d { ?a ?p ?b . ?c ?q ?d } LIMIT "
    with served(store) as address:
        taken = [_peak_of(address, rows + str(number)) for number in (1000, 90_000)]
    (small, _), (large, size) = taken
    assert size > 20_000_000
    assert large < small + 12_000_000


def _peak_of(address: str, query: str) -> tuple[int, int]:
    """How much memory this process, which serves and asks, took at most beyond what it had; and the answer's bytes."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    size = 0
    headers = {"Accept-Encoding": "identity"}
    with httpx.stream(
        "POST", f"{address}/sparql", data={"query": query}, headers=headers, timeout=60
    ) as response:
        assert response.status_code == 200
        for piece in response.iter_raw(65536):
            size += len(piece)
    return _memory("VmHWM") - before, size


def _memory(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise AssertionError(name)
