"""The process that makes the index of a store: `python -m clustergraph.pages.search.making FOLDER`."""

import os
import sqlite3
import sys

from clustergraph.errors import StoreError
from clustergraph.pages.search.versions import folder_of, make
from clustergraph.processes import end_at_interrupt
from clustergraph.store import open_store


def main(location: str) -> None:
    """Make the index of the store at `location`, after everything else that wants the processor."""
    end_at_interrupt()
    os.nice(10)
    try:
        store = open_store(location)
        folder = folder_of(store)
        if folder is not None:
            make(store, folder)
    except (StoreError, OSError, sqlite3.Error) as error:
        sys.exit(
            f"The index of the search cannot be made: {error}. Searches use the one before, if there is one."
        )


if __name__ == "__main__":
    main(sys.argv[1])
