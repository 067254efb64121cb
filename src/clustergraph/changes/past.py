"""What a change in the journal did, with the graph that stood around it."""

from pyoxigraph import Triple

from clustergraph.changes.journal import Entry, Journal, triples_of
from clustergraph.errors import NotFoundError
from clustergraph.rdf import stored_form
from clustergraph.store import Store


def change(journal: Journal | None, number: int | None) -> Entry:
    """The change of this number, the latest one for None. Raises NotFoundError where there is none."""
    entries = journal.entries() if journal else []
    if not entries:
        raise NotFoundError("there are no changes since the build")
    if number is None:
        return entries[-1]
    found = next((entry for entry in entries if entry.number == number), None)
    if found is None:
        raise NotFoundError(f"there is no change {number}; `clustergraph history` lists them")
    return found


def both_sides(store: Store, journal: Journal, of: Entry) -> tuple[set[Triple], set[Triple]]:
    """The graph before and after a change: its later changes are taken back from what the store holds.

    Where something else than a journalled change, such as a build, has written to the graph since, the two still differ by
    exactly what the change did.
    """
    around = stored_form(store.graph(of.graph))
    for entry in reversed(journal.entries()):
        if entry.graph == of.graph and entry.number > of.number:
            around = (around - triples_of(entry.added)) | triples_of(entry.removed)
    added, removed = triples_of(of.added), triples_of(of.removed)
    return (around - added) | removed, (around - removed) | added
