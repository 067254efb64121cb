"""What type of document it is by what only such a document says, in its head or its text."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.head.no_titles import roll_lines
from clustergraph.mapping.head.parliament import paper_type
from clustergraph.mapping.head.party_papers import dissents
from clustergraph.mapping.head.type_parts import (
    ADJUSTED,
    AGENDA,
    BEGINNING,
    PARAGRAPHS,
    TITLED,
    UTDRAG,
    by_extract,
    by_first_matters,
    by_meeting,
)
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.sparse import Sparse, sparse
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import concepts, lexicon, pattern
from clustergraph.reading import Kind

# The number of a paper put before a council, over its title: «Utlåtande 2021:14 RIV (Dnr …)», «Handling 2021 nr 77».
NUMBERED_PAPER = re.compile(
    r"(?:utlåtande|pm|handling|tjänsteutlåtande) (?:19|20)\d\d(?:(?::| nr )\d+\b| r[ivx]+\b)[^\n]{0,60}"
)
PHRASED = 5  # the most that a phrase of an answer weighs

_CALL = 6_000  # characters in which a letter calls for answers
# Types that a document states on a line of its own; the others are what its title is about.
STATED = frozenset(
    {
        "memo",
        "minutes-excerpt",
        "minutes",
        "consultation-response",
        "decision",
        "consultation-letter",
        "summons",
    }
)
RESPONSE = pattern("documents", "type-words-response")
_LOOSELY = ("synpunkter", "angående")  # a letter has such a title too
_ANSWERED = ("svar på interpellation", "svar på enkel fråga", "svar på fråga")  # by whom it was put to
_PLANS: dict[str, str] = lexicon("documents")["tables"]["plans"]
_PLAN = pattern("documents", "type-words-plan")
_DATED_PLAN = pattern("documents", "type-words-dated-plan")
_CALLED = pattern("documents", "type-words-called")
_GOVERNS = pattern("documents", "type-words-governs")
_PRESENTS = re.compile(r"\bi (?:detta betänkande|denna (?:rapport|utredning|samrådsredogörelse))\b")
_FIRST_WORDS = 900  # characters in which a report speaks of itself
_ASKS_FOR_ANSWERS = sparse("documents", "type-words-asks-for-answers")
_PROPOSES = re.compile(r"föreslår(?: att)? \w*(?:styrelsen|nämnden|fullmäktige|utskottet) besluta(?:r\b|\b)")
# The first page of minutes that do not say what they are.
_PLACE_AND_TIME = ("plats och tid", "tid och plats")
_PRESENT = re.compile(r"\b(?:beslutande|närvarande|ledamöter|deltagare|deltagande)\b")
_FIRST_LABELS = 220  # characters within which a first page goes from the one to the other
_ROLL_WORDS: tuple[str, ...] = tuple(lexicon("documents")["lists"]["words-of-roll"])
_ROLL = Sparse(rf"\b(?:{'|'.join(_ROLL_WORDS)})\b", *_ROLL_WORDS)
_ROLL_LABELS = 3


def by_words(material: Material) -> Iterator[tuple[int, Found]]:
    """Types shown by what only such a document says: «har beretts tillfälle att», «Sammanträde 2024-05-06»."""
    if dissents(material):
        yield 13, Found("other", 0, material.view.stretches[0].end, "type-by-dissent", 0.7)
    for stretch in material.view.stretches[:12]:
        yield from _by_line(material, stretch)
        yield from by_meeting(material, stretch)
    lower = material.view.lower
    short = _IN_SHORT.search(lower, 0, _IN_CAPITALS * 2) if "i korthet" in lower else None
    if short:
        yield 6, Found("decision", *short.span(), "type-by-phrase", 0.6)
    if collected := collects(material.view):
        yield 12, Found("report", *collected.span(), "type-by-collection", 0.7)
    paper = paper_type(material)
    if paper:
        yield 13, paper
    yield from by_first_matters(material)
    yield from _in_run(material)
    yield from by_extract(material)
    yield from _by_requests(material)
    yield from _by_ruling(material)


_AUTHORITIES = frozenset({"agency", "county-board"})
_RULES = re.compile(r" (?:förelägger|meddelar följande beslut|beslutar (?:att|med stöd|enligt))\b")


def _by_ruling(material: Material) -> Iterator[tuple[int, Found]]:
    """The decision of an authority that its first lines say to rule, where nothing else says what it is."""
    for one in material.named_within(0, _FIRST_WORDS):
        if one.type in _AUTHORITIES and _RULES.match(material.view.lower, one.end):
            yield 4, Found("decision", one.start, one.end, "type-by-ruling", 0.6)
            return


_COLLECTS = sparse("documents", "type-words-collects")
_COLLECTS_WITHIN = 10  # blocks
_SHORT_LINE = 30  # characters before it on its line


def collects(view: View) -> re.Match[str] | None:
    """Where a line near the top, or text that has lost its lines, says that others' answers are collected in it."""
    collecting = _COLLECTS.within(view.lower)
    for stretch in view.stretches[:_COLLECTS_WITHIN]:
        end = min(stretch.end, stretch.start + 200)
        for hit in collecting.finditer(stretch.start, end):
            follows = view.words[hit.end() + 1 : hit.end() + 2]
            # a heading run together with text
            alone = view.words[hit.start()].isupper() and follows.isupper()
            if hit.start() - stretch.start < _SHORT_LINE or alone:
                return hit
    return None


def _by_line(material: Material, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type that a line of the head names: an answer, a plan, a type over its date, what is put before a board."""
    view = material.view
    line = view.lower[stretch.start : stretch.end]
    # The matter of minutes can be an answer.
    answer = None if stretch.block.number.startswith("§") else RESPONSE.match(line)
    if answer and (stretch.start < material.head or stretch.kind is Kind.HEADING) and len(line) < 250:
        start = stretch.start
        weight = 3 if line.startswith(_LOOSELY) and stretch.kind is not Kind.FIELD else 7
        yield weight, Found("consultation-response", start, start + answer.end(), "type-by-head-word", 0.8)
    if line.startswith(_ANSWERED):
        yield 5, Found("letter", stretch.start, stretch.end, "type-by-head-word", 0.7)
    plan = _PLAN.match(line) if stretch.index < AGENDA and stretch.kind is not Kind.FIELD else None
    if plan:
        slug = _PLANS[plan["kind"]]
        yield 3, Found(slug, stretch.start, stretch.start + plan.end("kind"), "type-by-head-word", 0.6)
    dated = _DATED_PLAN.match(line) if stretch.index < TITLED and stretch.kind is Kind.HEADING else None
    if dated and not stretch.block.number:
        start, weight = stretch.start, 7 if stretch.index == 0 else 3
        yield weight, Found(_PLANS[dated["kind"]], start, start + dated.end("kind"), "type-by-head-word", 0.7)
    stated = _stated().get(stretch.block.name.lower()) if stretch.kind is Kind.FIELD else None
    if stated and line[:1].isdigit():  # «Remiss», its date under it
        yield 9, Found(stated, stretch.start, stretch.end, "type-over-date", 0.8)
    if stretch.kind is not Kind.FIELD and _GOVERNS.match(line):
        yield 7, Found("decision", stretch.start, stretch.end, "type-by-government", 0.7)
    if stretch.kind is Kind.LETTERHEAD and line.strip(" :") in _BASIS:
        yield 9, Found("memo", stretch.start, stretch.end, "type-in-head", 0.7)


_LONG = 250  # characters of a first block that is a head run together with what follows
_CAPITALS = re.compile(r"(?<![\w-])(?P<type>[A-ZÅÄÖ]{5,})(?![\w-])")
_IN_CAPITALS = 300  # characters of such a head
_IN_SHORT = re.compile(r"\bbeslutet i korthet\b")
# The first word of it, after the number of the page: «1 Kallelse till miljönämnden …».
_BEGINS = re.compile(r"(?:\d{1,3} )?(?P<type>[A-ZÅÄÖ][a-zåäö]{5,})(?=[ /])")
_BASIS = ("beslutsunderlag", "beslutsförslag")  # what the official in charge puts before a board
_SUMMONS = ("föredragningslista", "kallelse", "dagordning", "ärendelista")
_LABELLED = pattern("documents", "type-words-labelled")


def _in_run(material: Material) -> Iterator[tuple[int, Found]]:
    """The type that stands in capitals in a head that lost its line breaks: «… Sweden Fax: BESLUT Reg.nr …»."""
    view = material.view
    first = next((s for s in view.stretches[:3] if s.end - s.start > _LONG), None)
    if first is None or first.kind is not Kind.PARAGRAPH:
        return
    heads = first.start, first.start + _IN_CAPITALS
    words = view.words
    found = (
        _BEGINS.match(words, first.start),
        *_CAPITALS.finditer(words, *heads),
        *_LABELLED.finditer(words, *heads),
    )
    for word in filter(None, found):
        low = word["type"].lower()
        slug = "summons" if low in _SUMMONS else "memo" if low in _BASIS else _stated().get(low)
        if slug:
            yield 6, Found(slug, *word.span("type"), "type-in-run", 0.6)
            return


def _by_requests(material: Material) -> Iterator[tuple[int, Found]]:
    """Types shown by what a document asks for: answers, a decision; and the roll of a meeting."""
    view = material.view
    beginning = view.lower[:BEGINNING]
    places = [at for label in _PLACE_AND_TIME if (at := beginning.find(label)) >= 0]
    page = _PRESENT.search(beginning, min(places), min(places) + _FIRST_LABELS) if places else None
    if page and (len(view.items) > 1 or ADJUSTED.search(view.lower)):
        yield 8, Found("minutes", min(places), page.end(), "type-by-roll", 0.7)
    labels = list(_ROLL.within(view.lower).finditer(0, len(beginning)))
    if len({label[0] for label in labels}) >= _ROLL_LABELS:
        yield 6, Found("minutes", *labels[0].span(), "type-by-roll", 0.7)
    extract = "utdrag" in beginning and UTDRAG.search(beginning)
    if not extract and roll_lines(view) > _ROLL_LABELS:
        yield 12, Found("minutes", 0, view.stretches[0].end, "type-by-roll", 0.7)
    stated = None if extract or "paragrafer" not in beginning else PARAGRAPHS.search(beginning)
    if stated:
        yield 9, Found("minutes", *stated.span(), "type-by-roll", 0.7)
    proposes = _PROPOSES.search(beginning)
    if proposes and not view.items:
        yield 10, Found("memo", *proposes.span(), "type-by-proposal", 0.7)
    called = _CALLED.search(beginning) if "kallas" in beginning else None
    if called:
        yield 8, Found("summons", *called.span(), "type-by-phrase", 0.7)
    presents = _PRESENTS.search(beginning, 0, _FIRST_WORDS)
    if presents:
        yield 6, Found("report", *presents.span(), "type-by-phrase", 0.6)
    asked = _ASKS_FOR_ANSWERS.within(view.lower).search(0, _CALL)
    if asked and not any(section.kind == "proposal" for section in material.sections):
        yield 12, Found("consultation-letter", *asked.span(), "type-by-call", 0.8)


def by_phrases(lower: str) -> Iterator[tuple[int, Found]]:
    """Types shown by how answers and motions speak, where no more is known."""
    beginning = lower[:BEGINNING]
    for phrase in _phrases("sure"):
        said = phrase.search(beginning)
        if said:
            yield PHRASED, Found("consultation-response", *said.span(), "type-by-phrase", 0.7)
            break
    moved = next((m for phrase in _phrases("motion") if (m := phrase.search(beginning))), None)
    if moved:
        yield (
            7 if beginning[moved.start() : moved.end()].startswith(("vi ", "jag ")) else 2,
            Found("motion", *moved.span(), "type-by-phrase", 0.5),
        )


@cache
def _stated() -> dict[str, str]:
    """The names of the types that a document states on a line of its own → the type."""
    known = concepts("document-type").values()
    return {phrase.lower(): one.slug for one in known if one.slug in STATED for phrase in one.phrases}


@cache
def _phrases(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, lexicon("documents")["answering"][kind]))
