"""What a text without line breaks opens with: the links of a web page, and its title, twice or before the first sentence."""

import re
from functools import cache
from itertools import takewhile

from clustergraph.reading.alternatives import either
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import BODY, FINITE_VERBS, MENU_LINES, MONTH, WEB_LINES
from clustergraph.reading.raw import Raw
from clustergraph.reading.run_marks import head_end, head_marks
from clustergraph.reading.run_pages import cut_line

_FIRST = 12  # blocks within which the text begins, behind the lines of a viewer
_LONG = 200  # characters of a paragraph that is a page on one line
_REACH = 1_000  # characters within which a title is printed again
_LEAST = 3  # words of a title that is printed twice
_SHORTEST = 18  # characters of a title
_LONGEST = 220
_WORD = re.compile(r"\S+")
_MET = re.compile(
    r"(?:(?:Beslut|Nytt|Information|Referat) (?:i|från) )?\w*(?:styrelsen|nämnden|fullmäktige|utskottet)"
    rf" (?:den )?\d{{1,2}} (?:{MONTH}) \d{{4}}(?= [A-ZÅÄÖ])",
    re.IGNORECASE,
)  # «Regionstyrelsen 24 januari 2023 Ärenden …»
# «Strategi för lärosätets miljöarbete 2021 – 2024 Samverkan …», «Fler bad Motion 2019/20:112 av …».
_DATED = re.compile(
    r"(?=[A-ZÅÄÖ])[^.\n]{0,60}(?i:plan|program|strategi|policy|agenda)\b[^.\n]{0,80}? (?:19|20)\d\d ?[–-] ?(?:19|20)?\d\d(?= [A-ZÅÄÖ(])"
    r"|[A-ZÅÄÖ][^.\n]{10,150}?(?= Motion (?:till riksdagen )?\d{4}/\d\d:)"
)
_DOUBLED = re.compile(r"(?<!\S)(?P<title>[A-ZÅÄÖ]\S*(?: \S+){2,14}?) (?P=title)(?!\S)")
_MENU = 250  # characters within which a title stands doubled behind the name of a menu


def part_opening(text: str, raws: list[Raw]) -> None:
    """Replaces the first paragraph, where it is a page on one line, by its links, its title and the rest."""
    index = sum(1 for _ in takewhile(lambda raw: raw.kind is Kind.FURNITURE, raws[:_FIRST]))
    raw = raws[index] if index < len(raws) else None
    if raw is None or raw.kind is not Kind.PARAGRAPH or raw.end - raw.start < _LONG or raw.mark:
        return
    words = re.sub(r"[^\S ]", " ", text[raw.start : min(raw.end, raw.start + _REACH)])
    lead = _links().match(words)
    at = lead.end() if lead else 0
    met = _MET.match(words, at) or _DATED.match(words, at)
    doubled = None if met else _DOUBLED.search(words, at, at + _MENU)
    if doubled and _is_title(doubled["title"]):
        at, met = doubled.start(), re.compile(re.escape(doubled["title"])).match(words, doubled.start())
    end = met.end() if met else _printed_twice(words, at) or _before_sentence(words, at)
    pieces = [cut_line(text, raw, 0, at, Kind.FURNITURE)] if at else []
    if end:
        pieces.append(cut_line(text, raw, at, end, Kind.HEADING))
    if pieces:
        rest = cut_line(text, raw, end or at, raw.end - raw.start, Kind.PARAGRAPH)
        rest.sure = False
        raws[index : index + 1] = [*pieces, rest]


@cache
def _links() -> re.Pattern[str]:
    """Links past the menus of a page, and the menus: «Hoppa till innehåll Meny Sök»."""
    lines = either(WEB_LINES | MENU_LINES)
    trail = r"(?:Din position|Du är här):? (?:[^>\n]{2,50}> )+(?=(?P<last>[^>\n]{4,80}?) (?P=last) )"
    day = rf"(?:Publicerad|Uppdaterad|Senast uppdaterad):? (?:den )?(?:\d{{1,2}} (?:{MONTH}) \d{{4}}|\d{{4}}-\d\d-\d\d) "
    return re.compile(
        rf"{trail}|{day}|(?:Hoppa|Gå|Till) (?:direkt )?(?:till )?\w*(?:innehåll|meny|navigering)\w*(?: (?i:{lines}))* (?=[A-ZÅÄÖ])"
    )


def _printed_twice(words: str, at: int) -> int:
    """Where the title ends that a text begins with and soon has again; 0 if there is none."""
    found = list(_WORD.finditer(words, at))
    plain = [one[0].casefold().strip('«»”".,:;') for one in found]
    best = 0
    for again in range(_LEAST, len(plain)):
        if plain[again] == plain[0] and found[again][0][:1].isupper():
            same = takewhile(lambda pair: pair[0] == pair[1], zip(plain[:again], plain[again:], strict=False))
            best = max(best, sum(1 for _ in same))
    goes_on = best < len(found) and found[best][0][0].islower()
    end = found[best - 1].end() if best >= _LEAST and not goes_on else 0
    return end if end and _is_title(words[at:end]) else 0


def _before_sentence(words: str, at: int) -> int:
    """Where the title ends that the first sentence follows with nothing between them; 0 if there is none."""
    stop = head_end(words, at)
    if stop is None or any(
        mark.lastgroup != "body" for mark in head_marks().finditer(words, at, stop.start())
    ):
        return 0
    return stop.start() if _is_title(words[at : stop.start()]) else 0


def _is_title(words: str) -> bool:
    """Whether words are neither a sentence nor the name of an organisation alone, which capitals show too."""
    words = words.strip()
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and words[0].isupper()
        and not words.isupper()
        and ". " not in words
        and not BODY.fullmatch(words)
        and set(FINITE_VERBS).isdisjoint(words.split())
    )
