"""Makes the answers of the canned queries after each change of the store, so that no visitor waits for them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from clustergraph.errors import StoreError
from clustergraph.processes import uninterrupted

if TYPE_CHECKING:
    from clustergraph.queries.kept import Tables
    from clustergraph.store import Store

_PAUSE_SECONDS = 1.0


async def prepare_tables(tables: Tables, store: Store) -> None:
    """Until cancelled, prepare each version that has lasted for a moment.

    The work is done by a process of its own, by one for all the servers on a store; it ends when a newer version comes.
    A store whose tables no other process can see is left to its visitors.
    """
    if not tables.shared:
        return
    lock = FileLock(tables.folder / "preparing.lock")
    seen = prepared = ""
    while True:
        # A store that cannot be read says so to its visitors, and servers that work on the same tables do it for all.
        with suppress(StoreError, Timeout):
            version = await asyncio.to_thread(store.version)
            if version == seen != prepared:
                with lock.acquire(timeout=0):
                    await _prepared(store, version)
                prepared = version
            seen = version
        await asyncio.sleep(_PAUSE_SECONDS)


async def _prepared(store: Store, version: str) -> None:
    command = [sys.executable, "-m", __name__, store.location]
    with uninterrupted():  # it is ended below
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
    try:
        while process.poll() is None and await asyncio.to_thread(store.version) == version:
            await asyncio.sleep(_PAUSE_SECONDS)
    finally:
        process.terminate()
        await asyncio.to_thread(process.wait)


def main(location: str) -> None:
    """Make every answer of the store at `location` that is missing."""
    from clustergraph.queries.kept import Tables
    from clustergraph.store import open_store

    os.nice(5)
    try:
        store = open_store(location)
        Tables(store).prepare()
    except StoreError as error:
        sys.exit(f"The answers of the canned queries are not prepared: {error}")


if __name__ == "__main__":
    main(sys.argv[1])
