"""The labels of stances and topics in a document, by where they stand."""

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from clustergraph.mapping.text.clause_words import nested
from clustergraph.mapping.text.judgements import NEGATED
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit, in_reading_order
from clustergraph.mapping.text.vocabulary import Concept, pattern


class Labels:
    """What the words of a document say beside the verbs: stances, judging adjectives and topics.

    Stances inside quotation marks are another's, topics inside a name are none.
    """

    def __init__(self, material: Material, quoted: Set[int]) -> None:
        inside, lower, hits = material.in_names, material.view.lower, material.hits
        self._hits = [hit for hit in hits["topic"] if hit.start not in inside and not _names(hit, lower)]
        self._hits += [
            _harmless(hit) if faults(hit) and _denies_harm(hit, lower) else hit
            for hit in (*hits["stance"], *hits["adjective"])
            if hit.start not in quoted
        ]
        in_reading_order(self._hits)
        self._starts = [hit.start for hit in self._hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """The labels in a clause; the longest label wins where labels overlap."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return nested([hit for hit in self._hits[first:last] if hit.end <= end])


# «bedöms inte få några negativa följder», «ger inga större problem»
_HARM = r"(?:[\w-]+ ){0,2}?(?:negativ|försämr|nackdel|olägenhet|problem|svårighet|merkostnad|merarbete)"
_DENIED = pattern("judgements", "denied")
_OF_HARM = re.compile(rf" ?{_HARM}")
_NEAR = 60  # characters in which a negation stands before what it denies


def _denies_harm(hit: Hit, lower: str) -> bool:
    """Whether a phrase that finds a fault is denied itself, or denies something adverse."""
    words = lower[hit.start : hit.end]
    if words.endswith((" inga", " inget", " ingen")):
        return bool(_OF_HARM.match(lower, hit.end))
    return bool(_OF_HARM.match(words)) and bool(_DENIED.search(lower, max(0, hit.start - _NEAR), hit.start))


def _harmless(hit: Hit) -> Hit:
    return Hit(hit.start, hit.end, replace(hit.concept, slug=NEGATED["criticise"]))


_NAMING = pattern("judgements", "naming")
_ROADS = ("väg ", "länsväg", "riksväg", "europaväg", "järnväg")
_BESIDE = re.compile(r"\b(?:(?:norr|söder|öster|väster) om|längs|utmed|intill|invid|nära) (?:med )?\Z")


def _names(hit: Hit, lower: str) -> bool:
    """Whether a word that tells a topic is only the beginning of a name, or a road or line the place of something."""
    if lower.startswith(_ROADS, hit.start) and _BESIDE.search(lower, max(0, hit.start - 20), hit.start):
        return True  # «tomterna norr om väg 148»: where something lies
    named = _NAMING.search(lower, hit.start, hit.end)
    return (
        named is not None
        and named.start() > hit.start
        and not _labels(hit.concept, lower[hit.start : hit.end])
    )


@lru_cache(1024)
def _labels(concept: Concept, words: str) -> bool:
    """Whether words end as a label does («regleras i lag», «basanslag») rather than only begin as one («kulturnämnd»)."""
    whole = (label for label in concept.phrases if not label.endswith("-"))
    return any(words.endswith(label[1:]) if label[0] == "-" else words == label for label in whole)


_FOR = (" för att ", " där det ", " där det tydligt ")


def faults(hit: Hit) -> bool:
    """Whether a phrase finds a fault by itself."""
    return hit.concept.scheme == "stance" and hit.concept.slug == "criticise"


def describes(hit: Hit, lower: str) -> bool:
    """Whether a phrase only tells which thing is meant («åtgärder som inte ingår i planen»), or who made clear."""
    words = lower[hit.start : hit.end]
    if hit.concept.slug == "request-clarification":
        return words.endswith(("gör", "rar", "ligar"))
    told = words.startswith(("inte ingår", "inte omfattas", "inte berörs", "inte finns"))
    return told and lower.endswith("som ", 0, hit.start)


def purpose(hit: Hit, lower: str) -> bool:
    """Whether making clear is only what something is for or like: «utveckla analysen för att tydliggöra följderna»."""
    return hit.concept.slug == "request-clarification" and lower.endswith(_FOR, 0, hit.start)


def expressing(stance: str) -> Concept:
    """A verb of no form: a stance that the words around it give, a heading, an answer or an imperative."""
    return Concept("verb", "", "", (), expresses=stance)


def bare(at: int, stance: str = "note") -> Hit:
    """A hit of no verb: what introduces a list names the holder only, or announces the stance of its items."""
    return Hit(at, at, expressing(stance))
