"""Whether a server says truly that it can do its work."""

import asyncio

import httpx
import pytest
from tests.server.serving import served

from clustergraph.server.processes import Nursery, Reader
from clustergraph.store import open_store


def test_a_server_is_ready_when_a_query_finds_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    may_start = asyncio.Event()
    start = Nursery.reader

    async def late(nursery: Nursery) -> Reader:
        await may_start.wait()
        return await start(nursery)

    monkeypatch.setattr(Nursery, "reader", late)
    monkeypatch.setattr("clustergraph.server.operations._BEGINNING_SECONDS", 0.2)
    with served(open_store(":memory:")) as address:
        answer = httpx.get(f"{address}/ready")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert "still starting: ask again" in answer.json()["detail"]
        assert httpx.get(f"{address}/health").status_code == 200
        may_start.set()
        monkeypatch.setattr("clustergraph.server.operations._BEGINNING_SECONDS", 20)
        assert httpx.get(f"{address}/ready", timeout=30).json()["status"] == "ready"
        assert httpx.get(f"{address}/sparql?query=ASK%7B%7D").json()["boolean"]
