"""The numbers that Word prints before list items and headings, which the file holds only as rules."""

import re
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the list items of a document (ECMA-376 part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}  # format, text, start
        self.abstract: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return  # the document has no lists; python-docx cannot make an empty part for them
        for abstract in root.findall(qn("w:abstractNum")):
            for level in abstract.findall(qn("w:lvl")):
                key = abstract.get(qn("w:abstractNumId"), ""), _int(level.get(qn("w:ilvl")))
                kind, text = _value(level, "w:numFmt"), _value(level, "w:lvlText")
                self.levels[key] = kind or "decimal", text or "", _int(_value(level, "w:start"), 1)
        for number in root.findall(qn("w:num")):
            self.abstract[number.get(qn("w:numId"), "")] = _value(number, "w:abstractNumId") or ""

    def next(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The mark that is printed before a paragraph (`-` for every bullet, empty if none) and its depth from 0."""
        found = self._rule(paragraph, style)
        if not found:
            name = (getattr(style, "name", "") or "").lower()
            return ("-", 0) if name.startswith(("list bullet", "punktlista")) else ("", 0)
        abstract, depth = found
        kind, text, _ = self.levels.get((abstract, depth), ("bullet", "", 1))
        if kind == "bullet":
            return "-", depth
        if kind == "none":
            return "", depth
        counts = self.counts.setdefault(abstract, [])
        while len(counts) <= depth:
            counts.append(self.levels.get((abstract, len(counts)), ("", "", 1))[2] - 1)
        counts[depth] += 1
        del counts[depth + 1 :]
        for upper in range(depth):
            counts[upper] = max(counts[upper], self.levels.get((abstract, upper), ("", "", 1))[2])

        def printed(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            kind = self.levels.get((abstract, level), ("decimal", "", 1))[0]
            return _format(counts[level], kind) if 0 <= level < len(counts) else ""

        return _PLACE.sub(printed, text).strip(), depth

    def _rule(self, paragraph: Any, style: Any) -> tuple[str, int] | None:
        """The list and depth of a paragraph, its own or those of its style."""
        properties = paragraph.find(qn("w:pPr"))
        for _ in range(10):
            if properties is not None and (number := properties.find(qn("w:numPr"))) is not None:
                identity = _value(number, "w:numId")
                if identity == "0":
                    return None
                if identity in self.abstract:
                    return self.abstract[identity], min(_int(_value(number, "w:ilvl")), 8)
            if style is None:
                return None
            properties = style.element.find(qn("w:pPr"))
            style = getattr(style, "base_style", None)
        return None


def _value(parent: Any, tag: str) -> str | None:
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def _int(value: str | None, default: int = 0) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else default


def _format(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and number < 90:
        roman = ""
        for value, digits in _ROMAN:
            roman, number = roman + digits * (number // value), number % value
        return roman if kind == "lowerRoman" else roman.upper()
    return str(number)
