"""The head of a document: sender, receiver, fields, and the title among or under them."""

import re
from dataclasses import replace

from clustergraph.reading import marks
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    BODY,
    DECISION_HEADING,
    DOCUMENT_TYPES,
    FIELD_KEYS,
    PARTING,
    PERSON_KEYS,
    SECTIONS,
    STATED,
    STATED_TYPES,
    TYPED,
)
from clustergraph.reading.raw import Raw, is_prose, terminated, words_of
from clustergraph.reading.signatures import DATE

_TO = re.compile(
    r"(?P<to>till|från|(?-i:Mottagare|Adressat|Avsändare))\s+(?P<who>[A-ZÅÄÖ].*(?<!\.))",
    re.IGNORECASE | re.DOTALL,
)
_KEYED = re.compile(r"(?P<key>[A-ZÅÄÖ][^:\n.]{1,40}):\s+(?P<value>\S[^\n]{0,100})")
CONTACT = re.compile(r"@|\bwww\.|https?:|\b\d{3}\s?\d{2}\s+[A-ZÅÄÖ]|\b0\d{1,3}[-–/ ]\s?\d{2,}|\b[Bb]ox \d")
# A line that is a registry number: «Gem 2021/0186», «1.2-344/2024».
_CELL = re.compile(r"[^|\s](?:[^|\n]*[^|\s])?")
_FOOT = (Kind.SIGNATURE, Kind.DISTRIBUTION)
_OF_LETTERS = PERSON_KEYS | {"till", "mottagare"}  # keys that no table of decisions has
_TABLE_IN_HEAD = 12  # blocks within which a table can be one of keys
NUMBER = re.compile(
    r"(?:[A-ZÅÄÖ][\w.]{0,9}[ /-]?)?(?:[\d.-]{1,9}/)?(?:19|20)\d\d[/-](?!\d\d\Z|\d\d-)\w{1,7}(?:[/-]\w{1,4})?"
    r"|[A-ZÅÄÖ]{2,8}[ -]?(?:19|20)\d\d/\d\d"  # «KS 2025/88», no school year
)


def letterheads(text: str, raws: list[Raw]) -> None:
    """Marks the lines of a head: at the beginning, and again after each signature."""
    _keyed_rows(text, raws)
    above = Kind.FURNITURE  # the kind of the block before, a rule or page number left out
    for index, raw in enumerate(raws):
        after_foot = above in _FOOT and raw.kind not in _FOOT and raw.kind is not Kind.FURNITURE
        if index == 0 or after_foot or _begins_anew(text, raws, index):
            _letterhead(text, raws, index)
        if raw.kind is not Kind.FURNITURE:
            above = raw.kind


_TERSE = 7  # lines of a head that no end of a document stands before


def _keyed_rows(text: str, raws: list[Raw]) -> None:
    """Makes fields of a table at the beginning with a key and its value in each row, or keys in the first and values in the second."""
    rows = [index for index, raw in enumerate(raws[:_TABLE_IN_HEAD]) if raw.kind is Kind.ROW]
    cells = [list(_CELL.finditer(words_of(text, raws[row]))) for row in rows]
    paired = all(len(pair) == 2 and _is_key(pair[0]) for pair in cells)
    if len(rows) > 1 and paired and any(pair[0][0].strip(" *:").casefold() in _OF_LETTERS for pair in cells):
        for row, (key, value) in zip(rows, cells, strict=True):
            raw = raws[row]
            raw.kind, raw.name = Kind.FIELD, key[0].strip(" *:")
            raw.start, raw.end = raw.start + value.start(), raw.start + value.end()
        return
    if len(rows) != 2:
        return
    keys, values = cells
    names = [key[0].strip(" *:") for key in keys]
    known = list(map(_is_key, keys))
    if len(keys) != len(values) or sum(known) < min(2, len(keys)):
        return
    below = raws[rows[1]]
    fields = []
    for name, is_key, value in zip(names, known, values, strict=True):
        start, end = below.start + value.start(), below.start + value.end()
        kind = Kind.FIELD if is_key else Kind.LETTERHEAD  # an office above the name of the official
        fields.append(
            replace(
                below, kind=kind, printed=start, start=start, end=end, name=name if is_key else "", cells=1
            )
        )
    raws[rows[0]].kind = Kind.FURNITURE
    raws[rows[1] : rows[1] + 1] = fields


def _is_key(cell: re.Match[str]) -> bool:
    """Whether a cell of a table is a key of a letterhead."""
    return cell[0].strip(" *:").casefold() in FIELD_KEYS


def _begins_anew(text: str, raws: list[Raw], index: int) -> bool:
    """Whether a head stands here though nothing before it ends: a type of document with a key, or with a date and a number, before any prose."""
    first = raws[index]
    if (
        first.kind is not Kind.PARAGRAPH
        or not (first.gap or (index and _ends_page(text, raws[index - 1])))
        or is_prose(text, first)
        or PARTING.match(words_of(text, first))
    ):
        return False
    stated = keyed = dated = numbered = False
    for raw in raws[index : index + _TERSE]:
        words = words_of(text, raw)
        titled = raw.mark == "hashes" and bool(STATED.match(words)) and dated and numbered
        if titled or is_prose(text, raw) or raw.number or raw.mark == "hashes":
            stated = stated or titled
            break
        stated = stated or words.casefold() in STATED_TYPES
        keyed = keyed or (raw.kind is Kind.FIELD and any(c.isdigit() for c in words))
        dated = dated or bool(DATE.fullmatch(words))
        numbered = numbered or bool(NUMBER.match(words))
    return stated and (keyed or (dated and numbered))


_ONLY_PAGE = re.compile(r"\b1 ?\(1\)\Z")


def _ends_page(text: str, raw: Raw) -> bool:
    """Whether a block is the number of the only page of a paper, under which the next begins."""
    return raw.kind is Kind.FURNITURE and bool(_ONLY_PAGE.search(words_of(text, raw)))


def _letterhead(text: str, raws: list[Raw], start: int) -> None:
    stop = start
    while (
        stop < len(raws)
        and stop < start + 60
        and not is_prose(text, raws[stop])
        and not _ends_head(text, raws[stop], start)
    ):
        stop += 1
    zone = raws[start:stop]
    fields = [index for index, raw in enumerate(zone) if _is_head_line(text, raw)]
    if fields and _opens_body(text, raws, start + fields[-1]):
        fields.pop()
    if not fields:
        return
    last = fields[-1] + 1
    title = _title_in_head(text, raws, zone[:last], start + last)
    for raw in zone[:last]:
        if (
            raw is title
            or raw.mark in ("hashes", "underline", "number")
            or raw.kind in (Kind.FURNITURE, Kind.CONTENTS)
            or (raw.kind is Kind.ROW and text[raw.start] == "|")
        ):
            continue
        words = words_of(text, raw)
        if match := _TO.fullmatch(words):
            raw.kind, raw.name = Kind.FIELD, match["to"]
            raw.start += match.start("who")
        elif raw.kind is Kind.PARAGRAPH and (match := _keyed(words)):
            raw.kind, raw.name = Kind.FIELD, match["key"]
            raw.start += match.start("value")
        elif raw.kind is not Kind.FIELD:
            raw.kind = Kind.LETTERHEAD
        raw.sure = True
    if title:
        title.kind, title.mark, title.sure = Kind.HEADING, title.mark or "title", True


def _opens_body(text: str, raws: list[Raw], index: int) -> bool:
    """Whether a word that is both a type of document and a section («Beslut») heads the first running text."""
    known = words_of(text, raws[index]).rstrip(" :").casefold()
    after = raws[index + 1] if index + 1 < len(raws) else None
    body = after is not None and (is_prose(text, after) or words_of(text, after).endswith(" att"))
    return known in SECTIONS and known in DOCUMENT_TYPES and body


def _ends_head(text: str, raw: Raw, start: int) -> bool:
    """A section, a numbered heading or a table of contents is past the head."""
    if raw.kind is Kind.SIGNATURE:
        # In the first head a name over a post is the official in charge, unless a greeting closes a short mail.
        return start > 0 or "hälsning" in words_of(text, raw).casefold()
    if raw.kind in (Kind.CONTENTS, Kind.DISTRIBUTION) or raw.number or raw.mark == "section":
        return True
    words = words_of(text, raw).rstrip(" :").casefold()
    known = (words in SECTIONS and words not in DOCUMENT_TYPES) or (
        len(words) < 100 and DECISION_HEADING.fullmatch(words)
    )
    return bool(known) and raw.kind is not Kind.FIELD


def _is_head_line(text: str, raw: Raw) -> bool:
    if raw.kind is Kind.FIELD:
        return True
    if raw.kind not in (Kind.PARAGRAPH, Kind.HEADING) or raw.mark in ("hashes", "underline", "number"):
        return False
    words = words_of(text, raw)
    if words.endswith(" att"):
        return False  # «Länsstyrelsen förelägger kommunen att» over the points
    if CONTACT.search(words) or (raw.mark != "bold" and BODY.fullmatch(words)):
        return not terminated(words)
    return bool(
        DATE.fullmatch(words)
        or NUMBER.fullmatch(words)
        or (_TO.fullmatch(words) and len(words) < 100)
        or words.casefold() in DOCUMENT_TYPES
        or _dated_type(words)
    )


def _dated_type(words: str) -> bool:
    """Whether a line is a type of document and its day: «Yttrande: den 3 mars 2024»."""
    typed = TYPED.match(words)
    return bool(typed and DATE.fullmatch(words[typed.end() :].lstrip(" :,–-")))


def _keyed(words: str) -> re.Match[str] | None:
    """A line of key and value; «Remissvar: Vägledning för …» is a title."""
    return None if words.endswith(".") or TYPED.match(words) else _KEYED.fullmatch(words)


def _title_in_head(text: str, raws: list[Raw], zone: list[Raw], after: int) -> Raw | None:
    """The document's title if it stands among the lines of the head rather than under them."""
    follows = raws[after] if after < len(raws) else None
    if follows and follows.kind in (Kind.HEADING, Kind.PARAGRAPH) and not is_prose(text, follows):
        words = words_of(text, follows).rstrip(" :").casefold()
        if words not in SECTIONS and not marks.leads_in(words):
            return None
    best = None
    for raw in zone:
        words = words_of(text, raw)
        if not _may_title(raw, words) or (best is not None and not TYPED.match(words)):
            continue
        if best is None or not TYPED.match(words_of(text, best)):
            best = raw
    return best


def _may_title(raw: Raw, words: str) -> bool:
    """Whether a line of a head can be the title: some words, and no field, date, body or receiver."""
    if raw.kind not in (Kind.PARAGRAPH, Kind.HEADING) or terminated(words):
        return False
    if any(pattern.fullmatch(words) for pattern in (_TO, DATE, BODY)) or _keyed(words) or _dated_type(words):
        return False
    if raw.mark == "hashes":
        return True
    return len(words.split()) >= 4 and (raw.gap or bool(TYPED.match(words)))
