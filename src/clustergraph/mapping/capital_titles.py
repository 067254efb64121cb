"""Signatures that lost their line breaks: «Anna Ek Utbildningsdirektör Bo Berg Avdelningschef»."""

import re
from collections.abc import Iterable, Iterator

from clustergraph.mapping.name_runs import names_in
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.roles import FoundPerson, is_name, role_of
from clustergraph.mapping.titles_of_people import is_title
from clustergraph.mapping.view import View

_REACH = 60  # characters of a name and a title
# «Regionstyrelsens ordförande», «Tf förvaltningschef», «Biträdande direktör»
_BEGINS = re.compile(
    r"(?:[A-ZÅÄÖ][a-zåäö-]+s|Tf\.?|Bitr\.?|Biträdande|Tillförordnad|Vice|Vikarierande|Administrativ|Kommunal) \Z"
)
_WORD_BEFORE = re.compile(r"(\S+) \Z")
_APART = re.compile(r"\s\s|[\n\t|]")
_NAMES_NEXT = re.compile(r" (?:[A-ZÅÄÖ]\S+ ){2,3}")


def by_capital_titles(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """Each name before a title with a capital letter, in a row of names and titles that a name begins."""
    for hit in hits:
        stretch = view.at(hit.start)
        start = title_start(view.words, hit.start)
        name = name_before(view.words, stretch.start, start, hit.end)
        if name is not None and is_name(name[0]) and _on_one_line(view, name.start(), hit.end):
            title = view.words[start : hit.end]
            yield FoundPerson(
                name[0], role_of(title) or "official", title, None, *name.span(), "title-after-name", 0.82
            )


def _on_one_line(view: View, start: int, end: int) -> bool:
    """Whether the words stand on one printed line, in one column."""
    return not _APART.search(view.text, *view.stored(start, end))


def title_start(words: str, noun: int) -> int:
    """Where the title begins that the noun at an offset ends."""
    begins = _BEGINS.search(words, max(0, noun - _REACH), noun)
    return begins.start() if begins else noun


def name_before(words: str, begin: int, start: int, end: int) -> re.Match[str] | None:
    """The name that a title `start`–`end` with a capital letter follows without a mark, if it is that name's title.

    It is not where another title leads the name, or where only the next name has one: «Ordförande Anna Ek Sekreterare Bo Berg».
    """
    if not words[start : start + 1].isupper() or words[start - 1 : start] != " ":
        return None
    names = names_in(words, max(begin, start - _REACH), start - 1)
    if not names or names[-1].end() != start - 1:
        return None
    led = _WORD_BEFORE.search(words, max(begin, names[-1].start() - 30), names[-1].start())
    if led and is_title(led[1]):
        before = title_start(words, led.start(1))
        if name_before(words, begin, before, led.end(1)) is None:
            return None
    if _NAMES_NEXT.match(words, end):
        following = names_in(words, end + 1, end + _REACH)
        alone = following and following[0].start() == end + 1 and not _titled(words, following[0].end())
        return None if alone else names[-1]
    return names[-1]


def _titled(words: str, end: int) -> bool:
    """Whether a title with a capital letter follows the name that ends at an offset."""
    first, second, *_ = [*words[end : end + _REACH].split(), "", ""]
    begins = first[:1].isupper() and words.startswith(" ", end)
    return begins and (
        is_title(first.strip(".,")) or bool(_BEGINS.match(f"{first} ") and is_title(second.strip(".,")))
    )
