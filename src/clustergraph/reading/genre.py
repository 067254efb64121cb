"""The words of the genre (genre.toml) as patterns."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clustergraph.reading.alternatives import either

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("genre.toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    """An alternation that prefers the longest word and lets any white space stand for a space."""
    return either(words, r"\s+")


def pattern(name: str, flags: int = 0) -> re.Pattern[str]:
    """What the table `patterns` of the words holds under a name, as one expression."""
    return re.compile("|".join(_WORDS["patterns"][name]), flags)


MONTHS = tuple(_WORDS["months"])
MONTH = either(MONTHS)
CONTENTS = frozenset(_WORDS["contents"])
WEB_LINES = frozenset(_WORDS["web_lines"])
WEB_STARTS = tuple(_WORDS["web_starts"])
SECTIONS = frozenset(_WORDS["sections"])
LEADS = tuple(_WORDS["leads"])
LIST_HEADINGS = frozenset(_WORDS["list_headings"])
DISTRIBUTION = frozenset(_WORDS["distribution"])
MINUTES_LABELS = frozenset(_WORDS["minutes_labels"])
MINUTES_SECTIONS = frozenset(_WORDS["minutes_sections"])
DOCUMENT_TYPES = frozenset(_WORDS["document_types"])
ABBREVIATIONS = frozenset(_WORDS["abbreviations"])
FIELD_KEYS = frozenset(_WORDS["field_keys"])
BARE_KEYS = frozenset(_WORDS["bare_keys"])
# Whose registry number: «Svenskt Näringslivs diarienummer».
_NUMBERS = ("dnr", "diarienr", "diarienummer", "ärendenr", "ärendenummer", "beteckning", "referens")
OWNED_ENDINGS = (*_NUMBERS, *(f"{word}:" for word in _NUMBERS))
OWNED_KEY = re.compile(
    rf"(?:[A-ZÅÄÖ][\w&-]*|och)(?:\s[\w&-]+){{0,4}}(?<=s)\s(?:{'|'.join(_NUMBERS)}):?", re.IGNORECASE
)
COLUMN_HEADS = frozenset(_WORDS["column_heads"])
TABLE_HEADS = frozenset(_WORDS["table_heads"])
PERSON_KEYS = frozenset(_WORDS["person_keys"])
PAGE_KEYS = frozenset(_WORDS["page_keys"])
PAGE_PARTS = frozenset(_WORDS["page_parts"])
PAGE_SECTIONS = frozenset(_WORDS["page_sections"])
RUN_TYPES = tuple(_WORDS["run_types"])
HEAD_KEYS = frozenset(_WORDS["head_keys"])
HEAD_SECTIONS = frozenset(_WORDS["head_sections"])
TITLE_STARTS = tuple(_WORDS["title_starts"])
TITLE_LINKS = tuple(_WORDS["title_links"])
FINITE_VERBS = tuple(_WORDS["finite_verbs"])
SENTENCE_OPENERS = tuple(_WORDS["sentence_openers"])
BETWEEN_SENTENCES = frozenset(_WORDS["between_sentences"])
NO_HEADINGS = tuple(_WORDS["no_headings"])
GOVERNING = tuple(_WORDS["governing"])
NAMING = tuple(_WORDS["naming"])

FIELD = re.compile(
    rf"\(?[*_]{{0,2}}(?P<key>(?:{_any(_WORDS['field_keys'])})\.?)[*_]{{0,2}}\s?:[*_]{{0,2}}\s*(?P<value>.*)",
    re.IGNORECASE,
)
BARE_FIELD = re.compile(
    rf"\(?[*_]{{0,2}}(?P<key>(?:{_any(_WORDS['bare_keys'])})\.?)[*_]{{0,2}}\s+(?P<value>(?=\D{{0,20}}\d)\S.{{0,60}})",
    re.IGNORECASE,
)
DISTRIBUTED = re.compile(
    rf"[*_]{{0,2}}(?P<key>{_any(_WORDS['distribution'])})\s?:[*_]{{0,2}}\s*(?P<value>.*)", re.IGNORECASE
)
# Where a key begins within a line, at its start or after a space.
KEY = re.compile(rf"(?<!\S)[*_]{{0,2}}(?:{_any(_WORDS['field_keys'])})[*_]{{0,2}}\s?:", re.IGNORECASE)
# A section's name with whose it is and what it is about: «Nämndens synpunkter på förslaget».
SECTION = re.compile(
    rf"(?:\w+s\s+)?(?:{_any(_WORDS['sections'])})(?:\s+(?:av|för|till|om|i|på|utifrån|kring|gällande)\s.{{1,60}}(?<![.!?]))?:?",
    re.IGNORECASE,
)
DECISION_HEADING = pattern("decision-heading", re.IGNORECASE)
TYPED = re.compile(
    rf"(?:{_any(_WORDS['document_types'])})(?=[\s:,.–-]|\Z)"
    r"|\w{2,40}(?:strategi|program|plan|policy|protokoll|avtal|yttrande)(?=[\s:,]|\Z)",
    re.IGNORECASE,
)
# The title or the type of a document that is one of its own, also after the name of who writes it.
STATED = re.compile(
    rf"(?:{_any(_WORDS['stated_types'])})(?=[\s:,.–-]|\Z)"
    r"|(?:\S+\s){0,3}\S+s\s(?:yttrande|remissvar|svar|synpunkter)\s(?:över|på)\s",
    re.IGNORECASE,
)
BODY = pattern("body", re.IGNORECASE)
STATED_TYPES = frozenset(_WORDS["stated_types"])
# The title of a plan in capitals: «REGIONAL ÄNGSSTRATEGI 2026–2030».
PLAN_IN_CAPITALS = re.compile(
    r"(?:[A-ZÅÄÖ-]+ ){0,3}[A-ZÅÄÖ]+(?:STRATEGI|PROGRAM|PLAN|POLICY)(?: (?:FÖR|[12]\d{3}).*)?"
)
CELLS = re.compile(r"\s(?:(?<=\t)\t*|\s{2,})")  # tabs, or three blanks and more
# «Bilaga 1», «Bilaga till § 88», «Bilaga 2, KS 2025-03-04 § 45», «Bilaga 1. Svar på frågorna» on a line of their own.
_ANNEXED = (
    r"(?:bilaga|appendix)(?:[ \t](?:nr[ \t])?(?:\d{1,2}|[A-Z]))?"
    r"(?:[.:][ \t][^\n]{0,80}|(?:,|[ \t](?:till|tillhörande))[ \t][^\n.]{0,80}|[ \t](?:[\w-]+[ \t]){0,4}§[ \t]?\d[^\n.]{0,60})?"
)
ANNEX = re.compile(_ANNEXED, re.IGNORECASE)
# What parts two documents in a file: a form feed, a rule, «Bilaga 1» on a line of its own.
PARTING = re.compile(
    rf"\f|^[ \t]*(?:[-=_*][ \t]?){{3,}}$|^[#* ]*{_ANNEXED}[* ]*$", re.IGNORECASE | re.MULTILINE
)
CLOSING = re.compile(rf"(?:\w+\s+)?(?:{_any(_WORDS['closings'])})\b.{{0,60}}", re.IGNORECASE)
POST = re.compile(rf"(?:{_any(_WORDS['posts'])})(?:n|en|s)?\b", re.IGNORECASE)
LETTERED = re.compile(rf"(?:{_any(_WORDS['lettered'])})n?\s\w\Z", re.IGNORECASE)


def names_type(words: str) -> bool:
    """Whether a cell of a line is a type of document and nothing else: «Mora kommun    YTTRANDE    1(1)»."""
    return any(cell.strip().casefold() in STATED_TYPES for cell in CELLS.split(words))
