"""`clustergraph build`."""

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from clustergraph.build import Summary
    from clustergraph.validation import Report


@click.command("build")
@_options.store
@_options.data
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
    _print(summary, store.location, data)
    sys.exit(0 if summary.report.conforms else 1)


def _print(summary: "Summary", location: str, data: Path | None) -> None:
    width = max((len(row.document) for row in summary.rows), default=8)
    click.echo(f"{'document':<{width}}  statements  quotes  pending  source")
    for row in summary.rows:
        source = "reviewed" if row.reviewed else "rules"
        click.echo(
            f"{row.document:<{width}}  {row.statements:>10}  {row.quotes:>6}  {row.pending:>7}  {source}"
        )
    counts = summary.report.counts
    found = (_options.counted(counts[name], name) for name in ("violation", "warning"))
    click.echo(f"\n{_options.counted(summary.quads, 'quad')}, {', '.join(found)}")
    click.echo(f"SHA-256 of the graphs' canonical digests {summary.sha256}")
    if summary.version is None:
        from clustergraph import resources

        click.echo("The shapes are not met, so the store is as it was:", err=True)
        for line in _faults(summary.report, data or resources.data()):
            click.echo(f"  {line}", err=True)
    else:
        click.echo(f"stored in {location}")
        for graph in summary.gone:
            click.echo(f"no longer in the store, because it is not under the data folder: {graph}")
        if summary.journal:
            click.echo(f"the history begins anew; that of before is in {summary.journal}")


def _faults(report: "Report", data: Path) -> list[str]:
    """A line for each violation, with the place in the reviewed files where there is one.

    The violations that have one cause, a statement which others name and nobody has accepted, are one line.
    """
    from clustergraph.reviewing.places import places, reference
    from clustergraph.validation.report import plain

    violations = [
        (result, reference(plain(result.focus) or ""), reference(plain(result.value) or ""))
        for result in report.results
        if result.severity == "violation"
    ]
    found = places(data, [one for _, focus, value in violations for one in (focus, value) if one])
    lines: list[str] = []
    named_by: dict[str, set[str | None]] = defaultdict(set)
    for result, focus, value in violations:
        if value in found and not any(place.decided for place in found[value]):
            named_by[value].add(focus)
            continue
        said = (result.message, result.suggestion.text if result.suggestion else None)
        message = (
            f"{result.code} {result.focus}: {' '.join(text.en or text.sv or '' for text in said if text)}"
        )
        where = [place for place in found.get(focus or "", ()) if place.decided]
        lines += [f"{one.path}:{one.line}: {one.section} {one.slug}: {message}" for one in where] or [message]
    for value, naming in named_by.items():
        for one in found[value]:
            lines.append(
                f"{one.path}:{one.line}: {one.section} {one.slug} stands under `{one.under}`, and "
                f"{len(naming)} accepted {'statement needs' if len(naming) == 1 else 'statements need'} it: "
                f"move it to `{one.section}`, or take it out of them"
            )
    return list(dict.fromkeys(lines))
