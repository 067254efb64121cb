"""Words without Markdown emphasis, line breaks and soft hyphens, each mapped back to the stored text."""

import re
from bisect import bisect_right
from typing import NamedTuple

# A suspended hyphen («hälso- och sjukvård») stays before these; any other lower-case word was cut.
SUSPENDED = r"(?:och|eller|samt|till|respektive|som|men|&)\b"

_SPECIAL = r"[*_!\[\\<\t\n\r\f\v\xa0\x85\u00ad\u2000-\u200d\u2028-\u202f\u205f\u2060\u3000\ufeff]"
_MARK = re.compile(_SPECIAL)
_CANDIDATE = re.compile(rf"{_SPECIAL}|  |- ")
_MARKUP = re.compile(
    r"(?P<star>\*+)"
    r"|(?P<low>(?<!\w)_+(?=\w)|(?<=[^\s_])_+(?!\w))"
    r"|(?P<link>!?\[(?P<label>[^\[\]]{0,500})\]\([^()\s]{0,500}(?:[ ]\"[^\"\n]{0,200}\")?\))"
    r"|(?P<hyphen>-(?<=\w-)(?:[ \t]*\r?\n\s*(?!(?i:"
    + SUSPENDED
    + r"))(?=\w)|[ ](?=[A-ZÅÄÖ])(?!(?i:"
    + SUSPENDED
    + r"))))"
    r"|(?P<drop>[\u00ad\u200b-\u200d\u2060\ufeff]|\\(?=[*_#\[\]().+>|-])|</?(?:b|i|u|em|strong|sup|sub)>)"
    r"|(?P<space>\s\s+|[^\S ]|<br[ ]?/?>)"
)


class Plain(NamedTuple):
    """The words of a stretch of stored text, and where each of them stands in it.

    words: the text without markup (`**`, `*`, `[…](…)`), every run of white space as one space, words
        that a line end cut put together again.
    runs: offsets in `words` where a stretch copied unchanged begins; `stored` holds the matching offsets
        in the stored text.
    """

    words: str
    runs: tuple[int, ...]
    stored: tuple[int, ...]

    def offset(self, index: int) -> int:
        """The offset in the stored text of the character at `index` of `words`."""
        run = bisect_right(self.runs, index) - 1
        return self.stored[run] + index - self.runs[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The verbatim slice of the stored text that `words[start:end]` (not empty) came from."""
        return self.offset(start), self.offset(end - 1) + 1


def plain(text: str, start: int, end: int) -> Plain:
    """The words of `text[start:end]` without markup, with the way back to the stored text."""
    marks = _marks(text, start, end)
    if not marks:
        return Plain(text[start:end], (0,), (start,))
    cuts = _emphasis(text, start, end, marks)
    copy = Copy()
    at = start
    for mark in marks:
        begin, stop = mark.span()
        kind = mark.lastgroup
        if kind in ("star", "low") and begin not in cuts:
            continue
        copy.add(text[at:begin], at)
        if kind == "space":
            copy.add_space(begin)
        elif kind == "hyphen" and not text[stop : stop + 1].islower():
            copy.add("-", begin)
        elif kind == "link":
            copy.add(mark["label"].replace("\n", " "), mark.start("label"))
        at = stop
    copy.add(text[at:end], at)
    return copy.plain(start)


class Copy:
    """Pieces of text copied one after the other, and where each came from."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[int] = []
        self.stored: list[int] = []
        self.length = 0

    def add(self, piece: str, at: int) -> None:
        if piece:
            self.pieces.append(piece)
            self.runs.append(self.length)
            self.stored.append(at)
            self.length += len(piece)

    def add_space(self, at: int) -> None:
        if self.pieces and not self.pieces[-1].endswith(" "):
            self.add(" ", at)

    def plain(self, start: int) -> Plain:
        if not self.pieces:
            return Plain("", (0,), (start,))
        return Plain("".join(self.pieces), tuple(self.runs), tuple(self.stored))


def _marks(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Whatever is not copied unchanged. The cheap pattern finds where the precise one need be tried."""
    found: list[re.Match[str]] = []
    if text.find("  ", start, end) < 0 > text.find("- ", start, end) and not _MARK.search(text, start, end):
        return found  # as most stretches are
    at = start
    while candidate := _CANDIDATE.search(text, at, end):
        begin = candidate.start()
        if text[begin] == "\n" and begin > start and text[begin - 1] == "-":
            begin -= 1
        match = _MARKUP.match(text, begin, end) or _MARKUP.match(text, candidate.start(), end)
        if match:
            found.append(match)
            at = match.end()
        else:
            at = candidate.start() + 1
    return found


def _emphasis(text: str, start: int, end: int, marks: list[re.Match[str]]) -> set[int]:
    """Where runs of `*` or `_` stand that open or close emphasis; the others are characters of the text."""
    cuts: set[int] = set()
    waiting: dict[str, int] = {}
    for mark in marks:
        if mark.lastgroup not in ("star", "low"):
            continue
        begin, stop = mark.span()
        run = mark[0]
        closes = begin > start and not text[begin - 1].isspace()
        opens = stop < end and not text[stop].isspace()
        if closes and run in waiting:
            cuts.update((begin, waiting.pop(run)))
            continue
        half = run[: len(run) // 2]
        if closes and opens and len(run) == 4 and half in waiting:
            cuts.update((begin, waiting[half]))  # `**a****b**`: closes one, opens the next
            waiting[half] = begin
        elif opens:
            waiting[run] = begin
    return cuts
