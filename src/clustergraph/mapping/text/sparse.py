"""Patterns that most of a text cannot match: tried only where a literal stands that they need.

One pass finds the literals of all patterns (Aho and Corasick 1975); that costs less than trying a single
pattern at every character. The matches are the same: docs/decisions/literals-before-patterns.md.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from clustergraph.mapping.text.vocabulary import lexicon


class Sparse:
    """A pattern each of whose matches lies in one line and holds, or looks ahead to, one of a few literals.

    expression: a regular expression, to which the end of a line must be as good as the end of the text.
    needs: the literals, in lower case.
    leads: whether each match begins with one of them, so that it is tried only there and not in the whole line.
    in_word: whether each match begins with the word in which one of them begins, so that it is tried only there.
    """

    def __init__(
        self, expression: str, *needs: str, leads: bool = False, in_word: bool = False, flags: int = 0
    ) -> None:
        self.pattern = re.compile(expression, flags)
        self.needs, self.leads, self.in_word = needs, leads, in_word
        PATTERNS.append(self)
        self._last: Sought | None = None

    def within(self, lower: str, words: str | None = None) -> "Sought":
        """The pattern in a text in lower case or, of the same length, in the `words` with their capitals."""
        text = lower if words is None else words
        last = self._last
        if last is None or last.text is not text:  # as it is for each sentence of a document but the first
            last = self._last = Sought(self, text, _places(lower, len(PATTERNS)).get(self, ()))
        return last


PATTERNS: list[Sparse] = []


def sparse(name: str, key: str) -> Sparse:
    """What the table `sparse` of a lexicon file holds under a key: the expression and its literals."""
    known = lexicon(name)["sparse"][key]
    return Sparse(known["expression"], *known["needs"], leads="leads" in known, in_word="in_word" in known)


class Sought:
    """A pattern in one text, with the places where its literals begin."""

    __slots__ = ("_sparse", "places", "text")  # a text has fifty of them

    def __init__(self, sparse: Sparse, text: str, places: Sequence[int]) -> None:
        self._sparse, self.text, self.places = sparse, text, places

    @property
    def possible(self) -> bool:
        """Whether a literal of the pattern stands in the text at all."""
        return bool(self.places)

    def search(self, start: int, end: int) -> re.Match[str] | None:
        """The first match in a part of the text."""
        first = bisect_left(self.places, start)
        if first == len(self.places) or self.places[first] >= end:
            return None
        return next(self.finditer(start, end), None)

    def finditer(self, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in a part of the text, in order."""
        if not self.places:
            return iter(())  # as in most texts
        stop = len(self.text) if end is None else end
        first = bisect_left(self.places, start)
        within = self.places[first : bisect_left(self.places, stop, first)]
        if self._sparse.leads:
            return self._at_literals(within, start, stop)
        return (self._at_words if self._sparse.in_word else self._in_lines)(within, start, stop)

    def _at_literals(self, places: Iterable[int], start: int, stop: int) -> Iterator[re.Match[str]]:
        match_at = self._sparse.pattern.match
        for place in places:
            if place >= start and (match := match_at(self.text, place, stop)):
                yield match
                start = match.end()

    def _at_words(self, places: Sequence[int], start: int, stop: int) -> Iterator[re.Match[str]]:
        begins = (_word_start(self.text, place) for place in places)
        return self._at_literals(begins, start, stop)

    def _in_lines(self, places: Sequence[int], start: int, stop: int) -> Iterator[re.Match[str]]:
        for place in places:
            if place >= start:
                line = max(start, self.text.rfind("\n", start, place) + 1)
                start = self.text.find("\n", place, stop)
                start = start if start >= 0 else stop
                yield from self._sparse.pattern.finditer(self.text, line, start)


def _word_start(text: str, at: int) -> int:
    """Where the word begins that an offset is in."""
    while at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at -= 1
    return at


@lru_cache(16)
def _places(lower: str, known: int) -> Mapping[Sparse, Sequence[int]]:
    """Where each literal of the patterns so far known begins, or could begin if lines were not parted.

    The words of a document are read with its cells on one line and on a line each: the same places do for both.
    """
    return _places_in_line(lower.replace("\n", " "), known)


@lru_cache(8)
def _places_in_line(lower: str, known: int) -> Mapping[Sparse, Sequence[int]]:
    found: dict[Sparse, list[int]] = defaultdict(list)
    automaton, needing = _automaton(known)
    for index, start, _ in automaton.find_matches_as_indexes(lower, overlapping=True):
        for pattern in needing[index]:
            found[pattern].append(start)
    for places in found.values():
        places.sort()
    return found


@lru_cache(1)
def _automaton(known: int) -> tuple[AhoCorasick, Sequence[Sequence[Sparse]]]:
    """Finds the literals of the patterns so far known; and which patterns need each."""
    needing: dict[str, list[Sparse]] = defaultdict(list)
    for pattern in PATTERNS[:known]:
        for literal in pattern.needs:
            needing[literal].append(pattern)
    # The literals are few enough for the automaton that takes more memory (1.5 MB) and half the time.
    return AhoCorasick(needing, implementation=Implementation.DFA), list(needing.values())
