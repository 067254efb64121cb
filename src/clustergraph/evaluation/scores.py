"""Counting what an evaluation finds right and wrong, kind by kind.

Precision, recall and F1 are those of van Rijsbergen (Information Retrieval, 1979, chapter 7).
"""

from dataclasses import dataclass, field
from typing import Literal

# In the order in which a reader wants them: the kinds of statement, each followed by its fields.
KINDS = (
    *("registry numbers", "dates", "issuer", "recipient", "title", "document type"),
    *("organisations", "persons", "persons with role", "persons' organisation", "persons' party"),
    *("decisions", "body", "paragraph", "outcome", "decision status", "motions", "reservations"),
    "adoptions",
    *("positions", "stance", "verb", "target", "section", "topics"),
    *("elements", "element kind", "element parent"),
    "quotes verbatim",
)

Problem = Literal["missed", "spurious", "different"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements of one kind: right, given but wrong, and there but not found."""

    correct: int = 0
    spurious: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.correct + other.correct, self.spurious + other.spurious, self.missed + other.missed
        )

    @property
    def precision(self) -> float | None:
        """The share of what was given that is right; None if nothing was given."""
        return _ratio(self.correct, self.correct + self.spurious)

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found; None if nothing is there."""
        return _ratio(self.correct, self.correct + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None if there was nothing to find and nothing given."""
        return _ratio(2 * self.correct, 2 * self.correct + self.spurious + self.missed)


@dataclass(frozen=True, slots=True)
class Finding:
    """One error: what was expected, what was found, and the offset in the text where to look (or None)."""

    kind: str
    problem: Problem
    expected: str
    found: str
    start: int | None


@dataclass(slots=True)
class Score:
    """The counts of every kind, in the order of KINDS, and every error."""

    counts: dict[str, Counts] = field(default_factory=lambda: dict.fromkeys(KINDS, Counts()))
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, correct: int = 0, spurious: int = 0, missed: int = 0) -> None:
        """Count statements of a kind."""
        self.counts[kind] += Counts(correct, spurious, missed)

    def include(self, other: "Score") -> None:
        """Add the counts and findings of another document or file."""
        for kind, counts in other.counts.items():
            self.counts[kind] += counts
        self.findings += other.findings

    def missed(self, kind: str, expected: str, start: int | None) -> None:
        """Something the document says was not found."""
        self.add(kind, missed=1)
        self.findings.append(Finding(kind, "missed", expected, "", start))

    def spurious(self, kind: str, found: str, start: int | None) -> None:
        """Something was given that the document does not say."""
        self.add(kind, spurious=1)
        self.findings.append(Finding(kind, "spurious", "", found, start))

    def different(self, kind: str, expected: str, found: str, start: int | None) -> None:
        """A value was given that is not the right one: both an error of precision and one of recall."""
        self.add(kind, spurious=1, missed=1)
        self.findings.append(Finding(kind, "different", expected, found, start))


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
