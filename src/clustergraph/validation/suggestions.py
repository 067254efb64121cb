"""What was probably meant: terms that look alike, and values in another form."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.model import Text
from clustergraph.namespaces import expand
from clustergraph.validation.report import Suggestion
from clustergraph.validation.turtle import written

if TYPE_CHECKING:
    from collections.abc import Collection

    from clustergraph.validation.report import Term

_ALIKE = 72  # rapidfuzz ratio from which two names are taken for the same
_SURE = 88
_MARGIN = 6  # how much better than the next candidate a sure one is

_MONTHS = (
    ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_DATES = (
    (re.compile(r"(\d{4})-(\d\d?)-(\d\d?)"), "ymd"),
    (re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)"), "ymd"),
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), "ymd"),
    (re.compile(r"(?:den )?(\d\d?)\.? ([a-zåäö]+)\.? (\d{4})", re.IGNORECASE), "dmy"),
    (re.compile(r"([a-z]+) (\d\d?)(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE), "mdy"),
    # A day above 12 can be no month.
    (re.compile(r"(1[3-9]|[23]\d)[/.-](\d\d?)[/. -]+(\d{4})"), "dmy"),
    (re.compile(r"([a-zåäö]+) (\d{4})", re.IGNORECASE), "my"),
    (re.compile(r"(\d{4})-(\d\d)"), "ym"),
    (re.compile(r"(\d{4})"), "y"),
)
_BEFORE_NUMBER = re.compile(r"^(dnr|diarienr|diarienummer)\b[.: ]*", re.IGNORECASE)
_DATATYPES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}


def similar(name: str, candidates: Collection[str]) -> tuple[str, bool] | None:
    """The candidate IRI whose last part is most like that of `name`, and whether it is surely meant."""
    from rapidfuzz import fuzz, process

    local = _local(name)
    by_local = {candidate: _local(candidate) for candidate in candidates}
    parts = set(local.casefold().replace("_", "-").split("-"))
    best = process.extract(
        local, by_local, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2, processor=str.casefold
    )
    if not best:
        longer = [iri for iri, name in by_local.items() if parts <= set(name.casefold().split("-"))]
        return (longer[0], False) if len(longer) == 1 else None
    _, score, iri = best[0]
    runner_up = best[1][1] if len(best) > 1 else 0
    sure = score >= _SURE or _one_slip(local, by_local[iri])
    return iri, sure and score - runner_up >= _MARGIN


def _one_slip(name: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed or swapped with the next.

    Names that end in a number, such as those of sections, differ by one character and mean another thing.
    """
    from rapidfuzz.distance import OSA

    return name.isalpha() and other.isalpha() and OSA.distance(name.casefold(), other.casefold()) <= 1


def other_form(value: Term, component: str, datatype: str | None = None) -> Suggestion | None:
    """The same value in the form that a rule about datatype or language wants, where it can be told.

    datatype: the one that the rule demands.
    """
    if not isinstance(value, ox.Literal):
        return None
    kind = component.rpartition("#")[2].removesuffix("ConstraintComponent")
    if kind in ("Or", "Datatype", "Pattern") and (day := as_date(value)) and day != value:
        return Suggestion(_write(day), day, safe=True)
    if kind in ("Not", "Pattern") and (bare := _BEFORE_NUMBER.sub("", value.value.strip())) != value.value:
        number = ox.Literal(bare, datatype=value.datatype)
        return Suggestion(_write(number), number, safe=True)
    if (
        (kind == "LanguageIn" or (kind == "Datatype" and datatype == expand("rdf:langString")))
        and value.language is None
        and value.datatype.value == expand("xsd:string")
    ):
        swedish = bool(re.search("[åäöÅÄÖ]", value.value))
        return retagged(value.value, "sv", safe=swedish)
    return None


def retagged(text: str, language: str, *, safe: bool) -> Suggestion:
    """The same text with another language tag."""
    tagged = ox.Literal(text, language=language)
    return Suggestion(_write(tagged), tagged, safe)


def as_date(value: ox.Literal) -> ox.Literal | None:
    """The date that a literal writes in another form, as precise as it is there."""
    for pattern, order in _DATES:
        match = pattern.fullmatch(value.value.strip())
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            return _date(parts)
    return None


def _date(parts: dict[str, str]) -> ox.Literal | None:
    month = parts.get("m")
    if month is not None and not month.isdigit():
        number = next(
            (names.index(month[:3].casefold()) + 1 for names in _MONTHS if month[:3].casefold() in names), 0
        )
        if not number:
            return None
        month = str(number)
    try:
        date(int(parts["y"]), int(month or 1), int(parts.get("d", 1)))
    except ValueError:
        return None
    written = "-".join([parts["y"], *(part.zfill(2) for part in (month, parts.get("d")) if part)])
    return ox.Literal(written, datatype=ox.NamedNode(expand(_DATATYPES[len(written)])))


def _write(term: ox.Literal) -> Text:
    return Text(sv=f"Menas {written(term)}?", en=f"Is {written(term)} meant?")


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]
