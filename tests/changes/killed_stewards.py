"""Kills stewards at random moments, and checks after each what they left: `python -m … STORE ROUNDS`."""

from __future__ import annotations

import multiprocessing
import random
import signal
import sys
import time
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event

from clustergraph.changes import Gate, because, journal_of, undo
from clustergraph.changes.journal import digest
from clustergraph.store import GraphChange, Store, open_store
from tests.changes.samples import GRAPH, graph_of

_YEARS = ("2021", "2022", "2023", "2024")
_STATES = {None, *(digest(graph_of(year)) for year in _YEARS)}


def main(location: str, rounds: int) -> None:
    """Print how many changes were acknowledged; an AssertionError where something was lost or half done."""
    fork = multiprocessing.get_context("fork")
    chance = random.Random(20261121)
    # The shapes are read once here, so that the forked stewards spend their short lives writing. No store on disk is
    # opened here: its threads would be missing in every process forked after that, and a write would wait for them.
    open_store(":memory:", gate=Gate()).apply([GraphChange(GRAPH, graph_of(_YEARS[0]))])
    # Kills fall within the time of two changes, however slow the machine is.
    first = fork.Process(target=_one_change, args=(location,))
    begun = time.perf_counter()
    first.start()
    first.join()
    longest = 2 * (time.perf_counter() - begun)
    assert first.exitcode == 0
    acknowledged = 1
    for number in range(rounds):
        started, left = fork.Event(), fork.Value("i", -1)
        steward = fork.Process(target=_steward, args=(location, number, acknowledged, left, started))
        steward.start()
        assert _begun(steward, started), (
            "the steward did not start, or did not find what the one before had to leave"
        )
        acknowledged = left.value
        steward.join(chance.uniform(0.0, longest))
        assert steward.is_alive(), "the steward stopped by itself"
        steward.kill()
        steward.join()
        assert steward.exitcode == -signal.SIGKILL
    left = fork.Value("i", -1)
    checking = fork.Process(target=_check_last, args=(location, rounds, acknowledged, left))
    checking.start()
    checking.join()
    assert checking.exitcode == 0
    print(left.value)


def _begun(steward: BaseProcess, started: Event) -> bool:
    """Whether the steward writes; as soon as it has ended without, that it does not."""
    return any(started.wait(0.1) or not steward.is_alive() for _ in range(600)) and started.is_set()


def _one_change(location: str) -> None:
    with because("steward", "add"):
        open_store(location, gate=Gate()).apply([GraphChange(GRAPH, graph_of(_YEARS[0]))])


def _steward(location: str, number: int, acknowledged: int, left: Synchronized[int], started: Event) -> None:
    """Checks what the one before has left, then adds and undoes until it is killed."""
    chance = random.Random(number)
    store = open_store(location, gate=Gate())
    left.value = _check(store, number, acknowledged)
    started.set()
    while True:
        if store.has_graph(GRAPH) and chance.random() < 0.3:
            undo(store, "steward")
        else:
            with because("steward", "add"):
                store.apply([GraphChange(GRAPH, graph_of(chance.choice(_YEARS)))])


def _check_last(location: str, number: int, acknowledged: int, left: Synchronized[int]) -> None:
    left.value = _check(open_store(location, gate=Gate()), number, acknowledged)


def _check(store: Store, number: int, acknowledged: int) -> int:
    """How many changes the journal tells, which agrees with the store and has lost none that was acknowledged."""
    journal = journal_of(store)
    assert journal is not None
    with store.writing():
        journal.recover(store)
    entries = journal.entries()
    present = digest(store.graph(GRAPH))
    assert present in _STATES, f"round {number}: half a change is in the store"
    assert present == (entries[-1].after if entries else None), f"round {number}: the journal disagrees"
    assert len(entries) >= acknowledged, f"round {number}: an acknowledged change is gone"
    return len(entries)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
