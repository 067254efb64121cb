"""The numbered parts of a strategy, programme or plan: chapters, sections, aspects, areas, priorities."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from clustergraph.mapping.document_type import STRATEGIC
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.view import Stretch
from clustergraph.reading import Kind

_LEVELS = ("goal", "aspect", "focus-area", "development-area", "action", "priority")


@dataclass(frozen=True, slots=True)
class FoundElement:
    """A part of a strategy. `number` is printed, or made from the parent's and the order; `parent` is a number."""

    number: str
    printed: bool
    label: str
    kind: str
    parent: str | None
    order: int
    start: int
    end: int
    rule: str
    confidence: float


def find_elements(material: Material, metadata: Metadata) -> list[FoundElement]:
    """The elements of a document that is a strategy, programme, plan or policy, in order."""
    if metadata.type.value not in STRATEGIC:
        return []
    return list(_Finder(material).find())


class _Finder:
    def __init__(self, material: Material) -> None:
        self.material, self.view = material, material.view
        self.announced = _announced(material)
        self.numbers: list[str] = []

    def find(self) -> Iterator[FoundElement]:
        """Headings with a number, and the bullets under those that hold priorities."""
        numbered = any(s.kind is Kind.HEADING and _number(s) for s in self.view.stretches)
        kinds: dict[str, str] = {}
        expected: str | None = None
        current: FoundElement | None = None
        order = bullets = 0
        unnumbered = 0
        for stretch in self.view.stretches:
            if stretch.kind is Kind.HEADING:
                number = _number(stretch)
                if not number:
                    if (
                        numbered
                        or not self.material.sections[stretch.index]
                        or stretch.start < self.material.head
                    ):
                        bullets = 0
                        continue
                    unnumbered += 1
                    number = str(unnumbered)
                order += 1
                bullets = 0
                parent = _parent(number, kinds)
                kind = self._kind(stretch, number, parent, kinds, expected)
                if not parent or kinds.get(parent) != kind:
                    expected = expected if kind == expected else None
                kinds[number] = kind
                current = self._heading(stretch, number, bool(_number(stretch)), kind, parent, order)
                yield current
            elif stretch.kind is Kind.PARAGRAPH:
                expected = self._expects(stretch) or expected
            elif stretch.kind is Kind.ITEM and current:
                expected = None
                listed = self._item_kind(stretch, current)
                if listed:
                    order += 1
                    bullets += 1
                    yield self._bullet(stretch, current, listed, bullets, order)

    def _kind(
        self, stretch: Stretch, number: str, parent: str | None, kinds: dict[str, str], expected: str | None
    ) -> str:
        label = self.view.lower[stretch.start : stretch.end].strip(" .:")
        if label in self.announced:
            return self.announced[label]
        siblings = [kinds[other] for other in kinds if _parent(other, kinds) == parent and parent]
        if expected and parent:
            return expected
        if siblings and siblings[-1] not in ("chapter", "section"):
            return siblings[-1]
        return "section" if "." in number else "chapter"

    def _expects(self, stretch: Stretch) -> str | None:
        """The kind that a sentence ending in a colon announces: «Följande utvecklingsområden …:»."""
        words = self.view.lower[stretch.start : stretch.end]
        if not words.endswith(":"):
            return None
        return _kind_in(self.material, max(stretch.start, stretch.end - 160), stretch.end)

    def _item_kind(self, stretch: Stretch, current: FoundElement) -> str | None:
        lead = next(
            (
                s
                for s in self.view.stretches[max(0, stretch.index - 40) : stretch.index]
                if s.number == stretch.block.lead_in
            ),
            None,
        )
        if lead is None:
            previous = self.view.stretches[stretch.index - 1] if stretch.index else None
            lead = previous if previous and previous.kind is Kind.HEADING else None
        if lead is None:
            return None
        if lead.kind is Kind.HEADING:
            return "priority" if current.kind in ("development-area", "focus-area", "aspect") else None
        kind = _kind_in(self.material, max(lead.start, lead.end - 160), lead.end)
        label = self.view.lower[stretch.start : stretch.end].strip(" .,:;")
        if kind and label not in self.announced:
            return kind
        return None

    def _heading(
        self, stretch: Stretch, number: str, printed: bool, kind: str, parent: str | None, order: int
    ) -> FoundElement:
        label = self.view.block_words(stretch).strip(" :")
        return FoundElement(
            number,
            printed,
            label,
            kind,
            parent,
            order,
            stretch.start,
            stretch.end,
            "numbered-heading" if printed else "heading",
            0.9 if printed else 0.6,
        )

    def _bullet(
        self, stretch: Stretch, parent: FoundElement, kind: str, bullet: int, order: int
    ) -> FoundElement:
        number = f"{parent.number}-{bullet}"
        return FoundElement(
            number,
            False,
            self.view.block_words(stretch).strip(),
            kind,
            parent.number,
            order,
            stretch.start,
            stretch.end,
            "listed-priority",
            0.8,
        )


def _number(stretch: Stretch) -> str:
    number = stretch.block.number
    return number if re.fullmatch(r"\d+(?:\.\d+)*|[A-Z](?:\.?\d+)*", number) else ""


def _parent(number: str, kinds: dict[str, str]) -> str | None:
    """The nearest number above that the document prints."""
    parts = number.split(".")
    for length in range(len(parts) - 1, 0, -1):
        above = ".".join(parts[:length])
        if above in kinds:
            return above
    return None


def _kind_in(material: Material, start: int, end: int) -> str | None:
    """The last kind of element, in the plural, that the words name."""
    first = bisect_left(material.hits, start, key=lambda hit: hit.start)
    last = bisect_left(material.hits, end, key=lambda hit: hit.start)
    found = [
        hit.concept.slug
        for hit in material.hits[first:last]
        if hit.concept.scheme == "element-kind" and hit.concept.slug in _LEVELS
    ]
    if "prioriter" in material.view.lower[start:end] and set(found) <= {"action", "priority", "goal"}:
        return "priority"
    if found:
        return found[0] if len(found) == 1 else min(found, key=_LEVELS.index)
    return None


def _announced(material: Material) -> dict[str, str]:
    """Items of a list that announces elements («följande fem aspekter:»): label → kind."""
    view, found = material.view, {}
    leads = {stretch.number: stretch for stretch in view.stretches if stretch.kind is Kind.PARAGRAPH}
    headings = {view.lower[s.start : s.end].strip(" .:") for s in view.stretches if s.kind is Kind.HEADING}
    for stretch in view.stretches:
        lead = (
            leads.get(stretch.block.lead_in) if stretch.kind is Kind.ITEM and stretch.block.lead_in else None
        )
        if lead is None:
            continue
        label = view.lower[stretch.start : stretch.end].strip(" .,:;")
        label = re.sub(r",? (?:och|samt)$", "", label)
        if label in headings:
            kind = _kind_in(material, max(lead.start, lead.end - 160), lead.end)
            if kind:
                found[label] = kind
    return found
