"""Which kind of element the items of a list are, by their lead-in, their heading and the element above them."""

import re
from collections.abc import Container

from clustergraph.mapping.elements.labels import labelled
from clustergraph.mapping.text.element_kinds import announced_kind, below, closes, kind_in
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
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


_BRINGS = pattern("documents", "brings")


def expected_kind(material: Material, stretch: Stretch) -> str | None:
    """The kind that a sentence ending in a colon announces: «Följande utvecklingsområden …:»."""
    words = material.view.lower[stretch.start : stretch.end]
    if not words.endswith(":"):
        return None
    if _BRINGS.search(words):
        return "goal"
    return kind_in(material, *end_of_lead(material, stretch))


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
    said = view.lower[lead.start : lead.end].strip(" .:")
    if closes(said) and not lead.block.number:
        return None  # «Indikatorer»
    if lead.kind is Kind.HEADING and lead.index in held:
        return "action"
    heading = lead.kind is Kind.HEADING
    kind = announced_kind(said) or (None if heading else kind_in(material, *end_of_lead(material, lead)))
    if kind and above in BELOW and not below(kind, above):
        kind = BELOW[above]  # «Strategier» under a goal; what an area sets its mind to is no area beside it
    if heading:
        return kind or BELOW.get(above)
    label = view.lower[stretch.start : stretch.end].strip(" .,:;")
    if label in announced:
        return None
    return kind or (BELOW.get(above) if holds else None)
