"""Earlier decisions told by a participle: «riktlinjerna, antagna av kommunfullmäktige den 17 juni 2019, § 71, …»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.deciding import Deciding, FoundDecision, paragraph_in
from clustergraph.mapping.sparse import Sparse
from clustergraph.reading import Kind

_PARTICIPLE = Sparse(
    r"\b(?P<verb>antagen|antaget|antagna|fastställd|fastställt|fastställda|beslutad|beslutade|godkänd|godkänt|godkända|reviderad|reviderat|reviderade|upphävd|upphävda)"
    r" (?:(?:senast|först|ursprungligen) )?(?=av |i |den \d|\d{4}-\d\d|vid )",
    *(
        "antagen ",
        "antaget ",
        "antagna ",
        "fastställd",
        "beslutad",
        "godkän",
        "reviderad",
        "reviderat ",
        "upphävd",
    ),
    leads=True,
)
_CLOSED = frozenset({"proposal", "decision", "motion", "reservation", "procedure"})
_KINDS = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.HEADING, Kind.LETTERHEAD)
_WORDS = 2  # before the participle in a sentence
_REACH = 110  # characters from the participle to the end of the date and the paragraph
_TAIL = re.compile(r"[, ]*\(?§§? ?\d{1,4}(?:[/:]\d{1,4})?\)?")


def in_participles(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each participle that has a body and a date, or a date and a paragraph, after it."""
    view = deciding.view
    for match in _PARTICIPLE.within(view.lower).finditer():
        stretch = view.at(match.start())
        line = view.lower[stretch.start : match.start()]
        if stretch.kind not in _KINDS or deciding.kind(stretch) in _CLOSED or len(line.split()) < _WORDS:
            continue  # a line that says who adopted the document itself
        end = min(match.end() + _REACH, stretch.end)
        date = next((d for d in deciding.material.dates if match.end() <= d.start < end), None)
        if date is None or any(
            stop in view.lower[match.end() : date.start] for stop in (". ", "; ", ", som ")
        ):
            continue
        tail = _TAIL.match(view.words, date.end, stretch.end)
        before = view.lower[match.end() : date.start]
        number = (
            paragraph_in(view.words, date.end, tail.end())
            if tail
            else paragraph_in(view.words, match.end(), date.start)
        )
        body = deciding.body_in(match.end(), date.start)
        plain = before.strip() in ("", "den")
        if not (body or (plain and number)):
            continue
        what = (match.start(), tail.end() if tail else date.end)
        outcome = deciding.outcome(match.start(), match.end()) or "adopt"
        yield FoundDecision(
            "taken", body, date, False, number, outcome, what, what, "decision-mentioned", 0.7
        )
