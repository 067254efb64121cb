"""A store that has something in it; apart from the build, whose rules take a second to load and are seldom needed."""

from collections.abc import Callable

from clustergraph.errors import InputError
from clustergraph.store import Store, open_store


def open_built(location: str | None, progress: Callable[[str], None]) -> Store:
    """The store at `location`, built from the shipped data first where it is empty.

    Raises StoreError where it cannot be opened, and InputError where the data break the shapes.
    """
    store = open_store(location)
    fill_if_empty(store, progress)
    return store


def fill_if_empty(store: Store, progress: Callable[[str], None]) -> None:
    """Build the shipped data into a store that holds nothing; raises InputError where they break the shapes."""
    if store.graphs():
        return
    from clustergraph.build import build

    if not build(store, progress).report.conforms:
        raise InputError("the data under data/ break the shapes; run `clustergraph build` to see where")
