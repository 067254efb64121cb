"""`clustergraph undo`."""

import getpass

import click

from clustergraph.commands import _options


@click.command("undo")
@_options.store
def command(location: str | None) -> None:
    """Take back the latest change that has not been taken back."""
    from clustergraph.changes import Gate, undo
    from clustergraph.store import open_store

    store = open_store(location, gate=Gate())
    try:
        entry = undo(store, getpass.getuser())
    finally:
        store.close()
    click.echo(f"undone: change {entry.number}, {entry.what}, {entry.graph_told}")
