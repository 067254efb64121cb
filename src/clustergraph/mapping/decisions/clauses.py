"""The clauses of decisions and proposals under their headings: «Beslut», «Förslag till beslut»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.mentions import mentioned
from clustergraph.mapping.decisions.past_verbs import acting, past, recording
from clustergraph.mapping.decisions.wording import (
    BEGINS,
    BREACH,
    DECIDES,
    HOLDS,
    clause_in,
    clauses_in,
    deciding_word,
    may_decide,
    only_tells,
    presumed_outcome,
)
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_TASKED = pattern("decisions", "clauses-tasked")
_ACTS_NOW = pattern("decisions", "clauses-acts-now")
_CONDITION = pattern("decisions", "clauses-condition")
_NOW = pattern("decisions", "clauses-now")
_BESIDE = pattern("decisions", "clauses-beside")
# «Paragrafen justeras den 3 mars.»: how the record is kept, not what is decided in the matter.
_RECORDED = re.compile(
    r"(?:(?:denna )?paragraf(?:en)?|protokollet) (?:ska |skall )?justeras\b(?! omedelbart)[^.]{0,30}\.?$|omedelbar justering\b"
    r"|(?:protokollet|beslutet|\w*utdrag\w*) [^.:]{0,20}till:?\Z|(?:delegations)?beslutet (?:ska |skall |har |är )?(?:gäller (?:omedelbart|även om)|anmäl[at]?s\b|redovisas\b|delges\b|expedieras\b|skickas\b|fatta[td]s?\b|vinner laga|kan överklagas|får överklagas)\b"
)
# «Yrkandet har bifallits.»: what has been done before, amid what is proposed.
_DONE = re.compile(r"(?![^.]*\batt\b)[^.:]*\bhar (?:\w+ )?[a-zåäö]{3,}(?:its|ats|tts|nts|kts)\b")
_COUNTED = re.compile(r"\d{1,2}[.)]? (?=[A-ZÅÄÖ])")
_FURTHER = re.compile(r" (?P<number>\d{1,2})[.)]? (?=[A-ZÅÄÖ][a-zåäö])")
_ASKS = re.compile(r"\bförslag|\bföresl|\bhemställ")
_PROPOSED = re.compile(r"(?<!enligt )\bförslag")
_BESLUTAR = re.compile(r"\b(?:beslutar|beslutade|beslöt|beslutat)\b")  # «Styrelsen beslutade enligt förslag»
_RECOMMENDS = pattern("decisions", "clauses-recommends")
_TO_HIGHER = pattern("decisions", "clauses-to-higher")
DECIDING_TYPES = frozenset(
    {"memo", "minutes", "minutes-excerpt", "decision", "summons", "other", "letter", "motion"}
)
_CONTENT = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)


@dataclass(slots=True)
class Section:
    """A section of proposals or decisions: who decides, whether it is decided, and whether it is decided here.

    `recommends` says whether what follows is left to a higher body, `begun` whether a block of it has been read.
    """

    body: Named | None = None
    status: str = ""
    own: bool = False
    silent: bool = False
    recommends: bool = False
    begun: bool = False
    led: bool = False


def in_sections(deciding: Deciding) -> Iterator[FoundDecision]:
    """The clauses under «Förslag till beslut» and «Beslut»."""
    if deciding.type not in DECIDING_TYPES:
        return
    section, before = Section(), ""
    decided = _deciding_paragraphs(deciding)
    for stretch in deciding.view.stretches:
        kind = deciding.kind(stretch)
        if kind in ("proposal", "decision"):
            if deciding.material.sections[stretch.index].heading is stretch:
                last = section if kind == before else Section()
                section = _opened(deciding, stretch, kind, last, stretch.index in decided, before)
            elif stretch.kind in _CONTENT and section.silent:
                yield from _earlier(deciding, stretch)
            elif stretch.kind in _CONTENT:
                section.body = _body_of(deciding, stretch, section)
                if stretch.kind is not Kind.ITEM and DECIDES.search(
                    deciding.view.lower, stretch.start, stretch.end
                ):
                    section.recommends = _recommends(deciding, stretch.start, stretch.end)
                    section.status = "taken" if _decides_itself(deciding, stretch) else section.status
                yield from clauses(deciding, stretch, section)
                section.begun = True
        elif (
            before in ("proposal", "decision")
            and not section.silent
            and _unstopped(deciding, stretch, before)
        ):
            section.body = _body_of(deciding, stretch, section)
            yield from clauses(deciding, stretch, section)
            continue  # another can follow
        before = kind


def _body_of(deciding: Deciding, stretch: Stretch, section: Section) -> Named | None:
    """Who decides what a block says; a point of minutes that is left to another body says nothing of the next points."""
    point = section.status == "taken" and stretch.kind is Kind.ITEM
    if point and _recommends(deciding, stretch.start, stretch.end):
        return section.body
    return _leading_body(deciding, stretch, section.status) or section.body


def _decides_itself(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether a line of minutes says that their own body decides, perhaps below what it proposes: «Styrelsen beslutar för egen del»."""
    body = deciding.body_in(stretch.start, stretch.start + 1) if deciding.in_minutes else None
    said = body is not None and deciding.view.lower.startswith((" beslutar", " beslutade"), body.end)
    own = same_body(body, deciding.metadata.body)
    return own and said and not _recommends(deciding, stretch.start, stretch.end)


def _unstopped(deciding: Deciding, stretch: Stretch, kind: str) -> bool:
    """Whether a line without its full stop, under «Beslut», only looks like a heading: «Motionen anses besvarad», «Avslå motionen»."""
    lower, above = deciding.view.lower, deciding.view.stretches[stretch.index - 1]
    if stretch.kind is not Kind.HEADING or stretch.block.number.startswith("§"):
        return False
    words = lower[stretch.start : stretch.end].split()
    if words[0] == "att":
        return True
    records = not recording().isdisjoint(words) and (kind == "proposal" or above.kind is Kind.HEADING)
    return records or bool(BEGINS.match(lower, stretch.start)) or _acts_on(deciding, stretch)


def _acts_on(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether a line is what the body that it begins with does, or begins with the verb of that: «Nämnden antar planen», «Antar planen»."""
    body = deciding.body_in(stretch.start, stretch.start + 1)
    at = body.end + 1 if body and not body.genitive else stretch.start
    verb = deciding.view.lower[at : stretch.end].partition(" ")
    return verb[0] in acting() and bool(verb[2])


def _earlier(deciding: Deciding, stretch: Stretch) -> Iterator[FoundDecision]:
    """Earlier decisions that a section mentions which proposes nothing itself."""
    for start, end in deciding.sentences(stretch):
        verb = past().within(deciding.view.lower).search(start, end)
        found = mentioned(deciding, verb, start, end) if verb else None
        if found:
            yield found


def _opened(
    deciding: Deciding, stretch: Stretch, kind: str, before: Section, decided: bool, under: str
) -> Section:
    """The section that a heading opens: «Beslut», «Kommunstyrelsens förslag till kommunfullmäktige».

    `decided` says whether the paragraph of the minutes has a decision, `under` which kind of section comes before.
    """
    named = deciding.bodies_within(stretch.start, stretch.end)
    lower = deciding.view.lower
    proposed = kind == "proposal" or (
        _PROPOSED.search(lower, stretch.start, stretch.end)
        and not _BESLUTAR.search(lower, stretch.start, stretch.end)
    )
    heading = lower[stretch.start : stretch.end]
    above = deciding.view.stretches[stretch.index - 1] if stretch.index else stretch
    right_under = under == "decision" and above.kind is Kind.HEADING
    if right_under and heading.startswith(("enligt ", "i enlighet med ")):
        return Section(status=deciding.status)  # as who prepared it has proposed
    if not proposed:
        return Section(named[0] if named else before.body or deciding.issuing, deciding.status)
    below = right_under and heading.startswith("förslag till ")
    higher = not decided and _TO_HIGHER.match(heading) is not None
    own = deciding.in_minutes and (below or higher or _is_own(deciding, heading))
    # «Kommunstyrelsen föreslår kommunfullmäktige», «Nämndens förslag till beslut i fullmäktige»: who is to decide
    asks = named and bool(_ASKS.search(lower, named[0].end, named[-1].start))
    body = named[-1 if own or asks else 0] if named else before.body
    # In minutes the proposal of an office or of another body only leads up to the decision.
    return Section(body, "proposed", own, deciding.in_minutes and not own and decided)


def _is_own(deciding: Deciding, heading: str) -> bool:
    """Whether the heading of a proposal names the body of the minutes, perhaps in short: «Arbetsutskottets förslag till …»."""
    own = deciding.metadata.body
    whose = heading.rpartition("s förslag")[0]
    return own is not None and bool(whose) and own.name.lower().endswith(whose.removesuffix("et"))


def _deciding_paragraphs(deciding: Deciding) -> set[int]:
    """The blocks of every paragraph of the minutes that has a decision."""
    found: set[int] = set()
    group: list[int] = []
    decides = False
    for stretch in deciding.view.stretches:
        if stretch.block.number.startswith("§"):
            found.update(group if decides else ())
            group, decides = [], False
        group.append(stretch.index)
        kind, heading = deciding.kind(stretch), deciding.material.sections[stretch.index].heading
        leaves = (
            kind == "proposal"
            and heading is not None
            and _is_own(deciding, deciding.view.lower[heading.start : heading.end])
        )
        decides = decides or ((kind == "decision" or leaves) and stretch.kind in _CONTENT)
    return found.union(group) if decides else found


def _leading_body(deciding: Deciding, stretch: Stretch, status: str) -> Named | None:
    """The body that a paragraph says decides: «Kommunstyrelsen beslutar», «Arbetsutskottet föreslår direktionen besluta»."""
    match = deciding_word(deciding.view.lower, stretch.start, min(stretch.end, stretch.start + 200))
    if match and not deciding.view.lower.endswith(" som ", stretch.start, match.start()):
        body = deciding.body_in(stretch.start, match.start())
        if body is None or body.genitive:
            after = deciding.body_in(match.end() + 1, match.end() + 2)
            body = after if after and not after.genitive else body
        higher = _asked(deciding, match.end()) if status == "proposed" else None
        if higher:
            return higher
        between = deciding.view.lower[stretch.start : body.start] if body else ""
        # «Revidera nämndens reglemente enligt detta beslut»: whose, not who decides.
        whose = (
            body and body.genitive and (match.start() - body.end > 2 or body.start > stretch.start + _LEADS)
        )
        return None if whose or _CONDITION.search(between) else body
    first = deciding.body_in(stretch.start, stretch.start + 2)
    if first is None or first.genitive or _TASKED.match(deciding.view.lower, first.end):
        return None
    # «Lantmäteriet ansvarar för att beloppet betalas», in another authority's decision; «Kommunstyrelsen avsätter
    # medlen inom sin ram», under what the council decides
    deciding_here = deciding.issuing or _heading_body(deciding, stretch, status)
    told = deciding_here and first.slug != deciding_here.slug
    return None if told and not _ACTS_NOW.match(deciding.view.lower, first.end) else first


def _heading_body(deciding: Deciding, stretch: Stretch, status: str) -> Named | None:
    """The body of minutes, where the heading over a block says that it decides: «Kommunfullmäktiges beslut»."""
    heading, own = deciding.material.sections[stretch.index].heading, deciding.metadata.body
    if heading is None or own is None or status != "taken" or not deciding.in_minutes:
        return None
    named = deciding.bodies_within(heading.start, heading.end)
    return next((one for one in named if same_body(one, own)), None)


_LEADS = 20  # characters before «nämndens beslut» where that leads to what is decided


def _asked(deciding: Deciding, at: int) -> Named | None:
    """The body that is in the end to decide: «… föreslår styrelsen föreslå fullmäktige besluta»."""
    at += len(" att") if deciding.view.lower.startswith(" att ", at) else 0
    higher = deciding.body_in(at, at + 2)
    while higher and deciding.view.lower.startswith((" föreslå ", " att föreslå "), higher.end):
        higher = deciding.body_in(higher.end, higher.end + 16)
    rest = deciding.view.lower[higher.end : higher.end + len(" att besluta")] if higher else ""
    return higher if rest.startswith((" besluta", " att ", "\n", ":")) else None


def clauses(deciding: Deciding, stretch: Stretch, section: Section) -> Iterator[FoundDecision]:
    """Each «att»-clause, list item or sentence of a section of decisions."""
    view = deciding.view
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    nested = stretch.kind is Kind.ITEM and bool(following) and following[0].block.number == "a"
    leads = nested or (bool(following) and following[0].block.lead_in == stretch.number)
    if stretch.kind is Kind.ITEM and _held(deciding, stretch):
        return
    ordered = stretch.kind is Kind.ITEM and _ordered(deciding, stretch)
    status = section.status or "proposed"
    taken = status == "taken"
    # What a body proposes to a higher one in its own minutes, it has decided there and then.
    own = taken or section.own or (deciding.in_minutes and same_body(section.body, deciding.metadata.body))
    for start, end in _points(deciding, stretch):
        before = _before(deciding, stretch, start, end)
        if before:
            yield before
            continue
        if _aside(view.lower, start, end, stretch) or (not taken and _DONE.match(view.lower, start, end)):
            continue
        if leads and _only_leads(view.lower[start:end].rstrip()):
            continue
        number = _COUNTED.match(view.words, start, end)  # «1 Godkänna avtalet»
        whole = clause_in(view.lower, number.end() if number else start, end, stretch.kind is Kind.ITEM)
        recommends = taken and (section.recommends or _recommends(deciding, start, end))
        decided = list(_deciding(deciding, start, whole, stretch, ordered)) if whole else []
        opens = start == stretch.start and stretch.kind is Kind.PARAGRAPH
        if whole and not decided and section.begun and opens:
            return  # a later paragraph that begins by telling something tells of the matter
        prose = stretch.kind is Kind.PARAGRAPH
        that = view.lower.startswith("att ", start)
        decides = prose and (that or bool(DECIDES.search(view.lower, start, end)))
        if section.led and prose and not (decides or any(sure > _PRESUMED for _, _, sure in decided)):
            return  # so does what follows «Nämnden beslutar att …»
        section.led = section.led or (decides and bool(decided))
        for clause, outcome, sure in decided:
            if recommends:
                yield deciding.clause("proposed", None, outcome, clause, sure, own)
            else:
                yield deciding.clause(status, section.body, outcome, clause, sure, own)


def _points(deciding: Deciding, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """The sentences of a block, each cut before the figures of further points: «1 Avtalet godkänns 2 Chefen får i uppdrag …»."""
    words, number = deciding.view.words, 1
    for start, end in deciding.sentences(stretch):
        first = _COUNTED.match(words, start, end)
        number = int(first[0].strip(" .)")) if first else number
        while (first or number > 1) and (further := _FURTHER.search(words, start + 1, end)):
            if further["number"] != str(number + 1):
                break
            yield start, further.start()
            start, number = further.start("number"), number + 1
        yield start, end


def _deciding(
    deciding: Deciding, start: int, whole: tuple[int, int], stretch: Stretch, ordered: bool
) -> Iterator[tuple[tuple[int, int], str | None, float]]:
    """The clauses of a sentence that decide, each with its outcome, known or presumed, and how sure that is."""
    view = deciding.view
    for clause in clauses_in(view.lower, *whole):
        outcome = "assign" if ordered else deciding.outcome(*clause)
        if outcome is None and deciding.issuing and BREACH.search(view.lower, *clause):
            outcome = "note"
        if outcome is None and not may_decide(view.words[slice(*clause)], stretch, clause[0] > start):
            if clause[0] == start and only_tells(view.lower[slice(*clause)]):
                return  # what it tells goes on: «Planen innebär att …, och att nämnden ska …»
            continue
        sure = 0.9 if outcome else _PRESUMED
        yield clause, outcome or presumed_outcome(view.lower[slice(*clause)]), sure


_PRESUMED = 0.6  # how sure a decision is whose outcome is no known one


def _before(deciding: Deciding, stretch: Stretch, start: int, end: int) -> FoundDecision | None:
    """The earlier decision that a sentence of a section mentions."""
    lower = deciding.view.lower
    earlier = past().within(lower).search(start, end) if stretch.kind is Kind.PARAGRAPH else None
    if earlier is None or _NOW.search(lower, start, earlier.start()):
        return None
    return mentioned(deciding, earlier, start, end)


def _aside(lower: str, start: int, end: int, stretch: Stretch) -> bool:
    """Whether a sentence only records who is against the decision, or how the record is kept."""
    if _BESIDE.match(lower, start, end):
        return True
    led = len("att ") if lower.startswith("att ", start) else 0
    words = lower[start + led : end]
    listed = stretch.kind is Kind.ITEM and words.startswith(("ärendet ", "beslutet "))
    # «att paragrafen justeras omedelbart» is a point like the others.
    point = listed or ("juster" in words and bool(led or stretch.kind is Kind.ITEM))
    return not point and bool(_RECORDED.match(words))


def _recommends(deciding: Deciding, start: int, end: int) -> bool:
    """Whether words of minutes leave the decision to another body."""
    return deciding.in_minutes and bool(_RECOMMENDS.search(deciding.view.lower, start, end))


def _held(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether an item is part of a statement or a condition of a permit that the sentence above decides."""
    before = reversed(deciding.view.stretches[max(0, stretch.index - 40) : stretch.index])
    lead = next((one for one in before if one.number == stretch.block.lead_in), None)
    return lead is not None and bool(HOLDS.search(deciding.view.lower[lead.start : lead.end].rstrip()))


# «Inspektionen förelägger nämnden att senast den 1 juni»: the points under it are the order.
_ORDERS = re.compile(
    r"\b(?:förelägg\w*|uppdrar (?:åt|till)|anmodar|uppmanar|ålägger|(?:ger|ge|får|gavs) [^.:]{3,90} i uppdrag)\b[^:;]{0,200}\batt\b[^.:;]{0,60}:?$"
    r"|^(?:\w+ ){0,2}?\w*(?:länsstyrelsen|myndigheten|verket|styrelsen|inspektionen|institutet|rådet|nämnden|universitetet) ska(?: \w+){0,3}:?$"
)
# «under förutsättning av styrelsens godkännande», «Om bidrag beviljas ska förvaltningen»: on what the points under it depend
_DEPENDS = re.compile(r"(?:att )?(?:under förutsättning|förutsatt att|om|därest) ")


def _only_leads(words: str) -> bool:
    """Whether words over a list say who decides, and not yet what: «Nämnden beslutar», «Inspektionen förelägger nämnden att»."""
    said = DECIDES.search(words) or _ORDERS.search(words) or _DEPENDS.match(words)
    return bool(said) and not HOLDS.search(words)


def _ordered(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether an item is one of the points of an order."""
    lead = deciding.view.lead_of(stretch, 40)
    return lead is not None and bool(_ORDERS.search(deciding.view.lower[lead.start : lead.end].rstrip()))


def same_body(one: Named | None, other: Named | None) -> bool:
    """Whether two names are those of one body."""
    return one is not None and other is not None and one.slug == other.slug
