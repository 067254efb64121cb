"""The organisations that a text names: those of the register, and others by the pattern of their names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick

from clustergraph.mapping.phrases import Hit, spaced
from clustergraph.mapping.vocabulary import Registered, actors, lexicon
from clustergraph.namespaces import slugify

_CAPITAL = r"[A-ZÅÄÖÉ][\w&’'-]*"
_UNITS = frozenset({"body", "office"})


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the text names it in `words[start:end]` (a genitive ending left out).

    `slug` and `name` are those of the register, or made from the words; `unit_of` is the slug of the
    organisation that a body belongs to, where the register or the words say it.
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

    @property
    def unit(self) -> bool:
        """Whether it is a body or an office of an organisation."""
        return self.type in _UNITS


class ActorFinder:
    """Finds the actors of the register in a text, in one pass."""

    def __init__(self, registered: Iterable[Registered]) -> None:
        names: dict[str, list[tuple[str, Registered]]] = defaultdict(list)
        for actor in registered:
            for name in actor.names:
                names[spaced(name.lower())[:-1]].append((name, actor))
        self._automaton = ahocorasick.Automaton()
        for key, values in names.items():
            self._automaton.add_word(key, values)
        if names:
            self._automaton.make_automaton()

    def find(self, words: str, lower: str) -> Iterator[Named]:
        """Every name of the register in the words, overlapping ones too."""
        if not len(self._automaton):
            return
        last = len(lower)
        for index, values in self._automaton.iter(spaced(lower)):
            name, actor = values[0]
            start, end = index - len(name), index
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
            elif short or not (printed[0].isupper() or actor.type == "government"):
                continue
            if end < last and lower[end] == "-" and end + 1 < last and lower[end + 1].isalnum() and short:
                continue  # «EU-bidrag», «KI-baserad»: no mention of the actor
            yield Named(
                actor.slug, actor.name, actor.type, start, end, "register", 0.95, genitive, actor.unit_of
            )


@cache
def actor_finder() -> ActorFinder:
    """The finder for the whole register."""
    return ActorFinder(actors().values())


def find_actors(words: str, lower: str, hits: Iterable[Hit], lines: Iterable[str] = ()) -> list[Named]:
    """Every mention of an actor by name, in order, the longest where names overlap.

    `lines` are lines of the head and the signature, where an organisation that nothing else shows to be
    one prints its own name.
    """
    found = list(actor_finder().find(words, lower))
    covered: set[int] = set()
    for one in found:
        covered.update(range(one.start, one.end))
    found += [
        *_by_pattern(
            words, [hit for hit in hits if hit.concept.scheme == "head" and hit.start not in covered]
        )
    ]
    found += _units(words, lower, hits)
    found += [*_coordinated(words), *_compounds(words, lower, hits)]
    found = [one for one in found if not _in_address(words, one)]
    kept = _longest(found)
    kept = _longest([*kept, *_of_letterhead(words, lines, kept)])
    return _longest([*kept, *_abbreviated(words, kept)])


def _of_letterhead(words: str, lines: Iterable[str], known: list[Named]) -> Iterator[Named]:
    """A name that stands alone on a line of the head and again in the text: an unknown issuer."""
    taken = {words[one.start : one.end] for one in known}
    for line in dict.fromkeys(lines):
        name = line.strip()
        if (
            name in taken
            or name.lower() in _generic()
            or not re.fullmatch(rf"{_CAPITAL}(?: (?:{_CAPITAL}|\w+)){{0,5}}", name)
        ):
            continue
        if any(one in name for one in taken) or re.search(r"\d", name) or words.count(name) < 2:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(s?)(?![\w-])", words):
            yield Named(
                slugify(name),
                name,
                "association",
                match.start(),
                match.end() - len(match[1]),
                "name-in-letterhead",
                0.6,
                bool(match[1]),
            )


def _in_address(words: str, one: Named) -> bool:
    """Whether a name is part of an e-mail or web address."""
    before, after = words[max(0, one.start - 1) : one.start], words[one.end : one.end + 2]
    return before in ("@", ".", "/") or (
        after[:1] in ("@", ".") and after[1:].isalpha() and after[1:].islower()
    )


def _longest(found: list[Named]) -> list[Named]:
    """Without the mentions that lie within or overlap a longer or surer one."""
    found.sort(key=lambda one: (one.start, -one.end, -one.confidence))
    kept: list[Named] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            if one.end - one.start > kept[-1].end - kept[-1].start:
                kept[-1] = one
            continue
        kept.append(one)
    return kept


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


_PLACES = rf"{_CAPITAL}(?: {_CAPITAL})?(?:, {_CAPITAL}(?: {_CAPITAL})?)*,? (?:och|samt|respektive) {_CAPITAL}(?: {_CAPITAL})?"


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns of coordinated places after and before a head word, and the type of each head word."""
    known = lexicon("actors")["coordination"]
    before = {word: type_ for type_, words in known["before"].items() for word in words}
    after = {word: type_ for type_, words in known["after"].items() for word in words}
    return (
        re.compile(rf"\b(?P<head>(?i:{'|'.join(before)})) (?P<places>{_PLACES}|{_CAPITAL})"),
        re.compile(rf"(?P<places>{_PLACES}) (?P<head>{'|'.join(after)})\b"),
        before | after,
    )


def _coordinated(words: str) -> Iterator[Named]:
    """«kommunerna Solna och Nacka», «Knivsta och Enköpings kommuner»: one actor for each place known."""
    before, after, types = _lists()
    for pattern, heads in ((before, _BEFORE_PLACES), (after, _AFTER_PLACES)):
        for match in _around(pattern, heads, words):
            type_ = types[match["head"].lower()]
            base = match.start("places")
            for place in re.finditer(rf"{_CAPITAL}(?: {_CAPITAL})?", match["places"]):
                printed = place[0]
                if printed.split()[0].lower() in _NOT_FIRST:
                    printed = printed.partition(" ")[2]
                actor = place_actor(printed, type_)
                if actor:
                    start, end = base + place.end() - len(printed), base + place.end()
                    yield Named(
                        actor.slug,
                        actor.name,
                        actor.type,
                        start,
                        end,
                        "coordinated-places",
                        0.85,
                        False,
                        None,
                    )


_BEFORE_PLACES = re.compile(
    r"ommunerna [A-ZÅÄÖ]|ommuner som [A-ZÅÄÖ]|tä[d]erna [A-ZÅÄÖ]|egionerna [A-ZÅÄÖ]|elserna i [A-ZÅÄÖ]"
)
_AFTER_PLACES = re.compile(r"[A-ZÅÄÖ][\w-]+ kommuner\b")


def _around(pattern: re.Pattern[str], heads: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """The matches of a costly pattern near the words without which it has none."""
    end = 0
    for head in heads.finditer(words):
        line = words.rfind("\n", max(end, head.start() - 150), head.start()) + 1
        match = pattern.search(words, line or max(end, head.start() - 150), head.end() + 200)
        if match:
            end = match.end()
            yield match


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The pattern of names with a head word, and the type of each head word before and after."""
    known = lexicon("actors")
    before = {word: type_ for type_, words in known["heads"]["before"].items() for word in words}
    after = {word: type_ for type_, words in known["heads"]["after"].items() for word in words}
    endings = {ending: type_ for type_, words in known["endings"].items() for ending in words}

    def any_of(heads: dict[str, str]) -> str:
        return "|".join(sorted(map(re.escape, heads), key=len, reverse=True))

    rest = rf"{_CAPITAL}(?:(?: i)? {_CAPITAL}){{0,4}}"
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<first>{any_of(before)}) (?P<rest>{rest})"
        rf"|(?P<lead>{_CAPITAL}(?: (?:och |& )?{_CAPITAL}){{0,4}}?(?: [a-zåäö]{{4,20}}(?= AB))?) (?P<last>{any_of(after)})(?P<s>s?)(?![\w-])"
        rf"|(?P<word>[A-ZÅÄÖ]\w{{3,40}}?(?P<ending>{any_of(endings)}))(?P<ws>s?)(?![\w-]))"
    )
    return pattern, before, {**after, **endings}


def _near_heads(pattern: re.Pattern[str], words: str, hits: Iterable[Hit]) -> Iterator[re.Match[str]]:
    """The matches of a costly pattern near the head words that it needs."""
    end = 0
    for hit in hits:
        if hit.end <= end:
            continue
        line = words.rfind("\n", max(end, hit.start - 90), hit.start) + 1
        match = pattern.search(words, line or max(end, hit.start - 90), hit.end + 90)
        while match:
            end = match.end()
            yield match
            match = pattern.search(words, end, hit.end + 1) if end < hit.start else None


def _by_pattern(words: str, hits: Iterable[Hit]) -> Iterator[Named]:
    """Names that the register does not hold, known by their head word or ending."""
    pattern, before, after = _heads()
    generic = _generic()
    for match in _near_heads(pattern, words, hits):
        if match["first"]:
            name, type_, end, genitive = match[0], before[match["first"]], match.end(), False
            if name.endswith("s") and type_ in ("region",):
                name, end, genitive = name[:-1], end - 1, True
            if type_ == "office":
                more = re.compile(r"(?:,? (?:och|samt) [a-zåäö]\w+)+").match(words, end)
                end = more.end() if more else end
                name = words[match.start() : end]
            rule, sure = "name-after-head-word", 0.7
        elif match["last"]:
            genitive = bool(match["s"])
            end = match.end() - len(match["s"])
            name, type_ = words[match.start() : end], after[match["last"]]
            rule, sure = "name-before-head-word", 0.75
        else:
            name, type_, end = match["word"], after[match["ending"]], match.end("word")
            genitive, rule, sure = bool(match["ws"]), "name-by-ending", 0.7
        if name.lower() in generic or (name.split()[0].lower() in _NOT_FIRST and not match["first"]):
            continue
        known = _misspelt(name, type_)
        if known:
            yield Named(
                known.slug,
                known.name,
                known.type,
                match.start(),
                end,
                "misspelt-name",
                0.8,
                genitive,
                known.unit_of,
            )
        else:
            yield Named(slugify(name), name, type_, match.start(), end, rule, sure, genitive)


_OF_NAME = re.compile(
    rf"(?<![\w-])(?:{_CAPITAL} )?[A-ZÅÄÖ][a-zåäö-]{{2,}}(?<!en)(?<!et)(?<!erna)(?<!orna)(?<!garna)(?<!Sverige)(?<!Stat)s $"
)


def _compounds(words: str, lower: str, hits: Iterable[Hit]) -> Iterator[Named]:
    """A name in the genitive and a common noun: «Svealands vattenvårdsförbund»."""
    for hit in hits:
        if hit.concept.scheme != "compound" or not words[hit.start].islower():
            continue
        near = max(0, hit.start - 50, lower.rfind("\n", 0, hit.start) + 1)
        name = _OF_NAME.search(words[near : hit.start])
        if not name:
            continue
        start = near + name.start()
        first = words[start : hit.start].split()[0]
        if first.lower() in _NOT_FIRST:
            start += len(first) + 1
        printed = words[start : hit.end]
        yield Named(slugify(printed), printed, hit.concept.slug, start, hit.end, "place-and-noun", 0.6)


# Words with a capital letter only because they begin the sentence.
_NOT_FIRST = frozenset(
    [
        "denna",
        "detta",
        "dessa",
        "den",
        "det",
        "de",
        "en",
        "ett",
        "vår",
        "vårt",
        "våra",
        "alla",
        "varje",
        "ingen",
        "inget",
        "berörda",
        "andra",
        "övriga",
        "samma",
        "respektive",
        "i",
        "och",
        "för",
        "av",
        "med",
        "från",
        "till",
        "vid",
        "på",
        "om",
        "när",
        "där",
        "som",
        "att",
        "enligt",
        "inom",
        "genom",
        "både",
        "även",
        "också",
        "samt",
        "denne",
        "dess",
        "sina",
        "sin",
        "sitt",
        "flera",
        "många",
        "vissa",
        "nuvarande",
        "nya",
        "ny",
        "eget",
        "egen",
    ]
)


@cache
def _by_type(type_: str) -> dict[str, Registered]:
    return {name.lower(): actor for actor in actors().values() if actor.type == type_ for name in actor.names}


@cache
def _misspelt(name: str, type_: str) -> Registered | None:
    """The actor of the register that a name is one typing error away from: «Upsala kommun»."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    if type_ not in ("municipality", "region", "county-board", "university", "agency", "ministry"):
        return None
    known = _by_type(type_)
    best = process.extractOne(
        name.lower(),
        known.keys(),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=1 if len(name) < 14 else 2,
    )
    if best is None or slugify(best[0])[:1] != slugify(name)[:1]:
        return None
    # One letter too few or too many: another place differs in its first letters.
    return known[best[0]] if best[1] <= 1 or len(name) > 18 else None


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("actors")["generic"]["words"])


def _units(words: str, lower: str, hits: Iterable[Hit]) -> Iterator[Named]:
    """Boards, councils and offices by their endings, also in lower case: «miljö- och byggnadsnämnden»."""
    generic = _generic()
    inner = lexicon("actors")["inner"]
    for hit in hits:
        if hit.concept.scheme != "actor-type" or hit.concept.slug not in inner["types"]:
            continue
        start, end = hit.start, hit.end
        word = lower[start:end]
        genitive = word.endswith(("ens", "ets", "iges"))
        base = word[:-1] if genitive else word
        if not base.endswith(("en", "et", "fullmäktige")):
            continue
        stop = end - 1 if genitive else end
        if base in generic:
            continue
        start = _first_word(words, lower, start)
        if genitive:
            unit = re.match(rf" ({'|'.join(inner['units'])})(s?)(?!\w)", lower[end : end + 40])
            if unit:
                stop, genitive = end + unit.end(1), bool(unit[2])
        name = words[start:stop]
        name = name[0].upper() + name[1:]
        yield Named(slugify(name), name, hit.concept.slug, start, stop, "body-by-ending", 0.75, genitive)


def _first_word(words: str, lower: str, start: int) -> int:
    """Where a name with a hyphenated first part begins: «hälso- och sjukvårdsnämnden»."""
    match = re.search(r"((?:[\w-]+-, )*[\w-]+- (?:och|samt) )$", lower[max(0, start - 60) : start])
    if match:
        return start - len(match[1])
    adjective = re.search(r"(?<![\w.])([A-ZÅÄÖ][a-zåäö]+[a] )$", words[max(0, start - 25) : start])
    if adjective and words[start].islower() and adjective[1].strip().lower() not in _NOT_FIRST:
        return start - len(adjective[1])
    match = re.search(r"((?:[A-ZÅÄÖ]\w+, )*[A-ZÅÄÖ]\w+ och )$", words[max(0, start - 60) : start])
    if match and lower[start - 1] == " " and not words[start].isupper():
        return start - len(match[1])
    return start


_BRACKET = re.compile(r" \(((?:[A-ZÅÄÖ][\wÅÄÖåäö&-]{1,11}))\)")


def _abbreviated(words: str, named: list[Named]) -> Iterator[Named]:
    """Later uses of an abbreviation that the text introduces in brackets after a name."""
    introduced: dict[str, Named] = {}
    for one in named:
        match = _BRACKET.match(words, one.end)
        if match and match[1] not in introduced:
            introduced[match[1]] = one
    for short, one in introduced.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?=s?(?!\w)|:s)", words):
            yield replace(one, start=match.start(), end=match.end(), rule="abbreviation", confidence=0.9)
