"""What every record of a document is written with: evidence, slugs that are unique, and the names of actors."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.decisions.agreements import FoundAdoption
from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.elements.numbers import FoundElement
from clustergraph.mapping.head.bodies import Bodies
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.positions.find import FoundPosition
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.roles import FoundPerson, role_of
from clustergraph.mapping.text.vocabulary import concepts
from clustergraph.model import Evidence, SourceText
from clustergraph.reading import Part


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the rules found in one document, in the offsets of its view."""

    material: Material
    metadata: Metadata
    persons: list[FoundPerson]
    decisions: list[FoundDecision]
    adoptions: list[FoundAdoption]
    positions: list[FoundPosition]
    elements: list[FoundElement]
    names: dict[str, str]


class Recorder:
    """One document as the rules found it, and the slugs that its records go by."""

    def __init__(
        self, slug: str, source: SourceText, part: Part, found: Findings, answered: Mapping[FoundElement, str]
    ) -> None:
        self.slug, self.source, self.part, self.found, self.answered = slug, source, part, found, answered
        self.view = found.material.view
        self.metadata = found.metadata
        issuer = found.metadata.issuer.value if found.metadata.issuer else None
        # A party has no boards: those that its motion names are the municipality's.
        above = issuer if issuer not in concepts("party") else None
        self.bodies = Bodies(self.view, found.material.named, above, slug)
        self.names: dict[str, str] = {}
        self._used: dict[str, int] = defaultdict(int)
        # In the order of the decisions: that of a set would differ from run to run.
        deciding = dict.fromkeys(b for d in found.decisions if (b := d.body or found.metadata.body))
        parties = {issuer, found.metadata.recipient.value if found.metadata.recipient else None}
        parties.update(one.holder.slug for one in found.positions)
        named = [
            one
            for one in found.material.named
            if one in deciding or one.slug in parties or not self._in_title(one)
        ]
        known = set(named)
        # with the organisation, which the decision tells
        more = {(one.start, one.slug): one for one in deciding if one not in known}
        self.named = [*(one for one in named if (one.start, one.slug) not in more), *more.values()]
        self.slugs = [self.bodies.slug(one) for one in self.named]
        # The first of several with the same slug and start.
        self._named_at = {(one.slug, one.start): one for one in reversed(self.named)}
        self._gather()
        self.issuer = self.actor(issuer)
        self.orders = {one.quote: order for order, one in enumerate(found.decisions, start=1)}

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The quote of a span, at least one character long."""
        return self.view.evidence(start, max(end, start + 1), rule, round(confidence, 2))

    def unique(self, kind: str, slug: str) -> str:
        """The slug, with a number after it from the second use within the kind."""
        self._used[f"{kind}/{slug}"] += 1
        number = self._used[f"{kind}/{slug}"]
        return slug if number == 1 else f"{slug}-{number}"

    def of(self, found: Found) -> Evidence:
        """The quote of a value of the metadata."""
        return self.evidence(found.start, found.end, found.rule, found.confidence)

    def first_line(self) -> Evidence:
        """The first printed line, of a document that holds nothing but page numbers and the like."""
        text = self.source.text[self.part.start : self.part.end]
        start = self.part.start + len(text) - len(text.lstrip())
        quote = text.strip().split("\n")[0].rstrip() or text
        return Evidence(quote, start, start + len(quote), "first-line", 0.5)

    def _in_title(self, one: Named) -> bool:
        """Whether a body is named only as part of a person's title: «Kommunstyrelsens ordförande»."""
        if not (one.unit and one.genitive):
            return False
        after = self.view.words[one.end : one.end + 30]
        return bool(role_of(after.lstrip("s ").split("\n")[0][:25]))

    def _gather(self) -> None:
        """The slug of each body: that of its organisation before its own."""
        for slug, one in zip(self.slugs, self.named, strict=True):
            self.names.setdefault(slug, one.name)
        for slug, name in self.found.names.items():
            if self.actor(slug) == slug:
                self.names.setdefault(slug, name)

    def actor(self, slug: str | None) -> str | None:
        """The slug under which the graph knows an actor that a rule named."""
        return self.bodies.known(slug) if slug else None

    def at(self, slug: str, start: int) -> str:
        """The same for an actor that is named at an offset of the view."""
        one = self._named_at.get((slug, start))
        return self.bodies.slug(one) if one else self.bodies.known(slug)


def party_slug(notation: str | None) -> str | None:
    """The party that letters in brackets stand for: «(S)»."""
    return _parties().get(notation)


@cache
def _parties() -> dict[str | None, str]:
    return {one.notation: one.slug for one in reversed([*concepts("party").values()])}
