"""Local branches of national organisations: «Naturskyddsföreningen i Örebro län» is an actor of its own."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.namespaces import slugify

_HEAD = 600  # characters in which a sender names itself in full
_REACH = 70  # characters after a name in which its branch stands


@cache
def _place_names() -> frozenset[str]:
    """Municipalities, counties and parts of the country in lower case."""
    known = (place for type_ in ("municipality", "region", "county-board") for place in places(type_))
    return frozenset(
        [*known, *lexicon("actors")["branches"]["areas"], *lexicon("actors")["branches"]["compass"]]
    )


@cache
def _branch() -> re.Pattern[str]:
    """What follows the name of an organisation: «i X län», «Region X», «:s kommungrupp i X»."""
    units = "|".join(lexicon("actors")["branches"]["units"])
    return re.compile(
        rf"(?:(?::?s|-)? ?(?:{units}))?(?: i| på)? "
        r"(?P<place>[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?(?: [A-ZÅÄÖ][a-zåäö]+)?(?:s? län)?)(?![\w-])"
        r"(?!,? (?:den |\d)| kommuns?\b)"
    )


def with_branches(words: str, named: Iterable[Named]) -> list[Named]:
    """The mentions, those of a local branch made longer and an actor of their own.

    A sender that calls itself a branch in the head means itself where it leaves the place out.
    """
    national: dict[str, dict[str, Named]] = defaultdict(dict)
    found = []
    for one in named:
        branch = _branch_at(words, one)
        found.append(branch or one)
        if branch:
            national[one.slug].setdefault(branch.slug, branch)
    own = {
        slug: branch
        for slug, branches in national.items()
        if len(branches) == 1
        for branch in branches.values()
        if branch.start < _HEAD
    }
    return [
        replace(own[one.slug], start=one.start, end=one.end, genitive=one.genitive)
        if one.slug in own
        else one
        for one in found
    ]


def _branch_at(words: str, one: Named) -> Named | None:
    """The local branch that a mention of a national organisation begins, None if it names no place."""
    types = lexicon("actors")["branches"]["types"]
    own = lexicon("actors")["branches"]["organisations"]
    if one.rule != "register" or one.unit or not (one.type in types or one.slug in own):
        return None
    end = branch_end(words, one.end)
    if not end:
        return None
    genitive = _genitive(words[one.end : end])
    name = words[one.start : end - genitive]
    return replace(
        one,
        slug=slugify(name),
        name=name,
        end=end - genitive,
        rule="local-branch",
        confidence=0.8,
        genitive=genitive,
    )


def branch_end(words: str, end: int) -> int:
    """Where the known place ends that follows a name ending at an offset, as its branch has it; 0 if none follows."""
    match = _branch().match(words, end, end + _REACH)
    if match is None:
        return 0
    printed = match["place"]
    for place in (printed, printed.partition(" ")[0]):
        bare = place.lower().removesuffix(" län")
        if _is_place(bare) or all(map(_is_place, _WAY.sub("", bare).split("-"))):
            end = match.start("place") + len(place)
            return end + len(_AROUND) if words.startswith(_AROUND, end) else end
    return 0


_AROUND = " med omnejd"
_WAY = re.compile(r"^(?:norra|södra|östra|västra|mellersta|(?:nord|syd)(?:östra|västra)) ")  # «Södra Skåne»


def _is_place(name: str) -> bool:
    return name in _place_names() or name.removesuffix("s") in _place_names()


def _genitive(place: str) -> bool:
    """Whether a place has the ending of the genitive: «Gotlands», but not «Borås» and «Hofors»."""
    return place.endswith("s") and not place.endswith(("ås", "äs", "fors", "lös"))


def without_districts(words: str, named: list[Named]) -> list[Named]:
    """The mentions without regions that are districts of the agency before them: «Vägverket Region Skåne»."""
    agencies = lexicon("actors")["branches"]["districts"]
    ends = {one.end for one in named if one.slug in agencies}
    return [
        one
        for one in named
        if one.type != "region" or one.start - 1 not in ends or words[one.start - 1] != " "
    ]
