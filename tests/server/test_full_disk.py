"""A server whose temporary files have no room: one sentence without its paths, and small answers as before."""

import tempfile

import httpx
import pyoxigraph as ox
import pytest
from tests.server.serving import served
from tests.store.disks import small_disk

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

AUTHORISED = {"Authorization": "Bearer t", "Content-Type": "application/sparql-update"}


def test_what_needs_room_is_told_so_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(":memory:")
    predicate = ox.NamedNode("http://x/p")
    store.replace_graph(
        "http://x/g",
        [ox.Triple(ox.NamedNode(f"http://x/{n}"), predicate, ox.Literal("o" * 100)) for n in range(2000)],
    )
    with small_disk() as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with served(store, Settings(token="t")) as address:
            assert httpx.get(f"{address}/sparql?query=ASK+{{}}").is_success
            with (
                (disk / "filler").open("wb", buffering=0) as filler,
                pytest.raises(OSError, match="No space"),
            ):
                while True:
                    filler.write(bytes(4096))
            query = "SELECT * { ?s ?p ?o . ?t ?q ?o } LIMIT 50000"
            update = "INSERT DATA { GRAPH <http://x/h> { <http://x/s> <http://x/p> 1 } }"
            for answer in (
                httpx.get(f"{address}/sparql", params={"query": query}, timeout=60),
                httpx.post(f"{address}/update", content=update, headers=AUTHORISED, timeout=60),
            ):
                assert answer.status_code == 503
                assert "is full: make room there, or ask again later" in answer.json()["detail"]
                assert str(disk) not in answer.text
            assert httpx.get(f"{address}/sparql?query=ASK+{{}}+%23+again").is_success
