"""Measures that stand as lines without a mark under the numbered headings of a plan: «Nytt cykelstråk längs ån»."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from clustergraph.mapping.elements.headings import is_deed
from clustergraph.mapping.elements.labels import printed_number
from clustergraph.mapping.text.element_kinds import closes, opens
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

_SEVERAL = 2  # lines under a heading, and headings over such lines
_LONGEST = 121  # characters of such a line, with its stop
# «Ansvarig: Kultur och fritid. Klart: 2029.»: who takes care of the lines above.
_CARE = re.compile(r"(?:Ansvar|Klart|Tid|Kostnad|Budget|Finansi|Indikator|Uppföljning|Mått|Aktör)\w*:")
_LINE = re.compile(r"[A-ZÅÄÖ\d](?:(?!: )[^.;?!|]|\.(?=\S)){8,118}[\wåäöÅÄÖ)»”\"%]")


def bare_lines(view: View) -> Mapping[int, int]:
    """Each such line and the heading above it, by their blocks.

    Under the heading come first what describes it, in whole sentences, and then the lines alone; two headings or more have
    two lines or more.
    """
    found: list[tuple[Stretch, list[Stretch]]] = []
    numbered = [one for one in view.stretches if one.kind is Kind.HEADING and printed_number(one)]
    for heading, after in zip_longest(numbered, numbered[1:]):
        words = view.lower[heading.start : heading.end].strip(" .:")
        inside = view.stretches[heading.index + 1 : after.index if after else None]
        lines = [] if closes(words) or opens(words) else _lines(view, inside)
        if lines:
            found.append((heading, lines))
    if sum(len(lines) >= _SEVERAL for _, lines in found) < _SEVERAL:
        return {}
    return {line.index: heading.index for heading, lines in found for line in lines}


def _lines(view: View, inside: Sequence[Stretch]) -> list[Stretch]:
    """The lines that what stands under a heading ends with; none if anything but who takes care of them comes after or between them."""
    aside = (Kind.FURNITURE, Kind.FIELD)
    inside = [one for one in inside if one.kind not in aside and not _CARE.match(view.words, one.start)]
    first = next((place for place, one in enumerate(inside) if _is_bare(view, one)), len(inside))
    whole = all(one.kind is Kind.PARAGRAPH for one in inside[:first])
    lines = inside[first:]
    return lines if whole and all(_is_bare(view, one) for one in lines) else []


def _is_bare(view: View, one: Stretch) -> bool:
    """Whether a block is one line that names something, or a deed in one sentence."""
    if one.kind not in (Kind.PARAGRAPH, Kind.HEADING) or one.block.number:
        return False
    words = view.block_words(one)
    if len(words) > _LONGEST:
        return False
    stopped = words.endswith(".") and is_deed(words)
    return bool(_LINE.fullmatch(words.removesuffix(".") if stopped else words))
