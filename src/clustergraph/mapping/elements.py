"""The numbered parts of a strategy, programme or plan: chapters, sections, aspects, areas, priorities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clustergraph.mapping.document_type import STRATEGIC
from clustergraph.mapping.element_headings import closes, due, holding, listed_again, opens
from clustergraph.mapping.element_kinds import announced_kind, element_kinds, kind_in, kind_of_word
from clustergraph.mapping.element_tables import TableRow, table_rows
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.view import Stretch
from clustergraph.reading import Kind, plain

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
# «Mål: Alla hushåll har fiber.» in the text under a heading: a goal of what the heading names.
_TOLD = re.compile(
    r"(?P<kind>[A-ZÅÄÖ][a-zåäö]*mål|Mål(?:et|sättning)?|Inriktning) ?[:–—] ?(?P<label>[A-ZÅÄÖ]\S* \S.*)"
)
_HOLDING = ("labelled-heading", "heading")  # rules of headings under which any list is one of elements
_LONGEST = 200  # characters of a label
_LABEL_KINDS = (Kind.HEADING, Kind.PARAGRAPH, Kind.FIELD, Kind.ITEM, Kind.LETTERHEAD)
# What an unmarked list under an element of a kind holds.
_BELOW = {
    "development-area": "priority",
    "focus-area": "priority",
    "aspect": "priority",
    "goal": "action",
    "priority": "action",
}


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
    """Walks the blocks of a plan; what the last heading, label and lead-in said is kept in the attributes."""

    def __init__(self, material: Material, title: str) -> None:
        self.material, self.view, self.title = material, material.view, title
        self.announced = _announced(material)
        self.rows = table_rows(material.view)
        headings = [s for s in self.view.stretches if s.kind is Kind.HEADING]
        self.region_level = 0
        self.heading = ""
        self.plain = not any(map(_number, headings)) and not any(map(self._labelled, self.view.stretches))
        self.held = set(holding(self.view, self.rows)) if self.plain else set[int]()
        self.contents = listed_again(headings, self.view)
        self.kinds: dict[str, str] = {}
        self.taken: set[str] = set()  # numbers of list items
        self.named: dict[str, str] = {}  # numbers of headings that name the kind of those below them
        self.current: FoundElement | None = None
        self.expected: str | None = None  # the kind that a heading or lead-in announces
        self.region: str | None = None  # the kind of every heading under one that names a kind
        self.order = self.bullets = self.loose = self.unnumbered = 0

    def find(self) -> Iterator[FoundElement]:
        """Headings with a number or label, those under one that names their kind, and the rows and bullets under them."""
        for stretch in self.view.stretches:
            labelled = self._labelled(stretch)
            if labelled:
                yield self._label(stretch, *labelled)
            elif stretch.kind is Kind.HEADING:
                yield from self._headed(stretch)
            elif (
                stretch.kind in (Kind.PARAGRAPH, Kind.FIELD)
                and self.current
                and (told := self._told(stretch))
            ):
                yield self._goal(stretch, told["label"])
            elif stretch.kind is Kind.PARAGRAPH:
                self.expected = self._expects(stretch) or self.expected
            elif stretch.index in self.rows:
                yield self._row(self.rows[stretch.index])
            elif stretch.kind is Kind.ITEM:
                yield from self._item(stretch)

    def _told(self, stretch: Stretch) -> re.Match[str] | None:
        """«Mål: Alla hushåll har fiber.» under the heading of an area; the plan's own goal is no part of it."""
        above = self.current
        if above is None or (above.kind in ("chapter", "section") and above.parent not in self.named):
            return None
        start = stretch.block.start if stretch.kind is Kind.PARAGRAPH else stretch.block.printed
        words = plain(self.view.text, start, stretch.block.end).words
        return _TOLD.fullmatch(words) if len(words) <= _LONGEST else None

    def _goal(self, stretch: Stretch, label: str) -> FoundElement:
        """A goal in a line of its own; what follows belongs to the heading above it."""
        above = self.current.number if self.current else None
        self.order += 1
        self.bullets += 1
        start = self.view.words.find(label, stretch.start, stretch.end)
        return FoundElement(
            self._made(above),
            False,
            label,
            "goal",
            above,
            self.order,
            max(start, stretch.start),
            stretch.end,
            "told-goal",
            0.8,
        )

    def _label(self, stretch: Stretch, kind: str, number: str, label: str) -> FoundElement:
        """«Mål 2: Film i hela länet»."""
        above = self.current
        upper = above.number if above and self._under(kind, above.kind) else None
        self.unnumbered += not number
        own = number or str(self.unnumbered)
        parent = _parent(own, self.kinds) or upper or (above.parent if above and above.kind == kind else None)
        self.expected = None
        return self._open(stretch, own, bool(number), label, kind, parent, "labelled-heading", 0.85)

    def _headed(self, stretch: Stretch) -> Iterator[FoundElement]:
        """A heading with a number, or one under a heading that names its kind."""
        if stretch.index in self.contents:
            return
        number = _number(stretch)
        following = self.view.stretches[stretch.index + 1 : stretch.index + 2]
        if self.region == "action" and following and following[0].kind is Kind.ITEM:
            self.held.add(stretch.index)  # an area under «Insatser»
        held = stretch.index in self.held
        words = self.view.lower[stretch.start : stretch.end].strip(" .:")
        self.heading = words
        if not number:
            bare = announced_kind(words)
            above = self.current
            if bare and above and above.rule == "heading" and self._under(bare, above.kind):
                self.expected = bare  # «Åtgärder» under one of the areas
                return
            self.bullets = 0
            if bare or closes(words):
                self.expected = bare or (None if self.plain else self.expected)
                opens = bare and self.plain and self._heading_follows(stretch)
                self.region, self.current = (bare, None) if opens else (None, self.current)
                self.region_level = stretch.block.level if opens and self._deeper(stretch) else 0
                if self.plain:
                    self.current = None
                return
            if self.region_level and stretch.block.level <= self.region_level:
                self.region, self.region_level, self.current = None, 0, None
            if not (self.region or held or words in self.announced) or self._title(stretch):
                return
            self.unnumbered += 1
            while str(self.unnumbered) in self.taken:
                self.unnumbered += 1
        printed, number = bool(number), number or str(self.unnumbered)
        parent = _parent(number, self.kinds)
        kind = (
            self.announced.get(words)
            or ("focus-area" if held and self.region in (None, "action") else self.region)
            or self._kind(stretch, number, parent, self.kinds, self.expected)
        )
        if not parent or self.kinds.get(parent) != kind:
            self.expected = self.expected if kind == self.expected else None
        if printed and (named := announced_kind(words)):
            self.named[number] = named
        label = self.view.block_words(stretch).strip(" :")
        rule, sure = ("numbered-heading", 0.9) if printed else ("heading", 0.6)
        yield self._open(stretch, number, printed, label, kind, parent, rule, sure)

    def _open(
        self,
        stretch: Stretch,
        number: str,
        printed: bool,
        label: str,
        kind: str,
        parent: str | None,
        rule: str,
        sure: float,
    ) -> FoundElement:
        """A new element under which bullets and rows stand."""
        self.order += 1
        self.bullets = 0
        self.kinds[number] = kind
        self.current = FoundElement(
            number, printed, label, kind, parent, self.order, stretch.start, stretch.end, rule, sure
        )
        return self.current

    def _item(self, stretch: Stretch) -> Iterator[FoundElement]:
        """A bullet in a list of priorities or measures."""
        if self.view.lower[stretch.start : stretch.end].strip(" .,:;") in self.announced:
            return  # comes back as a heading
        listed = self._due(stretch) or (
            self._item_kind(stretch, self.current) if self.current else self.expected
        )
        if self.current:
            self.expected = None
        if not listed:
            return
        printed = _number(stretch)
        self.order += 1
        self.bullets += 1
        label = self.view.block_words(stretch).strip()
        above = self.current.number if self.current else None
        number = printed or self._made(above)
        self.taken.add(number)
        yield FoundElement(
            number,
            bool(printed),
            label,
            listed,
            above,
            self.order,
            stretch.start,
            stretch.end,
            "listed-priority",
            0.8,
        )

    def _due(self, stretch: Stretch) -> str | None:
        """The kind of a bullet under «Kommunen ska», where the chapter is not about the plan itself."""
        about_plan = closes(self.heading) or opens(self.heading)
        return "action" if not about_plan and due(self.view, stretch) else None

    def _made(self, above: str | None) -> str:
        """A number for an element that has none printed: by its parent's and the order."""
        self.loose += above is None
        return f"{above}-{self.bullets}" if above is not None else f"0-{self.loose}"

    def _row(self, row: TableRow) -> FoundElement:
        """A row of a table of measures."""
        self.order += 1
        self.bullets += 1
        above = self.current.number if self.current else None
        parent = (_parent(row.number, self.kinds) if row.number else None) or above
        number = row.number or self._made(above)
        return FoundElement(
            number,
            bool(row.number),
            row.label,
            row.kind,
            parent,
            self.order,
            row.start,
            row.end,
            "table-row",
            0.8,
        )

    def _deeper(self, stretch: Stretch) -> bool:
        """Whether the next heading stands below a heading."""
        following = (one for one in self.view.stretches[stretch.index + 1 :] if one.kind is Kind.HEADING)
        return next((one.block.level > stretch.block.level for one in following), False)

    def _heading_follows(self, stretch: Stretch) -> bool:
        """Whether another heading stands right under a heading, or a lower one under its first paragraphs."""
        for following in self.view.stretches[stretch.index + 1 : stretch.index + 4]:
            if following.kind is Kind.HEADING:
                return following.index == stretch.index + 1 or following.block.level > stretch.block.level
            if following.kind is not Kind.PARAGRAPH:
                break
        return False

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
        kind = kind_of_word(said) if match["number"] else element_kinds().get(said)
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

    def _kind(
        self, stretch: Stretch, number: str, parent: str | None, kinds: dict[str, str], expected: str | None
    ) -> str:
        label = self.view.lower[stretch.start : stretch.end].strip(" .:")
        if label in self.announced:
            return self.announced[label]
        if parent and self.named.get(parent) in ("goal", "action"):
            return self.named[parent]
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
        return kind_in(self.material, max(stretch.start, stretch.end - 160), stretch.end)

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
            return _BELOW.get(current.kind) if current.rule in _HOLDING else None
        if lead.kind is Kind.HEADING and lead.index in self.held:
            return "action"
        if lead.kind is Kind.HEADING:
            return announced_kind(self.view.lower[lead.start : lead.end]) or _BELOW.get(current.kind)
        kind = kind_in(self.material, max(lead.start, lead.end - 160), lead.end)
        label = self.view.lower[stretch.start : stretch.end].strip(" .,:;")
        if label in self.announced:
            return None
        return kind or (_BELOW.get(current.kind) if current.rule in _HOLDING else None)


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
            kind = kind_in(material, max(lead.start, lead.end - 160), lead.end)
            if kind:
                found[label] = kind
    return found
