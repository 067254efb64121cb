"""What a block of a text is."""

from typing import NamedTuple, cast


class Kind(str):
    """What a block is.

    No Enum: the rules mention these names twenty thousand times a text, and Python 3.11 looks up each member of an Enum by a call.
    """

    HEADING = cast("Kind", "heading")
    PARAGRAPH = cast("Kind", "paragraph")
    ITEM = cast("Kind", "item")
    ROW = cast("Kind", "row")  # a row of a table, cells parted by tabs or bars
    FIELD = cast("Kind", "field")  # a key and its value in a letterhead
    LETTERHEAD = cast("Kind", "letterhead")  # a line of a head: sender, receiver, address, type of document
    CONTENTS = cast("Kind", "table_of_contents")  # one block for the whole table
    SIGNATURE = cast("Kind", "signature")  # a signatory with post, the body that signs, «Stockholm som ovan»
    DISTRIBUTION = cast("Kind", "distribution")  # a receiver under «Beslutet skickas till»
    FURNITURE = cast("Kind", "furniture")  # page numbers, running headers, rules


class Block(NamedTuple):
    """A block of a text. All offsets are Unicode code points in the stored text.

    start, end: the words, without heading marks, number, list marker and surrounding emphasis.
    printed: where the block begins as printed (number or marker); `printed <= start`. Blocks are in order
        and `[printed, end)` of two blocks never overlap.
    level: depth of a heading (1 the highest; a number decides before the marks) or of a list item (1…);
        otherwise 0.
    number: printed number of a heading or item without closing punctuation: `3.1.1`, `A`, `§ 3`, `1`, `a`.
    marker: printed list marker (`-`, `1.`, `a)`, `att`), otherwise empty. The word «att» belongs to the
        sentence, so there `start` is at it.
    name: for a field its key, as printed without colon; `start` and `end` then enclose the value only.
    lead_in: for an item, row or receiver the index of the block that introduces the list, otherwise None;
        for an item of a deeper level the item that it stands under.
    continues: the block is the rest of the previous paragraph, which a page number or running header cut.
    paper: the block begins another paper of the file, whose head stands amid running text.
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
    paper: bool = False
