"""The stance of a clause with a reporting verb, and whether it asks for two things."""

import re
from dataclasses import replace

from clustergraph.mapping.positions.clauses import Clause, Clauses
from clustergraph.mapping.positions.holders import Holders
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.positions.stance import stance_of
from clustergraph.mapping.text.labels import Labels, describes, faults, purpose
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import Concept, concepts

# «att A och att B»; what points back («och att detta redovisas») belongs to what it points at, if it takes the same stance.
_AND_THAT = re.compile(r",? (?:och|samt|men) (?=att )")
_POINTS_BACK = re.compile(r"att (?:detta|dessa|den|det|de|denna|så|också|även)\b")
_ASKED = ("propose", "request-clarification")
_HENCE = re.compile(r"att (?:[\w-]+ ){0,3}?(?:därför|därmed|således|alltså|följaktligen)\b")
_PRONOUNS = (" den ", " det ", " de ", " man ", " som ")
_BESIDE = 30  # characters in which a subject stands right before its verb
_IF = re.compile(r"(?:om|när|ifall|även om|såvida|därest|eftersom|då) ")


class Stances:
    """Reads the stances of the clauses of one document."""

    def __init__(self, lower: str, clauses: Clauses, labels: Labels, holders: Holders) -> None:
        self.lower, self.clauses, self.labels, self.holders = lower, clauses, labels, holders

    def of(self, start: int, end: int, clause: Clause) -> str:
        """The stance of a clause from `start` to `end`: its verb's, turned by what its words ask for."""
        words = self.lower[start:end]
        opening = self.lower[clause.hit.start : end] if clause.hit.start >= start else words
        said = self._without_asides(self._said(start, end, clause), end, clause)
        at_verb = [
            hit for hit in said if faults(hit) and hit.start == clause.hit.start <= clause.hit.end <= hit.end
        ]
        own = clause.subject and clause.subject.own
        if own:  # «kommunen berörs inte»: said of itself, no fault of the paper
            said = [hit for hit in said if hit not in at_verb]
        if at_verb and not own:
            return "criticise"  # «redovisar ingen …»: the verb with its negation is the judgement
        return stance_of(clause.hit.concept, said, words, opening)

    def _said(self, start: int, end: int, clause: Clause) -> list[Hit]:
        """The labels in a clause that can turn its stance."""
        said = [
            hit
            for hit in self.labels.within(start, end)
            if not (faults(hit) and describes(hit, self.lower))
            and not self._of_the_paper(hit)
            and not purpose(hit, self.lower)
        ]
        if not _IF.match(self.lower, start, end):
            return said
        # «Om värden ändå införs anser vi att …»: what is supposed is not asked for
        return [
            hit for hit in said if hit.concept.scheme != "stance" or hit.end > clause.hit.start or faults(hit)
        ]

    def _without_asides(self, said: list[Hit], end: int, clause: Clause) -> list[Hit]:
        """The labels without those that belong to the verb itself, or tell a degree of what is supported."""
        verb, expressed = clause.hit, clause.hit.concept.expresses
        that = self.lower.find(" att ", verb.end, end)
        if expressed == "support" and that > 0:
            # «tillstyrker att lagen i huvudsak ska gälla skolor»
            return [
                hit
                for hit in said
                if not (pattern("degree").match(self.lower, hit.start, hit.end) and that < hit.start)
            ]
        if expressed in ("emphasise", "note"):  # «det bör framhållas att …» asks for nothing
            said = [
                hit
                for hit in said
                if not (hit.start == verb.start and hit.end < verb.end and hit.concept.slug == "propose")
            ]
        if expressed == "emphasise":  # «det går inte att nog betona»
            nog = " nog " in self.lower[verb.start : verb.end]
            said = [hit for hit in said if not (faults(hit) and (nog or hit.end < verb.end))]
        return said

    def parts(self, start: int, end: int, clause: Clause) -> list[tuple[int, int, Clause]]:
        """«föreslår att … och att …» asks for two things; what is held or noted is two where its stances differ."""
        verb, supports = clause.hit, clause.hit.concept.expresses == "support"
        whole = [(start, end, clause)]
        if verb.concept.expresses not in ("propose", "note", "support") or self.clauses.verbs.impersonal(
            verb
        ):
            return whole
        joint = _AND_THAT.search(self.lower, verb.start, end)
        if joint is None or (supports and not _HENCE.match(self.lower, joint.end())):
            return whole
        middle = joint.start()
        # «instämmer i att näringen växer och att det därför är viktigt att …»: the second is its own.
        if supports:
            return [(start, middle, clause), (joint.end(), end, replace(clause, hit=_held(verb)))]
        # «anser att … och att … bör»: the phrase with «bör» is none of the first part.
        held = _held(verb) if middle < verb.end else verb
        first = self._stance_within(held.concept, start, verb.start, middle)
        second = self._stance_within(held.concept, joint.end(), joint.end(), end)
        differ = first != second and "note" not in (first, second)
        back = _POINTS_BACK.match(self.lower, joint.end())
        asked = first in _ASKED or (second in _ASKED and verb.concept.expresses == "note")
        if not differ and (back or not asked):
            return whole
        part = replace(clause, hit=held)
        return [(start, middle, part), (joint.end(), end, part)]

    def _stance_within(self, verb: Concept, start: int, opening: int, end: int) -> str:
        """The stance of a verb with the words of a part of its complement."""
        return stance_of(verb, self.labels.within(start, end), self.lower[start:end], self.lower[opening:end])

    def _of_the_paper(self, hit: Hit) -> bool:
        """Whether a label of proposing tells what the paper proposes: «det utredningen föreslår»."""
        before = self.holders.last_before(hit.start, hit.start - _BESIDE)
        if self.lower.startswith("föresl", hit.start) and self.lower.endswith(_PRONOUNS, 0, hit.start):
            return True
        return (
            self.lower.startswith("föresl", hit.start)
            and before is not None
            and before.reported
            and not self.lower[before.end : hit.start].strip()
        )


def _held(verb: Hit) -> Hit:
    """A verb as one that says only that an opinion is held."""
    return Hit(verb.start, verb.end, concepts("verb")["anse"])
