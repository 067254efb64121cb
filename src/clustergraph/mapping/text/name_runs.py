"""Names of people that stand side by side without a mark, as lists that lost their line breaks have them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clustergraph.mapping.text.roles import NAME_PATTERN, NAME_RUN, given_names, long_places, no_names
from clustergraph.mapping.text.titles_of_people import is_title
from clustergraph.mapping.text.vocabulary import lexicon, word_set

_WORD = re.compile(r"\S+")
_UNITS: tuple[str, ...] = tuple(lexicon("actors")["lists"]["units"])
_TWO = re.compile(r"([A-ZÅÄÖ]\S+ [A-ZÅÄÖ]\S+) ([A-ZÅÄÖ]\S+ [A-ZÅÄÖ]\S+)")


def names_in(words: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
    """The names of people in `words[start:end]`, those without a mark between them parted before a given name.

    Four words of which no given name is known are two people: «Linda Ek Kjell Berg».
    """
    stop = len(words) if end is None else end
    found: list[re.Match[str]] = []
    for run in NAME_RUN.finditer(words, start, stop):
        parts = list(_WORD.finditer(words, run.start(), run.end()))
        cuts = sorted({run.start(), *_beginnings(run, parts), *_no_parts(run, parts), run.end()})
        for first, last in pairwise(cuts):
            for name in NAME_PATTERN.finditer(words, first, last):
                found += _apart(name)
    return found


def _no_parts(run: re.Match[str], parts: Sequence[re.Match[str]]) -> Iterator[int]:
    """Where words of a run that are no part of a name begin and end: «Anna Ek Paragraf 12», «Anna Ek Avdelningschef»."""
    begun = run.start()
    for word in parts:
        low = word[0].lower()
        named = " " in run.string[begun : word.start() - 1]
        titled = (named or word.start() == run.start()) and _begins_title(word[0])
        if titled or low in no_names() or low.endswith(_UNITS) or (named and low in long_places()):
            yield from word.span()
            begun = word.end() + 1
    if run.string.startswith("- ", run.end()):
        yield run.string.rfind(" ", run.start(), run.end())  # «Anna Ek Trafik- och miljönämnden»


def _begins_title(word: str) -> bool:
    """Whether a word is a title or qualifies one: «Avdelningschef», «Strategisk»."""
    return is_title(word) or word.lower() in word_set("persons", "qualifiers", "words")


def _beginnings(run: re.Match[str], parts: Sequence[re.Match[str]]) -> Iterator[int]:
    """Where the second and later people of a run begin: at a given name after a surname."""
    begun, known = 0, parts[0][0].lower() in given_names()
    before = run.string[max(0, run.start() - 30) : run.start()].rstrip(" ")
    for at in range(1, len(parts)):
        given = parts[at][0].lower() in given_names()
        turned = known and at - begun == 2 and parts[begun][0].lower() not in given_names()
        # «Hörselvården Anna Ek», not «Ek Anna Bo Berg» nor «utredaren Xin Anna Ek»
        led = at == 1 and len(parts) > 2 and parts[2][0].lower() not in given_names()
        led = led and (parts[0][0].endswith(("en", "et")) or not is_title(before.rpartition(" ")[2]))
        if given and (not known or turned) and (led or at - begun > 1) and at + 1 < len(parts):
            yield parts[at].start()
            begun = at
        known = given


def is_common(words: str, word: str) -> bool:
    """Whether a word with a capital is a common noun: long as no surname, or in small letters in the text too."""
    small = word.lower()
    if len(word) >= _LONGEST and "-" not in word and not small.endswith(("son", "sen")):
        return True
    if len(word) < _SHORTEST_NOUN or small in given_names() or small not in words:
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(small)}\w{{0,3}}(?!\w)", words))


_SHORTEST_NOUN, _LONGEST = 5, 14  # letters: «Berg», «Dal» and «Holm» are surnames


def _apart(found: re.Match[str]) -> list[re.Match[str]]:
    two = _TWO.fullmatch(found[0])
    if two is None or two[1].rpartition(" ")[2].lower() in given_names():
        return [found]
    if is_common(found.string, two[2].rpartition(" ")[2]):
        return [found]  # «Anna Ek Dahl Information», cut later
    words = found.string
    first = NAME_PATTERN.match(words, found.start(), found.start() + two.end(1))
    second = NAME_PATTERN.match(words, found.start() + two.start(2), found.end())
    return [first, second] if first and second else [found]
