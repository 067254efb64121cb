"""`clustergraph backup`."""

from pathlib import Path

import click

from clustergraph.commands import _options


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@_options.store
def command(folder: Path, location: str | None) -> None:
    """Copy the store to a new FOLDER, consistent while others read and write it."""
    from clustergraph.store import open_store

    store = open_store(location)
    try:
        store.backup(folder)
    finally:
        store.close()
    click.echo(f"{folder}: a copy of {store.location}; `clustergraph restore {folder}` brings it back")
