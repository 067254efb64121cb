"""Organisations that only their place shows: lines of a list of receivers, a third of which are known organisations."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from clustergraph.mapping.organisations.name_borders import not_first
from clustergraph.mapping.organisations.name_patterns import generic_words
from clustergraph.mapping.text.actors import CAPITAL, Named, mentions, unregistered
from clustergraph.mapping.text.roles import role_of
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern, word_set
from clustergraph.reading import Kind

_SHORTEST = 4  # lines of a list that tells something of its kind
_NAME = re.compile(
    rf"[A-ZÅÄÖ][\w-]+s [a-zåäö]{{5,}}|{CAPITAL}(?: (?:(?:i|på|för|och|&) )?{CAPITAL}){{0,4}}(?: i [A-ZÅÄÖ][\w-]+)?"
)
_ONE_WORD = pattern("actors", "listed-names-one-word")


def listed_names(view: View, named: Sequence[Named]) -> Iterator[Named]:
    """Every mention of each unknown organisation that is a line of such a list."""
    known = {one.start for one in named if not one.unit}
    for lines in _lists(view):
        if len(lines) < _SHORTEST or 3 * sum(one.start in known for one in lines) < len(lines):
            continue
        for stretch in lines:
            name = view.block_words(stretch).strip(" .,;")
            if stretch.start in known or not _is_name(name):
                continue
            yield from mentions(view.words, unregistered(name, "association", "line-of-list", 0.6))


def _lists(view: View) -> Iterator[list[Stretch]]:
    """Runs of lines that are each a receiver: of a list at the end, or under its heading in the head."""
    run: list[Stretch] = []
    opened = False
    for stretch in view.stretches:
        line = stretch.kind is Kind.DISTRIBUTION or (
            opened and stretch.kind in (Kind.LETTERHEAD, Kind.ITEM, Kind.PARAGRAPH)
        )
        short = stretch.end - stretch.start < _LONGEST
        if line and short:
            run.append(stretch)
            continue
        if run:
            yield run
            run = []
        opened = short and view.lower[stretch.start : stretch.end].strip(" :") in _headings()
    yield run


_LONGEST = 60  # characters of a line of a list


@cache
def _headings() -> Collection[str]:
    return frozenset(lexicon("documents")["section"]["distribution"])


def _is_name(line: str) -> bool:
    """Whether a line can be the name of an organisation, and is no title, person in office or common noun."""
    if not _NAME.fullmatch(line) or role_of(line) or line.lower() in generic_words():
        return False
    first = line.split()[0].lower()
    if first in not_first() or first in word_set("actors", "listed", "not"):
        return False
    return " " in line or bool(_ONE_WORD.fullmatch(line))
