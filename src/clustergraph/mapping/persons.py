"""The people whom a document names, with the role and the party that it prints."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from clustergraph.mapping.actors import Named
from clustergraph.mapping.closing_formulas import by_formula, who_took_part
from clustergraph.mapping.person_fields import (
    PARTY,
    ROLLS,
    field_roles,
    in_basis,
    in_contacts,
    in_fields,
    key_role,
    printed_party,
)
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    base_title,
    is_name,
    no_names,
    printed_role,
    role_of,
)
from clustergraph.mapping.rolls import in_rolls
from clustergraph.mapping.sections import Section
from clustergraph.mapping.signatures import in_signatures
from clustergraph.mapping.view import Stretch, View
from clustergraph.mapping.vocabulary import concepts, lexicon
from clustergraph.reading import Kind

_BACKWARD = re.compile(rf"(?P<name>{NAME}),?$")


def find_persons(
    view: View, sections: tuple[Section, ...], named: list[Named], hits: Iterable[Hit]
) -> list[FoundPerson]:
    """The people of a document, once for each role (movers: in each paragraph of minutes), in the order of the text."""
    roll, rolled = in_rolls(view)
    found = [
        *in_fields(view),
        *in_contacts(view),
        *in_signatures(view),
        *_with_party(view, sections),
        *_beside_titles(view, hits),
        *by_formula(view),
        *who_took_part(view),
        *_joint_party(view, sections),
        *in_basis(view, sections),
    ]
    found = [*roll, *(one for one in found if view.at(one.start).index not in rolled)]
    found = [replace(one, title=base_title(one.title)) for one in map(_without_title, found)]
    found = _without_genitive(view, found)
    taken = {(one.start, one.end) for one in named}
    kept: dict[tuple[str, str], FoundPerson] = {}
    for person in sorted(found, key=lambda one: (one.start, -one.confidence)):
        if any(a <= person.start < b for a, b in taken) or not is_name(person.name):
            continue
        if _GLUED.search(person.title):
            continue  # the rest of a roll that runs on: «vice ordförande Bo Ek (S), 2:e vice …»
        key = (person.name, person.role if person.role in ROLLS else _definite(person.title) or person.role)
        if person.role in ("mover", "dissenter"):  # again in each paragraph of the minutes
            key = (person.name, person.role + view.item(person.start))
        first = kept.get(key)
        if first is None or (not first.party and person.party):
            kept[key] = person
    persons = _one_role([one for one in kept.values() if not _two_people(one.name, kept)])
    listed = {"signatory", "member", "substitute", "participant"}
    titled = {one.name for one in persons if one.title and one.role not in listed}
    acting = {one.name for one in persons if one.role}
    # A list of members names all who signed it, and a person has one role in the lists.
    members = {one.name for one in persons if one.role in ("member", "substitute")}
    persons = [one for one in persons if one.role != "signatory" or one.name not in members]
    return [
        one
        for one in persons
        if (one.role or one.name not in acting) and (one.role not in listed or one.name not in titled)
    ]


def _without_title(person: FoundPerson) -> FoundPerson:
    """«Beslutsfattare Anna Ek» is Anna Ek."""
    first, _, rest = person.name.partition(" ")
    if not rest or not is_name(rest) or not (role_of(first) or key_role(first)):
        return person
    return replace(person, name=rest, start=person.start + len(first) + 1)


def _without_genitive(view: View, found: list[FoundPerson]) -> list[FoundPerson]:
    """«ordföranden Ann Eks förslag» names Ann Ek: so it is where the name stands without the ending, or asks."""
    names = {one.name for one in found}
    return [
        replace(one, name=one.name[:-1], end=one.end - 1)
        if one.name.endswith("s")
        and (one.name[:-1] in names or view.lower.startswith(_requests(), one.end + 1))
        else one
        for one in found
    ]


def _two_people(name: str, known: Iterable[tuple[str, str]]) -> bool:
    """Whether a name is those of two people side by side who are known by themselves."""
    names = {other for other, _ in known}
    parts = name.split()
    return any(
        " ".join(parts[:cut]) in names and " ".join(parts[cut:]) in names for cut in range(2, len(parts) - 1)
    )


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


# What is recorded beside reservations, and is none.
_ASIDE = ("särskil", "anteckning", "deltar inte", "deltar ej", "röstförklaring")
_LISTED = frozenset(
    {"signatory", "member", "substitute", "participant", "decision-maker", "rapporteur", "adjuster"}
)
_GLUED = re.compile(rf"{NAME} \([A-ZÅÄÖ]{{1,4}}\)")


def _definite(title: str) -> str:
    """A title whatever its form: «handläggaren» and «Handläggare» are the same."""
    return re.sub(
        r"(?<=are)n$|(?<=direktör)en$|(?<=chef)en$|(?<=jurist)en$|(?<=sekreterare)n$", "", title.lower()
    )


_SUBSTITUTED = re.compile(r"(?:(?:ersättare|ers\.?|stället|inträder|tjänstgör) för|ersätter) $")


def _with_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """«Anna Ek (C) yrkar …»: the party in brackets, and the role by what follows or the list it is in."""
    parties = {concept.notation for concept in concepts("party").values()}
    acts = lexicon("persons")["acts"]
    for match in PARTY.finditer(view.words):
        near = max(0, match.start() - 70)
        line = view.words.rfind("\n", near, match.start()) + 1 or near
        name = _BACKWARD.search(view.words[line : match.start()])
        if not name:
            continue
        start, end = line + name.start("name"), line + name.end("name")
        if _SUBSTITUTED.search(view.lower[line:start]):
            continue  # who is absent
        stretch = view.at(start)
        after = view.lower[match.end() : match.end() + 40].lstrip(" ,")
        role = next((role for role, deeds in acts.items() if after.startswith(tuple(deeds))), "")
        title = ""
        if not role:
            role, title = _listed_role(view, stretch, sections, start)
        named = re.match(
            r",? ?((?:[\w:.]+ ){0,2}ordförande|(?:[\w:.]+ ){0,2}ordf\.?|sekreterare|\w*råd|"
            r"(?:ej )?tjänstgörande ersättare|tjg\.? ersättare|tj\.? ?ers\.?|ersättare)(?!\w)",
            view.words[match.end() : match.end() + 45],
        )
        if named and role_of(named[1]):
            role, title = role_of(named[1]) or role, named[1]
        party = printed_party(match["party"])
        if party not in parties and match["party"] != "-" and not role and not after.startswith(_requests()):
            continue
        words = name["name"]
        first = words.split()[0].lower()
        if first in no_names() and is_name(words.partition(" ")[2]):
            start += len(first) + 1
            words = words.partition(" ")[2]
        if words.endswith("s") and after.startswith(_requests()):
            words, end = words[:-1], end - 1  # «Rut Viklunds (SD) begäran»
        yield FoundPerson(words, role, title, party, start, end, "name-with-party", 0.9 if role else 0.75)


@cache
def _requests() -> tuple[str, ...]:
    return tuple(lexicon("persons")["requests"]["words"])


def _listed_role(view: View, stretch: Stretch, sections: tuple[Section, ...], start: int) -> tuple[str, str]:
    """The role by the list that a name stands in: its key, its heading, or the words before a colon."""
    kind = sections[stretch.index].kind
    heading = sections[stretch.index].heading
    if kind == "reservation":
        own = view.lower[heading.start : heading.end] if heading else ""
        said = own if any(word in own for word in _ASIDE) else view.lower[start : stretch.end]
        aside = "reserv" not in said and any(word in said for word in _ASIDE)
        return ("", "") if aside else ("dissenter", "")
    if kind == "motion":
        return "mover", ""
    listed = _role_of_list(view, stretch) if NAME_PATTERN.match(view.words, stretch.start) else ""
    if listed:
        return listed, printed_role(listed)
    for label in (stretch.block.name, view.block_words(heading) if heading else ""):
        role = field_roles().get(label.lower().strip(" :"))
        if role:
            return role, printed_role(role)
    before = view.lower[stretch.start : start]
    for role, deeds in (("dissenter", ("reservera", "avvikande mening")), ("mover", ("yrka",))):
        if any(deed in before[-160:] for deed in deeds):
            return role, ""
    return "", ""


def _role_of_list(view: View, stretch: Stretch) -> str:
    """The role that the line above a list of names, one a line, gives them: «Ej tjänstgörande ersättare»."""
    for above in reversed(view.stretches[max(0, stretch.index - 60) : stretch.index]):
        line = view.block_words(above).strip()
        role = field_roles().get(line.lower().strip(" :"))
        if role:
            return role
        if len(line) > 80 or not NAME_PATTERN.match(line):
            return ""
    return ""


_BESIDE_ON_LINE = re.compile(r"\S+(?: \S+)*")  # neither on the next line nor in the next column
_AFTER_TITLE = re.compile(rf":? (?:har varit )?({NAME})")
_OF_DEFINITE = re.compile(rf"[:,]? (?:har varit )?({NAME})")  # «Ordföranden, Anna Ek (C), yrkar»


def _beside_titles(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """A title before a name («landshövding Anna Ek») or after it («Anna Ek, enhetschef»)."""
    deeds = lexicon("persons")["deeds"]["roles"]
    qualifiers = lexicon("persons")["qualifiers"]["words"]
    for hit in hits:
        if hit.concept.scheme != "role" or hit.concept.slug in deeds:
            continue
        stretch = view.at(hit.start)
        words = view.words
        key = words[hit.start : hit.end].strip(": ")
        if stretch.kind is Kind.FIELD or key_role(key) in ROLLS:
            continue
        after = (_OF_DEFINITE if key.endswith("ordföranden") else _AFTER_TITLE).match(words, hit.end)
        signed = stretch.kind is Kind.SIGNATURE
        if signed and not (
            after and _BESIDE_ON_LINE.fullmatch(view.text, *view.stored(hit.start, after.end()))
        ):
            continue
        if after and after.end() <= stretch.end:
            start = _qualified(view.lower, hit.start, qualifiers)
            title = words[start : hit.end].rstrip(":")
            yield FoundPerson(
                after[1],
                hit.concept.slug,
                title,
                printed_party(party[1]) if (party := PARTY.match(words, after.end())) else None,
                after.start(1),
                after.end(1),
                "title-before-name",
                0.8,
            )
            continue
        start = _qualified(view.lower, hit.start, qualifiers)
        if words[hit.start : hit.end].lower().startswith(("efter ", "har ")):
            continue  # a deed, which the closing formula tells: «efter föredragning av»
        before = re.search(
            rf"({NAME})(?: \(([A-ZÅÄÖ]{{1,3}})\))?,? $", words[max(stretch.start, start - 70) : start]
        )
        # «byråchefen Ewa Ek, chefen för enheten Bo Berg»: a title with the article belongs to the next name.
        if (
            before
            and words[start - 2] in ",)"
            and base_title(words[start : hit.end]) == words[start : hit.end]
        ):
            base = max(stretch.start, start - 70)
            yield FoundPerson(
                before[1],
                hit.concept.slug,
                words[start : hit.end],
                before[2],
                base + before.start(1),
                base + before.end(1),
                "title-after-name",
                0.8,
            )


def _joint_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """«Anna Ek, Bo Berg och Lisa Dahl (MP-gruppen)», «Anna Ek och Bo Berg (båda S)»: one party for several."""
    parties = {concept.notation for concept in concepts("party").values()}
    for match in re.finditer(r" \((?:(?:alla|båda|samtliga) )?([A-ZÅÄÖ]{1,3})(?:-gruppen)?\)", view.words):
        if match[1] not in parties:
            continue
        near = max(0, match.start() - 240)
        line = max(
            view.words.rfind("\n", near, match.start()), view.words.rfind(". ", near, match.start()) + 1, near
        )
        names = re.search(rf"{NAME}(?:, {NAME})* och {NAME}$", view.words[line : match.start()])
        if names is None:
            continue
        begin = line + names.start()
        stretch = view.at(begin)
        role, title = _listed_role(view, stretch, sections, begin)
        after = view.lower[match.end() : match.end() + 40].lstrip(" ,")
        acts = lexicon("persons")["acts"]
        role = next((act for act, deeds in acts.items() if after.startswith(tuple(deeds))), role)
        for person in NAME_PATTERN.finditer(view.words, begin, match.start()):
            yield FoundPerson(
                person[0], role, title, match[1], person.start(), person.end(), "joint-party", 0.75
            )


def _qualified(lower: str, start: int, qualifiers: list[str]) -> int:
    """Where a title begins, with «biträdande», «tf» and the like before it."""
    while start:
        word = lower[max(0, start - 20) : start].rstrip().rpartition(" ")[2]
        word = word.rpartition("\n")[2]
        if word not in qualifiers and not word.endswith("iska"):  # «näringspolitiska experten»
            return start
        start -= len(word) + 1
    return start
