"""A process killed at any moment leaves the store before or after a change, and a journal that agrees."""

import multiprocessing
import random
import signal
from pathlib import Path

import pytest

from clustergraph.changes import Gate, because, journal_of, undo
from clustergraph.changes.journal import digest
from clustergraph.store import GraphChange, open_store
from tests.changes.samples import GRAPH, graph_of

ROUNDS = 100
_YEARS = ("2021", "2022", "2023", "2024")
_STATES = {None, *(digest(graph_of(year)) for year in _YEARS)}


def _steward(location: str, seed: int, started: "multiprocessing.synchronize.Event") -> None:
    """Adds and undoes until it is killed."""
    chance = random.Random(seed)
    store = open_store(location, gate=Gate())
    started.set()
    while True:
        if store.has_graph(GRAPH) and chance.random() < 0.3:
            undo(store, "steward")
        else:
            with because("steward", "add"):
                store.apply([GraphChange(GRAPH, graph_of(chance.choice(_YEARS)))])


@pytest.mark.slow
def test_a_steward_killed_at_any_moment_leaves_the_store_and_the_journal_whole(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    fork = multiprocessing.get_context("fork")
    chance = random.Random(20261121)
    acknowledged = 0
    # The shapes are read once here, so that the forked stewards spend their short lives writing.
    open_store(":memory:", gate=Gate()).apply([GraphChange(GRAPH, graph_of(_YEARS[0]))])
    for round_ in range(ROUNDS):
        started = fork.Event()
        steward = fork.Process(target=_steward, args=(location, round_, started))
        steward.start()
        assert started.wait(30)
        steward.join(chance.uniform(0.0, 0.35))
        assert steward.is_alive(), "the steward stopped by itself"
        steward.kill()
        steward.join()
        assert steward.exitcode == -signal.SIGKILL
        store = open_store(location, gate=Gate())
        journal = journal_of(store)
        with store.writing():
            journal.recover(store)
        entries = journal.entries()
        present = digest(store.graph(GRAPH))
        assert present in _STATES, f"round {round_}: half a change is in the store"
        assert present == (entries[-1].after if entries else None), f"round {round_}: the journal disagrees"
        assert len(entries) >= acknowledged, f"round {round_}: an acknowledged change is gone"
        acknowledged = len(entries)
        store.close()
    assert acknowledged > ROUNDS // 10, "hardly any change was made, so the kills prove nothing"
