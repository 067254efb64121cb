"""From what an engine found to what a person reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.model import Text
from clustergraph.namespaces import expand
from clustergraph.validation.report import Result, Term
from clustergraph.validation.rulebook import SHAPES, shipped
from clustergraph.validation.suggestions import other_form
from clustergraph.validation.turtle import shortened
from clustergraph.validation.vocabulary import thing_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from clustergraph.validation.engines import Finding
    from clustergraph.validation.report import Severity, Suggestion
    from clustergraph.validation.rulebook import Rule, Rulebook

_SH = expand("sh:")
_SEVERITIES: dict[str, Severity] = {
    f"{_SH}Violation": "violation",
    f"{_SH}Warning": "warning",
    f"{_SH}Info": "info",
}
# Of several constraints of a rule that a value breaks, the first of these says why.
_TELLING = ("NodeKind", "Datatype", "Or")
_SEQUENCE = re.compile(r"<[^>]*>(/<[^>]*>)*")
_SPARQL = f"{_SH}SPARQLConstraintComponent"
_UNDESCRIBED = f"{SHAPES}undescribed"


class Explainer:
    """Says in words what each finding means; `alone` when there is no graph to know things from."""

    def __init__(self, rulebook: Rulebook, *, alone: bool) -> None:
        self._rulebook = rulebook
        self._alone = alone

    def results(self, findings: Iterable[Finding], seen: Sequence[ox.Triple]) -> list[Result]:
        """One result for each rule, node and value; `seen` are the triples that were looked at."""
        described: set[Term] = {triple.subject for triple in seen}
        if self._rulebook.own:
            return [self._as_it_says(finding) for finding in findings]
        first: dict[tuple[object, ...], Finding] = {}
        for finding in sorted(findings, key=_most_telling):
            first.setdefault((finding.shape, finding.focus, finding.path, finding.value), finding)
        return [self._result(finding, described) for finding in first.values()]

    def _as_it_says(self, finding: Finding) -> Result:
        """The result of a shape of the user's own: nothing is added to what it says, and nothing taken away."""
        rule = self._rulebook.rules.get(finding.shape or "")
        messages = tuple(self._tagged(message) for message in finding.messages)
        message = _text_of(messages)
        if _is_core(finding.component) and not self._rulebook.speaks(finding.shape or ""):
            # The engine's own words, which are English; in Swedish what `shapes/` says of the constraint.
            messages = tuple(ox.Literal(one.value, language="en") for one in messages)
            swedish = _filled(shipped().findings_in_general.get(finding.component), finding, rule).sv
            message = Text(sv=swedish and f"{swedish}.", en=_text_of(messages).en)
        shape = _lasting(finding.shape)
        return Result(
            severity=_SEVERITIES.get(finding.severity, "violation"),
            code=rule.code if rule else _code(finding.component if shape is None else shape),
            message=message,
            hint=rule.hint if rule else Text(),
            focus=finding.focus,
            path=finding.path,
            value=finding.value,
            shape=shape,
            component=finding.component,
            suggestion=_suggestion(
                finding.value, finding.component, self._rulebook.datatype(finding.shape or "")
            ),
            messages=messages,
            severity_iri=None if finding.severity in _SEVERITIES else finding.severity,
        )

    def _tagged(self, message: ox.Literal) -> ox.Literal:
        """A message whose places the engine has filled, and so taken its language from, with that language."""
        languages = (
            language for pattern, language in self._rulebook.templates if pattern.fullmatch(message.value)
        )
        language = message.language or next(languages, None)
        return ox.Literal(message.value, language=language) if language else message

    def _result(self, finding: Finding, described: set[Term]) -> Result:
        rule = self._rulebook.rules.get(finding.shape or "")
        component = finding.component
        severity: Severity = rule.severity if rule else _SEVERITIES.get(finding.severity, "violation")
        if (
            component
            in (
                f"{_SH}ClassConstraintComponent",
                f"{_SH}NodeConstraintComponent",
                f"{_SH}OrConstraintComponent",
            )
            and isinstance(finding.value, ox.NamedNode)
            and finding.value not in described
        ):
            component = _UNDESCRIBED
            severity = "info" if self._alone else severity
        shape = _lasting(finding.shape)
        said = _filled(self._rulebook.findings.get(component), finding, rule)
        return Result(
            severity=severity,
            code=rule.code if rule else _code(finding.component if shape is None else shape),
            message=_joined(said, rule.message if rule else _text_of(finding.messages)),
            hint=rule.hint if rule else Text(),
            focus=finding.focus,
            path=finding.path,
            value=finding.value,
            shape=shape,
            component=finding.component,
            suggestion=_suggestion(finding.value, component, self._rulebook.datatype(finding.shape or "")),
        )


def _lasting(shape: str | None) -> str | None:
    """The IRI of a shape; none for one without an IRI, whose label is another each time."""
    return shape if shape and ":" in shape else None


def _is_core(component: str) -> bool:
    """Whether a constraint is one of SHACL Core, for which the engine has words; others bring their own."""
    return component.startswith(_SH) and component != _SPARQL


def _text_of(messages: Sequence[ox.Literal]) -> Text:
    """Messages in any languages as a text in two: what is in neither is told as if it were English."""
    by_language: dict[str, list[str]] = {"sv": [], "en": [], "": []}
    for message in messages:
        language = (message.language or "").partition("-")[0]
        by_language[language if language in by_language else ""].append(message.value)
    sv, en, others = (" ".join(words) or None for words in by_language.values())
    return Text(sv=sv, en=en or (None if sv else others))


def _code(iri: str) -> str:
    """The last part of the IRI of a shape that has no code, or of what is not met where the shape has no IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2] or "SHACL"


def _suggestion(value: Term | None, component: str, datatype: str | None) -> Suggestion | None:
    if value is None:
        return None
    if component == _UNDESCRIBED or component.endswith("NodeKindConstraintComponent"):
        return thing_meant(value)
    return other_form(value, component, datatype)


def _most_telling(finding: Finding) -> tuple[str, str, int, str]:
    """A literal where an IRI belongs is better called that than a value of the wrong class, a text than too small."""
    component = finding.component.removeprefix(_SH).removesuffix("ConstraintComponent")
    rank = _TELLING.index(component) if component in _TELLING else len(_TELLING)
    return finding.shape or "", str(finding.focus), rank, component


def _filled(template: Text | None, finding: Finding, rule: Rule | None) -> Text:
    if template is None or (finding.component == _SPARQL and finding.value == finding.focus):
        return Text()  # a rule about the thing as a whole: its message says what is wrong, the focus of what
    path = finding.path or (rule.path if rule else None) or ""
    parts = {
        "path": _shown(path),
        "value": shortened(finding.value) if finding.value is not None else "",
    }
    return Text(*(text.format(**parts) if text else None for text in (template.sv, template.en)))


def _shown(path: str) -> str:
    """A predicate or a sequence of them in their short forms; a path of another kind as SPARQL writes it."""
    if _SEQUENCE.fullmatch(path):
        return "/".join(map(shortened, path[1:-1].split(">/<")))
    return path if "<" in path else shortened(path)


def _joined(said: Text, demanded: Text) -> Text:
    return Text(
        *(
            ". ".join(one for one in pair if one) or None
            for pair in ((said.sv, demanded.sv), (said.en, demanded.en))
        )
    )
