"""What bodies of several municipalities or regions have decided alike, told in one sentence: «kommunstyrelserna i Hjo den 3 mars 2025, § 31, och i Tibro …»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import CLOSED, PARAGRAPH, Deciding, FoundDecision, told
from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.namespaces import slugify

_BOARDS = Sparse(
    r"\b(?:(?P<board>kommunstyrelse|regionstyrelse)(?:n|r|rna)|(?:kommun|region)?fullmäktige)\b",
    *("kommunstyrelse", "regionstyrelse", "fullmäktige"),
    in_word=True,
)
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
