"""The words of one document as the rules read them, each with its place in the stored text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.model import Evidence
from clustergraph.reading import Block, Kind, Plain, plain, sentences

_CONTENT = (Kind.PARAGRAPH, Kind.ITEM)
_BORDER = re.compile(r"[|\t] ?")
_DATED_SIGN = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\W+(§ ?\d{1,4})\b")
# A line that is only the sign of a paragraph, with the initials of the body: «Kf § 41», «Beslut § 33», «§ 7 forts.».
_SIGN_ALONE = re.compile(
    r"(?:(?:forts\.?|paragraf|[A-ZÅÄÖ][\wåäöÅÄÖ-]{0,11}) )?(§ ?\d{1,4}(?:[/:]\d{1,4})?)\.?(?: \(?forts\.?\)?)?",
    re.IGNORECASE,
)
_COMMITTEE = re.compile(r"(?:[A-ZÅÄÖ]{0,4}(?:AU|PU|LU|SU|BU)|[A-ZÅÄÖ][a-zåäö]{1,3}-?au)\s?§")
_BESIDE = 5  # blocks after a paragraph's own sign within which that of the committee that prepared it stands
_CLOSING = pattern("documents", "view-closing")
_DAY = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b|\b\d{1,2} [a-z]{3,9} (?:19|20)\d\d\b")
_SEVERAL = 2  # matters that make a digest
# What the head over a paragraph of minutes is read as.
_OVER = (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD, Kind.ROW, Kind.FURNITURE)
_HEAD_LINE = 120  # characters
_COLUMNED = (Kind.LETTERHEAD, Kind.FURNITURE, Kind.SIGNATURE, Kind.DISTRIBUTION, Kind.ROW)


# Not frozen, as nothing is that a text has by the hundred: to set the fields of what is takes five times as long.
@dataclass(slots=True)
class Stretch:
    """A block in the view.

    `start` and `end` are offsets in `View.words`; `index` counts the blocks of the view, `number` those
    of the whole file, as `Block.lead_in` does.
    """

    index: int
    number: int
    block: Block
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class View:
    """The blocks of a document without markup and line breaks, one a line, and the way back.

    The rules search `words` (or `lower`, of the same length) once for the whole document; a line feed
    parts two blocks, so that no match runs over the border.
    """

    text: str
    words: str
    stretches: tuple[Stretch, ...]
    _plains: tuple[Plain, ...] = field(repr=False)

    @cached_property
    def lower(self) -> str:
        """The words in lower case, with the same offsets."""
        return lowered(self.words)

    @cached_property
    def _starts(self) -> list[int]:
        return [stretch.start for stretch in self.stretches]

    def at(self, offset: int) -> Stretch:
        """The block at an offset in the words."""
        return self.stretches[(bisect_right(self._starts, offset) or 1) - 1]

    @cached_property
    def _items(self) -> tuple[list[int], list[str]]:
        opening: list[tuple[int, str]] = []
        last, preparing = -_BESIDE, False
        for stretch in self.stretches:
            number = stretch.block.number
            sign = number if number[:1] == "§" else self._on_line(stretch)
            committee = bool(sign) and self.of_committee(stretch)
            # Right under the sign of a board that of the committee which prepared the matter opens nothing.
            if not sign or (committee and not preparing and stretch.index - last < _BESIDE):
                continue
            opening.append((stretch.start, "".join(sign.split())))
            last, preparing = stretch.index, committee
        opening = opening or self._closed
        return [start for start, _ in opening], [number for _, number in opening]

    def of_committee(self, stretch: Stretch) -> bool:
        """Whether the sign of a paragraph has the initials of a committee before it: «AU § 80», «KSAU § 61»."""
        begin = stretch.block.printed
        return bool(_COMMITTEE.match(self.text, begin, min(stretch.block.end, begin + _HEAD_LINE)))

    @cached_property
    def _closed(self) -> list[tuple[int, str]]:
        """Where the matters of a digest begin that print their paragraph last, and the paragraphs; empty for none."""
        if self.words.count("§") < _SEVERAL:
            return []
        found: list[tuple[int, str]] = []
        begin: int | None = None
        for stretch in self.stretches:
            if begin is None and stretch.kind in (Kind.HEADING, *_CONTENT):
                begin = stretch.start
            tail = max(stretch.start, stretch.end - _HEAD_LINE)
            signed = self.words.find("§", tail, stretch.end) >= 0
            match = _CLOSING.search(self.words, tail, stretch.end) if signed else None
            if match is None or _DAY.search(match[0]):
                if not found and stretch.kind is Kind.HEADING:
                    begin = stretch.start  # the first matter begins at the last heading over it
                continue
            over = stretch.kind is Kind.HEADING
            found.append(
                (
                    stretch.start if over or begin is None else begin,
                    "".join((match["sign"] or match["bare"]).split()),
                )
            )
            begin = None
        numbers = [int(sign[1:]) for _, sign in found]
        rising = all(one < other for one, other in pairwise(numbers))
        return found if len(found) >= _SEVERAL and rising else []

    @property
    def is_digest(self) -> bool:
        """Whether the document tells the matters of a meeting, each with its paragraph last, in brackets."""
        return bool(self._closed) and self._items[0][0] == self._closed[0][0]

    def _on_line(self, stretch: Stretch) -> str:
        """The sign and number on a line of the head over a paragraph of minutes: alone, or after the date."""
        short = stretch.end - stretch.start < _HEAD_LINE and stretch.kind in _OVER
        if not short or self.words.find("§", stretch.start, stretch.end) < 0:
            return ""
        match = _SIGN_ALONE.fullmatch(self.words, stretch.start, stretch.end)
        match = match or _DATED_SIGN.search(self.words, stretch.start, stretch.end)
        return match[1] if match else ""

    def item(self, offset: int) -> str:
        """The number of the paragraph of the minutes that an offset is in, without blanks; empty before the first.

        A paragraph that goes on after the head of a page is the same one.
        """
        starts, numbers = self._items
        index = bisect_right(starts, offset)
        return numbers[index - 1] if index else ""

    @cached_property
    def items(self) -> frozenset[str]:
        """The numbers of all paragraphs of the minutes."""
        return frozenset(self._items[1])

    @cached_property
    def _numbered(self) -> dict[int, Stretch]:
        return {stretch.number: stretch for stretch in self.stretches}

    def lead_of(self, stretch: Stretch, within: int) -> Stretch | None:
        """The block that introduces the list of an item, if it stands at most so many blocks before it."""
        number = stretch.block.lead_in
        lead = None if number is None else self._numbered.get(number)
        return lead if lead and stretch.index - within <= lead.index < stretch.index else None

    def block_words(self, stretch: Stretch) -> str:
        """The words of a block."""
        return self.words[stretch.start : stretch.end]

    def plain_of(self, stretch: Stretch) -> Plain:
        """The words of a block as they stand in the stored text."""
        return self._plains[stretch.index]

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """Where `words[start:end]` (in one block, not empty) stands in the stored text."""
        return self._within(self.at(start), start, end)

    def _within(self, stretch: Stretch, start: int, end: int) -> tuple[int, int]:
        plain_ = self._plains[stretch.index]
        if len(plain_.runs) == 1:
            base = plain_.stored[0] - stretch.start
            return base + start, base + min(end, stretch.end)
        return plain_.span(start - stretch.start, min(end, stretch.end) - stretch.start)

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The verbatim words of the stored text behind `words[start:end]`, which may span blocks."""
        stretch = self.at(start)
        if end <= stretch.end:
            first, last = self._within(stretch, start, end)
        else:
            first, _ = self._within(stretch, start, stretch.end)
            _, last = self.stored(end - 1, end)
        while first and self.text[first - 1] == "*" and self.text.count("*", first, last) % 2:
            first -= 1  # the mark that opens emphasis which ends inside the quote
        return Evidence(self.text[first:last], first, last, rule, confidence)

    @cached_property
    def cells(self) -> frozenset[int]:
        """Where in the words a cell begins, other than the first of its line, in rows and lines in columns.

        In a signature each printed line is one.
        """
        found: set[int] = set()
        for stretch, words in zip(self.stretches, self._plains, strict=True):
            if stretch.kind is Kind.ROW:
                found.update(cell.end() for cell in _BORDER.finditer(self.words, stretch.start, stretch.end))
            if stretch.kind in _COLUMNED:
                borders = ("\t", "   ", "\n") if stretch.kind is Kind.SIGNATURE else ("\t", "   ")
                found.update(
                    stretch.start + run
                    for run, stored in zip(words.runs, words.stored, strict=True)
                    if run and self.text[max(0, stored - 3) : stored].endswith(borders)
                )
        return frozenset(found)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return sorted(self.cells)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int, Stretch], ...]:
        """The sentences of paragraphs, list items and cells of tables: start, end in the words, and the block."""
        found: list[tuple[int, int, Stretch]] = []
        for stretch in self.stretches:
            if stretch.kind in _CONTENT and stretch.end > stretch.start:
                found += [(a, b, stretch) for a, b in sentences(self.words, stretch.start, stretch.end)]
            elif stretch.kind is Kind.ROW:
                for cell in self.row_cells(stretch):
                    found += [(a, b, stretch) for a, b in sentences(self.words, *cell)]
        return tuple(found)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where each sentence begins."""
        return [start for start, _, _ in self.sentences]

    def sentences_at(self, offsets: Iterable[int]) -> list[tuple[int, int, Stretch]]:
        """The sentences, in order, in which one of some offsets lies."""
        found: dict[int, tuple[int, int, Stretch]] = {}
        for at in sorted(offsets):
            ordinal = bisect_right(self.sentence_starts, at) - 1
            if ordinal >= 0 and at < self.sentences[ordinal][1]:
                found[ordinal] = self.sentences[ordinal]
        return list(found.values())

    def row_cells(self, stretch: Stretch) -> list[tuple[int, int]]:
        """The cells of a row that hold words: start and end of each."""
        first, last = (bisect_right(self._cell_starts, at) for at in (stretch.start, stretch.end - 1))
        bounds = pairwise([stretch.start, *self._cell_starts[first:last], stretch.end])
        spans = ((_trimmed(self.words, a, b)) for a, b in bounds)
        return [(a, b) for a, b in spans if a < b]


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """A cell without the bars and blanks at its ends."""
    inner = words[start:end].lstrip("|\t ")
    start = end - len(inner)
    return start, start + len(inner.rstrip("|\t "))


def lowered(words: str) -> str:
    """Words in lower case, character by character, so that offsets stay; the old «icke» is «inte»."""
    lower = words.lower()
    if len(lower) != len(words):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in words)
    return lower.replace(" icke ", " inte ")


def view(text: str, blocks: Sequence[Block], first: int, last: int) -> View:
    """The view of the document that is `blocks[first:last]`; blocks without words are left out."""
    pieces: list[str] = []
    plains: list[Plain] = []
    stretches: list[Stretch] = []
    length = 0
    for number in range(first, last):
        block = blocks[number]
        if block.end <= block.start or block.kind is Kind.CONTENTS:
            continue
        words = plain(text, block.start, block.end)
        if not words.words.strip():
            continue
        line = words.words.replace("\n", " ")
        stretches.append(Stretch(len(stretches), number, block, block.kind, length, length + len(line)))
        plains.append(words)
        pieces.append(line)
        length += len(line) + 1
    return View(text, "\n".join(pieces), tuple(stretches), tuple(plains))
