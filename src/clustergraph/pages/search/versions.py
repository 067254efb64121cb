"""The index of the store as it is now, made when it is first searched."""

from threading import Lock

from clustergraph.pages.search.entries import entries
from clustergraph.pages.search.index import SearchIndex
from clustergraph.store import Store


class SearchIndexes:
    """Keeps the index of one version of a store at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = ""
        self._index: SearchIndex | None = None

    def of(self, store: Store) -> SearchIndex:
        """The index of the store's version; the first search after a change makes it, and others wait for it."""
        version = store.version()
        with self._lock:
            if self._index is None or version != self._version:
                self._index = SearchIndex(entries(store))
                self._version = version
            return self._index
