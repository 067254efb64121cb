"""Which clauses are positions of a document: by its type, the section, and whose the clause is."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.positions.clauses import Clause
from clustergraph.mapping.positions.holders import Subject
from clustergraph.mapping.positions.patterns import listed, pattern
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sections import kind_of
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import Concept

# What a body does by deciding is no position.
_DECIDED = frozenset({"avsla"})
# What an office tells a board is no position.
_TELLING = frozenset({"redogora", "informera", "redovisa", "beskriva"})


class Counting:
    """Tells of the clauses of one document whether they are its positions.

    speaking: whether the document speaks for its issuer throughout, and not only where it says so.
    """

    def __init__(self, material: Material, metadata: Metadata, speaking: bool) -> None:
        self._material, self._lower, self._speaking = material, material.view.lower, speaking
        self._decides = metadata.type.value in ("minutes", "minutes-excerpt", "decision", "summons")
        self._answering = bool(pattern("referred").search((metadata.title or "").lower()))
        self._opining = frozenset(self._under(pattern("opinion"), "opinion"))
        # The blocks of an answer that a paper proposes: who spoke last in it goes on.
        self.drafted = frozenset(self._under(pattern("draft")))
        self._memo = metadata.type.value == "memo" and metadata.office is not None

    def of(self, clause: Clause, stretch: Stretch, kind: str, spoken: bool) -> bool:
        """Whether a clause is a position of this document in this section; `spoken` says whether who it is of spoke last."""
        subject = clause.subject
        if subject and subject.office and clause.hit.concept.slug in _DECIDED:
            return False
        if subject is None:
            if kind == "answer":
                return True
            if (kind == "background" and not spoken) or (kind == "economy" and not self._speaking):
                return False
            if self._memo and pattern("important").match(self._lower, clause.hit.start):
                return True  # who writes the memo says so, under any heading of its own
            return self._speaking or spoken or self.opinion(stretch)
        if subject.reported or ((not self._speaking or not subject.own) and self._told(clause, subject)):
            return False
        named = subject.end > subject.start
        if not self._speaking and named and clause.hit.concept.slug in _TELLING:
            return False
        if subject.own:
            return True
        if (
            not self._speaking
            and named
            and pattern("that").search(self._lower, max(0, subject.start - 20), subject.start)
        ):
            return False
        if self._speaking:
            return subject.office and kind != "background"
        if clause.hit.concept.slug == "foresla" and self._decides:
            return False  # what a body lays before those who decide
        # Whom minutes and decisions let answer a referral holds that answer itself.
        summed = named and bool(pattern("summed-up").search(self._lower, stretch.start, stretch.end))
        return subject.office or summed or _consulted(clause.hit.concept)

    def _told(self, clause: Clause, subject: Subject) -> bool:
        """Whether minutes and memos tell of an earlier demand: «Nämnden har tidigare begärt», «nämnden begärde»."""
        verb_end = self._lower.find(" ", clause.hit.start)
        said = self._lower[min(subject.start, clause.hit.start) : max(subject.end, verb_end)]
        return clause.hit.concept.expresses == "propose" and bool(pattern("earlier").search(said))

    def opinion(self, stretch: Stretch) -> bool:
        """Whether a block stands under a heading of opinions, or below one: «Förvaltningens bedömning»."""
        return stretch.index in self._opining

    def _under(self, opens: re.Pattern[str], kind: str | None = None) -> Iterator[int]:
        """The blocks from a heading of some words to the next that opens something else; in an answer «Kapitel 5» does not.

        opens: the words. kind: of the sections that count besides.
        """
        under = False
        for stretch, section in zip(self._material.view.stretches, self._material.sections, strict=True):
            heading = section.heading
            if heading is stretch:
                words = self._lower[heading.start : heading.end]
                under = bool(opens.search(words)) or (under and self._answering and not kind_of(words))
            if under or section.kind == kind:
                yield stretch.index


def _consulted(verb: Concept) -> bool:
    """Whether a verb answers a referral: «tillstyrker», «har inget att erinra»."""
    return verb.slug in listed("answers") or verb.expresses in (
        "support",
        "oppose",
        "support-with-reservation",
    )
