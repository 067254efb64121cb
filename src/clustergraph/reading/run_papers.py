"""Several papers on one line, as copies of bundles are: where within the running text the head of the next one begins."""

import re
from functools import cache

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DOCUMENT_TYPES, FINITE_VERBS, STATED_TYPES, pattern
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import BODY, PAGE, governed, head_end, head_marks

_SHORTEST = 250  # characters of a paper
_PRINTED = 150  # characters of a line of print
_OPENING = 700  # characters within which a paper has said its type, day and number
_WITHIN = 200  # characters of a head in which its marks stand
_NEAR = 40  # characters from the type to the number of the page
_GAP = 4  # characters between a type that only its place shows and the next line of a head
_BEFORE = 120  # characters of the lines above the type: page number, sender
_CASED = {one for one in STATED_TYPES | {"remiss", "kallelse"} if " " not in one}
_FIRST_PAGE = re.compile(r"(?<![\d/])1 ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-]))")
_LATER_PAGE = re.compile(r"(?<![\d/(])(?:[2-9]|[1-9]\d) ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-])|av \d)")
_LISTED = pattern("listed")
_SAYS = re.compile(rf" (?:{'|'.join(FINITE_VERBS)}|översänds|kallas) ")  # no name of a page
_GLUED = re.compile(r"[\w(«”\"/-]")  # before a type that is only a part of a word, or quoted
_OF_PAGE = ("Transkript ", "Transcript ")  # over the document that a page shows
_OFFICIALS = ("Handläggare", "HANDLÄGGARE")


def paper_starts(words: str) -> list[int]:
    """Where in a line of a file the heads of later papers begin."""
    begun, found = 0, []
    for anchor in _anchors().finditer(words, _SHORTEST):
        at = _line_begin(words, anchor.start())
        if _begins(words, begun, at, anchor):
            begun = at
            found.append(at)
    return found


def mark_papers(text: str, raws: list[Raw]) -> None:
    """Marks the blocks with which a later paper begins on a line, or a page on one line, so that its head is read as one."""
    begun = 0
    for raw in raws:
        flat = raw.kind in _LINES and raw.printed - begun >= _SHORTEST and _is_flat(text, raw)
        anchor = _start().match(text, raw.printed, raw.end) if flat else None
        if anchor and _begins(text, begun, raw.printed, anchor):
            begun = raw.printed
            raw.kind, raw.paper = Kind.PARAGRAPH, True
            raw.start, raw.number, raw.marker, raw.mark, raw.style = raw.printed, "", "", "", ""


_LINES = (Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM)


def _is_flat(text: str, raw: Raw) -> bool:
    """Whether the line of the file that a block stands on holds more than a line of print."""
    end = text.find("\n", raw.printed)
    return (end if end >= 0 else len(text)) - text.rfind("\n", 0, raw.printed) > _PRINTED


@cache
def _anchor() -> str:
    """The type of a paper in capitals or with one, or the key over the name of the official in charge."""
    upper = (one.upper() for one in DOCUMENT_TYPES | _CASED if len(one) > 2)
    words = either([*upper, *map(str.capitalize, _CASED), *_OFFICIALS])
    # `re` skips to the first letters of words that nothing is asked about before them: see `_begins`.
    return rf"(?P<word>{words})(?![\w-])(?:(?<!{')(?<!'.join(_OFFICIALS)})|(?=:? [A-ZÅÄÖ]))"


@cache
def _anchors() -> re.Pattern[str]:
    return re.compile(_anchor())


@cache
def _start() -> re.Pattern[str]:
    """The beginning of a line that is such a head."""
    return re.compile(_ABOVE + _anchor())


def _begins(text: str, begun: int, at: int, anchor: re.Match[str]) -> bool:
    """Whether the head of another paper begins with the line of a type; the paper before begins at `begun`."""
    word = anchor.start("word")
    if at - begun < _SHORTEST or _GLUED.match(text, word - 1, word) or not _SAYS.search(text, begun, at):
        return False
    if text.endswith(_OF_PAGE, 0, at) or governed(text, word):
        return False
    return _is_head(text, at, anchor, text[begun : min(at, begun + _OPENING)])


def _line_begin(words: str, at: int) -> int:
    """Where the lines of a head above its type begin: the number of the page, the name of the sender."""
    lead = _LEAD.search(words, max(0, at - _BEFORE), at)
    if not lead:
        return at
    # The last receiver of the paper before is no sender.
    sent = _SENT.search(words, max(0, lead.start() - _BEFORE), lead.start())
    return at if sent and not lead[0][:1].isdigit() else lead.start()


_SENT = re.compile(r"(?:skickas|expedieras|sänds|delges|meddelas|[Kk]opia|kännedom)\b[^.]{0,90}\Z")
_SENDER = rf"(?:{BODY}|[A-ZÅÄÖ][\w-]+(?:kontoret|förvaltningen|kansliet|universitet|universitetet|högskola|högskolan)|(?:Region|Högskolan) [A-ZÅÄÖ][a-zåäö]+(?: län)?|Regeringskansliet|Hovrätten [\w ]{{5,25}})"
_ABOVE = rf"(?:\d{{1,3}} )?(?:{PAGE} )?(?:{_SENDER} ){{0,3}}"
_LEAD = re.compile(rf"(?<!\S)(?<!§ )(?<!nr ){_ABOVE}\Z")


def _is_head(words: str, start: int, anchor: re.Match[str], opening: str) -> bool:
    """Whether marks of a head stand round a type, and are not those of the paper before."""
    word, stop = anchor["word"], head_end(words, anchor.end())
    official = word in _OFFICIALS
    end = min(anchor.end() + _WITHIN, stop.start() if stop else len(words))
    marks = list(head_marks().finditer(words, start, end))
    values = [mark[0] for mark in marks if mark["value"]]
    kinds = {mark.lastgroup for mark in marks} & {"key", "value", "page", "to", "handler"}
    keys = {mark[0].casefold() for mark in marks if mark["key"]} - {"handläggare"}
    first = bool(_FIRST_PAGE.search(words, start, anchor.end() + _NEAR))
    later = not first and bool(_LATER_PAGE.search(words, start, anchor.end() + _NEAR))
    known = [value in opening for value in values]
    if re.search(rf"(?<![\w-]){word}(?![\w-])", opening):
        # An official's page may leave its keys without values: then the page number or the sender above them shows it.
        new = not any(known) if known else official and start < anchor.start("word")
        fresh = first or (not later and new)
    else:
        minutes = "protokoll" in word.casefold() and "protokoll" in opening.casefold()
        fresh = first or not (later and (minutes or all(known)))
    if not fresh or official:
        return fresh and len(keys) > 1
    if not word.isupper():
        listed = _LISTED.search(words, max(0, start - 200), start)
        sure = first or bool(keys) or start < anchor.start("word")
        under = any(mark.start() - anchor.end() < _GAP for mark in marks if mark.start() >= anchor.end())
        return sure and under and not listed and len(kinds) + (len(values) > 1) > 1
    return len(kinds) + (len(values) > 1) > (0 if first else 1)
