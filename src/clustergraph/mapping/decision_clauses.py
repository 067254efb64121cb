"""The clauses of decisions and proposals: under their headings, and in sentences «Kommunstyrelsen beslutar att …»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clustergraph.mapping.actors import Named
from clustergraph.mapping.clauses import trimmed
from clustergraph.mapping.deciding import Deciding, FoundDecision
from clustergraph.mapping.decision_mentions import PAST, mentioned
from clustergraph.mapping.decision_wording import DECIDES, clause_in, clauses_in, may_decide
from clustergraph.mapping.view import Stretch
from clustergraph.reading import Kind

# A line that only leads to what is decided: «Kommunstyrelsen beslutar:», «Nämnden föreslås besluta att».
_LEADING = re.compile(
    r"(?:[^.:;]{3,90}? )?(?:(?P<proposed>föreslår|föreslås|hemställer)(?: [^.:;]{0,80}?)?(?: besluta| beslutar|(?= att)| för beslut)"
    r"|beslutar|beslutade|har beslutat)(?: för egen del| per capsulam| på delegation|,? med stöd av [^:;]{3,90}?,?| därutöver| också| även| följande| enhälligt)?(?: att)?[:.]?$"
)
# A whole decision in one sentence: «Kommunstyrelsen beslutar att …».
_DECIDED = re.compile(
    r"(?:beslut: )?(?P<body>[^.:;,]{0,80}?) ?\b(?:(?P<proposed>föreslås|föreslår|(?:beslutar|beslutade)(?: att)? (?:föreslå|rekommendera|hemställa hos))(?: [^.:;,]{0,80}?)? beslutt?ar?|beslutar|beslutade)"
    r"(?: för egen del| därför| enhälligt| också| vidare| per capsulam)?[,:]? (?:att |(?=(?:i enlighet med|enligt) .{0,60}förslag|"
    r"(?:avslå|anta|godkänna|fastställa|bifalla|bevilja|utse|uppdra|notera|lägga|återremittera|bordlägga|upphäva|anse|överlämna|avge|ge)\b))"
)
# The same with the verb first: «Med 11 röster mot 2 beslutar kommunstyrelsen att …».
_INVERTED = re.compile(
    r"[^.:;\n]{3,160}? (?:beslutar|beslutade) (?P<body>[^.:;,]{3,60}?)(?P<proposed>(?!))? att "
)
# Minutes and digests: «Kommunstyrelsen föreslår att kommunfullmäktige antar nya regler».
_TO_HIGHER = re.compile(
    r"[^.:;,]{0,60}?\bföreslår(?: att)? (?:kommun|region)?(?:fullmäktige|styrelsen) (?:att )?(?=anta|godkän|fastställ|avsl|bif|ge|upphäv|utse)"
)
_ACCORDING = re.compile(
    r"(?:enligt|i enlighet med) [^.:;]{3,80}:$"
)  # «Enligt nämndens förslag:» over the points
_TASKED = re.compile(
    r" (?:ges|får|ska|bör|ombeds|uppmanas|tilldelas|anvisas|beviljas|medges|bemyndigas|uppdras|anmodas|befullmäktigas|åläggs|utses)\b"
)  # who is told to act
_CONDITION = re.compile(
    r"\b(?:fall|om|när|förutsättning) (?:att )?$|\bfall att "
)  # «… för det fall att riksdagen beslutar»
_LABEL = re.compile(r"(?:\w{5,30}s )?beslut: ?")
# What the record says beside the decision: who is against it, or has stood back.
_BESIDE = re.compile(
    r"(?:reservation(?:er)? |mot beslutet reserver|mot beslutet anmäl|blank reservation|jäv)|[^.]{0,120}\b(?:reserverar sig|reserverade sig"
    r"|anmäler (?:skriftlig )?reservation|deltar (?:inte|ej) i|anmäler jäv)\b"
)
# Minutes without headings: «Delegationen bordlägger frågan».
_DIRECT = re.compile(
    r" (?:godkänner|antar|fastställer|bordlägger|avslår|bifaller|återremitterar|noterar|utser|lägger|tackar|ställer sig bakom"
    r"|godkände|antog|fastställde|bordlade|avslog|biföll|återremitterade|utsåg|valde|sade? (?:ja|nej) till|sa (?:ja|nej) till|ställde sig bakom)\b"
)
# A lead to what a statement or a permit holds: its items decide nothing themselves.
_HOLDS = re.compile(r"\b(?:yttrande|svar|synpunkter|villkor|försiktighetsmått)\b[^:]{0,60}:$")
_PROPOSED = re.compile(r"(?<!enligt )\bförslag")
_BESLUTAR = re.compile(r"\b(?:beslutar|beslutade|beslöt|beslutat)\b")  # «Styrelsen beslutade enligt förslag»
# What a body leaves to a higher one: «Kommunstyrelsen föreslår kommunfullmäktige besluta», «fullmäktige föreslås».
_RECOMMENDS = re.compile(
    r"\b(?:föreslår|föreslå|hemställer|hemställa|rekommenderar|rekommendera|förslag)(?: (?:därför|vidare|också|även|hos|till|att|enhälligt)){0,2}"
    r" (?:\w*(?:fullmäktige|styrelsen|nämnden)|regeringen|riksdagen)\b|\b\w*fullmäktige (?:föreslås|rekommenderas)\b"
)
_UNDECIDED = frozenset(
    {"motion", "reservation", "procedure", "background", "basis", "distribution", "proposal", "decision"}
)
_DECIDING_TYPES = frozenset({"memo", "minutes", "minutes-excerpt", "decision", "summons", "other", "letter"})
_NO_CONTENT = (Kind.HEADING, Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE)
_CONTENT = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)


@dataclass(slots=True)
class _Section:
    """A section of proposals or decisions: who decides, whether it is decided, and whether it is decided here.

    `recommends` says whether what follows is left to a higher body.
    """

    body: Named | None = None
    status: str = ""
    own: bool = False
    silent: bool = False
    recommends: bool = False


def in_sections(deciding: Deciding) -> Iterator[FoundDecision]:
    """The clauses under «Förslag till beslut» and «Beslut»."""
    if deciding.type not in _DECIDING_TYPES:
        return
    section, paragraph, before = _Section(), None, ""
    decided = _deciding_paragraphs(deciding)
    for stretch in deciding.view.stretches:
        if stretch.block.number.startswith("§") or stretch.kind in _NO_CONTENT:
            paragraph = deciding.paragraph(stretch) or paragraph
        kind = deciding.kind(stretch)
        if kind in ("proposal", "decision"):
            if deciding.material.sections[stretch.index].heading is stretch:
                last = section if kind == before else _Section()
                section = _opened(deciding, stretch, kind, last, stretch.index in decided, before)
            elif stretch.kind in _CONTENT and section.silent:
                yield from _earlier(deciding, stretch)
            elif stretch.kind in _CONTENT:
                section.body = _leading_body(deciding, stretch, section.status) or section.body
                if stretch.kind is not Kind.ITEM and DECIDES.search(
                    deciding.view.lower, stretch.start, stretch.end
                ):
                    section.recommends = _recommends(deciding, stretch.start, stretch.end)
                yield from _clauses(deciding, stretch, section, paragraph)
        before = kind


def _earlier(deciding: Deciding, stretch: Stretch) -> Iterator[FoundDecision]:
    """Earlier decisions that a section mentions which proposes nothing itself."""
    for start, end in deciding.sentences(stretch):
        past = PAST.within(deciding.view.lower).search(start, end)
        found = mentioned(deciding, past, start, end) if past else None
        if found:
            yield found


def _opened(
    deciding: Deciding, stretch: Stretch, kind: str, before: _Section, decided: bool, under: str
) -> _Section:
    """The section that a heading opens: «Beslut», «Kommunstyrelsens förslag till kommunfullmäktige».

    `decided` says whether the paragraph of the minutes has a decision, `under` which kind of section comes before.
    """
    named = [one for one in deciding.bodies if stretch.start <= one.start < stretch.end]
    lower = deciding.view.lower
    proposed = kind == "proposal" or (
        _PROPOSED.search(lower, stretch.start, stretch.end)
        and not _BESLUTAR.search(lower, stretch.start, stretch.end)
    )
    if not proposed:
        return _Section(named[0] if named else before.body, deciding.status)
    heading = lower[stretch.start : stretch.end]
    below = under == "decision" and heading.startswith("förslag till ")  # right under «Beslut»
    higher = not decided and heading.startswith(
        ("förslag till kommun", "förslag till region", "förslag till fullmäktige")
    )
    own = deciding.in_minutes and (below or higher or _is_own(deciding, heading))
    body = named[-1 if own else 0] if named else before.body
    # In minutes the proposal of an office or of another body only leads up to the decision.
    return _Section(body, "proposed", own, deciding.in_minutes and not own and decided)


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
        decides = decides or (deciding.kind(stretch) == "decision" and stretch.kind in _CONTENT)
    return found.union(group) if decides else found


def _leading_body(deciding: Deciding, stretch: Stretch, status: str) -> Named | None:
    """The body that a paragraph says decides: «Kommunstyrelsen beslutar», «Arbetsutskottet föreslår direktionen besluta»."""
    match = DECIDES.search(deciding.view.lower, stretch.start, min(stretch.end, stretch.start + 200))
    if match:
        body = deciding.body_in(stretch.start, match.start())
        higher = deciding.body_in(match.end(), match.end() + 2) if status == "proposed" else None
        if higher and deciding.view.lower.startswith((" besluta", " att besluta"), higher.end):
            return higher
        between = deciding.view.lower[stretch.start : body.start] if body else ""
        # «Revidera nämndens reglemente enligt detta beslut»: whose, not who decides.
        whose = body and body.genitive and match.start() - body.end > 2
        return None if whose or _CONDITION.search(between) else body
    first = deciding.body_in(stretch.start, stretch.start + 2)
    if first is None or first.genitive or _TASKED.match(deciding.view.lower, first.end):
        return None
    return first


def in_sentences(deciding: Deciding) -> Iterator[FoundDecision]:
    """«Kommunstyrelsen beslutar att …» outside the sections of decisions, and the lists that it leads."""
    if deciding.type not in _DECIDING_TYPES - {"other", "letter"}:
        return
    view = deciding.view
    lead: _Section | None = None
    paragraph: str | None = None
    follows = False
    decided = any(section.kind == "decision" for section in deciding.material.sections)
    for stretch in view.stretches:
        words = view.lower[stretch.start : stretch.end]
        paragraph = deciding.paragraph(stretch) or paragraph
        kind = deciding.kind(stretch)
        if kind == "procedure" and not decided and stretch.kind is Kind.PARAGRAPH:
            # Minutes that record the decision only as what the vote came to.
            for start, end in deciding.sentences(stretch):
                if _INVERTED.match(view.lower, start, end):
                    yield from _sentence(deciding, start, end, paragraph)
        if kind in _UNDECIDED or stretch.kind is Kind.HEADING:
            lead = None
            if stretch.kind is not Kind.HEADING:
                continue
        leading = _LEADING.match(words) if len(words) < 200 else None
        if leading:
            that = view.lower.find(
                "föreslår att ", stretch.start, stretch.end
            )  # «… föreslår att nämnden beslutar»
            body = deciding.body_in(max(stretch.start, that), stretch.end)
            lead = _Section(body, "proposed" if leading["proposed"] else deciding.status) if body else None
            follows = words.rstrip(".:").endswith(
                " följande"
            )  # then the paragraph under it is what is decided
        elif lead and (stretch.kind is Kind.ITEM or words.startswith("att ") or follows):
            yield from _clauses(deciding, stretch, lead, paragraph)
            follows = False
        else:
            lead = None
            if stretch.kind in (Kind.PARAGRAPH, Kind.LETTERHEAD):
                for start, end in deciding.sentences(stretch):
                    yield from _sentence(deciding, start, end, paragraph)


def _sentence(deciding: Deciding, start: int, end: int, paragraph: str | None) -> Iterator[FoundDecision]:
    """A sentence that is a whole decision of a body."""
    lower = deciding.view.lower
    label = _LABEL.match(lower, start, end) if deciding.in_minutes else None
    if label and not DECIDES.search(lower, label.end(), end):
        # «Beslut: Interpellationen anses besvarad.»
        clause = (label.end(), trimmed(lower, label.end(), end))
        outcome = deciding.outcome(*clause)
        if outcome:
            rule = "clause-of-decision"
            yield FoundDecision("taken", None, None, True, paragraph, outcome, clause, clause, rule, 0.7)
        return
    decides = lower.find("beslut", start, end) >= 0
    match = _DECIDED.match(lower, start, end) or _INVERTED.match(lower, start, end) if decides else None
    direct = None if match else _direct(deciding, start, end)
    if direct:
        clause = (start, trimmed(lower, start, end))
        outcome = deciding.outcome(direct.end, end)
        if outcome and deciding.status == "taken":
            yield FoundDecision(
                "taken", direct, None, True, paragraph, outcome, clause, clause, "clause-of-decision", 0.6
            )
    higher = _TO_HIGHER.match(lower, start, end) if not match and deciding.in_minutes else None
    if higher and _same(deciding.body_in(start, start + 30), deciding.metadata.body):
        clause = (higher.end(), trimmed(lower, higher.end(), end))
        outcome = deciding.outcome(*clause)
        if outcome:
            yield FoundDecision(
                "proposed", None, None, True, paragraph, outcome, clause, clause, "clause-of-proposal", 0.6
            )
    if match is None or any(start <= date.start < match.end() for date in deciding.material.dates):
        return
    said = match.start("body")
    body = deciding.body_in(said, said + 30)
    inline = lower.startswith("beslut: ", start)
    if body is None and not inline:
        return
    taken = not match["proposed"] and deciding.status == "taken"
    # What a body proposes to a higher one in its own minutes, it has decided there and then.
    here = taken or (deciding.in_minutes and _same(body, deciding.metadata.body))
    for clause in clauses_in(lower, match.end(), end):
        outcome = deciding.outcome(*clause)
        if outcome or inline or (here and deciding.type != "consultation-response"):
            status = "taken" if taken else "proposed"
            number = paragraph if here else None
            rule = f"clause-of-{'decision' if taken else 'proposal'}"
            yield FoundDecision(status, body, None, here, number, outcome, clause, clause, rule, 0.7)


def _direct(deciding: Deciding, start: int, end: int) -> Named | None:
    """The body that a sentence of minutes says decides without «beslutar»; None where the minutes have headings for it."""
    if not deciding.in_minutes or any(one.kind == "decision" for one in deciding.material.sections):
        return None
    lower = deciding.view.lower
    start += len("beslut: ") if lower.startswith("beslut: ", start) else 0
    body = deciding.body_in(start, start + 1)
    return body if body and not body.genitive and _DIRECT.match(lower, body.end, end) else None


def _clauses(
    deciding: Deciding, stretch: Stretch, section: _Section, paragraph: str | None
) -> Iterator[FoundDecision]:
    """Each «att»-clause, list item or sentence of a section of decisions."""
    view = deciding.view
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    leads = bool(following) and following[0].block.lead_in == stretch.number
    if stretch.kind is Kind.ITEM and _held(deciding, stretch):
        return
    status = section.status or "proposed"
    taken = status == "taken"
    # What a body proposes to a higher one in its own minutes, it has decided there and then.
    own = taken or section.own or (deciding.in_minutes and _same(section.body, deciding.metadata.body))
    for start, end in deciding.sentences(stretch):
        earlier = PAST.within(view.lower).search(start, end) if stretch.kind is Kind.PARAGRAPH else None
        before = mentioned(deciding, earlier, start, end) if earlier else None
        if before:
            yield before
            continue
        if _BESIDE.match(view.lower, start, end):
            continue
        if leads and (DECIDES.search(view.lower, start, end) or _ACCORDING.match(view.lower, start, end)):
            continue
        whole = clause_in(view.lower, start, end, stretch.kind is Kind.ITEM)
        recommends = taken and (section.recommends or _recommends(deciding, start, end))
        number = paragraph if own else None
        for clause in clauses_in(view.lower, *whole) if whole else ():
            outcome = deciding.outcome(*clause)
            if outcome is None and not may_decide(view.words[slice(*clause)], stretch, clause[0] > start):
                continue
            sure = 0.9 if outcome else 0.6
            if recommends:
                yield FoundDecision(
                    "proposed", None, None, own, number, outcome, clause, clause, "clause-of-proposal", sure
                )
                continue
            rule = f"clause-of-{'decision' if taken else 'proposal'}"
            yield FoundDecision(status, section.body, None, own, number, outcome, clause, clause, rule, sure)


def _recommends(deciding: Deciding, start: int, end: int) -> bool:
    """Whether words of minutes leave the decision to another body."""
    return deciding.in_minutes and bool(_RECOMMENDS.search(deciding.view.lower, start, end))


def _held(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether an item is part of a statement or a condition of a permit that the sentence above decides."""
    before = reversed(deciding.view.stretches[max(0, stretch.index - 40) : stretch.index])
    lead = next((one for one in before if one.number == stretch.block.lead_in), None)
    return lead is not None and bool(_HOLDS.search(deciding.view.lower[lead.start : lead.end].rstrip()))


def _same(one: Named | None, other: Named | None) -> bool:
    return one is not None and other is not None and one.slug == other.slug
