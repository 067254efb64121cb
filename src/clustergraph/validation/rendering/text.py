"""A report for the eye, as good compilers write theirs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import click

from clustergraph.validation.report import SEVERITIES, in_language
from clustergraph.validation.rulebook import SHAPES
from clustergraph.validation.turtle import shortened

if TYPE_CHECKING:
    from clustergraph.validation.report import Language, Location, Report, Result, Severity

_COLOURS: dict[Severity, str] = {"violation": "red", "warning": "yellow", "info": "blue"}
_WORDS = {
    "sv": {
        "violation": ("fel", "fel"),
        "warning": ("varning", "varningar"),
        "info": ("upplysning", "upplysningar"),
        "file": ("fil", "filer"),
        "focus": "gäller",
        "hint": "råd",
        "rule": "regel",
        "suggestion": "förslag",
        "none": "Inga fel.",
        "in": "i",
    },
    "en": {
        "violation": ("violation", "violations"),
        "warning": ("warning", "warnings"),
        "info": ("note", "notes"),
        "file": ("file", "files"),
        "focus": "about",
        "hint": "hint",
        "rule": "rule",
        "suggestion": "suggestion",
        "none": "No faults.",
        "in": "in",
    },
}


def as_text(report: Report, lang: Language, *, colour: bool) -> str:
    """The results grouped by file, each with its line, and their count."""
    by_file: dict[str | None, list[Result]] = defaultdict(list)
    for result in report.results:
        by_file[result.location.file if result.location else None].append(result)
    parts = [_block(result, lang, colour) for results in by_file.values() for result in results]
    return "\n".join([*parts, _summary(report, len(by_file.keys() - {None}), lang)])


def _block(result: Result, lang: Language, colour: bool) -> str:
    words = _WORDS[lang]

    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if colour else text  # type: ignore[arg-type]

    place = result.location
    margin = " " * len(str(place.line)) if place else " "
    bar = paint(f"{margin} |", fg="blue", bold=True)
    note = paint(f"{margin} =", fg="blue", bold=True)
    head = paint(f"{words[result.severity][0]}[{result.code}]", fg=_COLOURS[result.severity], bold=True)
    lines = [f"{head}: {paint(in_language(result.message, lang), bold=True)}"]
    if place:
        arrow = paint(f"{margin}-->", fg="blue", bold=True)
        number = paint(f"{place.line} |", fg="blue", bold=True)
        lines.append(f"{arrow} {place.file}:{place.line}:{place.column}")
        caret = paint(_caret(place), fg=_COLOURS[result.severity], bold=True)
        lines += [bar, f"{number} {_visible(place.text)}", f"{bar} {caret}"]
    if result.focus is not None:
        lines.append(f"{note} {words['focus']}: {shortened(result.focus)}")
    if result.suggestion:
        lines.append(f"{note} {words['suggestion']}: {in_language(result.suggestion.text, lang)}")
    if hint := in_language(result.hint, lang):
        lines.append(f"{note} {words['hint']}: {hint}")
    if result.shape and result.shape.startswith(SHAPES):  # a shape of the user's own is described elsewhere
        lines.append(f"{note} {words['rule']}: docs/shapes.md#{result.code.lower()}")
    return "\n".join(lines) + "\n"


def _caret(place: Location) -> str:
    before = place.column - place.text_column
    last = place.end_column - place.text_column if place.end_line == place.line else len(place.text)
    return " " * before + "^" * max(1, min(last, len(place.text)) - before)


def _visible(text: str) -> str:
    """The line with each control character as one that takes one place and steers no terminal."""
    return "".join(" " if char == "\t" else char if char.isprintable() else "�" for char in text)


def _summary(report: Report, files: int, lang: Language) -> str:
    words = _WORDS[lang]
    counts = [(report.counts[severity], words[severity]) for severity in SEVERITIES]
    said = ", ".join(f"{count} {names[0 if count == 1 else 1]}" for count, names in counts if count)
    if not said:
        return f"{words['none']}\n"
    where = f" {words['in']} {files} {words['file'][0 if files == 1 else 1]}" if files else ""
    return f"{said}{where}\n"
