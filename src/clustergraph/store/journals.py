"""Where the journal of a store is, and its way into a backup and back; `clustergraph.changes` says what is in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from clustergraph.store.disk import plain_errors

JOURNAL = "journal"


def journal_folder(location: str) -> Path | None:
    """The folder of a store's journal: in the store's own, or by its address among the user's data; none in memory."""
    if location == ":memory:":
        return None
    if location.startswith(("http://", "https://")):
        from platformdirs import user_data_path

        name = hashlib.sha256(location.encode()).hexdigest()[:16]
        return user_data_path("clustergraph", appauthor=False) / "journals" / name
    return Path(location) / JOURNAL


def journal_in(folder: Path | None) -> dict[str, bytes]:
    """File name → content of a journal's folder; nothing where there is no such folder."""
    if folder is None or not folder.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def write_journal(folder: Path, content: dict[str, bytes]) -> None:
    """The reverse of `journal_in`; no folder for no content."""
    for name, data in content.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def put_back(location: str, content: dict[str, bytes], version: str) -> Path | None:
    """Put this journal in place of a store's present one, which is kept beside it; gives where, None where it stays.

    content: of a backup's journal. Nothing for what has none, a build or an exported file: what the present one tells is
    then no longer of this store, and could not be undone.
    version: the store's, for the name of what is kept.
    """
    present = journal_folder(location)
    if present is None or journal_in(present) == content:
        return None
    kept = None
    with plain_errors(location):
        if present.exists():
            number = version.rpartition("-")[2]
            kept = present.replace(present.with_name(f"{present.name}-before-version-{number}"))
        write_journal(present, content)
    return kept
