"""From a file to the graphs that it would put into the store."""

from collections import defaultdict
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Triple

from clustergraph.errors import InputError
from clustergraph.namespaces import graph, slugify
from clustergraph.rdf import document_quads
from clustergraph.store import GraphChange
from clustergraph.validation import is_rdf, parse_file


def incoming(path: Path) -> list[GraphChange]:
    """The graphs of a file: RDF as it stands, or a document as the rules map it.

    Triples of a syntax without graphs go into `graph/{name of the file}`. Raises InputError, with file
    and line, where the file cannot be read.
    """
    graphs: dict[str, list[Triple]] = defaultdict(list)
    if is_rdf(path.name):
        name = graph(slugify(path.stem))
        for quad in parse_file(path).quads:
            of = quad.graph_name
            if not isinstance(of, NamedNode | DefaultGraph):
                raise InputError(f"{path}: a graph is named by a blank node; give it an IRI")
            graphs[of.value if isinstance(of, NamedNode) else name].append(quad.triple)
    else:
        from clustergraph.mapping import map_source
        from clustergraph.reading import read

        for document in map_source(read(path)):
            graphs[graph(document.slug)] = [quad.triple for quad in document_quads(document.graph())]
    if not graphs:
        raise InputError(f"{path}: holds no triples")
    return [GraphChange(name, tuple(triples)) for name, triples in graphs.items()]
