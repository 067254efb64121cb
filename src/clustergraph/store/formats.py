"""Media types of answers and graphs, and the engine's name for each."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, RdfFormat

JSON_RESULTS = "application/sparql-results+json"
XML_RESULTS = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"
TRIG = "application/trig"
N_QUADS = "application/n-quads"

RESULTS: dict[str, QueryResultsFormat] = {
    JSON_RESULTS: QueryResultsFormat.JSON,
    XML_RESULTS: QueryResultsFormat.XML,
    CSV: QueryResultsFormat.CSV,
    TSV: QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
"""For SELECT and ASK, in the server's order of preference; the last three are what older clients ask for."""

GRAPHS: dict[str, RdfFormat] = {
    TURTLE: RdfFormat.TURTLE,
    N_TRIPLES: RdfFormat.N_TRIPLES,
    RDF_XML: RdfFormat.RDF_XML,
    JSON_LD: RdfFormat.JSON_LD,
    TRIG: RdfFormat.TRIG,
    N_QUADS: RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
}
"""For CONSTRUCT, DESCRIBE and one graph, in the server's order of preference."""

DATASETS: dict[str, RdfFormat] = {
    TRIG: RdfFormat.TRIG,
    N_QUADS: RdfFormat.N_QUADS,
    JSON_LD: RdfFormat.JSON_LD,
}
"""For several graphs at once."""

SHORT_NAMES: dict[str, str] = {
    "json": JSON_RESULTS,
    "xml": XML_RESULTS,
    "csv": CSV,
    "tsv": TSV,
    "turtle": TURTLE,
    "ttl": TURTLE,
    "ntriples": N_TRIPLES,
    "nt": N_TRIPLES,
    "rdfxml": RDF_XML,
    "rdf": RDF_XML,
    "rdf+xml": RDF_XML,
    "jsonld": JSON_LD,
    "json-ld": JSON_LD,
    "n3": "text/n3",
    "trig": TRIG,
    "nquads": N_QUADS,
    "nq": N_QUADS,
}
"""Values of the `format` parameter beside the media types themselves."""

_SAME_IN_GRAPHS = {JSON_RESULTS: JSON_LD, XML_RESULTS: RDF_XML}


def named(name: str, *, graph: bool) -> str:
    """The media type that `format=name` asks for; `json` and `xml` mean the RDF syntaxes where the answer is a graph.

    Raises KeyError for a name that is none.
    """
    offered: dict[str, object] = dict(GRAPHS if graph else RESULTS)
    media_type = SHORT_NAMES.get(name.lower(), name.lower())
    if graph:
        media_type = _SAME_IN_GRAPHS.get(media_type, media_type)
    if media_type not in offered:
        raise KeyError(name)
    return media_type
