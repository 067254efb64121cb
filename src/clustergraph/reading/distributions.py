"""Who receives a decision: the lines under «Beslutet skickas till»."""

import re

from clustergraph.reading.block import Kind
from clustergraph.reading.genre import (
    ANNEX,
    DISTRIBUTION,
    PLAN_IN_CAPITALS,
    SECTIONS,
    STATED,
    TYPED,
    names_type,
)
from clustergraph.reading.raw import Raw, is_prose, terminated, words_of

# The head of the next paragraph of minutes: «Kommunfullmäktige    2025-06-16    § 82».
_NEXT = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\W+§ ?\d")
_LEADS = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.FIELD, Kind.SIGNATURE})
_LONGEST = max(map(len, DISTRIBUTION)) + 8  # characters, with the marks after it


def distributions(text: str, raws: list[Raw]) -> None:
    """Marks the receivers under «Beslutet skickas till», which is a heading itself."""
    lead: Raw | None = None
    for index, raw in enumerate(raws):
        short = raw.kind in _LEADS and raw.end - raw.start < _LONGEST
        if short and words_of(text, raw).rstrip(" :").casefold() in DISTRIBUTION:
            raw.kind, raw.sure, raw.mark = Kind.HEADING, True, raw.mark or "section"
            lead = raw
        elif raw.kind is Kind.FURNITURE:
            continue
        elif raw.kind is Kind.DISTRIBUTION:
            lead = raw
        elif lead:
            beside = lead.kind is Kind.DISTRIBUTION and lead.lead_in is None  # «Kopia: registrator@mora.se»
            if (beside and raw.gap) or _ends_list(text, raws, index):
                lead = None
            else:
                raw.kind, raw.lead_in, raw.sure = Kind.DISTRIBUTION, lead, True


def _ends_list(text: str, raws: list[Raw], index: int) -> bool:
    raw = raws[index]
    if raw.kind is Kind.ITEM:
        return raw.end - raw.start > 200
    listed = raw.kind in (Kind.PARAGRAPH, Kind.ROW) or (raw.kind is Kind.SIGNATURE and not raw.gap)
    if not listed or raw.mark or raw.end - raw.start > 160:
        return True
    words = words_of(text, raw)
    if (
        words.rstrip(" :").casefold() in SECTIONS
        or terminated(words)
        or TYPED.match(words)
        or STATED.match(words)
        or _NEXT.search(words)
        or (raw.gap and (ANNEX.fullmatch(words) or _heads_paper(text, raws, index)))
    ):
        return True
    follows = raws[index + 1] if index + 1 < len(raws) else None
    if follows and not follows.gap and (follows.kind is Kind.FIELD or TYPED.match(words_of(text, follows))):
        return True  # the head of another document
    return bool(
        follows and raw.gap and follows.gap and is_prose(text, follows) and follows.kind is not Kind.ITEM
    )


def _heads_paper(text: str, raws: list[Raw], index: int) -> bool:
    """Whether the lines from one on, up to a blank line, hold the type of another paper in a column, or a plan's title is over or under it."""
    stop = next((at for at in range(index + 1, len(raws)) if raws[at].gap), len(raws))
    lines = [words_of(text, raw) for raw in raws[index : stop + 1]]
    return any(map(names_type, lines[: stop - index])) or any(map(PLAN_IN_CAPITALS.fullmatch, lines[-2:]))
