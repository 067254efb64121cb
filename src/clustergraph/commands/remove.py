"""`clustergraph remove`."""

import getpass

import click

from clustergraph.commands import _options


@click.command("remove")
@click.argument("graph")
@_options.store
def command(graph: str, location: str | None) -> None:
    """Take one GRAPH, given by its slug or its IRI, out of the store."""
    from clustergraph import namespaces
    from clustergraph.changes import Gate, because, describe
    from clustergraph.store import open_store

    name = graph if ":" in graph else namespaces.graph(graph)
    store = open_store(location, gate=Gate())
    try:
        lines = describe(store.graph(name), ())
        with because(getpass.getuser(), f"remove {name}"):
            store.remove_graph(name)
    finally:
        store.close()
    click.echo("\n".join([name, *(f"  {line}" for line in lines), f"removed from {store.location}"]))
