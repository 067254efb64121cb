"""A corpus mapped and validated by many processes: the same result as by one, whatever becomes of a process."""

import os
import signal
from pathlib import Path

import pytest

from clustergraph import corpus_mapping, staging
from clustergraph.build import build
from clustergraph.errors import InputError
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
