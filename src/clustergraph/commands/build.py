"""`clustergraph build`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from clustergraph.build import Summary


@click.command("build")
@_options.store
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with documents/, reviewed/ and actors/. Default: the shipped data.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Map on the Dask cluster whose scheduler is here.")
def command(location: str | None, data: Path | None, scheduler: str | None) -> None:
    """Map, validate and store everything under data/; print a summary."""
    from clustergraph.build import build
    from clustergraph.store import open_store

    store = open_store(location)
    try:
        summary = build(store, _options.progress, data, scheduler)
    finally:
        store.close()
        _options.progress_done()
    _print(summary, store.location)
    sys.exit(0 if summary.report.conforms else 1)


def _print(summary: "Summary", location: str) -> None:
    width = max((len(row.document) for row in summary.rows), default=8)
    click.echo(f"{'document':<{width}}  statements  quotes  pending  source")
    for row in summary.rows:
        source = "reviewed" if row.reviewed else "rules"
        click.echo(
            f"{row.document:<{width}}  {row.statements:>10}  {row.quotes:>6}  {row.pending:>7}  {source}"
        )
    counts = summary.report.counts
    click.echo(f"\n{summary.quads} quads, {counts['violation']} violations, {counts['warning']} warnings")
    click.echo(f"canonical SHA-256 {summary.sha256}")
    if summary.version is None:
        click.echo("The shapes are broken, so the store is as it was:", err=True)
        for result in summary.report.results:
            if result.severity == "violation":
                click.echo(
                    f"  {result.code} {result.focus}: {result.message.en or result.message.sv}", err=True
                )
    else:
        click.echo(f"stored in {location}")
        for graph in summary.gone:
            click.echo(f"no longer in the store, because it is not under the data folder: {graph}")
        if summary.journal:
            click.echo(f"the history begins anew; that of before is in {summary.journal}")
