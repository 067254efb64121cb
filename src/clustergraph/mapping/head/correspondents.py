"""Who speaks in a document: its issuer."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from functools import cache
from itertools import pairwise

from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.head.genres import tells_news
from clustergraph.mapping.head.no_titles import only_names
from clustergraph.mapping.head.party_papers import by_party, dissents, speaks_for_party
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
from clustergraph.mapping.head.sender_points import ASKS, MOVED_IN, self_types, sender_points
from clustergraph.mapping.head.sender_words import ANSWERING
from clustergraph.mapping.head.type_words import collects
from clustergraph.mapping.organisations.speakers import stands_taken
from clustergraph.mapping.people.signatories import AGREEMENTS, parties, signing
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading.alternatives import either

# Points below which a name does not make an issuer; a response names its sender more sparingly.
_SURE = {"consultation-response": 2, "letter": 2}
_USUALLY_SURE = 4
_DOUBTFUL = 9  # points below which other signs can speak against a name


def find_issuer(material: Material, type_: str) -> Found | None:
    """The organisation that speaks: by letterhead, signature, as subject of its verbs, and how often named."""
    signed = signing(material) if type_ in AGREEMENTS else ()
    if len({one.slug for one in signed}) > 1:
        party = _first_party(material, signed)
        return Found(party.slug, party.start, party.end, "issuer-signs-first", 0.8)
    named = parties(material) if type_ in AGREEMENTS and not signed else ()
    if named:
        return Found(named[0].slug, named[0].start, named[0].end, "issuer-first-party", 0.7)
    if told := _by_its_kind(material, type_) or _of_several(material):
        return told
    score, first = sender_points(material, type_)
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
        if points < _DOUBTFUL and type_ in ANSWERING and not _speaks_as(material, one):
            return None  # it is an unnamed association that speaks
        if points < _DOUBTFUL and _is_of_other_type(material, one):
            doubted.add(slug)
        elif points > _SURE.get(type_, _USUALLY_SURE):
            return Found(slug, one.start, one.end, "issuer-by-place-and-use", 0.9 if points > 8 else 0.7)
    return _guessed(material, type_, doubted)


def _first_party(material: Material, signed: Sequence[Named]) -> Named:
    """Of those who sign the first that is named, or the one that is a party through it: «Region X genom Y sjukhus»."""
    signers = {one.slug for one in signed}
    organisations = [one for one in material.named if not one.unit]
    for one, following in pairwise(organisations):
        between = _THROUGH.fullmatch(material.view.words, one.end, following.start)
        through = between is not None and following.slug in signers
        if one.slug in signers or through:
            return one
    return signed[0]


_THROUGH = re.compile(r",? \(?(?:genom|via) (?:dess |sitt |sin )?")


def _of_several(material: Material) -> Found | None:
    """The council or group whose name heads a paper over a line of nothing but its members' names."""
    if len(material.view.stretches) < 2 or not material.named:
        return None
    first, below = material.view.stretches[:2]
    head = material.named[0]
    if not head.unit or (head.start, head.end) != (first.start, first.end):
        return None
    members = material.named_within(below.start, below.end)
    alone = only_names(material, _DASHES.sub(" ", material.view.block_words(below)))
    several = alone and sum(not one.unit for one in members) > 1
    return Found(head.slug, head.start, head.end, "issuer-of-several", 0.7) if several else None


_DASHES = re.compile(r" ?[·|/] ?| [–-] ")


def _speaks_as(material: Material, one: Named) -> bool:
    """Whether an organisation may be what takes a stand where that is an association: «Förbundet anser», «vill förbundet»."""
    own = lexicon("actors")["self"]
    private = set(own["association"]) | set(own["company"])
    taken = stands_taken(material.view.words, material.view.lower)
    subjects = {word.lower() for word in taken if word[0].isupper()} & private
    subjects |= {match[1] for match in _after_verb().finditer(material.view.lower)}
    return not subjects or any(word in own.get(one.type, ()) for word in subjects)


@cache
def _after_verb() -> re.Pattern[str]:
    """An association or a company called by its kind, as subject after a verb of taking a stand."""
    known = lexicon("actors")
    private = either((*known["self"]["association"], *known["self"]["company"]))
    return re.compile(rf" (?:{either(known['speaking']['verbs'])}) ({private})(?!\w)")


def _is_of_other_type(material: Material, one: Named) -> bool:
    """Whether the bodies named, or what takes a stand («Tingsrätten»), are of another type than an organisation."""
    over, types = type_of_units(material), self_types()
    own = {types.get(word.lower()) for word in stands_taken(material.view.words, material.view.lower)}
    return (one.type in PUBLIC and over not in (None, one.type)) or ("court" in own and one.type != "court")


def _guessed(material: Material, type_: str, doubted: set[str]) -> Found | None:
    """The issuer where neither the head nor the words tell: by a place, an address, the oftenest name, a body."""
    if type_.startswith("minutes") and (met := by_meeting_place(material)):
        return met if met.value not in doubted else by_unit(material, type_)
    told = type_ == "other" and tells_news(material.view.lower)
    if told or type_ == "motion" or speaks_for_party(material, type_):
        return None
    if type_ in STRATEGIC and (titled := by_title(material)):
        return titled
    placed = by_place(material, type_)
    if placed and placed.value not in doubted:
        return placed
    return by_mention(material, type_, doubted) or by_unit(material, type_)


def _who_may(type_: str, score: Counter[str], first: dict[str, Named], listed: Set[str]) -> Counter[str]:
    """The points of those who can be behind a document of this type."""
    if type_ == "consultation-response":
        # The Government and its ministries ask for responses; they write none.
        return Counter({slug: n for slug, n in score.items() if first[slug].type not in ASKS})
    if type_ == "motion":  # its authors are people or a party
        return Counter({slug: n for slug, n in score.items() if first[slug].type not in MOVED_IN})
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
