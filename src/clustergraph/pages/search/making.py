"""The process that makes the index of a store: `python -m clustergraph.pages.search.making STORE FOLDER`."""

import os
import sqlite3
import sys
from pathlib import Path

from clustergraph.errors import StoreError
from clustergraph.pages.search.versions import make
from clustergraph.processes import end_at_interrupt
from clustergraph.store import open_store


def main(location: str, folder: Path) -> None:
    """Make the index of the store at `location` in a folder, after everything else that wants the processor."""
    end_at_interrupt()
    os.nice(10)
    try:
        make(open_store(location), folder)
    except (StoreError, OSError, sqlite3.Error) as error:
        sys.exit(
            f"The index of the search cannot be made: {error}. Searches use the one before, if there is one."
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
