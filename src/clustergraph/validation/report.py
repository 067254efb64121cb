"""What a validation found: one `Result` for each constraint that a node does not meet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

if TYPE_CHECKING:
    from clustergraph.model import Text
    from clustergraph.validation.rulebook import Rule

Severity = Literal["violation", "warning", "info"]
Language = Literal["sv", "en"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. Lines and columns count from 1, columns in Unicode code points; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""  # the line itself, or where it is very long the part around the column
    text_column: int = 1  # the column at which `text` begins


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write instead.

    `replacement` is the term that would be right, None where only words can say it; `safe` is true where the
    replacement says the same thing as before in another form, so that `--fix` may make it unasked.
    """

    text: Text
    replacement: Term | None = None
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One constraint that one node does not meet, or one place where a file is not RDF.

    Attributes:
        severity: as the shape says (`sh:severity`); one of the user's own making counts as a violation.
        code: the stable code of the constraint, such as `CG201`; `CG0…` are about the file and its terms.
        message: what is wrong, in Swedish and English.
        hint: how to mend it, in Swedish and English.
        focus: the node that was checked (`sh:focusNode`); None for a syntax error.
        path: the IRI of the property, or a SPARQL property path (`sh:resultPath`).
        value: the term at fault (`sh:value`); None where something is missing.
        shape: the IRI of the shape (`sh:sourceShape`).
        component: the IRI of the constraint component (`sh:sourceConstraintComponent`).
        location: where in the file; None for a graph that came from no file.
        suggestion: the term that was probably meant.
        messages: what a shape of the user's own says, word for word (`sh:resultMessage`).
        severity_iri: the severity of such a shape where it is none of SHACL's three (`sh:resultSeverity`).
    """

    severity: Severity
    code: str
    message: Text
    hint: Text
    focus: Term | None = None
    path: str | None = None
    value: Term | None = None
    shape: str | None = None
    component: str | None = None
    location: Location | None = None
    suggestion: Suggestion | None = None
    messages: tuple[ox.Literal, ...] = ()
    severity_iri: str | None = None


def broken(rule: Rule) -> Result:
    """The result of a rule that the program asks itself; `dataclasses.replace` adds what it is about."""
    return Result(rule.severity, rule.code, rule.message, rule.hint, shape=rule.shape)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of one validation, those of a file in the order of its lines.

    `unreadable` is true where a file could not be parsed, so that nothing of it was checked.
    """

    results: tuple[Result, ...] = ()
    unreadable: bool = False

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and information do not stand in the way."""
        return all(result.severity != "violation" for result in self.results)

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of results of each severity."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 violations, 2 a file could not be read."""
        return 2 if self.unreadable else int(not self.conforms)

    def as_dict(self, lang: Language) -> dict[str, Any]:
        """The JSON object of `validate --format json` and `POST /validate`, texts in one language."""
        return {
            "conforms": self.conforms,
            "counts": self.counts,
            "results": [_as_dict(result, lang) for result in self.results],
        }


def merged(reports: list[Report]) -> Report:
    """One report of several."""
    return Report(
        tuple(result for report in reports for result in report.results),
        any(report.unreadable for report in reports),
    )


def plain(term: Term | None) -> str | None:
    """The IRI, label or lexical form of a term, without its syntax."""
    return None if term is None else str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def in_language(text: Text, lang: Language) -> str:
    """The text in this language, or in the other where this one is missing."""
    sv, en = text.sv or text.en or "", text.en or text.sv or ""
    return sv if lang == "sv" else en


def _as_dict(result: Result, lang: Language) -> dict[str, Any]:
    place, suggestion = result.location, result.suggestion
    return {
        "severity": result.severity,
        "code": result.code,
        "message": in_language(result.message, lang),
        "hint": in_language(result.hint, lang),
        "focus": plain(result.focus),
        "path": result.path,
        "value": plain(result.value),
        "shape": result.shape,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
        "suggestion": in_language(suggestion.text, lang) if suggestion else None,
        # As N-Triples writes it, which Turtle reads too.
        "replacement": str(suggestion.replacement) if suggestion and suggestion.replacement else None,
    }
