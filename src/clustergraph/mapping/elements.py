"""The numbered parts of a strategy, programme or plan: chapters, sections, aspects, areas, priorities."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.document_type import STRATEGIC
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.view import Stretch
from clustergraph.mapping.vocabulary import concepts
from clustergraph.reading import Kind

# «Mål 2: Film i hela länet», «Prioriterat område 3. Dans», «Insatsområde A – Resor»: kind, number and name.
_LABELLED = re.compile(
    r"(?P<kind>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [A-ZÅÄÖa-zåäö]+)?) (?P<number>\d{1,2}(?:\.\d{1,2})*|[A-Z])(?: ?[:.–—-] ?| )(?P<label>\S.{2,})$"
)
# «M1. Enkla tjänster», «Å2.1 Fiber», «B) Resor», «IV. Kultur»: a code of letters.
_CODED = re.compile(
    r"(?P<number>[A-ZÅÄÖ]{1,2}\d{1,2}(?:\.\d{1,2})*(?=[ .:)])|(?:[IVX]{1,4}|[A-H])(?=[.:)]))[.:)]? (?P<label>[A-ZÅÄÖ]\S*(?: .*)?)$"
)
_CODES = {"M": "goal", "Å": "action", "D": "goal"}
_UNNUMBERED = re.compile(
    r"(?P<kind>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [A-ZÅÄÖa-zåäö]+)?) ?[:–—] ?(?P<number>)(?P<label>\S.{2,})$"
)
_ENDINGS = {
    "område": "focus-area",
    "mål": "goal",
    "åtgärd": "action",
    "insats": "action",
    "aktivitet": "action",
    "prioritering": "priority",
    "tema": "focus-area",
    "inriktning": "focus-area",
    "delområde": "focus-area",
    "spår": "focus-area",
    "utmaning": "focus-area",
    "aspekt": "aspect",
    "perspektiv": "aspect",
    "pelare": "focus-area",
}
_LABEL_KINDS = (Kind.HEADING, Kind.PARAGRAPH, Kind.FIELD, Kind.ITEM, Kind.LETTERHEAD)
# What an unmarked list under an element of a kind holds.
_BELOW = {
    "development-area": "priority",
    "focus-area": "priority",
    "aspect": "priority",
    "goal": "action",
    "priority": "action",
}
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
    return list(_Finder(material, metadata.title).find())


class _Finder:
    def __init__(self, material: Material, title: str) -> None:
        self.material, self.view, self.title = material, material.view, title
        self.announced = _announced(material)
        self.numbers: list[str] = []

    def find(self) -> Iterator[FoundElement]:
        """Headings with a number, and the bullets under those that hold priorities."""
        numbered = any(s.kind is Kind.HEADING and _number(s) for s in self.view.stretches)
        labels = any(self._labelled(s) for s in self.view.stretches)
        kinds: dict[str, str] = {}
        expected: str | None = None
        current: FoundElement | None = None
        order = bullets = 0
        unnumbered = 0
        for stretch in self.view.stretches:
            labelled = self._labelled(stretch)
            if labelled:
                kind, number, label = labelled
                order += 1
                bullets = 0
                expected = None
                above = current.number if current and self._under(kind, current.kind) else None
                unnumbered += not number
                own = number or str(unnumbered)
                parent = above or (current.parent if current and current.kind == kind else None)
                current = FoundElement(
                    own,
                    bool(number),
                    label,
                    kind,
                    parent,
                    order,
                    stretch.start,
                    stretch.end,
                    "labelled-heading",
                    0.85,
                )
                kinds[own] = kind
                yield current
            elif stretch.kind is Kind.HEADING:
                number = _number(stretch)
                if not number:
                    bullets = 0 if current is None or current.number != "" else bullets
                    if numbered or labels or self._title(stretch) or self._bare_kind(stretch):
                        expected = self._bare_kind(stretch) or expected
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

    def _labelled(self, stretch: Stretch) -> tuple[str, str, str] | None:
        """Kind, number and name of a heading or short line that names its kind."""
        words = self.view.block_words(stretch).strip()
        heading = stretch.kind is Kind.HEADING
        if stretch.kind is Kind.FIELD:
            words = self.view.text[stretch.block.start : stretch.block.end].strip(" *_\n")
        if stretch.kind not in _LABEL_KINDS or len(words) > 200 or _number(stretch):
            return None
        coded = _CODED.match(words)
        if coded and (any(c.isdigit() for c in coded["number"]) or (heading and len(words) < 80)):
            kind = _CODES.get(coded["number"][0]) if any(c.isdigit() for c in coded["number"]) else None
            return kind or "focus-area", coded["number"], coded["label"].strip(" :")
        match = _LABELLED.match(words) or (_UNNUMBERED.match(words) if heading else None)
        lasting = words.endswith((".", ":", ";")) and stretch.kind is Kind.PARAGRAPH and ":" not in words[:25]
        if match is None or lasting:
            return None
        said = match["kind"].lower()
        kind = _element_kinds().get(said)
        if not kind and match["number"]:
            kind = next((kind for ending, kind in _ENDINGS.items() if said.endswith(ending)), None)
        return (kind, match["number"], match["label"].strip(" :")) if kind else None

    @staticmethod
    def _under(kind: str, other: str) -> bool:
        """Whether an element of a kind stands under one of the other."""
        order = (
            "chapter",
            "section",
            "aspect",
            "development-area",
            "focus-area",
            "goal",
            "priority",
            "action",
        )
        return other in order[2:] and order.index(kind) > order.index(other)

    def _title(self, stretch: Stretch) -> bool:
        """Whether a heading is the document's own: its title, or the only one of the highest level, at its start."""
        words = self.view.block_words(stretch).strip(" :")
        headings = [one for one in self.view.stretches if one.kind is Kind.HEADING]
        first = headings[0] is stretch and (
            sum(one.block.level == stretch.block.level for one in headings) == 1 or words.isupper()
        )
        return first or words.casefold() == self.title.casefold() or words in self.title

    def _bare_kind(self, stretch: Stretch) -> str | None:
        """The kind that a heading of one word announces for the list under it: «Åtgärder»."""
        return _element_kinds().get(self.view.lower[stretch.start : stretch.end].strip(" .:"))

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
            return _BELOW.get(current.kind) if current.rule == "labelled-heading" else None
        if lead.kind is Kind.HEADING:
            return self._bare_kind(lead) or _BELOW.get(current.kind)
        kind = _kind_in(self.material, max(lead.start, lead.end - 160), lead.end)
        label = self.view.lower[stretch.start : stretch.end].strip(" .,:;")
        if label in self.announced:
            return None
        return kind or (_BELOW.get(current.kind) if current.rule == "labelled-heading" else None)

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
        printed = _number(stretch)
        return FoundElement(
            printed or f"{parent.number}-{bullet}",
            bool(printed),
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


@cache
def _element_kinds() -> dict[str, str]:
    """The words for kinds of elements, chapters left out."""
    return {
        phrase.lower(): concept.slug
        for concept in concepts("element-kind").values()
        if concept.slug in _LEVELS
        for phrase in (concept.label, *concept.phrases)
    }


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
