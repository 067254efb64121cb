"""Names that go on after what was known of them: «Fiskarförbundet i Norr», «Hed & Partners»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from clustergraph.mapping.text.actors import Named, standing
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.namespaces import slugify

_BRANCHED = frozenset({"association", "foundation", "collaboration-organisation", "chamber-of-commerce"})
_AND = re.compile(r" & [A-ZÅÄÖ][\wåäö-]+")


@cache
def _direction() -> re.Pattern[str]:
    """A point of the compass, or a part of the country, after a name."""
    points = "|".join(word.capitalize() for word in lexicon("actors")["branches"]["compass"])
    return re.compile(
        rf" (?:(?:i )?(?:{points}|[NSVÖ]\w{{3,4}}(?:ra) [A-ZÅÄÖ][a-zåäö]+)|(?<=(?:en|et) )i Sverige)(?=s?(?![\w-]))"
    )


def longer_names(words: str, named: Iterable[Named]) -> Iterator[Named]:
    """The mentions of those names in full; the parts that were known overlap them."""
    named = list(named)
    universities = {one.start: one.end for one in named if one.type == "university"}
    found: dict[str, Named] = {}
    for one in named:
        if one.unit or one.rule == "local-branch" or words[one.end - 1 : one.end] == "\n":
            continue
        goes_on = one.type in _BRANCHED or one.rule == "name-in-use"
        more = _direction().match(words, one.end) if goes_on else None
        more = more or (_AND.match(words, one.end) if one.rule == "name-after-head-word" else None)
        end = more.end() if more else _end_at_university(words, one, universities)
        if end:
            name = words[one.start : end]
            found.setdefault(
                name,
                replace(
                    one, slug=slugify(name), name=name, rule="name-goes-on", confidence=0.75, unit_of=None
                ),
            )
    for name, one in found.items():
        for start, end, ending in standing(words, name):
            yield replace(one, start=start, end=end, genitive=bool(ending[1]))


_OF_STUDENTS = ("kåren", "kår", "föreningen", "förening", "unionen", "nätverket", "alumner")


def _end_at_university(words: str, one: Named, universities: dict[int, int]) -> int:
    """Where an association's name ends that a university's is a part of, else 0: «Studentkåren vid Umeå universitet»."""
    if one.type != "association" or not one.name.lower().endswith(_OF_STUDENTS):
        return 0
    return universities.get(one.end + len(_AT), 0) if words.startswith(_AT, one.end) else 0


_AT = " vid "
