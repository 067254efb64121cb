"""The files of a store, and what is said in one sentence where they cannot be written."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import Timeout

from clustergraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def plain_errors(location: str, *, backup: Path | None = None) -> Iterator[None]:
    """Raises StoreError for what the disk or the engine raises inside.

    Args:
        location: what the user calls the store.
        backup: what is written inside, where that is not the store.
    """
    written = f"store {location}" if backup is None else f"backup {backup}"
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        if error.errno == errno.ENOSPC or "No space left" in str(error):
            reason = f"The disk that holds the {written} is full: make room and try again."
        elif isinstance(error, PermissionError) or "Permission denied" in str(error):
            reason = f"The {written} may not be written by this user: change its permissions."
        elif error.errno == errno.EROFS or "Read-only file system" in str(error):
            reason = f"The disk that holds the {written} can only be read: mount it for writing, or name another place."
        else:
            reason = f"The {written} cannot be written ({error}): check its disk."
        raise StoreError(reason) from None
    except RuntimeError as error:
        raise StoreError(
            f"The store {location} is damaged ({error}): restore a backup, or build it anew."
        ) from None


def sizes_of(database: Path) -> dict[str, int]:
    """File name → size in bytes, of the files of a database that hold data."""
    if not database.is_dir():
        return {}
    return {
        entry.name: entry.stat().st_size
        for entry in os.scandir(database)
        if entry.name.startswith(("MANIFEST", "CURRENT")) or entry.name.endswith(".sst")
    }


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A path to make a folder at, which becomes `target` when all is in it; cleared away where that fails.

    Raises:
        StoreError: there is something at `target`.
    """
    if target.exists():
        raise StoreError(f"{target} exists already: name a new folder for the backup.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        yield partial
        partial.replace(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
