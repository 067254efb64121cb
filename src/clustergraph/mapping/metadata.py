"""What a document says of itself: type, title, date, issuer, recipient, registry numbers, language."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.actors import Named
from clustergraph.mapping.case_numbers import find_case_numbers
from clustergraph.mapping.correspondents import find_issuer
from clustergraph.mapping.courts import appealed, subject_of_case
from clustergraph.mapping.dates import FoundDate
from clustergraph.mapping.document_type import STRATEGIC, find_type
from clustergraph.mapping.head_units import called_body, head_unit, told_body
from clustergraph.mapping.material import Found, Material
from clustergraph.mapping.minutes_titles import minutes_title
from clustergraph.mapping.recipients import find_recipient
from clustergraph.mapping.registry_numbers import is_number_key
from clustergraph.mapping.sender_guesses import by_unit
from clustergraph.mapping.summons_titles import summons_title
from clustergraph.mapping.titles import find_title
from clustergraph.mapping.view import Stretch, View
from clustergraph.mapping.vocabulary import concepts, lexicon
from clustergraph.reading import Kind


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document; the values of issuer and recipient are slugs of actors."""

    type: Found
    title: str
    date: Found | None
    issuer: Found | None
    body: Named | None
    office: Named | None
    recipient: Found | None
    numbers: tuple[Found, ...]
    foreign: tuple[Found, ...]
    language: str


def find_metadata(material: Material) -> Metadata:
    """The metadata of a document, as far as its words give it."""
    type_ = find_type(material)
    issuer = find_issuer(material, type_.value)
    recipient = find_recipient(material, type_.value, issuer)
    calling = type_.value == "summons"  # a board is called to its own meeting
    if (
        issuer
        and recipient
        and issuer.value == recipient.value
        and issuer.rule == "issuer-is-unit"
        and not calling
    ):
        issuer = by_unit(material, type_.value, recipient.value)
    own, foreign = find_case_numbers(material, type_.value, issuer, recipient)
    return Metadata(
        type_,
        _title(material, type_),
        _date(material),
        issuer,
        _body(material, type_.value),
        head_unit(material, "office"),
        recipient,
        own,
        foreign,
        language(material.view.lower),
    )


def _title(material: Material, type_: Found) -> str:
    if type_.value == "minutes":
        return minutes_title(material)
    if type_.value == "summons":
        return summons_title(material) or _type(material, type_)
    return subject_of_case(material) or find_title(material) or _type(material, type_)


def _type(material: Material, found: Found) -> str:
    """The type that is all the title there is of a plan or an agenda: «Jordbruksplan», «FÖREDRAGNINGSLISTA»."""
    view = material.view
    if found.value == "summons":
        return view.words[found.start : found.end].capitalize()
    first = view.block_words(view.stretches[0]).strip() if found.value in STRATEGIC else ""
    return first if len(first) > _WORD and first.isalpha() else ""


_WORD = 7  # letters of the shortest word that names a plan


def _body(material: Material, type_: str) -> Named | None:
    """The body that the document is of: named in its head, or in minutes called by its kind."""
    called = called_body(material) if type_.startswith("minutes") else None
    named = (told_body(material) if type_ == "minutes" else None) or head_unit(material, "body")
    return (
        called if called and (named is None or not material.in_head(material.view.at(named.start))) else named
    )


# --- date -----------------------------------------------------------------------------------------------


def _date(material: Material) -> Found | None:
    """The document's own date: by its key, on a line of the head, after a place, or in the signature."""
    best: tuple[float, FoundDate] | None = None
    for found in material.dates:
        weight = _date_weight(material, found) or _closing_weight(material, found)
        if weight and (best is None or weight > best[0]):
            best = (weight, found)
    if best is None:
        start, end = material.run_together
        inside = (one for one in material.dates if start <= one.start < end)
        alone = (one for one in inside if _ALONE.search(material.view.words, start, one.start))
        first = next(alone, None)
        return Found(first.value, first.start, first.end, "date-run-together", 0.5) if first else None
    weight, found = best
    rule = "date-by-key" if weight > 0.9 else "date-by-place"
    return Found(found.value, found.start, found.end, rule, weight)


def _date_weight(material: Material, found: FoundDate) -> float:
    """How sure it is that a date is the document's own, 0 where it is not."""
    view, fields = material.view, lexicon("documents")["fields"]
    stretch = view.at(found.start)
    name = stretch.block.name.lower().strip(" :.")
    before = view.lower[max(stretch.start, found.start - 40) : found.start].strip(" :,(|")
    if (
        appealed(material, found.start)
        or _BRACKETED.search(view.lower, stretch.start, found.start)
        or _reported(view, stretch, found)
    ):
        return 0
    keyed = _DAY.sub("", before)
    if keyed.endswith(tuple(fields["other date"])):
        return 0
    if stretch.kind is not Kind.PARAGRAPH and keyed.endswith(tuple(fields["date"])):
        return 0.95
    if stretch.index < _FIRST and _HELD.search(before):
        return 0.8
    if stretch.kind is Kind.FIELD:
        return _field_weight(material, stretch, name)
    if stretch.index < 12 and (_ADOPTED.search(before) or _AGREED.match(view.lower, found.end)):
        return 0.75
    if material.in_head(stretch):
        return 0.9 if _dated(before) else 0.8
    if met := _met_weight(view, stretch, found, keyed):
        return met
    short = stretch.end - stretch.start < 60
    if stretch.kind is Kind.SIGNATURE:
        return 0.7
    if stretch.kind in (Kind.PARAGRAPH, Kind.HEADING) and short and _dated(before):
        return 0.8 if stretch.start < material.head or found.end == stretch.end else 0.5
    closing = stretch.index >= len(view.stretches) - _CLOSING_BLOCKS
    decided = any(one.type == "body" for one in material.named_within(stretch.start, stretch.end))
    if stretch.kind is Kind.ROW and short and closing and _dated(before) and not decided:
        return 0.7  # of signatures side by side: «Falun 2025-05-15    Mora 2025-05-16»
    return 0


# The meeting to which a decision is reported, and what else is to come: «Anmäls till nämnden 2025-02-12».
_REPORTED = re.compile(
    r"\b(?:anmäl(?:s|d|t|as|an|ningsdatum)?|delges|(?:åter)?rapporteras?|återrapportering|redovisas?|redovisning|anmälas|expedieras|tas upp|behandlas|följs upp|träder i kraft)\b(?![^.\n]*\. )[^\n]{0,70}$"
)


def _reported(view: View, stretch: Stretch, found: FoundDate) -> bool:
    """Whether a date is that of a meeting to which the document is to be reported."""
    before = f"{stretch.block.name.lower()} {view.lower[max(stretch.start, found.start - 90) : found.start]}"
    return bool(_REPORTED.search(before)) or view.lower.startswith((" (anmäl", ", anmäl"), found.end)


def _met_weight(view: View, stretch: Stretch, found: FoundDate, before: str) -> float:
    """How sure it is that a title, or a sentence at the beginning, tells the day of the meeting, 0 where none does."""
    if stretch.kind is Kind.HEADING and stretch.index < 4:
        return 0.6 if _MEETING.search(view.lower, stretch.start, found.start) else 0
    return 0.7 if stretch.kind is Kind.PARAGRAPH and stretch.index < 8 and _MET_ON.search(before) else 0


def _field_weight(material: Material, stretch: Stretch, name: str) -> float:
    """How sure it is that the date under a key is the document's own; in the middle of it, a table has keys too."""
    fields = lexicon("documents")["fields"]
    keys = {name, *re.split(r" ?/ ?", name)}
    if not keys.isdisjoint(fields["other date"]):
        return 0
    if not keys.isdisjoint(fields["date"]):
        last = len(material.view.stretches) - _CLOSING_BLOCKS
        return 0.97 if stretch.start <= material.head or stretch.index < 12 or stretch.index >= last else 0.55
    if name in fields["adopted"]:
        return 0.75
    beside = name in ("handläggare", "sida", "version", "") or is_number_key(name) or name in _type_words()
    return 0.6 if beside else 0


@cache
def _type_words() -> frozenset[str]:
    return frozenset(
        phrase.lower() for concept in concepts("document-type").values() for phrase in concept.phrases
    )


# Before a date that no sentence holds: a number or a word with a capital letter, a key of another's date aside.
_ALONE = re.compile(
    r"(?<!Ert datum)(?<!Er remiss)(?:^|[ \n])(?:[A-ZÅÄÖ][\w.:-]*|[\d()/-]+|protokoll),? (?:den )?\Z"
)
_FIRST = 4  # blocks of the beginning
_HELD = re.compile(
    r"(?:sammanträdes|mötes)datum:? [\w ]{3,40}$"
)  # «Sammanträdesdatum Kommunstyrelsen 2014-09-09»
_BRACKETED = re.compile(r"\([^()\n]{2,30} \Z")  # of the paper that a line names: «(PM 2010-01-18)»
_DAY = re.compile(r"[ ,:.(]*(?:\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?)?[ ,]*(?:\bden)?[ ,:.(]*$")
_MET_ON = re.compile(
    r"\b(?:sammanträd(?:de|er|e)|möte|hölls|höll)$"
)  # «Nämnden sammanträdde torsdagen den 12 mars 2020»
_AGREED = re.compile(
    r" (?:har )?(?:träffat|ingått|slutit|upprättat|tecknat)s? "
)  # «har den 12 maj 2020 träffats mellan»
_ADOPTED = re.compile(r"(?:antagen|antaget|fastställd|fastställt|beslutad|beslutat) (?:av|i) [^.\n]{3,60}$")


def _closing_weight(material: Material, found: FoundDate) -> float:
    """How sure it is that a date at the end is that of the document's own decision, 0 where it is not."""
    view = material.view
    stretch = view.at(found.start)
    closing = stretch.index >= len(view.stretches) - _CLOSING_BLOCKS
    begin = max(stretch.start, found.start - 140)
    if not closing:
        return 0
    if _DECIDED.search(view.lower, begin, found.start):
        return 0.65
    sentence = next((view.lower[a:b] for a, b, _ in view.sentences if a <= found.start < b), "")
    beside = _PARAGRAPHED.match(view.lower, found.end)
    return 0.65 if beside and _BODY_DECIDED.search(sentence) and _OWN_ANSWER.search(sentence) else 0


# Said at the end of an answer, of its own decision: «Yttrandet beslutades av styrelsen den …».
_CLOSING_BLOCKS = 8
_DECIDED = re.compile(
    r"\b(?:(?:har )?fatta(?:t|de) beslut|beslut(?:et)? (?:i (?:detta|det här) ärende\w*|om (?:detta |det här )?(?:yttrandet?|remissvaret?|svaret?)) "
    r"(?:har )?(?:fatta(?:ts|des)|tagits|togs)|(?:yttrandet?|remissvaret?|svaret?) (?:har |är |blev )?(?:beslut|fastställ|anta|antog|godkän|avg)\w+"
    r"|beslutade om (?:detta )?(?:yttrandet?|remissvaret?|svaret?)|(?:fastställde|antog|godkände|avgav) (?:detta )?(?:yttrandet?|remissvaret?|svaret?))\b[^.\n]*$"
)
# «Kommunstyrelsen beslutade den …, § 61, att avge detta yttrande», «Genom beslut i nämnden den … har kommunen lämnat detta svar».
_PARAGRAPHED = re.compile(r",? \(?(?:§|paragraf)")
_BODY_DECIDED = re.compile(
    r"\bbeslut i \w|(?:styrelsen|nämnden|fullmäktige|utskottet|direktionen)\b[^.\n]{0,60}? ?\b(?:beslutade|beslutat|antog|antagit|ställde sig|ställt sig|godkände|godkänt|fastställde|fastställt)\b"
)
_OWN_ANSWER = re.compile(r"\b(?:yttrandet?|remissvaret?|svaret?|detta ärende)\b")
_MEETING = re.compile(r"sammanträde|protokoll|beslut|möte|kallelse")  # what a title dates


def _dated(before: str) -> bool:
    """Whether a date stands alone or after a place: «Umeå den 17 januari 2025»."""
    return not before or bool(_PLACED.fullmatch(before))


_PLACED = re.compile(
    r"(?:(?:undertecknad|undertecknat|signerad|signerat|upprättad|upprättat|daterad|daterat) ?)?(?:[iav]{1,2} )?"
    r"(?:(?:[^\W\d_][\w-]*),? ?){0,2}(?:i|den|dag)?"
)


# --- language -------------------------------------------------------------------------------------------


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon("documents")["language"].items()}


def language(lower: str) -> str:
    """The language of words in lower case (ISO 639-1), by the commonest words of each; Swedish if nothing tells."""
    sample = Counter(lower[:5_000].split())
    counts = {
        code: sum(map(sample.__getitem__, sample.keys() & common)) for code, common in _common().items()
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["sv"] * 1.2 + 2 else "sv"
