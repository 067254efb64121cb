"""Which clauses are positions of a document: by its type, the section, and whose the clause is."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.positions.clauses import Clause
from clustergraph.mapping.positions.holders import Subject
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sections import kind_of
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import Concept

_OPINION = re.compile(
    r"bedömning|synpunkter|överväganden|ställningstagande|yttrande|kommentar|motivering|ordförandeutlåtande|ordföranden? har ordet|ordförandens ord"
)
# What a body does by deciding is no position.
_DECIDED = frozenset({"avsla"})
# The answers to a referral that neither support nor oppose.
_ANSWERS = frozenset(
    {"ha-inga-synpunkter", "avsta-fran-yttrande", "ha-inget-att-erinra", "attitude", "vara-kritisk"}
)
# What an office tells a board is no position.
_TELLING = frozenset({"redogora", "informera", "redovisa", "beskriva"})
_IMPORTANT = re.compile(
    r"(?:det är|är det|det blir|blir det) (?:[\w-]+ ){0,3}(?:viktigt|angeläget|väsentligt|centralt|positivt|bra|olyckligt|nödvändigt)\b"
)
# «föreslår att fullmäktige hemställer hos regeringen»: what a body is to do is no position of it.
_THAT = re.compile(r"\batt (?:[\w-]+ )?\Z")
# «Remissen besvarades av 38 instanser. KTH anser att …»
_SUMMED_UP = re.compile(
    r"\bremissinstans|\binkomna (?:synpunkter|svar|yttranden|remissvar)|\bremissvaren\b|\bremissen (?:har )?besvara"
)
_EARLIER = re.compile(r"\btidigare\b|\b(?:uppmanade|begärde|föreslog|yrkade|hemställde|önskade|krävde)\b")


class Counting:
    """Tells of the clauses of one document whether they are its positions.

    speaking: whether the document speaks for its issuer throughout, and not only where it says so.
    """

    def __init__(self, material: Material, metadata: Metadata, speaking: bool) -> None:
        self._material, self._lower, self._speaking = material, material.view.lower, speaking
        self._decides = metadata.type.value in ("minutes", "minutes-excerpt", "decision", "summons")
        self._opining = frozenset(self._under_opinions())
        self._memo = metadata.type.value == "memo" and metadata.office is not None

    def of(self, clause: Clause, stretch: Stretch, kind: str, spoken: bool) -> bool:
        """Whether a clause is a position of this document in this section; `spoken` says whether who it is of spoke last."""
        subject = clause.subject
        if subject and subject.office and clause.hit.concept.slug in _DECIDED:
            return False
        if subject is None:
            if kind == "answer":
                return True
            if kind == "background" or (kind == "economy" and not self._speaking):
                return False
            if self._memo and _IMPORTANT.match(self._lower, clause.hit.start):
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
            and _THAT.search(self._lower, max(0, subject.start - 20), subject.start)
        ):
            return False
        if self._speaking:
            return subject.office and kind != "background"
        if clause.hit.concept.slug == "foresla" and self._decides:
            return False  # what a body lays before those who decide
        # Whom minutes and decisions let answer a referral holds that answer itself.
        summed = named and bool(_SUMMED_UP.search(self._lower, stretch.start, stretch.end))
        return subject.office or summed or _consulted(clause.hit.concept)

    def _told(self, clause: Clause, subject: Subject) -> bool:
        """Whether minutes and memos tell of an earlier demand: «Nämnden har tidigare begärt», «nämnden begärde»."""
        verb_end = self._lower.find(" ", clause.hit.start)
        said = self._lower[min(subject.start, clause.hit.start) : max(subject.end, verb_end)]
        return clause.hit.concept.expresses == "propose" and bool(_EARLIER.search(said))

    def opinion(self, stretch: Stretch) -> bool:
        """Whether a block stands under a heading of opinions, or below one: «Förvaltningens bedömning»."""
        return stretch.index in self._opining

    def _under_opinions(self) -> Iterator[int]:
        """The blocks from a heading of opinions to the next that opens something else: «Kapitel 5» does not."""
        under = False
        for stretch, section in zip(self._material.view.stretches, self._material.sections, strict=True):
            heading = section.heading
            if heading is stretch:
                words = self._lower[heading.start : heading.end]
                under = bool(_OPINION.search(words)) or (under and not kind_of(words))
            if under or section.kind == "opinion":
                yield stretch.index


def _consulted(verb: Concept) -> bool:
    """Whether a verb answers a referral: «tillstyrker», «har inget att erinra»."""
    return verb.slug in _ANSWERS or verb.expresses in ("support", "oppose", "support-with-reservation")
