"""The people whom a document names, with the role and the party that it prints."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from clustergraph.mapping.people.acts import (
    chairs_acting,
    joint_party,
    pronouns_acting,
    requests,
    with_party,
    without_party,
)
from clustergraph.mapping.people.chosen import chosen_people
from clustergraph.mapping.people.closing_formulas import by_formula, by_predicate
from clustergraph.mapping.people.fields import (
    PARTY,
    ROLLS,
    in_contacts,
    in_fields,
    key_role,
    known_parties,
    printed_party,
)
from clustergraph.mapping.people.officials import named_officials
from clustergraph.mapping.people.rolls import in_rolls
from clustergraph.mapping.people.side_by_side import side_by_side
from clustergraph.mapping.people.signatures import in_signatures
from clustergraph.mapping.people.spelled_parties import party_letters, spelled_parties
from clustergraph.mapping.people.table_rows import in_table_rows
from clustergraph.mapping.people.titles import beside_titles
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.given_names import by_given_names
from clustergraph.mapping.text.name_runs import is_common
from clustergraph.mapping.text.phrases import Hit, Hits
from clustergraph.mapping.text.roles import (
    NAME,
    FoundPerson,
    base_title,
    given_names,
    is_known_title,
    is_name,
    printed_role,
    role_of,
)
from clustergraph.mapping.text.sections import Section
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon


def find_persons(
    view: View, sections: tuple[Section, ...], named: Sequence[Named], hits: Hits
) -> list[FoundPerson]:
    """The people of a document, once for each role (movers: in each paragraph of minutes), in the order of the text."""
    roll, rolled = in_rolls(view)
    others = _outside_rolls(view, sections, hits)
    found = [*roll, *(one for one in others if view.at(one.start).index not in rolled)]
    starts = sorted(one.start for one in named)
    found = [_with_base_title(_without_title(view, _before_actor(one, starts))) for one in found]
    places = {one.start: one.end for one in named if not one.genitive}
    found = [_without_organisation(view, one, places) for one in found]
    found = _turned(_without_genitive(view, found))
    found += chairs_acting(view, found)
    found += pronouns_acting(view, found)
    return _telling(_each_once(view, found, named))


def _outside_rolls(view: View, sections: tuple[Section, ...], hits: Hits) -> list[FoundPerson]:
    """The people whom any rule but that of the rolls finds, each of a row of names and titles with the title beside it."""
    beside = list(side_by_side(view, _offices(view, hits)))
    found = [
        *in_fields(view),
        *in_contacts(view),
        *in_signatures(view),
        *in_table_rows(view),
        *with_party(view, sections),
        *beside_titles(view, hits["role"]),
        *by_formula(view),
        *by_predicate(view),
        *named_officials(view, hits["title"]),
        *chosen_people(view),
        *joint_party(view, sections),
        *without_party(view, sections),
        *(_party_beside(view, one) for one in by_given_names(view)),
    ]
    sides = [(one.start, one.end) for one in beside]
    found = [one for one in found if one.rule == "field" or not _within(one, sides)] + beside
    signed = {one.start for one in found if one.rule == "signature" and one.role != "signatory"}
    return [one for one in found if one.start not in signed or one.rule not in _BESIDE]


def _each_once(view: View, found: list[FoundPerson], named: Sequence[Named]) -> list[FoundPerson]:
    """The first mention of each person in each role, none within the name of an organisation, all with their party."""
    starts = sorted(one.start for one in named)
    ends = [*accumulate((one.end for one in sorted(named, key=lambda one: one.start)), max)]
    kept: dict[tuple[str, str], FoundPerson] = {}
    for person in sorted(found, key=lambda one: (one.start, -one.confidence)):
        at = bisect_right(starts, person.start)
        if (at and person.start < ends[at - 1]) or not is_name(person.name):
            continue
        key = (person.name, person.role if person.role in ROLLS else _definite(person.title) or person.role)
        if person.role in ("mover", "dissenter"):  # again in each paragraph of the minutes
            key = (person.name, person.role + view.item(person.start))
        first = kept.get(key)
        if first is None or (not first.party and person.party):
            kept[key] = person
    party = {one.name: one.party for one in kept.values() if one.party}
    return [
        one if one.party or one.name not in party else replace(one, party=party[one.name])
        for one in kept.values()
    ]


def _telling(persons: list[FoundPerson]) -> list[FoundPerson]:
    """The people in the roles that say most of them: no bare «närvarande» beside a title, no signatory who is a member."""
    persons = _one_role(persons)
    titles: dict[str, set[str]] = defaultdict(set)
    for one in persons:
        titles[one.name].add(one.title.lower())
    persons = [one for one in persons if not any(_says_more(one, title) for title in titles[one.name])]
    listed = {"signatory", *ROLLS}
    titled = {one.name for one in persons if one.title and one.role not in listed}
    acting = {one.name for one in persons if one.role}
    chairs = {one.name for one in persons if one.role == "chair"}
    # A list of members names all who signed it, and a person has one role in the lists.
    members = {one.name for one in persons if one.role in ROLLS}
    return [
        one
        for one in persons
        if (one.role or one.name not in acting)
        and (one.role not in listed or one.name not in titled)
        and (one.role != "signatory" or one.name not in members)
        # The chair signs with those who verify the minutes: «Justeras / Anna Ek    Bo Berg».
        and not (one.role == "adjuster" and one.rule == "signature" and one.name in chairs)
    ]


def _offices(view: View, hits: Hits) -> list[Hit]:
    """The nouns of titles and the roles of the thesaurus that are no deeds but to check minutes, the longest first."""
    deeds = lexicon("persons")["deeds"]["roles"]
    roles = (
        hit
        for hit in hits["role"]
        if (hit.concept.slug not in deeds or hit.concept.slug == "adjuster")
        and not view.lower.startswith("efter ", hit.start)  # «efter föredragning av»
    )
    found = [*hits["title"], *roles]
    return sorted(found, key=lambda hit: (hit.start, -hit.end))


_BESIDE = frozenset({"title-before-name", "title-noun"})  # which can be the title of the name above


def _party_beside(view: View, person: FoundPerson) -> FoundPerson:
    """A name with the party after it: «för Anna Ek (S)», «Bo Berg, Vänsterpartiet»."""
    if party := PARTY.match(view.words, person.end):
        known = party["party"].upper() in known_parties()  # not «Anna Ek (SCA)»
        return replace(person, party=printed_party(party["party"])) if known else person
    spelled = spelled_parties().match(view.words, person.end)
    return replace(person, party=party_letters()[spelled["party"].lower()]) if spelled else person


def _within(person: FoundPerson, names: Iterable[tuple[int, int]]) -> bool:
    """Whether a name overlaps one of those whose titles follow them."""
    return any(person.start < end and start < person.end for start, end in names)


def _before_actor(person: FoundPerson, starts: list[int]) -> FoundPerson:
    """«Anna Ek Mora» before «kommun» is Anna Ek: a name ends where that of an organisation begins (one of `starts`)."""
    place = bisect_right(starts, person.start)
    begun = starts[place] if place < len(starts) else person.end
    name = person.name[: begun - person.start].rstrip()
    shorter = begun < person.end and is_name(name)
    return replace(person, name=name, end=person.start + len(name)) if shorter else person


_TITLE_AND_NAME = re.compile(rf"(?<=[a-zåäö]) {NAME}$")  # «Ordförande Bo Ek» under the name of somebody else


def _with_base_title(person: FoundPerson) -> FoundPerson:
    title = base_title(_TITLE_AND_NAME.sub("", person.title)) if person.title else ""
    return person if title == person.title else replace(person, title=title)


def _says_more(one: FoundPerson, title: str) -> bool:
    """Whether a title of the same person ends in this one's, or is this one's without the place where it is held.

    «vice ordförande» says more than «ordförande», and «ordförande» all of «ordförande i Mora kommun».
    """
    low = one.title.lower()
    held = title and low.startswith((f"{title} i ", f"{title} för "))
    return bool(held or (low and title != low and title.endswith((f" {low}", f"-{low}"))))


def _without_title(view: View, person: FoundPerson) -> FoundPerson:
    """«Beslutsfattare Anna Ek» and «Reservationer Anna Ek» are Anna Ek."""
    first, _, rest = person.name.partition(" ")
    if not rest or not is_name(rest):
        return person
    titled = role_of(first) or key_role(first) or base_form(first)
    if not titled and not (rest.partition(" ")[0].lower() in given_names() and is_common(view.words, first)):
        return person
    return replace(person, name=rest, start=person.start + len(first) + 1)


def _without_genitive(view: View, found: list[FoundPerson]) -> list[FoundPerson]:
    """«ordföranden Ann Eks förslag» names Ann Ek: so it is where the name stands without the ending, or asks."""
    names = {one.name for one in found}
    elected = {one.name for one in found if one.party}
    return [
        replace(one, name=one.name[:-1], end=one.end - 1)
        if one.name.endswith("s")
        and (
            one.name[:-1] in names
            # «Urban Holmäs (S)»
            or (one.name not in elected and view.lower.startswith(requests(), one.end + 1))
        )
        else one
        for one in found
    ]


def _without_organisation(view: View, person: FoundPerson, places: dict[int, int]) -> FoundPerson:
    """«Anna Ek, Orsa kommun» signs without a title, «Bo Ek, ordförande Orsa ridklubb» as ordförande.

    `places` are where names of organisations begin, and where each ends.
    """
    if person.rule not in ("signature", "roll") or not person.title:
        return person
    near = range(person.end + 2, person.end + len(person.title) + 3)
    printed = next((view.words[at : places[at]] for at in near if at in places), None)
    if printed is None or printed not in person.title:
        return person
    before, _, after = person.title.partition(printed)
    title = before.rstrip(" ,") or after.strip(" ,()")
    if title:
        return replace(person, title=title) if is_known_title(title.split()[-1]) else person
    return replace(person, title=printed_role("signatory")) if person.role == "signatory" else person


def _turned(found: list[FoundPerson]) -> list[FoundPerson]:
    """«Handläggare: Ek Anna» is Anna Ek, as a register has her; and where the text has her name both ways."""
    names = {one.name for one in found}
    turned = []
    for one in found:
        last, _, first = one.name.partition(" ")
        backwards = first.lower() in given_names() and last.lower() not in given_names()
        if backwards and (one.rule == "field" or f"{first} {last}" in names):
            one = replace(one, name=f"{first} {last}")
        turned.append(one)
    return turned


def _one_role(persons: list[FoundPerson]) -> list[FoundPerson]:
    """A handler who also has a title, beside the name or in the signature, has that one for a role."""
    generic = printed_role("case-officer")
    titled = {
        one.name: one
        for one in reversed(persons)
        if one.title and one.role not in _LISTED and one.title.lower() != generic
    }
    found = []
    for one in persons:
        other = titled.get(one.name)
        handles = one.role == "case-officer" and one.title.lower() == generic
        if handles and other:
            found.append(replace(one, title=other.title))
        elif other is not one or not any(
            o.name == one.name and o.role == "case-officer" and o.title.lower() == generic for o in persons
        ):
            found.append(one)
    return found


_LISTED = frozenset(
    {"signatory", "member", "substitute", "participant", "decision-maker", "rapporteur", "adjuster"}
)


def _definite(title: str) -> str:
    """A title whatever its form: «handläggaren» and «Handläggare» are the same."""
    return re.sub(
        r"(?<=are)n$|(?<=direktör)en$|(?<=chef)en$|(?<=jurist)en$|(?<=sekreterare)n$", "", title.lower()
    )
