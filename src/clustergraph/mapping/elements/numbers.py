"""A number of its own for each element of a plan, also where the same is printed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustergraph.mapping.elements.find import FoundElement

_IN_LISTS = ("listed-priority", "table-row")  # rules of what stands in lists, whose numbers begin anew


def with_own_numbers(found: Sequence[FoundElement]) -> list[FoundElement]:
    """The elements in order; a number that another has («Mål 1» under each chapter) is made from the parent's.

    A heading keeps its number before what stands in a list. Those below an element stand under it as it is then numbered.
    """
    headings = {one.number for one in found if one.rule not in _IN_LISTS}
    taken: set[str] = set()
    given: dict[str, str] = {}  # the number that the last element with a printed number goes by
    numbered: list[FoundElement] = []
    for one in found:
        parent = given.get(one.parent, one.parent) if one.parent else None
        number = one.number
        if number in taken or (one.rule in _IN_LISTS and number in headings):
            bare = number.rpartition(" ")[2]  # of «Mål 1»
            stem = f"{parent}-{bare}" if parent else bare
            made = (f"{stem}-{again}" if again > 1 else stem for again in count(1))
            number = next(each for each in made if each not in taken | headings)
        taken.add(number)
        if one.rule not in _IN_LISTS or one.number not in headings:
            given[one.number] = number
        numbered.append(
            replace(one, number=number, printed=one.printed and number == one.number, parent=parent)
        )
    return numbered
