"""Where the writes of a server run: one after another, in a thread of their own."""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Writes:
    """The one thread that writes.

    A write waits for the writer's place however many threads there are. If those that wait had threads of the pool that
    reading uses, a few of them would leave none to the readers, or to the write that they wait for.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="clustergraph-writer")

    async def run(self, work: Callable[[], T]) -> T:
        """The result of the work, which begins when the writes before it are done."""
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(self._thread, context.run, work)

    def close(self) -> None:
        """Begin no other write."""
        self._thread.shutdown(wait=False, cancel_futures=True)
