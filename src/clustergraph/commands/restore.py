"""`clustergraph restore`."""

from pathlib import Path

import click

from clustergraph.commands import _options


@click.command("restore")
@click.argument("source", type=click.Path(path_type=Path))
@_options.store
def command(source: Path, location: str | None) -> None:
    """Put a backup folder or an exported file (TriG, N-Quads) in place of what the store holds."""
    from clustergraph.store import open_store
    from clustergraph.store.backups import restore

    store = open_store(location)
    try:
        restore(store, source)
        count = len(store.graphs())
    finally:
        store.close()
    click.echo(f"{store.location}: {_options.counted(count, 'graph')} restored from {source}")
