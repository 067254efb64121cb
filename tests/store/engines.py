"""SPARQL servers on loopback, each started as its documentation says; `.ci/engines` installs them."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from clustergraph.store.endpoint import Endpoint

_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:%(sql)d
DisableUnixSocket = 1
NumberOfBuffers = 10000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:%(http)d
ServerRoot = .
ServerThreads = 8
MaxClientConnections = 8
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True)
class Server:
    """A running engine: its name, and where and as whom it is reached."""

    name: str
    endpoint: Endpoint


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(seconds: int = 30) -> Iterator[Server]:
    """Oxigraph's server, its default graph the union; it ends its own queries after so many seconds."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server (PyPI: oxigraph) is not installed")
    port = free_port()
    command = [program, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    command += ["--timeout-s", str(seconds)]
    address = f"http://127.0.0.1:{port}"
    with _running(command, None, f"{address}/query"):
        yield Server("oxigraph", Endpoint(f"{address}/query", f"{address}/update"))


@contextmanager
def fuseki(folder: Path) -> Iterator[Server]:
    """Apache Jena Fuseki on a TDB2 database whose default graph is the union."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    jar = Path(os.environ.get("CLUSTERGRAPH_ENGINES") or f"{cache}/clustergraph-engines") / "fuseki.jar"
    if not jar.exists():
        pytest.skip(
            "Apache Jena Fuseki is not installed; .ci/engines fetches it where Maven Central is reached"
        )
    if shutil.which("java") is None:
        pytest.skip("Apache Jena Fuseki needs Java")
    config = (Path(__file__).parents[2] / "deploy" / "fuseki.ttl").read_text()
    (folder / "config.ttl").write_text(config.replace("/data/tdb2", str(folder / "database")))
    port = free_port()
    # What compiles code for hours to come costs a server of a minute half of its time.
    command = ["java", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command += ["--localhost", f"--port={port}", "--config=config.ttl"]
    address = f"http://127.0.0.1:{port}/store"
    with _running(command, folder, f"{address}/query"):
        yield Server("fuseki", Endpoint(f"{address}/query", f"{address}/update"))


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso: read by everybody, written by its administrator with HTTP Digest."""
    if shutil.which("virtuoso-t") is None:
        pytest.skip("Virtuoso (Debian: virtuoso-opensource-7-bin) is not installed")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO % {"http": http, "sql": sql})
    url = f"http://127.0.0.1:{http}/sparql"
    command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    with _running(command, folder, url):
        # It was seen silent for more than a minute where other work held the processors.
        yield Server("virtuoso", Endpoint(url, f"{url}-auth", "dba", "dba", seconds=300))


@contextmanager
def _running(command: list[str], folder: Path | None, url: str) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(600):
            try:
                httpx.get(url, params={"query": "ASK {}"}, timeout=5)
                break
            except httpx.HTTPError:
                assert process.poll() is None, f"{command[0]} stopped as soon as it was started"
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
