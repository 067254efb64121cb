"""The people whom a document names, with the role and the party that it prints."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clustergraph.mapping.actors import Named
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    is_name,
    no_names,
    printed_role,
    role_of,
)
from clustergraph.mapping.sections import Section
from clustergraph.mapping.signatures import in_signatures
from clustergraph.mapping.view import Stretch, View
from clustergraph.mapping.vocabulary import concepts, lexicon
from clustergraph.reading import Kind

_PARTY = re.compile(r" ?\((?P<party>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}|-)\)")
_BACKWARD = re.compile(rf"(?P<name>{NAME}),?$")


def find_persons(
    view: View, sections: tuple[Section, ...], named: list[Named], hits: Iterable[Hit]
) -> list[FoundPerson]:
    """The people of a document, once for each role, in the order of the text."""
    found = [
        *_in_fields(view),
        *in_signatures(view),
        *_with_party(view, sections),
        *_beside_titles(view, hits),
        *_by_formula(view),
        *_joint_party(view, sections),
    ]
    taken = {(one.start, one.end) for one in named}
    kept: dict[tuple[str, str], FoundPerson] = {}
    for person in sorted(found, key=lambda one: (one.start, -one.confidence)):
        if any(a <= person.start < b for a, b in taken) or not is_name(person.name):
            continue
        if _GLUED.search(person.title):
            continue  # the rest of a roll that runs on: «vice ordförande Bo Ek (S), 2:e vice …»
        key = (person.name, _definite(person.title) or person.role)
        first = kept.get(key)
        if first is None or (not first.party and person.party):
            kept[key] = person
    persons = list(kept.values())
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


_GLUED = re.compile(rf"{NAME} \([A-ZÅÄÖ]{{1,4}}\)")


def _definite(title: str) -> str:
    """A title whatever its form: «handläggaren» and «Handläggare» are the same."""
    return re.sub(
        r"(?<=are)n$|(?<=direktör)en$|(?<=chef)en$|(?<=jurist)en$|(?<=sekreterare)n$", "", title.lower()
    )


@cache
def _field_roles() -> dict[str, str]:
    return {key: role for role, keys in lexicon("persons")["fields"].items() for key in keys}


def _in_fields(view: View) -> Iterator[FoundPerson]:
    """«Handläggare: Anna Ek», «Justerare: Bo Ek (S)»; also as the first words of a line or paragraph."""
    for stretch in view.stretches:
        name = stretch.block.name.lower()
        words = view.block_words(stretch)
        role = _field_roles().get(name.strip(" :"))
        at = 0
        if not role and stretch.kind is not Kind.FIELD:
            head = re.match(r"([A-Za-zÅÄÖåäö./ -]{4,35}): ?" if ":" in words else r"(\w+) ", words)
            role = _field_roles().get(head[1].lower().strip()) if head else None
            at = head.end() if head else 0
        if not role:
            continue
        for person in NAME_PATTERN.finditer(words, at):
            party = _PARTY.match(words, person.end())
            title = printed_role(role)
            beside = re.match(r", ([a-zåäö][\wåäö -]{2,40})(?=,|$)", words[person.end() :])
            if beside and not name.startswith("handlägg") and role_of(beside[1]):
                title = beside[1]
            yield FoundPerson(
                person[0],
                role,
                title,
                party["party"] if party else None,
                stretch.start + person.start(),
                stretch.start + person.end(),
                "field",
                0.95,
            )


def _with_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """«Anna Ek (C) yrkar …»: the party in brackets, and the role by what follows or the list it is in."""
    parties = {concept.notation for concept in concepts("party").values()}
    acts = lexicon("persons")["acts"]
    for match in _PARTY.finditer(view.words):
        near = max(0, match.start() - 70)
        line = view.words.rfind("\n", near, match.start()) + 1 or near
        name = _BACKWARD.search(view.words[line : match.start()])
        if not name:
            continue
        start, end = line + name.start("name"), line + name.end("name")
        stretch = view.at(start)
        after = view.lower[match.end() : match.end() + 40].lstrip(" ,")
        role = next((role for role, deeds in acts.items() if after.startswith(tuple(deeds))), "")
        title = ""
        if not role:
            role, title = _listed_role(view, stretch, sections, start)
        named = re.match(
            r",? ?((?:[\w:.]+ ){0,2}ordförande|(?:[\w:.]+ ){0,2}ordf\.?|sekreterare|\w*råd)(?!\w)",
            view.words[match.end() : match.end() + 45],
        )
        if named and role_of(named[1]):
            role, title = role_of(named[1]) or role, named[1]
        if match["party"] not in parties and not role:
            continue
        words = name["name"]
        first = words.split()[0].lower()
        if first in no_names() and is_name(words.partition(" ")[2]):
            start += len(first) + 1
            words = words.partition(" ")[2]
        party = match["party"] if match["party"] != "-" else None
        yield FoundPerson(words, role, title, party, start, end, "name-with-party", 0.9 if role else 0.75)


def _listed_role(view: View, stretch: Stretch, sections: tuple[Section, ...], start: int) -> tuple[str, str]:
    """The role by the list that a name stands in: its key, its heading, or the words before a colon."""
    kind = sections[stretch.index].kind
    heading = sections[stretch.index].heading
    if kind == "reservation":
        own = view.lower[heading.start : heading.end] if heading else ""
        aside = "särskil" in own or "särskil" in view.lower[start : stretch.end]
        return ("", "") if aside else ("dissenter", "")
    if kind == "motion":
        return "mover", ""
    for label in (stretch.block.name, view.block_words(heading) if heading else ""):
        role = _field_roles().get(label.lower().strip(" :"))
        if role:
            return role, printed_role(role)
    before = view.lower[stretch.start : start]
    for role, deeds in (("dissenter", ("reservera", "avvikande mening")), ("mover", ("yrka",))):
        if any(deed in before[-160:] for deed in deeds):
            return role, ""
    return "", ""


def _beside_titles(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """A title before a name («landshövding Anna Ek») or after it («Anna Ek, enhetschef»)."""
    deeds = lexicon("persons")["deeds"]["roles"]
    qualifiers = lexicon("persons")["qualifiers"]["words"]
    for hit in hits:
        if hit.concept.scheme != "role" or hit.concept.slug in deeds:
            continue
        stretch = view.at(hit.start)
        if stretch.kind in (Kind.SIGNATURE, Kind.FIELD):
            continue
        words = view.words
        after = re.compile(rf":? (?:har varit )?({NAME})").match(words, hit.end)
        if after and after.end() <= stretch.end:
            start = _qualified(view.lower, hit.start, qualifiers)
            title = words[start : hit.end].rstrip(":")
            yield FoundPerson(
                after[1],
                hit.concept.slug,
                title,
                None,
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
        if before and words[start - 2] in ",)":
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


# «har fattats av länsrådet Anna Berg efter föredragning av handläggaren Bo Ek», «avdelningscheferna A och B».
_FORMULA = re.compile(
    rf"(?P<deed>(?:fattats|fattades|beslutats|beslutades|föredragits|föredragning|avgjorts|avgörs) av|föredragande har varit|närvaro av|föredragande var|"
    rf"handläggningen har(?: även| också)?|har(?: även| också)? deltagit|har(?: även| också)? medverkat)"
    rf" (?P<title>(?:[a-zåäö.]+ (?:och )?){{0,2}}?[a-zåäö-]{{4,}}) (?P<names>{NAME}(?:(?:, {NAME})* och {NAME})?)"
)
_DEEDS = (
    ("föredrag", "rapporteur"),
    ("fattats", "decision-maker"),
    ("fattades", "decision-maker"),
    ("beslutat", "decision-maker"),
    ("avg", "decision-maker"),
)


def _by_formula(view: View) -> Iterator[FoundPerson]:
    """Those who decided, presented or took part, by the closing formula of an authority."""
    for match in _FORMULA.finditer(view.words):
        title = match["title"].strip()
        singular = _singular(title)
        role = role_of(singular)
        deed = next((role for word, role in _DEEDS if match["deed"].startswith(word)), "participant")
        for person in NAME_PATTERN.finditer(view.words, match.start("names"), match.end("names")):
            yield FoundPerson(
                person[0],
                role or deed,
                singular if role else printed_role(deed),
                None,
                person.start(),
                person.end(),
                "formula",
                0.85,
            )


def _singular(title: str) -> str:
    """«avdelningscheferna» → «avdelningschef»; other titles as they stand."""
    return re.sub(
        r"(?<=chef)erna$|(?<=jurist)erna$|(?<=direktör)erna$|(?<=handläggare)na$|(?<=utredar)na$", "", title
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
        if word not in qualifiers:
            return start
        start -= len(word) + 1
    return start
