"""Why a text is not RDF, in words for a steward, and where."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.model import Text
from clustergraph.namespaces import PREFIXES
from clustergraph.validation.positions import Lines
from clustergraph.validation.report import Result
from clustergraph.validation.rulebook import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clustergraph.validation.rulebook import Rulebook

_PREAMBLE = re.compile(r"^(Parser )?error (at|between) line \d+[^:]*: ", re.IGNORECASE)
# How the files begin that stewards send by mistake.
_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class _Fault:
    said: re.Pattern[str]
    sv: str
    en: str


@cache
def _faults() -> Sequence[_Fault]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return [_Fault(re.compile(f["said"]), f["sv"], f["en"]) for f in tomllib.loads(text)["fault"]]


def other_than_text(data: bytes) -> Text | None:
    """Why the bytes are no text in UTF-8, told from how they begin."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:200].count(b"\x00") > len(data[:200]) // 4:
        return Text(sv="Filen är i UTF-16; spara den som UTF-8", en="The file is UTF-16; save it as UTF-8")
    if data.startswith(_DOCUMENTS):
        return Text(
            sv="Filen är ett dokument eller ett arkiv; dokument läses med `clustergraph map`",
            en="The file is a document or an archive; documents are read by `clustergraph map`",
        )
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return Text(
            sv="Filen är en webbsida; dokument läses med `clustergraph map`",
            en="The file is a web page; documents are read by `clustergraph map`",
        )
    return None


def reason(said: str, data: bytes, syntax: ox.RdfFormat) -> Text:
    """What the parser said, in our words where the cause is known, and the syntax that the text seems to be in."""
    said = _PREAMBLE.sub("", said)
    other = _other_syntax(data, syntax)
    if other:
        return Text(
            sv=f"Filen ser ut att vara {other}; byt filändelse ({said})",
            en=f"The file looks like {other}; change its extension ({said})",
        )
    for fault in _faults():
        if found := fault.said.search(said):
            parts = [part for part in found.groups() if part is not None]
            return _filled(fault, parts)
    said = " ".join(said.split())
    return Text(sv=f"Läsaren säger på engelska: {said}", en=said)


def _filled(fault: _Fault, parts: list[str]) -> Text:
    namespace = PREFIXES.get(parts[0]) if parts else None
    declaration = f"@prefix {parts[0]}: <{namespace or '…'}> ." if parts else ""
    return Text(
        sv=fault.sv.format(*parts, declare=f"skriv {declaration} överst"),
        en=fault.en.format(*parts, declare=f"write {declaration} at the top"),
    )


def _other_syntax(data: bytes, syntax: ox.RdfFormat) -> str | None:
    start = data.lstrip()[:200]
    if syntax != ox.RdfFormat.RDF_XML and start.startswith((b"<?xml", b"<rdf:RDF")):
        return "RDF/XML (.rdf)"
    if syntax != ox.RdfFormat.JSON_LD and re.match(rb'(\[\s*)?\{\s*"', start):
        return "JSON-LD (.jsonld)"
    if syntax in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        return "Turtle (.ttl)" if re.match(rb"@?(prefix|base)\b", start, re.IGNORECASE) else None
    return None


def result(
    rulebook: Rulebook, name: str, data: bytes, why: Text, place: tuple[int, int], end: tuple[int, int] | None
) -> Result:
    """The one result of a text that cannot be read; a fault at the end of the text is shown at its last character."""
    rule = rulebook.rules.get(f"{SHAPES}syntax")
    lines = Lines(data.decode("utf-8", "replace"))
    start = lines.offset(*place)
    stop = lines.offset(*end) if end else start + 1
    if not lines.text[start:].strip():
        start = max(len(lines.text.rstrip()) - 1, 0)
        stop = start + 1
    demand = rule.message if rule else Text()
    return Result(
        severity="violation",
        code=rule.code if rule else "CG000",
        message=Text(
            *(
                f"{said}. {demanded}" if demanded else said
                for said, demanded in ((why.sv, demand.sv), (why.en, demand.en))
            )
        ),
        hint=rule.hint if rule else Text(),
        shape=rule.shape if rule else None,
        location=lines.location(name, (start, stop)),
    )
