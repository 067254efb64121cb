"""A report as workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.validation.report import in_language

if TYPE_CHECKING:
    from clustergraph.validation.report import Language, Report, Result, Severity

_COMMANDS: dict[Severity, str] = {"violation": "error", "warning": "warning", "info": "notice"}


def as_annotations(report: Report, lang: Language) -> str:
    """One `::error …::` line a result."""
    return "".join(f"{_annotation(result, lang)}\n" for result in report.results)


def _annotation(result: Result, lang: Language) -> str:
    place = result.location
    properties = {"title": result.code}
    if place:
        properties = {"file": place.file, "line": str(place.line), "col": str(place.column), **properties}
        if place.end_line == place.line:
            properties["endColumn"] = str(place.end_column)
    given = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties.items())
    said = [in_language(result.message, lang), in_language(result.hint, lang)]
    if result.suggestion:
        said.insert(1, in_language(result.suggestion.text, lang))
    return f"::{_COMMANDS[result.severity]} {given}::{_escaped(chr(10).join(filter(None, said)))}"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
