"""Adoptions told in running text: «har antagits av A och B», «A undertecknade avsiktsförklaringen i juni 2024»."""

import re
from bisect import bisect_left
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
from clustergraph.mapping.decisions.days import days
from clustergraph.mapping.decisions.mentions import CONDITION
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import actors, lexicon, pattern
from clustergraph.reading import Kind
from clustergraph.reading.alternatives import either
from clustergraph.reading.genre import MONTH

_WORDS = lexicon("decisions")["adopting"]
_BY = Sparse(
    rf"\b(?:{either(_WORDS['passive'])}(?: \w+){{0,6}}? av|{either(_WORDS['signed'])})\b",
    *{*_WORDS["passive"], *_WORDS["signed"]},
    leads=True,
)
# «ska undertecknas av», «väntas bli antagen av»: not yet.
_AHEAD = re.compile(r"\b(?:ska|skall|bör|kan|kommer att|väntas|planeras|föreslås|inte|ännu)(?: \w+){0,3} $")
_FEW = r"(?:(?!att )[^ ;\n]+ ){0,9}?"
_DECIDED = r"(?:beslutade|beslutat|beslöt|biföll|bifallit)"
_TOOK = r"(?:fattade|fattat|tog|tagit)"
# Those of the verbs that tell of adopting in a certain place only.
_PLACED = {
    r"(?:ansluten|anslutna)(?= sedan| till| \d|,|\.)": ("ansluten", "anslutna"),
    r"(?:gick|gått) (?:med|in) i(?= (?:de[nt] (?:den \d|\d|i )|de[nt][,.]|\w*(?:avtal|förklaring|överenskommels|partnerskap|pakt|löfte"
    r"|handslag|plan|strategi|agenda|program)))": ("gick med", "gick in", "gått med", "gått in"),
    r"kom med(?= (?:den \d|i |\d|under |samma |redan ))": ("kom med",),
    r"skrev(?= [^.;,\n]{3,80} (?:under\b|på(?: genom| den \d| i [a-z]|[.,;]|\Z)))": ("skrev",),
    r"(?:tecknade|tecknat|ingick|ingått|träffade|träffat)(?! följande)": (
        "teckna",
        "ingick",
        "ingått",
        "träffa",
    ),
    rf"{_DECIDED} {_FEW}(?:om )?att (?:för (?:egen|sin) del )?{either(_WORDS['decided'])}": (
        "beslut",
        "beslöt",
        "biföll",
    ),
    rf"(?:valde {_FEW}|först(?:e|a)?(?: ut)?(?: med)? )att {either(_WORDS['decided'])}": ("valde ", "först"),
    rf"{_TOOK} {_FEW}beslut(?:et)? (?:om )?att (?:för (?:egen|sin) del )?{either(_WORDS['decided'])}": (
        "fatta",
        "tog ",
        "tagit ",
    ),
    rf"ställ(?:de|t) sig {_FEW}bakom": ("ställde sig", "ställt sig"),
    rf"(?:sade|sa|sagt) {_FEW}ja till": ("sade ", "sa ", "sagt "),
}
_ADOPTED = Sparse(
    rf"\b(?:{either(_WORDS['active'])}|{'|'.join(_PLACED)})\b",
    *(*_WORDS["active"], *(one for ones in _PLACED.values() for one in ones)),
    leads=True,
)
# «godkänt» of an actor, not of a paper: «har för sin del godkänt», «ett godkänt förslag».
_HAS = re.compile(r"\bhar\b[^.;]{0,40}\Z|\batt\b[^.;]{0,90}\Z")
# «A saknar vad som följer för de kommuner som har antagit den»: others than A have; «A är en av dem som har antagit den».
_OF_OTHERS = re.compile(r"(?!,? som\b)(?!.*\ben av\b).*\b(?:som|vilka)(?: \w+){0,2} ", re.DOTALL)
# A second party with its own date after the verb: «… den 18 juni 2024 och Region Uppsala den 19 juni 2024».
_AND = re.compile(r"(?:,| och| samt)? $|(?:, | och | samt )")
_OTHER = pattern("decisions", "told-adoptions-other")


def _called_again(lower: str, known: tuple[int, int], said: tuple[int, int]) -> bool:
    """Whether a word calls an agreement by the end of its noun, once it has been named: «pakten», «planen»."""
    word = lower[slice(*said)]
    return len(word) >= _STEM - 1 and f"{word} " in f"{lower[slice(*known)]} " and known[0] < said[0]


def in_prose(material: Material, metadata: Metadata) -> Iterator[FoundAdoption]:
    """«har antagits av A, B samt kommunerna C och D», «A antog avsiktsförklaringen i juni 2024»."""
    view, lower = material.view, material.view.lower
    texts, plans, passive, active = (one.within(lower) for one in (TEXT, JOINED, _BY, _ADOPTED))
    first = next(texts.finditer(), None)
    if not (first or plans.possible or passive.possible) or not (passive.possible or active.possible):
        return
    teller = _Teller(material, metadata)
    known = title_of(material, first) if first else None
    before: list[FoundAdoption] = []
    places = (*texts.places, *plans.places, *passive.places, *active.places)
    for start, end, stretch in view.sentences_at(places):
        teller.next(start, before)
        before = []
        by = passive.search(start, end)
        named = _named(material, metadata, start, end) or (
            _shared_plan(material, metadata, start, by, end) if by else None
        )
        known = known if named and known and _called_again(lower, known, named) else named or known
        if known is None or (named is None and texts.search(start, end)):
            continue  # «har undertecknat lokala avtal»: none that is named
        if material.sections[stretch.index].kind in SILENT or stretch.kind is Kind.HEADING:
            continue
        if not (by or active.search(start, end)) or CONDITION.search(lower, start, end):
            continue
        other = _OTHER.search(lower, start, end) if named is None else None
        if other and not _called_again(lower, known, other.span("kind")):
            continue
        if by and _AHEAD.search(lower, max(start, by.start() - 40), by.start()):
            continue
        if by:
            listed = _parties(material, start, by, end)
            before = [*_adopters(teller, listed, known, (start, end), start, end, "adopted-by-list")]
        for match in () if by else active.finditer(start, end):
            if not _spoken_of(
                match, lower[start : match.start()], named is not None, teller.joined or bool(before)
            ):
                before += _acting(teller, match, known, (start, end))
        yield from before


def _named(material: Material, metadata: Metadata, start: int, end: int) -> tuple[int, int] | None:
    """The agreement that a sentence names, or the plan that it says somebody joins: «anslöt sig till agendan»."""
    lower = material.view.lower
    texts = TEXT.within(lower).finditer(start, end)
    text = next((one for one in texts if not ANY.search(lower, start, one.end())), None)
    if text:
        return title_of(material, text)
    plan = JOINED.within(lower).search(start, end)
    if plan is None or plan[0].startswith("anta") or plan[0].startswith("antog"):
        return None  # «har antagit strategin»: perhaps its own
    return _as_titled(metadata, lower, plan.span("plan"))


def _as_titled(metadata: Metadata, lower: str, plan: tuple[int, int]) -> tuple[int, int]:
    """Where the title of a document stands whose kind a word for a plan repeats, else the word."""
    title, kind = metadata.title, lower[slice(*plan)].rstrip("n")
    at = lower.find(title.lower()) if kind[:_STEM] in title.lower() else -1
    return (at, at + len(title)) if at >= 0 else plan


_PLAN = re.compile(r"\b\w*(?:agenda|strategi|program|plan|policy|vision|charter|stadga)(?:n|met|en)\b")


def _shared_plan(
    material: Material, metadata: Metadata, start: int, by: re.Match[str], end: int
) -> tuple[int, int] | None:
    """The plan that several organisations are said to have adopted: «Planen har antagits av Mora kommun och Orsa kommun»."""
    plan = _PLAN.search(material.view.lower, start, by.start())
    several = len({one.slug for one in _listed(material, by.end(), end)}) > 1
    return _as_titled(metadata, material.view.lower, plan.span()) if plan and several else None


_STEM = 6  # letters by which «agendan» and «Agenda» are one


def _spoken_of(match: re.Match[str], before: str, named: bool, joined: bool) -> bool:
    """Whether a verb of adopting, after other words of a sentence, tells no adoption.

    `named`: whether the sentence names an agreement; `joined`: whether the one before tells of an adoption.
    """
    if match[0].startswith(("gjor", "följ", "kom ", "tillk")) and not joined:
        return True
    if re.search(r"\binte\b", before[-25:]) or ("beslut" in before and "att" in before):
        return True
    if match[0] == "godkänt":
        return not _HAS.search(before)
    # «har ingått avtalssamverkan»: another matter than the agreement named before
    return not named and match[0].startswith(("ingick", "ingått", "teckna", "träffa"))


class _Teller:
    """The issuer of a document where it calls itself by its kind, «kommunen», and those whom the sentence before names, «båda»."""

    def __init__(self, material: Material, metadata: Metadata) -> None:
        self.material, self.metadata = material, metadata
        self.joined = False  # whether the sentence before tells of an adoption
        self._last = self._start = 0
        self._slug = metadata.issuer.value if metadata.issuer else ""
        self._lower = material.view.lower
        types = {one.slug: one.type for one in material.named if one.slug == self._slug}
        known = actors().get(self._slug)  # an issuer that only its board tells is not named
        self._type = types.get(self._slug) or (known.type if known else "")
        names = lexicon("actors")["self"].get(self._type, ())
        self._called = (
            re.compile(rf"\b(?P<own>{'|'.join(names)})(?: har|,| och| samt)? \Z") if names else None
        )

    def next(self, start: int, before: Sequence[FoundAdoption]) -> None:
        """Goes on to the sentence that begins at `start`; `before` is what the last one that was read told."""
        index = bisect_left(self.material.view.sentence_starts, start)
        self._last = self.material.view.sentence_starts[max(0, index - 1)]
        self._start, self.joined = start, any(one.quote[0] == self._last for one in before)

    def both(self, verb: re.Match[str]) -> list[Named]:
        """Those of the sentence before, as many as the subject of a verb says: «Båda skrev under», «De skrev båda under»."""
        lower = self._lower
        said = _BOTH.match(lower, self._start, verb.start()) or _THEY_BOTH.match(
            lower, self._start, verb.end() + _SOON
        )
        named = organisations(self.material, self._last, self._start) if said else []
        several = [one for one in named if not one.genitive]
        count = next((n for word, n in _COUNTS.items() if said and word in said[0]), len(several))
        return several if len(several) == count and count > 1 else []

    def before(self, start: int, end: int) -> Named | None:
        """The issuer, if it is called so right before `end`, as the subject of a verb or with another: «kommunen och X»."""
        called = self._called.search(self._lower, start, end) if self._called else None
        if called is None:
            return None
        return Named(self._slug, called["own"], self._type, *called.span("own"), "issuer", 0.8)


_BOTH = pattern("decisions", "told-adoptions-both")
_THEY_BOTH = re.compile(r"de (?:\w+ ){1,4}(?:båda|bägge|alla tre)\b")
_COUNTS = {"båda": 2, "bägge": 2, "tre": 3}


def _acting(
    teller: _Teller, match: re.Match[str], known: tuple[int, int], sentence: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Those of a sentence who have adopted, by a verb of which they are the subject."""
    material, (start, end) = teller.material, sentence
    lower = material.view.lower
    named = [one for one in organisations(material, start, match.start()) if not one.genitive]
    if not named:
        alone = teller.before(start, match.start())
        listed = [alone] if alone else teller.both(match) or _after(material, match, end)
        yield from _adopters(teller, listed, known, sentence, start, end, "adopted")
        if listed and listed[-1].start > match.start():
            yield from _also(teller, known, listed[-1].end, sentence)
        return
    if (
        _OF_OTHERS.fullmatch(lower, named[-1].end, match.start())
        or _body_acts(material, match, named[-1], end)
        or _OTHER_OBJECT.search(lower, match.end() + 1, known[0])
    ):
        return
    last = named[-1]
    before = lower.rfind(" och ", start, last.start)
    joint = _joint(lower, named)
    if beside := teller.before(start, joint[0].start):
        joint.insert(0, beside)
    begin = min(max(start, before + 5 if before >= 0 else start), joint[0].start)
    yield from _also(teller, known, match.end(), sentence)
    stop = lower.find(" och ", match.end(), end)
    yield from _adopters(teller, joint, known, sentence, begin, stop if stop > 0 else end, "adopted")


# «… beslutade att godkänna rapporten om avsiktsförklaringen», not «… förslaget till avsiktsförklaring»
_OTHER_OBJECT = re.compile(
    r" (?:om|kring|som|vilke[nt]|enligt|enlighet|utifrån|inom|(?<!förslag )(?<!förslaget )till) "
)


def _body_acts(material: Material, verb: re.Match[str], named: Named, end: int) -> bool:
    """Whether a body is the subject, and an organisation before the verb not its own: «På förslag av A antog fullmäktige …»."""
    lower = material.view.lower
    at = lower.find(" ", verb.start()) + 1
    bodies = [one for one in material.named_within(verb.start(), end) if one.unit and one.start == at]
    return bool(bodies) and not lower.endswith("i ", 0, named.start)


_INVERTED = 45  # characters between the verb and the first of those who have adopted: «signerade kommunerna X och Y avtalet»


def _after(material: Material, match: re.Match[str], end: int) -> list[Named]:
    """Those who have adopted, where they stand after the verb or a colon: «I maj antog X och Y avtalet», «två har anslutit sig: X och Y»."""
    colon = material.view.words.find(": ", match.end(), end)
    # «Vid stämman beslöt också X att ställa sig bakom den»: within the words of the verb
    within = organisations(material, match.start(), match.end())
    named = within or organisations(material, colon if colon > 0 else match.end(), end)
    between = material.view.lower[match.end() : named[0].start] if named else ""
    with_them = " med " in between or " mellan " in between  # parties, whether they have adopted or not
    near = named and (colon > 0 or (len(between) < _INVERTED and not with_them))
    listed = named[:1] if near and not named[0].genitive else []
    for one in named[1:] if listed else ():
        if not _AND.fullmatch(material.view.lower, listed[-1].end, one.start):
            break
        listed.append(one)
    return listed


# «Avtalet mellan Mora kommun och Region Dalarna undertecknades i maj 2025»
def _parties(material: Material, start: int, by: re.Match[str], end: int) -> list[Named]:
    """Those by whom something is adopted or between whom it is signed, in the passive."""
    if by[0].endswith("av"):
        return _listed(material, by.end(), end) or _whose_body(material, start, by)
    between = material.view.lower.find(" mellan ", start, by.start())
    named = organisations(material, between, by.start()) if between >= 0 else []
    near = named and by.start() - named[-1].end <= len(" , har den 12 september 2025 ")
    return named if near and len(named) > 1 else []


def _whose_body(material: Material, start: int, by: re.Match[str]) -> list[Named]:
    """The organisation whose body adopted: «I Orsa kommun antogs den av kommunstyrelsen»."""
    lower = material.view.lower
    before = [one for one in organisations(material, start, by.start()) if lower[: one.start].endswith("i ")]
    agent = any(one.unit and 0 <= one.start - by.end() < 4 for one in material.named)
    return before[-1:] if agent else []


def _also(
    teller: _Teller, agreement: tuple[int, int], at: int, quote: tuple[int, int]
) -> Iterator[FoundAdoption]:
    """Further parties of the same sentence, each before its own day or words for it: «… och Orsa kommun en vecka senare»."""
    material, lower = teller.material, teller.material.view.lower
    for one in organisations(material, at, quote[1]):
        later = _LATER.match(lower, one.end)
        years = days(material, teller.metadata, one.end, min(quote[1], one.end + _SOON)) if later else ()
        date = next((d for d in material.dates if 0 < d.start - one.end <= 6), next(iter(years), None))
        like = lower.endswith(" liksom ", 0, one.start)
        if like:
            date = next((d for d in material.dates if at <= d.start < one.start), None)
        joined = (date or later) and _AND.search(lower, max(at, one.start - 6), one.start)
        if (joined or like) and not one.genitive:
            yield FoundAdoption(one.slug, agreement, date, False, quote, None, "adopted", 0.8)


# «… och Orsa kommun en vecka senare», «… gjorde det i maj samma år», «… och Orsa kommun likaså»
_LATER = re.compile(
    rf" (?:gjorde det(?:samma)?|likaså|samma (?:år|dag|månad|vecka)|(?:den \d+ |i )(?:{MONTH})\b|(?:kort|strax) (?:där)?efter"
    r"|(?:en|två|tre|fyra|någon|några) \w+ (?:senare|därefter|därpå|efteråt)|(?:dagen|veckan|månaden|året) (?:efter|därpå|därefter))"
)
_SOON = 30  # characters
# Between two who have adopted: «A, B och även C», «A har liksom B skrivit under»
_BETWEEN = frozenset({"", "och", "samt", "och även", "samt även", "och också", "liksom", "har liksom"})


def _joint(lower: str, actors: Sequence[Named]) -> list[Named]:
    """The last actor and those enumerated with it: «Mora kommun (den 3 mars), Orsa kommun och Region Dalarna»."""
    joint = [actors[-1]]
    for one in reversed(actors[:-1]):
        between = re.sub(r"\([^)]*\)", "", lower[one.end : joint[0].start])
        if between.strip(" ,") not in _BETWEEN:
            break
        joint.insert(0, one)
    return joint


def _listed(material: Material, start: int, end: int) -> list[Named]:
    """The actors after «av»: those listed, after «inklusive» where the sentence has it."""
    named = organisations(material, start, end)
    stop = re.search(r"\b(?:att|som|vilket|utom|förutom|undantag)\b", material.view.lower[start:end])
    return [one for one in named if not stop or one.start < start + stop.start()]


def _adopters(
    teller: _Teller,
    named: Sequence[Named],
    agreement: tuple[int, int],
    quote: tuple[int, int],
    start: int,
    end: int,
    rule: str,
) -> Iterator[FoundAdoption]:
    dates = days(teller.material, teller.metadata, start, end)
    words = teller.material.view.words
    own = {
        one.start: date
        for one in named
        for date in dates
        if 0 <= date.start - one.end <= _WITHIN and _OPEN.fullmatch(words, one.end, date.start)
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
        own_day = date is None and _TODAY.search(teller.material.view.lower, *quote) is not None
        yield FoundAdoption(one.slug, agreement, date, own_day, quote, None, rule, 0.8)


# «Mora kommun (kommunfullmäktige den 3 mars 2025, § 4)»
_OPEN = re.compile(r",? ?\([^()]*")
_WITHIN = 45  # characters
_TODAY = re.compile(r"\bi ?dag\b")  # in the news of the day
