"""Reads back what `backup` and `export` have written."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.store import engine


def backed_up(source: Path) -> Iterator[ox.Quad]:
    """The quads of a backup folder, or of a TriG or N-Quads file.

    Raises InputError where it is neither, or is damaged; a file with its line.
    """
    if (source / "store.nq").exists():  # the backup of a store behind a URL
        source = source / "store.nq"
    if source.is_dir():
        try:
            yield from engine.without_merge(ox.Store.read_only(str(source)))
        except (OSError, RuntimeError) as error:
            raise InputError(f"{source} is not a whole backup ({error}); name another one") from None
        return
    rdf_format = ox.RdfFormat.from_extension(source.suffix.lstrip("."))
    if rdf_format is None or not rdf_format.supports_datasets:
        raise InputError(f"{source} is neither a backup folder nor a TriG or N-Quads file")
    try:
        with source.open("rb") as file:
            yield from ox.parse(file, rdf_format)
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror})") from None
    except SyntaxError as error:
        raise InputError(f"{source}:{error.lineno}: not valid {rdf_format.name}: {error.msg}") from None
