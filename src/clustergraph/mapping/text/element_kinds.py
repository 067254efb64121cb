"""Which kind of element of a plan the words of a heading, lead-in or column name."""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from operator import itemgetter

from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import concepts, lexicon, pattern, word_set

LEVELS = ("goal", "aspect", "focus-area", "development-area", "action", "priority")
# From what holds the others to what is held.
_DEPTHS = ("aspect", "development-area", "focus-area", "goal", "priority", "action")
_DEFINITE = re.compile(r"(?:erna|arna|orna|na|er|ar|en)\Z")
_QUALIFIED = pattern("documents", "qualified-kind")
# «Mål för friluftslivet», «Åtgärder 2025–2027»
_NARROWED = re.compile(
    r"(?<=[\wåäö])(?: (?:för|inom|under) [^,:.]{3,40})?(?: (?:19|20)\d\d(?: ?[–-] ?(?:20)?\d\d)?)?$"
)


@cache
def element_kinds() -> dict[str, str]:
    """The words for kinds of elements, chapters left out."""
    return {
        phrase.lower(): concept.slug
        for concept in concepts("element-kind").values()
        if concept.slug in LEVELS
        for phrase in (concept.label, *concept.phrases)
    }


def kind_of_word(word: str) -> str | None:
    """The kind that a word or phrase in lower case is the name of: «insatsområde», «delmål»."""
    kind = element_kinds().get(word)
    endings: dict[str, str] = lexicon("documents")["plan_headings"]["kinds"]
    if kind is None and word.endswith(("n", "a", "r")) and not word.endswith(tuple(endings)):
        word = _DEFINITE.sub("", word)  # «strategierna», «målen»
    return kind or next((kind for ending, kind in endings.items() if word.endswith(ending)), None)


@lru_cache(128)  # several rules ask for each heading
def announced_kind(heading: str) -> str | None:
    """The kind of what stands under a heading in lower case that only names it: «Åtgärder», «Prioriterade grupper»."""
    heading = heading.strip(" .:")
    if heading[-1:].isdigit() or " för " in heading or " inom " in heading or " under " in heading:
        heading = _NARROWED.sub("", heading)
    said: dict[str, list[str]] = lexicon("documents")["plan_headings"]["said"]
    kind = element_kinds().get(heading) or next((kind for kind in said if heading in said[kind]), None)
    if kind:
        return kind
    match = _QUALIFIED.fullmatch(heading)
    if match is None:
        first, _, second = heading.partition(" och ")  # «Mål- och delmål», «Mål och delmål»
        both = kind_of_word(first.rstrip("-")), kind_of_word(second)
        return both[0] if both[0] == both[1] else None
    return kind_of_word(match["kind"]) or ("priority" if "prioriterade " in heading else None)


def names_measures(heading: str) -> bool:
    """Whether a heading in lower case is over parts that have goals and measures: «Mål och åtgärder», «Våra områden»."""
    return any(kind_of_word(word) for word in re.findall(r"\w+", heading))


_COUNTED = pattern("documents", "counted-kind")
_OF_ALL = pattern("documents", "of-all")


def kind_in(material: Material, start: int, end: int) -> str | None:
    """The last kind of element, in the plural, that the words name."""
    if _OF_ALL.match(material.view.lower, start, end):
        return None
    kinds = material.hits["element-kind"]
    first, last = (bisect_left(kinds, at, key=itemgetter(0)) for at in (start, end))
    found = [hit.concept.slug for hit in kinds[first:last] if hit.concept.slug in LEVELS]
    if "prioriter" in material.view.lower[start:end] and set(found) <= {"action", "priority", "goal"}:
        return "priority"
    if found:
        return found[0] if len(found) == 1 else min(found, key=LEVELS.index)
    counted = _COUNTED.search(material.view.lower, start, end)
    return kind_of_word(counted["kind"]) if counted else None


def below(kind: str, other: str) -> bool:
    """Whether an element of a kind stands under one of the other."""
    return other in _DEPTHS and kind in _DEPTHS and _DEPTHS.index(kind) > _DEPTHS.index(other)


def closes(words: str) -> bool:
    """Whether a heading comes after those of the elements («Uppföljning»), at the same depth where headings have no numbers."""
    return words in word_set("documents", "plan_headings", "closing")


def opens(words: str) -> bool:
    """Whether a heading comes before those of the elements («Bakgrund»)."""
    return words in word_set("documents", "plan_headings", "opening")
