"""Servers on loopback to measure, and the load that measures them."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
        deadline = time.monotonic() + 120
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
    """The shipped server over a store."""
    port = free_port()
    command = [str(BIN / "clustergraph"), "serve", "--quiet", "--port", str(port), "--store", str(store)]
    return running(command, port, "/health", **environment)


def oxigraph(store: Path) -> Iterator[str]:
    """The bare Oxigraph server over a copy of the store's current version."""
    port = free_port()
    copy = store.with_name(store.name + "-oxigraph")
    if not copy.exists():
        number = json.loads((store / "store.json").read_text())["version"]
        shutil.copytree(store / "versions" / str(number), copy)
    command = [str(BIN / "oxigraph"), "serve", "--location", str(copy), "--union-default-graph"]
    return running([*command, "--bind", f"127.0.0.1:{port}"], port)


def rdflib_endpoint(dump: Path) -> Iterator[str]:
    """rdflib-endpoint over an N-Quads file, in memory."""
    port = free_port()
    return running([str(BIN / "rdflib-endpoint"), "serve", "--port", str(port), str(dump)], port)


def rate(url: str, accept: str, seconds: int = 3, connections: int = 8) -> float:
    """Requests a second that are answered, by wrk where it is installed, else by a client in Python."""
    if wrk := shutil.which("wrk"):
        command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "-H", f"Accept: {accept}", url]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in output:
            raise RuntimeError(f"{url} does not answer 200")
        found = re.search(r"Requests/sec:\s+([\d.]+)", output)
        return float(found.group(1)) if found else 0.0
    count = 0
    with httpx.Client(timeout=60) as client:
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            client.get(url, headers={"Accept": accept}).raise_for_status()
            count += 1
        return count / (time.perf_counter() - started)


def median_seconds(url: str, accept: str, times: int = 5) -> float:
    """The median time of one request after another."""
    taken = []
    with httpx.Client(timeout=120) as client:
        for _ in range(times):
            started = time.perf_counter()
            client.get(url, headers={"Accept": accept}).raise_for_status()
            taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]
