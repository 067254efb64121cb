"""After any change, an answer made from the one before is the answer made anew."""

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.changes import Gate, undo
from clustergraph.queries import canned, catalogue
from clustergraph.queries.answering import answer
from clustergraph.queries.binding import ParameterError
from clustergraph.queries.formats import written
from clustergraph.queries.kept import Tables
from clustergraph.queries.remaking import remade
from clustergraph.store import Store, open_store
from clustergraph.store.interface import GraphChange

ANCHORED = [name for name, query in catalogue().items() if query.anchor]
ASKED: list[tuple[str, dict[str, str]]] = [
    *((name, {}) for name in ANCHORED),
    *((name, {"lang": "en"}) for name in ANCHORED),
    ("positions", {"topic": "municipal-role"}),
    ("positions", {"topic": "brand-identity", "actor": "stockholms-stad"}),
    ("positions", {"element": "3.1"}),
    ("positions", {"stance": "propose"}),
    ("repetitions", {"actor": "stockholms-stad"}),
    ("documents", {"type": "memo"}),
]


@pytest.fixture
def folder(tmp_path: Path, on_disk: Path) -> Iterator[Store]:
    with closing(open_store(str(shutil.copytree(on_disk, tmp_path / "store")))) as folder:
        yield folder


def assert_as_made_anew(store: Store, tables: Tables, after: object) -> None:
    for name, values in ASKED:
        try:
            anew = answer(store, canned(name), values)
        except ParameterError as error:  # the change took the topic or the actor away
            with pytest.raises(ParameterError, match=re.escape(str(error))):
                tables.table(canned(name), values)
            continue
        kept = tables.table(canned(name), values)
        assert list(kept.rows) == [written(anew.columns, row) for row in anew.rows], (name, values, after)
        assert list(kept.places) == list(anew.places), (name, values, after)


def changed(chance: random.Random, store: Store, away: dict[str, list[ox.Triple]]) -> GraphChange:
    """A change of one graph: away with it, back with it, or some of its triples gone, renamed, or in another graph's words."""
    if away and chance.random() < 0.3:
        graph = chance.choice(sorted(away))
        return GraphChange(graph, tuple(away.pop(graph)))
    graph = chance.choice(store.graphs())
    triples = sorted(store.graph(graph), key=str)
    if "/reference/" not in graph and chance.random() < 0.3:
        away[graph] = triples
        return GraphChange(graph, None)
    chosen = set(chance.sample(triples, min(len(triples), chance.randint(1, 30))))
    kept = [triple for triple in triples if triple not in chosen]
    if chance.random() < 0.5:
        return GraphChange(graph, tuple(kept))
    others = [chance.choice(triples) for _ in chosen]
    swapped = [
        ox.Triple(
            triple.subject,
            triple.predicate,
            ox.Literal(f"{triple.object.value} {chance.random()}", language=triple.object.language)
            if isinstance(triple.object, ox.Literal) and triple.object.language
            else next((each.object for each in others if each.predicate == triple.predicate), triple.object),
        )
        for triple in chosen
    ]
    return GraphChange(graph, (*kept, *swapped))


@pytest.mark.parametrize("seed", range(2))
def test_any_changes(folder: Store, seed: int) -> None:
    chance = random.Random(seed)
    tables = Tables(folder)
    away: dict[str, list[ox.Triple]] = {}
    assert_as_made_anew(folder, tables, "the first making")
    for number in range(6):
        changes = [changed(chance, folder, away) for _ in range(chance.randint(1, 2))]
        for each in changes:
            folder.apply([each])
        assert_as_made_anew(folder, tables, (number, [each.graph for each in changes]))


def test_a_change_taken_back(tmp_path: Path, on_disk: Path) -> None:
    with closing(open_store(str(shutil.copytree(on_disk, tmp_path / "store")), gate=Gate())) as folder:
        tables = Tables(folder)
        first = {name: list(tables.table(canned(name), {}).rows) for name in ANCHORED}
        (graph,) = (each for each in folder.graphs() if each.endswith("/uppsala-2025-tjansteskrivelse"))
        folder.remove_graph(graph)
        assert_as_made_anew(folder, tables, "removing")
        undo(folder, "a tester")
        assert_as_made_anew(folder, tables, "undoing")
        assert {name: list(tables.table(canned(name), {}).rows) for name in ANCHORED} == first


@pytest.mark.parametrize("name", ANCHORED)
def test_a_document_touches_few_rows(folder: Store, name: str) -> None:
    before = folder.version()
    (graph,) = (each for each in folder.graphs() if each.endswith("/uppsala-2025-tjansteskrivelse"))
    folder.remove_graph(graph)
    change = folder.changed_since(before)
    assert change
    again = remade(folder, canned(name), change)
    assert again is not None, "not the whole answer"
    anchors = {
        str(row[canned(name).columns.index(canned(name).anchor or "")])
        for row in answer(folder, canned(name), {}).rows
    }
    assert len(anchors & {str(each) for each in again.anchors}) < len(anchors)


def test_what_came_and_went_is_told_for_all_versions_between(folder: Store) -> None:
    def triple(text: str) -> ox.Triple:
        return ox.Triple(
            ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), ox.Literal(text)
        )

    before = folder.version()
    folder.replace_graph("https://example.org/g", [triple("a")])
    folder.replace_graph("https://example.org/h", [triple("a"), triple("b")])
    assert folder.changed_since(before) == {triple("a"), triple("b")}
    middle = folder.version()
    folder.remove_graph("https://example.org/g")
    assert folder.changed_since(middle) == set(), "another graph says it still"
    folder.replace_all(list(folder.quads()))
    assert folder.changed_since(middle) is None, "all of it was put in place anew"
    assert folder.changed_since("another-1") is None


_AT_ONCE = """
import sys, threading
from clustergraph.queries import catalogue
from clustergraph.queries.remaking import remade
from clustergraph.store import open_store

sys.setswitchinterval(1e-5)
store = open_store(":memory:")
together = threading.Barrier(4)
failed = []

def ask():
    together.wait()
    for query in catalogue().values():
        try:
            remade(store, query, [])
        except Exception as error:
            failed.append(error)

threads = [threading.Thread(target=ask) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
sys.exit(repr(failed[:1]) if failed else 0)
"""


def test_the_first_answers_after_a_change_may_be_asked_for_at_once() -> None:
    # In a process of its own: only in a new one does anything have to be learnt of the queries.
    subprocess.run([sys.executable, "-c", _AT_ONCE], check=True, timeout=120)
