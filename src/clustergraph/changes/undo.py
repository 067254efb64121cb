"""Takes back the latest change of a store."""

from clustergraph.changes.gate import because
from clustergraph.changes.journal import Entry, digest, journal_of, triples_of
from clustergraph.errors import NotFoundError, StoreError
from clustergraph.rdf import stored_form
from clustergraph.store import GraphChange, Store


def undo(store: Store, who: str) -> Entry:
    """Take back the latest change that has not been taken back; the change that was undone.

    Raises NotFoundError where there is none, and StoreError where the graph is no longer what that
    change left, because something else wrote to the store.
    """
    with store.writing():
        journal = journal_of(store)
        if journal is not None:
            journal.recover(store)
        entry = _latest(journal.entries() if journal else [])
        present = stored_form(store.graph(entry.graph))
        if digest(present) != entry.after:
            raise StoreError(
                f"{entry.graph_told} has changed since change {entry.number}, so it cannot be undone"
            )
        triples = (present - triples_of(entry.added)) | triples_of(entry.removed)
        with because(who, f"undo of change {entry.number}", entry.number):
            store.apply([GraphChange(entry.graph, tuple(triples) or None)])
    return entry


def _latest(entries: list[Entry]) -> Entry:
    undone = {entry.undoes for entry in entries}
    for entry in reversed(entries):
        if entry.undoes is None and entry.number not in undone:
            return entry
    raise NotFoundError("there is no change to undo")
