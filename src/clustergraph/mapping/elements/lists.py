"""Which kind of element the items of a list are, by their lead-in, their heading and the element above them."""

import re
from collections.abc import Container, Iterator, Set
from dataclasses import dataclass

from clustergraph.mapping.elements.labels import labelled
from clustergraph.mapping.text.element_kinds import (
    announced_kind,
    counted,
    kind_in,
    kind_of_word,
    kinds_in_list,
)
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sought, Sparse
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

_LEAD = 160  # characters at the end of a lead-in that are read
# What an unmarked list under an element of a kind holds.
BELOW = {
    "development-area": "priority",
    "focus-area": "priority",
    "aspect": "priority",
    "goal": "action",
    "priority": "action",
}


def is_word(label: str) -> bool:
    """Whether a label in lower case is only a word for a part of a plan: «huvudmål», «vision och mission»."""
    return bool(announced_kind(label)) or label.split()[0] in _PARTS


_PARTS = frozenset({"vision", "visionen", "mission", "indikatorer", "uppföljning", "syfte", "värdegrund"})


def end_of_lead(material: Material, lead: Stretch) -> tuple[int, int]:
    """The last sentence of a lead-in, which says what its list holds."""
    start = max(lead.start, lead.end - _LEAD)
    stop = material.view.words.rfind(". ", start, lead.end)
    return (start if stop < 0 else stop + 2), lead.end


def announced_labels(material: Material) -> dict[str, str]:
    """Items of a list that announces elements («följande fem aspekter:»): label → kind."""
    view, found = material.view, {}
    leads = {stretch.number: stretch for stretch in view.stretches if stretch.kind is Kind.PARAGRAPH}
    headings = {view.lower[s.start : s.end].strip(" .:") for s in view.stretches if s.kind is Kind.HEADING}
    enumerated = _ENUMERATED.within(view.lower)
    for stretch in leads.values() if enumerated.possible else ():
        found.update(_told(material, enumerated, stretch, headings))
    for stretch in view.stretches:
        lead = (
            leads.get(stretch.block.lead_in) if stretch.kind is Kind.ITEM and stretch.block.lead_in else None
        )
        if lead is None:
            continue
        label = view.lower[stretch.start : stretch.end].strip(" .,:;")
        label = re.sub(r",? (?:och|samt)$", "", label)
        if label in headings and not is_word(label):
            kind = kind_in(material, *end_of_lead(material, lead))
            if kind:
                found[label] = kind
    return found


# «Strategin har tre fokusområden: resor, energi och byggande.»
_ENUMERATED = Sparse(r"(?P<said>[^.:\n]{10,160}): (?P<names>[^.:\n]{5,300})\.?(?=\s|\Z)", ": ")


def _told(material: Material, enumerated: Sought, stretch: Stretch, headings: Set[str]) -> dict[str, str]:
    """The headings that a sentence enumerates after the word for their kind, and that kind."""
    found: dict[str, str] = {}
    words = material.view.lower[stretch.start : stretch.end]
    if ": " not in words or not any(heading in words for heading in headings):
        return found
    for match in enumerated.finditer(stretch.start, stretch.end):
        names = [name.strip() for name in re.split(r",|;| och | samt ", match["names"])]
        kind = kind_in(material, *match.span("said")) if len(names) > 1 else None
        if kind:
            found.update({name: kind for name in names if name in headings})
    return found


@dataclass(frozen=True, slots=True)
class RunIn:
    """An element in running text: its printed number or an empty string, its name, its kind, and where it stands."""

    number: str
    label: str
    kind: str
    start: int
    end: int


# «Fem strategier 1. Handel i hela länet 2. Fler bostäder»: a list run together with what announces it.
_OPENED = re.compile(r"(?P<kind>[a-zåäö]{3,}):? (?=1[.)] [A-ZÅÄÖ])")
_POINT = re.compile(r"(?<!\S)(?P<number>\d{1,2})[.)] (?=[A-ZÅÄÖ])")
_PAGE_BEHIND = re.compile(r"(?: |\.)\d{1,3}$")  # of an entry in a table of contents
_CONTENTS = re.compile(r"\binnehåll(?:sförteckning)?\b", re.IGNORECASE)
_CONTENTS_WITHIN = 60  # characters
# «Planens tre fokusområden är hav, skog och mark.», «tre områden prioriteras: …»: as many names as the words say.
_COUNTED_NAMES = re.compile(
    r"\b(?P<count>två|tre|fyra|fem|sex|sju|åtta|nio|tio) (?:[\wåäö-]+ ){0,2}?(?P<kind>[a-zåäö]*(?:områden(?:a)?"
    r"|mål(?:en)?|strategier(?:na)?|prioriteringar(?:na)?|inriktningar(?:na)?"
    r"|perspektiv(?:en)?|pelare|teman|spår(?:en)?))\b(?:[^.:\n]{0,80}:| är) (?P<names>[^.:;\n]{5,400})(?=[.\n]|\Z)"
)


def run_in_lists(view: View, stretch: Stretch) -> Iterator[RunIn]:
    """The elements that running text enumerates: with numbers, or as many names as it says there are."""
    lower, start, end = view.lower, stretch.start, stretch.end
    if _CONTENTS.search(lower, start, min(end, start + _CONTENTS_WITHIN)):
        return
    opened = _OPENED.search(view.words, start, end) if view.words.find(" 2", start, end) >= 0 else None
    kind = _list_kind(opened["kind"]) if opened else None
    if opened and kind:
        yield from _numbered(view, opened.end(), end, kind)
        return
    told = _COUNTED_NAMES.search(lower, start, end)
    kind = kind_of_word(told["kind"]) if told else None
    if told and kind:
        names = _names(told["names"])
        if len(names) == counted(told["count"]):
            at = told.start("names")
            for name in names:
                at = lower.index(name, at)
                yield RunIn("", view.words[at : at + len(name)], kind, at, at + len(name))


def _list_kind(word: str) -> str | None:
    return "priority" if word.endswith("punkter") else kind_of_word(word)


def _numbered(view: View, start: int, end: int, kind: str) -> Iterator[RunIn]:
    points: list[re.Match[str]] = []
    for point in _POINT.finditer(view.words, start, end):
        if int(point["number"]) == len(points) + 1:
            points.append(point)
    ends = [*(point.start() for point in points[1:]), end]
    labels = []
    for point, stop in zip(points, ends, strict=True):
        sentence = view.words.find(". ", point.end(), stop)
        label = view.words[point.end() : stop if sentence < 0 else sentence].strip(" .")
        labels.append((point, label))
    if len(points) < 2 or any(_PAGE_BEHIND.search(label) for _, label in labels):
        return
    for point, label in labels:
        yield RunIn(point["number"], label, kind, point.end(), point.end() + len(label))


def _names(words: str) -> list[str]:
    """The names that commas and one conjunction part."""
    *first, last = words.split(", ")
    joint = " samt " if " samt " in last else " och "
    before, found, after = last.rpartition(joint)
    return [name.strip() for name in (*first, *((before, after) if found else (last,)))]


# «Livsmedelsstrategin ska bidra till:»: what a plan is to bring about.
_BRINGS = re.compile(
    r"\b\w*(?:strategin|programmet|planen|agendan|policyn|visionen) (?:\w+ )?(?:ska|skall|syftar till att|vill) (?:bidra|leda) till(?: att)? ?:$"
)


def expected_kind(material: Material, stretch: Stretch) -> str | None:
    """The kind that a sentence ending in a colon announces: «Följande utvecklingsområden …:»."""
    words = material.view.lower[stretch.start : stretch.end]
    if not words.endswith(":"):
        return None
    if _BRINGS.search(words):
        return "goal"
    return kind_in(material, *end_of_lead(material, stretch))


def expected_kinds(material: Material, stretch: Stretch) -> tuple[str, str] | None:
    """The two kinds of a list of two depths that a sentence ending in a colon announces."""
    if not material.view.words.endswith(":", stretch.start, stretch.end):
        return None
    return kinds_in_list(material, max(stretch.start, stretch.end - _LEAD), stretch.end)


def item_kind(
    material: Material,
    stretch: Stretch,
    above: str,
    holds: bool,
    held: Container[int],
    announced: Container[str],
) -> str | None:
    """The kind of an item under an element of the kind `above`.

    `holds` says whether any list under that element is one of elements, `held` which headings stand over measures,
    `announced` which labels come back as headings.
    """
    view = material.view
    lead = view.lead_of(stretch, 40)
    if lead is None:
        previous = view.stretches[stretch.index - 1] if stretch.index else None
        lead = previous if previous and previous.kind is Kind.HEADING else None
    if lead is None:
        return BELOW.get(above) if holds else None
    if labelled(view, lead):
        return BELOW.get(above)  # «Mål 1: Biblioteket är till för alla» names what its list is below
    if lead.kind is Kind.HEADING and lead.index in held:
        return "action"
    if lead.kind is Kind.HEADING:
        return announced_kind(view.lower[lead.start : lead.end]) or BELOW.get(above)
    kind = kind_in(material, *end_of_lead(material, lead))
    if kind == above:
        kind = BELOW.get(above)  # what an area sets its mind to is no area beside it
    label = view.lower[stretch.start : stretch.end].strip(" .,:;")
    if label in announced:
        return None
    return kind or (BELOW.get(above) if holds else None)
