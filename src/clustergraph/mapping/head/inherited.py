"""Who issues a paper whose own words name no organisation, told by another paper of the same file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.vocabulary import actors
from clustergraph.namespaces import slugify

_OF_ONE_OFFICE = frozenset({"memo", "minutes", "minutes-excerpt", "decision", "summons"})
_ENCLOSED = frozenset({"consultation-response", *STRATEGIC})
_CONFIDENCE = 0.6


def with_issuers(materials: Sequence[Material], papers: Sequence[Metadata]) -> list[Metadata]:
    """The metadata of the papers of a file, in order; one that has no issuer, or only a body or an office, gets that of its matter.

    Another paper is of the same matter if it has the same registry number or names the same body, or if it
    stands before an answer or a strategy that has no letterhead and so is what it encloses.
    """
    found = []
    for index, (material, paper) in enumerate(zip(materials, papers, strict=True)):
        own = paper.issuer
        lacks = own is None or own.value not in material.types
        others = [*reversed(range(index)), *range(index + 1, len(papers))] if lacks else []
        slug = next((one for other in others if (one := _of_matter(materials, papers, index, other))), None)
        if slug:
            first = material.view.stretches[0]
            start, end = (own.start, own.end) if own else (first.start, first.end)
            paper = replace(paper, issuer=Found(slug, start, end, "issuer-of-the-file", _CONFIDENCE))
        found.append(paper)
    return _with_one_keeper(materials, found)


def _with_one_keeper(materials: Sequence[Material], papers: Sequence[Metadata]) -> list[Metadata]:
    """The papers with one keeper for each registry number, that of the first paper that tells it: a case has one."""
    keepers: dict[str, str] = {}
    for told in (*(paper.numbers for paper in papers), *(paper.foreign for paper in papers)):
        for one in told:
            if one.owner:
                keepers.setdefault(slugify(one.value), one.owner)

    def kept(material: Material, numbers: tuple[Found, ...]) -> tuple[Found, ...]:
        return tuple(replace(one, owner=_keeper(material, one, keepers)) for one in numbers)

    return [
        replace(paper, numbers=kept(material, paper.numbers), foreign=kept(material, paper.foreign))
        for material, paper in zip(materials, papers, strict=True)
    ]


def _keeper(material: Material, number: Found, keepers: Mapping[str, str]) -> str | None:
    """The keeper of a number, unless the paper does not know it: what another paper alone names is not described in this one."""
    keeper = keepers.get(slugify(number.value))
    known = keeper == number.owner or keeper in actors() or keeper in material.types
    return keeper if known else None


def _of_matter(
    materials: Sequence[Material], papers: Sequence[Metadata], index: int, other: int
) -> str | None:
    """The organisation that issues another paper of the same matter, if one does."""
    paper, beside = papers[index], papers[other]
    issuer = beside.issuer.value if beside.issuer else ""
    kinds = {paper.type.value, beside.type.value}
    if (
        issuer not in actors()
        or issuer not in materials[other].types
        or not kinds <= _OF_ONE_OFFICE | _ENCLOSED
    ):
        return None
    numbers = {one.value for one in paper.numbers} & {one.value for one in beside.numbers}
    units = _units(materials[index]) & _units(materials[other])
    encloses = other < index and paper.type.value in _ENCLOSED and not paper.numbers and not paper.recipient
    return issuer if numbers or units or encloses else None


def _units(material: Material) -> set[str]:
    return {one.name for one in material.named if one.unit}
