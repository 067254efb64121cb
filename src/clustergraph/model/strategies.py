"""Strategies: what they want, their numbered elements, their context and their follow-up."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from clustergraph.model.base import Link, Statement, Text, Value, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(Statement):
    """A plan for a period, in one edition; section numbers belong to the edition."""

    kind: ClassVar[str] = "strategy"
    section: ClassVar[str] = "strategies"
    types: ClassVar[tuple[str, ...]] = ("cg:Strategy", "prov:Plan", "skos:ConceptScheme")

    status: Annotated[str | None, Link("cg:strategyStatus", "strategy-status")] = None
    document: Annotated[str | None, Link("cg:expressedIn", "document")] = None
    case: Annotated[str | None, Link("cg:case", "case")] = None
    edition_of: Annotated[str | None, Link("cg:editionOf", "strategy")] = None
    horizon_least: Annotated[str | None, Value("cg:horizonLeast", "duration")] = None
    horizon_most: Annotated[str | None, Value("cg:horizonMost", "duration")] = None
    vision: Annotated[Text | None, Words("cg:vision")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyElement(Statement):
    """A section, aspect, development area or priority of a strategy.

    `number` is the printed number; a bullet without one is numbered by its parent and its order,
    `3.1.1.1-2`, and `number_printed` is false; so is one whose printed number, `printed_number`, stands
    at another element too. `section_label` is the heading printed above an element
    without parent, where that heading is no element itself.
    """

    kind: ClassVar[str] = "element"
    section: ClassVar[str] = "elements"
    types: ClassVar[tuple[str, ...]] = ("cg:StrategyElement", "skos:Concept")

    strategy: Annotated[str, Link("skos:inScheme", "strategy")]
    element_kind: Annotated[str, Link("cg:elementKind", "element-kind")]
    number: Annotated[str, Value("skos:notation")]
    number_printed: Annotated[bool, Value("cg:numberPrinted", "boolean")] = True
    printed_number: Annotated[str | None, Value("cg:printedNumber")] = None
    order: Annotated[int, Value("cg:order", "integer")]
    parent: Annotated[str | None, Link("skos:broader", "element")] = None
    section_label: Annotated[str | None, Value("cg:sectionLabel")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyStatement(Statement):
    """One sentence or bullet of a strategy; the subclasses say what it is."""

    strategy: Annotated[str, Link("cg:statedIn", "strategy")]
    text: Annotated[Text, Words("dcterms:description")]
    order: Annotated[int, Value("cg:order", "integer")] = 1

    def heading(self) -> Text:
        """The statement itself."""
        return self.label or self.text


class Purpose(StrategyStatement):
    """Why the strategy exists (syfte)."""

    kind: ClassVar[str] = "purpose"
    section: ClassVar[str] = "purposes"
    types: ClassVar[tuple[str, ...]] = ("cg:Purpose",)


class Goal(StrategyStatement):
    """The state that the strategy is to reach (mål)."""

    kind: ClassVar[str] = "goal"
    section: ClassVar[str] = "goals"
    types: ClassVar[tuple[str, ...]] = ("cg:Goal",)


class DesiredEffect(StrategyStatement):
    """An effect that the strategy wants (önskvärd effekt)."""

    kind: ClassVar[str] = "desired-effect"
    section: ClassVar[str] = "desired_effects"
    types: ClassVar[tuple[str, ...]] = ("cg:DesiredEffect",)


class Definition(StrategyStatement):
    """How the strategy defines a term that it uses."""

    kind: ClassVar[str] = "definition"
    section: ClassVar[str] = "definitions"
    types: ClassVar[tuple[str, ...]] = ("cg:Definition",)


class Strength(StrategyStatement):
    """A strength that the strategy starts from."""

    kind: ClassVar[str] = "strength"
    section: ClassVar[str] = "strengths"
    types: ClassVar[tuple[str, ...]] = ("cg:Strength",)


class Challenge(StrategyStatement):
    """A challenge that the strategy names."""

    kind: ClassVar[str] = "challenge"
    section: ClassVar[str] = "challenges"
    types: ClassVar[tuple[str, ...]] = ("cg:Challenge",)


class FollowUpMeasure(StrategyStatement):
    """How the strategy is carried out, measured and followed up."""

    kind: ClassVar[str] = "follow-up-measure"
    section: ClassVar[str] = "follow_up_measures"
    types: ClassVar[tuple[str, ...]] = ("cg:FollowUpMeasure",)


class WayOfWorking(StrategyStatement):
    """How the actors are to work (arbetssätt)."""

    kind: ClassVar[str] = "way-of-working"
    section: ClassVar[str] = "ways_of_working"
    types: ClassVar[tuple[str, ...]] = ("cg:WayOfWorking",)


class SuccessFactor(StrategyStatement):
    """What must be there for the strategy to succeed (framgångsfaktor)."""

    kind: ClassVar[str] = "success-factor"
    section: ClassVar[str] = "success_factors"
    types: ClassVar[tuple[str, ...]] = ("cg:SuccessFactor",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedStrategy(Statement):
    """How a strategy stands to another one: based on it, complementing it."""

    kind: ClassVar[str] = "related-strategy"
    section: ClassVar[str] = "related_strategies"
    types: ClassVar[tuple[str, ...]] = ("cg:RelatedStrategy",)

    strategy: Annotated[str, Link("cg:statedIn", "strategy")]
    related: Annotated[str, Link("cg:relatedTo", "strategy")]
    relation: Annotated[str, Link("cg:strategyRelation", "strategy-relation")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextStatement(Statement):
    """What a strategy says of one level of its surroundings, and what follows for the cluster."""

    kind: ClassVar[str] = "context"
    section: ClassVar[str] = "contexts"
    types: ClassVar[tuple[str, ...]] = ("cg:ContextStatement",)

    strategy: Annotated[str, Link("cg:statedIn", "strategy")]
    level: Annotated[str, Link("cg:contextLevel", "context-level")]
    element: Annotated[str | None, Link("cg:inSection", "element")] = None
    implication: Annotated[Text, Words("cg:implication")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextItem(Statement):
    """One thing that a context level holds: a trend, an initiative, a field of cooperation."""

    kind: ClassVar[str] = "context-item"
    section: ClassVar[str] = "context_items"
    types: ClassVar[tuple[str, ...]] = ("cg:ContextItem",)

    context: Annotated[str, Link("cg:itemOf", "context")]
    text: Annotated[Text, Words("dcterms:description")]
    order: Annotated[int, Value("cg:order", "integer")]

    def heading(self) -> Text:
        """The item itself."""
        return self.label or self.text
