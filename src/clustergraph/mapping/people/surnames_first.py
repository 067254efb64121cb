"""Rolls that have the surname before a comma: «Ek, Anna ordförande Berg, Bo rektor»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.people.fields import PARTY, ROLLS, printed_party
from clustergraph.mapping.people.roll_labels import Role
from clustergraph.mapping.text.roles import NAME_PART, FoundPerson, given_names, role_of
from clustergraph.mapping.text.view import Stretch, View

_TURNED = re.compile(rf"(?P<last>{NAME_PART}(?: {NAME_PART})?), (?P<first>{NAME_PART})\b")
_NEXT = re.compile(rf" (?={NAME_PART} {NAME_PART})")  # a name without a comma among them
_FEWEST = 3  # names that show such a list


def surname_first(view: View, stretch: Stretch, cell: str, label: Role) -> Iterator[FoundPerson]:
    """The people of such a cell, each with the party and the title after the name; nobody if the cell is none."""
    people = [*_TURNED.finditer(cell)]
    known = given_names()
    if sum(one["first"].lower() in known for one in people) < _FEWEST:
        return
    if people[0]["last"].split(" ")[0].lower() in known or cell[: people[0].start()].strip(" ,"):
        return  # «Anna Ek, Bo Berg, Lo Falk»: the given name stands first as everywhere else
    at = stretch.start
    for place, one in enumerate(people):
        start = view.words.find(one[0], at, stretch.end)
        if start < 0:
            continue
        at = start + len(one[0])
        party = PARTY.match(cell, one.end())
        stop = people[place + 1].start() if place + 1 < len(people) else len(cell)
        title = _NEXT.split(cell[party.end() if party else one.end() : stop])[0].strip(" ,.")
        role = role_of(title) if title else None
        listed = label.slug in (*ROLLS, "")
        yield FoundPerson(
            f"{one['first']} {one['last']}",
            role if role and listed else label.slug,
            title if role and listed else label.printed,
            printed_party(party["party"]) if party else None,
            start,
            at,
            "roll",
            0.9,
        )
