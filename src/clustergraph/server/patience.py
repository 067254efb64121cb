"""uvicorn's HTTP/1.1 within limits: how long a client may take, how long its headers, how many connections.

uvicorn itself closes a connection that is idle after a request. One that never sends a whole request, or never takes
its answer, would stay for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

_HEADER_BYTES = 1 << 16
_REFUSAL = (
    b"HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nRetry-After: 5\r\n"
    b"Connection: close\r\n\r\n%s"
)


class PatientProtocol(HttpToolsProtocol):
    """See the module's text.

    Args:
        patience: seconds that a client may take to send the head of a request, or to take the next piece of an answer.
        most_connections: of all clients at once.
    """

    def __init__(self, *args: Any, patience: float, most_connections: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self._patience = patience
        self._most_connections = most_connections
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._in_head = True
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock of a new connection, or refuse it if there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self._most_connections:
            self._refuse(
                b"503 Service Unavailable", b"The server has too many connections: try again soon.\n"
            )
        else:
            self._reading = self.loop.call_later(self._patience, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        self._stop_reading_clock()
        self._stop_writing_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Start the clock of a new request, or of a body that nobody waits for; refuse a head without end."""
        answered = self.cycle is not None and self.cycle.response_complete
        if self._reading is None and (self._in_head or answered):
            self._reading = self.loop.call_later(self._patience, self.transport.abort)
        self._head_bytes += len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._head_bytes > _HEADER_BYTES and not self.transport.is_closing():
            self._refuse(
                b"431 Request Header Fields Too Large",
                b"The address and headers are longer than 64 kB: send a long query by POST.\n",
            )

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._in_head = False
        self._stop_reading_clock()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes now is the next request."""
        self._in_head, self._head_bytes = True, 0
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The client has much to take."""
        super().pause_writing()
        if self._writing is None:
            self._writing = self.loop.call_later(self._patience, self.transport.abort)

    def resume_writing(self) -> None:
        """The client has taken it."""
        self._stop_writing_clock()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection even if its client has not taken the last of its answer."""
        self.transport.abort()

    def _refuse(self, status: bytes, words: bytes) -> None:
        self.transport.write(_REFUSAL % (status, len(words), words))
        self.transport.close()

    def _stop_reading_clock(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _stop_writing_clock(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
