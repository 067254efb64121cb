"""Processes that share a piece of long work."""

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process


def process_pool() -> ProcessPoolExecutor:
    """A pool with a process for each core. They end with the process that started them, even where it is killed."""
    return ProcessPoolExecutor(
        os.cpu_count(), mp_context=get_context("spawn"), initializer=_end_with_the_parent
    )


def _end_with_the_parent() -> None:
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this process was spawned

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
