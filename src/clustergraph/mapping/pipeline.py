"""From a text to the candidate statements of each document in it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from clustergraph.mapping.decisions.adoptions import find_adoptions
from clustergraph.mapping.decisions.find import find_decisions
from clustergraph.mapping.document import MappedDocument
from clustergraph.mapping.elements.find import find_elements
from clustergraph.mapping.head.inherited import with_issuers
from clustergraph.mapping.head.metadata import Metadata, find_metadata
from clustergraph.mapping.head.named import find_named, names_of
from clustergraph.mapping.head.party_papers import with_party
from clustergraph.mapping.json_form import as_json
from clustergraph.mapping.people.find import find_persons
from clustergraph.mapping.positions.beside_decisions import beside_decisions
from clustergraph.mapping.positions.collected_opinions import find_all_positions
from clustergraph.mapping.records.content import element_slugs
from clustergraph.mapping.records.recorder import Findings
from clustergraph.mapping.records.statements import statements
from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import finder
from clustergraph.mapping.text.registry_numbers import find_numbers
from clustergraph.mapping.text.sections import sections
from clustergraph.mapping.text.view import View, view
from clustergraph.model import SourceText
from clustergraph.namespaces import slugify
from clustergraph.reading import Part, blocks, read, readable, split, unwrapped


def map_source(source: SourceText) -> list[MappedDocument]:
    """Find the statements of every document in a text; nothing is stored."""
    words = readable(source.text)
    if words and not words.words.strip():
        words = None  # nothing in it is seen
    text = unwrapped(words.words if words else source.text)
    if text == source.text:
        return _mapped(source)
    offset = words.offset if words else int
    return [one.placed(source, offset) for one in _mapped(replace(source, text=text, pages=()))]


def map_file(path: Path) -> list[dict[str, Any]]:
    """Read and map a file: one JSON object for each document in it.

    Raises InputError if the file cannot be read.
    """
    return [as_json(mapped) for mapped in map_source(read(path))]


def _mapped(source: SourceText) -> list[MappedDocument]:
    """The documents of a text whose letters have one form."""
    found = blocks(source.text)
    parts = split(source, found)
    materials = [_material(source, part, view(source.text, found, part.first, part.last)) for part in parts]
    papers = with_issuers(materials, [find_metadata(one) for one in materials])
    findings = [_findings(*one) for one in zip(materials, papers, strict=True)]
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


def _material(source: SourceText, part: Part, seen: View) -> Material:
    """What one pass each finds in the words of one document."""
    hits = finder().find(seen.lower)
    return Material(
        source.name,
        part.title,
        seen,
        sections(seen),
        hits,
        find_named(seen, hits),
        find_dates(seen.words),
        find_numbers(seen.words),
    )


def _findings(material: Material, metadata: Metadata) -> Findings:
    """What each rule finds in one document."""
    material = with_party(material, metadata.issuer)
    named = material.named
    persons = find_persons(material.view, material.sections, named, material.hits)
    decisions = find_decisions(material, metadata, persons)
    names = names_of(named, metadata)
    positions = find_all_positions(material, metadata, names)
    return Findings(
        material,
        metadata,
        persons,
        decisions,
        find_adoptions(material, metadata, decisions),
        beside_decisions(positions, decisions, metadata.type.value),
        find_elements(material, metadata),
        names,
    )
