"""What all tests share: a store that is built once, and a run of the slow tests that reads only their files."""

import os
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

from clustergraph.build import build
from clustergraph.store import open_store

_MARK = "mark.slow"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of the slow tests leaves the files without any unread: to import all of them takes ten seconds."""
    if (
        config.option.markexpr == "slow"
        and collection_path.suffix == ".py"
        and not _may_be_slow(collection_path)
    ):
        return True
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """That the run of the slow tests misses none, for a mark may come from elsewhere than the file."""
    missed = {item.path for item in items if item.get_closest_marker("slow") and not _may_be_slow(item.path)}
    if missed:
        raise pytest.UsageError(
            f"slow tests in files that do not write {_MARK}: {', '.join(map(str, missed))}"
        )


@cache
def _may_be_slow(path: Path) -> bool:
    """Whether a file of tests, or what the files of its folder share, marks a test as slow."""
    return any(
        _MARK in file.read_text(encoding="utf-8")
        for file in (path, path.with_name("conftest.py"))
        if file.exists()
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of what the project ships, built once for all processes of the tests. Only to be read, or copied."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    store = folder / "built"
    with FileLock(folder / "built.lock"):
        if not store.exists():
            making = open_store(str(folder / "being-built"))
            assert build(making, lambda step: None).version
            making.close()
            (folder / "being-built").rename(store)
    return store
