"""From a file to the graphs that it would put into the store."""

from collections import defaultdict
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from clustergraph.errors import InputError
from clustergraph.namespaces import graph, slugify
from clustergraph.rdf import document_quads
from clustergraph.store import GraphChange


def incoming(path: Path) -> list[GraphChange]:
    """The graphs of a file: RDF as it stands, or a document as the rules map it.

    Triples of a syntax without graphs go into `graph/{name of the file}`. Raises InputError, with file
    and line, where the file cannot be read.
    """
    graphs: dict[str, list[Triple]] = defaultdict(list)
    ending = path.suffix.lstrip(".").lower()
    # The engine takes .txt for N-Triples; here it is a document.
    rdf_format = None if ending == "txt" else RdfFormat.from_extension(ending)
    if rdf_format is not None:
        name = graph(slugify(path.stem))
        try:
            with path.open("rb") as file:
                for quad in parse(file, rdf_format):
                    of = quad.graph_name
                    if not isinstance(of, NamedNode | DefaultGraph):
                        raise InputError(f"{path}: a graph is named by a blank node; give it an IRI")
                    graphs[of.value if isinstance(of, NamedNode) else name].append(quad.triple)
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror})") from None
        except SyntaxError as error:
            raise InputError(f"{path}:{error.lineno}: not valid {rdf_format.name}: {error.msg}") from None
    else:
        from clustergraph.mapping import map_source
        from clustergraph.reading import read

        for document in map_source(read(path)):
            graphs[graph(document.slug)] = [quad.triple for quad in document_quads(document.graph())]
    if not graphs:
        raise InputError(f"{path}: holds no triples")
    return [GraphChange(name, tuple(triples)) for name, triples in graphs.items()]
