"""An element of a plan, and a number of its own for each, also where the same is printed twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count


@dataclass(slots=True, unsafe_hash=True)
class FoundElement:
    """A part of a strategy. `number` is printed, or made from the parent's and the order; `parent` is a number.

    `section` is the heading above one without parent, which is no element itself: «Mål». `as_printed` is the number that
    stands in the document where another element has it too.
    """

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
    section: str = ""
    as_printed: str = ""


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
        kept = one.printed and number == one.number
        again = bare_number(one.number) if one.printed and not kept else ""
        numbered.append(replace(one, number=number, printed=kept, parent=parent, as_printed=again))
    return numbered


def depth(number: str) -> int:
    """How many levels a printed number has below the first."""
    return number.count(".") + number.count(":")


def bare_number(number: str) -> str:
    """A number without the noun that it may be printed with: «Mål 1»."""
    return number.rpartition(" ")[2]


def parent_number(number: str, kinds: dict[str, str]) -> str | None:
    """The nearest number above that the document prints."""
    for end in range(len(number) - 1, -1, -1):
        if number[end] in ".:" and number[:end] in kinds:
            return number[:end]
    return None


def parent_label(number: str, opened: Mapping[str, FoundElement]) -> str | None:
    """The last label with the number above: «Mål 2» of «2.1», where a chapter has that number too."""
    above = number.rpartition(".")[0]
    labels = (name for name, one in opened.items() if one.rule == "labelled-heading")
    return next((name for name in reversed(list(labels)) if above and bare_number(name) == above), None)
