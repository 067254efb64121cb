"""Writes that come together: each is made, none waits for ever, and reading goes on meanwhile."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.server.serving import served

from clustergraph.changes import Gate
from clustergraph.server.settings import Settings
from clustergraph.store import Store, open_store
from clustergraph.store.embedded import EmbeddedStore

TOKEN = "nyckel"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}
GRAPH = "https://example.org/graph"
# More than the threads that asyncio shares out.
MANY = min(32, (os.cpu_count() or 1) + 4) + 4


@contextmanager
def ready(store: Store) -> Iterator[str]:
    """A server that has met a path of no route, for which FastAPI makes all of them.

    It silences warnings meanwhile, for the whole process: two servers in threads of one may do so one after the other only.
    """
    with served(store, Settings(token=TOKEN)) as address:
        assert httpx.get(f"{address}/none").status_code == 404
        yield address


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two servers over one folder, as two processes are."""
    folder = str(tmp_path / "store")
    with ready(open_store(folder, gate=Gate())) as one, ready(open_store(folder, gate=Gate())) as other:
        yield one, other


def insertion(number: int) -> str:
    return f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <https://example.org/s> <https://example.org/p> {number} }} }}"


def update(address: str, number: int) -> int:
    answer = httpx.post(
        f"{address}/update", data={"update": insertion(number)}, headers=AUTHORISED, timeout=60
    )
    return answer.status_code


def put(address: str, number: int) -> int:
    answer = httpx.put(
        f"{address}/rdf-graph-store?graph={GRAPH}/{number}",
        content=f"<https://example.org/s> <https://example.org/p> {number} .",
        headers=AUTHORISED | {"Content-Type": "text/turtle"},
        timeout=60,
    )
    return answer.status_code


def test_many_updates_of_one_server_are_all_made(servers: tuple[str, str]) -> None:
    with ThreadPoolExecutor(MANY) as clients:
        assert set(clients.map(lambda number: update(servers[0], number), range(MANY))) == {204}
    counted = httpx.get(
        f"{servers[0]}/sparql?query=SELECT(COUNT(*)AS%20%3Fn)%7B%3Fs%20%3Fp%20%3Fo%7D&format=csv"
    )
    assert counted.text.split() == ["n", str(MANY)]


def test_an_update_is_made_among_graphs_that_are_put(servers: tuple[str, str]) -> None:
    with ThreadPoolExecutor(MANY) as clients:
        graphs = [clients.submit(put, servers[0], number) for number in range(MANY - 1)]
        assert update(servers[0], 0) == 204
        assert {graph.result() for graph in graphs} == {201}


def test_both_servers_of_a_folder_write_and_are_read_meanwhile(servers: tuple[str, str]) -> None:
    with ThreadPoolExecutor(8) as clients:
        updates = [clients.submit(update, servers[number % 2], number) for number in range(8)]
        while not all(one.done() for one in updates):
            for address in servers:
                assert httpx.get(f"{address}/rdf-graph-store?default", timeout=30).status_code == 200
        assert {one.result() for one in updates} == {204}


def test_a_server_with_many_writes_leaves_room_for_the_other(tmp_path: Path) -> None:
    one, other = (EmbeddedStore(tmp_path / "store", lock_seconds=2) for _ in range(2))
    enough = threading.Event()

    def write_on(address: str, number: int) -> set[int]:
        answers = set()
        while not enough.is_set():
            answers.add(update(address, number))
        return answers

    with ready(one) as busy, ready(other) as quiet, ThreadPoolExecutor(MANY) as clients:
        writes = [clients.submit(write_on, busy, number) for number in range(MANY)]
        try:
            assert [put(quiet, number) for number in range(3)] == [201, 201, 201]
        finally:
            enough.set()
        assert set().union(*(write.result() for write in writes)) == {204}


def test_the_server_lives_while_a_write_to_memory_holds_its_place() -> None:
    store = open_store(":memory:")
    with served(store) as address, ThreadPoolExecutor(2) as clients:
        with store.writing():
            checked = clients.submit(
                httpx.post,
                f"{address}/validate",
                content="<https://example.org/s> <https://example.org/p> 1 .",
                headers={"Content-Type": "text/turtle"},
                timeout=60,
            )
            wait([checked], timeout=1)
            assert httpx.get(f"{address}/health", timeout=30).status_code == 200
        assert checked.result().json()["conforms"]
