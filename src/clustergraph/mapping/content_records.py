"""The records of positions and of the elements of plans."""

from collections.abc import Iterator

from clustergraph.mapping.recorder import Recorder
from clustergraph.mapping.repetitions import repeats
from clustergraph.mapping.stance import polarity_of
from clustergraph.mapping.targets import align, printed_target
from clustergraph.model import Position, Statement, Strategy, StrategyElement, Text
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind


def position_records(maker: Recorder) -> Iterator[Position]:
    """Each position, aligned to what it is about, in order."""
    again = repeats(maker.found.positions)
    numbers = [s.block.number for s in maker.view.stretches if s.kind is Kind.HEADING and s.block.number]
    for order, one in enumerate(maker.found.positions, start=1):
        label, number = "", ""
        if one.section and maker.view.block_words(one.section).strip() != maker.metadata.title:
            label, number = maker.view.block_words(one.section).strip(), one.section.block.number
        words = maker.view.words[one.start : one.end]
        target = align(label, words, maker.answered) if maker.answered else None
        printed = None if target else printed_target(label, number, numbers, words)
        repeated = again.get(order - 1)
        yield Position(
            slug=_position_slug(maker, order),
            evidence=(maker.evidence(one.start, one.end, one.rule, one.confidence),),
            holder=maker.actor(one.holder.slug) or "",
            stance=one.stance,
            polarity=polarity_of(one.stance),
            verb=one.verb,
            target=f"element/{_strategy_slug(maker)}/{target.element.number}" if target else None,
            target_basis=target.basis if target else None,
            section_label=_printed_heading(number, label) or None,
            topics=one.topics,
            document=maker.slug,
            status="proposed" if maker.metadata.type.value == "memo" else None,
            order=order,
            repeats=_position_slug(maker, repeated + 1) if repeated is not None else None,
            support="stated" if one.explicit else "inferred",
            note=Text(sv=f"→ {printed}") if printed else None,
        )


def _position_slug(maker: Recorder, order: int) -> str:
    return f"{maker.slug}-{order:02}"


def _strategy_slug(maker: Recorder) -> str:
    return slugify(maker.slug.rsplit("-", 1)[0] if maker.slug[-1].isdigit() else maker.slug)


def element_records(maker: Recorder) -> Iterator[Statement]:
    """The plan that a document is, and its elements."""
    if not maker.found.elements:
        return
    strategy = slugify(maker.metadata.title)[:80].strip("-") or maker.slug
    yield Strategy(
        slug=strategy,
        evidence=(maker.of(maker.metadata.type),),
        label=Text(sv=maker.metadata.title or maker.source.name),
        document=maker.slug,
    )
    for one in maker.found.elements:
        yield StrategyElement(
            slug=maker.unique("element", f"{strategy}/{one.number}"),
            evidence=(maker.evidence(one.start, one.end, one.rule, one.confidence),),
            label=Text(sv=one.label),
            strategy=strategy,
            element_kind=one.kind,
            number=one.number,
            number_printed=one.printed,
            order=one.order,
            parent=f"{strategy}/{one.parent}" if one.parent else None,
        )


def _printed_heading(number: str, label: str) -> str:
    dot = "." if number and number.isalpha() else ""
    return f"{number}{dot} {label}".strip() if number else label
