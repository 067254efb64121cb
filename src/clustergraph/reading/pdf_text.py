"""Printed lines put together into paragraphs, headings and lists, page after page."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from clustergraph.reading import marks
from clustergraph.reading.emphasis import SUSPENDED
from clustergraph.reading.genre import DOCUMENT_TYPES, pattern
from clustergraph.reading.pdf_layout import Printed
from clustergraph.reading.raw import terminated

_LETTER = re.compile(r"(?<!\w)\w-\Z")  # «e-» of «e-legitimation» at the end of a line
_PAGE = "\f"  # stands where a page begins until its offset is counted
_DIGITS = re.compile(r"\d+")
_SUSPENDED = re.compile(SUSPENDED)
_TRAILING_PAGE = re.compile(
    r"\s*(?:sida?|sidan)?\s*\d{1,3}\s?(?:\(\d{1,3}\)|av\s\d{1,3})\s*\Z", re.IGNORECASE
)
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-zåäö]\)) ")
_LABEL = re.compile(r"(?:\d{1,3}[.)]|[a-zåäö]\)|\(\w\)|§§?\s?\d|\d{1,2}(?:\.\d{1,2})+\.?)\s")
# What a browser prints on each page: the hour of printing, the address of the page.
_BROWSER = re.compile(
    r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? (?:kl\.? )?\d{1,2}[:.]\d\d(?: [AP]M)?(?:\t|\Z)|(?:https?|file)://\S+(?:\t|\Z| \d{1,3}/\d{1,3}))"
)
# A number or a day, or a key; the year of a plan tells nothing.
_TELLING = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?:\s?[–—/-]\s?(?:20)?\d\d)?(?![\d/.-]))\d{3}|:")
_RUNNING = 25  # characters of a line of running text
_SENDER = pattern("sender", re.IGNORECASE)


def compose(pages: list[list[Printed]]) -> tuple[str, tuple[int, ...]]:
    """The text of the pages, and the offset at which each begins; an empty page begins where the next does."""
    kept = _without_running(pages)
    body, leading = _measures(kept)
    ranks = _ranks(kept, body)
    groups: list[list[str]] = []
    # The paragraph that may go on over small print, with its last line and page; the small print after it.
    ends: dict[bool, tuple[Printed, int, list[str]]] = {}
    marked = 0
    for at_page, page in enumerate(kept):
        small = _small_print(page, body)
        for index, line in enumerate(page):
            words = _PAGE * (at_page + 1 - marked) + line.text.strip()
            marked = at_page + 1
            aside = line.aside or index >= small
            above, above_page, group = ends.get(aside, (None, -1, []))
            join = _join(above, line, leading, at_page != above_page) if above else None
            if join is None:
                group = [_mark(line, body, ranks), words]
                groups.append(group)
            else:
                _append(group, words, join)
            if not aside:
                ends.pop(True, None)
            ends[aside] = (line, at_page, group)
    text = _written(groups) + _PAGE * (len(pages) - marked)
    return _counted(text)


def _small_print(page: list[Printed], body: float) -> int:
    """Where the notes and the foot of a page begin: what stands under the last line of its text in smaller print."""
    last = max((index for index, line in enumerate(page) if line.size > 0.88 * body), default=-1)
    return last + 1 if last >= 0 else len(page)


def _counted(marked: str) -> tuple[str, tuple[int, ...]]:
    """The text without the signs for page beginnings, and where they stood."""
    pieces = marked.split(_PAGE)
    offsets = []
    at = len(pieces[0])
    for piece in pieces[1:]:
        offsets.append(at)
        at += len(piece)
    return "".join(pieces), tuple(offsets)


def _tells(words: str) -> bool:
    """Whether a running head says what may be said nowhere else: a number, a date, the type, the sender."""
    return bool(_TELLING.search(words) or _SENDER.search(words)) or any(
        cell.strip().casefold() in DOCUMENT_TYPES for cell in re.split(r"\t| {2,}", words)
    )


def _without_running(pages: list[list[Printed]]) -> list[list[Printed]]:
    """The pages without page numbers and what stands in the margin of many; registry data is kept once."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(line.margin, one) for line in page if line.margin for one in _cells(line.text)})
    often = max(2, 0.4 * len(pages))
    told: set[str] = set()
    first = {
        cell
        for page in pages[:1]
        for line, text in zip(page, _in_text(page), strict=True)
        if not text
        for cell in line.text.split("\t")
    }
    kept = []
    for number, page in enumerate(pages):
        lines = []
        for line, text in zip(page, list(_in_text(page)), strict=True):
            if line.margin and not (text and line.margin == "head"):
                if marks.PAGE.fullmatch(line.text) or _BROWSER.match(line.text):
                    continue
                if number and line.margin == "head" and first.issuperset(line.text.split("\t")):
                    continue  # what the letterhead says, on the second of two pages
                if all(seen[line.margin, one] >= often for one in _cells(line.text)):
                    words = _TRAILING_PAGE.sub("", line.text)
                    tells = number == 0 or _tells(words)  # the first is the letterhead
                    if line.margin == "foot" or words in told or not tells:
                        continue
                    told.add(words)
                    line.text = words
            lines.append(line)
        kept.append(lines)
    return kept


def _in_text(page: list[Printed]) -> Iterator[bool]:
    """For each line of a page, whether running text of its column has begun: two lines of a size, the lower of which goes on."""
    flow, begun = -1, False
    for line, below in zip(page, [*page[1:], None], strict=True):
        goes_on = below and line.size == below.size and below.text[:1].islower()
        begun = (begun and flow == line.flow) or bool(goes_on and len(line.text) > _RUNNING)
        flow = line.flow
        yield begun


def _cells(words: str) -> list[str]:
    """What a line of the margin repeats on other pages: its cells with words, its figures aside."""
    cells = [_DIGITS.sub("#", cell) for cell in words.split("\t")]
    return [cell for cell in cells if any(map(str.isalpha, cell))] or [_DIGITS.sub("#", words)]


def _measures(pages: list[list[Printed]]) -> tuple[float, float]:
    """The size of running text in points, and its distance from line to line in sizes."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    body = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0
    steps = sorted(
        above.low - line.low
        for page in pages
        for above, line in pairwise(page)
        if above.flow == line.flow and above.size == line.size == body and 0 < above.low - line.low < 3 * body
    )
    return body, (steps[len(steps) // 3] if steps else 1.3 * body) / body


def _ranks(pages: list[list[Printed]], body: float) -> dict[float, int]:
    """The depth of a heading by its size, the largest first."""
    sizes = {line.size for page in pages for line in page if line.size >= body * 1.12 and len(line.text) > 2}
    return {size: min(rank, 6) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _mark(line: Printed, body: float, ranks: dict[float, int]) -> str:
    if line.size in ranks and len(line.text) < 200:
        return "#" * ranks[line.size] + " "
    return "**" if line.bold and line.size >= body - 0.5 else ""


def _join(above: Printed, line: Printed, leading: float, new_page: bool) -> str | None:
    """How a line goes on from the one above: by a space, by a line break, or not at all (None)."""
    if above.size != line.size or above.bold != line.bold:
        return None
    if marks.BULLET.match(line.text):
        return None
    unfinished = not terminated(above.text)
    lower = line.text[:1].islower()
    room = above.edge - above.right
    word = len(line.text.split(maxsplit=1)[0]) * line.size * 0.5
    if new_page or above.flow != line.flow:
        goes_on = unfinished and (lower or (room < word and not _LABEL.match(line.text)))
        return " " if goes_on else None
    step = above.low - line.low
    if step > leading * line.size * 1.35 or step < 0:
        return None
    if marks.LEADERS.search(above.text) or marks.LEADERS.search(line.text) or "\t" in above.text + line.text:
        return "\n"
    if _LABEL.match(line.text) and room > 0 and not (room < word and unfinished):
        return None
    line.hangs = _hangs(above, line) and (unfinished or room < word)
    if line.hangs:
        return " "
    if lower and room > 0.5 * (above.edge - above.left) and abs(above.left - line.left) < 1 and unfinished:
        return "\n"  # a short line ends on purpose: a name over its title
    if lower or above.text.endswith("-") or (room < word + line.size * 0.3 and not line.aside):
        indented = (
            line.left > above.left + line.size and not unfinished and not marks.BULLET.match(above.text)
        )
        return None if indented and not lower else " "
    return "\n" if unfinished else None


def _hangs(above: Printed, line: Printed) -> bool:
    """Whether a line is set in under the words of a list item as its other lines are."""
    if above.hangs:
        return abs(line.left - above.left) < 1
    listed = marks.BULLET.match(above.text) or _ITEM.match(above.text)
    return bool(listed) and 0.5 * line.size < line.left - above.left < 4 * line.size


def _append(group: list[str], words: str, join: str) -> None:
    """Adds a line; a word cut at the line end is joined, a hyphen that belongs to it stays."""
    bare = words.lstrip(_PAGE)
    pages = words[: len(words) - len(bare)]
    above = group[-1]
    if join == " " and above.endswith("-") and len(above) > 1 and above[-2].isalnum():
        if bare[:1].islower():
            if not (_SUSPENDED.match(bare) or _LETTER.search(above)):
                group[-1] = above[:-1]
                group.append(pages + bare)
                return
            if _LETTER.search(above):
                group.append(pages + bare)
                return
        elif bare[:1].isalnum():
            group.append(pages + bare)
            return
    group.append(pages + join + bare if join != "\n" else join + pages + bare)


def _written(groups: list[list[str]]) -> str:
    return "\n".join(_blocks(groups)) + "\n" if groups else ""


def _blocks(groups: list[list[str]]) -> Iterator[str]:
    tight = False
    for number, (mark, *pieces) in enumerate(groups):
        words = "".join(pieces)
        bare = words.lstrip(_PAGE)
        pages = words[: len(words) - len(bare)]
        bullet = marks.BULLET.match(bare)
        if bullet:
            bare = "- " + bare[bullet.end() :]
        elif mark.startswith("#"):
            bare = mark + bare.replace("\n", " ")
        elif mark and len(bare) < 200:
            bare = "\n".join(f"**{line}**" for line in bare.split("\n"))
        if number and not (tight and bullet):
            yield ""
        tight = bool(bullet)
        yield pages + bare
