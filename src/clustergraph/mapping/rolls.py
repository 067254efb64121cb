"""The roll of minutes: who decided, who stood in, who else was there, and who signs, by the labels of the first page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from clustergraph.mapping.name_runs import names_in
from clustergraph.mapping.person_fields import PARTY, ROLLS, printed_party, several_role
from clustergraph.mapping.roles import NAME, NAME_PATTERN, FoundPerson, is_name, printed_role, role_of
from clustergraph.mapping.roll_labels import Role, label_role, names_several
from clustergraph.mapping.view import Stretch, View
from clustergraph.reading import Kind

_CELLS = re.compile(r"\t+|\s{3,}|\s*\|\s*|\s*\.{4,}\s*")
_GAP = re.compile(r"\s\s\s")
# A line break within a list: after a comma or «och», or before lower case.
_RUNS_ON = re.compile(r"\n(?:(?:(?<=,\n)|(?<=\boch\n)|(?<=\bsamt\n))\s*|\s*(?=[a-zåäö]))")
_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][^:\d(]{3,140}): ?(?P<rest>.*)")
# «Ledamöter Anna Ek (S), Bo Berg (M)», on a later page after its number: «2 Övriga deltagare Anna Ek».
_BARE_LABEL = re.compile(rf"(?:\d{{1,3}} )*(?P<label>[A-ZÅÄÖ][a-zåäö, ]{{5,60}}?):? (?P<rest>{NAME}.*)")
_MARKS = re.compile(r"[*_#]+|\.{3,}")
# The body that somebody represents, without a comma after the name: «Gerd Holm Omsorgsnämnden».
_BODY_AFTER = re.compile(
    r" (?:[A-ZÅÄÖ]\w{2,40}iska|[A-ZÅÄÖ]\w{0,40}(?:nämnden|styrelsen|utskottet|kontoret|förvaltningen|rådet))$"
)
# When somebody was there: «§§ 51–58», «kl. 9–10», «(ej studiedag)».
_WHEN = re.compile(
    r",? ?(?:(?:deltog )?(?:del av|ej|inte|vid|utom|fr ?\.?o ?\.?m\.?|t ?\.?o ?\.?m\.?) )?§.*$|,? ?\bkl\.? ?\d.*$|,? ?\d(?!:[ea]).*$"
)
_IN_BRACKETS = re.compile(r",? ?\((?P<title>[a-zåäö][^()]*)\)")
_UNCLOSED = re.compile(r" \([A-ZÅÄÖ]{1,3}$")  # «Ida Ek (C»
# «Anna Ek, s, ordförande», «Bo Berg, c»
_PARTY_BETWEEN = re.compile(r", (s|m|c|l|v|fp|kds?|mp|sd|vpk|nyd|[SMCLV]|FP|KD|MP|SD)(?=,|$| [A-ZÅÄÖ])")
_AFTER_COMMA = re.compile(r",? \((?=[A-Za-zÅÄÖåäö-]{1,4}\))")  # «Anna Ek, (C)»
# «byggnadsekolog», «praktikant HR-avdelningen»: a title that the thesaurus does not hold.
_OTHER_TITLE = re.compile(
    r"(?!(?:via|ej|inte|under|till|från|deltog|deltar|digitalt|delvis|del|vid|utom|genom|lämnade|anlände|som|för|ersätt\w*|tjänstg\w*)\b)"
    r"(?:[A-ZÅÄÖ]{2,4}-)?[a-zåäö/-]{4,}(?: [\wåäöÅÄÖ&/-]+){0,4}"
)
_GLUED = re.compile(r", (?!och|samt|ersätt)(?:[12]:[ea] |[A-ZÅÄÖ]{2,4}-)?[a-zåäö][^,;()]* ")
_STANDS_IN = re.compile(
    r"(?:\bför|ersätter|i stället för|istället för|\bistf\.?|\bi st\. ?f\.|\bi ?s ?f\.?|\bers\.)$"
)
_FOR_WHOM = re.compile(r"(?<=ersättare) för .*")
_PARTS = re.compile(r",|;|(?<!-) (?:och|samt)(?= |$)")
# The article and the ending of several: «föredragandena», «juristerna», «handläggarna».
_SEVERAL = re.compile(r"(?<=[a-zåäö]{3})erna$|(?<=ar|er)na$|(?<=ande)na$")
_CHOSEN = re.compile(r" (?:utsågs|utses|valdes|väljs) [^.]{0,60}justera")
# What stands among the names and is none: an empty seat, which paragraphs are signed for, a line to sign on.
_NO_NAME = re.compile(
    r"vakant|-|paragraf|§|se (?:bilaga|sida)|enligt|justeringens (?:plats|tid|datum)|(?:plats|tid) och |[\d\W]*\Z"
)
# Roles that one person each has, whose labels can stand side by side over the names.
_SINGLE = frozenset({"chair", "secretary", "adjuster"})
_HEAD = 120  # blocks in which the roll stands


class _Line(NamedTuple):
    stretch: Stretch
    cells: tuple[str, ...]


_MOST_SIGNERS = 3  # of one role, side by side
_SIGNING = ("chair", "secretary", "adjuster")


def in_rolls(view: View) -> tuple[list[FoundPerson], frozenset[int]]:
    """The people of the roll, and the blocks that name them, which no other rule need read.

    A roll begins at a label such as «Beslutande» or «Ledamöter» and lies before the first paragraph of the minutes.
    """
    roles: tuple[Role | None, ...] = (None,)
    begun = False
    found: list[FoundPerson] = []
    unclaimed: _Line | None = None  # names for which no label stands above
    waiting: list[Role] = []  # labels of one person each, whose names follow the last of them
    for line in _lines(view):
        if "justera" in line.cells[0] and _CHOSEN.search(line.cells[0]):
            continue  # «Anna Ek utsågs att justera protokollet»
        labels = tuple(label_role(cell, begun) for cell in line.cells)
        begun = begun or any(role.slug in ROLLS for role in labels if role)
        if not begun:
            continue
        said = tuple(role for role in labels if role is not None)
        named = [cell for cell in line.cells if NAME_PATTERN.search(cell)]
        if said and not named and unclaimed and all(one.slug in _SIGNING for one in said):
            # «Anna Ek / Ordförande / Bo Ek / Justerare»: the titles stand below the names.
            below = [
                (cell, role)
                for cell, role in zip(
                    unclaimed.cells, (*said, *said[-1:] * len(unclaimed.cells)), strict=False
                )
                if len(names_in(cell)) <= _MOST_SIGNERS
            ]
            found += [one for cell, role in below for one in _named(view, unclaimed.stretch, cell, role)]
            roles, unclaimed = (None,), None
            continue
        unclaimed = line if named and not said and roles == (None,) else None
        if said and not named:
            # «Beslutande    Ej tjänstgörande ersättare» over two columns of names; else the last label counts.
            columns = len(said) == len(line.cells) > 1 and any(one.slug == "member" for one in said)
            absent = roles[0] is not None and not roles[0].slug and said[-1].group
            roles = roles if absent else said if columns else said[-1:]
            waiting = [*waiting, *said] if said[-1].slug in _SINGLE else []
            continue
        if not named:
            roles = roles if _NO_NAME.match(line.cells[0].lower()) else (None,)
            continue
        if said or (line.cells[0] and named[0] != line.cells[0]):
            roles = said[-1:] or (None,)
        for place, cell in enumerate(line.cells):
            role = roles[min(place, len(roles) - 1)]
            if role is not None and labels[place] is None:
                people = list(_named(view, line.stretch, cell, role))
                if len(waiting) > 1 and len(people) >= len(waiting):
                    people = [
                        replace(one, role=who.slug, title=who.printed)
                        for one, who in zip(people, [*waiting, *[role] * len(people)], strict=False)
                    ]
                found += people
        waiting = []
    sure = sum(bool(one.party) for one in found) > 1 or len(found) > 3
    if not sure:
        return [], frozenset()
    told = [one for one in found if not _told_better(one, found)]
    return told, frozenset(view.at(one.start).index for one in found)


def _lines(view: View) -> Iterator[_Line]:
    """The printed lines of the head in cells, the label of a field among them; a list that runs on is one line."""
    labels: list[str] = []
    last = 0
    for stretch in view.stretches[:_HEAD]:
        block = stretch.block
        if block.number.startswith("§"):
            return
        # A label whose value is not on its line is no block of the view.
        between, last = view.text[last : block.printed].strip("*_# :\n\t"), block.end
        if between and label_role(between) is not None:
            yield _Line(stretch, (between,))
        text = view.text[block.start : block.end]
        if view.text[block.end : block.end + 40].lstrip("*_ ").startswith("\t"):
            labels.append(text.strip("*_ :"))  # a heading beside another: «Beslutande    Ersättare»
            continue
        for row in _RUNS_ON.sub(" ", text).split("\n") if "\n" in text else (text,):
            printed = row.strip("|\n ")
            wide = "  " in printed or "\xa0" in printed
            apart = "\t" in printed or "|" in printed or "...." in printed or (wide and _GAP.search(printed))
            cells = _CELLS.split(printed) if apart else [printed]
            if "*" in printed or "_" in printed or "#" in printed or "..." in printed:
                cells = [_MARKS.sub("", cell) for cell in cells]
            cells = [cell.strip(" ,:") for cell in cells]
            if labels:
                cells, labels = [*labels, *cells], []
            elif stretch.kind is Kind.FIELD:
                cells = [block.name, *cells]
            elif key := _leading_label(cells[0]):
                cells = [key["label"], key["rest"], *cells[1:]]
            if any(cells):
                yield _Line(stretch, tuple(cells))


def _leading_label(line: str) -> re.Match[str] | None:
    """The label at the beginning of a line and what follows it; without a colon it is one of several people."""
    key = _LABEL.match(line) if ":" in line else None
    if key and label_role(key["label"]) is not None:
        return key
    key = _BARE_LABEL.match(line)
    return key if key and names_several(key["label"]) else None


def _named(view: View, stretch: Stretch, cell: str, label: Role) -> Iterator[FoundPerson]:
    """Each name in a cell with its party and the title before or after it."""
    cell = _PARTY_BETWEEN.sub(r" (\1)", cell)
    cell = _UNCLOSED.sub(r"\g<0>)", _AFTER_COMMA.sub(" (", cell))
    people = names_in(cell)
    at, before = stretch.start, _PARTS.split(cell[: people[0].start()])[-1] if people else ""
    role, shown_role = label.slug, label.printed
    # «Maj Ek (S), ordförande Bo Falk (C)», the line breaks lost: no title stands before the first name.
    titled = role_of(before.strip(" :,")) or (people and role_of(people[0][0].split()[0]))
    titles_after = len(people) > 1 and not titled and not several_role(before.strip(" :,"))
    shared = ""  # the title that several names follow
    last: FoundPerson | None = None
    for place, person in enumerate(people):
        stop = people[place + 1].start() if place + 1 < len(people) else len(cell)
        party = PARTY.match(cell, person.end())
        between = cell[party.end() if party else person.end() : stop]
        glued = titles_after and stop < len(cell) and _GLUED.fullmatch(between)
        after, following = _titles(between, bool(glued) or stop == len(cell))
        title, name = before.strip(" :,"), _BODY_AFTER.sub("", person[0])
        first, _, rest = name.partition(" ")
        if is_name(rest) and role_of(first):
            title, name = first, rest
        listed = several_role(title)
        if listed in ROLLS and listed:  # «ledamöterna Anna Ek och Bo Berg, ersättarna …»
            role, shown_role, title, shared = listed, printed_role(listed), "", ""
        several = role_of(_singular(title)) if _singular(title) != title else None
        shared = _singular(title) if several else ("" if title or after else shared)
        title = shared or title
        stands_in = bool(_STANDS_IN.search(title))
        if stands_in and last:
            kept = last.title if role_of(last.title) not in (None, *ROLLS) else "ersättare"
            last = replace(last, role="substitute", title=kept)
        start = view.words.find(name, at, stretch.end)
        if last:
            yield last
        last, before = None, following
        if start < 0 or not is_name(name):
            continue
        at = start + len(name)
        shown = "" if stands_in else next((one for one in (title, after) if role_of(one)), "")
        held = role_of(shown) if shown and role in (*ROLLS, "") else None
        other = next((one for one in (title, after) if _OTHER_TITLE.fullmatch(one)), "")
        if shown and role not in (*ROLLS, "") and role_of(shown) == "member":
            shown = ""  # «Ordförande: Anna Ek, ledamot»
        printed = shown or (other if role == "participant" else "") or shown_role
        last = FoundPerson(
            name,
            "" if stands_in else held or role,
            "" if stands_in or not role else printed,
            printed_party(party["party"]) if party else None,
            start,
            at,
            "roll",
            0.95,
        )
    if last:
        yield last


def _titles(between: str, is_last: bool) -> tuple[str, str]:
    """The title of the name before, and that of the name after, in the words between the two."""
    bracket = _IN_BRACKETS.match(between)
    if bracket and role_of(bracket["title"]):
        return bracket["title"], ""
    between = re.sub(r"\([^)]*\)", "", between)
    parts = _PARTS.split(between)
    following = "" if is_last else _WHEN.sub("", parts.pop().strip())
    said = [_WHEN.sub("", part.strip()).strip() for part in parts]
    after = ", ".join(part for part in said if part)
    after = after.strip().partition("  ")[0]
    after = _FOR_WHOM.sub("", after.strip(" .")[:60].removeprefix("som "))
    return after, following


def _singular(title: str) -> str:
    """«föredragandena» → föredragande, «handläggarna» → handläggare; other titles as they stand."""
    one = _SEVERAL.sub("", title)
    return f"{one}e" if one != title and one.endswith("ar") else one


def _told_better(one: FoundPerson, found: list[FoundPerson]) -> bool:
    """Whether a role that only a label gives stands at another place as a title: «kommunsekreterare»."""
    return one.title == printed_role(one.role) and any(
        other.name == one.name and other.role == one.role and other.title != one.title for other in found
    )
