"""A day's mixed load in a minute: readers, writers, stewards and hostile queries at once, on one server."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from tests.changes.samples import graph_of

from clustergraph.changes import journal_of
from clustergraph.changes.journal import digest
from clustergraph.store import open_store

SECONDS = 15.0
_GRAPH = "https://w3id.org/clustergraph/graph/solna-2024"
_TOKEN = {"Authorization": "Bearer hemligt"}
_TURTLE = {"Content-Type": "application/n-triples"}
_HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# What the server promises to answer to a query that takes too long, and to those whom it has no place for.
_REFUSALS = {400, 408, 413, 422, 429, 503, 504}


class _Load:
    """Threads that send requests until the time is over, and what they were answered."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._end = time.monotonic() + SECONDS
        self._threads: list[threading.Thread] = []
        self.answers: dict[str, Counter[int | str]] = {}

    def start(self, name: str, send: Callable[[httpx.Client, int], httpx.Response]) -> None:
        answers = self.answers.setdefault(name, Counter())

        def work() -> None:
            with httpx.Client(base_url=self._address, timeout=30) as client:
                number = 0
                while time.monotonic() < self._end:
                    try:
                        answers[send(client, number).status_code] += 1
                    except httpx.HTTPError as error:
                        answers[repr(error)] += 1
                    number += 1

        self._threads.append(threading.Thread(target=work))
        self._threads[-1].start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()


def _open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def _memory(pid: int) -> int:
    """Megabytes that the process has for itself."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) // 1024
    raise AssertionError


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="memory and open files are read from /proc")
def test_a_mixed_load_meets_no_error_loses_nothing_and_leaks_nothing(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "CLUSTERGRAPH_TOKEN": "hemligt",
        "CLUSTERGRAPH_QUERY_SECONDS": "2",
        "CLUSTERGRAPH_QUERY_MEGABYTES": "128",
    }
    command = [
        sys.executable,
        "-m",
        "clustergraph",
        "serve",
        "--store",
        location,
        "--port",
        str(port),
        "--quiet",
    ]
    said = tmp_path / "said.txt"
    with said.open("wb") as errors:
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/ready")
        load = _Load(address)
        written: list[str] = []

        def write(client: httpx.Client, number: int) -> httpx.Response:
            year = str(2001 + number % 20)
            body = "".join(f"{triple} .\n" for triple in graph_of(year))
            answer = client.put(
                "/rdf-graph-store", params={"graph": _GRAPH}, content=body, headers=_TOKEN | _TURTLE
            )
            if answer.is_success:
                written.append(year)
            return answer

        names = ["adoptions", "positions", "timeline", "actors"]
        load.start("readers", lambda client, number: client.get(f"/queries/{names[number % 4]}"))
        load.start(
            "researchers",
            lambda client, number: client.get(
                "/sparql", params={"query": f"SELECT * {{ ?s ?p ?o }} LIMIT {number % 50}"}
            ),
        )
        load.start("visitors", lambda client, _: client.get("/", headers={"Accept": "text/html"}))
        load.start("writers", write)
        load.start(
            "stewards",
            lambda client, _: client.post(
                "/validate", content="<a> <b> .", headers={"Content-Type": "text/turtle"}
            ),
        )
        load.start("hostile", lambda client, _: client.post("/sparql", data={"query": _HEAVY}))
        # After a third of the time everything is warm.
        time.sleep(SECONDS / 3)
        warm = _memory(server.pid), _open_files(server.pid)
        load.join()
        time.sleep(2)
        cold = _memory(server.pid), _open_files(server.pid)
        assert server.poll() is None, "the server is down"
    finally:
        server.terminate()
        server.wait(30)
    for name, answers in load.answers.items():
        allowed = _REFUSALS | ({200, 201, 204} if name != "hostile" else set())
        assert set(answers) <= allowed, (
            f"{name}: {answers}; the server's last words: {said.read_text()[-2000:]}"
        )
    for name in ("readers", "researchers", "visitors", "writers"):
        good = sum(count for status, count in load.answers[name].items() if status in {200, 201, 204})
        assert good > 0.9 * load.answers[name].total(), f"{name} were turned away: {load.answers[name]}"
    assert cold[0] <= warm[0] * 1.2 + 32, f"memory grew from {warm[0]} to {cold[0]} MB"
    assert cold[1] <= warm[1] + 8, f"open files grew from {warm[1]} to {cold[1]}"
    with closing(open_store(location)) as store:
        assert digest(store.graph(_GRAPH)) == digest(graph_of(written[-1]))
        assert len(journal_of(store).entries()) >= len(written)


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            if httpx.get(url, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"{url} is not ready")
