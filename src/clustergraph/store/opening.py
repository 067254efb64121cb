"""From what the user names to an open store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from clustergraph.errors import StoreError

if TYPE_CHECKING:
    from clustergraph.store.interface import Store, WriteGate

MEMORY = ":memory:"


def default_folder() -> Path:
    """The store's folder in the user's data directory of this platform."""
    from platformdirs import user_data_path

    return user_data_path("clustergraph", appauthor=False) / "store"


def open_store(spec: str | None = None, *, gate: WriteGate | None = None) -> Store:
    """Open the store that is meant, and make it if it is a new folder.

    Args:
        spec: a folder, `:memory:`, or the http(s) URL of a SPARQL 1.1 query endpoint; None takes the
            environment variable CLUSTERGRAPH_STORE, else the user's data directory. The further addresses
            and credentials of an endpoint are in the environment, see `Endpoint.from_environment`.
        gate: looks at every change before it is written.

    Raises:
        StoreError: the address is none of these, or the folder is no store, is damaged or of another version, or cannot be read.
    """
    chosen = spec or os.environ.get("CLUSTERGRAPH_STORE") or str(default_folder())
    if chosen == MEMORY:
        from clustergraph.store.memory import MemoryStore

        return MemoryStore(gate=gate)
    if chosen.startswith(("http://", "https://")):
        from clustergraph.store.endpoint import Endpoint
        from clustergraph.store.remote import RemoteStore

        return RemoteStore(Endpoint.from_environment(chosen), gate=gate)
    if "://" in chosen:
        raise StoreError(f"{chosen} is no address of a store: name a folder, or an http:// or https:// URL.")
    from clustergraph.store.embedded import EmbeddedStore

    return EmbeddedStore(Path(chosen).expanduser(), gate=gate)
