"""How the work grows with the number of documents: building, opening, asking, adding one more.

`CLUSTERGRAPH_BENCH_DOCUMENTS="0 1000 50000"` chooses the sizes, in rising order; 0 is a store with the reference graphs alone.
Each step runs in a process of its own (`growth_steps.py`), one after the other: all builds, the adding to all stores in turn, the
engines, the queries. What is measured so far stands in the file that is named at the start; `growth.py --table FILE` prints its tables.
Adding a document is held against the first size; building, whose start-up is most of a small size, against the size before, where
that has at least 1,000 documents.

`growth.py --store FOLDER` prints the canned queries of a store that is there already, each held to its goal; the store
gets the shipped documents and answers under `tables/`, so give it a copy.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import growth_steps

if TYPE_CHECKING:
    from collections.abc import Callable

TITLE = "Growth: texts to a validated store"
_SIZES = os.environ.get("CLUSTERGRAPH_BENCH_DOCUMENTS", "100 1000 2000").split()
_RESULTS = Path(tempfile.gettempdir()) / "clustergraph-growth.json"
# The goals: of the build against its engines, of its processor time a document against the size before, and of adding
# one against the smallest store.
_AGAINST_ENGINES, _LINEAR, _ADD = 1.5, 1.5, 1.3
# Below this the start of the processes and of the rules weighs more than the documents.
_ENOUGH = 1000
# What every canned query is held to at 10,000 documents.
_BOUND_MS = 10
# And those that say something of the whole store, in few rows.
_WHOLE_STORE = {"position-matrix": 1, "shared-asks": 1, "uncommented-areas": 1}

One = dict[str, Any]
"""What is measured of one size."""


def run() -> str:
    """A table with a column for each size, and one of the canned queries."""
    found: list[One] = []
    started = time.perf_counter()

    def step(what: str, *arguments: object) -> Any:
        print(f"growth, {time.perf_counter() - started:.0f} s: {what}", file=sys.stderr, flush=True)
        command = [sys.executable, growth_steps.__file__, *map(str, arguments)]
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)

    def note() -> None:
        _RESULTS.write_text(json.dumps(found, indent=1), encoding="utf-8")

    print(f"growth: what is measured so far stands in {_RESULTS}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / size for size in _SIZES]
        for size, folder in zip(_SIZES, folders, strict=True):
            folder.mkdir()
            found.append(step(f"building {size} documents", "build", size, folder))
            note()
        for one, added in zip(found, step("adding to each", "adding", *folders), strict=True):
            one |= added
        note()
        for one, folder in zip(found, folders, strict=True):
            one["engines"] = step(f"the engines of {one['documents']}", "engines", folder)
            note()
        for one, folder in zip(found, folders, strict=True):
            one |= step(f"the queries of {one['documents']}", "queries", folder)
            note()
    return tables(found)


def tables(found: list[One]) -> str:
    """What is measured, as Markdown; what is missing stays open."""
    return _sizes(found) + (_asked([one for one in found if "queries" in one]))


def _sizes(found: list[One]) -> str:
    def row(name: str, value: Callable[[One], str]) -> tuple[str, ...]:
        return name, *(_or_open(value, one) for one in found)

    phases = [
        row(f"· {phase}, s", lambda one, p=phase: f"{one['phases'].get(p, 0):.1f}")
        for phase in found[-1]["phases"]
    ]  # type: ignore[misc]
    parts = [
        row(f"· {name}, s", lambda one, n=name: f"{one['engines'][n]:.1f}")
        for name in found[0].get("engines", ())
    ]  # type: ignore[misc]
    rows = [
        row("quads", lambda one: f"{one['quads']:,}"),
        row("build, s", lambda one: f"{one['build']:.1f}"),
        *phases,
        row("build, ms a document", lambda one: f"{1000 * one['build'] / one['documents']:.0f}"),
        row("build, s of processor time", lambda one: f"{one['cpu']:.1f}"),
        row(
            f"the engines one after the other, each alone, s of processor time; of more than {growth_steps.SAMPLE:,} documents "
            f"reckoned from {growth_steps.SAMPLE:,} at even distances",
            lambda one: f"{sum(one['engines'].values()):.1f}",
        ),
        *parts,
        row(
            f"build, s, against the engines' (goal {_AGAINST_ENGINES})",
            lambda one: _held(one["build"] / sum(one["engines"].values()), _AGAINST_ENGINES),
        ),
        row(
            "build, s of processor time, against the engines'",
            lambda one: f"{one['cpu'] / sum(one['engines'].values()):.2f}",
        ),
        (
            f"· a document, against the size before, from {_ENOUGH:,} on (goal {_LINEAR})",
            *(_linear(before, one) for before, one in pairwise([None, *found])),
        ),
        row("peak memory of the build, MB", lambda one: f"{one['memory']}"),
        row("· of the largest of its workers, MB", lambda one: f"{one['worker']}"),
        row("on disk, MB", lambda one: f"{one['disk']}"),
        row("open and first answer, ms", lambda one: f"{one['open']:.0f}"),
        row("validate one more document, ms", lambda one: f"{one['validate']:.0f}"),
        row("add one more document, median ms", lambda one: f"{one['add']:.0f}"),
        row(
            f"· against the smallest store (goal {_ADD})",
            lambda one: _held(one["add"] / found[0]["add"], _ADD),
        ),
        row("· the slowest, ms", lambda one: f"{one['add_most']:.0f}"),
        row("· ms of processor time", lambda one: f"{one['add_cpu']:.0f}"),
        row("· of that the writing thread's own", lambda one: f"{one['add_thread']:.0f}"),
        row("making all kept answers, s of processor time", lambda one: f"{one['queries_cpu']:.0f}"),
        row("· peak memory, MB", lambda one: f"{one['queries_memory']}"),
    ]
    return _table(["documents", *(f"{one['documents']:,}" for one in found)], rows)


def _asked(found: list[One]) -> str:
    if not found:
        return ""
    sizes = [f"{one['documents']:,}" for one in found]
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
        f"\nCanned queries, a page of the default size from the version's answer, ms of processor time (bold: over {_BOUND_MS}):\n\n"
        + _table(["request", *sizes, "rows"], kept)
        + "\nMaking those answers, once a version, ms of processor time, where it is more than that:\n\n"
        + _table(["request", *sizes], made)
    )


def _or_open(value: Callable[[One], str], one: One) -> str:
    try:
        return value(one)
    except (KeyError, ZeroDivisionError):
        return "-"


def _held(ratio: float, goal: float) -> str:
    return f"{ratio:.2f}, {'met' if ratio <= goal else '**missed**'}"


def _linear(before: One | None, one: One) -> str:
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
    asked = growth_steps.queries(location)
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


if __name__ == "__main__":
    if sys.argv[1:2] == ["--store"]:
        print(held(sys.argv[2]))
    elif sys.argv[1:2] == ["--table"]:
        print(tables(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))))
    else:
        print(run())
