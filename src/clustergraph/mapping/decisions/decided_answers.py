"""What a response says to decide that it is: «Härmed beslutas att avge bifogat yttrande», as a missive over it does."""

import re
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.lines import official_in
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.reading import Kind

_LINES = (Kind.PARAGRAPH, Kind.ITEM, Kind.LETTERHEAD, Kind.HEADING)
# «Rektor beslutar», «Härmed beslutas följande:»
_DECIDES = re.compile(
    r"(?:beslut:? )?[^.:;,]{2,70}? ?\bbesluta[rs]\b(?: härmed| följande| därför| idag| på [\w ]{3,40} vägnar)?[:,]?(?: att\Z| |\Z)"
)
# «att avge yttrande enligt bilaga», «att universitetet lämnar bifogat svar»
_ANSWERS = re.compile(
    r"\W*(?:att )?(?:(?:avge|lämna|överlämna|godkänna|anta|ställa sig bakom|insända|översända)"
    r"|(?:(?!som\b)[\w-]+ ){1,6}?(?:ska )?(?:avger?|lämnar?|överlämnar?|ställer sig bakom|insänder|översänder))\b"
    r"[^.;]{0,60}?\b(?:yttrande|remissvar|remissyttrande|svar|skrivelse|synpunkter)(?:t|et|n|na)?\b"
    r"|\W*(?:att )?som (?:svar|remissvar|yttrande) (?:på|över|överlämna)\b"
)


def decided_answers(deciding: Deciding) -> Iterator[FoundDecision]:
    """The decision of a response to answer, in one sentence or in the point under it."""
    if deciding.type not in ("consultation-response", "decision"):
        return
    lower = deciding.view.lower
    deciding_line = None
    for stretch in deciding.view.stretches:
        here = lower.find("besluta", stretch.start, stretch.end) >= 0
        settled = deciding.type == "consultation-response" and deciding.kind(stretch) == "decision"
        if stretch.kind not in _LINES or not (here or deciding_line or settled):
            continue
        lead, deciding_line = deciding_line, None
        for start, end in deciding.sentences(stretch):
            match = _DECIDES.match(lower, start, end)
            if match and match.end() >= end:
                deciding_line = (start, end)
            what = match.end() if match else start
            who = (start, what) if match else lead
            if who and _ANSWERS.match(lower, what, end):
                body = (
                    deciding.body_in(*who) or official_in(deciding, *who) or deciding.called("Undertecknad")
                )
                clause = (what, trimmed(lower, what, end))
                yield deciding.clause("taken", body, "submit-response", clause, 0.7)
            elif settled and _settles(deciding, start, end):
                clause = (start, trimmed(lower, start, end))
                yield deciding.clause("taken", deciding.body_in(start, end), "submit-response", clause, 0.6)
            lead = None


def _settles(deciding: Deciding, start: int, end: int) -> bool:
    """Whether a sentence under «Beslut» says what its body answers: «Nämnden tillstyrker att …»."""
    body = deciding.body_in(start, start + 1)
    plain = body is not None and body.type == "body" and not body.genitive
    return plain and deciding.outcome(start, end) is not None
