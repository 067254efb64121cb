"""Where a sentence goes over from one judgement to another: «är tydlig, men …», «är god och … är väl beskrivet»."""

from clustergraph.mapping.positions.clause_verbs import DEMANDS
from clustergraph.mapping.positions.clauses import Clause
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.positions.unreported import Judgement, Unreported
from clustergraph.mapping.text.view import Stretch

_PRAISING = ("support", "emphasise")
_HOWEVER = ("men ", "dock ")


class Turns:
    """Finds where the sentences of one document turn."""

    def __init__(self, lower: str, unreported: Unreported) -> None:
        self.lower, self.unreported = lower, unreported

    def after_clause(self, clause: Clause, end: int, stretch: Stretch) -> tuple[int, Judgement] | None:
        """Where a sentence goes on to judge without a verb that reports it: «tillstyrker förslaget, men budgeten är oklar»."""
        apart = pattern("apart").search(self.lower, clause.hit.end, end)
        beside = self.unreported.judgement(apart.end(), end, stretch) if apart else None
        if apart and beside:
            return apart.start(), beside
        if clause.hit.concept.expresses != "support":
            return None
        turn = pattern("but").search(self.lower, clause.hit.end, end)
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
        turn = pattern("but").search(self.lower, start, clauses[0].hit.start if clauses else end)
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
        joint = pattern("also").search(self.lower, start, at)
        judged = joint and self.unreported.judgement(start, joint.start(), stretch)
        return joint.start() if joint and judged else None

    def between_judgements(self, start: int, end: int, stretch: Stretch) -> tuple[int, int] | None:
        """The «och» or semicolon between two statements that both judge."""
        joint = pattern("apart").search(self.lower, start, end) or pattern("and-is").search(
            self.lower, start, end
        )
        if joint and not pattern("has-verb").search(self.lower, start, joint.start()):
            return None  # «Planer på regional och lokal nivå är viktiga»
        parts = ((start, joint.start()), (joint.end(), end)) if joint else ()
        both = joint and all(self.unreported.judgement(*part, stretch) for part in parts)
        return joint.span() if joint and both else None
