"""Adoptions: which actors a text says have adopted an agreement or a plan; a proposal is none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clustergraph.mapping.actors import Named
from clustergraph.mapping.dates import FoundDate
from clustergraph.mapping.deciding import FoundDecision
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.reading import Kind

_AGREEMENT = (
    r"(?:\w*avsiktsförklaring|\w*överenskommelse|samverkansavtal|samarbetsavtal|partnerskapsavtal|avtal|viljeinriktning"
    r"|viljeyttring|samförståndsavtal|deklaration|klimatkontrakt|partnerskap|handslag|\w*löfte)(?:en|et|ar|na|t)?"
)
_TEXT = re.compile(rf"\b{_AGREEMENT}\b")
_BY = re.compile(
    r"\b(?:antogs|antagits|antagen|antaget|antagna|undertecknats|undertecknades|undertecknad|undertecknat|undertecknas|godkänts|godkändes|skrivits under|tecknats|tecknades)(?: \w+){0,3}? av\b"
)
_ADOPTED = re.compile(
    r"\b(?:antog|antagit|anslöt sig|anslutit sig|undertecknade|undertecknat|ställde sig bakom|ställt sig bakom|skrev under|skrivit under|skrivit på|skrev på|tecknade|tecknat|ingick|ingått)\b"
)
_SILENT = frozenset({"proposal", "motion", "reservation"})


@dataclass(frozen=True, slots=True)
class FoundAdoption:
    """An actor (slug) has adopted an agreement, as the words of the span say; `decision` shows it."""

    actor: str
    agreement: tuple[int, int]
    date: FoundDate | None
    own_date: bool
    quote: tuple[int, int]
    decision: FoundDecision | None
    rule: str
    confidence: float


def find_adoptions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> list[FoundAdoption]:
    """The adoptions of agreements that a document records or mentions, one for each actor."""
    found = [*_by_decisions(material, metadata, decisions), *_in_prose(material)]
    kept: dict[tuple[str, str], FoundAdoption] = {}
    for one in sorted(found, key=lambda adoption: (adoption.quote, adoption.actor)):
        first = kept.get((one.actor, ""))
        if first is None or first.quote != one.quote:
            kept.setdefault((one.actor, ""), one)
    return list(kept.values())


def _by_decisions(
    material: Material, metadata: Metadata, decisions: Sequence[FoundDecision]
) -> Iterator[FoundAdoption]:
    """A body of the issuer has decided to adopt."""
    lower = material.view.lower
    if metadata.issuer is None:
        return
    for decision in decisions:
        if decision.status != "taken" or decision.outcome not in ("adopt", "approve"):
            continue
        body = decision.body
        others = _organisations(material, body.end, body.end + 60) if body else []
        if body and others and others[0].start - body.end <= 3 and others[0].slug != metadata.issuer.value:
            continue  # «Kommunstyrelsen i Orsa kommun antog …»: not a body of the issuer
        agreement = _TEXT.search(lower, *decision.what) or _TEXT.search(lower, *decision.quote)
        if agreement:
            yield FoundAdoption(
                metadata.issuer.value,
                _title_of(material, agreement),
                decision.date,
                decision.own_date,
                decision.quote,
                decision,
                "adopted-by-decision",
                0.85,
            )


def _in_prose(material: Material) -> Iterator[FoundAdoption]:
    """«har antagits av A, B samt kommunerna C och D», «A antog avsiktsförklaringen i juni 2024»."""
    view, lower = material.view, material.view.lower
    if not (_TEXT.search(lower) and (_BY.search(lower) or _ADOPTED.search(lower))):
        return
    known: tuple[int, int] | None = None
    for start, end, stretch in view.sentences:
        text = _TEXT.search(lower, start, end)
        if text:
            known = _title_of(material, text)
        if known is None or material.sections[stretch.index].kind in _SILENT or stretch.kind is Kind.HEADING:
            continue
        by = _BY.search(lower, start, end)
        if by:
            listed = _listed(material, by.end(), end)
            yield from _adopters(material, listed, known, (start, end), start, end, "adopted-by-list")
            continue
        for match in _ADOPTED.finditer(lower, start, end):
            before = lower[start : match.start()]
            if re.search(r"\binte\b", before[-25:]) or ("beslut" in before and "att" in before):
                continue
            actors = [one for one in _organisations(material, start, match.start()) if not one.genitive]
            if actors:
                last = actors[-1]
                begin = max(
                    start,
                    lower.rfind(" och ", start, last.start) + 5
                    if " och " in lower[start : last.start]
                    else start,
                )
                joint = _joint(lower, actors)
                begin = min(begin, joint[0].start)
                stop = lower.find(" och ", match.end(), end)
                yield from _adopters(
                    material, joint, known, (start, end), begin, stop if stop > 0 else end, "adopted"
                )


def _organisations(material: Material, start: int, end: int) -> list[Named]:
    return [one for one in material.named if start <= one.start and one.end <= end and not one.unit]


def _joint(lower: str, actors: Sequence[Named]) -> list[Named]:
    """The last actor and those enumerated with it: «Mora kommun (den 3 mars), Orsa kommun och Region Dalarna»."""
    joint = [actors[-1]]
    for one in reversed(actors[:-1]):
        between = re.sub(r"\([^)]*\)", "", lower[one.end : joint[0].start])
        if between.strip(" ,") not in ("", "och", "samt"):
            break
        joint.insert(0, one)
    return joint


def _listed(material: Material, start: int, end: int) -> list[Named]:
    """The actors after «av»: those listed, after «inklusive» where the sentence has it."""
    named = _organisations(material, start, end)
    stop = re.search(r"\b(?:att|som|för att|vilket)\b", material.view.lower[start:end])
    return [one for one in named if not stop or one.start < start + stop.start()]


def _adopters(
    material: Material,
    named: Sequence[Named],
    agreement: tuple[int, int],
    quote: tuple[int, int],
    start: int,
    end: int,
    rule: str,
) -> Iterator[FoundAdoption]:
    dates = [date for date in material.dates if start <= date.start < end]
    words = material.view.words
    own = {
        one.start: date
        for one in named
        for date in dates
        if 0 <= date.start - one.end <= 7 and "(" in words[one.end : date.start]
    }
    for one in named:
        date = own.get(one.start) if own else (dates[0] if dates else None)
        yield FoundAdoption(one.slug, agreement, date, False, quote, None, rule, 0.8)


def _title_of(material: Material, match: re.Match[str]) -> tuple[int, int]:
    """The name of the agreement: the words from its noun to the end of the phrase."""
    lower = material.view.lower
    line_end = lower.find("\n", match.start())
    line_end = line_end if line_end > 0 else len(lower)
    rest = lower[match.end() : line_end]
    name = re.match(
        r" (?:om|att|för|mellan) [^,.;:”\"»]{5,140}?(?=[,.;:”\"»]|$| i enlighet| enligt| antas| ska | i \w+ 20)",
        rest,
    )
    return match.start(), match.end() + (name.end() if name else 0)
