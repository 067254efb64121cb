"""Names of senders set over two lines of a letterhead, perhaps with other columns beside them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.organisations.find import find_organisations
from clustergraph.mapping.text.actors import Named, mentions
from clustergraph.mapping.text.capitals import recased
from clustergraph.mapping.text.phrases import finder
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import actors
from clustergraph.reading import Kind
from clustergraph.reading.genre import DOCUMENT_TYPES

_FIRST_LINES = 6  # blocks within which a letterhead names its sender
_LONGEST = 80  # characters of such a name
_GAP = re.compile(r"\t| {3,}|\n")
_NAME_LINE = re.compile(r"(?:[A-ZÅÄÖÉ&][\w&-]*|och|i|för|av)(?:,? (?:och|i|för|av|[\w&-]+)){0,5}")


def stacked_names(view: View) -> Iterator[Named]:
    """The sender whose name begins on one line of the head and ends on the next, and its later mentions in full."""
    for stretch in view.stretches[:_FIRST_LINES]:
        if stretch.kind is not Kind.LETTERHEAD:
            continue
        first = _GAP.split(view.words[stretch.start : stretch.end])[0]
        start, _ = view.stored(stretch.start, stretch.start + 1)
        second = _below(view.text, start)
        name = _joined(first, second) if second else None
        if name is None:
            continue
        yield replace(name, start=stretch.start, end=stretch.start + len(first))
        yield from mentions(view.words, name)
        return


def second_lines(view: View, names: list[Named]) -> set[int]:
    """The blocks that hold only the second line of such a name."""
    lines = set()
    for one in names:
        if one.rule != RULE:
            continue
        stretch = view.at(one.start)
        start, _ = view.stored(stretch.start, stretch.start + 1)
        second = _below(view.text, start)
        lines |= {
            s.index for s in view.stretches[: stretch.index + 6] if view.block_words(s).startswith(second)
        }
    return lines


RULE = "name-over-lines"


def _below(text: str, start: int) -> str:
    """The first cell of the printed line under the one that begins at an offset, if it begins in the same column."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" *"):
        return ""
    below = text.find("\n", start) + 1
    indent = start - line - text.count("*", line, start)
    if (
        not below
        or text[below : below + indent].strip()
        or text[below + indent : below + indent + 1].isspace()
    ):
        return ""
    end = text.find("\n", below)
    return _GAP.split(text[below + indent : end if end >= 0 else len(text)])[0].strip(" *")


def _joined(first: str, second: str) -> Named | None:
    """The organisation that two lines name together, if neither of them names it alone."""
    if (
        not (_NAME_LINE.fullmatch(first) and _NAME_LINE.fullmatch(second))
        or len(first) + len(second) > _LONGEST
        or second.lower() in DOCUMENT_TYPES  # «Länsstyrelsen / YTTRANDE»
    ):
        return None
    printed = f"{first} {second}"
    name = recased(printed, (printed,))
    if _whole(recased(first, (first,))):
        return None
    whole = _whole(name)
    if whole is None or (whole.type == "county-board" and whole.slug not in actors()):
        return None  # «Länsstyrelsen / Miljöavdelningen / Dalarnas län»
    return replace(whole, rule=RULE, confidence=0.8)


def _whole(name: str) -> Named | None:
    """The organisation, no body or office, that a line as a whole names."""
    lower = name.lower()
    found = find_organisations(name, lower, finder().find(lower))
    return next((one for one in found if (one.start, one.end) == (0, len(name)) and not one.unit), None)
