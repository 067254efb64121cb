"""A file can hold several documents, a memo with the letter it encloses: where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clustergraph.reading.agreements import opens_agreement
from clustergraph.reading.block import Block, Kind
from clustergraph.reading.blocks import blocks
from clustergraph.reading.continued import (
    DATED,
    SHORTEST_TITLE,
    SIGN,
    bare,
    first_matter,
    goes_on,
    head_of,
    is_of_page,
    lines_of,
    of_notice,
    words_in,
)
from clustergraph.reading.genre import (
    ANNEX,
    DOCUMENT_TYPES,
    PARTING,
    PLAN_IN_CAPITALS,
    SECTIONS,
    STATED,
    STATED_TYPES,
    TYPED,
    pattern,
)
from clustergraph.reading.letterheads import NUMBER
from clustergraph.reading.signatures import DATE, NAME
from clustergraph.reading.source import Source

_SECTIONS = SECTIONS - DOCUMENT_TYPES
_HEAD = 60  # blocks within which a document has said its title
_FOOT = (Kind.SIGNATURE, Kind.DISTRIBUTION)
_CONTENT = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
_BEFORE = (*_FOOT, Kind.PARAGRAPH, Kind.ITEM)  # what a document can end with
_LABEL = 24  # characters of a line of a head that says what stands under it
_CELLS = 90  # characters of a line of a head in columns: «Kommunstyrelsen    2024-04-23»
_DECIDED = 6  # blocks under the head of an extract among which it says that it decides
_DECIDES = re.compile(r"\bbeslutar\b|\bbeslut:?\Z", re.IGNORECASE)
_SENTENCE = 80  # characters of running text, whatever it ends with
_TABLE = 8  # rows of a letterhead
_CONTACT = pattern("contact", re.IGNORECASE)
_PARTIES = re.compile(r" \([A-ZÅÄÖ]{1,3}\)")
_PAGE = re.compile(r"\(?\d{1,3}\)?(?: ?\(\d{1,3}\))?")
_REGISTRY = re.compile(r"d(?:iarie|nr)|ärende(?:nummer|nr|beteckning)|beteckning|datum", re.IGNORECASE)
_AFTERWORD = pattern("afterword", re.IGNORECASE)
# What the matter of a digest ends with; an ornament after it parts it from the next.
_MATTER_ENDS = re.compile(r"\([^()\n]{0,50}§ ?\d+[^()\n]{0,50}\)\.?\Z")
_COVER = re.compile(r"(?:Handlingar i ärendet|Ärendets handlingar): ")  # of several papers under one cover
_LISTED = re.compile(r"bilagor|bilageförteckning|bilaga:?\Z|bifogas", re.IGNORECASE)
# over the enclosure's own head
_NAMED_BELOW = re.compile(r"(?:bilaga|appendix)(?:\s(?:\d{1,2}|[A-Z]))?:\s", re.IGNORECASE)
_STATEMENT = pattern("statement", re.IGNORECASE)


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
    if block.kind is Kind.ROW:
        return _table_begins(text, found, first, index)
    if not block.paper and (block.number or block.kind not in (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD)):
        return ""
    content = (
        found[at]
        for at in range(first, index)
        if _is_content(text, found[at])
        and not _COVER.search(text, found[max(at - 1, first)].start, found[at].end)
    )
    opening = next(content, None)
    if opening is None or (next(content, None) is None and is_of_page(text, found, first, opening, index)):
        return ""  # a list of receivers or the official in charge stand in the head
    if block.paper:
        return "head amid running text"
    words = words_in(text, block)
    if _PAGE.fullmatch(words) or len(_PARTIES.findall(words)) > 1:
        return ""  # the number of a page, people of a roll
    if (
        _enclosures(text, found, index)
        or _AFTERWORD.match(words)
        or words.rstrip(" :").casefold() in _SECTIONS
    ):
        return ""
    if _is_statement(text, found, index):
        return "statement annexed to minutes"
    before = _last_content(text, found, first, index)
    if found[before].kind not in _BEFORE:
        return ""
    head = head_of(found, index)
    reason = _reason(text, found, first, index, before, head)
    if not reason or goes_on(text, found, first, index, len(head)) or of_notice(text, found, first, index):
        return ""
    if first_matter(text, found, first, index, len(head)):
        return ""
    return reason


def _table_begins(text: str, found: Sequence[Block], first: int, index: int) -> str:
    """Why a document begins with a table: after a foot or a rule, a letterhead whose cells name its type and its number."""
    if found[index - 1].kind is Kind.ROW:
        return ""
    before = _last_content(text, found, first, index)
    parted = PARTING.search(text, found[before].end, found[index].printed)
    if not parted and found[before].kind not in _FOOT:
        return ""
    stop = index
    while stop < len(found) and found[stop].kind in (Kind.ROW, Kind.FURNITURE, Kind.FIELD):
        stop += 1
    cells = [
        cell.strip()
        for block in found[index:stop]
        for cell in re.split(r"[|\t\n]", f"{block.name} {words_in(text, block)}")
    ]
    typed = any(cell.casefold() in STATED_TYPES for cell in cells)
    keyed = any(_REGISTRY.match(cell) or NUMBER.fullmatch(cell) for cell in cells)
    short = stop - index <= _TABLE and stop < len(found) and found[stop].kind is Kind.HEADING
    return "letterhead in a table" if typed and keyed and short else ""


def _reason(
    text: str, found: Sequence[Block], first: int, index: int, before: int, head: Sequence[Block]
) -> str:
    """Why a document begins with a head, by the head and the block before it; empty if nothing says so."""
    block, footed = found[index], found[before].kind in _FOOT
    parted = bool(PARTING.search(text, found[before].end, block.printed))
    if opens_agreement(text, found, first, index, parted or footed):
        return "agreement with its parties"
    minutes = footed and _opens_minutes(text, found, index, len(head))
    names = [b.name for b in head if b.kind is Kind.FIELD and not _CONTACT.fullmatch(b.name)]
    registered = any(map(_REGISTRY.search, names)) or _numbered(text, head)
    if not (minutes or _has_body(text, found, index + len(head), 50 if registered else 80)):
        return ""
    typed = _is_typed(text, head)
    if not footed:
        parted = parted and not _MATTER_ENDS.search(text, found[before].start, found[before].end)
        keyed = registered and typed and len(names) > 1
        return _begins_amid(text, block, head, registered, keyed, parted)
    addressed = typed and block.kind is Kind.LETTERHEAD
    if minutes or addressed or (names and (registered or typed or block.kind is Kind.LETTERHEAD)):
        return "letterhead after signature"
    words = words_in(text, block)
    if _same(words, _title(text, found[first : first + _HEAD])):
        return "title repeated after signature"
    return _titled(text, block, words, typed)


def _opens_minutes(text: str, found: Sequence[Block], index: int, length: int) -> bool:
    """Whether a head, however terse, is that of an extract: it has a date, a paragraph sign and under it a decision."""
    head = found[index : index + length]
    after = found[index + length : index + length + _DECIDED]
    if not head or not any(DATED.search(words_in(text, block)) for block in head):
        return False
    numbered = any(block.number.startswith("§") or SIGN.search(words_in(text, block)) for block in after[:3])
    if not (numbered or any(map(SIGN.search, lines_of(text, head)))):
        return False
    decided = (_DECIDES.search(words_in(text, block)) for block in (*head, *after))
    return any(decided)


def _is_content(text: str, block: Block) -> bool:
    """Whether a block is no line of a head, in columns or not: «Vår handläggare» over a name is one."""
    if block.kind is Kind.PARAGRAPH and text[block.end - 1] not in ".:!?,":
        return block.end - block.start > _LABEL
    return block.kind in _CONTENT and not (block.kind is Kind.ROW and block.end - block.start < _CELLS)


def _is_typed(text: str, head: Sequence[Block]) -> bool:
    """Whether a line of a head names the type of a document."""
    lines = [words_in(text, block) for block in head if block.kind is not Kind.FIELD]
    return any(TYPED.match(line) or STATED.match(line) or PLAN_IN_CAPITALS.fullmatch(line) for line in lines)


def _numbered(text: str, head: Sequence[Block]) -> bool:
    """Whether a line of a head is a registry number without a key."""
    return any(b.kind is Kind.LETTERHEAD and NUMBER.match(words_in(text, b)) for b in head)


def _last_content(text: str, found: Sequence[Block], first: int, index: int) -> int:
    """The block before `index` that is no furniture, no list of enclosures and no «Bilaga 1»."""
    before = index - 1
    while before > first and (
        found[before].kind is Kind.FURNITURE
        or _enclosures(text, found, before)
        or ANNEX.fullmatch(words_in(text, found[before]))
    ):
        before -= 1
    return before


def _begins_amid(
    text: str, block: Block, head: Sequence[Block], registered: bool, keyed: bool, parted: bool
) -> str:
    """Why a document begins after running text, without a signature or list of receivers before it."""
    words = words_in(text, block)
    if parted and STATED.match(words) and len(words.split()) > 1 and block.kind is Kind.HEADING:
        return "title after parting"
    stated = any(b.kind is not Kind.FIELD and STATED.match(words_in(text, b)) for b in head)
    return "new letterhead" if (keyed or (stated and registered)) and block.kind is not Kind.FIELD else ""


def _titled(text: str, block: Block, words: str, typed: bool) -> str:
    """Why a title after a signature begins a document, though no letterhead says so."""
    if typed and ANNEX.match(words):
        return "annex after signature"
    if typed and len(words.split()) > 1:
        return "title after signature"
    if block.level == 1 and text[block.printed] == "#":
        return "first-level heading after signature"
    return ""


def _is_statement(text: str, found: Sequence[Block], index: int) -> bool:
    """Whether what a member or party says and signs stands under «Bilaga till § 88», after the last matter of the minutes."""
    if not ANNEX.fullmatch(words_in(text, found[index])):
        return False
    lines = [words_in(text, block) for block in found[index + 1 : index + _HEAD]]
    signed = any(NAME.fullmatch(_PARTIES.sub("", line)) or DATE.fullmatch(line) for line in lines[2:])
    numbered = any(block.number.startswith("§") for block in found[index:])
    return signed and not numbered and any(map(_STATEMENT.match, lines[:2]))


def _enclosures(text: str, found: Sequence[Block], index: int) -> bool:
    """Whether a block belongs to a list of enclosures, which stands under the signature."""
    block = found[index]
    if block.kind is Kind.ITEM and block.lead_in is not None:
        block = found[block.lead_in]
    if block.kind is not Kind.HEADING:
        return False
    follows = found[index + 1] if index + 1 < len(found) else None
    titled = follows is not None and follows.kind in (Kind.HEADING, Kind.LETTERHEAD) and not follows.number
    words = words_in(text, block)
    return bool(
        (titled and _NAMED_BELOW.match(words))
        or (_LISTED.match(words) and not (titled and ANNEX.fullmatch(words)))
    )


def _has_body(text: str, found: Sequence[Block], index: int, least: int) -> bool:
    """Whether running text follows before the next foot or the end; what a page prints about itself is no sentence."""
    for block in found[index : index + 40]:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.end - block.start > least:
            return block.end - block.start > _SENTENCE or text[block.end - 1] in ".:!?,;"
        if block.kind in _FOOT:
            return False
    return False


def _same(words: str, title: str) -> bool:
    return len(title) > SHORTEST_TITLE and bare(words) == bare(title)


def _title(text: str, part: Sequence[Block]) -> str:
    """The first heading that is no section and no bare type of document; failing that, the type."""
    fallback = ""
    for block in part:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.end - block.start > 160:
            break
        if block.kind not in (Kind.HEADING, Kind.LETTERHEAD):
            continue
        words = words_in(text, block)
        known = words.rstrip(" :").casefold()
        if known in DOCUMENT_TYPES or (block.kind is Kind.LETTERHEAD and TYPED.match(words)):
            fallback = fallback or words
        elif block.kind is Kind.HEADING and known not in SECTIONS and not ANNEX.fullmatch(known):
            if block.number and block.number[0] != "§":
                break  # a chapter: the title has not been recognised
            return words
    return fallback
