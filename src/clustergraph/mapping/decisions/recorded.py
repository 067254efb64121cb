"""What minutes and digests record as done without a section for it: «Motionen avslogs», «Föreningen fick nej», «Det beslutade nämnden»."""

import re
from collections.abc import Iterator, Set

from clustergraph.mapping.decisions.deciding import COUNTS, Deciding, FoundDecision
from clustergraph.mapping.decisions.past_verbs import digesting, recording
from clustergraph.mapping.decisions.wording import presumed_outcome
from clustergraph.mapping.people.fields import key_role
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_NOT_DONE = pattern("decisions", "recorded-not-done")
_ABOUT = pattern("decisions", "recorded-about")
UNDECIDED = frozenset(
    {"background", "motion", "reservation", "procedure", "basis", "distribution", "proposal", "decision"}
)
_PUT = pattern("decisions", "recorded-put")
# «… utsågs att justera protokollet den 4 maj»
_ADJUSTS = re.compile(r" (?:till justerare|att [^.]{0,60}justera)\b")
_LATER = pattern("decisions", "recorded-later")
_BY = pattern("decisions", "recorded-by")
# «Ledamöterna väljs i april varje år»
_USED = re.compile(r"\b(?:varje|vartannat|vart \w+) (?:år|vår|höst|termin)\b|\bårligen\b")
# «Omval av Eva Ek som ordförande.»
_ELECTED = re.compile(r"(?:omval|nyval|återval|fyllnadsval)\b[^.;:]{0,40}? av ")
_LONGEST = 240  # what is only recorded is said shortly
_WHO = pattern("decisions", "recorded-who")
_AND_WHO = re.compile(rf"(?P<and>,? (?:och|men|medan|samt) |; ){_WHO.pattern}\Z")
# «Det beslutade nämnden på onsdagen.» of what the sentence before says.
_THAT = re.compile(r"(?:det|så|detta) (?:har )?(?:beslutade|beslöt|beslutat|blev beslutet|klubbade)\b")
_DECIDED = pattern("decisions", "recorded-decided")
_PLANNED = pattern("decisions", "recorded-planned")


def in_records(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each such sentence of a paragraph of the minutes, or of a digest, that has no section for the decision."""
    if not deciding.in_minutes:
        return
    view, sectioned = deciding.view, deciding.sectioned
    digest = view.is_digest or not view.items  # in whose own words what was decided is told
    closed = UNDECIDED - {"background", "basis", "distribution"} if view.is_digest else UNDECIDED
    for stretch in view.stretches:
        if stretch.kind not in (Kind.PARAGRAPH, Kind.ITEM) or deciding.kind(stretch) in closed:
            continue
        unsigned = view.items and not view.item(stretch.start) and not deciding.paragraph(stretch)
        if unsigned or view.item(stretch.start) in sectioned:
            continue
        before: FoundDecision | None = None
        for start, end in deciding.sentences(stretch):
            if before and digest and _THAT.match(view.lower, start, end):
                yield before
                continue
            found = _done(deciding, start, end) or (digest and _told(deciding, start, end)) or None
            if found:
                yield found
            before = _record(deciding, start, end, None)


def _record(deciding: Deciding, start: int, end: int, outcome: str | None) -> FoundDecision:
    """A decision of the meeting itself, in a sentence."""
    number = COUNTS.match(deciding.view.words, start, end)  # «1. Dagordningen godkändes.»
    start = number.end() if number else start
    lower, span = deciding.view.lower, (start, trimmed(deciding.view.lower, start, end))
    outcome = outcome or deciding.outcome(*span) or presumed_outcome(lower[slice(*span)])
    return deciding.clause("taken", deciding.metadata.body, outcome, span, 0.6)


def _verb(deciding: Deciding, start: int, end: int, words: Set[str]) -> Hit | None:
    """The first phrase of a sentence that names an outcome with one of the words by which such sentences record it."""
    lower = deciding.view.lower
    hits = [one for one in deciding.outcomes_within(start, end) if one.concept.slug != "forward"]
    return next((hit for hit in hits if not words.isdisjoint(lower[hit.start : hit.end].split())), None)


def _done(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """The decision that a short sentence records in the passive."""
    lower = deciding.view.lower
    if end - start > _LONGEST or key_role(lower[start:end].strip(" :.")) is not None:
        return None
    if _ELECTED.match(lower, start, end):
        return _record(deciding, start, end, "appoint")
    verb = _verb(deciding, start, end, recording())
    if verb is None:
        return None
    # «En motion om att stötta barn som behöver det bifölls»: what it is about says nothing of what was done.
    about = _ABOUT.fullmatch(lower, start, verb.start)
    before = about.start("last") if about else start
    if _NOT_DONE.search(lower, before, verb.start) or _BY.search(lower, verb.end, end):
        return None
    if not lower[verb.start : verb.end].endswith(("des", "gs")) and _USED.search(lower, verb.end, end):
        return None
    dated = any(start <= one.start < end for one in deciding.material.dates)
    if dated and not (
        _PUT.search(lower, start, verb.start)
        or _ADJUSTS.match(lower, verb.end)
        or _LATER.search(lower, verb.end, end)
    ):
        return None
    return _record(deciding, start, end, deciding.outcome(verb.start, end))


def _told(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """The decision that a sentence of a digest tells; None where it only speaks of one or tells another body's."""
    lower, own = deciding.view.lower, deciding.metadata.body
    digested = _verb(deciding, start, end, digesting())
    decided = _DECIDED.search(lower, start, end)
    at = min(digested.start if digested else end, decided.start() if decided else end)
    if decided and at == decided.start() and decided["active"] and not _WHO.fullmatch(lower, start, at):
        joined = _AND_WHO.search(lower, start, at)
        if joined is None:
            return None
        start = joined.end("and")
    if at == end or _PLANNED.search(lower, start, at):
        return None
    named = deciding.body_in(start, at)
    if named and own and named.slug != own.slug:
        return None
    return _record(deciding, start, end, None)
