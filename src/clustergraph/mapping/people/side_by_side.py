"""Names and titles in a row without a mark between them: «Anna Ek Kommunstyrelsens ordförande Bo Berg Rektor»."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from clustergraph.mapping.people.fields import PARTY, key_role, printed_party
from clustergraph.mapping.people.titles import title_begin
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import FoundPerson, given_names, is_name, role_of
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.reading import Kind

# where what stands side by side is told by the form
_COLUMNS = frozenset({Kind.FIELD, Kind.ROW, Kind.SIGNATURE})
_HELD = re.compile(r" [^.,:;()\n]{4,50} ")  # between a title and the name of who holds it at an office
_REACH = 70  # characters of names beside a title
# What a signature follows: the end of a sentence, a greeting, for whom it is.
_SIGNS = re.compile(
    r"(?:[.!?]|[Hh]älsning(?:ar)?,?|tjänsten|[Ff]ör (?:styrelsen|\S+en)(?: i [A-ZÅÄÖ]\S+)?|\d) \Z"
)
# What ends one: the end of the text, a further word with a capital, a number or an address.
_ENDED = re.compile(r"\Z|[\n.]| [A-ZÅÄÖ\d]| \S+@")


class _Part(NamedTuple):
    """A name or a title of a row, where it stands, and where the party in brackets after it ends."""

    is_title: bool
    start: int
    end: int
    stop: int
    party: str | None


def _part(view: View, start: int, end: int, is_title: bool = False) -> _Part:
    party = PARTY.match(view.words, end)
    if party is None:
        return _Part(is_title, start, end, end, None)
    return _Part(is_title, start, end, party.end(), printed_party(party["party"]))


def side_by_side(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """Everybody in a row of names and titles; `hits` are the nouns of titles and the roles of the thesaurus.

    A row that ends with a title has the titles after the names, one that only begins with one before; two
    columns of signatures stand with all their names before all their titles.
    """
    for row in _rows(view, hits):
        if row[0].is_title and row[-1].is_title and key_role(_printed(view, row[0])):
            del row[0]  # «Handläggare Anna Ek Utredare»
        pairs = list(_pairs(row))
        if len(pairs) == 1 and not _sure(view, *pairs[0]):
            continue
        for name, title in pairs:
            printed = _printed(view, title)
            role = role_of(printed) or key_role(printed) or "official"
            party = name.party or title.party
            yield FoundPerson(
                _printed(view, name), role, printed, party, name.start, name.end, "title-run-together", 0.75
            )


def _printed(view: View, part: _Part) -> str:
    return view.words[part.start : part.end]


def _pairs(row: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Each name with its title, where names and titles take turns throughout, one by one or as many of each."""
    groups = [list(parts) for _, parts in groupby(row, lambda part: part.is_title)]
    if len(groups) % 2:
        return  # a title between two names: whose it is, other words tell
    last = groups[-1]
    turns = list(zip(groups[::2], groups[1::2], strict=True))
    if all(len(one) == len(other) for one, other in turns):
        for one, other in turns:
            yield from zip(one, other, strict=True) if last[0].is_title else zip(other, one, strict=True)


def _sure(view: View, name: _Part, title: _Part) -> bool:
    """Whether a single name with a title after it is that of a person: it has a capital, or somebody signs."""
    known = _printed(view, name).partition(" ")[0].lower() in given_names()
    if name.start > title.start or not (known or view.words.startswith(",", name.stop)):
        return False
    begin = max(view.at(name.start).start, name.start - 30)
    signs = _SIGNS.search(view.words, begin, name.start) and _ENDED.match(view.words, title.end)
    told = view.words[title.start].isupper() or view.words.startswith((",", ".", ";", " ("), title.stop)
    return told or bool(signs)


def _rows(view: View, hits: Iterable[Hit]) -> Iterator[list[_Part]]:
    """Titles and the names that touch them, in rows that nothing but a blank parts."""
    row: list[_Part] = []
    lone: _Part | None = None
    for stretch, title in _titles(view, hits):
        begin = max(stretch.start, title.start - _REACH, row[-1].stop + 1 if row else 0)
        names = _touching(view, begin, title.start)
        first = names[0] if names else title
        if row and not _touch(view, row[-1].stop, first.start):
            yield from _ended(view, row)
            lone, row = row[-1], []
        if lone and names and _HELD.fullmatch(view.words, lone.end, first.start):
            row, lone = [lone], None  # «Verksamhetschef Hörselvården Anna Ek Rektor Bo Berg»
        row += [*names, title]
    if row:
        yield from _ended(view, row)


def _ended(view: View, row: list[_Part]) -> Iterator[list[_Part]]:
    """A row with the names after its last title, if it has any name."""
    begin, stop = row[-1].stop, view.at(row[-1].start).end
    for name in names_in(view.words, begin, min(stop, begin + _REACH)) if begin < stop else []:
        if is_name(name[0]) and _touch(view, row[-1].stop, name.start()):
            row.append(_part(view, *name.span()))
    if len(row) > 1:
        yield row


def _touching(view: View, begin: int, end: int) -> list[_Part]:
    """The names that end where a title begins, one beside the other."""
    found: list[_Part] = []
    for name in reversed(names_in(view.words, begin, end) if begin < end else []):
        part = _part(view, *name.span())
        if not is_name(name[0]) or not _touch(view, part.stop, found[0].start if found else end):
            break
        found.insert(0, part)
    return found


def _touch(view: View, end: int, start: int) -> bool:
    """Whether two parts stand beside each other, on one line and in one column."""
    if not _BETWEEN.fullmatch(view.words, end, start):
        return False
    end, start = end - 1, start + 1
    printed = view.text[slice(*view.stored(end, start))]
    return printed.replace("\n", " ", _run_on(view, view.at(end))) == view.words[end:start]


def _run_on(view: View, stretch: Stretch) -> bool:
    """Whether a signature has lost the gaps between its columns: several names on one line."""
    line = view.text[stretch.block.start : stretch.block.end].partition("\n")[0]
    return stretch.kind is Kind.SIGNATURE and not _GAP.search(line) and len(names_in(line)) > 1


_GAP = re.compile(r"\s{2}|[\t|,]")
_BETWEEN = re.compile(r",? (?:(?:och|samt) )?")


def _titles(view: View, hits: Iterable[Hit]) -> Iterator[tuple[Stretch, _Part]]:
    """The titles of running text, each once, with the words that belong to it."""
    done = 0
    for hit in hits:
        stretch = view.at(hit.start)
        apart = stretch.kind in _COLUMNS and not _run_on(view, stretch)
        if hit.start >= done and not apart and hit.end <= stretch.end:
            done = hit.end
            word = view.words.rfind(" ", stretch.start, hit.start) + 1 or stretch.start
            word += view.words.startswith("(", word)
            begin = title_begin(view.words, word, stretch.start, owned=True)
            yield stretch, _part(view, begin, hit.end, is_title=True)
