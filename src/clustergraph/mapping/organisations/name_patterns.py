"""Organisations that the register does not hold, by the pattern of their names."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from clustergraph.mapping.organisations.name_borders import (
    after_person,
    beginning,
    field_nouns,
    genitive,
    joined,
    legal_form,
    not_first,
)
from clustergraph.mapping.text.actors import CAPITAL, Named, mention_of, places
from clustergraph.mapping.text.phrases import Hit, Hits
from clustergraph.mapping.text.roles import given_names
from clustergraph.mapping.text.vocabulary import Registered, actors, lexicon
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The pattern of names with a head word, and the type of each head word before and after."""
    known = lexicon("actors")
    before = {word: type_ for type_, words in known["heads"]["before"].items() for word in words}
    after = {word: type_ for type_, words in known["heads"]["after"].items() for word in words}
    endings = {ending: type_ for type_, words in known["endings"].items() for ending in words}
    nouns = either(field_nouns())
    rest = rf"{CAPITAL}(?:(?: i)? {CAPITAL}){{0,4}}"
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<first>{either(before)}) (?P<rest>{rest})"
        rf"|(?P<lead>{CAPITAL}(?: (?:och |& |i (?=\w+ AB\b))?{CAPITAL}){{0,4}}?(?: (?!från|till|samt|inom"
        rf"|över)(?:(?<=s )[a-zåäö]{{4,20}}|{nouns})(?= AB)| \d{{4}}(?= AB))?) (?P<last>{either(after)})(?P<s>s?)(?![\w-])"
        rf"|(?P<word>(?:[A-ZÅÄÖ]\w+- (?:och|samt|&) [a-zåäö]|[A-ZÅÄÖ])\w{{2,40}}?(?P<ending>{either(endings)}))(?P<ws>s?)(?![\w-]))"
    )
    return pattern, before, {**after, **endings}


def _near_heads(pattern: re.Pattern[str], words: str, hits: Iterable[Hit]) -> Iterator[re.Match[str]]:
    """The matches of a costly pattern near the head words that it needs."""
    end = 0
    for hit in hits:
        if hit.end <= end or not _beside_capital(words, hit):
            continue
        line = words.rfind("\n", max(end, hit.start - 90), hit.start) + 1
        near = pattern.search(words, line or max(end, hit.start - 90), hit.end + 90)
        match = pattern.match(words, near.start()) if near else None  # whole, where its surroundings cut it
        while match:
            end = match.end()
            yield match
            match = pattern.search(words, end, hit.end + 60) if end < hit.start else None


def _beside_capital(words: str, hit: Hit) -> bool:
    """Whether a head word, the word before it or the one after it has a capital letter, as all names have with it."""
    if words[hit.start].isupper() or words[hit.end + 1 : hit.end + 2].isupper():
        return True
    last = max(0, hit.start - 1)
    before = max(words.rfind(" ", 0, last), words.rfind("\n", 0, last)) + 1
    # «Jordbruks- och vattenverket»
    return words[before].isupper() or words.endswith(("- och ", "- samt ", "- & "), 0, hit.start)


def by_pattern(words: str, hits: Iterable[Hit]) -> Iterator[Named]:
    """Names that the register does not hold, known by their head word or ending."""
    pattern, before, after = _heads()
    generic = generic_words()
    for match in _near_heads(pattern, words, hits):
        start = match.start()
        if match["first"] == "AB" and _between_names(words, start, match["rest"]):
            continue
        if match["first"]:
            end, type_ = _before_person(words, match.start("rest"), match.end("rest")), before[match["first"]]
            end, owns = _end_after_head(words, start, end, type_)
            rule, sure = "name-after-head-word", 0.7
        elif match["last"]:
            owns, type_ = bool(match["s"]), after[match["last"]]
            end = match.end() - len(match["s"])
            end = end if owns else _before_form(words, legal_form(words, joined(words, end)))
            rule, sure = "name-before-head-word", 0.75
        else:
            end, type_, owns = match.end("word"), after[match["ending"]], bool(match["ws"])
            type_ = "association" if match["word"].endswith("nätverket") else type_
            rule, sure = "name-by-ending", 0.7
        if not match["first"]:
            start += beginning(words, start, end)
            start += after_person(words[start:end]) if type_ in _PUBLIC else 0
        name = words[start:end]
        if type_ == "region" and name.rpartition(" ")[2].lower() in lexicon("actors")["branches"]["compass"]:
            continue  # «Trafikverket Region Syd»
        if len(name) < 3 or name.lower() in generic or (start > match.start() and " " not in name):
            continue
        if name.startswith("Sveriges ") and type_ in ("region", "municipality"):
            continue  # «Sveriges landsting» are all of them
        if match["last"] and _described(words, start, name):
            continue
        town = _of_town(name, type_)
        known = town or misspelt(name, type_)
        if known:
            yield mention_of(known, start, end, "town-name" if town else "misspelt-name", 0.8, owns)
        else:
            yield Named(slugify(name), name, type_, start, end, rule, sure, owns)


# «Dala Energi Elnät AB», «Mora–Orsa Life Science Råd»
_FORM = re.compile(
    rf"(?:(?: {CAPITAL}){{1,2}} (?:AB|HB)| (?:Råd|Council|Kluster|Cluster|Nätverk|Network|Allians|Cent(?:er|re|rum)|Forum))(?![\w-])"
)


def _before_form(words: str, end: int) -> int:
    """Where a name ends that goes on to its legal form or its last noun after a noun that can end it."""
    more = _FORM.match(words, end)
    return more.end() if more else end


def _before_person(words: str, start: int, end: int) -> int:
    """Where the rest of a name ends that runs on into a person's: «Region Mora Anna Ek»."""
    own, *further = re.finditer(r"[^ ]+", words[start:end])
    person = next((one for one, _ in pairwise(further) if one[0].lower() in given_names()), None)
    return start + person.start() - 1 if person and own[0].lower() not in given_names() else end


def _between_names(words: str, start: int, rest: str) -> bool:
    """Whether «AB» ends the name before it and a person's follows: «Dala Fastigheter AB Anna Ek»."""
    given = rest.split()[0].lower().split("-")[0]
    return bool(_NAMED_BEFORE.search(words, max(0, start - 30), start)) and given in given_names()


_NAMED_BEFORE = re.compile(r"[A-ZÅÄÖ][\w-]+ \Z")
_DESCRIBED = re.compile(r"[A-ZÅÄÖ][a-zåäö]+a (?:universitet|högskola)")


def _described(words: str, start: int, name: str) -> bool:
    """Whether an adjective describes some of a kind at the beginning of a sentence: «Starka universitet kräver …»."""
    place = name.partition(" ")[0].lower()
    opens = _OPENS.search(words[max(0, start - 3) : start])
    return bool(opens and _DESCRIBED.fullmatch(name)) and place not in places("municipality")


_OPENS = re.compile(r"(?:\A|[.!?:] |[\n•–»\"])\Z")
_PUBLIC = frozenset({"municipality", "region", "university", "court", "hospital"})
_OFFICES = re.compile(r"(?:,? (?:och|samt) [a-zåäö]\w+)+")
# «Länsstyrelsen i Skåne län», «Svenska Kyrkans Unga i Lunds stift», «Stiftelsen Borgens vänner»
_FURTHER = re.compile(r" (?:län|(?<=s )stift|vänner|minne)(?![\w-])")
_NUMBERED = re.compile(r" (?:nr )?\d{1,3}(?![\w:.–-])")  # «Brf Linden 2»
_HOUSES = ("Brf ", "BRF ", "Bostadsrättsföreningen ", "Samfällighetsföreningen ")


def _end_after_head(words: str, start: int, end: int, type_: str) -> tuple[int, bool]:
    """Where a name ends that begins with its head word, and whether the ending of the genitive follows."""
    if type_ == "region" and words[end - 1] == "s":
        return end - 1, True
    if genitive(words, start, end):
        return end - 1, True
    further = _FURTHER.match(words, end)
    end = further.end() if further else end
    if type_ in ("foundation", "association", "municipal-association"):
        end = joined(words, end)
    if numbered := _NUMBERED.match(words, end) if words.startswith(_HOUSES, start) else None:
        end = numbered.end()
    if type_ == "office":
        more = _OFFICES.match(words, end)
        end = more.end() if more else end
    return legal_form(words, end), False


_OF_NAME = re.compile(
    rf"(?<![\w-])(?:{CAPITAL} )?[A-ZÅÄÖ][a-zåäö-]{{2,}}(?<!erna)(?<!orna)(?<!garna)(?<!Stat)s $|(?<![\w-])[A-ZÅÄÖ]{{2,8}}:s $"
    r"|(?<![\w-])[A-ZÅÄÖ][a-zåäö]+ (?:älv|å|ö|vik|sjö|viken|kusten|sund)s $"  # «Göta älvs»
)


def compounds(words: str, lower: str, hits: Hits) -> Iterator[Named]:
    """A name in the genitive and a common noun: «Svealands vattenvårdsförbund»."""
    for hit in hits["compound"]:
        near = max(0, hit.start - 50, lower.rfind("\n", 0, hit.start) + 1)
        name = _OF_NAME.search(words[near : hit.start])
        if name is None and hit.concept.slug in ("body", "office"):
            name = re.search(rf"(?<![\w-]){CAPITAL} $", words[near : hit.start])  # «Farsta stadsdelsnämnd»
        if name is None:
            place = re.search(r"(?<![\w-])([A-ZÅÄÖ][a-zåäö]+) $", words[near : hit.start])
            name = place if place and place[1].lower() in places("municipality") else None
        district = hit.concept.slug in ("body", "office")  # «Kungsholmens stadsdelsnämnd»
        if not name:
            continue
        inside = _IN_SENTENCE.search(words, max(0, near + name.start() - 20), near + name.start())
        if not district and _is_common(name[0].split()[-1], inside):
            continue
        start = near + name.start()
        first = words[start : hit.start].split()[0]
        points = lexicon("actors")["branches"]["compass"]
        # «Högskolan Väst, Karlstads universitet» in a run
        listed = " " in name[0].strip() and first.lower() in points
        paper = district and " " in name[0].strip() and not first.lower().endswith("ra")
        owned = name[0].split()[-1].lower() in _OWNERS
        if owned and words[hit.start : hit.end] == "organisation":
            continue  # «Malmö stads organisation»
        if first.lower() in not_first() or paper or listed:  # «Årsrapport Kungsholmens stadsdelsnämnd»
            start += len(first) + 1
        printed = words[start : hit.end]
        if district and not words[hit.start : hit.end].lower().startswith(_DISTRICTS):
            start = hit.start  # whose it is, is an actor beside it: «SULF:s kongress»
        yield Named(slugify(printed), printed, hit.concept.slug, start, hit.end, "place-and-noun", 0.6)


_OWNERS = ("stads", "kommuns", "regions", "läns", "landstings", "universitets")
_DISTRICTS = ("stadsdel", "kommundel", "distrikt", "kyrko", "e-nämnd")
_IN_SENTENCE = re.compile(r"[a-zåäö,] \Z")


def _is_common(genitive: str, inside: object) -> bool:
    """Whether a genitive is that of a common noun in definite form («Kommunens»), and not of a place («Mälarens»).

    inside: whether it stands inside a sentence, where only a name has a capital.
    """
    base = genitive.lower().removesuffix("s")
    if not base.endswith(("en", "et")):
        return False
    if (inside and len(base) > 7 and base not in generic_words()) or base.endswith(
        tuple(lexicon("actors")["lie-of-land"]["endings"])
    ):
        return False
    return base not in lexicon("actors")["branches"]["areas"] and not any(
        base in places(type_) for type_ in ("municipality", "region", "county-board")
    )


@cache
def _by_type(type_: str) -> dict[str, Registered]:
    return {name.lower(): actor for actor in actors().values() if actor.type == type_ for name in actor.names}


def _of_town(name: str, type_: str) -> Registered | None:
    """The municipality that a name by its town is: «Uppsala stad»."""
    town = name.lower().removesuffix(" stad")
    return places("municipality").get(town) if type_ == "municipality" and town != name.lower() else None


@lru_cache(maxsize=4096)
def misspelt(name: str, type_: str) -> Registered | None:
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
def generic_words() -> frozenset[str]:
    """Words that are no name when they stand alone."""
    return frozenset(lexicon("actors")["generic"]["words"])
