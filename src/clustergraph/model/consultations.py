"""Consultations, the responses to them, and the positions that the responses take."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from clustergraph.model.base import Link, Statement, Text, Value, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(Statement):
    """A draft sent out for comment (remiss)."""

    kind: ClassVar[str] = "consultation"
    section: ClassVar[str] = "consultations"
    types: ClassVar[tuple[str, ...]] = ("cg:Consultation",)

    issuers: Annotated[tuple[str, ...], Link("cg:consultationIssuer", "actor")]
    subject: Annotated[str, Link("cg:consultationSubject")]
    deadline: Annotated[str | None, Value("cg:deadline", "date")] = None
    next_step: Annotated[Text | None, Words("cg:nextStep")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Statement):
    """A later deadline that one actor was given."""

    kind: ClassVar[str] = "extension"
    section: ClassVar[str] = "extensions"
    types: ClassVar[tuple[str, ...]] = ("cg:DeadlineExtension",)

    consultation: Annotated[str, Link("cg:extensionOf", "consultation")]
    actor: Annotated[str, Link("cg:grantedTo", "actor")]
    deadline: Annotated[str, Value("cg:deadline", "date")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response(Statement):
    """An actor answers a consultation with a document."""

    kind: ClassVar[str] = "response"
    section: ClassVar[str] = "responses"
    types: ClassVar[tuple[str, ...]] = ("cg:Response",)

    consultation: Annotated[str, Link("cg:responseTo", "consultation")]
    actor: Annotated[str, Link("cg:respondent", "actor")]
    document: Annotated[str, Link("cg:expressedIn", "document")]
    status: Annotated[str | None, Link("cg:responseStatus", "decision-status")] = None
    date: Annotated[str | None, Value("dcterms:date", "date")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Statement):
    """What a holder asks for, supports, doubts or observes, about one target.

    `asserted_by` is the office that reports the holder's position before the holder has decided it;
    `section_label` is the heading printed in the response, `target` the element it denotes here.
    """

    kind: ClassVar[str] = "position"
    section: ClassVar[str] = "positions"
    types: ClassVar[tuple[str, ...]] = ("cg:Position",)

    holder: Annotated[str, Link("cg:holder", "actor")]
    stance: Annotated[str, Link("cg:stance", "stance")]
    polarity: Annotated[str, Link("cg:polarity", "polarity")]
    verb: Annotated[str, Value("cg:verb", language="sv")]
    target: Annotated[str | None, Link("cg:target")] = None
    target_basis: Annotated[str | None, Link("cg:targetBasis", "target-basis")] = None
    section_label: Annotated[str | None, Value("cg:sectionLabel")] = None
    topics: Annotated[tuple[str, ...], Link("dcterms:subject", "topic")] = ()
    document: Annotated[str, Link("cg:expressedIn", "document")]
    status: Annotated[str | None, Link("cg:positionStatus", "decision-status")] = None
    asserted_by: Annotated[str | None, Link("cg:assertedBy", "actor")] = None
    order: Annotated[int, Value("cg:order", "integer")]
    summary: Annotated[str | None, Value("cg:summary", language="en")] = None
    repeats: Annotated[str | None, Link("cg:repeats", "position")] = None
