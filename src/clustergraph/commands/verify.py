"""`clustergraph verify`."""

import sys

import click

from clustergraph.commands import _options


@click.command("verify")
@_options.store
def command(location: str | None) -> None:
    """Check every quote against its document; an empty store is built first."""
    from clustergraph.built import open_built
    from clustergraph.verification import verify

    store = open_built(location, _options.progress)
    try:
        count, mismatches = verify(store)
    finally:
        store.close()
        _options.progress_done()
    for mismatch in mismatches:
        click.echo(f"{mismatch.subject}: {mismatch.message}", err=True)
    failed = len(mismatches)
    verb = "does" if failed == 1 else "do"
    click.echo(f"{_options.counted(count, 'quote')} checked, {failed} {verb} not hold")
    sys.exit(1 if mismatches else 0)
