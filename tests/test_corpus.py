"""A corpus mapped and validated by many processes: the same result as by one, whatever becomes of a process."""

import os
import select
import shutil
import signal
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from clustergraph import corpus_mapping, reviewing, staging
from clustergraph.build import build
from clustergraph.errors import InputError, StoreLockedError
from clustergraph.reviewing import Merged, ReviewedFile
from clustergraph.store import open_store

_TEXT = """{actor}

Yttrande
Datum: 2026-03-{day:02}
Diarienummer: KS 2026/{number}

Remissvar: Strategi för life science i Stockholm-Uppsalaregionen

Synpunkter

{actor} föreslår att kommunernas roll tydliggörs. {actor} ställer sig positiv till att näringslivsperspektivet stärks.
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "documents").mkdir()
    (folder / "reviewed").mkdir()
    for number in range(45):
        actor = ("Solna stad", "Uppsala kommun", "Region Uppsala")[number % 3]
        text = _TEXT.format(actor=actor, day=1 + number % 28, number=number)
        (folder / "documents" / f"svar-{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(data: Path) -> str:
    """The digest of the build in one process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus_mapping, "_PARALLEL_FROM", 10_000)
        return build(open_store(":memory:"), lambda _: None, data).sha256


@pytest.mark.slow
def test_many_processes_give_the_same_graph_and_the_rows_in_the_order_of_the_files(
    data: Path, alone: str, tmp_path: Path
) -> None:
    steps: list[str] = []
    store = open_store(str(tmp_path / "store"))
    summary = build(store, steps.append, data)
    assert summary.sha256 == alone
    assert [row.document for row in summary.rows] == [f"svar-{number:03}" for number in range(45)]
    assert "mapping: 45 of 45 files" in steps
    assert "validating: 45 of 45 documents" in steps
    assert summary.version == store.version()


@pytest.mark.slow
def test_a_database_filled_in_small_parts_is_the_same(
    data: Path, alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_BYTES_AT_ONCE", 1)
    assert build(open_store(":memory:"), lambda _: None, data).sha256 == alone


@pytest.mark.slow
def test_what_a_killed_process_had_in_hand_is_done_by_others(data: Path, alone: str) -> None:
    killed: list[int] = []

    def kill_one(step: str) -> None:
        if not killed and step.startswith("mapping: 3 "):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            workers = [
                pid
                for pid in map(int, children)
                if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
            ]
            killed.append(workers[-1])
            os.kill(workers[-1], signal.SIGKILL)

    assert build(open_store(":memory:"), kill_one, data).sha256 == alone
    assert killed


def _build_and_die(location: str, data: Path, children: Path) -> None:
    def die(step: str) -> None:
        if step.startswith("mapping: 20 "):
            children.write_text(Path(f"/proc/self/task/{os.getpid()}/children").read_text())
            os.kill(os.getpid(), signal.SIGKILL)

    build(open_store(location), die, data)


@pytest.mark.slow
def test_a_build_that_was_killed_continues_where_it_was(
    data: Path, alone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = str(tmp_path / "store")
    killed = get_context("spawn").Process(target=_build_and_die, args=(location, data, tmp_path / "children"))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    mapped: list[str] = []

    def documents_of(path: Path, reviewed: list[ReviewedFile]) -> Iterator[Merged]:
        mapped.append(path.stem)
        return reviewing.documents_of(path, reviewed)

    monkeypatch.setattr(corpus_mapping, "documents_of", documents_of)
    summary = build(open_store(location), lambda _: None, data)
    assert mapped == [f"svar-{number:03}" for number in range(20, 45)]
    assert [row.document for row in summary.rows] == [f"svar-{number:03}" for number in range(45)]
    assert summary.sha256 == alone
    assert not (tmp_path / "store" / "building").exists()
    for process in (tmp_path / "children").read_text().split():
        _has_ended(int(process))


def _has_ended(process: int) -> None:
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([descriptor], [], [], 20)
    os.close(descriptor)
    assert ended, f"process {process} has outlived the build that started it"


def test_what_a_broken_off_build_has_kept_counts_only_for_the_same_text(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(data, tmp_path / "data", ignore=shutil.ignore_patterns("svar-0[1-4]?.txt"))
    monkeypatch.setattr(corpus_mapping, "_PARALLEL_FROM", 10_000)

    def break_off(step: str) -> None:
        if step.startswith("mapping: 5 "):
            raise KeyboardInterrupt

    store = open_store(str(tmp_path / "store"))
    with pytest.raises(KeyboardInterrupt):
        build(store, break_off, copy)
    text = _TEXT.format(actor="Region Stockholm", day=3, number=900)
    (copy / "documents" / "svar-001.txt").write_text(text, encoding="utf-8")
    for name in (tmp_path / "store" / "building" / "mapped").iterdir():
        name.write_bytes(name.read_bytes()[:-9] if name.stat().st_size % 2 else b"")
    again = build(store, lambda _: None, copy)
    assert again.sha256 == build(open_store(":memory:"), lambda _: None, copy).sha256


def test_two_builds_of_one_store_at_a_time_are_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_mapping, "_PARALLEL_FROM", 10_000)
    location = str(tmp_path / "store")

    def build_too(step: str) -> None:
        if step.startswith("mapping: 1 "):
            with pytest.raises(StoreLockedError, match="Another build of the store"):
                build(open_store(location), lambda _: None, data)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(open_store(location), build_too, data)


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_graph(data: Path, alone: str) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask (clustergraph[cluster]) is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        assert build(open_store(":memory:"), lambda _: None, data, cluster.scheduler_address).sha256 == alone


def test_a_scheduler_that_is_not_there_is_said_plainly(data: Path) -> None:
    pytest.importorskip("distributed", reason="Dask (clustergraph[cluster]) is not installed")
    with pytest.raises(InputError, match=r"scheduler tcp://127\.0\.0\.1:9 cannot be reached"):
        build(open_store(":memory:"), lambda _: None, data, "tcp://127.0.0.1:9")


def test_two_files_with_one_name_are_refused_before_anything_is_stored(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "reviewed").mkdir()
    for name in ("svar.txt", "svar.md"):
        (tmp_path / "documents" / name).write_text("Solna stad antog avsiktsförklaringen 2024.\n")
    store = open_store(":memory:")
    before = store.version()
    with pytest.raises(InputError, match=r"svar.txt: its document 'svar' is also in .*svar.md; rename"):
        build(store, lambda _: None, tmp_path)
    assert store.version() == before
