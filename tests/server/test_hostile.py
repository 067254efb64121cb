"""What is sent to hurt the server: it refuses, stops or answers, goes on serving others, and gives everything back."""

import contextlib
import os
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

sys.path.insert(0, str(Path(__file__).parent))
from serving import served

pytestmark = pytest.mark.slow

# Long enough for a light query on a machine that has other work.
SECONDS = 3.0
P = ox.NamedNode("https://example.org/next")


# Readers of servers that other tests keep running in this process.
_elsewhere: set[int] = set()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    _elsewhere.update(readers())
    store = open_store(":memory:")
    nodes = [ox.NamedNode(f"https://example.org/{number}") for number in range(400)]
    triples = [
        ox.Triple(node, P, nodes[(number * step) % 400])
        for number, node in enumerate(nodes)
        for step in (3, 7, 11)
    ]
    triples += [
        ox.Triple(node, ox.NamedNode("https://example.org/text"), ox.Literal("a" * 200 + "!"))
        for node in nodes
    ]
    store.replace_graph("https://example.org/graph", triples)
    settings = Settings(
        query_seconds=SECONDS,
        query_megabytes=96,
        readers=2,
        long_queries=2,
        request_seconds=SECONDS,
        queries_per_client=100,
    )
    with served(store, settings) as address:
        yield address


PATH = "<https://example.org/next>"
ATTACKS = {
    "cartesian product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "sorting a product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c",
    "distinct of a product": "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "growing text": "SELECT (GROUP_CONCAT(CONCAT(?x, ?y, ?z)) AS ?all) { ?a ?b ?x . ?c ?d ?y . ?e ?f ?z }",
    "paths within paths": f"SELECT (COUNT(*) AS ?n) {{ ?a ({PATH}*/{PATH}*)* ?b . ?b ({PATH}+|^{PATH})+ ?c . ?c {PATH}* ?d }}",
    "a regular expression": 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?s2 ?p2 ?o2 . ?s3 ?p3 ?o3 FILTER(REGEX(STR(?o), "^(a+)+$") && REGEX(STR(?o2), "(a*)*b")) }',
    "many values": "SELECT * { VALUES ?x { " + " ".join(f'"{n}"' for n in range(100_000)) + " } ?s ?p ?x . ?t ?q ?x . ?u ?r ?y } LIMIT 10",
    "a long list": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?i NOT IN (" + ",".join(map(str, range(50_000))) + ")) }",
    "deep groups": "SELECT * " + "{" * 50_000 + "}" * 50_000,
    "deep expressions": "SELECT (" + "(" * 50_000 + "1" + ")" * 50_000 + " AS ?x) {}",
    "deep unions": "SELECT * { " + "{ ?s ?p ?o } UNION " * 20_000 + "{} }",
    "negation of a product": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?f = ?unbound) } }",
}  # fmt: skip


def ask(address: str, query: str) -> httpx.Response:
    return httpx.post(
        f"{address}/sparql", content=query, headers={"Content-Type": "application/sparql-query"}, timeout=30
    )


def light(address: str, number: int) -> None:
    response = ask(address, f"SELECT * {{ <https://example.org/{number}> ?p ?o }}")
    assert response.status_code == 200, response.text


def readers() -> list[int]:
    """The reader processes of the server under attack: forked by its child that forks."""
    parents = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError, ValueError):
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
            if stat[0] != "Z" and b"clustergraph.store.reader" in (entry / "cmdline").read_bytes():
                parents[int(entry.name)] = int(stat[1])
    forking = {process for process, parent in parents.items() if parent == os.getpid()}
    return [process for process, parent in parents.items() if parent in forking and process not in _elsewhere]


def at_rest() -> bool:
    """Whether no reader works, and there are no more than are kept: two for quick queries, two for long ones."""
    found = readers()
    states = [Path(f"/proc/{reader}/stat").read_text().rpartition(")")[2].split()[0] for reader in found]
    return len(found) <= 4 and set(states) == {"S"}


def until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Whether it comes true in time; looks again and again."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def resident_megabytes(process: int | str = "self") -> float:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_ends_in_an_answer_and_leaves_nothing_behind(address: str, name: str) -> None:
    response = ask(address, ATTACKS[name])
    assert response.status_code in {200, 400, 504, 507}, response.text
    if response.status_code != 200:
        assert response.json()["detail"]
    light(address, 1)
    assert until(at_rest)
    assert all(resident_megabytes(reader) < 200 for reader in readers())


def test_light_queries_are_answered_while_attacks_run(address: str) -> None:
    statuses: list[int] = []

    def attack(query: str) -> None:
        statuses.append(ask(address, query).status_code)

    threads = [
        threading.Thread(target=attack, args=(query,)) for query in [*ATTACKS.values(), *ATTACKS.values()]
    ]
    for thread in threads:
        thread.start()
    for number in range(30):
        light(address, number)
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 400, 503, 504, 507}
    assert until(at_rest)


def test_a_query_ends_when_its_client_hangs_up() -> None:
    store = open_store(":memory:")
    node = ox.NamedNode("https://example.org/n")
    store.replace_graph(
        "https://example.org/g", [ox.Triple(node, P, ox.Literal(number)) for number in range(500)]
    )
    others = set(readers())
    settings = Settings(query_seconds=300.0, readers=1, long_queries=1)
    with served(store, settings) as address, connect(address) as client:
        query = ATTACKS["cartesian product"].encode()
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(query), query)
        )
        assert until(lambda: len(set(readers()) - others) == 2), "the long query has its own reader"
        client.close()
        assert until(lambda: len(set(readers()) - others) == 1), "it ended long before its time"


def test_a_long_query_is_turned_away_where_too_many_run() -> None:
    store = open_store(":memory:")
    node = ox.NamedNode("https://example.org/n")
    store.replace_graph(
        "https://example.org/g", [ox.Triple(node, P, ox.Literal(number)) for number in range(500)]
    )
    with served(store, Settings(query_seconds=12.0, readers=2, long_queries=1)) as address:
        statuses: list[httpx.Response] = []
        threads = [
            threading.Thread(target=lambda: statuses.append(ask(address, ATTACKS["cartesian product"])))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # Those that have waited for five seconds are turned away.
    assert sorted(response.status_code for response in statuses) == [503, 503, 503, 504]
    assert all(response.headers["retry-after"] == "5" for response in statuses if response.status_code == 503)


def test_one_client_cannot_take_every_place() -> None:
    with served(
        open_store(":memory:"), Settings(query_seconds=SECONDS, queries_per_client=1, long_queries=4)
    ) as address:
        node = "<https://example.org/n>"
        rows = " ".join(f"({number})" for number in range(300))
        heavy = f"SELECT (COUNT(*) AS ?n) {{ VALUES (?a) {{ {rows} }} VALUES (?b) {{ {rows} }} VALUES (?c) {{ {rows} }} VALUES (?d) {{ {rows} }} BIND({node} AS ?x) }}"
        statuses: list[int] = []
        threads = [
            threading.Thread(target=lambda: statuses.append(ask(address, heavy).status_code))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(statuses) == [429, 429, 429, 504]


def connect(address: str) -> socket.socket:
    place = urlsplit(address)
    return socket.create_connection((place.hostname, place.port), timeout=20)


READY = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"


# What a client sends before it falls silent, and how the answer begins that it gets before it is let go.
UNFINISHED = {
    "nothing": (b"", b""),
    "half a header": (b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ", b""),
    "half a body": (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
        b"HTTP/1.1 408",
    ),
    "nothing more": (READY, b"HTTP/1.1 200"),
    "half a second header": (READY + b"GET /sparql HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"HTTP/1.1 200"),
    "half a body to a GET": (
        READY.replace(b"\r\n\r\n", b"\r\nContent-Length: 100\r\n\r\nhalf"),
        b"HTTP/1.1 200",
    ),
}


def test_clients_that_never_finish_their_request_are_let_go(address: str) -> None:
    with contextlib.ExitStack() as stack:
        # All wait at once: the longest wait is the test's.
        clients = {name: stack.enter_context(connect(address)) for name in UNFINISHED}
        for name, client in clients.items():
            client.sendall(UNFINISHED[name][0])
        for name, client in clients.items():
            received = b""
            while piece := client.recv(65536):
                received += piece
            assert received.startswith(UNFINISHED[name][1]), name


def test_a_client_that_does_not_take_its_answer_is_let_go_and_the_answer_with_it(address: str) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 15000"
    large = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+xml\r\n\r\n"
    with connect(address) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.sendall(large.encode())
        assert client.recv(15) == b"HTTP/1.1 200 OK"
        assert until(lambda: spooled() == 1), "the answer waits in a file"
        assert until(lambda: spooled() == 0), "the file is gone with the connection"
    light(address, 4)


def spooled() -> int:
    """Answers that this process has open in files without a name."""
    found = 0
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += "clustergraph-spool-" in str(entry.readlink())
    return found


def test_a_head_without_end_is_refused(address: str) -> None:
    with connect(address) as client:
        # The kernel may take all of it before the server says no, or pass on the end of the connection at once.
        with contextlib.suppress(ConnectionError):
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
            for number in range(1000):
                client.sendall(b"X-%d: %s\r\n" % (number, b"a" * 1000))
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(12) in (b"HTTP/1.1 431", b"")
    with connect(address) as client:
        client.sendall(b"GET /sparql?query=" + b"a" * 70_000)
        assert client.recv(12) == b"HTTP/1.1 431"


def test_more_connections_than_allowed_are_refused_in_words() -> None:
    with (
        served(open_store(":memory:"), Settings(connections=3)) as address,
        contextlib.ExitStack() as stack,
    ):
        kept = [stack.enter_context(connect(address)) for _ in range(3)]
        with connect(address) as one_more:
            refusal = one_more.recv(65536)
            assert refusal.startswith(b"HTTP/1.1 503")
            assert b"Retry-After: 5" in refusal
        kept[0].sendall(READY)
        assert kept[0].recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_nonsense_on_the_wire_harms_nobody(address: str, sent: bytes) -> None:
    with connect(address) as client, contextlib.suppress(ConnectionError):
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        while client.recv(65536):
            pass
    light(address, 2)


def test_idle_connections_do_not_keep_others_out(address: str) -> None:
    memory = []
    for _ in range(2):
        with many_files() as most, contextlib.ExitStack() as stack:
            # Both ends of each are in this process.
            idle = [stack.enter_context(connect(address)) for _ in range(min(10_000, most // 2 - 600))]
            for number in range(10):
                light(address, number)
            for client in idle:
                with contextlib.suppress(ConnectionError):
                    while client.recv(1024):
                        pass
        light(address, 3)
        memory.append(resident_megabytes())
    assert memory[1] < memory[0] + 20, "the second wave needs what the first gave back"


@contextlib.contextmanager
def many_files() -> Iterator[int]:
    """As many open files as this process may have at all, for a while; gives their number."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        yield most
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, most))
