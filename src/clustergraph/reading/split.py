"""A file can hold several documents, a memo with the letter it encloses: where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.blocks import blocks
from clustergraph.reading.emphasis import plain
from clustergraph.reading.genre import DOCUMENT_TYPES, PARTING, SECTIONS, STATED, TYPED
from clustergraph.reading.letterheads import NUMBER
from clustergraph.reading.source import Source

_SECTIONS = SECTIONS - DOCUMENT_TYPES
_HEAD = 60  # blocks within which a document has said its title
_FOOT = (Kind.SIGNATURE, Kind.DISTRIBUTION)
_CONTENT = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
_BEFORE = (*_FOOT, Kind.PARAGRAPH, Kind.ITEM)  # what a document can end with
_CELLS = 90  # characters of a line of a head in columns: «Kommunstyrelsen    2024-04-23»
_DECIDED = 6  # blocks under the head of an extract among which it says that it decides
_DECIDES = re.compile(r"\bbeslutar\b|\bbeslut:?\Z", re.IGNORECASE)
_SIGN = re.compile(r"§\s?(\d+)|\b(\d+)\s?§|\bparagraf(?:en)?:?\s(\d+)", re.IGNORECASE)
_MINUTES = re.compile(r"protokoll|sammanträd|\bjustera", re.IGNORECASE)
_ROLL = re.compile(r"(?:Beslutande|Ledamöter|Närvarande|Ersättare|Tjänstgörande)\b")
_PARTIES = re.compile(r" \([A-ZÅÄÖ]{1,3}\)")
_PAGE = re.compile(r"\(?\d{1,3}\)?(?: ?\(\d{1,3}\))?")
_OPENING = 12  # blocks in which minutes say that they are minutes, and of which day
_SIGN_LINE = 30  # characters of a line that holds the sign of a paragraph: «Ks § 22»
_SKIPPED = 30  # paragraphs that an extract may leave out between two
_DATED = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b\d{1,2}(?: [a-zåäö]{3,9}|/\d{1,2}) (?:19|20)\d\d\b")
_REGISTRY = re.compile(r"d(?:iarie|nr)|ärende(?:nummer|nr|beteckning)|beteckning|datum", re.IGNORECASE)
# Headings that follow a signature within the same document.
_AFTERWORD = re.compile(
    r"(?:särskilt\s+yttrande|särskilda\s+yttranden|reservation|protokollsanteckning|ersättaryttrande|skiljaktig|avvikande"
    r"|bilagor|bilageförteckning|bilagd|förteckning|sändlista|kopia|fotnot|referenser|källor|underskrift|så\s+här|hur\s+man"
    r"|överklag|upplysning|kontakt|beslutet|omröstning|votering)",
    re.IGNORECASE,
)
# What the matter of a digest ends with; an ornament after it parts it from the next.
_MATTER_ENDS = re.compile(r"\([^()\n]{0,50}§ ?\d+[^()\n]{0,50}\)\.?\Z")
_NOTICE = re.compile(r"\bANSLAG|\bBEVIS\b|ANSLAGSBEVIS|tillkännagivits")
_COVER = re.compile(r"(?:Handlingar i ärendet|Ärendets handlingar): ")  # of several papers under one cover
_NEAR = 8  # blocks
_LIST_OF_ENCLOSURES = re.compile(r"bilagor|bilageförteckning|bilaga:?\Z|bifogas", re.IGNORECASE)
_ANNEX = re.compile(r"(?:bilaga|appendix)(?:\s+(?:\d{1,2}|[A-Z]))?\b[.:]?", re.IGNORECASE)
_ANNEX_LINE = re.compile(r"(?:bilaga|appendix)(?:\s+(?:\d{1,2}|[A-Z]))?(?:[.:].{0,80})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file.

    start, end: offsets in the file's text; the parts cover the text without gaps.
    title: the document's title as printed, without markup; empty if none is found.
    reason: why it is held to begin here, e.g. `beginning of file`, `title after signature`.
    first, last: the part's blocks are `blocks[first:last]`.
    """

    start: int
    end: int
    title: str
    reason: str
    first: int
    last: int


def split(source: Source, mapped: Sequence[Block] | None = None) -> tuple[Part, ...]:
    """The documents of a file, at least one. `mapped` saves the work if the blocks are already known.

    A document begins where, after a signature or a list of receivers, a new head or title follows; or where a
    head with type of document, registry number or date follows without one.
    """
    text = source.text
    found = blocks(text) if mapped is None else mapped
    begins = [(0, "beginning of file")]
    for index in range(1, len(found)):
        reason = _begins(text, found, begins[-1][0], index)
        if reason:
            begins.append((index, reason))
    parts = []
    for number, (first, reason) in enumerate(begins):
        last = begins[number + 1][0] if number + 1 < len(begins) else len(found)
        start = _line_start(text, found[first].printed) if number else 0
        end = _line_start(text, found[last].printed) if last < len(found) else len(text)
        title = _title(text, found[first : min(last, first + _HEAD)])
        parts.append(Part(start, end, title, reason, first, last))
    return tuple(parts)


def _line_start(text: str, at: int) -> int:
    """Where the line begins on which the block at `at` is printed, if only marks stand before it."""
    start = max(text.rfind("\n", 0, at) + 1, at - 100)
    return start if not text[start:at].strip("#>* \t") else at


def _begins(text: str, found: Sequence[Block], first: int, index: int) -> str:
    """Why a document begins at block `index`; empty if none does."""
    block = found[index]
    if block.number or block.kind not in (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD):
        return ""
    before = _last_content(text, found, first, index)
    if found[before].kind not in _BEFORE:
        return ""
    content = (
        b for b in islice(found, first, index) if _is_content(b) and not _COVER.search(text, b.start, b.end)
    )
    opening = next(content, None)
    if opening is None or (next(content, None) is None and _is_of_page(text, found, first, opening, index)):
        return ""  # a list of receivers or the official in charge stand in the head
    words = _words(text, block)
    if _PAGE.fullmatch(words) or len(_PARTIES.findall(words)) > 1:
        return ""  # the number of a page, people of a roll
    if _AFTERWORD.match(words) or words.rstrip(" :").casefold() in _SECTIONS:
        return ""
    head = _head(found, index)
    reason = _reason(text, found, first, index, before, head)
    if not reason or _goes_on(text, found, first, index, len(head)) or _of_notice(text, found, first, index):
        return ""
    if _first_matter(text, found, first, index, len(head)):
        return ""
    return reason


def _is_of_page(text: str, found: Sequence[Block], first: int, opening: Block, index: int) -> bool:
    """Whether the only content above a head belongs to the page that shows the document: its name, or a summary under the same title."""
    if _names_page(text, opening, *found[first : first + 2]):
        return True
    title = _bare(_words(text, found[first])) if found[first].kind is Kind.HEADING else ""
    again = (_bare(_words(text, block)).startswith(title) for block in _head(found, index))
    alone = index == first + 2 and opening.kind is Kind.PARAGRAPH  # no signature ends what is above
    return alone and len(title) > _SHORTEST_TITLE and any(again)


def _names_page(text: str, block: Block, first: Block, second: Block) -> bool:
    """Whether a block is the first of a file and no sentence, or over page 1: what a page is called that shows a transcript."""
    if block is not first or block.end - block.start >= _LONGEST_NAME:
        return False
    over = second.kind is Kind.FURNITURE and _words(text, second).strip() == "1"
    return over or text[block.end - 1] not in ".!?"


_LONGEST_NAME = 250  # characters


def _reason(
    text: str, found: Sequence[Block], first: int, index: int, before: int, head: Sequence[Block]
) -> str:
    """Why a document begins with a head, by the head and the block before it; empty if nothing says so."""
    block, footed = found[index], found[before].kind in _FOOT
    minutes = footed and _opens_minutes(text, found, index, len(head))
    if not (minutes or _has_body(found, index + len(head))):
        return ""
    names = [b.name for b in head if b.kind is Kind.FIELD]
    registered = any(map(_REGISTRY.search, names)) or _numbered(text, head)
    typed = _is_typed(text, head)
    if not footed:
        parted = bool(PARTING.search(text, found[before].end, block.printed))
        parted = parted and not _MATTER_ENDS.search(text, found[before].start, found[before].end)
        keyed = registered and typed and len(names) > 1
        furniture = found[index - 1].kind is Kind.FURNITURE
        if furniture and (
            _begins_page(text, head) or (typed and _PAGE_ONE.fullmatch(_words(text, found[index - 1])))
        ):
            return "head on a new page"
        return _begins_amid(text, block, head, registered, keyed, parted)
    addressed = typed and block.kind is Kind.LETTERHEAD
    if minutes or addressed or (names and (registered or typed or block.kind is Kind.LETTERHEAD)):
        return "letterhead after signature"
    words = _words(text, block)
    if _same(words, _title(text, found[first : first + _HEAD])):
        return "title repeated after signature"
    return _titled(text, block, words, typed)


def _of_notice(text: str, found: Sequence[Block], first: int, index: int) -> bool:
    """Whether a field belongs to the notice that minutes are on the board, which stands under the signatures."""
    if found[index].kind is not Kind.FIELD:
        return False
    return any(_NOTICE.search(_words(text, block)) for block in found[max(first, index - _NEAR) : index])


def _opens_minutes(text: str, found: Sequence[Block], index: int, length: int) -> bool:
    """Whether a head, however terse, is that of an extract: it has a date, a paragraph sign and under it a decision."""
    head = found[index : index + length]
    after = found[index + length : index + length + _DECIDED]
    if not head or not any(_DATED.search(_words(text, block)) for block in head):
        return False
    numbered = any(block.number.startswith("§") or _SIGN.search(_words(text, block)) for block in after[:3])
    if not (numbered or any(map(_SIGN.search, _lines(text, head)))):
        return False
    decided = (_DECIDES.search(_words(text, block)) for block in (*head, *after))
    return any(decided)


def _goes_on(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head is that of the next page of the same document: the same type, or a later paragraph, under the same date."""
    head = found[index : index + length]
    opened = [
        *map(_SIGN.search, _lines(text, head)),
        *(_SIGN.search(b.number) for b in found[index + length :][:1]),
    ]
    later = next((int(match[1] or match[2] or match[3]) for match in opened if match), 0)
    opening = found[first : min(first + _OPENING, index)]
    beginning = "\n".join(_lines(text, opening))
    if _is_later_page(text, found, first, index, length) and _MINUTES.search(
        text, found[first].start, found[index].start
    ):
        return True
    dates = [match[0] for line in _lines(text, head) for match in _DATED.finditer(line)]
    if not all(date in beginning for date in dates):
        return False
    if dates and not _types(text, opening).isdisjoint(_types(text, head)):
        return True
    if not later or not _MINUTES.search(beginning):
        return False
    earlier = (_paragraph(text, block) for block in reversed(found[first:index]))
    last = next((number for number in earlier if number), 0)
    return bool(last) and 0 < later - last <= _SKIPPED


_PAGE_OF = re.compile(r"\b(\d{1,3})\s?\((\d{1,3})\)")


def _is_later_page(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head stands on a page that its number counts among those before it: «3 (41)» after «2 (41)»."""
    pages = [
        (int(page[1]), page[2])
        for block in found[max(first, index - 2) : index + length]
        if block.kind is Kind.FURNITURE and (page := _PAGE_OF.search(_words(text, block)))
    ]
    before = (block for block in found[first:index] if block.kind is Kind.FURNITURE)
    counted = {(int(page[1]), page[2]) for block in before if (page := _PAGE_OF.search(_words(text, block)))}
    return any(number > 1 and (number - 1, of) in counted for number, of in pages)


def _first_matter(text: str, found: Sequence[Block], first: int, index: int, length: int) -> bool:
    """Whether a head that is only a title opens the first matter of minutes, whose first page holds their roll."""
    head = [block for block in found[index : index + length] if block.kind is not Kind.FURNITURE]
    if any(block.kind is Kind.FIELD or _DATED.search(_words(text, block)) for block in head):
        return False
    if any(STATED.match(_words(text, block)) for block in head):
        return False
    opening = [_words(text, block) for block in found[first:index]]
    rolled = any(map(_ROLL.match, opening)) and any(_MINUTES.search(words) for words in opening)
    near = [_words(text, block).rstrip(" :").casefold() for block in found[index : index + length + 2]]
    return rolled and not (_SECTIONS | {"beslut"}).isdisjoint(near)


def _paragraph(text: str, block: Block) -> int:
    """The number of the paragraph of minutes that a block opens, 0 if it opens none."""
    alone = block.kind in (Kind.LETTERHEAD, Kind.FIELD) and block.end - block.start < _SIGN_LINE
    sign = _SIGN.search(
        block.number if block.number.startswith("§") else _words(text, block) if alone else ""
    )
    return int(sign[1] or sign[2] or sign[3]) if sign else 0


def _types(text: str, found: Sequence[Block]) -> set[str]:
    """The types of document that lines of a head name in a column by themselves."""
    lines = (_words(text, block) for block in found if block.kind is not Kind.FIELD)
    cells = (cell.strip().casefold() for line in lines for cell in re.split(r"\t| {2,}|\n", line))
    return {cell for cell in cells if cell in DOCUMENT_TYPES}


def _lines(text: str, found: Sequence[Block]) -> list[str]:
    """The words of blocks, those of fields after their keys."""
    return [f"{block.name} {_words(text, block)}".strip() for block in found]


_PAGE_ONE = re.compile(r"(?:Sida |Sid )?1 ?(?:\(\d{1,3}\)|/ ?\d{1,3}|av \d{1,3})", re.IGNORECASE)


def _is_content(block: Block) -> bool:
    """Whether a block is no line of a head, in columns or not."""
    return block.kind in _CONTENT and not (block.kind is Kind.ROW and block.end - block.start < _CELLS)


def _is_typed(text: str, head: Sequence[Block]) -> bool:
    """Whether a line of a head names the type of a document."""
    lines = [_words(text, block) for block in head if block.kind is not Kind.FIELD]
    return any(TYPED.match(line) or STATED.match(line) for line in lines)


def _numbered(text: str, head: Sequence[Block]) -> bool:
    """Whether a line of a head is a registry number without a key."""
    return any(b.kind is Kind.LETTERHEAD and NUMBER.match(_words(text, b)) for b in head)


def _last_content(text: str, found: Sequence[Block], first: int, index: int) -> int:
    """The block before `index` that is no furniture, no list of enclosures and no «Bilaga 1»."""
    before = index - 1
    while before > first and (
        found[before].kind is Kind.FURNITURE
        or _enclosures(text, found, before)
        or _ANNEX_LINE.fullmatch(_words(text, found[before]))
    ):
        before -= 1
    return before


def _begins_amid(
    text: str, block: Block, head: Sequence[Block], registered: bool, keyed: bool, parted: bool
) -> str:
    """Why a document begins after running text, without a signature or list of receivers before it."""
    words = _words(text, block)
    if parted and STATED.match(words) and len(words.split()) > 1 and block.kind is Kind.HEADING:
        return "title after parting"
    stated = any(b.kind is not Kind.FIELD and STATED.match(_words(text, b)) for b in head)
    return "new letterhead" if (keyed or (stated and registered)) and block.kind is not Kind.FIELD else ""


_OFFICIAL = frozenset({"handläggare", "kontaktperson", "utredare", "föredragande"})


def _begins_page(text: str, head: Sequence[Block]) -> bool:
    """Whether the head of a page names the official in charge and has a title, as that of a first page does."""
    keys = [one for one in head if one.kind is Kind.FIELD and one.name.casefold().rstrip(":") in _OFFICIAL]
    titles = [one for one in head if one.kind is Kind.HEADING and len(_words(text, one).split()) > 2]
    return bool(keys and titles and not any(one.number for one in titles))


def _titled(text: str, block: Block, words: str, typed: bool) -> str:
    """Why a title after a signature begins a document, though no letterhead says so."""
    if typed and _ANNEX.match(words):
        return "annex after signature"
    if typed and len(words.split()) > 1:
        return "title after signature"
    if block.level == 1 and text[block.printed] == "#":
        return "first-level heading after signature"
    return ""


def _enclosures(text: str, found: Sequence[Block], index: int) -> bool:
    """Whether a block belongs to a list of enclosures, which stands under the signature."""
    block = found[index]
    if block.kind is Kind.ITEM and block.lead_in is not None:
        block = found[block.lead_in]
    return block.kind is Kind.HEADING and bool(_LIST_OF_ENCLOSURES.match(_words(text, block)))


def _head(found: Sequence[Block], index: int) -> Sequence[Block]:
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


def _has_body(found: Sequence[Block], index: int) -> bool:
    """Whether running text follows before the next foot or the end."""
    for block in found[index : index + 40]:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.end - block.start > 80:
            return True
        if block.kind in _FOOT:
            return False
    return False


def _words(text: str, block: Block) -> str:
    return plain(text, block.start, min(block.end, block.start + 300)).words


def _same(words: str, title: str) -> bool:
    return len(title) > _SHORTEST_TITLE and _bare(words) == _bare(title)


_SHORTEST_TITLE = 12  # characters


def _bare(value: str) -> str:
    """Words without marks and capitals."""
    return re.sub(r"\W+", " ", value).strip().casefold()


def _title(text: str, part: Sequence[Block]) -> str:
    """The first heading that is no section and no bare type of document; failing that, the type."""
    fallback = ""
    for block in part:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.end - block.start > 160:
            break
        if block.kind not in (Kind.HEADING, Kind.LETTERHEAD):
            continue
        words = _words(text, block)
        known = words.rstrip(" :").casefold()
        if known in DOCUMENT_TYPES or (block.kind is Kind.LETTERHEAD and TYPED.match(words)):
            fallback = fallback or words
        elif block.kind is Kind.HEADING and known not in SECTIONS and not _ANNEX.fullmatch(known):
            if block.number and block.number[0] != "§":
                break  # a chapter: the title has not been recognised
            return words
    return fallback
