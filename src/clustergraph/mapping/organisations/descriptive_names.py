"""Names that a common noun makes: «bostadsrättsföreningen Linden», «bolaget Gruvan», «Nordiska ministerrådet»."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from clustergraph.mapping.organisations.branches import branch_end
from clustergraph.mapping.organisations.name_borders import first_part, genitive, not_first
from clustergraph.mapping.organisations.name_patterns import generic_words
from clustergraph.mapping.text.actors import CAPITAL, Named, mentions, places
from clustergraph.mapping.text.roles import NAME
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import actors, lexicon
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either

_NAME = rf"{CAPITAL}(?: (?:& |i )?{CAPITAL}){{0,3}}"
_GENITIVE = re.compile(r"(:s|s)?(?![\w-])")


def descriptive_names(words: str, lower: str, covered: Collection[int]) -> Iterator[Named]:
    """Every mention of such an organisation; `covered` are the characters of names already known."""
    yield from _noun_and_name(words, lower, covered)
    yield from _adjective_and_noun(words, lower)
    yield from _unions_beside(words, lower)


def _types(section: str) -> dict[str, str]:
    return {word: type_ for type_, words in lexicon("actors")[section].items() for word in words}


@cache
def _nouns() -> tuple[Sparse, dict[str, str]]:
    types = _types("noun-and-name")
    nouns = either(types)
    expression = rf"(?<![\w-])[\wÅÄÖåäö]{{3,20}}(?P<noun>{nouns}) (?P<name>{_NAME})"
    return Sparse(expression, *(f"{noun} " for noun in types), in_word=True), types


def _noun_and_name(words: str, lower: str, covered: Collection[int]) -> Iterator[Named]:
    """A compound noun and a name: «Vägföreningen Björken»; not where the noun is itself a name of the register."""
    pattern, types = _nouns()
    for match in pattern.within(lower, words).finditer():
        start, end = first_part(words, match.start()), match.end()
        if match.start() in covered or match.start("name") in covered:
            continue
        placed = branch_end(words, match.start("name") - 1) if words[start].isupper() else 0
        if _is_no_name(match["name"]) and not placed:  # «Reumatikerdistriktet Uppsala län»
            continue
        end = max(end, placed)
        owns = genitive(words, start, end)
        end -= owns
        name = words[start:end]
        named = Named(slugify(name), name, types[match["noun"]], start, end, "noun-and-name", 0.7, owns)
        yield named
        if match["name"].isupper():  # «Arbetsgivarföreningen KFS», and «KFS» alone
            yield from mentions(words, named, match["name"], _GENITIVE)


@cache
def _described() -> tuple[Sparse, dict[str, str]]:
    types = _types("adjective-and-noun")
    nouns = either(types)
    adjective = (
        r"(?P<adjective>[A-ZÅÄÖ][a-zåäö]+ska|(?<=\w )[A-ZÅÄÖ][a-zåäö]+(?:ra|la|na|iva|ga))"  # «i Stora rådet»
    )
    expression = rf"(?<![\w-]){adjective} [A-ZÅÄÖa-zåäö]*?(?P<noun>(?i:{nouns}))(?=s?(?![\w-]))"
    return Sparse(expression, *types), types


def _adjective_and_noun(words: str, lower: str) -> Iterator[Named]:
    """«Sahlgrenska akademin»: an adjective with a capital and a noun that names a kind of organisation."""
    pattern, types = _described()
    for match in pattern.within(lower, words).finditer():
        if match["adjective"].lower() in not_first():
            continue
        end = match.end()
        own = words[end : end + 1] == "s"
        type_ = types[match["noun"].lower()]
        yield Named(slugify(match[0]), match[0], type_, match.start(), end, "adjective-and-noun", 0.7, own)


@cache
def _heads() -> frozenset[str]:
    heads = lexicon("actors")["heads"]["before"].values()
    return frozenset(word for words in heads for word in words)


def _is_no_name(name: str) -> bool:
    """Whether capitalised words after a noun are a place alone, a word of the sentence or an organisation of their own."""
    first = name.split()[0]
    low = name.lower()
    return (
        low in places("municipality")
        or low in ("sverige", "norden", "europa", "finland", "norge", "danmark", "tyskland")
        or first in _heads()
        or first.lower() in not_first()
        or first.lower() in generic_words()
        or len(name) < 3
    )


@cache
def _unions() -> tuple[Sparse, dict[str, str]]:
    known: dict[str, str] = lexicon("actors")["unions"]
    names = either(known)
    needs = (f", {name.lower()}" for name in known)
    return Sparse(rf"(?P<person>{NAME}), (?P<name>{names})(?=\Z|[\n,;.)]| §| \d)", *needs), known


def _unions_beside(words: str, lower: str) -> Iterator[Named]:
    """«Anna Ek, Vision»: a union by a name that is a common word elsewhere."""
    pattern, known = _unions()
    for match in pattern.within(lower, words).finditer():
        slug = known[match["name"]] or slugify(match["name"])
        name = actors()[slug].name if slug in actors() else match["name"]
        yield Named(slug, name, "association", *match.span("name"), "union-beside-name", 0.8)
