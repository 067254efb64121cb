"""Agreements: who is named in them, who has adopted them, and the bodies they set up."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from clustergraph.model.base import Link, Statement, Text, Value, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Statement):
    """A declared common intention; not the document that states it."""

    kind: ClassVar[str] = "agreement"
    section: ClassVar[str] = "agreements"
    types: ClassVar[tuple[str, ...]] = ("cg:Agreement",)

    document: Annotated[str | None, Link("cg:expressedIn", "document")] = None
    purpose: Annotated[Text | None, Words("cg:purposeText")] = None
    goal: Annotated[Text | None, Words("cg:goalText")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Perspective(Statement):
    """A point of view from which an agreement sets out its work."""

    kind: ClassVar[str] = "perspective"
    section: ClassVar[str] = "perspectives"
    types: ClassVar[tuple[str, ...]] = ("cg:Perspective",)

    agreement: Annotated[str, Link("cg:perspectiveOf", "agreement")]
    description: Annotated[Text, Words("dcterms:description")]
    order: Annotated[int, Value("cg:order", "integer")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty(Statement):
    """An agreement names an actor, or a group of actors, as a party. It says nothing of adoption."""

    kind: ClassVar[str] = "party-engagement"
    section: ClassVar[str] = "named_parties"
    types: ClassVar[tuple[str, ...]] = ("cg:NamedParty",)

    party: Annotated[str, Link("cg:engagedParty")]
    agreement: Annotated[str, Link("cg:engagedIn", "agreement")]
    role: Annotated[str, Link("cg:partyRole", "party-role")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Statement):
    """An actor adopts an agreement: an event, dated as precisely as the source dates it."""

    kind: ClassVar[str] = "adoption"
    section: ClassVar[str] = "adoptions"
    types: ClassVar[tuple[str, ...]] = ("cg:Adoption", "prov:Activity")

    actor: Annotated[str, Link("cg:adoptingActor", "actor")]
    agreement: Annotated[str, Link("cg:adoptedAgreement", "agreement")]
    date: Annotated[str | None, Value("dcterms:date", "date")] = None
    date_printed: Annotated[str | None, Value("cg:datePrinted")] = None
    earliest: Annotated[str | None, Value("cg:earliest", "date")] = None
    latest: Annotated[str | None, Value("cg:latest", "date")] = None
    decision: Annotated[str | None, Link("cg:byDecision", "decision")] = None
    adopted_text: Annotated[str | None, Link("cg:adoptedText", "document")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceBody(Statement):
    """A forum that an agreement sets up: who convenes it, who sits in it, what it is to do."""

    kind: ClassVar[str] = "governance-body"
    section: ClassVar[str] = "governance_bodies"
    types: ClassVar[tuple[str, ...]] = ("cg:GovernanceBody",)

    agreement: Annotated[str | None, Link("cg:establishedBy", "agreement")] = None
    convened_by: Annotated[tuple[str, ...], Link("cg:convenedBy", "actor")] = ()
    seats: Annotated[tuple[str, ...], Link("cg:seatFor")] = ()
    task: Annotated[Text | None, Words("cg:task")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Statement):
    """Who is to do what, and how often; the bearer may be a post that nobody is named to hold."""

    kind: ClassVar[str] = "responsibility"
    section: ClassVar[str] = "responsibilities"
    types: ClassVar[tuple[str, ...]] = ("cg:Responsibility",)

    bearer: Annotated[str, Link("cg:bearer")]
    duty: Annotated[Text, Words("cg:duty")]
    concerns: Annotated[str | None, Link("cg:concerns")] = None
    recurrence: Annotated[str | None, Value("cg:recurrence", "duration")] = None
