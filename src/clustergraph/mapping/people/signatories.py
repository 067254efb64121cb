"""For whom each person signs, where several organisations do: by line and column of the printed signature."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

AGREEMENTS = frozenset({"letter-of-intent", "agreement-document"})
_KINDS = frozenset({Kind.SIGNATURE, Kind.ROW, Kind.PARAGRAPH, Kind.LETTERHEAD})
_LONGEST = 120  # characters of a line of a signature
_REST = 25  # characters after an organisation on its line over the signature
_BEFORE = 3  # blocks before the first signatory in which the organisations can stand
_APART = 4  # blocks that can stand between two signatories
_SIGNED_AT = "place-of-signature"  # directly over who signs
_ABOVE, _BELOW, _NEXT = 6, 2, 3  # printed lines between a name and its organisation
_CELL = 20  # columns that stand for one cell of a table in Markdown
_ASIDE = 6  # columns by which an organisation may stand beside the name: «För» stands before it


class _Place(NamedTuple):
    """Where words are printed: the line counted from the beginning of the text, the column, and that of their cell."""

    line: int
    column: int
    cell: int


def signing(material: Material) -> tuple[Named, ...]:
    """The organisations that stand in the signature at the end, each at the beginning of a line or cell."""
    view = material.view
    first = _last_signature(view)
    if first is None:
        return ()
    found = []
    for one in material.named:
        stretch = view.at(one.start)
        if one.unit or stretch.index < first - _BEFORE or stretch.kind not in _KINDS:
            continue
        if material.sections[stretch.index].kind == "distribution":
            continue
        if stretch.end - stretch.start > _LONGEST * 2 or view.words[stretch.end - 1] == ".":
            continue
        at, end = view.stored(one.start, one.end)
        if stretch.index < first and stretch.end - one.end > _REST and not _CELL_ENDS.match(view.text, end):
            continue  # a sentence over the signature, or a line of a list
        before = view.text[max(0, at - 4) : at].lower()
        if (
            one.start == stretch.start
            or before.endswith(("\n", "\t", "   ", "för "))
            or before[-2:] in (", ", "| ")
        ):
            found.append(one)
    begin = view.stretches[max(0, first - _BEFORE)].start
    found += [] if len({one.slug for one in found}) > 1 else _places(material, begin)
    return tuple(sorted(found, key=lambda one: one.start))


_CELL_ENDS = re.compile(r"\s*(?:\||\t|\s{3})")


def _places(material: Material, begin: int) -> list[Named]:
    """The municipalities named, where their place and «den» or a day stand over who signs: «Lycksele den    Vindeln den»."""
    towns = {one.slug: one for one in material.named if one.type == "municipality"}
    found = []
    for one in towns.values() if len(towns) > 1 else ():
        place = one.name.rpartition(" ")[0]
        sought = re.compile(rf"(?<![\w-])(?:{place}|{place.removesuffix('s')}),? (?:den(?!\w)|\d{{4}}-)")
        found += [
            replace(
                one, rule=_SIGNED_AT, start=match.start(), end=match.start() + len(place.removesuffix("s"))
            )
            for match in sought.finditer(material.view.words, begin)
        ]
    return found


def parties(material: Material) -> tuple[Named, ...]:
    """The organisations that the beginning of an agreement names as its parties: «mellan A, B och C», «Parter: A och B»."""
    words = material.view.words
    for opening in _PARTIES.finditer(words, 0, _BEGINNING):
        end = min(len(words), opening.end() + _LISTED)
        found = [one for one in material.named if opening.end() <= one.start < end and not one.unit]
        listed = [
            one
            for index, one in enumerate(found)
            if index == 0 or _BETWEEN.fullmatch(words, found[index - 1].end, one.start)
        ]
        if len(listed) > 1 and listed[0].start - opening.end() < 2:
            return tuple(listed)
    return ()


_PARTIES = pattern("persons", "parties")
_BETWEEN = pattern("persons", "signatories-between")
_BEGINNING, _LISTED = 1_500, 400


def _last_signature(view: View) -> int | None:
    """The index of the block with which the signature at the end begins; the official in the head is no part of it."""
    signed = [stretch.index for stretch in view.stretches if stretch.kind is Kind.SIGNATURE]
    if not signed:
        return _last_table(view)
    first = signed[-1]
    for index in reversed(signed):
        first = index if first - index <= _APART else first
    return first


def _last_table(view: View) -> int | None:
    """The index of the first row of the tables that a document ends with."""
    ending = takewhile(lambda one: one.kind in (Kind.ROW, Kind.FURNITURE), reversed(view.stretches))
    return min((one.index for one in ending if one.kind is Kind.ROW), default=None)


def signs_for(material: Material, persons: Sequence[FoundPerson]) -> dict[str, str]:
    """The name of each signatory → the slug of the organisation, where at least two organisations sign."""
    organisations = signing(material)
    if len({one.slug for one in organisations}) < 2:
        return {}
    view = material.view
    places = [(one, _place(view, one.start, one.end)) for one in organisations]
    first = organisations[0].start - _LONGEST
    people = {
        one.name: _place(view, one.start, one.end)
        for one in persons
        if one.start >= first and view.at(one.start).kind in _KINDS
    }
    if len(people) < 2:
        return {}  # one who signs under a list of receivers
    beside = {name: found for name, at in people.items() if (found := _beside(places, at, people.values()))}
    named = {(at.line, at.cell) for at in people.values()}
    places = [(one, place) for one, place in places if (place.line, place.cell) not in named]
    people = {name: at for name, at in people.items() if name not in beside}
    above = {name: found for name, at in people.items() if (found := _nearest(places, at, -1))}
    below = {name: found for name, at in people.items() if (found := _nearest(places, at, 1))}
    # One signature is laid out throughout like its first name.
    first_above = next(iter(people), None) in above and len(above) >= len(below)
    return beside | (above if first_above else below)


def _place(view: View, start: int, end: int) -> _Place:
    at, _ = view.stored(start, end)
    line = view.text.rfind("\n", 0, at) + 1
    before = view.text[line:at].expandtabs(8)
    # cells of Markdown are not aligned
    in_cell = before.count("|") * _CELL if before.startswith("|") else len(before)
    gaps = [gap.end() for gap in _GAP.finditer(before)]  # «Rektor, Mora högskola      Rektor, Orsa högskola»
    cell = in_cell if before.startswith("|") else (gaps or [0])[-1]
    return _Place(view.text.count("\n", 0, at), in_cell, cell)


_GAP = re.compile(r"^ +| {3,}")


def _beside(places: Sequence[tuple[Named, _Place]], at: _Place, people: Collection[_Place]) -> str | None:
    """The organisation after a name on its line, with nobody else between: «Anna Ek, rektor, Mora högskola»."""
    ends = [one.column for one in people if one.line == at.line and one.column > at.column]
    near = [
        (place.column, one.slug)
        for one, place in places
        if place.line == at.line and at.column < place.column < min([*ends, _WIDEST])
    ]
    return min(near)[1] if near else None


_WIDEST = 1000  # columns


def _nearest(places: Sequence[tuple[Named, _Place]], at: _Place, way: int) -> str | None:
    """The organisation nearest above (`way` -1) or below a name in its column, or beside it on its line."""
    reach = _ABOVE if way < 0 else _BELOW
    near = [
        (abs(place.line - at.line), abs(place.cell - at.cell), one.slug)
        for one, place in places
        if 0 < (place.line - at.line) * way <= (_NEXT if one.rule == _SIGNED_AT else reach)
        and abs(place.cell - at.cell) <= _ASIDE
    ]
    return min(near)[2] if near else None
