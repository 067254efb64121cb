"""The processes that queries from outside run in: forked from one that has all it needs, and killed at will.

A fresh Python takes a tenth of a second of processor time before it can answer; a fork takes a few milliseconds. So one process
(`clustergraph.store.reader`) imports everything, opens no store, and forks a reader for each socket that it is sent.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustergraph.errors import StoreError
from clustergraph.processes import uninterrupted

if TYPE_CHECKING:
    from collections.abc import Mapping

Reply = dict[str, Any]
_TICKS = os.sysconf("SC_CLK_TCK")
_STANDS_BACK = 10
_LONGEST_REPLY = 1 << 24


class Reader:
    """One process of `clustergraph.store.reader`, and the socket to it."""

    def __init__(self, pid: int, back: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        self._pid = pid
        # Of a process that has ended, the number may be another's; the descriptor is nobody else's.
        self._process = os.pidfd_open(pid)
        self._back = back
        self._to = to
        # Who ends it waits until nobody reads from the socket; a server that stops ends what a broken off query ends too.
        self._reading = asyncio.Lock()
        self._ended = False
        self.retired = False
        self.stands_back = False

    @property
    def alive(self) -> bool:
        """Whether the process still runs, as far as its socket has told."""
        return not self._back.at_eof()

    async def run(self, task: Mapping[str, Any]) -> Reply:
        """The reply to a task, a small answer under `body`; an empty one if the process has died of it."""
        try:
            async with self._reading:
                self._to.write(json.dumps(task).encode() + b"\n")
                await self._to.drain()
                line = await self._back.readline()
                reply: Reply = json.loads(line) if line else {}
                if reply.get("inline") is not None:
                    reply["body"] = await self._back.readexactly(reply["inline"])
        except (ConnectionError, asyncio.IncompleteReadError):
            reply = {}
        self.retired = not reply or bool(reply.pop("retire", False))
        return reply

    def processor_seconds(self) -> float:
        """What it has used of the processors so far."""
        try:
            text = Path(f"/proc/{self._pid}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def stand_back(self) -> None:
        """Lower its priority, for good: it is to stand back behind quick queries and the server itself."""
        if not self.stands_back:
            self.stands_back = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._pid, _STANDS_BACK)

    async def end(self) -> None:
        """Kill it, and what it runs; when this returns its memory is given back."""
        if self._ended:
            return
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        async with self._reading:
            if self._ended:
                return
            with contextlib.suppress(ConnectionError):
                while await self._back.read(_LONGEST_REPLY):
                    pass
            self._to.transport.abort()
            os.close(self._process)
            self._ended = True


class Nursery:
    """Gives new readers.

    Args:
        megabytes: what each may take beyond what it begins with.
        of_url: whether they ask an engine behind a URL, and begin with what that needs.
    """

    def __init__(self, megabytes: int, *, of_url: bool) -> None:
        self._arguments = [str(megabytes), *(["of-url"] if of_url else [])]
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def reader(self) -> Reader:
        """A new reader, ready for its first task.

        Raises:
            StoreError: no process can be started.
        """
        for _ in range(2):
            control = self._open_control()
            ours, theirs = socket.socketpair()
            with theirs, contextlib.suppress(ConnectionError):
                socket.send_fds(control, [b"."], [theirs.fileno()])
            back, to = await asyncio.open_connection(sock=ours, limit=_LONGEST_REPLY)
            try:
                line = await back.readline()
            except BaseException:
                to.transport.abort()
                raise
            if line:
                return Reader(int(line), back, to)
            # Something has ended the process that forks: another takes its place.
            to.transport.abort()
            self.close()
        raise StoreError("No process can be started for the query: look at the server's memory and limits.")

    def close(self) -> None:
        """End the process that forks; its readers end with their sockets."""
        process, control = self._process, self._control
        self._process = self._control = None
        if control is not None:
            control.close()
        if process is not None:
            process.kill()
            process.wait()

    def _open_control(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs, uninterrupted():
                # Not by asyncio: uvloop would hand the server's listening socket down, and a query that outlives a
                # killed server would keep its port.
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-m", "clustergraph.store.reader", *self._arguments],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            self._control = ours
        return self._control
