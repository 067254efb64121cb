"""Whether a line goes on from the one before it, or begins something of its own.

`width` is the column at which the text was wrapped (layout.wrap_width).
"""

import re
from functools import cache

from clustergraph.reading import genre, marks
from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.layout import Line
from clustergraph.reading.raw import Raw, ended, terminated
from clustergraph.reading.run_marks import subject

_OPEN = genre.pattern("open", re.IGNORECASE)
_PARTY = re.compile(r"\([A-ZÅÄÖ]{1,3}\)[ ,.:]")  # of the name that ends the line above
_DAY = re.compile(rf"\b\d{{1,2}} (?:{genre.MONTH})$")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_QUOTES = "\"”“»«'’*_("


def stands_alone(text: str, width: float, line: Line, follows: Line | None) -> bool:
    """Whether a line in capitals is followed so early by another that it must be a heading, not a wrapped line."""
    words = text[line.start : line.end]
    if follows is None or follows.gap or not words[0].isupper() or terminated(words):
        return False
    if not text[follows.start].isupper() or len(words) > 0.6 * min(width, 150):
        return False
    return follows.end - follows.start > 0.6 * min(width, 100)


def dash_of_sentence(
    text: str, width: float, previous: Raw, line: Line, words: str, at: int, last: bool
) -> bool:
    """Whether a dash that begins a wrapped line stands in a sentence or title rather than before a list item.

    `last` says that the line ends its paragraph.
    """
    return (
        words[0] in marks.DASH
        and words[0] != previous.marker
        and not line.gap
        and previous.kind in (Kind.PARAGRAPH, Kind.ITEM)
        and words[at].islower()
        and (
            previous.end - previous.last >= 0.75 * min(width, 1000)
            or (last and previous.lines == 1 and bool(genre.TYPED.match(text, previous.start, previous.end)))
        )
        and not ended(text, previous)
        and text[previous.end - 1] != ","
    )


_CITED = re.compile(r"§§? ?\d+(?:[/–-]\d+)?(?P<stop>[,;)]|\.| (?=[a-zåäö]))")


def cites_paragraph(text: str, previous: Raw, words: str) -> bool:
    """Whether the sign of a paragraph that begins a wrapped line is cited: «… den 3 december 2024,⏎§ 366, att bordlägga»."""
    cited = _CITED.match(words) if previous.kind in (Kind.PARAGRAPH, Kind.ITEM) else None
    tail = text[max(previous.last, previous.end - 10) : previous.end]
    return cited is not None and (tail[-1] == "," or (cited["stop"] != "." and bool(_DATED.search(tail))))


_DATED = re.compile(r"\d{4}(?:-\d\d-\d\d)?$")


def is_sign(text: str, line: Line, previous: Raw | None) -> bool:
    """Whether a cut line is the number of a paragraph amid a longer line, and no cell of it nor what a label asks for."""
    after = text[line.end : line.end + 2]
    if not (text[line.start : line.end].isdigit() and after[:1] == " " and after[1:].isalnum()):
        return False
    return previous is None or text[previous.start : previous.end] not in genre.MINUTES_LABELS


def att_clause(text: str, width: float, previous: Raw, line: Line) -> bool:
    """Whether a line that begins with «att» is a clause of a list rather than running text."""
    words = text[previous.start : min(previous.end, previous.start + 100)].rstrip(" :").casefold()
    known = words in genre.LIST_HEADINGS or words.endswith((" beslut", " förslag", " yrkande"))
    if known or genre.DECISION_HEADING.fullmatch(words):
        return True
    if previous.kind is Kind.HEADING:
        return text[line.start : line.start + 6].lstrip("*_")[:1] == "a"
    if previous.marker == "att":
        if text[max(previous.start, previous.end - 5) : previous.end] in (" samt", ", och"):
            return True
        return line.gap or text[previous.end - 1] in ",.;" or _broken(text, width, previous, "att")
    tail = text[max(previous.start, previous.end - 60) : previous.end]
    return marks.leads_in(tail) and (line.gap or _broken(text, width, previous, "att"))


def _broken(text: str, width: float, previous: Raw, words: str) -> bool:
    """Whether the line break before `words` was meant: the first of them would have had room."""
    length = previous.end - previous.last
    if length > 1.15 * width:
        return True  # a whole paragraph on one line
    room = width * (0.92 if ended(text, previous) else 0.85)
    return length + 1 + len(words.split(maxsplit=1)[0]) <= room


def _is_section(words: str) -> bool:
    """Whether words are the name of a section: «Beslut», «Kommunstyrelsens beslut»."""
    if len(words) > _LONGEST_SECTION:
        return False
    name = words.rstrip(" :").casefold()
    return name in genre.SECTIONS or (
        ("beslut" in name or "förslag" in name) and bool(genre.DECISION_HEADING.fullmatch(words))
    )


_LONGEST_SECTION = 100  # characters


def joins(text: str, width: float, previous: Raw, line: Line, words: str) -> bool:
    """Whether a line without a mark goes on from the block before it."""
    if line.cut or previous.kind not in (Kind.PARAGRAPH, Kind.ITEM) or previous.style == "section":
        return False
    bracket = words[0] == "(" and (words[-1] == ")" or _PARTY.match(words))
    if bracket and not line.gap and not ended(text, previous):
        return True
    if not line.gap and _YEAR.match(words) and _DAY.search(text, previous.last, previous.end):
        return True  # «… den 29 april⏎2025, § 101»
    first = words.lstrip(_QUOTES)[:1]
    if (
        first.isdigit()
        and not line.gap
        and _OPEN.search(text, max(previous.last, previous.end - 10), previous.end)
    ):
        return True  # «… vid sammanträdet den⏎3 mars 2025»
    if first.isupper() and (
        _is_section(words) or (previous.lines == 1 and _is_section(text[previous.start : previous.end]))
    ):
        return False
    if "@" in words[:60] or words.startswith(("www.", "http")):
        return False
    stopped = ended(text, previous)
    if line.gap:  # a page break inside a sentence
        return (
            first.islower()
            and not stopped
            and previous.end - previous.start > 40
            and previous.marker != "att"
        )
    if previous.kind is Kind.ITEM and line.indent > previous.indent and not line.gap:
        return True
    if first.islower() or text[previous.end - 1] == "-":
        return not (stopped and _broken(text, width, previous, words) and width != float("inf"))
    if stopped and line.indent >= previous.indent + 2 and previous.lines > 1:
        return False
    return not (_broken(text, width, previous, words) or _heads_sentence(text, previous, words))


@cache
def _finite() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(genre.FINITE_VERBS)})(?!\w)|[.,:;?!] ")


def _heads_sentence(text: str, previous: Raw, words: str) -> bool:
    """Whether a line stands over a sentence that begins with its subject: what goes on from the line would begin with the verb.

    So it holds no verb itself, unless its number shows the heading of a paper that is answered.
    """
    if previous.lines > 1 or not previous.gap or not text[previous.start].isupper():
        return False
    tail = text[max(previous.last, previous.end - 10) : previous.end]
    if _OPEN.search(tail) or tail[-1] in ",;:–-" or not subject().match(words):
        return False
    return previous.style == "multi" or not _finite().search(text, previous.start, previous.end)
