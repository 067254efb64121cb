"""`clustergraph history`."""

import json

import click

from clustergraph.commands import _options


@click.command("history")
@click.argument("number", type=int, required=False)
@_options.store
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(number: int | None, location: str | None, form: str) -> None:
    """List the changes of the store, oldest first; with NUMBER show the triples of one change."""
    from dataclasses import asdict

    from clustergraph.changes import change, journal_of
    from clustergraph.store import open_store

    store = open_store(location)
    journal = journal_of(store)
    entries = journal.entries() if journal else []
    if number is not None:
        entries = [change(journal, number)]
    store.close()
    if form == "json":
        click.echo(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2))
        return
    if not entries:
        click.echo(f"no changes since the build of {store.location}")
    for entry in entries:
        size = f"+{len(entry.added)} −{len(entry.removed)} triples"
        click.echo(f"{entry.number:>4}  {entry.time}  {entry.who}  {entry.what}  {entry.graph_told}  {size}")
        for sign, lines in (("+", entry.added), ("-", entry.removed)) if number is not None else ():
            for line in lines:
                click.echo(f"{sign} {line}")
