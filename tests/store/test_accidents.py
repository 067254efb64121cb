"""What servers meet: full disks, lost permissions, kills at any moment, damaged files. Nothing half done is seen."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.errors import ClustergraphError, StoreError
from clustergraph.rdf import canonical_hash
from clustergraph.store import open_store
from clustergraph.store.backups import backed_up, restore
from tests.store.disks import only_read, small_disk

ROUNDS = 8
# A forked process would lack the threads of the engine that the parent has used.
spawn = multiprocessing.get_context("spawn")
GRAPH = "https://example.org/graph"
_P = ox.NamedNode("https://example.org/p")


def content(word: str, size: int) -> list[ox.Quad]:
    """A dataset in which every value is the same word, so that a mixture shows."""
    return [
        ox.Quad(
            ox.NamedNode(f"https://example.org/{number}"),
            _P,
            ox.Literal(word),
            ox.NamedNode(f"{GRAPH}/{number % 3}"),
        )
        for number in range(size)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(open_store(str(tmp_path / "store"))) as store:
        store.replace_all(content("old", 3000))
    return tmp_path / "store"


def digest(folder: Path) -> str:
    with closing(open_store(str(folder))) as store:
        return canonical_hash(store.quads())


def _killed_in(target: Callable[[str, int, Event], None], folder: Path, seed: int) -> None:
    """Run a function in a process of its own and kill it after a while that the seed chooses."""
    started = spawn.Event()
    process = spawn.Process(target=target, args=(str(folder), seed, started))
    process.start()
    assert started.wait(30)
    process.join(random.Random(seed).uniform(0.0, 0.3))
    process.kill()
    process.join()
    assert process.exitcode in (-signal.SIGKILL, 0)


def _rebuild(location: str, _seed: int, started: Event) -> None:
    quads = content("new", 30_000)
    started.set()
    open_store(location).replace_all(quads)


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_store_or_the_new_one(folder: Path) -> None:
    whole = {canonical_hash(content("old", 3000)), canonical_hash(content("new", 30_000))}
    for round_ in range(ROUNDS):
        _killed_in(_rebuild, folder, round_)
        assert digest(folder) in whole, f"round {round_}"


def _back_up(location: str, seed: int, started: Event) -> None:
    with closing(open_store(location)) as store:
        started.set()
        for number in range(50):
            store.backup(Path(location).parent / f"copy-{seed}-{number}")


@pytest.mark.slow
def test_a_backup_that_is_there_is_whole_even_if_its_maker_was_killed(folder: Path) -> None:
    before, found = digest(folder), 0
    for round_ in range(ROUNDS):
        _killed_in(_back_up, folder, round_)
        for copy in folder.parent.glob("copy-*[0-9]"):
            found += 1
            assert canonical_hash(backed_up(copy)) == before, f"round {round_}: {copy.name}"
            shutil.rmtree(copy)
    assert digest(folder) == before
    assert found > ROUNDS, "hardly any backup was made, so the kills prove nothing"


def test_a_backup_made_while_another_process_writes_is_one_version(folder: Path, tmp_path: Path) -> None:
    versions = {canonical_hash(content(word, 3000)) for word in ("old", "a", "b", "c", "d")}
    writer = spawn.Process(target=_write_versions, args=(str(folder),))
    writer.start()
    seen = set()
    with closing(open_store(str(folder))) as store:
        number = 0
        while writer.is_alive() or number < 3:
            store.backup(tmp_path / f"copy{number}")
            seen.add(canonical_hash(backed_up(tmp_path / f"copy{number}")))
            number += 1
    writer.join()
    assert writer.exitcode == 0
    assert seen <= versions


def _write_versions(location: str) -> None:
    store = open_store(location)
    for word in ("a", "b", "c", "d"):
        store.replace_all(content(word, 3000))


def test_a_later_backup_costs_only_what_has_changed(tmp_path: Path) -> None:
    def added(number: int) -> int:
        """Bytes of a new backup that no earlier one shares."""
        store.backup(tmp_path / f"copy{number}")
        files = list((tmp_path / f"copy{number}").glob("*.sst"))
        new = {file.stat().st_ino: file.stat().st_size for file in files}
        shared = {file.stat().st_ino for file in tmp_path.glob("copy*/*.sst") if file not in files}
        return sum(size for inode, size in new.items() if inode not in shared)

    with closing(open_store(str(tmp_path / "store"))) as store:
        store.replace_all(content("old", 100_000))
        whole = added(1)
        store.replace_graph(f"{GRAPH}/new", [quad.triple for quad in content("new", 50)])
        assert added(2) < whole / 20


def test_a_restored_store_equals_the_one_that_was_backed_up(folder: Path, tmp_path: Path) -> None:
    before = digest(folder)
    with closing(open_store(str(folder))) as store:
        store.backup(tmp_path / "copy")
        store.replace_all(content("other", 10))
        store.replace_all(backed_up(tmp_path / "copy"))
    assert digest(folder) == before


@pytest.mark.parametrize("ending", ["nq", "trig"])
def test_export_and_restore_give_the_same_bytes_in_canonical_form(
    folder: Path, tmp_path: Path, ending: str
) -> None:
    blank = ox.BlankNode()
    with closing(open_store(str(folder))) as store:
        store.replace_graph(
            GRAPH, [ox.Triple(blank, _P, ox.Literal("å\u2028\n", language="sv")), ox.Triple(blank, _P, blank)]
        )
        file = tmp_path / f"export.{ending}"
        ox.serialize(store.quads(), file, ox.RdfFormat.from_extension(ending))
        with closing(open_store(str(tmp_path / "other"))) as other:
            other.replace_all(backed_up(file))
            assert _canonical(other.quads()) == _canonical(store.quads())


def _canonical(quads: Iterator[ox.Quad]) -> bytes:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return b"".join(
        sorted((ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    )


def test_the_backup_of_a_store_behind_a_url_can_be_restored(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    ox.serialize(content("old", 5), copy / "store.nq", ox.RdfFormat.N_QUADS)
    assert canonical_hash(backed_up(copy)) == canonical_hash(content("old", 5))


def test_what_is_no_backup_leaves_the_store_as_it_is(folder: Path, tmp_path: Path) -> None:
    before = digest(folder)
    half = tmp_path / "half.nq"
    half.write_text("<http://a> <http://b> <http://c> <http://g> .\n<http://a> <http://b>")
    (tmp_path / "empty").mkdir()
    (tmp_path / "cut").mkdir()
    (tmp_path / "cut" / "CURRENT").write_text("MANIFEST-000001\n")
    (tmp_path / "empty.nq").touch()
    open_store(str(tmp_path / "other")).close()
    with closing(open_store(str(folder))) as store:
        for source, message in (
            (half, r"half.nq:2: not valid"),
            (
                tmp_path / "empty",
                "empty holds no backup: name a folder that `clustergraph backup` made, or an",
            ),
            (
                tmp_path / "other",
                "other is a store and no backup: `clustergraph backup --store .*other FOLDER`",
            ),
            (tmp_path / "cut", "is not a whole backup"),
            (tmp_path / "empty.nq", "empty.nq is empty: name another one"),  # an export on a full disk
        ):
            with pytest.raises(ClustergraphError, match=message) as refused:
                restore(store, source)
            assert "RocksDB" not in str(refused.value)
    assert digest(folder) == before


def test_a_full_disk_is_said_plainly_and_the_version_before_stays() -> None:
    with small_disk() as disk:
        with closing(open_store(str(disk / "store"))) as store:
            store.replace_all(content("old", 100))
            with pytest.raises(StoreError, match="is full: make room and try again") as failed:
                store.replace_all(content("new" * 100, 60_000))
            assert "\n" not in str(failed.value)
            assert canonical_hash(store.quads()) == canonical_hash(content("old", 100))
        # Room is made by the next write, which clears away what was begun.
        with closing(open_store(str(disk / "store"))) as store:
            store.replace_all(content("next", 100))
            assert canonical_hash(store.quads()) == canonical_hash(content("next", 100))


def test_a_backup_on_a_full_disk_names_that_disk(folder: Path) -> None:
    with small_disk() as disk, closing(open_store(str(folder))) as store:
        store.replace_all(content("old" * 100, 60_000))
        with pytest.raises(StoreError, match=f"holds the backup {disk}/copy is full: make room"):
            store.backup(disk / "copy")
        assert list(disk.iterdir()) == []


def test_a_store_on_a_disk_that_can_only_be_read_is_backed_up_and_not_written(tmp_path: Path) -> None:
    with small_disk() as disk:
        open_store(str(disk / "store")).replace_all(content("old", 10))
        only_read(disk)
        with closing(open_store(str(disk / "store"))) as store:
            with pytest.raises(StoreError, match="store can only be read: mount it for writing, or name"):
                store.replace_all(content("new", 10))
            store.backup(tmp_path / "copy")
            with pytest.raises(StoreError, match=r"backup .*copy can only be read"):
                store.backup(disk / "copy")
        assert canonical_hash(backed_up(tmp_path / "copy")) == canonical_hash(content("old", 10))


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another user; the case of a user is tested elsewhere"
)
def test_a_permission_lost_while_the_store_is_open() -> None:
    folder = Path(tempfile.mkdtemp(prefix="clustergraph-permission-"))
    copy = Path(tempfile.mkdtemp(prefix="clustergraph-copy-"))
    try:
        folder.chmod(0o755)
        copy.chmod(0o777)
        with closing(open_store(str(folder / "store"))) as store:
            store.replace_all(content("old", 10))
            os.seteuid(65534)
            try:
                with pytest.raises(
                    StoreError, match="may not be written by this user: change its permissions"
                ):
                    store.replace_all(content("new", 10))
                assert len(list(store.quads())) == 10
                store.backup(copy / "backup")  # who may only read it may keep a copy
            finally:
                os.seteuid(0)
            assert canonical_hash(backed_up(copy / "backup")) == canonical_hash(content("old", 10))
            store.replace_all(content("new", 10))
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(copy)


def _add_many(location: str, name: int) -> None:
    store = open_store(location)
    for number in range(5):
        node = ox.NamedNode(f"https://example.org/{name}/{number}")
        store.replace_graph(f"{GRAPH}/{name}-{number}", [ox.Triple(node, _P, node)])


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    open_store(location).close()
    writers = [spawn.Process(target=_add_many, args=(location, name)) for name in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with closing(open_store(location)) as store:
        assert len(store.graphs()) == 10


_READ_ALL = """
import sys
from clustergraph.errors import StoreError
from clustergraph.rdf import canonical_hash
from clustergraph.store import open_store
try:
    print(canonical_hash(open_store(sys.argv[1]).quads()))
except StoreError as error:
    print(f"StoreError: {error}")
"""


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "flipped", "gone"])
def test_a_damaged_database_file_is_said_plainly_or_does_no_harm(
    folder: Path, tmp_path: Path, damage: str
) -> None:
    before = digest(folder)
    with closing(open_store(str(folder))) as store:
        database = store.snapshot().relative_to(folder)
    for file in sorted((folder / database).iterdir()):
        copy = tmp_path / f"{file.name}-{damage}"
        shutil.copytree(folder, copy)
        damaged = copy / database / file.name
        data = bytearray(damaged.read_bytes())
        if damage == "cut":
            damaged.write_bytes(data[: len(data) // 2])
        elif damage == "flipped":
            for position in range(len(data) // 4, len(data) // 2, 97):
                data[position] ^= 0x55
            damaged.write_bytes(data)
        else:
            damaged.unlink()
        read = subprocess.run(
            [sys.executable, "-c", _READ_ALL, copy], capture_output=True, text=True, timeout=8, check=False
        )
        said = read.stdout.strip()
        assert said == before or (said.startswith("StoreError: ") and "restore a backup" in said), (
            f"{file.name}: {said} {read.stderr}"
        )
        shutil.rmtree(copy)
