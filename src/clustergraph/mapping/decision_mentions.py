"""Decisions that a text mentions: earlier ones in running text, and the line that says who adopted the document."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.actors import Named
from clustergraph.mapping.deciding import PARAGRAPH, Deciding, FoundDecision, paragraph_in
from clustergraph.mapping.decision_wording import presumed_outcome
from clustergraph.mapping.document_type import STRATEGIC
from clustergraph.mapping.sparse import Sparse
from clustergraph.mapping.view import Stretch
from clustergraph.reading import Kind

PAST = Sparse(
    r"\b(?:beslutade|beslutades|beslutats|beslutat|beslöt|antog|antogs|antagits|antagit|godkände|godkändes|godkänt|godkänts"
    r"|fastställde|fastställdes|fastställt|fastställts|föreslog|föreslagit|avslog|avslogs|avslagit|avslagits|bifallit|biföll|tillstyrkte|tillstyrktes|avstyrkte|avstyrktes"
    r"|återremitterade|återremitterades|återremitterat|remitterade|remitterades|remitterat|bordlade|bordlades|bordlagt"
    r"|klubbade|klubbades|fastslog|fastslogs|fastslagit|utsåg|utsågs|uppdrog|uppdragit|gav|upphävde|upphävt|fattats|fattades|ställde sig bakom|ställt sig bakom|anslöt sig|(?:tog|fattade)(?= [^.]{0,30}\bbeslut\b))\b",
    *("besluta", "beslöt", "antog", "antagi", "godkän", "fastställ", "föreslog", "föreslagit", "avsl", "bif"),
    *("återremitter", "remitter", "bordla", "uppdr", "gav", "upphäv", "fatta", "ställ", "anslöt sig"),
    *("tillstyrkt", "avstyrkt", "tog", "klubba", "fastsl", "utsåg"),
    leads=True,
)
_THROUGH = Sparse(r"\bgenom (?:ett )?beslut (?:av |i |från |vid )", "genom ", leads=True)
_LESSER = frozenset(
    {"gav", "remitterade", "remitterades", "remitterat", "ställde sig bakom", "ställt sig bakom"}
)
_ATT = re.compile(r"\batt\b")
# The body of the document called by its kind.
_SPOKEN = re.compile(r"\b(nämnden|styrelsen|fullmäktige|utskottet|direktionen|delegationen)\b")
_DECIDES_HERE = re.compile(r"[\w-]+(?: [\w-]+){0,4}? (?:beslutar|föreslår) ")
_GUIDES = re.compile(r"\b\w*(?:plan|planen|program|programmet|strategi|strategin|policy|policyn|riktlinjer|riktlinjerna|ordning|ordningen|reglemente|reglementet)\b")
_ABOUT = re.compile(r"\bom [a-zåäö]{4,}")  # «fattade beslut om utvidgning av reservatet»
_BOARD = re.compile(r"\blänsstyrelsen\b")
_SPOKEN_AFTER = re.compile(rf" av {_SPOKEN.pattern}")
_KINDS = (Kind.PARAGRAPH, Kind.ITEM)
_CLOSED = frozenset({"proposal", "decision", "motion", "reservation", "procedure"})
_ADOPTED_BY = frozenset(
    {
        "beslutad av",
        "antagen av",
        "fastställd av",
        "fastställt av",
        "antaget av",
        "beslutad",
        "antagen",
        "fastställd",
    }
    | {
        "fastställt",
        "antaget",
        "godkänd av",
        "godkänt av",
        "godkänd",
        "beslutat av",
        "beslut av",
        "beslut",
        "antagande",
    }
    | {
        "antagen/fastställd av",
        "fastställd/upprättad",
        "fastställande",
        "beslutad av och datum",
        "antagen av, datum",
    }
    | {
        "beslutande organ och datum",
        "beslutsdatum och paragraf",
        "beslutsdatum, paragraf",
        "fastställd av och datum",
    }
)
_DECIDED_BY = frozenset(
    {"beslutsinstans", "beslutande organ", "beslutsorgan", "beslutande instans", "instans"}
)
# A line of its own: «Antagen av kommunfullmäktige 2024-12-16, § 203», «(Beslutat av kommunstyrelsen …)».
_ADOPTED = re.compile(
    r"\W*(?:(?:\w+ ){1,2}(?:är |har |blev )?)??(?P<verb>antagen|antaget|antagna|antogs|antagits|fastställd|fastställt|fastställdes"
    r"|beslutad|beslutat|beslutades|godkänd|godkänt|godkändes) (?:av|i) "
)
# The keys beside that of who adopted: «Beslutsdatum», «Antagen den», «Datum och paragraf», «§».
_WHEN = re.compile(
    r"(?:beslutsdatum|datum|paragraf|§|(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat|godkänd)(?: den|(?: \w+)? datum)"
    r"|(?:antagande|fastställelse|sammanträdes)datum|datum för \w+|datum (?:antagen|antaget|fastställd|beslutad)|protokollsparagraf)"
    r"(?:(?:,| och| samt|/)? ?(?:datum|paragraf|§))?"
)
_NEIGHBOURS = 3
_CLERKED = STRATEGIC | {"consultation-response"}
_BY_SHORT = re.compile(r"[A-ZÅÄÖ]{2,4}-beslut ")  # «KSAU-beslut 2024-10-29 § 210/24» in a head
# A clerk's line that only names body, date and paragraph of the decision, besides such words.
_CLERKS = frozenset(
    [
        "den",
        "vid",
        "i",
        "av",
        "enligt",
        "beslut",
        "beslutet",
        "beslutad",
        "beslutat",
        "sammanträde",
        "sammanträdet",
        "protokoll",
        "protokollet",
        "mötet",
    ]
)
_LINES = (Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.HEADING, Kind.SIGNATURE, Kind.FURNITURE)


def mentioned_in_prose(deciding: Deciding) -> Iterator[FoundDecision]:
    """«Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta …»."""
    view = deciding.view
    for match in PAST.within(view.lower).finditer():
        stretch = view.at(match.start())
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _CLOSED:
            continue
        sentence = next(((a, b) for a, b in deciding.sentences(stretch) if a <= match.start() < b), None)
        found = mentioned(deciding, match, *sentence) if sentence else None
        if found:
            yield found
    yield from _through(deciding)


_ANSWERED = re.compile(
    r"\b(?:lämna|avge|avgiv|avger)\w* (?:\w+ )?(?:detta|följande) (?:yttrande|remissvar|svar)\b"
)
_OWN = re.compile(
    r"\bi detta ärende\b|\b(?:besluta\w*|beslöt) om (?:detta )?(?:yttrandet?|remissvaret?|svaret?)\b"
)


def _through(deciding: Deciding) -> Iterator[FoundDecision]:
    """«Genom beslut i socialnämnden den 14 maj 2025, § 38, överlämnas …»: the decision as a noun, and what it came to."""
    view = deciding.view
    for match in _THROUGH.within(view.lower).finditer():
        stretch = view.at(match.start())
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _CLOSED:
            continue
        start, end = next((a, b) for a, b in deciding.sentences(stretch) if match.start() < b)
        body = deciding.body_in(match.end(), match.end() + 2)
        date = next((d for d in deciding.material.dates if match.end() <= d.start < end), None)
        paragraph = paragraph_in(view.words, match.end(), end)
        if body and (date or paragraph):
            outcome = deciding.outcome(max(body.end, date.end if date else 0), end)
            outcome = outcome or ("submit-response" if _ANSWERED.search(view.lower, start, end) else None)
            span = (start, end)
            yield FoundDecision(
                "taken", body, date, False, paragraph, outcome, span, span, "decision-mentioned", 0.7
            )


def mentioned(deciding: Deciding, match: re.Match[str], start: int, end: int) -> FoundDecision | None:
    """The decision that a sentence `start`–`end` with a verb in the past mentions; it needs a body, and a date or paragraph, or says nothing else."""
    view, lower = deciding.view, deciding.view.lower
    here = (b.start for b in deciding.bodies if b.start > match.end() and view.words[b.start].isupper())
    # In words that lost their line breaks the decision taken here follows without a stop.
    end = next((at for at in here if at < end and _DECIDES_HERE.match(lower, at)), end)
    dates = [d for d in deciding.material.dates if start <= d.start < end]
    paragraph = paragraph_in(view.words, start, end)
    body = _subject(deciding, match, start, end)
    if body is None or not (dates or paragraph or _plainly(deciding, body, match, start)):
        return None
    date = min(dates, key=lambda d: abs(d.start - match.start())) if dates else None
    att = _ATT.search(lower, match.end(), end)
    what = (att.end() + 1, end) if att and att.end() + 1 < end else (match.start(), end)
    outcome = deciding.outcome(*what) or deciding.outcome(match.start(), end)
    if outcome is None and match[0] in ("beslutades", "beslutats") and _GUIDES.search(lower, start, match.start()):
        outcome = "adopt"  # «planen … beslutades i fullmäktige den …»
    if outcome is None and match[0].startswith(("beslut", "tog", "fattade")):
        about = _ABOUT.search(lower, match.end(), end)
        outcome = presumed_outcome(lower[slice(*what)]) if what[0] > match.end() or about else None
    if match[0] in _LESSER and (body.type != "body" or outcome is None):
        return None
    if match[0] in ("fattats", "fattades") or (match[0] == "beslutats" and not att):
        answering = deciding.type == "consultation-response" and "ärende" in lower[start:end]
        if not answering and "yttrande" not in lower[start:end] and "remissvar" not in lower[start:end]:
            return None
        outcome = "submit-response"
    if outcome is None and deciding.type == "consultation-response" and _OWN.search(lower, start, end):
        outcome = "submit-response"
    status = "proposed" if match[0].startswith("föresl") else "taken"
    return FoundDecision(
        status, body, date, False, paragraph, outcome, what, (start, end), "decision-mentioned", 0.8
    )


def _plainly(deciding: Deciding, body: Named, match: re.Match[str], start: int) -> bool:
    """Whether a sentence only says that a body has decided that something shall be: «Kommunstyrelsen har beslutat att …»."""
    lower = deciding.view.lower
    meeting = deciding.metadata.body
    own = body.type == "body" and body.start == start and match[0] in ("beslutat", "beslutade", "beslöt")
    if deciding.in_minutes and (meeting is None or meeting.slug == body.slug):
        return False  # what minutes so tell of their own body is decided there and then
    said = lower[body.end : match.start()].strip() in ("", "har", "har därför", "har tidigare", "har även")
    return own and said and lower.startswith(" att ", match.end())


def _subject(deciding: Deciding, match: re.Match[str], start: int, end: int) -> Named | None:
    """The body that decided: before the verb, right after it, after «av», or the document's own called by its kind."""
    bodies = deciding.bodies
    reach = 30 if match[0].endswith("s") and not match[0].endswith("ades") else 20
    after = next((b for b in bodies if match.end() <= b.start < min(match.end() + reach, end)), None)
    if match[0].endswith("s") and after:
        return after
    before = [b for b in bodies if start <= b.start and b.end <= match.start()]
    plain = [b for b in before if not b.genitive]
    if before:
        return (plain or before)[-1]
    if after:
        return after
    lower, own = deciding.view.lower, deciding.metadata.body
    board = _BOARD.search(lower, start, min(match.end() + reach, end))
    if board:
        named = [
            one for one in deciding.material.named if one.type == "county-board" and one.start < board.end()
        ]
        return named[-1] if named else None
    spoken = _SPOKEN.search(lower, start, match.start()) or _SPOKEN_AFTER.match(lower, match.end(), end)
    return own if spoken and own and own.name.lower().endswith(spoken[1]) else None


def adopted_in_lines(deciding: Deciding) -> Iterator[FoundDecision]:
    """Who adopted the document itself: «Antagen av kommunfullmäktige 2024-12-16, § 203», as a field or a line."""
    view = deciding.view
    for stretch in view.stretches:
        name = _key(deciding, stretch)
        if name in _ADOPTED_BY or (name in _DECIDED_BY and deciding.type in STRATEGIC):
            yield from _adopted(deciding, *_with_neighbours(deciding, stretch), "adopt")
        short = _BY_SHORT.match(view.words, stretch.start, stretch.end)
        if short and deciding.type == "consultation-response" and stretch.kind in _LINES:
            yield from _adopted(deciding, stretch, stretch, "submit-response")
        if stretch.kind not in _LINES or stretch.end - stretch.start > 140:
            continue
        if _is_clerks(deciding, stretch):
            yield from _adopted(deciding, stretch, stretch, _outcome_of(deciding, "beslutad"))
            continue
        match = _ADOPTED.match(view.lower, stretch.start, stretch.end)
        if match:
            yield from _adopted(deciding, stretch, stretch, _outcome_of(deciding, match["verb"]))


def _is_clerks(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether a line names who decided on a response or a plan, when and in which paragraph, and nothing else."""
    view = deciding.view
    if deciding.type not in _CLERKED or not PARAGRAPH.search(view.words, stretch.start, stretch.end):
        return False
    body = deciding.body_in(stretch.start, stretch.end)
    date = next((one for one in deciding.material.dates if stretch.start <= one.start < stretch.end), None)
    if body is None or date is None:
        return False
    rest = list(view.lower[stretch.start : stretch.end])
    owners = [one for one in deciding.material.named if stretch.start <= one.start < stretch.end]
    for start, end in ((one.start, one.end) for one in (body, *owners)):
        rest[start - stretch.start : end - stretch.start] = " " * (end - start)
    rest[date.start - stretch.start : date.end - stretch.start] = " " * (date.end - date.start)
    return _CLERKS.issuperset(re.findall(r"[^\W\d_]{2,}|\bi\b", PARAGRAPH.sub(" ", "".join(rest))))


def _key(deciding: Deciding, stretch: Stretch) -> str:
    """The key of a field or, in a plan, of a row of its own data: «| Fastställd av | Kommunfullmäktige …, § 118 |»."""
    if stretch.kind is Kind.FIELD:
        return stretch.block.name.lower().strip(" :.")
    if stretch.kind not in (Kind.ROW, Kind.LETTERHEAD) or deciding.type not in STRATEGIC:
        return ""
    printed = deciding.view.text[stretch.block.start : stretch.block.end]
    first, *rest = re.split(r"\||\t| {2,}", printed.strip(" |"))
    return first.strip(" *_:.").lower() if rest else ""


def _with_neighbours(deciding: Deciding, stretch: Stretch) -> tuple[Stretch, Stretch]:
    """The first and last of the keyed lines that say who adopted, on what day and in which paragraph."""
    lines = deciding.view.stretches
    first = last = stretch
    for following in lines[stretch.index + 1 : stretch.index + 1 + _NEIGHBOURS]:
        if not _WHEN.fullmatch(_key(deciding, following)):
            break
        last = following
    above = lines[max(0, stretch.index - _NEIGHBOURS) : stretch.index] if last is stretch else ()
    for before in reversed(above):
        if not _WHEN.fullmatch(_key(deciding, before)):
            break
        first = before
    return first, last


def _outcome_of(deciding: Deciding, verb: str) -> str:
    if verb.startswith("godkän"):
        return "approve"
    if deciding.type == "consultation-response" and not verb.startswith(("anta", "fast")):
        return "submit-response"
    return "adopt"


def _adopted(deciding: Deciding, first: Stretch, last: Stretch, outcome: str) -> Iterator[FoundDecision]:
    start, end = first.start, last.end
    body = deciding.body_in(start, end)
    date = next((d for d in deciding.material.dates if start <= d.start < end), None)
    paragraph = paragraph_in(deciding.view.words, start, end)
    if body and (date or paragraph or deciding.type in STRATEGIC):
        span = (start, end)
        whose = whose_body(deciding, body)
        body = replace(body, unit_of=whose) if whose else body
        yield FoundDecision("taken", body, date, False, paragraph, outcome, span, span, "adopted-line", 0.85)


def whose_body(deciding: Deciding, body: Named) -> str | None:
    """The organisation of a body that adopted: named after it, before it, or on a line by itself just above."""
    view = deciding.view
    others = [one for one in deciding.material.named if not one.unit]
    for one in others:
        between = view.lower[body.end : one.start]
        if 0 <= one.start - body.end <= 5 and between.strip(" ,") in ("", "i", "vid", "för"):
            return one.slug
        if 0 < body.start - one.end <= 4 and not view.words[one.end : body.start].strip(" |,:\n"):
            return one.slug
    if deciding.type not in AGREEMENTS:
        return None
    line = view.at(body.start)
    for above in reversed(view.stretches[max(0, line.index - 3) : line.index]):
        alone = next((one for one in others if above.start <= one.start < above.end), None)
        if alone and above.end - above.start - (alone.end - alone.start) < 6:
            return alone.slug
    return None


AGREEMENTS = frozenset({"letter-of-intent", "agreement-document"})
_BETWEEN = re.compile(r"[\s|,;:()–-]*(?:den )?")


def adopted_in_rows(deciding: Deciding) -> Iterator[FoundDecision]:
    """The parties' decisions in the table of an agreement: «Bollnäs kommun  Kommunfullmäktige  2025-03-31  § 44»."""
    if deciding.type not in AGREEMENTS:
        return
    view, dates = deciding.view, {one.start: one for one in deciding.material.dates}
    for body in deciding.bodies:
        if body.type != "body":
            continue
        between = _BETWEEN.match(view.words, body.end)
        date = dates.get(between.end()) if between else None
        if date is None:
            continue
        after = _BETWEEN.match(view.words, date.end)
        number = PARAGRAPH.match(view.words, after.end()) if after else None
        owner = next(
            (
                one
                for one in deciding.material.named
                if not one.unit
                and 0 < body.start - one.end <= 4
                and not view.words[one.end : body.start].strip(" |,:\n\t")
            ),
            None,
        )
        if owner:
            span = (owner.start, number.end() if number else date.end)
            said = replace(body, unit_of=owner.slug)
            paragraph = number[0] if number else None
            yield FoundDecision(
                "taken", said, date, False, paragraph, "adopt", span, span, "adopted-row", 0.8
            )
