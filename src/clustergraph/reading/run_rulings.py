"""Rulings of courts and decisions of authorities that lost their line breaks: parted at the headings that only they have."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.reading.block import Kind
from clustergraph.reading.raw import Raw

_FIRST = 20  # blocks at the beginning, the pages of a transcript among them
_SHORTEST = 200  # characters of a block that holds several of a ruling's parts
# «KLAGANDE … MOTPART … SAKEN … HOVRÄTTENS DOMSLUT … YRKANDEN …»
_RULING = re.compile(
    r"(?<!\S)(?:KLAGANDE(?: OCH MOTPART)?|MOTPART(?:ER)?|KÄRANDE|SVARANDE|SÖKANDE|SAKEN|ÖVERKLAGA(?:T|DE) (?:AVGÖRANDET?|BESLUT|DOM)"
    r"|(?:(?:[A-ZÅÄÖ-]{3,}|OCH) ){0,3}[A-ZÅÄÖ-]{4,}S (?:DOMSLUT|AVGÖRANDE|SLUT|DOMSKÄL|BEDÖMNING)|(?<![A-ZÅÄÖ]{2} )(?:DOMSLUT|AVGÖRANDE)"
    r"|(?:YRKANDEN|UTVECKLING AV TALAN)(?: (?:M\.M\.|I (?:[A-ZÅÄÖ-]{3,} ){0,3}[A-ZÅÄÖ]{4,}))?|DOMSKÄL|BAKGRUND|SKÄLEN? FÖR AVGÖRANDET)(?= )"
)
_NEEDED = ("DOMSLUT", "AVGÖRANDE", "S SLUT", "s beslut ")  # one of which stands in each
_DECIDES = re.compile(r"(?:DOMSLUT|AVGÖRANDE|SLUT)\Z")
# «Datainspektionens beslut Datainspektionen förelägger …»: the heading, and its section's first words.
_DECISION = re.compile(
    r"(?<!\S)(?P<who>[A-ZÅÄÖ][a-zåäö]{5,30})s beslut(?= (?:1\. )?(?P=who) (?:konstaterar|förelägger|avslutar"
    r"|riktar|finner|bedömer|förutsätter|kritiserar|avslår|avvisar|upphäver|förbjuder|rekommenderar|uttalar"
    r"|meddelar|beviljar|avskriver|medger|ger|fastställer|godkänner) )"
)
# The headings of what follows such a decision, after a sentence.
_AFTER = re.compile(
    r"(?<=\. )(?:Redogörelse för (?:tillsyns)?ärendet(?: Bakgrund)?|Skälen? för (?:beslutet|[A-ZÅÄÖa-zåäö]+s beslut)|Motivering(?: till beslutet| av beslutet)?|Bakgrund"
    r"|Tillämpliga bestämmelser|Rättslig reglering|Hur man överklagar)(?= [A-ZÅÄÖ])"
)


def part_rulings(text: str, raws: list[Raw]) -> None:
    """Replaces each such paragraph at the beginning by its headings and what stands under them."""
    needed = [word for word in _NEEDED if word in text]
    index, ruled = 0, False
    while index < min(len(raws), _FIRST):
        raw = raws[index]
        lines = [raw]
        parted = ruled or any(text.find(word, raw.printed, raw.end) >= 0 for word in needed)
        if parted and raw.kind is Kind.PARAGRAPH and raw.end - raw.start > _SHORTEST:
            words = re.sub(r"[^\S ]", " ", text[raw.printed : raw.end])
            headings = _headings(words, ruled)
            ruled = ruled or any(_DECIDES.search(words, *one) for one in headings)
            lines = list(_parts(text, raw, headings)) if headings else lines
        raws[index : index + 1] = lines
        index += len(lines)


def _headings(words: str, ruled: bool) -> list[tuple[int, int]]:
    """Where the headings stand in the words of a paragraph; none if it is no ruling and no decision of an authority.

    `ruled` says that an earlier page holds the ruling itself.
    """
    ruling = list(_RULING.finditer(words))
    if ruled and ruling:
        return [one.span() for one in ruling]
    if len({one[0] for one in ruling}) > 1 and any(_DECIDES.search(one[0]) for one in ruling):
        return [one.span() for one in ruling]
    decision = _DECISION.search(words)
    if decision is None:
        return []
    return [decision.span(), *(one.span() for one in _AFTER.finditer(words, decision.end()))]


def _parts(text: str, raw: Raw, headings: list[tuple[int, int]]) -> Iterator[Raw]:
    at = 0
    for start, end in headings:
        yield from _piece(text, raw, at, start)
        begin = raw.printed + start
        yield replace(
            raw,
            kind=Kind.HEADING,
            printed=begin,
            start=begin,
            end=raw.printed + end,
            gap=True,
            mark="section",
            number="",
            style="",
            marker="",
            sure=True,
            last=begin,
        )
        at = end
    yield from _piece(text, raw, at, raw.end - raw.printed)


def _piece(text: str, raw: Raw, start: int, end: int) -> Iterator[Raw]:
    """What stands between two headings, if anything does."""
    words = text[raw.printed + start : raw.printed + end]
    begin = raw.printed + start + len(words) - len(words.lstrip())
    if words.strip():
        first = start == 0
        page = raw.number.isdigit() and raw.kind is Kind.PARAGRAPH  # the number of the page before its words
        kept = raw if first and not page else replace(raw, number="", style="", marker="", mark="")
        yield replace(
            kept,
            printed=begin,
            start=raw.start if first else begin,
            end=begin + len(words.strip()),
            gap=True,
            last=begin,
        )
