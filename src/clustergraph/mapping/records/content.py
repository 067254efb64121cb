"""The records of positions and of the elements of plans."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clustergraph.mapping.elements.numbers import FoundElement
from clustergraph.mapping.positions.answer_tables import answer_tables
from clustergraph.mapping.positions.find import FoundPosition
from clustergraph.mapping.positions.repetitions import repeats
from clustergraph.mapping.positions.stance import polarity_of
from clustergraph.mapping.positions.targets import (
    PART_NOUN,
    Answered,
    Target,
    about_the_rest,
    align,
    inside,
    opening_part,
    points_back,
    printed_target,
    worded_target,
)
from clustergraph.mapping.records.recorder import Findings, Recorder
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import actors, pattern
from clustergraph.model import Position, Statement, Strategy, StrategyElement, Text
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind


def position_records(maker: Recorder) -> Iterator[Position]:
    """Each position, aligned to what it is about, in order."""
    if not maker.found.positions:
        return
    again = repeats(maker.found.positions)
    parts, answered = _Parts(maker), Answered(maker.answered)
    for order, one in enumerate(maker.found.positions, start=1):
        label, number, called = parts.heading(one.section)
        words = maker.view.words[one.start : one.end]
        part = parts.printed(one, words, called)
        target = align(label, words, part or "", answered) if answered.elements else None
        printed = None if target else part
        repeated = again.get(order - 1)
        holder = maker.at(one.holder.slug, one.holder.start)
        yield Position(
            slug=_position_slug(maker, order),
            evidence=(maker.evidence(one.start, one.end, one.rule, one.confidence),),
            holder=holder,
            stance=one.stance,
            polarity=polarity_of(one.stance),
            verb=one.verb,
            target=_target(maker, target),
            target_basis=target.basis if target else None,
            section_label=_printed_heading(number, label) or None,
            topics=one.topics,
            document=maker.slug,
            status="proposed" if maker.metadata.type.value == "memo" else None,
            order=order,
            repeats=_position_slug(maker, repeated + 1) if repeated is not None else None,
            support="stated" if one.explicit else "inferred",
            inferred_from=() if one.explicit else (_basis(maker, holder),),
            note=Text(sv=f"→ {printed}") if printed else None,
        )


def _basis(maker: Recorder, holder: str) -> str:
    """The statement that tells whose a position is when its words do not: the document's, or that which names the holder."""
    if holder == maker.issuer:
        return f"document/{maker.slug}"
    return f"mention/{maker.slug}-{holder}" if holder in actors() else f"actor/{holder}"


class _Heading(NamedTuple):
    """A heading over positions, its number, and the part of another document that it calls by its name."""

    label: str = ""
    number: str = ""
    part: str | None = None


_NO_HEADING = _Heading()


class _Parts:
    """What the positions of one response are about: the parts that it names of a document that is not at hand."""

    def __init__(self, maker: Recorder) -> None:
        self.view, self.title = maker.view, maker.metadata.title
        issuer = maker.metadata.issuer
        self.issuer = maker.found.names.get(issuer.value, "").casefold() if issuer else ""
        # Numbers over the items of minutes are those of their agenda.
        own = maker.metadata.type.value in ("minutes", "minutes-excerpt", "decision")
        self.own = own
        headings = [] if own else [s for s in self.view.stretches if s.kind is Kind.HEADING]
        chapters = {m[1] for s in headings if (m := _CHAPTER.match(self.view.lower, s.start, s.end))}
        numbers = [number for one in headings if (number := self._numbered(one)[0])]
        # The sections below «Kapitel 1» are those of the answered paper too, and make it skip to them.
        self.numbers = ["0"] * any(one.partition(".")[0] in chapters for one in numbers) + numbers
        # The heading right under the title that names what is answered: «Yttrande över promemorian / En ny lag».
        over = next((s for s in headings if self.view.block_words(s).strip() == self.title), None)
        unfinished = over is not None and bool(_ANSWERED.search(self.title))
        self.answered = over.index + 1 if over and unfinished else -1
        self.listed = frozenset(_of_parts(headings, self.view))
        self.tables = answer_tables(self.view)
        self._headings: dict[int, _Heading] = {}
        # The block in which words last named a part, that part, and where the words end.
        self.named: tuple[int, str, int] = (-1, "", 0)

    def heading(self, section: Stretch | None) -> _Heading:
        """The heading over a position, empty if the title stands over it."""
        if section is None:
            return _NO_HEADING
        if section.index not in self._headings:
            self._headings[section.index] = self._heading(section)
        return self._headings[section.index]

    def _heading(self, section: Stretch) -> _Heading:
        number, label = self._numbered(section)
        if self._titles(label) or section.index == self.answered:
            return _NO_HEADING
        # As printed: «4 § Anmälan».
        sign = number.startswith("§") and not self.own
        printed = " ".join(self.view.text[section.block.printed : section.block.end].split())
        part = (printed, "") if sign else (label, number if self.numbers else "")
        found = printed_target(*part, self.numbers)
        return _Heading(label, number, found or (part[0] if section.index in self.listed else None))

    def _numbered(self, heading: Stretch) -> tuple[str, str]:
        """The number of a heading and its words, also where reading took both for words: «6 Kostnader»."""
        words = self.view.block_words(heading).strip()
        number = None if heading.block.number else _NUMBERED.match(words)
        return (number[1], words[number.end() :]) if number else (heading.block.number, words)

    def _titles(self, label: str) -> bool:
        """Whether a heading is the title, or the longer or shorter form of it, or who writes."""
        if self.issuer and label.casefold() == self.issuer:
            return True
        short, long = sorted((label.casefold(), self.title.casefold()), key=len)
        return label == self.title or (not self.own and len(short) >= _TITLE and short in long)

    def printed(self, one: FoundPosition, words: str, called: str | None) -> str | None:
        """The part that a position is about: by its row, as its heading calls it, its own words, or those before in its block."""
        block = self.view.at(one.start)
        row = self._row(block, one.start)
        if about_the_rest(words):
            return row
        beside = block.block.number if block.kind is Kind.PARAGRAPH and not self.own else ""
        found = row or beside or called
        part = worded_target(words, found or "")
        if part and (not found or inside(part, found) or opening_part(words) == part):
            self.named = (block.index, part, one.end)
            return part
        where, named, until = self.named
        back = where == block.index and one.start - until < _NEAR and points_back(words)
        if back and (not found or inside(named, found)):
            return named
        if found:
            return found
        # an item is of one part
        said = {Kind.PARAGRAPH: opening_part, Kind.ITEM: worded_target}.get(block.kind)
        opening = said(self.view.block_words(block)) if said else None
        return None if where == block.index and named != opening else opening  # until another part is named

    def _row(self, block: Stretch, at: int) -> str | None:
        """The first cell of the row that a position stands in, if it is a numbered part, or that under «Avsnitt»."""
        if block.kind is not Kind.ROW or at <= block.start:
            return None
        first = next(iter(self.view.row_cells(block)), None)
        cell = _PART.fullmatch(self.view.words, *first) if first and first[1] <= at else None
        named = self.tables.parts.get(block.start)
        words = self.view.words[slice(*named)].strip() if named else ""
        return cell[0].strip() if cell else words or None


def _of_parts(headings: Sequence[Stretch], view: View) -> Iterator[int]:
    """The headings below one that says that the parts of the answered paper follow: «2.1 Skolval» below «2 Synpunkter på förslagen»."""
    over = ""
    for one in headings:
        number = one.block.number
        if over and number.startswith(over):
            if not _GENERAL.match(view.lower, one.start, one.end):
                yield one.index
        else:
            over = f"{number}." if number and _ON_PARTS.match(view.lower, one.start, one.end) else ""


_ON_PARTS = pattern("documents", "content-on-parts")
_GENERAL = re.compile(r"(?:allmän|generell|övergripande|övrig|sammanfatt|inledning|bakgrund)")
_ANSWERED = pattern("documents", "content-answered", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.? (?=[A-ZÅÄÖ][a-zåäö])")
_CHAPTER = re.compile(r"(?:kapitel|kap\.?) (\d+)\b")
_NEAR = 400  # characters after the words that name a part in which others can point back to it
_TITLE = 20  # characters that a title and another heading do not share by chance
# «4.1 Vatten», «3», «7 § andra stycket», «Mål 2 Resor» as the first cell of a row
_PART = re.compile(
    r"\d{1,2}(?:\.\d{1,2})*\.?(?: \S.*)?|(?:(?:\d+ kap\. )?\d+(?: ?[a-z])? §|§ ?\d|"
    rf"(?:avsnitt|kapitel|kap\.|fråga|{PART_NOUN}) (?:\d|[A-Z]\b)).*",
    re.IGNORECASE,
)


def _position_slug(maker: Recorder, order: int) -> str:
    return f"{maker.slug}-{order:02}"


def _target(maker: Recorder, target: Target | None) -> str | None:
    if target is None:
        return None
    slug = f"element/{maker.answered[target.element]}"
    maker.names[slug] = target.element.number
    return slug


def element_slugs(found: Findings, document: str) -> dict[FoundElement, str]:
    """The elements of a plan, and the slug of each: that of the plan, by its title, and the number."""
    strategy = _strategy(found, document)
    return {one: _element_slug(strategy, one.number) for one in found.elements}


def _strategy(found: Findings, document: str) -> str:
    return slugify(found.metadata.title)[:80].strip("-") or document


def _element_slug(strategy: str, number: str) -> str:
    noun, _, bare = number.rpartition(" ")  # «Mål 1»
    return f"{strategy}/{slugify(noun)}-{bare}" if noun else f"{strategy}/{bare}"


def element_records(maker: Recorder) -> Iterator[Statement]:
    """The plan that a document is, and its elements."""
    if not maker.found.elements:
        return
    strategy = _strategy(maker.found, maker.slug)
    yield Strategy(
        slug=strategy,
        evidence=(maker.of(maker.metadata.type),),
        label=Text(sv=maker.metadata.title or maker.source.name),
        document=maker.slug,
    )
    for one in maker.found.elements:
        yield StrategyElement(
            slug=_element_slug(strategy, one.number),
            evidence=(maker.evidence(one.start, one.end, one.rule, one.confidence),),
            label=Text(sv=one.label),
            strategy=strategy,
            element_kind=one.kind,
            number=one.number,
            number_printed=one.printed,
            printed_number=one.as_printed or None,
            order=one.order,
            parent=_element_slug(strategy, one.parent) if one.parent else None,
            section_label=one.section or None,
        )


def _printed_heading(number: str, label: str) -> str:
    dot = "." if number and number.isalpha() else ""
    return f"{number}{dot} {label}".strip() if number else label
