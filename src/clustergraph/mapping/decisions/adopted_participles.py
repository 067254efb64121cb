"""Earlier decisions told by a participle: «riktlinjerna, antagna av kommunfullmäktige den 17 juni 2019, § 71, …»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import (
    CLOSED,
    PARAGRAPH,
    Deciding,
    FoundDecision,
    paragraph_in,
    told,
)
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.text.sparse import sparse
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind
from clustergraph.reading.genre import MONTH

_PARTICIPLE = sparse("decisions", "adopted-participles-participle")
_KINDS = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.HEADING, Kind.LETTERHEAD)
_WORDS = 2  # before the participle in a sentence
_REACH = 110  # characters from the participle to the end of the date and the paragraph
# The sign is lost in some: «den 3 mars 2025, 61».
_TAIL = re.compile(r"[, ]*\(?§§? ?\d{1,4}(?:[/:]\d{1,4})?\)?|, \d{1,3}(?=[ .,;]|\Z)(?!,\d)")


def in_participles(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each participle that has a body and a date, or a date and a paragraph, after it."""
    view = deciding.view
    seen: set[str] = set()
    for match in _PARTICIPLE.within(view.lower).finditer():
        stretch = view.at(match.start())
        line = view.lower[stretch.start : match.start()]
        least = _WORDS if deciding.type in STRATEGIC or not line.endswith(", ") else 1
        settled = deciding.kind(stretch) in ("decision", "proposal")  # «Planen, antagen av … 2019, upphävs»
        closed = deciding.kind(stretch) in CLOSED and not settled
        if match["then"] is None:
            first = None if closed else _agent_before(deciding, match, stretch)
            if first:
                yield first
            continue
        if stretch.kind not in _KINDS or closed or len(line.split()) < least:
            continue  # a line that says who adopted the document itself
        end = min(match.end() + _REACH, stretch.end)
        date = next((d for d in deciding.material.dates if match.end() <= d.start < end), None)
        if date is None or any(
            stop in view.lower[match.end() : date.start] for stop in (". ", "; ", ", som ")
        ):
            undated = None if settled else _undated(deciding, match, stretch)
            if undated and undated.body and undated.body.slug not in seen:
                seen.add(undated.body.slug)
                yield undated
            continue
        tail = _TAIL.match(view.words, date.end, stretch.end)
        before = view.lower[match.end() : date.start]
        number = paragraph_in(view.words, match.end(), tail.end() if tail else date.end)
        body = deciding.body_in(match.end(), date.start) or deciding.county_board(match.end(), date.start)
        body = body or deciding.spoken_in(match.end(), date.start)
        plain = before.strip() in ("", "den")
        if plain and number and body is None:  # «nämndens delegationsordning, antagen 2024-02-07, § 19»
            owners = deciding.bodies_within(max(stretch.start, match.start() - _REACH), match.start())
            body = next((one for one in reversed(owners) if one.genitive), None)
        if not (body or (plain and number and not settled)) or _is_verb(deciding, match, stretch):
            continue
        what = (match.start(), tail.end() if tail else date.end)
        outcome = deciding.outcome(match.start(), match.end()) or "adopt"
        yield told(body, date, number, outcome, what)


def _is_verb(deciding: Deciding, match: re.Match[str], stretch: Stretch) -> bool:
    """Whether it is no participle but what an organisation did: «Orsa kommun beslutade den 3 mars 2025, § 4, att …»."""
    before = deciding.material.named_within(stretch.start, match.start())
    return any(one.end + 1 == match.start() and not one.genitive for one in before)


# «den i juni 2021 av fullmäktige antagna planen», «den av nämnden 2021-06-14, § 5, fastställda planen»
_WHEN_FIRST = re.compile(r"\b(?:den|det|de) (?P<when>[^.;]{0,40}?)av (?:\w+ )?\Z")
_BETWEEN = re.compile(r"\W*(?:(?:den|i|vid|under|och|tidigare|senast|nyligen)\W+)*")


def _agent_before(deciding: Deciding, match: re.Match[str], stretch: Stretch) -> FoundDecision | None:
    """A decision whose body and day stand before the participle: «den i juni 2021 av fullmäktige antagna planen»."""
    view = deciding.view
    begin = max(stretch.start, match.start() - _REACH)
    body = next(reversed(deciding.bodies_within(begin, match.start())), None) or deciding.spoken_in(
        begin, match.start()
    )
    led = _WHEN_FIRST.search(view.lower, begin, body.start) if body and not body.genitive else None
    if body is None or led is None:
        return None
    dates = [one for one in deciding.material.dates if led.start() <= one.start < match.start()]
    number = paragraph_in(view.words, led.start(), match.start())
    between = PARAGRAPH.sub(" ", view.words[body.end : match.start()])
    for date in dates:
        between = between.replace(view.words[date.start : date.end], " ")
    if not (dates or number) or not _BETWEEN.fullmatch(between):
        return None
    outcome = deciding.outcome(match.start(), match.end()) or "adopt"
    return told(body, next(iter(dates), None), number, outcome, (led.start(), match.end()))


_STATED = pattern("decisions", "adopted-participles-stated")
_BY = re.compile(r"(?:av:?|i) (?:[\w-]+ (?:kommuns |stads |läns )?)?\Z")
_IN_MONTH = re.compile(rf" (?:i|den) (?:{MONTH})\b")


def _undated(deciding: Deciding, match: re.Match[str], stretch: Stretch) -> FoundDecision | None:
    """A body that adopted on a day that is not printed, or was lost: on a cover without line breaks, or beside what it adopted."""
    view = deciding.view
    body = deciding.body_in(match.end(), min(match.end() + _NAMED, stretch.end))
    if body is None or body.genitive or not _BY.fullmatch(view.lower, match.end(), body.start):
        return None
    cover = (
        deciding.type in STRATEGIC | {"other"}
        and view.words[match.start()].isupper()
        and stretch.index <= _COVER
    )
    if not (cover or _STATED.search(view.lower, stretch.start, match.start())):
        return None
    month = _IN_MONTH.match(view.lower, body.end, stretch.end)
    what = (match.start(), month.end() if month else body.end)
    outcome = deciding.outcome(match.start(), match.end()) or "adopt"
    return told(body, None, None, outcome, what)


_NAMED = 45  # characters from the participle to the body
_COVER = 16  # blocks of a cover
