"""Whether the head of a page or a title belongs to the document above it rather than begins another."""

import re
from collections.abc import Sequence
from functools import lru_cache

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.emphasis import plain
from clustergraph.reading.genre import DOCUMENT_TYPES, SECTIONS, STATED

_SECTIONS = SECTIONS - DOCUMENT_TYPES
_CELLS = 90  # characters of a line of a head in columns: «Kommunstyrelsen    2024-04-23»
SIGN = re.compile(r"§\s?(\d+)|\b(\d+)\s?§|\bparagraf(?:en)?:?\s(\d+)", re.IGNORECASE)
_MINUTES = re.compile(r"protokoll|sammanträd|\bjustera", re.IGNORECASE)
_ROLL = re.compile(r"(?:Beslutande|Ledamöter|Närvarande|Ersättare|Tjänstgörande)\b")
_OPENING = 12  # blocks in which minutes say that they are minutes, and of which day
_SIGN_LINE = 30  # characters of a line that holds the sign of a paragraph: «Ks § 22»
_SKIPPED = 30  # paragraphs that an extract may leave out between two
DATED = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b\d{1,2}(?: [a-zåäö]{3,9}|/\d{1,2}) (?:19|20)\d\d\b")
_NOTICE = re.compile(r"\bANSLAG|\bBEVIS\b|ANSLAGSBEVIS|tillkännagivits")
_OF_NOTICE = re.compile(r"\banslaget\b")
_NEAR = 8  # blocks
_LONGEST_NAME = 250  # characters
_PAGE_OF = re.compile(r"\b(\d{1,3})\s?\((\d{1,3})\)")
SHORTEST_TITLE = 12  # characters


def is_of_page(text: str, found: Sequence[Block], first: int, opening: Block, index: int) -> bool:
    """Whether the only content above a head belongs to the page that shows the document: its name, or a summary under the same title."""
    if _names_page(text, opening, *found[first : first + 2]):
        return True
    title = bare(words_in(text, found[first])) if found[first].kind is Kind.HEADING else ""
    again = (bare(words_in(text, block)).startswith(title) for block in head_of(found, index))
    alone = index == first + 2 and opening.kind is Kind.PARAGRAPH  # no signature ends what is above
    return alone and len(title) > SHORTEST_TITLE and any(again)


def _names_page(text: str, block: Block, first: Block, second: Block) -> bool:
    """Whether a block is the first of a file and no sentence, or over page 1: what a page is called that shows a transcript."""
    if block is not first or block.end - block.start >= _LONGEST_NAME:
        return False
    over = second.kind is Kind.FURNITURE and words_in(text, second).strip() == "1"
    return over or text[block.end - 1] not in ".!?" or text.endswith("...", 0, block.end)


def of_notice(text: str, found: Sequence[Block], first: int, index: int) -> bool:
    """Whether a field belongs to the notice that minutes are on the board, which stands under the signatures."""
    if _OF_NOTICE.search(words_in(text, found[index])):
        return True
    return found[index].kind is Kind.FIELD and any(
        _NOTICE.search(words_in(text, block)) for block in found[max(first, index - _NEAR) : index]
    )


def goes_on(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head is that of the next page of the same document: the same type, or a later paragraph, under the same date."""
    head = found[index : index + length]
    opened = [
        *map(SIGN.search, lines_of(text, head)),
        *(SIGN.search(b.number) for b in found[index + length :][:1]),
    ]
    later = next((int(match[1] or match[2] or match[3]) for match in opened if match), 0)
    opening = found[first : min(first + _OPENING, index)]
    beginning = "\n".join(lines_of(text, opening))
    if _is_later_page(text, found, first, index, length) and _MINUTES.search(
        text, found[first].start, found[index].start
    ):
        return True
    dates = [match[0] for line in lines_of(text, head) for match in DATED.finditer(line)]
    if not all(date in beginning for date in dates):
        return False
    if dates and not _types(text, opening).isdisjoint(_types(text, head)):
        return True
    if not later or not _MINUTES.search(beginning):
        return False
    earlier = (_paragraph(text, block) for block in reversed(found[first:index]))
    last = next((number for number in earlier if number), 0)
    return bool(last) and 0 < later - last <= _SKIPPED


def _is_later_page(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head stands on a page that its number counts among those before it: «3 (41)» after «2 (41)»."""
    pages = [
        (int(page[1]), page[2])
        for block in found[max(first, index - 2) : index + length]
        if block.kind is Kind.FURNITURE and (page := _PAGE_OF.search(words_in(text, block)))
    ]
    before = (block for block in found[first:index] if block.kind is Kind.FURNITURE)
    counted = {
        (int(page[1]), page[2]) for block in before if (page := _PAGE_OF.search(words_in(text, block)))
    }
    return any(number > 1 and (number - 1, of) in counted for number, of in pages)


def first_matter(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head that is only a title opens the first matter of minutes, whose first page holds their roll."""
    head = [block for block in found[index : index + length] if block.kind is not Kind.FURNITURE]
    if any(block.kind is Kind.FIELD or DATED.search(words_in(text, block)) for block in head):
        return False
    if any(STATED.match(words_in(text, block)) for block in head):
        return False
    opening = [words_in(text, block) for block in found[first:index]]
    rolled = any(map(_ROLL.match, opening)) and any(_MINUTES.search(words) for words in opening)
    near = [words_in(text, block).rstrip(" :").casefold() for block in found[index : index + length + 2]]
    return rolled and not (_SECTIONS | {"beslut"}).isdisjoint(near)


def _paragraph(text: str, block: Block) -> int:
    """The number of the paragraph of minutes that a block opens, 0 if it opens none."""
    alone = block.kind in (Kind.LETTERHEAD, Kind.FIELD) and block.end - block.start < _SIGN_LINE
    sign = SIGN.search(
        block.number if block.number.startswith("§") else words_in(text, block) if alone else ""
    )
    return int(sign[1] or sign[2] or sign[3]) if sign else 0


def _types(text: str, found: Sequence[Block]) -> set[str]:
    """The types of document that lines of a head name in a column by themselves."""
    lines = (words_in(text, block) for block in found if block.kind is not Kind.FIELD)
    cells = (cell.strip().casefold() for line in lines for cell in re.split(r"\t| {2,}|\n", line))
    return {cell for cell in cells if cell in DOCUMENT_TYPES}


def lines_of(text: str, found: Sequence[Block]) -> list[str]:
    """The words of blocks, those of fields after their keys."""
    return [f"{block.name} {words_in(text, block)}".strip() for block in found]


def head_of(found: Sequence[Block], index: int) -> Sequence[Block]:
    """The lines of a head from block `index` on, title among them."""
    stop = index
    titles = 0
    while stop < len(found) and stop < index + 40:
        block = found[stop]
        if block.kind is Kind.HEADING:
            titles += 1
            if titles > 2 or block.number:
                break
        elif block.kind not in (Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE) and not (
            block.kind is Kind.ROW and stop > index and block.end - block.start < _CELLS
        ):
            break
        stop += 1
    return found[index:stop]


@lru_cache(256)  # a line of a head is asked many things
def words_in(text: str, block: Block) -> str:
    """The first words of a block, without marks."""
    return plain(text, block.start, min(block.end, block.start + 300)).words


def bare(value: str) -> str:
    """Words without marks and capitals."""
    return re.sub(r"\W+", " ", value).strip().casefold()
