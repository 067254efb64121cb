"""Takes back the latest change of a store."""

from collections.abc import Sequence

from clustergraph.changes.gate import because
from clustergraph.changes.journal import Entry, digest, journal_of, together, triples_of
from clustergraph.errors import NotFoundError, StoreError
from clustergraph.rdf import stored_form
from clustergraph.store import GraphChange, Store


def undo(store: Store, who: str) -> Entry:
    """Take back the latest change that has not been taken back, of all the graphs that it changed as one.

    Gives what was undone, of several the last; `together` finds the others.

    Raises NotFoundError where there is none, and StoreError where a graph is no longer what that
    change left, because something else wrote to the store.
    """
    with store.writing():
        journal = journal_of(store)
        if journal is not None:
            journal.recover(store)
        undone = _latest(journal.entries() if journal else [])
        changes = [_taken_back(store, entry) for entry in undone]
        with because(who, f"undo of {_told(undone)}", {entry.graph: entry.number for entry in undone}):
            store.apply(changes)
    return undone[-1]


def _latest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    taken_back = {entry.undoes for entry in entries}
    open_ = [entry for entry in entries if entry.undoes is None and entry.number not in taken_back]
    if not open_:
        raise NotFoundError("there is no change to undo")
    return together(open_, open_[-1])


def _taken_back(store: Store, entry: Entry) -> GraphChange:
    present = stored_form(store.graph(entry.graph))
    if digest(present) != entry.after:
        raise StoreError(
            f"{entry.graph_told} has changed since change {entry.number}, so it cannot be undone"
        )
    triples = (present - triples_of(entry.added)) | triples_of(entry.removed)
    return GraphChange(entry.graph, tuple(triples) or None)


def _told(undone: Sequence[Entry]) -> str:
    first, last = undone[0].number, undone[-1].number
    return f"change {first}" if first == last else f"changes {first}–{last}"
