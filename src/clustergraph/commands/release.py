"""`clustergraph release`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from datetime import datetime


@click.command("release")
@click.argument("folder", type=click.Path(path_type=Path))
@_options.store
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the release. Default: today."
)
def command(folder: Path, location: str | None, day: "datetime | None") -> None:
    """Write a dated, hashed release of the store into a new FOLDER.

    It holds TriG and N-Quads, a CSV table for each canned query, a DCAT description and a citation.
    """
    from datetime import UTC, datetime

    from clustergraph.built import open_built
    from clustergraph.publication import release

    store = open_built(location, _options.progress)
    _options.progress_done()
    try:
        digest = release(store, folder, (day or datetime.now(UTC)).date())
    finally:
        store.close()
    click.echo(f"{folder}: canonical SHA-256 {digest}")
