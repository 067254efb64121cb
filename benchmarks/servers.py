"""Servers on loopback to measure, and the load that measures them."""

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, probe: str = "", **environment: str) -> Iterator[str]:
    """The address of a server that this command starts on this port; it is stopped at the end."""
    process = subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 300
        while True:
            try:
                httpx.get(address + probe, timeout=5)
                break
            except httpx.HTTPError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(f"{command[0]} did not start") from None
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def clustergraph(store: Path, **environment: str) -> Iterator[str]:
    """The shipped server over a store, in one process."""
    port = free_port()
    command = [str(BIN / "clustergraph"), "serve", "--quiet", "--port", str(port), "--store", str(store)]
    return running(command, port, "/health", **environment)


def oxigraph(store: Path) -> Iterator[str]:
    """The bare Oxigraph server over a copy of the store's current version, whose default graph is the merge of all."""
    port = free_port()
    copy = store.with_name(store.name + "-oxigraph")
    if not copy.exists():
        number = json.loads((store / "store.json").read_text())["version"]
        shutil.copytree(store / "versions" / str(number), copy)
    command = [str(BIN / "oxigraph"), "serve", "--location", str(copy)]
    return running([*command, "--bind", f"127.0.0.1:{port}"], port)


def rdflib_endpoint(dump: Path) -> Iterator[str]:
    """rdflib-endpoint over an N-Triples file, in memory."""
    port = free_port()
    return running([sys.executable, "-m", "rdflib_endpoint", "serve", "--port", str(port), str(dump)], port)


def rate(address: str, paths: list[str], accept: str, seconds: int = 2, connections: int = 8) -> float:
    """Requests a second that one server answers, by wrk, which asks for one path after another."""
    listed = ",".join(json.dumps(path) for path in paths)
    script = (
        f"local paths, at = {{{listed}}}, 0\n"
        "request = function() at = at % #paths + 1; return wrk.format('GET', paths[at]) end\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "-H",
            f"Accept: {accept}",
            "-s",
            file.name,
        ]
        output = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(f"{address} does not answer 200")
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    return float(found.group(1)) if found else 0.0


def seconds(url: str, accept: str) -> float:
    """The time of one request on a connection of its own; a client of httpx takes some 25 ms to make, which is not to be measured."""
    parts = urlsplit(url)
    started = time.perf_counter()
    with closing(http.client.HTTPConnection(parts.netloc, timeout=300)) as connection:
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Accept": accept})
        answer = connection.getresponse()
        answer.read()
    taken = time.perf_counter() - started
    if answer.status != 200:
        raise RuntimeError(f"{url[:100]} answers {answer.status}")
    return taken


def seconds_each(url: str, accept: str, clients: int) -> float:
    """The time an answer takes on average while so many clients ask at once, each on a connection of its own."""
    with ThreadPoolExecutor(clients) as asking:
        started = time.perf_counter()
        answers = list(asking.map(lambda _: seconds(url, accept), range(clients)))
        return (time.perf_counter() - started) / len(answers)
