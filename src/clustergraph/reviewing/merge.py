"""Sets what the rules propose against what a steward has decided."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from clustergraph.mapping import MappedDocument
from clustergraph.model import DocumentGraph, Evidence, Statement
from clustergraph.reviewing.items import plain_fields
from clustergraph.reviewing.load import Candidate, ReviewedFile
from clustergraph.reviewing.quotes import occurrence

# Counted from the top of the document, so that the next run of the rules may give it to other words.
_ORDINAL = re.compile(r"-\d+$")
_COUNTED = {"slug", "order", "repeats"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The graph that a document publishes, and the candidates that nobody has decided on."""

    graph: DocumentGraph
    pending: tuple[Statement, ...] = ()


def merge(reviewed: ReviewedFile, mapped: Iterable[MappedDocument]) -> Merged:
    """The reviewed statements, each marked with the rule that also found it.

    A candidate is settled where a reviewed statement of its kind has the same words, overlapping
    words or the same name, or where the file rejects its words; the others are pending. Where
    several candidates rest on the same words, a decision settles the one that is most like it:
    who accepts that one party has adopted an agreement has said nothing of the parties beside it.
    """
    candidates = [
        candidate
        for document in mapped
        for candidate in document.statements
        if _within(candidate, reviewed.span)
    ]
    decided = _Decided(reviewed, candidates)
    statements = tuple(decided.with_rules(statement) for statement in reviewed.graph.statements)
    pending = tuple(one for one in candidates if id(one) not in decided.settled)
    return Merged(replace(reviewed.graph, statements=statements), pending)


class _Decided:
    """settled: the `id` of each candidate that has been decided on."""

    def __init__(self, reviewed: ReviewedFile, candidates: Iterable[Statement]) -> None:
        self.settled: set[int] = set()
        self._found: dict[str, Evidence] = {}
        of_section: dict[str, list[Statement]] = {}
        for candidate in candidates:
            of_section.setdefault(candidate.section, []).append(candidate)
        for item in reviewed.rejected:
            met = (one for one in of_section.get(item.section, ()) if _rejects(item, one, reviewed))
            self.settled.update(map(id, _most_alike(item.given, met)))
        for statement in reviewed.graph.statements:
            met = (one for one in of_section.get(statement.section, ()) if _same(statement, one))
            for candidate in _most_alike(plain_fields(statement), met):
                self.settled.add(id(candidate))
                self._found.setdefault(statement.reference, candidate.evidence[0])

    def with_rules(self, statement: Statement) -> Statement:
        found = self._found.get(statement.reference)
        if found is None:
            return statement
        evidence = tuple(
            replace(one, rule=found.rule, confidence=found.confidence) if _overlap(one, found) else one
            for one in statement.evidence
        )
        return replace(statement, evidence=evidence)


def _most_alike(given: Mapping[str, Any], candidates: Iterable[Statement]) -> Iterator[Statement]:
    """Of the candidates on the same words those that have most of the fields that a decision gives."""

    def place(candidate: Statement) -> tuple[int, int]:
        return candidate.evidence[0].start, candidate.evidence[0].end

    for _, same_words in groupby(sorted(candidates, key=place), key=place):
        likeness = [(_likeness(given, candidate), candidate) for candidate in same_words]
        best = max(alike for alike, _ in likeness)
        yield from (candidate for alike, candidate in likeness if alike == best)


def _likeness(given: Mapping[str, Any], candidate: Statement) -> tuple[int, bool]:
    """How many fields are the same; where as many are, the short name tells."""
    fields = plain_fields(candidate)
    same = sum(str(given.get(name)) == str(value) for name, value in fields.items() if name not in _COUNTED)
    return same, given.get("slug") == candidate.slug


def _rejects(item: Candidate, candidate: Statement, reviewed: ReviewedFile) -> bool:
    words, text = _normal(item.quote), reviewed.graph.source.text
    return any(
        _normal(one.quote) == words
        and item.occurrence in (None, occurrence(text, reviewed.span, one.start, one.end))
        for one in candidate.evidence
    )


def _same(statement: Statement, candidate: Statement) -> bool:
    return (
        (statement.slug == candidate.slug and not _ORDINAL.search(candidate.slug))
        or _name(statement) == _name(candidate) is not None
        or any(_overlap(one, other) for one in statement.evidence for other in candidate.evidence)
    )


def _name(statement: Statement) -> str | None:
    """What it is known by; words quoted for want of a name are none, for they may stand in several places."""
    has_name = statement.label or type(statement).heading is not Statement.heading
    return statement.heading().sv if has_name else None


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def _within(statement: Statement, span: tuple[int, int]) -> bool:
    return any(span[0] <= evidence.start and evidence.end <= span[1] for evidence in statement.evidence)


def _normal(quote: str) -> str:
    return " ".join(quote.split())
