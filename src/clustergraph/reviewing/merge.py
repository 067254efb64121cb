"""Sets what the rules propose against what a steward has decided."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clustergraph.mapping import MappedDocument
from clustergraph.model import DocumentGraph, Evidence, Statement
from clustergraph.reviewing.load import ReviewedFile


@dataclass(frozen=True, slots=True)
class Merged:
    """The graph that a document publishes, and the candidates that nobody has decided on."""

    graph: DocumentGraph
    pending: tuple[Statement, ...] = ()


def merge(reviewed: ReviewedFile, mapped: Iterable[MappedDocument]) -> Merged:
    """The reviewed statements, each marked with the rule that also found it.

    A candidate is settled where a reviewed statement of its kind has the same words, overlapping
    words or the same name, or where the file rejects its words; the others are pending.
    """
    decided = _Decided(reviewed)
    pending = [
        candidate
        for document in mapped
        for candidate in document.statements
        if _within(candidate, reviewed.span) and not decided.settles(candidate)
    ]
    statements = tuple(decided.with_rules(statement) for statement in reviewed.graph.statements)
    return Merged(replace(reviewed.graph, statements=statements), tuple(pending))


class _Decided:
    def __init__(self, reviewed: ReviewedFile) -> None:
        self._of_kind: dict[type[Statement], list[Statement]] = {}
        for statement in reviewed.graph.statements:
            self._of_kind.setdefault(type(statement), []).append(statement)
        self._rejected = {(item.section, _normal(item.quote)) for item in reviewed.rejected}
        self._found: dict[str, Evidence] = {}

    def settles(self, candidate: Statement) -> bool:
        """Whether the candidate has been decided; remembers the rule for the statement that it confirms."""
        if any(
            (candidate.section, _normal(evidence.quote)) in self._rejected for evidence in candidate.evidence
        ):
            return True
        same = [one for one in self._of_kind.get(type(candidate), ()) if _same(one, candidate)]
        for statement in same:
            self._found.setdefault(statement.reference, candidate.evidence[0])
        return bool(same)

    def with_rules(self, statement: Statement) -> Statement:
        found = self._found.get(statement.reference)
        if found is None:
            return statement
        evidence = tuple(
            replace(one, rule=found.rule, confidence=found.confidence) if _overlap(one, found) else one
            for one in statement.evidence
        )
        return replace(statement, evidence=evidence)


def _same(statement: Statement, candidate: Statement) -> bool:
    return (
        statement.reference == candidate.reference
        or statement.heading().sv == candidate.heading().sv
        or any(_overlap(one, other) for one in statement.evidence for other in candidate.evidence)
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def _within(statement: Statement, span: tuple[int, int]) -> bool:
    return any(span[0] <= evidence.start and evidence.end <= span[1] for evidence in statement.evidence)


def _normal(quote: str) -> str:
    return " ".join(quote.split())
