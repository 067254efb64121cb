"""The paragraphs of minutes that print the sign after the number, or none: «12 § Taxa», «Ks 49», «Paragraf 8», «8 Taxa»."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import pattern
from clustergraph.reading.raw import Raw, terminated

_SHORT = re.compile(
    r"(?P<short>[Pp]aragraf|PARAGRAF|[A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,6})[ \t]+(?P<number>\d{1,3})(?:[.:]?[ \t]+(?=[A-ZÅÄÖ])|(?=[ \t]*$))",
    re.MULTILINE,
)
# The last letter of the initials of a body, and the ending of its name.
_ENDINGS = {"n": "nämnd", "s": "styrelse", "f": "fullmäktige", "u": "utskott", "r": "råd", "d": "direktion"}
_STATED = re.compile(r"(?:Paragrafer|PARAGRAFER|§§)\W{0,3}(?P<first>\d{1,4})\s?[-–]\s?(?P<last>\d{1,4})\b")
_ALONE = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,11}[ \t]+§ ?\d{1,4}(?:/\d{2,4})?")  # «Kf § 41»
_HEAD = 6_000  # characters within which minutes say which paragraphs they hold
_LONGEST = 160
# What minutes say at their beginning; the sections of a statute print the sign after the number too.
_MINUTES = re.compile(r"\b(?:justera|möte)")
_BEGINNING = 1_500


def paragraph_numbers(text: str, raws: list[Raw]) -> None:
    """Gives such paragraphs of minutes their number, with the sign before it."""
    if not _of_minutes(text[:_BEGINNING].lower()):
        return
    for raw in raws:
        if _open(raw) and not raw.number and _ALONE.fullmatch(text, raw.start, raw.end):
            raw.kind = Kind.LETTERHEAD  # the line over a paragraph, whatever stands beside it
        if raw.number.isdigit() and text.startswith("§", raw.start):
            after = raw.start + 1
            begin = after + len(text[after : raw.end]) - len(text[after : raw.end].lstrip(" \t:."))
            alone = begin >= raw.end
            if alone or (text[begin].isupper() and not _is_sentence(text, raw)):
                _number(raw, raw.number, raw.printed if alone else begin)
    signed = any(raw.style == "section" for raw in raws)
    found = [*(() if signed else _by_initials(text, raws)), *_between(text, raws)]
    if not (found or signed):
        found = [*_in_sequence(text, raws)] or [*_only_one(text, raws)]
    for raw, number, begin in found:
        _number(raw, number, begin)


def _of_minutes(beginning: str) -> bool:
    """Whether a text is one of minutes by its beginning."""
    if "protokoll" in beginning or "sammanträd" in beginning or "minnesanteckningar" in beginning:
        return True
    return ("justera" in beginning or "möte" in beginning) and bool(_MINUTES.search(beginning))


def _number(raw: Raw, number: str, begin: int) -> None:
    raw.number, raw.style, raw.mark, raw.marker, raw.start = f"§ {number}", "section", "number", "", begin


def _is_sentence(text: str, raw: Raw) -> bool:
    """Whether a block is longer than a heading, or ends as a sentence does: a paragraph of a statute."""
    return raw.end - raw.start > _LONGEST or terminated(text[max(raw.start, raw.end - 8) : raw.end])


def _in_columns(text: str, raw: Raw) -> bool:
    """Whether a numbered line holds the title of a matter and what was decided side by side: «141.   Taxa      Nämnden beslutar …»."""
    return (
        raw.number.isdigit()
        and raw.kind is Kind.PARAGRAPH
        and "   " in text[raw.start : min(raw.end, raw.start + _LONGEST)]
    )


def _open(raw: Raw) -> bool:
    return raw.kind in (Kind.PARAGRAPH, Kind.HEADING) and raw.lines == 1


def _by_initials(text: str, raws: list[Raw]) -> Iterator[tuple[Raw, str, int]]:
    """Paragraphs after the initials of a body that the head names: «Ks 49», «KPR 7 Val av justerare»."""
    known: dict[str, bool] = {}
    for raw in raws:
        match = _SHORT.match(text, raw.printed, raw.end) if _open(raw) else None
        if match is None or _is_sentence(text, raw):
            continue
        short = match["short"]
        if short not in known:
            known[short] = _are_initials(short, text[:_HEAD])
        if known[short]:
            yield raw, match["number"], raw.printed if match.end() >= raw.end else match.end()


def _are_initials(short: str, head: str) -> bool:
    """Whether letters are the initials of a body named in the head, «KSAU» and «Bou-au» of a committee among them, or the word."""
    if short.lower() == "paragraf":
        return True
    if not (
        short.isupper() or short.lower().endswith("au") or not re.search("[aeiouyåäö]", short, re.IGNORECASE)
    ):
        return False
    ending = _ENDINGS.get(short[-1].lower())
    body = rf"\b{re.escape(short[0])}[\w-]*(?: [\w-]+){{0,3}}?{ending}"
    return ending is not None and bool(re.search(body, head, re.IGNORECASE))


def _in_sequence(text: str, raws: list[Raw]) -> Iterator[tuple[Raw, str, int]]:
    """The longest run of headings numbered one after the other, in a text that calls itself minutes: «20. Detaljplan …».

    Between most of them something stands, which an agenda or a list has not.
    """
    if not _CALLED.search(text, 0, _TITLED):
        return
    lines = [_line_number(text, raw, tight=True) for raw in raws]
    heads = [
        number and (begin == raw.printed or text[begin].isupper())
        for raw, (number, begin) in zip(raws, lines, strict=True)
    ]
    told = [_in_columns(text, raw) and _is_sentence(text, raw) for raw in raws]
    filled = [
        head and (row or not after) for (head, after), row in zip(pairwise([*heads, 0]), told, strict=True)
    ]
    runs: dict[int, list[int]] = {}
    for index, (number, _) in enumerate(lines):
        if heads[index]:
            run, known = [*runs.get(number - 1, ()), index], runs.get(number, ())
            # What an agenda counts up is not filled.
            if _worth(run, filled) > _worth(known, filled):
                runs[number] = run
    longest = max(runs.values(), key=lambda run: _worth(run, filled), default=[])
    if len(longest) >= _RUN and _worth(longest, filled)[0] > len(longest) / 2:
        for index in longest:
            yield raws[index], str(lines[index][0]), lines[index][1]


def _worth(run: Sequence[int], filled: Sequence[bool | int]) -> tuple[int, int]:
    """How many of the lines of a run have something under them, and how many they are."""
    return sum(bool(filled[index]) for index in run), len(run)


def _only_one(text: str, raws: list[Raw]) -> Iterator[tuple[Raw, str, int]]:
    """The paragraph of an extract by the misread sign in its head: «S 45» on a line of its own."""
    for raw in raws[:_TOP]:
        number, begin = _line_number(text, raw)
        case = number and raw.style == "single" and _CASE.fullmatch(text, begin, raw.end)
        if case or (number and begin == raw.printed and not raw.number):
            yield raw, str(number), begin
            return


# The number of the case beside that of the paragraph: «117      KS2025/338».
_CASE = re.compile(r"(?:Dnr:? )?(?:[A-ZÅÄÖ]{2,6}[ -]?)?(?:19|20)\d\d[/:.-]\d{1,6}")

_CALLED = pattern("called-minutes", re.IGNORECASE | re.DOTALL)
_TITLED = 300  # characters
_RUN = 3
_TOP = 15  # blocks


def _between(text: str, raws: list[Raw]) -> Iterator[tuple[Raw, str, int]]:
    """Lines numbered as the paragraphs that are missing of the range that the head states, or between two with their sign."""
    stated = _STATED.search(text, 0, _HEAD)
    known = [
        (index, _PLAIN.fullmatch(raw.number)) for index, raw in enumerate(raws) if raw.style == "section"
    ]
    bounds = [(index, int(match[1])) for index, match in known if match]
    if stated:
        bounds = [(-1, int(stated["first"]) - 1), *bounds, (len(raws), int(stated["last"]) + 1)]
    for (first, before), (last, after) in pairwise(bounds):
        expected = before + 1
        for raw in raws[first + 1 : last] if expected < after else ():
            number, begin = _line_number(text, raw)
            if number == expected < after:
                yield raw, str(number), begin
                expected += 1


# A sign that was recognised as a letter or figure: «S 12», «$ 12 Taxa», «5 12».
_MISREAD = re.compile(r"[S$&5][ \t]?(?P<number>\d{1,4})(?:[.:]?[ \t]+(?=[A-ZÅÄÖ])|(?=[ \t]*$))", re.MULTILINE)
_PLAIN = re.compile(r"§ ?(\d+)")


def _line_number(text: str, raw: Raw, tight: bool = False) -> tuple[int, int]:
    """The number of a line that can head a paragraph without its sign, and where its words begin; 0 if it cannot.

    `tight` says that none but its full stop need part it from the line above.
    """
    if not _in_columns(text, raw) and (not _open(raw) or _is_sentence(text, raw)):
        return 0, raw.start
    if misread := _MISREAD.match(text, raw.printed, raw.end):
        return int(misread["number"]), raw.printed if misread.end() >= raw.end else misread.end()
    ranged = text.startswith(("-", "–"), raw.start)  # «12 – 22» under «Paragrafer»
    apart = raw.gap or (tight and raw.marker.endswith("."))
    single = raw.style == "single" and raw.number.isdigit() and apart and not ranged
    return (int(raw.number) if single else 0), raw.start
