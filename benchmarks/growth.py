"""How the work grows with the number of documents: building, opening, asking, adding one more.

Each size runs in a process of its own, so that its peak memory is its own. `CLUSTERGRAPH_BENCH_DOCUMENTS` chooses the sizes.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TITLE = "Growth: texts to a validated store"
_SIZES = os.environ.get("CLUSTERGRAPH_BENCH_DOCUMENTS", "100 1000").split()
_ROUNDS = 7


def run() -> str:
    """A table with a column for each size, and one of the canned queries."""
    found = [_measured(int(size)) for size in _SIZES]
    sizes = [f"{one['documents']:,}" for one in found]
    rows = [
        ("quads", *(f"{one['quads']:,}" for one in found)),
        ("build, s", *(f"{one['build']:.1f}" for one in found)),
        *(
            (f"· {phase}, s", *(f"{one['phases'].get(phase, 0):.1f}" for one in found))
            for phase in found[-1]["phases"]
        ),
        ("build, ms a document", *(f"{1000 * one['build'] / one['documents']:.0f}" for one in found)),
        ("peak memory of the build, MB", *(f"{one['memory']}" for one in found)),
        ("on disk, MB", *(f"{one['disk']}" for one in found)),
        ("open and first answer, ms", *(f"{one['open']:.0f}" for one in found)),
        ("validate one more document, ms", *(f"{one['validate']:.0f}" for one in found)),
        ("add one more document, ms", *(f"{one['add']:.0f}" for one in found)),
        ("· against the smallest store", *(f"{one['add'] / found[0]['add']:.2f}" for one in found)),
    ]
    names = sorted(found[-1]["queries"], key=lambda name: -found[-1]["queries"][name])
    queries = [(f"`{name}`", *(f"{one['queries'][name]:.1f}" for one in found)) for name in names]
    return (
        _table(["documents", *sizes], rows)
        + "\nCanned queries, all rows, ms:\n\n"
        + _table(["query", *sizes], queries)
    )


def _table(head: list[str], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _measured(documents: int) -> dict:  # type: ignore[type-arg]
    done = subprocess.run(
        [sys.executable, __file__, str(documents)], capture_output=True, text=True, check=True
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

        started = time.perf_counter()
        summary = build(open_store(location), mark, data)
        ended = time.perf_counter()
        assert summary.version, "the corpus breaks the shapes"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        ends = [*(moment for _, moment in marks[1:]), ended]
        files = Path(location).rglob("*.sst")
        return {
            "documents": documents,
            "quads": summary.quads,
            "build": ended - started,
            "phases": {name: end - begin for (name, begin), end in zip(marks, ends, strict=True)},
            "memory": memory,
            "disk": sum(file.stat().st_size for file in files) // 2**20,
            "open": _opening(location),
            "queries": _queries(location),
            **_adding(location, Path(scratch)),
        }


def _opening(location: str) -> float:
    from clustergraph.store import open_store

    started = time.perf_counter()
    open_store(location).ask("ASK { ?s ?p ?o }")
    return 1000 * (time.perf_counter() - started)


def _queries(location: str) -> dict[str, float]:
    from clustergraph.queries import bind, catalogue
    from clustergraph.store import open_store

    store = open_store(location)
    found = {}
    for name, query in catalogue().items():
        text = bind(query, {key: one.example for key, one in query.parameters.items() if one.required})
        times = []
        for _ in range(3):
            started = time.perf_counter()
            store.query(text, "text/turtle" if query.constructs else "text/csv")
            times.append(1000 * (time.perf_counter() - started))
        found[name] = statistics.median(times)
    return found


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
    print(json.dumps(measure(int(sys.argv[1]))))
