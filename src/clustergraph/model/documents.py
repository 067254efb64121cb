"""Documents, the cases they belong to, decisions and motions (DCTERMS, ADMS, PROV-O)."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from clustergraph.model.base import Link, Statement, Text, Value, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Statement):
    """A document of the corpus, or one that a document of the corpus cites.

    The type concept decides the subclass of `cg:Document`. `source` is set for a document of the
    corpus: the stored text that all its offsets count in, of which it spans `start` to `end`.
    """

    kind: ClassVar[str] = "document"
    section: ClassVar[str] = "documents"
    types: ClassVar[tuple[str, ...]] = ("cg:Document",)

    title: Annotated[str, Value("dcterms:title", language="sv")]
    type: Annotated[str, Link("cg:documentType", "document-type")]
    date: Annotated[str | None, Value("dcterms:issued", "date")] = None
    date_printed: Annotated[str | None, Value("cg:datePrinted")] = None
    issuer: Annotated[str | None, Link("dcterms:publisher", "actor")] = None
    author: Annotated[str | None, Link("dcterms:creator", "actor")] = None
    recipient: Annotated[str | None, Link("cg:recipient", "actor")] = None
    case: Annotated[str | None, Link("cg:case", "case")] = None
    foreign_cases: Annotated[tuple[str, ...], Link("cg:foreignCase", "case")] = ()
    status: Annotated[str | None, Link("cg:documentStatus", "decision-status")] = None
    language: Annotated[str, Value("dcterms:language")] = "sv"
    references: Annotated[tuple[str, ...], Link("dcterms:references", "document")] = ()
    encloses: Annotated[tuple[str, ...], Link("cg:encloses", "document")] = ()
    source: Annotated[str | None, Link("cg:sourceText", "source")] = None
    start: Annotated[int | None, Value("cg:segmentStart", "integer")] = None
    end: Annotated[int | None, Value("cg:segmentEnd", "integer")] = None

    def heading(self) -> Text:
        """A document is known by its title."""
        return self.label or Text(sv=self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Statement):
    """A matter as one authority keeps it; the same matter has one case at each authority."""

    kind: ClassVar[str] = "case"
    section: ClassVar[str] = "cases"
    types: ClassVar[tuple[str, ...]] = ("cg:Case",)

    number: Annotated[str, Value("cg:registryNumber")]
    authority: Annotated[str | None, Link("cg:registryAuthority", "actor")] = None
    same_matter_as: Annotated[tuple[str, ...], Link("cg:sameMatterAs", "case")] = ()

    def heading(self) -> Text:
        """A case is known by its registry number."""
        return self.label or Text(sv=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Statement):
    """What a body has decided, is proposed to decide, or is to decide later."""

    kind: ClassVar[str] = "decision"
    section: ClassVar[str] = "decisions"
    types: ClassVar[tuple[str, ...]] = ("cg:Decision", "prov:Activity")

    status: Annotated[str, Link("cg:decisionStatus", "decision-status")]
    body: Annotated[str | None, Link("cg:decidingBody", "actor")] = None
    organisation: Annotated[str | None, Link("cg:decidingOrganisation", "actor")] = None
    date: Annotated[str | None, Value("dcterms:date", "date")] = None
    date_printed: Annotated[str | None, Value("cg:datePrinted")] = None
    earliest: Annotated[str | None, Value("cg:earliest", "date")] = None
    latest: Annotated[str | None, Value("cg:latest", "date")] = None
    paragraph: Annotated[str | None, Value("cg:paragraph")] = None
    case: Annotated[str | None, Link("cg:case", "case")] = None
    outcome: Annotated[str | None, Link("cg:outcome", "outcome")] = None
    what: Annotated[Text | None, Words("cg:decisionText")] = None
    concerns: Annotated[tuple[str, ...], Link("cg:concerns")] = ()
    proposed_by: Annotated[str | None, Link("cg:proposedBy", "actor")] = None
    executes: Annotated[str | None, Link("cg:executes", "decision")] = None
    documents: Annotated[tuple[str, ...], Link("prov:used", "document")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion(Statement):
    """A request made at the meeting (yrkande), and who made it."""

    kind: ClassVar[str] = "motion"
    section: ClassVar[str] = "motions"
    types: ClassVar[tuple[str, ...]] = ("cg:Motion",)

    decision: Annotated[str, Link("cg:motionFor", "decision")]
    movers: Annotated[tuple[str, ...], Link("cg:mover", "person")]
    party: Annotated[str | None, Link("cg:party", "party")] = None
    outcome: Annotated[str | None, Link("cg:requestedOutcome", "outcome")] = None
    concerns: Annotated[str | None, Link("cg:concerns")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EconomicConsequence(Statement):
    """What a document says that a decision costs, and who says it."""

    kind: ClassVar[str] = "economic-consequence"
    section: ClassVar[str] = "economic_consequences"
    types: ClassVar[tuple[str, ...]] = ("cg:EconomicConsequence",)

    text: Annotated[Text, Words("dcterms:description")]
    decision: Annotated[str | None, Link("cg:consequenceOf", "decision")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Statement):
    """What one document says of a thing that another document may say otherwise."""

    kind: ClassVar[str] = "claim"
    section: ClassVar[str] = "claims"
    types: ClassVar[tuple[str, ...]] = ("cg:Claim",)

    subject: Annotated[str, Link("cg:claimSubject")]
    relation: Annotated[str, Link("cg:claimRelation", "claim-relation")]
    values: Annotated[tuple[str, ...], Link("cg:claimValue")]
