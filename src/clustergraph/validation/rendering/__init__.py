"""A report in the form that its reader wants: a person, a program, a code-scanning service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clustergraph.validation.report import Language, Report

FORMATS = ("text", "json", "sarif", "turtle", "jsonld", "github")
MEDIA_TYPES = {
    "text": "text/plain; charset=utf-8",
    "json": "application/json",
    "sarif": "application/sarif+json",
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
}


def rendered(report: Report, form: str, lang: Language, *, colour: bool = False) -> str:
    """The report as text of one of `FORMATS`; `colour` is for a terminal and concerns `text` alone."""
    if form == "json":
        return json.dumps(report.as_dict(lang), ensure_ascii=False, indent=2) + "\n"
    if form == "sarif":
        from clustergraph.validation.rendering.sarif import as_sarif

        return json.dumps(as_sarif(report, lang), ensure_ascii=False, indent=2) + "\n"
    if form in ("turtle", "jsonld"):
        from clustergraph.validation.rendering.rdf import as_rdf

        return as_rdf(report, form)
    if form == "github":
        from clustergraph.validation.rendering.github import as_annotations

        return as_annotations(report, lang)
    from clustergraph.validation.rendering.text import as_text

    return as_text(report, lang, colour=colour)
