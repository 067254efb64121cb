"""Rulings of courts: what the case is about, and whose decision is appealed against."""

import re

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern

# The heads of the parts of a ruling before the ruling itself.
_CASE = re.compile(r"(?:saken|målet gäller|ärendemening)[ :]*")
_PARTIES = pattern("documents", "courts-parties")
_WITHIN = 60  # blocks
_OF_ANOTHER = pattern("documents", "courts-of-another")


def subject_of_case(material: Material) -> str:
    """The line under «SAKEN», empty if a document has none."""
    view = material.view
    for stretch in view.stretches[:_WITHIN]:
        label = _CASE.match(view.lower, stretch.start, stretch.end)
        if label and label.end() == stretch.end and stretch.index + 1 < len(view.stretches):
            return view.block_words(view.stretches[stretch.index + 1]).strip()
        if stretch.block.name.lower() in ("saken", "målet gäller"):
            return view.block_words(stretch).strip()
    return ""


def is_party(material: Material, stretch: Stretch) -> bool:
    """Whether a line names one of the parties of a case, under «KLAGANDE» or «MOTPART»."""
    view = material.view
    above = view.stretches[stretch.index - 1] if stretch.index else stretch
    return bool(_PARTIES.fullmatch(view.lower[above.start : above.end].strip()))


def is_appealed(material: Material, at: int) -> bool:
    """Whether words stand under «ÖVERKLAGAT BESLUT», where another's decision is named."""
    view = material.view
    stretch = view.at(at)
    near = view.stretches[max(0, stretch.index - 1) : stretch.index + 1]
    lines = (f"{one.block.name.lower()} {view.lower[one.start : one.end]}".strip() for one in near)
    return any(line.startswith("överklaga") for line in lines)


def appealed(material: Material, at: int) -> bool:
    """Whether a date stands after another's decision that is appealed against: «Inspektionens beslut 2024-06-11»."""
    start = material.view.at(at).start
    before = material.view.lower[max(start, at - 90) : at]
    return bool(_OF_ANOTHER.search(before)) and is_appealed(material, at)


def court_appealed(material: Material, at: int) -> Named | None:
    """Who decided what is appealed against, named before a number on its line."""
    stretch = material.view.at(at)
    before = material.named_within(stretch.start, at)
    return before[0] if before else None
