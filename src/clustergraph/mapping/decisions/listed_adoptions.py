"""Adoptions in a list or a table of the parties that have adopted."""

from collections.abc import Iterator

from clustergraph.mapping.decisions.agreements import (
    JOINED,
    NOT_YET,
    SILENT,
    TEXT,
    FoundAdoption,
    organisations,
    title_of,
)
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind
from clustergraph.reading.alternatives import either

# What a list, the head of a table or a cell of it says of those who have adopted, and of those who have not.
_WORDS = lexicon("decisions")["adopting"]["listed"]
_LISTED = Sparse(rf"\b{either(_WORDS)}\b", *_WORDS, leads=True)
_SHORT = 40  # characters of a line that says of what kind those in the list below it are


def in_lists(material: Material) -> Iterator[FoundAdoption]:
    """The parties in a list or table that is said to be of those who have adopted: «Mora kommun | 2025-03-05»."""
    view, lower = material.view, material.view.lower
    texts, listed, joined = (one.within(lower) for one in (TEXT, _LISTED, JOINED))
    if not ((texts.possible and listed.possible) or joined.possible):
        return
    marked = {view.at(place).index for one in (texts, listed, joined) for place in one.places}
    known: tuple[int, int] | None = None
    led = False
    for stretch in view.stretches:
        span, said = (stretch.start, stretch.end), None
        if stretch.index in marked:
            text, plan = texts.search(*span), joined.search(*span)
            known = title_of(material, text) if text else plan.span("plan") if plan else known
            said = listed.search(*span) or plan
        if not (led or said):
            continue
        if stretch.kind not in (Kind.ROW, Kind.ITEM):
            colon = lower[slice(*span)].rstrip().endswith(":")
            # «De har skrivit under avtalet» as a heading, «Nio kommuner:» below it
            led = led and (stretch.kind is Kind.FURNITURE or (colon and span[1] - span[0] < _SHORT))
            titled = span[1] - span[0] < _SHORT and lower[span[1] - 1] not in ".!?"
            leads = said and (colon or titled)
            led = led or bool(leads and not NOT_YET.search(lower, *span))
            continue
        first = next(iter(organisations(material, *span)), None)
        if first is None:
            led = led or bool(said and stretch.kind is Kind.ROW)  # the head of a table
            continue
        adopts = (led or (said and stretch.kind is Kind.ROW)) and not first.genitive
        silent = material.sections[stretch.index].kind in SILENT
        if known and adopts and not silent and not NOT_YET.search(lower, *span):
            date = next((one for one in material.dates if span[0] <= one.start < span[1]), None)
            yield FoundAdoption(first.slug, known, date, False, span, None, "adopted-in-list", 0.75)
