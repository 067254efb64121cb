"""What the endpoint says of itself: SPARQL 1.1 Service Description, VoID with counted statistics, prefixes, examples."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import Response

from clustergraph import publication, resources
from clustergraph.namespaces import GRAPH, NS, PREFIXES
from clustergraph.server import addresses
from clustergraph.server.negotiation import syntax_for
from clustergraph.server.state import ServerState, State
from clustergraph.server.statistics import GraphStatistics, Statistics
from clustergraph.store.formats import GRAPHS, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE

if TYPE_CHECKING:
    from clustergraph.store import Term

router = APIRouter(tags=["Description"])

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_GRAPHS_IN_DETAIL = 500
_SYNTAXES = {
    TURTLE: "Turtle", N_TRIPLES: "N-Triples", RDF_XML: "RDF_XML", JSON_LD: "JSON-LD", TRIG: "TriG", N_QUADS: "N-Quads",
}  # fmt: skip
_PREFIXES = PREFIXES | {"sd": _SD, "void": _VOID, "formats": _FORMATS}


@router.get("/void", summary="What is in the dataset, counted")
@router.get("/.well-known/void", include_in_schema=False)
async def void(request: Request, state: State) -> Response:
    """VoID description of the dataset, counted from the store as it is."""
    media_type = syntax_for(request, GRAPHS)
    statistics = await asyncio.to_thread(state.statistics.of, state.store)
    return _rdf(_void(addresses.base(request), statistics), media_type)


@router.get("/prefixes", summary="The prefixes, as JSON or as SHACL declarations")
async def prefixes(request: Request) -> Response:
    """The prefixes that queries over this dataset use."""
    media_type = syntax_for(request, ["application/json", *GRAPHS])
    if media_type == "application/json":
        return Response(json.dumps(PREFIXES, indent=1), media_type=media_type)
    return _rdf(_declarations(), media_type)


@router.get("/examples", summary="Example queries, described with SHACL")
async def examples(request: Request) -> Response:
    """Example queries for editors, in the form of the SIB `sparql-examples`."""
    media_type = syntax_for(request, GRAPHS)
    endpoint = ox.NamedNode(addresses.base(request) + "sparql")
    triples = [*_declarations(), *_example_triples()]
    target = ox.NamedNode("https://schema.org/target")
    named = {
        t.subject
        for t in triples
        if t.predicate == _TYPE and t.object == ox.NamedNode(PREFIXES["sh"] + "SPARQLExecutable")
    }
    return _rdf([*triples, *(ox.Triple(example, target, endpoint) for example in named)], media_type)


async def answer(request: Request, state: ServerState, media_type: str) -> Response:
    """The service description (SPARQL 1.1 Service Description, section 2) in a media type."""
    statistics = await asyncio.to_thread(state.statistics.of, state.store)
    triples = _service(addresses.base(request), statistics, federated=bool(state.settings.service_hosts))
    return _rdf(triples, media_type)


def _rdf(triples: list[ox.Triple], media_type: str) -> Response:
    body = ox.serialize(triples, format=GRAPHS[media_type], prefixes=_PREFIXES)
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(body, headers={"Content-Type": media_type + charset})


_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class _Description:
    """Collects triples about nodes by compact names."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: ox.NamedNode | ox.BlankNode, name: str, *objects: str | int | Term) -> None:
        """Say something of a node; texts are compact names or IRIs, `a` is the type."""
        predicate = _TYPE if name == "a" else _node(name)
        for each in objects:
            term = (
                _node(each) if isinstance(each, str) else ox.Literal(each) if isinstance(each, int) else each
            )
            self.triples.append(ox.Triple(subject, predicate, term))


def _node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local) if prefix in _PREFIXES else ox.NamedNode(name)


def _service(base: str, statistics: Statistics, *, federated: bool) -> list[ox.Triple]:
    about = _Description()
    service, dataset, default = (ox.BlankNode() for _ in range(3))
    endpoint = ox.NamedNode(base + "sparql")
    about.add(service, "a", "sd:Service")
    about.add(service, "sd:endpoint", endpoint)
    about.add(service, "sd:supportedLanguage", "sd:SPARQL10Query", "sd:SPARQL11Query", "sd:SPARQL11Update")
    about.add(service, "sd:feature", "sd:UnionDefaultGraph")
    if federated:
        about.add(service, "sd:feature", "sd:BasicFederatedQuery")
    results = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"]
    about.add(service, "sd:resultFormat", *(f"formats:{name}" for name in [*results, *_SYNTAXES.values()]))
    about.add(
        service,
        "sd:inputFormat",
        *(f"formats:{name}" for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")),
    )
    about.add(service, "sd:defaultDataset", dataset)
    about.add(service, "rdfs:seeAlso", ox.NamedNode(base + "void"), ox.NamedNode(base + "examples"))
    about.add(dataset, "a", "sd:Dataset")
    about.add(dataset, "sd:defaultGraph", default)
    about.add(default, "a", "sd:Graph")
    about.add(default, "void:triples", statistics.default.triples)
    for graph, counted in list(statistics.graphs.items())[:_GRAPHS_IN_DETAIL]:
        named, content = ox.BlankNode(), ox.BlankNode()
        about.add(dataset, "sd:namedGraph", named)
        about.add(named, "a", "sd:NamedGraph")
        about.add(named, "sd:name", ox.NamedNode(graph))
        about.add(named, "sd:graph", content)
        about.add(content, "a", "sd:Graph")
        about.add(content, "void:triples", counted.triples)
    return about.triples


def _void(base: str, statistics: Statistics) -> list[ox.Triple]:
    about = _Description()
    dataset = ox.NamedNode(base + "void#dataset")
    about.add(dataset, "a", "void:Dataset")
    for name, (sv, en) in (("title", publication.TITLE), ("description", publication.DESCRIPTION)):
        about.add(dataset, f"dcterms:{name}", ox.Literal(sv, language="sv"), ox.Literal(en, language="en"))
    about.add(dataset, "dcterms:license", ox.NamedNode(publication.LICENCE))
    about.add(dataset, "foaf:homepage", ox.NamedNode(base))
    about.add(dataset, "rdfs:seeAlso", ox.NamedNode(base + "dataset#dataset"))
    about.add(dataset, "void:sparqlEndpoint", ox.NamedNode(base + "sparql"))
    about.add(
        dataset,
        "void:dataDump",
        *(ox.NamedNode(f"{base}download/clustergraph.{form}") for form in publication.DUMPS),
    )
    about.add(
        dataset,
        "void:vocabulary",
        ox.NamedNode(NS.rstrip("#")),
        *(PREFIXES[name] for name in ("org", "skos", "prov")),
    )
    about.add(dataset, "void:uriSpace", ox.Literal(GRAPH.removesuffix("graph/")))
    _count_into(about, dataset, statistics.default, in_detail=True)
    for number, (graph, counted) in enumerate(statistics.graphs.items()):
        part = ox.BlankNode()
        about.add(dataset, "void:subset", part)
        about.add(part, "a", "void:Dataset")
        about.add(part, "dcterms:identifier", ox.NamedNode(graph))
        _count_into(about, part, counted, in_detail=number < _GRAPHS_IN_DETAIL)
    return about.triples


def _count_into(
    about: _Description, part: ox.NamedNode | ox.BlankNode, counted: GraphStatistics, *, in_detail: bool
) -> None:
    about.add(part, "void:triples", counted.triples)
    about.add(part, "void:classes", len(counted.classes))
    about.add(part, "void:properties", len(counted.properties))
    if not in_detail:
        return
    for name, number in sorted(counted.classes.items()):
        partition = ox.BlankNode()
        about.add(part, "void:classPartition", partition)
        about.add(partition, "void:class", ox.NamedNode(name))
        about.add(partition, "void:entities", number)
    for name, number in sorted(counted.properties.items()):
        partition = ox.BlankNode()
        about.add(part, "void:propertyPartition", partition)
        about.add(partition, "void:property", ox.NamedNode(name))
        about.add(partition, "void:triples", number)


def _declarations() -> list[ox.Triple]:
    about = _Description()
    owner = ox.NamedNode("https://w3id.org/clustergraph/examples/prefixes")
    about.add(owner, "a", "owl:Ontology")
    for prefix, iri in PREFIXES.items():
        declaration = ox.BlankNode()
        about.add(owner, "sh:declare", declaration)
        about.add(declaration, "a", "sh:PrefixDeclaration")
        about.add(declaration, "sh:prefix", ox.Literal(prefix))
        about.add(declaration, "sh:namespace", ox.Literal(iri, datatype=_node("xsd:anyURI")))
    return about.triples


@cache
def _example_triples() -> tuple[ox.Triple, ...]:
    files = sorted((resources.queries() / "examples").glob("*.ttl"))
    return tuple(quad.triple for file in files for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE))
