"""Reads back what `backup` and `export` have written."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.errors import InputError
from clustergraph.store import engine
from clustergraph.store.journals import JOURNAL, journal_in, put_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from clustergraph.store.interface import Store


def restore(store: Store, source: Path) -> str:
    """Put a backup folder with its journal, or a TriG or N-Quads file, in place of what the store holds; gives the new version.

    Raises InputError where it is neither, or is damaged; then the store is as it was.
    """
    with store.writing():
        if source.is_dir() and not (source / "store.nq").exists():
            version = store.adopt(source)
        else:
            version = store.replace_all(backed_up(source))
        put_back(store.location, journal_in(source / JOURNAL), version)
    return version


def backed_up(source: Path) -> Iterator[ox.Quad]:
    """The quads of a backup folder, or of a TriG or N-Quads file.

    Raises InputError where it is neither, or is damaged; a file with its line.
    """
    if (source / "store.nq").exists():  # the backup of a store behind a URL
        source = source / "store.nq"
    if source.is_dir():
        with whole_backup(source):
            yield from engine.without_merge(ox.Store.read_only(str(source)))
        return
    rdf_format = ox.RdfFormat.from_extension(source.suffix.lstrip("."))
    if rdf_format is None or not rdf_format.supports_datasets:
        raise InputError(f"{source} is neither a backup folder nor a TriG or N-Quads file")
    try:
        with source.open("rb") as file:
            # What an export leaves that failed at once, such as on a full disk.
            if not os.fstat(file.fileno()).st_size:
                raise InputError(f"{source} is empty: name another one")
            yield from ox.parse(file, rdf_format)
    except OSError as error:
        raise InputError(f"{source}: cannot be read ({error.strerror})") from None
    except SyntaxError as error:
        raise InputError(f"{source}:{error.lineno}: not valid {rdf_format.name}: {error.msg}") from None


@contextmanager
def whole_backup(source: Path) -> Iterator[None]:
    """Whether a folder can be a backup at all, and what the engine says of one that it cannot read, in one sentence."""
    if (source / "store.json").exists():
        raise InputError(
            f"{source} is a store and no backup: `clustergraph backup --store {source} FOLDER` makes one"
        )
    if not (source / "CURRENT").exists():
        raise InputError(
            f"{source} holds no backup: name a folder that `clustergraph backup` made, or an exported file"
        )
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise InputError(f"{source} is not a whole backup ({error}); name another one") from None
