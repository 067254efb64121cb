"""From a text to the candidate statements of each document in it."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from clustergraph.mapping.decisions.adoptions import find_adoptions
from clustergraph.mapping.decisions.find import find_decisions
from clustergraph.mapping.document import MappedDocument
from clustergraph.mapping.elements.find import find_elements
from clustergraph.mapping.head.document_type import foreign_field
from clustergraph.mapping.head.metadata import find_metadata
from clustergraph.mapping.head.senders import find_senders
from clustergraph.mapping.json_form import as_json
from clustergraph.mapping.organisations.find import find_organisations
from clustergraph.mapping.organisations.listed_names import listed_names
from clustergraph.mapping.organisations.same_names import of_one_kind
from clustergraph.mapping.organisations.speakers import find_speakers
from clustergraph.mapping.organisations.stacked_names import second_lines, stacked_names
from clustergraph.mapping.people.find import find_persons
from clustergraph.mapping.positions.collected_opinions import find_all_positions
from clustergraph.mapping.records.content import element_slugs
from clustergraph.mapping.records.recorder import Findings
from clustergraph.mapping.records.statements import statements
from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import finder
from clustergraph.mapping.text.registry_numbers import find_numbers
from clustergraph.mapping.text.roles import NAME_PATTERN, given_names, is_name, role_of
from clustergraph.mapping.text.sections import sections
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View, view
from clustergraph.mapping.text.vocabulary import actors, concepts, lexicon
from clustergraph.model import SourceText
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind, Part, blocks, read, split
from clustergraph.reading.genre import TITLE_STARTS


def map_source(source: SourceText) -> list[MappedDocument]:
    """Find the statements of every document in a text; nothing is stored."""
    found = blocks(source.text)
    parts = split(source, found)
    findings = [_findings(source, part, view(source.text, found, part.first, part.last)) for part in parts]
    stem = slugify(Path(source.name).stem) or "document"
    mapped = []
    slugs = [stem, *(f"{stem}-{number}" for number in range(2, len(parts) + 1))]
    elements = [element_slugs(one, slug) for one, slug in zip(findings, slugs, strict=True)]
    for index, (part, one, slug) in enumerate(zip(parts, findings, slugs, strict=True)):
        answered = {e: own for other, es in enumerate(elements) if other != index for e, own in es.items()}
        records, names = statements(slug, source, part, one, answered)
        titled = bool(one.metadata.title)
        mapped.append(MappedDocument(slug, source, part.start, part.end, records, names, titled))
    return mapped


def map_file(path: Path) -> list[dict[str, Any]]:
    """Read and map a file: one JSON object for each document in it.

    Raises InputError if the file cannot be read.
    """
    return [as_json(mapped) for mapped in map_source(read(path))]


@cache
def _type_words() -> frozenset[str]:
    return frozenset(
        phrase.lower() for concept in concepts("document-type").values() for phrase in concept.phrases
    )


def _own_lines(seen: View) -> list[str]:
    """Lines of the head and the signature that can be the name of the issuer."""
    types = _type_words()
    senders = lexicon("documents")["fields"]["issuer"]
    lines = []
    for stretch in seen.stretches:
        signs = stretch.kind is Kind.SIGNATURE
        sends = stretch.kind is Kind.FIELD and stretch.block.name.lower() in senders
        if not (signs or sends or stretch.kind is Kind.LETTERHEAD):
            continue
        line = printed = seen.block_words(stretch).strip()
        if signs and len(line) > 60:
            continue
        line = _signed_for(line) if signs else line
        if line.partition(" ")[0] in TITLE_STARTS:
            continue
        person = is_name(line) and stretch.index > 0 and line == printed.removeprefix("För ")
        if not person and not role_of(line) and line.lower() not in types and "yttrande" not in line.lower():
            lines.append(line)
    return lines


def _signed_for(line: str) -> str:
    """For whom a line is signed, without the name and the title before it: «För Bygdens Väl», «vd, Bygdens Väl»."""
    before, comma, after = line.removeprefix("För ").rpartition(", ")
    titled = comma and (role_of(before) or base_form(before.split()[-1]))
    named = NAME_PATTERN.search(before) or not is_name(after)  # «Riksdagsledamot, Anna Ek» names a person
    return after if titled and named else before + comma + after


def _receiver_lines(seen: View) -> frozenset[str]:
    """Lines of the head over the other side's registry number: the name of the receiver, known or not."""
    return frozenset(
        seen.block_words(above).strip()
        for above, below in pairwise(seen.stretches[:_HEAD])
        if above.kind is Kind.LETTERHEAD and below.kind is Kind.FIELD and foreign_field(below.block.name)
    )


def _is_person_or_place(name: str) -> bool:
    """Whether what only its sentence shows to be a sender's name is that of a person, some members, a place, or none."""
    first = name.partition(" ")[0].lower()
    if first in lexicon("actors")["speaking"]["not"]:
        return True
    person = first in given_names() and is_name(name)
    place = any(name.lower() in places(type_) for type_ in ("municipality", "region", "county-board"))
    return person or place or name.lower().endswith(("ledamöter", "ledamöterna", "politiker", "företrädare"))


_HEAD = 20  # blocks in which a head names its receiver
# Names by their ending alone, which can be the first word of a sender's: «Företagarförbundet Nord».
_LOOSE = frozenset({"name-in-use", "name-by-ending"})


def _beside(named: list[Named], others: Iterable[Named]) -> list[Named]:
    """The mentions, and those of others that overlap none of them, in order."""
    taken = [(one.start, one.end) for one in named]
    free = [one for one in others if not any(one.start < end and start < one.end for start, end in taken)]
    return sorted([*named, *free], key=lambda one: one.start)


def _with_stacked(seen: View, named: list[Named]) -> list[Named]:
    """The organisations with the one whose name stands over two lines of the head, in place of what either line names."""
    stacked = list(stacked_names(seen))
    if not stacked:
        return named
    taken = [(one.start, one.end) for one in stacked]
    lines = second_lines(seen, stacked[:1])
    rest = [
        one
        for one in named
        if seen.at(one.start).index not in lines
        and not any(one.start < end and start < one.end for start, end in taken)
    ]
    return sorted([*rest, *stacked], key=lambda one: one.start)


def _findings(source: SourceText, part: Part, seen: View) -> Findings:
    """What each rule finds in one document."""
    hits = finder().find(seen.lower)
    named = find_organisations(
        seen.words, seen.lower, hits, _own_lines(seen), seen.cells, _receiver_lines(seen)
    )
    named = _with_stacked(seen, named)
    named = _beside(named, listed_names(seen, named))
    senders = find_senders(seen.words, seen.lower, [one for one in named if one.rule not in _LOOSE])
    senders = [one for one in senders if not _is_person_or_place(one.name)]
    whole = [(one.start, one.end) for one in senders]
    named = [one for one in named if not any(one.start < end and start < one.end for start, end in whole)]
    named += senders
    named = of_one_kind([*named, *find_speakers(seen.words, seen.lower, named)])
    named.sort(key=lambda one: one.start)
    material = Material(
        source.name,
        part.title,
        seen,
        sections(seen),
        hits,
        named,
        find_dates(seen.words),
        find_numbers(seen.words),
    )
    metadata = find_metadata(material)
    persons = find_persons(seen, material.sections, named, hits)
    decisions = find_decisions(material, metadata, persons)
    names = {one.slug: one.name for one in named}
    if metadata.issuer and metadata.issuer.value not in names and metadata.issuer.value in actors():
        names[metadata.issuer.value] = actors()[metadata.issuer.value].name
    # «Nämnden ställde sig bakom förslaget» in minutes is what was decided, and no position besides.
    decided = {one.quote[0] for one in decisions if one.rule == "clause-of-decision"}
    recorded = decided if metadata.type.value.startswith("minutes") else set()
    # What an agenda or a memo proposes to decide is asked of who decides, and held against no paper.
    proposed = [one.quote for one in decisions if one.status == "proposed"]
    positions = find_all_positions(material, metadata, names)
    return Findings(
        material,
        metadata,
        persons,
        decisions,
        find_adoptions(material, metadata, decisions),
        [
            one
            for one in positions
            if one.start not in recorded
            and not any(start < one.end and one.start < end for start, end in proposed)
        ],
        find_elements(material, metadata),
        names,
    )
