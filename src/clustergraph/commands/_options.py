"""Options that several commands share."""

import sys
from pathlib import Path

import click

store = click.option(
    "--store",
    "location",
    envvar="CLUSTERGRAPH_STORE",
    metavar="FOLDER|URL",
    help="A folder, `:memory:`, or the URL of a SPARQL 1.1 endpoint. Default: the user's data directory.",
)

data = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with documents/ and reviewed/. Default: the shipped data, whose register of actors is used for "
    "all, with that in the folder CLUSTERGRAPH_ACTORS.",
)


def progress(step: str) -> None:
    """Show a step of long work, on a terminal only, each in place of the one before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{step} …", nl=False, err=True)


def progress_done() -> None:
    """Clear the line of `progress`."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)
