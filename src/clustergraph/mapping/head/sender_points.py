"""How much speaks for each organisation being the one behind a document: the places and the words of its mentions."""

import re
from collections import Counter
from collections.abc import Set
from functools import cache

from clustergraph.mapping.head.courts import is_party
from clustergraph.mapping.head.party_papers import dissents
from clustergraph.mapping.head.recipients import addressees
from clustergraph.mapping.head.rulings import POLITICAL, decides_first, ruling
from clustergraph.mapping.head.sender_places import by_addresses, by_place_of_body, in_foot
from clustergraph.mapping.head.sender_words import ANSWERING, by_words_beside
from clustergraph.mapping.head.senders import answering
from clustergraph.mapping.head.units import first_unit, unit_types
from clustergraph.mapping.organisations.late_names import named_late
from clustergraph.mapping.organisations.speakers import stands_taken
from clustergraph.mapping.people.employers import beneath_name
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import NAME
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind
from clustergraph.reading.genre import GOVERNING

ASKS = frozenset({"ministry", "government", "eu-institution"})
MOVED_IN = frozenset({"municipality", "region", "ministry", "government"})  # whose members move
# a memo to a «nämnd» is not theirs
_WITHOUT_BOARDS = frozenset({"county-board", "ministry", "government", "agency", "court"})
_ASKED_TO_ANSWER = ANSWERING | {"memo", "minutes-excerpt"}
_REPORTING = frozenset({"memo", "decision", "minutes", "minutes-excerpt"})
_RULING = frozenset({"agency", "county-board", "court", "ministry", "government"})
_PRIVATE = frozenset({"company", "association", "foundation", "political-party", "chamber-of-commerce"})
_LETTERHEAD = 16  # the first line of a paper that reports what many others say and do
_RUN = 60  # characters, of a head that lost its line breaks
_SPOKEN = 3  # times that count that it is the subject of a reporting verb
_MENTIONS = 6  # mentions that count: what a text is about is named oftener than who writes it
_PERSON = re.compile(
    rf"(?:\w+(?:\t| \| ))?{NAME}(?: \(\S{{1,4}}\))?,? (?:(?:representant|ombud|företrädare|ledamot)[^,]{{0,20}},? )?"
)
_BEFORE_SENDER = pattern("documents", "sender-points-before-sender")
# Whose meeting a title tells, then where and when: «Protokoll fört vid årsmöte med Bygdens Väl i Ånäs den 3 mars».
_OF_MEETING = re.compile(r"(?i:protokoll)\b.* (?:med|i|för|från) \Z")
_TRAIL = re.compile(r"(?:[^>]+ > ){2}")  # the trail of pages above a page: «Hem > Solna stad > …»
_SENDS = re.compile(r" (?:yttrande|remissvar|remissyttrande|svar|synpunkter|ställningstagande)\b")


def sender_points(material: Material, type_: str) -> tuple[Counter[str], dict[str, Named]]:
    """How much speaks for each organisation, and where it is first named."""
    verbs = {hit.start for hit in material.hits["verb"]}
    addressed = addressees(material)
    headed = _headed_type(material)
    score, first, answering_ = _by_mentions(material, type_, addressed, verbs, headed)
    taken = stands_taken(material.view.words, material.view.lower)
    for slug, points in _stands(material, first, taken).items():
        score[slug] += points if type_ in ANSWERING else min(points, 3)
    for one, points in (
        *in_foot(material, addressed, type_ in ANSWERING),
        *(by_place_of_body(material, material.head + _RUN) if type_ != "other" else ()),
        *ruling(material, type_),
        *by_addresses(material, type_ in ANSWERING),
    ):
        first.setdefault(one.slug, one)
        score[one.slug] += points
    against = _against(material, type_, taken)
    of_type = _by_type(material, verbs, headed, type_)
    late = named_late(material, verbs)
    for slug, one in first.items():
        asks = type_ in ANSWERING and one.type in ASKS and any(other != slug for other in answering_)
        score[slug] += of_type[one.type] - against[one.type] - 24 * (slug in late) - 24 * asks
    return Counter({slug: min(points, 30) for slug, points in score.items()}), first


def _by_mentions(
    material: Material, type_: str, addressed: Set[int], verbs: Set[int], headed: str | None
) -> tuple[Counter[str], dict[str, Named], Set[str]]:
    """What the places of its mentions and the words beside them say of each organisation; who says that it answers."""
    lower = material.view.lower
    score: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    first: dict[str, Named] = {}
    answers = answering(material.view.words, lower) if type_ in _ASKED_TO_ANSWER else set()
    answering_: set[str] = set()
    over = headed or first_unit(material)
    on_top = 2 if over else 9
    for one in material.named:
        if one.unit:
            continue
        first.setdefault(one.slug, one)
        top = 9 if on_top == 2 and over == one.type and over != headed else on_top
        points = _by_block(material, one, top, type_)
        if one.start in addressed or _is_another(material, one, type_):
            points = -12
        if points in (top, _LETTERHEAD):
            on_top, over = 2, None
        if one.rule == "signed-for" and one.slug not in mentions:
            points += 8
        if one.end in answers and one.slug not in answering_:
            answering_.add(one.slug)
            points += 14 if type_ == "consultation-response" else 8
        points = by_words_beside(material, one, type_, points)
        mentions[one.slug] += 1
        score[one.slug] += points + (mentions[one.slug] <= _MENTIONS)
        if one.genitive:
            score[one.slug] += 6 if _SENDS.match(lower, one.end + 1) else 0
        elif spoken[one.slug] < _SPOKEN and not verbs.isdisjoint(range(one.end + 1, one.end + 13)):
            spoken[one.slug] += 1
            score[one.slug] += 2
    return score, first, answering_


def _against(material: Material, type_: str, taken: Counter[str]) -> Counter[str]:
    """What speaks against each type of sender: whose paper boards of politicians decide in is of none that has no boards."""
    # Associations and companies have an «arbetsutskott» too.
    bodies = [one for one in material.named if one.type == "body" and one.name != "Arbetsutskottet"]
    political = type_ in _REPORTING and any(one.name.lower().endswith(POLITICAL) for one in bodies)
    ruled = type_ == "decision" and any(one.type in _RULING for one in material.named)
    against: Counter[str] = Counter()
    if political or ruled:
        decided = _PRIVATE | (_RULING if political and decides_first(material) else frozenset())
        against.update(dict.fromkeys(decided, 12))
    boards = type_ == "memo" and any(
        one.name.endswith("nämnden")
        or (one.name.lower().endswith(POLITICAL) and material.in_head(material.view.at(one.start)))
        for one in bodies
    )
    if boards or (
        type_ in ANSWERING and taken["Nämnden"] and any(one.name.endswith("nämnden") for one in bodies)
    ):
        against.update(dict.fromkeys(_WITHOUT_BOARDS, 20))
    return against


def _is_another(material: Material, one: Named, type_: str) -> bool:
    """Whether a name is that of whom somebody in a roll represents, of a party before a court, of who gets a motion."""
    if material.view.lower.endswith("c/o ", 0, one.start):
        return True  # whose post box a sender uses
    stretch = material.view.at(one.start)
    above = material.view.stretches[stretch.index - 1] if stretch.index else stretch
    last = material.view.block_words(above).rpartition(" ")[2]
    if one.start == stretch.start and above.kind is Kind.HEADING and last in GOVERNING:
        return True  # in the last line of a title: «Svar på remiss om ny plan för / Ånäs kommun»
    if type_ == "motion" or (type_ == "other" and one.type in MOVED_IN and dissents(material)):
        return "fullmäktige" in one.name.lower() or one.type in MOVED_IN
    if type_ == "decision":
        return is_party(material, material.view.at(one.start))
    return type_.startswith("minutes") and (_beside_name(material, one) or beneath_name(material, one))


def _beside_name(material: Material, one: Named) -> bool:
    """Whether a name ends a short line that begins with a person: «Per Grip, Vision»."""
    stretch = material.view.at(one.start)
    before = material.view.words[stretch.start : one.start]
    unit = any(two.unit for two in material.named_within(stretch.start, one.start))  # «Organ Valnämnden, …»
    return one.end - stretch.start < 90 and not unit and bool(_PERSON.fullmatch(before))


_DESIGNATED = frozenset({"municipality", "region", "county-board", "university"})
_OWN_PAPER = re.compile(r"s (?:yttrande|remissvar|svar)\b")
_HEAD = 600  # characters in which a paper says whose it is


def _stands(material: Material, first: dict[str, Named], taken: Counter[str]) -> Counter[str]:
    """What speaks for each organisation by who takes a stand: its name, or what one of its type calls itself."""
    words, lower, types = material.view.words, material.view.lower, self_types()
    points: Counter[str] = Counter()
    named = {
        (one.slug, words[one.start : one.end].split()[-1]) for one in material.named if one.slug in first
    }
    for slug, name in named:
        points[slug] += 3 * min(taken[name], 3)
    own = {types[word.lower()] for word in taken if word[0].isupper() and word.lower() in types}
    owners = (re.split(r"\W", lower[: match.start()])[-1] for match in _OWN_PAPER.finditer(lower, 0, _HEAD))
    own |= {types[word] for word in owners if word in types}
    own &= _DESIGNATED
    if any(one.type in own for one in first.values()):
        for slug, one in first.items():
            # «Länsstyrelsen» is a name; «kommunen» may be another that the text is about.
            points[slug] += 8 if one.type in own else -6 * ("county-board" in own)
    return points


def _by_type(material: Material, verbs: set[int], headed: str | None, type_: str) -> Counter[str]:
    """What speaks for each type of sender: what the text calls its issuer, whose bodies stand in the head."""
    points = Counter({type_: 2 * min(times, 8) for type_, times in _self_named(material, verbs).items()})
    points.update(dict.fromkeys(unit_types(material, type_), 6))
    if headed:
        points[headed] += 8
    return points


def _headed_type(material: Material) -> str | None:
    """The type of the sender where the head begins with its kind only: «Länsstyrelsen / Kronobergs län»."""
    view = material.view
    first = next((s for s in view.stretches if s.kind is Kind.LETTERHEAD), None)
    if (
        first is None
        or first.start > 200
        or any(first.start <= one.start < first.end for one in material.named)
    ):
        return None
    return self_types().get(view.lower[first.start : first.end].split(" ")[0])


_NEAR_TOP = 3  # blocks, besides the fields of a mail, under which a heading is the sender's name
_SHORT_NAME = re.compile(r"(?: \([\w&-]{2,12}\))?")  # «Bygdens Väl (BV)»


def _by_block(material: Material, one: Named, on_top: int, type_: str) -> int:
    """What the place of a name says: a line of the head (the first `on_top`), the signature, a heading."""
    stretch = material.view.at(one.start)
    words = material.view.words
    whole = bool(_BEFORE_SENDER.fullmatch(words, stretch.start, one.start))
    whole &= words[stretch.end - 1] not in ".;"
    if stretch.index < 3 and _TRAIL.match(words, stretch.start, min(stretch.end, stretch.start + _HEAD)):
        return 12
    name = stretch.block.name.lower() if stretch.kind is Kind.FIELD else ""
    before = material.view.lower[stretch.start : one.start].strip(" :")
    issuer = lexicon("documents")["fields"]["issuer"]
    labelled = before in issuer and " " not in before and one.end == stretch.end
    if name in issuer or (labelled and stretch.index < _FORM):
        return 12
    if stretch.kind is Kind.SIGNATURE:
        before = material.view.lower[stretch.start : one.start]
        alone = before in ("", "för ") and one.end == stretch.end
        return 12 if alone and type_ in ANSWERING else 7
    if whole and material.in_head(stretch):
        first = on_top == 9 and stretch.index == 0
        return _LETTERHEAD if first and type_ in _REPORTING else on_top
    headed = whole and stretch.kind is Kind.HEADING
    opens = stretch.index == 0 and one.start - stretch.start < _HEAD // 4
    if opens and _OF_MEETING.match(words, stretch.start, one.start):
        return _LETTERHEAD
    if headed and _SHORT_NAME.fullmatch(words, one.end, stretch.end) and _near_top(material.view, stretch):
        return on_top
    if headed and one.genitive and not type_.startswith("minutes"):
        # The title of a decision has whose matter it is.
        return 6 if type_ != "decision" or material.view.lower.startswith(" beslut", one.end + 1) else 0
    start, end = material.run_together
    # «Djurens Vänner har läst utredningen», «Bolaget Norrsten AB bryter kalk».
    opens = one.start == 0 or (one.start == material.head and one.type in _PRIVATE)
    begins = type_ in ANSWERING and opens and not one.genitive
    return 6 if begins or (start <= one.start < end and one.start - start < _FIRST_NAME) else 0


def _near_top(view: View, stretch: Stretch) -> bool:
    """Whether a heading stands where only the fields of a mail stand over the first blocks."""
    above = view.stretches[: stretch.index]
    return sum(one.kind is not Kind.FIELD for one in above) < _NEAR_TOP


_FORM = 8  # blocks within which a form for answers says whose answer it is: «Remissinstans Djurens Vänner»
_FIRST_NAME = 12  # characters before the name with which a head run together begins: the number of the page


@cache
def self_types() -> dict[str, str]:
    """What issuers call themselves → the type; the commonest types win where several use a word."""
    own = lexicon("actors")["self"]
    types = {word: type_ for type_, words in own.items() for word in words}
    for type_ in ("agency", "university", "county-board", "municipality", "region"):
        types.update(dict.fromkeys(own[type_][:2], type_))
    return types


def _self_named(material: Material, verbs: set[int]) -> Counter[str]:
    """How often «länsstyrelsen», «kommunen» and the like are the subject of a reporting verb, by type."""
    lower, types = material.view.lower, self_types()
    found: Counter[str] = Counter()
    for at in verbs:
        word = lower[max(0, at - 22) : at].rstrip().rpartition(" ")[2]
        if word in types:
            found[types[word]] += 1
    return found
