"""Actors as texts name them, and the finder of those that the register holds."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from ahocorasick_rs import AhoCorasick

from clustergraph.mapping.text.phrases import spaced
from clustergraph.mapping.text.vocabulary import Registered, actors, lexicon
from clustergraph.namespaces import slugify

_CAPITAL = r"[A-ZÅÄÖÉ][\w&’'-]*"
# A word of a name: «Ånäs», «Ånäs–Vik», «S:t Olof».
CAPITAL = rf"(?:{_CAPITAL}(?:–{_CAPITAL})?|S:ta? [A-ZÅÄÖÉ][\w-]*)"
_GIVEN_NAME = re.compile(r"(?<![\w-])[A-ZÅÄÖ][a-zåäöé-]+ \Z")
_UNITS = frozenset({"body", "office"})


@dataclass(slots=True, unsafe_hash=True)
class Named:
    """An actor as the text names it in `words[start:end]` (a genitive ending left out).

    `slug` and `name` are those of the register, or made from the words; `unit_of` is the slug of the
    organisation that a body belongs to, where the register or the words say it. `unit` says whether it is a body or an
    office of an organisation.
    """

    slug: str
    name: str
    type: str
    start: int
    end: int
    rule: str
    confidence: float
    genitive: bool = False
    unit_of: str | None = None
    unit: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.unit = self.type in _UNITS


def mention_of(
    actor: Registered, start: int, end: int, rule: str, confidence: float, genitive: bool = False
) -> Named:
    """A mention of an actor of the register."""
    return Named(actor.slug, actor.name, actor.type, start, end, rule, confidence, genitive, actor.unit_of)


class ActorFinder:
    """Finds the actors of the register in a text, in one pass."""

    def __init__(self, registered: Iterable[Registered]) -> None:
        names: dict[str, list[tuple[str, Registered]]] = defaultdict(list)
        for actor in registered:
            for name in (form for one in actor.names for form in _forms(one)):
                names[spaced(name.lower())[:-1]].append((name, actor))
        self._named = list(names.values())
        self._automaton = AhoCorasick(names)

    def find(self, words: str, lower: str, blanks: str | None = None) -> Iterator[Named]:
        """Every name of the register in the words, overlapping ones too; `blanks` saves work if they are `spaced`."""
        last = len(lower)
        blanks = spaced(lower) if blanks is None else blanks
        for index, _, stop in self._automaton.find_matches_as_indexes(blanks, overlapping=True):
            values = self._named[index]
            name, actor = values[0]
            start, end = stop - 1 - len(name), stop - 1
            if "\n" in lower[start:end]:
                continue
            genitive = False
            if end < last and lower[end].isalnum():
                if lower[end] != "s" or (end + 1 < last and lower[end + 1].isalnum()):
                    continue
                genitive = True
            printed = words[start:end]
            short = len(name) <= 6 and " " not in name
            if short and any(printed == one for one, _ in values):
                pass
            elif (
                short
                or not (
                    printed[0].isupper()
                    or actor.type == "government"
                    or _in_lower_case(name)
                    # «regionförbundet södra Småland»
                    or (printed[1:] == name[1:] and not printed.islower())
                )
            ):
                continue
            if short and _OF_STATUTES.match(words, end):
                continue  # «SFS 2017:30»
            if end < last and lower[end] == "-" and end + 1 < last and lower[end + 1].isalnum() and short:
                continue  # «EU-bidrag», «KI-baserad»: no mention of the actor
            if " " not in name and name.lower() in _plurals() and name.lower()[:-2] in words:
                continue  # «Fastighetsägarna» where the text tells of «fastighetsägare»
            if printed.endswith("sson") and _GIVEN_NAME.search(words, max(0, start - 20), start):
                continue  # «Nils Ericsson» is no company
            yield mention_of(actor, start, end, "register", 0.95, genitive)


_OF_STATUTES = re.compile(r" \d{4}:\d")


def _forms(name: str) -> tuple[str, ...]:
    """A name, and one with a coordinated first part also as clerks misprint it: «Klimat-och näringslivsdepartementet»."""
    return (name, name.replace("- ", "-"), name.replace("- ", " - ")) if "- och " in name else (name,)


_GENITIVE = re.compile(r"(s?)(?![\w-])")


def standing(
    words: str, name: str, ending: re.Pattern[str] = _GENITIVE
) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Where a name stands as a word of its own, and what matches its `ending`, by default that of the genitive."""
    at = words.find(name)
    while at >= 0:
        end = at + len(name)
        match = ending.match(words, end)
        alone = match and not (at and (words[at - 1].isalnum() or words[at - 1] in "_-"))
        if match and alone:
            yield at, end, match
        at = words.find(name, end if alone else at + 1)


def unregistered(name: str, type_: str, rule: str, confidence: float) -> Named:
    """An actor that the register does not hold, of no place yet."""
    return Named(slugify(name), name, type_, 0, 0, rule, confidence)


def mentions(
    words: str, one: Named, printed: str = "", ending: re.Pattern[str] = _GENITIVE
) -> Iterator[Named]:
    """Every mention of an actor by its name, or as it is `printed`."""
    for start, end, after in standing(words, printed or one.name, ending):
        yield replace(one, start=start, end=end, genitive=bool(after[1]))


@cache
def _plurals() -> frozenset[str]:
    """Names of the register that are common nouns too."""
    return frozenset(lexicon("actors")["plurals"]["words"])


@cache
def _in_lower_case(name: str) -> bool:
    """Whether a name is one also in lower case: «försäkringskassan», «trafikverket»."""
    known = lexicon("actors")["lower-case"]
    return " " not in name and (
        name.lower().endswith(tuple(known["endings"])) and name.lower() not in known["not"]
    )


@cache
def actor_finder() -> ActorFinder:
    """The finder for the whole register."""
    return ActorFinder(actors().values())


@cache
def places(type_: str) -> dict[str, Registered]:
    """Place names in lower case, as printed before or after the head word → the actor of that type."""
    heads = {
        "municipality": ("kommun", "stad"),
        "region": ("region",),
        "county-board": ("länsstyrelsen i", "länsstyrelsen"),
    }
    found: dict[str, Registered] = {}
    for actor in actors().values():
        if actor.type != type_:
            continue
        for name in actor.names:
            low = name.lower()
            for head in heads.get(type_, ()):
                place = ""
                if low.endswith(f" {head}"):
                    place = low.removesuffix(f" {head}")
                elif low.startswith(f"{head} "):
                    place = low.removeprefix(f"{head} ")
                if place:
                    found.setdefault(place, actor)
                    found.setdefault(place.removesuffix(" län"), actor)
                    if place.endswith("s") and len(place) > 4:
                        found.setdefault(place[:-1], actor)
    return found


def place_actor(place: str, type_: str) -> Registered | None:
    """The municipality, region or county board of a place name: `Solna` → Solna stad."""
    known = places(type_)
    low = place.lower()
    return known.get(low) or known.get(low + "s") or known.get(low.removesuffix("s"))
