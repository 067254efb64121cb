"""One pass over a text finds every phrase of the thesaurus in it (Aho and Corasick 1975)."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from clustergraph.mapping.text.inflection import regular_verb, verb_phrases
from clustergraph.mapping.text.judgements import ATTITUDE, NEGATED, judgements
from clustergraph.mapping.text.titles_of_people import title_nouns
from clustergraph.mapping.text.vocabulary import LOOKED_FOR, Concept, concepts, lexicon, pattern

GAP = " … "
_GAP_WORDS = 8
_LONGEST_GAP = 200  # characters
_Key = tuple[str, bool, bool]
_Begins = dict[str, list[tuple[tuple[str, ...], "Concept"]]]
_NOTHING: _Begins = {}


class Hit(NamedTuple):
    """A phrase found in `text[start:end]`, and the concept that it is a label of."""

    start: int
    end: int
    concept: Concept


Hits = defaultdict[str, list[Hit]]  # by the scheme of the concept


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A part of a phrase: which ends must be word borders, and the phrases that begin or go on with it.

    `begins` holds all later parts of each phrase that begins with it, by the first of them.
    """

    key: str
    length: int
    border: int  # characters that the pattern has after the words
    several: bool
    open_left: bool
    open_right: bool
    whole: tuple[Concept, ...]
    begins: _Begins
    continues: bool
    opens: bool
    copula: tuple[tuple[str, list[Concept]], ...]


_OPENINGS: tuple[str, ...] = tuple(lexicon("judgements")["lists"]["openings"])
# What may stand in place of «är» in a judgement.
_LIKE = {
    "är": "(?:är|var|varit|vara|vore|blir|bli|blivit|framstår som|framstår|upplevs som|upplevs|uppfattas som|"
    "verkar|ter sig|förefaller|känns|anses|bedöms som)"
}
# Between opening and judgement: adverbs, a phrase set off by commas («är, såvitt kommunen kan bedöma, rimligt»), or
# the judgements before it («är kortfattad, begriplig och tydlig»).
_BETWEEN = (
    r"(?: (?!(?:att|är)\b)[\w-]+){0,4}|,(?: [\w-]+){1,6},(?: (?!att\b)[\w-]+){0,3}"
    r"|(?: (?!(?:att|är)\b)[\w-]+){1,2},(?: (?!(?:att|är|men|medan)\b)[\w-]+){1,4}"
)
_COPULA = {
    opening: re.compile(rf"(?<!\w){_LIKE.get(opening, opening)}({_BETWEEN}) $") for opening in _OPENINGS
}
# Every opening begins with one of these: it is looked for only where one of them stands.
_OPENING_WORDS = frozenset(
    re.findall(
        r"\w+",
        "det är var varit vara vore blir bli blivit framstår upplevs uppfattas verkar ter förefaller "
        "känns anses bedöms finns vill",
    )
)
_NEAR = 80  # most characters between an opening and what it opens
# No adverb between these: «vill … att» spans every other verb.
_TIGHT = frozenset({"vill att", "vill se"})
_NEGATION = pattern("judgements", "negation")
_TOO = (" för", " alltför")  # «är för kortfattad»
# A negation that closes a phrase stands near its verb, in the same clause.
_NOT = frozenset({"inte", "ej"})
_JOINED = re.compile(r"\b(?:och|men|att)\b")
_NONE = re.compile(r"\b(?:inga|ingen|inget)\b")
_MARKS = "_.,\n-:()/"  # the most frequent, which are replaced sooner one by one
_BREAK = re.compile(r"[^a-zåäö0-9 \w]")  # letters looked up in one step before all of `\w`


@lru_cache(8)
def spaced(text: str) -> str:
    """The text with a blank for whatever is no part of a word, and one more at each end."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    return f" {_BREAK.sub(' ', text)} "


class Finder:
    """Finds the labels of concepts in lower-case text."""

    def __init__(self, wanted: Iterable[Concept]) -> None:
        parts = _Parts()
        for concept in wanted:
            for phrase in _variants(concept):
                parts.add(phrase, concept)
        patterns = parts.patterns()
        self._patterns = list(patterns.values())
        self._automaton = AhoCorasick(patterns)

    def find(self, text: str) -> Hits:
        """Every label in a lower-case text, by scheme, in order; a line feed ends a phrase."""
        found: Hits = defaultdict(list)
        opened: list[tuple[int, int, int]] = []
        parts: dict[str, list[int]] = defaultdict(list)
        openings: list[int] = []
        blanks, patterns = spaced(text), self._patterns
        for index, _, end in self._automaton.find_matches_as_indexes(blanks, overlapping=True):
            pattern = patterns[index]
            stop = end - pattern.border
            start = stop - pattern.length
            if pattern.several and text.find("\n", start, stop) >= 0:
                continue
            if pattern.opens:
                openings.append(start)
            if pattern.whole:
                # The whole word around a part of one.
                first = blanks.rfind(" ", 0, start + 1) if pattern.open_left else start
                last = blanks.find(" ", stop + 1) - 1 if pattern.open_right else stop
                for concept in pattern.whole:
                    found[concept.scheme].append(Hit(first, last, concept))
            if pattern.copula and openings and openings[-1] >= start - _NEAR:
                near = openings[bisect_left(openings, start - _NEAR) :]
                for hit in _judged(pattern, text, near, start, stop):
                    found[hit.concept.scheme].append(hit)
            if pattern.begins:
                opened.append((start, stop, index))
            if pattern.continues:
                parts[pattern.key].append(start)
        for hit in self._closed(text, opened, parts):
            found[hit.concept.scheme].append(hit)
        for hits in found.values():
            in_reading_order(hits)
        return found

    def _closed(
        self, text: str, opened: Iterable[tuple[int, int, int]], parts: dict[str, list[int]]
    ) -> Iterator[Hit]:
        """The phrases with gaps whose later parts follow their first."""
        possible: dict[int, list[str]] = {}  # the second parts that the text has, by pattern
        for start, stop, index in opened:
            begins = self._patterns[index].begins
            if index not in possible:
                possible[index] = sorted(begins.keys() & parts.keys())
            for part in possible[index]:
                for rest, concept in begins[part]:
                    close = _close(text, stop, rest, parts)
                    if close:
                        yield Hit(start, close, concept)


def in_reading_order(hits: list[Hit]) -> None:
    """Sort phrases by where they begin, the longest first."""
    hits.sort(key=itemgetter(1), reverse=True)
    hits.sort(key=itemgetter(0))


class _Parts:
    """The phrases of all concepts by their parts, as the automaton wants them."""

    def __init__(self) -> None:
        self.whole: dict[_Key, list[Concept]] = defaultdict(list)
        self.begins: dict[_Key, _Begins] = defaultdict(dict)
        self.copula: dict[_Key, dict[str, list[Concept]]] = defaultdict(dict)
        self.continues: set[str] = set()

    def add(self, phrase: str, concept: Concept) -> None:
        """File a phrase under its first part, or under what follows an opening such as «är»."""
        first, *rest = (" ".join(part.lower().split()) for part in phrase.split(GAP))
        key = _ends(first)
        opening = next((one for one in _OPENINGS if first.startswith(one + " ")), None)
        lets_adverbs = opening and not rest and first not in _TIGHT and not _NEGATION.search(first)
        if opening and lets_adverbs:
            self.copula[_ends(first.removeprefix(opening + " "))].setdefault(opening, []).append(concept)
        elif rest:
            self.begins[key].setdefault(rest[0], []).append((tuple(rest), concept))
            self.continues.update(rest)
        elif concept not in self.whole[key]:
            self.whole[key].append(concept)

    def patterns(self) -> dict[str, _Pattern]:
        """The patterns by the text that the automaton looks for: blanks stand for the borders of words."""
        found: dict[str, _Pattern] = {}
        later = {(part, False, False) for part in self.continues}
        opening = {(word, False, False) for word in _OPENING_WORDS}
        for key in sorted({*self.whole, *self.begins, *self.copula, *later, *opening}):
            text, left, right = key
            if text:
                bordered = spaced(text)[left : len(text) + 2 - right]
                found[bordered] = _Pattern(
                    text,
                    len(text),
                    # The spaced text has one character more before the words, and one after a closed pattern.
                    1 if right else 2,
                    " " in text,
                    left,
                    right,
                    tuple(self.whole.get(key, ())),
                    self.begins.get(key, _NOTHING),
                    key in later,
                    key in opening,
                    tuple(self.copula.get(key, {}).items()),
                )
        return found


def _judged(pattern: _Pattern, text: str, openings: list[int], start: int, stop: int) -> Iterator[Hit]:
    """The phrases that a pattern ends whose opening stands before it: «är [därför mycket] välkommet»."""
    for opening, concepts_ in pattern.copula:
        for at in openings:
            if before := _COPULA[opening].match(text, at, start):
                break
        else:
            continue
        negated = bool(_NEGATION.search(before[1]))
        for concept in concepts_:
            too = concept.slug == "support" and before[1].endswith(_TOO)
            if not (too or negated):
                yield Hit(before.start(), stop, concept)
            elif concept.scheme == "stance" and concept.slug in NEGATED:
                yield Hit(before.start(), stop, replace(concept, slug=NEGATED[concept.slug]))
            elif concept.slug == ATTITUDE and concept.expresses == "support":
                yield Hit(before.start(), stop, replace(concept, expresses="criticise"))


def _variants(concept: Concept) -> Iterator[str]:
    """The phrases of a concept: regular verbs in all forms, reflexive ones also in the first person."""
    regular = concept.scheme == "verb" and f"{concept.label}r" in concept.phrases
    for phrase in (*concept.phrases, *(regular_verb(concept.label) if regular else ())):
        yield phrase
        if concept.scheme == "outcome":
            yield from verb_phrases(phrase, **lexicon("decisions")["verbs"])
        if " sig" in phrase:
            yield re.sub(r" sig\b", " oss", phrase)


@cache
def finder() -> Finder:
    """The finder of every concept whose labels are looked for."""
    thesaurus = [concept for scheme in LOOKED_FOR for concept in concepts(scheme).values()]
    return Finder([*thesaurus, *judgements(), *common_nouns(), title_nouns()])


@cache
def common_nouns() -> tuple[Concept, ...]:
    """Nouns of the lexicon that stand for actors: subjects («utredningen»), ends of names («-förbund»)."""
    known = lexicon("actors")
    subjects = {
        "reported": lexicon("positions")["reported"]["words"],
        "unit": known["self"]["office"] + known["self"]["body"] + ["divisionen", "fakulteten"],
        "own": [word for words in known["self"].values() for word in words]
        + known["we"]["words"]
        + ["jag"]
        + [*lexicon("documents")["officials"]],
    }
    compounds = known["compounds"]
    return (
        *(Concept("subject", slug, slug, tuple(dict.fromkeys(words))) for slug, words in subjects.items()),
        *(Concept("compound", slug, slug, tuple(f"-{e}" for e in ends)) for slug, ends in compounds.items()),
        Concept("head", "head", "head", _head_words(known)),
    )


def _head_words(known: dict[str, Any]) -> tuple[str, ...]:
    """The words near which a name with a head word can stand."""
    heads = {word for side in known["heads"].values() for words in side.values() for word in words}
    heads |= {f"{word}s" for words in known["heads"]["after"].values() for word in words}
    endings = {f"-{ending}" for words in known["endings"].values() for ending in words}
    return tuple(sorted(heads | endings | {f"{ending}s" for ending in endings}))


def _ends(part: str) -> tuple[str, bool, bool]:
    """A part without its leading and trailing hyphen, and whether it is open at either end."""
    left, right = part.startswith("-"), part.endswith("-")
    return part.strip("-"), left, right


def _close(text: str, stop: int, rest: tuple[str, ...], parts: dict[str, list[int]]) -> int:
    """Where a phrase with gaps ends, each gap of at most eight words of one sentence; 0 if it does not."""
    for part in rest:
        starts = parts.get(part, [])
        index = bisect_left(starts, stop)
        if index == len(starts) or starts[index] - stop > _LONGEST_GAP:
            return 0
        between = text[stop : starts[index]]
        if between.count(" ") > _GAP_WORDS + 1 or "\n" in between or ". " in between:
            return 0
        if _NONE.search(between):
            return 0  # «har inga invändningar» has none
        if part in _NOT and (between.count(" ") > 5 or _JOINED.search(between)):
            return 0
        stop = starts[index] + len(part)
    return stop
