"""A small graph that conforms: one adoption, quoted from a text of one sentence."""

import hashlib

from pyoxigraph import Triple

from clustergraph.model import Adoption, Agreement, Document, DocumentGraph, Evidence, SourceText, Text
from clustergraph.namespaces import graph
from clustergraph.rdf import document_quads

GRAPH = graph("solna-2024")
_TEXT = "Solna stad antog avsiktsförklaringen {year}."


def adoption() -> str:
    """The label of the adoption."""
    return "Solna stad antar avsiktsförklaringen"


def graph_of(year: str) -> tuple[Triple, ...]:
    """The triples of a document that says that Solna adopted an agreement that year."""
    text = _TEXT.format(year=year)
    digest = hashlib.sha256(text.encode()).hexdigest()
    evidence = (Evidence(text, 0, len(text)),)
    statements = (
        Document(
            slug="solna-2024",
            label=Text(sv="Solnas minnesanteckning"),
            title="Solnas minnesanteckning",
            type="memo",
            evidence=evidence,
            source=digest[:16],
            start=0,
            end=len(text),
        ),
        Agreement(slug="avsiktsforklaringen", label=Text(sv="Avsiktsförklaringen"), evidence=evidence),
        Adoption(
            slug="solna-stad-avsiktsforklaringen",
            label=Text(sv=adoption()),
            actor="solna-stad",
            agreement="avsiktsforklaringen",
            date=year,
            evidence=evidence,
        ),
    )
    source = SourceText("solna.txt", text, digest, digest)
    return tuple(quad.triple for quad in document_quads(DocumentGraph("solna-2024", source, statements)))
