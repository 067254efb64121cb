"""Adoptions told in running text: «har antagits av A och B», «A undertecknade avsiktsförklaringen i juni 2024»."""

import re
from collections.abc import Iterator, Sequence

from clustergraph.mapping.decisions.agreements import (
    ANY,
    JOINED,
    SILENT,
    TEXT,
    FoundAdoption,
    organisations,
    title_of,
)
from clustergraph.mapping.decisions.mentions import CONDITION
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import actors, lexicon
from clustergraph.reading import Kind
from clustergraph.reading.genre import MONTH, MONTHS

_BY = Sparse(
    r"\b(?:antogs|antagits|antagen|antaget|antagna|undertecknats|undertecknades|undertecknad|undertecknat"
    r"|signerats|signerades|signerad|signerat|godkänts|godkändes|skrivits under|tecknats"
    r"|tecknades)(?: \w+){0,6}? av\b",
    *("antog", "antag", "godkän", "skrivits under", "teckna", "underteckna", "signera"),
    leads=True,
)
# «ska undertecknas av», «väntas bli antagen av»: not yet.
_AHEAD = re.compile(r"\b(?:ska|skall|bör|kan|kommer att|väntas|planeras|föreslås|inte|ännu)(?: \w+){0,3} $")
_ADOPTED = Sparse(
    r"\b(?:antog|antagit|godkände|godkänt|anslöt sig|anslutit sig|(?:ansluten|anslutna)(?= sedan| till| \d|,|\.)|undertecknade|undertecknat"
    r"|ställde sig bakom|ställt sig bakom|skrev under|skrivit under|skrivit på|skrev på|signerade|signerat|(?:gick|gått) med i(?= (?:de[nt] (?:den \d|\d|i )|de[nt][,.]|\w*(?:avtal|förklaring|överenskommels|partnerskap)))|blev part i|blivit part i"
    r"|tillträdde|tillträtt|(?:tecknade|tecknat|ingick|ingått|träffade|träffat)(?! följande)"
    r"|(?:beslutade|beslutat|beslöt)(?: [^.;]{3,60}?)? att (?:ställa sig bakom|stå bakom|ansluta sig till|gå med i|skriva under|underteckna))\b",
    *(
        "beslut",
        "beslöt",
        "antog",
        "antagit",
        "godkän",
        "anslöt",
        "anslut",
        "ställ",
        "gick med",
        "gått med",
        "blev part",
    ),
    *(
        "blivit part",
        "tillträ",
        "träffa",
        "skrev",
        "skrivit",
        "teckna",
        "underteckna",
        "signera",
        "ingick",
        "ingått",
    ),
    leads=True,
)
# «godkänt» of an actor, not of a paper: «har för sin del godkänt», «ett godkänt förslag».
_HAS = re.compile(r"\bhar\b[^.;]{0,40}\Z")
# «A saknar vad som följer för de kommuner som har antagit den»: others than A have; «A är en av dem som har antagit den».
_OF_OTHERS = re.compile(r"(?!,? som\b)(?!.*\ben av\b).*\b(?:som|vilka)(?: \w+){0,2} ", re.DOTALL)
# A second party with its own date after the verb: «… den 18 juni 2024 och Region Uppsala den 19 juni 2024».
_AND = re.compile(r"(?:,| och| samt)? $|(?:, | och | samt )")
# What else than the agreement named before is adopted: «A har antagit ett ramverk», «… antog detta program», «Yttrandet antogs av …».
_OTHER = re.compile(
    r"\b(?:antog|antagit|antogs|antagits) (?:en|ett|sin|sitt|sina|nya|två)\b|\bbakom (?!den\b|det\b|denna\b|förslaget\b)[\w-]+(?:en|et|na)\b"
    r"|\b\w*(?:program|plan|strategi|policy|riktlinjer|ramverk|lag|vision|yttrande|svar)(?:met|en|n|na|s|et|t)?\b"
)


def in_prose(material: Material, metadata: Metadata) -> Iterator[FoundAdoption]:
    """«har antagits av A, B samt kommunerna C och D», «A antog avsiktsförklaringen i juni 2024»."""
    view, lower = material.view, material.view.lower
    texts, plans, passive, active = (one.within(lower) for one in (TEXT, JOINED, _BY, _ADOPTED))
    first = next(texts.finditer(), None)
    if not (first or plans.possible) or not (passive.possible or active.possible):
        return
    own = _Own(material, metadata)
    known = title_of(material, first) if first else None
    places = (*texts.places, *plans.places, *passive.places, *active.places)
    for start, end, stretch in view.sentences_at(places):
        named = _named(material, metadata, start, end)
        known = named or known
        if known is None or (named is None and texts.search(start, end)):
            continue  # «har undertecknat lokala avtal»: none that is named
        if material.sections[stretch.index].kind in SILENT or stretch.kind is Kind.HEADING:
            continue
        by = passive.search(start, end)
        if not (by or active.search(start, end)) or CONDITION.search(lower, start, end):
            continue
        if named is None and _OTHER.search(lower, start, end):
            continue
        if by and _AHEAD.search(lower, max(start, by.start() - 40), by.start()):
            continue
        if by:
            listed = _listed(material, by.end(), end) or _whose_body(material, start, by)
            yield from _adopters(material, listed, known, (start, end), start, end, "adopted-by-list")
            continue
        for match in active.finditer(start, end):
            if not _spoken_of(match, lower[start : match.start()], named is not None):
                yield from _acting(material, own, match, known, (start, end))


def _named(material: Material, metadata: Metadata, start: int, end: int) -> tuple[int, int] | None:
    """The agreement that a sentence names, or the plan that it says somebody joins: «anslöt sig till agendan»."""
    lower = material.view.lower
    texts = TEXT.within(lower).finditer(start, end)
    text = next((one for one in texts if not ANY.search(lower, start, one.end())), None)
    if text:
        return title_of(material, text)
    plan = JOINED.within(lower).search(start, end)
    if plan is None or plan[0].startswith("antagit"):
        return None  # «har antagit strategin»: perhaps its own
    title, kind = metadata.title, plan["plan"].rstrip("n")
    at = lower.find(title.lower()) if kind[:_STEM] in title.lower() else -1
    return (at, at + len(title)) if at >= 0 else plan.span("plan")


_STEM = 6  # letters by which «agendan» and «Agenda» are one


def _spoken_of(match: re.Match[str], before: str, named: bool) -> bool:
    """Whether a verb of adopting, after other words of a sentence that names an agreement or not, tells no adoption."""
    if re.search(r"\binte\b", before[-25:]) or ("beslut" in before and "att" in before):
        return True
    if match[0] == "godkänt":
        return not _HAS.search(before)
    # «har ingått avtalssamverkan»: another matter than the agreement named before
    return not named and match[0].startswith(("ingick", "ingått", "teckna", "träffa"))


class _Own:
    """The issuer of a document where it calls itself by its kind: «kommunen», «högskolan»."""

    def __init__(self, material: Material, metadata: Metadata) -> None:
        self._slug = metadata.issuer.value if metadata.issuer else ""
        self._lower = material.view.lower
        types = {one.slug: one.type for one in material.named if one.slug == self._slug}
        known = actors().get(self._slug)  # an issuer that only its board tells is not named
        self._type = types.get(self._slug) or (known.type if known else "")
        names = lexicon("actors")["self"].get(self._type, ())
        self._called = (
            re.compile(rf"\b(?P<own>{'|'.join(names)})(?: har|,| och| samt)? \Z") if names else None
        )

    def before(self, start: int, end: int) -> Named | None:
        """The issuer, if it is called so right before `end`, as the subject of a verb or with another: «kommunen och X»."""
        called = self._called.search(self._lower, start, end) if self._called else None
        if called is None:
            return None
        return Named(self._slug, called["own"], self._type, *called.span("own"), "issuer", 0.8)


def _acting(
    material: Material, own: _Own, match: re.Match[str], known: tuple[int, int], sentence: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Those of a sentence who have adopted, by a verb of which they are the subject."""
    lower, (start, end) = material.view.lower, sentence
    named = [one for one in organisations(material, start, match.start()) if not one.genitive]
    alone = None if named else own.before(start, match.start())
    if alone:
        yield from _adopters(material, [alone], known, sentence, start, end, "adopted")
        return
    if not named:
        yield from _adopters(material, _after(material, match, end), known, sentence, start, end, "adopted")
        return
    if _OF_OTHERS.fullmatch(lower, named[-1].end, match.start()):
        return
    last = named[-1]
    before = lower.rfind(" och ", start, last.start)
    joint = _joint(lower, named)
    if beside := own.before(start, joint[0].start):
        joint.insert(0, beside)
    begin = min(max(start, before + 5 if before >= 0 else start), joint[0].start)
    yield from _also(material, known, match.end(), sentence)
    stop = lower.find(" och ", match.end(), end)
    yield from _adopters(material, joint, known, sentence, begin, stop if stop > 0 else end, "adopted")


_INVERTED = 45  # characters between the verb and the first of those who have adopted: «signerade kommunerna X och Y avtalet»


def _after(material: Material, match: re.Match[str], end: int) -> list[Named]:
    """Those who have adopted, where they stand after the verb or a colon: «I maj antog X och Y avtalet», «två har anslutit sig: X och Y»."""
    colon = material.view.words.find(": ", match.end(), end)
    named = organisations(material, colon if colon > 0 else match.end(), end)
    between = material.view.lower[match.end() : named[0].start] if named else ""
    with_them = " med " in between or " mellan " in between  # parties, whether they have adopted or not
    near = named and (colon > 0 or (len(between) < _INVERTED and not with_them))
    listed = named[:1] if near and not named[0].genitive else []
    for one in named[1:] if listed else ():
        if not _AND.fullmatch(material.view.lower, listed[-1].end, one.start):
            break
        listed.append(one)
    return listed


def _whose_body(material: Material, start: int, by: re.Match[str]) -> list[Named]:
    """The organisation whose body adopted: «I Orsa kommun antogs den av kommunstyrelsen»."""
    lower = material.view.lower
    before = [one for one in organisations(material, start, by.start()) if lower[: one.start].endswith("i ")]
    agent = any(one.unit and 0 <= one.start - by.end() < 4 for one in material.named)
    return before[-1:] if agent else []


def _also(
    material: Material, agreement: tuple[int, int], at: int, quote: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Further parties of the same sentence, each before its own date."""
    lower = material.view.lower
    for one in organisations(material, at, quote[1]):
        date = next((d for d in material.dates if 0 < d.start - one.end <= 6), None)
        if date and not one.genitive and _AND.search(lower, max(at, one.start - 6), one.start):
            yield FoundAdoption(one.slug, agreement, date, False, quote, None, "adopted", 0.8)


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
    named = organisations(material, start, end)
    stop = re.search(r"\b(?:att|som|vilket|utom|förutom|undantag)\b", material.view.lower[start:end])
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
    dates = _days(material, start, end)
    words = material.view.words
    own = {
        one.start: date
        for one in named
        for date in dates
        if 0 <= date.start - one.end <= 7 and "(" in words[one.end : date.start]
    }
    if "respektive" in words[start:end]:
        # the day of each of several who have adopted, told in their order; the last if one before is not known
        last = dates[-len(named) :] if len(named) <= len(dates) else []
        own = {one.start: date for one, date in zip(named, last, strict=False)}
    # «av A den 4 februari, av B den 12 februari»: each has the date after it; «den 4 februari av A och …»: before it.
    leads = bool(dates and named) and dates[0].start < named[0].start
    for one in named:
        if own:
            date = own.get(one.start)
        elif leads:
            date = [d for d in dates if d.start < one.start][-1]
        else:
            date = next((d for d in dates if d.start >= one.end), dates[-1] if dates else None)
        yield FoundAdoption(one.slug, agreement, date, False, quote, None, rule, 0.8)


# «den 4 mars respektive den 11 april 2025», «Mora kommun (den 4 mars) och Orsa kommun (den 11 april 2025)»
_YEARLESS = re.compile(
    rf"\b(?P<day>[12]?\d|3[01])(?: (?P<month>{MONTH}))?(?P<then>\)| respektive|,| och)(?! \d{{4}})"
)


def _days(material: Material, start: int, end: int) -> list[FoundDate]:
    """The dates of a sentence; a day without its month or year has those of the next."""
    dates = [date for date in material.dates if start <= date.start < end]
    last = next((one for one in reversed(dates) if one.value.count("-") == _WHOLE), None)
    if last is None:
        return dates
    year, next_month, _ = last.value.split("-")
    for day in _YEARLESS.finditer(material.view.lower, start, last.start):
        if not (day["month"] or day["then"] == " respektive"):
            continue
        month = f"{MONTHS.index(day['month']) + 1:02}" if day["month"] else next_month
        dates.append(FoundDate(f"{year}-{month}-{int(day['day']):02}", *day.span("day")))
    return sorted(dates, key=lambda one: one.start)


_WHOLE = 2  # hyphens of a date with its day
