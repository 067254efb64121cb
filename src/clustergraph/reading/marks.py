"""The marks with which lines begin and end: numbers, bullets, rules, page numbers, dot leaders."""

import re

from clustergraph.reading import genre
from clustergraph.reading.alternatives import either

_DASHES = "-–—−"
# Bullets, squares, angle quotes, arrows, ticks, and what symbol fonts leave behind («Ø», the private use area).
_SIGNS = "•*+◦·∙▪▫●○■□◼◻◆◇♦❖‣⁃»›→⇒➔➢➤➜▶►▸▹▷✓✔✗☐☑★☆✦\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc\uf076\uf0de"
BULLET = re.compile(
    rf"(?P<mark>[{_DASHES}{_SIGNS}]|[oØ](?=\s))[ \t\xa0]+(?=\S)|(?P<tight>[•◦▪●➢➤►▶✓✔❖\uf0a7\uf0b7\uf0d8\uf0fc])(?=\w)"
)
DASH = frozenset(_DASHES)
HASHES = re.compile(r"(?P<hashes>#{1,6})(?:[ \t]+|(?=[*\w]))(?=[^\s#])")
RULE = re.compile(rf"[{_DASHES}=_*~.…·• \t]+")
PAGE = re.compile(
    r"(?:(?:sida|sidan|sid\.?|s\.|page)\s*)?\d{1,4}\s*\(\s*\d{1,4}\s*\)"
    r"|(?:sida|sidan|sid\.?|page|blad)\s*:?\s*\d{1,4}(?:\s*(?:av|of|/)\s*\d{1,4})?"
    rf"|[{_DASHES}]?\s?\d{{1,3}}\s?[{_DASHES}]|\d{{1,3}}|\(\d{{1,3}}\)",
    re.IGNORECASE,
)
# A running header that ends in its page number: «Region X  Strategi  3 (12)».
PAGED = re.compile(
    r".{1,100}?\s(?:\d{1,3}\s?\(\d{1,3}\)|sid(?:a|an|\.)?\s\d{1,3}(?:\s?(?:av|\(|/)\s?\d{1,3}\)?)?)",
    re.IGNORECASE,
)
# The foot of each page of minutes, where the signatures go.
SIGNING = re.compile(
    r"(?:(?:justera\w{0,6}s?\s?sign\w{0,10}\.?|justerarsign\w{0,10}|ordf\w{0,10}\s?sign\w{0,6}\.?|utdragsbestyrkande|signatur(?:er)?)[\s_/:]{0,80}){2,4}"
    r"|justera\w{0,6}s?\s?sign\w{0,10}\.?|justerarsign\w{0,10}",
    re.IGNORECASE,
)
LEADERS = re.compile(r"(?:\.{3,}|…+[.…]*|(?:\.\s){3,}\.?|_{4,})\s*\d{1,4}\Z")
_COLUMN_PAGE = re.compile(r"(?:\t+| {3,})\s*\d{1,3}\Z")
ENTRY_PAGE = re.compile(r"\s\d{1,3}\Z")
ENTRY_LINK = re.compile(r"(?:[-*+]\s+|\d+\.\s+)?\[[^\[\]]*\]\(#[^()\s]*\)(?:[\s.]*\d+)?")
_MONTH = (
    "(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]a[jy]|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo][kc]t|[Nn]ov|[Dd]ec)[a-z]{0,6}"
)
NUMBER = re.compile(
    r"(?P<open>\*\*|__|\*|)"
    r"(?:(?:(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,2}|[KR]sau)[ \t]+)?(?P<section>§§?\s*\d+(?:\s?/\s?\d+)?(?:\s?[a-z]\b)?)[.:]?"
    r"|(?P<multi>(?:\d{1,2}|[A-ZÅÄÖ])(?:\.\d{1,3}){1,5})\.?(?!\d)"
    rf"|(?P<single>\d{{1,3}})(?!\s\d\d\s+[A-ZÅÄÖ]\w|\s{_MONTH}\s\d{{4}}\b|[A-ZÅÄÖ]{{2,5}}\d)(?P<dot>[.)]|)(?!\d)"
    r"|(?P<upper>[A-ZÅÄÖ])[.)]"
    r"|\(?(?P<lower>[a-zåäö]|[ivx]{2,4})\)"
    r"|\((?P<inner>\d{1,2})\)"
    r"|(?P<roman>[IVX]{2,5})[.)])"
    r"(?P<shut>\*\*|)(?:\s+|(?=[A-ZÅÄÖ\"”]))(?=\S)"
)
CLOCK = re.compile(r"(?:1[3-9]|2\d)\.[0-5]\d\b")
SECTION_ALONE = re.compile(r"(?:[A-ZÅÄÖ]{2,6}\s+)?(?P<section>§§?\s*\d+(?:\s?/\s?\d+)?(?:\s?[a-z])?)")
BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>(?:(?!\*\*|__)[^\n])+)(?P=mark)(?P<colon>:?)")
# «Avsnitt 3.2 Hamnar.»: a heading in spite of its stop.
PART = re.compile(
    r"(?:Avsnitt|Kapitel|Kap\.|Punkt|Rubrik|Förslag|Område) \d{1,2}(?:\.\d{1,2})*[.:]? [^.:;\n]{3,80}\."
)
ATT = re.compile(r"[*_]{0,2}att[*_]{0,2}\s", re.IGNORECASE)
_LEAD_IN = re.compile(rf"(?::|\b{either(genre.LEADS)})[*_]{{0,2}}\Z", re.IGNORECASE)
_LEAD_IN_ENDS = 20  # characters, more than the longest way in which a lead-in ends
# A row of a table of keys and values in Markdown: «| **Vår beteckning** | 2025-0712 |».
PAIR = re.compile(
    r"\|\s*[*_]*(?P<key>[^|*_:]{2,40}?):?[*_]*:?\s*\|\s*(?P<value>(?=[^|]*\d)[^|\s§](?:[^|§]*[^|\s§])?)\s*\|?"
)


def ends_in_page(words: str) -> bool:
    """Whether a line ends in a column of page numbers."""
    return bool(ENTRY_PAGE.search(words[-4:]) and _COLUMN_PAGE.search(words))


def leads_in(words: str) -> bool:
    """Whether a sentence stops before its list, with a colon or without."""
    tail = words[-_LEAD_IN_ENDS:]
    return tail.rstrip("*_").lower().endswith((":", *genre.LEADS)) and _LEAD_IN.search(tail) is not None


CLOSERS = ')]"”’»*_ '
STOPS = frozenset(".!?:;…")


def may_be_numbered(words: str) -> bool:
    """Whether a line begins with a figure, or with a letter before a mark: what most lines do not."""
    return not words[0].isalpha() or not _MARKS.isdisjoint(words[:_LETTERS])


_MARKS = frozenset(".)§")
_LETTERS = 10  # characters of the longest letters before the mark: «KSAU § », «XVIII. »
