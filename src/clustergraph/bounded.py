"""Work on what a stranger sent: in processes that are ended at their limit of time or memory."""

from __future__ import annotations

import resource
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from clustergraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pebble import ProcessFuture, ProcessPool

T = TypeVar("T")
_TASKS = 200  # of one process, so that what a task leaves behind does not add up


class BoundedCalls:
    """Processes kept ready for calls that must end; a context manager.

    Args:
        workers: processes; they start with the first call.
        seconds: time a call may take, start of its process included.
        megabytes: memory a call may take, beyond what its process needs.
    """

    def __init__(self, workers: int, *, seconds: float, megabytes: int) -> None:
        self._workers = workers
        self._seconds = seconds
        self._megabytes = megabytes
        self._lock = threading.Lock()
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def call(
        self,
        function: Callable[..., T],
        *arguments: object,
        name: str,
        before: Callable[..., None] | None = None,
    ) -> T:
        """Call a function of a module with arguments that can be pickled, and wait for it.

        `name` is what the messages call the input. `before` is called with the same arguments in the same process,
        its memory not limited: for opening what is our own. Raises InputError where a limit was reached, and what
        the function raises.
        """
        from pebble import ProcessExpired

        future = self._scheduled(self._megabytes, before, function, *arguments)
        try:
            result: T = future.result()
        except TimeoutError:
            raise InputError(
                f"{name}: not done after {self._seconds:g} s; send something smaller or simpler"
            ) from None
        except (ProcessExpired, MemoryError):
            raise InputError(
                f"{name}: needs more than {self._megabytes} MB; send something smaller or simpler"
            ) from None
        return result

    def _new_pool(self) -> ProcessPool:
        from multiprocessing import get_context

        from pebble import ProcessPool

        return ProcessPool(self._workers, max_tasks=_TASKS, context=get_context("spawn"))

    def _scheduled(self, *arguments: object) -> ProcessFuture[Any]:
        """Hand a task to the pool; to a new one where a process that died has taken the pool with it."""
        with self._lock:
            try:
                return self._pool.schedule(_limited, args=arguments, timeout=self._seconds)
            except RuntimeError:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool = self._new_pool()
                return self._pool.schedule(_limited, args=arguments, timeout=self._seconds)


def _limited(
    megabytes: int,
    before: Callable[..., None] | None,
    function: Callable[..., T],
    *arguments: object,
) -> T:
    """Let the process grow by so much from what it has now, and no further; then call."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if before is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        before(*arguments)
    has = next(
        int(line.split()[1]) << 10
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmData:")
    )
    resource.setrlimit(resource.RLIMIT_DATA, (has + (megabytes << 20), most))
    return function(*arguments)
