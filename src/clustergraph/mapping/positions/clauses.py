"""The clauses of a sentence that can hold a position: each with its verb and the subject that it has."""

import re
from collections.abc import Set
from dataclasses import dataclass

from clustergraph.mapping.positions.clause_verbs import DEMANDS, Verbs
from clustergraph.mapping.positions.holders import Holders, Subject
from clustergraph.mapping.positions.patterns import opening, pattern
from clustergraph.mapping.positions.told import Told
from clustergraph.mapping.text.clause_words import joint_at, modal_before, only_adverbs
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit

# «… och avstår därför från att yttra sig»: said of the holder named before.
_ABSTAINING = frozenset({"avsta-fran-yttrande", "inte-ta-stallning", "ha-inga-synpunkter"})
_NOMINATIVE = ("vi", "jag")  # «även om vi anser»: no preposition
# «Inledningsvis noteras att …» is said by who writes; «Vidare föreslås att …» may be the paper's.
_OF_THE_PAPER = frozenset({"foresla", "anse", "bedoma"})
# «Alternativ 2 förordas» calls for something itself, «I utredningen förordas» does not.
_CALLED_FOR = frozenset({"fororda", "efterlysa", "yrka", "onska", "efterfraga", "hemstalla", "begara"})


@dataclass(slots=True)
class Clause:
    """A verb or phrase, where its clause begins, and its subject: None where the verb needs none."""

    hit: Hit
    subject: Subject | None
    start: int


def _takes_stand(hit: Hit) -> bool:
    """Whether a verb supports or opposes."""
    return hit.concept.expresses in ("support", "oppose", "support-with-reservation")


class Clauses:
    """Finds the clauses of the sentences of one document; what is `quoted` there is another's."""

    def __init__(self, material: Material, holders: Holders, quoted: Set[int]) -> None:
        self.lower = material.view.lower
        self.told = Told(self.lower, holders)
        self.holders = holders
        self.verbs = Verbs(self.lower, material.hits["verb"], quoted)

    def of(self, start: int, end: int) -> list[Clause]:
        """The clauses of the sentence `lower[start:end]`, those that report another's opinion included."""
        found: list[Clause] = []
        taken = start
        for hit in self.verbs.within(start, end):
            if self.told.to_decide(hit):
                break  # what is proposed to decide is no position
            if (
                hit.start < taken
                or self.verbs.opens_another(hit)
                or self.verbs.swallows(hit)
                or self.told.courteous(hit)
            ):
                continue
            previous = found[-1] if found else None
            clause = self._enumerated(hit, previous) or self._clause(hit, start, end, previous)
            if clause and found and self._inserted(clause):
                found[-1] = Clause(found[-1].hit, clause.subject, found[-1].start)
            elif clause:
                if found and clause.start == found[-1].start:
                    found.pop()
                found.append(clause)
            if clause:
                taken = hit.end
        return found

    def _enumerated(self, hit: Hit, previous: Clause | None) -> Clause | None:
        """A further verb after a comma, of the same holder: «tillstyrker A, avstyrker B och lämnar C därhän»."""
        if previous is None or not self.lower.endswith(", ", previous.hit.end, hit.start):
            return None
        own = previous.subject is not None and previous.subject.own
        stands = own and _takes_stand(previous.hit) and _takes_stand(hit)
        return Clause(hit, previous.subject, hit.start) if stands else None

    def _inserted(self, clause: Clause) -> bool:
        """Whether a clause only tells between commas who says the rest: «Avgiften bör, anser kommunen, sänkas»."""
        subject, at = clause.subject, clause.hit.start
        inverted = subject and subject.start > at and self.lower[subject.end : subject.end + 1] == ","
        return bool(inverted) and self.lower.endswith(", ", 0, at)

    # --- one verb -----------------------------------------------------------------------------------------

    def _clause(self, hit: Hit, start: int, end: int, previous: Clause | None) -> Clause | None:
        since = previous.hit.start if previous else start
        if self.verbs.infinitive(hit) and (
            not modal_before(self.lower[since : hit.start])
            or (previous and pattern("asked-of").search(self.lower, previous.hit.start, hit.start))
        ):
            return None  # «begär att verket ska redogöra för köerna och redovisa …»
        if self.verbs.demands_nothing(hit):
            return None
        impersonal, passive = self.verbs.impersonal(hit), self.verbs.passive(hit)
        relative = impersonal and self.lower.endswith(opening("relative"), since, hit.start)
        relative = relative and not self.lower.startswith("det ", hit.start)  # «samtidigt som det är viktigt»
        if relative and (previous or not pattern("cleft").match(self.lower, start, hit.start)):
            return None
        # «I övrigt föranleder promemorian inga synpunkter»
        caused = self.lower.startswith("föranleder", hit.start)
        if not passive and (not impersonal or (hit.concept.slug in _ABSTAINING and not caused)):
            subject = self._subject(hit, since, end)
            if subject:
                return self._with_subject(hit, subject, start, previous)
            if previous is None and (led := self._led(hit, start)):
                return Clause(hit, led, start)
        if previous:
            return self._joined(hit, previous, impersonal, passive)
        if self.verbs.tells_of_need(hit, start):
            return None
        of_paper = self.lower.startswith(opening("of-paper"), start)
        of_paper = of_paper and not self.lower.startswith(opening("in-answer"), start)
        called = hit.concept.slug in _CALLED_FOR and not of_paper
        called = called or self.lower.startswith(opening("instead"), hit.start)
        urged = called or (hit.concept.slug == "uppmana" and len(self.lower[start : hit.start].split()) <= 3)
        stated = hit.concept.slug not in _OF_THE_PAPER and pattern("adverbs-of-the-writer").fullmatch(
            self.lower, start, hit.start
        )
        if (
            passive
            and not (urged or stated)
            and hit.concept.expresses not in ("support", "oppose", "criticise")
        ):
            return None  # «föreslås», «anses»: what the paper says, or nobody
        bare = hit.start == start and not pattern("past").match(self.lower, start)  # «Delade turer sliter»
        if bare and not impersonal and not passive:
            return Clause(hit, self.holders.issuer.at(start, start), start)  # «Tillstyrker förslaget»
        if impersonal or passive:
            reported = self.told.reported(start, hit.start)
            return Clause(hit, self.holders.reported if reported else None, start)
        return None

    def _led(self, hit: Hit, start: int) -> Subject | None:
        """The issuer or an office as the subject that a sentence begins with, where its second verb takes the position."""
        if not pattern("goes-on").search(self.lower, start, hit.start):
            return None
        first = self.holders.first_after(start, start + 2, hit.start)
        return (
            first
            if first and (first.own or first.office) and pattern("finite").match(self.lower, first.end)
            else None
        )

    def _with_subject(self, hit: Hit, subject: Subject, start: int, previous: Clause | None) -> Clause | None:
        begin = min(subject.start, hit.start)
        if previous is None:
            if self.lower.endswith(" som " if not subject.own else " vad ", start, begin):
                return None  # «den inriktning som nämnden ställt sig bakom», «i linje med vad vi uttalat»
            return Clause(hit, subject, start if not subject.reported else begin)
        between = self.lower[previous.hit.end : begin]
        joint = joint_at(between)
        if (
            subject.own
            and previous.subject
            and previous.subject.own
            and _takes_stand(hit)
            and pattern("what").search(between)
        ):
            return Clause(hit, subject, previous.start)
        if subject.own and between.endswith(opening("commenting")):
            return Clause(hit, subject, begin)
        fronted = pattern("fronted").search(between) if subject.own and joint is None else None
        if fronted:
            return Clause(hit, subject, previous.hit.end + fronted.start())
        if (
            joint is None
            and begin > previous.hit.end
            and pattern("embedded").search(self.lower[previous.hit.start : begin])
        ):
            return None  # «noterar att Trafikverket föreslår»: the complement of the verb before
        return Clause(hit, subject, begin if joint is None else previous.hit.end + joint)

    def _joined(self, hit: Hit, previous: Clause, impersonal: bool, passive: bool) -> Clause | None:
        """A further verb: joined by a conjunction it opens a clause, else it is part of the one before."""
        between = self.lower[previous.hit.end : hit.start]
        joint = joint_at(between)
        if impersonal and joint is not None and hit.concept.slug in _ABSTAINING and previous.subject:
            return Clause(hit, previous.subject, previous.hit.end + joint)
        if impersonal:
            contrast = next(reversed([*pattern("contrast").finditer(between)]), None)
            if (
                contrast
                and len(between[contrast.end() :].split()) <= 8
                and not re.search(r"\batt\b", between[contrast.end() :])
            ):
                return Clause(hit, None, previous.hit.end + contrast.start())
            opening = hit.concept.slug in (*DEMANDS, "sakna")
            demanded = pattern("new-subject").search(between) if opening else None
            if demanded and not contrast:
                return Clause(hit, None, previous.hit.end + demanded.start())
            again = joint is not None and previous.subject is None and self.verbs.impersonal(previous.hit)
            opens = joint is not None and (
                again
                or re.search(r"(?:och|samt|;)\s(?:det|där|detta|här|då)\s$", between + "")
                or self.lower.startswith("det ", hit.start)
            )
            return Clause(hit, None, previous.hit.end + (joint or 0)) if opens else None
        if joint is None or passive:
            return None
        return Clause(hit, previous.subject, previous.hit.end + joint)

    def _subject(self, hit: Hit, since: int, end: int) -> Subject | None:
        """The subject right before the verb, or right after it where the order is inverted."""
        if inserted := self._inserted_subject(hit, end):
            return inserted
        first = self.holders.first_after(since, since + 1, hit.start)
        if first and pattern("apposed").fullmatch(self.lower, first.end, hit.start):
            return first
        before = self.holders.last_before(hit.start, since)
        gap = pattern("answered").sub(" ", self.lower[before.end : hit.start]) if before else ""
        while before and hit.start - before.end < 90 and only_adverbs(gap):
            within = pattern("preposition").search(self.lower, max(since, before.start - 10), before.start)
            if within is None or self.lower[before.start : before.end] in _NOMINATIVE:
                return before
            # «kommunen har till regionen framfört»: the subject stands before the prepositional phrase
            before = self.holders.last_before(within.start(), since)
            gap = self.lower[before.end : within.start()] + gap if before else ""
        if hit.start == since or pattern("conjoined").search(self.lower[max(0, hit.start - 10) : hit.start]):
            return None  # nothing stands first that could turn the order round
        if pattern("supine").search(self.lower, since, hit.start):
            return None  # «har i motion föreslagit fullmäktige att»: who it is put to
        if pattern("official").fullmatch(self.lower, since, hit.start):
            return None  # «Ordföranden föreslår nämnden att»: who it is put to
        verb_end = self.lower.find(" ", hit.start)
        after = self.holders.first_after(verb_end, hit.start + 45, end)
        if after and verb_end > 0 and only_adverbs(self.lower[verb_end : after.start]):
            return after
        return None

    def _inserted_subject(self, hit: Hit, end: int) -> Subject | None:
        """The subject of a verb between commas: «Förslagen, anser vi, är tunna»."""
        verb_end = self.lower.find(" ", hit.start)
        if verb_end < 0 or not self.lower.endswith(", ", 0, hit.start):
            return None
        after = self.holders.first_after(verb_end, verb_end + 2, end)
        if after is None or (after.reported and _takes_stand(hit)):
            return None  # «Kommunen, som äger skogen, tillstyrker förslaget.»
        return after if self.lower[after.end : after.end + 1] in (",", ".") else None
