"""A decision as found, and what every rule that finds one reads: bodies, outcomes, sentences, paragraphs."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from clustergraph.mapping.decisions.days import of_document
from clustergraph.mapping.decisions.deciders import council, deciders, deciding_groups, meant
from clustergraph.mapping.decisions.outcomes import Outcomes
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.head.paragraph_signs import NUMBERED, of_preparing
from clustergraph.mapping.head.sender_places import type_of_unit
from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

PARAGRAPH = re.compile(r"§§? ?\d{1,4}(?:[/:]\d{2,4})?(?: ?[–-] ?\d{1,4})?")
# In the head: «Socialnämnden 2025-03-25 § 40», «Kommunfullmäktige, 40 §», «Paragraf 40 ur protokoll fört vid …».
_ONE = re.compile(
    r"(?<!§)§ ?(?P<after>\d{1,4})\b(?! ?[–-])|(?<![\d–-])(?P<before>\d{1,4}) ?§(?! ?\d{1,4}(?![\d-]))|\bparagraf(?:en)? (?P<word>\d{1,4})\b",
    re.IGNORECASE,
)
_EXTRACT = re.compile(r"\b(?:\w*utdrag|\w*protokoll)\b", re.IGNORECASE)
_WRITTEN = re.compile(r"\bparagraf(?:en)? (\d{1,4})\b", re.IGNORECASE)
_SIGNLESS = pattern("decisions", "deciding-signless")
# «Kommunfullmäktige i Mora»: whose body it is, by the place.
_PLACE = re.compile(r" i (?P<place>[A-ZÅÄÖ][\wåäöÅÄÖ-]+)(?! kommun| stad)")
_SPOKEN = re.compile(r"\b(nämnden|styrelsen|fullmäktige|utskottet|direktionen|delegationen)\b")
_PLACE_FIRST = re.compile(r"I ([A-ZÅÄÖ][\wåäöÅÄÖ-]+) ")
_DECIDING_TYPES = ("body", "government", "agency", "county-board", "court")
_DELEGATED = pattern("decisions", "deciding-delegated")
# «Strömstads kommunfullmäktige»
_PLACE_BEFORE = re.compile(r"(?<![\w-])(?P<place>[A-ZÅÄÖ][\wåäöÅÄÖ-]+?)s? \Z")
_BODY = re.compile(r"\w*(?:nämnden|styrelsen|utskottet|direktionen) ")  # «Driftnämnden Hallands sjukhus»
# Sections that are no running text.
CLOSED = frozenset({"proposal", "decision", "motion", "reservation", "procedure"})
_PAGE = 700  # characters that no point of a decision has


_LEADS = re.compile(r" (?:beslutar|beslutade|beslöt)(?: enhälligt)?(?: att)?:?\Z")  # to the list under it


def _plain(name: str) -> str:
    """The name of a body without what its forms part: «Gemensam nämnd för vård», «Nämnden för vård»."""
    return re.sub(r"\Agemensam(?:ma)? |(?<=nämnd)en\b|(?<=styrelse)n\b", "", name.lower())


# Before the day of a paper that something is decided by: «enligt förslag i skrivelse daterad 2025-03-03».
OF_PAPER = re.compile(
    r"\b(?:daterat|daterad|\w*(?:skrivelse|utlåtande)t?n?|\w*(?:promemoria|missiv)n?t?)(?: av| från)?(?: den)? \Z"
)
COUNTS = re.compile(r"(\d{1,2})[.)]? (?=[A-ZÅÄÖ][a-zåäö ])")
_SEVERAL = 3  # matters that are counted
_MEETS = re.compile(r"\b(?:sammanträde\w*|styrelsemöte\w*|möte[nt]?|mötet)\b")
_OPENING = 500  # characters in which a digest says of which meeting it tells


def _tells_of_meeting(material: Material, metadata: Metadata) -> bool:
    """Whether a page without a type is the digest of a meeting: of a body, a meeting of one day and what was decided."""
    opening = material.view.lower[:_OPENING]
    dated = any(date.start < _OPENING for date in material.dates)
    told = dated and "beslut" in opening and _MEETS.search(opening)
    return metadata.body is not None and bool(told)


def paragraph_in(words: str, start: int, end: int) -> str | None:
    """The paragraph that a sentence names, «§ 61» or «paragraf 61»; transcripts lose the sign: «den 3 mars 2025, 61, att»."""
    sign = PARAGRAPH.search(words, start, end)
    if sign:
        return sign[0]
    written = _WRITTEN.search(words, start, end) or _SIGNLESS.search(words, start, end)
    return f"§ {written[1]}" if written else None


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

    @property
    def here(self) -> bool:
        """Whether it was taken at the meeting of the document, a proposal of that to a higher body among them."""
        return self.rule == "clause-of-decision" or (self.own_date and self.rule == "clause-of-proposal")


def told(
    body: Named | None,
    date: FoundDate | None,
    paragraph: str | None,
    outcome: str | None,
    quote: tuple[int, int],
    what: tuple[int, int] | None = None,
) -> FoundDecision:
    """A decision taken at another meeting, that words tell."""
    rule, what = "decision-mentioned", what or quote
    return FoundDecision("taken", body, date, False, paragraph, outcome, what, quote, rule, 0.7)


class Deciding:
    """What a document says about who decides and how."""

    def __init__(self, material: Material, metadata: Metadata) -> None:
        self.material, self.metadata, self.view = material, metadata, material.view
        self.type = metadata.type.value
        self.digest = self.type == "other" and _tells_of_meeting(material, metadata)
        self.in_minutes = self.type in ("minutes", "minutes-excerpt") or self.digest
        self._outcomes = Outcomes(self.view.lower, material.hits["outcome"])
        named = [one for one in material.named if one.type in _DECIDING_TYPES or _BODY.match(one.name)]
        named = sorted([*named, *deciding_groups(material, named)], key=lambda one: one.start)
        found = [*named, *deciders(material, metadata, named)]
        self.bodies = sorted(map(self._placed, found), key=lambda one: one.start)
        self._body_starts = [one.start for one in self.bodies]

    def _placed(self, one: Named) -> Named:
        """A body with the municipality whose place stands after it; that of the meeting by the name that its head gives."""
        own = self.metadata.body
        if (
            own
            and own.slug != one.slug
            and re.match(rf"{re.escape(_plain(one.name))}(?:\Z| )", _plain(own.name))
        ):
            return replace(one, name=own.name, slug=own.slug)
        if one.type != "body" or one.unit_of:
            return one
        words, before = self.view.words, max(0, one.start - 40)
        beside = self.material.named if words.startswith(" (", one.start - len(" (")) else ()
        owner = next((each for each in beside if each.end == one.start - len(" (")), None)
        if owner and not owner.unit:
            return replace(one, unit_of=owner.slug)  # «Mora kommun (kommunfullmäktige 2025-03-03)»
        place = _PLACE.match(words, one.end) or _PLACE_BEFORE.search(words, before, one.start)
        whose = places("municipality").get(place["place"].lower()) if place else None
        return replace(one, unit_of=whose.slug) if whose else one

    def called(self, kind: str) -> Named | None:
        """The body of the document, or its issuer, called by its kind with a capital."""
        return meant(self.material, self.metadata, kind)

    @property
    def moved_in(self) -> Named | None:
        """The council that a motion is brought before, where it is named."""
        return next((one for one in self.bodies if one.name.endswith("fullmäktige")), None)

    @cached_property
    def issuing(self) -> Named | None:
        """The authority that has issued a decision, which decides where no other body is named; by delegation any issuer."""
        issuer = self.metadata.issuer if self.type == "decision" else None
        body = self.metadata.body
        running = body is None or self.view.at(body.start).kind in (Kind.PARAGRAPH, Kind.ITEM)
        delegated = running and _DELEGATED.search(self.view.lower) is not None
        able = (
            one for one in self.material.named if (delegated or one.type in _DECIDING_TYPES) and not one.unit
        )
        return next((one for one in able if issuer and one.slug == issuer.value), None)

    @property
    def status(self) -> str:
        """The status of what the document says is decided: a memo, a summons and a motion only propose."""
        return "proposed" if self.type in ("memo", "summons", "motion") else "taken"

    def kind(self, stretch: Stretch) -> str:
        """The kind of section that a block stands in."""
        return self.material.sections[stretch.index].kind

    @cached_property
    def sectioned(self) -> set[str]:
        """The paragraphs of the minutes that have a section for their decision, or begin with it: «Nämnden beslutar att» over a list."""
        found: set[str] = set()
        above = self.view.stretches[:1]
        for stretch in self.view.stretches:
            leads = (
                above[0].kind in (Kind.HEADING, Kind.FIELD, Kind.LETTERHEAD)
                and stretch.kind is Kind.PARAGRAPH
            )
            if (leads and _LEADS.search(self.view.lower, stretch.start, stretch.end)) or (
                stretch.kind is not Kind.HEADING and self.kind(stretch) == "decision"
            ):
                found.add(self.view.item(stretch.start))
            above = (stretch,)
        return found

    def body_in(self, start: int, end: int) -> Named | None:
        """The first body named in a span."""
        return next(iter(self.bodies_within(start, end)), None)

    def bodies_within(self, start: int, end: int) -> list[Named]:
        """The bodies whose mention begins at or after an offset and before another."""
        return self.bodies[bisect_left(self._body_starts, start) : bisect_left(self._body_starts, end)]

    def spoken_in(self, start: int, end: int) -> Named | None:
        """The body of the document, or the council, that a span calls by its kind in the middle of a sentence."""
        spoken, own = _SPOKEN.search(self.view.lower, start, end), self.metadata.body
        if spoken is None:
            return None
        meant = own if own is not None and own.name.lower().endswith(spoken[1]) else None
        if meant is None and spoken[1] == "fullmäktige":
            meant = council(self.material, self.metadata)
        return replace(meant, start=spoken.start(1), end=spoken.end(1), genitive=False) if meant else None

    def county_board(self, start: int, end: int) -> Named | None:
        """The county board that «länsstyrelsen» in a span means: the one named last before."""
        at = self.view.lower.find("länsstyrelsen", start, end)
        named = (
            one for one in reversed(self.material.named) if one.type == "county-board" and one.start <= at
        )
        return next(named, None)

    def dates_within(self, start: int, end: int) -> list[FoundDate]:
        """The dates that begin in a span; where it has none, a day of the last months before that of the document: «den 2 juni»."""
        found = [one for one in self.material.dates if start <= one.start < end]
        return found or of_document(self.material, self.metadata, start, end)

    def ahead(self, date: FoundDate) -> bool:
        """Whether a date comes after that of the document, and so is not when something was decided."""
        written = self.metadata.date.value if self.metadata.date else ""
        return bool(written) and date.value[: len(written)] > written[: len(date.value)]

    def of_subject(self, body: Named, start: int, end: int) -> Named:
        """A body as that of the organisation that a sentence begins with: «Mora kommun anslöt sig efter beslut av …»."""
        if body.unit_of:
            return body
        # «I Mora antog kommunfullmäktige …»
        begins = start + 2 if self.view.lower.startswith("i ", start, end) else start
        first = next(iter(self.material.named_within(start, end)), None)
        if first and self.view.lower.endswith(" att ", start, first.start):
            begins = first.start  # «Det noteras att Mora kommun den 3 mars genom kommunfullmäktige godkänt …»
        if first is None or first.unit or first.start > begins:
            place = _PLACE_FIRST.match(self.view.words, start, end)
            whose = places("municipality").get(place[1].lower()) if place else None
            local = whose and type_of_unit(body.name) in (None, "municipality")
            return replace(body, unit_of=whose.slug) if whose and local else body
        plain = first.type in ("municipality", "region", "university") or not first.genitive
        fits = plain and type_of_unit(body.name) in (None, first.type)
        return replace(body, unit_of=first.slug) if fits else body

    def sentences(self, stretch: Stretch) -> list[tuple[int, int]]:
        """The sentences of a paragraph; of anything else the whole, or the first where a page is printed in one line."""
        told = stretch.kind is Kind.PARAGRAPH or self.view.is_digest
        if not told and stretch.end - stretch.start < _PAGE:
            return [(stretch.start, stretch.end)]
        first = bisect_left(self.view.sentence_starts, stretch.start)
        following = self.view.sentences[first : first + 40]
        found = [(start, end) for start, end, block in following if block is stretch]
        return found if told else found[:1]

    def paragraph(self, stretch: Stretch) -> str | None:
        """The paragraph of the minutes that a line opens: «§ 45», «Forts. KS § 143», or names beside the body in the head."""
        if self.view.is_digest:
            item = self.view.item(stretch.start)
            return f"§ {item[1:]}" if item else None
        match, number = NUMBERED.match(self.view.words, stretch.start, stretch.end), stretch.block.number
        if match and not number.startswith("§"):
            number = match[1]
        if number.startswith("§") or match:
            own = self.metadata.body
            return None if own and of_preparing(self.view, stretch, own.name) else number
        if self.in_minutes and self.view.items and not self.view.item(stretch.start) and number.isdigit():
            return (
                f"§ {number}" if stretch.kind is Kind.ITEM else None
            )  # «1. Dagordningen fastställdes.» before «2. Val»
        headed = stretch.kind is Kind.LETTERHEAD and self.body_in(stretch.start, stretch.end)
        extracted = stretch.start < self.material.head or stretch.kind is Kind.HEADING
        lettered = self.in_minutes and stretch.kind is Kind.LETTERHEAD and extracted and not self._signed_for
        if headed or lettered or (extracted and _EXTRACT.search(self.view.words, stretch.start, stretch.end)):
            one = _ONE.search(self.view.words, stretch.start, stretch.end)
            return f"§ {one['after'] or one['before'] or one['word']}" if one else None
        return None

    @cached_property
    def _signed_for(self) -> bool:
        """Whether the head says of several who were present for which paragraph: «Eva Lund, ekonom § 143»."""
        lines = (one for one in self.view.stretches if one.kind is Kind.LETTERHEAD)
        signs = (_ONE.search(self.view.words, one.start, one.end) for one in lines)
        return len({one[0] for one in signs if one}) > 1

    def clause(
        self,
        status: str,
        body: Named | None,
        outcome: str | None,
        span: tuple[int, int],
        sure: float,
        own: bool = True,
    ) -> FoundDecision:
        """A clause of what is decided or proposed; `own` says that it is so at this meeting, in its paragraph."""
        rule = "clause-of-decision" if status == "taken" else "clause-of-proposal"
        number = self.paragraph_at(span[0]) if own else None
        body = body or self._meeting
        # «att anställa Eva Ek (beslut 2025-03-20)», of what is reported to the meeting
        beside = self.view.lower.find("(beslut ", *span) + len("(beslut ")
        if date := next((one for one in self.material.dates if span[0] < one.start == beside), None):
            return FoundDecision(
                status, body, date, False, None, outcome, span, span, "decision-mentioned", sure
            )
        return FoundDecision(status, body, None, own, number, outcome, span, span, rule, sure)

    @cached_property
    def _meeting(self) -> Named | None:
        """The body that minutes which name none in their head say decides first: «Ledningsgruppen beslutade»."""
        unnamed = self.in_minutes and self.metadata.body is None
        told = (one for one in self.bodies if self.view.lower.startswith((" beslut", " enades"), one.end))
        return next((one for one in told if one.type == "body"), None) if unnamed else None

    def outcomes_within(self, start: int, end: int) -> list[Hit]:
        """The words of a span that name an outcome."""
        return self._outcomes.within(start, end)

    def paragraph_at(self, offset: int) -> str | None:
        """The paragraph of the minutes that a place stands in: the last that a line before it opens."""
        starts, numbers = self._opened
        index = bisect_right(starts, offset)
        return numbers[index - 1] if index else None

    @cached_property
    def _opened(self) -> tuple[list[int], list[str]]:
        """Where the paragraphs of the minutes begin, and their numbers."""
        opened = [(one.start, sign) for one in self.view.stretches if (sign := self.paragraph(one))]
        opened = opened or self._counted
        return [start for start, _ in opened], [sign for _, sign in opened]

    @property
    def _counted(self) -> list[tuple[int, str]]:
        """The matters of minutes that only count them: «1. Dagordningen godkändes.», «2 Ekonomin. …»."""
        found: list[tuple[int, str]] = []
        for one in self.view.stretches if self.in_minutes else ():
            apart = one.block.lead_in is None and self.kind(one) not in CLOSED
            for start, end in self.sentences(one) if apart else ():
                printed = COUNTS.match(self.view.words, start, end)
                number = (one.block.number if start == one.start else "") or (printed[1] if printed else "")
                if number == str(len(found) + 1) and end - start < _PAGE:
                    found.append((start, f"§ {number}"))
        return found if len(found) >= _SEVERAL else []

    def outcome(self, start: int, end: int) -> str | None:
        """The outcome that the words of a clause name."""
        return self._outcomes.of(start, end)
