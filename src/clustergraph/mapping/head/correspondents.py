"""Who speaks in a document: its issuer."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from clustergraph.mapping.head.courts import is_appealed, is_party
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.head.party_papers import by_party, dissents, speaks_for_party
from clustergraph.mapping.head.recipients import addressees
from clustergraph.mapping.head.sender_guesses import (
    PUBLIC,
    by_meeting_place,
    by_mention,
    by_office,
    by_place,
    by_statutes,
    by_title,
    by_unit,
    joint_members,
    only_listed,
    type_of_units,
)
from clustergraph.mapping.head.sender_places import (
    by_addresses,
    by_place_of_body,
    in_foot,
)
from clustergraph.mapping.head.sender_words import ANSWERING, by_words_beside
from clustergraph.mapping.head.senders import answering
from clustergraph.mapping.head.type_words import collects
from clustergraph.mapping.head.units import first_unit, unit_types
from clustergraph.mapping.organisations.late_names import named_late
from clustergraph.mapping.organisations.speakers import stands_taken
from clustergraph.mapping.people.signatories import AGREEMENTS, parties, signing
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.roles import NAME
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind

# Points below which a name does not make an issuer; a response names its sender more sparingly.
_SURE = {"consultation-response": 2, "letter": 2}
_USUALLY_SURE = 4
_DOUBTFUL = 9  # points below which other signs can speak against a name
_WITHOUT_BOARDS = frozenset(
    {"county-board", "ministry", "government", "agency", "court"}
)  # a memo to a «nämnd» is not theirs
_ASKS = frozenset({"ministry", "government", "eu-institution"})
_MOVED_IN = frozenset({"municipality", "region", "ministry", "government"})  # whose members move
_ASKED_TO_ANSWER = ANSWERING | {"memo", "minutes-excerpt"}
_REPORTING = frozenset({"memo", "decision", "minutes", "minutes-excerpt"})
# Whose papers boards of politicians are in, and who has none.
_POLITICAL = (
    "nämnden",
    "fullmäktige",
    "kommunstyrelsen",
    "regionstyrelsen",
    "landstingsstyrelsen",
    "utskottet",
)
_RULING = frozenset({"agency", "county-board", "court", "ministry", "government"})
_PRIVATE = frozenset({"company", "association", "foundation", "political-party", "chamber-of-commerce"})
_LETTERHEAD = 16  # the first line of a paper that reports what many others say and do
_SPOKEN = 3  # times that count that it is the subject of a reporting verb
_MENTIONS = 6  # mentions that count: what a text is about is named oftener than who writes it
_PERSON = re.compile(
    rf"(?:\w+(?:\t| \| ))?{NAME}(?: \(\S{{1,4}}\))?,? (?:(?:representant|ombud|företrädare|ledamot)[^,]{{0,20}},? )?"
)
# What can stand before who heads a paper: «Protokoll fört vid årsmöte med Bygdens Väl», the bar of a table.
_BEFORE_SENDER = re.compile(
    r"[| ]*|[A-ZÅÄÖ]{2,8} [–-] |(?:[Pp]rotokoll|PROTOKOLL|[Åå]rsmöte|[Ss]tyrelsemöte)(?: [\wåäö-]+){0,4}? (?:(?:med|i|för|från) )?"
)
_TRAIL = re.compile(r"(?:[^>]+ > ){2}")  # the trail of pages above a page: «Hem > Solna stad > …»
_SENDS = re.compile(r" (?:yttrande|remissvar|remissyttrande|svar|synpunkter|ställningstagande)\b")


def find_issuer(material: Material, type_: str) -> Found | None:
    """The organisation that speaks: by letterhead, signature, as subject of its verbs, and how often named."""
    signed = signing(material) if type_ in AGREEMENTS else ()
    if len({one.slug for one in signed}) > 1:
        return Found(signed[0].slug, signed[0].start, signed[0].end, "issuer-signs-first", 0.8)
    named = parties(material) if type_ in AGREEMENTS and not signed else ()
    if named:
        return Found(named[0].slug, named[0].start, named[0].end, "issuer-first-party", 0.7)
    if told := _by_its_kind(material, type_):
        return told
    score, first = _points(material, type_)
    doubted = {slug for slug, points in score.items() if points < 0}
    listed = only_listed(material) if type_ in STRATEGIC else set()
    listed |= joint_members(material) if type_.startswith("minutes") else set()
    doubted |= listed
    score = _who_may(type_, score, first, listed)
    if type_ == "consultation-letter":
        # «Regeringskansliet / Socialdepartementet»: it is the ministry that asks.
        _to_the_ministry(score, first)
    if score:
        slug, points = max(score.items(), key=lambda pair: (pair[1], -first[pair[0]].start))
        one = first[slug]
        if points < _DOUBTFUL and _is_of_other_type(material, one):
            doubted.add(slug)
        elif points > _SURE.get(type_, _USUALLY_SURE):
            return Found(slug, one.start, one.end, "issuer-by-place-and-use", 0.9 if points > 8 else 0.7)
    return _guessed(material, type_, doubted)


def _is_of_other_type(material: Material, one: Named) -> bool:
    """Whether the bodies named, or what takes a stand («Tingsrätten»), are of another type than an organisation."""
    over, types = type_of_units(material), _self_types()
    own = {types.get(word.lower()) for word in stands_taken(material.view.words, material.view.lower)}
    return (one.type in PUBLIC and over not in (None, one.type)) or ("court" in own and one.type != "court")


def _guessed(material: Material, type_: str, doubted: set[str]) -> Found | None:
    """The issuer where neither the head nor the words tell: by a place, an address, the oftenest name, a body."""
    if type_.startswith("minutes") and (met := by_meeting_place(material)):
        return met if met.value not in doubted else by_unit(material, type_)
    if type_ == "motion" or speaks_for_party(material, type_):
        return None
    if type_ in STRATEGIC and (titled := by_title(material)):
        return titled
    placed = by_place(material)
    if placed and placed.value not in doubted:
        return placed
    return by_mention(material, doubted) or by_unit(material, type_)


def _who_may(type_: str, score: Counter[str], first: dict[str, Named], listed: Set[str]) -> Counter[str]:
    """The points of those who can be behind a document of this type."""
    if type_ == "consultation-response":
        # The Government and its ministries ask for responses; they write none.
        return Counter({slug: n for slug, n in score.items() if first[slug].type not in _ASKS})
    if type_ == "motion":  # its authors are people or a party
        return Counter({slug: n for slug, n in score.items() if first[slug].type not in _MOVED_IN})
    return Counter(
        {slug: n for slug, n in score.items() if slug not in listed and (n >= 6 or type_ not in STRATEGIC)}
    )


def _by_its_kind(material: Material, type_: str) -> Found | None:
    """Who is behind a document that its kind tells: a court, a committee, an association, a city, who reports answers."""
    if type_ == "memo":
        return by_office(material)
    if type_ == "motion" or (type_ == "other" and dissents(material)):
        return by_party(material)
    if own := by_statutes(material) if type_ in AGREEMENTS or type_ in STRATEGIC else None:
        return own
    collected = collects(material.view) if type_ == "report" else None
    over = [one for one in material.named if collected and one.start < collected.end() and one.type in PUBLIC]
    if over:  # and not who has answered
        return Found(over[0].slug, over[0].start, over[0].end, "issuer-over-answers", 0.8)
    return None


def _to_the_ministry(score: Counter[str], first: dict[str, Named]) -> None:
    """Gives what speaks for the Government Offices to the ministry named with them."""
    asking = next((slug for slug, one in first.items() if one.type == "ministry" and score[slug] > 0), None)
    for slug, one in first.items():
        if asking and one.type == "government":
            score[asking] += score.pop(slug)


def _points(material: Material, type_: str) -> tuple[Counter[str], dict[str, Named]]:
    """How much speaks for each organisation, and where it is first named."""
    lower = material.view.lower
    score: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    first: dict[str, Named] = {}
    verbs = {hit.start for hit in material.hits["verb"]}
    addressed = addressees(material)
    answers = answering(material.view.words, material.view.lower)
    first_answer: dict[str, bool] = {}
    headed = _headed_type(material)
    over = headed or first_unit(material)
    on_top = 2 if over else 9
    for one in material.named:
        if one.unit:
            continue
        first.setdefault(one.slug, one)
        top = 9 if on_top == 2 and over == one.type and over != headed else on_top
        points = -12 if one.start in addressed else _by_block(material, one, top, type_)
        if _is_another(material, one, type_):
            points = -12
        if points in (top, _LETTERHEAD):
            on_top, over = 2, None
        if one.rule == "signed-for" and one.slug not in mentions:
            points += 8
        if type_ in _ASKED_TO_ANSWER and one.end in answers and not first_answer.get(one.slug):
            first_answer[one.slug] = True
            points += 14 if type_ == "consultation-response" else 8
        points = by_words_beside(material, one, type_, points)
        mentions[one.slug] += 1
        score[one.slug] += points + (mentions[one.slug] <= _MENTIONS)
        if one.genitive:
            score[one.slug] += 6 if _SENDS.match(lower, one.end + 1) else 0
        elif spoken[one.slug] < _SPOKEN and not verbs.isdisjoint(range(one.end + 1, one.end + 13)):
            spoken[one.slug] += 1
            score[one.slug] += 2
    for slug, points in _stands(material, first).items():
        score[slug] += points if type_ in ANSWERING else min(points, 3)
    for one, points in (
        *in_foot(material, addressed),
        *by_place_of_body(material),
        *_ruling(material, type_),
        *by_addresses(material, type_ in ANSWERING),
    ):
        first.setdefault(one.slug, one)
        score[one.slug] += points
    political = type_ in _REPORTING and any(
        one.type == "body" and one.name.lower().endswith(_POLITICAL) for one in material.named
    )
    ruled = type_ == "decision" and any(one.type in _RULING for one in material.named)
    decided = _PRIVATE | (_RULING if political and _decides_first(material) else frozenset())
    boards = type_ == "memo" and any(
        one.type == "body"
        and (
            one.name.endswith("nämnden")
            or (one.name.lower().endswith(_POLITICAL) and material.in_head(material.view.at(one.start)))
        )
        for one in material.named
    )
    of_type = _by_type(material, verbs, headed, type_)
    late = named_late(material, verbs)
    for slug, one in first.items():
        score[slug] -= 24 if slug in late else 0
        score[slug] -= 12 if (political or ruled) and one.type in decided else 0
        asks = type_ in ANSWERING and one.type in _ASKS and any(other != slug for other in first_answer)
        score[slug] += (
            of_type[one.type] - (24 if asks else 0) - (20 if boards and one.type in _WITHOUT_BOARDS else 0)
        )
    return Counter({slug: min(points, 30) for slug, points in score.items()}), first


_RULES = re.compile(
    r" (?:har )?(?:beslutar|beslutat|uppdrar|ger (?=[^.]{3,200} i uppdrag)|avslår|bifaller|förelägger|kritiserar"
    r"|är (?:[\w-]+ )?kritiskt?|konstaterar|finner|uppmärksammat|anser|bedömer|meddelar|upphäver|fastställer|riktar|genomför(?:t"
    r"|de)? (?:\w+ )?tillsyn)\b"
)
_DECIDES = re.compile(r" (?:beslutar|föreslår)\b")


def _decides_first(material: Material) -> bool:
    """Whether the first that is said to decide is a body of politicians."""
    first = next((one for one in material.named if _DECIDES.match(material.view.lower, one.end)), None)
    return first is not None and first.type == "body" and first.name.lower().endswith(_POLITICAL)


# What only the one that supervises says of itself.
_SUPERVISES = re.compile(
    r" (?:har )?(?:förelägger\b|meddelar följande\b|genomför(?:t|de)?\b[^.\n]{0,60}\btillsyn)"
)


def _ruling(material: Material, type_: str) -> Iterator[tuple[Named, int]]:
    """Who is first said to decide or to find something in a decision."""
    lower = material.view.lower
    for one in material.named if type_ == "decision" and not _decides_first(material) else ():
        whose = one.genitive and lower.startswith(" beslut", one.end + 1)
        if is_appealed(material, one.start):
            continue
        if not one.unit and (whose or _RULES.match(lower, one.end)):
            sure = whose or one.type == "county-board"
            # Over whom it decides can head the paper, as whom it is sent to.
            yield one, 24 if _SUPERVISES.match(lower, one.end) else 16 if sure else 8
            return


def _is_another(material: Material, one: Named, type_: str) -> bool:
    """Whether a name is that of whom somebody in a roll represents, of a party before a court, of who gets a motion."""
    if type_ == "motion" or (type_ == "other" and one.type in _MOVED_IN and dissents(material)):
        return "fullmäktige" in one.name.lower() or one.type in _MOVED_IN
    if type_ == "decision":
        return is_party(material, material.view.at(one.start))
    return type_.startswith("minutes") and _beside_name(material, one)


def _beside_name(material: Material, one: Named) -> bool:
    """Whether a name ends a short line that begins with a person: «Per Grip, Vision»."""
    stretch = material.view.at(one.start)
    before = material.view.words[stretch.start : one.start]
    unit = any(two.unit for two in material.named_within(stretch.start, one.start))  # «Organ Valnämnden, …»
    return one.end - stretch.start < 90 and not unit and bool(_PERSON.fullmatch(before))


_DESIGNATED = frozenset({"municipality", "region", "county-board", "university"})
_OWN_PAPER = re.compile(r"s (?:yttrande|remissvar|svar)\b")
_HEAD = 600  # characters in which a paper says whose it is


def _stands(material: Material, first: dict[str, Named]) -> Counter[str]:
    """What speaks for each organisation by who takes a stand: its name, or what one of its type calls itself."""
    words, lower, types = material.view.words, material.view.lower, _self_types()
    taken = stands_taken(words, lower)
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
    return _self_types().get(view.lower[first.start : first.end].split(" ")[0])


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
    if whole and stretch.kind is Kind.HEADING and stretch.end == one.end and stretch.index < 3:
        return on_top
    if whole and stretch.kind is Kind.HEADING and one.genitive and not type_.startswith("minutes"):
        # The title of a decision has whose matter it is.
        return 6 if type_ != "decision" or material.view.lower.startswith(" beslut", one.end + 1) else 0
    start, end = material.run_together
    # «Djurens Vänner har läst utredningen», «Bolaget Norrsten AB bryter kalk».
    opens = one.start == 0 or (one.start == material.head and one.type in _PRIVATE)
    begins = type_ in ANSWERING and opens and not one.genitive
    return 6 if begins or (start <= one.start < end and one.start - start < _FIRST_NAME) else 0


_FORM = 8  # blocks within which a form for answers says whose answer it is: «Remissinstans Djurens Vänner»
_FIRST_NAME = 12  # characters before the name with which a head run together begins: the number of the page


@cache
def _self_types() -> dict[str, str]:
    """What issuers call themselves → the type; the commonest types win where several use a word."""
    own = lexicon("actors")["self"]
    types = {word: type_ for type_, words in own.items() for word in words}
    for type_ in ("agency", "university", "county-board", "municipality", "region"):
        types.update(dict.fromkeys(own[type_][:2], type_))
    return types


def _self_named(material: Material, verbs: set[int]) -> Counter[str]:
    """How often «länsstyrelsen», «kommunen» and the like are the subject of a reporting verb, by type."""
    lower, types = material.view.lower, _self_types()
    found: Counter[str] = Counter()
    for at in verbs:
        word = lower[max(0, at - 22) : at].rstrip().rpartition(" ")[2]
        if word in types:
            found[types[word]] += 1
    return found
