"""`clustergraph export`."""

import sys

import click

from clustergraph.commands import _options


@click.command("export")
@_options.store
@click.option("--format", "form", type=click.Choice(["trig", "nq"]), default="trig", show_default=True)
@click.option("--graph", "slug", help="Only this graph, by slug or IRI.")
def command(location: str | None, form: str, slug: str | None) -> None:
    """Write the whole store, or one graph of it, to standard output."""
    from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

    from clustergraph.built import open_built
    from clustergraph.namespaces import PREFIXES, graph
    from clustergraph.store.missing import missing_graph

    store = open_built(location, _options.progress)
    _options.progress_done()
    try:
        quads = store.quads()
        if slug is not None:
            name = NamedNode(slug if ":" in slug else graph(slug))
            if not store.has_graph(name.value):
                raise missing_graph(name.value, store.graphs())
            quads = (
                Quad(triple.subject, triple.predicate, triple.object, name)
                for triple in store.graph(name.value)
            )
        rdf_format = RdfFormat.TRIG if form == "trig" else RdfFormat.N_QUADS
        serialize(quads, sys.stdout.buffer, rdf_format, prefixes=PREFIXES)
    finally:
        store.close()
