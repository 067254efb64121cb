"""The verbs and phrases of opinion in a document, and what kind each is: impersonal, passive, a demand of nothing."""

from bisect import bisect_left
from collections.abc import Sequence, Set

from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.clause_words import openings, words_of
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import lexicon

# «…, och Trafikverket måste …»: a demand with a subject of its own.
DEMANDS = frozenset({"bora", "behova"})
_PHRASE = 40  # characters that a phrase beginning with a modal verb goes on
_CLAUSE = 2  # blanks in the shortest clause after «att»: «planen betonar vikten»


class Verbs:
    """The hits of one document that can open a clause; what is `quoted` there is another's."""

    def __init__(self, lower: str, hits: Sequence[Hit], quoted: Set[int]) -> None:
        self.lower = lower
        self._hits = [hit for hit in hits if hit.start not in quoted and not self._noun(hit)]
        self._starts = [hit.start for hit in self._hits]

    def within(self, start: int, end: int) -> list[Hit]:
        """The verbs and phrases in `lower[start:end]`."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [hit for hit in self._hits[first:last] if hit.end <= end]

    def demands_nothing(self, hit: Hit) -> bool:
        """Whether a modal verb tells of a need that is open or not there: «om lov behövs eller inte»."""
        if hit.concept.slug not in (*DEMANDS, "se-behov-av"):
            return False
        return bool(pattern("or-not").match(self.lower, hit.end))

    def tells_of_need(self, hit: Hit, start: int) -> bool:
        """Whether a modal verb in the sentence from `start` on tells of a need: «hur vägarna bör byggas», «innebär att vi måste»."""
        demands = hit.concept.slug in DEMANDS or self.lower.startswith("skulle kunna", hit.start)
        return demands and bool(
            pattern("asked-about").search(self.lower, start + 1, hit.start)
            or pattern("said-that").match(self.lower, start, hit.start)
            or (self.lower.startswith("att ", start) and pattern("is-so").match(self.lower, hit.end))
            or pattern("proved").search(self.lower, start, hit.start)
        )

    def impersonal(self, hit: Hit) -> bool:
        """Whether the verb needs no subject («bör», «det är viktigt att», «saknas»)."""
        known = lexicon("positions")["impersonal"]
        words = self.lower[hit.start : hit.end] + " "
        beginnings, personal = openings()
        return hit.concept.slug in known["verbs"] or (
            words.startswith(beginnings) and not (words.startswith("är ") and hit.concept.slug in personal)
        )

    def infinitive(self, hit: Hit) -> bool:
        """Whether the verb stands in the infinitive, which makes a clause only after a modal verb."""
        label = hit.concept.label
        return self.lower[hit.start : hit.end] == label and not label.endswith("r")

    def passive(self, hit: Hit) -> bool:
        """Whether the verb names no holder: «föreslås»."""
        return self.lower[hit.start : hit.end].split(" ")[0] in words_of("passive")

    def _runs_on(self, hit: Hit) -> bool:
        """Whether a phrase with a gap runs on into the next verb: «delar bilden och önskar en analys», «ser positivt på att planen betonar vikten»."""
        that = self.lower.find(" att ", hit.start, hit.end)
        if self.lower.count(" ", that + len(" att "), hit.end) < _CLAUSE:
            that = -1  # «finner inga skäl att invända»
        return any(
            one.concept is not hit.concept
            and (
                self.lower.endswith((" och ", " men ", " samt "), hit.start, one.start)
                or (one.start == hit.start and " " in self.lower[one.start : one.end] and one.end <= that)
            )
            for one in self.within(hit.start, hit.end)
        )

    def _noun(self, hit: Hit) -> bool:
        """Whether words only look like a verb of opinion: «övriga delar av», «föredras» of meetings, «trots», «skulle kunna öka»."""
        words, near = self.lower[hit.start : hit.end], max(0, hit.start - _PHRASE)
        if words.endswith((" men", " dock")) and " " in hit.concept.label:
            return True  # «välkomnar … men» is two positions, not one
        if words in ("föredras", "trots") or pattern("might").match(self.lower, hit.start):
            return True
        if words.startswith("måste") and self.lower.endswith("ett ", 0, hit.start):
            return True
        if words == "uttalat" and not pattern("has").search(self.lower, near, hit.start):
            return True  # «ett genomgående och uttalat perspektiv»
        if words.startswith("delar"):
            before = self.lower[max(0, hit.start - 16) : hit.start]
            first = not before.strip() or before.endswith((". ", "\n"))  # «Delar av förslaget är oklara.»
            of = first and self.lower.startswith("delar av ", hit.start)
            return of or bool(pattern("parts").search(before))
        return words.startswith("delas") and bool(pattern("modal").search(self.lower, near, hit.start))

    def opens_another(self, hit: Hit) -> bool:
        """Whether a demand is only the beginning of a phrase: «Det bör» of «Det bör framhållas att»."""
        if hit.concept.slug not in DEMANDS:
            return False
        return any(
            one.start <= hit.end - 2 and one.end > hit.end and one.concept.slug not in DEMANDS
            for one in self.within(hit.start, hit.end + _PHRASE)
            if one.start < hit.end
        )

    def swallows(self, hit: Hit) -> bool:
        """Whether a phrase with a gap («vill … att») spans another verb, which then is the one that counts."""
        words = self.lower[hit.start : hit.end].split(" ")
        if hit.concept.slug == "se-som":
            # «ser positivt på den plan som …»
            return any(
                one.start == hit.start and one.concept is not hit.concept
                for one in self.within(hit.start, hit.end)
            )
        if hit.end - hit.start > _PHRASE / 2 and self._runs_on(hit):
            return True
        if words[0] not in ("vill", "kan", "skulle") or "inte" in words or len(words) < 3:
            return False
        inside = self.within(hit.start + 1, self.lower.rfind(" ", hit.start, hit.end))
        return any(one.concept is not hit.concept and not self.impersonal(one) for one in inside)
