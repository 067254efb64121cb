"""`clustergraph review`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from clustergraph.commands import _options


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of reviewed files. Default: `reviewed` beside the folder that FILE is in.",
)
@click.option("--by", "reviewer", envvar="USER", default="steward", show_envvar=True, help="Who reviews.")
def command(file: Path, into: Path | None, reviewer: str) -> None:
    """Write what the rules find in FILE into a readable file for review, one a document.

    Run again after the rules or the thesaurus have changed: every decision stays, and only
    candidates that nobody has decided on are listed under `pending`.
    """
    from clustergraph.mapping import map_source
    from clustergraph.reading import read
    from clustergraph.reviewing import propose, reviewed_path
    from clustergraph.validation import must_be_document

    must_be_document(str(file))
    documents = map_source(read(file))
    folder = into or file.resolve().parent.parent / "reviewed"
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        path = reviewed_path(document, folder, file.parent)
        today = datetime.now(UTC).date().isoformat()
        count = propose(document, path, file.parent, reviewer, today)
        click.echo(f"{path}: {_options.counted(count, 'candidate')} to decide on")
