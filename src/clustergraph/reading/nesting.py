"""How deep headings and list items are, and which sentence introduces which list."""

from collections import Counter

from clustergraph.reading import marks
from clustergraph.reading.block import Kind
from clustergraph.reading.raw import Raw, terminated


def levels(raws: list[Raw]) -> None:
    """Gives each heading its depth: by its number first, by its marks relative to numbered ones after."""
    depth, hashes = 0, 0
    letters = 0
    titled = caps = False
    above: Raw | None = None
    for raw in raws:
        if raw.kind is not Kind.HEADING:
            continue
        if raw.mark == "label":
            raw.level = above.level + 1 if above else 2
            continue
        above = raw
        if raw.style in ("section", "single", "roman"):
            raw.level = 1
        elif raw.style == "multi":
            raw.level = raw.number.count(".") + 1
        elif raw.style in ("upper", "lower", "inner"):
            letters = raw.level = letters if letters and raw.number != "A" else depth + 1
            continue
        elif raw.mark == "hashes":
            raw.level = max(1, depth + raw.hashes - hashes) if depth and raw.hashes > 1 else raw.hashes
            titled = True
            if raw.hashes == 1:
                depth = hashes = 0
            continue
        elif raw.mark == "section":
            raw.level = 2  # those of a head run together stand beside each other
        elif raw.mark == "underline":
            raw.level = raw.hashes
        else:
            caps = caps or raw.mark == "caps"
            raw.level = 1 if not titled else (3 if caps and raw.mark == "line" else 2)
            titled = True
            continue
        titled = True
        depth, hashes = raw.level, raw.hashes or raw.level


def lead_ins(text: str, raws: list[Raw]) -> None:
    """Links each list item to the sentence or heading before its list, or to the item it stands under."""
    lead: Raw | None = None
    stack: list[Raw] = []
    since = 0  # blocks since the last item
    steps = _steps(raws)
    for raw in raws:
        if raw.kind is Kind.FURNITURE:
            continue
        if raw.kind not in (Kind.ITEM, Kind.ROW):
            since += 1
            if raw.kind is Kind.HEADING or (raw.kind is Kind.PARAGRAPH and _introduces(text, raw)):
                lead, stack = raw, []
            elif since > 1 or not stack:
                lead, stack = None, []
            continue
        follows, since = since == 0, 0
        if raw.kind is Kind.ROW:
            raw.lead_in = lead
            continue
        last = stack[-1] if stack else None
        while stack and not _under(text, stack[-1], raw, steps.get(id(raw), _STEP)):
            stack.pop()
        if last and not stack and follows and raw.gap and _family(last) != _family(raw):
            lead = None  # another list, which nothing introduces
        raw.lead_in = stack[-1] if stack else lead
        raw.level = len(stack) + 1
        stack.append(raw)


def _introduces(text: str, raw: Raw) -> bool:
    tail = text[max(raw.start, raw.end - 80) : raw.end]
    return not terminated(tail) or marks.leads_in(tail)


_STEP = 2  # columns that a deeper item is set further in
_REGULAR = 2  # items at each of two indents that differ by one column where that column is a level


def _steps(raws: list[Raw]) -> dict[int, int]:
    """By the identity of an item the columns that make a level in its list, where one column does."""
    found: dict[int, int] = {}
    run: list[Raw] = []
    for raw in [*raws, None]:
        if raw is not None and raw.kind is Kind.ITEM:
            run.append(raw)
        elif run and (raw is None or raw.kind is not Kind.FURNITURE):
            indents = Counter(one.indent for one in run)
            if len(indents) == 2 and max(indents) - min(indents) == 1 and min(indents.values()) >= _REGULAR:
                found.update((id(one), 1) for one in run)
            run = []
    return found


def _under(text: str, upper: Raw, raw: Raw, step: int) -> bool:
    if raw.indent >= upper.indent + step:
        return True
    other = _family(upper) != _family(raw)
    return other and raw.indent >= upper.indent and text[upper.end - 1] == ":"


def _family(raw: Raw) -> str:
    return raw.style or raw.marker
