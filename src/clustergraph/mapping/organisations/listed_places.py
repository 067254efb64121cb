"""Municipalities, regions and county boards in a list of places: «kommunerna Solna och Nacka»."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.organisations.name_borders import not_first
from clustergraph.mapping.text.actors import CAPITAL, Named, mention_of, place_actor
from clustergraph.mapping.text.sparse import Sought, Sparse, sparse
from clustergraph.mapping.text.vocabulary import lexicon

_PLACES = rf"{CAPITAL}(?: {CAPITAL})?(?:, {CAPITAL}(?: {CAPITAL})?)*,? (?:och|samt|respektive) {CAPITAL}(?: {CAPITAL})?"


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of coordinated places after and before a head word, and the type of each head word."""
    known = lexicon("actors")["coordination"]
    before = {word: type_ for type_, words in known["before"].items() for word in words}
    after = {word: type_ for type_, words in known["after"].items() for word in words}
    return (
        re.compile(
            rf"\b(?:(?P<head>(?i:{'|'.join(before)})) |(?P<listed>kommuner|regioner)(?: i [\w ]{{3,30}})?: )(?P<places>{_PLACES}|{CAPITAL})"
        ),
        re.compile(rf"(?P<places>{_PLACES}) (?P<head>{'|'.join(after)})\b"),
        before | after,
    )


def coordinated(words: str, lower: str) -> Iterator[Named]:
    """«kommunerna Solna och Nacka», «Knivsta och Enköpings kommuner»: one actor for each place known."""
    before, after, types = _lists()
    for pattern, heads in ((before, _BEFORE_PLACES), (after, _AFTER_PLACES)):
        for match in _around(pattern, heads.within(lower, words), words):
            type_ = types[match["head"].lower()] if match["head"] else _LISTED[match["listed"]]
            base = match.start("places")
            for place in re.finditer(rf"{CAPITAL}(?: {CAPITAL})?", match["places"]):
                printed = place[0]
                if printed.split()[0].lower() in not_first():
                    printed = printed.partition(" ")[2]
                start, end = base + place.end() - len(printed), base + place.end()
                actor = place_actor(printed, type_)
                if actor:
                    yield mention_of(actor, start, end, "coordinated-places", 0.85)


# «Nio kommuner:» over a list of their places, one a line.
_OVER_LINES = Sparse(r"ommuner(?:na)?\b[^.\n]{0,40}:$", "ommuner", leads=True, flags=re.MULTILINE)
_PLACE_LINE = re.compile(rf"\n(?P<place>{CAPITAL}(?: {CAPITAL})?)[,;]?(?: och| samt)?(?=\n|\Z)")


def in_lines(words: str, lower: str) -> Iterator[Named]:
    """The municipalities that the lines of a list name by their places."""
    for over in _OVER_LINES.within(lower, words).finditer():
        line = _PLACE_LINE.match(words, over.end())
        while line and (actor := place_actor(line["place"], "municipality")):
            yield mention_of(actor, *line.span("place"), "coordinated-places", 0.8)
            line = _PLACE_LINE.match(words, line.end())


_LISTED = {"kommuner": "municipality", "regioner": "region"}  # «Samverkande kommuner: Nora och Hällefors»
_BEFORE_PLACES = sparse("actors", "listed-places-before-places")
_AFTER_PLACES = Sparse(r"[A-ZÅÄÖ][\w-]+ kommuner\b", " kommuner")


def _around(pattern: re.Pattern[str], heads: Sought, words: str) -> Iterator[re.Match[str]]:
    """The matches of a costly pattern near the words without which it has none."""
    end = 0
    for head in heads.finditer():
        line = words.rfind("\n", max(end, head.start() - 150), head.start()) + 1
        match = pattern.search(words, line or max(end, head.start() - 150), head.end() + 400)
        if match:
            end = match.end()
            yield match
