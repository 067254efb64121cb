"""What a document says of itself: type, title, date, issuer, recipient, registry numbers, language."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.head.case_numbers import find_case_numbers
from clustergraph.mapping.head.correspondents import find_issuer
from clustergraph.mapping.head.courts import subject_of_case
from clustergraph.mapping.head.document_date import find_date
from clustergraph.mapping.head.document_type import STRATEGIC, find_type
from clustergraph.mapping.head.minutes_titles import minutes_title
from clustergraph.mapping.head.parliament import paper_title
from clustergraph.mapping.head.recipients import find_recipient
from clustergraph.mapping.head.sender_guesses import by_unit
from clustergraph.mapping.head.summons_titles import summons_title
from clustergraph.mapping.head.titles import find_title
from clustergraph.mapping.head.units import called_body, head_unit, headed_body, spoken_body, told_body
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.vocabulary import lexicon


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
    if issuer and recipient and issuer.value == recipient.value and not calling:
        issuer = by_unit(material, type_.value, recipient.value)
    own, foreign = find_case_numbers(material, type_.value, issuer, recipient)
    body = _body(material, type_.value, issuer)
    return Metadata(
        type_,
        _title(material, type_, body),
        find_date(material, type_.value),
        issuer,
        body,
        # Where an elected official presents the matter, no office writes.
        None if issuer and issuer.rule == "issuer-by-office" else head_unit(material, "office"),
        recipient,
        own,
        foreign,
        language(material.view.lower),
    )


def _title(material: Material, type_: Found, body: Named | None) -> str:
    if type_.value == "minutes":
        return minutes_title(material) or (body.name if body else "")
    if type_.value == "summons":
        return summons_title(material) or _type(material, type_)
    alone = _type(material, type_)
    found = subject_of_case(material) or paper_title(material) or find_title(material)
    heads_a_part = type_.value in AGREEMENTS and found.isalpha()  # «Giltighet», under «Avsiktsförklaring»
    return alone if alone and heads_a_part else found or alone


def _type(material: Material, found: Found) -> str:
    """The type that is all the title there is of a plan or an agenda: «Jordbruksplan», «FÖREDRAGNINGSLISTA»."""
    view = material.view
    if found.value == "summons":
        return "" if found.rule == "type-by-matters" else view.words[found.start : found.end].capitalize()
    named = found.value in STRATEGIC or found.value in AGREEMENTS
    first = view.block_words(view.stretches[0]).strip() if named else ""
    first = first.capitalize() if first.isupper() else first
    return first if len(first) > _WORD and first.isalpha() else ""


_WORD = 7  # letters of the shortest word that names a plan


def _body(material: Material, type_: str, issuer: Found | None) -> Named | None:
    """The body that the document is of: named in its head, or in minutes called by its kind."""
    if type_ == "motion":
        return None  # its authors are people or a party
    called = called_body(material) if type_.startswith("minutes") else None
    if type_ == "minutes" and (told := told_body(material)):
        return told
    named = head_unit(material, "body")
    if not type_.startswith("minutes"):
        return named
    # Another's body that a point names is not that of the meeting.
    headed = headed_body(material)
    if named and material.in_head(material.view.at(named.start)):
        return headed if headed and headed.start <= named.start < headed.end else named
    if headed and named and _stem(headed).endswith(_stem(named)):
        return named  # «Direktionen» under the line «Förbundsdirektion»
    if headed or called:
        return headed or called
    spoken = spoken_body(material)
    if spoken and not (named and _stem(named).endswith(_stem(spoken))):
        return spoken
    whose = next((one for one in material.named if named and one.start == named.end + len(" i ")), None)
    return named if whose is None or (issuer and whose.slug == issuer.value) else None


def _stem(body: Named) -> str:
    """The name of a body in lower case, without the ending of the definite form."""
    return re.sub(r"(?:en|et|e|(?<=é)n)\Z", "", body.name.lower())


# --- language -------------------------------------------------------------------------------------------


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in lexicon("documents")["language"].items()}


@cache
def _common_anywhere() -> frozenset[str]:
    return frozenset().union(*_common().values())


def language(lower: str) -> str:
    """The language of words in lower case (ISO 639-1), by the commonest words of each; Swedish if nothing tells."""
    sample = Counter(filter(_common_anywhere().__contains__, lower[:5_000].split()))
    counts = {
        code: sum(map(sample.__getitem__, sample.keys() & common)) for code, common in _common().items()
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > counts["sv"] * 1.2 + 2 else "sv"
