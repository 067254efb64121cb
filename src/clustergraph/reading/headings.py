"""Which lines are headings, list items or sentences, told by their neighbours."""

import re

from clustergraph.reading import marks
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import DECISION_HEADING, FINITE_VERBS, LIST_HEADINGS, SECTION, TYPED, pattern
from clustergraph.reading.letterheads import CONTACT
from clustergraph.reading.raw import Raw, ended, is_prose, terminated, words_of
from clustergraph.reading.signatures import NAME

_LONGEST = 200
_FIGURE = re.compile(r"[\d.,/:-]+\s+[a-zåäö]")  # «2025 antogs …»: a sentence without its stop
# «YRKANDEN M.M.», «Vägar (s. 38 f.)»
_OTHERS = re.compile(r" m\. ?(?:m|fl)\.$| \((?:s|sid)\.[\d –f.-]+\)$", re.IGNORECASE)
_QUESTION = pattern("question", re.IGNORECASE)
_VERB = pattern("verb", re.IGNORECASE)
# «Dagordningen godkändes», «Föredrogs och fastställdes»: what minutes record, with no stop after it.
# «Klimatmålen kan nås med fler elbilar»: a statement that stands as a heading. What meetings record has other verbs.
_STATING = re.compile(r"\s(?:är|har|ska|skall|bör|kan|behöver|måste|blir|finns|innebär|krävs)\s")
_RECORDING = pattern("recording", re.IGNORECASE)
_STATED, _PARAGRAPH = 110, 160  # characters
_OPINIONS = pattern("opinions", re.IGNORECASE)
_RECORDED = pattern("recorded", re.IGNORECASE)
_PARTY_NAME = re.compile(r".{3,60}\([A-ZÅÄÖ]{1,3}\)")
_UNFINISHED = pattern("unfinished")
_SPOKEN = re.compile(r"(?:Vi|Jag|Man) [a-zåäö]")  # «Vi skulle också vilja se»
# «Verket förelägger nämnden att senast den 1 juni 2025» over what is to be done.
_BEFORE_POINTS = re.compile(r"\satt(?:\s(?:senast|omgående|omedelbart|bland annat|snarast)\b[^.:;]{0,45})?$")
_NUMBER_LINE = re.compile(
    r"(?:dnr|diarienr|diarienummer)?[ .:]*(?:[A-ZÅÄÖ]{1,8}[ /-]?)?\d[\w.:/-]*", re.IGNORECASE
)
# «avstyrker förslaget», «anser att …»: the item says what the line above it does.
_PREDICATE = re.compile(
    r"[a-zåäö]{3,}(?:[ksnmdvtlgj]er|ar|är|år) (?:att|för|sig|den|det|de|en|ett|inte|[a-zåäö]+(?:en|et|ts?|na)) "
)
# A sentence that goes on, or after which a digest prints the paragraph: «… avslogs. (RS 2025/114, § 41)».
_INNER_STOP = re.compile(r"[a-zåäö)]{3}[.!?]\s+(?:[A-ZÅÄÖ]|\([^()\n]*§)|^\([^()\n]*§[^()\n]*\)$")
_STATUTE = re.compile(
    r"(?:\d{1,3}(?: ?[a-z])? kap\.(?: \d{1,3}(?: ?[a-z])? §§?)?|\d{1,3}(?: ?[a-z])?(?:[–-]\d{1,3})? §§?)"
    r"(?: och \d{1,3}(?: ?[a-z])? §§?)?(?: (?:första|andra|tredje|fjärde|femte|sista) (?:stycket|meningen|punkten))*(?: \d{1,2} p\.?)?(?: [A-ZÅÄÖ(][^.;:]{0,80})?"
)
# «Men» over a list
_LINKS = frozenset({"men", "och", "samt", "dock", "eller", "därför", "dessutom", "däremot", "vidare"})
_NOT_CONTENT = (Kind.FURNITURE,)


def resolve(text: str, raws: list[Raw]) -> None:
    """Decides every block that is still open, from the last to the first so that what follows is known."""
    _join_titles(text, raws)
    content = [raw for raw in raws if raw.kind not in _NOT_CONTENT]
    _numbered(text, content)
    for index in range(len(content) - 1, -1, -1):
        raw = content[index]
        before = content[index - 1] if index else None
        after = content[index + 1] if index + 1 < len(content) else None
        if raw.kind is Kind.HEADING and raw.mark == "bold" and not raw.sure:
            _bold(text, raw, after)
        elif _is_open(raw) and _is_heading(text, before, raw, after):
            words = words_of(text, raw)
            raw.kind = Kind.HEADING
            raw.mark = "label" if marks.PART.fullmatch(words) else "caps" if _caps(words) else "line"
    _unnumber(raws)


def _is_open(raw: Raw) -> bool:
    return raw.kind is Kind.PARAGRAPH and not raw.sure and not raw.number


def _join_titles(text: str, raws: list[Raw]) -> None:
    """Puts a title on two lines together, and a section sign with the title under it."""
    joined: list[Raw] = []
    for index, raw in enumerate(raws):
        above = joined[-1] if joined else None
        if (
            above
            and raw.kind is above.kind is Kind.PARAGRAPH
            and not raw.number
            and not (raw.sure or above.sure)
        ):
            alone = above.style == "section" and above.start == above.printed
            last = index + 1 == len(raws) or raws[index + 1].gap or raws[index + 1].kind is not Kind.PARAGRAPH
            two_lines = (
                above.gap
                and not raw.gap
                and above.lines == 1
                and last
                and TYPED.match(words_of(text, above))
                and not _names_section(words_of(text, above))
                and not _names_section(words_of(text, raw))
            )
            titled = (alone or two_lines) and not _NUMBER_LINE.fullmatch(words_of(text, raw))
            if titled and _title_like(text, raw) and (alone or _title_like(text, above)):
                above.start = raw.start if alone else above.start
                above.end, above.lines = raw.end, above.lines + raw.lines - alone
                continue
        joined.append(raw)
    raws[:] = joined


def _bold(text: str, raw: Raw, after: Raw | None) -> None:
    """A bold line that ends in a colon, with items after it, is their lead-in; a whole sentence is prose."""
    if raw.number or after is None or after.kind is not Kind.ITEM:
        return
    words = words_of(text, raw)
    if marks.leads_in(words.rstrip(":")) or (words.endswith(":") and len(words.split()) > 4):
        raw.kind = Kind.PARAGRAPH


def _title_like(text: str, raw: Raw) -> bool:
    length = raw.end - raw.start
    if length > _LONGEST or raw.lines > 3 or not length:
        return False
    words = words_of(text, raw)
    first = words.lstrip("\"”“»«'’*_(–- " if raw.number else "\"”“»«'’*_(")[:1]
    if first.isdigit() and _FIGURE.match(words):
        return False
    if words.rstrip(" :").casefold() in _LINKS:
        return False
    if marks.PART.fullmatch(words):
        return set(FINITE_VERBS).isdisjoint(words.split())  # «Avsnitt 3.2: Vi delar bedömningen.»
    if not (first.isupper() or first.isdigit()) or _OTHERS.sub("", words).rstrip('*_"”) ')[-1:] in tuple(
        ".;,:!"
    ):
        return False
    return not _INNER_STOP.search(_OTHERS.sub("", words))


def _caps(words: str) -> bool:
    return words.isupper() and sum(map(str.isalpha, words)) >= 4


def _is_heading(text: str, before: Raw | None, raw: Raw, after: Raw | None) -> bool:
    """Whether a line without marks is a heading: short, alone, no sentence, and something stands under it."""
    words = words_of(text, raw)
    if _names_section(words) and raw.lines == 1 and (raw.gap or before is None or after is not None):
        return True
    if after is None or not _title_like(text, raw):
        if after and after.kind is Kind.ITEM and raw.gap and after.gap and raw.lines == 1:
            return bool(_OPINIONS.fullmatch(words)) and is_prose(text, after)
        return bool(
            after
            and words.endswith(":")
            and raw.lines == 1
            and raw.gap
            and after.gap
            and len(words.split()) <= 4
            and after.kind is Kind.PARAGRAPH
            and words[:1].isupper()
        )
    runs_on = not raw.gap and before is not None and before.kind is Kind.PARAGRAPH and not ended(text, before)
    if runs_on and before and not SECTION.fullmatch(words_of(text, before)):
        return False
    if after.kind in (Kind.SIGNATURE, Kind.FIELD, Kind.ROW, Kind.LETTERHEAD):
        return after.kind is Kind.ROW or (
            after.gap and len(words.split()) > 3 and before is not None and before.kind is Kind.SIGNATURE
        )
    if CONTACT.search(words) or _PARTY_NAME.fullmatch(words):
        return False
    if after.kind is Kind.ITEM and (
        marks.leads_in(words)
        or _UNFINISHED.search(words)
        or _SPOKEN.match(words)
        or _BEFORE_POINTS.search(words)
        or _PREDICATE.match(words_of(text, after))
    ):
        return False
    if after.continues or (_sentence(text, raw) and not _states(text, before, raw, after)):
        return False
    sentence = (
        raw.gap
        and after.kind is Kind.PARAGRAPH
        and words_of(text, after).endswith(".")
        and " " in words_of(text, after)
    )
    if not (
        after.gap or sentence or is_prose(text, after) or after.kind is Kind.HEADING or _leads(text, after)
    ):
        return False
    return after.kind is Kind.HEADING or is_prose(text, after) or _short_prose(text, after)


def _names_section(words: str) -> bool:
    """Whether words are the name of a section, of a decision or a proposal among them."""
    return len(words) < 100 and bool(SECTION.fullmatch(words) or DECISION_HEADING.fullmatch(words))


def _states(text: str, before: Raw | None, raw: Raw, after: Raw) -> bool:
    """Whether a sentence without its stop, alone between whole ones, is a heading that states something."""
    words = words_of(text, raw)
    page = not raw.gap and not after.gap and after.end - after.start > _PARAGRAPH  # a line is a paragraph
    alone = ((raw.gap and after.gap) or page) and raw.lines == 1 and len(words) <= _STATED
    whole = before is not None and (ended(text, before) or (before.gap and _title_like(text, before)))
    prose = after.kind is Kind.PARAGRAPH and ended(text, after) and len(words_of(text, after).split()) > 3
    return bool(alone and whole and prose and _STATING.search(words)) and not (
        _RECORDING.search(words) or _RECORDED.search(words)
    )


def _leads(text: str, raw: Raw) -> bool:
    words = words_of(text, raw)
    return raw.kind is Kind.PARAGRAPH and (marks.leads_in(words) or bool(_UNFINISHED.search(words)))


def _short_prose(text: str, raw: Raw) -> bool:
    """A sentence too short to be told from a line of a head, or a numbered or lead-in line."""
    words = words_of(text, raw)
    return raw.kind is Kind.PARAGRAPH and (
        terminated(words) or marks.leads_in(words) or bool(raw.number) or not NAME.fullmatch(words)
    )


def _numbered(text: str, content: list[Raw]) -> None:
    """Tells numbered headings from list items and from sentences that begin with a figure."""
    for index, raw in enumerate(content):
        if not raw.number or raw.kind is not Kind.PARAGRAPH or raw.sure:
            continue
        before = content[index - 1] if index else None
        after = content[index + 1] if index + 1 < len(content) else None
        title = _title_like(text, raw)
        if raw.style != "section" and _is_statute(text, raw, after):
            raw.kind, raw.start, raw.number, raw.marker, raw.style = Kind.HEADING, raw.printed, "", "", ""
        elif raw.style == "section":
            raw.kind = Kind.HEADING if title or raw.start == raw.printed else Kind.PARAGRAPH
        elif raw.style == "multi":
            # «5.1 Staten ska bygga fler hamnar» over sentences: a heading of the paper that is answered.
            over = raw.lines == 1 and after is not None and is_prose(text, after) and ended(text, after)
            raw.kind = Kind.HEADING if title and (over or not _sentence(text, raw)) else Kind.ITEM
        elif raw.style in ("lower", "inner"):
            raw.kind = Kind.ITEM
        elif not _marked(raw):
            standing = raw.gap or before is None or before.kind is Kind.HEADING
            if title and standing and after and not _sentence(text, raw):
                raw.kind = Kind.HEADING
        elif not title or (_in_list(text, before, raw, after) and not _resumes(text, before, raw)):
            raw.kind = Kind.ITEM
        else:
            raw.kind = Kind.HEADING if after and (raw.gap or before is None) else Kind.ITEM


def _is_statute(text: str, raw: Raw, after: Raw | None) -> bool:
    """Whether a line alone names a chapter or paragraph of a draft: «2 kap. 3 § Köordning», «4 §»."""
    under = after if after is not None and after.kind is Kind.PARAGRAPH else None
    alone = (
        raw.gap and raw.lines == 1 and under and (is_prose(text, under) or terminated(words_of(text, under)))
    )
    return bool(alone) and bool(_STATUTE.fullmatch(text[raw.printed : raw.end])) and not _sentence(text, raw)


def _sentence(text: str, raw: Raw) -> bool:
    words = words_of(text, raw)
    if _RECORDED.search(words):
        return True
    return len(words.split()) >= 4 and bool(_VERB.search(words)) and not _QUESTION.match(words)


def _marked(raw: Raw) -> bool:
    return raw.marker.rstrip("*")[-1:] in (".", ")", "*") or raw.style in ("upper", "roman")


def _resumes(text: str, before: Raw | None, raw: Raw) -> bool:
    """Whether a section stands after a list that happens to end with the number before: «3. Uppföljning»."""
    listed = before is not None and before.kind is Kind.ITEM and raw.gap and not before.gap
    return listed and bool(SECTION.fullmatch(words_of(text, raw)))


def _in_list(text: str, before: Raw | None, raw: Raw, after: Raw | None) -> bool:
    """Whether a line «1. …» stands in a list: introduced as one, or next to its neighbours in number."""
    if before is not None:
        if (
            before.kind is Kind.ITEM
            and before.style == raw.style
            and before.level == 0
            and _next(before, raw)
        ):
            return True
        words = words_of(text, before)
        tail = text[max(before.start, before.end - 60) : before.end]
        if before.kind is Kind.PARAGRAPH and marks.leads_in(tail):
            return True
        if before.kind is Kind.HEADING and words.rstrip(" :").casefold() in LIST_HEADINGS:
            return True
    return bool(after and after.style == raw.style and after.number and _next(raw, after) and _marked(after))


def _next(first: Raw, second: Raw) -> bool:
    """Whether the second number follows the first."""
    if first.number.isdigit() and second.number.isdigit():
        return int(second.number) == int(first.number) + 1
    return len(first.number) == len(second.number) == 1 and ord(second.number) == ord(first.number) + 1


def _unnumber(raws: list[Raw]) -> None:
    """A paragraph that only begins with a figure keeps the figure among its words."""
    for raw in raws:
        if raw.kind is Kind.PARAGRAPH and raw.number and raw.style != "section":
            raw.number = raw.marker = raw.style = ""
            raw.start = raw.printed
        elif raw.kind is Kind.HEADING:
            raw.marker = ""
