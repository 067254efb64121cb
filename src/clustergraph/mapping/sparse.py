"""Patterns that most of a text cannot match: tried only in the lines that hold a literal that they need.

One pass finds the literals of all patterns (Aho and Corasick 1975); that costs less than trying a single
pattern at every character. The matches are the same: docs/decisions/literals-before-patterns.md.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import ahocorasick


class Sparse:
    """A pattern each of whose matches lies in one line and holds, or looks ahead to, one of a few literals.

    expression: a regular expression, to which the end of a line must be as good as the end of the text.
    needs: the literals, in lower case.
    """

    def __init__(self, expression: str, *needs: str, flags: int = 0) -> None:
        self.pattern = re.compile(expression, flags)
        self.needs = needs
        _PATTERNS.append(self)

    def within(self, lower: str, words: str | None = None) -> "Sought":
        """The pattern in a text in lower case or, of the same length, in the `words` with their capitals."""
        places = _places(lower, len(_PATTERNS))
        return Sought(self.pattern, lower if words is None else words, places.get(self, ()))


_PATTERNS: list[Sparse] = []


class Sought:
    """A pattern in one text, with the places where its literals end."""

    def __init__(self, pattern: re.Pattern[str], text: str, places: Sequence[int]) -> None:
        self._pattern, self._text, self._places = pattern, text, places

    def search(self, start: int, end: int) -> re.Match[str] | None:
        """The first match in a part of the text."""
        return next(self.finditer(start, end), None)

    def finditer(self, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match in a part of the text, in order."""
        stop = len(self._text) if end is None else end
        for index in range(bisect_left(self._places, start), len(self._places)):
            place = self._places[index]
            if place >= stop:
                return
            if place < start:
                continue  # in a line that has been read
            after = self._text.find("\n", place, stop)
            line = max(start, self._text.rfind("\n", start, place) + 1)
            start = after if after >= 0 else stop
            yield from self._pattern.finditer(self._text, line, start)


@lru_cache(2)
def _places(lower: str, known: int) -> Mapping[Sparse, Sequence[int]]:
    """Where the last character stands of each literal of the patterns so far known."""
    found: dict[Sparse, list[int]] = defaultdict(list)
    for place, patterns in _automaton(known).iter(lower):
        for pattern in patterns:
            found[pattern].append(place)
    return found


@lru_cache(1)
def _automaton(known: int) -> ahocorasick.Automaton:
    needing: dict[str, list[Sparse]] = defaultdict(list)
    for pattern in _PATTERNS[:known]:
        for literal in pattern.needs:
            needing[literal].append(pattern)
    automaton = ahocorasick.Automaton()
    for literal, patterns in needing.items():
        automaton.add_word(literal, patterns)
    automaton.make_automaton()
    return automaton
