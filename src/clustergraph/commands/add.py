"""`clustergraph add`."""

import getpass
from pathlib import Path

import click

from clustergraph.commands import _options


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_options.store
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
def command(files: tuple[Path, ...], location: str | None, dry_run: bool) -> None:
    """Validate FILES and put each of their graphs in place of what the store has of it.

    A file is RDF (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML) or a document, which the rules map.
    Refused input changes nothing; `clustergraph undo` takes a change back.
    """
    from clustergraph.changes import Gate, because, describe, incoming
    from clustergraph.changes.gate import validate
    from clustergraph.store import open_store

    changes = [change for file in files for change in incoming(file)]
    store = open_store(location, gate=Gate())
    try:
        lines = []
        for change in changes:
            told = describe(store.graph(change.graph), change.triples or ()) or ["no change"]
            lines += [change.graph or "the unnamed graph", *(f"  {line}" for line in told)]
        if dry_run:
            click.echo("\n".join(lines))
            validate(store, changes)
            click.echo("nothing was changed")
            return
        with because(getpass.getuser(), f"add {', '.join(file.name for file in files)}"):
            before = store.version()
            changed = store.apply(changes) != before
    finally:
        store.close()
    end = (
        f"stored in {store.location}"
        if changed
        else f"nothing was changed: {store.location} holds this already"
    )
    click.echo("\n".join([*lines, end]))
