"""Where a sentence goes over from one judgement to another: «är tydlig, men …», «är god och … är väl beskrivet»."""

import re

from clustergraph.mapping.positions.clause_verbs import DEMANDS
from clustergraph.mapping.positions.clauses import Clause
from clustergraph.mapping.positions.unreported import Judgement, Unreported
from clustergraph.mapping.text.view import Stretch

_PRAISING = ("support", "emphasise")
_BUT = re.compile(r",? (?=men |medan |däremot |samtidigt som )|, (?=dock )")
_HOWEVER = ("men ", "dock ")
# «Tanken är god och genomförandet är väl beskrivet»: each with a subject and a judgement of its own.
_AND_IS = re.compile(
    r"(?:, | )och (?=(?!att |som |det |där |hur )(?:[\w-]+ ){1,4}(?:är|vore|blir|saknas|känns|verkar)\b)"
)
_HAS_VERB = re.compile(r"\b(?:är|vore|blir|saknas|känns|verkar|har|framstår|finns|innehåller|ger)\b")
_APART = re.compile(r"; (?=[a-zåäö])")
_ALSO = re.compile(
    r"(?:(?:;|,? (?:och|samt|men)) (?:[\w-]+ ){0,2}|, (?:och|samt|men) (?!att |som )(?:[\w-]+ ){3,5})\Z"
)


class Turns:
    """Finds where the sentences of one document turn."""

    def __init__(self, lower: str, unreported: Unreported) -> None:
        self.lower, self.unreported = lower, unreported

    def after_clause(self, clause: Clause, end: int, stretch: Stretch) -> tuple[int, Judgement] | None:
        """Where a sentence goes on to judge without a verb that reports it: «tillstyrker förslaget, men budgeten är oklar»."""
        apart = _APART.search(self.lower, clause.hit.end, end)
        beside = self.unreported.judgement(apart.end(), end, stretch) if apart else None
        if apart and beside:
            return apart.start(), beside
        if clause.hit.concept.expresses != "support":
            return None
        turn = _BUT.search(self.lower, clause.hit.end, end)
        judged = turn and self.unreported.judgement(self.lower.index(" ", turn.end()) + 1, end, stretch)
        if not (turn and judged and self.lower.startswith(_HOWEVER, turn.end())):
            return None
        return (turn.start(), judged) if judged.stance in ("criticise", "request-clarification") else None

    def where(
        self, start: int, end: int, clauses: list[Clause], allowed: list[Clause], stretch: Stretch
    ) -> int | None:
        """Where a sentence turns from one judgement to another: «är tydlig, men …»."""
        if clauses and (clauses[0].subject or clauses[0] not in allowed):
            return None
        turn = _BUT.search(self.lower, start, clauses[0].hit.start if clauses else end)
        first = turn and self.unreported.judgement(start, turn.start(), stretch)
        if not (turn and first):
            return None
        if first.stance in _PRAISING:
            return turn.start()
        # «Planen är tunn, men biblioteken är en styrka»
        second = None if clauses else self.unreported.judgement(turn.end(), end, stretch)
        return turn.start() if second and second.stance in _PRAISING else None

    def before_clause(self, start: int, allowed: list[Clause], stretch: Stretch) -> int | None:
        """Where a judgement ends that a clause or demand follows: «Målet är bra, och kommunen stöder det», «… och bör nås»."""
        first = allowed[0] if allowed else None
        if first is None or not (first.subject or first.hit.concept.slug in DEMANDS):
            return None
        at = min(first.subject.start, first.hit.start) if first.subject else first.hit.start
        joint = _ALSO.search(self.lower, start, at)
        judged = joint and self.unreported.judgement(start, joint.start(), stretch)
        return joint.start() if joint and judged else None

    def between_judgements(self, start: int, end: int, stretch: Stretch) -> tuple[int, int] | None:
        """The «och» or semicolon between two statements that both judge."""
        joint = _APART.search(self.lower, start, end) or _AND_IS.search(self.lower, start, end)
        if joint and not _HAS_VERB.search(self.lower, start, joint.start()):
            return None  # «Planer på regional och lokal nivå är viktiga»
        parts = ((start, joint.start()), (joint.end(), end)) if joint else ()
        both = joint and all(self.unreported.judgement(*part, stretch) for part in parts)
        return joint.span() if joint and both else None
