"""The head and foot of a document: letterhead, signatures, receivers of the decision."""

import re

from clustergraph.reading import marks
from clustergraph.reading.assemble import Raw, ended, terminated
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import CLOSING, DISTRIBUTION, DOCUMENT_TYPES, POST, SECTIONS, TYPED

_UP = "A-ZÅÄÖÉÜ"
_NAME_WORD = rf"[{_UP}][\w'’]+(?:-[{_UP}]?[\w'’]+)*"
_NAME = (
    rf"{_NAME_WORD}(?:\s(?:[{_UP}]\.|af|av|de|von|van|der|la|{_NAME_WORD})){{1,4}}"
    r"(?:\s\((?:[A-ZÅÄÖ]{1,3}|[a-z]{1,3})\))?"
)
NAME = re.compile(rf"[*_]{{0,2}}(?:/?s/\s)?{_NAME}[*_]{{0,2}}")
_NAME_AND_POST = re.compile(rf"[*_]{{0,2}}{_NAME}[*_]{{0,2}}\s?[,–-]\s(?P<post>.{{3,100}})")
_FOR = re.compile(r"(?:för|på)\s.{2,80}", re.IGNORECASE)
_PARTY = re.compile(r"\((?:[A-ZÅÄÖ]{1,3}|[a-z]{1,3})\)[*_]{0,2}\Z")
_TO = re.compile(r"(?P<to>till|från)\s+(?P<who>[A-ZÅÄÖ].*)", re.IGNORECASE | re.DOTALL)
_KEYED = re.compile(r"(?P<key>[A-ZÅÄÖ][^:\n.]{1,40}):\s+(?P<value>\S[^\n]{0,100})")
CONTACT = re.compile(r"@|\bwww\.|https?:|\b\d{3}\s?\d{2}\s+[A-ZÅÄÖ]|\b0\d{1,3}[-–/ ]\s?\d{2,}|\b[Bb]ox \d")
_DATE = re.compile(
    r"(?:[A-ZÅÄÖ][a-zåäö]+,?\s+)?(?:den\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}\s+[a-zåäö]{3,9}\s+\d{4}|\d{1,2}/\d{1,2}[ -]\d{4})\.?"
)
_ORGANISATION = re.compile(
    r"(?:kontor|styrelsen?|nämnden?|förvaltning|kansli|utskott|fullmäktige|kommun|region|län|universitet|högskolan?"
    r"|avdelning|enhet|myndighet|verket|stad|institutet|bolag|stiftelsen?|förbundet?|departement)",
    re.IGNORECASE,
)

# A line that is the name of a body and nothing else.
_BODY = re.compile(
    r"(?:[\w-]+\s){0,4}?[\w-]*(?:kontoret|styrelsen|nämnden|förvaltningen|kansliet|utskottet|fullmäktige|avdelningen|enheten"
    r"|departementet|verket|myndigheten|inspektionen|kommun|stad|universitet|högskola|högskolan|institutet|delegationen)"
    r"|(?:Region|Länsstyrelsen|Regionen|Landstinget)\s(?:[\w-]+\s?){1,4}",
    re.IGNORECASE,
)


def words_of(text: str, raw: Raw) -> str:
    """The words of a block, at most the first two hundred characters."""
    return text[raw.start : min(raw.end, raw.start + 200)]


def is_prose(text: str, raw: Raw) -> bool:
    """Whether a block is running text rather than a line of a head or a foot."""
    if raw.kind is Kind.ITEM:
        return True
    if raw.kind is not Kind.PARAGRAPH:
        return False
    length = raw.end - raw.start
    return length > 160 or (length > 50 and ended(text, raw)) or length > 110


def signatures(text: str, raws: list[Raw]) -> None:
    """Marks who signs: a name over a post, names after a closing phrase, the body above them."""
    closing = False
    for index, raw in enumerate(raws):
        if raw.kind is Kind.ROW and not closing and not _row_of_names(text, raw):
            continue
        if raw.kind in (Kind.FURNITURE, Kind.SIGNATURE):
            closing = closing or raw.kind is Kind.SIGNATURE
            continue
        if not _may_sign(raw) or raw.end - raw.start > 200:
            closing = False
            continue
        words = words_of(text, raw)
        follows = raws[index + 1] if index + 1 < len(raws) else None
        if CLOSING.fullmatch(words) or raw.kind is Kind.ROW:
            closing = True
        elif _DATE.fullmatch(words) and closing:
            pass
        elif _named_with_post(words):
            closing = True
        elif _is_name(words):
            if not (_post_follows(text, follows) or closing or _before_end(text, raws, index)):
                continue
            closing = True
        elif not (
            ((match := _NAME_AND_POST.fullmatch(words))
            and POST.search(match["post"]))
            or (closing and not raw.gap and (POST.search(words) or len(words) < 60) and not terminated(words))
            or (closing and _FOR.fullmatch(words) and follows and _is_name(words_of(text, follows)))
        ):
            closing = False
            continue
        else:
            closing = True
        raw.kind, raw.mark, raw.sure = Kind.SIGNATURE, "", True
    _bodies_above(text, raws)
    _merge_posts(text, raws)


def _may_sign(raw: Raw) -> bool:
    if raw.kind is Kind.ROW:
        return True
    return (raw.kind is Kind.PARAGRAPH or raw.mark == "bold") and not raw.number


def _is_name(words: str) -> bool:
    return bool(NAME.fullmatch(words)) and not _ORGANISATION.search(words) and not TYPED.match(words)


def _named_with_post(words: str) -> bool:
    """A name over a post in lower case, which reads on like a wrapped line."""
    name, _, post = words.partition("\n")
    return (
        bool(post)
        and len(words) < 150
        and _is_name(name.strip())
        and bool(POST.search(post))
        and not post.endswith(".")
    )


def _row_of_names(text: str, raw: Raw) -> bool:
    """Whether every cell of a row is a signatory, or the party that one signs for."""
    cells = [cell.strip() for cell in re.split(r"\t+|\s{3,}", words_of(text, raw))]
    return len(cells) > 1 and (all(map(_is_name, cells)) or all(map(_FOR.fullmatch, cells)))


def _post_follows(text: str, follows: Raw | None) -> bool:
    if follows is None or follows.gap or follows.kind not in (Kind.PARAGRAPH, Kind.ROW):
        return False
    words = words_of(text, follows)
    return len(words) < 120 and bool(POST.search(words)) and not words.endswith(".")


def _before_end(text: str, raws: list[Raw], index: int) -> bool:
    """Whether a name stands under the body that signs, with nothing but names and posts after it."""
    above = raws[index - 1] if index else None
    if above is None or above.kind is not Kind.PARAGRAPH or not _signing_body(text, above):
        return False
    if _PARTY.search(words_of(text, raws[index])):
        return False
    return index + 1 == len(raws) or raws[index + 1].gap


def _signing_body(text: str, raw: Raw) -> bool:
    words = words_of(text, raw)
    if len(words) > 80 or terminated(words) or raw.number or words.casefold() in SECTIONS | DISTRIBUTION:
        return False
    return bool(_ORGANISATION.search(words)) or bool(_FOR.fullmatch(words))


def _bodies_above(text: str, raws: list[Raw]) -> None:
    """The body that signs stands on the line above the first signatory."""
    for raw, follows in zip(raws, raws[1:], strict=False):
        if (
            follows.kind is Kind.SIGNATURE
            and raw.gap
            and raw.kind is Kind.PARAGRAPH
            and _signing_body(text, raw)
        ):
            raw.kind, raw.sure = Kind.SIGNATURE, True


def _merge_posts(text: str, raws: list[Raw]) -> None:
    """Puts a name and the post under it into one block."""
    merged: list[Raw] = []
    for raw in raws:
        above = merged[-1] if merged else None
        if (
            above
            and above.kind is raw.kind is Kind.SIGNATURE
            and not raw.gap
            and not _is_name(words_of(text, raw))
            and (_is_name(words_of(text, above).split("\n", 1)[0].strip()) or _row_of_names(text, above))
        ):
            above.end = raw.end
        else:
            merged.append(raw)
    raws[:] = merged


def letterheads(text: str, raws: list[Raw]) -> None:
    """Marks the lines of a head: at the beginning, and again after each signature."""
    start = 0
    while start < len(raws):
        _letterhead(text, raws, start)
        following = (
            index
            for index in range(start + 1, len(raws))
            if raws[index - 1].kind in (Kind.SIGNATURE, Kind.DISTRIBUTION)
            and raws[index].kind not in (Kind.SIGNATURE, Kind.DISTRIBUTION, Kind.FURNITURE)
        )
        start = next(following, len(raws))


def _letterhead(text: str, raws: list[Raw], start: int) -> None:
    stop = start
    while (
        stop < len(raws)
        and stop < start + 60
        and not is_prose(text, raws[stop])
        and not _ends_head(text, raws[stop])
    ):
        stop += 1
    zone = raws[start:stop]
    fields = [index for index, raw in enumerate(zone) if _is_head_line(text, raw)]
    if not fields:
        return
    last = fields[-1] + 1
    title = _title_in_head(text, raws, zone[:last], start + last)
    for raw in zone[:last]:
        if (
            raw is title
            or raw.mark in ("hashes", "underline", "number")
            or raw.kind in (Kind.FURNITURE, Kind.CONTENTS)
        ):
            continue
        words = words_of(text, raw)
        if match := _TO.fullmatch(words):
            raw.kind, raw.name = Kind.FIELD, match["to"]
            raw.start += match.start("who")
        elif raw.kind is Kind.PARAGRAPH and (match := _KEYED.fullmatch(words)) and not words.endswith("."):
            raw.kind, raw.name = Kind.FIELD, match["key"]
            raw.start += match.start("value")
        elif raw.kind is not Kind.FIELD:
            raw.kind = Kind.LETTERHEAD
        raw.sure = True
    if title:
        title.kind, title.mark, title.sure = Kind.HEADING, title.mark or "title", True


def _ends_head(text: str, raw: Raw) -> bool:
    """A section, a numbered heading or a table of contents is past the head."""
    if raw.kind is Kind.CONTENTS or raw.number:
        return True
    words = words_of(text, raw).rstrip(" :").casefold()
    return words in SECTIONS and words not in DOCUMENT_TYPES and raw.kind is not Kind.FIELD


def _is_head_line(text: str, raw: Raw) -> bool:
    if raw.kind is Kind.FIELD:
        return True
    if raw.kind not in (Kind.PARAGRAPH, Kind.HEADING) or raw.mark in ("hashes", "underline", "number"):
        return False
    words = words_of(text, raw)
    if CONTACT.search(words) or (raw.mark != "bold" and _BODY.fullmatch(words)):
        return not terminated(words)
    return bool(
        _DATE.fullmatch(words)
        or (_TO.fullmatch(words)
        and len(words) < 100)
        or words.casefold() in DOCUMENT_TYPES
    )


def _title_in_head(text: str, raws: list[Raw], zone: list[Raw], after: int) -> Raw | None:
    """The document's title if it stands among the lines of the head rather than under them."""
    follows = raws[after] if after < len(raws) else None
    if follows and follows.kind in (Kind.HEADING, Kind.PARAGRAPH) and not is_prose(text, follows):
        words = words_of(text, follows).rstrip(" :").casefold()
        if words not in SECTIONS and not marks.LEAD_IN.fullmatch(words):
            return None
    best = None
    for raw in zone:
        if raw.kind not in (Kind.PARAGRAPH, Kind.HEADING):
            continue
        words = words_of(text, raw)
        if _TO.fullmatch(words) or _DATE.fullmatch(words) or _KEYED.fullmatch(words) or terminated(words):
            continue
        wordy = len(words.split()) >= 4 and words.casefold() not in DOCUMENT_TYPES
        if raw.mark == "hashes" or (
            wordy and (TYPED.match(words) or raw.gap) and not _signing_body(text, raw)
        ):
            if best is None or (TYPED.match(words) and not TYPED.match(words_of(text, best))):
                best = raw
    return best


def distributions(text: str, raws: list[Raw]) -> None:
    """Marks the receivers under «Beslutet skickas till», which is a heading itself."""
    lead: Raw | None = None
    for index, raw in enumerate(raws):
        words = words_of(text, raw).rstrip(" :").casefold()
        if raw.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.FIELD, Kind.SIGNATURE) and words in DISTRIBUTION:
            raw.kind, raw.sure, raw.mark = Kind.HEADING, True, raw.mark or "section"
            lead = raw
        elif raw.kind is Kind.FURNITURE:
            continue
        elif raw.kind is Kind.DISTRIBUTION:
            lead = raw
        elif lead:
            if _ends_list(text, raws, index):
                lead = None
            else:
                raw.kind, raw.lead_in, raw.sure = Kind.DISTRIBUTION, lead, True


def _ends_list(text: str, raws: list[Raw], index: int) -> bool:
    raw = raws[index]
    if raw.kind is Kind.ITEM:
        return raw.end - raw.start > 200
    if raw.kind not in (Kind.PARAGRAPH, Kind.ROW) or raw.mark or raw.end - raw.start > 160:
        return True
    words = words_of(text, raw)
    if words.rstrip(" :").casefold() in SECTIONS or terminated(words) or TYPED.match(words):
        return True
    follows = raws[index + 1] if index + 1 < len(raws) else None
    return bool(
        follows and raw.gap and follows.gap and is_prose(text, follows) and follows.kind is not Kind.ITEM
    )
