"""Actors, bodies, people in roles, and what they belong to (W3C ORG, FOAF)."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from clustergraph.model.base import Link, Statement, Text, Value, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Statement):
    """An organisation or a body of one; the register describes those that many documents name."""

    kind: ClassVar[str] = "actor"
    section: ClassVar[str] = "actors"
    types: ClassVar[tuple[str, ...]] = ("org:Organization",)

    type: Annotated[str, Link("cg:actorType", "actor-type")]
    alternative: Annotated[tuple[str, ...], Value("skos:altLabel", language="sv")] = ()
    unit_of: Annotated[str | None, Link("org:unitOf", "actor")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Statement):
    """The document names an actor that the register or another statement describes."""

    kind: ClassVar[str] = "mention"
    section: ClassVar[str] = "mentions"
    types: ClassVar[tuple[str, ...]] = ("cg:Mention",)

    actor: Annotated[str, Link("cg:mentionedActor", "actor")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorGroup(Statement):
    """Actors named together and not one by one; expanded only where a document lists them."""

    kind: ClassVar[str] = "actor-group"
    section: ClassVar[str] = "actor_groups"
    types: ClassVar[tuple[str, ...]] = ("cg:ActorGroup",)

    membership: Annotated[str, Link("cg:membershipStatus", "membership-status")]
    members: Annotated[tuple[str, ...], Link("cg:groupMember", "actor")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Statement):
    """A person, as a document names them."""

    kind: ClassVar[str] = "person"
    section: ClassVar[str] = "persons"
    types: ClassVar[tuple[str, ...]] = ("foaf:Person",)

    name: Annotated[str, Value("foaf:name")]

    def heading(self) -> Text:
        """A person is known by name."""
        return self.label or Text(sv=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Statement):
    """A person's role in an organisation; party only for the elected, acting in office."""

    kind: ClassVar[str] = "membership"
    section: ClassVar[str] = "memberships"
    types: ClassVar[tuple[str, ...]] = ("org:Membership",)

    person: Annotated[str, Link("org:member", "person")]
    organisation: Annotated[str, Link("org:organization", "actor")]
    role: Annotated[str, Link("org:role", "role")]
    title: Annotated[Text | None, Words("cg:postTitle")] = None
    post: Annotated[str | None, Link("cg:post", "post")] = None
    party: Annotated[str | None, Link("cg:party", "party")] = None

    def pref_label(self) -> Text:
        """The label, or the words with the title where they leave it out: «Åsa Öberg, kommundirektör»."""
        heading = self.heading()
        title = self.title.sv if self.title and not self.label else None
        if not title or not heading.sv or title.casefold() in heading.sv.casefold():
            return heading
        return Text(sv=f"{heading.sv}, {title}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Statement):
    """A post that exists whether or not a document names who holds it."""

    kind: ClassVar[str] = "post"
    section: ClassVar[str] = "posts"
    types: ClassVar[tuple[str, ...]] = ("org:Post",)

    organisation: Annotated[str, Link("org:postIn", "actor")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollaborationMembership(Statement):
    """An actor, or a group of actors, takes part in a collaboration organisation."""

    kind: ClassVar[str] = "collaboration-membership"
    section: ClassVar[str] = "collaboration_memberships"
    types: ClassVar[tuple[str, ...]] = ("cg:CollaborationMembership",)

    collaboration: Annotated[str, Link("cg:collaboration", "actor")]
    member: Annotated[str, Link("cg:collaborator")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand(Statement):
    """A name under which a place or a cluster is marketed; not an organisation."""

    kind: ClassVar[str] = "brand"
    section: ClassVar[str] = "brands"
    types: ClassVar[tuple[str, ...]] = ("cg:Brand",)

    used_by: Annotated[tuple[str, ...], Link("cg:brandOf", "actor")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Statement):
    """A project, programme or campaign that a document names."""

    kind: ClassVar[str] = "initiative"
    section: ClassVar[str] = "initiatives"
    types: ClassVar[tuple[str, ...]] = ("cg:Initiative",)

    description: Annotated[Text | None, Words("dcterms:description")] = None
    actors: Annotated[tuple[str, ...], Link("cg:initiatedBy", "actor")] = ()
    part_of: Annotated[str | None, Link("dcterms:isPartOf")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusIndustry(Statement):
    """An industry that an actor gives priority, and the programme that says so."""

    kind: ClassVar[str] = "focus-industry"
    section: ClassVar[str] = "focus_industries"
    types: ClassVar[tuple[str, ...]] = ("cg:FocusIndustry",)

    actor: Annotated[str, Link("cg:prioritisedBy", "actor")]
    programme: Annotated[str | None, Link("cg:prioritisedIn", "initiative")] = None
