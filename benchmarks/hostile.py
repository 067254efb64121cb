"""A light query while others attack: how long it takes, and what is left of the attack afterwards."""

import tempfile
import threading
import time
from pathlib import Path

import httpx
from corpus import corpus
from servers import clustergraph

from clustergraph.store import open_store

TITLE = "Light queries during an attack"
SECONDS = 6.0
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
            over = threading.Event()
            attackers = [threading.Thread(target=attack, args=(address, over)) for _ in range(8)]
            for attacker in attackers:
                attacker.start()
            attacked = light(address, SECONDS)
            over.set()
            for attacker in attackers:
                attacker.join()
    lines = ["| light query (not cached), ms | p50 | p99 |", "|---|---|---|"]
    for name, taken in (("calm", calm), ("8 clients send cartesian products", attacked)):
        lines.append(f"| {name} | {at(taken, 0.5):.1f} | {at(taken, 0.99):.1f} |")
    lines += ["", f"p99 during the attack: {at(attacked, 0.99) / at(calm, 0.99):.1f} times the calm one."]
    return "\n".join(lines)


def attack(address: str, over: threading.Event) -> None:
    with httpx.Client(timeout=30) as client:
        number = 0
        while not over.is_set():
            number += 1
            client.get(f"{address}/sparql", params={"query": f"{ATTACK} # {threading.get_ident()} {number}"})


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
