"""Decisions that a text mentions: earlier ones in running text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clustergraph.mapping.decisions.days import last_before
from clustergraph.mapping.decisions.deciding import CLOSED, Deciding, FoundDecision, paragraph_in
from clustergraph.mapping.decisions.earlier import BY_DECISION
from clustergraph.mapping.decisions.joint import decided_alike, each_of
from clustergraph.mapping.decisions.past_verbs import past, plain_past
from clustergraph.mapping.decisions.wording import presumed_outcome
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_DECIDES_NOW = re.compile(r"\b(?:beslutar|föreslår|föreslås)\b[^.]{0,200} att ")
_ATT = re.compile(r"\batt\b")
_DECIDES_HERE = re.compile(r"[\w-]+(?: [\w-]+){0,4}? (?:beslutar|föreslår) ")
_GUIDES = pattern("decisions", "mentions-guides")
_IN_FORCE = pattern("decisions", "mentions-in-force")
_DUE = re.compile(r"\bsenast (?:den )?$")  # «har remitterat förslaget för yttrande senast den 1 november»
_ABOUT = pattern("decisions", "mentions-about")
# «Beslut om byggstart fattades av …»
_DECISION_ON = re.compile(r"\b(?:inriktnings|genomförande)?beslut (?=om |att )")
_KINDS = (Kind.PARAGRAPH, Kind.ITEM)


def mentioned_in_prose(deciding: Deciding) -> Iterator[FoundDecision]:
    """«Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta …»."""
    view = deciding.view
    for match in past().within(view.lower).finditer():
        stretch = view.at(match.start())
        # What an agreement says under «Beslut» is what its parties have decided.
        closed = deciding.kind(stretch) in CLOSED and deciding.type not in AGREEMENTS
        if stretch.kind not in _KINDS or closed:
            continue
        sentence = next(((a, b) for a, b in deciding.sentences(stretch) if a <= match.start() < b), None)
        part = _part(deciding, match, *sentence) if sentence else None
        # «Regeringen tillsatte i mars en utredning och beslutade den 3 april om …»: whose it is stands before the first verb.
        led = sentence[0] if sentence and part and part[0] == match.start() else None
        found = mentioned(deciding, match, *part, led) if part else None
        if found:
            yield from each_of(deciding, found)


# Between what one body decided and what the next did: «…, § 12, och kommunfullmäktige antog …».
_AND = re.compile(r"(?:,? (?:och|samt|men|medan|varefter|varpå|därefter)|;|, sedan) \Z")
_BY = re.compile(r" (?:\w+ )?(?:av|i) ")


def _part(deciding: Deciding, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """The part of a sentence in which a verb tells one decision, where the sentence tells another by a body of its own."""
    lower = deciding.view.lower
    verbs = past().within(lower)
    begins = [
        one.start
        for one in deciding.bodies_within(start + 1, end)
        if not one.genitive
        and (_AND.search(lower, start, one.start) or lower.startswith(", som ", one.end))
        and verbs.search(one.end, min(one.end + _NEAR, end))
    ]
    begins += [
        one.start
        for one in deciding.material.named_within(start + 1, end)
        if not (one.unit or one.genitive)
        and _AND.search(lower, start, one.start)
        and verbs.search(one.end, min(one.end + len(" har därefter "), end))
    ]
    for verb in verbs.finditer(start, end):
        by = _BY.match(lower, verb.end(), end) if _AND.search(lower, start, verb.start()) else None
        if (by and deciding.body_in(by.end(), by.end() + 2)) or (
            _AND.search(lower, start, verb.start()) and _dated(deciding, start, verb, end)
        ):
            begins.append(verb.start())
    first = verbs.search(start, end)
    bounds = [start, *(at for at in sorted(begins) if first and at > first.start()), end]
    begin, stop = next((a, b) for a, b in pairwise(bounds) if a <= match.start() < b)
    joined = _AND.search(lower, begin, stop) if stop < end else None
    return begin, joined.start() if joined else stop


def _dated(deciding: Deciding, start: int, verb: re.Match[str], end: int) -> bool:
    """Whether a day stands right after a verb and another before it."""
    dates = [one.start for one in deciding.material.dates if start <= one.start < end]
    return any(at < verb.start() for at in dates) and any(0 < at - verb.end() <= len(" den ") for at in dates)


_NEAR = 45  # characters between a body and its verb: «har därefter», «, som den 12 december 2024, § 118,»
_OWN = pattern("decisions", "mentions-own")


def mentioned(
    deciding: Deciding, match: re.Match[str], start: int, end: int, led: int | None = None
) -> FoundDecision | None:
    """The decision that a sentence `start`–`end` with a verb in the past mentions; it needs a body, and a date or paragraph, or says nothing else.

    `led` is where the words begin in which the body stands, if not there.
    """
    view, lower = deciding.view, deciding.view.lower
    here = (b.start for b in deciding.bodies_within(match.end() + 1, end) if view.words[b.start].isupper())
    # In words that lost their line breaks the decision taken here follows without a stop.
    end = next((at for at in here if _DECIDES_HERE.match(lower, at)), end)
    if _only_spoken_of(deciding, match, start, end):
        return None
    dates = _days(deciding, start, end)
    paragraph = paragraph_in(view.words, start, end)
    body = _subject(deciding, match, start if led is None else led, end)
    today = _TODAY.search(lower, start, min(end, match.end() + len(" i förrgår"))) is not None
    budget = _IN_BUDGET.search(lower, start, end) is not None
    if body is None:
        return None
    plainly = _plainly(deciding, body, match, start) or _in_force(deciding, body, match, start, end)
    if not (dates or paragraph or today or budget or plainly):
        return None
    att = _ATT.search(lower, match.end(), end)
    date = _day(deciding, dates, match, start, att)
    if date and len(dates) > 1:  # «… den 10 januari 2024, § 3, och den 14 februari 2025, § 11»
        paragraph = paragraph_in(view.words, date.end, min(end, date.end + _BESIDE)) or paragraph
    what = (att.end() + 1, end) if att and att.end() + 1 < end else (match.start(), end)
    outcome = _outcome(deciding, match, what, (start, end))
    body = deciding.of_subject(body, start, match.start())
    if match[0].startswith("uttal") and (att is None or body.type != "body"):
        return None
    able = body.type in ("body", "county-board", "government", "parliament") or match[0].startswith(_GRANTS)
    if match[0] not in plain_past() and (not able or body.genitive or outcome is None):
        return None
    if match[0] in ("fattats", "fattades") or (match[0] == "beslutats" and not att):
        answering = deciding.type == "consultation-response" and "ärende" in lower[start:end]
        answering = answering or "yttrande" in lower[start:end] or "remissvar" in lower[start:end]
        about = None if answering else _DECISION_ON.search(lower, start, match.start())
        if not (answering or about):
            return None
        outcome = deciding.outcome(about.end(), end) or "approve" if about else "submit-response"
    if outcome is None and deciding.type == "consultation-response" and _OWN.search(lower, start, end):
        outcome = "submit-response"
    status = "proposed" if match[0].startswith("föresl") else "taken"
    if view.is_digest and date is None and body.slug == getattr(deciding.metadata.body, "slug", None):
        # «Det beslutade nämnden» is said of what the sentence before says.
        number, rule = deciding.paragraph(view.at(start)), "clause-of-decision"
        own = FoundDecision(status, body, None, True, number, outcome, what, (start, end), rule, 0.7)
        return own if outcome else None
    year = _IN_YEAR.match(lower, match.end(), end) if date is None else None
    date = FoundDate(year["year"], *year.span("year")) if year and year["year"] else date
    own_day = today and date is None
    return FoundDecision(
        status, body, date, own_day, paragraph, outcome, what, (start, end), "decision-mentioned", 0.8
    )


# What agencies and courts too do.
_GRANTS = ("bevilj", "förela", "medg", "förordna", "inrätta", "återkall", "meddela")
_AS_DECIDED = pattern("decisions", "mentions-as-decided")
_IN_BUDGET = re.compile(r"\bi (?:sin |mål och )?budget(?:en)? (?:för )?(?:19|20)\d\d\b")
_TODAY = re.compile(r"\b(?:i ?dag|igår|i går)\b")  # in the news of the body itself
CONDITION = pattern("decisions", "mentions-condition")
_NOT = re.compile(r"\b(?:inte|ej|aldrig)(?: \w+){0,2} \Z")
_ATTRIBUTE = re.compile(r"\bav (?:den |det )?\w+ (?:tidigare |redan )?$")


def _only_spoken_of(deciding: Deciding, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a verb tells no decision of its own: what stands below, what others «fattade», what a body is used to do."""
    lower = deciding.view.lower
    if BY_DECISION.within(lower).search(start, match.start()):
        return True  # «Genom beslut i nämnden den 3 mars överlämnades …»: the decision is the noun
    if _NOT.search(lower, start, match.start()):
        return True
    if match[0].startswith("juster") and lower.startswith(("protokoll", "justering"), start):
        return True  # «Protokollet från nämnden … är justerat och tillkännagivet»
    if CONDITION.search(lower, start, match.start()) or decided_alike(deciding, start, end):
        return True
    if match[0] in ("fattade", "tog"):
        below = lower.startswith(" följande beslut", match.end())
        return below or bool(_ATTRIBUTE.search(lower, start, match.start()))
    if match[0] == "beslutat" and _AS_DECIDED.search(lower, start, match.start()):
        return True
    if match[0] in plain_past() or deciding.view.is_digest:
        return False
    # «… beslutar att reservatet, inrättat av länsstyrelsen 2001, ska utvidgas»
    now = _DECIDES_NOW.search(lower, start, match.start())
    return bool(now) or not _said_near(deciding, match, start, end)


def _days(deciding: Deciding, start: int, end: int) -> list[FoundDate]:
    """The dates of a sentence on which something can have been decided; that named last before it where it says «samma dag» or «då»."""
    lower = deciding.view.lower
    found = [
        d
        for d in deciding.dates_within(start, end)
        if not _DUE.search(lower, start, d.start) and not deciding.ahead(d)
    ]
    if found or not (_SAME_DAY.search(lower, start, end) or lower.startswith("då ", start)):
        return found
    last = last_before(deciding.material, deciding.metadata, max(0, start - _BEFORE), start)
    return [last] if last else []


def _day(
    deciding: Deciding, dates: list[FoundDate], match: re.Match[str], start: int, att: re.Match[str] | None
) -> FoundDate | None:
    """The date of a sentence that is the day of the decision: the one nearest to the verb."""
    lower = deciding.view.lower
    # «… beslutade att införa taxan från den 1 januari»: that is not the day of the decision.
    when = [
        d
        for d in dates
        if att is None or d.start < att.start() or not _IN_FORCE.search(lower, att.start(), d.start)
    ]
    if _PREPARED.match(lower, start, match.start()):
        when = [d for d in when if d.start > match.start()]
    return min(when, key=lambda d: abs(d.start - match.start()), default=None)


def _outcome(
    deciding: Deciding, match: re.Match[str], what: tuple[int, int], sentence: tuple[int, int]
) -> str | None:
    """What the words of a sentence, or its verb, say that the decision came to."""
    lower, (start, end) = deciding.view.lower, sentence
    # «gav nämnden i uppdrag att revidera planen»
    task = deciding.outcome(match.start(), what[0]) == "assign" and not match[0].startswith(_LEADING)
    outcome = "assign" if task else deciding.outcome(*what) or deciding.outcome(match.start(), end)
    guided = match[0] in ("beslutades", "beslutats") and _GUIDES.search(lower, start, match.start())
    if outcome is None and guided:
        outcome = "adopt"  # «planen … beslutades i fullmäktige den …»
    if outcome is None and match[0].startswith(("beslut", "tog", "fatta", "uttal")):
        about = _ABOUT.search(lower, match.end(), end)
        outcome = presumed_outcome(lower[slice(*what)]) if what[0] > match.end() or about else None
        outcome = outcome or ("approve" if match[0].startswith("uttal") else None)
    if outcome is None and _LIKEWISE.search(lower, match.start(), end):
        return deciding.outcome(max(0, start - _BEFORE), start) or "approve"
    if match[0].startswith("rekommender") and (outcome is None or not deciding.in_minutes):
        return "recommend"
    return outcome


_LEADING = ("besl", "föresl")
_SAME_DAY = re.compile(r"\bsamma dag\b")
_BEFORE = 200  # characters in which the decision stands that another body has taken likewise
_LIKEWISE = pattern("decisions", "mentions-likewise")


def _said_near(deciding: Deciding, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a date or a paragraph stands beside a verb."""
    near = max(start, match.start() - _BESIDE), min(end, match.end() + _BESIDE)
    dated = any(near[0] <= one.start < near[1] for one in deciding.material.dates)
    budget = _IN_BUDGET.search(deciding.view.lower, start, end) is not None
    return dated or budget or paragraph_in(deciding.view.words, *near) is not None


_BESIDE = 60  # characters
_PREPARED = pattern("decisions", "mentions-prepared")


def _plainly(deciding: Deciding, body: Named, match: re.Match[str], start: int) -> bool:
    """Whether a sentence only says that a body has decided that something shall be: «Kommunstyrelsen har beslutat att …»."""
    lower = deciding.view.lower
    meeting = deciding.metadata.body
    own = body.type in ("body", "parliament") and match[0] in _DECIDED
    if deciding.in_minutes and (meeting is None or meeting.slug == body.slug):
        return False  # what minutes so tell of their own body is decided there and then
    if _NOT_YET.search(lower, start, body.start):
        return False
    said = _HAS.fullmatch(lower[body.end : match.start()].strip(" ,")) is not None
    told = _ON.match(lower, match.end()) is not None
    return own and said and (told or bool(_THAT.match(lower, match.end())))


# «beslutat om nya reglementen», «beslutat om verkets verksamhet»
_DECIDED = frozenset({"beslutat", "beslutade", "beslöt", "fattat", "fattade"})
_ON = re.compile(r" (?:beslut )?om (?!detta\b|det\b|den\b|vad\b|hur\b)[a-zåäö]{3,}")
_THAT = pattern("decisions", "mentions-that")
_SETTLES = pattern("decisions", "mentions-settles")
_NOT_YET = pattern("decisions", "mentions-not-yet")
_ONCE = re.compile(r"\b(?:när|sedan|efter att|så snart)\b")  # «När planen antagits ska den spridas»
_IN_YEAR = re.compile(r" (?:(?:år |under )?(?P<year>(?:19|20)\d\d) )?(?:av|i) ")
_BY_COUNCIL = re.compile(r" (?:av|i) fullmäktige\b")
_HAS = re.compile(r"(?:(?:har )?redan|har(?: (?:enligt beslut|tidigare|nu|även|också|därför))?)?")


def _in_force(deciding: Deciding, body: Named, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a sentence tells, without its day, what a body did: «Modellen antogs i fullmäktige», «utsåg styrelsen en grupp»."""
    lower, meeting = deciding.view.lower, deciding.metadata.body
    if not _SETTLES.fullmatch(match[0]) or body.type != "body":
        return False
    near = max(start, match.start() - _BESIDE), match.start()
    supine = match[0].rstrip("s").endswith("t")
    if _NOT_YET.search(lower, *near) or (supine and _ONCE.search(lower, *near)):
        return False
    if deciding.in_minutes and (meeting is None or meeting.slug == body.slug):
        return False
    if match[0].endswith("s"):
        bare = _BY_COUNCIL.match(lower, match.end(), end) is not None
        return bare or _IN_YEAR.fullmatch(lower, match.end(), body.start) is not None
    if body.start > match.end():
        return body.start == match.end() + 1
    return _HAS.fullmatch(lower[body.end : match.start()].strip()) is not None


def _in_body(deciding: Deciding, body: Named) -> bool:
    """Whether words name the body through which its organisation decided: «… avtalet i kommunfullmäktige den 3 mars»."""
    lower = deciding.view.lower
    dated = any(0 <= one.start - body.end <= len(", den ") for one in deciding.material.dates)
    inside = lower.endswith(" i ", 0, body.start) and (
        not lower.endswith("beslut i ", 0, body.start) or _TOOK.search(lower, 0, body.start) is not None
    )
    return lower.endswith(" genom ", 0, body.start) or (dated and inside)


_TOOK = re.compile(r"\b(?:fattade|fattat|tog|tagit) (?:[\w]+ ){0,4}beslut i \Z")
# «Kommittén tillsattes genom beslut den 3 mars»: what is set up does not decide it.
_SET_UP = re.compile(r"(?:tillsatt|inrätta|bilda|utse|utså|upphäv|välj|val)[a-zåäö]*s")
_WHERE = re.compile(r"\b(?:av|i|vid|hos|från|genom) (?:\w+ )?\Z")
_MEETING = re.compile(r"s? (?:sammanträde|möte)")  # «har i en motion, anmäld vid nämndens möte, föreslagit»


def _subject(deciding: Deciding, match: re.Match[str], start: int, end: int) -> Named | None:
    """The body that decided: before the verb, right after it, after «av», or the document's own called by its kind."""
    bodies = deciding.bodies_within(start, end)
    passive = match[0].endswith("s") and not match[0].endswith("ades")
    if (passive or match[0].endswith("ades")) and deciding.view.lower.endswith(" som ", start, match.start()):
        # «de ändringar som beslutades i juni»: only who is named after the verb
        return next((b for b in bodies if match.end() <= b.start < min(match.end() + 30, end)), None)
    reach = 30 if match[0].endswith("s") and not match[0].endswith("ades") else 20
    near = min(match.end() + reach, end)
    if deciding.view.lower.startswith(" till ", match.end()):
        near = match.end()  # «remitterades till nämnden»
    after = next((b for b in bodies if match.end() <= b.start < near), None)
    after = after or next((b for b in bodies if b.start > match.end() and _in_body(deciding, b)), None)
    if match[0].endswith("s") and after:
        return after
    before = [
        b
        for b in bodies
        if start <= b.start
        and b.end <= match.start()
        and (passive or not _MEETING.match(deciding.view.lower, b.end))
    ]
    if _SET_UP.fullmatch(match[0]):
        before = [b for b in before if b.genitive or _WHERE.search(deciding.view.lower, start, b.start)]
    plain = [b for b in before if not b.genitive]
    having = [b for b in plain if deciding.view.lower.startswith((" har,", " hade,"), b.end)]
    if before:
        return (having or plain or before)[-1]
    if after:
        return after
    lower = deciding.view.lower
    if board := deciding.county_board(start, min(match.end() + reach, end)):
        return board
    by = lower.startswith(" av ", match.end())
    return deciding.spoken_in(start, match.start()) or (
        deciding.spoken_in(match.end() + 4, match.end() + 20) if by else None
    )
