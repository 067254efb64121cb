"""How the work grows with the number of documents: building, opening, asking, adding one more.

Each size runs in a process of its own, so that its peak memory is its own, one after the other.
`CLUSTERGRAPH_BENCH_DOCUMENTS="100 1000 10000 50000"` chooses the sizes, in rising order. Adding a document is held against the first;
building, whose start-up is most of a small size, against the size before, where that has at least 1,000 documents.

`growth.py --store FOLDER` prints the canned queries of a store that is there already, each held to its goal; the store
gets the shipped documents and answers under `tables/`, so give it a copy.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clustergraph.queries import CannedQuery
    from clustergraph.queries.kept import Tables
    from clustergraph.store.interface import GraphChange

TITLE = "Growth: texts to a validated store"
_SIZES = os.environ.get("CLUSTERGRAPH_BENCH_DOCUMENTS", "100 1000 2000").split()
_ROUNDS = 7
# Documents whose engines' time is measured, each document being independent; more are reckoned in proportion.
_SAMPLE = 1000
_PORTION = 60  # documents given to the loader at a time, 20 MB as in a build
# The goals: of the build against its engines, of its processor time a document against the size before, and of adding
# one against the smallest store.
_AGAINST_ENGINES, _LINEAR, _ADD = 1.5, 1.5, 1.3
# Below this the start of the processes and of the rules weighs more than the documents.
_ENOUGH = 1000
# What every canned query is held to at 10,000 documents.
_BOUND_MS = 10
# And those that say something of the whole store, in few rows.
_WHOLE_STORE = {"position-matrix": 1, "shared-asks": 1, "uncommented-areas": 1}


def run() -> str:
    """A table with a column for each size, and one of the canned queries."""
    found = []
    for size in _SIZES:
        print(f"growth: {size} documents", file=sys.stderr, flush=True)
        found.append(_measured(int(size)))
    sizes = [f"{one['documents']:,}" for one in found]
    rows = [
        ("quads", *(f"{one['quads']:,}" for one in found)),
        ("build, s", *(f"{one['build']:.1f}" for one in found)),
        *(
            (f"· {phase}, s", *(f"{one['phases'].get(phase, 0):.1f}" for one in found))
            for phase in found[-1]["phases"]
        ),
        ("build, ms a document", *(f"{1000 * one['build'] / one['documents']:.0f}" for one in found)),
        ("build, s of processor time", *(f"{one['cpu']:.1f}" for one in found)),
        *(
            (f"· {engine}, s", *(f"{one['engines'][engine]:.1f}" for one in found))
            for engine in found[0]["engines"]
        ),
        (
            f"build, s, against the engines' one after the other (goal {_AGAINST_ENGINES})",
            *(_held(one["build"] / sum(one["engines"].values()), _AGAINST_ENGINES) for one in found),
        ),
        (
            "build, s of processor time, against the engines'",
            *(f"{one['cpu'] / sum(one['engines'].values()):.2f}" for one in found),
        ),
        (
            f"· a document, against the size before, from {_ENOUGH:,} on (goal {_LINEAR})",
            *(_linear(before, one) for before, one in pairwise([None, *found])),
        ),
        ("peak memory of the build, MB", *(f"{one['memory']}" for one in found)),
        ("on disk, MB", *(f"{one['disk']}" for one in found)),
        ("open and first answer, ms", *(f"{one['open']:.0f}" for one in found)),
        ("validate one more document, ms", *(f"{one['validate']:.0f}" for one in found)),
        ("add one more document, ms", *(f"{one['add']:.0f}" for one in found)),
        (
            f"· against the smallest store (goal {_ADD})",
            *(_held(one["add"] / found[0]["add"], _ADD) for one in found),
        ),
    ]
    largest = found[-1]["queries"]
    kept = [
        (
            f"`{request}`",
            *(_bounded(one["queries"][request]["kept"]) for one in found),
            _rows(largest[request]),
        )
        for request in sorted(largest, key=lambda request: -largest[request]["kept"])
    ]
    made = [
        (f"`{request}`", *(f"{one['queries'][request]['first']:.0f}" for one in found))
        for request in sorted(largest, key=lambda request: -largest[request]["first"])
        if largest[request]["first"] > _BOUND_MS
    ]
    return (
        _table(["documents", *sizes], rows)
        + f"\nCanned queries, a page of the default size from the version's answer, ms of processor time (bold: over {_BOUND_MS}):\n\n"
        + _table(["request", *sizes, "rows"], kept)
        + "\nMaking those answers, once a version, ms of processor time, where it is more than that:\n\n"
        + _table(["request", *sizes], made)
    )


def _held(ratio: float, goal: float) -> str:
    return f"{ratio:.2f}, {'met' if ratio <= goal else '**missed**'}"


def _linear(before: dict | None, one: dict) -> str:  # type: ignore[type-arg]
    """The processor time a document, held against that of the size before."""
    if before is None or before["documents"] < _ENOUGH:
        return "-"
    return _held(one["cpu"] / one["documents"] / (before["cpu"] / before["documents"]), _LINEAR)


def _bounded(milliseconds: float) -> str:
    return f"{milliseconds:.1f}" if milliseconds <= _BOUND_MS else f"**{milliseconds:.0f}**"


def _rows(measured: dict[str, float]) -> str:
    return f"{measured['rows']:,.0f}"


def _table(head: list[str], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def held(location: str) -> str:
    """The canned queries of one store, each against its goal, slowest first."""
    asked = _queries(location)
    rows = []
    for request in sorted(asked, key=lambda request: -asked[request]["kept"]):
        goal = _WHOLE_STORE.get(request.partition("?")[0], _BOUND_MS)
        one = asked[request]
        rows.append(
            (
                f"`{request}`",
                _rows(one),
                f"{one['kept']:.2f}",
                f"{one['wall']:.2f}",
                str(goal),
                "met" if one["kept"] <= goal else "**missed**",
                f"{one['first']:.0f}",
            )
        )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    head = [
        "request",
        "rows",
        "CPU, ms",
        "wall, ms",
        "goal, ms",
        "CPU against the goal",
        "first answer, ms of CPU",
    ]
    return f"Load over 1, 5 and 15 minutes at the end: {load}.\n\n" + _table(head, rows)


def _measured(documents: int) -> dict:  # type: ignore[type-arg]
    done = subprocess.run(
        [sys.executable, __file__, str(documents)], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def measure(documents: int) -> dict:  # type: ignore[type-arg]
    """Every figure of one size."""
    import texts

    from clustergraph.build import build
    from clustergraph.store import open_store

    with tempfile.TemporaryDirectory() as scratch:
        data = texts.write(Path(scratch) / "data", documents)
        location = str(Path(scratch) / "store")
        marks: list[tuple[str, float]] = []

        def mark(step: str) -> None:
            name = step.partition(":")[0]
            if not marks or marks[-1][0] != name:
                marks.append((name, time.perf_counter()))

        cpu, started = _processor(), time.perf_counter()
        summary = build(open_store(location), mark, data)
        ended, cpu = time.perf_counter(), _processor() - cpu
        assert summary.version, "the corpus breaks the shapes"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        ends = [*(moment for _, moment in marks[1:]), ended]
        files = Path(location).rglob("*.sst")
        return {
            "documents": documents,
            "quads": summary.quads,
            "build": ended - started,
            "cpu": cpu,
            "engines": _engines(data, Path(scratch), documents),
            "phases": {name: end - begin for (name, begin), end in zip(marks, ends, strict=True)},
            "memory": memory,
            "disk": sum(file.stat().st_size for file in files) // 2**20,
            "open": _opening(location),
            "queries": _queries(location),
            **_adding(location, Path(scratch)),
        }


def _processor() -> float:
    """Seconds of processor time, of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _engines(data: Path, scratch: Path, documents: int) -> dict[str, float]:
    """Seconds of processor time of what a build cannot do without, each alone in one process."""
    import pyoxigraph as ox

    from clustergraph.rdf import as_stored, document_quads
    from clustergraph.reviewing import documents_of
    from clustergraph.store.engine import with_merge
    from clustergraph.validation import engines, in_memory, validate_quads

    spent = {"reading and mapping": 0.0, "SHACL engine": 0.0, "Oxigraph's loader": 0.0}

    def timed(name, work, *arguments):  # type: ignore[no-untyped-def]
        begun = time.process_time()
        done = work(*arguments)
        spent[name] += time.process_time() - begun
        return done

    def shacl(*arguments):  # type: ignore[no-untyped-def]
        return timed("SHACL engine", engines.fast, *arguments)

    paths = sorted((data / "documents").iterdir())[:_SAMPLE]
    list(documents_of(paths[0], []))  # reads the vocabulary
    nothing, database = in_memory([]), ox.Store(scratch / "loaded")
    waiting: list[bytes] = []
    for number, path in enumerate(paths, 1):
        for merged in timed("reading and mapping", lambda path: list(documents_of(path, [])), path):
            quads = list(as_stored(document_quads(merged.graph)))
            validate_quads(quads, nothing, engine=shacl)
            waiting.append(ox.serialize(with_merge(quads), format=ox.RdfFormat.N_QUADS) or b"")
        if number % _PORTION == 0 or number == len(paths):
            timed("Oxigraph's loader", database.bulk_load, b"".join(waiting), ox.RdfFormat.N_QUADS)
            waiting.clear()
    timed("Oxigraph's loader", database.flush)
    timed("Oxigraph's loader", database.optimize)
    return {name: seconds * documents / len(paths) for name, seconds in spent.items()}


def _opening(location: str) -> float:
    from clustergraph.store import open_store

    started = time.perf_counter()
    open_store(location).ask("ASK { ?s ?p ?o }")
    return 1000 * (time.perf_counter() - started)


def _queries(location: str) -> dict[str, dict[str, float]]:
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


def _adding(location: str, scratch: Path) -> dict[str, float]:
    import texts

    from clustergraph.changes import Gate, because, incoming
    from clustergraph.changes.gate import validate
    from clustergraph.store import open_store

    store = open_store(location, gate=Gate())
    checked, added = [], []
    for number in range(_ROUNDS + 1):
        file = scratch / f"nytt-{number}.txt"
        file.write_text(texts.text(10_000_000 + number), encoding="utf-8")
        changes = incoming(file)
        begun = time.perf_counter()
        validate(store, changes)
        middle = time.perf_counter()
        with because("bench", file.name):
            store.apply(changes)
        checked.append(1000 * (middle - begun))
        added.append(1000 * (time.perf_counter() - middle))
    # The first one reads the shapes.
    return {"validate": statistics.median(checked[1:]), "add": statistics.median(added[1:])}


if __name__ == "__main__":
    if sys.argv[1] == "--store":
        print(held(sys.argv[2]))
    else:
        print(json.dumps(measure(int(sys.argv[1]))))
