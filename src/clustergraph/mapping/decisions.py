"""Decisions: proposed ones, those taken in the document, and earlier ones that it mentions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clustergraph.mapping.actors import Named
from clustergraph.mapping.clauses import trimmed
from clustergraph.mapping.dates import FoundDate
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.roles import FoundPerson
from clustergraph.mapping.view import Stretch
from clustergraph.reading import Kind

_DECIDES = re.compile(
    r"\b(?P<verb>beslutar|beslutade|beslutat|beslut|besluta|beslutas|beslutades|föreslår|föreslås|föreslog|föreslagit|hemställer|antog|antogs|godkände|godkändes|fastställde|fastställdes|antar|godkänner|fastställer)\b"
)
_ATT = re.compile(r"\batt\b")
_PARAGRAPH = re.compile(r"§§? ?\d{1,4}(?:[/:]\d{2,4})?(?: ?[–-] ?\d{1,4})?")
_PAST = re.compile(
    r"\b(?:beslutade|beslutades|beslutat|antog|antogs|antagits|antagit|godkände|godkändes|godkänts|fastställde|fastställdes|fastställts|föreslog|föreslagit|avslog|återremitterade|bordlade|uppdrog|upphävde|fattats|fattades)\b"
)


# A line that only leads to what is decided: «Kommunstyrelsen beslutar:», «Nämnden föreslås besluta att».
_LEADING = re.compile(
    r"(?:[^.:;]{3,90}? )?(?:(?P<proposed>föreslår|föreslås|hemställer)(?: [^.:;]{0,80}?)?(?: besluta| beslutar|(?= att)| för beslut)"
    r"|beslutar|beslutade|har beslutat)(?: för egen del| därutöver| också| även| följande| enhälligt)?(?: att)?:?$"
)
# A whole decision in one sentence: «Kommunstyrelsen beslutar att …».
_DECIDED = re.compile(
    r"(?P<body>[^.:;,]{0,80}?) ?\b(?:(?P<proposed>föreslås|föreslår)(?: [^.:;,]{0,80}?)? (?:besluta|beslutar)|beslutar|beslutade)"
    r"(?: för egen del| därför| enhälligt| också)?,? (?:att |(?=(?:i enlighet med|enligt) .{0,60}förslag))"
)
_UNDECIDED = frozenset(
    {"motion", "reservation", "procedure", "background", "basis", "distribution", "proposal", "decision"}
)
_ADOPTED_BY = frozenset(
    {"beslutad av", "antagen av", "fastställd av", "beslutsinstans", "beslutad", "antagen"}
)
_DECIDING = frozenset({"memo", "minutes", "minutes-excerpt", "decision", "summons", "other", "letter"})


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision in the view. `what` and `quote` are spans; `body` is None where the text names none."""

    status: str
    body: Named | None
    date: FoundDate | None
    own_date: bool
    paragraph: str | None
    outcome: str | None
    what: tuple[int, int]
    quote: tuple[int, int]
    rule: str
    confidence: float
    movers: tuple[FoundPerson, ...] = ()
    reservers: tuple[FoundPerson, ...] = ()


def find_decisions(
    material: Material, metadata: Metadata, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """Every decision that the document proposes, takes or mentions, one for each clause, in order."""
    finder = _Finder(material, metadata)
    found = [
        *finder.in_sections(),
        *finder.in_fields(),
        *finder.in_prose(),
        *finder.in_sentences(),
    ]
    found.sort(key=lambda one: one.quote)
    kept: list[FoundDecision] = []
    for one in found:
        if not kept or one.quote[0] >= kept[-1].quote[1]:
            kept.append(one)
    return _with_people(kept, material, persons)


class _Finder:
    def __init__(self, material: Material, metadata: Metadata) -> None:
        self.material = material
        self.view = material.view
        self.metadata = metadata
        self.outcomes = [hit for hit in material.hits if hit.concept.scheme == "outcome"]
        self.outcome_starts = [hit.start for hit in self.outcomes]
        self.bodies = [
            one for one in material.named if one.type in ("body", "government", "agency", "county-board")
        ]

    # --- under «Förslag till beslut» and «Beslut» --------------------------------------------------

    def in_sections(self) -> Iterator[FoundDecision]:
        if self.metadata.type.value not in _DECIDING:
            return
        body: Named | None = None
        status = ""
        paragraph: str | None = None
        section_kind = ""
        for stretch in self.view.stretches:
            kind = self.material.sections[stretch.index].kind
            if stretch.block.number.startswith("§"):
                paragraph = stretch.block.number
            elif stretch.kind in (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE):
                match = re.match(r"(?:[A-ZÅÄÖ]{1,4} )?(§ ?\d+(?:[/:]\d+)?)", self.view.block_words(stretch))
                paragraph = match[1] if match else paragraph
            if kind not in ("proposal", "decision"):
                section_kind = kind
                continue
            if stretch.kind is Kind.HEADING:
                if kind != section_kind or self._body_in(stretch.start, stretch.end):
                    body = self._body_in(stretch.start, stretch.end)
                words = self.view.lower[stretch.start : stretch.end]
                proposed = kind == "proposal" or re.search(r"(?<!enligt )\bförslag", words)
                status = "proposed" if proposed else self._own_status()
                section_kind = kind
                continue
            section_kind = kind
            if stretch.kind not in (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW):
                continue
            named = self._leading_body(stretch)
            body = named or body
            yield from self._clauses(stretch, body, status or "proposed", paragraph)

    def in_sentences(self) -> Iterator[FoundDecision]:
        """«Kommunstyrelsen beslutar att …» outside the sections of decisions, and the lists that it leads."""
        if self.metadata.type.value not in _DECIDING - {"other", "letter"}:
            return
        lead: tuple[Named | None, str] | None = None
        paragraph: str | None = None
        for stretch in self.view.stretches:
            words = self.view.lower[stretch.start : stretch.end]
            match = re.match(r"(?:[A-ZÅÄÖ]{1,4} )?(§ ?\d+(?:[/:]\d+)?)", self.view.block_words(stretch))
            paragraph = (
                stretch.block.number
                if stretch.block.number.startswith("§")
                else match[1]
                if match
                else paragraph
            )
            if self.material.sections[stretch.index].kind in _UNDECIDED or stretch.kind is Kind.HEADING:
                lead = None
                if stretch.kind is not Kind.HEADING:
                    continue
            leading = _LEADING.match(words) if len(words) < 200 else None
            if leading:
                body = self._body_in(stretch.start, stretch.end)
                lead = (body, "proposed" if leading["proposed"] else self._own_status()) if body else None
                continue
            if lead and (stretch.kind is Kind.ITEM or words.startswith("att ")):
                yield from self._clauses(stretch, lead[0], lead[1], paragraph)
                continue
            lead = None
            if stretch.kind is not Kind.PARAGRAPH and stretch.kind is not Kind.LETTERHEAD:
                continue
            for start, end, _ in self._sentences(stretch):
                yield from self._sentence(start, end, paragraph)

    def _sentence(self, start: int, end: int, paragraph: str | None) -> Iterator[FoundDecision]:
        match = _DECIDED.match(self.view.lower, start, end)
        body = self._body_in(start, start + 30) if match else None
        if match is None or body is None or any(start <= date.start < end for date in self.material.dates):
            return
        clause = (match.end(), trimmed(self.view.lower, match.end(), end))
        outcome = self.outcome(*clause)
        taken = not match["proposed"] and self._own_status() == "taken"
        if outcome:
            status = "taken" if taken else "proposed"
            number = paragraph if taken else None
            rule = f"clause-of-{'decision' if taken else 'proposal'}"
            yield FoundDecision(status, body, None, taken, number, outcome, clause, clause, rule, 0.7)

    def _own_status(self) -> str:
        return "proposed" if self.metadata.type.value in ("memo", "summons") else "taken"

    def _leading_body(self, stretch: Stretch) -> Named | None:
        """The body that a paragraph says decides: «Kommunstyrelsen beslutar»."""
        match = _DECIDES.search(self.view.lower, stretch.start, min(stretch.end, stretch.start + 200))
        if not match:
            return self._body_in(stretch.start, stretch.start + 2)
        return self._body_in(stretch.start, match.start())

    def _body_in(self, start: int, end: int) -> Named | None:
        return next((one for one in self.bodies if start <= one.start < end), None)

    def _clauses(
        self, stretch: Stretch, body: Named | None, status: str, paragraph: str | None
    ) -> Iterator[FoundDecision]:
        """Each «att»-clause, list item or sentence of a section of decisions."""
        following = self.view.stretches[stretch.index + 1 : stretch.index + 2]
        leads = bool(following) and following[0].block.lead_in == stretch.number
        taken = status == "taken"
        # What a body proposes to a higher one in its own minutes, it has decided there and then.
        own = taken or (
            self.metadata.type.value in ("minutes", "minutes-excerpt")
            and body is not None
            and self.metadata.body is not None
            and body.slug == self.metadata.body.slug
        )
        for start, end, _ in self._sentences(stretch):
            earlier = _PAST.search(self.view.lower, start, end) if stretch.kind is Kind.PARAGRAPH else None
            mentioned = self._mentioned(earlier, start, end) if earlier else None
            if mentioned:
                yield mentioned
                continue
            if leads and _DECIDES.search(self.view.lower, start, end):
                continue
            clause = self._clause(start, end, stretch.kind is Kind.ITEM)
            if clause is None:
                continue
            outcome = self.outcome(*clause)
            if outcome is None and not self._decides(clause):
                continue
            yield FoundDecision(
                status,
                body,
                None,
                own,
                paragraph if own else None,
                outcome,
                clause,
                clause,
                f"clause-of-{'decision' if taken else 'proposal'}",
                0.9 if outcome else 0.6,
            )

    def _decides(self, clause: tuple[int, int]) -> bool:
        """Whether a clause without a known outcome can be a decision: «Stall byggs om», «att …»."""
        words = self.view.lower[slice(*clause)]
        if self.view.at(clause[0]).kind is Kind.ITEM:
            return len(words.split()) > 2
        return len(words.split()) > 3 and bool(re.search(r"\w+(?:as|s)\b|\batt\b", words))

    def _clause(self, start: int, end: int, listed: bool) -> tuple[int, int] | None:
        """What is decided in a sentence or item: after «att», without the conjunction to the next; None for a lead-in."""
        text = self.view.lower[start:end]
        decides = _DECIDES.search(text)
        if text.startswith("att "):
            start += 4
        elif decides and not listed:
            att = _ATT.search(text, decides.start())
            if att and att.end() < len(text) - 3:
                start += att.end() + 1
            elif (
                not text[decides.end() :].strip(" :,.")
                or text.rstrip().endswith(":")
                or self._only_lead(text)
            ):
                return None
        stop = trimmed(self.view.lower, start, end)
        return (start, stop) if stop > start else None

    @staticmethod
    def _only_lead(text: str) -> bool:
        return bool(re.search(r"\b(?:besluta|beslutar|föreslår|följande)\s*[:.]?$", text.rstrip()))

    def _sentences(self, stretch: Stretch) -> list[tuple[int, int, Stretch]]:
        if stretch.kind is not Kind.PARAGRAPH:
            return [(stretch.start, stretch.end, stretch)]
        starts = [one[0] for one in self.view.sentences]
        first = bisect_left(starts, stretch.start)
        return [one for one in self.view.sentences[first : first + 40] if one[2] is stretch]

    def outcome(self, start: int, end: int) -> str | None:
        """The outcome that the words of a clause name: the first, one for responses before the others."""
        first = bisect_left(self.outcome_starts, start)
        inside: list[Hit] = []
        for hit in self.outcomes[first:]:
            if hit.start >= end:
                break
            if hit.end <= end:
                inside.append(hit)
        if not inside:
            return None
        slugs = [hit.concept.slug for hit in inside]
        lead = inside[0]
        longest = max((hit for hit in inside if hit.start == lead.start), key=lambda hit: hit.end)
        if "submit-response" in slugs[:4] and longest.concept.slug in ("approve", "adopt", "forward"):
            return "submit-response"
        if longest.concept.slug == "recommend" and len(set(slugs)) > 1:
            return next(slug for slug in slugs if slug != "recommend")
        return longest.concept.slug

    def in_fields(self) -> Iterator[FoundDecision]:
        """The head of an adopted document: «Beslutad av: Regionfullmäktige», «Beslutsdatum: 2024-11-18, § 142»."""
        fields = [s for s in self.view.stretches if s.kind is Kind.FIELD]
        for index, stretch in enumerate(fields):
            body = self._body_in(stretch.start, stretch.end)
            if stretch.block.name.lower() not in _ADOPTED_BY or body is None:
                continue
            following = fields[index + 1 : index + 2]
            end = (
                following[0].end if following and "datum" in following[0].block.name.lower() else stretch.end
            )
            date = next((d for d in self.material.dates if stretch.start <= d.start < end), None)
            paragraph = _PARAGRAPH.search(self.view.words, stretch.start, end)
            if date or paragraph:
                span = (stretch.start, end)
                number = paragraph[0] if paragraph else None
                yield FoundDecision(
                    "taken", body, date, False, number, "adopt", span, span, "adopted-field", 0.85
                )

    # --- mentioned in running text ----------------------------------------------------------------

    def in_prose(self) -> Iterator[FoundDecision]:
        """«Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta …»."""
        lower = self.view.lower
        for match in _PAST.finditer(lower):
            stretch = self.view.at(match.start())
            if stretch.kind not in (Kind.PARAGRAPH, Kind.ITEM):
                continue
            if self.material.sections[stretch.index].kind in (
                "proposal",
                "decision",
                "motion",
                "reservation",
                "procedure",
            ):
                continue
            sentence = next(((a, b) for a, b, _ in self._sentences(stretch) if a <= match.start() < b), None)
            if sentence is None:
                continue
            found = self._mentioned(match, *sentence)
            if found:
                yield found

    def _mentioned(self, match: re.Match[str], start: int, end: int) -> FoundDecision | None:
        body = next(
            (one for one in reversed(self.bodies) if start <= one.start and one.end <= match.start()), None
        )
        after = next(
            (one for one in self.bodies if match.end() <= one.start < match.end() + 20 and one.start < end),
            None,
        )
        if match[0].endswith("s") and not match[0].endswith("ades"):
            after = next((one for one in self.bodies if match.end() <= one.start < match.end() + 30), after)
        body = body or after or self._spoken_of(start, match.start())
        dates = [d for d in self.material.dates if start <= d.start < end]
        paragraph = _PARAGRAPH.search(self.view.words, start, end)
        if body is None or not (dates or paragraph):
            return None
        date = min(dates, key=lambda d: abs(d.start - match.start())) if dates else None
        att = _ATT.search(self.view.lower, match.end(), end)
        what = (att.end() + 1, end) if att and att.end() + 1 < end else (match.start(), end)
        status = "proposed" if match[0].startswith("föresl") else "taken"
        outcome = self.outcome(*what) or self.outcome(match.start(), end)
        if match[0].startswith("fatt"):
            if "yttrande" not in self.view.lower[start:end] and "remissvar" not in self.view.lower[start:end]:
                return None
            outcome = "submit-response"
        return FoundDecision(
            status,
            body,
            date,
            False,
            paragraph[0] if paragraph else None,
            outcome,
            what,
            (start, end),
            "decision-mentioned",
            0.8,
        )

    def _spoken_of(self, start: int, end: int) -> Named | None:
        """«Nämnden antog …»: the body of the document, which the text calls by its kind."""
        if re.search(r"\b(?:nämnden|styrelsen|fullmäktige|utskottet)\b", self.view.lower[start:end]):
            return self.metadata.body
        return None


def _with_people(
    decisions: list[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """Who moved what was decided, and who reserved themselves against it."""
    movers = [one for one in persons if one.role == "mover"]
    reservers = [one for one in persons if one.role == "dissenter"]
    result = []
    for decision in decisions:
        if decision.rule != "clause-of-decision":
            result.append(decision)
            continue
        words = material.view.words[slice(*decision.quote)]
        named = tuple(one for one in movers if one.name in words or one.name + "s" in words)
        approving = tuple(one for one in movers if _approves(one, material))
        against = tuple(one for one in reservers if _concerns(one, decision, material, decisions))
        result.append(replace(decision, movers=named or approving, reservers=against))
    return result


def _approves(person: FoundPerson, material: Material) -> bool:
    """Whether a motion asks for approval of the proposal before the meeting."""
    end = material.view.lower.find(".", person.end)
    said = material.view.lower[person.end : end if end > 0 else person.end + 200]
    said = said.split("\n")[0]
    return "bifall" in said and not re.search(
        r"avslag|återremiss|tillägg|eget yrkande|till motionen|till medborgarförslaget|sitt yrkande|eget förslag",
        said,
    )


def _concerns(
    person: FoundPerson, decision: FoundDecision, material: Material, decisions: list[FoundDecision]
) -> bool:
    """Whether a reservation is against this decision: all of them unless it names a point."""
    said = material.view.lower[person.end : person.end + 160].split("\n")[0]
    point = re.search(r"(?:punkt|beslutssats|att-sats) (\d+)", said)
    if not point:
        return True
    taken = [one for one in decisions if one.rule == "clause-of-decision"]
    return taken.index(decision) + 1 == int(point[1])
