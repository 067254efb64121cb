"""Answers kept in memory for the version of the store that gave them."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable


class CachedAnswer(NamedTuple):
    """A complete answer: its headers (lower-case names) and its body."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class AnswerCache:
    """At most so many bytes of answers of one version; the least recently used go first.

    Used from the event loop only.
    """

    _OVERHEAD = 1024

    def __init__(self, megabytes: int) -> None:
        self._limit = megabytes * 1024 * 1024
        self._size = 0
        self._version = ""
        self._answers: OrderedDict[Hashable, CachedAnswer] = OrderedDict()
        self._costs: dict[Hashable, int] = {}

    @property
    def size(self) -> int:
        """Bytes held."""
        return self._size

    def get(self, version: str, key: Hashable) -> CachedAnswer | None:
        """The answer under a key, if it was made from this version."""
        if version != self._version:
            return None
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, version: str, key: Hashable, answer: CachedAnswer) -> None:
        """Keep an answer; one that alone takes more than an eighth of the room is not kept.

        The key counts too: it holds what the client sent, which may be longer than the answer.
        """
        cost = len(answer.body) + len(repr(key)) + self._OVERHEAD
        if cost > self._limit // 8:
            return
        if version != self._version:
            self._answers.clear()
            self._costs.clear()
            self._size = 0
            self._version = version
        if key in self._answers:
            self._size -= self._costs[key]
        self._answers[key] = answer
        self._answers.move_to_end(key)
        self._costs[key] = cost
        self._size += cost
        while self._size > self._limit:
            gone, _ = self._answers.popitem(last=False)
            self._size -= self._costs.pop(gone)
