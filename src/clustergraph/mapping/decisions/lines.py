"""Who adopted a document, as its own lines say: «Antagen av kommunfullmäktige …», in a field, a line or a row."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.decisions.deciding import PARAGRAPH, Deciding, FoundDecision, paragraph_in
from clustergraph.mapping.decisions.joint import decided_alike
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind

_ADOPTED = pattern("decisions", "lines-adopted")
_WHEN = pattern("decisions", "lines-when")
_NEIGHBOURS = 3
_CLERKED = STRATEGIC | {"consultation-response"}
_LINES = (Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.HEADING, Kind.SIGNATURE, Kind.FURNITURE)


def adopted_in_lines(deciding: Deciding) -> Iterator[FoundDecision]:
    """Who adopted the document itself: «Antagen av kommunfullmäktige 2024-12-16, § 203», as a field or a line."""
    view, known = deciding.view, lexicon("documents")["adoption_lines"]
    for stretch in view.stretches:
        name = _key(deciding, stretch)
        if name in known["keys"] or (name in known["organs"] and deciding.type in STRATEGIC):
            yield from _adopted(deciding, *_with_neighbours(deciding, stretch), "adopt")
            continue
        if stretch.kind not in _LINES:
            continue
        if _is_clerks(deciding, stretch):
            yield from _adopted(deciding, stretch, stretch, _outcome_of(deciding, "beslutad"))
            continue
        for start, end in _lines(deciding, stretch):
            match = _ADOPTED.match(view.lower, start, end)
            if match:
                outcome = "consult" if match["out"] else _outcome_of(deciding, match["verb"])
                # «… av kommunfullmäktige i Hjo den 3 mars 2025, § 20, och av kommunfullmäktige i Tibro den …»
                several = decided_alike(deciding, start, end)
                yield from (replace(one, outcome=outcome, rule="adopted-row") for one in several)
                lines = [] if several else _parts(deciding, replace(stretch, start=start, end=end))
                for line in lines:
                    for one in _adopted(deciding, line, line, outcome):
                        yield replace(one, rule="adopted-row") if len(lines) > 1 else one


_AND_BY = re.compile(r",? (?:och|samt) (?=(?:av|i) )")


def _parts(deciding: Deciding, line: Stretch) -> list[Stretch]:
    """A line, or each part of it that names a body of its own: «Antagen av nämnden i A den …, § 4, och av styrelsen i B den …»."""
    borders = [line.start]
    for one in _AND_BY.finditer(deciding.view.lower, line.start, line.end):
        if deciding.body_in(one.end() + len("i "), one.end() + len("av den ")):
            borders += one.span()
    borders.append(line.end)
    return [
        replace(line, start=start, end=end) for start, end in zip(borders[::2], borders[1::2], strict=True)
    ]


_LONGEST = 240  # characters of a line that says who adopted
_COVER = 16  # blocks of a cover


def _lines(deciding: Deciding, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """A short line; on the cover of a plan each sentence that is one: «Remissutgåva. Godkänd för remiss av …»."""
    cover = deciding.type in STRATEGIC and stretch.index < _COVER and stretch.kind is Kind.PARAGRAPH
    for start, end in deciding.sentences(stretch) if cover else [(stretch.start, stretch.end)]:
        if end - start <= _LONGEST:
            yield start, end


def _is_clerks(deciding: Deciding, stretch: Stretch) -> bool:
    """Whether a line names who decided on a response or a plan, when and in which paragraph, and nothing else."""
    view = deciding.view
    if deciding.type not in _CLERKED or not PARAGRAPH.search(view.words, stretch.start, stretch.end):
        return False
    body = deciding.body_in(stretch.start, stretch.end)
    date = next((one for one in deciding.material.dates if stretch.start <= one.start < stretch.end), None)
    if body is None or date is None:
        return False
    rest = list(view.lower[stretch.start : stretch.end])
    owners = [one for one in deciding.material.named if stretch.start <= one.start < stretch.end]
    for start, end in ((one.start, one.end) for one in (body, *owners)):
        rest[start - stretch.start : end - stretch.start] = " " * (end - start)
    rest[date.start - stretch.start : date.end - stretch.start] = " " * (date.end - date.start)
    return set(lexicon("documents")["adoption_lines"]["clerks"]).issuperset(
        re.findall(r"[^\W\d_]{2,}|\bi\b", PARAGRAPH.sub(" ", "".join(rest)))
    )


def _key(deciding: Deciding, stretch: Stretch) -> str:
    """The key of a field or, in a plan, of a row of its own data: «| Fastställd av | Kommunfullmäktige …, § 118 |»."""
    if stretch.kind is Kind.FIELD:
        return stretch.block.name.lower().strip(" :.")
    if stretch.kind not in (Kind.ROW, Kind.LETTERHEAD, Kind.ITEM) or deciding.type not in STRATEGIC:
        return ""
    if stretch.kind is Kind.ITEM:  # «• Beslutsfattare: Rektor» on a page about a plan
        return deciding.view.lower[stretch.start : stretch.end].partition(": ")[0]
    printed = deciding.view.text[stretch.block.start : stretch.block.end]
    first, *rest = re.split(r"\||\t| {2,}", printed.strip(" |"))
    return first.strip(" *_:.").lower() if rest else ""


def _with_neighbours(deciding: Deciding, stretch: Stretch) -> tuple[Stretch, Stretch]:
    """The first and last of the keyed lines that say who adopted, on what day and in which paragraph."""
    lines = deciding.view.stretches
    first = last = stretch
    for following in lines[stretch.index + 1 : stretch.index + 1 + _NEIGHBOURS]:
        if not _WHEN.fullmatch(_key(deciding, following)):
            break
        last = following
    above = lines[max(0, stretch.index - _NEIGHBOURS) : stretch.index] if last is stretch else ()
    for before in reversed(above):
        if not _WHEN.fullmatch(_key(deciding, before)):
            break
        first = before
    return first, last


def _outcome_of(deciding: Deciding, verb: str) -> str:
    if verb.startswith("godkän"):
        return "approve"
    if deciding.type == "consultation-response" and not verb.startswith(("anta", "fast")):
        return "submit-response"
    return "adopt"


def _adopted(deciding: Deciding, first: Stretch, last: Stretch, outcome: str) -> Iterator[FoundDecision]:
    start, end = first.start, last.end
    body = deciding.body_in(start, end) or official_in(deciding, start, end)
    date = next((d for d in deciding.material.dates if start <= d.start < end), None)
    paragraph = paragraph_in(deciding.view.words, start, end) or _keyed(deciding, first, last)
    if body and (date or paragraph or deciding.type in STRATEGIC):
        span = (start, end)
        whose = whose_body(deciding, body)
        body = replace(body, unit_of=whose) if whose else body
        yield FoundDecision("taken", body, date, False, paragraph, outcome, span, span, "adopted-line", 0.85)


def official_in(deciding: Deciding, start: int, end: int) -> Named | None:
    """The official or the board named by its kind in a cell of its own: «Rektor», «Styrelsen»."""
    known = {
        **lexicon("documents")["officials"],
        "styrelsen": "Styrelsen",
        "direktionen": "Direktionen",
        "årsmötet": "Årsmötet",
    }
    for word in re.finditer(r"[a-zåäö]{5,}", deciding.view.lower[start:end]):
        if word[0] in known:
            name = known[word[0]]
            return Named(
                slugify(name), name, "body", start + word.start(), start + word.end(), "official-decides", 0.6
            )
    return None


def _keyed(deciding: Deciding, first: Stretch, last: Stretch) -> str | None:
    """The paragraph that a key gives without its sign: «Paragraf: 17»."""
    for stretch in deciding.view.stretches[first.index : last.index + 1]:
        value = deciding.view.block_words(stretch).strip()
        if _key(deciding, stretch) in ("paragraf", "protokollsparagraf") and value.isdigit():
            return f"§ {value}"
    return None


def whose_body(deciding: Deciding, body: Named) -> str | None:
    """The organisation of a body that adopted: named after it, before it, or on a line by itself just above."""
    view = deciding.view
    others = [one for one in deciding.material.named if not one.unit]
    for one in others:
        between = view.lower[body.end : one.start]
        if 0 <= one.start - body.end <= 5 and between.strip(" ,") in ("", "i", "vid", "för"):
            return one.slug
        if 0 < body.start - one.end <= 4 and not view.words[one.end : body.start].strip(" |,:\n"):
            return one.slug
    return None
