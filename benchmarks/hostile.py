"""A light query while others attack: how long it takes, and what is left of the attack afterwards."""

import multiprocessing
import os
import tempfile
import time
from pathlib import Path

import httpx
from corpus import corpus
from servers import clustergraph

from clustergraph.store import open_store

TITLE = "Light queries during an attack"
SECONDS = 6.0
ATTACKERS = 8
ATTACK = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def run() -> str:
    """The table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"{folder}/store")
        store.replace_all(corpus(50))
        store.close()
        limits = {"CLUSTERGRAPH_QUERY_SECONDS": "2", "CLUSTERGRAPH_QUERIES_PER_CLIENT": "64"}
        with clustergraph(Path(folder) / "store", **limits) as address:
            light(address, 1.0)
            calm = light(address, SECONDS / 2)
            # In processes of their own, so that they do not slow the client that measures.
            attackers = [
                multiprocessing.Process(target=attack, args=(address, SECONDS)) for _ in range(ATTACKERS)
            ]
            for attacker in attackers:
                attacker.start()
            attacked = light(address, SECONDS)
            for attacker in attackers:
                attacker.join()
    lines = ["| light query (not cached), ms | p50 | p99 |", "|---|---|---|"]
    for name, taken in (("calm", calm), (f"{ATTACKERS} clients send cartesian products", attacked)):
        lines.append(f"| {name} | {at(taken, 0.5):.1f} | {at(taken, 0.99):.1f} |")
    lines += ["", f"p99 during the attack: {at(attacked, 0.99) / at(calm, 0.99):.1f} times the calm one."]
    return "\n".join(lines)


def attack(address: str, seconds: float) -> None:
    """Send what is long, each a little different, and after each answer wait a moment as a client does."""
    with httpx.Client(timeout=30) as client:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            client.get(
                f"{address}/sparql", params={"query": f"{ATTACK} # {os.getpid()} {time.perf_counter()}"}
            )
            time.sleep(0.05)


def light(address: str, seconds: float) -> list[float]:
    """Times of light queries, each another text, one after the other with a pause."""
    taken: list[float] = []
    with httpx.Client(timeout=30) as client:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            query = f"SELECT ?p ?o {{ <https://example.org/{len(taken)}-{end}> ?p ?o }}"
            started = time.perf_counter()
            client.get(f"{address}/sparql", params={"query": query}).raise_for_status()
            taken.append((time.perf_counter() - started) * 1000)
            time.sleep(0.01)
    return sorted(taken)


def at(taken: list[float], share: float) -> float:
    return taken[min(int(len(taken) * share), len(taken) - 1)]
