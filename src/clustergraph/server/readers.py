"""Which query gets which reader process: quick ones always find one ready, long ones share few places.

A few readers are kept ready. A query that has used some of the processor there becomes a long one: it keeps its process,
and a new reader takes its place among the ready. Only so many long queries run at once; the others wait, and begin anew
when their turn comes. A query of a form that was long before waits for a long place at once. As soon as another query
comes, those that are no longer light have a lower priority. So quick queries find a reader, and a processor, however many
slow ones come.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING

from clustergraph.server.problems import Problem
from clustergraph.server.processes import Nursery, Reader
from clustergraph.store import sparql_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from clustergraph.server.metrics import Metrics
    from clustergraph.server.processes import Reply
    from clustergraph.server.settings import Settings

PATIENCE = {"Retry-After": "5"}
_QUEUE_SECONDS = 5.0
# Who asks too much waits a moment for the refusal, so that asking again and again costs the server little.
_REFUSAL_SECONDS = 0.5
_LOOK_SECONDS = 0.01
# After so much of the processor a query is not light any more, and long if no reader is ready for the next one.
_LIGHT_SECONDS = 0.01
# A text longer than this is no quick query; even its parsing takes a while.
_LONG_TEXT = 20_000
_FORMS_REMEMBERED = 1000


class _Run:
    """A task and the reader that works on it."""

    def __init__(self, reader: Reader, task: Reply) -> None:
        self.reader = reader
        self.seconds: float = task["seconds"]
        self.started = time.monotonic()
        self.reply = asyncio.ensure_future(reader.run(task))


class ReaderPool:
    """Gives tasks to readers within the settings' limits. Used from the event loop only.

    Attributes:
        source: what a new reader opens at once, so that the first query that it gets need not wait for it.
        begun: set when the first reader is ready.
    """

    def __init__(self, settings: Settings, metrics: Metrics, *, of_url: bool = False) -> None:
        self._settings = settings
        self._metrics = metrics
        self._nursery = Nursery(settings.query_megabytes, of_url=of_url)
        # The last one that answered comes first: it has most of the store at hand.
        self._ready: asyncio.Queue[Reader] = asyncio.LifoQueue()
        # Those that are ready or work on what may be quick.
        self._quick: set[Reader] = set()
        self._all: set[Reader] = set()
        # Those whose query is not light; they stand back when another comes.
        self._heavy: set[Reader] = set()
        # Those that have answered a long query: what they have read of the store serves the next one.
        self._warm: list[Reader] = []
        self._running = 0
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting: Counter[str] = Counter()
        self._long: Counter[str] = Counter()
        self._long_places = asyncio.Semaphore(settings.long_queries)
        self._long_forms: OrderedDict[int, None] = OrderedDict()
        self.source: str | Reply | None = None
        self.begun = asyncio.Event()
        self._closed = False

    def start(self) -> None:
        """Start the ready readers."""
        while len(self._quick) + len(self._starting) < self._settings.readers and not self._closed:
            task = asyncio.create_task(self._start_one())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def close(self) -> None:
        """End all readers and what they run."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(reader.end() for reader in list(self._all)))
        self._nursery.close()

    async def run(self, task: Reply, client: str = "") -> Reply:
        """The reply to a task for `clustergraph.store.reader`; cancelling this kills the process that works on it.

        Args:
            task: see there.
            client: whose place in the queue it takes, such as the client's address.

        Raises:
            Problem: 429 when too much of this client waits, 503 when too much waits at all, 504 when it takes too long.
        """
        self.source = task["source"]
        form = sparql_text.template(task.get("query", "dump"))
        run: _Run | None = None
        self._running += 1
        for reader in self._heavy:
            reader.stand_back()
        try:
            if form not in self._long_forms and len(task.get("query", "")) < _LONG_TEXT:
                run = _Run(await self._a_ready_one(client), task)
                if await self._is_quick(run):
                    if run.reader.retired or run.reader.stands_back:
                        return run.reply.result()
                    self._heavy.discard(run.reader)
                    self._ready.put_nowait(run.reader)
                    reply, run = run.reply.result(), None
                    return reply
                self._remember(form)
                if self._long_places.locked():
                    await self._end(run)
                    run = None
                else:
                    self._quick.discard(run.reader)
                    self.start()
            async with self._long_place(client):
                if run is None:
                    run = _Run(await self._a_long_one(), task)
                reply = await self._finished(run, form)
                spent = run.reader.retired or run.reader.stands_back
                if not spent and len(self._warm) < self._settings.long_queries:
                    self._heavy.discard(run.reader)
                    self._warm.append(run.reader)
                    run = None
                return reply
        finally:
            self._running -= 1
            if run is not None:
                await asyncio.shield(self._end(run))

    async def _is_quick(self, run: _Run) -> bool:
        """Wait for a query that may be quick: judged by its use of the processor, sooner where readers are scarce."""
        quick = self._settings.quick_seconds
        used_before = run.reader.processor_seconds()
        while True:
            done, _ = await asyncio.wait({run.reply}, timeout=_LOOK_SECONDS)
            if done:
                return True
            used = run.reader.processor_seconds() - used_before
            if used >= _LIGHT_SECONDS:
                self._is_heavy(run.reader)
            allowed = _LIGHT_SECONDS if self._ready.empty() else quick
            if used >= allowed or time.monotonic() - run.started >= 4 * quick:
                return False

    async def _finished(self, run: _Run, form: int) -> Reply:
        self._is_heavy(run.reader)
        left = run.seconds - (time.monotonic() - run.started)
        done, _ = await asyncio.wait({run.reply}, timeout=max(left, 0.0))
        if not done:
            self._metrics.killed("time")
            raise Problem(
                504,
                f"The query was stopped after {run.seconds:g} s: ask for less, or add a LIMIT.",
                kind="query-timeout",
            )
        if time.monotonic() - run.started < self._settings.quick_seconds:
            self._long_forms.pop(form, None)
        return run.reply.result()

    def _is_heavy(self, reader: Reader) -> None:
        self._heavy.add(reader)
        if self._running > 1:
            reader.stand_back()

    def _remember(self, form: int) -> None:
        self._long_forms[form] = None
        while len(self._long_forms) > _FORMS_REMEMBERED:
            self._long_forms.popitem(last=False)

    @contextlib.asynccontextmanager
    async def _long_place(self, client: str) -> AsyncIterator[None]:
        if self._long[client] >= self._settings.queries_per_client:
            await self._refuse(
                429,
                "client",
                f"This address has {self._long[client]} long queries here already: wait for their answers.",
            )
        if self._long.total() >= self._settings.queue:
            await self._refuse(
                503, "long", "The server is busy with long queries: try again soon, or ask for less."
            )
        self._long[client] += 1
        self._count_waiting()
        try:
            try:
                async with asyncio.timeout(_QUEUE_SECONDS):
                    await self._long_places.acquire()
            except TimeoutError:
                self._metrics.refused("long")
                raise _problem(
                    503, "The server is busy with long queries: try again soon, or ask for less."
                ) from None
            try:
                yield
            finally:
                self._long_places.release()
        finally:
            _count_down(self._long, client)
            self._count_waiting()

    async def _a_ready_one(self, client: str) -> Reader:
        if self._waiting[client] >= self._settings.queue // 2:
            await self._refuse(
                429, "client", "Too many queries of this address are waiting: wait for their answers."
            )
        if self._waiting.total() >= self._settings.queue:
            await self._refuse(503, "queue", "Too many queries are waiting: try again soon.")
        self.start()
        self._waiting[client] += 1
        self._count_waiting()
        try:
            async with asyncio.timeout(_QUEUE_SECONDS):
                while True:
                    reader = await self._ready.get()
                    if reader.alive:
                        return reader
                    await self._forget(reader)
        except TimeoutError:
            self._metrics.refused("queue")
            raise _problem(503, "No reader became free in time: try again soon.") from None
        finally:
            _count_down(self._waiting, client)
            self._count_waiting()

    async def _a_long_one(self) -> Reader:
        while self._warm:
            reader = self._warm.pop()
            if reader.alive:
                return reader
            await self._forget(reader)
        reader = await self._nursery.reader()
        self._all.add(reader)
        return reader

    def _count_waiting(self) -> None:
        long = max(self._long.total() - self._settings.long_queries, 0)
        self._metrics.waiting(self._waiting.total() + long)

    async def _refuse(self, status: int, reason: str, detail: str) -> None:
        self._metrics.refused(reason)
        await asyncio.sleep(_REFUSAL_SECONDS)
        raise _problem(status, detail)

    async def _start_one(self) -> None:
        reader = await self._nursery.reader()
        self._all.add(reader)
        self._quick.add(reader)
        if self.source is not None:
            await reader.run({"kind": "open", "source": self.source})
        self._ready.put_nowait(reader)
        self.begun.set()

    async def _end(self, run: _Run) -> None:
        run.reply.cancel()
        await asyncio.wait({run.reply})
        await self._forget(run.reader)

    async def _forget(self, reader: Reader) -> None:
        for group in (self._all, self._quick, self._heavy):
            group.discard(reader)
        self.start()
        await reader.end()


def _count_down(counted: Counter[str], key: str) -> None:
    counted[key] -= 1
    if not counted[key]:
        del counted[key]


def _problem(status: int, detail: str) -> Problem:
    return Problem(status, detail, kind="busy" if status == 503 else "too-many-queries", headers=PATIENCE)
