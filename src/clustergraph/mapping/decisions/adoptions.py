"""Adoptions: which actors a text says have adopted an agreement or a plan; a proposal is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.decisions.mentions import CONDITION
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import actors
from clustergraph.reading import Kind

_AGREEMENT = (
    r"(?:\w*avsiktsförklaring|\w*överenskommelse|samverkansavtal|samarbetsavtal|partnerskapsavtal|avtal|viljeinriktning"
    r"|viljeyttring|samförståndsavtal|deklaration|klimatkontrakt|partnerskap|handslag|\w*löfte)(?:en|et|er|ar|n|r|rna|na|t)?"
)
_TEXT = Sparse(
    rf"\b{_AGREEMENT}\b",
    *("avsiktsförklaring", "överenskommelse", "avtal", "viljeinriktning", "viljeyttring", "deklaration"),
    *("klimatkontrakt", "partnerskap", "handslag", "löfte"),
    in_word=True,
)
# What a list can say that its parties have joined, beside agreements.
_JOINED = Sparse(
    r"\b(?:(?:anslutit|ansluter|anslöt) sig till|ställt sig bakom|antagit) (?:den |det )?(?P<plan>\w*(?:agendan|strategin|programmet|planen|policyn|visionen))\b",
    *("anslut", "anslöt", "ställt sig bakom", "antagit"),
    leads=True,
)
_BY = Sparse(
    r"\b(?:antogs|antagits|antagen|antaget|antagna|undertecknats|undertecknades|undertecknad|undertecknat"
    r"|signerats|signerades|signerad|signerat|godkänts|godkändes|skrivits under|tecknats"
    r"|tecknades)(?: \w+){0,6}? av\b",
    *("antog", "antag", "godkän", "skrivits under", "teckna", "underteckna", "signera"),
    leads=True,
)
# «ska undertecknas av», «väntas bli antagen av»: not yet.
_AHEAD = re.compile(r"\b(?:ska|skall|bör|kan|kommer att|väntas|planeras|föreslås|inte|ännu)(?: \w+){0,3} $")
_ADOPTED = Sparse(
    r"\b(?:antog|antagit|godkände|har godkänt|anslöt sig|anslutit sig|undertecknade|undertecknat|ställde sig bakom|ställt sig bakom"
    r"|skrev under|skrivit under|skrivit på|skrev på|signerade|signerat|(?:tecknade|tecknat|ingick"
    r"|ingått)(?! följande)"
    r"|(?:beslutade|beslutat|beslöt)(?: [^.;]{3,60}?)? att (?:ställa sig bakom|stå bakom|ansluta sig till))\b",
    *("beslut", "beslöt", "antog", "antagit", "godkän", "har godkänt", "anslöt", "anslutit", "ställ"),
    *("skrev", "skrivit", "teckna", "underteckna", "signera", "ingick", "ingått"),
    leads=True,
)
_JOINS = re.compile(
    r"\b(?:motsvarande beslut|ansluta sig|ansluter sig|anslöt sig|anslutit sig|underteckna|undertecknar|undertecknade|skriva under)\b"
)
# What a list, the head of a table or a cell of it says of those who have adopted, and of those who have not.
_LISTED = Sparse(
    r"\b(?:antagen|antaget|antagna|antagits|antagit|antogs|antagande|undertecknad|undertecknat|undertecknats|anslutit sig"
    r"|ansluten|ställt sig bakom|skrivit under|godkänd|godkänt|godkänts)\b",
    *("anta", "antog", "underteckna", "anslut", "ställt sig", "skrivit under", "godkän"),
    leads=True,
)
_NOT_YET = re.compile(
    r"\b(?:ej|inte|nej|ännu|väntas|väntar|planeras|planerad|planerat|bereds|pågår|avböjt|avslagit|avslog|ska|kommer)\b"
)
_APPROVES = re.compile(
    r"\b(?:godkän|ingå|teckna|underteckna|anslut|ställ|träffa|bifall|biföll|tillstyrk|anta|bevilja|förläng)"
)
_APPROVED = re.compile(r"\b(?:godkän\w*|ingås|ingicks|tecknas|antas|bifalls|bifölls|förlängs)\b")
# «A saknar vad som följer för de kommuner som har antagit den»: others than A have; «A är en av dem som har antagit den».
_OF_OTHERS = re.compile(r"(?!,? som\b)(?!.*\ben av\b).*\b(?:som|vilka)(?: \w+){0,2} ", re.DOTALL)
# A second party with its own date after the verb: «… den 18 juni 2024 och Region Uppsala den 19 juni 2024».
_AND = re.compile(r"(?:,| och| samt)? $|(?:, | och | samt )")
# What else than the agreement named before is adopted: «A har antagit ett ramverk», «… antog detta program», «Yttrandet antogs av …».
_OTHER = re.compile(
    r"\b(?:antog|antagit|antogs|antagits) (?:en|ett|sin|sitt|sina|nya|två)\b|\bbakom (?!den\b|det\b|denna\b|förslaget\b)[\w-]+(?:en|et|na)\b"
    r"|\b\w*(?:program|plan|strategi|policy|riktlinjer|ramverk|lag|vision|yttrande|svar)(?:met|en|n|na|s|et|t)?\b"
)
_SILENT = frozenset({"proposal", "motion", "reservation"})


@dataclass(frozen=True, slots=True)
class FoundAdoption:
    """An actor (slug) has adopted an agreement, as the words of the span say; `decision` shows it."""

    actor: str
    agreement: tuple[int, int]
    date: FoundDate | None
    own_date: bool
    quote: tuple[int, int]
    decision: FoundDecision | None
    rule: str
    confidence: float


def find_adoptions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> list[FoundAdoption]:
    """The adoptions of agreements that a document records or mentions, one for each actor."""
    found = [*_by_decisions(material, metadata, decisions), *_in_prose(material), *_in_lists(material)]
    kept: dict[tuple[str, str], FoundAdoption] = {}
    for one in sorted(found, key=lambda adoption: (adoption.quote, adoption.actor)):
        first = kept.get((one.actor, ""))
        if first is None or first.quote != one.quote:
            kept.setdefault((one.actor, ""), one)
    return list(kept.values())


def _by_decisions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> Iterator[FoundAdoption]:
    """A body of the issuer has decided to adopt."""
    lower = material.view.lower
    for decision in decisions:
        if decision.status != "taken" or decision.outcome not in ("adopt", "approve"):
            continue
        own = decision.rule in ("adopted-line", "adopted-row") and metadata.type.value in AGREEMENTS
        # What is adopted in a line or row of the agreement itself is that.
        if decision.rule == "adopted-row" and not own:
            yield from _of_plan(material, metadata, decision)
            continue
        agreement = next(_TEXT.within(lower).finditer(), None) if own else _agreement(lower, decision)
        if (
            agreement
            and decision.outcome == "approve"
            and not own
            and not _approves(lower, decision, agreement)
        ):
            continue  # what is presumed to be approved: «komplettera arbetet med överenskommelsen»
        if agreement and _DRAFT.search(lower, max(0, agreement.start() - 30), agreement.start()):
            continue
        whose = decision.body.unit_of if own and decision.body else None
        actor = (
            whose or _whose(material, decision.body) or (metadata.issuer.value if metadata.issuer else None)
        )
        if agreement and actor and (whose or not own):
            yield _decided(decision, actor, _title_of(material, agreement), 0.85)


def _decided(decision: FoundDecision, actor: str, agreement: tuple[int, int], sure: float) -> FoundAdoption:
    """The adoption of an agreement by the actor that has decided so."""
    day, quote = (decision.date, decision.own_date), decision.quote
    return FoundAdoption(actor, agreement, *day, quote, decision, "adopted-by-decision", sure)


def _of_plan(material: Material, metadata: Metadata, decision: FoundDecision) -> Iterator[FoundAdoption]:
    """The adoption of a plan by one of the parties that its own table names."""
    at = material.view.words.find(metadata.title) if metadata.title else -1
    if at >= 0 and decision.body and decision.body.unit_of:
        yield _decided(decision, decision.body.unit_of, (at, at + len(metadata.title)), 0.8)


# Agreements in general: «flera avtal», «ett antal lokala överenskommelser».
_ANY = re.compile(
    r"\b(?!samma|detta|denna)(?:\w+a|antal|fler|\d+) (?:avtal|\w*överenskommelser|\w*förklaringar|partnerskap)\Z"
)
_DRAFT = re.compile(r"\butkast(?:et)? till (?:\w+ )?$")


def _approves(lower: str, decision: FoundDecision, agreement: re.Match[str]) -> bool:
    """Whether the words of a decision approve an agreement: «godkänna avtalet», «avtalet godkänns»."""
    before = _APPROVES.search(lower, decision.what[0], agreement.end())
    return bool(before or _APPROVED.search(lower, agreement.end(), decision.quote[1]))


def _whose(material: Material, body: Named | None) -> str | None:
    """The organisation named right after a body: «Kommunstyrelsen i Orsa kommun antog …»."""
    if body and not body.unit:
        return body.slug  # «Länsstyrelsen antog …»
    named = {one.slug for one in material.named if not one.unit}
    if body and body.unit_of and (body.unit_of in actors() or body.unit_of in named):
        return body.unit_of  # «Länstrafiken AB:s styrelse»
    after = _organisations(material, body.end, body.end + 60) if body else []
    beside = body and after and lower_between(material, body.end, after[0].start) in _OF
    return after[0].slug if beside else None


_OF = frozenset({"", "i", "vid", "för", "hos", ","})  # between a body and whose it is


def lower_between(material: Material, start: int, end: int) -> str:
    """The words between two mentions, in lower case."""
    return material.view.lower[start:end].strip()


def _agreement(lower: str, decision: FoundDecision) -> re.Match[str] | None:
    """The agreement in the words of a decision; that last named before them, where they only say «ansluta sig»."""
    texts = _TEXT.within(lower)
    said = texts.search(*decision.what) or texts.search(*decision.quote)
    if said or not _JOINS.search(lower, *decision.quote):
        return said
    before = [*_TEXT.within(lower).finditer(max(0, decision.quote[0] - 2_000), decision.quote[0])]
    return before[-1] if before else None


def _in_prose(material: Material) -> Iterator[FoundAdoption]:
    """«har antagits av A, B samt kommunerna C och D», «A antog avsiktsförklaringen i juni 2024»."""
    view, lower = material.view, material.view.lower
    texts, passive, active = (one.within(lower) for one in (_TEXT, _BY, _ADOPTED))
    said = next(texts.finditer(), None)
    if said is None or not (passive.possible or active.possible):
        return
    for start, end, stretch in view.sentences:
        text = next(
            (one for one in texts.finditer(start, end) if not _ANY.search(lower, start, one.end())), None
        )
        said = text or said
        if text is None and texts.search(start, end):
            continue  # «har undertecknat lokala avtal»: none that is named
        if material.sections[stretch.index].kind in _SILENT or stretch.kind is Kind.HEADING:
            continue
        by = passive.search(start, end)
        if not (by or active.search(start, end)) or CONDITION.search(lower, start, end):
            continue
        if text is None and _OTHER.search(lower, start, end):
            continue
        if by and _AHEAD.search(lower, max(start, by.start() - 40), by.start()):
            continue
        known = _title_of(material, said)
        if by:
            listed = _listed(material, by.end(), end) or _whose_body(material, start, by)
            yield from _adopters(material, listed, known, (start, end), start, end, "adopted-by-list")
            continue
        for match in active.finditer(start, end):
            before = lower[start : match.start()]
            if re.search(r"\binte\b", before[-25:]) or ("beslut" in before and "att" in before):
                continue
            if text is None and match[0].startswith(("ingick", "ingått", "teckna")):
                continue  # «har ingått avtalssamverkan»: another matter than the agreement named before
            yield from _acting(material, match, known, (start, end))


def _acting(
    material: Material, match: re.Match[str], known: tuple[int, int], sentence: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Those of a sentence who have adopted, by a verb of which they are the subject."""
    lower, (start, end) = material.view.lower, sentence
    actors = [one for one in _organisations(material, start, match.start()) if not one.genitive]
    if not actors:
        yield from _adopters(material, _after(material, match, end), known, sentence, start, end, "adopted")
        return
    if _OF_OTHERS.fullmatch(lower, actors[-1].end, match.start()):
        return
    last = actors[-1]
    before = lower.rfind(" och ", start, last.start)
    joint = _joint(lower, actors)
    begin = min(max(start, before + 5 if before >= 0 else start), joint[0].start)
    yield from _also(material, known, match.end(), sentence)
    stop = lower.find(" och ", match.end(), end)
    yield from _adopters(material, joint, known, sentence, begin, stop if stop > 0 else end, "adopted")


_SHORT = 40  # characters of a line that says of what kind those in the list below it are
_INVERTED = 45  # characters between the verb and the first of those who have adopted: «signerade kommunerna X och Y avtalet»


def _after(material: Material, match: re.Match[str], end: int) -> list[Named]:
    """Those who have adopted, where they stand after the verb or a colon: «I maj antog X och Y avtalet», «två har anslutit sig: X och Y»."""
    colon = material.view.words.find(": ", match.end(), end)
    named = _organisations(material, colon if colon > 0 else match.end(), end)
    between = material.view.lower[match.end() : named[0].start] if named else ""
    with_them = " med " in between or " mellan " in between  # parties, whether they have adopted or not
    near = named and (colon > 0 or (len(between) < _INVERTED and not with_them))
    listed = named[:1] if near and not named[0].genitive else []
    for one in named[1:] if listed else ():
        if not _AND.fullmatch(material.view.lower, listed[-1].end, one.start):
            break
        listed.append(one)
    return listed


def _in_lists(material: Material) -> Iterator[FoundAdoption]:
    """The parties in a list or table that is said to be of those who have adopted: «Mora kommun | 2025-03-05»."""
    view, lower = material.view, material.view.lower
    texts, listed, joined = (one.within(lower) for one in (_TEXT, _LISTED, _JOINED))
    if not ((texts.possible and listed.possible) or joined.possible):
        return
    known: tuple[int, int] | None = None
    led = False
    for stretch in view.stretches:
        span = (stretch.start, stretch.end)
        said = listed.search(*span)
        text, plan = texts.search(*span), joined.search(*span)
        known = _title_of(material, text) if text else plan.span("plan") if plan else known
        said = said or plan
        if stretch.kind not in (Kind.ROW, Kind.ITEM):
            colon = lower[slice(*span)].rstrip().endswith(":")
            # «De har skrivit under avtalet» as a heading, «Nio kommuner:» below it
            led = led and (stretch.kind is Kind.FURNITURE or (colon and span[1] - span[0] < _SHORT))
            titled = span[1] - span[0] < _SHORT and lower[span[1] - 1] not in ".!?"
            leads = said and (colon or titled)
            led = led or bool(leads and not _NOT_YET.search(lower, *span))
            continue
        first = next(iter(_organisations(material, *span)), None)
        if first is None:
            led = led or bool(said and stretch.kind is Kind.ROW)  # the head of a table
            continue
        adopts = (led or (said and stretch.kind is Kind.ROW)) and not first.genitive
        silent = material.sections[stretch.index].kind in _SILENT
        if known and adopts and not silent and not _NOT_YET.search(lower, *span):
            date = next((one for one in material.dates if span[0] <= one.start < span[1]), None)
            yield FoundAdoption(first.slug, known, date, False, span, None, "adopted-in-list", 0.75)


def _whose_body(material: Material, start: int, by: re.Match[str]) -> list[Named]:
    """The organisation whose body adopted: «I Orsa kommun antogs den av kommunstyrelsen»."""
    lower = material.view.lower
    before = [one for one in _organisations(material, start, by.start()) if lower[: one.start].endswith("i ")]
    agent = any(one.unit and 0 <= one.start - by.end() < 4 for one in material.named)
    return before[-1:] if agent else []


def _also(
    material: Material, agreement: tuple[int, int], at: int, quote: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Further parties of the same sentence, each before its own date."""
    lower = material.view.lower
    for one in _organisations(material, at, quote[1]):
        date = next((d for d in material.dates if 0 < d.start - one.end <= 6), None)
        if date and not one.genitive and _AND.search(lower, max(at, one.start - 6), one.start):
            yield FoundAdoption(one.slug, agreement, date, False, quote, None, "adopted", 0.8)


def _organisations(material: Material, start: int, end: int) -> list[Named]:
    return [one for one in material.named_within(start, end) if one.end <= end and not one.unit]


def _joint(lower: str, actors: Sequence[Named]) -> list[Named]:
    """The last actor and those enumerated with it: «Mora kommun (den 3 mars), Orsa kommun och Region Dalarna»."""
    joint = [actors[-1]]
    for one in reversed(actors[:-1]):
        between = re.sub(r"\([^)]*\)", "", lower[one.end : joint[0].start])
        if between.strip(" ,") not in ("", "och", "samt"):
            break
        joint.insert(0, one)
    return joint


def _listed(material: Material, start: int, end: int) -> list[Named]:
    """The actors after «av»: those listed, after «inklusive» where the sentence has it."""
    named = _organisations(material, start, end)
    stop = re.search(r"\b(?:att|som|för att|vilket)\b", material.view.lower[start:end])
    return [one for one in named if not stop or one.start < start + stop.start()]


def _adopters(
    material: Material,
    named: Sequence[Named],
    agreement: tuple[int, int],
    quote: tuple[int, int],
    start: int,
    end: int,
    rule: str,
) -> Iterator[FoundAdoption]:
    dates = [date for date in material.dates if start <= date.start < end]
    words = material.view.words
    own = {
        one.start: date
        for one in named
        for date in dates
        if 0 <= date.start - one.end <= 7 and "(" in words[one.end : date.start]
    }
    # «av A den 4 februari, av B den 12 februari»: each has the date after it; «den 4 februari av A och …»: before it.
    leads = bool(dates and named) and dates[0].start < named[0].start
    for one in named:
        if own:
            date = own.get(one.start)
        elif leads:
            date = [d for d in dates if d.start < one.start][-1]
        else:
            date = next((d for d in dates if d.start >= one.end), dates[-1] if dates else None)
        yield FoundAdoption(one.slug, agreement, date, False, quote, None, rule, 0.8)


def _title_of(material: Material, match: re.Match[str]) -> tuple[int, int]:
    """The name of the agreement: the words from its noun to the end of the phrase."""
    lower = material.view.lower
    line_end = lower.find("\n", match.start())
    line_end = line_end if line_end > 0 else len(lower)
    rest = lower[match.end() : line_end]
    name = re.match(
        r" (?:om|att|för|mellan) (?:[^,.;:”\"»]|:(?=s\b)){5,140}?(?=[,.;”\"»]|:(?!s\b)|$| i enlighet| enligt| antas| att gälla| ska | har | är | i \w+ 20| (?:och|samt) (?:att|gav|ger|uppdr\w+|beslut\w+|bemyndiga\w*) | genom beslut"
        r"| [a-zåäö]{4,}(?:ades|ats|gnas|dkändes|togs|tagits) )",
        rest,
    )
    return match.start(), match.end() + (name.end() if name else 0)
