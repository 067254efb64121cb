"""The chair who moves or reserves without being named: «Ordföranden yrkar bifall», looked up in the roll."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clustergraph.mapping.text.roles import FoundPerson, role_of
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.view import View

_ORDER = r"(?:följande|propositions|besluts|omröstnings|voterings|ajourner|att (?:\w+ ){0,3}?(?:ställ|ajourner|propos))"
_CHAIR = Sparse(
    r"(?<![\w-])(?P<title>(?:(?:[12]:[ea]|förste|andre|första|andra) )?(?:vice )?ordföranden?)(?: \([a-zåäö]{1,4}\))?"
    r"(?: (?:och|samt) [^.\n]{3,60}?| med instämmande av [^.\n]{3,60}?)?"
    rf" (?P<deed>yrka[rd]|instämmer|biträder|föreslår(?! {_ORDER})|föreslog(?! {_ORDER})|reserver)",
    "ordförande",
)


def chairs_acting(view: View, persons: Sequence[FoundPerson]) -> Iterator[FoundPerson]:
    """The chair of the meeting as mover or dissenter, where the roll names one person with that title."""
    for match in _CHAIR.within(view.lower, view.lower).finditer():
        title = match["title"].removesuffix("n")
        holders = {
            one.name: one for one in reversed(persons) if one.start < match.start() and _holds(one, title)
        }
        if len(holders) != 1:
            continue
        role = "dissenter" if match["deed"].startswith("reserv") else "mover"
        start, end = match.span("title")
        (holder,) = holders.values()
        yield replace(holder, role=role, title="", start=start, end=end, rule="chair-acting", confidence=0.75)


def _holds(person: FoundPerson, title: str) -> bool:
    """Whether a person has the title: the chair, or the deputy chair of that order."""
    printed = person.title.lower()
    if role_of(printed or person.role) != role_of(title) and person.role != role_of(title):
        return False
    return title[0].isalpha() or printed.startswith(title[:3])
