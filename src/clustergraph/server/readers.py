"""Reader processes, and which query gets which: quick ones always find a ready reader, long ones take few places.

A few readers are kept ready. A query that has used `quick_seconds` of the processor becomes a long one: it keeps its
process at a lower priority, a new reader takes its place among the ready, and only so many long queries may run; the
next is turned away, the sooner the more wait. A query of a form that was long before needs a long place at once, and
a process of its own. So quick queries find a reader however many slow ones come.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import time
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustergraph.errors import StoreError
from clustergraph.server.problems import Problem
from clustergraph.store import sparql_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustergraph.server.metrics import Metrics
    from clustergraph.server.settings import Settings

PATIENCE = {"Retry-After": "5"}
_QUEUE_SECONDS = 5.0
# Long queries stand back behind quick ones and the server itself.
_LONG_NICENESS = 10
_FORMS_REMEMBERED = 1000
_TICKS = os.sysconf("SC_CLK_TCK")

Reply = dict[str, Any]


class Reader:
    """One process of `clustergraph.store.reader`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.retired = False

    @classmethod
    async def start(cls, megabytes: int) -> Reader:
        """Start a process and wait until it is ready, for before that a quick query would look like a long one."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "clustergraph.store.reader",
            str(megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 24,
        )
        reader = cls(process)
        try:
            if process.stdout is not None:
                await process.stdout.readline()
        except asyncio.CancelledError:
            await reader.end()
            raise
        return reader

    async def run(self, task: Reply) -> Reply:
        """The reply to a task, a small answer under `body`; an empty one if the process has died of it."""
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise StoreError("The reader process has no pipes: start the server again.")
        try:
            to.write(json.dumps(task).encode() + b"\n")
            await to.drain()
            line = await back.readline()
            reply: Reply = json.loads(line) if line else {}
            if reply.get("inline") is not None:
                reply["body"] = await back.readexactly(reply["inline"])
        except (BrokenPipeError, ConnectionResetError, asyncio.IncompleteReadError):
            reply = {}
        if not reply:
            self.retired = True
            return {}
        self.retired = bool(reply.pop("retire", False))
        return reply

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.returncode is None

    def processor_seconds(self) -> float:
        """What it has used of the processors so far."""
        try:
            text = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def yield_to_others(self) -> None:
        """Lower its priority."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LONG_NICENESS)

    async def end(self) -> None:
        """Kill it, and what it runs."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class ReaderPool:
    """Gives tasks to readers within the settings' limits. Used from the event loop only."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._ready: asyncio.Queue[Reader] = asyncio.Queue()
        self._all: set[Reader] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._long = 0
        self._long_forms: OrderedDict[int, None] = OrderedDict()
        self._closed = False

    def start(self) -> None:
        """Start the ready readers."""
        for _ in range(self._settings.readers):
            self._start_ready()

    async def close(self) -> None:
        """End all readers and what they run."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(reader.end() for reader in list(self._all)))

    async def run(self, task: Reply) -> Reply:
        """The reply to a task for `clustergraph.store.reader`; cancelling this kills the process that works on it.

        Raises:
            Problem: 503 when too many wait or are long, 504 when it takes too long.
        """
        form = sparql_text.template(task["query"])
        if form in self._long_forms:
            return await self._run_apart(task, form)
        reader = await self._a_ready_one()
        started = time.monotonic()
        reply = asyncio.ensure_future(reader.run(task))
        replaced = False
        try:
            if await self._is_quick(reader, reply):
                return reply.result()
            self._remember(form)
            with self._long_place():
                replaced = True
                self._start_ready()
                return await self._finished(reader, reply, started, form)
        finally:
            if reply.done() and not replaced and not reader.retired:
                self._ready.put_nowait(reader)
            else:
                await self._ended(reader, reply)
                if not replaced:
                    self._start_ready()

    async def _run_apart(self, task: Reply, form: int) -> Reply:
        with self._long_place():
            reader = await Reader.start(self._settings.query_megabytes)
            self._all.add(reader)
            reply = asyncio.ensure_future(reader.run(task))
            try:
                return await self._finished(reader, reply, time.monotonic(), form)
            finally:
                await self._ended(reader, reply)

    async def _is_quick(self, reader: Reader, reply: asyncio.Future[Reply]) -> bool:
        """Wait for a query that may be quick: judged by its use of the processor, sooner while others wait."""
        quick = self._settings.quick_seconds
        started, used_before = time.monotonic(), reader.processor_seconds()
        while True:
            done, _ = await asyncio.wait({reply}, timeout=quick / 5)
            if done:
                return True
            used = reader.processor_seconds() - used_before
            if used >= (quick / 5 if self._waiting else quick) or time.monotonic() - started >= 4 * quick:
                return False

    async def _finished(
        self, reader: Reader, reply: asyncio.Future[Reply], started: float, form: int
    ) -> Reply:
        reader.yield_to_others()
        left = self._settings.query_seconds - (time.monotonic() - started)
        done, _ = await asyncio.wait({reply}, timeout=max(left, 0.0))
        if not done:
            self._metrics.killed("time")
            raise Problem(
                504,
                f"The query was stopped after {self._settings.query_seconds:g} s: ask for less, or add a LIMIT.",
                kind="query-timeout",
            )
        if time.monotonic() - started < self._settings.quick_seconds:
            self._long_forms.pop(form, None)
        return reply.result()

    def _remember(self, form: int) -> None:
        self._long_forms[form] = None
        while len(self._long_forms) > _FORMS_REMEMBERED:
            self._long_forms.popitem(last=False)

    @contextlib.contextmanager
    def _long_place(self) -> Iterator[None]:
        if self._long >= self._settings.long_queries:
            self._metrics.refused("long")
            raise _busy("The server is busy with long queries: try again soon, or ask for less.")
        self._long += 1
        try:
            yield
        finally:
            self._long -= 1

    async def _ended(self, reader: Reader, reply: asyncio.Future[Reply]) -> None:
        reply.cancel()
        self._all.discard(reader)
        await asyncio.shield(reader.end())

    async def _a_ready_one(self) -> Reader:
        if self._waiting >= self._settings.queue:
            self._metrics.refused("queue")
            raise _busy("Too many queries are waiting: try again soon.")
        self._waiting += 1
        self._metrics.waiting(self._waiting)
        try:
            async with asyncio.timeout(_QUEUE_SECONDS):
                while True:
                    reader = await self._ready.get()
                    if reader.alive:
                        return reader
                    self._all.discard(reader)
                    self._start_ready()
        except TimeoutError:
            self._metrics.refused("queue")
            raise _busy("No reader became free in time: try again soon.") from None
        finally:
            self._waiting -= 1
            self._metrics.waiting(self._waiting)

    def _start_ready(self) -> None:
        if self._closed:
            return

        async def start() -> None:
            reader = await Reader.start(self._settings.query_megabytes)
            self._all.add(reader)
            self._ready.put_nowait(reader)

        task = asyncio.create_task(start())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)


def _busy(detail: str) -> Problem:
    return Problem(503, detail, kind="busy", headers=PATIENCE)
