"""The mapped statements as the JSON object that `map --format json` and `POST /map` give."""

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from clustergraph.mapping.document import MappedDocument
from clustergraph.mapping.text.vocabulary import actors, concepts
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
    Statement,
    StrategyElement,
)


def as_json(mapped: MappedDocument) -> dict[str, Any]:
    """One JSON object for a document: document, actors, persons, decisions, adoptions, positions, elements.

    `start` and `end` index the file's text as stored; `id`s and stances are last segments of IRIs;
    further keys (`rule`, `confidence`, `mentions`, …) stand beside the contract's.
    """
    form = _Form(mapped)
    return {
        "document": form.document(),
        "actors": list(form.actors()),
        "persons": list(form.persons()),
        "decisions": list(form.decisions()),
        "adoptions": list(form.adoptions()),
        "positions": list(form.positions()),
        "elements": list(form.elements()),
    }


S = TypeVar("S", bound=Statement)

_TITLE_AND_PARTY = re.compile(r"(.*?) ?(?:\((\w+)\))?")


class _Form:
    def __init__(self, mapped: MappedDocument) -> None:
        self.mapped = mapped
        self._cases = {one.slug: one for one in self._all(Case)}

    def _all(self, kind: type[S]) -> Iterator[S]:
        return (one for one in self.mapped.statements if isinstance(one, kind))

    def _name(self, slug: str | None) -> str | None:
        """The name of an actor: as registered, else as the document gives it."""
        if slug is None:
            return None
        registered = actors().get(slug)
        return registered.name if registered else self.mapped.names.get(slug, slug)

    def document(self) -> dict[str, Any]:
        document = next(self._all(Document))
        own = [case for case in self._cases.values() if case.slug not in document.foreign_cases]
        foreign = [self._cases[slug] for slug in document.foreign_cases if slug in self._cases]
        names = {person.slug: person.name for person in self._all(Person)}
        handlers = [names[one.person] for one in self._all(Membership) if one.role == "case-officer"]
        return {
            "title": document.title if self.mapped.titled else None,
            "type": document.type,
            "date": document.date,
            "issuer": self._name(document.issuer),
            "recipient": self._name(document.recipient),
            "case_numbers": [case.number for case in own],
            "foreign_case_numbers": [
                {"number": case.number, "owner": self._name(case.authority)} for case in foreign
            ],
            "handlers": list(dict.fromkeys(handlers)),
            "language": document.language,
            "sha256": self.mapped.source.sha256,
            "id": document.slug,
            "issuer_id": document.issuer,
            "recipient_id": document.recipient,
            "start": self.mapped.start,
            "end": self.mapped.end,
        }

    def actors(self) -> Iterator[dict[str, Any]]:
        for one in self.mapped.statements:
            if isinstance(one, Mention):
                slug, type_ = one.actor, actors()[one.actor].type
            elif isinstance(one, Actor):
                slug, type_ = one.slug, one.type
            else:
                continue
            mentions = [{"start": e.start, "end": e.end} for e in one.evidence]
            stated = one.evidence if one.support == "stated" else ()  # what shows an issuer is no name of it
            printed = dict.fromkeys(" ".join(e.quote.replace("*", "").split()) for e in stated)
            yield {
                "name": self._name(slug),
                "id": slug,
                "type": type_,
                **_quoted(one.evidence[0]),
                "also": [name for name in printed if name != self._name(slug)],
                "mentions": mentions,
            }

    def persons(self) -> Iterator[dict[str, Any]]:
        names = {person.slug: person.name for person in self._all(Person)}
        titled = {one.person for one in self._all(Membership) if one.title}
        parties = {one.person: one.party for one in self._all(Membership) if one.party}
        seen = set()
        for one in self._all(Membership):
            if not one.title and (one.person in titled or one.person in seen):
                continue  # who moves or dissents has no printed role; the decision names them
            seen.add(one.person)
            party = concepts("party").get(one.party or parties.get(one.person) or "")
            local = one.note.sv.strip("()") if one.note and one.note.sv else None
            yield {
                "name": names[one.person],
                "role": one.title.sv if one.title else None,
                "organisation": self._name(one.organisation),
                "party": party.notation if party else local,
                **_quoted(one.evidence[0]),
                "role_id": one.role if one.title else None,
            }

        placed = {one.person for one in self._all(Membership)}
        for person in self._all(Person):
            if person.slug not in placed:
                said = _TITLE_AND_PARTY.fullmatch((person.note and person.note.sv) or "")
                yield {
                    "name": person.name,
                    "role": (said and said[1]) or None,
                    "organisation": None,
                    "party": (said and said[2]) or None,
                    **_quoted(person.evidence[0]),
                    "role_id": None,
                }

    def decisions(self) -> Iterator[dict[str, Any]]:
        names = {person.slug: person.name for person in self._all(Person)}
        motions = list(self._all(Motion))
        for one in self._all(Decision):
            moved = [m for m in motions if m.decision == one.slug and "-motion-" in m.slug]
            against = [m for m in motions if m.decision == one.slug and "-reservation-" in m.slug]
            case = self._cases.get(one.case or "")
            yield {
                "body": self._name(one.body),
                "organisation": self._name(one.organisation),
                "date": one.date,
                "paragraph": one.paragraph,
                "case_number": case.number if case else None,
                "what": one.what.sv if one.what else None,
                "outcome": one.outcome,
                "motion_by": [names[slug] for m in moved for slug in m.movers],
                **_quoted(one.evidence[0]),
                "status": one.status,
                "reservation_by": [names[slug] for m in against for slug in m.movers],
                "body_id": one.body,
                "organisation_id": one.organisation,
            }

    def adoptions(self) -> Iterator[dict[str, Any]]:
        agreements = {one.slug: one.heading().sv for one in self._all(Agreement)}
        for one in self._all(Adoption):
            yield {
                "actor": self._name(one.actor),
                "agreement": agreements.get(one.agreement, one.agreement),
                "date": one.date,
                **_quoted(one.evidence[0]),
                "actor_id": one.actor,
                "agreement_id": one.agreement,
            }

    def positions(self) -> Iterator[dict[str, Any]]:
        for one in self._all(Position):
            printed = one.note.sv.removeprefix("→ ") if one.note and one.note.sv else None
            yield {
                "actor": self._name(one.holder),
                "stance": one.stance,
                "verb": one.verb,
                "target": self.mapped.names.get(one.target, one.target) if one.target else printed,
                "section_label": one.section_label,
                "topics": list(one.topics),
                **_quoted(one.evidence[0]),
                "id": one.slug,
                "actor_id": one.holder,
                "polarity": one.polarity,
                "target_basis": one.target_basis,
                "status": one.status,
                "repeats": one.repeats,
                "support": one.support,
            }

    def elements(self) -> Iterator[dict[str, Any]]:
        # As a reader knows it: «1» of «Mål 1» and of each list that begins anew. The id tells them apart.
        numbers = {
            one.slug: one.printed_number or one.number.rpartition(" ")[2]
            for one in self._all(StrategyElement)
        }
        for one in self._all(StrategyElement):
            yield {
                "number": numbers[one.slug],
                "id": one.slug.rpartition("/")[2],
                "label": one.heading().sv,
                "kind": one.element_kind,
                "parent": numbers[one.parent] if one.parent else one.section_label,
                "parent_id": one.parent.rpartition("/")[2] if one.parent else None,
                **_quoted(one.evidence[0]),
                "number_printed": one.number_printed or one.printed_number is not None,
                "order": one.order,
            }


def _quoted(evidence: Evidence) -> dict[str, Any]:
    return {
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }
