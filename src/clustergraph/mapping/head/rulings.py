"""Who decides in a decision: a board of politicians, or the authority that is said to decide or to find something."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.courts import is_appealed
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import lexicon, pattern

POLITICAL: tuple[str, ...] = tuple(lexicon("documents")["lists"]["political-bodies"])
_RULES = pattern("documents", "rulings-rules")
_DECIDES = re.compile(r" (?:beslutar|föreslår)\b")


def decides_first(material: Material) -> bool:
    """Whether the first that is said to decide is a body of politicians."""
    first = next((one for one in material.named if _DECIDES.match(material.view.lower, one.end)), None)
    return first is not None and first.type == "body" and first.name.lower().endswith(POLITICAL)


_SUPERVISES = pattern("documents", "rulings-supervises")


def ruling(material: Material, type_: str) -> Iterator[tuple[Named, int]]:
    """Who is first said to decide or to find something in a decision."""
    lower = material.view.lower
    for one in material.named if type_ == "decision" and not decides_first(material) else ():
        whose = one.genitive and lower.startswith(" beslut", one.end + 1)
        if is_appealed(material, one.start):
            continue
        if not one.unit and (whose or _RULES.match(lower, one.end)):
            sure = whose or one.type in ("county-board", "government")
            # Over whom it decides can head the paper, as whom it is sent to.
            yield one, 24 if _SUPERVISES.match(lower, one.end) else 16 if sure else 8
            return
