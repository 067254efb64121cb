"""The store in a folder: versions, other processes, accidents, and what is refused."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock

from clustergraph.errors import StoreError, StoreLockedError
from clustergraph.store import open_store
from clustergraph.store.embedded import EmbeddedStore

GRAPH = "https://example.org/graph"
TRIPLE = ox.Triple(
    ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), ox.Literal("one")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = open_store(str(tmp_path / "store"))
    store.replace_graph(GRAPH, [TRIPLE])
    store.close()
    return tmp_path / "store"


def test_content_and_version_outlive_the_process(folder: Path) -> None:
    first = open_store(str(folder))
    again = open_store(str(folder))
    assert list(again.graph(GRAPH)) == [TRIPLE]
    assert again.version() == first.version()


def test_an_open_reader_sees_what_another_process_has_written(folder: Path) -> None:
    reader = open_store(str(folder))
    before = reader.version()
    program = (
        "import sys, pyoxigraph as ox\n"
        "from clustergraph.store import open_store\n"
        "node = ox.NamedNode('https://example.org/x')\n"
        "open_store(sys.argv[1]).replace_graph('https://example.org/other', [ox.Triple(node, node, node)])\n"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    assert reader.graphs() == [GRAPH, "https://example.org/other"]
    assert reader.version() != before


def test_who_reads_does_not_wait_for_who_waits_to_write(folder: Path) -> None:
    store, other = open_store(str(folder)), EmbeddedStore(folder)
    waits = threading.Event()

    def write() -> None:
        waits.set()
        with store.writing():
            pass

    with ThreadPoolExecutor(2) as threads:
        with other.writing():
            writing = threads.submit(write)
            waits.wait()
            time.sleep(0.1)
            version = other.replace_graph("https://example.org/other", [TRIPLE])
            assert threads.submit(store.version).result(timeout=30) == version
            assert not writing.done()
        writing.result(timeout=30)


def test_a_snapshot_stays_as_it_was_while_the_store_goes_on(folder: Path) -> None:
    store = open_store(str(folder))
    snapshot = store.snapshot()
    store.remove_graph(GRAPH)
    assert snapshot is not None
    held = ox.Store.read_only(str(snapshot)).quads_for_pattern(None, None, None, ox.NamedNode(GRAPH))
    assert [quad.triple for quad in held] == [TRIPLE]


def test_a_writer_in_another_process_is_told_in_one_sentence(folder: Path) -> None:
    store = EmbeddedStore(folder, lock_seconds=0.05)
    with FileLock(folder / "writer.lock"), pytest.raises(StoreLockedError) as refused:
        store.replace_graph(GRAPH, [])
    assert str(refused.value) == (
        f"Another process is writing to the store {folder}: wait until it is done, or stop it."
    )
    assert list(store.graph(GRAPH)) == [TRIPLE], "reading goes on while another process writes"


def test_a_writer_killed_before_its_commit_leaves_the_version_before(folder: Path) -> None:
    program = (
        "import os, signal, sys, pyoxigraph as ox\n"
        "from clustergraph.store import embedded\n"
        "store = embedded.EmbeddedStore(__import__('pathlib').Path(sys.argv[1]))\n"
        "store._name_current = lambda number: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.remove_graph('https://example.org/graph')\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], check=False)
    assert killed.returncode == -9
    store = open_store(str(folder))
    assert list(store.graph(GRAPH)) == [TRIPLE]
    store.replace_graph("https://example.org/next", [TRIPLE])
    assert store.graphs() == [GRAPH, "https://example.org/next"]


def _strange_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "letter.txt").write_text("Hej")


def _file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("Hej")


def _newer_format(folder: Path) -> None:
    about = json.loads((folder / "store.json").read_text())
    (folder / "store.json").write_text(json.dumps(about | {"format": 99}))


def _torn_json(folder: Path) -> None:
    (folder / "store.json").write_text('{"format": 1, "iden')


def _database(folder: Path) -> Path:
    return folder / "versions" / str(json.loads((folder / "store.json").read_text())["version"])


def _no_manifest(folder: Path) -> None:
    for file in _database(folder).glob("MANIFEST-*"):
        file.unlink()


def _garbage(folder: Path) -> None:
    (_database(folder) / "CURRENT").write_text("garbage")


def _no_database(folder: Path) -> None:
    shutil.rmtree(_database(folder))


@pytest.mark.parametrize(
    ("accident", "message"),
    [
        (_strange_folder, "holds letter.txt and no store: name an empty or a new folder."),
        (_file, "is a file, not a store: name a folder."),
        (
            _newer_format,
            "has format 99 and this program writes format 2: remove the folder and run `clustergraph build`",
        ),
        (_torn_json, "store.json is damaged: restore a backup of the store, or build it anew."),
        (_no_manifest, "is damaged"),
        (_garbage, "is damaged"),
        (_no_database, "is damaged"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_in_one_sentence(
    folder: Path, accident: object, message: str
) -> None:
    accident(folder)  # type: ignore[operator]
    with pytest.raises(StoreError) as refused:
        open_store(str(folder))
    assert message in str(refused.value)
    assert str(folder) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="may not be written by this user"):
        open_store(str(tmp_path / "store"))


def test_where_the_store_is_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLUSTERGRAPH_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Path(open_store().location).is_relative_to(tmp_path)
    monkeypatch.setenv("CLUSTERGRAPH_STORE", str(tmp_path / "elsewhere"))
    assert open_store().location == str(tmp_path / "elsewhere")


def test_a_number_written_otherwise_is_no_change(folder: Path) -> None:
    """The engine keeps `"007"^^xsd:integer` as `7`."""
    store = open_store(str(folder))
    seven = [
        ox.Triple(
            TRIPLE.subject,
            TRIPLE.predicate,
            ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
        )
        for text in ("007", "7")
    ]
    version = store.replace_graph(GRAPH, seven[:1])
    assert store.replace_graph(GRAPH, seven) == version
    assert [triple.object.value for triple in store.graph(GRAPH)] == ["7"]


def test_many_commits_leave_few_versions_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clustergraph.store.embedded._KEEP_SECONDS", 0.0)
    store = open_store(str(folder))
    for number in range(4):
        store.replace_graph(GRAPH, [TRIPLE][: number % 2])
    assert len(list((folder / "versions").iterdir())) <= 2


@pytest.mark.parametrize(
    "address", ["ftp://example.org/store", "htpp://example.org/sparql", "file:///tmp/store"]
)
def test_an_address_of_another_kind_is_not_taken_for_a_folder(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match="is no address of a store: name a folder, or an http"):
        open_store(address)
    assert list(tmp_path.iterdir()) == []
