"""Earlier decisions told by what a body did with a matter: «behandlade … och föreslår», «har anslutit sig till», «beslut DATE, § 4, att …»."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import PARAGRAPH, Deciding, FoundDecision, paragraph_in
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.reading import Kind

_CLOSED = frozenset({"proposal", "decision", "motion", "reservation", "procedure", "distribution"})
_KINDS = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
# What a body did with a matter; with some verbs it is what follows that is its decision.
_DID = Sparse(
    r"\b(?P<verb>behandla(?:de|t|des|ts)|beredde|bereddes|berett|tagit upp|yttra(?:de|t) sig|anslutit sig"
    r"|anslöt sig|tillstyrkt|avstyrkt|föreslår|tillstyrker|avstyrker)\b",
    *("behandlad", "behandlat", "beredde", "berett", "tagit upp", "yttrade sig", "yttrat sig"),
    *("anslutit sig", "anslöt sig", "tillstyrkt", "avstyrkt", "föreslår", "tillstyrker", "avstyrker"),
    leads=True,
)
_PRESENT = frozenset({"föreslår", "tillstyrker", "avstyrker"})
_PASSIVE = frozenset({"behandlades", "behandlats", "bereddes"})
_ALONE = {"yttrade sig": "submit-response", "yttrat sig": "submit-response"}
_THEN = re.compile(
    r"(?:\boch|, som|\bsom|, vilken|, varvid nämnden|;) (?:då |har |därvid |enhälligt )?(?P<then>föresl(?:år|og)"
    r"|tillstyrk(?:er|te|t)|avstyrk(?:er|te|t)|ställ(?:er|de|t) sig bakom|anslut(?:er|it) sig|godkän(?:ner|de|t)"
    r"|lämna(?:r|de|t) (?:\w+ )?yttrande|har inget att erinra)\b"
)
_PROPOSES = re.compile(r"föresl(?:år|og) (?:[^.]{0,40}?(?:besluta )?att )?")
_GUIDE = re.compile(
    r"\b\w*(?:avsiktsförklaring|överenskommelse|strategi|program|avtal|policy|plan)(?:en|et|n)?\b"
)
# A task that a body has given.
_TASK = Sparse(
    r"\b(?:gav|gett|givit|gavs|getts|givits|fick|fått) (?P<between>[^.\n]{0,80}?)(?:\bi uppdrag\b|(?<=getts )uppdraget)"
    r"|\buppdraget (?:att [^.\n]{3,60}? )?(?:gavs|gavs|lämnades|kommer) (?:av|från) ",
    *("i uppdrag", "uppdraget gavs", "uppdraget lämnades", "uppdraget att", "uppdraget kommer"),
    leads=False,
)
# «Nämndens beslut 2025-03-03, § 22, att …», «enligt beslut i nämnden den 3 mars 2025».
_NOUN = Sparse(r"(?<=s )beslut(?:et)? (?:fattat |av |från )?(?:den )?(?=\d)", "s beslut", leads=False)
# «länsstyrelsens beslut att till ny ledamot efter Anna Ek (C) utse Bo Al (C)»
_CHOICE = Sparse(
    r"(?<=s )beslut(?:et)? (?:(?:av )?den [^.,\n]{6,20} )?(?:om )?att (?:[^\n]{0,160}? )?(?:utse|välja|förordna)\b",
    "s beslut",
    leads=False,
)
_WITHIN = Sparse(r"\b(?:enligt|i enlighet med|i) beslut (?:av|i|från) (?P<body>)", " beslut ", leads=False)
_TO_PROPOSE = re.compile(r"föreslå (?:[^.]{0,40}?att )?")
_TO_BE = re.compile(r"\b(?:ska|skall|får|gäller)\b")
_EARLIER = re.compile(
    r"(?:tidigare|föregående) (?:beslut|behandling|beslut i ärendet)|beslutshistorik|ärendets gång"
)
_ATT = re.compile(r"[ ,:–-]+(?:om )?att ")


def earlier_decisions(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each decision that a sentence or a line of a list tells of another meeting; it needs a body, and a date, a paragraph or a task."""
    lower = deciding.view.lower
    places = sorted(at for one in (_DID, _NOUN, _CHOICE, _WITHIN, _TASK) for at in one.within(lower).places)
    under = _under_earlier(deciding)
    for start, end, stretch in deciding.view.sentences if places or under else ():
        if bisect_left(places, start) == bisect_left(places, end) and stretch.index not in under:
            continue  # as in most sentences
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _CLOSED:
            continue
        told = _told(deciding, start, end) or _chosen(deciding, start, end) or _named(deciding, start, end)
        told = told or _tasked(deciding, start, end)
        if told:
            yield told
        elif stretch.index in under and not lower.startswith("se ", start):
            yield from _dated_line(deciding, start, end)


def _when(deciding: Deciding, start: int, end: int) -> tuple[FoundDate | None, str | None]:
    """The first date and paragraph in a span."""
    date = next((one for one in deciding.material.dates if start <= one.start < end), None)
    return date, paragraph_in(deciding.view.words, start, end)


def _found(
    deciding: Deciding, body: Named, outcome: str, what: tuple[int, int], sentence: tuple[int, int]
) -> FoundDecision:
    """A decision taken earlier, of the day and with the paragraph of its sentence."""
    date, paragraph = _when(deciding, *sentence)
    return FoundDecision(
        "taken", body, date, False, paragraph, outcome, what, sentence, "decision-mentioned", 0.7
    )


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
    if verb.startswith("anslut"):
        return "adopt" if _GUIDE.search(lower, *what) else "approve"
    if verb.startswith(("tillstyrk", "har inget", "ställ", "godkän")):
        return "approve"
    if verb.startswith("avstyrk"):
        return "reject"
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
    """«Nämndens beslut 2025-03-03, § 22, att föreslå …», «enligt beslut i nämnden 2025-03-03 ska …»."""
    lower = deciding.view.lower
    noun = _NOUN.within(lower).search(start, end)
    body = next(
        (
            b
            for b in deciding.bodies_within(start, noun.start() if noun else start)
            if noun and b.genitive and noun.start() - b.end in (1, 2)
        ),
        None,
    )
    if noun and body:
        attached = _ATT.search(lower, noun.end(), end)
        if attached is None or attached.start() - noun.end() > _BESIDE:
            return None
        what = (attached.end(), end)
        said = _TO_PROPOSE.match(lower, *what)
        outcome = deciding.outcome(said.end() if said else what[0], end)
        outcome = outcome or ("recommend" if said else "approve")
        return _found(deciding, body, outcome, what, (start, trimmed(lower, start, end)))
    within = _WITHIN.within(lower).search(start, end)
    body = deciding.body_in(within.end(), within.end() + 2) if within else None
    to_be = _TO_BE.search(lower, within.end(), end) if within and body else None
    if body and to_be and all(_when(deciding, start, end)):
        outcome = deciding.outcome(to_be.start(), end) or "approve"
        return _found(deciding, body, outcome, (to_be.start(), end), (start, trimmed(lower, start, end)))
    return None


def _chosen(deciding: Deciding, start: int, end: int) -> FoundDecision | None:
    """«Anmäls länsstyrelsens beslut den 4 maj 2025 att utse …»: who has been chosen to a seat."""
    choice = _CHOICE.within(deciding.view.lower).search(start, end)
    if choice is None:
        return None
    before = [
        one
        for one in deciding.bodies_within(start, choice.start())
        if one.genitive and choice.start() - one.end in (1, 2)
    ]
    boards = [one for one in deciding.material.named if one.type == "county-board"]
    if deciding.view.lower.endswith("länsstyrelsens ", start, choice.start()):
        before = before or boards[-1:]
    span = (start, trimmed(deciding.view.lower, start, end))
    return _found(deciding, before[-1], "appoint", (choice.start(), end), span) if before else None


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
        body = before[-1] if before else None
        budget = _ITS_BUDGET.match(lower, body.end) if body else None
        said = lower[budget.end() if budget else body.end : task.start()].strip() if body else ""
        if body and said not in ("", "har", "har tidigare", "hade"):
            dated = any(_when(deciding, body.end, task.start()))
            body = body if dated else None
    own = deciding.in_minutes and body and deciding.metadata.body and body.slug == deciding.metadata.body.slug
    if body is None or (own and not any(_when(deciding, start, end))):
        return None
    return _found(deciding, body, "assign", (task.start(), end), (start, trimmed(lower, start, end)))


def _under_earlier(deciding: Deciding) -> frozenset[int]:
    """The blocks that stand under «Tidigare beslut», by their index."""
    lower, sections = deciding.view.lower, deciding.material.sections
    headings = {section.heading.start: section.heading.end for section in sections if section.heading}
    earlier = {start for start, end in headings.items() if _EARLIER.fullmatch(lower[start:end].strip(" :"))}
    return frozenset(
        index
        for index, section in enumerate(sections if earlier else ())
        if section.heading and section.heading.start in earlier
    )


def _dated_line(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """«Kommunfullmäktige 2023-09-25, § 101: att ta fram en ny plan»."""
    lower = deciding.view.lower
    body = deciding.body_in(start, start + 2)
    date, _ = _when(deciding, start, end)
    number = PARAGRAPH.search(deciding.view.words, start, end)
    if body and date and number:
        after = number.end()
        outcome = deciding.outcome(after, end) or ("assign" if "uppdrag" in lower[after:end] else None)
        if outcome or lower[after:end].strip(" :,–-.").startswith("att "):
            yield _found(
                deciding, body, outcome or "approve", (after, end), (start, trimmed(lower, start, end))
            )
