"""The body that a memo is put before: who decides in its proposal, else a line of its head."""

import re

from clustergraph.mapping.head.no_titles import only_names
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.sections import BY_BODY
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind


def _in_full(material: Material, short: Named) -> Named:
    """The body that the head names in full, where the proposal has its last word only: «Arbetsutskottet»."""
    last = short.name.lower().removesuffix("et")
    longer = (one for one in material.named if one.type == "body" and one.name.lower().endswith(f"s {last}"))
    return next(longer, short)


_CHARGED = pattern("documents", "memo-receivers-charged")
_PROPOSES = re.compile(r" föreslår (?:att )?(?:\w+ )?")


def _proposed_to(material: Material, one: Named) -> set[str]:
    """The body to which another is said to propose something: «Styrelsen föreslår fullmäktige besluta»."""
    proposes = _PROPOSES.match(material.view.lower, one.end)
    after = material.named_within(one.end, proposes.end() + 1) if proposes else ()
    return {two.slug for two in after if two.type == "body"}


def _prepares(material: Material, one: Named) -> bool:
    """Whether a body has drawn up the proposal, and so does not decide: «Rådsberedningen föreslår», «MILJÖNÄMNDEN Anna Ek Ordförande»."""
    signs = material.view.words.find(one.name.upper(), one.end) > 0
    drew_up = signs or one.name.lower().endswith("beredningen")
    return drew_up and material.view.lower.startswith(" föreslår", one.end)


def deciding_body(material: Material) -> Found | None:
    """The body that a memo asks for a decision: before «beslutar» in its proposal, else a line of the head."""
    view = material.view
    line: Named | None = None
    for one in material.named:
        stretch = view.at(one.start)
        if one.type != "body":
            continue
        asked = view.lower[max(0, one.start - 15) : one.start].endswith(("föreslår ", "föreslår att "))
        if _CHARGED.match(view.lower, one.end) or _prepares(material, one):
            continue
        decides = asked and view.lower.startswith(" beslut", one.end)
        decides = decides or view.lower.startswith(" föreslås beslut", one.end)
        asks = stretch.kind is not Kind.HEADING or BY_BODY.fullmatch(view.lower, stretch.start, stretch.end)
        sent = view.lower.endswith(("till ", "av "), 0, one.start)  # «som antogs av fullmäktige»
        if decides or (material.sections[stretch.index].kind == "proposal" and asks and not sent):
            if line and line.slug in _proposed_to(material, one):
                one = line  # under «Fullmäktige» in the head
            body = _in_full(material, one)
            return Found(body.slug, body.start, body.end, "recipient-decides", 0.85)
        heads = stretch.start < material.head and only_names(material, view.block_words(stretch))
        if line is None and (material.in_head(stretch) or heads):
            line = one
    return Found(line.slug, line.start, line.end, "recipient-line", 0.8) if line else None
