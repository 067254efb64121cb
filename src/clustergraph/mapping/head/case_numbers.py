"""Which registry numbers of a document are its own, and which are another authority's."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.document_type import STRATEGIC, foreign_field
from clustergraph.mapping.head.number_keepers import Keepers
from clustergraph.mapping.head.parliament import paper_number
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.registry_numbers import (
    FORM,
    OF_PAPER,
    RegistryNumber,
    compact,
    head_number,
    is_number_key,
    leading_number,
    next_number,
    number_at,
)
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern, word_set
from clustergraph.reading import Kind


def find_case_numbers(
    material: Material, type_: str, issuer: Found | None, recipient: Found | None
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The document's own registry numbers, and those of others with their owners."""
    own: dict[str, Found] = {}
    foreign: dict[str, Found] = {}
    found = [
        *_numbered_fields(material),
        *_number_lines(material),
        *_under_paragraphs(material, type_),
        *_in_titles(material),
        *(_of_adopters(material) if type_ in STRATEGIC else ()),
        *(_of_parliament(material) if type_ == "motion" and "riksdag" in material.view.lower else ()),
        *(_in_margin(material) if type_ == "summons" else ()),
        *(_beside_signs(material) if material.view.is_digest else ()),
    ]
    told = {number.start: number for number in material.numbers if number.foreign is not None}
    found = [told.get(number.start, number) if number.foreign is None else number for number in found]
    keepers = Keepers(material, type_, issuer, recipient, found)
    spans = [(number.start, number.end) for number in found]
    found += [n for n in material.numbers if not any(n.start < end and start < n.end for start, end in spans)]
    # «IVO 3.5-418/2024», not a part of it
    whole = {n.end: n.start for n in sorted(found, key=lambda n: -n.start)}
    found = [n for n in map(compact, found) if FORM.match(n.number) and n.start == whole[n.end]]
    found = [n for n in found if not _is_cited(material, n)]
    cases = [n for n in found if not OF_PAPER.match(material.view.at(n.start).block.name)]
    found = cases if any(n.labelled and not n.foreign for n in cases) else found
    # In the order of the head, then what has a label before what has none.
    found.sort(key=lambda n: (n.start >= material.head and not n.labelled, n.start))
    for number in found:
        key = _BETWEEN.sub("", number.number).casefold()
        known = foreign.get(key)
        if key in own or (known and known.owner):
            continue
        figure = _FIGURE.search(number.number)
        figures = number.start + (figure.start() if figure else 0)
        if any(date.start <= figures and date.end >= number.end for date in material.dates):
            continue  # the column of the date, not of the number
        kept = keepers.keeper(number, [one.value for one in own.values()])
        if kept is None:
            continue
        owner, other = kept
        owner = owner if other or not keepers.of_party else None
        rule, sure = ("labelled-number", 0.95) if number.labelled else ("number-by-shape", 0.8)
        value = Found(number.number, number.start, number.end, rule, sure, owner)
        if other:
            foreign[key] = value
        elif known or (own and _is_of_another(material, number)):
            continue
        elif number.labelled or number.start < material.head or not own or type_ == "summons":
            own[key] = value
    return tuple(own.values()), tuple(foreign.values())


_FIGURE = re.compile(r"\d")
_BETWEEN = re.compile(r"[\s‐‑–-]+")  # «KS 2025-118», «KS-2025-118»: one number

_CITED = pattern("documents", "case-numbers-cited")
_EARLIER = pattern("documents", "case-numbers-earlier")
_REQUESTED = pattern("documents", "case-numbers-requested")
_KEYED = re.compile(r"(?:Underlag|Beslutsunderlag|Bilaga|Bilagor|Handlingar|Källa|Källor|Se även|Bifogas): ")
_OTHER_PAPER = pattern("documents", "case-numbers-other-paper")


def _is_of_another(material: Material, number: RegistryNumber) -> bool:
    """Whether running text names another decision or matter by its number."""
    stretch = material.view.at(number.start)
    running = stretch.kind in (Kind.PARAGRAPH, Kind.ITEM) and number.start > material.head
    before = max(stretch.start, number.label - 90)
    return running and bool(_OTHER_PAPER.search(material.view.lower, before, number.label))


def _is_cited(material: Material, number: RegistryNumber) -> bool:
    """Whether a number is that of another paper which a field names."""
    stretch = material.view.at(number.start)
    field = stretch.kind is Kind.FIELD and not is_number_key(stretch.block.name)
    running = stretch.kind in (Kind.PARAGRAPH, Kind.ITEM) and number.start > material.head
    lower = material.view.lower
    earlier = running and _EARLIER.search(lower, max(stretch.start, number.label - 70), number.label)
    if (earlier and not _REQUESTED.match(lower, number.end)) or (
        running and lower.startswith("tidigare ", stretch.start)
    ):
        return True
    field |= bool(_KEYED.match(material.view.words, stretch.start, number.label))
    return field and bool(_CITED.search(lower, stretch.start, number.label))


def _numbered_fields(material: Material) -> list[RegistryNumber]:
    """The values of fields such as «Diarienummer» and «Ert dnr»."""
    found = []
    for stretch in material.view.stretches:
        if stretch.kind is not Kind.FIELD:
            continue
        name = " ".join(stretch.block.name.lower().strip(" :.").split())
        if not is_number_key(name):
            continue
        words = material.view.words
        keeper = _KEEPER.match(words, stretch.start, stretch.end)
        column = next(iter(_line_ends(material.view, stretch)), stretch.start)
        apart = _NAME_APART.fullmatch(words, stretch.start, column)
        value = number_at(words, keeper.end() if keeper else column if apart else stretch.start)
        foreign = foreign_field(name) or (False if len(name.split()) > 1 else None)
        remark = _WHOSE.search(material.view.lower, stretch.start, stretch.end)
        foreign = remark["whose"].startswith(_THEIRS) if remark else foreign
        foreign = True if keeper and keeper["theirs"] else foreign
        while value and value[2] <= stretch.end:
            found.append(
                RegistryNumber(*value, foreign, True, stretch.start if keeper or apart else value[1])
            )
            value = next_number(words, value[2])
    return found


_KEEPER = pattern("documents", "case-numbers-keeper")
# «Diarienummer SGU    21-44/2022» in columns
_NAME_APART = re.compile(r"[A-ZÅÄÖ][^\W\d]{2,}(?: [^\W\d]+){0,3}")
_WHOSE = pattern("documents", "case-numbers-whose")
_THEIRS = ("er", "remittent", "mottagar", "motpart", "departement", "myndighet")
_UNDER = 3  # lines under the sign of a paragraph among which its number stands
# What parts a number from the heading before it; at the right of a heading it may be a bare year and serial number.
_BEFORE_NUMBER = re.compile(r"[(\[\t]| {2,}|[ ,][–—-] ")
_BARE_AT_END = re.compile(
    r" (?P<number>(?:[A-ZÅÄÖ]{2,5} )?(?:19|20)\d\d[/-]\d{3,6}|[A-ZÅÄÖ]{2,5}(?:[ /-]|(?=\d))\d\d[/-]?\d{2,6})$"
)


def _under_paragraphs(material: Material, type_: str) -> Iterator[RegistryNumber]:
    """The numbers of the cases in minutes: in the heading of «§ 12» or alone on a line under it."""
    view = material.view
    if type_ not in ("minutes", "minutes-excerpt"):
        return
    for opening in view.stretches:
        if not opening.block.number.startswith("§"):
            continue
        for number in material.numbers:
            if opening.start <= number.start < opening.end:
                yield number._replace(labelled=True)
        for stretch in view.stretches[opening.index : opening.index + _UNDER + 1]:
            if stretch is not opening and stretch.block.number:
                break
            if stretch.kind is not Kind.FIELD and (stretch is opening or stretch.end - stretch.start < 40):
                yield from _at_end(material, stretch, True)


def _in_titles(material: Material) -> Iterator[RegistryNumber]:
    """The numbers in brackets at the end of the headings of a head, and of numbered ones: «Remiss av en plan (2024-01171)»."""
    for stretch in material.view.stretches:
        numbered = stretch.block.number[:1].isdigit()
        if stretch.kind is Kind.HEADING and (
            numbered or not (stretch.block.number or stretch.start > material.head)
        ):
            yield from _at_end(material, stretch, False)


def _of_adopters(material: Material) -> Iterator[RegistryNumber]:
    """The numbers of those who adopted a strategy, where it says so at its beginning."""
    for stretch in material.view.stretches[:_TOP]:
        for number in material.numbers:
            if stretch.start <= number.start < stretch.end and _ADOPTED.search(
                material.view.lower, stretch.start, number.label
            ):
                yield number._replace(foreign=False, labelled=True)


_TOP = 12  # blocks
# «Antagen av regionfullmäktige 2025-03-01 (RS 2025/1)»
_ADOPTED = re.compile(r"\b(?:antag|fastställ|beslut)\w+ (?:av|i) [^.]*\($")


def _of_parliament(material: Material) -> Iterator[RegistryNumber]:
    """The number of a paper of the Riksdag: «Motion 2009/10:N379 av …»."""
    if paper := paper_number(material):
        number, start = paper
        yield RegistryNumber(number, start, start + len(number), False, True, start)


_MARGIN = re.compile(
    r"(?:\t| {3,})(?:[Dd]nr:? )?(?P<number>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö-]{0,7}[ /-]?(?:19|20)?\d\d[-/:.]\d{1,6}|(?:19|20)\d\d[-/]\d{2,6})(?=\n|\Z)"
)


def _in_margin(material: Material) -> Iterator[RegistryNumber]:
    """The numbers at the right of the lines of an agenda: «3   Bokslut            KN 2025/3»."""
    view = material.view
    for stretch in view.stretches:
        printed = view.text[stretch.block.printed : stretch.block.end]
        for match in _MARGIN.finditer(printed) if "   " in printed or "\t" in printed else ():
            at = view.words.find(match["number"], stretch.start, stretch.end)
            if at >= 0:
                yield RegistryNumber(match["number"], at, at + len(match["number"]), False, True, at)


_SIGNED = re.compile(
    r"\((?P<inner>[^()\n]{0,50}§ ?\d+[^()\n]{0,50})\)|[.!?)] (?P<tail>[^().!?§\n]{4,40}),? § ?\d+\.?(?=\n|\Z)"
)
# «KS 2025/3», too short to stand alone
_YEARLY = re.compile(r"[A-ZÅÄÖ]{1,6}[ /-]?(?:19|20)?\d\d[-/:.]\d{1,6}")
_PART_OF_SIGN = re.compile(r"[^,;]+")


def _beside_signs(material: Material) -> Iterator[RegistryNumber]:
    """The numbers that a digest prints beside the paragraphs: «(RS 2025/114, § 41)»."""
    for match in _SIGNED.finditer(material.view.words):
        for part in _PART_OF_SIGN.finditer(
            material.view.words, *match.span("inner" if match["inner"] else "tail")
        ):
            number = _LABEL.sub("", part[0].strip())
            if "§" not in number and (_YEARLY.fullmatch(number) or head_number(number)):
                at = part.start() + part[0].index(number)
                yield RegistryNumber(number, at, at + len(number), False, True, at)


_LABEL = re.compile(r"^(?:(?:[Dd]nr|[Dd]iarie|[Ää]rende)\w*)[.:]{0,2} ")


def _line_ends(view: View, stretch: Stretch) -> list[int]:
    """Where in the words of a block its printed lines and columns end, but the last."""
    printed = view.text[stretch.block.start : stretch.block.end]
    if not _APART.search(printed) and "\n" not in printed:
        return []
    blanks = (at for at in range(stretch.start, stretch.end) if view.words[at] == " ")
    return [at for at in blanks if view.text.startswith(("\n", "\t", "  "), view.stored(at, at + 1)[0])]


def _at_end(material: Material, stretch: Stretch, own: bool) -> Iterator[RegistryNumber]:
    """The number at the end of a line, in brackets or, in minutes where it is their own, at the right."""
    line = material.view.block_words(stretch).rstrip(" )]")
    borders = [border.end() for border in _BEFORE_NUMBER.finditer(line)]
    borders += [at + 1 - stretch.start for at in _line_ends(material.view, stretch)]
    begin = max(borders, default=0)
    bare = _BARE_AT_END.search(line, begin) if own and not head_number(line[begin:]) else None
    begin = bare.start("number") if bare else begin
    number = line[begin:]
    if head_number(number) and (own or (begin and ":" not in number)):
        start = stretch.start + begin
        yield RegistryNumber(number, start, start + len(number), False if own else None, own, start)


_AMONG_OTHERS = re.compile(r",? (?:m\.? ?fl\.?|\(delvis\)|\(del\))$")  # «Fi2016/03812 m.fl.»


def _of_series(view: View, stretch: Stretch, cell: str) -> bool:
    """Whether the line above makes a number that of the minutes of a year, «Sammanträdesprotokoll / 4/2019», or of a report: «… Ds / 2010:42»."""
    above = view.stretches[stretch.index - 1] if stretch.index else None
    words = view.block_words(above).lower().split() if above else []
    if words and words[-1].strip("(.") in word_set("documents", "number", "exclude"):
        return True
    return bool(_SERIAL.fullmatch(cell)) and " ".join(words).rstrip(" nr.").endswith("protokoll")


_SERIAL = re.compile(r"\d{1,2}[/-](?:19|20)\d\d")
_AUTHORITY = re.compile(r"[A-ZÅÄÖ]{2,5} (?=\d{3,5}-\d\d-\d\d)")  # «JK 1234-16-80»: not of the number
_APART = re.compile(r"\t| {2,}")
# each party's number: «AK 2025/210, SK 25-318»
_CELLS = re.compile(rf"{_APART.pattern}|(?<=\d), (?=[A-ZÅÄÖ\d])")
_PRINTED = frozenset({Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.ROW, Kind.HEADING})


def _number_lines(material: Material) -> Iterator[RegistryNumber]:
    """Lines of the head that are a number and nothing else but a date: «2024-04-22  2024/1034»."""
    view, words = material.view, material.view.words
    for stretch in view.stretches:
        if stretch.start >= material.head:
            return
        if stretch.kind not in _PRINTED or stretch.end - stretch.start > 60:
            continue
        borders = [border.span() for border in _CELLS.finditer(words, stretch.start, stretch.end)]
        borders += [(at, at + 1) for at in _line_ends(view, stretch)]
        borders += [date[1:] for date in material.dates if stretch.start <= date.start < stretch.end]
        start = stretch.start
        for end, following in [*sorted(borders), (stretch.end, stretch.end)]:
            cell = _AMONG_OTHERS.sub("", words[start:end].strip())
            remark = _WHOSE.search(cell.lower())
            cell = cell[: remark.start()].strip() if remark else cell
            if cell and head_number(cell) and not _of_series(view, stretch, cell):
                cell = _AUTHORITY.sub("", cell)
                at = words.index(cell, start)
                foreign = remark["whose"].startswith(_THEIRS) if remark else None
                yield RegistryNumber(cell, at, at + len(cell), foreign, False, at)
            elif cell and start > stretch.start and (leading := leading_number(cell)):
                at = words.index(leading, start)
                yield RegistryNumber(leading, at, at + len(leading), None, False, at)
            start = following
