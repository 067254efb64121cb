"""Rolls that have the surname before a comma: «Ek, Anna ordförande Berg, Bo rektor»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.people.fields import PARTY, ROLLS, printed_party
from clustergraph.mapping.people.roll_labels import Role
from clustergraph.mapping.text.roles import NAME_PART, FoundPerson, given_names, long_places, role_of
from clustergraph.mapping.text.view import Stretch, View

# A second given name stands before a party, or is an initial: «Ek, Per Olov (S)», «Ek, Anna K».
_TURNED = re.compile(
    rf"(?P<last>{NAME_PART}(?: {NAME_PART})?), (?P<first>{NAME_PART}(?:(?: {NAME_PART})+(?= \()| [A-ZÅÄÖ]\b\.?)?)(?![\w-])"
)
_NEXT = re.compile(rf" (?={NAME_PART} {NAME_PART})")  # a name without a comma among them
_FEWEST = 3  # names that show such a list; where all have a party, one does


def names_turned(cell: str) -> bool:
    """Whether a cell has a name with a known given name after a comma."""
    return any(_given(one) in given_names() for one in _TURNED.finditer(cell))


def surname_first(view: View, stretch: Stretch, cell: str, label: Role) -> Iterator[FoundPerson]:
    """The people of such a cell, each with the party and the title beside the name; nobody if the cell is none."""
    people = [*_TURNED.finditer(cell)]
    known = given_names()
    elected = bool(people) and all(PARTY.match(cell, one.end()) for one in people)
    if sum(_given(one) in known for one in people) < (1 if elected else _FEWEST):
        return
    if any(one["last"].lower() in long_places() for one in people):
        return  # «Anna Ek (S), Alvesta, Bo Berg (M), Tingsryd»
    before = cell[: people[0].start()].strip(" ,")
    if people[0]["last"].split(" ")[0].lower() in known or (before and not role_of(before)):
        return  # «Anna Ek, Bo Berg, Lo Falk»: the given name stands first as everywhere else
    at = stretch.start
    for place, one in enumerate(people):
        last, first = _surname(one, cell), one["first"]
        party = PARTY.match(cell, one.end())
        further = people[place + 1] if place + 1 < len(people) else None
        if further and (second := further["last"].removesuffix(_surname(further, cell)).strip()):
            first += f" {second}"  # «Ek, Vivi Anne Falk, Klas»
        start = view.words.find(f"{last}, {first}", at, stretch.end)
        if start < 0:
            continue
        at = start + len(f"{last}, {first}")
        stop = further.start() if further else len(cell)
        title = _NEXT.split(cell[party.end() if party else one.end() : stop])[0].strip(" ,.")
        if before:  # «1:e vice ordf Ek, Anna (S) 2:e vice ordf Berg, Bo (M)»
            title, before = before, title
        role = role_of(title) if title else None
        listed = label.slug in (*ROLLS, "")
        held = (role, title) if role and listed else (label.slug, label.printed)
        letters = printed_party(party["party"]) if party else None
        yield FoundPerson(f"{first} {last}", *held, letters, start, at, "roll", 0.9)


def _given(one: re.Match[str]) -> str:
    return one["first"].partition(" ")[0].lower()


def _surname(one: re.Match[str], cell: str) -> str:
    """The surname, without a second given name of the person before that is read as its first part."""
    first, _, rest = one["last"].partition(" ")
    beside = one.start() > 1 and cell[one.start() - 2].isalpha()
    return rest if rest and beside and first.lower() in given_names() else one["last"]
