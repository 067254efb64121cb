"""Names and titles that text without its line breaks has side by side: «Anna Ek Rektor Bo Berg Kanslichef»."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from clustergraph.mapping.people.fields import key_role
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import NAME_RUN, FoundPerson, given_names, is_name, role_of
from clustergraph.mapping.text.titles_of_people import is_title
from clustergraph.mapping.text.view import View
from clustergraph.reading import Kind

_Span = tuple[int, int]
_COLUMNS = frozenset(
    {Kind.FIELD, Kind.ROW, Kind.SIGNATURE}
)  # where what stands side by side is told by the form
_BEFORE = 70  # characters of names before a title


def run_together(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """Everybody whose title follows the name, with a capital and no comma; `hits` are the nouns of titles."""
    done = 0
    for hit in hits:
        stretch = view.at(hit.start)
        if hit.start < done or stretch.kind in _COLUMNS:
            continue
        word = view.words.rfind(" ", stretch.start, hit.start) + 1
        if word <= stretch.start or not view.words[word - 2].islower():
            continue
        if not view.words[word].isupper():
            yield from _lower(view, stretch.start, word, stretch.end)
            continue
        for run in NAME_RUN.finditer(view.words, max(stretch.start, done, word - _BEFORE), stretch.end):
            if run.end() > word:
                done = run.end()
                if view.text[slice(*view.stored(*run.span()))] == run[0]:  # on one line, in one column
                    yield from _after_names(view.words, *run.span())
                break


# «… frågor. Anna Ek avdelningschef Sändlista», «… För styrelsen Anna Ek Bo Berg ordförande kassör»
_SIGNS = re.compile(
    r"(?:[.!?]|[Hh]älsning(?:ar)?,?|tjänsten|[Ff]ör (?:styrelsen|\S+en)(?: i [A-ZÅÄÖ]\S+)?|\d) \Z"
)
_TAIL = re.compile(r"(?P<titles>[a-zåäö-]+(?: [a-zåäö-]+){0,3})(?=\Z|\n| [A-ZÅÄÖ\d]| \S+@)")


def _lower(view: View, begin: int, word: int, end: int) -> Iterator[FoundPerson]:
    """Who signs with the title in small letters after the name, or several, all names before all titles."""
    words = view.words
    tail = _TAIL.match(words, word, min(end, word + _BEFORE))
    if tail is None or not words[words.rfind(" ", begin, word - 1) + 1].isupper():
        return
    titles = [(word + one.start(), word + one.end()) for one in re.finditer(r"\S+", tail["titles"])]
    if not all(is_title(words[slice(*one)]) for one in titles):
        return
    names = names_in(words, max(begin, word - _BEFORE), word - 1)[-len(titles) :]
    signs = names and _SIGNS.search(words, max(begin, names[0].start() - 30), names[0].start())
    if signs and len(names) == len(titles) and names[-1].end() == word - 1:
        yield from _paired(words, names, titles)


def _paired(words: str, names: list[re.Match[str]], titles: list[_Span]) -> Iterator[FoundPerson]:
    """People whose titles stand beside each other after all their names, as two columns of signatures are read."""
    for name, title in zip(names, titles, strict=True):
        printed = words[slice(*title)]
        if is_name(name[0]) and name[0].partition(" ")[0].lower() in given_names():
            role = role_of(printed) or "official"
            yield FoundPerson(name[0], role, printed, None, *name.span(), "title-run-together", 0.75)


def _after_names(words: str, start: int, end: int) -> Iterator[FoundPerson]:
    """The people of a run of words with capitals that begins with a name and ends with a title."""
    titles = list(_titles(words, start, end))
    while titles and titles[0][0] == start and key_role(words[slice(*titles[0])]):
        start = titles.pop(0)[1] + 1  # «Handläggare Anna Ek Utredare»
    if not titles or titles[0][0] <= start or names_in(words, titles[-1][1], end):
        return
    beside = [one for one in titles if words[titles[0][0] : one[1]].count(" ") == titles.index(one)]
    names = names_in(words, start, titles[0][0] - 1)[-len(beside) :]
    if len(beside) == len(names) > 1 and beside == titles and names[-1].end() == titles[0][0] - 1:
        yield from _paired(words, names, titles)
        return
    borders = [(start, start), *titles]
    for (_, begin), title in pairwise(borders):
        names = names_in(words, begin, title[0] - 1)
        name = names[-1] if names else None
        if name is None or name.end() != title[0] - 1 or not is_name(name[0]):
            continue
        if len(titles) == 1 and name[0].partition(" ")[0].lower() not in given_names():
            continue  # a single pair can be two words of something else
        printed = words[slice(*title)]
        role = role_of(printed) or "official"
        yield FoundPerson(name[0], role, printed, None, *name.span(), "title-run-together", 0.75)


def _titles(words: str, start: int, end: int) -> Iterator[_Span]:
    """Where each title stands in a run: the words that are one, without those that can be a surname."""
    at = start
    for word in words[start:end].split(" "):
        if is_title(word):
            yield at, at + len(word)
        at += len(word) + 1
