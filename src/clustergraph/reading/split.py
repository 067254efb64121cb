"""A file can hold several documents, a memo with the letter it encloses: where each begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.blocks import blocks
from clustergraph.reading.emphasis import plain
from clustergraph.reading.genre import DOCUMENT_TYPES, SECTIONS, TYPED
from clustergraph.reading.source import Source

_HEAD = 60  # blocks within which a document has said its title
_FOOT = (Kind.SIGNATURE, Kind.DISTRIBUTION)
_REGISTRY = re.compile(r"d(?:iarie|nr)|ärende(?:nummer|nr|beteckning)|beteckning|datum", re.IGNORECASE)
# Headings that follow a signature within the same document.
_AFTERWORD = re.compile(
    r"(?:särskilt\s+yttrande|särskilda\s+yttranden|reservation|protokollsanteckning|ersättaryttrande|skiljaktig|avvikande"
    r"|bilagor|bilageförteckning|bilagd|förteckning|sändlista|kopia|fotnot|referenser|källor|underskrift|så\s+här|hur\s+man"
    r"|överklag|upplysning|kontakt|beslutet|omröstning|votering)",
    re.IGNORECASE,
)
_LIST_OF_ENCLOSURES = re.compile(r"bilagor|bilageförteckning|bilaga:?\Z|bifogas", re.IGNORECASE)
_ANNEX = re.compile(r"(?:bilaga|appendix)(?:\s+(?:\d{1,2}|[A-Z]))?\b[.:]?", re.IGNORECASE)


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
        start = found[first].printed if number else 0
        start = (
            text.rfind("\n", 0, start) + 1
            if number and not text[text.rfind("\n", 0, start) + 1 : start].strip("#>* \t")
            else start
        )
        parts.append((start, _title(text, found[first : min(last, first + _HEAD)]), reason, first, last))
    ends = [part[0] for part in parts[1:]] + [len(text)]
    return tuple(
        Part(start, end, title, reason, first, last)
        for (start, title, reason, first, last), end in zip(parts, ends, strict=True)
    )


def _begins(text: str, found: Sequence[Block], first: int, index: int) -> str:
    """Why a document begins at block `index`; empty if none does."""
    block = found[index]
    if block.kind not in (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD) or block.number:
        return ""
    before = index - 1
    while before > first and (found[before].kind is Kind.FURNITURE or _enclosures(text, found, before)):
        before -= 1
    words = _words(text, block)
    if _AFTERWORD.match(words) or words.rstrip(" :").casefold() in SECTIONS - DOCUMENT_TYPES:
        return ""
    after_foot = found[before].kind in _FOOT
    if not after_foot and found[before].kind not in (Kind.PARAGRAPH, Kind.ITEM):
        return ""
    head = _head(found, index)
    registry = any(b.kind is Kind.FIELD and _REGISTRY.search(b.name) for b in head)
    fields = sum(b.kind is Kind.FIELD for b in head)
    typed = any(b.kind is not Kind.FIELD and TYPED.match(_words(text, b)) for b in head)
    body = _has_body(found, index + len(head))
    if not body:
        return ""
    if after_foot:
        if fields and (registry or typed or block.kind is Kind.LETTERHEAD):
            return "letterhead after signature"
        if _same(words, _title(text, found[first : first + _HEAD])):
            return "title repeated after signature"
        if typed and (_ANNEX.match(words) or len(words.split()) > 1):
            return "annex after signature" if _ANNEX.match(words) else "title after signature"
        if block.level == 1 and text[block.printed] == "#":
            return "first-level heading after signature"
        return ""
    if registry and typed and fields >= 2 and block.kind is not Kind.FIELD:
        return "new letterhead"
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
        elif block.kind not in (Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE):
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
    def bare(value: str) -> str:
        return re.sub(r"\W+", " ", value).strip().casefold()

    return len(title) > 12 and bare(words) == bare(title)


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
            return words
    return fallback
