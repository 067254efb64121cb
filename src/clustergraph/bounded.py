"""Work on what a stranger sent: in processes that are ended at their limit of time or memory."""

import resource
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from clustergraph.errors import InputError

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
        from multiprocessing import get_context

        from pebble import ProcessPool

        self._seconds = seconds
        self._megabytes = megabytes
        self._pool = ProcessPool(workers, max_tasks=_TASKS, context=get_context("spawn"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def call(self, function: Callable[..., T], *arguments: object, name: str) -> T:
        """Call a function of a module with arguments that can be pickled, and wait for it.

        `name` is what the messages call the input. Raises InputError where a limit was reached, and what
        the function raises.
        """
        from pebble import ProcessExpired

        future = self._pool.schedule(
            _limited, args=(self._megabytes, function, *arguments), timeout=self._seconds
        )
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


def _limited(megabytes: int, function: Callable[..., T], *arguments: object) -> T:
    """Let the process grow by so much from what it has now, and no further; then call."""
    has = next(
        int(line.split()[1]) << 10
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmData:")
    )
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (has + (megabytes << 20), most))
    return function(*arguments)
