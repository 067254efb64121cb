"""Where the writes of a server run: one after another, in a thread of their own."""

from __future__ import annotations

import asyncio
import contextvars
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from clustergraph.store.embedded import LOOK_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
# Between two writes the lock of the folder is free, for another process of the server to find it so.
_PAUSE_SECONDS = 3 * LOOK_SECONDS


class Writes:
    """The one thread that writes.

    A write waits for the writer's place however many threads there are. If those that wait had threads of the pool that
    reading uses, a few of them would leave none to the readers, or to the write that they wait for.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="clustergraph-writer")
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        """The result of the work, which begins when the writes before it are done."""
        context = contextvars.copy_context()

        def written() -> T:
            try:
                return context.run(work)
            finally:
                if self._waiting > 1:
                    time.sleep(_PAUSE_SECONDS)

        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, written)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Begin no other write."""
        self._thread.shutdown(wait=False, cancel_futures=True)
