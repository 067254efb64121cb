"""The records of decisions, of the motions and reservations around them, and of adoptions."""

import re
from collections.abc import Iterator, Mapping

from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.records.recorder import Recorder, party_slug
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found
from clustergraph.model import Adoption, Agreement, Decision, Motion, Statement, Text
from clustergraph.namespaces import slugify


def _decision_slug(maker: Recorder, decision: FoundDecision) -> str:
    return f"{maker.slug}-beslut-{maker.orders[decision.quote]}"


def decision_records(maker: Recorder) -> Iterator[Statement]:
    """Each decision, followed by its motions."""
    meta = maker.metadata
    cases = {maker.view.item(one.start): one for one in reversed(meta.numbers)}
    for one in maker.found.decisions:
        slug = _decision_slug(maker, one)
        evidence = (maker.evidence(*one.quote, one.rule, one.confidence),)
        date = one.date.value if one.date else None
        if one.own_date and meta.date and meta.type.value != "memo":
            date = meta.date.value
        mentioned = one.rule == "decision-mentioned"
        body = one.body or (None if mentioned else meta.body or _issuing(maker))
        yield Decision(
            slug=slug,
            evidence=evidence,
            status=one.status,
            body=maker.bodies.slug(body) if body else None,
            organisation=_whose(maker, body),
            date=date,
            date_printed=maker.view.words[one.date.start : one.date.end] if one.date else None,
            paragraph=one.paragraph,
            case=None if mentioned else _case_of(maker, one, cases),
            outcome=one.outcome,
            what=Text(sv=maker.view.words[slice(*one.what)].strip()),
        )
        yield from _motions(maker, one, slug)


def _issuing(maker: Recorder) -> Named | None:
    """The issuer of minutes or a decision, which decides where no board of it is named: an authority, a council."""
    recorded = maker.metadata.type.value in ("minutes", "minutes-excerpt", "decision")
    able = (one for one in maker.named if recorded and one.type in _ACTING)
    return next((one for one in able if one.slug == maker.issuer), None)


_ACTING = frozenset({"agency", "county-board", "court", "government"})


def _whose(maker: Recorder, body: Named | None) -> str | None:
    """The organisation of a body; one that is no part of another, «Sveriges riksdag», is its own."""
    if body and body.unit:
        return maker.bodies.organisation(body)
    # Who moves does not decide.
    issuer = maker.issuer if maker.metadata.type.value != "motion" else None
    return (maker.actor(body.slug) if body else None) or issuer


def _case_of(maker: Recorder, decision: FoundDecision, cases: Mapping[str, Found]) -> str | None:
    """The case of a decision: that of its paragraph of the minutes, else the first of the document.

    `cases` holds the first number of each paragraph.
    """
    item = maker.view.item(decision.quote[0])
    numbers = maker.metadata.numbers
    if maker.metadata.type.value == "summons" and len(numbers) > 1:
        return _case_above(maker, decision.quote[0])
    # Paragraphs without a number of their own are no part of the case of another.
    shared = cases.get("") if len(maker.view.items) > 1 else next(iter(numbers), None)
    found = (cases.get(item) if item else None) or shared
    return slugify(found.value) if found else None


# The line that begins the next matter of an agenda: «5. Delegationsbeslut», «Ärende 5».
_MATTER = re.compile(r"(?:Ärende )?\d{1,3}\b(?![-/:–]\d)[.):]?(?=\s|$)")


def _case_above(maker: Recorder, start: int) -> str | None:
    """The case of the matter of an agenda: the number that stands last before what is proposed, in the same matter."""
    before = [one for one in maker.metadata.numbers if one.start < start]
    last = max(before, key=lambda one: one.start, default=None)
    if last is None:
        return None
    lines = maker.view.stretches[maker.view.at(last.start).index + 1 : maker.view.at(start).index + 1]
    sections = maker.found.material.sections
    others = (one for one in lines if one.start > last.end and sections[one.index].kind != "proposal")
    begun = any(one.block.number.isdigit() or _MATTER.match(maker.view.words, one.start) for one in others)
    return None if begun else slugify(last.value)


def _motions(maker: Recorder, decision: FoundDecision, slug: str) -> Iterator[Motion]:
    """The requests behind a decision, and the reservations against it (as motions to reject)."""
    for people, rule in ((decision.movers, "motion"), (decision.reservers, "reservation")):
        for person in people:
            end = maker.view.at(person.start).end
            stop = maker.view.lower.find(". ", person.end, end)
            yield Motion(
                slug=f"{slug}-{rule}-{slugify(person.name)}",
                evidence=(
                    maker.evidence(person.start, stop + 1 if stop > 0 else end, rule, person.confidence),
                ),
                decision=slug,
                movers=(slugify(person.name),),
                party=party_slug(person.party),
                outcome=decision.outcome if rule == "motion" else "reject",
            )


def adoption_records(maker: Recorder) -> Iterator[Statement]:
    """The adoptions, each agreement before the first of its own."""
    agreements = set()
    for one in maker.found.adoptions:
        name = maker.view.words[slice(*one.agreement)].strip()
        name = name[0].upper() + name[1:]
        if maker.metadata.type.value == "letter-of-intent" or _shares(name, maker.metadata.title):
            name = maker.metadata.title or name
        slug = slugify(name)[:80].strip("-")
        if slug not in agreements:
            agreements.add(slug)
            yield Agreement(
                slug=slug, evidence=(maker.evidence(*one.agreement, one.rule, 0.6),), label=Text(sv=name)
            )
        date = one.date.value if one.date else None
        if one.own_date and maker.metadata.date:
            date = maker.metadata.date.value
        actor = maker.actor(one.actor) or one.actor
        body = (one.decision.body or maker.metadata.body) if one.decision else None
        decided = maker.bodies.organisation(body) if body and body.unit else maker.issuer
        if decided is None and actor == maker.issuer:
            continue  # a board of nobody knows whom has decided
        yield Adoption(
            slug=maker.unique("adoption", f"{actor}-{slug}"),
            evidence=(maker.evidence(*one.quote, one.rule, one.confidence),),
            actor=actor,
            agreement=slug,
            date=date,
            date_printed=maker.view.words[one.date.start : one.date.end] if one.date else None,
            decision=_decision_slug(maker, one.decision) if one.decision and decided == actor else None,
        )


def _shares(name: str, title: str) -> bool:
    """Whether the agreement is the one that the document's title names."""
    from rapidfuzz import fuzz

    head = name.split()[0].lower()
    return (
        bool(title) and head[:12] in title.lower() and fuzz.token_set_ratio(name.lower(), title.lower()) > 70
    )
