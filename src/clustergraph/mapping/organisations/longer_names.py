"""Names that go on after what was known of them: «Fiskarförbundet i Norr», «Hed & Partners»."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from clustergraph.mapping.organisations.branches import branch_end
from clustergraph.mapping.organisations.units import PURPOSE
from clustergraph.mapping.text.actors import CAPITAL, Named, mentions, places, unregistered
from clustergraph.mapping.text.roles import given_names, is_name
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.namespaces import slugify

_BRANCHED = frozenset(
    {"association", "foundation", "collaboration-organisation", "cultural-institution", "chamber-of-commerce"}
)
_BY_NOUN = frozenset({"name-in-use", "name-by-ending", "adjective-and-noun"})
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
    bodies = {one.start for one in named if one.unit}
    wholes = {one.start: one for one in named if one.type in ("university", "court")}
    found: dict[str, Named] = {}
    for one in named:
        if one.unit or one.rule == "local-branch" or words[one.end - 1 : one.end] == "\n":
            continue
        goes_on = one.type in _BRANCHED or one.rule == "name-in-use"
        more = _direction().match(words, one.end) if goes_on else None
        more = more or (_AND.match(words, one.end) if one.rule == "name-after-head-word" else None)
        more = more or (_purpose().match(words, one.end) if one.rule == "name-before-head-word" else None)
        students = _STUDENTS.match(words, one.end) if one.type == "university" else None
        more = more or students
        end = more.end() if more else _end_in_whole(words, one, wholes)
        if not end and one.rule != "register" and one.type in _BRANCHED and one.start not in bodies:
            end = branch_end(words, one.end)  # «Hembygdsförbundet i Dalarna»
            alone = words[one.start - 1 : one.start] in ("", "\n") and words[end : end + 1] in ("", "\n")
            end = end if alone or one.rule in _BY_NOUN else 0
        if end:
            name = words[one.start : end]
            type_ = "association" if students else one.type
            if type_ == "university" and not more:
                type_ = "office"  # «Tekniska högskolan vid Linköpings universitet»
            longer = replace(one, slug=slugify(name), name=name, type=type_, unit_of=None)
            found.setdefault(name, replace(longer, rule="name-goes-on", confidence=0.75))
    for one in found.values():
        yield from mentions(words, one)


_OF_STUDENTS = ("kåren", "kår", "föreningen", "förening", "unionen", "nätverket", "alumner")
# «Karlstads universitets studentkår»
_STUDENTS = re.compile(r"s (?:[a-zåäö-]+ och )?[a-zåäö]*(?:kår|kårer|alumner|vänner)(?=s?(?![\w-]))")


@cache
def _purpose() -> re.Pattern[str]:
    """«… för barn- och ungdomspsykiatri» after «Svensk förening»."""
    return re.compile(rf"(?:(?<=ning)|(?<=bund)|(?<=skap)|(?<=fund)|(?<=verk)) för {PURPOSE}")


def _end_in_whole(words: str, one: Named, wholes: dict[int, Named]) -> int:
    """Where a name ends that a university's or court's is a part of, else 0.

    «Studentkåren vid Umeå universitet», «Mark- och miljödomstolen vid Växjö tingsrätt».
    """
    whole = wholes.get(one.end + len(_AT)) if words.startswith(_AT, one.end) else None
    if whole is None or whole.slug == one.slug:
        return 0
    students = one.type == "association" and one.name.lower().endswith(_OF_STUDENTS)
    inside = one.type == whole.type and one.type in ("court", "university")
    return whole.end if inside or (students and whole.type == "university") else 0


_AT = " vid "
# «… med Almi och Borealis Business Center»: capitals beside an organisation, joined to it.
_TWO = rf"(?P<name>{CAPITAL}(?: (?!Region\b){CAPITAL}){{1,3}})"
_JOINED_AFTER = re.compile(rf"(?:,| och| samt| eller) {_TWO}(?=[ ,.;)])(?! kommun| län| Region)")
_JOINED_BEFORE = re.compile(rf"(?<=[a-zåäö,] ){_TWO}(?:,| och| samt| eller) \Z")
_BESIDE = _BRANCHED - {"cultural-institution"} | {"company", "agency", "university", "hospital"}
_LONGEST = 70  # characters before a name in which another stands


def joined_names(words: str, named: Iterable[Named]) -> Iterator[Named]:
    """Names of two words and more that nothing shows to be organisations but the one that they are joined to."""
    known = {one.start for one in named}
    for one in (one for one in named if one.type in _BESIDE and not one.unit):
        before = _JOINED_BEFORE.search(words, max(0, one.start - _LONGEST), one.start)
        for match in filter(None, (_JOINED_AFTER.match(words, one.end), before)):
            first = match["name"].split()[0].lower()
            person = is_name(match["name"]) and first in given_names()
            if not (person or first in places("municipality") or known.intersection(range(*match.span()))):
                yield from mentions(
                    words, unregistered(match["name"], "association", "joined-to-known", 0.55)
                )
