"""A text cut where its quotes begin and end, paragraph by paragraph, so that each can be shown beside its statements."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

_PARAGRAPH_END = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote: the statement it stands behind, which of its quotes it is, and its place in the text.

    `start` and `end` count code points in the stored text, end exclusive.
    """

    statement: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same quotes cover: none, one, or several that overlap.

    Attributes:
        text: the words as stored.
        passages: the quotes that cover it, the shortest first.
        begins: those of them that begin here.
    """

    text: str
    passages: tuple[Passage, ...]
    begins: tuple[Passage, ...]

    @property
    def can_be_pressed(self) -> bool:
        """Whether it is of a quote and holds a word: a bracket alone is too small to press and says nothing read aloud."""
        return bool(self.passages) and any(letter.isalnum() for letter in self.text)


@dataclass
class Paragraph:
    """A paragraph in pieces, and the quotes that begin in it."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def begins(self) -> list[Passage]:
        """The quotes that begin in the paragraph, in the order of the text, the longer first."""
        return [
            passage for piece in self.pieces for passage in sorted(piece.begins, key=lambda one: -one.end)
        ]

    @property
    def quoted(self) -> bool:
        """Whether any quote covers a part of it."""
        return any(piece.passages for piece in self.pieces)


def paragraphs(
    text: str, passages: Iterable[Passage], start: int = 0, end: int | None = None
) -> list[Paragraph]:
    """The part of a text from `start` to `end` as paragraphs; joined, their pieces are that part, unchanged.

    Passages that reach outside the part are cut to it; empty ones are left out.
    """
    end = len(text) if end is None else min(end, len(text))
    inside = sorted(
        (one for one in passages if max(one.start, start) < min(one.end, end)),
        key=lambda one: (one.start, one.end, one.statement, one.number),
    )
    cuts = {start, end}
    ends = {start + match.end() for match in _PARAGRAPH_END.finditer(text[start:end])}
    for one in inside:
        cuts |= {max(one.start, start), min(one.end, end)}
    places = sorted(cuts | ends)
    found: list[Paragraph] = [Paragraph()]
    open_now: list[Passage] = []
    waiting = iter(inside)
    coming = next(waiting, None)
    for left, right in pairwise(places):
        if left in ends and any(piece.text.strip() for piece in found[-1].pieces):
            found.append(Paragraph())
        open_now = [one for one in open_now if one.end > left]
        begins = []
        while coming is not None and max(coming.start, start) <= left:
            begins.append(coming)
            coming = next(waiting, None)
        open_now += begins
        covering = tuple(sorted(open_now, key=lambda one: (one.end - one.start, one.statement, one.number)))
        found[-1].pieces.append(Piece(text[left:right], covering, tuple(begins)))
    return [paragraph for paragraph in found if paragraph.pieces]


def share_quoted(found: Iterable[Paragraph]) -> int:
    """How much of the words is covered by quotes, in per cent; white space does not count."""
    quoted = total = 0
    for paragraph in found:
        for piece in paragraph.pieces:
            letters = len("".join(piece.text.split()))
            total += letters
            quoted += letters if piece.passages else 0
    return round(100 * quoted / total) if total else 0
