"""The journal of a store behind a URL in its backups, on real servers."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from clustergraph.changes import Gate, because, journal_of, undo
from clustergraph.changes.journal import digest
from clustergraph.commands.backup import command as backup
from clustergraph.commands.restore import command as restore
from clustergraph.errors import StoreError
from clustergraph.store import GraphChange, Store, open_store
from clustergraph.store.endpoint import Endpoint
from clustergraph.store.remote import RemoteStore
from tests.changes.samples import GRAPH, graph_of
from tests.store.engines import Server


@pytest.fixture(autouse=True)
def data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the journals of stores by URL are, for one test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def url(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty engine, with the environment that a program needs for it."""
    endpoint = server.endpoint
    monkeypatch.setenv("CLUSTERGRAPH_UPDATE_URL", endpoint.update)
    if endpoint.user and endpoint.password:
        monkeypatch.setenv("CLUSTERGRAPH_STORE_USER", endpoint.user)
        monkeypatch.setenv("CLUSTERGRAPH_STORE_PASSWORD", endpoint.password)
    with closing(open_store(endpoint.query)) as store:
        store.replace_all([])
    return endpoint.query


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The engine as a store that stewards write to."""
    with closing(open_store(url, gate=Gate())) as opened:
        yield opened


def _write(store: Store, year: str) -> None:
    with because("stina", f"add {year}"):
        store.apply([GraphChange(GRAPH, graph_of(year))])


def _run(command: object, *arguments: str) -> None:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output


def _told(store: Store) -> list[str]:
    return [entry.what for entry in journal_of(store).entries()]  # type: ignore[union-attr]


@pytest.mark.parametrize("target", ["the engine", "a folder"])
def test_a_restored_store_has_the_journal_and_can_undo(
    store: Store, url: str, target: str, tmp_path: Path
) -> None:
    _write(store, "2023")
    _write(store, "2024")
    _run(backup, str(tmp_path / "copy"), "--store", url)
    _write(store, "2025")
    location = url if target == "the engine" else str(tmp_path / "folder")
    _run(restore, str(tmp_path / "copy"), "--store", location)
    with closing(open_store(location, gate=Gate())) as restored:
        assert _told(restored) == ["add 2023", "add 2024"]
        assert digest(restored.graph(GRAPH)) == digest(graph_of("2024"))
        undo(restored, "stina")
        assert digest(restored.graph(GRAPH)) == digest(graph_of("2023"))


def test_the_backup_of_a_folder_brings_its_journal_to_an_engine(
    store: Store, url: str, data_directory: Path, tmp_path: Path
) -> None:
    with closing(open_store(str(tmp_path / "folder"), gate=Gate())) as other:
        _write(other, "2024")
    _write(store, "2025")
    _run(backup, str(tmp_path / "copy"), "--store", str(tmp_path / "folder"))
    _run(restore, str(tmp_path / "copy"), "--store", url)
    assert _told(store) == ["add 2024"]
    (beside,) = data_directory.glob("clustergraph/journals/*-before-version-*/changes.jsonl")
    assert "add 2025" in beside.read_text(encoding="utf-8"), "the journal before is kept"


def test_after_an_exported_file_the_history_begins_anew(
    store: Store, url: str, tmp_path: Path, data_directory: Path
) -> None:
    _write(store, "2024")
    (tmp_path / "export.nq").write_text("<http://x/s> <http://x/p> <http://x/o> <http://x/g> .\n", "utf-8")
    _run(restore, str(tmp_path / "export.nq"), "--store", url)
    assert _told(store) == [], "what the journal tells is not of what the file holds"
    (beside,) = data_directory.glob("clustergraph/journals/*-before-version-*/changes.jsonl")
    assert "add 2024" in beside.read_text(encoding="utf-8"), "the journal before is kept"


def test_graphs_and_journal_of_a_backup_are_of_one_version_while_another_writes(
    oxigraph: Server, tmp_path: Path
) -> None:
    begun, enough = threading.Event(), threading.Event()

    def write() -> None:
        with closing(RemoteStore(oxigraph.endpoint, gate=Gate())) as writer:
            year = 1990
            while not enough.is_set():
                _write(writer, str(year := year + 1))
                begun.set()

    thread = threading.Thread(target=write)
    with closing(RemoteStore(oxigraph.endpoint)) as store:
        store.replace_all([])
        thread.start()
        try:
            begun.wait(60)
            made = []
            while len(made) < 10 and thread.is_alive():
                copy = tmp_path / f"copy-{len(made)}"
                try:
                    store.backup(copy)
                except StoreError as refused:
                    assert "was written to while it was read: try again" in str(refused)
                    assert not copy.exists()
                    continue
                made.append(copy)
        finally:
            enough.set()
            thread.join()
    assert len(made) == 10, "the writer failed"
    seen = set()
    for copy in made:
        folder = tmp_path / f"from-{copy.name}"
        _run(restore, str(copy), "--store", str(folder))
        with closing(open_store(str(folder))) as restored:
            journal = journal_of(restored)
            assert journal is not None
            journal.recover(restored)
            entries = journal.entries()
            assert digest(restored.graph(GRAPH)) == (entries[-1].after if entries else None)
            seen.add(len(entries))
    assert len(seen) > 1, "nothing was written meanwhile, so this proves nothing"


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clustergraph.store.remote_reading._FIRST_PAUSE", 0.0)
    away = "http://127.0.0.1:9/query"
    with (
        closing(RemoteStore(Endpoint(away, away))) as store,
        pytest.raises(StoreError, match="start the engine"),
    ):
        store.backup(tmp_path / "copies" / "one")
    assert list((tmp_path / "copies").iterdir()) == []
