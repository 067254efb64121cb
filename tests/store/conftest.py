"""One store of each kind: embedded in memory, embedded on disk, and remote on each real server there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clustergraph.store import Store, open_store
from clustergraph.store.remote import RemoteStore
from tests.store import engines
from tests.store.engines import Server

SERVERS = [
    "oxigraph",
    pytest.param("fuseki", marks=pytest.mark.slow),
    pytest.param("virtuoso", marks=pytest.mark.slow),
]
# docs/stores.md says each of these to readers.
DEVIATIONS = {
    ("virtuoso", "test_a_new_store_is_empty"): "Virtuoso's own graphs are in the union of all graphs",
    (
        "virtuoso",
        "test_readers_see_a_change_whole_or_not_at_all",
    ): "Virtuoso empties a graph before it fills it",
}


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Server]:
    with engines.oxigraph() as server:
        yield server


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with engines.fuseki(tmp_path_factory.mktemp("fuseki")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with engines.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(params=["memory", "disk", *SERVERS])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    name = getattr(request.node, "originalname", request.node.name)
    if reason := DEVIATIONS.get((request.param, name)):
        pytest.xfail(reason)
    if request.param == "memory":
        opened: Store = open_store(":memory:")
    elif request.param == "disk":
        opened = open_store(str(tmp_path / "store"))
    else:
        opened = RemoteStore(request.getfixturevalue(request.param).endpoint)
        opened.replace_all([])
    yield opened
    opened.close()


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Server:
    """Each real server."""
    found: Server = request.getfixturevalue(request.param)
    return found
