"""The request headers that the layer in front of the routing reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.server.negotiation import takes_coding

if TYPE_CHECKING:
    from collections.abc import Iterable

# Name → attribute, whether it is a list, and whether the routing gets it as it came.
_READ: dict[bytes, tuple[str, bool, bool]] = {
    b"accept": ("accept", True, False),
    b"accept-encoding": ("encoding", True, False),
    b"accept-language": ("language", True, False),
    b"access-control-request-method": ("wants", False, True),
    b"content-encoding": ("coding", True, True),
    b"content-length": ("length", False, True),
    b"content-range": ("range", False, True),
    b"host": ("host", False, True),
    b"if-match": ("match", True, True),
    b"if-none-match": ("none_match", True, True),
    b"x-request-id": ("request_id", False, True),
}
_NOT_READ = ("", False, True)


class RequestHeaders:
    """The headers, taken in one pass; a list on several lines is one (RFC 9110, section 5.3)."""

    __slots__ = (
        "_others", "accept", "coding", "encoding", "host", "language", "length", "match", "none_match", "range", "request_id",
        "wants",
    )  # fmt: skip

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self.accept = self.encoding = self.language = self.match = self.none_match = self.host = b""
        self.length = self.request_id = self.wants = self.coding = self.range = b""
        self._others: list[tuple[bytes, bytes]] = []
        for name, value in headers:
            attribute, is_list, is_passed_on = _READ.get(name, _NOT_READ)
            if attribute:
                before: bytes = getattr(self, attribute) if is_list else b""
                setattr(self, attribute, before + b", " + value if before else value)
            if is_passed_on:
                self._others.append((name, value))

    @property
    def takes_gzip(self) -> bool:
        """Whether the answer may be compressed."""
        return bool(self.encoding) and takes_coding(self.encoding.decode("latin-1"), "gzip")

    def for_routing(self) -> list[tuple[bytes, bytes]]:
        """The headers as the routing gets them, so that it chooses by what the answer is kept under."""
        lists = [
            (b"accept", self.accept),
            (b"accept-language", self.language),
            (b"accept-encoding", b"gzip" if self.takes_gzip else b""),
        ]
        return [*self._others, *(header for header in lists if header[1])]
