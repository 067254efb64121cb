"""Which registry numbers of a document are its own, and which are another authority's."""

import re
from collections.abc import Iterator

from clustergraph.mapping.actors import actor_finder
from clustergraph.mapping.document_type import foreign_field
from clustergraph.mapping.material import Found, Material
from clustergraph.mapping.registry_numbers import (
    RegistryNumber,
    head_number,
    is_number_key,
    ministry_of,
    number_at,
)
from clustergraph.mapping.vocabulary import actors, lexicon
from clustergraph.reading import Kind


def find_case_numbers(
    material: Material, type_: str, issuer: Found | None, recipient: Found | None
) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The document's own registry numbers, and those of others with their owners."""
    own: dict[str, Found] = {}
    foreign: dict[str, Found] = {}
    found = [*_numbered_fields(material), *_number_lines(material)]
    starts = {number.start for number in found}
    found += [number for number in material.numbers if number.start not in starts]
    # In the order of the head, then what has a label before what has none.
    found.sort(key=lambda n: (n.start >= material.head and not n.labelled, n.start))
    for number in found:
        key = re.sub(r"\s+", " ", number.number).casefold()
        if key in own or key in foreign:
            continue
        if any(date.start == number.start for date in material.dates):
            continue  # the column of the date, not of the number
        owner, other = _owner(material, number, type_, issuer, recipient, bool(own))
        rule, sure = ("labelled-number", 0.95) if number.labelled else ("number-by-shape", 0.8)
        value = Found(number.number, number.start, number.end, rule, sure, owner)
        if other:
            foreign[key] = value
        elif number.labelled or number.start < material.head or not own:
            own[key] = value
    return tuple(own.values()), tuple(foreign.values())


def _numbered_fields(material: Material) -> list[RegistryNumber]:
    """The values of fields such as «Diarienummer» and «Ert dnr»."""
    found = []
    for stretch in material.view.stretches:
        name = " ".join(stretch.block.name.lower().strip(" :.").split())
        if stretch.kind is not Kind.FIELD or not is_number_key(name):
            continue
        value = number_at(material.view.words, stretch.start)
        if value and value[2] <= stretch.end:
            foreign = foreign_field(name) if len(name.split()) > 1 else None
            found.append(RegistryNumber(*value, foreign, True))
    return found


_APART = re.compile(r"\t| {2,}")


def _number_lines(material: Material) -> Iterator[RegistryNumber]:
    """Lines of the head that are a number and nothing else but a date: «2024-04-22  2024/1034»."""
    words = material.view.words
    for stretch in material.view.stretches:
        if stretch.start >= material.head:
            return
        if (
            stretch.kind not in (Kind.LETTERHEAD, Kind.PARAGRAPH, Kind.ROW)
            or stretch.end - stretch.start > 60
        ):
            continue
        borders = [border.span() for border in _APART.finditer(words, stretch.start, stretch.end)]
        borders += [date[1:] for date in material.dates if stretch.start <= date.start < stretch.end]
        start = stretch.start
        for end, following in [*sorted(borders), (stretch.end, stretch.end)]:
            cell = words[start:end].strip()
            if cell and head_number(cell):
                at = words.index(cell, start)
                yield RegistryNumber(cell, at, at + len(cell), None, False)
            start = following


def _keeper(material: Material, number: RegistryNumber, issuer: Found | None) -> str | None:
    """The slug of the organisation named before the label: «Region Dalarnas dnr», «Kommunens dnr».

    Empty where it is another than the issuer but not known, None where none is named.
    """
    stretch = material.view.at(number.start)
    label = stretch.block.name if stretch.kind is Kind.FIELD else ""
    named = [one for one in actor_finder().find(label, label.lower()) if one.genitive]
    if named:
        return max(named, key=lambda one: one.end - one.start).slug
    word = label.lower().partition(" ")[0].removesuffix("s")
    types = {type_ for type_, words in lexicon("actors")["self"].items() if word in words}
    if not types or issuer is None or issuer.value not in actors():
        return None
    return issuer.value if actors()[issuer.value].type in types else ""


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
    keeper = _keeper(material, number, issuer)
    if keeper is not None:
        return keeper or addressee, keeper != own
    if number.foreign is False:
        return own, False
    if number.foreign:
        return (addressee if type_ != "memo" else None), True
    stretch = material.view.at(number.start)
    if stretch.kind in (Kind.PARAGRAPH, Kind.ITEM) and not material.in_head(stretch):
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
