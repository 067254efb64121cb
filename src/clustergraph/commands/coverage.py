"""`clustergraph coverage`."""

import click


@click.command("coverage")
@click.argument("slugs", nargs=-1, metavar="[DOCUMENT]…")
def command(slugs: tuple[str, ...]) -> None:
    """Show each document's sentences with (●) and without (○) statements.

    DOCUMENT is the slug of a document under data/; all of them without one.
    """
    from clustergraph import resources
    from clustergraph.coverage import coverage
    from clustergraph.errors import NotFoundError
    from clustergraph.reviewing import documents

    graphs = {merged.graph.slug: merged.graph for merged in documents(resources.data())}
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
