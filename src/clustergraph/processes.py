"""Processes that share a piece of long work, and what becomes of processes when the user breaks off (Ctrl-C).

A terminal interrupts all processes of a command at once, and a Python that still starts answers with a traceback.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Any


@contextmanager
def uninterrupted() -> Iterator[None]:
    """What is started inside hears no interrupt, unless it asks for it by `end_at_interrupt`; this process hears it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_at_interrupt() -> None:
    """Let an interrupt end this process at once and without a word, also one that came while it started."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class _Pool(ProcessPoolExecutor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        with uninterrupted():  # the processes are started by the first task
            return super().submit(fn, *args, **kwargs)


def process_pool() -> ProcessPoolExecutor:
    """A pool with a process for each core. They end with the process that started them, even where it is killed."""
    return _Pool(os.cpu_count(), mp_context=get_context("spawn"), initializer=_end_with_the_parent)


def _end_with_the_parent() -> None:
    end_at_interrupt()
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this process was spawned

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
