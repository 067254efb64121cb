"""One document as the rules meet it: its view, and what one pass each found in its words."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.phrases import Hits
from clustergraph.mapping.text.registry_numbers import RegistryNumber
from clustergraph.mapping.text.sections import Section
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_LINES = frozenset({Kind.LETTERHEAD, Kind.FURNITURE, Kind.PARAGRAPH, Kind.ROW, Kind.SIGNATURE})

_MARKS = pattern("documents", "marks-of-head")
_BEGINNING, _LONG, _MARKED, _RUN = 3, 250, 200, 450  # blocks; characters


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that say it (offsets in the view), the rule and its confidence.

    `owner` is the slug of the authority that keeps a registry number, where that is known.
    """

    value: str
    start: int
    end: int
    rule: str
    confidence: float
    owner: str | None = None


@dataclass(frozen=True, eq=False)
class Material:
    """What the rules read: the view, its sections, and the phrases, actors, dates and numbers in its words."""

    name: str
    title: str
    view: View
    sections: tuple[Section, ...]
    hits: Hits
    named: Sequence[Named]
    dates: Sequence[FoundDate]
    numbers: Sequence[RegistryNumber]

    @cached_property
    def _named_starts(self) -> list[int]:
        return [one.start for one in self.named]

    def named_within(self, start: int, end: int) -> Sequence[Named]:
        """The actors whose mention begins at or after an offset and before another."""
        starts = self._named_starts
        return self.named[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def in_names(self) -> frozenset[int]:
        """The offsets that lie in the mention of an actor."""
        return frozenset().union(*(range(one.start, one.end) for one in self.named))

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each organisation named, by slug."""
        return {one.slug: one.type for one in self.named if not one.unit}

    @cached_property
    def head(self) -> int:
        """Offset in the view where the head ends and the running text begins."""
        for stretch in self.view.stretches:
            length = stretch.end - stretch.start
            running = stretch.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW) and not self._over_links(stretch)
            if running and (length > 160 or (length > 60 and self.view.words[stretch.end - 1] in ".:?!")):
                return stretch.start
            if stretch.kind is Kind.HEADING and self.sections[stretch.index].kind and stretch.index > 3:
                return stretch.start
        return len(self.view.words)

    def _over_links(self, stretch: Stretch) -> bool:
        """Whether a block is what a page is called, over its links: the first sentence again, where none has a title."""
        below = self.view.stretches[stretch.index + 1 : stretch.index + 3]
        first = stretch.kind is Kind.PARAGRAPH and stretch.index < _BEGINNING
        return first and len(below) > 1 and all(s.kind is Kind.FURNITURE for s in below)

    @cached_property
    def run_together(self) -> tuple[int, int]:
        """Where in the words a head stands that lost its line breaks and could not be parted; empty if none does."""
        for stretch in self.view.stretches[:_BEGINNING]:
            length = stretch.end - stretch.start
            if stretch.kind is Kind.PARAGRAPH and length > _LONG:
                marks = _MARKS.findall(self.view.words, stretch.start, stretch.start + _MARKED)
                return (stretch.start, stretch.start + _RUN) if len(marks) > 1 else (0, 0)
        return (0, 0)

    def in_head(self, stretch: Stretch) -> bool:
        """Whether a block is a line of the head: sender, receiver, address, place and date."""
        return stretch.kind in (Kind.LETTERHEAD, Kind.FURNITURE) or (
            stretch.kind in _LINES and stretch.start < self.head and stretch.end - stretch.start < 100
        )
