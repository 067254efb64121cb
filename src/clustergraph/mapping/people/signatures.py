"""The people who sign: names with their titles after or before them, also side by side in columns."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from clustergraph.mapping.text.actors import places
from clustergraph.mapping.text.roles import NAME, NAME_PATTERN, FoundPerson, is_name, printed_role, role_of
from clustergraph.mapping.text.titles_of_people import base_form, is_title
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

_SIGNED = re.compile(rf"({NAME})(?: ?\(([A-ZÅÄÖ]{{1,4}}|-)\))?(?:, (.+))?$")
_ROWS = 6  # blocks at the end whose rows can be names side by side
_TITLE = re.compile(r"[a-zåäö-]{5,}(?: [a-zåäö-]+){0,4}")  # one that the thesaurus does not hold: «ombudsman»
_CONTACT = pattern("persons", "signatures-contact", re.IGNORECASE)
_PARTY = re.compile(r" \(([A-ZÅÄÖ]{1,3})\)$")  # «Regionstyrelsens ordförande (M)»
_GOES_ON = (" och", " för", "-", ",", " samt", " på", " vid")  # after which a title goes on on the next line
_SHORT = frozenset({Kind.SIGNATURE, Kind.PARAGRAPH, Kind.HEADING, Kind.LETTERHEAD})

Line = tuple[Stretch, str]


def in_signatures(view: View) -> Iterator[FoundPerson]:
    """The signatories of a document, each with the title printed beside the name."""
    for group in _groups(view):
        yield from _signed(view, group)


def _groups(view: View) -> Iterator[list[Line]]:
    """The lines of the signature at the end, as one group or one for each column."""
    lines: list[Line] = []
    columns: list[list[Line]] = []
    over = lexicon("persons")["signature"]["over"]
    begins: list[int] = []  # where the cells of their first row are printed
    last = max(len(view.stretches) - _ROWS, len(view.stretches) // 2)
    for stretch in view.stretches[_first(view) :]:
        printed = _printed(view, stretch)
        rows = [_cells(row) for row in printed]
        if stretch.kind is Kind.FIELD:
            rows = [[_clean(stretch.block.name), *row] for row in rows]
        if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].lower() in over:
            rows[0] *= len(rows[1])  # «Justerat» over two names
        row_at_end = stretch.kind is Kind.ROW and stretch.index >= last
        if stretch.kind not in _SHORT and not row_at_end and not _titles_of(rows, len(columns)):
            continue
        beneath = [_beneath(row, line, begins) for row, line in zip(rows, printed, strict=True)]
        goes_on = all(beneath) and (len(rows[0]) > 1 or printed[0][:1] == " " or printed[0][:1].islower())
        if not goes_on and not any(any(row[1:]) for row in rows):
            lines += [(stretch, row[0]) for row in rows if row and row[0]]
            continue
        if not goes_on and len(columns) != len(rows[0]):  # a new table, not «vd och koncernchef» under a name
            yield from columns
            titles = _titles_above(view, stretch, len(rows[0]))
            columns = [[(stretch, title)] for title in titles] or [[] for _ in rows[0]]
            begins = _begins(printed[0])
            beneath = [_beneath(row, line, begins) for row, line in zip(rows, printed, strict=True)]
        for row, placed in zip(rows, beneath, strict=True):
            columns += [[] for _ in row[len(columns) :]]
            for column, cell in zip(columns, placed or row, strict=False):
                column += [(stretch, cell)] if cell else []
    yield from columns
    yield lines


def _printed(view: View, stretch: Stretch) -> list[str]:
    """The lines of a block as they are printed, each with the blanks before it."""
    start = stretch.block.start
    blanks = start - view.text.rfind("\n", 0, start) - 1
    return (" " * blanks + view.text[start : stretch.block.end]).splitlines()


def _begins(line: str) -> list[int]:
    """Where the cells of a line begin that only blanks part; nothing for other tables."""
    return [] if "|" in line or "\t" in line else [cell.start() for cell in _CELL.finditer(line)]


_CELL = re.compile(r"(?:^|(?<=\s{3}))\S")


def _beneath(row: list[str], line: str, begins: list[int]) -> list[str]:
    """The cells of a printed line, each in the column that it stands under; nothing if one stands under none."""
    at = _begins(line)
    under = [column for place in at for column, begin in enumerate(begins) if abs(begin - place) < _ASIDE]
    if len(under) != len(row) or len(at) != len(row):
        return []
    return [row[under.index(column)] if column in under else "" for column in range(len(begins))]


_ASIDE = 4  # characters by which a cell may stand aside from the one above


def _cells(line: str) -> list[str]:
    return [_clean(cell) for cell in _CELLS.split(line.strip().strip("|").strip())]


_CELLS = re.compile(r"\t+|\s{3,}|\s*\|\s*")  # the last of a table in Markdown


def _titles_of(rows: list[list[str]], columns: int) -> bool:
    """Whether a block is the titles of names side by side, though its first is also a key: «Handläggare   Kanslichef»."""
    return columns > 1 and len(rows) == 1 and len(rows[0]) == columns and all(map(_title_role, rows[0]))


def _titles_above(view: View, stretch: Stretch, width: int) -> list[str]:
    """The titles in the row above names side by side, where it is a block of its own, one for each name."""
    if not stretch.index:
        return []
    above = view.stretches[stretch.index - 1].block
    titles = _cells(view.text[above.start : above.end].rpartition("\n")[2])
    if titles[0].lower() in lexicon("persons")["signature"]["over"]:
        titles *= width  # «Justerat» over two names
    told = [title for title in titles if "bestyrk" not in title.lower()]  # «Utdragsbestyrkande»
    return titles if len(titles) == width and all(map(_title_role, told)) else []


def _first(view: View) -> int:
    """Index of the first block of the signature: after the last running text, or the first so marked."""
    index = len(view.stretches)
    while index:
        stretch = view.stretches[index - 1]
        words = view.block_words(stretch)
        running = stretch.kind is Kind.PARAGRAPH and (len(words) > 60 or words.endswith("."))
        if running or (stretch.kind is Kind.ITEM and index < len(view.stretches) - 30):
            break
        index -= 1
    marked = next((s.index for s in view.stretches if s.kind is Kind.SIGNATURE), index)
    return min(index, marked)


def _clean(line: str) -> str:
    if not line:
        return ""
    line = _STAMP.sub("", _SIGNED_HERE.sub("", line))
    over = _DAY.sub("", line)
    if over.lower() in lexicon("persons")["signature"]["over"]:
        return over  # «Justerat 2024-12-10»
    key = _DOTS.split(line)[0].strip(" ,:–-/")
    if key != line and _title_role(key):
        return key  # «Sekreterare ........ Paragrafer §§ 30–52»
    line = _DRAWN.sub("", _CONTACT.sub("", line)).strip(" ,:–-/")
    if _FIGURES.search(line):
        return ""
    both = _NAME_AND_TITLE.fullmatch(line)
    titled = both and (is_title(both["title"]) if both["title"][0].isupper() else _title_role(both["title"]))
    return f"{both['name']}, {both['title']}" if both and titled else _lowered(line)


# «Anna Ek kommundirektör», «Anna Ek Bygglovschef»: the comma left out
_NAME_AND_TITLE = re.compile(
    rf"(?P<name>{NAME}) (?P<title>[a-zåäö-]{{4,}}(?: [a-zåäö-]+){{0,3}}|[A-ZÅÄÖ][a-zåäö-]{{4,}})"
)
# When it was signed: «Anna Ek, rektor, 2024-03-04 12:44»
_STAMP = re.compile(r"(?<=\w)[,:]? \d{4}-\d\d-\d\d(?:,? (?:kl\.? )?\d\d[.:]\d\d(?:[.:]\d\d)?)?$")
_SIGNED_HERE = re.compile(r"^Underskrift(?:er)?:?\s+(?=[A-ZÅÄÖ])")  # «Underskrifter Sekreterare …»
_DAY = re.compile(r":? (?:den )?\d[\w ./-]*$")
_DOTS = re.compile(r"[_.…]{3,}")
_DRAWN = re.compile(r"[_#|.…]{2,}|[*_\\]")
_FIGURES = re.compile(r"\d{2}|@|www\.")


def _lowered(line: str) -> str:
    """A name or a title printed in capitals as it is written otherwise: «PER EK», «Per EK», «ORDFÖRANDE»."""
    if line.isupper() and len(line) > 3 and role_of(line):
        return line.lower()
    name = " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in line.split(" "))
    return name if name != line and is_name(name) else line


def _signed(view: View, lines: list[Line]) -> Iterator[FoundPerson]:
    below = [*(line for _, line in lines[1:]), ""]
    names = [
        index
        for index, (_, line) in enumerate(lines)
        # not «Jussi Björlings / folkhögskola»
        if _is_signed(line)
        and not (line.endswith("s") and below[index][:1].islower() and not _title_role(below[index]))
    ]
    for index in names:
        stretch, line = lines[index]
        match = _SIGNED.match(line)
        if match is None:
            continue
        title = _beside_name(match[3] or "", line) or _over_or_under(lines, names, index)
        if any(is_name(name[0]) for name in NAME_PATTERN.finditer(title.partition(", ")[0])):
            title = ""  # the line of somebody else: «Anna Ek ordförande»
        start = view.lower.find(match[1].lower(), stretch.start, stretch.end)
        role = _title_role(title)
        if role and title.lower() in lexicon("persons")["signature"]["over"]:
            title = printed_role(role)  # «Vid protokollet» is no title
        behalf = index > 0 and _BEHALF.fullmatch(lines[index - 1][1])
        if title.startswith(("(", "för ")):  # the organisation: «(Finansdepartementet)», «för Musikrådet»
            title = ""
        if start < 0 or not (role or behalf or view.words.startswith(match[1], start)):
            continue  # words in capitals alone can be a heading
        yield FoundPerson(
            match[1],
            role or "signatory",
            _PARTY.sub("", title) or printed_role("signatory"),
            match[2] or (party[1] if (party := _PARTY.search(title)) else None),
            start,
            start + len(match[1]),
            "signature",
            0.9 if role else 0.65,
        )


def _beside_name(words: str, line: str) -> str:
    """The title in the words after a name on its line, empty if they hold none."""
    # «Anna Ek, jurist, har varit föredragande.»
    title = words.partition(",")[0] if line.endswith(".") else words
    told = _TOLD.match(title)  # «Anna Ek, är ordförande i nämnden»
    if told:  # also «Anna Ek, sekreterare hos Bo Al»
        said = told["title"] or told["held"] or ""
        return said if _title_role(said) else ""
    return "" if title.lower() in places("municipality") else title  # «Anna Ek, Kramfors»


def _over_or_under(lines: list[Line], names: list[int], index: int) -> str:
    """The title in the lines above or below a name, or what stands below it."""
    above = lines[index - 1][1] if index else ""
    if _title_first(lines, index):
        return above
    stop = next((one for one in names if one > index), len(lines))
    title = _after(lines, index, stop)
    if _title_role(title) or _TITLE.fullmatch(title) or not (index and _title_role(above)):
        return title
    return title if {index - 1, index - 2}.intersection(names) else above  # the title of the name before


_TOLD = re.compile(rf"(?:är|var|har) (?P<title>[\w-]*)|(?P<held>[^,]+?) (?:hos|åt|till) {NAME}.*")
_BEHALF = re.compile(r"(?:På|För) .{3,60} vägnar,?")


def _title_first(lines: list[Line], index: int) -> bool:
    """Whether the title of a name stands above it: «Ordförande / Anna Ek / Justerare / Bo Berg».

    Titles and names take turns; what stands first in their row comes first throughout.
    """
    over = lexicon("persons")["signature"]["over"]
    if index and lines[index - 1][1].lower() in over and not _title_role(_next(lines, index, over)):
        return True
    below = [line for _, line in lines[index + 1 : index + 3]]
    led = index and lines[index - 1][1].lower() not in over and _title_role(lines[index - 1][1])
    if below and not led and _title_role(below[0]) and not any(_is_signed(line) for line in below):
        return False  # «Vid protokollet / Ewa Ek / Sekreterare»
    at = index
    while at:
        above = lines[at - 1][1]
        turns = _is_signed(above) if at != index and not _is_signed(lines[at][1]) else _title_role(above)
        if not turns:
            break
        at -= 1
    return at < index and not _is_signed(lines[at][1])


def _next(lines: list[Line], index: int, over: list[str]) -> str:
    """The line after a name, unless it belongs to the next one: «Vid protokollet / Ewa Ek / Justeras / Bo Ek»."""
    line = lines[index + 1][1] if index + 1 < len(lines) else ""
    return "" if line.lower() in over else line


@lru_cache(64)  # for each name of a signature the lines around it are asked
def _title_role(line: str) -> str | None:
    """The role that a line of the signature names, that of those who verify the minutes among them."""
    adjusts = line.lower().strip(" :") in lexicon("persons")["fields"]["adjuster"]
    if adjusts:
        return "adjuster"
    if line.startswith("För "):
        return None  # «För Sveriges Lärare» says for whom
    words = line.rstrip(",.").split()
    noun = words and not _is_signed(line) and (base_form(words[0].rstrip(",")) or base_form(words[-1]))
    return role_of(line) or ("official" if noun else None)


def _is_signed(line: str) -> bool:
    match = _SIGNED.match(line)
    return bool(match) and is_name(match[1] if match else "")


def _after(lines: list[Line], index: int, stop: int) -> str:
    """The title in the lines after a name: those of the same block, or the next line if it is a title, and what goes on."""
    rest = lines[index + 1 : stop]
    if not rest or not (rest[0][0] is lines[index][0] or _title_role(rest[0][1])):
        return ""
    title = rest[0][1]
    titled = _title_role(title)
    for (_, above), (stretch, line) in pairwise(rest):
        beside = stretch is lines[index][0] and not titled
        if not (beside or line[0].islower() or above.endswith(_GOES_ON)):
            break
        title += f" {line}"
    return title[:90]
