"""Reports on a consultation: the opinions of several parties, each under its name, with comments between them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.head.type_words import collects
from clustergraph.mapping.positions.find import FoundPosition, find_positions
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.phrases import finder
from clustergraph.mapping.text.sections import sections
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

_LONGEST = 110  # characters of a line that names a party
# What may stand before and after the name: a number, the day on which it answered, a case number.
_BEFORE = re.compile(r"(?:\d{1,3}[.)]?\d{0,2}|[-–•])? ?(?:yttrande från |synpunkter från |remissvar från )?")
# «… avstyrker planen. Kommentar: Kommunen …», in one block
_ANSWERED = re.compile(r"(?<=[.!?]) (?:[\w-]+s )?(?:kommentar|bemötande|svar|ställningstagande):")


def find_all_positions(material: Material, metadata: Metadata, names: dict[str, str]) -> list[FoundPosition]:
    """The positions of a document, in order; those of a report on a consultation by the parties whose opinions it gives."""
    own = find_positions(material, metadata, names)
    if not collects(material.view):
        return own
    issuer = metadata.issuer.value if metadata.issuer else ""
    given = [one for one in _opinions(material) if one[0] is None or one[0].slug != issuer]
    spans = [(blocks[0].start, blocks[-1].end) for _, blocks in given]
    found = [one for one in own if one.explicit and not any(a <= one.start < b for a, b in spans)]
    for party, blocks in given:
        if party:
            found += _of(party, blocks, material, metadata, names)
    return sorted(found, key=lambda one: one.start)


_Opinion = tuple[Named | None, list[Stretch]]


def _opinions(material: Material) -> Iterator[_Opinion]:
    """Who holds an opinion, None if it is no organisation, and the blocks that give it."""
    party: Named | None = None
    blocks: list[Stretch] = []
    follows = False
    for stretch in material.view.stretches:
        line = material.view.lower[stretch.start : stretch.end]
        named = _named_line(material, stretch)
        commented = pattern("comment").match(
            f"{stretch.block.name.lower()}: {line}" if stretch.block.name else line
        )
        heads = stretch.kind is Kind.HEADING or stretch.end - stretch.start < _LONGEST
        nobody = heads and pattern("nobody").match(line)
        if (
            named
            or commented
            or nobody
            or stretch.kind is Kind.ROW
            or (heads and pattern("something-else").match(line))
        ):
            if blocks:
                yield party, blocks
            party, blocks, follows = named, [], bool(named or nobody)
        elif follows:
            answered = _ANSWERED.search(line)
            end = stretch.start + answered.start() if answered else stretch.end
            blocks.append(replace(stretch, end=end))
            follows = not answered
    if blocks:
        yield party, blocks


def _named_line(material: Material, stretch: Stretch) -> Named | None:
    """The organisation that a short line names, and nothing else."""
    if stretch.end - stretch.start > _LONGEST or stretch.kind in (Kind.FIELD, Kind.ROW, Kind.LETTERHEAD):
        return None
    words, lower = material.view.words, material.view.lower
    begin = _BEFORE.match(lower, stretch.start, stretch.end)
    start = begin.end() if begin else stretch.start
    for one in material.named_within(stretch.start, start + 1):
        if (
            one.start == start
            and not one.genitive
            and pattern("after-party").fullmatch(lower, one.end, stretch.end)
        ):
            return one if words[one.end - 1] != "." else None
    return None


def _of(
    party: Named, blocks: list[Stretch], material: Material, metadata: Metadata, names: dict[str, str]
) -> Iterator[FoundPosition]:
    """The positions that a party takes in its opinion, read as its response."""
    view, first, last = material.view, blocks[0].start, blocks[-1].end
    moved = tuple(
        replace(one, index=index, start=one.start - first, end=one.end - first)
        for index, one in enumerate(blocks)
    )
    seen = View(view.text, view.words[first:last], moved, tuple(map(view.plain_of, blocks)))
    named = [
        replace(one, start=one.start - first, end=one.end - first)
        for one in material.named_within(first, last)
    ]
    part = Material(material.name, "", seen, sections(seen), finder().find(seen.lower), named, (), ())
    type_ = replace(metadata.type, value="consultation-response")
    issuer = Found(party.slug, 0, 1, "party-of-consultation", 0.7)
    told = replace(metadata, type=type_, title="-", issuer=issuer, body=None, office=None, recipient=None)
    over = material.sections[blocks[0].index].heading
    for one in find_positions(part, told, names):
        holder = replace(one.holder, start=one.holder.start + first, end=one.holder.end + first)
        if one.holder.slug == party.slug:
            holder = replace(holder, start=party.start, end=party.end)
        section = view.stretches[blocks[one.section.index].index] if one.section else over
        yield replace(one, start=one.start + first, end=one.end + first, holder=holder, section=section)
