"""Senders that no register and no head word shows: known by how a text lets them speak."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from clustergraph.mapping.text.actors import (
    Named,
    mention_of,
    mentions,
    place_actor,
    places,
    standing,
    unregistered,
)
from clustergraph.mapping.text.roles import given_names
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon, pattern, word_set
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either

_HEAD = 400  # characters in which a sender without a letterhead names itself
_BOARD = "länsstyrelsen"
_BOARD_NAMED = re.compile(r"(?<![\w-])Länsstyrelsen(?: i)? (?P<county>[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?)")
_COUNTY_LINE = re.compile(r"(?:i )?(?P<county>[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?)(?: län)?")
_COUNTY = re.compile(r"(?<![\w-])(?P<county>[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?) län(?![\w-])")
_BOARD_ALONE = re.compile(r"(?<![\w-])Länsstyrelsen(?P<s>s?)(?![\w-])")
_BOARD_ADDRESS = re.compile(
    r"([a-z-]+)@lansstyrelsen\.?se|lansstyrelsen\.?se/([a-z-]+)|\blansstyrelsen([a-z]{4,20})\b"
)
_BOARD_ACTS: tuple[str, ...] = tuple(lexicon("actors")["lists"]["board-acts"])


def find_speakers(words: str, lower: str, known: Sequence[Named]) -> list[Named]:
    """Mentions of county boards by their bare designation, and of unknown organisations that speak.

    `known` are the mentions already found, in order; none of the result overlaps them.
    """
    taken = [(one.start, one.end) for one in known]
    found = [
        *_boards(words, lower, known),
        *_unknown(words, lower, _none_named(known)),
        *_signed_for(words, known),
        *_offices(words, lower),
    ]
    return [one for one in found if not any(one.start < end and start < one.end for start, end in taken)]


# --- offices named by their field alone ----------------------------------------------------------------------

_SECTOR = pattern("actors", "office-of-field")


def office_of_field(name: str) -> bool:
    """Whether a name is an office's by its noun and its field: «Sektor samhällsbyggnad»."""
    return bool(_SECTOR.fullmatch(name))


# Words beside a name that a sentence has, and no heading: «inom Vård & Omsorg», «Vård & Omsorg ansvarar»
_SAID_BEFORE = re.compile(r"[a-zåäö,] \Z")
_SAID_AFTER = re.compile(r" (?:har|är|ser|vill|kan|ska|\w+[aeå]r)\b")


@cache
def _fields() -> tuple[re.Pattern[str], Sparse]:
    """The patterns of fields of work: «Kultur och fritid» on a line or in a column of the head, «Barn & Utbildning» anywhere."""
    field = rf"[A-ZÅÄÖa-zåäö]*?(?i:{either(lexicon('actors')['office-fields']['words'])})"
    line = re.compile(rf"(?<![^\n\t])(?=[A-ZÅÄÖ]){field}(?:(?:, {field})* och {field})?(?=\n|\t|  |\Z)")
    sign = rf"(?<![\w-])(?=[A-ZÅÄÖ])(?:{field}, )*{field} & {field}(?=s?(?![\w-]))(?! AB\b)"
    return line, Sparse(sign, " & ")


def _offices(words: str, lower: str) -> Iterator[Named]:
    """Every mention of the offices that are named by their field.

    «Sektor samhällsbyggnad» on a line of the head, «Samhällsbyggnad» on one and taking a stand somewhere, and
    «Barn & Utbildning» where some sentence speaks of it.
    """
    line, sign = _fields()
    head = _SECTOR.search(words, 0, _HEAD) or line.search(words, 0, _HEAD)
    stands = head and (
        head.re is _SECTOR or any(takes_stand(words, end) for _, end, _ in standing(words, head[0]))
    )
    spoken = {
        one[0]
        for one in sign.within(lower, words).finditer()
        if _SAID_BEFORE.search(words, max(0, one.start() - 2), one.start())
        or _SAID_AFTER.match(words, one.end())
    }
    for name in spoken | ({head[0]} if head and stands else set()):
        yield from mentions(words, unregistered(name, "office", "office-of-field", 0.7))


# --- county boards ---------------------------------------------------------------------------------------


def _boards(words: str, lower: str, known: Sequence[Named]) -> Iterator[Named]:
    """«Länsstyrelsen i Norrbottens» without «län», and «Länsstyrelsen» alone where none is named in full."""
    if _BOARD not in lower:
        return
    named = any(one.type == "county-board" for one in known)
    for match in _BOARD_NAMED.finditer(words):
        actor = place_actor(match["county"], "county-board") or place_actor(
            match["county"].split()[0], "county-board"
        )
        if actor:
            named = True
            yield mention_of(actor, *match.span(), "county-board-by-county", 0.85)
    over = None if named else _board_over_lines(words)
    if over:
        yield over
        return
    acts = any(one in lower for one in _BOARD_ACTS) or _BOARD in map(str.lower, stands_taken(words, lower))
    if named or not acts:
        return
    alone = _BOARD_ALONE.search(words)
    if alone is None:
        return
    county = _county_of_address(lower) or _only_county(words)
    board = places("county-board").get(county or "")
    slug, name = (board.slug, board.name) if board else (slugify(_BOARD), _BOARD.capitalize())
    end, genitive = alone.end() - len(alone["s"]), bool(alone["s"])
    yield Named(slug, name, "county-board", alone.start(), end, "county-board-by-designation", 0.7, genitive)


def _board_over_lines(words: str) -> Named | None:
    """A board whose county stands on a line below in the head: «Länsstyrelsen / Skåne», «… / i Gävleborgs län»."""
    at = words.find("Länsstyrelsen\n", 0, _HEAD)
    if at < 0 or words[:at].rpartition("\n")[2]:
        return None
    for line in words[at : at + _HEAD].split("\n")[1:6]:
        match = _COUNTY_LINE.fullmatch(line)
        actor = place_actor(match["county"], "county-board") if match else None
        if actor:
            return mention_of(actor, at, at + len(_BOARD), "county-board-by-county", 0.8)
    return None


def _county_of_address(lower: str) -> str | None:
    """The county in an address of the county boards: `norrbotten@lansstyrelsen.se`."""
    printed = {name for match in _BOARD_ADDRESS.finditer(lower) for name in match.groups() if name}
    by_slug = {slugify(place): place for place in places("county-board")}
    return next((by_slug[name] for name in sorted(printed) if name in by_slug), None)


def _only_county(words: str) -> str | None:
    """The county that a text names, if it names one only: «Översiktsplan för Säter, Dalarnas län»."""
    named = {match["county"] for match in _COUNTY.finditer(words)}
    actor = place_actor(named.pop(), "county-board") if len(named) == 1 else None
    return next((place for place, board in places("county-board").items() if board == actor), None)


@lru_cache(8)
def stands_taken(words: str, lower: str) -> Counter[str]:
    """How often each word is the subject of a verb by which senders take a stand."""
    found: Counter[str] = Counter()
    end = 0
    for verb in _stand().within(lower).finditer():
        subject = _SUBJECT.search(words, max(end, verb.start() - _LONGEST), verb.start())
        if subject:
            found[subject[0]] += 1
            end = verb.end()
    return found


def takes_stand(words: str, at: int) -> bool:
    """Whether a verb by which senders take a stand follows at an offset."""
    return bool(_stand().pattern.match(words, at))


_ENDING = re.compile(r"(?:en|et|an|(?<=[aoe]r)na|n|t)\Z")


def indefinite(noun: str) -> str:
    """A noun in definite form without its article, in lower case: «Tingsrätten» → tingsrätt; empty if it has none."""
    return _ENDING.sub("", noun.lower()) if _ENDING.search(noun) else ""


def calls_itself(words: str, lower: str, name: str) -> bool:
    """Whether a noun of a name, in definite form and alone, takes a stand in the text: «Museet» of a Länsmuseet."""
    nouns = [word for word in name.lower().split() if len(word) > 3]
    return any(
        noun.endswith((short.lower(), indefinite(short) or short.lower()))
        for short in stands_taken(words, lower)
        if short[0].isupper()
        and short.lower() not in word_set("actors", "speaking", "not")
        and len(short) > 5
        for noun in nouns
        if noun != short.lower()
    )


# --- unknown organisations -------------------------------------------------------------------------------


_LONGEST = 41  # characters of a word that can be a name
_SUBJECT = re.compile(rf"(?<![\w-])\w[\w&-]{{1,{_LONGEST - 1}}}\Z")


@cache
def _stand() -> Sparse:
    """A verb of taking a stand, after a blank."""
    verbs = lexicon("actors")["speaking"]["verbs"]
    return Sparse(rf" {either(verbs)}(?!\w)", *map(" {}".format, verbs), leads=True)


@cache
def _no_names() -> frozenset[str]:
    known = lexicon("actors")
    own = {word for words in known["self"].values() for word in words}
    own.update(place for type_ in ("municipality", "region", "county-board") for place in places(type_))
    reported = lexicon("positions")["reported"]["words"]
    return frozenset([*own, *reported, *known["generic"]["words"], *known["speaking"]["not"]])


_LEAST = 3  # letters of an unknown name


def _unknown(words: str, lower: str, alone: bool) -> Iterator[Named]:
    """A capitalised word that takes a stand, and elsewhere again or sends the document by its title."""
    for name, times in stands_taken(words, lower).items():
        if (
            len(name) < _LEAST
            or not name[0].isupper()
            or name.lower() in _no_names()
            or not _is_name(words, lower, name, alone)
        ):
            continue
        if times < 2 and not any(standing(words[:_HEAD], name, _SENDS)):
            continue
        yield from mentions(words, unregistered(name, "association", "subject-of-stance", 0.6))


_SENDS = re.compile(r"s? (?:yttrande|remissvar|svar|synpunkter)\b")
_SIGNED_FOR = pattern("actors", "signed-for", re.IGNORECASE)
# A name on a line over that of who signs: «Norrbygdens Energibolag / Anna Ek», «För styrelsen i Rådda Tågen / Anna Ek».
_OVER_SIGNATURE = re.compile(
    r"(?<=\n)(?:För (?:styrelsen (?:i |för )?)?)?(?P<name>[A-ZÅÄÖ][\w&-]+(?: (?!och\b)[\w&-]+){0,4})\n(?P<given>[A-ZÅÄÖ][\w-]+) [A-ZÅÄÖ]"
)
_SIGNED = 500  # characters at the end in which a document is signed


def _signed_for(words: str, known: Sequence[Named]) -> Iterator[Named]:
    """A name beside or over that of who signs, that the text names elsewhere too: «Ordförande Unga Forskare»."""
    end = max(0, len(words) - _SIGNED)
    signed = _SIGNED_FOR.search(words, end) if _none_named(known) else None
    if signed is None or not signed["name"][0].isupper():
        over = (
            one for one in _OVER_SIGNATURE.finditer(words, end) if _may_sign_for(one["name"], one["given"])
        )
        signed = next((one for one in over if not _is_part(one["name"], known)), None)
        if signed and not _presents(words, signed["name"]):
            return
    named = unregistered(signed["name"], "association", "signed-for", 0.6) if signed else None
    found = [*mentions(words, named)] if named else []
    if len(found) > 1:
        yield from found


def _may_sign_for(name: str, given: str) -> bool:
    """Whether a line over a given name can be an organisation's: no person's, no closing formula."""
    first = re.split(r"[ -]", name.lower())[0]
    known = given_names()
    return given.lower().partition("-")[0] in known and first not in known and first not in _no_names()


def _is_part(name: str, known: Sequence[Named]) -> bool:
    """Whether a name is that of one known, or a part of it."""
    return any(name in one.name for one in known)


def _presents(words: str, name: str) -> bool:
    """Whether a name is said to be, to do or to think something, as who sends a paper presents itself."""
    verbs = "|".join(lexicon("actors")["speaking"]["presents"])
    return bool(re.search(rf"(?<![\w-]){re.escape(name)} (?:{verbs})\b", words))


def _none_named(known: Sequence[Named]) -> bool:
    """Whether a text names no organisation but those that ask for opinions."""
    return all(one.unit or one.type in ("ministry", "government", "eu-institution") for one in known)


_GIVEN = 20  # characters within which a given name stands before a surname


def _is_name(words: str, lower: str, name: str, alone: bool) -> bool:
    """Whether a word is always written with a capital, also inside a sentence or on a line of its own.

    alone: whether no other organisation can be the one that speaks, so that two sentences are enough.
    """
    uses: dict[bool, int] = defaultdict(int)
    for start, _, _ in standing(lower, name.lower()):
        if words[start].islower():
            return False
        near = words[max(0, start - _GIVEN) : start]
        if near.rpartition(" ")[0].rpartition(" ")[2].lower() in given_names():
            return False  # «Anna Holm yrkar»: a surname
        before = near.rstrip(" ")[-1:]
        uses[before.isalnum() or before in ",;("] += 1
    return uses[True] > 0 or uses[False] > (1 if alone else 2)
