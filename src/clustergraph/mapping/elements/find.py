"""The numbered parts of a strategy, programme or plan: chapters, sections, aspects, areas, priorities."""

import re
from collections import Counter
from collections.abc import Iterator

from clustergraph.mapping.elements.bare_lines import bare_lines
from clustergraph.mapping.elements.headings import (
    deeper_follows,
    due,
    holding,
    holds,
    is_deed,
    lettered,
    listed_again,
    parts_follow,
)
from clustergraph.mapping.elements.labels import (
    LONGEST,
    Label,
    bold_start,
    first_sentence,
    labelled,
    leading_number,
    printed_number,
    told_goal,
)
from clustergraph.mapping.elements.lists import BELOW, announced_labels, expected_kind, is_word, item_kind
from clustergraph.mapping.elements.numbers import (
    FoundElement,
    bare_number,
    depth,
    parent_label,
    parent_number,
    with_own_numbers,
)
from clustergraph.mapping.elements.tables import table_rows
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.element_kinds import announced_kind, below, closes, names_measures, opens
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_NAME = 60  # characters of a bullet that names what is to be done, and tells nothing
_AREAS = ("focus-area", "development-area", "aspect", "priority")
# «Inriktning», «Så når vi dit»: a chapter of what is to be done, by areas
_AHEAD = pattern("documents", "plan-ahead")
_HOLDING = ("labelled-heading", "heading")  # rules of headings under which any list is one of elements


def find_elements(material: Material, metadata: Metadata) -> list[FoundElement]:
    """The elements of a document that is a strategy, programme, plan or policy, in order."""
    if metadata.type.value not in STRATEGIC:
        return []
    return with_own_numbers(list(_Finder(material, metadata.title).find()))


class _Finder:
    """Walks the blocks of a plan; what the last heading, label and lead-in said is kept in the attributes."""

    def __init__(self, material: Material, title: str) -> None:
        self.material, self.view, self.title = material, material.view, title
        self.announced = announced_labels(material)
        self.rows = table_rows(material.view)
        self.bare = bare_lines(material.view)
        headings = [s for s in self.view.stretches if s.kind is Kind.HEADING]
        self.levels = [one.block.level for one in headings]
        self.first = headings[0] if headings else None
        self.last = headings[-1].index if headings else 0
        names = [self.view.lower[one.start : one.end].strip(" .:") for one in headings]
        self.repeated = {name for name in names if names.count(name) > 1}
        self.region_level, self.named_by = 0, -1  # the block that named the last element
        self.section = self.region_section = ""  # the last heading that is no element; that of the region
        self.ahead: set[str] = set()  # numbers of chapters of what is to be done: «3. Inriktning»
        self.about: set[str] = set()  # numbers of chapters about the plan itself: «1. Bakgrund»
        self.heading = self.letter = ""  # the last heading; the letter of the last lettered one
        # By the block that says so, which need not be the one that has the name.
        self.labels = {one.index: label for one in self.view.stretches if (label := labelled(self.view, one))}
        labels = self.labels.values()
        last = {label[:3]: label.stretch.index for label in labels}
        # The goals that a list of them names before each has a heading of its own.
        self.listed_before = {
            label.stretch.index for label in labels if label.number and last[label[:3]] != label.stretch.index
        }
        self.lettered = lettered(headings, self.view)
        self.headed = set(map(printed_number, headings)) - {""}  # numbers of headings
        self.plain = not any(map(printed_number, headings)) and not labels and not self.lettered
        self.measures = holding(self.view, self.rows)  # headings right over what is to be done
        self.held = set(self.measures) if self.plain else set[int]()
        self.contents = listed_again(headings, self.view)
        self.kinds: dict[str, str] = {}
        self.opened: dict[str, FoundElement] = {}  # by number
        self.aimed: FoundElement | None = None  # the area whose goal is told in its text
        self.taken = {re.split("[.:]", one.number)[0] for one in labels}  # numbers of labels and list items
        self.named: dict[str, str] = {}  # numbers of headings that name the kind of those below them
        self.current: FoundElement | None = None
        self.on_measures = False  # whether the current heading stands right over what is to be done
        self.led = False  # whether a lead-in said so, and no heading
        self.expected: str | None = None  # the kind that a heading or lead-in announces
        self.within = ""  # the number of the area under which a heading announces it
        self.region: str | None = None  # the kind of every heading under one that names a kind
        self.order = self.unnumbered = 0
        self.below: Counter[str | None] = Counter()  # elements below a number without one of their own
        self.listed: dict[int | None, FoundElement] = {}  # the bullets of a list by the number of their block

    def find(self) -> Iterator[FoundElement]:
        """Headings with a number or label, those under one that names their kind, and the rows and bullets under them."""
        for stretch in self.view.stretches:
            if stretch.index == self.named_by:
                continue  # the name of the line above: «Mål 1»
            label = self.labels.get(stretch.index)
            if label and label.stretch.index in self.listed_before:
                self.named_by, self.expected = label.stretch.index, None
            elif label:
                yield self._label(label)
                self.named_by = label.stretch.index
            elif stretch.index in self.bare:
                above = self.current
                kind = self.named.get((above and above.parent) or "")
                own = kind in ("goal", "priority") and above and above.kind != kind
                yield self._line(stretch, kind if kind and own else "action")
            elif stretch.kind is Kind.HEADING:
                yield from self._headed(stretch)
            elif told := self._told(stretch):
                yield self._goal(stretch, told)
            elif stretch.kind is Kind.PARAGRAPH:
                self._lead(stretch)
                self.listed = {}
            elif stretch.index in self.rows:
                row = self.rows[stretch.index]
                yield self._below(row.number, row.label, row.kind, (row.start, row.end), "table-row", None)
            elif stretch.kind is Kind.ITEM:
                yield from self._item(stretch)

    def _told(self, stretch: Stretch) -> str | None:
        """«Mål: Alla hushåll har fiber.» under the heading of an area; the plan's own goal is no part of it."""
        above = self.current
        if above is None or stretch.kind not in (Kind.PARAGRAPH, Kind.FIELD):
            return None
        if {above.number, above.parent} & self.about:
            return None
        before = self.view.stretches[stretch.index - 1]
        bare = before.kind is Kind.HEADING and announced_kind(self.view.lower[before.start : before.end])
        words = self.view.block_words(stretch)
        alone = bare == "goal" and len(words) <= LONGEST and words.endswith(".") and ". " not in words
        return told_goal(self.view, stretch) or (words if alone else None)  # under «Mål»

    def _goal(self, stretch: Stretch, label: str) -> FoundElement:
        """A goal in a line of its own; what follows belongs to the heading above it."""
        self.aimed = self.current
        start = max(self.view.words.find(label, stretch.start, stretch.end), stretch.start)
        return self._below("", label, "goal", (start, stretch.end), "told-goal", None)

    def _label(self, label: Label) -> FoundElement:
        """«Mål 2: Film i hela länet»; «Mål 2» is its number where «2» is that of a heading."""
        kind = label.kind
        own = (label.printed if label.number in self.headed else label.number) or self._next()
        parent = parent_label(own, self.opened) or parent_number(own, self.kinds) or self._upper(own, kind)
        self.expected = None
        section = self.section if names_measures(self.section.lower()) else ""
        rule = ("labelled-heading", 0.85)
        return self._open(label.stretch, own, bool(label.number), label.name, kind, parent, rule, section)

    def _upper(self, number: str, kind: str) -> str | None:
        """The nearest element above that holds those of a kind: an area, or a chapter that is not about the plan itself."""
        last = self.current.number if self.current else None
        labelled = self.current is not None and self.current.rule == "labelled-heading"
        while last and labelled and depth(last) > depth(number):
            last = self.opened[last].parent  # «Riktning 2» after «Vägval 1.1» of «Riktning 1»
        while last is not None and last != number:
            over = self.kinds[last]
            if below(kind, over) or (over in ("chapter", "section") and last not in self.about):
                return last
            last = self.opened[last].parent
        return None

    def _headed(self, stretch: Stretch) -> Iterator[FoundElement]:
        """A heading with a number, or one under a heading that names its kind."""
        if stretch.index in self.contents:
            return
        self.on_measures = False
        letter, begin = self.lettered.get(stretch.index, ("", stretch.start))
        number = printed_number(stretch) or letter
        following = self.view.stretches[stretch.index + 1 : stretch.index + 2]
        if self.region == "action" and following and following[0].kind is Kind.ITEM:
            self.held.add(stretch.index)  # an area under «Insatser»
        held = stretch.index in self.held
        words = self.view.lower[begin : stretch.end].strip(" .:")
        self.heading = words
        if not number:
            bare = announced_kind(words)
            above = self.current
            again = words in self.repeated
            of_area = above is not None and (above.rule == "heading" or above.kind == self.region)
            if bare and above and of_area and (below(bare, above.kind) or again):
                self.expected, self.within = bare, above.number  # «Åtgärder» under one of the areas
                return
            if bare or closes(words):
                self._announce(stretch, bare)
                return
            if self.region and not self.plain:
                self.region = None  # the numbered parts under «Målområden» are over
            if self.region_level and stretch.block.level <= self.region_level:
                self.region, self.region_level, self.current = None, 0, None
            if words not in self.announced and (not (self.region or held) or self._title(stretch)):
                self.section = "" if self._title(stretch) else self.view.block_words(stretch).strip(" :")
                return
        printed, number = bool(number), number or self._next()
        self.letter = letter or self.letter
        # «1. Mer spannmål» under «B  Mål»
        within = self.letter if number.isdigit() and number != letter else ""
        parent = parent_number(number, self.kinds) or within or None
        if printed:
            self._remember(number, words)
        if "." in number and depth(number) <= depth(self.within) and self.within in self.opened:
            self.expected, self.within = None, ""  # «3.2 Solel» after «Åtgärder» of «3.1 Vindkraft»
        kind = (
            self.announced.get(words)
            or ("focus-area" if held and self.region in (None, "action") else self.region)
            or self._kind(stretch, number, parent)
        )
        if not parent or self.kinds.get(parent) != kind:
            self.expected = self.expected if kind == self.expected else None
        label = self.view.words[begin : stretch.end].strip(" :")
        rule = ("numbered-heading", 0.9) if printed else ("heading", 0.6)
        section = self.region_section if self.region else ""
        yield self._open(stretch, number, printed, label, kind, parent, rule, section)

    def _announce(self, stretch: Stretch, bare: str | None) -> None:
        """What a heading that only names a kind says of the parts below it, or one after them all."""
        self.expected, self.led = bare or (None if self.plain else self.expected), False
        self.within = self.current.number if self.current else ""
        opens = bool(bare) and parts_follow(self.view, stretch, self.plain, self.lettered)
        self.region, self.current = (bare, None) if opens else (None, self.current)
        if not (self.current and bare and below(bare, self.current.kind)):
            self.section = self.region_section = self.view.block_words(stretch).strip(" :")
        self.region_level = stretch.block.level if opens and deeper_follows(self.view, stretch) else 0
        if self.plain:
            self.current = None

    def _next(self) -> str:
        """A number for a heading that has none printed, which no other element has."""
        self.unnumbered += 1
        while str(self.unnumbered) in self.taken:
            self.unnumbered += 1
        return str(self.unnumbered)

    def _remember(self, number: str, words: str) -> None:
        """What the words of a numbered heading say of the parts below it."""
        named = announced_kind(words)
        if named:
            self.named[number] = named
        if opens(words) or closes(words):
            self.about.add(number)
        elif _AHEAD.search(words):
            self.ahead.add(number)

    def _open(
        self,
        stretch: Stretch,
        number: str,
        printed: bool,
        label: str,
        kind: str,
        parent: str | None,
        rule: tuple[str, float],
        section: str,
    ) -> FoundElement:
        """A new element under which bullets and rows stand."""
        self.order += 1
        self.kinds[number] = kind
        self.on_measures = stretch.index in self.measures
        over = "" if parent else section
        self.current = FoundElement(
            number, printed, label, kind, parent, self.order, stretch.start, stretch.end, *rule, over
        )
        self.opened[number] = self.current
        return self.current

    def _lead(self, stretch: Stretch) -> None:
        """What a paragraph says of the list below; one that only leads in ends what the one before said."""
        if stretch.index + 1 in self.labels and announced_kind(self.view.lower[stretch.start : stretch.end]):
            self.section = self.view.block_words(stretch).strip(" :")  # «Prioriterade områden»
        kind = expected_kind(self.material, stretch)
        leads = self.view.words.endswith(":", stretch.start, stretch.end)
        self.expected = kind or (None if leads and self.led else self.expected)
        self.led = bool(kind) or (self.led and self.expected is not None)

    def _item(self, stretch: Stretch) -> Iterator[FoundElement]:
        """A bullet in a list of priorities or measures."""
        words = self.view.lower[stretch.start : stretch.end].strip(" .,:;")
        if words in self.announced or is_word(words):
            return  # comes back as a heading, or only names a kind
        listed = self._listed(stretch)
        self.expected = None if self.current else self.expected
        if over := self.listed.get(stretch.block.lead_in):  # the bullet that one set further in stands under
            deed = is_deed(self.view.block_words(stretch))
            again = over.kind == "goal" and stretch.block.number and not deed  # «a. Hälften är elbilar»
            listed = "action" if deed and over.kind == "focus-area" else BELOW.get(over.kind, listed)
            listed = "goal" if again else listed
        if not listed:
            return
        yield self._line(stretch, listed, over)

    def _line(self, stretch: Stretch, kind: str, over: FoundElement | None = None) -> FoundElement:
        """The element that a bullet or a line without a mark names."""
        end = trimmed(self.view.lower, stretch.start, stretch.end)  # without «, och» before the next bullet
        label = bold_start(self.view, stretch) or first_sentence(self.view.words[stretch.start : end].strip())
        number, label = (printed_number(stretch), label) if printed_number(stretch) else leading_number(label)
        found = self._below(number, label, kind, (stretch.start, end), "listed-priority", over)
        self.listed[stretch.number] = found
        self.taken.add(found.number)
        return found

    def _listed(self, stretch: Stretch) -> str | None:
        """The kind of a bullet by what stands above it."""
        above = self.current
        if above and above.kind == "focus-area" and above.number in self.named:
            return self.named[above.number]  # of the areas under «Mål»
        if due := self._due(stretch):
            return due
        if above is None:
            return self.expected
        # Under a numbered area a list is of what the area holds; under a chapter it must be one of deeds.
        areas = above.kind in BELOW and above.kind != "focus-area"
        held = self.held if areas else self.held | self.measures
        holds_any = above.rule in _HOLDING or self.region is not None or self.on_measures
        listed = item_kind(self.material, stretch, above.kind, holds_any, held, self.announced)
        aimed = self.on_measures or self.aimed is above
        lead = self.view.lead_of(stretch, 40)
        # right under the heading of one of several areas: «3.2 Resor» below «3 Insatsområden»
        of_area = self.named.get(above.parent or "") in _AREAS or above.parent in self.ahead
        name = of_area and lead is None and stretch.end - stretch.start < _NAME
        right_under = of_area and (name or (lead is not None and lead.start == above.start))
        bare = listed in (None, "priority") and (right_under or (aimed and lead is None))
        return "action" if bare else listed  # under what is aimed at

    def _due(self, stretch: Stretch) -> str | None:
        """The kind of a bullet under «Kommunen ska», where the chapter is not about the plan itself."""
        about = closes(self.heading) or opens(self.heading)
        alone = self.heading == "sammanfattning" and stretch.index > self.last  # all there is of the plan
        return "action" if (alone or not about) and due(self.view, stretch) else None

    def _below(
        self, number: str, label: str, kind: str, span: tuple[int, int], rule: str, over: FoundElement | None
    ) -> FoundElement:
        """An element under the last heading or another bullet; its number is printed, or made from that one's and the order."""
        upper = over or self.current
        above = upper.number if upper else None
        self.order += 1
        self.below[above] += 1
        parent = (
            above
            if above and number.startswith(f"{bare_number(above)}.")
            else parent_number(number, self.kinds) or above
        )
        own = number or f"{above or 0}-{self.below[above]}"
        section = "" if parent else self.section
        return FoundElement(own, bool(number), label, kind, parent, self.order, *span, rule, 0.8, section)

    def _title(self, stretch: Stretch) -> bool:
        """Whether a heading is the document's own: its title, or the only one of the highest level, at its start."""
        words = self.view.block_words(stretch).strip(" :")
        alone = self.levels.count(stretch.block.level) == 1
        first = self.first is stretch and (alone or words.isupper())
        return first or words.casefold() == self.title.casefold() or words in self.title

    def _kind(self, stretch: Stretch, number: str, parent: str | None) -> str:
        """The kind of a heading by the heading above it, or by those beside it."""
        if parent and self.named.get(parent) in ("goal", "action"):
            lines = [line for line, heading in self.bare.items() if heading == stretch.index]
            deeds = lines and is_deed(self.view.block_words(self.view.stretches[lines[0]]))
            over = bool(lines) and not (deeds and self.named[parent] == "goal")
            # «2.1 Skogen» over what is to be done there
            if over or holds(self.view, stretch, self.named[parent], self.labels, self.measures):
                self.named.setdefault(number, self.named[parent])
                return "focus-area"
            return "section" if self.named.get(number) else self.named[parent]
        kinds = self.kinds
        if parent:
            siblings = (kinds[other] for other in reversed(kinds) if parent_number(other, kinds) == parent)
            sibling = self.expected or next(siblings, "section")
            if self.expected or sibling not in ("chapter", "section"):
                return sibling
        return "section" if "." in number else "chapter"
