"""The records of a document itself, its cases, and the actors and people in it."""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator

from clustergraph.mapping.people.employers import comes_from_elsewhere, employer
from clustergraph.mapping.people.signatories import signs_for
from clustergraph.mapping.records.recorder import Recorder, party_slug
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.vocabulary import actors, concepts, lexicon
from clustergraph.model import Actor, Case, Document, Membership, Mention, Person, Statement, Text
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind

_FIRST_LINE = 250  # characters of a first line that stands for a title


def document_record(maker: Recorder) -> Document:
    """The document with what its head says."""
    meta = maker.metadata
    found = [meta.type, meta.date, meta.issuer, meta.recipient]
    evidence = tuple(maker.of(one) for one in found if one is not None and maker.view.words)
    evidence = evidence or (maker.first_line(),)
    title = meta.title or _described(maker) or _first_words(maker)
    printed = maker.view.words[meta.date.start : meta.date.end] if meta.date else None
    author = meta.office if meta.type.value == "memo" else meta.body
    return Document(
        slug=maker.slug,
        evidence=evidence,
        title=title,
        type=meta.type.value,
        date=meta.date.value if meta.date else None,
        date_printed=printed if printed and meta.date and printed != meta.date.value else None,
        issuer=maker.issuer,
        author=maker.bodies.slug(author) if author and author in maker.named else None,
        recipient=maker.actor(meta.recipient.value) if meta.recipient else None,
        case=slugify(meta.numbers[0].value) if meta.numbers else None,
        foreign_cases=tuple(slugify(one.value) for one in meta.foreign),
        language=meta.language,
        source=maker.source.slug,
        start=maker.part.start,
        end=maker.part.end,
    )


def _described(maker: Recorder) -> str:
    """What a document without title is: its type, whose and of which day, «Protokoll, Socialnämnden, 2025-03-04»; empty if its type is not known."""
    meta = maker.metadata
    holder = meta.body.name if meta.body else maker.names.get(maker.issuer or "")
    if meta.type.value == "other" or not (holder or meta.date):
        return ""
    label = concepts("document-type")[meta.type.value].label.capitalize()
    return ", ".join(filter(None, (label, holder, meta.date.value if meta.date else None)))


def _first_words(maker: Recorder) -> str:
    lines = (
        maker.view.block_words(one).strip() for one in maker.view.stretches if one.kind is not Kind.FURNITURE
    )
    words = next(lines, "")
    return textwrap.shorten(words, _FIRST_LINE, placeholder="") or maker.source.name


def case_records(maker: Recorder) -> Iterator[Case]:
    """A case for each registry number, own or foreign."""
    seen = set()
    for one in (*maker.metadata.numbers, *maker.metadata.foreign):
        slug = slugify(one.value)
        if slug and slug not in seen:
            seen.add(slug)
            yield Case(
                slug=slug, evidence=(maker.of(one),), number=one.value, authority=maker.actor(one.owner)
            )


def actor_records(maker: Recorder) -> Iterator[Statement]:
    """A mention of each known actor, a record of each new one."""
    mentions: dict[str, list[Named]] = defaultdict(list)
    for slug, one in zip(maker.slugs, maker.named, strict=True):
        mentions[slug].append(one)
    for slug, named in mentions.items():
        evidence = tuple(maker.evidence(o.start, o.end, o.rule, o.confidence) for o in named)
        name = Text(sv=maker.names[slug])
        if slug in actors():
            yield Mention(
                slug=f"{maker.slug}-{slug}", evidence=evidence, actor=slug, label=Text(sv=f"{name.sv} nämns")
            )
            continue
        printed = tuple(dict.fromkeys(maker.view.words[o.start : o.end] for o in named))
        yield Actor(
            slug=slug,
            evidence=evidence,
            label=name,
            type=named[0].type,
            alternative=tuple(p for p in printed if p != name.sv),
            unit_of=maker.bodies.part_of(named[0]),
        )
    if maker.issuer and maker.issuer not in mentions and maker.metadata.issuer:
        found = maker.metadata.issuer
        yield Mention(
            slug=f"{maker.slug}-{maker.issuer}",
            evidence=(maker.of(found),),
            actor=maker.issuer,
            support="inferred",
            inferred_from=(f"document/{maker.slug}",),
        )


_OFFICIALS = frozenset({"official", *lexicon("persons")["appointed"]["roles"]})
_FIELD = re.compile(r"(?:s?nämnden|s?förvaltningen|s?kontoret|sstyrelsen)$")


def _office_under(maker: Recorder, board: Named) -> str | None:
    """The office of a board, which its officials belong to, if the document names it: «Skolkontoret» of «Skolnämnden»."""
    field = _FIELD.sub("", board.name.lower())
    offices = {
        maker.bodies.slug(one)
        for one in maker.named
        if one.type == "office" and _FIELD.sub("", one.name.lower()) == field
    }
    return offices.pop() if field and len(offices) == 1 else None


def people_records(maker: Recorder) -> Iterator[Statement]:
    """Each person once, and a membership for each of the roles."""
    seen, roles = set(), set()
    sits_for: dict[str, str] = {}  # those of a roll who come from an organisation of their own
    units = maker.metadata.office, maker.metadata.body
    if maker.metadata.type.value.startswith("minutes"):
        units = units[::-1]  # who sits on the board
    unit = next(filter(None, units), None)
    issuer = maker.issuer or (maker.bodies.slug(unit) if unit and unit in maker.named else None)
    signing = signs_for(maker.found.material, maker.found.persons)
    board = next(
        (one for one in maker.named if one.type == "body" and maker.bodies.slug(one) == issuer), None
    )
    by_office = any(one.type == "office" and maker.bodies.slug(one) == issuer for one in maker.named)
    for one in maker.found.persons:
        slug = slugify(one.name)
        # Somebody whom the text only names, the sender of a letter or whom a decision is about, is of no organisation.
        # The elected sit in no office.
        known = issuer if one.role or one.title or (one.party and not by_office) else None
        if known and board and one.role in _OFFICIALS:
            known = _office_under(maker, board) or known
        told = employer(maker.found.material, one, known) or sits_for.get(one.name)
        in_roll = told and one.rule == "roll"
        if told and in_roll:
            sits_for[one.name] = told
        if told is None and comes_from_elsewhere(maker.found.material, one, known):
            known = None
        organisation = (None if in_roll else signing.get(one.name)) or maker.actor(told) or known
        evidence = (maker.evidence(one.start, one.end, one.rule, one.confidence),)
        if slug not in seen:
            seen.add(slug)
            # Without an organisation there is no membership; title and party are then a note on the person.
            said = f"{one.title} ({one.party})" if one.party else one.title
            note = Text(sv=said.strip()) if organisation is None and said else None
            yield Person(slug=slug, evidence=evidence, name=one.name, note=note)
        role = (slug, one.title or one.role)
        if organisation is None or role in roles:
            continue
        roles.add(role)
        printed = one.party if one.role not in lexicon("persons")["appointed"]["roles"] else None
        party = party_slug(printed)
        yield Membership(
            slug=maker.unique(
                "membership", f"{slug}-{slugify(one.title or one.role or 'ledamot')}-{organisation}"
            ),
            evidence=evidence,
            person=slug,
            organisation=organisation,
            role=one.role or "participant",
            title=Text(sv=one.title) if one.title else None,
            party=party,
            note=Text(sv=f"({printed})") if printed and party is None else None,
        )
