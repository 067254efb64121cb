"""The structure of a text in one pass over its lines and a few over its blocks."""

from clustergraph.reading.assemble import Assembly
from clustergraph.reading.block import Block
from clustergraph.reading.distributions import distributions
from clustergraph.reading.headings import resolve
from clustergraph.reading.letterheads import letterheads
from clustergraph.reading.nesting import lead_ins, levels
from clustergraph.reading.paragraph_numbers import paragraph_numbers
from clustergraph.reading.run_papers import mark_papers
from clustergraph.reading.run_sections import part_sections
from clustergraph.reading.run_together import part_heads
from clustergraph.reading.signatures import signatures


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Time is linear in the length of the text, whatever it holds."""
    raws = Assembly(text).run()
    paragraph_numbers(text, raws)
    mark_papers(text, raws)
    part_heads(text, raws)
    part_sections(text, raws)
    signatures(text, raws)
    distributions(text, raws)
    letterheads(text, raws)
    resolve(text, raws)
    levels(raws)
    lead_ins(text, raws)
    places = {id(raw): index for index, raw in enumerate(raws)}
    return tuple(
        Block(
            raw.kind,
            raw.start,
            raw.end,
            raw.printed,
            raw.level,
            raw.number,
            raw.marker,
            raw.name,
            places[id(raw.lead_in)] if raw.lead_in else None,
            raw.continues,
            raw.paper,
        )
        for raw in raws
    )
