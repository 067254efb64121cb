"""The dataset as others find and fetch it: a DCAT-AP-SE description, and releases."""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from clustergraph import __version__
from clustergraph.errors import InputError
from clustergraph.namespaces import NS, PREFIXES
from clustergraph.queries import catalogue
from clustergraph.queries.answering import LARGEST_LIMIT, answer
from clustergraph.queries.formats import as_results
from clustergraph.store import Store
from clustergraph.store.formats import CSV

LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
TITLE = (
    "clustergraph: svenska styrdokument som graf",
    "clustergraph: Swedish governance documents as a graph",
)
DESCRIPTION = (
    "Aktörer, överenskommelser, antaganden, beslut, strategier, remisser och ståndpunkter ur svenska "
    "styrdokument, varje påstående med ordagrant citat ur sin källa.",
    "Actors, agreements, adoptions, decisions, strategies, consultations and positions from Swedish governance "
    "documents, every statement with a verbatim quote from its source.",
)
_EU = "http://publications.europa.eu/resource/authority/"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
    **{prefix: PREFIXES[prefix] for prefix in ("dcterms", "foaf", "rdf", "rdfs", "xsd")},
}
DUMPS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
_MEDIA_TYPES = {"trig": "application/trig", "nq": "application/n-quads", "csv": CSV}
_FILE_TYPES = {"trig": "RDF_TRIG", "nq": "RDF_N_QUADS", "csv": "CSV"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the dataset: its name, address, form (`trig`, `nq`, `csv`), and size and SHA-256 where known.

    title: what it holds in Swedish and English; the name stands for a file without one.
    """

    name: str
    address: str
    form: str
    size: int | None = None
    sha256: str | None = None
    title: tuple[str, str] | None = None


def downloads(base: str) -> list[File]:
    """What a server at `base`, which ends with a slash, offers."""
    # Without a limit a table ends after the first page.
    table = f"{base}queries/{{}}?format=csv&limit={LARGEST_LIMIT}"
    dumps = [File(f"clustergraph.{form}", f"{base}download/clustergraph.{form}", form) for form in DUMPS]
    tables = (query for query in catalogue().values() if not _needs_more(query.name))
    return [
        *dumps,
        *(File(query.name, table.format(query.name), "csv", title=_title(query.name)) for query in tables),
    ]


def description(
    base: str, files: Sequence[File], *, issued: date | None = None, service: bool = True
) -> list[Triple]:
    """The catalogue, the dataset, its files and its services in DCAT (version 3) after DCAT-AP-SE.

    base: the address under which the description stands, with a slash at its end.
    issued: the day of a release. service: whether the SPARQL endpoint and the API stand there too.
    """
    made: list[Triple] = []

    def say(subject: NamedNode | BlankNode, name: str, *objects: NamedNode | BlankNode | Literal) -> None:
        made.extend(Triple(subject, _node(name), each) for each in objects)

    catalog, dataset = NamedNode(f"{base}dataset#catalog"), NamedNode(f"{base}dataset#dataset")
    agent = NamedNode(f"{base}dataset#publisher")
    for thing in (catalog, dataset):
        say(thing, "dcterms:title", *_both(TITLE))
        say(thing, "dcterms:description", *_both(DESCRIPTION))
        say(thing, "dcterms:publisher", agent)
        say(thing, "dcterms:license", NamedNode(LICENCE))
        say(thing, "dcterms:language", NamedNode(f"{_EU}language/SWE"), NamedNode(f"{_EU}language/ENG"))
        say(thing, "dcterms:spatial", NamedNode(f"{_EU}country/SWE"))
        if issued:
            say(thing, "dcterms:issued", Literal(issued.isoformat(), datatype=_node("xsd:date")))
    say(agent, "rdf:type", _node("foaf:Agent"))
    say(agent, "foaf:name", Literal("clustergraph"))
    say(catalog, "rdf:type", _node("dcat:Catalog"))
    say(catalog, "dcat:dataset", dataset)
    say(catalog, "foaf:homepage", NamedNode(base))
    say(dataset, "rdf:type", _node("dcat:Dataset"))
    say(dataset, "dcterms:accessRights", NamedNode(f"{_EU}access-right/PUBLIC"))
    say(dataset, "dcat:theme", NamedNode(f"{_EU}data-theme/GOVE"))
    say(dataset, "dcat:keyword", Literal("remiss", language="sv"), Literal("consultation", language="en"))
    say(dataset, "dcat:version", Literal(__version__))
    say(dataset, "dcterms:conformsTo", NamedNode(NS.rstrip("#")))
    for file in files:
        say(dataset, "dcat:distribution", distribution := NamedNode(file.address))
        made.extend(_distribution(distribution, file))
    if service:
        # VoID says how much is in it, by class and property.
        say(dataset, "rdfs:seeAlso", NamedNode(f"{base}void#dataset"))
        for path, title in (("sparql", "SPARQL 1.1"), ("openapi.json", "JSON API")):
            it = NamedNode(f"{base}dataset#{path.partition('.')[0]}")
            say(catalog, "dcat:service", it)
            say(it, "rdf:type", _node("dcat:DataService"))
            say(it, "dcterms:title", Literal(title, language="en"))
            say(it, "dcterms:publisher", agent)
            say(it, "dcat:endpointURL", NamedNode(base + path if path == "sparql" else f"{base}queries"))
            say(it, "dcat:endpointDescription", NamedNode(base + path))
            say(it, "dcat:servesDataset", dataset)
            say(it, "dcterms:license", NamedNode(LICENCE))
    return made


def serialised(triples: Sequence[Triple], rdf_format: RdfFormat) -> bytes:
    """The description in a syntax, with its prefixes."""
    return serialize(triples, format=rdf_format, prefixes=_PREFIXES) or b""


def dump(quads: Iterator[Quad], form: str, output: IO[bytes]) -> None:
    """Write every quad in a form of `DUMPS`."""
    serialize(quads, output, DUMPS[form], prefixes=PREFIXES)


def release(store: Store, folder: Path, day: date) -> str:
    """Write a release of the store into a new folder; gives the SHA-256 of its canonical form (RDFC-1.0).

    The folder gets the dumps, a table for each canned query, the DCAT description, `release.json`,
    `CITATION.cff` and `SHA256SUMS`. Raises InputError where the folder is there already or cannot be made.
    """
    if folder.exists():
        raise InputError(f"{folder} is there already; a release goes into a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
            made = Path(work) / folder.name
            made.mkdir()
            digest = _write(store, made, day)
            made.rename(folder)
    except OSError as error:
        raise InputError(f"{folder}: the release cannot be written: {error.strerror}") from None
    return digest


def citation(day: date, digest: str) -> str:
    """`CITATION.cff` (Citation File Format 1.2.0) of a release. digest: SHA-256 of its canonical form (RDFC-1.0)."""
    return (
        "cff-version: 1.2.0\nmessage: To cite this dataset, use these metadata.\ntype: dataset\n"
        f"title: {json.dumps(TITLE[1])}\nauthors:\n  - name: clustergraph contributors\n"
        f"version: {__version__}\ndate-released: {day.isoformat()}\nlicense: Apache-2.0\n"
        f"identifiers:\n  - type: other\n    value: sha256:{digest}\n"
        "    description: SHA-256 of the canonical form of the graph (RDFC-1.0)\n"
    )


def _write(store: Store, folder: Path, day: date) -> str:
    from clustergraph.rdf.canonical import canonical_hash

    quads = Dataset(store.quads())
    digest = canonical_hash(quads)
    for form in DUMPS:
        with (folder / f"clustergraph.{form}").open("wb") as output:
            dump(iter(sorted(quads, key=str)), form, output)
    (folder / "tables").mkdir()
    for query in catalogue().values():
        if not _needs_more(query.name):
            table = answer(store, query, {})
            path = folder / "tables" / f"{query.name}.csv"
            path.write_bytes(as_results(table.columns, table.rows, CSV))
    files = [_file(path, folder) for path in sorted(folder.rglob("*.*"))]
    base = f"https://w3id.org/clustergraph/release/{day.isoformat()}/"
    triples = description(base, [_under(base, file) for file in files], issued=day, service=False)
    (folder / "dcat.ttl").write_bytes(serialised(triples, RdfFormat.TURTLE))
    (folder / "dcat.jsonld").write_bytes(serialised(triples, RdfFormat.JSON_LD))
    (folder / "CITATION.cff").write_text(citation(day, digest), encoding="utf-8")
    facts = {"version": __version__, "date": day.isoformat(), "quads": len(quads), "sha256": digest}
    (folder / "release.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    sums = (_file(path, folder) for path in sorted(folder.rglob("*.*")))
    (folder / "SHA256SUMS").write_text(
        "".join(f"{file.sha256}  {file.address}\n" for file in sums), encoding="utf-8"
    )
    return digest


def _file(path: Path, folder: Path) -> File:
    content = path.read_bytes()
    name = path.relative_to(folder).as_posix()
    title = _title(path.stem) if path.parent.name == "tables" else None
    form, digest = path.suffix.removeprefix("."), hashlib.sha256(content).hexdigest()
    return File(name, name, form, len(content), digest, title)


def _under(base: str, file: File) -> File:
    return replace(file, address=base + file.address)


def _distribution(it: NamedNode, file: File) -> Iterator[Triple]:
    yield Triple(it, _node("rdf:type"), _node("dcat:Distribution"))
    for title in _both(file.title) if file.title else (Literal(file.name),):
        yield Triple(it, _node("dcterms:title"), title)
    yield Triple(it, _node("dcat:accessURL"), it)
    yield Triple(it, _node("dcat:downloadURL"), it)
    yield Triple(it, _node("dcterms:license"), NamedNode(LICENCE))
    yield Triple(it, _node("dcterms:format"), NamedNode(f"{_EU}file-type/{_FILE_TYPES[file.form]}"))
    media_type = NamedNode(f"https://www.iana.org/assignments/media-types/{_MEDIA_TYPES[file.form]}")
    yield Triple(it, _node("dcat:mediaType"), media_type)
    if file.size is not None:
        size = Literal(str(file.size), datatype=_node("xsd:nonNegativeInteger"))
        yield Triple(it, _node("dcat:byteSize"), size)
    if file.sha256:
        checksum = NamedNode(f"{it.value}#sha256")
        value = Literal(file.sha256, datatype=_node("xsd:hexBinary"))
        yield Triple(it, _node("spdx:checksum"), checksum)
        yield Triple(checksum, _node("rdf:type"), _node("spdx:Checksum"))
        yield Triple(checksum, _node("spdx:algorithm"), _node("spdx:checksumAlgorithm_sha256"))
        yield Triple(checksum, _node("spdx:checksumValue"), value)


def _needs_more(name: str) -> bool:
    """Whether a query gives no table by itself: it builds a graph, or needs a parameter."""
    query = catalogue()[name]
    return query.constructs or any(each.required for each in query.parameters.values())


def _title(name: str) -> tuple[str, str]:
    title = catalogue()[name].title
    return title.sv or name, title.en or name


def _both(words: tuple[str, str]) -> tuple[Literal, Literal]:
    return Literal(words[0], language="sv"), Literal(words[1], language="en")


def _node(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)
