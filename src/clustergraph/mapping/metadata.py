"""What a document says of itself: type, title, date, issuer, recipient, registry numbers, language."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.actors import Named, place_actor
from clustergraph.mapping.dates import FoundDate
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.registry_numbers import RegistryNumber, ministry_of, number_at
from clustergraph.mapping.sections import Section
from clustergraph.mapping.view import Stretch, View
from clustergraph.mapping.vocabulary import actors, lexicon
from clustergraph.reading import Kind

_TOP = frozenset({Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE, Kind.HEADING})
STRATEGIC = frozenset({"strategy", "programme", "plan", "policy"})
_ADDRESSED = frozenset({"consultation-response", "letter", "memo", "consultation-letter"})


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the words that say it (offsets in the view), the rule and its confidence.

    `owner` is the slug of the authority that keeps a foreign registry number, where that is known.
    """

    value: str
    start: int
    end: int
    rule: str
    confidence: float
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a document; issuer, body and recipient hold slugs of actors."""

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


@dataclass(frozen=True, slots=True)
class Material:
    """What the rules of the metadata read: the view, its sections and what was found in the words."""

    name: str
    title: str
    view: View
    sections: tuple[Section, ...]
    hits: Sequence[Hit]
    named: Sequence[Named]
    dates: Sequence[FoundDate]
    numbers: Sequence[RegistryNumber]

    @property
    def head(self) -> int:
        """Offset in the view where the running text begins."""
        for stretch in self.view.stretches:
            if stretch.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW) and stretch.end - stretch.start > 60:
                return stretch.start
        return len(self.view.words)


def find_metadata(material: Material) -> Metadata:
    """The metadata of a document, as far as its words give it."""
    type_ = _type(material)
    issuer = _issuer(material, type_.value)
    body = _head_unit(material, "body")
    recipient = _recipient(material, type_.value, issuer)
    own, foreign = _registry(material, type_.value, issuer, recipient)
    return Metadata(
        type_,
        _title(material),
        _date(material, type_.value),
        issuer,
        body,
        _head_unit(material, "office"),
        recipient,
        own,
        foreign,
        language(material.view.words),
    )


def _title(material: Material) -> str:
    title = re.sub(r"\s+", " ", material.title).strip()
    return title


# --- type ---------------------------------------------------------------------------------------------


def _type(material: Material) -> Found:
    """The type that the document calls itself in its head or title, else the type of its sections."""
    view = material.view
    candidates: list[tuple[int, Found]] = []
    for hit in material.hits:
        if hit.start > material.head:
            break
        if hit.concept.scheme != "document-type":
            continue
        stretch = view.at(hit.start)
        if stretch.kind not in _TOP:
            continue
        weight = _type_weight(material, stretch, hit)
        if weight:
            found = Found(hit.concept.slug, hit.start, hit.end, "type-in-head", 0.9 if weight > 5 else 0.75)
            candidates.append((weight, found))
    candidates += _type_by_sections(material)
    if not candidates:
        return Found("other", 0, min(1, len(view.words)), "type-unknown", 0.3)
    return max(candidates, key=lambda pair: pair[0])[1]


def _type_weight(material: Material, stretch: Stretch, hit: Hit) -> int:
    """How much a type word says: alone on its line much, first in a title less, inside a title little."""
    line = material.view.lower[stretch.start : stretch.end]
    before, after = line[: hit.start - stretch.start].strip(), line[hit.end - stretch.start :].strip(" :")
    if stretch.kind is Kind.FIELD and stretch.block.name.lower() not in ("dokumenttyp", "typ"):
        return 0
    if stretch.block.name.lower() == "dokumenttyp":
        return 12
    kind = material.sections[stretch.index].kind if stretch.kind is Kind.HEADING else ""
    if kind in ("decision", "proposal"):
        return 0
    known = {"memo", "minutes-excerpt", "minutes", "consultation-response", "decision", "consultation-letter"}
    if not before and (not after or stretch.kind is not Kind.HEADING):
        return 11 if hit.concept.slug in known else 8
    if stretch.kind is not Kind.HEADING:
        return 9 if hit.concept.slug in known else 4
    if not before:
        return 7
    if hit.concept.slug == "consultation-response":
        return 6
    if hit.concept.slug in ("report", "letter", "consultation-letter", "memo", "decision", "summons"):
        return 0
    return 3 if not after or hit.concept.slug in STRATEGIC else 2


def _type_by_sections(material: Material) -> list[tuple[int, Found]]:
    """Types shown by the parts a document has: «Förslag till beslut», «§ 3», «Ert dnr»."""
    view, found = material.view, []
    for stretch in view.stretches:
        if stretch.kind is not Kind.HEADING:
            continue
        kind = material.sections[stretch.index].kind
        if kind == "proposal":
            found.append((6, Found("memo", stretch.start, stretch.end, "type-by-section", 0.7)))
        if stretch.block.number.startswith("§") and "beslut" in view.lower:
            later = [s for s in view.stretches[stretch.index + 1 :] if s.block.number.startswith("§")]
            decides = any(section.kind == "decision" for section in material.sections)
            if decides:
                slug = "minutes" if len(later) > 2 else "minutes-excerpt"
                found.append((8, Found(slug, stretch.start, stretch.end, "type-by-section", 0.75)))
        break_at = stretch.start > 4000
        if break_at:
            break
    if any(number.foreign for number in material.numbers) or any(
        _foreign_field(s.block.name) for s in view.stretches if s.kind is Kind.FIELD
    ):
        end = min(len(view.words), view.stretches[0].end) if view.stretches else 0
        found.append((5, Found("consultation-response", 0, end, "type-by-foreign-number", 0.7)))
    return found


# --- issuer and recipient -------------------------------------------------------------------------------


def _organisations(material: Material) -> list[Named]:
    return [one for one in material.named if not one.unit]


def _issuer(material: Material, type_: str) -> Found | None:
    """The organisation that speaks: by letterhead, signature, as subject of its verbs, and how often named."""
    view = material.view
    score: Counter[str] = Counter()
    first: dict[str, Named] = {}
    verbs = {hit.start for hit in material.hits if hit.concept.scheme == "verb"}
    addressed = _addressed(material)
    top_seen = False
    for one in _organisations(material):
        stretch = view.at(one.start)
        first.setdefault(one.slug, one)
        score[one.slug] += 1
        if one.start in addressed:
            score[one.slug] -= 12
            continue
        whole = one.start == stretch.start
        if stretch.kind in (Kind.LETTERHEAD, Kind.FURNITURE) and whole:
            score[one.slug] += 9 if not top_seen else 2
            top_seen = True
        elif stretch.kind is Kind.SIGNATURE:
            score[one.slug] += 7
        elif stretch.kind is Kind.HEADING and one.genitive and whole:
            score[one.slug] += 6
        elif (
            stretch.kind is Kind.FIELD
            and stretch.block.name.lower() in lexicon("documents")["fields"]["issuer"]
        ):
            score[one.slug] += 12
        if not one.genitive and any(one.end < at <= one.end + 12 for at in verbs if at - one.end < 13):
            score[one.slug] += 2
    for slug in list(score):
        score[slug] = min(score[slug], 30)
    if type_ in STRATEGIC:
        score = Counter({slug: points for slug, points in score.items() if points >= 6})
    if score:
        slug, points = max(score.items(), key=lambda pair: (pair[1], -first[pair[0]].start))
        if points > 4:
            one = first[slug]
            return Found(slug, one.start, one.end, "issuer-by-place-and-use", 0.9 if points > 8 else 0.7)
    return _issuer_by_place(material)


def _addressed(material: Material) -> set[int]:
    """Where actors stand that a document is sent to: «Till», the distribution list, lines after the type."""
    view, found = material.view, set()
    for one in material.named:
        stretch = view.at(one.start)
        if stretch.kind is Kind.DISTRIBUTION or (
            stretch.kind is Kind.FIELD
            and stretch.block.name.lower() in lexicon("documents")["fields"]["recipient"]
        ):
            found.add(one.start)
        elif stretch.kind in (Kind.LETTERHEAD, Kind.HEADING) and view.lower[stretch.start : one.start] in (
            "till ",
            "till: ",
        ):
            found.add(one.start)
    return found


def _issuer_by_place(material: Material) -> Found | None:
    """A municipality that the text names by its place only, or the file by its name."""
    words = material.view.words
    for match in re.finditer(
        r"\b([A-ZÅÄÖ][a-zåäö]{2,}(?:-[A-ZÅÄÖ][a-zåäö]+)?)s (?=framtida|kommun|invånare|utveckling|näringsliv|medborgare)",
        words,
    ):
        actor = place_actor(match[1], "municipality")
        if actor:
            return Found(actor.slug, match.start(1), match.end(1), "issuer-by-place", 0.6)
    stem = re.sub(r"[-_.\s]+", " ", material.name.rsplit(".", 1)[0]).split()
    units = [one for one in material.named if one.unit]
    for place in stem[:2]:
        actor = place_actor(place, "municipality")
        if actor and units:
            one = units[0]
            return Found(actor.slug, one.start, one.end, "issuer-by-file-name", 0.5)
    if units:
        return Found(units[0].slug, units[0].start, units[0].end, "issuer-is-unit", 0.5)
    return None


def _head_unit(material: Material, type_: str) -> Named | None:
    """The body or office that stands in the head or the signature of the document."""
    view = material.view
    for kinds in ((Kind.LETTERHEAD, Kind.FURNITURE, Kind.FIELD), (Kind.HEADING,), (Kind.SIGNATURE,)):
        for one in material.named:
            stretch = view.at(one.start)
            if one.type == type_ and stretch.kind in kinds:
                if stretch.kind is Kind.HEADING and not one.genitive and stretch.end != one.end:
                    continue
                return one
    return next((one for one in material.named if one.type == type_), None)


def _recipient(material: Material, type_: str, issuer: Found | None) -> Found | None:
    """Whom the document is sent to: «Till …», a line of the head after the sender, the body that decides."""
    view = material.view
    own = issuer.value if issuer else ""
    addressed = _addressed(material)
    for one in material.named:
        if one.start in addressed and view.at(one.start).kind is not Kind.DISTRIBUTION:
            return Found(one.slug, one.start, one.end, "recipient-till", 0.95)
    match = re.search(r"(?:skrivelse|utlåtande|yttrande|svar) till ", view.lower[: min(material.head, 3000)])
    if match:
        to = next((one for one in material.named if one.start == match.end()), None)
        if to:
            return Found(to.slug, to.start, to.end, "recipient-in-type", 0.9)
    if type_ not in _ADDRESSED:
        return None
    if type_ == "memo":
        return _deciding_body(material)
    lines = [
        one
        for one in material.named
        if one.slug != own
        and view.at(one.start).kind in (Kind.LETTERHEAD, Kind.FURNITURE)
        and one.start == view.at(one.start).start
        and not one.unit
    ]
    if lines:
        return Found(lines[0].slug, lines[0].start, lines[0].end, "recipient-line", 0.85)
    return None


def _deciding_body(material: Material) -> Found | None:
    """The body that a memo asks for a decision: as a line of the head, or before «beslutar»."""
    view = material.view
    first: Named | None = None
    for one in material.named:
        stretch = view.at(one.start)
        if one.type != "body":
            continue
        if material.sections[stretch.index].kind == "proposal" and stretch.kind is not Kind.HEADING:
            return Found(one.slug, one.start, one.end, "recipient-decides", 0.85)
        if stretch.kind is Kind.LETTERHEAD and first is None:
            first = one
    return Found(first.slug, first.start, first.end, "recipient-line", 0.8) if first else None


# --- date -----------------------------------------------------------------------------------------------


def _date(material: Material, type_: str) -> Found | None:
    """The document's own date: by its key, alone in the head, after a place, or in the signature."""
    view, fields = material.view, lexicon("documents")["fields"]
    loose: list[tuple[int, FoundDate]] = []
    for found in material.dates:
        stretch = view.at(found.start)
        name = stretch.block.name.lower().strip(" :.")
        before = view.lower[max(stretch.start, found.start - 40) : found.start].strip(" :,")
        if stretch.kind is Kind.FIELD:
            if name in fields["other date"]:
                continue
            if name in fields["date"]:
                return Found(found.value, found.start, found.end, "date-by-key", 0.97)
            if len(stretch.block.name) and name not in ("telefon",) and name not in fields["number"]:
                continue
            loose.append((3, found))
        elif before.endswith(tuple(fields["date"])) and stretch.kind is not Kind.PARAGRAPH:
            if not before.endswith(tuple(fields["other date"])):
                return Found(found.value, found.start, found.end, "date-by-key", 0.95)
        elif stretch.kind in (Kind.LETTERHEAD, Kind.FURNITURE):
            loose.append((6, found))
        elif stretch.kind is Kind.SIGNATURE:
            loose.append((4, found))
        elif stretch.kind is Kind.HEADING and stretch.end - stretch.start < 60 and found.end == stretch.end:
            loose.append((3, found))
        elif stretch.end - stretch.start < 40 and stretch.kind is Kind.PARAGRAPH and _dated(before):
            loose.append((5, found))
    if loose:
        weight, found = max(loose, key=lambda pair: (pair[0], -pair[1].start))
        return Found(found.value, found.start, found.end, "date-by-place", 0.7 + weight / 30)
    if type_ in ("minutes", "minutes-excerpt"):
        return None
    return None


def _dated(before: str) -> bool:
    """Whether a date stands alone or after a place: «Umeå den 17 januari 2025»."""
    return not before or bool(re.fullmatch(r"(?:[\wåäö-]+ )?(?:den|i dag)?", before + " " if before else ""))


# --- registry numbers -----------------------------------------------------------------------------------


def _foreign_field(name: str) -> bool:
    words = name.lower().split()
    return len(words) > 1 and words[0].rstrip(":") in lexicon("documents")["fields"]["foreign"]


def _registry(
    material: Material, type_: str, issuer: Found | None, recipient: Found | None
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The document's own registry numbers, and those of others with their owners."""
    own: dict[str, Found] = {}
    foreign: dict[str, Found] = {}
    for number in _numbered_fields(material) + [n for n in material.numbers]:
        key = re.sub(r"\s+", " ", number.number).casefold()
        if key in own or key in foreign:
            continue
        owner, other = _owner(material, number, type_, issuer, recipient)
        confidence = 0.95 if number.labelled else 0.8
        rule = "labelled-number" if number.labelled else "number-by-shape"
        if other:
            foreign[key] = Found(number.number, number.start, number.end, rule, confidence, owner)
        elif number.labelled or number.start < material.head or not own:
            own[key] = Found(number.number, number.start, number.end, rule, confidence, owner)
    return tuple(own.values()), tuple(foreign.values())


def _numbered_fields(material: Material) -> list[RegistryNumber]:
    """The values of fields such as «Diarienummer» and «Ert dnr», and of their columns."""
    found = []
    known = lexicon("documents")["fields"]["number"]
    for stretch in material.view.stretches:
        name = " ".join(stretch.block.name.lower().strip(" :.").split())
        if stretch.kind is not Kind.FIELD or name not in known:
            continue
        value = number_at(material.view.words, stretch.start)
        if value and value[2] <= stretch.end:
            words = name.split()
            foreign = None
            if len(words) > 1:
                foreign = words[0] in lexicon("documents")["fields"]["foreign"]
            found.append(RegistryNumber(*value, foreign, True))
    return found


def _owner(
    material: Material, number: RegistryNumber, type_: str, issuer: Found | None, recipient: Found | None
) -> tuple[str | None, bool]:
    """The slug of the authority that keeps a number, if known, and whether it is another than the issuer."""
    view = material.view
    own = issuer.value if issuer else None
    ministry = ministry_of(number.number)
    if ministry and ministry != own and ministry in actors():
        return ministry, True
    if number.foreign is False:
        return own, False
    addressee = recipient.value if recipient else None
    if number.foreign:
        return addressee if type_ != "memo" else None, True
    stretch = view.at(number.start)
    if stretch.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING):
        named = [
            one
            for one in material.named
            if one.start < number.start
            and number.start - one.end < 120
            and view.at(one.start) is stretch
            and not one.unit
        ]
        if named and named[-1].slug != own and stretch.kind is not Kind.ITEM:
            return named[-1].slug, True
        if stretch.kind is Kind.HEADING and type_ == "consultation-response" and not stretch.block.number:
            return addressee, True
    if (
        stretch.kind in (Kind.LETTERHEAD, Kind.FIELD, Kind.FURNITURE)
        and recipient
        and type_ == "consultation-response"
    ):
        # A number under the receiver's lines is the receiver's.
        owners = [
            one
            for one in material.named
            if one.start < number.start and view.at(one.start).kind in (Kind.LETTERHEAD, Kind.FURNITURE)
        ]
        earlier = [n for n in material.numbers if n.start < number.start]
        if (
            owners
            and addressee
            and any(one.slug == addressee for one in owners)
            and (earlier or _numbered_fields(material)[:1] != [number])
        ):
            first = _numbered_fields(material)
            if first and first[0].number != number.number and number.start > recipient.start:
                return addressee, True
    return own, False


# --- language -------------------------------------------------------------------------------------------


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon("documents")["language"].items()}


def language(words: str) -> str:
    """The language of the words (ISO 639-1), by the commonest words of each; Swedish if nothing tells."""
    sample = Counter(re.findall(r"[a-zåäöæø]+", words[:20_000].lower()))
    counts = {code: sum(sample[word] for word in common) for code, common in _common().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["sv"] * 1.2 + 2 else "sv"
