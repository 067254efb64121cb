"""A client that hangs up is told from a request that failed, in the log and in the figures."""

import logging
import time
from collections.abc import Callable
from socket import create_connection
from urllib.parse import urlsplit

import httpx
import pytest
from tests.server.serving import served

from clustergraph.server.settings import Settings
from clustergraph.store import open_store

PRODUCT = "SELECT (COUNT(*) AS ?n) { VALUES ?a { 1 2 3 4 5 6 7 8 9 } " + "".join(
    f"VALUES ?v{number} {{ 1 2 3 4 5 6 7 8 9 }} " for number in range(12)
)


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    ends = time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize(
    ("sent", "length"),
    [(f"{PRODUCT}}}", None), ("ASK", 1000)],
    ids=["while its query runs", "in the middle of its request"],
)
def test_who_hangs_up_is_no_failure_of_the_server(
    sent: str, length: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    head = (
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {length or len(sent)}\r\n\r\n"
    )
    with served(open_store(":memory:"), Settings(query_seconds=60)) as address:
        place = urlsplit(address)
        with create_connection((place.hostname, place.port)) as client:
            client.sendall((head + sent).encode())
            time.sleep(1)

        def counted() -> list[str]:
            lines = httpx.get(f"{address}/metrics").text.splitlines()
            return [
                line
                for line in lines
                if line.startswith("clustergraph_requests_total{") and "/sparql" in line
            ]

        assert until(lambda: bool(counted()))
        [line] = counted()
    assert 'status="499"' in line
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
