"""`clustergraph validate`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from clustergraph.store import Store
    from clustergraph.validation import Report

_SECONDS = 600.0  # for shapes of the user's own
_MEGABYTES = 4096


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "turtle", "jsonld", "github"]),
    default="text",
    show_default=True,
)
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option(
    "--alone", is_flag=True, help="Do not look in the store: what FILES do not say cannot be known."
)
@click.option(
    "--shapes", type=click.Path(path_type=Path), help="Shapes (Turtle) in place of the project's own."
)
@click.option("--sparql", is_flag=True, help="With --shapes: run their SPARQL-based constraints too.")
@click.option("--fix", is_flag=True, help="Show the safe corrections as a diff and ask whether to make them.")
@click.option("--yes", is_flag=True, help="With --fix: make them without asking.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until interrupted.")
def command(
    files: tuple[Path, ...],
    location: str | None,
    form: str,
    lang: Literal["sv", "en"],
    alone: bool,
    shapes: Path | None,
    sparql: bool,
    fix: bool,
    yes: bool,
    watch: bool,
) -> None:
    """Check RDF FILES against the shapes and what the store already knows; without FILES, the whole store.

    A FILE `-` is standard input, in any of the syntaxes.
    Exit code 0 without violations, 1 with some, 2 for a file that cannot be read as RDF.
    """
    from clustergraph.errors import InputError
    from clustergraph.validation.rendering import rendered
    from clustergraph.validation.watching import stamps, wait_for_change

    _check_standard_input(files, again=fix or watch)
    if shapes is not None and not files:
        raise InputError(
            "--shapes: name the files to check; a whole store is one after `clustergraph export > everything.trig`"
        )

    def check() -> "Report":
        if not files:
            report = _whole(location)
        elif shapes is not None:
            report = _with_own(shapes, files, location, alone=alone, sparql=sparql)
        else:
            report = _report(files, location, alone)
        click.echo(rendered(report, form, lang, colour=sys.stdout.isatty()), nl=False)
        return report

    seen = stamps(files)
    report = check()
    if fix and _mend(files, report, yes):
        report = check()
    while watch:
        seen = wait_for_change(files, seen)
        click.clear()
        report = check()
    sys.exit(report.exit_code)


def _check_standard_input(files: tuple[Path, ...], *, again: bool) -> None:
    from clustergraph.errors import InputError
    from clustergraph.validation.files import STANDARD_INPUT

    given = files.count(STANDARD_INPUT)
    if given > 1:
        raise InputError("-: standard input is given twice; give it once")
    if given and again:
        raise InputError("-: standard input is read once, so --fix and --watch need a file; give its name")


def _report(files: tuple[Path, ...], location: str | None, alone: bool) -> "Report":
    from clustergraph.validation import in_memory, validate_files

    if alone:
        return validate_files(files)
    store = _store(location)
    if store is None:
        return validate_files(files, in_memory(()))
    try:
        return validate_files(files, store)
    finally:
        store.close()


def _store(location: str | None) -> "Store | None":
    """The store, if there is one: to check a file is no reason to make a store."""
    from clustergraph.store import open_store
    from clustergraph.store.opening import default_folder

    if location is None and not default_folder().exists():
        return None
    if (
        location is not None
        and "://" not in location
        and location != ":memory:"
        and not Path(location).exists()
    ):
        click.echo(f"clustergraph: {location}: no store there; checking the files by themselves", err=True)
        return None
    return open_store(location)


def _whole(location: str | None) -> "Report":
    from clustergraph.errors import StoreError
    from clustergraph.validation.whole_store import validate_store

    store = _store(location)
    if store is None:
        raise StoreError("There is no store to check; run `clustergraph build` first, or name files")
    try:
        return validate_store(
            store, lambda done, total: _options.progress(f"checked {done} of {total} graphs")
        )
    finally:
        _options.progress_done()
        store.close()


def _with_own(
    shapes: Path, files: tuple[Path, ...], location: str | None, *, alone: bool, sparql: bool
) -> "Report":
    from clustergraph.bounded import BoundedCalls
    from clustergraph.validation.bounded import Job, prepare, run
    from clustergraph.validation.files import Sent, read, syntax_at

    first, *beside = (Sent(data := read(file), str(file), syntax_at(file, data).media_type) for file in files)
    text = read(shapes)
    store = None if alone else _store(location)
    try:
        known = (store.snapshot() or store.endpoint) if store is not None else None
        job = Job(*first, known, text, str(shapes), sparql, tuple(beside))
        with BoundedCalls(1, seconds=_SECONDS, megabytes=_MEGABYTES) as calls:
            return calls.call(run, job, name=job.name, before=prepare)
    finally:
        if store is not None:
            store.close()


def _mend(files: tuple[Path, ...], report: "Report", yes: bool) -> bool:
    """Show what can be mended safely, and mend it if the user agrees."""
    from clustergraph.validation.fixes import difference, mended

    changes = []
    for file in files:
        before = file.read_bytes()
        after = mended(before, str(file), report)
        if after != before:
            changes.append((file, after))
            click.echo(difference(before, after, str(file)), nl=False)
    if not changes or not (yes or click.confirm("Write these changes?")):
        return False
    for file, after in changes:
        file.write_bytes(after)
    return True
