"""`clustergraph diff`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from clustergraph.store import Store

    # Title, IRI of the graph, and its triples before and after.
    Difference = tuple[str, str, set[Triple], set[Triple]]


@click.command("diff")
@click.argument("what", nargs=-1, metavar="[NUMBER|FILE]...")
@_options.store
@click.option("--triples", is_flag=True, help="Show the triples too.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(what: tuple[str, ...], location: str | None, triples: bool, form: str) -> None:
    """Tell in plain words what a change did, or what `add` of a file would do.

    NUMBER is a change that `clustergraph history` lists, FILE what `clustergraph add` takes; without either the latest
    change is told. Nothing is validated and nothing is changed.
    """
    from clustergraph.changes import describe
    from clustergraph.store import open_store

    store = open_store(location)
    found = []
    for title, graph, before, after in _differences(store, what):
        added, removed = (sorted(f"{t} ." for t in side) for side in (after - before, before - after))
        words = describe(before, after)
        found.append({"what": title, "graph": graph, "words": words, "added": added, "removed": removed})
        if form == "text":
            click.echo(f"{title}\n{graph}")
            for line in words or ["no change"]:
                click.echo(f"  {line}")
            click.echo(f"  +{len(added)} −{len(removed)} triples")
            for sign, lines in (("+", added), ("-", removed)) if triples else ():
                for line in lines:
                    click.echo(f"{sign} {line}")
    store.close()
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _differences(store: "Store", what: tuple[str, ...]) -> "Iterator[Difference]":
    from clustergraph.changes import both_sides, change, incoming, journal_of
    from clustergraph.rdf import stored_form

    journal = journal_of(store)
    for one in what or (None,):
        if one is None or one.isdecimal():
            entry = change(journal, None if one is None else int(one))
            assert journal is not None  # noqa: S101 - it had the entry
            title = f"change {entry.number}: {entry.what} ({entry.who}, {entry.time})"
            yield title, entry.graph or "", *both_sides(store, journal, entry)
            continue
        for each in incoming(Path(one)):
            present = stored_form(store.graph(each.graph))
            yield f"add {one}", each.graph or "", present, stored_form(each.triples or ())
