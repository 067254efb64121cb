"""The steps of `growth.py`, each run in a process of its own, so that its memory and its processor time are its own.

`growth_steps.py STEP ARGUMENT…` prints what the step measured as JSON.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clustergraph.queries import CannedQuery
    from clustergraph.queries.kept import Tables
    from clustergraph.store.interface import GraphChange

_ROUNDS = 7
_ADDED = 21
# Documents whose engines' time is measured, at even distances; that of all is reckoned in proportion.
SAMPLE = 2000
_PORTION = 60  # documents given to the loader at a time, 20 MB as in a build


def build(documents: int, folder: Path) -> dict[str, Any]:
    """Make so many documents and build a store of them in the folder."""
    import texts

    from clustergraph.build import build as built
    from clustergraph.store import open_store

    data = texts.write(folder / "data", documents)
    location = str(folder / "store")
    marks: list[tuple[str, float]] = []
    started, cpu = time.perf_counter(), _processor()
    told = started

    def mark(step: str) -> None:
        nonlocal told
        now = time.perf_counter()
        name = step.partition(":")[0]
        if not marks or marks[-1][0] != name:
            marks.append((name, now))
        if now - told > 15:
            told = now
            print(f"  {now - started:.0f} s: {step}", file=sys.stderr, flush=True)

    summary = built(open_store(location), mark, data)
    ended, cpu = time.perf_counter(), _processor() - cpu
    assert summary.version, "the corpus breaks the shapes"
    ends = [*(moment for _, moment in marks[1:]), ended]
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "documents": documents,
        "quads": summary.quads,
        "build": ended - started,
        "cpu": cpu,
        "phases": {name: end - begin for (name, begin), end in zip(marks, ends, strict=True)},
        "memory": own.ru_maxrss // 1024,
        "worker": others.ru_maxrss // 1024,
        "disk": sum(file.stat().st_size for file in Path(location).rglob("*.sst")) // 2**20,
        "open": _opening(location),
    }


def _processor() -> float:
    """Seconds of processor time, of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _opening(location: str) -> float:
    from clustergraph.store import open_store

    started = time.perf_counter()
    open_store(location).ask("ASK { ?s ?p ?o }")
    return 1000 * (time.perf_counter() - started)


def engines(folder: Path) -> dict[str, float]:
    """Seconds of processor time of what a build cannot do without, each alone in one process."""
    import pyoxigraph as ox

    from clustergraph.rdf import as_stored, document_quads
    from clustergraph.reviewing import documents_of
    from clustergraph.store.engine import with_merge
    from clustergraph.validation import engines as shapes
    from clustergraph.validation import in_memory, validate_quads

    spent = {"reading and mapping": 0.0, "SHACL engine": 0.0, "Oxigraph's loader": 0.0}

    def timed(name, work, *arguments):  # type: ignore[no-untyped-def]
        begun = time.process_time()
        done = work(*arguments)
        spent[name] += time.process_time() - begun
        return done

    def shacl(*arguments):  # type: ignore[no-untyped-def]
        return timed("SHACL engine", shapes.fast, *arguments)

    paths = sorted((folder / "data" / "documents").iterdir())
    chosen = paths[:: max(len(paths) // SAMPLE, 1)][:SAMPLE]
    nothing, database = in_memory([]), ox.Store(folder / "loaded")
    waiting: list[bytes] = []
    if chosen:
        list(documents_of(chosen[0], []))  # reads the vocabulary
    for number, path in enumerate(chosen, 1):
        for merged in timed("reading and mapping", lambda path: list(documents_of(path, [])), path):
            quads = as_stored(document_quads(merged.graph))
            validate_quads(quads, nothing, engine=shacl)
            waiting.append(ox.serialize(with_merge(quads), format=ox.RdfFormat.N_QUADS) or b"")
        if number % _PORTION == 0 or number == len(chosen):
            timed("Oxigraph's loader", database.bulk_load, b"".join(waiting), ox.RdfFormat.N_QUADS)
            waiting.clear()
    timed("Oxigraph's loader", database.flush)
    timed("Oxigraph's loader", database.optimize)
    return {name: seconds * len(paths) / max(len(chosen), 1) for name, seconds in spent.items()}


def adding(*folders: Path) -> list[dict[str, float]]:
    """Add the same documents to each store in turn, so that what else the machine does falls on all alike."""
    import texts

    from clustergraph.changes import Gate, because, incoming
    from clustergraph.changes.gate import validate
    from clustergraph.store import open_store

    stores = [open_store(str(folder / "store"), gate=Gate()) for folder in folders]
    taken: list[dict[str, list[float]]] = [
        {"validate": [], "add": [], "add_cpu": [], "add_thread": []} for _ in stores
    ]
    for number in range(_ADDED):
        file = folders[0] / f"nytt-{number}.txt"
        file.write_text(texts.text(10_000_000 + number), encoding="utf-8")
        changes = incoming(file)
        for store, into in zip(stores, taken, strict=True):
            begun = time.perf_counter()
            validate(store, changes)
            middle, cpu, thread = time.perf_counter(), time.process_time(), time.thread_time()
            with because("bench", file.name):
                store.apply(changes)
            into["validate"].append(1000 * (middle - begun))
            into["add"].append(1000 * (time.perf_counter() - middle))
            into["add_cpu"].append(1000 * (time.process_time() - cpu))
            into["add_thread"].append(1000 * (time.thread_time() - thread))
    # The first one reads the shapes.
    return [
        {name: statistics.median(times[1:]) for name, times in one.items()}
        | {"add_most": max(one["add"][1:])}
        for one in taken
    ]


def queries(location: str) -> dict[str, dict[str, float]]:
    """For each query as it is, and with the example of each parameter: making the answer, and a page of it when made."""
    from clustergraph.queries import catalogue
    from clustergraph.queries.answering import page
    from clustergraph.queries.kept import Tables
    from clustergraph.store import open_store

    store = open_store(location)
    store.apply(list(_shipped()))
    tables = Tables(store)
    found = {}
    for name, query in catalogue().items():
        needed = {each.name: each.example for each in query.parameters.values() if each.required}
        optional = [each for each in query.parameters.values() if not each.required and each.name != "lang"]
        for values in (needed, *({each.name: each.example} for each in optional)):
            shown = "&".join(f"{key}={value}" for key, value in values.items())
            request = f"{name}?{shown}" if shown else name
            if query.constructs:
                found[f"{request}, first bytes of the whole"] = _taken(
                    partial(_graph_beginning, tables, query, values)
                )
                lines = tables.graph(query, values)
                # A page from the middle has further to be looked for than the first.
                middle = page(lines, max(len(lines.rows) // 2, 1)).next
                found[request] = _taken(partial(_graph_page, tables, query, values, middle))
            else:
                found[request] = _taken(partial(_table_page, tables, query, values))
    return found


def _table_page(tables: Tables, query: CannedQuery, values: dict[str, str]) -> int:
    from clustergraph.queries.answering import page
    from clustergraph.queries.formats import objects_of
    from clustergraph.server.query_requests import DEFAULT_LIMIT

    table = tables.table(query, values)
    ",".join(objects_of(page(table, DEFAULT_LIMIT).rows, ())).encode()
    return len(table.rows)


def _graph_page(tables: Tables, query: CannedQuery, values: dict[str, str], after: str | None) -> int:
    from clustergraph.queries.answering import page
    from clustergraph.queries.graphs import serialised
    from clustergraph.server.query_requests import DEFAULT_LIMIT
    from clustergraph.store.formats import TURTLE

    lines = tables.graph(query, values)
    serialised(page(lines, DEFAULT_LIMIT, after).rows, TURTLE)
    return len(lines.rows)


def _graph_beginning(tables: Tables, query: CannedQuery, values: dict[str, str]) -> int:
    from clustergraph.queries.graphs import pieces
    from clustergraph.store.formats import TURTLE

    lines = tables.graph(query, values)
    next(pieces(lines.rows, TURTLE))
    return len(lines.rows)


def _taken(ask: Callable[[], int]) -> dict[str, float]:
    """Milliseconds of the first time, and of those that follow."""
    began = time.process_time()
    rows = ask()
    first = 1000 * (time.process_time() - began)
    times, walls = [], []
    for _ in range(_ROUNDS):
        started, at = time.process_time(), time.perf_counter()
        ask()
        times.append(1000 * (time.process_time() - started))
        walls.append(1000 * (time.perf_counter() - at))
    return {"first": first, "kept": statistics.median(times), "wall": statistics.median(walls), "rows": rows}


def _shipped() -> Iterator[GraphChange]:
    """The graphs of the documents that the project ships, which the examples of the queries are about."""
    from clustergraph import resources
    from clustergraph.rdf import document_quads
    from clustergraph.reviewing import load
    from clustergraph.store.interface import GraphChange

    for path in sorted((resources.data() / "reviewed").glob("*.yaml")):
        quads = list(document_quads(load(path, resources.data() / "documents").graph))
        yield GraphChange(quads[0].graph_name.value, tuple(quad.triple for quad in quads))  # type: ignore[union-attr]


if __name__ == "__main__":
    step, arguments = sys.argv[1], sys.argv[2:]
    if step == "build":
        done: Any = build(int(arguments[0]), Path(arguments[1]))
    elif step == "engines":
        done = engines(Path(arguments[0]))
    elif step == "adding":
        done = adding(*map(Path, arguments))
    else:
        began = time.process_time()
        asked = queries(str(Path(arguments[0]) / "store"))
        done = {"queries": asked, "queries_cpu": time.process_time() - began}
        done["queries_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(done))
