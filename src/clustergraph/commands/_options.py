"""Options that several commands share."""

import sys

import click

store = click.option(
    "--store",
    "location",
    envvar="CLUSTERGRAPH_STORE",
    metavar="FOLDER|URL",
    help="A folder, `:memory:`, or the URL of a SPARQL 1.1 endpoint. Default: the user's data directory.",
)


def progress(step: str) -> None:
    """Show a step of long work, on a terminal only, each in place of the one before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{step} …", nl=False, err=True)


def progress_done() -> None:
    """Clear the line of `progress`."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)
