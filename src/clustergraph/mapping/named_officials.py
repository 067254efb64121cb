"""People by the nouns of their offices: «avdelningscheferna A och B», «lagmannen A», «A (sekr.)»."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clustergraph.mapping.person_fields import PARTY, printed_party
from clustergraph.mapping.person_titles import belongs_before
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.roles import NAME, NAME_PATTERN, FoundPerson, is_name, printed_role, role_of
from clustergraph.mapping.sparse import Sparse
from clustergraph.mapping.titles_of_people import base_form
from clustergraph.mapping.view import View
from clustergraph.mapping.vocabulary import lexicon
from clustergraph.reading import Kind

_NAMES = re.compile(rf":? (?P<names>{NAME}(?:(?:, {NAME})*,? (?:och|samt) {NAME})?)")
_BRACKET = re.compile(r" \((?P<title>[a-zåäö][a-zåäö .-]{1,40})\)")
_NAME_BEFORE = re.compile(rf"{NAME}\Z")
_LOOSE = frozenset({Kind.SIGNATURE, Kind.ROW, Kind.FIELD})  # there a title can stand beside another's name


def named_officials(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """Everybody who follows a title, all of several, and everybody with a title in brackets."""
    for hit in hits:
        if view.at(hit.start).kind in _LOOSE:
            continue
        names = _NAMES.match(view.words, hit.end)
        start = (
            view.words.rfind(" ", 0, hit.start) + 1
            if view.words[hit.start - 1 : hit.start] == "-"
            else hit.start
        )
        base = base_form(view.words[start : hit.end]) if names else None
        if names is None or base is None or names.end() > view.at(hit.start).end:
            continue
        if belongs_before(view.words, view.at(start).start, start, names.end()):
            continue
        title = _whole_title(view.words, start, base[0])
        for index, person in enumerate(NAME_PATTERN.finditer(view.words, *names.span("names"))):
            if index and not base[1]:
                break
            yield _person(person[0], title, person.start(), "title-of-several" if base[1] else "title-noun")
    for match in _BRACKET.finditer(view.words):
        shortened = _abbreviated().get(match["title"].strip(" .").replace(".", ""), match["title"])
        if not (base_form(shortened.split()[-1]) or role_of(shortened)):
            continue
        name = _NAME_BEFORE.search(view.words, max(0, match.start() - 50), match.start())
        if name and is_name(name[0]):
            yield _person(name[0], shortened, name.start(), "title-in-brackets")


# «Anna Ek (S) utsågs att justera protokollet», «Till justerare valdes Anna Ek och Bo Al».
_NAMED = rf"{NAME}(?: \([A-ZÅÄÖ]{{1,3}}\))?"
_PEOPLE = rf"{_NAMED}(?:(?:, {_NAMED})* (?:och|samt) {_NAMED})?"
_ADJUSTS = Sparse(
    rf"(?P<before>{_PEOPLE}) (?:utsågs|utses|valdes|väljs|utsedd|utsedda)(?: (?:enhälligt|av \w+))? (?:till justerare|till justeringsm\w+|att (?:jämte |tillsammans med |, ?)?(?:[^.\n]{{0,40}} )?justera)\b"
    rf"|[Tt]ill (?:justerare|justeringsm\w+|att [^.\n]{{0,40}}justera [^.\n]{{0,40}}?)(?: \w+)? (?:utsågs|utses|valdes|väljs) (?P<after>{_PEOPLE})",
    *("justera", "justering"),
)


def adjusters(view: View) -> Iterator[FoundPerson]:
    """Everybody who is chosen to approve the minutes."""
    for match in _ADJUSTS.within(view.lower, view.words).finditer():
        group = "before" if match["before"] else "after"
        for person in NAME_PATTERN.finditer(view.words, *match.span(group)):
            party = PARTY.match(view.words, person.end())
            yield FoundPerson(
                person[0],
                "adjuster",
                printed_role("adjuster"),
                printed_party(party["party"]) if party else None,
                *person.span(),
                "chosen-to-adjust",
                0.8,
            )


def _person(name: str, title: str, start: int, rule: str) -> FoundPerson:
    return FoundPerson(name, role_of(title) or "official", title, None, start, start + len(name), rule, 0.75)


def _whole_title(words: str, start: int, base: str) -> str:
    """The title that begins at an offset, with the words before it that qualify it: «biträdande chefsjurist»."""
    qualifiers = lexicon("persons")["qualifiers"]["words"]
    title = base[0].lower() + base[1:] if base[1:2].islower() else base
    while start:
        word = words[max(0, start - 20) : start].rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
        if not word or word.lower() not in qualifiers:
            break
        start -= len(word) + 1
        title = f"{word.lower()} {title}"
    return title


@cache
def _abbreviated() -> dict[str, str]:
    return dict(lexicon("persons")["abbreviated"])
