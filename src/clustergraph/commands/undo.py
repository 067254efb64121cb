"""`clustergraph undo`."""

import getpass

import click

from clustergraph.commands import _options


@click.command("undo")
@_options.store
def command(location: str | None) -> None:
    """Take back the latest change that has not been taken back, of all the graphs that
    it changed as one."""
    from clustergraph.changes import Gate, journal_of, together, undo
    from clustergraph.store import open_store

    store = open_store(location, gate=Gate())
    try:
        entry = undo(store, getpass.getuser())
        journal = journal_of(store)
        undone = together(journal.entries(), entry) if journal else (entry,)
    finally:
        store.close()
    for each in undone:
        click.echo(f"undone: change {each.number}, {each.what}, {each.graph_told}")
