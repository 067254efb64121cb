"""Several papers on one line, as copies of bundles are: where within the running text the head of the next one begins."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DOCUMENT_TYPES, STATED_TYPES
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import BODY, PAGE, governed, head_end, head_marks

_SHORTEST = 250  # characters of a paper
_OPENING = 700  # characters within which a paper has said its type, day and number
_WITHIN = 200  # characters of a head in which its marks stand
_NEAR = 40  # characters from the type to the number of the page
_GAP = 4  # characters between a type that only its place shows and the next line of a head
_BEFORE = 120  # characters of the lines above the type: page number, sender
_CASED = {one for one in STATED_TYPES | {"remiss", "kallelse"} if " " not in one}
_FIRST_PAGE = re.compile(r"(?<![\d/])1 ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-]))")
_LATER_PAGE = re.compile(r"(?<![\d/(])(?:[2-9]|[1-9]\d) ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-])|av \d)")
# What a list of papers that a decision builds on is called; the types in it begin none.
_LISTED = re.compile(
    r"(?:[Uu]nderlag(?:et)?|Bilagor|Handlingar(?: i ärendet)?|Bifogas|Källor|[Rr]eferenser)\b[^.!?]{0,160}\Z"
)
_SAYS = re.compile(r" (?:är|har|ska|bör|beslutar|föreslår|föreslås|kallas|yrkar|anser|överlämnar|översänds) ")
_OF_PAGE = ("Transkript ", "Transcript ")  # over the document that a page shows
_OFFICIAL = r"(?:Handläggare|HANDLÄGGARE)(?=:? [A-ZÅÄÖ])"


def part_papers(text: str, raws: list[Raw]) -> None:
    """Cuts each paragraph that holds the head of a further paper before that head."""
    begun = index = 0
    while index < len(raws):
        raw, follows = raws[index], index + 1
        index += 1
        while follows < len(raws) and not _BROKEN.search(text, raws[follows - 1].end, raws[follows].printed):
            follows += 1  # what was parted already on the same line
        end = raws[follows - 1].end
        if raw.kind is Kind.FURNITURE or end - raw.printed < _SHORTEST:
            continue
        restart = next(_restarts(text, raw, end, begun), None)
        if restart is None:
            continue
        at, type_ = restart
        rest = replace(
            raw,
            kind=Kind.PARAGRAPH,
            printed=at,
            start=at,
            gap=True,
            number="",
            marker="",
            mark="",
            style="",
            opens=True,
        )
        if "protokoll" not in type_.casefold():
            rest.end = end
            del raws[index:follows]
        before = replace(raw, end=raw.printed + len(text[raw.printed : at].rstrip()))
        raws[index - 1 : index] = [before, rest] if at > raw.printed else [rest]
        index -= at == raw.printed
        begun = at


_BROKEN = re.compile(r"\n")


@cache
def _anchors() -> re.Pattern[str]:
    """The type of a paper in capitals or with one, or the key over the name of the official in charge."""
    upper = "|".join(one.upper() for one in sorted(DOCUMENT_TYPES | _CASED, key=len)[::-1] if len(one) > 2)
    cased = "|".join(one.capitalize() for one in sorted(_CASED, key=len)[::-1])
    return re.compile(rf"(?<![\w(«”\"/-])(?:(?P<type>{upper}|{cased})|(?P<official>{_OFFICIAL}))(?![\w-])")


def _restarts(text: str, raw: Raw, end: int, begun: int) -> Iterator[tuple[int, str]]:
    """Where in a block the head of another paper begins, and its type; the paper before begins at `begun`, the line ends at `end`."""
    words = re.sub(r"[^\S ]", " ", text[raw.printed : min(end, raw.end + _WITHIN)])
    for anchor in _anchors().finditer(words, 0, raw.end - raw.printed):
        start = _line_begin(text, words, anchor.start(), raw.printed)
        at = raw.printed + start
        said = at - begun > _SHORTEST and _SAYS.search(text, begun, at)
        if not said or words.endswith(_OF_PAGE, 0, start) or governed(words, anchor.start()):
            continue
        if _is_head(words, start, anchor, text[begun : min(at, begun + _OPENING)]):
            yield at, anchor[0]


def _line_begin(text: str, words: str, at: int, printed: int) -> int:
    """Where the lines of a head above its type begin: the number of the page, the name of the sender."""
    lead = _LEAD.search(words, max(0, at - _BEFORE), at)
    if not lead:
        return at
    # The last receiver of the paper before is no sender.
    sent = _SENT.search(text, max(0, printed + lead.start() - _BEFORE), printed + lead.start())
    return at if sent and not lead[0][:1].isdigit() else lead.start()


_SENT = re.compile(r"(?:skickas|expedieras|sänds|delges|meddelas|[Kk]opia|kännedom)\b[^.]{0,90}\Z")
_SENDER = rf"(?:{BODY}|[A-ZÅÄÖ][\w-]+(?:kontoret|förvaltningen|kansliet|universitet|universitetet|högskola|högskolan)|(?:Region|Högskolan) [A-ZÅÄÖ][a-zåäö]+(?: län)?|Regeringskansliet|Hovrätten [\w ]{{5,25}})"
_LEAD = re.compile(rf"(?<!\S)(?<!§ )(?<!nr )(?:\d{{1,3}} )?(?:{PAGE} )?(?:{_SENDER} ){{0,3}}\Z")


def _is_head(words: str, start: int, anchor: re.Match[str], opening: str) -> bool:
    """Whether marks of a head stand round a type, and are not those of the paper before."""
    stop = head_end(words, anchor.end())
    end = min(anchor.end() + _WITHIN, stop.start() if stop else len(words))
    marks = list(head_marks().finditer(words, start, end))
    values = [mark[0] for mark in marks if mark["value"]]
    kinds = {mark.lastgroup for mark in marks} & {"key", "value", "page", "to", "handler"}
    keys = {mark[0].casefold() for mark in marks if mark["key"]} - {"handläggare"}
    first = bool(_FIRST_PAGE.search(words, start, anchor.end() + _NEAR))
    later = not first and bool(_LATER_PAGE.search(words, start, anchor.end() + _NEAR))
    known = [value in opening for value in values]
    if re.search(rf"(?<![\w-]){anchor[0]}(?![\w-])", opening):
        fresh = first or (not later and bool(known) and not any(known))
    else:
        minutes = "protokoll" in anchor[0].casefold() and "protokoll" in opening.casefold()
        fresh = first or not (later and (minutes or all(known)))
    if not fresh or anchor["official"]:
        return fresh and len(keys) > 1
    if not anchor[0].isupper():
        listed = _LISTED.search(words, max(0, start - 200), start)
        sure = first or bool(keys) or start < anchor.start()
        under = any(mark.start() - anchor.end() < _GAP for mark in marks if mark.start() >= anchor.end())
        return sure and under and not listed and len(kinds) + (len(values) > 1) > 1
    return len(kinds) + (len(values) > 1) > (0 if first else 1)
