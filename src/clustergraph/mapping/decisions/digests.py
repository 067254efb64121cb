"""What a digest of a meeting tells in its own words: «Skolvägarna klubbades», «Föreningen fick nej», «Det beslutade nämnden»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.passives import UNDECIDED
from clustergraph.mapping.decisions.wording import presumed_outcome
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.reading import Kind

_SAID = re.compile(
    r"\b(?:klubbades|klubbas|fick (?:[\w-]+ ){0,3}?i uppdrag|får (?:[\w-]+ ){0,3}?i uppdrag|(?:fick|får) (?:avslag|nej|ja|bifall)|gavs (?:[\w-]+ ){0,3}?i uppdrag"
    r"|sköts upp|skjuts upp|besvarades|ansågs (?:vara )?besvara[dt]|skickades (?:åter|tillbaka)|röstade (?:ja|nej)"
    r"|lämna(?:de)?s (?:ett |följande )?(?:yttrande|remissvar|svar)\b|(?:röstades|togs) (?:igenom|ned)"
    r"|beslutade(?:s)?(?= (?:att|om|också|även|därför|enhälligt)\b)|valde(?= att\b)|fattades beslut om"
    r"|ska(?:ll)? (?:nu )?(?:skickas )?ut på (?:remiss|samråd|granskning))"
)
# Who decides in a digest, besides the body by its name.
_WHO = re.compile(
    r"(?:\w*(?:nämnden|styrelsen|fullmäktige|utskottet|direktionen|majoriteten)|politikerna|ledamöterna|de förtroendevalda) "
)
_AND_WHO = re.compile(rf"(?P<and>,? (?:och|men|medan|samt) |; ){_WHO.pattern}\Z")
# «Det beslutade nämnden på onsdagen.» of what the sentence before says.
_THAT = re.compile(r"(?:det|så|detta) (?:har )?(?:beslutade|beslöt|beslutat|blev beslutet|klubbade)\b")
# «Landstingsfullmäktige har antagit ett program.» on a page without paragraphs.
_HAS = re.compile(
    r" har (?:nu |även |också |i ?dag |enhälligt )?(?:antagit|fastställt|godkänt|beviljat|avslagit|bifallit"
    r"|beslutat (?:om|att)|gett|ställt sig bakom|sagt (?:ja|nej) till|utsett|valt)\b"
)
_NOT_DONE = re.compile(
    r"\b(?:skulle|ska|skall|kan|bör|föresl\w+|yrka\w*|innan|sedan|tidigare|inte|ännu|hade)\b"
)
_KINDS = (Kind.PARAGRAPH, Kind.ITEM)
# The sections of minutes proper, which other rules read.
_RECORDED = frozenset({"proposal", "decision", "motion", "reservation", "procedure"})


def in_digests(deciding: Deciding) -> Iterator[FoundDecision]:
    """The decisions that a digest tells with words of its own, each with the paragraph that stands after it."""
    view = deciding.view
    if not deciding.in_minutes or (view.items and not view.is_digest):
        return
    for stretch in view.stretches:
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _RECORDED:
            continue
        if view.items and not view.item(stretch.start):
            continue
        if not view.items and deciding.kind(stretch) in UNDECIDED:
            continue
        before: tuple[int, int] | None = None
        for start, end in deciding.sentences(stretch):
            clause = before if before and _THAT.match(view.lower, start, end) else None
            clause = clause or _told(deciding, start, end)
            if clause:
                span = (clause[0], trimmed(view.lower, *clause))
                outcome = deciding.outcome(*span) or presumed_outcome(view.lower[slice(*span)])
                if outcome:
                    number = deciding.paragraph(stretch)
                    own = deciding.metadata.body
                    yield FoundDecision(
                        "taken", own, None, True, number, outcome, span, span, "clause-of-decision", 0.6
                    )
            before = (start, end)


def _told(deciding: Deciding, start: int, end: int) -> tuple[int, int] | None:
    """The span of a sentence that tells a decision; None where it only speaks of one or tells another body's."""
    lower = deciding.view.lower
    first = deciding.body_in(start, start + 1)
    own = deciding.metadata.body
    if (
        first
        and own
        and first.slug == own.slug
        and not deciding.view.items
        and _HAS.match(lower, first.end, end)
    ):
        return (start, end)
    verb = _SAID.search(lower, start, end)
    if verb is None:
        return None
    active = verb[0].startswith(("beslutade", "valde", "röstade")) and not verb[0].endswith("s")
    if active and not _WHO.fullmatch(lower, start, verb.start()):
        joined = _AND_WHO.search(lower, start, verb.start())
        if joined is None:
            return None
        start = joined.end("and")
    if _NOT_DONE.search(lower, start, verb.start()):
        return None
    named = deciding.body_in(start, verb.start())
    if active and named and own and named.slug != own.slug:
        return None
    return (start, end)
