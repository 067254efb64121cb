"""Earlier decisions told by what a body did with a matter: «behandlade … och föreslår», «fick i uppdrag», «beslut DATE, § 4, att …»."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision, paragraph_in, told
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.sparse import sparse
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_CLOSED = frozenset({"proposal", "decision", "motion", "reservation", "procedure", "distribution"})
_KINDS = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
_DID = sparse("decisions", "earlier-did")
_PRESENT = frozenset({"föreslår", "tillstyrker", "avstyrker"})
_PASSIVE = frozenset({"behandlades", "behandlats", "bereddes"})
_ALONE = {"yttrade sig": "submit-response", "yttrat sig": "submit-response"}
# «tog ställning för förslaget»
_STOOD = {"för": "approve", "mot": "reject", "emot": "reject", "till": "note"}
_THEN = pattern("decisions", "earlier-then")
_PROPOSES = re.compile(r"föresl(?:år|og) (?:[^.]{0,40}?(?:besluta )?att )?")
_TASK = sparse("decisions", "earlier-task")
_NOUN = sparse("decisions", "earlier-noun")
BY_DECISION = sparse("decisions", "earlier-by-decision")
_TO_PROPOSE = re.compile(r"föreslå (?:[^.]{0,40}?att )?")
_ATT = re.compile(r"[ ,:–-]+(?:om )?att ")


def earlier_decisions(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each decision that a sentence or a line of a list tells of another meeting; it needs a body, and a date, a paragraph or a task."""
    lower = deciding.view.lower
    places = (at for one in (_DID, _NOUN, _TASK, BY_DECISION) for at in one.within(lower).places)
    for start, end, stretch in deciding.view.sentences_at(places):
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _CLOSED:
            continue
        found = _told(deciding, start, end) or _named(deciding, start, end)
        found = found or _tasked(deciding, start, end)
        if found:
            yield found


def _when(deciding: Deciding, start: int, end: int) -> tuple[FoundDate | None, str | None]:
    """The first date and paragraph in a span."""
    date = next(iter(deciding.dates_within(start, end)), None)
    return date, paragraph_in(deciding.view.words, start, end)


def _found(
    deciding: Deciding, body: Named, outcome: str, what: tuple[int, int], sentence: tuple[int, int]
) -> FoundDecision:
    """A decision taken earlier, of the day and with the paragraph of its sentence."""
    date, paragraph = _when(deciding, *sentence)
    return told(body, date, paragraph, outcome, sentence, what)


def _told(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """«Nämnden behandlade ärendet den 3 mars 2025, § 22, och föreslår att planen antas»."""
    lower = deciding.view.lower
    did = _DID.within(lower).search(start, end)
    if did is None or not any(_when(deciding, start, end)):
        return None
    verb = did["verb"]
    if verb in _PRESENT and not all(_when(deciding, start, end)):
        return None  # of this meeting, where no other day and paragraph is given
    body = _doer(deciding, start, did.start(), did.end(), end, verb in _PASSIVE)
    if body is None:
        return None
    then = _THEN.search(lower, did.end(), end)
    what = (then.start("then"), end) if then else (did.start(), end)
    outcome = _came_to(deciding, then["then"] if then else verb, what)
    return _found(deciding, body, outcome, what, (start, trimmed(lower, start, end))) if outcome else None


def _came_to(deciding: Deciding, verb: str, what: tuple[int, int]) -> str | None:
    """The outcome of what a body did, None where a verb only tells that the matter was before it."""
    lower = deciding.view.lower
    if verb.startswith("före"):
        said = _PROPOSES.match(lower, *what)
        return deciding.outcome(said.end() if said else what[0], what[1]) or "recommend"
    if verb.endswith("ställning"):
        stood = lower[what[0] + len(verb) : what[1]].split(maxsplit=1)
        return _STOOD.get(stood[0]) if stood else None
    if verb.startswith(("tillstyrk", "stöd", "stött", "har inget", "ställ", "anslut", "godkän")):
        return "approve"
    if verb.startswith("avstyrk"):
        return "reject"
    if verb.startswith("begär"):
        return "assign"
    return _ALONE.get(verb) or ("submit-response" if verb.startswith("lämna") else None)


def _doer(deciding: Deciding, start: int, verb: int, after: int, end: int, passive: bool) -> Named | None:
    """Who did what a verb says: the last body before it, or in the passive the one after «av» or «i»."""
    if passive:
        return next(
            (
                b
                for b in deciding.bodies_within(after, end)
                if deciding.view.lower.endswith((" av ", " i "), 0, b.start)
            ),
            None,
        )
    before = [b for b in deciding.bodies_within(start, verb) if b.end <= verb and not b.genitive]
    return before[-1] if before and before[-1].type == "body" else None


def _named(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """«Nämndens beslut 2025-03-03, § 22, att föreslå …», «genom beslut i socialnämnden den 14 maj 2025, § 38, överlämnas …»."""
    lower = deciding.view.lower
    noun, through = _NOUN.within(lower).search(start, end), BY_DECISION.within(lower).search(start, end)
    if through and (body := deciding.body_in(through.end(), through.end() + 2)):
        before = through.start()
        start = _own_clause(deciding, start, before)
        whose = _subject_after(deciding, body, end) if before == start else None
        body = replace(body, unit_of=whose.slug) if whose else deciding.of_subject(body, start, before)
        at, attached = body.end, None
    else:
        attached = _ATT.search(lower, noun.end(), min(end, noun.end() + _BESIDE)) if noun else None
        if noun is None or not (attached or _THROUGH.search(lower, start, noun.start())):
            return None
        at, before, body = noun.end(), noun.start(), _owner(deciding, start, noun.start())
    date, paragraph = _when(deciding, at, attached.end() if attached else end)
    after = attached.end() if attached else max(at, date.end if date else 0)
    said = _TO_PROPOSE.match(lower, after, end)
    outcome = deciding.outcome(said.end() if said else after, end) or (said and "recommend")
    if outcome is None and (date or paragraph):
        outcome = (None if attached else deciding.outcome(start, before)) or "approve"
    if body is None or outcome is None or not (attached or date or paragraph):
        return None
    if not (date or paragraph):
        date, paragraph = _when(deciding, start, end)
    return told(body, date, paragraph, outcome, (start, trimmed(lower, start, end)), (after, end))


# «Efter beslut i fullmäktige den 3 mars 2025, § 4, är Mora kommun ansluten …»
_ACTS = re.compile(r"[^.;]{0,45}? (?:är|har|blev|anslöt|antog|undertecknade|skrev|gick|ingick) \Z")


def _subject_after(deciding: Deciding, body: Named, end: int) -> Named | None:
    """The organisation that acts by the decision of a body with which its sentence begins."""
    named = deciding.material.named_within(body.end, end) if body.unit_of is None else []
    first = next((one for one in named if not one.unit), None)
    return first if first and _ACTS.match(deciding.view.lower[body.end : first.start]) else None


_AND = re.compile(r"\w[^,]*(?:,| och| samt| medan|;) ")


def _own_clause(deciding: Deciding, start: int, end: int) -> int:
    """Where the last of several organisations that did something each begins: «A anslöt sig i maj och B gjorde det genom beslut av …»."""
    near = [one for one in deciding.material.named_within(start, end) if not (one.unit or one.genitive)]
    for before, one in reversed([*pairwise(near)]):
        if _AND.fullmatch(deciding.view.lower[before.end : one.start].lstrip(" ,")):
            return one.start
    return start


def _owner(deciding: Deciding, start: int, noun: int) -> Named | None:
    """The body whose decision a noun names: «nämndens beslut», «länsstyrelsens beslut»."""
    near = deciding.bodies_within(start, noun)
    body = next((one for one in near if one.genitive and noun - one.end in (1, 2)), None)
    if deciding.view.lower.endswith("länsstyrelsens ", start, noun):
        boards = [one for one in deciding.material.named if one.type == "county-board"]
        body = body or next(reversed(boards), None)
    return body


# «Avtalet förlängdes genom nämndens beslut …», «enligt kommunfullmäktiges beslut …»
_THROUGH = re.compile(r"\b(?:genom|efter|enligt|i enlighet med|till följd av) (?:\S+ ){0,6}\Z")
_BESIDE = 45  # characters of a date and a paragraph
# «Kommunfullmäktiges budget för 2020 gav nämnden i uppdrag att …»
_ITS_BUDGET = re.compile(r"s? (?:mål och )?(?:budget|budgetbeslut|beslut)(?: för)?(?: \d{4})?\b")
_GIVES_TASKS = ("body", "government", "parliament")


def _tasked(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """«Kontoret fick av kommunstyrelsen i uppdrag att …»: who gave a task, when or not."""
    lower = deciding.view.lower
    task = _TASK.within(lower).search(start, end)
    if task is None:
        return None
    received = task[0].startswith(("fick", "fått", "gavs", "getts", "givits", "uppdraget"))
    near = [
        b
        for b in deciding.bodies_within(start, end)
        if b.type in _GIVES_TASKS and (not b.genitive or _ITS_BUDGET.match(lower, b.end))
    ]
    if received:
        body = next(
            (
                b
                for b in near
                if lower.endswith((" av ", " från ", "i ") if b.genitive else (" av ", " från "), 0, b.start)
            ),
            None,
        )
    else:
        before = [b for b in near if b.end <= task.start()]
        # «… gav regeringen Vinnova i uppdrag»
        after = [b for b in near if b.start == lower.find(" ", task.start()) + 1]
        body = next(reversed(before or after), None)
        budget = _ITS_BUDGET.match(lower, body.end) if body else None
        said = lower[budget.end() if budget else body.end : task.start()].strip() if body else ""
        if body and said not in ("", "har", "har tidigare", "hade"):
            dated = any(_when(deciding, body.end, task.start()))
            body = body if dated else None
    own = deciding.in_minutes and body and deciding.metadata.body and body.slug == deciding.metadata.body.slug
    if body is None or (own and not any(_when(deciding, start, end))):
        return None
    return _found(deciding, body, "assign", (task.start(), end), (start, trimmed(lower, start, end)))
