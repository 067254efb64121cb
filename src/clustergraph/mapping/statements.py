"""What the rules found, as the typed records of `clustergraph.model`."""

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clustergraph.mapping.actors import Named
from clustergraph.mapping.adoptions import FoundAdoption
from clustergraph.mapping.deciding import FoundDecision
from clustergraph.mapping.elements import FoundElement
from clustergraph.mapping.material import Found, Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.positions import FoundPosition
from clustergraph.mapping.repetitions import repeats
from clustergraph.mapping.roles import FoundPerson, role_of
from clustergraph.mapping.signatories import signs_for
from clustergraph.mapping.stance import polarity_of
from clustergraph.mapping.targets import align, printed_target
from clustergraph.mapping.vocabulary import actors, concepts
from clustergraph.model import (
    Actor,
    Adoption,
    Agreement,
    Case,
    Decision,
    Document,
    Evidence,
    Membership,
    Mention,
    Motion,
    Person,
    Position,
    SourceText,
    Statement,
    Strategy,
    StrategyElement,
    Text,
)
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind, Part


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


def statements(
    slug: str, source: SourceText, part: Part, found: Findings, answered: Sequence[FoundElement]
) -> tuple[tuple[Statement, ...], dict[str, str]]:
    """The records of one document, and the names of the actors that they refer to.

    `answered` holds the elements of the other documents of the file, to which positions are aligned.
    """
    maker = _Maker(slug, source, part, found, answered)
    records = tuple(maker.records())
    return records, maker.names


_FIRST_LINE = 250  # characters of a first line that stands for a title


class _Maker:
    def __init__(
        self, slug: str, source: SourceText, part: Part, found: Findings, answered: Sequence[FoundElement]
    ) -> None:
        self.slug, self.source, self.part, self.found, self.answered = slug, source, part, found, answered
        self.view = found.material.view
        self.metadata = found.metadata
        self.issuer = found.metadata.issuer.value if found.metadata.issuer else None
        self.names: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self._used: dict[str, int] = defaultdict(int)
        deciding = [b for d in found.decisions if (b := d.body or found.metadata.body)]
        named = [one for one in found.material.named if one in deciding or not self._in_title(one)]
        self._named = [*named, *dict.fromkeys(one for one in deciding if one not in named)]
        self._gather()

    def records(self) -> Iterator[Statement]:
        """The document first, then its cases, actors, people, decisions, adoptions, positions, elements."""
        yield self._document()
        yield from self._cases()
        yield from self._actors()
        yield from self._people()
        yield from self._decisions()
        yield from self._adoptions()
        yield from self._positions()
        yield from self._elements()

    def _evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        return self.view.evidence(start, max(end, start + 1), rule, round(confidence, 2))

    def _unique(self, kind: str, slug: str) -> str:
        self._used[f"{kind}/{slug}"] += 1
        number = self._used[f"{kind}/{slug}"]
        return slug if number == 1 else f"{slug}-{number}"

    def _in_title(self, one: Named) -> bool:
        """Whether a body is named only as part of a person's title: «Kommunstyrelsens ordförande»."""
        after = self.view.words[one.end : one.end + 30]
        return one.unit and one.genitive and bool(role_of(after.lstrip("s ").split("\n")[0][:25]))

    # --- actors ---------------------------------------------------------------------------------------

    def _gather(self) -> None:
        """The slug of each body: that of its organisation before its own."""
        for one in self._named:
            slug = self._resolve(one)
            self.names.setdefault(slug, one.name)
        for slug, name in self.found.names.items():
            if slug not in self.units:
                self.names.setdefault(slug, name)

    def _resolve(self, one: Named) -> str:
        if not one.unit or one.slug in actors() or one.slug == self.issuer:
            return one.slug
        if one.slug not in self.units:
            self.units[one.slug] = f"{self._organisation_of(one)}-{one.slug}".strip("-")
        return self.units[one.slug]

    def _organisation_of(self, one: Named) -> str:
        """The organisation that the words give a body, the one named right before it, else the issuer."""
        if one.unit_of:
            return one.unit_of
        named = self.found.material.named
        before = [o for o in named if not o.unit and o.end <= one.start and one.start - o.end <= 3]
        if before and self.view.at(before[-1].start) is self.view.at(one.start):
            return before[-1].slug
        return self.issuer or ""

    def actor(self, slug: str | None) -> str | None:
        """The slug under which the graph knows an actor that a rule named."""
        return self.units.get(slug, slug) if slug else None

    def _actors(self) -> Iterator[Statement]:
        mentions: dict[str, list[Named]] = defaultdict(list)
        for one in self._named:
            mentions[self._resolve(one)].append(one)
        for slug, named in mentions.items():
            evidence = tuple(self._evidence(o.start, o.end, o.rule, o.confidence) for o in named)
            name = Text(sv=self.names[slug])
            if slug in actors():
                yield Mention(
                    slug=f"{self.slug}-{slug}",
                    evidence=evidence,
                    actor=slug,
                    label=Text(sv=f"{name.sv} nämns"),
                )
                continue
            unit = named[0].unit
            parent = (
                slug.removesuffix(f"-{named[0].slug}") if unit and slug != named[0].slug else named[0].unit_of
            )
            printed = tuple(dict.fromkeys(self.view.words[o.start : o.end] for o in named))
            yield Actor(
                slug=slug,
                evidence=evidence,
                label=name,
                type=named[0].type,
                alternative=tuple(p for p in printed if p != name.sv),
                unit_of=parent or None,
            )
        if self.issuer and self.issuer not in mentions and self.metadata.issuer:
            found = self.metadata.issuer
            yield Mention(
                slug=f"{self.slug}-{self.issuer}",
                evidence=(self._of(found),),
                actor=self.issuer,
                support="inferred",
            )

    def _of(self, found: Found) -> Evidence:
        return self._evidence(found.start, found.end, found.rule, found.confidence)

    # --- document -------------------------------------------------------------------------------------

    def _document(self) -> Document:
        meta = self.metadata
        found = [meta.type, meta.date, meta.issuer, meta.recipient]
        evidence = tuple(self._of(one) for one in found if one is not None and self.view.words)
        title = meta.title or self._first_words()
        printed = self.view.words[meta.date.start : meta.date.end] if meta.date else None
        author = meta.office if meta.type.value == "memo" else meta.body
        return Document(
            slug=self.slug,
            evidence=evidence,
            title=title,
            type=meta.type.value,
            date=meta.date.value if meta.date else None,
            date_printed=printed if printed and meta.date and printed != meta.date.value else None,
            issuer=self.issuer,
            author=self._resolve(author) if author else None,
            recipient=self.actor(meta.recipient.value) if meta.recipient else None,
            case=self._case_slug(meta.numbers[0]) if meta.numbers else None,
            foreign_cases=tuple(self._case_slug(one) for one in meta.foreign),
            language=meta.language,
            source=self.source.slug,
            start=self.part.start,
            end=self.part.end,
        )

    def _first_words(self) -> str:
        words = self.view.words.split("\n", 1)[0].strip()
        return textwrap.shorten(words, _FIRST_LINE, placeholder="") or self.source.name

    def _case_slug(self, found: Found) -> str:
        return slugify(found.value)

    def _cases(self) -> Iterator[Case]:
        seen = set()
        for one in (*self.metadata.numbers, *self.metadata.foreign):
            slug = self._case_slug(one)
            if slug and slug not in seen:
                seen.add(slug)
                yield Case(
                    slug=slug, evidence=(self._of(one),), number=one.value, authority=self.actor(one.owner)
                )

    # --- people ---------------------------------------------------------------------------------------

    def _people(self) -> Iterator[Statement]:
        seen, roles = set(), set()
        unit = self.metadata.office or self.metadata.body
        issuer = self.issuer or (self._resolve(unit) if unit else None)
        signing = signs_for(self.found.material, self.found.persons)
        for one in self.found.persons:
            slug = slugify(one.name)
            organisation = signing.get(one.name, issuer)
            evidence = (self._evidence(one.start, one.end, one.rule, one.confidence),)
            if slug not in seen:
                seen.add(slug)
                yield Person(slug=slug, evidence=evidence, name=one.name)
            role = (slug, one.title or one.role)
            if organisation is None or role in roles:
                continue
            roles.add(role)
            party = next((c.slug for c in concepts("party").values() if c.notation == one.party), None)
            yield Membership(
                slug=self._unique(
                    "membership", f"{slug}-{slugify(one.title or one.role or 'ledamot')}-{organisation}"
                ),
                evidence=evidence,
                person=slug,
                organisation=organisation,
                role=one.role or "participant",
                title=Text(sv=one.title) if one.title else None,
                party=party,
                note=Text(sv=f"({one.party})") if one.party and party is None else None,
            )

    # --- decisions and adoptions --------------------------------------------------------------------

    def _decision_slug(self, decision: FoundDecision) -> str:
        order = self.found.decisions.index(decision) + 1
        return f"{self.slug}-beslut-{order}"

    def _decisions(self) -> Iterator[Statement]:
        meta = self.metadata
        for one in self.found.decisions:
            slug = self._decision_slug(one)
            evidence = (self._evidence(*one.quote, one.rule, one.confidence),)
            date = one.date.value if one.date else None
            if one.own_date and meta.date and meta.type.value != "memo":
                date = meta.date.value
            mentioned = one.rule == "decision-mentioned"
            body = one.body or (meta.body if not mentioned else None)
            yield Decision(
                slug=slug,
                evidence=evidence,
                status=one.status,
                body=self._resolve(body) if body else None,
                organisation=(body.unit_of if body and one.rule.startswith("adopted-") else None)
                or self.issuer,
                date=date,
                date_printed=self.view.words[one.date.start : one.date.end] if one.date else None,
                paragraph=one.paragraph,
                case=None if mentioned else self._case_of(one),
                outcome=one.outcome,
                what=Text(sv=self.view.words[slice(*one.what)].strip()),
            )
            yield from self._motions(one, slug)

    def _case_of(self, decision: FoundDecision) -> str | None:
        """The case of a decision: that of its paragraph of the minutes, else the first of the document."""
        item = self.view.item(decision.quote[0])
        numbers = self.metadata.numbers
        own = next((one for one in numbers if item and self.view.item(one.start) == item), None)
        # Paragraphs without a number of their own are no part of the case of another.
        shared = [one for one in numbers if len(self.view.items) < 2 or not self.view.item(one.start)]
        found = own or next(iter(shared), None)
        return self._case_slug(found) if found else None

    def _motions(self, decision: FoundDecision, slug: str) -> Iterator[Motion]:
        """The requests behind a decision, and the reservations against it (as motions to reject)."""
        for people, rule in ((decision.movers, "motion"), (decision.reservers, "reservation")):
            for person in people:
                end = self.view.at(person.start).end
                stop = self.view.lower.find(". ", person.end, end)
                party = next((c.slug for c in concepts("party").values() if c.notation == person.party), None)
                yield Motion(
                    slug=f"{slug}-{rule}-{slugify(person.name)}",
                    evidence=(
                        self._evidence(person.start, stop + 1 if stop > 0 else end, rule, person.confidence),
                    ),
                    decision=slug,
                    movers=(slugify(person.name),),
                    party=party,
                    outcome=decision.outcome if rule == "motion" else "reject",
                )

    def _adoptions(self) -> Iterator[Statement]:
        agreements = set()
        for one in self.found.adoptions:
            name = self.view.words[slice(*one.agreement)].strip()
            name = name[0].upper() + name[1:]
            if self.metadata.type.value == "letter-of-intent" or _shares(name, self.metadata.title):
                name = self.metadata.title or name
            slug = slugify(name)[:80].strip("-")
            if slug not in agreements:
                agreements.add(slug)
                yield Agreement(
                    slug=slug, evidence=(self._evidence(*one.agreement, one.rule, 0.6),), label=Text(sv=name)
                )
            date = one.date.value if one.date else None
            if one.own_date and self.metadata.date:
                date = self.metadata.date.value
            actor = self.actor(one.actor) or one.actor
            yield Adoption(
                slug=self._unique("adoption", f"{actor}-{slug}"),
                evidence=(self._evidence(*one.quote, one.rule, one.confidence),),
                actor=actor,
                agreement=slug,
                date=date,
                date_printed=self.view.words[one.date.start : one.date.end] if one.date else None,
                decision=self._decision_slug(one.decision) if one.decision else None,
            )

    # --- positions and elements ------------------------------------------------------------------------

    def _positions(self) -> Iterator[Position]:
        again = repeats(self.found.positions)
        numbers = [s.block.number for s in self.view.stretches if s.kind is Kind.HEADING and s.block.number]
        for order, one in enumerate(self.found.positions, start=1):
            label, number = "", ""
            if one.section and self.view.block_words(one.section).strip() != self.metadata.title:
                label, number = self.view.block_words(one.section).strip(), one.section.block.number
            words = self.view.words[one.start : one.end]
            target = align(label, words, self.answered) if self.answered else None
            printed = None if target else printed_target(label, number, numbers, words)
            repeated = again.get(order - 1)
            yield Position(
                slug=self._position_slug(order),
                evidence=(self._evidence(one.start, one.end, one.rule, one.confidence),),
                holder=self.actor(one.holder.slug) or "",
                stance=one.stance,
                polarity=polarity_of(one.stance),
                verb=one.verb,
                target=f"element/{self._strategy_slug()}/{target.element.number}" if target else None,
                target_basis=target.basis if target else None,
                section_label=_printed_heading(number, label) or None,
                topics=one.topics,
                document=self.slug,
                status="proposed" if self.metadata.type.value == "memo" else None,
                order=order,
                repeats=self._position_slug(repeated + 1) if repeated is not None else None,
                support="stated" if one.explicit else "inferred",
                note=Text(sv=f"→ {printed}") if printed else None,
            )

    def _position_slug(self, order: int) -> str:
        return f"{self.slug}-{order:02}"

    def _strategy_slug(self) -> str:
        return slugify(self.slug.rsplit("-", 1)[0] if self.slug[-1].isdigit() else self.slug)

    def _elements(self) -> Iterator[Statement]:
        if not self.found.elements:
            return
        strategy = slugify(self.metadata.title)[:80].strip("-") or self.slug
        yield Strategy(
            slug=strategy,
            evidence=(self._of(self.metadata.type),),
            label=Text(sv=self.metadata.title or self.source.name),
            document=self.slug,
        )
        for one in self.found.elements:
            yield StrategyElement(
                slug=self._unique("element", f"{strategy}/{one.number}"),
                evidence=(self._evidence(one.start, one.end, one.rule, one.confidence),),
                label=Text(sv=one.label),
                strategy=strategy,
                element_kind=one.kind,
                number=one.number,
                number_printed=one.printed,
                order=one.order,
                parent=f"{strategy}/{one.parent}" if one.parent else None,
            )


def _printed_heading(number: str, label: str) -> str:
    dot = "." if number and number.isalpha() else ""
    return f"{number}{dot} {label}".strip() if number else label


def _shares(name: str, title: str) -> bool:
    """Whether the agreement is the one that the document's title names."""
    from rapidfuzz import fuzz

    head = name.split()[0].lower()
    return (
        bool(title) and head[:12] in title.lower() and fuzz.token_set_ratio(name.lower(), title.lower()) > 70
    )
