"""What a document says of itself: type, title, date, issuer, recipient, registry numbers, language."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.actors import Named
from clustergraph.mapping.correspondents import find_issuer, find_recipient, head_unit
from clustergraph.mapping.dates import FoundDate, find_dates
from clustergraph.mapping.document_type import find_type, foreign_field
from clustergraph.mapping.material import Found, Material
from clustergraph.mapping.registry_numbers import RegistryNumber, ministry_of, number_at
from clustergraph.mapping.roles import role_of
from clustergraph.mapping.sections import kind_of
from clustergraph.mapping.view import Stretch
from clustergraph.mapping.vocabulary import actors, lexicon
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
    own, foreign = _registry(material, type_.value, issuer, recipient)
    return Metadata(
        type_,
        _title(material),
        _date(material),
        issuer,
        head_unit(material, "body"),
        head_unit(material, "office"),
        recipient,
        own,
        foreign,
        language(material.view.words),
    )


# --- title ----------------------------------------------------------------------------------------------


def _title(material: Material) -> str:
    """The line of the head that names what it answers or says, else the title found by splitting."""
    printed = " ".join(material.title.split())
    view = material.view
    names = {view.words[one.start : one.end] for one in material.named}
    if len(printed.split()) == 1 and (joined := _joined_title(material, printed)):
        return joined
    best, most = "", 0
    for stretch in view.stretches[:30]:
        words = " ".join(view.block_words(stretch).split())
        points = _title_points(material, stretch, words, printed)
        if points > most and words not in names and _can_be_title(words):
            best, most = words, points
    if best:
        return best
    return (
        ""
        if kind_of(printed.lower()) or (not _can_be_title(printed) and len(printed.split()) > 1)
        else printed
    )


_WHAT = re.compile(
    r"(?:\w+s )?(?:\w*yttrande|remissvar|svar|remiss|synpunkter)(?: på remiss\w*)? (?:över|på|av|om|angående|avseende|gällande|från|till)"
    r"|remissvar:|angående |beslut i \w+(?:styrelse|nämnd|fullmäktige)",
    re.IGNORECASE,
)
_SERIES = re.compile(r"\((?:sou|ds) \d{3} ?\d ?:", re.IGNORECASE)
_MEETING = re.compile(r"Sammanträde (?:den )?\d\S*(?: \w+ \d{4})?")


def _title_points(material: Material, stretch: Stretch, words: str, printed: str) -> int:
    """How much speaks for a line being the title, 0 where it cannot be."""
    if stretch.kind in (Kind.ITEM, Kind.ROW, Kind.FIELD, Kind.DISTRIBUTION) or len(words) > 450:
        return 0
    heading = stretch.kind is Kind.HEADING
    if _MEETING.fullmatch(words) and stretch.index < 4:
        return 9
    long = (
        stretch.index < 4 and _WHAT.match(words) and not words.endswith(".")
    )  # a title as long as a paragraph
    if not heading and stretch.start >= material.head and not long:
        return 0
    if heading and kind_of(words.lower()):
        return 0
    first = stretch.start <= material.head or stretch.index < 4
    points = 6 if _WHAT.match(words) and first else 0
    points += 4 if _SERIES.search(words) and first else 0
    sender = any(one.start == stretch.start and not one.genitive for one in material.named)
    if words == printed and not sender:
        points += 4
    if heading:
        points += 1
    elif len(words) > 20 and material.in_head(stretch) and _TITLED.search(words):
        points += 2
    return points


def _joined_title(material: Material, first: str) -> str:
    """A type on one line and what it is about on the next: «Avsiktsförklaring / om samverkan för …»."""
    view = material.view
    for stretch, following in zip(view.stretches, view.stretches[1:], strict=False):
        line, rest = view.block_words(stretch).strip(), view.block_words(following).strip()
        if line == first and rest.startswith(
            ("om ", "för ", "över ", "mellan ", "avseende ", "angående ", "att ")
        ):
            return f"{line.capitalize() if line.isupper() else line} {rest}"
    return ""


# What a line of addresses, keys or numbers holds, and a title does not.
_ADDRESS = re.compile(
    r"@|www\.|\d{3} ?\d{2} [A-ZÅÄÖ]|(?:post|besöks)adress|telefon|bankgiro|diarienummer|diarienr|^dnr\b|\bref:|"
    r"\bdatum\b|ert ärende|er ref|ert dnr|vårt? (?:ref|dnr)|handläggare|närvarande|beslutande|\bsida \d|^[\d/-]+$|^denna? |ingås mellan|diariekod|^\d+\(\d+\)|plats och tid|telefax|^(?:remissvar|yttrande)\d|s yttranden$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"yttrande|remiss|sou \d|ds \d|förslag|strategi|program|plan|motion|ansökan|revidering", re.IGNORECASE
)


def _can_be_title(words: str) -> bool:
    """Whether words can be a title: at least two, not a date or paragraph number, not a person's title."""
    if _MEETING.fullmatch(words):
        return True
    if len(words.split()) < 2 or re.fullmatch(r"§ ?\d+\S*", words) or _ADDRESS.search(words):
        return False
    if len(words) < 60 and find_dates(words) and not re.search(r"\b(?:över|om|för|av|i)\b", words):
        return False
    return not (len(words.split()) <= 3 and role_of(words))


# --- date -----------------------------------------------------------------------------------------------


def _date(material: Material) -> Found | None:
    """The document's own date: by its key, on a line of the head, after a place, or in the signature."""
    best: tuple[float, FoundDate] | None = None
    for found in material.dates:
        weight = _date_weight(material, found)
        if weight and (best is None or weight > best[0]):
            best = (weight, found)
    if best is None:
        return None
    weight, found = best
    rule = "date-by-key" if weight > 0.9 else "date-by-place"
    return Found(found.value, found.start, found.end, rule, weight)


def _date_weight(material: Material, found: FoundDate) -> float:
    """How sure it is that a date is the document's own, 0 where it is not."""
    view, fields = material.view, lexicon("documents")["fields"]
    stretch = view.at(found.start)
    name = stretch.block.name.lower().strip(" :.")
    before = view.lower[max(stretch.start, found.start - 40) : found.start].strip(" :,")
    if stretch.kind is Kind.FIELD:
        if name in fields["other date"]:
            return 0
        if name in fields["date"]:
            return 0.97
        return 0.6 if name in ("handläggare", "sida", "") else 0
    if before.endswith(tuple(fields["other date"])):
        return 0
    if stretch.kind is not Kind.PARAGRAPH and before.endswith(tuple(fields["date"])):
        return 0.95
    if material.in_head(stretch):
        return 0.9 if _dated(before) else 0.8
    short = stretch.end - stretch.start < 60
    if stretch.kind is Kind.SIGNATURE:
        return 0.7
    if stretch.kind in (Kind.PARAGRAPH, Kind.HEADING) and short and _dated(before):
        return 0.8 if stretch.start < material.head or found.end == stretch.end else 0.5
    return 0


def _dated(before: str) -> bool:
    """Whether a date stands alone or after a place: «Umeå den 17 januari 2025»."""
    return not before or bool(re.fullmatch(r"(?:[\wåäö-]+,? ?){0,2}(?:den|dag)?", before))


# --- registry numbers -----------------------------------------------------------------------------------


def _registry(
    material: Material, type_: str, issuer: Found | None, recipient: Found | None
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The document's own registry numbers, and those of others with their owners."""
    own: dict[str, Found] = {}
    foreign: dict[str, Found] = {}
    fields = _numbered_fields(material)
    starts = {number.start for number in fields}
    every = sorted(
        [*fields, *(n for n in material.numbers if n.start not in starts)],
        key=lambda n: (not n.labelled, n.start),
    )
    for number in every:
        key = re.sub(r"\s+", " ", number.number).casefold()
        if key in own or key in foreign:
            continue
        if any(date.start == number.start for date in material.dates):
            continue  # the column of the date, not of the number
        owner, other = _owner(material, number, type_, issuer, recipient, bool(own))
        rule, sure = ("labelled-number", 0.95) if number.labelled else ("number-by-shape", 0.8)
        found = Found(number.number, number.start, number.end, rule, sure, owner)
        if other:
            foreign[key] = found
        elif number.labelled or number.start < material.head or not own:
            own[key] = found
    return tuple(own.values()), tuple(foreign.values())


def _numbered_fields(material: Material) -> list[RegistryNumber]:
    """The values of fields such as «Diarienummer» and «Ert dnr»."""
    found = []
    known = lexicon("documents")["fields"]["number"]
    for stretch in material.view.stretches:
        name = " ".join(stretch.block.name.lower().strip(" :.").split())
        if stretch.kind is not Kind.FIELD or name not in known:
            continue
        value = number_at(material.view.words, stretch.start)
        if value and value[2] <= stretch.end:
            foreign = foreign_field(name) if len(name.split()) > 1 else None
            found.append(RegistryNumber(*value, foreign, True))
    return found


def _owner(
    material: Material,
    number: RegistryNumber,
    type_: str,
    issuer: Found | None,
    recipient: Found | None,
    numbered: bool,
) -> tuple[str | None, bool]:
    """The slug of the authority that keeps a number, if known, and whether it is another than the issuer.

    `numbered` says whether the document already has a number of its own.
    """
    own = issuer.value if issuer else None
    addressee = recipient.value if recipient else None
    ministry = ministry_of(number.number)
    if ministry and ministry != own and ministry in actors():
        return ministry, True
    if number.foreign is False:
        return own, False
    if number.foreign:
        return (addressee if type_ != "memo" else None), True
    stretch = material.view.at(number.start)
    if stretch.kind is Kind.PARAGRAPH and not material.in_head(stretch):
        named = [
            one
            for one in material.named
            if number.start - 120 < one.end <= number.start and one.start >= stretch.start and not one.unit
        ]
        if named and named[-1].slug != own:
            return named[-1].slug, True
    if type_ == "consultation-response" and recipient:
        if stretch.kind is Kind.HEADING and not stretch.block.number:
            return addressee, True
        # A second number, under the lines of the receiver, is the receiver's.
        if numbered and recipient.start < number.start < material.head and number.labelled:
            return addressee, True
    return own, False


# --- language -------------------------------------------------------------------------------------------


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon("documents")["language"].items()}


def language(words: str) -> str:
    """The language of the words (ISO 639-1), by the commonest words of each; Swedish if nothing tells."""
    sample = Counter(words[:5_000].lower().split())
    counts = {code: sum(sample[word] for word in common) for code, common in _common().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["sv"] * 1.2 + 2 else "sv"
