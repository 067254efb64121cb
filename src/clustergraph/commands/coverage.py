"""`clustergraph coverage`."""

from pathlib import Path

import click

from clustergraph.commands import _options


@click.command("coverage")
@click.argument("slugs", nargs=-1, metavar="[DOCUMENT]…")
@_options.data
def command(slugs: tuple[str, ...], data: Path | None) -> None:
    """Show each document's sentences with (●) and without (○) statements.

    DOCUMENT is the slug of a document of the data folder; all of them without one.
    """
    from clustergraph import resources
    from clustergraph.coverage import coverage
    from clustergraph.errors import NotFoundError
    from clustergraph.reviewing import documents

    graphs = {merged.graph.slug: merged.graph for merged in documents(data or resources.data())}
    for slug in slugs:
        if slug not in graphs:
            raise NotFoundError(f"there is no document {slug!r}; there are {', '.join(graphs)}")
    for slug in slugs or graphs:
        found = coverage(graphs[slug])
        covered = sum(bool(sentence.statements) for sentence in found)
        click.echo(f"{slug}: {covered} of {len(found)} sentences have statements")
        for sentence in found:
            mark = "●" if sentence.statements else "○"
            click.echo(f"  {mark} {sentence.start:>6}  {' '.join(sentence.text.split())}")
            for reference in sentence.statements:
                click.echo(f"             {reference}")
