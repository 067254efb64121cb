"""People by the nouns of their offices: «avdelningscheferna A och B», «lagmannen A», «A (sekr.)»."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from clustergraph.mapping.people.titles import is_of_name_before, small, title_begin
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import NAME, FoundPerson, base_title, is_name, role_of
from clustergraph.mapping.text.titles_of_people import base_form, is_title
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind

_NAMES = re.compile(
    rf":? (?:(?:har varit|är|var) )?(?P<names>{NAME}(?:(?:, {NAME})*,? (?:och|samt) {NAME})?)"
)
_NEXT_LINE = re.compile(_NAMES.pattern.replace(":? ", "\n", 1))
_BRACKET = re.compile(r" \((?P<title>[a-zåäö][a-zåäö .-]{1,40})(?:, [^()]{2,40})?\)")
# «Anna Ek (sekr.)», «Anna Ek, Rektors kansli (protokollförare)»
_NAME_BEFORE = re.compile(rf"(?P<person>{NAME})(?:, [A-ZÅÄÖ][\w -]{{3,60}})?\Z")
_LOOSE = frozenset({Kind.SIGNATURE, Kind.ROW, Kind.FIELD})  # there a title can stand beside another's name


def _on_next_line(view: View, end: int) -> re.Match[str] | None:
    """The names on the line after a title that ends a line in the middle of a sentence, where lines stand as paragraphs."""
    stretch = view.at(end - 1)
    broken = stretch.end == end and stretch.kind is Kind.PARAGRAPH and end - stretch.start > _LONG_LINE
    return _NEXT_LINE.match(view.words, end) if broken else None


_RUN_IN = re.compile(r"[a-zåäö\d][A-ZÅÄÖ]")  # two words that lost the line break between them
_LONG_LINE = 50  # characters
_REACH = 90  # characters of a name and the words of a title before its noun


def named_officials(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """Everybody who follows a title, all of several, and everybody with a title in brackets."""
    for hit in hits:
        if view.at(hit.start).kind in _LOOSE or _RUN_IN.search(view.words, hit.start, hit.end):
            continue
        names = _NAMES.match(view.words, hit.end) or _on_next_line(view, hit.end)
        start = (
            view.words.rfind(" ", 0, hit.start) + 1
            if view.words[hit.start - 1 : hit.start] == "-"
            else hit.start
        )
        base = base_form(view.words[start : hit.end]) if names else None
        if names is None or base is None or names.end() > view.at(names.start("names")).end:
            continue
        begin = title_begin(view.words, start)
        if is_of_name_before(view.words, begin, hit.end):
            continue
        noun = base[0] if base[1] else view.words[start : hit.end]
        title = base_title(f"{view.words[begin:start].lower()}{small(noun)}")
        for index, person in enumerate(names_in(view.words, *names.span("names"))):
            if (index and not base[1]) or is_title(person[0].partition(" ")[0]):
                break  # «Författare: Planarkitekt Anna Ek» has a title of her own
            yield _person(person[0], title, person.start(), "title-of-several" if base[1] else "title-noun")
    for match in _BRACKET.finditer(view.words):
        shortened = _abbreviated().get(match["title"].strip(" .").replace(".", ""), match["title"])
        if not (base_form(shortened.split()[-1]) or role_of(shortened)):
            continue
        name = _NAME_BEFORE.search(view.words, max(0, match.start() - _REACH), match.start())
        if name and is_name(name["person"]):
            yield _person(name["person"], shortened, name.start(), "title-in-brackets")


def _person(name: str, title: str, start: int, rule: str) -> FoundPerson:
    return FoundPerson(name, role_of(title) or "official", title, None, start, start + len(name), rule, 0.75)


@cache
def _abbreviated() -> dict[str, str]:
    return dict(lexicon("persons")["abbreviated"])
