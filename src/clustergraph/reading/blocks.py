"""The structure of a text in one pass: headings, paragraphs, list items and what is not content."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"  # a row of a table, cells parted by tabs or bars
    FIELD = "field"  # a key and its value in a letterhead
    CONTENTS = "table_of_contents"  # one block for the whole table
    SIGNATURE = "signature"  # one block a signatory (or the words «Stockholm som ovan»)
    DISTRIBUTION = "distribution"  # a receiver under «Beslutet skickas till»
    FURNITURE = "furniture"  # page numbers, running headers, rules


class Block(NamedTuple):
    """A block of a text. All offsets are Unicode code points in the stored text.

    start, end: the words, without heading marks, number, list marker and surrounding emphasis.
    printed: where the block begins as printed (number or marker); `printed <= start`. Blocks are in order
        and `[printed, end)` of two blocks never overlap.
    level: depth of a heading (1 the highest; a number decides before the marks) or of a list item (1…);
        otherwise 0.
    number: printed number of a heading or item without closing punctuation: `3.1.1`, `A`, `§ 3`, `1`, `a`.
    marker: printed list marker (`-`, `1.`, `a)`, `att`), otherwise empty.
    name: for a field its key, as printed without colon; `start` and `end` then enclose the value only.
    lead_in: for an item, row or receiver the index of the block that introduces the list, otherwise None.
    continues: the block is the rest of the previous paragraph, which a page break cut.
    """

    kind: Kind
    start: int
    end: int
    printed: int
    level: int = 0
    number: str = ""
    marker: str = ""
    name: str = ""
    lead_in: int | None = None
    continues: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Time is linear in the length of the text, whatever it holds."""
    raise NotImplementedError
