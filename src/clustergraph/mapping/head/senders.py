"""Organisations that no register shows, known by saying that they answer: «X har beretts tillfälle att», «X:s remissvar»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from clustergraph.mapping.text.actors import Named, places, standing
from clustergraph.mapping.text.sparse import Sparse, sparse
from clustergraph.mapping.text.vocabulary import lexicon, pattern, word_set
from clustergraph.namespaces import slugify

_REACH = 2_500  # characters in which a sender says that it answers
_HEAD = 600
_LONGEST = 160  # characters from the beginning of a sentence to its verb
_ANSWERS = sparse("documents", "senders-answers")
_ASKED = sparse("documents", "senders-asked")
_MAY = re.compile(r" (?:möjlighet|tillfälle) att")
_WORD = r"[\w&’'-]+"
_NAME = rf"(?P<name>[A-ZÅÄÖ]{_WORD}(?: (?:– )?{_WORD}){{0,6}})"
_NAMED = re.compile(
    rf"(?:(?P<before>[A-ZÅÄÖ]{{2,8}}), )?{_NAME}(?: \((?P<short>[A-ZÅÄÖ][\w&-]{{1,30}}(?: [\w&-]{{1,20}}){{0,4}})\)| \([a-zåäö][^()]{{2,40}}\))?"
    r"(?:, (?P<initials>[A-ZÅÄÖ]{2,8})(?=,))?(?:, (?:som|en|ett|den|det) [^.\n,]{3,90}(?=,))?"
    r"(?:, (?:nedan|härefter)(?: kallad| kallat| kallade)? (?P<alias>[\w&-]{2,30}))?,?"
)
_SENTENCE = re.compile(r"[.!?:•] |(?<!\w )– |\n")
_PAPERS = (" yttrande", " remissvar", " remissyttrande", " synpunkter", " svar", " ställningstagande")
_SPEAKS: tuple[str, ...] = tuple(lexicon("documents")["lists"]["answers"])
_TITLES = (
    Sparse(rf"(?<![^\n]){_NAME}(?<=\ws)(?P<genitive>)(?:{'|'.join(_PAPERS)})\b", *_PAPERS),
    Sparse(rf"(?<![^\n]){_NAME}:s(?:{'|'.join(_PAPERS)})\b", *_PAPERS),
    Sparse(rf"(?<![^\n]){_NAME}(?:{'|'.join(_SPEAKS)})\b", *_SPEAKS),
    Sparse(
        rf"[Ss]å (?:här )?(?:svara(?:de|r)|tycker|yttra(?:de|r) sig) {_NAME}(?= på| om| över|$|\n|:|\.|\?)",
        *("så svara", "så här svara", "så tycker ", "så här tycker ", "så yttra", "så här yttra"),
    ),
    Sparse(
        rf"(?:[Yy]ttrande|[Rr]emissvar|[Ss]ynpunkter|[Ss]var)(?: (?:till|om|över) [^\n]{{3,110}}?)? från {_NAME}(?= på| över| angående| avseende| gällande|$|\n|:)",
        *("yttrande ", "remissvar ", "synpunkter ", "svar "),
    ),
)
_CLAUSE = word_set("documents", "lists", "words-of-clauses")
_FINITE = re.compile(r"[a-zåäö]{2,}(?:rar|erar|nar|lar|tar|kar|dar|ger)")
_PREFIX = pattern("documents", "senders-prefix")
_ABBREVIATED = re.compile(r"([A-ZÅÄÖ]{2,8}) – ")  # «FSK – Förskolor i Sverige»
# What a name goes on with after one of the register that is another's: «Sveriges Konsumenter i Samverkan».
_SHOUTED = (" FÖR", " MOT", " OCH")  # in the midst of a name: «Förbundet FÖR rättvis vård»
_LONGER = re.compile(r"(?: (?:i|för|mot|&))?(?: [A-ZÅÄÖ][\w-]+){1,3}")


def find_senders(words: str, lower: str, known: Sequence[Named]) -> list[Named]:
    """Every mention of each such sender, by its name and by the short name it gives itself; none overlaps the `known`."""
    taken = [(one.start, one.end) for one in known]
    kept: list[Named] = []
    registered = {(one.start, one.end): one for one in known}
    found: dict[str, dict[str, str]] = {}
    for printed, start, end, told in _found(words, lower):
        name = _PREFIX.sub("", printed)
        abbreviated = _ABBREVIATED.match(name)
        if abbreviated and (one := registered.get((start, end))):
            kept += [
                replace(short, slug=one.slug, name=one.name, type=one.type)
                for short in _mentions(words, abbreviated[1], one.name)
                if not any(short.start < b and a < short.end for a, b in taken)
            ]
        inside = [(a, b) for a, b in taken if start < b and a < end]
        if any(a != start or b >= end or not _goes_on(words[b:end], registered[a, b]) for a, b in inside):
            continue
        if not _is_name(name):
            continue
        shorter = {registered[span].name for span in inside}
        taken = [span for span in taken if span not in registered or registered[span].name not in shorter]
        forms = found.setdefault(name, {name: name})
        shorts = (*told, abbreviated[1] if abbreviated else None)
        forms.update({short: name for short in shorts if short and short[0].isupper()})
    mentions = (
        one for forms in found.values() for form in forms for one in _mentions(words, form, forms[form])
    )
    taken += [(one.start, one.end) for one in kept]
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if not any(one.start < b and a < one.end for a, b in taken):
            taken.append((one.start, one.end))
            kept.append(one)
    return kept


def _goes_on(rest: str, known: Named) -> bool:
    """Whether the words after a name make it another's, and not that of a place, which a branch's name can hold."""
    if known.name.endswith(_SHOUTED):
        return True
    if known.type == "association" and known.rule != "register":
        return bool(_LONGER.fullmatch(rest))  # «Naturskyddsföreningen Sundsvall Ånge»
    place = rest.rpartition(" ")[2].lower()
    return bool(_LONGER.fullmatch(rest)) and place not in (*places("municipality"), *places("county-board"))


def answering(words: str, lower: str) -> set[int]:
    """Where the names end, known or not, of those who say that they answer."""
    return {end for _, _, end, _ in _found(words, lower)}


_Found = tuple[str, int, int, tuple[str | None, str | None]]


@lru_cache(8)
def _found(words: str, lower: str) -> tuple[_Found, ...]:
    """Names, where they stand, and the short names introduced with them."""
    return (*_by_verb(words, lower), *_by_title(words, lower))


def _by_verb(words: str, lower: str) -> Iterator[_Found]:
    for verb in _ANSWERS.within(lower, words).finditer(0, _REACH):
        begin = max(0, verb.start() - _LONGEST)
        for border in _SENTENCE.finditer(words, begin, verb.start()):
            begin = border.end()
        yield from _name_between(words, begin, verb.start())
    for asked in _ASKED.within(lower, words).finditer(0, _REACH):
        may = _MAY.search(words, asked.end(), asked.end() + _LONGEST)
        if may:
            yield from _name_between(words, asked.end(), may.start())


# The first line, where it explains its own letters: «SKÖN – Samverkan kring Östersjöns natur».
_EXPLAINED = re.compile(r"(?P<short>[A-ZÅÄÖ]{2,8}) [–-] (?P<name>[A-ZÅÄÖ][^\n]{5,70})\n")


def _by_title(words: str, lower: str) -> Iterator[_Found]:
    first = _EXPLAINED.match(words)
    letters = iter(first["name"].upper() if first else "")
    if first and "nämnd" not in first["name"] and all(letter in letters for letter in first["short"]):
        yield first["name"], *first.span("name"), (first["short"], None)
    for title in _TITLES:
        for match in title.within(lower, words).finditer(0, _HEAD):
            start, end = match.span("name")
            end -= "genitive" in match.groupdict()
            # «Barnens synpunkter»
            if words[start:end].lower() not in word_set("positions", "reported", "words"):
                yield words[start:end], start, end, (None, None)


def _name_between(words: str, start: int, end: int) -> Iterator[_Found]:
    match = _NAMED.fullmatch(words, start, end)
    if match:
        yield (
            match["name"],
            start,
            match.end("name"),
            (match["short"] or match["initials"] or match["before"], match["alias"]),
        )


_GENITIVE = re.compile(r"(:s|s)?(?![\w-])")


def _mentions(words: str, form: str, name: str) -> Iterator[Named]:
    for start, end, ending in standing(words, form, _GENITIVE):
        yield Named(slugify(name), name, "association", start, end, "says-it-answers", 0.7, bool(ending[1]))


@cache
def _not_names() -> frozenset[str]:
    """Words that no name of a sender begins with: what senders call themselves, pronouns, the papers they answer."""
    known = lexicon("actors")
    own = {word for words in known["self"].values() for word in words}
    return frozenset(
        [
            *own,
            *known["generic"]["words"],
            *known["speaking"]["not"],
            *lexicon("documents")["no_sender"]["words"],
        ]
    )


def _is_name(name: str) -> bool:
    first, *rest = name.split()
    common = first.lower() in _not_names() and f" {rest[0] if rest else first}" not in _SHOUTED
    if common or not _CLAUSE.isdisjoint(rest) or any(c.isdigit() for c in name):
        return False
    # «Skälen för länsstyrelsens ställningstagande» is no name.
    ends = rest and (rest[-1] in ("och", "samt") or rest[-1] in _not_names())
    return not ends and not any(map(_FINITE.fullmatch, rest))
