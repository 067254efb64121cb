"""Who signs a document."""

import re
from itertools import pairwise, takewhile

from clustergraph.reading import genre
from clustergraph.reading.block import Kind
from clustergraph.reading.raw import Raw, ended, is_prose, terminated, words_of

_UP = "A-ZÅÄÖÉÜ"
_NAME_WORD = rf"[{_UP}][\w'’]+(?:-[{_UP}]?[\w'’]+)*"
_NAME = (
    rf"{_NAME_WORD}(?:[ \xa0](?:[{_UP}]\.|af|av|de|von|van|der|la|{_NAME_WORD})){{1,4}}"
    r"(?:\s\((?:[A-ZÅÄÖ]{1,3}|[a-z]{1,3})\))?"
)
NAME = re.compile(rf"[*_]{{0,2}}(?:/?s/\s)?{_NAME}[*_]{{0,2}}")
_NAME_AND_POST = re.compile(rf"[*_]{{0,2}}{_NAME}[*_]{{0,2}}\s?[,–-]\s(?P<post>.{{3,100}})")
# «Till justerare valdes Anna Ek.»: a sentence of the minutes.
_ELECTED = re.compile(r"\b(?:(?:om)?val(?:des|ts)|väljs|väljes|utses|utsågs|utser|sker)\b")
_PARTED = re.compile(r"-{3}|={3}|\*{3}")  # a rule between two documents, not a line to sign on
_FOR = re.compile(r"(?:för|på)\s.{2,80}", re.IGNORECASE)
_PARTY = re.compile(r"\((?:[A-ZÅÄÖ]{1,3}|[a-z]{1,3})\)[*_]{0,2}\Z")
DATE = re.compile(
    r"(?:[A-ZÅÄÖ][a-zåäö]+,?\s+)?(?:den\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}\s+[a-zåäö]{3,9}\s+\d{4}|\d{1,2}/\d{1,2}[ -]\d{4})\.?"
)
_DAY = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}\s[a-zåäö]{3,9}\s\d{4}|\d{1,2}/\d{1,2}[ -]\d{4})\b")
_EXTRACT = genre.pattern("extract", re.IGNORECASE)
_HEAD_LINES = 6  # lines of such a head that are looked at
_ORGANISATION = genre.pattern("organisation", re.IGNORECASE)


def signatures(text: str, raws: list[Raw]) -> None:
    """Marks who signs: a name over a post, names after a closing phrase, the body above them."""
    closing = False
    amid = False  # the head of an extract that follows the signatures
    for index, raw in enumerate(raws):
        if raw.gap:
            amid = closing and _heads_extract(text, raws[index : index + _HEAD_LINES])
        if amid:
            closing = False
            if raw.kind in (Kind.ROW, Kind.PARAGRAPH) and not raw.number:
                raw.kind, raw.sure = Kind.LETTERHEAD, True
            continue
        if raw.kind is Kind.ROW and not closing and not _row_of_names(text, raw):
            continue
        if raw.kind is Kind.FURNITURE:
            words = words_of(text, raw)
            closing = closing and not (_PARTED.match(words) or genre.names_type(words))
            continue
        if closing and _heads_annex(text, raws, index):
            raw.kind, raw.mark, raw.sure = Kind.HEADING, "line", True
        if not _may_sign(raw):
            closing = False
            continue
        signs = _signs(text, raws, index, closing)
        if signs:
            raw.kind, raw.mark, raw.sure = Kind.SIGNATURE, "", True
        closing = signs
    _bodies_above(text, raws)
    _merge_posts(text, raws)


def _heads_extract(text: str, lines: list[Raw]) -> bool:
    """Whether lines after a signature are the head of an extract of minutes: a body, a date, a paragraph or «Utdrag»."""
    following = [index for index, raw in enumerate(lines) if raw.gap and index]
    words = [words_of(text, raw) for raw in lines[: (following or [len(lines)])[0] + 1]]
    cells = [cell.strip() for line in words for cell in genre.CELLS.split(line)]
    named = genre.BODY.fullmatch(cells[0]) or _EXTRACT.match(cells[0])
    return bool(named) and any(map(_EXTRACT.match, cells)) and any(map(_DAY.search, cells))


def _signs(text: str, raws: list[Raw], index: int, closing: bool) -> bool:
    """Whether a line belongs to a signature; `closing` says that the line before it does."""
    raw = raws[index]
    words = words_of(text, raw)
    follows = raws[index + 1] if index + 1 < len(raws) else None
    if genre.names_type(words):
        return False  # the head of an enclosed document
    if (
        (genre.CLOSING.fullmatch(words) and not _ELECTED.search(words))
        or (raw.kind is Kind.ROW and "|" not in words)
        or _named_with_post(words)
    ):
        return True
    if _is_name(words):
        if closing or _post_follows(text, words, follows) or _before_end(text, raws, index):
            return True
        return _under_prose(text, raws, index) and _over_another(text, raws, index)
    if (match := _NAME_AND_POST.fullmatch(words)) and genre.POST.search(match["post"]):
        return True
    if not closing:
        return False
    if DATE.fullmatch(words) or (_is_post(words) and _is_name(words_of(text, raws[index - 1]))):
        return True
    if _FOR.fullmatch(words) and follows is not None and _is_name(words_of(text, follows)):
        return True
    return not raw.gap and (len(words) < 60 or bool(genre.POST.search(words))) and not terminated(words)


def _may_sign(raw: Raw) -> bool:
    if raw.kind is Kind.ROW or raw.end - raw.start > 200:
        return raw.kind is Kind.ROW
    return (raw.kind is Kind.PARAGRAPH or raw.mark == "bold") and not raw.number


def _is_name(words: str) -> bool:
    if not NAME.fullmatch(words) or words.rstrip(" :").casefold() in genre.SECTIONS:
        return False  # «FÖRSLAG TILL BESLUT» is printed like a name
    return not _ORGANISATION.search(words) and not genre.TYPED.match(words)


def _named_with_post(words: str) -> bool:
    """A name over a post in lower case, which reads on like a wrapped line."""
    name, _, post = words.partition("\n")
    return (
        bool(post)
        and len(words) < 150
        and _is_name(name.strip())
        and bool(genre.POST.search(post))
        and not post.endswith(".")
    )


def _row_of_names(text: str, raw: Raw) -> bool:
    """Whether every cell of a row is a signatory, or the party that one signs for."""
    cells = [cell.strip() for cell in genre.CELLS.split(words_of(text, raw))]
    return len(cells) > 1 and (all(map(_is_name, cells)) or all(map(_FOR.fullmatch, cells)))


def _post_follows(text: str, name: str, follows: Raw | None) -> bool:
    """Whether a title stands under a name; across a blank line a title alone, and none before the name already."""
    if follows is None or follows.kind not in (Kind.PARAGRAPH, Kind.ROW):
        return False
    words = words_of(text, follows)
    if follows.gap:
        return _is_post(words) and not genre.POST.search(name)
    return len(words) < 120 and bool(genre.POST.search(words)) and not words.endswith(".")


def _is_post(words: str) -> bool:
    """Whether a line is a title and nothing else, which signs with the name above it though a blank line parts them."""
    few = len(words.split()) <= _POST_WORDS and not terminated(words) and not _NO_POST.search(words)
    return (
        few and bool(genre.POST.search(words)) and not _is_name(words) and words not in genre.MINUTES_LABELS
    )


_POST_WORDS = 5
_NO_POST = re.compile(r"[\d(:]")


def _before_end(text: str, raws: list[Raw], index: int) -> bool:
    """Whether a name stands under the body that signs, with nothing but names and posts after it."""
    above = raws[index - 1] if index else None
    if above is None or above.kind is not Kind.PARAGRAPH or not signing_body(text, above):
        return False
    if _PARTY.search(words_of(text, raws[index])):
        return False
    after = raws[index + 1 : index + 2]
    # Over a title it is the receiver's office.
    return not after or (after[0].gap and not genre.TYPED.match(words_of(text, after[0])))


def _under_prose(text: str, raws: list[Raw], index: int) -> bool:
    """Whether only a place and day stands between running text and a line."""
    above = [raw for raw in raws[max(0, index - 2) : index] if not DATE.fullmatch(words_of(text, raw))]
    return bool(above) and (is_prose(text, above[-1]) or ended(text, above[-1]))


def _over_another(text: str, raws: list[Raw], index: int) -> bool:
    """Whether names from a line on stand over what parts or begins another paper: a rule, «Bilaga 1», a head, a title."""
    stop = index + 1
    while stop < len(raws) and _is_name(words_of(text, raws[stop])):
        stop += 1
    head = list(takewhile(lambda raw: not is_prose(text, raw), raws[stop : stop + _HEAD_LINES]))
    lines = [words_of(text, raw) for raw in head]
    if not head or head[0].kind is Kind.FURNITURE:
        return bool(head) and genre.PARTING.fullmatch(lines[0]) is not None
    begins = (
        _heads_annex(text, raws, stop) or genre.STATED.match(lines[0]) or any(map(genre.names_type, lines))
    )
    return head[0].gap and not head[0].number and bool(begins)


def _heads_annex(text: str, raws: list[Raw], index: int) -> bool:
    """Whether «Bilaga 1» stands alone over what is enclosed, not in a list of enclosures."""
    near = raws[index : index + 2]
    annexes = [bool(genre.ANNEX.fullmatch(words_of(text, raw))) for raw in near]
    return raws[index].kind is Kind.PARAGRAPH and raws[index].gap and annexes == [True, False]


def signing_body(text: str, raw: Raw) -> bool:
    words = words_of(text, raw)
    if (
        len(words) > 80
        or terminated(words)
        or raw.number
        or words.casefold() in genre.SECTIONS | genre.DISTRIBUTION
    ):
        return False
    return bool(_ORGANISATION.search(words)) or bool(_FOR.fullmatch(words))


def _bodies_above(text: str, raws: list[Raw]) -> None:
    """The body that signs stands on the line above the first signatory."""
    for raw, follows in pairwise(raws):
        if (
            follows.kind is Kind.SIGNATURE
            and raw.gap
            and raw.kind is Kind.PARAGRAPH
            and signing_body(text, raw)
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
            and (not raw.gap or _is_post(words_of(text, raw)))
            and not _is_name(words_of(text, raw))
            and ("\n" in text[above.end : raw.start] or words_of(text, raw) not in genre.MINUTES_LABELS)
            and (_is_name(words_of(text, above).split("\n", 1)[0].strip()) or _row_of_names(text, above))
        ):
            above.end = raw.end
        else:
            merged.append(raw)
    raws[:] = merged
