"""The store that the project ships, in memory, and a real server over it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from clustergraph.queries import canned
from clustergraph.queries.answering import answer
from clustergraph.queries.formats import as_objects
from clustergraph.store import Store, open_store
from tests.server.serving import served
from tests.shipped import quads


def shipped() -> Store:
    """The reference graphs and the reviewed statements."""
    store = open_store(":memory:")
    store.replace_all(quads())
    return store


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    store = shipped()
    yield store
    store.close()


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the same content, for commands."""
    folder = tmp_path_factory.mktemp("store") / "store"
    disk = open_store(str(folder))
    disk.replace_all(quads())
    disk.close()
    return folder


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with served(shipped()) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def ask(store: Store) -> Any:
    """The rows of a canned query, IRIs cut to their last part."""

    def rows(name: str, **values: str) -> list[dict[str, Any]]:
        table = answer(store, canned(name), values)
        return [
            {
                column: value.rpartition("/")[2] if str(value).startswith("https://w3id.org/") else value
                for column, value in row.items()
            }
            for row in as_objects(table.columns, table.rows)
        ]

    return rows
