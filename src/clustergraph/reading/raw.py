"""A block in the making."""

import re
from dataclasses import dataclass

from clustergraph.reading import marks
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import pattern


@dataclass(slots=True)
class Raw:
    """A block in the making; offsets as in Block.

    mark: by what a heading is known (`hashes`, `bold`, `underline`, `number`), else empty; style: which kind of
    number it has (a group of marks.NUMBER); gap: a blank line stands before; lines: how many printed lines.
    """

    kind: Kind
    printed: int
    start: int
    end: int
    gap: bool
    indent: int
    mark: str = ""
    style: str = ""
    hashes: int = 0
    lines: int = 1
    level: int = 0
    number: str = ""
    marker: str = ""
    name: str = ""
    lead_in: "Raw | None" = None
    continues: bool = False
    paper: bool = False
    sure: bool = False
    last: int = 0
    cells: int = 1


def terminated(words: str) -> bool:
    """Whether words end as a sentence or lead-in does."""
    return words.rstrip(marks.CLOSERS)[-1:] in marks.STOPS


def ended(text: str, raw: Raw) -> bool:
    """Whether a block ends as a sentence or lead-in does."""
    return terminated(text[max(raw.start, raw.end - 8) : raw.end])


def words_of(text: str, raw: Raw) -> str:
    """The words of a block, at most the first two hundred characters."""
    return text[raw.start : raw.end][:200]


_ADDRESSES = 300  # characters of the addresses of a sender run together on one line
_LABELS = pattern("labels-of-contact", re.IGNORECASE)


def _of_addresses(text: str, raw: Raw) -> bool:
    """Whether a block is nothing but the addresses of a sender: two labels of them, and mail or web."""
    if all(text.find(online, raw.start, raw.end) < 0 for online in _ONLINE):
        return False
    return len({match[0].casefold() for match in _LABELS.finditer(text, raw.start, raw.end)}) > 1


_ONLINE = ("@", "www.")
_SENTENCES = re.compile(r"[a-zåäö]{4}[.!?] [A-ZÅÄÖ][a-zåäö]+ [a-zåäö]")  # one ends and another begins


def is_prose(text: str, raw: Raw) -> bool:
    """Whether a block is running text rather than a line of a head or a foot."""
    if raw.kind is Kind.ITEM:
        return True
    if raw.kind is not Kind.PARAGRAPH:
        return False
    length = raw.end - raw.start
    if length > 110 or (length > 50 and ended(text, raw)):
        return length > _ADDRESSES or not _of_addresses(text, raw)
    return length > 60 and bool(_SENTENCES.search(text, raw.start, raw.end))
