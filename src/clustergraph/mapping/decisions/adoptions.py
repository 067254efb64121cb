"""Adoptions: which actors a text says have adopted an agreement or a plan; a proposal is none."""

import re
from collections.abc import Iterator, Sequence

from clustergraph.mapping.decisions.agreements import ANY, TEXT, FoundAdoption, organisations, title_of
from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.decisions.listed_adoptions import in_lists
from clustergraph.mapping.decisions.told_adoptions import in_prose
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.head.sender_places import OF_BODY, type_of_unit
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import Named, place_actor
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import actors, pattern

_JOINS = pattern("decisions", "adoptions-joins")
_APPROVES = pattern("decisions", "adoptions-approves")
_APPROVED = re.compile(r"\b(?:godkän\w*|ingås|ingicks|tecknas|antas|bifalls|bifölls|förlängs)\b")


def find_adoptions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> list[FoundAdoption]:
    """The adoptions of agreements that a document records or mentions, one for each actor and day."""
    told = [*in_prose(material, metadata)]
    sentences = {one.quote: one.actor for one in told}
    decided = (
        one
        for one in _by_decisions(material, metadata, decisions)
        # «Efter beslut i fullmäktige är A ansluten»: the body is of whom the sentence tells.
        if sentences.get(one.quote, one.actor) == one.actor
        or (one.decision and one.decision.rule != "decision-mentioned")
    )
    found = [*told, *decided, *in_lists(material)]
    kept: list[FoundAdoption] = []
    for one in sorted(found, key=lambda adoption: (adoption.quote, adoption.actor)):
        known = next((other for other in kept if _same(one, other)), None)
        if known and _dated(one) and not _dated(known):
            kept.remove(known)  # «A och B har gått med. De skrev båda under den 2 maj.»
            known = None
        if known is None:
            kept.append(one)
    return kept


def _dated(one: FoundAdoption) -> bool:
    return one.date is not None or one.own_date


def _same(one: FoundAdoption, other: FoundAdoption) -> bool:
    """Whether two findings are one adoption: an actor adopts what is spoken of once, or again on another day.

    «A undertecknade avtalet den 2 maj efter beslut av fullmäktige den 4 april» is one.
    """
    if one.actor == other.actor and one.quote == other.quote and one.decision != other.decision:
        return True
    days = [each.date.value if each.date else "own" * each.own_date for each in (one, other)]
    return one.actor == other.actor and (days[0].startswith(days[1]) or days[1].startswith(days[0]))


def _by_decisions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> Iterator[FoundAdoption]:
    """A body of the issuer has decided to adopt."""
    lower = material.view.lower
    for decision in decisions:
        if decision.status != "taken" or decision.outcome not in ("adopt", "approve"):
            continue
        own = decision.rule in ("adopted-line", "adopted-row") and metadata.type.value in AGREEMENTS
        # What is adopted in a line or row of the agreement itself is that.
        if decision.rule == "adopted-row" and not own:
            yield from _of_plan(material, metadata, decision)
            continue
        agreement = next(TEXT.within(lower).finditer(), None) if own else _agreement(lower, decision)
        if (
            agreement
            and decision.outcome == "approve"
            and not own
            and not _approves(lower, decision, agreement)
        ):
            continue  # what is presumed to be approved: «komplettera arbetet med överenskommelsen»
        if agreement and ANY.search(lower, max(0, agreement.start() - 30), agreement.end()):
            continue
        if agreement and _only_prepared(lower, decision, agreement):
            continue
        whose = _party(material, decision.body) if own and decision.body else None
        actor = (
            whose or _whose(material, decision.body) or (metadata.issuer.value if metadata.issuer else None)
        )
        if agreement and actor and (whose or not own):
            yield _decided(decision, actor, title_of(material, agreement), 0.85)


# «… ställde sig bakom förslaget till avsiktsförklaring», «… beslutade att föreslå fullmäktige att godkänna avtalet»
_DRAFT = re.compile(r"\b(?:förslag|utkast)(?:et)? till (?:\w+ ){0,2}\Z")
_RECOMMENDS = re.compile(r"\b(?:föresl[åo]|rekommender|hemställ|tillstyrk|förord)")


def _only_prepared(lower: str, decision: FoundDecision, agreement: re.Match[str]) -> bool:
    """Whether an earlier decision only recommends an agreement to another body, or supports a draft of it."""
    if decision.rule != "decision-mentioned":
        return False
    start = decision.quote[0]
    return bool(
        _DRAFT.search(lower, start, agreement.start()) or _RECOMMENDS.search(lower, start, agreement.start())
    )


def _party(material: Material, body: Named) -> str | None:
    """The party of an agreement that a body belongs to: named with it, or the only one that has such a body."""
    kind = type_of_unit(body.name)
    parties = {one.slug for one in material.named if kind and one.type == kind}
    return body.unit_of or (parties.pop() if len(parties) == 1 else None)


def _decided(decision: FoundDecision, actor: str, agreement: tuple[int, int], sure: float) -> FoundAdoption:
    """The adoption of an agreement by the actor that has decided so."""
    day, quote = (decision.date, decision.own_date), decision.quote
    return FoundAdoption(actor, agreement, *day, quote, decision, "adopted-by-decision", sure)


def _of_plan(material: Material, metadata: Metadata, decision: FoundDecision) -> Iterator[FoundAdoption]:
    """The adoption of a plan by one of the parties that its own table names."""
    at = material.view.words.find(metadata.title) if metadata.title else -1
    if at >= 0 and decision.body and decision.body.unit_of:
        yield _decided(decision, decision.body.unit_of, (at, at + len(metadata.title)), 0.8)


def _approves(lower: str, decision: FoundDecision, agreement: re.Match[str]) -> bool:
    """Whether the words of a decision approve an agreement: «godkänna avtalet», «avtalet godkänns»."""
    before = _APPROVES.search(lower, decision.what[0], agreement.end())
    return bool(before or _APPROVED.search(lower, agreement.end(), decision.quote[1]))


def _whose(material: Material, body: Named | None) -> str | None:
    """The organisation named right after a body, perhaps by its place: «Kommunstyrelsen i Orsa kommun antog …»."""
    if body and not body.unit:
        return body.slug  # «Länsstyrelsen antog …»
    named = {one.slug for one in material.named if not one.unit}
    if body and body.unit_of and (body.unit_of in actors() or body.unit_of in named):
        return body.unit_of  # «Länstrafiken AB:s styrelse»
    after = organisations(material, body.end, body.end + 60) if body else []
    beside = body and after and lower_between(material, body.end, after[0].start) in _OF
    if beside:
        return after[0].slug
    place = OF_BODY.match(material.view.words, body.end) if body else None
    of_place = place and body and place_actor(place["place"], type_of_unit(body.name) or "municipality")
    return of_place.slug if of_place else None


_OF = frozenset({"", "i", "vid", "för", "hos", ","})  # between a body and whose it is


def lower_between(material: Material, start: int, end: int) -> str:
    """The words between two mentions, in lower case."""
    return material.view.lower[start:end].strip()


def _agreement(lower: str, decision: FoundDecision) -> re.Match[str] | None:
    """The agreement in the words of a decision; that last named before them, where they only say «ansluta sig»."""
    texts = TEXT.within(lower)
    said = texts.search(*decision.what) or texts.search(*decision.quote)
    if said or not _JOINS.search(lower, *decision.quote):
        return said
    before = [*TEXT.within(lower).finditer(max(0, decision.quote[0] - 2_000), decision.quote[0])]
    return before[-1] if before else None
