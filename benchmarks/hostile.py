"""A light query while others attack: how long it takes, and what is left of the attack afterwards."""

import contextlib
import math
import multiprocessing
import os
import random
import resource
import socket
import time
from collections import Counter
from multiprocessing.synchronize import Event
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from corpus import built
from servers import clustergraph

TITLE = "Light queries during an attack"
SECONDS = 12.0
ATTACKERS = 8
IDLE = 10_000
_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_STEP = "<https://w3id.org/clustergraph/ns#evidence>"
ATTACKS = {
    "cartesian products": [f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}"],
    "products, paths, sorting, regular expressions, long lists, deep groups, each with other names": [
        f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
        f"SELECT * {{ {_PRODUCT} }} ORDER BY ?i ?f ?c",
        f"SELECT (COUNT(*) AS ?n) {{ ?a (!{_STEP}*/!{_STEP}*)* ?b . ?b ({_STEP}+|^{_STEP})+ ?c . ?c {_STEP}* ?d }}",
        f'SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} FILTER(REGEX(STR(?c), "^(a+)+$") && REGEX(STR(?f), "(a*)*b")) }}',
        f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} FILTER(?i NOT IN ({','.join(map(str, range(20_000)))})) }}",
        f"SELECT * {{ VALUES ?x {{ {' '.join(map(str, range(20_000)))} }} ?s ?p ?x . ?t ?q ?x . ?u ?r ?y }}",
        f"SELECT * {'{' * 20_000}{'}' * 20_000}",
        f"SELECT * {{ ?s ?o ?x FILTER NOT EXISTS {{ {_PRODUCT} FILTER(?f = ?unbound) }} }}",
    ],
}


def run() -> str:
    """The table as Markdown."""
    lines = [
        "| beside a light query (not cached) | p50, ms | p99, ms | p99 ÷ calm | goal 5 | what the attackers were answered |",
        "|---|--:|--:|--:|---|---|",
    ]
    with clustergraph(built(), CLUSTERGRAPH_QUERY_SECONDS="3") as address:
        # What a first wave of connections takes, the server keeps for the next.
        with contextlib.ExitStack() as stack:
            _idle(address, stack)
        light(address, 2.0)
        before = _memory(address)
        calm = light(address, SECONDS / 2)
        lines.append(f"| nothing | {at(calm, 0.5):.1f} | {at(calm, 0.99):.1f} | | | |")
        for name, queries in ATTACKS.items():
            attacked, answers = _under_attack(address, queries)
            lines.append(_row(f"{ATTACKERS} clients: {name}", attacked, calm, _counted(answers)))
            time.sleep(6)  # what waits in the server's queue has its time
        with contextlib.ExitStack() as stack:
            opened = _idle(address, stack)
            lines.append(_row(f"{opened:,} idle connections", light(address, SECONDS / 2), calm, ""))
        light(address, 2.0)
        after = _memory(address)
    lines += [
        "",
        f"Memory of the server and its readers: {before} MB after a first wave of connections, {after} MB after all this (goal: "
        "back where it was; "
        f"{'met' if after <= before * 1.1 + 16 else '**missed**'}).",
    ]
    return "\n".join(lines)


def _row(name: str, taken: list[float], calm: list[float], answers: str) -> str:
    times = at(taken, 0.99) / at(calm, 0.99)
    met = "met" if times <= 5 else "**missed**"
    return f"| {name} | {at(taken, 0.5):.1f} | {at(taken, 0.99):.1f} | {times:.1f} | {met} | {answers} |"


def _under_attack(address: str, queries: list[str]) -> tuple[list[float], Counter[int]]:
    """Attackers have processes of their own, and are there before it begins, so as not to slow the client that measures."""
    begin: Event = multiprocessing.Event()
    told: multiprocessing.Queue[Counter[int] | None] = multiprocessing.Queue()
    attackers = [
        multiprocessing.Process(target=attack, args=(address, queries, begin, told)) for _ in range(ATTACKERS)
    ]
    for attacker in attackers:
        attacker.start()
    for _ in attackers:
        told.get()
    begin.set()
    taken = light(address, SECONDS)
    answers: Counter[int] = sum((told.get() or Counter() for _ in attackers), Counter())
    for attacker in attackers:
        attacker.join()
    return taken, answers


def attack(
    address: str, queries: list[str], begin: Event, told: "multiprocessing.Queue[Counter[int] | None]"
) -> None:
    """Send one query after another, each with other names, and after each answer wait a moment as a client does."""
    chance = random.Random(os.getpid())
    answers: Counter[int] = Counter()
    with httpx.Client(timeout=60) as client:
        client.get(f"{address}/health")
        told.put(None)
        begin.wait()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            query = chance.choice(queries)
            if len(queries) > 1:
                query = query.replace("?", f"?v{chance.randrange(10**6)}")
            headers = {"Content-Type": "application/sparql-query"}
            answers[client.post(f"{address}/sparql", content=query, headers=headers).status_code] += 1
            time.sleep(0.05)
    told.put(answers)


def light(address: str, seconds: float) -> list[float]:
    """Times of light queries, each another text, one after the other with a pause."""
    taken: list[float] = []
    with httpx.Client(timeout=30) as client:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            query = f"SELECT ?p ?o {{ <https://example.org/{len(taken)}-{end}> ?p ?o }}"
            started = time.perf_counter()
            answered = client.get(f"{address}/sparql", params={"query": query}).is_success
            # One that is turned away has taken for ever.
            taken.append((time.perf_counter() - started) * 1000 if answered else math.inf)
            time.sleep(0.01)
    return sorted(taken)


def _idle(address: str, stack: contextlib.ExitStack) -> int:
    """Open connections that send nothing, as many as this process may have open."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    place = urlsplit(address)
    number = min(IDLE, most - 200)
    for _ in range(number):
        stack.enter_context(socket.create_connection((place.hostname, place.port), timeout=30))
    return number


def _memory(address: str) -> int:
    """Megabytes of the server and all that it has started, each with its share of what they share."""
    port = str(urlsplit(address).port)
    parents: dict[int, int] = {}
    roots = set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            process = int(entry.name)
            parents[process] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if f"--port\0{port}\0".encode() in (entry / "cmdline").read_bytes():
                roots.add(process)
    family = set(roots)
    while more := {process for process, parent in parents.items() if parent in family} - family:
        family |= more
    total = 0
    for process in family:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total // 1024


def _counted(answers: Counter[int]) -> str:
    return ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))


def at(taken: list[float], share: float) -> float:
    return taken[min(int(len(taken) * share), len(taken) - 1)]
