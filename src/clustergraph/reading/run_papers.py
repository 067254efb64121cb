"""A file without line breaks that holds several papers, a memo with the answer it encloses: cut where the next one's head begins."""

import re
from functools import cache

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DOCUMENT_TYPES
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import PAGE
from clustergraph.reading.run_pages import cut_line

_SHORTEST = 300  # characters of a paragraph that holds the end of one paper and the beginning of another
_HEAD = 400  # characters in which the first paper says what it is
_OWNER = (
    r"(?:(?:[A-ZÅÄÖ][\w-]+ (?:kommun|stad)|[A-ZÅÄÖ]{3,} (?:KOMMUN|STAD)|Region [A-ZÅÄÖ][\w-]+(?: län)?"
    r"|Länsstyrelsen i [A-ZÅÄÖ][\w-]+ län|[A-ZÅÄÖ][\w-]*universitetet|Högskolan (?:i )?[A-ZÅÄÖ][\w-]+) )"
)
_NAMES = r"(?: [A-ZÅÄÖ][\w-]+(?: och [a-zåäö]\w+)?){0,3}"  # of the board, between the type and the first mark
_MARK = rf"(?:{PAGE}|(?:Datum )?(?:19|20)\d\d-[01]\d-[0-3]\d|(?:Vårt d|D)(?:nr|iarie(?:nr|nummer)):?|[A-ZÅÄÖ]{{2,5}} ?(?:19|20)\d\d[/-]\d|Parter:? |[Mm]ellan (?=[A-ZÅÄÖ]))"


def part_papers(text: str, raws: list[Raw]) -> None:
    """Cuts paragraphs before each head of another type than the papers before it have, so that it is read as one."""
    said = {_type(one) for one in _heads().finditer(text, 0, _HEAD)}
    index = 0
    while index < len(raws):
        raw = raws[index]
        index += 1
        if (
            raw.kind is not Kind.PARAGRAPH
            or raw.end - raw.start < _SHORTEST
            or text.find("\n", raw.start, raw.end) >= 0
        ):
            continue
        heads = _heads().finditer(text, raw.start + 1, raw.end)
        head = next((one for one in heads if _type(one) not in said), None)
        if head:
            said.add(_type(head))
            rest = cut_line(text, raw, head.start() + 1 - raw.printed, raw.end - raw.printed, Kind.PARAGRAPH)
            rest.mark, rest.sure = "paper", False
            raw.end = head.start()
            raws.insert(index, rest)


def _type(head: re.Match[str]) -> str:
    return (head["capitals"] or head["printed"]).casefold()


@cache
def _heads() -> re.Pattern[str]:
    """The type of a paper in capitals, or behind whose it is, and before a page number, a day or a registry number."""
    capitals, printed = (either(map(form, DOCUMENT_TYPES)) for form in (str.upper, str.capitalize))
    return re.compile(
        rf" (?<=\S )(?=[A-ZÅÄÖ])(?:{_OWNER}?(?P<capitals>{capitals})|{_OWNER}(?P<printed>{printed}))(?={_NAMES} {_MARK})"
    )
