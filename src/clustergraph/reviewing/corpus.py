"""The documents of a data folder: the reviewed ones as reviewed, the others as the rules map them."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from clustergraph.errors import InputError
from clustergraph.mapping import map_source
from clustergraph.reading import read
from clustergraph.reviewing.load import ReviewedFile, load
from clustergraph.reviewing.merge import Merged, merge


def files(data: Path) -> Iterator[tuple[Path, list[ReviewedFile]]]:
    """Each file of `data/documents/` with what stewards have reviewed in it, in the order of the file names.

    Raises InputError where the folder or a reviewed file cannot be read.
    """
    of_file: dict[str, list[ReviewedFile]] = defaultdict(list)
    for path in sorted((data / "reviewed").glob("*.yaml")):
        reviewed = load(path, data / "documents")
        of_file[reviewed.graph.source.name].append(reviewed)
    for name in _names(data):
        yield data / "documents" / name, of_file.get(name, [])


def count(data: Path) -> int:
    """How many files `files` gives."""
    return len(_names(data))


def _names(data: Path) -> list[str]:
    folder = data / "documents"
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a path takes five times the memory of a name
    except OSError as error:
        raise InputError(
            f"{folder} cannot be read ({error.strerror}); put the documents there, or name another folder"
        ) from None
    return sorted(name for name in names if not name.startswith(".") and name != "README.md")


def documents(data: Path) -> Iterator[Merged]:
    """Each document of `data/documents/`, in the order of the file names.

    Raises InputError where a file cannot be read, or where two documents share a slug.
    """
    seen: dict[str, str] = {}
    for path, reviewed in files(data):
        for merged in documents_of(path, reviewed):
            claim(seen, merged.graph.slug, path)
            yield merged


def claim(seen: dict[str, str], slug: str, path: Path) -> None:
    """Note the name of the file that a document's slug comes from. Raises InputError where another file has it."""
    if slug in seen:
        raise InputError(f"{path}: its document {slug!r} is also in {seen[slug]}; rename one of the files")
    seen[slug] = path.name


def documents_of(path: Path, reviewed: list[ReviewedFile]) -> Iterator[Merged]:
    """The documents of one file. Raises InputError where it cannot be read."""
    source = read(path)
    mapped = map_source(source)
    for file in sorted(reviewed, key=lambda file: file.span):
        yield merge(file, mapped)
    for document in mapped:
        if not any(file.span[0] < document.end and document.start < file.span[1] for file in reviewed):
            yield Merged(document.graph())
