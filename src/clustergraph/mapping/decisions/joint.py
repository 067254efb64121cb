"""What bodies of several municipalities or regions have decided alike, told in one sentence: «kommunstyrelserna i Hjo den 3 mars 2025, § 31, och i Tibro …»."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clustergraph.mapping.decisions.days import days
from clustergraph.mapping.decisions.deciding import (
    CLOSED,
    PARAGRAPH,
    Deciding,
    FoundDecision,
    paragraph_in,
    told,
)
from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.sparse import sparse
from clustergraph.namespaces import slugify

_BOARDS = sparse("decisions", "joint-boards")
_PLACE = re.compile(
    r"(?:\A|.*[\s(;])(?P<place>[A-ZÅÄÖ][\w-]+)(?: kommun| stad| län)?,? \(?(?:den )?\Z", re.DOTALL
)
_BETWEEN = 70  # characters between one day and the next place
_TAIL = 14  # characters of a paragraph after a day


def joint_decisions(deciding: Deciding) -> Iterator[FoundDecision]:
    """The decision of each municipality or region that such a sentence gives a day of its own."""
    boards = _BOARDS.within(deciding.view.lower)
    for start, end, stretch in deciding.view.sentences_at(boards.places):
        if deciding.kind(stretch) not in CLOSED:
            yield from decided_alike(deciding, start, end)


def decided_alike(deciding: Deciding, start: int, end: int) -> list[FoundDecision]:
    """Those of one sentence; none where it gives fewer than two places with their days."""
    boards = _BOARDS.within(deciding.view.lower)
    board = boards.search(start, end)
    if board is None:
        return []
    words, found, last = deciding.view.words, list[FoundDecision](), board.end()
    first = board
    for date in (one for one in deciding.material.dates if last <= one.start < end):
        place = _PLACE.match(words, max(last, date.start - _BETWEEN), date.start)
        at = place.start("place") if place else date.start
        board = next(iter([*boards.finditer(last, date.start)][-1:]), board)
        region = words.endswith("Region ", 0, at)
        whose = places("region" if region else "municipality").get(place["place"].lower()) if place else None
        if whose is None:
            continue
        name = f"{'Region' if region else 'Kommun'}{'styrelsen' if board['board'] else 'fullmäktige'}"
        body = Named(slugify(name), name, "body", at, date.start, "joint-body", 0.6, unit_of=whose.slug)
        number = PARAGRAPH.search(words, date.end, min(end, date.end + _TAIL))
        outcome = deciding.outcome(start, first.start()) or deciding.outcome(last, end) or "approve"
        span = (at, number.end() if number else date.end)
        found.append(told(body, date, number and number[0], outcome, span))
        last = date.end
    return found if len(found) > 1 else []


def each_of(deciding: Deciding, found: FoundDecision) -> Iterator[FoundDecision]:
    """A decision told, and the like ones of further bodies, each before its own day: «… av nämnden (2025-03-03, § 4) och styrelsen (2025-03-20, § 9)»."""
    alike = _respectively(deciding, found)
    if alike:
        yield from alike
        return
    begins = []
    for one in deciding.bodies_within(found.date.end if found.date else found.quote[1], found.quote[1]):
        date = next((d for d in deciding.material.dates if 0 < d.start - one.end <= len(" (den ")), None)
        if date and _AND_BY.search(deciding.view.lower, found.quote[0], one.start):
            begins.append((one, date))
    stops = [*(one.start for one, _ in begins), found.quote[1]]
    yield replace(found, quote=(found.quote[0], stops[0]))
    for (one, date), stop in zip(begins, stops[1:], strict=True):
        number, span = paragraph_in(deciding.view.words, date.end, stop), (one.start, stop)
        yield replace(found, body=one, date=date, paragraph=number, what=span, quote=span)


_AND_BY = re.compile(r"(?:,|,? och|,? samt) (?:av |i )?\Z")


def _respectively(deciding: Deciding, found: FoundDecision) -> list[FoundDecision]:
    """The same decision of each of several organisations, told with their days in order: «A och B antog avtalet i fullmäktige den 2 respektive 4 maj 2025»."""
    start, end = found.quote
    if found.body is None or deciding.view.lower.find(" respektive ", *found.quote) < 0:
        return []
    near = deciding.material.named_within(start, found.body.start)
    owners = [one for one in near if not (one.unit or one.genitive)]
    when = days(deciding.material, deciding.metadata, start, end)
    if len(owners) < 2 or len(when) != len(owners):
        return []
    spans = pairwise([*(one.start for one in owners), end])
    return [
        replace(
            found,
            body=replace(found.body, unit_of=one.slug, start=one.start, end=one.end),
            date=date,
            paragraph=None,
            quote=span,
            what=span,
        )
        for one, date, span in zip(owners, when, spans, strict=True)
    ]
