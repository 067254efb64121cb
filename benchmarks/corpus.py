"""The store that the benchmarks of the server run on: the shipped documents, and generated ones up to a number."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import texts

from clustergraph import resources
from clustergraph.build import build
from clustergraph.store import open_store

DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "1000"))


@cache
def built() -> Path:
    """The folder of a store of `DOCUMENTS` documents, built once a run; BENCH_STORE names one that is there already."""
    if given := os.environ.get("BENCH_STORE"):
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="clustergraph-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = texts.write(folder / "data", DOCUMENTS - len(list((resources.data() / "reviewed").glob("*.yaml"))))
    shutil.copytree(resources.data(), data, dirs_exist_ok=True)
    store = open_store(str(folder / "store"))
    assert build(store, lambda _: None, data).version, "the corpus breaks the shapes"
    store.close()
    return folder / "store"
