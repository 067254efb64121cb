"""A report as SARIF 2.1.0 (OASIS), which code-scanning services read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from clustergraph import __version__
from clustergraph.validation.report import in_language
from clustergraph.validation.rulebook import shipped

if TYPE_CHECKING:
    from clustergraph.model import Text
    from clustergraph.validation.report import Language, Report, Result, Severity

_LEVELS: dict[Severity, str] = {"violation": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(report: Report, lang: Language) -> dict[str, Any]:
    """The SARIF log of one run."""
    codes = sorted({result.code for result in report.results})
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "clustergraph",
                        "version": __version__,
                        "language": lang,
                        "rules": [_rule(code, lang) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(result, codes.index(result.code), lang) for result in report.results],
            }
        ],
    }


def _rule(code: str, lang: Language) -> dict[str, Any]:
    rule = shipped().by_code.get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "name": in_language(rule.name, "en"),
        "shortDescription": _message(rule.message, lang),
        "fullDescription": _message(rule.reason, lang),
        "help": _message(rule.hint, lang),
        "helpUri": rule.shape,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(result: Result, index: int, lang: Language) -> dict[str, Any]:
    said = [in_language(result.message, lang)]
    if result.suggestion:
        said.append(in_language(result.suggestion.text, lang))
    written: dict[str, Any] = {
        "ruleId": result.code,
        "ruleIndex": index,
        "level": _LEVELS[result.severity],
        "message": {"text": " ".join(said)},
    }
    place = result.location
    if place:
        written["locations"] = [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file)},
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endLine": place.end_line,
                        "endColumn": place.end_column,
                    },
                }
            }
        ]
    return written


def _message(text: Text, lang: Language) -> dict[str, str]:
    return {"text": in_language(text, lang)}
