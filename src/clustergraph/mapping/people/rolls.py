"""The roll of minutes: who decided, who stood in, who else was there, and who signs, by the labels of the first page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple

from clustergraph.mapping.people.attendance import in_one_cell
from clustergraph.mapping.people.fields import ROLLS
from clustergraph.mapping.people.roll_labels import Role, label_role, names_several
from clustergraph.mapping.people.roll_names import named_in
from clustergraph.mapping.people.surnames_first import names_turned
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    given_names,
    is_name,
    printed_role,
)
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_CELLS = re.compile(r"\t+|\s{3,}|\s*\|\s*|\s*(?:\.{3,}|…+|_{3,})\s*")
_GAP = re.compile(r"\s\s\s")
_RUNS_ON = pattern("persons", "rolls-runs-on")
_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][^:\d(]{3,140}): ?(?P<rest>.*)")
# «Ledamöter Anna Ek (S), Bo Berg (M)», on a later page after its number: «2 Övriga deltagare Anna Ek».
_BARE_LABEL = re.compile(
    rf"(?:\d{{1,3}} |(?:Sida |Sid )?\d{{1,3}} ?\(\d{{1,3}}\) |Sida )*(?=[A-ZÅÄÖ][a-zåäö, ]{{5,61}}+[^a-zåäö, .])(?P<label>[A-ZÅÄÖ][a-zåäö, ]{{5,60}}?)(?: \(\d+\))?:? (?P<rest>{NAME}.*)"
)
_WITHIN = pattern("persons", "label-within")
# a page of a transcript
_CONTENTS = re.compile(r"(?:\d{1,3} )?(?:\d{1,3} ?\(\d{1,3}\) )?(?:[\w -]{3,40} )?innehållsförteckning\b")
_MARKS = re.compile(r"[*_#]+")
_CHOSEN = re.compile(r" (?:utsågs|utses|valdes|väljs) ")
# What stands among the names and is none: an empty seat, which paragraphs are signed for, a line to sign on.
_TOLD = re.compile(r"[A-ZÅÄÖ][^:_]{18,}\w\.")  # a sentence
_NO_NAME = pattern("persons", "no-name-in-roll")
# Roles that one person each has, whose labels can stand side by side over the names.
_SINGLE = frozenset({"chair", "secretary", "adjuster"})
_HEAD = 120  # blocks in which the roll stands


class _Line(NamedTuple):
    stretch: Stretch
    cells: tuple[str, ...]


_MOST_SIGNERS = 3  # of one role, side by side
_POSTS = ("chair", "vice-chair")
_SIGNING = ("chair", "secretary", "adjuster")


def in_rolls(view: View) -> tuple[list[FoundPerson], frozenset[int]]:
    """The people of the roll, and the blocks that name them, which no other rule need read.

    A roll begins at a label such as «Beslutande» or «Ledamöter» and lies before the first paragraph of the minutes.
    """
    roll = _Roll(view)
    for line in _whole_labels(_lines(view)):
        # «Anna Ek utsågs att justera protokollet»
        if "justera" not in line.cells[0] or not _CHOSEN.search(line.cells[0]):
            roll.read(line)
    found = roll.found
    sure = sum(bool(one.party) for one in found) > 1 or len(found) > 1
    if not sure:
        return [], frozenset()
    parties = {one.name: one.party for one in found if one.party}
    told = [
        replace(one, party=one.party or parties.get(one.name))
        for one in found
        if not _told_better(one, found)
    ]
    return told, frozenset(view.at(one.start).index for one in found)


# «ANNA EK-LIND, Moderaterna»
_CAPITALS = re.compile(
    r"(?<![\w-])[A-ZÅÄÖÉ]{2,}(?:-[A-ZÅÄÖÉ]{2,})?(?: [A-ZÅÄÖÉ]{2,}(?:-[A-ZÅÄÖÉ]{2,})?)+(?![\w-])"
)


def _small(cell: str) -> str:
    """A cell with the names that are printed in capitals as they are written otherwise."""
    return _CAPITALS.sub(_written, cell)


def _written(words: re.Match[str]) -> str:
    name = words[0].title()
    given = name.partition(" ")[0].lower() in given_names() or min(map(len, name.split())) > _SHORTEST
    return name if given and is_name(name) else words[0]


_SHORTEST = 3  # letters of a word in capitals that can be an abbreviation


def _prose(line: _Line) -> bool:
    return line.stretch.kind in (Kind.PARAGRAPH, Kind.ITEM) and bool(_TOLD.fullmatch(line.cells[0]))


# «Anna Ek öppnade mötet», «Bo Al (S) har begärt ordet»
_ACTS = re.compile(
    rf"{NAME}(?: \([A-ZÅÄÖ]{{1,4}}\))? (?:[a-zåäö]{{3,}}(?:ade|rde|tte|dde)|har|tog|lade|gav) "
)


class _Roll:
    """What has been read of a roll, line by line."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: list[FoundPerson] = []
        self._begun = False
        self._told = (
            False  # whether running text has followed it: after that, single posts belong to a signature
        )
        self._posts: list[_Line] = []  # «Ordförande | Anna Ek» over the first list
        self._roles: tuple[Role | None, ...] = (None,)
        self._unclaimed: _Line | None = None  # names for which no label stands above
        self._waiting: list[Role] = []  # labels of one person each, whose names follow the last of them
        # «Beslutande» over other labels, the names of all of which follow the last
        self._stacked: list[Role] = []

    def read(self, line: _Line) -> None:
        """Take in a line: labels, names, or both."""
        labels = tuple(label_role(cell, self._begun) for cell in line.cells)
        if self._told:
            labels = tuple(one if one and one.slug in ROLLS else None for one in labels)
        self._begun = self._begun or any(role.slug in ROLLS for role in labels if role)
        if self._begun:
            for above in self._posts:
                self._read(above, tuple(map(label_role, above.cells)))
            self._posts = []
            self._read(_Line(line.stretch, tuple(map(_small, line.cells))), labels)
        else:
            post = label_role(line.cells[0]) if len(line.cells) > 1 else None
            self._posts = [*self._posts, line] if post and post.slug in _POSTS else []

    def _read(self, line: _Line, labels: tuple[Role | None, ...]) -> None:
        said = tuple(role for role in labels if role is not None)
        named = [
            cell
            for cell, role in zip(line.cells, labels, strict=True)
            if role is None and (NAME_PATTERN.search(cell) or names_turned(cell))
        ]
        if said and not named and self._unclaimed and all(one.slug in _SIGNING for one in said):
            self._signed_below(self._unclaimed, said)
            return
        self._unclaimed = line if named and not said and self._roles == (None,) else None
        if said and not named:
            self._labelled(line, said)
        elif not named:
            first = line.cells[0].lower()
            # A place to sign, or a given name whose surname is on the next line, does not end a list.
            if not (_NO_NAME.match(first) or first in given_names()):
                self._roles, self._stacked = (None,), []
            self._told = self._told or _prose(line)
        elif not said and _prose(line) and _ACTS.match(line.cells[0]):
            self._told, self._roles, self._stacked = True, (None,), []
        else:
            if said or (line.cells[0] and named[0] != line.cells[0]):
                self._roles = said[-1:] or (None,)
            for place, cell in enumerate(line.cells):
                role = self._roles[min(place, len(self._roles) - 1)]
                if role is not None and labels[place] is None:
                    self.found += self._people(line, cell, role)
            self._waiting, self._stacked = [], []

    def _signed_below(self, line: _Line, said: tuple[Role, ...]) -> None:
        """The names of a line whose titles stand below: «Anna Ek / Ordförande / Bo Ek / Justerare»."""
        for cell, role in zip(line.cells, (*said, *said[-1:] * len(line.cells)), strict=False):
            if len(names_in(cell)) <= _MOST_SIGNERS:
                self.found += named_in(self.view, line.stretch, cell, role)
        self._roles, self._unclaimed = (None,), None

    def _labelled(self, line: _Line, said: tuple[Role, ...]) -> None:
        """Labels without names: over columns, «Beslutande    Ej tjänstgörande ersättare»; else the last one counts."""
        alone = line.cells == line.cells[:1]
        if alone and said[0].slug in ROLLS:
            self._stacked.append(said[0])
        # Not «Närvarande    Ledamöter», of which the second is a part of the first.
        side_by_side = {one.slug for one in said}
        columns = len(said) == len(line.cells) > 1 and ("member" in side_by_side or side_by_side <= _SINGLE)
        columns = columns and said[0].slug != "participant"
        now = self._roles[0]
        if now is None or now.slug or not said[-1].group:  # not a group of those who are absent
            self._roles = said if columns else said[-1:]
        self._waiting = [*self._waiting, *said] if said[-1].slug in _SINGLE else []

    def _people(self, line: _Line, cell: str, role: Role) -> list[FoundPerson]:
        """The people of a cell under a label, under labels of one person each, or under stacked labels."""
        people = list(named_in(self.view, line.stretch, cell, role))
        elected = sum(bool(one.party) for one in people)
        stacked = self._stacked
        if [one.slug for one in stacked[:2]] == ["participant", "member"]:
            stacked = stacked[1:]  # «Närvarande / Ledamöter / Ersättare», one below the other
        heaped = stacked and (role.slug == "adjuster" or stacked[0].slug == "member")
        if heaped and role.slug not in ("member", "") and max(elected, len(people) - 1) > _MOST_SIGNERS:
            first = stacked[0]
            others = next((one for one in stacked if one.slug == "participant"), first)
            members = list(named_in(self.view, line.stretch, cell, first))
            rest = {one.start: one for one in named_in(self.view, line.stretch, cell, others)}
            return [one if one.party or not elected else rest.get(one.start, one) for one in members]
        if len(self._waiting) > 1 and len(people) >= len(self._waiting):
            roles = [*self._waiting, *[role] * len(people)]
            return [
                replace(one, role=who.slug, title=who.printed)
                for one, who in zip(people, roles, strict=False)
            ]
        return people


def _lines(view: View) -> Iterator[_Line]:
    """The printed lines of the head in cells, the label of a field among them; a list that runs on is one line."""
    labels: list[str] = []
    last = 0
    contents = "innehållsförteckning" in view.lower
    for stretch in view.stretches[:_HEAD]:
        block = stretch.block
        if block.number.startswith("§"):
            return
        if contents and _CONTENTS.match(view.lower, stretch.start):
            continue
        # A label whose value is not on its line is no block of the view.
        between, last = view.text[last : block.printed].strip("*_# :\n\t"), block.end
        if between and label_role(between) is not None:
            yield _Line(stretch, (between,))
        text = view.text[block.start : block.end]
        if view.text[block.end : block.end + 40].lstrip("*_ ").startswith("\t"):
            labels.append(text.strip("*_ :"))  # a heading beside another: «Beslutande    Ersättare»
            continue
        rows = _rows(text) if "\n" in text else [text]
        for row in chain.from_iterable(map(_at_labels, rows)):
            cells = _cells(row.strip("|\n "))
            if labels:
                cells, labels = [*labels, *cells], []
            elif stretch.kind is Kind.FIELD:
                cells = [block.name, *cells]
            elif key := _leading_label(cells[0]):
                cells = [key["label"], key["rest"], *cells[1:]]
            if len(cells) > 1:
                cells = in_one_cell(cells)
            if any(cells):
                yield _Line(stretch, tuple(cells))


def _whole_labels(lines: Iterator[_Line]) -> Iterator[_Line]:
    """The lines, a label that goes on below its beginning made whole: «Tjänstgörande    Anna Ek / ersättare    Bo Al»."""
    above: _Line | None = None
    for line in lines:
        whole = f"{above.cells[0]} {line.cells[0]}" if above and line.cells[0].islower() else ""
        if above and whole and label_role(whole) is not None:
            yield _Line(above.stretch, (whole, *above.cells[1:]))
            above = _Line(line.stretch, line.cells[1:]) if line.cells[1:] else None
            continue
        if above:
            yield above
        above = line
    if above:
        yield above


def _cells(row: str) -> list[str]:
    """The cells of a printed line, without the marks of Markdown."""
    wide = ("  " in row or "\xa0" in row) and _GAP.search(row)
    apart = wide or "\t" in row or "|" in row or "..." in row or "…" in row or "___" in row
    cells = _CELLS.split(row) if apart else [row]
    if "*" in row or "_" in row or "#" in row:
        cells = [_MARKS.sub("", cell) for cell in cells]
    return [cell.strip(" ,:") for cell in cells]


def _rows(text: str) -> list[str]:
    """The lines of a block, those that run on as one; where all but the last are full, the block is one."""
    rows = text.split("\n")
    if all(len(row) >= _FULL and not _CELLS.search(row.strip()) for row in rows[:-1]):
        return [" ".join(rows)]
    return _RUNS_ON.sub(" ", text).split("\n")


_FULL = 60  # characters of a line that breaks because the page ends


def _at_labels(row: str) -> list[str]:
    """A printed line, cut before each label that other words stand before: «Plats och tid Alsalen Beslutande Anna Ek»."""
    cuts = [
        found.start() + 1
        for found in _WITHIN.finditer(row)
        if label_role(found[0].strip()) is not None
        and (before := row[: found.start()]).strip(" *_#")
        # «Anna Ek (L) Tjänstgörande ersättare», «Ledamöter Närvarande» over two columns
        and not (found.end() == len(row) and (before.endswith(")") or label_role(before) is not None))
    ]
    return [row[start:end].rstrip() for start, end in pairwise([0, *cuts, len(row)])] if cuts else [row]


def _leading_label(line: str) -> re.Match[str] | None:
    """The label at the beginning of a line and what follows it; without a colon it is one of several people."""
    key = _LABEL.match(line) if ":" in line else None
    if key and label_role(key["label"]) is not None:
        return key
    key = _BARE_LABEL.match(line)
    return key if key and names_several(key["label"]) else None


def _told_better(one: FoundPerson, found: list[FoundPerson]) -> bool:
    """Whether a role that only a label gives stands at another place as a title: «kommunsekreterare»."""
    return one.title == printed_role(one.role) and any(
        other.name == one.name and other.role == one.role and other.title != one.title for other in found
    )
