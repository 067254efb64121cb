"""The parties' decisions in the table of an agreement or of a common plan: «Bollnäs kommun  Kommunfullmäktige  2025-03-31  § 44»."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from clustergraph.mapping.decisions.agreements import NOT_YET
from clustergraph.mapping.decisions.deciding import PARAGRAPH, Deciding, FoundDecision
from clustergraph.mapping.decisions.lines import official_in
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.roles import NAME
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind
from clustergraph.reading.alternatives import either

_LINES = (Kind.ROW, Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.ITEM, Kind.SIGNATURE)
_LONGEST = 160  # characters of a row
_BETWEEN = re.compile(r"[\s|,;:()•–-]*")
# What is said over such a table.
_JOINED = re.compile(
    rf"\b(?:{either(lexicon('decisions')['adopting']['listed'])}|anslutna|beslutat|beslutad|beslut(?:sdatum)?)\b"
)
_CLOSED = re.compile(r"(?:§ ?\d{1,4}|\d\d|\))[.,;]? \Z")  # the end of a row
_SIGNER = re.compile(rf"{NAME}[ ,|]*\Z")
_CLOSES = 10  # characters of it
_ABOVE = 6  # blocks between a row and what is said over the table


def adopted_in_rows(deciding: Deciding) -> Iterator[FoundDecision]:
    """What each row says that a party has decided; it needs a date or a paragraph, and the body or the one who decides for it."""
    if deciding.type not in AGREEMENTS | STRATEGIC:
        return
    view = deciding.view
    last = -_ABOVE
    for stretch in (row for one in view.stretches if one.kind in _LINES for row in _rows(deciding, one)):
        if stretch.end - stretch.start > _LONGEST:
            continue
        owner = _first(deciding, stretch)
        if owner is None or NOT_YET.search(view.lower, stretch.start, stretch.end):
            continue
        said = deciding.type in AGREEMENTS or stretch.index - last == 1 or _said_over(deciding, stretch)
        found = _decided(deciding, stretch, owner) if said else None
        if found:
            last = stretch.index
            yield found


def _rows(deciding: Deciding, stretch: Stretch) -> Iterator[Stretch]:
    """A block, or each part of it that begins with an organisation after the paragraph of the one before."""
    named = deciding.material.named_within(stretch.start + 1, stretch.end)
    begins = [
        one.start
        for one in named
        if not one.unit
        and _CLOSED.search(deciding.view.words, max(stretch.start, one.start - _CLOSES), one.start)
    ]
    if not begins:
        yield stretch
        return
    for start, end in pairwise((stretch.start, *begins, stretch.end)):
        yield replace(stretch, start=start, end=end)


def _first(deciding: Deciding, stretch: Stretch) -> Named | None:
    """The organisation that a row begins with, or that stands after the body that it begins with."""
    named = deciding.material.named_within(stretch.start, stretch.end)
    first = next((one for one in named if not one.unit), None)
    at = stretch.start
    if named and named[0].unit and named[0].type == "body":
        at = named[0].end if named[0].start <= _after(deciding, at) else at
    return first if first and first.start <= _after(deciding, at) and not first.genitive else None


def _after(deciding: Deciding, at: int) -> int:
    begin = _BETWEEN.match(deciding.view.words, at)
    return begin.end() if begin else at


def _said_over(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether the lines above a row say that those in it have joined or decided."""
    above = deciding.view.stretches[max(0, stretch.index - _ABOVE) : stretch.index]
    return any(_JOINED.search(deciding.view.lower, one.start, one.end) for one in above)


def _decided(deciding: Deciding, stretch: Stretch, owner: Named) -> FoundDecision | None:
    words = deciding.view.words
    bodies = deciding.bodies_within(stretch.start, stretch.end)
    body = next((one for one in bodies if one.type == "body"), None)
    official = None if body else official_in(deciding, owner.end, stretch.end)
    if official and _SIGNER.search(words, owner.end, official.start):
        return None  # «Högskolan X | Anna Ek | Rektor | 2025-03-03» signs
    body = body or official
    date = next((one for one in deciding.material.dates if owner.end <= one.start < stretch.end), None)
    number = PARAGRAPH.search(words, owner.end, stretch.end)
    if body is None or not (date or number):
        return None
    span = (
        min(owner.start, body.start),
        max(body.end, date.end if date else 0, number.end() if number else 0),
    )
    said = replace(body, unit_of=owner.slug)
    paragraph = number[0] if number else None
    return FoundDecision("taken", said, date, False, paragraph, "adopt", span, span, "adopted-row", 0.8)
